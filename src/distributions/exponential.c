/*
 * EXPONENTIAL(rate), or EXPONENTIAL(scale = 1/rate)
 *     density  rate exp(-rate x) on x >= 0;      cdf  1 - exp(-rate x)
 *     E max(X - x, 0) = exp(-rate x)/rate,      E max(x - X, 0) = x - (1 - exp(-rate x))/rate,      x >= 0
 */
#include "distributions/family.h"
#include "number/vector_math.h"

#include <math.h>

enum { RATE };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    form_add_x(pool, &f, real_neg(pool, c->par[RATE]));
    form_add_constant(pool, &f, real_log(pool, c->par[RATE]));
    return f;
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    return side < 0 ? real_int(pool, 0) : real_div(pool, exponential_reach(pool, bits), c->par[RATE]);
}

/* -rate max(x, 0). */
static ball exponent(scope *s, const component *c, ball x)
{
    return ball_neg(ball_mul(parameter_ball(s, c, RATE), positive_part(x)));
}

static ball cdf(scope *s, const component *c, ball x) { return ball_neg(ball_expm1(exponent(s, c, x))); }
static ball sf(scope *s, const component *c, ball x) { return ball_exp(exponent(s, c, x)); }

static ball lower_excess(scope *s, const component *c, ball x)
{
    ball y = exponent(s, c, x);
    return ball_div(positive_part(ball_sub(ball_expm1(y), y)), parameter_ball(s, c, RATE));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    return ball_add(ball_div(sf(s, c, x), parameter_ball(s, c, RATE)), negative_part(x));
}

static ball mean(scope *s, const component *c) { return ball_inv(parameter_ball(s, c, RATE)); }
static ball variance(scope *s, const component *c) { return ball_sqr(mean(s, c)); }

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (real_sign(inside) == -1)
        return constant_cball(s, 0);
    return cball_neg(cball_expm1(cball_mul_ball(x, ball_neg(parameter_ball(s, c, RATE)))));
}

/* x = E/rate */
static cjet pathwise(const component *c, const cjet *par, int i, cball x, real inside)
{
    return cjet_neg(pathwise_scale(c, par, i, x, inside));
}

/* ---- Double precision ---- */

VECTORISED static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double rate = par[RATE], constant = log(rate);
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        out[i] = x[i] >= 0 ? constant - rate * x[i] : -INFINITY;
}

static double cdf_double(const double *par, double x) { return x > 0 ? -expm1(-par[RATE] * x) : 0; }
static double sf_double(const double *par, double x) { return x > 0 ? exp(-par[RATE] * x) : 1; }

static double quantile_double(const double *par, double u)
{
    return (u <= 0.5 ? -log1p(-u) : -log(1 - u)) / par[RATE];
}

static double draw(const double *par, random_stream *r) { return random_exponential(r) / par[RATE]; }

static const char *const examples[] = {"1", "rate = 3/2", "scale = 2", "1e150", "1e-150", "log(2)", NULL};

const family family_exponential = {
    .name = "exponential",
    .summary = "density rate exp(-rate x) on x >= 0; scale = 1/rate",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 1,
    .parameters = {{"rate", POSITIVE, NULL, "scale"}},
    .examples = examples,
    .support = positive_half_line,
    .log_density = log_density,
    .reach = reach,
    .cdf = cdf,
    .sf = sf,
    .lower_excess = lower_excess,
    .upper_excess = upper_excess,
    .mean = mean,
    .variance = variance,
    .cdf_analytic = cdf_analytic,
    .pathwise = pathwise,
    .log_density_double = log_density_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
