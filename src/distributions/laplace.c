/*
 * LAPLACE(mean, scale)
 *     density  exp(-|z|)/(2 scale),  z = (x - mean)/scale;      cdf  e^z/2 for z <= 0, 1 - e^-z/2 for z >= 0
 *     E max(x - X, 0) = scale (e^-|z|/2 + max(z, 0))
 * The density is not analytic at the mean: on each side |z| is replaced by z or -z.
 */
#include "distributions/family.h"
#include "number/vector_math.h"

#include <math.h>

enum { MEAN, SCALE };

/* ---- Certified ---- */

static int kinks(real_pool *pool, const component *c, real out[2])
{
    (void)pool;
    out[0] = c->par[MEAN];
    return 1;
}

static form log_density(real_pool *pool, const component *c, real inside)
{
    form f = {0};
    real slope = real_div(pool, real_int(pool, is_left_of(inside, c->par[MEAN]) ? 1 : -1), c->par[SCALE]);
    form_add_x(pool, &f, slope);
    form_add_constant(pool, &f, real_neg(pool, real_mul(pool, slope, c->par[MEAN])));
    form_add_constant(pool, &f,
                      real_neg(pool, real_log(pool, real_mul(pool, real_int(pool, 2), c->par[SCALE]))));
    return f;
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    return outward(pool, c, side, exponential_reach(pool, bits));
}

/* (e^min(z, 0) + 1 - e^-max(z, 0))/2: one formula for both sides, accurate on the left. */
static ball mass_below(ball z)
{
    ball left = ball_exp(ball_neg(negative_part(z))), right = ball_expm1(ball_neg(positive_part(z)));
    return ball_scale2(ball_sub(left, right), -1);
}

static ball cdf(scope *s, const component *c, ball x) { return mass_below(standard_ball(s, c, x)); }
static ball sf(scope *s, const component *c, ball x) { return mass_below(ball_neg(standard_ball(s, c, x))); }

static ball excess(scope *s, const component *c, ball z)
{
    ball tail = ball_scale2(ball_exp(ball_neg(ball_abs(z))), -1);
    return ball_mul(parameter_ball(s, c, SCALE), ball_add(tail, positive_part(z)));
}

static ball lower_excess(scope *s, const component *c, ball x)
{
    return excess(s, c, standard_ball(s, c, x));
}
static ball upper_excess(scope *s, const component *c, ball x)
{
    return excess(s, c, ball_neg(standard_ball(s, c, x)));
}
static ball mean(scope *s, const component *c) { return parameter_ball(s, c, MEAN); }
static ball variance(scope *s, const component *c)
{
    return ball_mul_int(ball_sqr(parameter_ball(s, c, SCALE)), 2);
}

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    cball z = standard_cball(s, c, x);
    if (is_left_of(inside, c->par[MEAN]))
        return cball_mul_ball(cball_exp(z), ball_ratio(1, 2));
    return cball_add_int(cball_mul_ball(cball_exp(cball_neg(z)), ball_ratio(-1, 2)), 1);
}

/* ---- Double precision ---- */

VECTORISED static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double at = par[MEAN], scale = par[SCALE], constant = -M_LN2 - log(scale);
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        out[i] = constant - fabs((x[i] - at) / scale);
}

static double mass_below_double(double z) { return z < 0 ? 0.5 * exp(z) : 1 - 0.5 * exp(-z); }
static double cdf_double(const double *par, double x) { return mass_below_double(standard(par, x)); }
static double sf_double(const double *par, double x) { return mass_below_double(-standard(par, x)); }

static double quantile_double(const double *par, double u)
{
    return par[MEAN] + par[SCALE] * (u <= 0.5 ? log(2 * u) : -log(2 * (1 - u)));
}

static double draw(const double *par, random_stream *r)
{
    double size = random_exponential(r);
    return par[MEAN] + par[SCALE] * (random_uniform(r) < 0.5 ? -size : size);
}

static const char *const examples[] = {"0, 1",     "-2, 1/3",     "1e6, 1e-3", "0, 1e-150",
                                       "0, 1e150", "pi, sqrt(3)", NULL};

const family family_laplace = {
    .name = "laplace",
    .summary = "density exp(-|x - mean|/scale) / (2 scale)",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 3,
    .affine = 3,
    .parameters = {{"mean", ANY_REAL, NULL, NULL}, {"scale", POSITIVE, NULL, NULL}},
    .examples = examples,
    .support = whole_line,
    .kinks = kinks,
    .log_density = log_density,
    .reach = reach,
    .cdf = cdf,
    .sf = sf,
    .lower_excess = lower_excess,
    .upper_excess = upper_excess,
    .mean = mean,
    .variance = variance,
    .cdf_analytic = cdf_analytic,
    .pathwise = pathwise_location_scale,
    .log_density_double = log_density_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
