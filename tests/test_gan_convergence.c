/*
 * The bounds of convergence.h are upper bounds: runs whose p_g is known exactly (affine generators) never exceed them, and they shrink
 * as points are added.
 */
#include "gan/convergence.h"
#include "gan/presets.h"

#include <criterion/criterion.h>
#include <math.h>

static training *normal_after(long steps, uint64_t seed)
{
    train_settings s = preset_settings(preset_named("normal1d"));
    error e = {.message = ""};
    cr_assert(settings_set_all(&s, "batch=32; every=100000; points=100", &e), "%s", e.message);
    training *t = training_open("normal1d", &s, target_of_law(s.data, false, &e), seed, &e);
    cr_assert(t, "%s", e.message);
    cr_assert_eq(training_advance(t, steps, NULL, &e), TRAINED, "%s", e.message);
    return t;
}

Test(gan_convergence, bounds_are_upper_bounds)
{
    for (uint64_t seed = 1; seed <= 10; seed++) {
        training *t = normal_after(seed * 20, seed);
        line_game exact;
        cr_assert(training_line_game(t, &exact));
        double before = INFINITY;
        for (size_t points = 1000; points <= 100000; points *= 10) {
            /* The ball holds all but a mass that does not matter: data N(2, 1/2), p_g within 2 +- 20. */
            convergence_plan how = {points, points, 2, 20, 1e-3};
            convergence c;
            convergence_find(t, &how, &c);
            cr_expect_leq(exact.w1, c.w1, "seed %lu, %zu points: W1 %g, bound %g", (unsigned long)seed,
                          points, exact.w1, c.w1);
            /* Clipped logits change E D by at most 1 - 1/(1 + e^-4) = 0.018, and V by what they cut off, which makes it smaller. */
            cr_expect_leq(fmax(fabs(exact.on_data - 0.5), fabs(exact.on_generated - 0.5)) - 0.018,
                          c.from_half);
            cr_expect_lt(c.w1, before, "more points, a closer bound");
            before = c.w1;
        }
        training_close(t);
    }
}

/* W1 = |a - b| of two point-like laws, and energy^2 = 2 |a - b|: a constant generator and narrow data. */
Test(gan_convergence, distances_are_those_of_the_laws)
{
    train_settings s = train_settings_default;
    error e = {.message = ""};
    cr_assert(settings_set_all(&s, "data=normal(3,1e-6); deviation=1e-6; points=100", &e), "%s", e.message);
    training *t = training_open("points", &s, target_of_law(s.data, false, &e), 1, &e);
    convergence_plan how = {100000, 100, 0, 4, 1e-3};
    convergence c;
    convergence_find(t, &how, &c);
    double surprise = log(6 / 1e-3) / 1e5;
    cr_expect_float_eq(c.w1, 3 + 8 * sqrt(surprise), 1e-5, "%g", c.w1);
    cr_expect_float_eq(c.energy, sqrt(6) + sqrt(16 * surprise), 1e-5, "%g", c.energy);
    /* In a ball that ends at 1 the data lie at 1. */
    how.radius = 1;
    convergence_find(t, &how, &c);
    cr_expect_float_eq(c.w1, 1 + 2 * sqrt(surprise), 1e-5, "%g", c.w1);
    training_close(t);
}
