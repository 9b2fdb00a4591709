/* Every divergence of a pair of laws at once, and a tally of what is claimed of them. */
#ifndef TESTS_ALL_DIVERGENCES_H
#define TESTS_ALL_DIVERGENCES_H

#include "divergence_checks.h"

enum {
    KL,
    REVERSE,
    JEFFREYS,
    JS,
    JS_DISTANCE,
    TV,
    H2,
    CHI2,
    NEYMAN,
    RENYI_THIRD,
    RENYI_HALF,
    RENYI_3_2,
    RENYI_2,
    W1,
    W2,
    ENERGY,
    KOLMOGOROV,
    NAMES
};
static const char *const names[NAMES] = {"kl",         "reverse-kl", "jeffreys", "js",     "js-distance",
                                         "tv",         "hellinger2", "chi2",     "neyman", "renyi(1/3)",
                                         "renyi(1/2)", "renyi(3/2)", "renyi(2)", "w1",     "w2",
                                         "energy",     "kolmogorov"};

enum { BITS = 130, GOAL = 44 }; /* twelve digits; the square of the JS distance is asked for 2^-88 */

typedef struct values {
    ball v[NAMES]; /* indeterminate where there is no route */
    infinity_reason why[NAMES];
} values;

/* The square of F - G falls like 1/x^2 for a Cauchy law: its energy distances take seconds. */
static inline bool too_slow(int k, const char *p, const char *q)
{
    return k == ENERGY && (strstr(p, "cauchy") || strstr(q, "cauchy"));
}

/* False if there is no such route, or none that is quick enough. A second of work: a wide enclosure obeys the laws, too. */
static inline bool enclosed(scope *s, int k, const char *p, const char *q, method by, enclosure *found)
{
    if (too_slow(k, p, q) && strcmp(p, q))
        return false;
    question one = ask(names[k], p, q);
    scope_set_deadline(s, scope_work() + 1);
    bool done = divergence_enclose(s, one.d, one.p, one.q, GOAL, by, found);
    forget(&one);
    return done;
}

static inline values all_values(scope *s, const char *p, const char *q, method by)
{
    values all;
    for (int k = 0; k < NAMES; k++) {
        enclosure found = {ball_nothing(s), FINITE, by};
        bool done = enclosed(s, k, p, q, by, &found);
        all.v[k] = done ? ball_in(s, found.value) : ball_nothing(s);
        all.why[k] = done ? found.why : FINITE;
    }
    return all;
}

typedef struct tally {
    int holds, open;
} tally;

static inline void count(tally *all, verdict found, const char *claim, const char *p, const char *q, ball a,
                         ball b)
{
    cr_expect(found != FAILS, "%s fails for P = %s, Q = %s: %.12g +- %.2g, %.12g +- %.2g", claim, p, q,
              ball_double(a), ball_radius(a), ball_double(b), ball_radius(b));
    found == HOLDS ? all->holds++ : all->open++;
}

#endif
