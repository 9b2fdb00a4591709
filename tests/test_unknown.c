/* Names that are not known: which is meant, and a message that fits a line. */
#include "number/unknown.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char *const some[] = {
    "normal", "lognormal", "kl", "js", "w1", "kl_is_nonnegative", "kl_is_not_symmetric", "game_value_is_js"};
enum { SOME = sizeof some / sizeof *some };
static const char *name(size_t i) { return some[i]; }

Test(unknown, the_name_that_is_meant)
{
    static const char *const cases[][2] = {
        {"norml", "normal"},
        {"NORMAL", "normal"},
        {"nromal", "normal"},
        {"gaussian", "normal"},
        {"Gaussian", "normal"},
        {"KL", "kl"},
        {"kl_nonneg", "kl_is_nonnegative"},
        {"game_js", "game_value_is_js"},
        {"wasserstein", "w1"},
        {"js_game", NULL},
        {"poisson", NULL},
        {"x", NULL},
        {"", NULL},
        {"dirac", NULL}, /* point is not among them */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *near = nearest_name(cases[i][0], name, SOME);
        cr_expect(cases[i][1] ? near && !strcmp(near, cases[i][1]) : !near, "'%s': %s, not %s", cases[i][0],
                  near ? near : "none", cases[i][1] ? cases[i][1] : "none");
    }
}

static char many[999][32];
static const char *numbered(size_t i) { return many[i]; }

Test(unknown, messages_name_the_culprit_and_fit)
{
    error e;
    cr_expect(!error_unknown(&e, 4, "family", "norml", name, SOME));
    cr_expect(e.position == 4 && !strcmp(e.message, "unknown family 'norml'; did you mean 'normal'?"), "%s",
              e.message);
    for (size_t i = 0; i < 999; i++)
        snprintf(many[i], sizeof many[i], "a_name_of_some_length_%zu", i);
    for (size_t count = 1; count <= 999; count = count * 2 + 1) {
        cr_expect(!error_unknown(&e, -1, "thing", "zzz", numbered, count));
        char end[40];
        snprintf(end, sizeof end, count > 12 ? ", ... (%zu in all)" : "length_%zu",
                 count > 12 ? count : count - 1);
        cr_expect(strlen(e.message) < sizeof e.message - 1
                      && !strcmp(e.message + strlen(e.message) - strlen(end), end),
                  "%zu names: '%s'", count, e.message);
    }
    cr_expect(!error_unknown(NULL, -1, "thing", "zzz", numbered, 1));
}
