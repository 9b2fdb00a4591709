/*
 * Bringing a law to whole multiples of 2^-B: see dyadic.h.
 *
 * The masses p(n) in the components' ranges are rounded down, and what is missing from 1, the mass `moved`, is put on the last
 * atom. So each missing part was moved by at most the range of the atoms, after what lies outside a component's range came to the
 * end of that range. For a log-concave weight with the ratio rho = p(N+1)/p(N) < 1 at the end N,
 *
 *     sum_{s >= 1} p(N+s) s^k  <=  p(N) sum rho^s s^k  <=  p(N) (2k/(e |log rho|))^k sum_{s >= 1} rho^(s/2),
 *
 * because s^k e^(-ts) <= (k/(e t))^k, here with t = |log rho|/2.
 */
#include "divergences/dyadic.h"
#include "divergences/lattice.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_ATOMS = 1 << 21 };

int dyadic_compare(const dyadic_atom *a, const dyadic_atom *b)
{
    double apart = 1e-12 * fmax(fabs(a->near), fabs(b->near));
    if (fabs(a->near - b->near) > apart)
        return a->near < b->near ? -1 : 1;
    return real_compare(a->x, b->x);
}

static int by_place(const void *a, const void *b)
{
    int order = dyadic_compare(a, b);
    return order == REAL_UNDECIDED ? 0 : order;
}

static bool is_ordered(const dyadic_law *l)
{
    for (size_t i = 1; i < l->n; i++)
        if (dyadic_compare(&l->a[i - 1], &l->a[i]) > 0) /* REAL_UNDECIDED is 2 */
            return false;
    return true;
}

/* An atom with the mass rounded down; false if there are too many. */
static bool add_atom(dyadic_law *l, real x, ball mass, slong units)
{
    if (l->n == MOST_ATOMS)
        return false;
    if (l->n == l->room)
        l->a = realloc(l->a, sizeof *l->a * (l->room = 2 * l->room + 64));
    dyadic_atom *a = &l->a[l->n++];
    *a = (dyadic_atom){.x = x, .near = real_double(x)};
    fmpz_init(&a->mass);
    arf_t lower;
    arf_init(lower);
    arb_get_lbound_arf(lower, ball_scale2(mass, units).v, ARF_PREC_EXACT);
    if (arf_is_finite(lower) && arf_sgn(lower) > 0)
        arf_get_fmpz(&a->mass, lower, ARF_RND_FLOOR);
    arf_clear(lower);
    return true;
}

static bool add_finite(scope *s, real_pool *pool, dyadic_law *out, const component *c, slong units)
{
    bool fits = true;
    scope_mark mark = scope_now(s);
    for (size_t i = 0, n = c->family->atoms(c); fits && i < n; i++, scope_rewind(s, mark)) {
        real x, weight;
        c->family->atom(pool, c, i, &x, &weight);
        fits = add_atom(out, x, ball_mul(real_ball(s, c->weight), real_ball(s, weight)), units);
    }
    return fits;
}

static bool add_lattice(scope *s, real_pool *pool, dyadic_law *out, const lattice_part *part, slong units)
{
    bool fits = part->to - part->from <= MOST_ATOMS;
    lattice_walk w = lattice_walk_start(s, part, part->from);
    scope_mark mark = scope_now(s);
    for (slong n = part->from; fits && n < part->to; n++, scope_rewind(s, mark)) {
        fits = add_atom(out, real_int(pool, n), w.weight, units) && (n % 256 || !scope_expired(s));
        lattice_walk_on(&w);
    }
    return fits;
}

