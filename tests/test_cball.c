/*
 * Complex balls: inclusion on random boxes, agreement with the real functions on the axis, and analyticity:
 * under the `holomorphic` demand a box that may touch a cut has no value, and a box off the cut has the
 * principal value.
 */
#include "number/cball.h"
#include "number/random.h"

#include <complex.h>
#include <criterion/criterion.h>
#include <math.h>

#ifdef I
#undef I
#endif

static cball box(scope *s, double re, double im, double re_radius, double im_radius)
{
    acb_t z;
    acb_init(z);
    acb_set_d_d(z, re, im);
    mag_set_d(arb_radref(acb_realref(z)), re_radius);
    mag_set_d(arb_radref(acb_imagref(z)), im_radius);
    cball b = cball_from_acb(s, z);
    acb_clear(z);
    return b;
}

/* ---- The functions, their real forms and their cuts ---- */

static double complex softplus(double complex z) { return clog(1 + cexp(z)); }
static double complex expm1_of(double complex z) { return cexp(z) - 1; }
static double complex log1p_of(double complex z) { return clog(1 + z); }
static double complex log1p_rest_of(double complex z) { return clog(1 + z) - z; }
static double complex square(double complex z) { return z * z; }
static double complex inverse(double complex z) { return 1 / z; }

static const struct function {
    const char *name;
    cball (*f)(cball);
    double complex (*approximate)(double complex); /* NULL if the C library has none */
    ball (*on_axis)(ball);
    bool positive; /* the real form needs a positive argument */
} functions[] = {
    {"sqr", cball_sqr, square, ball_sqr, false},
    {"inv", cball_inv, inverse, ball_inv, true},
    {"exp", cball_exp, cexp, ball_exp, false},
    {"expm1", cball_expm1, expm1_of, ball_expm1, false},
    {"sin", cball_sin, csin, NULL, false},
    {"cos", cball_cos, ccos, NULL, false},
    {"erf", cball_erf, NULL, ball_erf, false},
    {"log", cball_log, clog, ball_log, true},
    {"log1p", cball_log1p, log1p_of, ball_log1p, true},
    {"log1p rest", cball_log1p_rest, log1p_rest_of, ball_log1p_rest, true},
    {"sqrt", cball_sqrt, csqrt, ball_sqrt, true},
    {"atan", cball_atan, catan, ball_atan, false},
    {"lgamma", cball_lgamma, NULL, ball_lgamma, true},
    {"softplus", cball_softplus, softplus, ball_softplus, false},
};
enum { FUNCTIONS = sizeof functions / sizeof *functions, TRIALS = 200 };

static double draw(random_stream *r) { return 8 * random_normal(r) * (random_below(r, 2) ? 1 : 0.1); }

Test(cball, precisions_agree_and_doubles_are_close)
{
    random_stream *r = random_open(11, 0);
    for (int i = 0; i < FUNCTIONS * TRIALS; i++) {
        const struct function *f = &functions[i / TRIALS];
        scope *s = scope_open(64);
        double x = draw(r), y = draw(r);
        cball z = box(s, x, y, 0, 0), low = f->f(z);
        scope_set_bits(s, 400);
        cball high = f->f(z);
        cr_expect(cball_is_finite(high) && acb_contains(low.v, high.v), "%s(%.17g, %.17g)", f->name, x, y);
        if (f->approximate) {
            double complex w = f->approximate(CMPLX(x, y));
            double re = ball_double(cball_real(high)), scale = cabs(w) + 1e-6;
            cr_expect(fabs(re - creal(w)) < 1e-8 * scale, "%s(%.17g, %.17g) = %.17g, not %.17g", f->name, x,
                      y, re, creal(w));
        }
        scope_close(s);
    }
    random_close(r);
}

Test(cball, real_axis)
{
    random_stream *r = random_open(12, 0);
    for (int i = 0; i < FUNCTIONS * TRIALS; i++) {
        const struct function *f = &functions[i / TRIALS];
        if (!f->on_axis)
            continue;
        scope *s = scope_open(100);
        scope_set_holomorphic(s, true);
        double x = f->positive ? fabs(draw(r)) + 1e-3 : 10 * draw(r);
        ball a = ball_exact_double(s, x);
        cball w = f->f(cball_from_ball(s, a));
        cr_expect(cball_is_finite(w) && ball_overlaps(cball_real(w), f->on_axis(a)), "%s(%.17g)", f->name, x);
        cr_expect(arb_contains_zero(acb_imagref(w.v)), "%s(%.17g) is real", f->name, x);
        scope_close(s);
    }
    random_close(r);
}

/* ---- Boxes ---- */

Test(cball, boxes_contain_their_points)
{
    random_stream *r = random_open(13, 0);
    for (int i = 0; i < FUNCTIONS * TRIALS; i++) {
        const struct function *f = &functions[i / TRIALS];
        scope *s = scope_open(64);
        scope_set_holomorphic(s, random_below(r, 2));
        double x = draw(r), y = draw(r), rx = ldexp(random_uniform(r), -(int)random_below(r, 20));
        double ry = ldexp(random_uniform(r), -(int)random_below(r, 20));
        if (f->f == cball_softplus) /* the continuation from the real axis */
            y = 0;
        cball over = f->f(box(s, x, y, rx, ry));
        scope_set_holomorphic(s, false);
        for (int k = 0; k < 6; k++) {
            double u = x + (2 * random_uniform(r) - 1) * rx * 0.999,
                   v = y + (2 * random_uniform(r) - 1) * ry * 0.999;
            cball at = f->f(box(s, u, f->f == cball_softplus ? 0 : v, 0, 0));
            cr_expect(!cball_is_finite(over) || acb_overlaps(over.v, at.v), "%s misses (%.17g, %.17g)",
                      f->name, u, v);
        }
        scope_close(s);
    }
    random_close(r);
}

