/*
 * HALFNORMAL(scale): |Z| for a normal Z of mean 0 and standard deviation `scale`
 *     density  sqrt(2/pi)/scale exp(-z^2/2) on x >= 0, z = x/scale;      cdf  erf(z/sqrt 2)
 *     mean  scale sqrt(2/pi),   variance  (1 - 2/pi) scale^2
 *     E max(X - x, 0) = 2 scale (phi(z) - z Phi(-z)),     E max(x - X, 0) = x - mean + E max(X - x, 0),     x >= 0
 * Reach: P(X > k scale) <= exp(-k^2/2).
 */
#include "distributions/family.h"

#include <math.h>

enum { SCALE };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real half = real_ratio(pool, 1, 2), square = real_mul(pool, c->par[SCALE], c->par[SCALE]);
    form_add_xx(pool, &f, real_neg(pool, real_div(pool, half, square)));
    real circle = real_mul(pool, half, real_mul(pool, real_pi(pool), square));
    form_add_constant(pool, &f, real_neg(pool, real_mul(pool, half, real_log(pool, circle))));
    return f;
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    slong k = (slong)ceil(sqrt(2 * M_LN2 * bits));
    return side < 0 ? real_int(pool, 0) : real_mul(pool, real_int(pool, k), c->par[SCALE]);
}

/* max(x, 0)/scale. */
static ball standardised(scope *s, const component *c, ball x)
{
    return ball_div(positive_part(x), parameter_ball(s, c, SCALE));
}

static ball over_root_two(scope *s, ball z) { return ball_mul(z, ball_sqrt(ball_in(s, ball_ratio(1, 2)))); }

static ball cdf(scope *s, const component *c, ball x)
{
    return ball_erf(over_root_two(s, standardised(s, c, x)));
}

static ball sf(scope *s, const component *c, ball x)
{
    return ball_scale2(ball_normal_cdf(ball_neg(standardised(s, c, x))), 1);
}

static ball mean(scope *s, const component *c)
{
    return ball_mul(parameter_ball(s, c, SCALE), ball_sqrt(ball_div(ball_int(2), ball_pi(s))));
}

static ball variance(scope *s, const component *c)
{
    ball unit = ball_sub(ball_int(1), ball_div(ball_int(2), ball_pi(s)));
    return ball_mul(unit, ball_sqr(parameter_ball(s, c, SCALE)));
}

/* mean exp(-z^2/2) - x P(X > x). */
static ball upper_excess(scope *s, const component *c, ball x)
{
    ball density = ball_exp(ball_neg(ball_scale2(ball_sqr(standardised(s, c, x)), -1)));
    ball beyond = ball_sub(ball_mul(mean(s, c), density), ball_mul(positive_part(x), sf(s, c, x)));
    return ball_add(positive_part(beyond), negative_part(x));
}

/* x P(X <= x) - mean (1 - exp(-z^2/2)). */
static ball lower_excess(scope *s, const component *c, ball x)
{
    ball passed = ball_expm1(ball_neg(ball_scale2(ball_sqr(standardised(s, c, x)), -1)));
    return positive_part(ball_add(ball_mul(positive_part(x), cdf(s, c, x)), ball_mul(mean(s, c), passed)));
}

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (real_sign(inside) == -1)
        return constant_cball(s, 0);
    return cball_erf(
        cball_mul_ball(x, ball_inv(over_root_two(s, ball_mul_int(parameter_ball(s, c, SCALE), 2)))));
}

/* ---- Double precision ---- */

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double scale = par[SCALE], constant = 0.5 * log(2 / M_PI) - log(scale);
    for (size_t i = 0; i < n; i++) {
        double z = x[i] / scale;
        out[i] = x[i] >= 0 ? constant - 0.5 * z * z : -INFINITY;
    }
}

static double cdf_double(const double *par, double x) { return x > 0 ? erf(x / par[SCALE] * M_SQRT1_2) : 0; }
static double sf_double(const double *par, double x) { return x > 0 ? erfc(x / par[SCALE] * M_SQRT1_2) : 1; }

static double quantile_double(const double *par, double u)
{
    return least_quantile(cdf_double, sf_double, par, 0, INFINITY, u);
}

static double draw(const double *par, random_stream *r) { return par[SCALE] * fabs(random_normal(r)); }

static const char *const examples[] = {"1", "5/2", "1e100", "1e-100", "sqrt(3)", NULL};

const family family_halfnormal = {
    .name = "halfnormal",
    .summary = "density sqrt(2/pi)/scale exp(-x^2/(2 scale^2)) on x >= 0",
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
