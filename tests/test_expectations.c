/* Integrals of expressions against closed forms, and complex values of expressions against real ones. */
#include "number/real_complex.h"
#include "theorem/expectations.h"

#include <criterion/criterion.h>
#include <math.h>

typedef struct mean_case {
    const char *f, *where, *bound, *value;
} mean_case;
static const mean_case means[] = {
    {"1", NULL, "1", "1"},
    {"z", NULL, "1", "0"},
    {"z^4", NULL, "8", "3"}, /* z^4 e^-|z| <= (4/e)^4 = 4.69 */
    {"exp(t*z)", "t = 1/2", "1", "exp(1/8)"},
    {"1/(1+exp(z))", NULL, "1", "1/2"},
    {"(z - t)^2", "t = 3", "16", "10"},
    {"exp(-z^2/2)", NULL, "1", "1/sqrt(2)"},
};
Test(expectations, normal_means)
{
    trial t;
    trial_open(&t, 100, 1);
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        ball found = trial_normal_mean(&t, means[i].f, means[i].where, means[i].bound);
        ball value = trial_number(&t, means[i].value);
        cr_expect(ball_overlaps(found, value) && ball_radius(found) < 1e-28, "%s: %.17g +- %g", means[i].f,
                  ball_double(found), ball_radius(found));
    }
    trial_close(&t);
}

/* A parameter with a range: the enclosure has the values at both ends and is not much wider. */
Test(expectations, parameters_with_ranges)
{
    trial t;
    trial_open(&t, 60, 1);
    ball found = trial_integral(&t, "1/(1 + a*x)", "a in [1, 1.01]", ball_int(0), ball_int(1));
    cr_expect(ball_contains(found, trial_number(&t, "log(2)")), "a = 1");
    cr_expect(ball_contains(found, trial_number(&t, "log(2.01)/1.01")), "a = 1.01");
    cr_expect_lt(ball_radius(found), 0.01, "%g", ball_radius(found));
    trial_close(&t);
}

/* A kink, a pole and a cut inside the interval are no analytic integrands: valid and wide, never wrong. */
Test(expectations, kinks_and_poles)
{
    trial t;
    trial_open(&t, 40, 1);
    ball kink = trial_integral(&t, "abs(x - 1/3)", NULL, ball_int(0), ball_int(1));
    cr_expect(ball_overlaps(kink, trial_number(&t, "5/18")), "%.17g +- %g", ball_double(kink),
              ball_radius(kink));
    ball pole = trial_integral(&t, "1/(x - 1/3)", NULL, ball_int(0), ball_int(1));
    cr_expect(!ball_is_finite(pole), "a pole has no integral");
    ball cut = trial_integral(&t, "sqrt(x)", NULL, ball_int(0), ball_int(1));
    cr_expect(ball_overlaps(cut, trial_number(&t, "2/3")), "%.17g +- %g", ball_double(cut), ball_radius(cut));
    trial_close(&t);
}

Test(expectations, texts_that_cannot_be_read)
{
    trial t;
    trial_open(&t, 60, 1);
    cr_expect(!ball_is_finite(trial_normal_mean(&t, "1/(", NULL, "1")), "a broken text");
    cr_expect(!ball_is_finite(trial_normal_mean(&t, "y", NULL, "1")), "an unknown name");
    cr_expect(!ball_is_finite(trial_integral(&t, "x", "a == 1", ball_int(0), ball_int(1))), "a broken range");
    trial_close(&t);
}

/* At real points both evaluations enclose the same number. */
static real leaf_of(void *state, real_pool *pool, const char *name)
{
    (void)pool;
    (void)name;
    return *(real *)state;
}
Test(real_complex, agrees_with_real_values)
{
    static const char *const texts[] = {
        "x^3 - 2*x", "x^(1/3)", "exp(-x^2/2)/(1+x)", "log(1+x)*sqrt(x)", "x^-2", "abs(x-9)", "x*x"};
    real_pool *pool = real_pool_open();
    scope *s = scope_open(80);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int k = 1; k < 6; k++) {
            real at = real_ratio(pool, k, 2),
                 leaf = real_interval(pool, real_int(pool, 0), real_int(pool, 5));
            real_names names = {leaf_of, &leaf, "x"}, values = {leaf_of, &at, "x"};
            int end = 0;
            real f = real_parse(pool, texts[i], &end, &names, NULL);
            end = 0;
            real there = real_parse(pool, texts[i], &end, &values, NULL);
            cr_assert(f && there, "%s", texts[i]);
            ball complex_value =
                cball_real(real_complex_at(s, f, leaf, cball_from_ball(s, real_ball(s, at))));
            cr_expect(ball_overlaps(complex_value, real_ball(s, there)) && ball_radius(complex_value) < 1e-20,
                      "%s at %d/2: %.17g", texts[i], k, ball_double(complex_value));
        }
    scope_close(s);
    real_pool_close(pool);
}
