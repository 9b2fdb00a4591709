/*
 * INVERSEGAUSSIAN(mean, shape): when a Brownian motion of drift shape^(1/2)/mean first reaches shape^(1/2)
 *     density  sqrt(l/(2 pi x^3)) exp(-l (x - m)^2/(2 m^2 x)) on x > 0,  m = mean, l = shape;      variance  m^3/l
 *     cdf  Phi(a) + e^(2l/m) Phi(-b),  a = sqrt(l/x) (x/m - 1),  b = sqrt(l/x) (x/m + 1)   (Shuster 1968);   b^2 - a^2 = 4 l/m
 *     E[X; X <= x] = m (Phi(a) - e^(2l/m) Phi(-b)), so E max(x - X, 0) = (x - m) Phi(a) + (x + m) e^(2l/m) Phi(-b)
 *                                                  and E max(X - x, 0) = (m - x) Phi(-a) + (x + m) e^(2l/m) Phi(-b)
 * log p = -l x/(2 m^2) - l/(2x) - 3/2 log x + l/m + log(l/(2 pi))/2.
 * In double precision e^(2l/m) Phi(-b) = phi(a) R(b), with the normal density phi and Mills' ratio R = Phi(-t)/phi(t). On the
 * right the cdf's complement phi(a) (R(a) - R(b)) cancels; R' = t R - 1, and t R(t) = t/(t + r), r = 1/(t + 2/(t + 3/(...)))
 * (Laplace's continued fraction), so it is phi(a) times the integral of r/(t + r) over [a, b], which does not.
 */
#include "distributions/family.h"
#include "distributions/incomplete_series.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_erf.h>
#include <math.h>

enum { MEAN, SHAPE };

/* ---- Certified ---- */

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real m = c->par[MEAN], l = c->par[SHAPE], one = real_int(pool, 1), half = real_ratio(pool, 1, 2);
    real halved = real_mul(pool, half, l), circle = real_mul(pool, real_int(pool, 2), real_pi(pool));
    form_add_x(pool, &f, real_neg(pool, real_div(pool, halved, real_mul(pool, m, m))));
    form_add(pool, &f, BASIS_POWER, real_neg(pool, halved), NULL, real_int(pool, -1));
    form_add(pool, &f, BASIS_LOG, real_ratio(pool, -3, 2), real_int(pool, 0), one);
    form_add_constant(pool, &f, real_div(pool, l, m));
    form_add_constant(pool, &f, real_mul(pool, half, real_log(pool, l)));
    form_add_constant(pool, &f, real_neg(pool, real_mul(pool, half, real_log(pool, circle))));
    return f;
}

/*
 * Far out P(X > x) is about p(x)/(l/(2m^2) + 3/(2x)), the density over its relative decrease; with t = x/m, k = l/m, for scale 1:
 */
static double log_tail(double t, double k)
{
    return 0.5 * log(k / (2 * M_PI)) - 1.5 * log(t) - k * (t - 1) * (t - 1) / (2 * t) - log(k / 2 + 1.5 / t);
}

/* Bisection from the mean to where the exponent alone does, (t - 1)^2/t = 2 h: t = 1 + h + sqrt(h^2 + 2h). */
static real reach(real_pool *pool, const component *c, int side, int bits)
{
    double k = c->par_double[SHAPE] / c->par_double[MEAN], h = M_LN2 * (bits + 2) / k;
    double lo = 1, hi = 1 + h + sqrt(h) * sqrt(h + 2);
    if (side < 0) /* the exponent is the same at t and 1/t; 0 unless all but 2^-bits keeps away from it */
        return hi < 4 ? real_mul(pool, c->par[MEAN], real_from_double(pool, 1 / hi)) : real_int(pool, 0);
    for (int i = 0; i < 60; i++) {
        double middle = sqrt(lo) * sqrt(hi);
        *(log_tail(middle, k) > -M_LN2 * bits ? &lo : &hi) = middle;
    }
    return real_mul(pool, c->par[MEAN], real_from_double(pool, hi));
}

/* a (sign = -1) or b (sign = +1), at x > 0. */
static ball passage(scope *s, const component *c, ball x, int sign)
{
    ball steep = ball_sqrt(ball_div(parameter_ball(s, c, SHAPE), x));
    return ball_mul(steep, ball_add_int(ball_div(x, parameter_ball(s, c, MEAN)), sign));
}

/* e^(2l/m) Phi(-b) */
static ball reflected(scope *s, const component *c, ball x)
{
    ball ratio = ball_div(parameter_ball(s, c, SHAPE), parameter_ball(s, c, MEAN));
    return ball_mul(ball_exp(ball_scale2(ratio, 1)), ball_normal_cdf(ball_neg(passage(s, c, x, 1))));
}

static ball cdf_inside(scope *s, const component *c, ball x)
{
    return ball_add(ball_normal_cdf(passage(s, c, x, -1)), reflected(s, c, x));
}

