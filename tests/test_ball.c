/*
 * Balls: inclusion laws on random arguments from several regimes.
 *
 * For every function f: the ball at 64 bits contains the one at 512 bits; the ball of an interval contains
 * the ball of every point of it; the double-precision function of GSL or libm is close. Then what NaN,
 * infinity and exact rationals do.
 */
#include "number/ball.h"
#include "number/random.h"

#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf.h>
#include <math.h>

typedef enum { ANY, NOT_NEGATIVE, POSITIVE, MODERATE, UNIT } regime;

/* A double of the regime, sometimes tiny, huge, or zero. */
static double draw(random_stream *r, regime kind)
{
    double u = random_uniform(r), sign = kind <= ANY && random_below(r, 2) ? -1 : 1;
    switch (random_below(r, 4)) {
    case 0: return kind == UNIT ? u : sign * u;
    case 1: return kind == UNIT ? u * u * u * u : sign * 20 * u;
    case 2: return kind == UNIT ? 1 - u * 1e-6 : sign * ldexp(u, kind == MODERATE ? -10 : -40);
    default:
        return kind == UNIT       ? (double)random_below(r, 3) / 2
               : kind == MODERATE ? 50 * u
               : kind == POSITIVE ? 1000 * u
                                  : sign * (double)random_below(r, 3) * 300;
    }
}

/* ---- Functions of one argument ---- */

static double softplus(double x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }
static double sigmoid(double x) { return x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)); }
static double xlogx(double x) { return x > 0 ? x * log(x) : 0; }
static double square(double x) { return x * x; }
static double inverse(double x) { return 1 / x; }
static double coth(double x) { return 1 / tanh(x); }

static const struct function {
    const char *name;
    ball (*f)(ball);
    double (*approximate)(double);
    regime arguments;
    int digits; /* at least so many of the 19 digits of 64 bits are kept at exact arguments away from zeros */
} functions[] = {
    {"sqr", ball_sqr, square, ANY, 18},
    {"inv", ball_inv, inverse, POSITIVE, 18},
    {"abs", ball_abs, fabs, ANY, 18},
    {"sqrt", ball_sqrt, sqrt, NOT_NEGATIVE, 18},
    {"exp", ball_exp, exp, ANY, 18},
    {"expm1", ball_expm1, expm1, ANY, 18},
    {"log", ball_log, log, POSITIVE, 15},
    {"log1p", ball_log1p, log1p, NOT_NEGATIVE, 18},
    {"softplus", ball_softplus, softplus, ANY, 18},
    {"sigmoid", ball_sigmoid, sigmoid, ANY, 18},
    {"xlogx", ball_xlogx, xlogx, NOT_NEGATIVE, 15},
    {"sinh", ball_sinh, sinh, ANY, 17},
    {"cosh", ball_cosh, cosh, ANY, 17},
    {"tanh", ball_tanh, tanh, ANY, 17},
    {"coth", ball_coth, coth, POSITIVE, 17},
    {"atan", ball_atan, atan, ANY, 17},
    {"tan", ball_tan, tan, ANY, 10},
    {"erf", ball_erf, erf, ANY, 17},
    {"erfc", ball_erfc, erfc, ANY, 17},
    {"normal_cdf", ball_normal_cdf, gsl_cdf_ugaussian_P, ANY, 17},
    {"gamma", ball_gamma, gsl_sf_gamma, MODERATE, 17},
    {"lgamma", ball_lgamma, gsl_sf_lngamma, MODERATE, 10},
    {"digamma", ball_digamma, gsl_sf_psi, POSITIVE, 10},
};
enum { FUNCTIONS = sizeof functions / sizeof *functions, TRIALS = 60 };

static bool close_to(ball b, double x, double relative)
{
    double y = ball_double(b);
    return y == x || fabs(y - x) <= relative * fmax(fabs(x), fabs(y)) + 1e-290;
}

Test(ball, precisions_agree)
{
    random_stream *r = random_open(1, 0);
    gsl_set_error_handler_off();
    for (int i = 0; i < FUNCTIONS * TRIALS; i++) {
        const struct function *f = &functions[i / TRIALS];
        scope *coarse = scope_open(64), *fine = scope_open(512);
        double x = draw(r, f->arguments);
        ball low = f->f(ball_exact_double(coarse, x)), high = f->f(ball_exact_double(fine, x));
        cr_expect(!ball_is_finite(high) || ball_contains(low, high), "%s(%.17g): 64 bits miss 512", f->name,
                  x);
        cr_expect(ball_is_finite(high) || x == 0, "%s(%.17g) has no value", f->name, x);
        cr_expect(!ball_is_finite(high) || ball_digits(low) >= f->digits, "%s(%.17g): %ld digits", f->name, x,
                  ball_digits(low));
        double y = f->approximate(x);
        cr_expect(!isnormal(y) || close_to(high, y, 1e-9), "%s(%.17g) = %.17g, but %.17g in doubles", f->name,
                  x, ball_double(high), y);
        scope_close(fine);
        scope_close(coarse);
    }
    random_close(r);
}

