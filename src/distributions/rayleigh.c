/*
 * RAYLEIGH(scale): the length of a vector of two independent normals of mean 0 and standard deviation `scale`
 *     density  x/scale^2 exp(-x^2/(2 scale^2)) on x >= 0;      cdf  1 - exp(-x^2/(2 scale^2))
 *     mean  scale sqrt(pi/2),   variance  (2 - pi/2) scale^2
 *     E max(X - x, 0) = scale sqrt(2 pi) Phi(-x/scale),     E max(x - X, 0) = x - mean + E max(X - x, 0),     x >= 0
 */
#include "distributions/family.h"
#include "number/vector_math.h"

#include <math.h>

enum { SCALE };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real square = real_mul(pool, c->par[SCALE], c->par[SCALE]);
    form_add(pool, &f, BASIS_LOG, real_int(pool, 1), real_int(pool, 0), real_int(pool, 1));
    form_add_xx(pool, &f, real_div(pool, real_ratio(pool, -1, 2), square));
    form_add_constant(pool, &f, real_neg(pool, real_log(pool, square)));
    return f;
}

/* exp(-k^2/2) < 2^-bits for k^2 >= 2 bits log 2. */
static real reach(real_pool *pool, const component *c, int side, int bits)
{
    slong k = (slong)ceil(sqrt(2 * bits * M_LN2));
    return side < 0 ? real_int(pool, 0) : real_mul(pool, real_int(pool, k), c->par[SCALE]);
}

/* max(x, 0)/scale. */
static ball standardised(scope *s, const component *c, ball x)
{
    return ball_div(positive_part(x), parameter_ball(s, c, SCALE));
}

/* -max(x, 0)^2/(2 scale^2). */
static ball exponent(scope *s, const component *c, ball x)
{
    return ball_neg(ball_scale2(ball_sqr(standardised(s, c, x)), -1));
}

static ball cdf(scope *s, const component *c, ball x) { return ball_neg(ball_expm1(exponent(s, c, x))); }
static ball sf(scope *s, const component *c, ball x) { return ball_exp(exponent(s, c, x)); }

static ball mean(scope *s, const component *c)
{
    return ball_mul(parameter_ball(s, c, SCALE), ball_sqrt(ball_scale2(ball_pi(s), -1)));
}

static ball variance(scope *s, const component *c)
{
    ball unit = ball_sub(ball_int(2), ball_scale2(ball_pi(s), -1));
    return ball_mul(unit, ball_sqr(parameter_ball(s, c, SCALE)));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    ball beyond = ball_scale2(ball_normal_cdf(ball_neg(standardised(s, c, x))), 1);
    return ball_add(ball_mul(mean(s, c), beyond), negative_part(x));
}

static ball lower_excess(scope *s, const component *c, ball x)
{
    return positive_part(ball_add(ball_sub(x, mean(s, c)), upper_excess(s, c, x)));
}

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (real_sign(inside) == -1)
        return constant_cball(s, 0);
    cball z = cball_mul_ball(x, ball_inv(parameter_ball(s, c, SCALE)));
    return cball_neg(cball_expm1(cball_neg(cball_scale2(cball_sqr(z), -1))));
}

/* ---- Double precision ---- */

VECTORISED static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double scale = par[SCALE], constant = -log(scale);
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double z = x[i] / scale, value = log(z) - z * z / 2 + constant;
        out[i] = z > 0 && z < INFINITY ? value : -INFINITY;
    }
}

static double cdf_double(const double *par, double x)
{
    double z = x / par[SCALE];
    return z > 0 ? -expm1(-z * z / 2) : 0;
}

static double sf_double(const double *par, double x)
{
    double z = x / par[SCALE];
    return z > 0 ? exp(-z * z / 2) : 1;
}

static double quantile_double(const double *par, double u)
{
    return par[SCALE] * sqrt(-2 * (u <= 0.5 ? log1p(-u) : log(1 - u)));
}

static double draw(const double *par, random_stream *r)
{
    return par[SCALE] * sqrt(2 * random_exponential(r));
}

static const char *const examples[] = {"1", "5/2", "1e100", "1e-100", "sqrt(3)", NULL};

const family family_rayleigh = {
    .name = "rayleigh",
    .summary = "density x/scale^2 exp(-x^2/(2 scale^2)) on x >= 0",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 1,
    .affine = 1,
    .parameters = {{"scale", POSITIVE, NULL, NULL}},
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
    .pathwise = pathwise_scale,
    .log_density_double = log_density_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
