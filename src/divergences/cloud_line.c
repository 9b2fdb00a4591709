/* See cloud_line.h. */
#include "divergences/cloud_line.h"

#include "transport/line_exact.h"
#include "transport/masses.h"

#include <math.h>
#include <stdlib.h>

/* ---- The grid ---- */

typedef struct grid {
    int shift;
    fmpz_t origin; /* in steps */
    bool exact;    /* all points so far lie on it */
} grid;

/* 2^60 steps from the least to the largest decimal, which may be half an ulp outside of the doubles. */
static int grid_shift(const cloud *const c[2], double *least)
{
    double lo = INFINITY, hi = -INFINITY;
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < c[k]->n; i++) {
            lo = fmin(lo, c[k]->x_double[i]);
            hi = fmax(hi, c[k]->x_double[i]);
        }
    *least = lo;
    double span =
        (hi / 2 - lo / 2) + 0x1p-53 * fmax(fabs(lo), fabs(hi)); /* half of it, for it may overflow */
    int exponent;
    frexp(span, &exponent);
    return span > 0 ? LINE_BITS - 1 - exponent : 0;
}

/* floor(q 2^shift); false if there is a remainder. */
static bool steps(fmpz_t out, const fmpq_t q, int shift)
{
    fmpz_t num, den, rest;
    fmpz_init_set(num, fmpq_numref(q));
    fmpz_init_set(den, fmpq_denref(q));
    fmpz_init(rest);
    if (shift >= 0)
        fmpz_mul_2exp(num, num, (ulong)shift);
    else
        fmpz_mul_2exp(den, den, (ulong)-shift);
    fmpz_fdiv_qr(out, rest, num, den);
    bool whole = fmpz_is_zero(rest);
    fmpz_clear(num);
    fmpz_clear(den);
    fmpz_clear(rest);
    return whole;
}

static void grid_open(grid *g, const cloud *const c[2])
{
    double least;
    fmpq_t q;
    arf_t x;
    g->shift = grid_shift(c, &least);
    g->exact = true;
    fmpz_init(g->origin);
    fmpq_init(q);
    arf_init(x);
    arf_set_d(x, least);
    arf_get_fmpq(q, x);
    steps(g->origin, q, g->shift);
    arf_clear(x);
    fmpq_clear(q);
}

static bool grid_points(grid *g, const cloud *c, const char *name, int64_t *x, error *e)
{
    bool rational = true;
    fmpq_t q;
    fmpz_t at;
    fmpq_init(q);
    fmpz_init(at);
    for (size_t k = 0; k < c->n && rational; k++) {
        rational = real_rational(c->x[k], q);
        g->exact = steps(at, q, g->shift) && g->exact;
        fmpz_sub(at, at, g->origin);
        x[k] = fmpz_get_si(at);
    }
    fmpz_clear(at);
    fmpq_clear(q);
    return rational || error_set(e, -1, "%s: a point is no rational number", name);
}

/* All points are on the grid, or in the first places of it: 2^60 steps between the doubles are too few for what the decimals differ in. */
static bool zoom(grid *g, const cloud *const c[2], int64_t *const x[2])
{
    int64_t lo = INT64_MAX, hi = INT64_MIN;
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < c[k]->n; i++) {
            lo = x[k][i] < lo ? x[k][i] : lo;
            hi = x[k][i] > hi ? x[k][i] : hi;
        }
    int bits = hi > lo ? 64 - __builtin_clzll((uint64_t)(hi - lo)) : 0, more = LINE_BITS - 1 - bits;
    if (g->exact || more < 8)
        return false;
    fmpz_add_si(g->origin, g->origin, lo);
    fmpz_mul_2exp(g->origin, g->origin, (ulong)more);
    g->shift += more;
    g->exact = true;
    return true;
}

static bool place(grid *g, const cloud *const c[2], const char *const name[2], int64_t *const x[2], error *e)
{
    enum {
        ROUNDS = 8
    }; /* decimals that differ after 400 bits only may stay in one place, which costs a step */
    bool rational = true;
    for (int round = 0; rational && (round == 0 || (round < ROUNDS && zoom(g, c, x))); round++)
        rational = grid_points(g, c[0], name[0], x[0], e) && grid_points(g, c[1], name[1], x[1], e);
    return rational;
}

/* ---- The bounds ---- */

