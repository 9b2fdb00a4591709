/*
 * W_k between two laws of finitely many atoms on the line. The monotone coupling is optimal for every convex cost of the
 * difference (Villani 2003, thm 2.18): walk along both sorted lists and move, at each step, the lesser of the two
 * masses that are left. Masses and points are exact; only the k-th powers are enclosed.
 */
#include "divergences/cloud_line.h"
#include "divergences/wasserstein.h"

#include <stdlib.h>

enum { MOST_ATOMS = 20000 };

typedef struct atom {
    real x, mass;
} atom;

typedef struct atoms {
    size_t n;
    atom *a;
} atoms;

static int by_place(const void *a, const void *b)
{
    int order = real_compare(((const atom *)a)->x, ((const atom *)b)->x);
    return order == REAL_UNDECIDED ? 0 : order;
}

static bool is_ordered(const atoms *l)
{
    for (size_t i = 1; i < l->n; i++)
        if (real_compare(l->a[i - 1].x, l->a[i].x) > 0) /* REAL_UNDECIDED is 2 */
            return false;
    return true;
}

/* The atoms of positive mass, sorted; false if the law has others, too many, or they cannot be sorted. */
static bool collect(real_pool *pool, const law *l, atoms *out)
{
    size_t room = 0;
    for (int k = 0; k < l->n; k++) {
        if (l->c[k].family->kind != FAMILY_ATOMS)
            return false;
        room += l->c[k].family->atoms(&l->c[k]);
    }
    if (room > MOST_ATOMS)
        return false;
    out->a = malloc((room + 1) * sizeof *out->a);
    for (int k = 0; k < l->n; k++) {
        const component *c = &l->c[k];
        for (size_t i = 0, n = c->family->atoms(c); i < n; i++) {
            atom *next = &out->a[out->n];
            c->family->atom(pool, c, i, &next->x, &next->mass);
            next->mass = real_mul(pool, next->mass, c->weight);
            out->n += real_sign(next->mass) != 0;
        }
    }
    qsort(out->a, out->n, sizeof *out->a, by_place);
    return is_ordered(out);
}

static ball power_of_distance(scope *s, real_pool *pool, real x, real y, ball order)
{
    return ball_pow(ball_in(s, ball_abs(real_ball(s, real_sub(pool, x, y)))), order);
}

/* The k-th power of W_k, or false if two masses cannot be compared. The lists are used up. */
static bool couple(scope *s, real_pool *pool, atoms *p, atoms *q, ball order, ball total)
{
    scope_mark mark = scope_now(s);
    for (size_t i = 0, j = 0; i < p->n && j < q->n; scope_rewind(s, mark)) {
        atom *a = &p->a[i], *b = &q->a[j];
        int more = real_compare(a->mass, b->mass);
        if (more == REAL_UNDECIDED)
            return false;
        real moved = more < 0 ? a->mass : b->mass;
        if (real_compare(a->x, b->x) != 0) {
            ball cost = ball_mul(real_ball(s, moved), power_of_distance(s, pool, a->x, b->x, order));
            arb_add(total.v, total.v, cost.v, scope_bits(s));
        }
        a->mass = more > 0 ? real_sub(pool, a->mass, moved) : a->mass;
        b->mass = more < 0 ? real_sub(pool, b->mass, moved) : b->mass;
        i += more <= 0;
        j += more >= 0;
    }
    return true;
}

/* Too many for exact numbers; integers on a grid have a fixed accuracy, and are fast. */
static bool large_samples(const law *p, const law *q)
{
    size_t n = 0;
    for (int k = 0; k < p->n; k++)
        n += p->c[k].family->kind == FAMILY_ATOMS ? p->c[k].family->atoms(&p->c[k]) : 0;
    for (int k = 0; k < q->n; k++)
        n += q->c[k].family->kind == FAMILY_ATOMS ? q->c[k].family->atoms(&q->c[k]) : 0;
    return n > MOST_ATOMS;
}

bool transport_enclose(scope *s, real order, const law *p, const law *q, enclosure *out)
{
    real_pool *pool = real_pool_open();
    atoms a = {0}, b = {0};
    bool done = p->dim == 1 && q->dim == 1 && collect(pool, p, &a) && collect(pool, q, &b);
    if (done) {
        ball k = ball_in(s, real_ball(s, order)), total = ball_in(s, ball_int(0));
        done = couple(s, pool, &a, &b, k, total);
        if (done && !ball_is_exact_zero(total))
            total = ball_pow(total, ball_inv(k));
        *out = (enclosure){done ? total : ball_nothing(s), FINITE, METHOD_CERTIFIED};
    } else if (large_samples(p, q)) {
        ball value;
        if ((done = cloud_line_enclose(s, order, p, q, &value)))
            *out = (enclosure){value, FINITE, METHOD_CERTIFIED};
    }
    free(a.a);
    free(b.a);
    real_pool_close(pool);
    return done;
}
