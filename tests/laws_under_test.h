/*
 * The laws that the tests of families run over: the examples that each family lists, mixtures, and an
 * empirical law.
 */
#ifndef TESTS_LAWS_UNDER_TEST_H
#define TESTS_LAWS_UNDER_TEST_H

#include "distributions/distribution.h"

#include <criterion/criterion.h>
#include <float.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline void quiet(void) { gsl_set_error_handler_off(); }

static const char *const mixtures[] = {
    "0.3*normal(-1, 0.5) + 0.7*normal(2, 1.5)",
    "1/4*laplace(0, 1) + 1/4*cauchy(3, 2) + 1/2*uniform(-1, 5)",
    "0.5*point(0) + 0.5*normal(0, 1)",
    "1/3*poisson(4) + 2/3*gamma(3, 2)",
    "1e-9*normal(0, 1) + (1 - 1e-9)*normal(50, 1)",
    "0.2*bernoulli(0.4) + 0.8*finite(-3: 1/2, 0.5: 1/2)",
};

static inline void run_on(const char *text, void (*check)(const law *l))
{
    error e = {.message = ""};
    law *l = law_parse(text, NULL, &e);
    cr_assert(l, "%s: %s at %d", text, e.message, e.position);
    check(l);
    law_free(l);
}

static inline void for_each_family_example(void (*check)(const law *l))
{
    char text[300];
    int runs = 0;
    for (size_t i = 0; i < family_count; i++)
        for (const char *const *example = families[i]->examples; example && *example; example++, runs++) {
            snprintf(text, sizeof text, "%s(%s)", families[i]->name, *example);
            if (families[i]->kind != FAMILY_PLANAR)
                run_on(text, check);
        }
    cr_expect_gt(runs, 50, "examples met: %d", runs);
}

static inline void for_each_law(void (*check)(const law *l))
{
    for_each_family_example(check);
    for (size_t i = 0; i < sizeof mixtures / sizeof *mixtures; i++)
        run_on(mixtures[i], check);
}

/* From far left to far right, as finite doubles; an atom or a rounding to 0 may occur more than once. */
static const double levels[] = {1e-200, 1e-12, 1e-6, 0.01, 0.1,  0.25,     0.4,
                                0.5,    0.6,   0.75, 0.9,  0.99, 1 - 1e-6, 1 - 1e-12};
enum { POINTS = sizeof levels / sizeof *levels };

static inline double spread(const law *l)
{
    return law_quantile_double(l, 0.75) - law_quantile_double(l, 0.25);
}

/* What rounding the parameters and x can move x by, for a law with that median. */
static inline double median(const law *l) { return law_quantile_double(l, 0.5); }
static inline double slack(double middle, double x) { return 4 * DBL_EPSILON * (fabs(x) + fabs(middle)); }

static inline bool continuous(const law *l) { return l->n == 1 && l->c[0].family->kind == FAMILY_CONTINUOUS; }
static inline bool lattice(const law *l) { return l->n == 1 && l->c[0].family->kind == FAMILY_LATTICE; }

/* The least distance from x to an end of the support or a kink. */
static inline double room_around(const law *l, double x)
{
    const component *c = &l->c[0];
    real at[4] = {NULL, NULL, NULL, NULL};
    double room = INFINITY;
    c->family->support(l->pool, c, &at[0], &at[1]);
    if (c->family->kinks)
        c->family->kinks(l->pool, c, at + 2);
    for (int i = 0; i < 4; i++)
        room = at[i] ? fmin(room, fabs(x - real_double(at[i]))) : room;
    return room;
}

/* An empirical law needs a file. */
static inline void on_samples(void (*check)(const law *l))
{
    char path[] = "/tmp/ganproof-families-XXXXXX", text[100];
    const char *content = "0.1\n-3\n2.5\n2.5\n0.25\n7\n";
    int file = mkstemp(path);
    cr_assert(file >= 0 && write(file, content, strlen(content)) == (ssize_t)strlen(content));
    close(file);
    snprintf(text, sizeof text, "samples(\"%s\")", path);
    run_on(text, check);
    unlink(path);
}

#endif
