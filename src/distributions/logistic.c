/*
 * LOGISTIC(mean, scale)
 *     density  e^-z / (scale (1 + e^-z)^2),  z = (x - mean)/scale;      cdf  sigma(z) = 1/(1 + e^-z)
 *     E max(x - X, 0) = scale log(1 + e^z)
 * The density is sigma(z) sigma(-z)/scale, so log p = z - 2 log(1 + e^z) - log scale. Its variance is (pi
 * scale)^2/3.
 */
#include "distributions/family.h"
#include "number/vector_math.h"

#include <math.h>

enum { MEAN, SCALE };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    form_add_x(pool, &f, real_div(pool, real_int(pool, 1), c->par[SCALE]));
    form_add_constant(pool, &f, real_neg(pool, real_div(pool, c->par[MEAN], c->par[SCALE])));
    form_add(pool, &f, BASIS_SOFTPLUS, real_int(pool, -2), c->par[MEAN], c->par[SCALE]);
    form_add_constant(pool, &f, real_neg(pool, real_log(pool, c->par[SCALE])));
    return f;
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    return outward(pool, c, side, exponential_reach(pool, bits));
}

static ball cdf(scope *s, const component *c, ball x) { return ball_sigmoid(standard_ball(s, c, x)); }
static ball sf(scope *s, const component *c, ball x)
{
    return ball_sigmoid(ball_neg(standard_ball(s, c, x)));
}

static ball lower_excess(scope *s, const component *c, ball x)
{
    return ball_mul(parameter_ball(s, c, SCALE), ball_softplus(standard_ball(s, c, x)));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    return ball_mul(parameter_ball(s, c, SCALE), ball_softplus(ball_neg(standard_ball(s, c, x))));
}

static ball mean(scope *s, const component *c) { return parameter_ball(s, c, MEAN); }

static ball variance(scope *s, const component *c)
{
    return ball_div_int(ball_sqr(ball_mul(ball_pi(s), parameter_ball(s, c, SCALE))), 3);
}

/*
 * Meromorphic: a box that meets a pole makes the quotient indeterminate by itself. 1/(1 + e^-z) or e^z/(1 + e^z), by the side: e^-z on a
 * tall box far to the left is large in all directions, and 1 + e^-z seems to meet 0.
 */
static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    (void)inside;
    cball z = standard_cball(s, c, x);
    bool right = cball_side(z) > 0;
    cball small = cball_exp(right ? cball_neg(z) : z), below = cball_inv(cball_add_int(small, 1));
    return right ? below : cball_mul(small, below);
}

/* ---- Double precision ---- */

VECTORISED static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double at = par[MEAN], scale = par[SCALE], constant = -log(scale);
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double size = fabs((x[i] - at) / scale);
        out[i] = constant - size - 2 * log1p(exp(-size));
    }
}

static double sigmoid(double z)
{
    double e = exp(-fabs(z));
    return z < 0 ? e / (1 + e) : 1 / (1 + e);
}

static double cdf_double(const double *par, double x) { return sigmoid(standard(par, x)); }
static double sf_double(const double *par, double x) { return sigmoid(-standard(par, x)); }

/* log(u/(1 - u)); near 1/2 as 2 artanh(2u - 1), which does not cancel. */
static double quantile_double(const double *par, double u)
{
    double z = fabs(u - 0.5) < 0.25 ? 2 * atanh(2 * u - 1) : log(u) - log1p(-u);
    return par[MEAN] + par[SCALE] * z;
}

static double draw(const double *par, random_stream *r) { return quantile_double(par, random_uniform(r)); }

static const char *const examples[] = {"0, 1",     "1/2, 3",  "-1e6, 1e-3", "0, 1e-150",
                                       "0, 1e150", "1, 1/pi", NULL};

const family family_logistic = {
    .name = "logistic",
    .summary = "cdf 1/(1 + exp(-(x - mean)/scale)); the variance is (pi scale)^2/3",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 3,
    .affine = 3,
    .parameters = {{"mean", ANY_REAL, NULL, NULL}, {"scale", POSITIVE, NULL, NULL}},
    .examples = examples,
    .support = whole_line,
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
