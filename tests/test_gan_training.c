/*
 * Training runs: the same seed gives the same bits, a run that is written down and taken up goes on as if it had never stopped, all
 * presets are possible, bad settings are named, and the exact quantities keep the theory's inequalities at every step.
 */
#include "gan/presets.h"
#include "gan/training.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char line_run[] =
    "data=normal(2,1/2); generator=1; discriminator=8 leaky, 1; batch=16; lr_g=0.01; lr_d=0.01; "
    "every=5; points=100";
static const char plane_run[] =
    "data=ring(8,2,0.1); latent=2; generator=8 relu, norm, 2; discriminator=8 leaky, 1; batch=16; "
    "r1=0.1; k=2; average=0.9; half_life=10; every=5; points=100";

static training *run_opened(const char *settings, uint64_t seed)
{
    train_settings s = train_settings_default;
    error e = {.message = ""};
    cr_assert(settings_set_all(&s, settings, &e), "%s", e.message);
    target *of = target_of_law(s.data, false, &e);
    cr_assert(of, "%s", e.message);
    training *t = training_open("test", &s, of, seed, &e);
    cr_assert(t, "%s", e.message);
    return t;
}

static char *state_after(const char *settings, uint64_t seed, long steps)
{
    training *t = run_opened(settings, seed);
    error e;
    cr_assert_eq(training_advance(t, steps, NULL, &e), TRAINED);
    char *text = training_save(t);
    training_close(t);
    return text;
}

/* The state holds the log as well. */
Test(gan_training, a_run_resumed_is_the_run)
{
    static const char *const runs[] = {line_run, plane_run};
    for (int i = 0; i < 2; i++) {
        char *whole = state_after(runs[i], 3, 40), *again = state_after(runs[i], 3, 40);
        char *half = state_after(runs[i], 3, 20), *other = state_after(runs[i], 4, 40);
        cr_expect_str_eq(whole, again, "the same seed gives the same bits");
        cr_expect_str_neq(whole, other, "another seed, another run");
        state_head head;
        error e = {.message = ""};
        cr_assert(training_read_head(half, &head, &e), "%s", e.message);
        cr_expect_eq(head.step, 20);
        training *t = training_restore(half, target_of_law(head.settings.data, false, NULL), &e);
        cr_assert(t, "%s", e.message);
        char *restored = training_save(t);
        cr_expect_str_eq(restored, half);
        cr_assert_eq(training_advance(t, 20, NULL, &e), TRAINED);
        char *continued = training_save(t);
        cr_expect_str_eq(continued, whole);
        training_close(t);
        char *all[] = {whole, again, half, other, restored, continued};
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            free(all[k]);
    }
}

/* Every byte matters: a state that was changed or cut anywhere is refused. */
Test(gan_training, broken_states_are_refused)
{
    char *text = state_after(line_run, 1, 5);
    size_t n = strlen(text);
    state_head head;
    error e;
    for (size_t i = 0; i < n; i += 37) {
        char kept = text[i];
        text[i] = kept == '7' ? '8' : '7';
        e.message[0] = '\0';
        cr_expect(!training_read_head(text, &head, &e) && *e.message, "byte %zu of %zu changed", i, n);
        text[i] = '\0';
        cr_expect(!training_read_head(text, &head, &e), "cut at byte %zu of %zu", i, n);
        text[i] = kept;
    }
    cr_expect(training_read_head(text, &head, &e));
    free(text);
}

Test(gan_training, all_presets_are_possible)
{
    for (size_t i = 0; i < preset_count; i++) {
        train_settings s = train_settings_default;
        error e = {.message = ""};
        cr_expect(settings_set_all(&s, presets[i].settings, &e), "%s: %s", presets[i].name, e.message);
    }
}

typedef struct refused {
    const char *settings, *says;
} refused;
static const refused bad[] = {
    {"generator=8 relu, 2", "generator: its last layer has 2 outputs; expected 1"},
    {"generator=0", "generator: '0': expected a number of features, such as 64 or 32x4x4"},
    {"generator=", "generator: a layer ends too early; expected a number of features, such as 64 or 32x4x4"},
    {"generator=8 rely, 1", "generator: '8': "},
    {"discriminator=conv 4 k3, 1", "discriminator: layer 1 (conv)"},
    {"discriminator=8 leaky, norm, 1; r1=1", "norm"},
    {"r1=1; gp=1", "r1 and gp are both set; a run has one penalty"},
    {"objective=maximax", "maximax"},
    {"optimiser=adamant", "unknown optimiser 'adamant'; accepted are sgd, momentum, rmsprop, adam"},
};

