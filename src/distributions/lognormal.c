/*
 * LOGNORMAL(mu, sigma): the exponential of a normal law of mean mu and standard deviation sigma
 *     density  exp(-z^2/2) / (x sigma sqrt(2 pi)) on x > 0,  z = (log x - mu)/sigma;      cdf  Phi(z)
 *     mean  M = e^(mu + sigma^2/2),   variance  M^2 (e^(sigma^2) - 1)
 *     E[X; X <= x] = M Phi(z - sigma), so E max(x - X, 0) = x Phi(z) - M Phi(z - sigma)
 * With L = log x, log p = -L^2/(2 sigma^2) + (mu/sigma^2 - 1) L - mu^2/(2 sigma^2) - log sigma - log(2 pi)/2.
 */
#include "distributions/family.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

enum { MU, SIGMA };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real half = real_ratio(pool, 1, 2), one = real_int(pool, 1), mu = c->par[MU];
    real precision = real_div(pool, one, real_mul(pool, c->par[SIGMA], c->par[SIGMA]));
    real moved = real_mul(pool, precision, mu);
    form_add(pool, &f, BASIS_LOG_SQUARED, real_neg(pool, real_mul(pool, half, precision)), NULL, NULL);
    form_add(pool, &f, BASIS_LOG, real_sub(pool, moved, one), real_int(pool, 0), one);
    form_add_constant(pool, &f, real_neg(pool, real_mul(pool, half, real_mul(pool, moved, mu))));
    form_add_constant(pool, &f, real_neg(pool, real_log(pool, c->par[SIGMA])));
    real circle = real_mul(pool, real_int(pool, 2), real_pi(pool));
    form_add_constant(pool, &f, real_neg(pool, real_mul(pool, half, real_log(pool, circle))));
    return f;
}

/* Phi(-z) is about phi(z)/z = 2^-bits: z^2/2 = bits log 2 - log(z sqrt(2 pi)), by iteration. */
static real reach(real_pool *pool, const component *c, int side, int bits)
{
    double t = fmax(M_LN2 * bits, 2), z = sqrt(2 * t);
    for (int i = 0; i < 4; i++)
        z = sqrt(2 * (t - log(z * sqrt(2 * M_PI))));
    return side < 0 ? real_int(pool, 0) : near_exp(pool, c->par_double[MU] + c->par_double[SIGMA] * z);
}

/* z at x > 0 */
static ball standardised(scope *s, const component *c, ball x)
{
    return ball_div(ball_sub(ball_log(x), parameter_ball(s, c, MU)), parameter_ball(s, c, SIGMA));
}

static ball cdf_inside(scope *s, const component *c, ball x)
{
    return ball_normal_cdf(standardised(s, c, x));
}
static ball sf_inside(scope *s, const component *c, ball x)
{
    return ball_normal_cdf(ball_neg(standardised(s, c, x)));
}

static ball cdf(scope *s, const component *c, ball x)
{
    return from_zero(s, c, x, ball_in(s, ball_int(0)), cdf_inside);
}
static ball sf(scope *s, const component *c, ball x)
{
    return from_zero(s, c, x, ball_in(s, ball_int(1)), sf_inside);
}

static ball mean(scope *s, const component *c)
{
    ball half = ball_scale2(ball_sqr(parameter_ball(s, c, SIGMA)), -1);
    return ball_exp(ball_add(parameter_ball(s, c, MU), half));
}

static ball variance(scope *s, const component *c)
{
    return ball_mul(ball_sqr(mean(s, c)), ball_expm1(ball_sqr(parameter_ball(s, c, SIGMA))));
}

/* The differences cancel in the tails: an absolute error of the working precision times the mean. */
static ball lower_inside(scope *s, const component *c, ball x)
{
    ball z = standardised(s, c, x), moved = ball_sub(z, parameter_ball(s, c, SIGMA));
    ball moment = ball_mul(mean(s, c), ball_normal_cdf(moved));
    return positive_part(ball_sub(ball_mul(x, ball_normal_cdf(z)), moment));
}

