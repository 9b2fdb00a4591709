/* The ideal game: slopes against differences of V, V against certified divergences, mirror descent against its theory. */
#include "divergences/divergence.h"
#include "gan/ideal.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static ideal *game(const char *name, const char *settings)
{
    error e = {.message = ""};
    for (size_t i = 0; i < ideal_preset_count; i++)
        if (strcmp(ideal_presets[i].name, name) == 0) {
            ideal_settings s = ideal_presets[i].settings;
            cr_assert(ideal_set(&s, settings, &e), "%s", e.message);
            ideal *g = ideal_open(&ideal_presets[i], &s, &e);
            cr_assert(g, "%s", e.message);
            return g;
        }
    cr_assert_fail("%s", name);
    return NULL;
}

static double js_of(const char *p_text, const char *q_text)
{
    error e;
    divergence d;
    result r;
    law *p = law_parse(p_text, NULL, &e), *q = law_parse(q_text, NULL, &e);
    cr_assert(p && q && divergence_parse("js", NULL, &d, &e)
                  && divergence_compute(d, p, q, &request_default, &r, &e),
              "js of %s and %s", p_text, q_text);
    double value = ball_double(r.value);
    result_clear(&r);
    law_free(p);
    law_free(q);
    return value;
}

/* Composite Gauss rules are exact to rounding for these analytic integrands; the cells are a coarser law: JS loses O(width^2). */
Test(ideal, value_is_that_of_the_certified_divergence)
{
    static const struct {
        const char *preset, *settings, *p, *q;
        double off;
    } cases[] = {
        {"ideal-affine", "mean=1;sd=1", "normal(0,1)", "normal(1,1)", 1e-14},
        {"ideal-affine", "mean=2;sd=1/2", "normal(0,1)", "normal(2,1/2)", 1e-14},
        {"ideal-affine", "data=cauchy(0,1);mean=0;sd=3", "cauchy(0,1)", "normal(0,3)", 1e-9},
        {"ideal-affine", "mean=40;sd=1", "normal(0,1)", "normal(40,1)", 1e-14},
        {"ideal-spline", "mean=1;sd=2", "0.3*normal(-2,0.5)+0.7*normal(1,1)", "normal(1,2)", 1e-13},
        {"ideal-density", "data=normal(0,1);mean=1;sd=1;lo=-10;hi=11;cells=5000", "normal(0,1)",
         "normal(1,1)", 1e-6},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ideal *g = game(cases[i].preset, cases[i].settings);
        ideal_state now;
        ideal_look(g, &now);
        double js = js_of(cases[i].p, cases[i].q);
        cr_expect(fabs(now.js - js) < cases[i].off && fabs(now.value - (2 * js - log(4))) < 2 * cases[i].off,
                  "case %zu: %.17g, not %.17g", i, now.js, js);
        ideal_close(g);
    }
}

static double excess(ideal *g, double *slope)
{
    ideal_state now;
    ideal_slope(g, slope); /* takes up changed parameters */
    ideal_look(g, &now);
    return now.excess;
}

/*
 * The slope with D* frozen is that of 2 JS, where D* follows (the envelope rule). Central differences err by a multiple of h^2: by 4
 * less where h is halved.
 */
Test(ideal, slope_is_that_of_twice_js)
{
    static const char *const presets[] = {"ideal-affine", "ideal-spline"};
    for (int i = 0; i < 2; i++) {
        ideal *g = game(presets[i], "mean=1;sd=0.8;knots=9");
        size_t n;
        double *w = ideal_parameters(g, &n), slope[16], unused[16];
        for (size_t j = 0; j < n; j++)
            w[j] += 0.1 * sin(7.0 * (double)j);
        ideal_slope(g, slope);
        for (size_t j = 0; j < n; j++) {
            double kept = w[j], off[2];
            for (int level = 0; level < 2; level++) {
                double h = ldexp(1, -7 - level);
                w[j] = kept + h;
                double up = excess(g, unused);
                w[j] = kept - h;
                off[level] = (up - excess(g, unused)) / (2 * h) - slope[j];
            }
            w[j] = kept;
            cr_expect(fabs(off[0] - 4 * off[1]) < 0.01 * fabs(off[0]) + 1e-11 && fabs(off[1]) < 1e-4,
                      "%s, parameter %zu: errors %g, %g", presets[i], j, off[0], off[1]);
        }
        ideal_close(g);
    }
}

/* At N(1,1): E D* and 1 - E D* of two unit normals, by certified integration. */
Test(ideal, slopes_of_both_losses)
{
    static const struct {
        const char *settings;
        double slope;
    } cases[] = {{"mean=1;sd=1", 0.3979728671832498},
                 {"mean=1;sd=1;loss=non-saturating", 0.6020271328167502}};
    for (int i = 0; i < 2; i++) {
        ideal *g = game("ideal-affine", cases[i].settings);
        double slope[2];
        ideal_slope(g, slope);
        cr_expect(fabs(slope[0] - cases[i].slope) < 1e-14, "%s: %.17g", cases[i].settings, slope[0]);
        ideal_close(g);
    }
}

