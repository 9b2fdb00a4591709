/*
 * Sums over atoms.
 *
 * Finite atoms are sorted by place and merged exactly; on integers the weights of the lattice components are added to theirs.
 * The other integers are summed in discrete_runs.c.
 */
#include "divergences/discrete.h"

#include "divergences/discrete_runs.h"

#include <math.h>
#include <stdlib.h>

static void add_atom(scope *s, atoms *all, real x, ball weight, bool of_p)
{
    if (all->n == all->room)
        all->a = realloc(all->a, sizeof *all->a * (all->room = 2 * all->room + 16));
    ball zero = ball_in(s, ball_int(0));
    all->a[all->n++] = (atom){x, real_double(x), of_p ? weight : zero, of_p ? zero : weight, -1};
}

static void add_finite_atoms(scope *s, real_pool *pool, atoms *all, const law *l, bool of_p)
{
    for (int i = 0; l && i < l->n; i++) {
        const component *c = &l->c[i];
        for (size_t k = 0; c->family->kind == FAMILY_ATOMS && k < c->family->atoms(c); k++) {
            real x, weight;
            c->family->atom(pool, c, k, &x, &weight);
            if (real_sign(weight) != 0)
                add_atom(s, all, x, ball_mul(real_ball(s, c->weight), real_ball(s, weight)), of_p);
        }
    }
}

static int by_location(const void *a, const void *b)
{
    double x = ((const atom *)a)->near, y = ((const atom *)b)->near;
    return (x > y) - (x < y);
}

/*
 * Merges equal locations. Doubles are within an ulp, so atoms that are equal, or in the wrong order, are close in the sorted
 * list; only runs of near-equal doubles need exact comparison. False if two locations cannot be told apart.
 */
static bool merge_atoms(atoms *all)
{
    size_t kept = 0;
    if (all->n > 1)
        qsort(all->a, all->n, sizeof *all->a, by_location);
    for (size_t i = 0; i < all->n; i++) {
        bool merged = false;
        for (size_t k = kept; k-- > 0 && !merged;) {
            double gap = all->a[i].near - all->a[k].near;
            if (gap > 1e-12 * (fabs(all->a[i].near) + fabs(all->a[k].near)))
                break;
            int order = real_compare(all->a[i].x, all->a[k].x);
            if (order == REAL_UNDECIDED)
                return false;
            if (order == 0) {
                all->a[k].p = ball_add(all->a[k].p, all->a[i].p);
                all->a[k].q = ball_add(all->a[k].q, all->a[i].q);
                merged = true;
            }
        }
        if (!merged)
            all->a[kept++] = all->a[i];
    }
    all->n = kept;
    return true;
}

/* ---- Finite atoms ---- */

/* Finds out which finite atoms are integers, and adds the lattice weights there. False if one cannot be told. */
static bool add_lattice_weights(task *t)
{
    for (size_t i = 0; i < t->all.n && (t->p.n || t->q.n); i++) {
        atom *a = &t->all.a[i];
        double nearest = round(a->near);
        if (!(nearest >= 0 && nearest < 0x1p53) || fabs(a->near - nearest) > 1e-9 * (1 + nearest))
            continue;
        int order = real_compare(a->x, real_int(t->pool, (slong)nearest));
        if (order == REAL_UNDECIDED)
            return false;
        if (order)
            continue;
        a->integer = (slong)nearest;
        a->p = ball_add(a->p, lattice_weight(t->s, &t->p, a->integer));
        a->q = ball_add(a->q, lattice_weight(t->s, &t->q, a->integer));
    }
    return true;
}

ball atom_value(const functional *f, ball P, ball Q, ball order)
{
    bool no_p = ball_is_exact_zero(P), no_q = ball_is_exact_zero(Q);
    if (no_p && no_q)
        return ball_in(P.in, ball_int(0));
    if (f->tail == TAIL_BY_MASS || !no_p)
        return f->perspective(P, Q, order);
    return ball_in(P.in, ball_int(0)); /* f(0) = 0 for KL and powers */
}

static ball finite_sum(const task *t)
{
    ball sum = ball_in(t->s, ball_int(0)), one = ball_in(t->s, ball_int(1));
    for (size_t i = 0; i < t->all.n; i++) {
        const atom *a = &t->all.a[i];
        sum = ball_add(sum, atom_value(t->f, a->p, t->counting ? one : a->q, order_of(t)));
    }
    return sum;
}

/* ---- Supports ---- */

/* Finite atoms of Q on the integers after..last. */
static slong integers_of_q(const task *t, slong after, slong last)
{
    slong count = 0;
    for (size_t i = 0; i < t->all.n; i++) {
        const atom *a = &t->all.a[i];
        count += a->integer > after && a->integer <= last && !ball_is_exact_zero(a->q);
    }
    return count;
}

/* Has P an atom where Q has none? */
static bool escapes(const task *t)
{
    for (size_t i = 0; i < t->all.n; i++)
        if (ball_is_exact_zero(t->all.a[i].q) && !ball_is_exact_zero(t->all.a[i].p))
            return true;
    slong p = lattice_last(&t->p), q = lattice_last(&t->q);
    if (t->p.n == 0 || (t->q.n && q == LATTICE_ENDLESS))
        return false;
    slong end = t->q.n ? q : -1;
    return p == LATTICE_ENDLESS || (p > end && integers_of_q(t, end, p) < p - end);
}

/* ---- The sum ---- */

static void decide(task *t, enclosure *out)
{
    bool open = !merge_atoms(&t->all) || !add_lattice_weights(t), dominated = t->counting || by_mass(t);
    if (open || (!dominated && escapes(t))) {
        out->why = open ? FINITE : INFINITE_SUPPORT;
        out->value = open ? ball_nothing(t->s) : ball_infinity(t->s);
        return;
    }
    verdict converges =
        t->f->tail == TAIL_BY_POWER ? lattice_power_converges(t->pool, t->order, &t->p, &t->q) : HOLDS;
    if (converges != HOLDS) {
        out->why = converges == FAILS ? INFINITE_TAIL : FINITE;
        out->value = converges == FAILS ? ball_infinity(t->s) : ball_nothing(t->s);
        return;
    }
    out->value = finite_sum(t);
    if (t->p.n || (t->q.n && by_mass(t)))
        out->value = ball_add(out->value, lattice_sum(t));
}

void functional_sum(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                    enclosure *out)
{
    int bits = (int)goal + 8;
    task t = {.s = s, .f = f, .order = order, .counting = !q, .goal = goal};
    t.pool = real_pool_open();
    t.p = lattice_open(t.pool, p, bits);
    t.q = lattice_open(t.pool, q, bits);
    add_finite_atoms(s, t.pool, &t.all, p, true);
    add_finite_atoms(s, t.pool, &t.all, q, false);
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    decide(&t, out);
    free(t.all.a);
    lattice_close(&t.p);
    lattice_close(&t.q);
    real_pool_close(t.pool);
}
