/*
 * STUDENT(df, location, scale), any df > 0
 *     density  f(z)/scale,  z = (x - location)/scale,
 *              f(z) = C (1 + z^2/df)^(-(df+1)/2),   C = Gamma((df+1)/2) / (Gamma(df/2) sqrt(pi df))
 *     cdf      I_w(df/2, 1/2)/2 for z <= 0, w = df/(df + z^2); by the mirror image for z >= 0; near the centre
 *              1/2 + sign(z) I_v(1/2, df/2)/2, v = 1 - w, which does not lose z                DLMF 8.17.4
 *     mean     location for df > 1;       variance  scale^2 df/(df-2) for df > 2, infinite for 1 < df <= 2
 *     E max(Z - z, 0) = (df + z^2)/(df - 1) f(z) - z P(Z > z) for df > 1, because
 *              d/dz [(df + z^2) f(z)] = -(df - 1) z f(z)
 * Reach: about where (1 + z^2/df)^(-df/2) = 2^-bits: normal for large df, a power law for small ones.
 */
#include "distributions/family.h"
#include "distributions/incomplete.h"
#include "distributions/incomplete_cball.h"
#include "distributions/incomplete_series.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

enum { DF, LOCATION, SCALE };

/* One degree of freedom is the Cauchy law. */
static const family *within(real_pool *pool, component *c)
{
    if (!real_equal(c->par[DF], real_int(pool, 1)))
        return NULL;
    c->par[0] = c->par[LOCATION];
    c->par[1] = c->par[SCALE];
    c->par[2] = NULL;
    return family_by_name("cauchy");
}

/* ---- Certified ---- */

/* The parameters `location, scale` alone, in the places where the helpers of location families look. */
static component placed(const component *c) { return (component){.par = {c->par[LOCATION], c->par[SCALE]}}; }

static real half_of(real_pool *pool, real x) { return real_mul(pool, real_ratio(pool, 1, 2), x); }

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real df = c->par[DF], rise = half_of(pool, real_add(pool, df, real_int(pool, 1)));
    real spread = real_mul(pool, c->par[SCALE], real_sqrt(pool, df));
    form_add(pool, &f, BASIS_LOG_QUADRATIC, real_neg(pool, rise), c->par[LOCATION], spread);
    form_add_constant(pool, &f, real_unary(pool, REAL_LGAMMA, rise));
    form_add_constant(pool, &f, real_neg(pool, real_unary(pool, REAL_LGAMMA, half_of(pool, df))));
    real square =
        real_mul(pool, real_mul(pool, real_pi(pool), df), real_mul(pool, c->par[SCALE], c->par[SCALE]));
    form_add_constant(pool, &f, real_neg(pool, half_of(pool, real_log(pool, square))));
    return f;
}

/* A dyadic number near sqrt(df expm1(2 t/df)), t = bits log 2; a power of 2 where that may overflow. */
static real reach(real_pool *pool, const component *c, int side, int bits)
{
    double df = c->par_double[DF], octaves = (bits - 1) / df;
    double whole = floor(octaves), rest = exp2(octaves - whole);
    real k = octaves < 30 ? real_from_double(pool, sqrt(df * expm1(2 * M_LN2 * octaves)))
                          : real_mul(pool, real_from_double(pool, sqrt(df) * rest),
                                     real_pow(pool, real_int(pool, 2), real_from_double(pool, whole)));
    component place = placed(c);
    return outward(pool, &place, side, k);
}

/* I_v(1/2, df/2), v = z^2/(df + z^2), for z >= 0: P(|Z| <= z). */
static ball central(ball df, ball z)
{
    ball square = ball_sqr(z), v = ball_div(square, ball_add(df, square));
    return ball_beta_i(ball_ratio(1, 2), ball_scale2(df, -1), clamp_ball(v, ball_int(0), ball_int(1)));
}

/* P(Z > |z|) for |z| > sqrt(df). */
static ball tail(ball df, ball z)
{
    ball w = ball_inv(ball_add_int(ball_div(ball_sqr(z), df), 1));
    return ball_scale2(ball_beta_i(ball_scale2(df, -1), ball_ratio(1, 2), w), -1);
}