/* An interval of relative or absolute width 2^-k, and a point of it (its ends among them). */
static ball interval_around(scope *s, random_stream *r, double x, ball *point, bool nonnegative)
{
    double width = ldexp(random_uniform(r), -(int)random_below(r, 40)) * (random_below(r, 2) ? 1 : fabs(x));
    double end = x + width;
    if (nonnegative && random_below(r, 8) == 0)
        x = 0;
    double t = (double)random_below(r, 9) / 8;
    ball wide = ball_hull(ball_exact_double(s, x), ball_exact_double(s, end));
    ball lo = ball_lower(wide), hi = ball_upper(wide);
    scope_set_bits(s, 2000); /* the point exactly, not rounded to the outside */
    *point = ball_add(lo, ball_mul(ball_sub(hi, lo), ball_exact_double(s, t)));
    scope_set_bits(s, 64);
    if (nonnegative && ball_sign(*point) < 0)
        *point = ball_exact_double(s, x);
    return wide;
}

Test(ball, intervals_contain_their_points)
{
    random_stream *r = random_open(2, 0);
    for (int i = 0; i < FUNCTIONS * TRIALS; i++) {
        const struct function *f = &functions[i / TRIALS];
        scope *s = scope_open(64);
        ball point, wide = interval_around(s, r, draw(r, f->arguments), &point, f->arguments == NOT_NEGATIVE);
        cr_assert(ball_contains(wide, point));
        ball over = f->f(wide);
        scope_set_bits(s, 256);
        ball at = f->f(point);
        cr_expect(!ball_is_finite(over) || ball_contains(over, at), "%s misses %.17g in [%.17g, %.17g]",
                  f->name, ball_double(point), ball_double(ball_lower(wide)), ball_double(ball_upper(wide)));
        scope_close(s);
    }
    random_close(r);
}

/* log(1 + x) - x has its largest value, 0, at 0: not at an end of an interval around it. */
Test(ball, rest_of_log1p_around_zero)
{
    random_stream *r = random_open(3, 0);
    for (int i = 0; i < 10 * TRIALS; i++) {
        scope *s = scope_open(64);
        double size = ldexp(1, -(int)random_below(r, 60)), lo = -0.9 * size * random_uniform(r),
               hi = 2 * size * random_uniform(r);
        ball over = ball_log1p_rest(ball_hull(ball_exact_double(s, lo), ball_exact_double(s, hi)));
        for (int k = 0; k <= 8; k++) {
            double x = k == 8 ? 0 : lo + k / 7.0 * (hi - lo);
            ball at = ball_log1p_rest(ball_exact_double(s, fmin(fmax(x, lo), hi)));
            cr_expect(ball_contains(over, at), "%.17g in [%.17g, %.17g]", x, lo, hi);
            cr_expect(x == 0 ? ball_is_exact_zero(at) : ball_digits(at) >= 17, "%.17g: %ld digits", x,
                      ball_digits(at));
            cr_expect(fabs(x) > 1e-4 || close_to(at, x * x * (-0.5 + x / 3), 1e-7), "%.17g: %.17g", x,
                      ball_double(at));
        }
        scope_close(s);
    }
    random_close(r);
}

/* ---- Distribution functions ---- */

static ball normal_p(ball a, ball b, ball x) { return (void)a, (void)b, ball_normal_cdf(x); }
static ball gamma_p(ball a, ball b, ball x) { return (void)b, ball_gamma_p(a, x); }
static ball gamma_q(ball a, ball b, ball x) { return (void)b, ball_gamma_q(a, x); }
static double normal_d(double a, double b, double x) { return (void)a, (void)b, gsl_cdf_ugaussian_P(x); }
static double gamma_p_d(double a, double b, double x) { return (void)b, gsl_sf_gamma_inc_P(a, x); }
static double gamma_q_d(double a, double b, double x) { return (void)b, gsl_sf_gamma_inc_Q(a, x); }

static const struct distribution {
    const char *name;
    ball (*f)(ball, ball, ball);
    double (*approximate)(double, double, double);
    regime points;
} distributions[] = {
    {"normal_cdf", normal_p, normal_d, ANY},
    {"gamma_p", gamma_p, gamma_p_d, MODERATE},
    {"gamma_q", gamma_q, gamma_q_d, MODERATE},
    {"beta_i", ball_beta_i, gsl_sf_beta_inc, UNIT},
};

