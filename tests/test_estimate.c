/*
 * Estimates from draws: the true value, enclosed by the certified route, lies within the half-width. Each statement holds
 * with probability 0.9999; the seeds are fixed, so the test gives the same answer on every run.
 */
#include "divergences/estimate.h"

#include <criterion/criterion.h>
#include <gsl/gsl_sf_bessel.h>
#include <math.h>
#include <string.h>

enum { DRAWS = 20000, SEEDS = 4 };

static law *read_law(const char *text)
{
    error e = {.position = -1};
    law *l = law_parse(text, NULL, &e);
    cr_assert(l, "%s: %s", text, e.message);
    return l;
}

typedef struct question {
    real_pool *pool;
    divergence d;
    law *p, *q;
} question;

static question ask(const char *name, const char *p, const char *q)
{
    question a = {.pool = real_pool_open(), .p = read_law(p), .q = read_law(q)};
    cr_assert(divergence_parse(name, a.pool, &a.d, NULL), "%s", name);
    return a;
}

static void forget(question *a)
{
    law_free(a->p);
    law_free(a->q);
    real_pool_close(a->pool);
}

typedef struct tally {
    int made, refused;
} tally;

static void check(tally *all, const char *name, const char *p, const char *q)
{
    question a = ask(name, p, q);
    scope *s = scope_open(180);
    enclosure truth;
    cr_assert(divergence_enclose(s, a.d, a.p, a.q, 50, METHOD_AUTO, &truth), "%s %s %s", name, p, q);
    for (unsigned long seed = 1; seed <= SEEDS; seed++) {
        double value, halfwidth;
        if (!estimate_divergence(&a.d, a.p, a.q, DRAWS, seed, &value, &halfwidth)) {
            all->refused++;
            continue;
        }
        all->made++;
        if (!isfinite(value) || truth.why != FINITE) {
            cr_expect(!isfinite(value) && truth.why != FINITE, "%s %s %s: %g but reason %d", name, p, q,
                      value, truth.why);
            continue;
        }
        ball within = ball_widen(ball_exact_double(s, value), ball_exact_double(s, halfwidth + 1e-12));
        cr_expect(ball_overlaps(within, truth.value), "%s %s %s seed %lu: %g +- %g, true %g", name, p, q,
                  seed, value, halfwidth, ball_double(truth.value));
    }
    scope_close(s);
    forget(&a);
}

static const char *const pairs[][2] = {
    {"normal(0, 1)", "normal(1, 1)"},
    {"normal(0, 1)", "normal(0, 1)"},
    {"normal(0, 1)", "normal(0, 2)"},
    {"0.3*normal(-1, 0.5) + 0.7*normal(2, 1.5)", "normal(0, 1)"},
    {"laplace(0, 1)", "laplace(2, 1)"},
    {"logistic(0, 1)", "logistic(2, 1)"},
    {"cauchy(0, 1)", "cauchy(1, 2)"},
    {"exponential(2)", "exponential(1)"},
    {"uniform(0, 1)", "uniform(1/2, 3/2)"},
    {"beta(2, 3)", "beta(3, 2)"},
    {"gamma(2, 1)", "gamma(3, 1)"},
    {"bernoulli(3/4)", "bernoulli(1/4)"},
    {"poisson(2)", "poisson(3)"},
    {"finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)"},
    {"0.5*point(0) + 0.5*normal(0, 1)", "0.25*point(0) + 0.75*normal(1, 1)"},
};
enum { PAIRS = sizeof pairs / sizeof *pairs };

static void check_all(const char *const *names, size_t n, int least_made)
{
    tally all = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < PAIRS; j++)
            check(&all, names[i], pairs[j][0], pairs[j][1]);
    cr_log_info("%d estimates, %d refused", all.made, all.refused);
    cr_expect(all.made >= least_made, "%d estimates, %d refused", all.made, all.refused);
}

Test(estimate, bounded_divergences)
{
    static const char *const names[] = {"js", "js-distance", "tv", "hellinger2"};
    check_all(names, 4, 4 * PAIRS * SEEDS);
}

Test(estimate, unbounded_divergences)
{
    static const char *const names[] = {"kl",   "reverse-kl", "jeffreys", "renyi(1/2)",
                                        "chi2", "neyman",     "renyi(2)"};
    check_all(names, 7, 5 * PAIRS * SEEDS);
}