/* W from a sum of mass * cost, which `moved` masses and `off` steps may have changed. */
static ball distance(scope *s, const cloud_transport *t, const fmpz_t sum, double moved, int off, int side)
{
    int bits = line_cost_bits(t->line.p);
    ball c = ball_in(s, ball_int(0));
    arb_set_fmpz(c.v, sum);
    c = ball_div(c, ball_exact_double(s, t->total));
    /* in units of the largest cost but for a few steps, hence the factor 2 */
    c = ball_add(ball_scale2(c, -bits), ball_exact_double(s, 2 * side * moved));
    c = ball_max(c, ball_in(s, ball_int(0)));
    double p = t->line.p;
    ball W = p == 1   ? c
             : p == 2 ? ball_sqrt(c)
                      : ball_pow(c, ball_div(ball_in(s, ball_int(1)), ball_exact_double(s, p)));
    W = ball_scale2(W, LINE_BITS - t->line_shift);
    W = ball_add(W, ball_scale2(ball_in(s, ball_int(side * off)), -t->line_shift));
    W = ball_max(W, ball_in(s, ball_int(0)));
    return side < 0 ? ball_lower(W) : ball_upper(W);
}

static bool solve_and_check(scope *s, double p, const line_cloud on[2], const grid *g, bool plainly,
                            double moved, cloud_transport *out, error *e)
{
    line_bounds found = {.why = ""};
    double start = scope_clock();
    line_solve(p, &on[0], &on[1], &out->line);
    double solved = scope_clock();
    bool right = line_check(&on[0], &on[1], &out->line, plainly, &found);
    out->seconds = solved - start;
    out->check_seconds = scope_clock() - solved;
    out->on_line = true;
    out->line_shift = g->shift;
    out->plan = out->line.plan;
    out->shipments = out->line.shipments;
    out->complete = true;
    if (right) {
        out->total = 0;
        for (size_t k = 0; k < on[0].n; k++)
            out->total += (double)on[0].mass[k];
        out->lower = distance(s, out, found.lower, moved, !g->exact, -1);
        out->upper = distance(s, out, found.upper, moved, !g->exact, +1);
        out->value = ball_double(ball_scale2(ball_add(out->lower, out->upper), -1));
        out->exact = g->exact && !moved && (p == 1 || p == 2);
    }
    line_bounds_clear(&found);
    return right || error_set(e, -1, "the solution failed its check: %s", found.why);
}

bool cloud_line_make(scope *s, double p, const cloud *const c[2], const char *const name[2],
                     const cloud_transport_options *options, cloud_transport *out, error *e)
{
    int64_t *x[2], *mass[2];
    weights w[2];
    line_cloud on[2];
    grid g;
    double moved = 0;
    grid_open(&g, c);
    for (int k = 0; k < 2; k++) {
        x[k] = malloc(sizeof(int64_t) * c[k]->n);
        mass[k] = malloc(sizeof(int64_t) * c[k]->n);
        w[k] = (weights){c[k]->n, c[k]->weight};
        on[k] = (line_cloud){c[k]->n, x[k], mass[k]};
    }
    bool done = masses_make(w, name, options->normalise, mass, &moved, e) && place(&g, c, name, x, e)
                && solve_and_check(s, p, on, &g, options->plainly, moved, out, e);
    for (int k = 0; k < 2; k++) {
        free(x[k]);
        free(mass[k]);
    }
    fmpz_clear(g.origin);
    return done;
}

static const cloud *only_cloud(const law *l)
{
    return l->dim == 1 && l->n == 1 && l->c[0].family->kind == FAMILY_ATOMS ? l->c[0].data : NULL;
}

/* The double that is the number. */
static bool as_double(real x, double *out)
{
    real_pool *pool = real_pool_open();
    *out = real_double(x);
    bool same = real_equal(x, real_from_double(pool, *out));
    real_pool_close(pool);
    return same;
}

bool cloud_line_enclose(scope *s, real order, const law *p, const law *q, ball *out)
{
    static const char *const names[2] = {"P", "Q"};
    const cloud_transport_options options = {.normalise = true};
    const cloud *c[2] = {only_cloud(p), only_cloud(q)};
    cloud_transport t = {0};
    double k;
    bool done =
        c[0] && c[1] && as_double(order, &k) && cloud_transport_make(s, k, c, names, &options, &t, NULL);
    if (done)
        *out = ball_hull(t.lower, t.upper);
    cloud_transport_clear(&t);
    return done;
}
