/*
 * Which statements for all theta are decided? Every family with one moving parameter, against a law of its own family and one of
 * another, under every divergence: bounds to six digits, and the sign of the derivative, in a budget of CPU seconds each.
 * Usage: bench_theta [COMMAND [SECONDS [CASE-OR-DIVERGENCE ...]]]; words select the rows and columns whose text holds one of them.
 */
#include "moving_laws.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* '.': decided, 'i': infinite everywhere, '?': open, '-': refused with an error. */
static char ask(const moving *c, const char *name, bool signs, double budget, double *seconds)
{
    real_pool *pool = real_pool_open();
    theta_request r = {.p = c->p, .q = c->q, .digits = 6, .cap = 4000, .signs = signs, .budget = budget};
    theta_range found;
    error e = {.message = ""};
    char answer = '-';
    r.from = moving_number(pool, c->from), r.to = moving_number(pool, c->to);
    r.gap = (real_double(r.to) - real_double(r.from)) * (signs ? 1e-6 : 1e-3);
    if (divergence_parse(name, pool, &r.d, &e) && theta_range_find(&r, &found, &e)) {
        bool infinite = found.pieces == 1 && found.piece[0].kind == THETA_INFINITE;
        answer = infinite ? 'i' : found.decided ? '.' : '?';
        *seconds = found.seconds;
    }
    theta_range_clear(&found);
    real_pool_close(pool);
    return answer;
}

static bool selected(char **words, int count, const char *a, const char *b, const char *name)
{
    bool row = count == 0, column = count == 0, any_column = false;
    for (int i = 0; i < count; i++) {
        bool is_name = false;
        for (int k = 0; k < MOVING_NAMES; k++)
            is_name |= !strcmp(words[i], moving_names[k]);
        any_column |= is_name;
        column |= is_name && !strcmp(words[i], name);
        row |= !is_name && (strstr(a, words[i]) || strstr(b, words[i]));
    }
    bool any_row = false;
    for (int i = 0; i < count; i++) {
        bool is_name = false;
        for (int k = 0; k < MOVING_NAMES; k++)
            is_name |= !strcmp(words[i], moving_names[k]);
        any_row |= !is_name;
    }
    return (row || !any_row) && (column || !any_column);
}

int main(int argc, char **argv)
{
    double budget = argc > 2 ? atof(argv[2]) : 3;
    int asked[2] = {0, 0}, decided[2] = {0, 0}, refused[2] = {0, 0};
    gsl_set_error_handler_off();
    for (int i = 0; i < MOVING_LAWS; i++)
        for (int k = 0; k < MOVING_NAMES; k++) {
            char got[2];
            double seconds[2] = {0, 0};
            if (!selected(argv + 3, argc > 3 ? argc - 3 : 0, moving_laws[i].p, moving_laws[i].q,
                          moving_names[k]))
                continue;
            for (int signs = 0; signs < 2; signs++) {
                got[signs] = ask(&moving_laws[i], moving_names[k], signs, budget, &seconds[signs]);
                asked[signs]++;
                decided[signs] += got[signs] == '.' || got[signs] == 'i';
                refused[signs] += got[signs] == '-';
            }
            if (got[0] != '.' || got[1] != '.')
                printf("%c%c %-13s %-42s %-24s %5.2f %5.2f\n", got[0], got[1], moving_names[k],
                       moving_laws[i].p, moving_laws[i].q, seconds[0], seconds[1]);
            fflush(stdout);
        }
    for (int signs = 0; signs < 2; signs++)
        printf("%s: %d of %d decided, %d refused\n", signs ? "signs" : "bounds", decided[signs], asked[signs],
               refused[signs]);
    return 0;
}