/* The difference cancels on the right, by a factor x/m. */
static ball sf_inside(scope *s, const component *c, ball x)
{
    return positive_part(ball_sub(ball_normal_cdf(ball_neg(passage(s, c, x, -1))), reflected(s, c, x)));
}

static ball lower_inside(scope *s, const component *c, ball x)
{
    ball m = parameter_ball(s, c, MEAN);
    ball below = ball_mul(ball_sub(x, m), ball_normal_cdf(passage(s, c, x, -1)));
    return positive_part(ball_add(below, ball_mul(ball_add(x, m), reflected(s, c, x))));
}

static ball upper_inside(scope *s, const component *c, ball x)
{
    ball m = parameter_ball(s, c, MEAN);
    ball above = ball_mul(ball_sub(m, x), ball_normal_cdf(ball_neg(passage(s, c, x, -1))));
    return positive_part(ball_add(above, ball_mul(ball_add(x, m), reflected(s, c, x))));
}

static ball mean(scope *s, const component *c) { return parameter_ball(s, c, MEAN); }

static ball variance(scope *s, const component *c)
{
    ball m = parameter_ball(s, c, MEAN);
    return ball_div(ball_mul(m, ball_sqr(m)), parameter_ball(s, c, SHAPE));
}

static ball by_ends(scope *s, const component *c, ball x, ball at_zero,
                    ball (*of)(scope *s, const component *c, ball x))
{
    return ball_hull(from_zero(s, c, ball_lower(x), at_zero, of),
                     from_zero(s, c, ball_upper(x), at_zero, of));
}

static ball cdf(scope *s, const component *c, ball x)
{
    return by_ends(s, c, x, ball_in(s, ball_int(0)), cdf_inside);
}
static ball sf(scope *s, const component *c, ball x)
{
    return by_ends(s, c, x, ball_in(s, ball_int(1)), sf_inside);
}
static ball lower_excess(scope *s, const component *c, ball x)
{
    return by_ends(s, c, x, ball_in(s, ball_int(0)), lower_inside);
}
static ball upper_excess(scope *s, const component *c, ball x)
{
    return ball_add(by_ends(s, c, x, mean(s, c), upper_inside), negative_part(x));
}

/* Holomorphic off (-inf, 0] because of x^(1/2). */
static cball density_cball(scope *s, const component *c, cball x)
{
    ball m = parameter_ball(s, c, MEAN), l = parameter_ball(s, c, SHAPE);
    cball d = cball_add_ball(x, ball_neg(m)), inverse = cball_inv(x);
    ball steep = ball_div(l, ball_mul_int(ball_sqr(m), -2));
    cball decay = cball_exp(cball_mul_ball(cball_mul(cball_sqr(d), inverse), steep));
    ball constant = ball_sqrt(ball_div(l, ball_scale2(ball_pi(s), 1)));
    return cball_mul_ball(cball_mul(decay, cball_mul(inverse, cball_inv(cball_sqrt(x)))), constant);
}

static cball cdf_at_point(scope *s, const component *c, cball x)
{
    ball l = parameter_ball(s, c, SHAPE), inverse = ball_inv(parameter_ball(s, c, MEAN));
    cball root = cball_sqrt(x), steep = cball_mul_ball(cball_inv(root), ball_sqrt(ball_scale2(l, -1)));
    cball ratio = cball_mul_ball(x, inverse);
    cball a = cball_mul(steep, cball_add_int(ratio, -1)), b = cball_mul(steep, cball_add_int(ratio, 1));
    cball mirrored = cball_mul_ball(cball_erfc(b), ball_exp(ball_scale2(ball_mul(l, inverse), 1)));
    return cball_scale2(cball_add(cball_erfc(cball_neg(a)), mirrored), -1);
}

/* F(x) is in F(m) + p(x) (x - m), m the midpoint of the box x: on a box the terms of F would cancel, those of p do not. */
static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (real_sign(inside) == -1)
        return constant_cball(s, 0);
    cball middle = cball_mid(x);
    return cball_add(cdf_at_point(s, c, middle), cball_mul(density_cball(s, c, x), cball_sub(x, middle)));
}

/* Phi((ratio + sign) steep) for sign = -1, Phi(-(ratio + sign) steep) for sign = 1; steep is divided by sqrt(2). */
static void passage_series(acb_poly_t out, const acb_poly_t ratio, const acb_poly_t steep, int sign,
                           const cdf_curve *m)
{
    acb_poly_t one;
    acb_poly_init(one);
    acb_poly_set_si(one, sign);
    acb_poly_add(out, ratio, one, m->bits);
    acb_poly_mullow(out, out, steep, m->length, m->bits);
    if (sign < 0)
        acb_poly_neg(out, out);
    acb_hypgeom_erfc_series(out, out, m->length, m->bits);
    acb_poly_scalar_mul_2exp_si(out, out, -1);
    acb_poly_clear(one);
}

