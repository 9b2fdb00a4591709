/*
 * BETA(alpha, beta)
 *     density  x^(a-1) (1-x)^(b-1) / B(a, b) on 0 < x < 1;      cdf  I_x(a, b);      mean  m = a/(a+b)
 *     E[X; X <= x] = m I_x(a+1, b), so E max(x - X, 0) = x I_x(a, b) - m I_x(a+1, b) on [0, 1]
 * The mirror image X -> 1 - X exchanges a and b: P(X > x) = I_{1-x}(b, a).
 */
#include "distributions/family.h"
#include "distributions/incomplete.h"
#include "distributions/incomplete_cball.h"
#include "distributions/incomplete_series.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

enum { ALPHA, BETA };

/* ---- Certified ---- */

static void support(real_pool *pool, const component *c, real *lo, real *hi)
{
    (void)c;
    *lo = real_int(pool, 0);
    *hi = real_int(pool, 1);
}

/*
 * P(X > mean + e) <= exp(-e^2/(2 (v + c e/3))), v the variance, c = max(0, 2 (b - a)/((a + b)(a + b + 2))), and the same for 1 - X (Skorski 2023);
 * with a log p of the order of a + b to spare. The end itself unless that keeps away from it, which takes two large shapes.
 */
static real reach(real_pool *pool, const component *c, int side, int bits)
{
    double own = c->par_double[side > 0 ? ALPHA : BETA], other = c->par_double[side > 0 ? BETA : ALPHA];
    double n = own + other, t = M_LN2 * bits + log1p(n), mean = own / n, v = mean * (other / n) / (n + 1);
    double skew = t * fmax(0, 2 * (other - own) / (n * (n + 2))) / 3,
           way = skew + sqrt(skew * skew + 2 * t * v);
    bool away = fmin(own, other) >= 100 && way < 0.75 * (1 - mean);
    double at = side > 0 ? mean + way : 1 - mean - way;
    return away ? real_from_double(pool, at) : real_int(pool, side > 0);
}

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real a = c->par[ALPHA], b = c->par[BETA], zero = real_int(pool, 0), one = real_int(pool, 1);
    form_add(pool, &f, BASIS_LOG, real_sub(pool, a, one), zero, one);
    form_add(pool, &f, BASIS_LOG, real_sub(pool, b, one), one, real_int(pool, -1));
    form_add_constant(pool, &f, real_unary(pool, REAL_LGAMMA, real_add(pool, a, b)));
    form_add_constant(pool, &f, real_neg(pool, real_unary(pool, REAL_LGAMMA, a)));
    form_add_constant(pool, &f, real_neg(pool, real_unary(pool, REAL_LGAMMA, b)));
    return f;
}

static ball into_unit(ball x) { return clamp_ball(x, ball_int(0), ball_int(1)); }
static ball mirrored(ball x) { return ball_add_int(ball_neg(x), 1); }

/*
 * P(X > x) for x in [0, 1]. Close to 0, rounding 1 - x would lose x, and the complement loses nothing unless
 * b is huge.
 */
static ball tail(ball a, ball b, ball x)
{
    if (ball_less(x, ball_ratio(1, 1 << 20)) == HOLDS)
        return mirrored(ball_beta_i(a, b, x));
    return ball_beta_i(b, a, into_unit(mirrored(x)));
}

static ball cdf(scope *s, const component *c, ball x)
{
    return ball_beta_i(parameter_ball(s, c, ALPHA), parameter_ball(s, c, BETA), into_unit(x));
}

static ball sf(scope *s, const component *c, ball x)
{
    return tail(parameter_ball(s, c, ALPHA), parameter_ball(s, c, BETA), into_unit(x));
}

static ball mean(scope *s, const component *c)
{
    ball a = parameter_ball(s, c, ALPHA);
    return ball_div(a, ball_add(a, parameter_ball(s, c, BETA)));
}

/* The differences cancel in the tails: an absolute error of the working precision. */
static ball lower_excess(scope *s, const component *c, ball x)
{
    ball a = parameter_ball(s, c, ALPHA), b = parameter_ball(s, c, BETA), t = into_unit(x);
    ball moment = ball_mul(mean(s, c), ball_beta_i(ball_add_int(a, 1), b, t));
    return ball_add(positive_part(ball_sub(ball_mul(t, cdf(s, c, x)), moment)), negative_part(mirrored(x)));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    ball a = parameter_ball(s, c, ALPHA), b = parameter_ball(s, c, BETA), t = into_unit(x);
    ball moment = ball_mul(mean(s, c), tail(ball_add_int(a, 1), b, t));
    return ball_add(positive_part(ball_sub(moment, ball_mul(t, sf(s, c, x)))), negative_part(x));
}