static ball upper_inside(scope *s, const component *c, ball x)
{
    ball z = standardised(s, c, x), moved = ball_sub(parameter_ball(s, c, SIGMA), z);
    ball moment = ball_mul(mean(s, c), ball_normal_cdf(moved));
    return positive_part(ball_sub(moment, ball_mul(x, ball_normal_cdf(ball_neg(z)))));
}

static ball lower_excess(scope *s, const component *c, ball x)
{
    return from_zero(s, c, x, ball_in(s, ball_int(0)), lower_inside);
}
static ball upper_excess(scope *s, const component *c, ball x)
{
    return ball_add(from_zero(s, c, x, mean(s, c), upper_inside), negative_part(x));
}

/* Phi(z), holomorphic off (-inf, 0] because of log x. */
static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (real_sign(inside) == -1)
        return constant_cball(s, 0);
    ball steep = ball_inv(ball_mul(parameter_ball(s, c, SIGMA), ball_sqrt(ball_in(s, ball_int(2)))));
    cball z = cball_mul_ball(cball_add_ball(cball_log(x), ball_neg(parameter_ball(s, c, MU))), steep);
    return cball_scale2(cball_erfc(cball_neg(z)), -1);
}

/* x = e^(mu + sigma z) */
static cjet pathwise(const component *c, const cjet *par, int i, cball x, real inside)
{
    cjet at = cjet_constant(par->n, x);
    (void)c, (void)inside;
    return i == MU ? at : cjet_mul(at, cjet_mul(cjet_sub(cjet_log(at), par[MU]), cjet_inv(par[SIGMA])));
}

/* ---- Double precision ---- */

/* The median e^mu, or 0 where that is not a normal double. log(x/e^mu) loses no digits to a large mu. */
static double median_of(const double *par) { return fabs(par[MU]) < 700 ? exp(par[MU]) : 0; }

static double log_over_median(double x, double median, double mu)
{
    double ratio = median > 0 ? x / median : 0;
    return ratio >= DBL_MIN && ratio < INFINITY ? log(ratio) : log(x) - mu;
}

static double normal_score(const double *par, double x)
{
    return x > 0 ? log_over_median(x, median_of(par), par[MU]) / par[SIGMA] : -INFINITY;
}

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double constant = -log(par[SIGMA]) - 0.5 * log(2 * M_PI), median = median_of(par);
    for (size_t i = 0; i < n; i++) {
        double logarithm = log(x[i]), z = log_over_median(x[i], median, par[MU]) / par[SIGMA];
        out[i] = x[i] > 0 && x[i] < INFINITY ? constant - logarithm - 0.5 * z * z : -INFINITY;
    }
}

static double cdf_double(const double *par, double x) { return gsl_cdf_ugaussian_P(normal_score(par, x)); }
static double sf_double(const double *par, double x) { return gsl_cdf_ugaussian_Q(normal_score(par, x)); }

/* e^(mu + sigma z) */
static double at_score(const double *par, double z)
{
    double median = median_of(par), power = par[SIGMA] * z;
    bool plain = median > 0 && fabs(power) < 700 && fabs(par[MU] + power) < 700;
    return plain ? median * exp(power) : exp(par[MU] + power);
}

static double quantile_double(const double *par, double u)
{
    return at_score(par, u <= 0.5 ? gsl_cdf_ugaussian_Pinv(u) : gsl_cdf_ugaussian_Qinv(1 - u));
}

static double draw(const double *par, random_stream *r) { return at_score(par, random_normal(r)); }

static const char *const examples[] = {"0, 1",    "1/2, 1/4", "-1, 3/2",         "0, 2", "200, 1/8",
                                       "-200, 2", "3, 1e-3",  "log(2), sqrt(2)", NULL};

const family family_lognormal = {
    .name = "lognormal",
    .summary = "exp of normal(mu, sigma): density exp(-z^2/2) / (x sigma sqrt(2 pi)), z = (log x - mu)/sigma",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 3,
    .parameters = {{"mu", ANY_REAL, NULL, NULL}, {"sigma", POSITIVE, NULL, NULL}},
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
