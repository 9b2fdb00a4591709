/*
 * Sums by contour integrals against sums term by term, with strips so narrow that the remainder R is seen, in the mean and at its
 * largest: for cos(2πz) it is the whole sum, and its bound is met but for a factor 1 + O(e^(-2πd)).
 */
#include "calculus/abel_plana.h"

#include <criterion/criterion.h>
#include <math.h>

enum { BITS = 200 };

static cball square(void *state, cball z, ball foot) { return (void)state, (void)foot, cball_sqr(z); }
static cball wave(void *state, cball z, ball foot)
{
    (void)state, (void)foot;
    return cball_cos(cball_mul_ball(z, ball_scale2(ball_pi(z.in), 1)));
}
static cball bell(void *state, cball z, ball foot)
{
    (void)state, (void)foot;
    return cball_exp(cball_scale2(cball_neg(cball_sqr(z)), -3));
}
static cball large(void *state, cball z, ball foot) { return cball_scale2(square(state, z, foot), 5); }
static cball falling(void *state, cball z, ball foot)
{
    (void)state, (void)foot;
    return cball_exp(cball_scale2(cball_neg(z), -2));
}
/* Poles at ± 2i. */
static cball with_poles(void *state, cball z, ball foot)
{
    (void)state, (void)foot;
    return cball_inv(cball_add_int(cball_sqr(z), 4));
}

static const struct summed_function {
    const char *name;
    column_function at;
} functions[] = {
    {"z^2", square}, {"cos(2πz)", wave}, {"e^(-z²/8)", bell}, {"e^(-z/4)", falling}, {"32 z^2", large}};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

static ball term_by_term(scope *s, column_function g, slong from, slong to)
{
    ball sum = ball_in(s, ball_int(0));
    for (slong n = from; n < to; n++) {
        cball z = cball_from_ball(s, ball_in(s, ball_int(n)));
        sum = ball_add(sum, cball_real(g(NULL, z, cball_real(z))));
    }
    return sum;
}

static ball by_contour(scope *s, column_function g, slong from, slong to, slong d, slong goal)
{
    scope *probe = scope_open_for(s, 64);
    scope_set_holomorphic(probe, true);
    ball sum = abel_plana_sum(s, probe, g, NULL, from, to, d, 1e300, goal);
    scope_close(probe);
    return sum;
}

Test(abel_plana, encloses_the_sum_at_every_width_of_the_strip)
{
    static const slong ends[][2] = {{0, 1}, {0, 5}, {-4, 3}, {2, 40}};
    for (int i = 0; i < FUNCTIONS; i++)
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            for (slong d = 1; d <= 3; d++)
                for (slong goal = -12; goal <= 120; goal += 44) {
                    scope *s = scope_open(BITS);
                    ball found = by_contour(s, functions[i].at, ends[k][0], ends[k][1], d, goal),
                         truth = term_by_term(s, functions[i].at, ends[k][0], ends[k][1]);
                    cr_expect(ball_is_finite(found) && arb_contains(found.v, truth.v),
                              "%s from %ld to %ld, d = %ld, goal %ld: %.20g ± %.3g, not %.20g",
                              functions[i].name, ends[k][0], ends[k][1], d, goal, ball_double(found),
                              ball_radius(found), ball_double(truth));
                    scope_close(s);
                }
}

/* The radius is R's bound: for cos(2πz) |R| but for a factor 1 + O(e^(-2πd)), and √2 as |g| is bounded by that of a square box. */
Test(abel_plana, the_remainder_is_about_its_bound)
{
    for (slong d = 1; d <= 3; d++) {
        scope *s = scope_open(BITS);
        ball found = by_contour(s, wave, 0, 5, d, 100);
        cr_expect(fabs(ball_double(found)) < 1e-25 && ball_radius(found) >= 5, "%g ± %g", ball_double(found),
                  ball_radius(found));
        cr_expect(ball_radius(found) < 5.02 * sqrt(2), "d = %ld: ± %g", d, ball_radius(found));
        scope_close(s);
    }
}

Test(abel_plana, gives_up_where_poles_are_in_the_strip)
{
    scope *s = scope_open(BITS);
    cr_expect(ball_is_finite(by_contour(s, with_poles, -5, 5, 1, 40)), "the poles are farther away");
    cr_expect(!ball_is_finite(by_contour(s, with_poles, -5, 5, 2, 40)), "the poles are on the edge");
    cr_expect(!ball_is_finite(by_contour(s, with_poles, -5, 5, 3, 40)), "the poles are inside");
    scope_close(s);
}
