/*
 * GAMMA(shape, scale), or GAMMA(shape, rate = 1/scale)
 *     density  x^(k-1) e^(-x/scale) / (Gamma(k) scale^k) on x > 0, k = shape;      cdf  P(k, x/scale)
 *     E[X; X <= x] = k scale P(k+1, y), y = x/scale, so E max(x - X, 0) = x P(k, y) - k scale P(k+1, y)
 * Reach for scale 1: P(X >= k + sqrt(2 k t) + t) <= e^-t (Boucheron, Lugosi, Massart 2013, section 2.4);
 * for k <= 1, P(X >= y) <= y^(k-1) e^-y / Gamma(k) (DLMF 8.10.1), at most e^-t for y = max(1, t - lgamma(k)).
 */
#include "distributions/family.h"
#include "distributions/incomplete.h"
#include "distributions/incomplete_cball.h"
#include "distributions/incomplete_series.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

enum { SHAPE, SCALE };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real shape = c->par[SHAPE], scale = c->par[SCALE], one = real_int(pool, 1);
    form_add(pool, &f, BASIS_LOG, real_sub(pool, shape, one), real_int(pool, 0), one);
    form_add_x(pool, &f, real_neg(pool, real_div(pool, one, scale)));
    form_add_constant(pool, &f, real_neg(pool, real_unary(pool, REAL_LGAMMA, shape)));
    form_add_constant(pool, &f, real_neg(pool, real_mul(pool, shape, real_log(pool, scale))));
    return f;
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    double t = M_LN2 * bits, k = c->par_double[SHAPE];
    if (side
        < 0) { /* P(X < k - sqrt(2 k t)) <= e^-t, with a log p of the order of k to spare; 0 unless that keeps away from it */
        double low = floor(k - sqrt(2 * k * (t + log(k))));
        return low > k / 4 ? real_mul(pool, c->par[SCALE], real_from_double(pool, low)) : real_int(pool, 0);
    }
    double y = k < 1 ? fmax(1, t - gsl_sf_lngamma(k)) : k + sqrt(2 * k * t) + t;
    return real_mul(pool, c->par[SCALE], real_from_double(pool, ceil(y)));
}

/* max(x, 0)/scale. */
static ball scaled(scope *s, const component *c, ball x)
{
    return ball_div(positive_part(x), parameter_ball(s, c, SCALE));
}

static ball cdf(scope *s, const component *c, ball x)
{
    return ball_gamma_p(parameter_ball(s, c, SHAPE), scaled(s, c, x));
}
static ball sf(scope *s, const component *c, ball x)
{
    return ball_gamma_q(parameter_ball(s, c, SHAPE), scaled(s, c, x));
}

static ball mean(scope *s, const component *c)
{
    return ball_mul(parameter_ball(s, c, SHAPE), parameter_ball(s, c, SCALE));
}

static ball variance(scope *s, const component *c)
{
    return ball_mul(mean(s, c), parameter_ball(s, c, SCALE));
}

/* The differences cancel in the tails: an absolute error of the working precision times the mean. */
static ball lower_excess(scope *s, const component *c, ball x)
{
    ball next = ball_add_int(parameter_ball(s, c, SHAPE), 1);
    ball moment = ball_mul(mean(s, c), ball_gamma_p(next, scaled(s, c, x)));
    return positive_part(ball_sub(ball_mul(positive_part(x), cdf(s, c, x)), moment));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    ball next = ball_add_int(parameter_ball(s, c, SHAPE), 1);
    ball moment = ball_mul(mean(s, c), ball_gamma_q(next, scaled(s, c, x)));
    ball beyond = positive_part(ball_sub(moment, ball_mul(positive_part(x), sf(s, c, x))));
    return ball_add(beyond, negative_part(x));
}

/* P(k, z/scale), holomorphic off (-inf, 0] because of z^k. */
static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (real_sign(inside) == -1)
        return constant_cball(s, 0);
    cball z = cball_mul_ball(x, ball_inv(parameter_ball(s, c, SCALE)));
    return incomplete_gamma_cball(parameter_ball(s, c, SHAPE), z);
}

/* x = scale g; that of the shape is not elementary. */
static cjet pathwise(const component *c, const cjet *par, int i, cball x, real inside)
{
    return i == SCALE ? pathwise_scale(c, par, i, x, inside) : cjet_nothing(par->n, x.in);
}

/* P(k, x/scale) */
static void cdf_series(acb_poly_t out, cdf_curve *m, const acb_poly_struct *par, const acb_t x)
{
    acb_poly_t z;
    acb_poly_init(z);
    acb_poly_inv_series(z, &par[SCALE], m->length, m->bits);
    acb_poly_scalar_mul(z, z, x, m->bits);
    incomplete_gamma_series(out, m, &par[SHAPE], z);
    acb_poly_clear(z);
}

/* ---- Double precision ---- */

/*
 * From shape 2 on relative to the mode m = (k-1) scale: (k-1)(log(1+d) - d) + log p(m), x = m (1+d), does not
 * cancel.
 */
static void around_the_mode(double k, double scale, size_t n, const double *x, double *out)
{
    double mode = (k - 1) * scale,
           constant = -log(scale) - 0.5 * log(2 * M_PI * (k - 1)) - stirling_remainder(k - 1);
    for (size_t i = 0; i < n; i++) {
        double d = (x[i] - mode) / mode, logarithm = fabs(d) < 0.5 ? log1p(d) : log(x[i] / mode);
        out[i] = x[i] > 0 && d < INFINITY ? constant + (k - 1) * (logarithm - d) : -INFINITY;
    }
}

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double k = par[SHAPE], scale = par[SCALE], constant = -log(scale) - gsl_sf_lngamma(k);
    if (k >= 2) {
        around_the_mode(k, scale, n, x, out);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        double power = k == 1 ? 0 : (k - 1) * (log(x[i]) - log(scale));
        out[i] = x[i] >= 0 && x[i] < INFINITY ? constant + power - x[i] / scale : -INFINITY;
    }
}

static double cdf_double(const double *par, double x)
{
    return incomplete_gamma_p(par[SHAPE], x / par[SCALE]);
}
static double sf_double(const double *par, double x)
{
    return incomplete_gamma_q(par[SHAPE], x / par[SCALE]);
}

static double quantile_double(const double *par, double u)
{
    return least_quantile(cdf_double, sf_double, par, 0, INFINITY, u);
}

static double draw(const double *par, random_stream *r) { return par[SCALE] * random_gamma(r, par[SHAPE]); }

static const char *const examples[] = {
    "2, 1",         "1/2, 3",     "shape = 1, rate = 4", "0.05, 2",    "1e-3, 1",
    "30.5, 1e-150", "300, 1e100", "1e6, 1e-6",           "7, sqrt(2)", NULL};

const family family_gamma = {
    .name = "gamma",
    .summary = "density x^(shape-1) exp(-x/scale) / (Gamma(shape) scale^shape) on x > 0; rate = 1/scale",
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
    .cdf_series = cdf_series,
    .log_density_double = log_density_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