/* f(z). */
static ball standard_density(scope *s, ball df, ball z)
{
    ball rise = ball_scale2(ball_add_int(df, 1), -1);
    ball logarithm = ball_sub(ball_lgamma(rise), ball_lgamma(ball_scale2(df, -1)));
    ball fall = ball_mul(rise, ball_log1p(ball_div(ball_sqr(z), df)));
    return ball_div(ball_exp(ball_sub(logarithm, fall)), ball_sqrt(ball_mul(ball_pi(s), df)));
}

/*
 * An upper bound of the mass below z < -1, for df > 1: E[|Z|; Z < z]/|z| = (df + z^2) f(z)/((df - 1) |z|). Where it is below 2^-bits, 1 - I would be
 * all rounding, after a series of as many terms as df has units.
 */
static bool is_lost(ball df, ball z, ball *most)
{
    if (ball_less(z, ball_int(-1)) != HOLDS || ball_less(ball_int(1), df) != HOLDS)
        return false;
    ball moment =
        ball_div(ball_mul(ball_add(df, ball_sqr(z)), standard_density(df.in, df, z)), ball_add_int(df, -1));
    *most = ball_upper(ball_div(moment, ball_abs(z)));
    return ball_less(*most, ball_scale2(ball_in(df.in, ball_int(1)), -scope_bits(df.in))) == HOLDS;
}

static ball mass_below(ball df, ball z)
{
    ball edge = ball_sqrt(df);
    if (ball_less(z, ball_neg(edge)) == HOLDS)
        return tail(df, z);
    if (ball_less(edge, z) == HOLDS)
        return ball_sub(ball_int(1), tail(df, z));
    ball most;
    if (is_lost(df, z, &most))
        return ball_upto(most);
    ball gain = ball_sub(central(df, positive_part(z)), central(df, negative_part(z)));
    return ball_scale2(ball_add_int(gain, 1), -1);
}

static ball df_ball(scope *s, const component *c) { return parameter_ball(s, c, DF); }

static ball standardised(scope *s, const component *c, ball x)
{
    component place = placed(c);
    return standard_ball(s, &place, x);
}

static ball cdf(scope *s, const component *c, ball x)
{
    return mass_below(df_ball(s, c), standardised(s, c, x));
}
static ball sf(scope *s, const component *c, ball x)
{
    return mass_below(df_ball(s, c), ball_neg(standardised(s, c, x)));
}

/* 1: df is above the bound, -1: it is not, 0: that is open. */
static int has_moment(scope *s, const component *c, slong bound)
{
    real_pool *pool = real_pool_open();
    int order = real_compare(c->par[DF], real_int(pool, bound));
    real_pool_close(pool);
    (void)s;
    return order == REAL_UNDECIDED ? 0 : order > 0 ? 1 : -1;
}

/* scale E max(z - Z, 0). */
static ball excess_below(scope *s, const component *c, ball z)
{
    int finite = has_moment(s, c, 1);
    if (finite <= 0)
        return finite < 0 ? ball_infinity(s) : ball_nothing(s);
    ball df = df_ball(s, c);
    ball moment =
        ball_div(ball_mul(ball_add(df, ball_sqr(z)), standard_density(s, df, z)), ball_add_int(df, -1));
    return ball_mul(parameter_ball(s, c, SCALE),
                    positive_part(ball_add(moment, ball_mul(z, mass_below(df, z)))));
}

static ball lower_excess(scope *s, const component *c, ball x)
{
    return excess_below(s, c, standardised(s, c, x));
}
static ball upper_excess(scope *s, const component *c, ball x)
{
    return excess_below(s, c, ball_neg(standardised(s, c, x)));
}

static ball mean(scope *s, const component *c)
{
    return has_moment(s, c, 1) > 0 ? parameter_ball(s, c, LOCATION) : ball_nothing(s);
}

static ball variance(scope *s, const component *c)
{
    int finite = has_moment(s, c, 2);
    if (finite < 0 && has_moment(s, c, 1) > 0)
        return ball_infinity(s);
    if (finite <= 0)
        return ball_nothing(s);
    ball df = df_ball(s, c);
    return ball_mul(ball_sqr(parameter_ball(s, c, SCALE)), ball_div(df, ball_add_int(df, -2)));
}

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    (void)inside;
    component place = placed(c);
    return student_cball(df_ball(s, c), standard_cball(s, &place, x));
}

