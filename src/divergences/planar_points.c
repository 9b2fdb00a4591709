/*
 * Laws of finitely many points of the plane.
 *
 * What depends on the weights alone does not see where the points are: they are numbered, equal points alike,
 * and the laws on the numbers 0, 1, 2, ... have the same f-divergences and entropies. The energy distance is
 * a double sum,
 *
 *     energy^2 = 2 E|X-Y| - E|X-X'| - E|Y-Y'|        (Szekely and Rizzo 2013).
 *
 * Coordinates must be rational: then equality is decided exactly, and equal points have equal doubles.
 */
#include "distributions/planar.h"
#include "divergences/discrete.h"
#include "divergences/planar_routes.h"

#include <stdlib.h>

enum { MOST_PAIRS = 4000000 };

typedef struct spot {
    real x, y, weight;
    double near[2];
    bool of_p;
} spot;

typedef struct spots {
    real_pool *pool;
    size_t n, room;
    spot *a;
} spots;

/* ---- Collecting the points ---- */

static bool add_spot(spots *all, spot one)
{
    fmpq_t test;
    fmpq_init(test);
    bool rational = real_rational(one.x, test) && real_rational(one.y, test);
    fmpq_clear(test);
    if (all->n == all->room)
        all->a = realloc(all->a, sizeof *all->a * (all->room = 2 * all->room + 64));
    one.near[0] = real_double(one.x);
    one.near[1] = real_double(one.y);
    all->a[all->n++] = one;
    return rational;
}

static bool add_cloud(spots *all, const component *c, bool of_p)
{
    const cloud *d = c->data;
    real equal = real_div(all->pool, c->weight, real_int(all->pool, (slong)d->n));
    bool rational = true;
    for (size_t i = 0; i < d->n && rational; i++) {
        real weight = d->weight ? real_mul(all->pool, c->weight, d->weight[i]) : equal;
        rational =
            add_spot(all, (spot){.x = d->x[2 * i], .y = d->x[2 * i + 1], .weight = weight, .of_p = of_p});
    }
    return rational;
}

/* The atoms of a law on the line; false if it has infinitely many. */
static bool line_atoms(spots *out, real_pool *pool, const law *l)
{
    bool rational = true;
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        if (c->family->kind == FAMILY_LATTICE)
            return false;
        if (c->family->kind != FAMILY_ATOMS)
            continue;
        for (size_t k = 0; k < c->family->atoms(c); k++) {
            real x, weight;
            c->family->atom(pool, c, k, &x, &weight);
            rational &= add_spot(
                out, (spot){.x = x, .y = real_int(pool, 0), .weight = real_mul(pool, c->weight, weight)});
        }
    }
    return rational;
}

/* product(P, Q) of two laws with finitely many atoms: all pairs. */
static bool add_grid(spots *all, const component *c, bool of_p)
{
    spots x = {.pool = all->pool}, y = {.pool = all->pool};
    bool known = line_atoms(&x, all->pool, c->factor[0]) && line_atoms(&y, all->pool, c->factor[1])
                 && x.n * y.n <= MOST_PAIRS;
    for (size_t i = 0; known && i < x.n * y.n; i++) {
        const spot *a = &x.a[i / y.n], *b = &y.a[i % y.n];
        real weight = real_mul(all->pool, c->weight, real_mul(all->pool, a->weight, b->weight));
        add_spot(all, (spot){.x = a->x, .y = b->x, .weight = weight, .of_p = of_p});
    }
    free(x.a);
    free(y.a);
    return known;
}

/* The atoms of a law; false if they are not known, or if there must be nothing else (`only`) and there is. */
static bool add_law(spots *all, const law *l, bool of_p, bool only)
{
    for (int i = 0; l && i < l->n; i++) {
        const component *c = &l->c[i];
        if (only && component_dimension2(c) != 0)
            return false;
        bool scattered = !c->family->planar && c->data;
        if ((scattered && !add_cloud(all, c, of_p)) || (c->factor[0] && !add_grid(all, c, of_p)))
            return false;
    }
    return true;
}

/* ---- Functions of the weights: the points are numbered ---- */

static size_t numbered_atoms(const component *c) { return c->data->n; }

static void numbered_atom(real_pool *pool, const component *c, size_t i, real *x, real *weight)
{
    (void)pool;
    *x = c->data->x[i];
    *weight = c->data->weight[i];
}

static const family family_numbers = {
    .name = "numbered points", .kind = FAMILY_ATOMS, .atoms = numbered_atoms, .atom = numbered_atom};

static int by_place(const void *a, const void *b)
{
    const spot *p = a, *q = b;
    for (int k = 0; k < 2; k++)
        if (p->near[k] != q->near[k])
            return p->near[k] < q->near[k] ? -1 : 1;
    int x = real_compare(p->x, q->x);
    return x ? x : real_compare(p->y, q->y);
}