static ball variance(scope *s, const component *c)
{
    ball m = mean(s, c), total = ball_add(parameter_ball(s, c, ALPHA), parameter_ball(s, c, BETA));
    return ball_div(ball_mul(m, mirrored(m)), ball_add_int(total, 1));
}

/* I_z(a, b), holomorphic off (-inf, 0] and [1, inf) because of z^a and (1-z)^b. */
static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (real_sign(inside) == -1)
        return constant_cball(s, 0);
    if (ball_less(ball_int(1), real_ball(s, inside)) == HOLDS)
        return constant_cball(s, 1);
    return incomplete_beta_cball(parameter_ball(s, c, ALPHA), parameter_ball(s, c, BETA), x);
}

static void cdf_series(acb_poly_t out, cdf_curve *m, const acb_poly_struct *par, const acb_t x)
{
    incomplete_beta_series(out, m, &par[ALPHA], &par[BETA], x);
}

/* ---- Double precision ---- */

/*
 * For a, b >= 2 relative to the mode m = (a-1)/n, n = a+b-2: with x = m (1+d), 1-x = (1-m)(1+e) the linear
 * terms of (a-1) log(1+d) + (b-1) log(1+e) cancel, and log p(m) is given by Stirling's formula.
 */
static void around_the_mode(double a, double b, size_t count, const double *x, double *out)
{
    double n = a + b - 2, mode = (a - 1) / n, rest = (b - 1) / n;
    double remainder = stirling_remainder(n) - stirling_remainder(a - 1) - stirling_remainder(b - 1);
    double constant = log(n + 1) - 0.5 * log(2 * M_PI * mode * (b - 1)) + remainder;
    for (size_t i = 0; i < count; i++) {
        double y = 1 - x[i], step = x[i] < 0.5 ? x[i] - mode : rest - y, d = step / mode, e = -step / rest;
        double left = fabs(d) < 0.5 ? log1p(d) : log(x[i] / mode),
               right = fabs(e) < 0.5 ? log1p(e) : log(y / rest);
        out[i] = x[i] > 0 && y > 0 ? constant + (a - 1) * (left - d) + (b - 1) * (right - e) : -INFINITY;
    }
}

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double a = par[ALPHA], b = par[BETA], constant = -gsl_sf_lnbeta(a, b);
    if (a >= 2 && b >= 2) {
        around_the_mode(a, b, n, x, out);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        double left = a == 1 ? 0 : (a - 1) * log(x[i]), right = b == 1 ? 0 : (b - 1) * log1p(-x[i]);
        out[i] = x[i] >= 0 && x[i] <= 1 ? constant + left + right : -INFINITY;
    }
}

static double cdf_double(const double *par, double x)
{
    return incomplete_beta(par[ALPHA], par[BETA], x, 1 - x);
}
static double sf_double(const double *par, double x)
{
    return incomplete_beta(par[BETA], par[ALPHA], 1 - x, x);
}

static double quantile_double(const double *par, double u)
{
    return least_quantile(cdf_double, sf_double, par, 0, 1, u);
}

/* G/(G + H) for independent G of gamma(a) and H of gamma(b). */
static double draw(const double *par, random_stream *r)
{
    double log_g = random_log_gamma(r, par[ALPHA]), log_h = random_log_gamma(r, par[BETA]);
    return 1 / (1 + exp(log_h - log_g));
}

static const char *const examples[] = {"2, 3",    "1/2, 1/2", "1, 1",    "alpha = 1, beta = 3",
                                       "0.05, 5", "50, 80",   "30, 0.5", "1000, 2000",
                                       "1e5, 2",  "pi, 1/3",  NULL};

const family family_beta = {
    .name = "beta",
    .summary = "density x^(alpha-1) (1-x)^(beta-1) / B(alpha, beta) on 0 < x < 1",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 3,
    .parameters = {{"alpha", POSITIVE, NULL, NULL}, {"beta", POSITIVE, NULL, NULL}},
    .examples = examples,
    .support = support,
    .log_density = log_density,
    .reach = reach,
    .cdf = cdf,
    .sf = sf,
    .lower_excess = lower_excess,
    .upper_excess = upper_excess,
    .mean = mean,
    .variance = variance,
    .cdf_analytic = cdf_analytic,
    .cdf_series = cdf_series,
    .log_density_double = log_density_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