/* Phi(a) + e^(2l/m) Phi(-b) */
static void cdf_series(acb_poly_t out, cdf_curve *m, const acb_poly_struct *par, const acb_t x)
{
    acb_poly_t ratio, steep, reflected;
    acb_t scale;
    acb_poly_init(ratio);
    acb_poly_init(steep);
    acb_poly_init(reflected);
    acb_init(scale);
    acb_poly_inv_series(reflected, &par[MEAN], m->length, m->bits);
    acb_poly_scalar_mul(ratio, reflected, x, m->bits);
    acb_mul_2exp_si(scale, x, 1);
    acb_inv(scale, scale, m->bits);
    acb_poly_scalar_mul(steep, &par[SHAPE], scale, m->bits);
    acb_poly_sqrt_series(steep, steep, m->length, m->bits);
    acb_poly_mullow(reflected, reflected, &par[SHAPE], m->length, m->bits);
    acb_poly_scalar_mul_2exp_si(reflected, reflected, 1);
    acb_poly_exp_series(reflected, reflected, m->length, m->bits);
    passage_series(out, ratio, steep, +1, m);
    acb_poly_mullow(reflected, reflected, out, m->length, m->bits);
    passage_series(out, ratio, steep, -1, m);
    acb_poly_add(out, out, reflected, m->bits);
    acb_poly_clear(ratio);
    acb_poly_clear(steep);
    acb_poly_clear(reflected);
    acb_clear(scale);
}

/* ---- Double precision ---- */

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double m = par[MEAN], l = par[SHAPE], constant = 0.5 * (log(l) - log(2 * M_PI));
    for (size_t i = 0; i < n; i++) {
        double t = (x[i] - m) / m;
        double exponent = 0.5 * t * t * (l / x[i]);
        out[i] = x[i] > 0 && exponent < INFINITY ? constant - 1.5 * log(x[i]) - exponent : -INFINITY;
    }
}

/* Mills' ratio is 1/hazard. */
static double mirrored_double(double a, double b) { return gsl_ran_ugaussian_pdf(a) / gsl_sf_hazard(b); }

static double cdf_double(const double *par, double x)
{
    double steep = sqrt(par[SHAPE] / x), ratio = x / par[MEAN];
    if (!(x > 0 && x < INFINITY))
        return x > 0;
    double a = steep * (ratio - 1), b = steep * (ratio + 1);
    return a <= 40 ? fmin(gsl_cdf_ugaussian_P(a) + mirrored_double(a, b), 1) : 1;
}

/* 1 - t R(t) = r/(t + r): from R itself, or from the continued fraction, which takes longer the smaller t is. */
static double mills_rest(double t, void *unused)
{
    enum { TERMS = 200 };
    (void)unused;
    if (t < 3)
        return 1 - t / gsl_sf_hazard(t);
    double r = 0;
    for (int k = TERMS; k >= 1; k--)
        r = k / (t + r);
    return r / (t + r);
}

/* Gauss's rule with 20 nodes: b <= 3a, and the integrand is analytic right of 0. */
static double right_tail(double a, double b)
{
    gsl_integration_glfixed_table *rule = gsl_integration_glfixed_table_alloc(20);
    gsl_function f = {mills_rest, NULL};
    double value = gsl_integration_glfixed(&f, a, b, rule);
    gsl_integration_glfixed_table_free(rule);
    return gsl_ran_ugaussian_pdf(a) * value;
}

static double sf_double(const double *par, double x)
{
    double steep = sqrt(par[SHAPE] / x), ratio = x / par[MEAN];
    if (!(x > 0 && x < INFINITY))
        return !(x > 0);
    double a = steep * (ratio - 1), b = steep * (ratio + 1);
    if (!(a <= 40)) /* below the smallest double */
        return 0;
    return ratio > 2 ? right_tail(a, b) : gsl_cdf_ugaussian_Q(a) - mirrored_double(a, b);
}

static double quantile_double(const double *par, double u)
{
    return least_quantile(cdf_double, sf_double, par, 0, INFINITY, u);
}

/*
 * Michael, Schucany and Haas 1976: (X - m)^2 l/(m^2 X) is the square of a normal variable N; of the two roots the smaller one x
 * is taken with probability m/(m + x).
 */
static double draw(const double *par, random_stream *r)
{
    double m = par[MEAN], N = random_normal(r), h = 0.5 * N * N * m / par[SHAPE];
    double small = m / (1 + h + sqrt(h) * sqrt(h + 2));
    return random_uniform(r) * (m + small) <= m ? small : m * (m / small);
}

static const char *const examples[] = {"1, 1",           "2, 1/2",     "1/3, 5",      "1, 100", "1, 1/30",
                                       "1e-100, 3e-100", "1e80, 1e80", "sqrt(2), pi", NULL};

const family family_inversegaussian = {
    .name = "inversegaussian",
    .summary = "density sqrt(shape/(2 pi x^3)) exp(-shape (x-mean)^2/(2 mean^2 x)) on x > 0",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 1,
    .parameters = {{"mean", POSITIVE, NULL, NULL}, {"shape", POSITIVE, NULL, NULL}},
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
    .cdf_series = cdf_series,
    .log_density_double = log_density_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