/* That of df is not elementary. */
static cjet pathwise(const component *c, const cjet *par, int i, cball x, real inside)
{
    return i == DF ? cjet_nothing(par->n, x.in)
                   : pathwise_location_scale(c, par + LOCATION, i - LOCATION, x, inside);
}

static void cdf_series(acb_poly_t out, cdf_curve *m, const acb_poly_struct *par, const acb_t x)
{
    acb_poly_t z;
    acb_poly_init(z);
    acb_poly_set_acb(z, x);
    acb_poly_sub(z, z, &par[LOCATION], m->bits);
    acb_poly_div_series(z, z, &par[SCALE], m->length, m->bits);
    student_series(out, m, &par[DF], z);
    acb_poly_clear(z);
}

/* ---- Double precision ---- */

/* log C + log(pi)/2 + log(2)/2, which vanishes for large df: Stirling's formula, so that nothing cancels. */
static double log_normalisation(double df)
{
    double k = df / 2;
    if (k < 10)
        return gsl_sf_lngamma(k + 0.5) - gsl_sf_lngamma(k) - 0.5 * log(k);
    return k * log1p(0.5 / k) - 0.5 + stirling_remainder(k + 0.5) - stirling_remainder(k);
}

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double df = par[DF], constant = log_normalisation(df) - 0.5 * log(2 * M_PI) - log(par[SCALE]);
    for (size_t i = 0; i < n; i++) {
        double z = fabs(standard(par + LOCATION, x[i])), square = z * (z / df);
        double fall = square < 1e16 ? log1p(square) : 2 * log(z) - log(df); /* there 1 is negligible */
        out[i] = constant - (df + 1) / 2 * fall;
    }
}

/* P(Z > z) for z >= 0. Far out, where w = df/z^2 may underflow: w^(df/2) / (df B(df/2, 1/2)). */
static double tail_double(double df, double z)
{
    double a = df / 2, ratio = z / sqrt(df), square = ratio * ratio;
    if (ratio > 1e8)
        return exp(-df * log(ratio) - gsl_sf_lnbeta(a, 0.5)) / df;
    return 0.5 * incomplete_beta(a, 0.5, 1 / (1 + square), square / (1 + square));
}

static double below_double(double df, double z)
{
    return z < 0 ? tail_double(df, -z) : 1 - tail_double(df, z);
}
static double cdf_double(const double *par, double x)
{
    return below_double(par[DF], standard(par + LOCATION, x));
}
static double sf_double(const double *par, double x)
{
    return below_double(par[DF], -standard(par + LOCATION, x));
}

static double quantile_double(const double *par, double u)
{
    return least_quantile(cdf_double, sf_double, par, -INFINITY, INFINITY, u);
}

/* A normal variable over the root of an independent gamma variable of mean 1. */
static double draw(const double *par, random_stream *r)
{
    double k = par[DF] / 2, z = random_normal(r) * exp(0.5 * (log(k) - random_log_gamma(r, k)));
    return par[LOCATION] + par[SCALE] * z;
}

static const char *const examples[] = {"3",
                                       "df = 5/2, location = -2, scale = 1/3",
                                       "1.5, 1",
                                       "0.7, 0, 3",
                                       "1, 1e6, 1e-3",
                                       "1e3, 0, 1e-150",
                                       "4, 0, 1e100",
                                       "pi, exp(2), sqrt(2)",
                                       NULL};

const family family_student = {
    .name = "student",
    .summary = "density proportional to (1 + z^2/df)^(-(df+1)/2), z = (x - location)/scale",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 7,
    .affine = 6,
    .parameters = {{"df", POSITIVE, NULL, NULL},
                   {"location", ANY_REAL, "0", NULL},
                   {"scale", POSITIVE, "1", NULL}},
    .examples = examples,
    .within = within,
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
    .pathwise = pathwise,
    .cdf_series = cdf_series,
    .log_density_double = log_density_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
