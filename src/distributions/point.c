/*
 * POINT(x)
 *     all mass at x: P(X <= t) = 1 if x <= t, else 0;      E max(t - X, 0) = max(t - x, 0)
 */
#include "distributions/family.h"

#include <math.h>

enum { X };

/* ---- Certified ---- */

static size_t atoms(const component *c)
{
    (void)c;
    return 1;
}

static void atom(real_pool *pool, const component *c, size_t i, real *x, real *weight)
{
    (void)i;
    *x = c->par[X];
    *weight = real_int(pool, 1);
}

static ball cdf(scope *s, const component *c, ball t) { return step_ball(s, parameter_ball(s, c, X), t); }
static ball sf(scope *s, const component *c, ball t) { return ball_add_int(ball_neg(cdf(s, c, t)), 1); }
static ball distance_past(scope *s, const component *c, ball t)
{
    return ball_sub(t, parameter_ball(s, c, X));
}
static ball lower_excess(scope *s, const component *c, ball t)
{
    return positive_part(distance_past(s, c, t));
}
static ball upper_excess(scope *s, const component *c, ball t)
{
    return negative_part(distance_past(s, c, t));
}
static ball mean(scope *s, const component *c) { return parameter_ball(s, c, X); }

static ball variance(scope *s, const component *c)
{
    (void)c;
    return ball_in(s, ball_int(0));
}

/* ---- Double precision ---- */

static double cdf_double(const double *par, double t) { return t >= par[X]; }
static double sf_double(const double *par, double t) { return t < par[X]; }

static double quantile_double(const double *par, double u)
{
    (void)u;
    return par[X];
}

static double draw(const double *par, random_stream *r)
{
    (void)r;
    return par[X];
}

static const char *const examples[] = {"0", "x = 3/4", "-1e150", "sqrt(2)", NULL};

const family family_point = {
    .name = "point",
    .summary = "all mass at x",
    .kind = FAMILY_ATOMS,
    .ordered = 1,
    .affine = 1,
    .parameters = {{"x", ANY_REAL, NULL, NULL}},
    .examples = examples,
    .cdf = cdf,
    .sf = sf,
    .lower_excess = lower_excess,
    .upper_excess = upper_excess,
    .mean = mean,
    .variance = variance,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
    .atoms = atoms,
    .atom = atom,
};
