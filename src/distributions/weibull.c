/*
 * WEIBULL(shape, scale): scale times the (1/shape)-th power of a standard exponential variable
 *     density  (k/scale) t^(k-1) e^-(t^k),  t = x/scale > 0,  k = shape;      cdf  1 - e^-(t^k)
 *     moments  E X^n = scale^n G(1 + n/k), G the gamma function
 *     E max(X - x, 0) = integral of e^-(t^k) from x = mean Q(1/k, t^k), Q the regularised upper incomplete gamma function,
 *     E max(x - X, 0) = x - mean P(1/k, t^k)
 * log p = -x^k/scale^k + (k-1) log x + log k - k log scale.
 */
#include "distributions/family.h"

#include <math.h>

enum { SHAPE, SCALE };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real shape = c->par[SHAPE], scale = c->par[SCALE], one = real_int(pool, 1);
    real rate = real_pow(pool, scale, real_neg(pool, shape));
    form_add(pool, &f, BASIS_POWER, real_neg(pool, rate), NULL, shape);
    form_add(pool, &f, BASIS_LOG, real_sub(pool, shape, one), real_int(pool, 0), one);
    form_add_constant(pool, &f, real_log(pool, shape));
    form_add_constant(pool, &f, real_neg(pool, real_mul(pool, shape, real_log(pool, scale))));
    return f;
}

/* e^-(t^k) < 2^-bits from t = (bits log 2)^(1/k) on. */
static real reach(real_pool *pool, const component *c, int side, int bits)
{
    double t = log(M_LN2 * bits) / c->par_double[SHAPE];
    return side < 0 ? real_int(pool, 0) : real_mul(pool, c->par[SCALE], near_exp(pool, t));
}

/* max(x/scale, 0)^shape. */
static ball powered(scope *s, const component *c, ball x)
{
    return ball_pow(ball_div(positive_part(x), parameter_ball(s, c, SCALE)), parameter_ball(s, c, SHAPE));
}

static ball cdf(scope *s, const component *c, ball x)
{
    return ball_neg(ball_expm1(ball_neg(powered(s, c, x))));
}
static ball sf(scope *s, const component *c, ball x) { return ball_exp(ball_neg(powered(s, c, x))); }

/* G(1 + n/k). */
static ball moment(scope *s, const component *c, slong n)
{
    return ball_gamma(ball_add_int(ball_div(ball_in(s, ball_int(n)), parameter_ball(s, c, SHAPE)), 1));
}

static ball mean(scope *s, const component *c)
{
    return ball_mul(parameter_ball(s, c, SCALE), moment(s, c, 1));
}

static ball variance(scope *s, const component *c)
{
    ball unit = ball_sub(moment(s, c, 2), ball_sqr(moment(s, c, 1)));
    return ball_mul(positive_part(unit), ball_sqr(parameter_ball(s, c, SCALE)));
}

/* The difference cancels on the left: an absolute error of the working precision times x. */
static ball lower_excess(scope *s, const component *c, ball x)
{
    ball share = ball_gamma_p(ball_inv(parameter_ball(s, c, SHAPE)), powered(s, c, x));
    return positive_part(ball_sub(positive_part(x), ball_mul(mean(s, c), share)));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    ball share = ball_gamma_q(ball_inv(parameter_ball(s, c, SHAPE)), powered(s, c, x));
    return ball_add(ball_mul(mean(s, c), share), negative_part(x));
}

/* 1 - e^-(t^k), holomorphic off (-inf, 0] because of t^k. */
static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (real_sign(inside) == -1)
        return constant_cball(s, 0);
    cball t = cball_mul_ball(x, ball_inv(parameter_ball(s, c, SCALE)));
    cball power = cball_exp(cball_mul_ball(cball_log(t), parameter_ball(s, c, SHAPE)));
    return cball_neg(cball_expm1(cball_neg(power)));
}

/* x = scale E^(1/shape), so that log E = shape log(x/scale) */
static cjet pathwise(const component *c, const cjet *par, int i, cball x, real inside)
{
    return i == SCALE ? pathwise_scale(c, par, i, x, inside) : pathwise_power(par[SCALE], par[SHAPE], x);
}

/* ---- Double precision ---- */

static double power_of(const double *par, double x) { return x > 0 ? pow(x / par[SCALE], par[SHAPE]) : 0; }

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double k = par[SHAPE], scale = par[SCALE], constant = log(k) - log(scale);
    for (size_t i = 0; i < n; i++) {
        double t = x[i] / scale, logarithm = log(x[i]) - log(scale);
        double power = k == 1 ? 0 : (k - 1) * logarithm;
        out[i] = x[i] >= 0 && x[i] < INFINITY ? constant + power - pow(t, k) : -INFINITY;
    }
}

static double cdf_double(const double *par, double x) { return -expm1(-power_of(par, x)); }
static double sf_double(const double *par, double x) { return exp(-power_of(par, x)); }

static double quantile_double(const double *par, double u)
{
    double e = u <= 0.5 ? -log1p(-u) : -log(1 - u);
    return par[SCALE] * pow(e, 1 / par[SHAPE]);
}

static double draw(const double *par, random_stream *r)
{
    return par[SCALE] * pow(random_exponential(r), 1 / par[SHAPE]);
}

static const char *const examples[] = {"3/2, 1",    "1/2, 3",     "1, 2",  "2, sqrt(2)", "0.1, 1",
                                       "5, 1e-150", "0.7, 1e100", "40, 7", "pi, 1/3",    NULL};

const family family_weibull = {
    .name = "weibull",
    .summary = "density (k/scale) t^(k-1) exp(-t^k), t = x/scale, k = shape, on x > 0; rate = 1/scale",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 3,
    .affine = 2,
    .parameters = {{"shape", POSITIVE, NULL, NULL}, {"scale", POSITIVE, NULL, "rate"}},
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