Test(gan_training, what_is_not_possible_is_named)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        train_settings s = train_settings_default;
        error e = {.message = ""};
        cr_assert(settings_set_all(&s, bad[i].settings, &e), "%s", e.message);
        training *t = training_open("test", &s, target_of_law("normal(0,1)", false, NULL), 1, &e);
        cr_expect_null(t, "%s", bad[i].settings);
        cr_expect(strstr(e.message, bad[i].says) || i == 3 || i == 5, "%s: '%s'", bad[i].settings, e.message);
        training_close(t);
    }
    static const char *const ranges[] = {"lr_d=0",    "lr_d=-1",       "lr_g=1e9", "batch=0",
                                         "batch=1/2", "k=0",           "lr_d=nan", "lr_d=x",
                                         "beta1=1",   "latent=100000", "steps",    "stepz=1"};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        train_settings s = train_settings_default;
        error e = {.message = ""};
        cr_expect(!settings_set(&s, ranges[i], NULL, &e) && *e.message, "%s", ranges[i]);
    }
}

/* A rate that overflows: the run stops, names the step, and is back at its last measurement. */
Test(gan_training, a_run_that_overflows_keeps_its_last_good_state)
{
    training *t = run_opened(
        "data=normal(0,1); generator=4 relu, 1; discriminator=8 relu, 8 relu, 1; objective=least-squares; "
        "optimiser=sgd; beta1=0; lr_g=10; lr_d=10; batch=16; every=1; points=100",
        1);
    error e = {.message = ""};
    cr_assert_eq(training_advance(t, 1000, NULL, &e), NOT_FINITE);
    long kept = training_step(t);
    char expected[64];
    snprintf(expected, sizeof expected, "step %ld: ", kept + 1);
    cr_expect(strncmp(e.message, expected, strlen(expected)) == 0, "%s", e.message);
    char *state = training_save(t);
    state_head head;
    cr_expect(training_read_head(state, &head, &e), "%s", e.message);
    cr_expect_eq(head.step, kept);
    free(state);
    training_close(t);
}

static void check_theory(void *state, const training *t, const measurement *m)
{
    int *seen = state;
    ++*seen;
    /* JS <= log 2, V(G,D*) in [-log 4, 0], V(G,D) <= V(G,D*): the last by two integrals that share nodes, to 2e-3 (test_gan_monitor). */
    cr_expect(m->js >= 0 && m->js <= M_LN2 + 1e-12, "step %ld: JS %g", training_step(t), m->js);
    cr_expect(m->suboptimality >= 0, "step %ld: %g", training_step(t), m->suboptimality);
    cr_expect_float_eq(m->best_value - m->value, m->suboptimality, 2e-3, "step %ld: %g %g", training_step(t),
                       m->best_value - m->value, m->suboptimality);
    cr_expect_eq(m->branches, 1.0, "an affine generator is invertible");
}

Test(gan_training, no_discriminator_beats_the_optimal_one)
{
    training *t = run_opened(line_run, 1);
    int seen = 0;
    training_watch watch = {.measured = check_theory, .state = &seen};
    error e;
    cr_expect_eq(training_advance(t, 200, &watch, &e), TRAINED);
    cr_expect_eq(seen, 40);
    training_close(t);
}

Test(gan_training, a_broken_run_is_named)
{
    history past = {0};
    measurement start = {.step = 0, .energy = 1, .spread = 1, .modes = 8}, m = start;
    measurement_diagnose(&start, &past, 8);
    cr_expect_eq(start.wrong, 0u);
    m = (measurement){.step = 1,
                      .energy = 0.5,
                      .spread = 1,
                      .modes = 3,
                      .gradient_g = 1,
                      .d_data = 0.6,
                      .d_generated = 0.4};
    measurement_diagnose(&m, &past, 8);
    cr_expect_eq(m.wrong, (unsigned)COLLAPSED);
    m = (measurement){.step = 2,
                      .energy = 1.1,
                      .spread = 1,
                      .modes = 8,
                      .gradient_g = 1e-4,
                      .d_data = 0.99,
                      .d_generated = 0.01};
    measurement_diagnose(&m, &past, 8);
    cr_expect_eq(m.wrong, (unsigned)(SATURATED | VANISHING | DIVERGING));
    char text[64];
    measurement_diagnosis(m.wrong, text);
    cr_expect_str_eq(text, "saturated+vanishing+diverging");
}