/* The law on the numbers of the places of one of the two laws. Sorted spots; numbers[i] is that of spot i. */
static cloud on_numbers(const spots *all, const real *numbers, bool of_p)
{
    real *x = malloc(sizeof *x * (all->n + 1)), *weight = malloc(sizeof *weight * (all->n + 1));
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        if (all->a[i].of_p == of_p) {
            if (n && x[n - 1] == numbers[i]) {
                weight[n - 1] = real_add(all->pool, weight[n - 1], all->a[i].weight);
                continue;
            }
            x[n] = numbers[i];
            weight[n++] = all->a[i].weight;
        }
    return (cloud){.dim = 1, .n = n, .x = x, .weight = weight};
}

void points_functional(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                       enclosure *out)
{
    spots all = {.pool = real_pool_open()};
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    bool known = add_law(&all, p, true, false) && add_law(&all, q, false, false);
    real *numbers = malloc(sizeof *numbers * (all.n + 1));
    qsort(all.a, all.n, sizeof *all.a, by_place);
    for (size_t i = 0; i < all.n; i++)
        numbers[i] =
            i && by_place(&all.a[i - 1], &all.a[i]) == 0 ? numbers[i - 1] : real_int(all.pool, (slong)i);
    cloud points[2] = {on_numbers(&all, numbers, true), on_numbers(&all, numbers, false)};
    component c[2];
    law l[2];
    for (int k = 0; k < 2; k++) {
        c[k] = (component){.family = &family_numbers,
                           .weight = real_int(all.pool, 1),
                           .weight_double = 1,
                           .data = &points[k]};
        l[k] = (law){.dim = 1, .n = 1, .c = &c[k], .pool = all.pool, .text = ""};
    }
    if (known)
        functional_sum(s, f, order, &l[0], q ? &l[1] : NULL, goal, out);
    for (int k = 0; k < 2; k++) {
        free((void *)points[k].x);
        free((void *)points[k].weight);
    }
    free(numbers);
    free(all.a);
    real_pool_close(all.pool);
}

/* ---- The energy distance ---- */

typedef struct places {
    size_t n;
    arb_ptr x, y, weight;
} places;

static places places_of(scope *s, const spots *all, bool of_p)
{
    places out = {0, _arb_vec_init((slong)all->n), _arb_vec_init((slong)all->n),
                  _arb_vec_init((slong)all->n)};
    scope_mark start = scope_now(s);
    for (size_t i = 0; i < all->n; i++, scope_rewind(s, start))
        if (all->a[i].of_p == of_p) {
            arb_set(out.x + out.n, real_ball(s, all->a[i].x).v);
            arb_set(out.y + out.n, real_ball(s, all->a[i].y).v);
            arb_set(out.weight + out.n++, real_ball(s, all->a[i].weight).v);
        }
    return out;
}

static void places_free(places *p, size_t n)
{
    _arb_vec_clear(p->x, (slong)n);
    _arb_vec_clear(p->y, (slong)n);
    _arb_vec_clear(p->weight, (slong)n);
}

/* E|X - Y|; for one law with itself twice the sum over pairs i < j. */
static ball mean_distance(scope *s, const places *p, const places *q, bool itself)
{
    slong bits = scope_bits(s);
    ball total = ball_in(s, ball_int(0));
    arb_t dx, dy, row;
    arb_init(dx), arb_init(dy), arb_init(row);
    for (size_t i = 0; i < p->n; i++) {
        arb_zero(row);
        for (size_t j = itself ? i + 1 : 0; j < q->n; j++) {
            arb_sub(dx, p->x + i, q->x + j, bits);
            arb_sub(dy, p->y + i, q->y + j, bits);
            arb_mul(dx, dx, dx, bits);
            arb_addmul(dx, dy, dy, bits);
            arb_sqrtpos(dx, dx, bits);
            arb_addmul(row, dx, q->weight + j, bits);
        }
        arb_addmul(total.v, row, p->weight + i, bits);
    }
    arb_clear(dx), arb_clear(dy), arb_clear(row);
    return itself ? ball_scale2(total, 1) : total;
}

static bool energy(scope *s, const spots *all, enclosure *out)
{
    places p = places_of(s, all, true), q = places_of(s, all, false);
    bool feasible = p.n * p.n + q.n * q.n <= 2 * (size_t)MOST_PAIRS && p.n * q.n <= MOST_PAIRS;
    if (feasible) {
        ball between = ball_scale2(mean_distance(s, &p, &q, false), 1);
        ball within = ball_add(mean_distance(s, &p, &p, true), mean_distance(s, &q, &q, true));
        ball square = ball_max(ball_sub(between, within), ball_in(s, ball_int(0)));
        *out = (enclosure){ball_sqrt(square), FINITE, METHOD_CERTIFIED};
    }
    places_free(&p, all->n);
    places_free(&q, all->n);
    return feasible;
}

bool points_energy(scope *s, const law *p, const law *q, enclosure *out)
{
    spots all = {.pool = real_pool_open()};
    bool known = add_law(&all, p, true, true) && add_law(&all, q, false, true) && energy(s, &all, out);
    free(all.a);
    real_pool_close(all.pool);
    return known;
}
