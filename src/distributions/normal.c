/*
 * NORMAL(mean, sd)
 *     density  exp(-z^2/2) / (sd sqrt(2 pi)),  z = (x - mean)/sd;      cdf  Phi(z) = erfc(-z/sqrt 2)/2
 *     E max(x - X, 0) = sd (z Phi(z) + phi(z)),  by parts
 * In natural parameters log p = -x^2/(2 sd^2) + mean x/sd^2 - mean^2/(2 sd^2) - log sd - log(2 pi)/2.
 * Reach: Phi(-z) <= exp(-z^2/2)/2 for z >= 0, so z = sqrt(2 log 2 bits) leaves less than 2^-bits.
 */
#include "distributions/family.h"
#include "number/vector_math.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { MEAN, SD };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real half = real_ratio(pool, 1, 2), mean = c->par[MEAN];
    real precision = real_div(pool, real_int(pool, 1), real_mul(pool, c->par[SD], c->par[SD]));
    real moved = real_mul(pool, precision, mean);
    form_add_xx(pool, &f, real_neg(pool, real_mul(pool, half, precision)));
    form_add_x(pool, &f, moved);
    form_add_constant(pool, &f, real_neg(pool, real_mul(pool, half, real_mul(pool, moved, mean))));
    form_add_constant(pool, &f, real_neg(pool, real_log(pool, c->par[SD])));
    real circle = real_mul(pool, real_int(pool, 2), real_pi(pool));
    form_add_constant(pool, &f, real_neg(pool, real_mul(pool, half, real_log(pool, circle))));
    return f;
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    return outward(pool, c, side, real_int(pool, (slong)ceil(sqrt(2 * M_LN2 * bits))));
}

static ball cdf(scope *s, const component *c, ball x) { return ball_normal_cdf(standard_ball(s, c, x)); }
static ball sf(scope *s, const component *c, ball x)
{
    return ball_normal_cdf(ball_neg(standard_ball(s, c, x)));
}

/* sd (z Phi(z) + phi(z)). The terms cancel on the left: an absolute error of the working precision. */
static ball excess(scope *s, const component *c, ball z)
{
    ball phi =
        ball_div(ball_exp(ball_div_int(ball_neg(ball_sqr(z)), 2)), ball_sqrt(ball_mul_int(ball_pi(s), 2)));
    ball mean = positive_part(ball_add(ball_mul(z, ball_normal_cdf(z)), phi));
    return ball_mul(parameter_ball(s, c, SD), mean);
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
static ball variance(scope *s, const component *c) { return ball_sqr(parameter_ball(s, c, SD)); }

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    (void)inside;
    ball root_half = ball_sqrt(ball_in(s, ball_ratio(1, 2)));
    cball erf = cball_erf(cball_mul_ball(standard_cball(s, c, x), root_half));
    return cball_mul_ball(cball_add_int(erf, 1), ball_ratio(1, 2));
}

/* ---- Double precision ---- */

VECTORISED static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double at = par[MEAN], sd = par[SD], constant = -log(sd) - 0.5 * log(2 * M_PI);
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double z = (x[i] - at) / sd;
        out[i] = constant - 0.5 * z * z;
    }
}

static double cdf_double(const double *par, double x) { return gsl_cdf_ugaussian_P(standard(par, x)); }
static double sf_double(const double *par, double x) { return gsl_cdf_ugaussian_Q(standard(par, x)); }

static double quantile_double(const double *par, double u)
{
    double z = u <= 0.5 ? gsl_cdf_ugaussian_Pinv(u) : gsl_cdf_ugaussian_Qinv(1 - u);
    return par[MEAN] + par[SD] * z;
}

static double draw(const double *par, random_stream *r) { return par[MEAN] + par[SD] * random_normal(r); }

static const char *const examples[] = {"0, 1",       "-1, 1/2",           "2, 1.5", "1e6, 1e-3", "0, 1e-150",
                                       "1/3, 1e150", "sqrt(2), exp(1)/3", NULL};

const family family_normal = {
    .name = "normal",
    .summary = "density exp(-z^2/2) / (sd sqrt(2 pi)), z = (x - mean)/sd",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 3,
    .affine = 3,
    .parameters = {{"mean", ANY_REAL, NULL, NULL}, {"sd", POSITIVE, NULL, NULL}},
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
