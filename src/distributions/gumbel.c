/*
 * GUMBEL(location, scale), the limit law of maxima
 *     density  e^(-z - e^-z) / scale,  z = (x - location)/scale;      cdf  exp(-e^-z)
 *     mean  location + gamma scale (gamma Euler's constant),   variance  (pi scale)^2/6
 *     E max(x - X, 0) = integral of the cdf up to x = scale E1(e^-z),      E1(y) = integral of e^-t/t from y
 *     E max(X - x, 0) = E max(x - X, 0) + mean - x = scale Ein(e^-z),      Ein(y) = E1(y) + log y + gamma
 * Reach: on the left exp(-e^-z) <= 2^-16bits from z = -log(16 bits log 2) on, on the right 1 - exp(-e^-z) <= e^-z. (16 costs
 * little there; small powers of the density, which integrals of powers meet, are then small as well.)
 */
#include "distributions/family.h"

#include <gsl/gsl_math.h>
#include <math.h>

enum { LOCATION, SCALE };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real location = c->par[LOCATION], scale = c->par[SCALE];
    form_add_x(pool, &f, real_div(pool, real_int(pool, -1), scale));
    form_add_constant(pool, &f, real_div(pool, location, scale));
    form_add(pool, &f, BASIS_EXP, real_int(pool, -1), location, real_neg(pool, scale));
    form_add_constant(pool, &f, real_neg(pool, real_log(pool, scale)));
    return f;
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    slong eighths = (slong)ceil(8 * log(16 * M_LN2 * bits));
    return outward(pool, c, side, side < 0 ? real_ratio(pool, eighths, 8) : exponential_reach(pool, bits));
}

/* e^-z */
static ball exponential(scope *s, const component *c, ball x)
{
    return ball_exp(ball_neg(standard_ball(s, c, x)));
}

/* Beyond z = -2^20, where e^-z leaves the exponents that are computed with, F(x) = e^(-e^-z) and E1(e^-z) < F(x) are at most this. */
static bool is_far_left(scope *s, const component *c, ball x, ball *most)
{
    ball edge = ball_scale2(ball_in(s, ball_int(1)), 20);
    if (ball_less(edge, ball_neg(standard_ball(s, c, x))) != HOLDS)
        return false;
    *most = ball_upto(ball_upper(ball_exp(ball_neg(ball_exp(edge)))));
    return true;
}

static ball cdf(scope *s, const component *c, ball x)
{
    ball most;
    return is_far_left(s, c, x, &most) ? most : ball_exp(ball_neg(exponential(s, c, x)));
}

static ball sf(scope *s, const component *c, ball x)
{
    ball most;
    if (is_far_left(s, c, x, &most))
        return ball_sub(ball_in(s, ball_int(1)), most);
    return ball_neg(ball_expm1(ball_neg(exponential(s, c, x))));
}

static ball mean(scope *s, const component *c)
{
    return ball_add(parameter_ball(s, c, LOCATION), ball_mul(ball_euler(s), parameter_ball(s, c, SCALE)));
}

static ball variance(scope *s, const component *c)
{
    return ball_div_int(ball_sqr(ball_mul(ball_pi(s), parameter_ball(s, c, SCALE))), 6);
}

static ball lower_excess(scope *s, const component *c, ball x)
{
    ball most;
    bool far = is_far_left(s, c, x, &most);
    return ball_mul(parameter_ball(s, c, SCALE), far ? most : ball_expint_e1(exponential(s, c, x)));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    return ball_mul(parameter_ball(s, c, SCALE), ball_ein(exponential(s, c, x)));
}

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    (void)inside;
    return cball_exp(cball_neg(cball_exp(cball_neg(standard_cball(s, c, x)))));
}

/* ---- Double precision ---- */

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double at = par[LOCATION], scale = par[SCALE], constant = -log(scale);
    for (size_t i = 0; i < n; i++) {
        double z = (x[i] - at) / scale;
        out[i] = z > -INFINITY ? constant - (z + exp(-z)) : -INFINITY;
    }
}

static double cdf_double(const double *par, double x) { return exp(-exp(-standard(par, x))); }
static double sf_double(const double *par, double x) { return -expm1(-exp(-standard(par, x))); }

/* -log(-log u): u = 1 - v near 1, where -log u = -log1p(-v) and v is exact. */
static double quantile_double(const double *par, double u)
{
    return par[LOCATION] - par[SCALE] * log(u <= 0.5 ? -log(u) : -log1p(-(1 - u)));
}

static double draw(const double *par, random_stream *r)
{
    return par[LOCATION] - par[SCALE] * log(random_exponential(r));
}

static const char *const examples[] = {"0, 1",       "1, 2",         "-1e6, 1e-3", "0, 1e-150",
                                       "1/3, 1e150", "sqrt(2), 1/4", NULL};

const family family_gumbel = {
    .name = "gumbel",
    .summary = "maximum type: cdf exp(-exp(-z)), z = (x - location)/scale; the variance is (pi scale)^2/6",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 3,
    .affine = 3,
    .parameters = {{"location", ANY_REAL, NULL, NULL}, {"scale", POSITIVE, NULL, NULL}},
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
