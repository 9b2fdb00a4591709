/*
 * What the family files share. A family file states its density, then its certified part (balls, exact
 * reals), then its double-precision part, and ends in its table row. The parameters are par[0], par[1], ...
 * in the order of that row; location families have the location first and the scale second.
 */
#ifndef DISTRIBUTIONS_FAMILY_H
#define DISTRIBUTIONS_FAMILY_H

#include "distributions/distribution.h"

/* Frees what a component owns: its cloud and its factors. */
void component_clear(component *c);

/* ---- Certified ---- */

static inline ball parameter_ball(scope *s, const component *c, int i) { return real_ball(s, c->par[i]); }

/* z = (x - location) / scale. */
static inline ball standard_ball(scope *s, const component *c, ball x)
{
    return ball_div(ball_sub(x, parameter_ball(s, c, 0)), parameter_ball(s, c, 1));
}

static inline cball standard_cball(scope *s, const component *c, cball x)
{
    cball centred = cball_add_ball(x, ball_neg(parameter_ball(s, c, 0)));
    return cball_mul_ball(centred, ball_inv(parameter_ball(s, c, 1)));
}

/* Pathwise derivatives: of a location (the first parameter) and a scale (the second); of a scale alone, the first parameter. */
static inline cjet pathwise_location_scale(const component *c, const cjet *par, int i, cball x, real inside)
{
    (void)c, (void)inside;
    cjet at = cjet_constant(par->n, x);
    return i == 0 ? cjet_constant(par->n, cball_from_ball(x.in, ball_int(1)))
                  : cjet_mul(cjet_sub(at, par[0]), cjet_inv(par[1]));
}

static inline cjet pathwise_scale(const component *c, const cjet *par, int i, cball x, real inside)
{
    (void)c, (void)inside;
    return cjet_mul(cjet_constant(par->n, x), cjet_inv(par[i]));
}

/* Of a power of a fixed law, log(x/scale) = log(E)/shape or E/shape, that of the shape: -x log(x/scale)/shape. */
static inline cjet pathwise_power(cjet scale, cjet shape, cball x)
{
    cjet at = cjet_constant(scale.n, x), logarithm = cjet_sub(cjet_log(at), cjet_log(scale));
    return cjet_neg(cjet_mul(at, cjet_mul(logarithm, cjet_inv(shape))));
}

/* location + side * k * scale. */
static inline real outward(real_pool *pool, const component *c, int side, real k)
{
    real step = real_mul(pool, k, c->par[1]);
    return side > 0 ? real_add(pool, c->par[0], step) : real_sub(pool, c->par[0], step);
}

/* An integer k with e^-k < 2^-bits. */
static inline real exponential_reach(real_pool *pool, int bits)
{
    return real_int(pool, (7 * (slong)bits + 9) / 10);
}

/* A rational near e^y, or a power of two beyond the range of doubles. */
real near_exp(real_pool *pool, double y);

static inline void whole_line(real_pool *pool, const component *c, real *lo, real *hi)
{
    (void)pool, (void)c;
    *lo = *hi = NULL;
}

static inline void positive_half_line(real_pool *pool, const component *c, real *lo, real *hi)
{
    (void)c;
    *lo = real_int(pool, 0);
    *hi = NULL;
}

static inline bool is_left_of(real a, real b) { return real_compare(a, b) == -1; }

/*
 * max(a, 0) and max(-a, 0). A quantity known to be non-negative may pass through the first to lose its
 * rounding errors.
 */
static inline ball positive_part(ball a) { return ball_max(a, ball_int(0)); }
static inline ball negative_part(ball a) { return ball_max(ball_neg(a), ball_int(0)); }

/* x brought into [lo, hi]. */
static inline ball clamp_ball(ball x, ball lo, ball hi) { return ball_min(ball_max(x, lo), hi); }

/* Whether at <= x, as 1 or 0; [0, 1] if that is open. */
static inline ball step_ball(scope *s, ball at, ball x)
{
    verdict reached = ball_at_most(at, x);
    ball unit = ball_in(s, ball_int(1));
    return reached == HOLDS ? unit : reached == FAILS ? ball_in(s, ball_int(0)) : ball_upto(unit);
}

static inline cball constant_cball(scope *s, slong n) { return cball_from_ball(s, ball_int(n)); }

/*
 * A monotone function of x > 0 with a limit at 0, where its argument log x or 1/x has none: its enclosure on x, the values at
 * x <= 0 being the limit.
 */
ball from_zero(scope *s, const component *c, ball x, ball at_zero,
               ball (*of)(scope *s, const component *c, ball x));

/* ---- Double precision ---- */

static inline double standard(const double *par, double x) { return (x - par[0]) / par[1]; }

/*
 * The least double in [lo, hi] where a monotone condition holds, or hi: bisection in the order of the
 * doubles, at most 64 questions and no tolerance.
 */
double least_double(bool (*reached)(const void *state, double x), const void *state, double lo, double hi);

/*
 * The least double x in [lo, hi] with P(X <= x) >= u, or hi; lo for u = 0, hi for u = 1. In the upper half
 * the survival function decides, which resolves what 1 - u leaves.
 */
typedef double (*probability)(const double *par, double x);
double least_quantile(probability cdf, probability sf, const double *par, double lo, double hi, double u);

#endif