/* A shape: moderate, or large. */
static double draw_shape(random_stream *r)
{
    return draw(r, MODERATE) * (random_below(r, 3) ? 1 : 100) + 1e-3;
}

/* A point of the regime, or one near the bulk of the law, where the methods change. */
static double draw_point(random_stream *r, regime points, double a, double b)
{
    double t = 0.5 + random_uniform(r);
    if (points == ANY || random_below(r, 2))
        return draw(r, points);
    return points == UNIT ? fmin(1, t * a / (a + b)) : t * a;
}

Test(ball, distribution_functions)
{
    random_stream *r = random_open(3, 0);
    gsl_set_error_handler_off();
    for (int i = 0; i < 4 * 5 * TRIALS; i++) {
        const struct distribution *f = &distributions[i / (5 * TRIALS)];
        scope *s = scope_open(64);
        double a = draw_shape(r), b = draw_shape(r), x = draw_point(r, f->points, a, b);
        ball low = f->f(ball_exact_double(s, a), ball_exact_double(s, b), ball_exact_double(s, x));
        scope_set_bits(s, 300);
        ball high = f->f(ball_exact_double(s, a), ball_exact_double(s, b), ball_exact_double(s, x));
        cr_expect(ball_contains(low, high), "%s(%.17g, %.17g, %.17g): 64 bits miss 300", f->name, a, b, x);
        cr_expect_geq(ball_digits(low), 17, "%s(%.17g, %.17g, %.17g): %ld digits", f->name, a, b, x,
                      ball_digits(low));
        cr_expect_geq(ball_digits(high), 85, "%s(%.17g, %.17g, %.17g): %ld digits", f->name, a, b, x,
                      ball_digits(high));
        cr_expect(close_to(high, f->approximate(a, b, x), 1e-7), "%s(%.17g, %.17g, %.17g) = %.17g, not %.17g",
                  f->name, a, b, x, ball_double(high), f->approximate(a, b, x));
        scope_close(s);
    }
    random_close(r);
}

/* Boxes of all arguments, also such that reach 0 or 1 or beyond the domain. */
Test(ball, distribution_functions_on_boxes)
{
    random_stream *r = random_open(4, 0);
    for (int i = 0; i < 4 * TRIALS; i++) {
        const struct distribution *f = &distributions[i / TRIALS];
        scope *s = scope_open(64);
        ball a, b, x;
        ball as = interval_around(s, r, draw(r, MODERATE) + 1e-3, &a, false);
        ball bs = interval_around(s, r, draw(r, MODERATE) + 1e-3, &b, false);
        ball xs = interval_around(s, r, draw(r, f->points), &x, f->points != ANY);
        if (f->points == UNIT && ball_less(x, ball_int(1)) == FAILS)
            x = ball_in(s, ball_int(1));
        ball over = f->f(as, bs, xs);
        if (f->points == UNIT && ball_less(ball_int(1), xs) == HOLDS) {
            cr_expect(!ball_is_finite(over), "%s outside its domain", f->name);
        } else {
            cr_expect(ball_is_finite(over) && ball_contains(over, f->f(a, b, x)), "%s at %.17g, %.17g, %.17g",
                      f->name, ball_double(a), ball_double(b), ball_double(x));
            cr_expect(ball_at_most(over, ball_ratio(1001, 1000)) == HOLDS
                      && ball_at_most(ball_ratio(-1, 1000), over) == HOLDS);
        }
        scope_close(s);
    }
    random_close(r);
}

/* The far left of the normal law, where 1 - (1 - small) has no digits. */
Test(ball, tails_keep_their_digits)
{
    scope *s = scope_open(128);
    for (int z = 1; z < 100000; z *= 3) {
        ball p = ball_normal_cdf(ball_div_int(ball_in(s, ball_int(-z)), 7));
        cr_expect(ball_digits(p) >= 25 && ball_sign(p) == 1, "Phi(-%d/7): %ld digits", z, ball_digits(p));
    }
    ball wide = ball_normal_cdf(ball_widen(ball_in(s, ball_int(-30)), ball_exact_double(s, 1e-3)));
    cr_expect(ball_sign(wide) == 1 && ball_digits(wide) >= 1);
    ball x = ball_exact_double(s, 1e-200), k = ball_exact_double(s, 0.5);
    cr_expect_geq(ball_digits(ball_gamma_p(k, x)), 30);
    cr_expect_geq(ball_digits(ball_gamma_q(k, ball_exact_double(s, 1e5))), 30);
    cr_expect_geq(ball_digits(ball_beta_i(ball_int(3), k, x)), 30);
    cr_expect_geq(ball_digits(ball_beta_i(ball_int(300), ball_int(2), ball_exact_double(s, 0.75))), 30);
    scope_close(s);
}