static const struct cut {
    const char *name;
    cball (*f)(cball);
    double re, im, re_radius, im_radius;
    bool touches;
} cuts[] = {
    {"log", cball_log, -1, 0.1, 0.1, 0.2, true},
    {"log", cball_log, -1, 0.3, 0.1, 0.2, false},
    {"log", cball_log, 0.1, 0, 0.2, 0.1, true},
    {"log", cball_log, 0.3, 0, 0.2, 0.1, false},
    {"log1p rest", cball_log1p_rest, -2, 0.1, 0.1, 0.2, true},
    {"log1p rest", cball_log1p_rest, -2, 0.3, 0.1, 0.2, false},
    {"log1p rest", cball_log1p_rest, -0.9, 0, 0.2, 0.1, true},
    {"log1p rest", cball_log1p_rest, -0.7, 0, 0.2, 0.1, false},
    {"sqrt", cball_sqrt, -1, 0, 0.1, 0, true},
    {"sqrt", cball_sqrt, 0, 0, 0, 0, true},
    {"sqrt", cball_sqrt, 2, 0, 1, 3, false},
    {"log1p", cball_log1p, -1, 0.1, 0.1, 0.2, true},
    {"log1p", cball_log1p, -0.5, 0, 0.25, 0.2, false},
    {"lgamma", cball_lgamma, -0.5, 0, 0.1, 0.1, true},
    {"lgamma", cball_lgamma, -0.5, 2, 0.01, 0.01, false},
    {"atan", cball_atan, 0, 2, 0.1, 0.1, true},
    {"atan", cball_atan, 0, -1, 0.1, 0.1, true},
    {"atan", cball_atan, 0, 0.5, 3, 0.25, false},
    {"atan", cball_atan, 1, 2, 0.5, 5, false},
    {"softplus", cball_softplus, 0.05, 0, 0.1, 3.2, true},
    {"softplus", cball_softplus, -0.05, 0, 0.1, 3.2, true},
    {"softplus", cball_softplus, 2, 0, 0.1, 9, false},
    {"softplus", cball_softplus, -1, 0, 0.1, 9, false},
    {"softplus", cball_softplus, 0, 0, 0.1, 2.5, false},
    {"softplus", cball_softplus, 700, 0, 1, 0.1, false},
};

Test(cball, analyticity)
{
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        const struct cut *c = &cuts[i];
        scope *s = scope_open(64);
        scope_set_holomorphic(s, true);
        cball w = c->f(box(s, c->re, c->im, c->re_radius, c->im_radius));
        cr_expect_eq(cball_is_finite(w), !c->touches, "%s at (%g, %g), case %zu", c->name, c->re, c->im, i);
        scope_close(s);
    }
}

/* Whatever has a value under the demand is continuous there: opposite points of the box have close values. */
Test(cball, no_jump_inside_a_box_with_a_value)
{
    random_stream *r = random_open(14, 0);
    for (int i = 0; i < FUNCTIONS * TRIALS; i++) {
        const struct function *f = &functions[i / TRIALS];
        scope *s = scope_open(64);
        scope_set_holomorphic(s, true);
        double x = draw(r) / 4,
               y = random_below(r, 2) ? 1e-8 : 3.14159265358979 + (double)random_below(r, 3) * 1e-9;
        bool valued = cball_is_finite(f->f(box(s, x, y, 1e-9, 1e-7)));
        cball above = f->f(box(s, x, y + 1e-7, 0, 0)), below = f->f(box(s, x, y - 1e-7, 0, 0));
        double jump = fabs(arf_get_d(arb_midref(acb_imagref(above.v)), ARF_RND_NEAR)
                           - arf_get_d(arb_midref(acb_imagref(below.v)), ARF_RND_NEAR));
        cr_expect(!valued || !isfinite(jump) || fabs(x) < 1e-2 || jump < 1 || jump < 1e-4 * exp(fabs(x)),
                  "%s jumps by %g at (%.17g, %.17g)", f->name, jump, x, y);
        scope_close(s);
    }
    random_close(r);
}

Test(cball, arithmetic_and_reading)
{
    scope *s = scope_open(64);
    cball z = box(s, 1, 2, 0, 0), w = box(s, 3, -1, 0, 0);
    cr_expect(acb_equal(cball_mul(z, w).v, box(s, 5, 5, 0, 0).v));
    cr_expect(acb_equal(cball_sub(cball_add(z, w), w).v, z.v));
    cr_expect(acb_contains(cball_mul(cball_div(z, w), w).v, z.v));
    cr_expect(acb_equal(cball_linear(ball_int(3), ball_ratio(1, 2), cball_mul_ball(z, ball_int(2))).v,
                        box(s, 4, 2, 0, 0).v));
    cr_expect(acb_equal(cball_add_int(cball_neg(z), 1).v, box(s, 0, -2, 0, 0).v));
    cr_expect(acb_equal(cball_add_ball(z, ball_int(-1)).v, box(s, 0, 2, 0, 0).v));
    cr_expect(cball_side(z) == 1 && cball_side(cball_neg(z)) == -1
              && cball_side(cball_from_ball(s, ball_int(0))) == 0);
    cr_expect(cball_dominates(w, z) && !cball_dominates(z, w) && !cball_dominates(z, z));
    cr_expect(!cball_is_finite(cball_nothing(s)) && cball_side(cball_nothing(s)) == 0);
    cr_expect(!cball_is_finite(cball_log(cball_nothing(s)))
              && !cball_is_finite(cball_softplus(cball_nothing(s))));
    scope_close(s);
}