/* The sum of p(n) times the k-th power of the distance from the end of the range, beyond it on one side. */
static ball moment_beyond(scope *s, const lattice_part *part, ball k, int side)
{
    slong end = side < 0 ? part->from : part->to - 1;
    if (!lattice_covers(part, end + side))
        return ball_in(s, ball_int(0));
    ball here = form_value(s, &part->f, ball_in(s, ball_int(end)));
    ball fall = ball_sub(here, form_value(s, &part->f, ball_in(s, ball_int(end + side))));
    if (ball_positive(fall) != HOLDS)
        return ball_nothing(s);
    ball root = ball_exp(ball_neg(ball_scale2(fall, -1)));
    ball peak = ball_mul(k, ball_sub(ball_log(ball_div(ball_scale2(k, 1), fall)), ball_int(1)));
    return ball_upper(ball_mul(ball_exp(ball_add(here, peak)), ball_div(root, ball_sub(ball_int(1), root))));
}

/* What is missing from 2^B goes to the last atom. */
static ball settle_rest(scope *s, dyadic_law *out, slong units)
{
    fmpz_t rest;
    fmpz_init(rest);
    fmpz_one_2exp(rest, (ulong)units);
    for (size_t i = 0; i < out->n; i++)
        fmpz_sub(rest, rest, &out->a[i].mass);
    fmpz_add(&out->a[out->n - 1].mass, &out->a[out->n - 1].mass, rest);
    arb_ptr v = scope_take(s, 1);
    arb_set_fmpz(v, rest);
    fmpz_clear(rest);
    return ball_scale2((ball){.v = v, .in = s}, -units);
}

/* Bits for masses that are moved by up to the range of the law. */
static slong units_for(const law *l, const lattice_law *own, double k, slong goal)
{
    double low = INFINITY, high = -INFINITY;
    real_pool *pool = real_pool_open();
    for (int i = 0; i < own->n; i++)
        low = fmin(low, (double)own->part[i].from), high = fmax(high, (double)own->part[i].to);
    for (int i = 0; i < l->n; i++)
        for (size_t j = 0; l->c[i].family->kind == FAMILY_ATOMS && j < l->c[i].family->atoms(&l->c[i]); j++) {
            real x, weight;
            l->c[i].family->atom(pool, &l->c[i], j, &x, &weight);
            low = fmin(low, real_double(x)), high = fmax(high, real_double(x));
        }
    real_pool_close(pool);
    double bits = k * ((double)goal + 4 + fmax(0, log2(high - low))) + 40;
    return bits < 1e5 ? (slong)ceil(bits) : -1;
}

bool dyadic_open(scope *s, real_pool *pool, const law *l, ball order, slong goal, slong *units,
                 dyadic_law *out)
{
    double k = ball_double(order);
    int reach = (int)fmin(1e5, ceil(k * ((double)goal + 4))) + 8;
    lattice_law own = lattice_open(pool, l, reach);
    slong wanted = units_for(l, &own, k, goal);
    if (wanted > reach) { /* what lies outside the ranges moves as far as the rest */
        lattice_close(&own);
        own = lattice_open(pool, l, (int)wanted);
    }
    *out = (dyadic_law){.beyond = ball_in(s, ball_int(0))};
    *units = wanted > *units ? wanted : *units;
    bool fits = wanted >= 0;
    scope *work = scope_open_for(s, *units + 80);
    for (int i = 0; fits && i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_ATOMS)
            fits = add_finite(work, pool, out, &l->c[i], *units);
    for (int i = 0; fits && i < own.n; i++) {
        fits = add_lattice(work, pool, out, &own.part[i], *units);
        out->beyond = ball_add(out->beyond, ball_add(moment_beyond(s, &own.part[i], order, -1),
                                                     moment_beyond(s, &own.part[i], order, +1)));
    }
    scope_close(work);
    lattice_close(&own);
    if (!fits || !out->n)
        return false;
    qsort(out->a, out->n, sizeof *out->a, by_place);
    out->moved = settle_rest(s, out, *units);
    out->range = ball_in(s, real_ball(s, real_sub(pool, out->a[out->n - 1].x, out->a[0].x)));
    return is_ordered(out);
}

void dyadic_close(dyadic_law *l)
{
    for (size_t i = 0; i < l->n; i++)
        fmpz_clear(&l->a[i].mass);
    free(l->a);
}
