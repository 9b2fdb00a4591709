/*
 * CAUCHY(location, scale)
 *     density  1 / (pi scale (1 + z^2)),  z = (x - location)/scale;      cdf  1/2 + arctan(z)/pi
 * On the left the cdf is arctan(-1/z)/pi, which does not cancel. There is no mean, and both excesses are
 * infinite. Reach: P(X > x) <= 1/(pi z), so z = 2^bits leaves less than 2^-bits.
 */
#include "distributions/family.h"
#include "number/vector_math.h"

#include <math.h>

enum { LOCATION, SCALE };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    form_add(pool, &f, BASIS_LOG_QUADRATIC, real_int(pool, -1), c->par[LOCATION], c->par[SCALE]);
    form_add_constant(pool, &f, real_neg(pool, real_log(pool, real_mul(pool, real_pi(pool), c->par[SCALE]))));
    return f;
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    return outward(pool, c, side, real_pow(pool, real_int(pool, 2), real_int(pool, bits)));
}

static ball mass_below(scope *s, ball z)
{
    if (ball_less(z, ball_int(-1)) == HOLDS)
        return ball_div(ball_atan(ball_neg(ball_inv(z))), ball_pi(s));
    return ball_add(ball_div(ball_atan(z), ball_pi(s)), ball_ratio(1, 2));
}

static ball cdf(scope *s, const component *c, ball x) { return mass_below(s, standard_ball(s, c, x)); }
static ball sf(scope *s, const component *c, ball x)
{
    return mass_below(s, ball_neg(standard_ball(s, c, x)));
}

static ball excess(scope *s, const component *c, ball x)
{
    (void)c, (void)x;
    return ball_infinity(s);
}

static ball no_moment(scope *s, const component *c)
{
    (void)c;
    return ball_nothing(s);
}

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    (void)inside;
    cball turned = cball_mul_ball(cball_atan(standard_cball(s, c, x)), ball_inv(ball_pi(s)));
    return cball_add_ball(turned, ball_ratio(1, 2));
}

/* ---- Double precision ---- */

VECTORISED static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double at = par[LOCATION], scale = par[SCALE], constant = -log(M_PI) - log(scale);
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double z = fabs((x[i] - at) / scale);
        bool far = z > 1e8; /* z^2 may overflow, and then 1 is negligible */
        double logarithm = log(far ? z : 1 + z * z);
        out[i] = constant - (far ? 2 * logarithm : logarithm);
    }
}

static double cdf_double(const double *par, double x) { return atan2(1, -standard(par, x)) / M_PI; }
static double sf_double(const double *par, double x) { return atan2(1, standard(par, x)) / M_PI; }

/* tan(pi (u - 1/2)) = -cot(pi u), from the end that u is near to. */
static double quantile_double(const double *par, double u)
{
    double z = u < 0.25 ? -1 / tan(M_PI * u) : u > 0.75 ? 1 / tan(M_PI * (1 - u)) : tan(M_PI * (u - 0.5));
    return par[LOCATION] + par[SCALE] * z;
}

static double draw(const double *par, random_stream *r) { return quantile_double(par, random_uniform(r)); }

static const char *const examples[] = {"0, 1",     "3, 1/2",      "1e6, 1e-3", "0, 1e-150",
                                       "0, 1e100", "-pi, exp(2)", NULL};

const family family_cauchy = {
    .name = "cauchy",
    .summary = "density 1 / (pi scale (1 + z^2)), z = (x - location)/scale; no mean",
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
    .lower_excess = excess,
    .upper_excess = excess,
    .mean = no_moment,
    .variance = no_moment,
    .cdf_analytic = cdf_analytic,
    .pathwise = pathwise_location_scale,
    .log_density_double = log_density_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