Test(estimate, distances)
{
    static const char *const names[] = {"kolmogorov", "energy", "w1"};
    check_all(names, 3, 3 * (PAIRS - 1) * SEEDS);
}

Test(estimate, entropies)
{
    tally all = {0};
    for (size_t j = 0; j + 1 < PAIRS; j++) {
        check(&all, "entropy", pairs[j][0], pairs[j][1]);
        check(&all, "cross-entropy", pairs[j][0], pairs[j][1]);
    }
    cr_expect(all.made >= 2 * (PAIRS - 2) * SEEDS, "%d estimates, %d refused", all.made, all.refused);
}

Test(estimate, the_plane)
{
    tally all = {0};
    static const char *const names[] = {"kl", "reverse-kl", "hellinger2", "chi2"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        check(&all, names[k], "normal2(0,0,1,2,1/2)", "normal2(1,0,1.2,2,1/4)");
    check(&all, "js", "disk(0,0,1)", "rectangle(0,1,0,1)");
    check(&all, "tv", "disk(0,0,1)", "rectangle(0,1,0,1)");
    cr_expect(all.made >= 5 * SEEDS, "%d estimates, %d refused", all.made, all.refused);
}

/* E|X-Y| of N(0,I), N((1,0),I) is that of Rice's law with nu = 1, sigma = sqrt 2; E|X-X'| = sqrt pi. */
Test(estimate, energy_in_the_plane)
{
    double x = 1.0 / 8,
           rice = sqrt(M_PI) * exp(-x) * ((1 + 2 * x) * gsl_sf_bessel_I0(x) + 2 * x * gsl_sf_bessel_I1(x));
    double energy = sqrt(2 * rice - 2 * sqrt(M_PI)), value, halfwidth;
    question a = ask("energy", "normal2(0,0,1,1,0)", "normal2(1,0,1,1,0)");
    cr_assert(estimate_divergence(&a.d, a.p, a.q, DRAWS, 1, &value, &halfwidth));
    cr_expect(fabs(value - energy) <= halfwidth && halfwidth < 0.1 * energy, "%g +- %g, not %g", value,
              halfwidth, energy);
    forget(&a);
}

Test(estimate, the_seed_decides)
{
    question a = ask("js", "normal(0, 1)", "normal(1, 1)");
    double value[3], halfwidth[3];
    cr_assert(estimate_divergence(&a.d, a.p, a.q, DRAWS, 7, &value[0], &halfwidth[0]));
    cr_assert(estimate_divergence(&a.d, a.p, a.q, DRAWS, 7, &value[1], &halfwidth[1]));
    cr_assert(estimate_divergence(&a.d, a.p, a.q, DRAWS, 8, &value[2], &halfwidth[2]));
    cr_expect(value[0] == value[1] && halfwidth[0] == halfwidth[1] && value[0] != value[2]);
    cr_expect(halfwidth[0] < 0.01, "a half-width of %g says little", halfwidth[0]);
    forget(&a);
}

Test(estimate, what_cannot_be_stated_is_refused)
{
    const char *const refused[][3] = {
        {"w2", "normal(0, 1)", "normal(1, 1)"},
        {"wp(3)", "normal(0, 1)", "normal(1, 1)"},
        {"w1", "cauchy(0, 1)", "normal(0, 1)"},
        {"energy", "cauchy(0, 1)", "normal(0, 1)"},
        {"chi2", "cauchy(0, 1)", "normal(0, 1)"},
        {"kl", "cauchy(0, 1)", "normal(0, 1)"},
        {"entropy", "0.5*point(0) + 0.5*normal(0, 1)", "normal(0, 1)"},
        {"kolmogorov", "normal2(0,0,1,1,0)", "normal2(1,0,1,1,0)"},
        {"js", "segment(0,0,1,1)", "normal2(1,0,1,1,0)"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        question a = ask(refused[i][0], refused[i][1], refused[i][2]);
        double value, halfwidth;
        bool done = estimate_divergence(&a.d, a.p, a.q, DRAWS, 1, &value, &halfwidth);
        cr_expect(!done, "%s %s: %g +- %g", refused[i][0], refused[i][1], value, halfwidth);
        forget(&a);
    }
    question few = ask("js", "normal(0, 1)", "normal(1, 1)");
    double value, halfwidth;
    cr_expect(!estimate_divergence(&few.d, few.p, few.q, 100, 1, &value, &halfwidth),
              "100 draws are too few");
    forget(&few);
}