/* Near the data 2 JS = da^2/4 + db^2/2: a step multiplies da by 1 - rate/2, so that V + log 4 falls by its square. */
Test(ideal, affine_generator_converges_at_the_rate_of_fisher_information)
{
    for (double rate = 0.25; rate < 1.9; rate += 0.25) {
        char settings[64];
        ideal_state now, next;
        snprintf(settings, sizeof settings, "rate=%g;mean=0.5;sd=1", rate);
        ideal *g = game("ideal-affine", settings);
        for (ideal_look(g, &now); now.excess > 1e-7; ideal_look(g, &now))
            cr_assert(ideal_step(g), "%g", rate);
        cr_assert(ideal_step(g), "%g", rate);
        ideal_look(g, &next);
        double slower = fmax(fabs(1 - rate / 2), fabs(1 - rate)); /* of da and of db */
        cr_expect(fabs(sqrt(next.excess / now.excess) - slower) < 0.02, "rate %g: %g, not %g", rate,
                  sqrt(next.excess / now.excess), slower);
        ideal_close(g);
    }
}

static int rises(const char *preset, const char *settings, int steps, double *last)
{
    ideal *g = game(preset, settings);
    ideal_state now, before;
    int count = 0;
    ideal_look(g, &before);
    for (int k = 0; k < steps && ideal_step(g); k++, before = now) {
        ideal_look(g, &now);
        count += now.excess > before.excess + 1e-13;
    }
    *last = before.excess;
    ideal_close(g);
    return count;
}

Test(ideal, long_steps_overshoot_and_short_ones_do_not)
{
    double last;
    cr_expect_eq(rises("ideal-affine", "rate=1/2", 100, &last), 0, "affine, rate 1/2");
    cr_expect(last < 1e-14, "affine: %g", last);
    cr_expect_gt(rises("ideal-affine", "rate=5", 100, &last), 10, "affine, rate 5");
    cr_expect_gt(last, 1e-3, "affine, rate 5: %g", last);
    for (double rate = 0.1; rate <= 1; rate += 0.3) {
        char settings[32];
        snprintf(settings, sizeof settings, "rate=%g", rate);
        cr_expect_eq(rises("ideal-density", settings, 60, &last), 0, "mirror, rate %g", rate);
    }
    cr_expect_gt(rises("ideal-density", "rate=5", 60, &last), 0, "mirror, rate 5");
    /* the floor is what 65 knots can represent of two modes */
    rises("ideal-spline", "", 1000, &last);
    cr_expect(last < 2e-4 && last > 1e-6, "spline: %g", last);
}

/* At rate 1 a mirror step is q' = (p+q)/2 exactly: JS of the masses falls accordingly, and W1 is halved. */
Test(ideal, mirror_steps_of_rate_one_halve_the_way)
{
    ideal *g = game("ideal-density", "rate=1");
    ideal_state now, next;
    ideal_look(g, &now);
    for (int k = 0; k < 20; k++, now = next) {
        ideal_step(g);
        ideal_look(g, &next);
        cr_expect(fabs(next.w1 / now.w1 - 0.5) < 1e-9, "step %d: %.15g", k, next.w1 / now.w1);
    }
    ideal_close(g);
}

/* V(q_k) + log 4 <= KL(p || q_0)/(rate k), with the KL of the cells. */
Test(ideal, mirror_descent_keeps_its_bound)
{
    ideal *g = game("ideal-density", "rate=1/10;data=normal(0,1);mean=1;sd=1;lo=-9;hi=10");
    ideal_state now;
    for (int k = 1; k <= 200; k++) {
        ideal_step(g);
        ideal_look(g, &now);
        cr_expect(now.excess <= 0.5 / (0.1 * k), "step %d: %g", k,
                  now.excess); /* KL of the laws, at least that of cells */
    }
    ideal_close(g);
}

/* The density drawn has mass 1, and D* is p/(p+q). */
Test(ideal, curves)
{
    for (size_t i = 0; i < ideal_preset_count; i++) {
        ideal *g = game(ideal_presets[i].name, "");
        double lo, hi, mass = 0;
        for (int k = 0; k < 20; k++)
            ideal_step(g);
        ideal_range(g, &lo, &hi);
        lo -= 8;
        hi += 8;
        for (int k = 0; k < 20000; k++) {
            ideal_point at = ideal_at(g, lo + (hi - lo) * (k + 0.5) / 20000);
            mass += at.q * (hi - lo) / 20000;
            cr_expect(at.p + at.q == 0 || fabs(at.best - at.p / (at.p + at.q)) < 1e-15, "D*");
        }
        cr_expect(fabs(mass - 1) < 2e-3, "%s: mass %g", ideal_presets[i].name, mass);
        ideal_close(g);
    }
}

Test(ideal, impossible_settings_are_refused)
{
    static const char *const wrong[] = {"rate=0",
                                        "rate=-1",
                                        "rate=x",
                                        "speed=1",
                                        "knots=1.5",
                                        "loss=hinge",
                                        "rate",
                                        "momentum=1",
                                        "sd=0",
                                        "data=point(0)",
                                        "data=normal(0)",
                                        "lo=3;hi=3",
                                        "lo=90;hi=91",
                                        "cells=0",
                                        "rate=1 2",
                                        "data=disk(0,0,1)",
                                        "data=0.5*point(0)+0.5*normal(0,1)"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        error e = {.message = ""};
        ideal_settings s = ideal_presets[2].settings;
        ideal *g = ideal_set(&s, wrong[i], &e) ? ideal_open(&ideal_presets[2], &s, &e) : NULL;
        cr_expect(!g && strlen(e.message) > 10, "%s: %s", wrong[i], e.message);
        ideal_close(g);
    }
}
