/*
 * The double-precision route: its error is a claim. Over every ordered pair of laws below and every f-divergence and
 * entropy, the certified enclosure of the value must meet value +- error; infinite values must be found infinite for the
 * right reason, or be declined.
 */
#include "divergences/numerical.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"kl",       "reverse-kl", "jeffreys", "js",           "js-distance",
                                    "tv",       "hellinger2", "chi2",     "neyman",       "renyi(1/2)",
                                    "renyi(2)", "renyi(3/4)", "entropy",  "cross-entropy"};
enum { NAMES = sizeof names / sizeof *names };

typedef struct tally {
    int finite, infinite, declined, uncertified;
    double widest; /* error as a part of 1 + |value| */
} tally;

static law *read_law(const char *text)
{
    error e = {.position = -1};
    law *l = law_parse(text, NULL, &e);
    cr_assert(l, "%s: %s", text, e.message);
    return l;
}

static void compare(tally *all, const char *name, const divergence *d, const law *p, const law *q,
                    const numerical *found)
{
    scope *s = scope_open(180);
    enclosure truth;
    bool known = divergence_enclose(s, *d, p, q, 50, METHOD_AUTO, &truth);
    bool finite = known && truth.why == FINITE;
    if (!found->known) {
        all->declined++;
    } else if (!known || (finite && !ball_is_finite(truth.value))) {
        all->uncertified++;
    } else if (!finite || found->why != FINITE) {
        all->infinite++;
        cr_expect(found->why == truth.why, "%s %s %s: reason %d but %d, value %g", name, p->text, q->text,
                  found->why, truth.why, found->value);
    } else {
        ball claimed = ball_widen(ball_exact_double(s, found->value), ball_exact_double(s, found->error));
        all->finite++;
        all->widest = fmax(all->widest, found->error / (1 + fabs(found->value)));
        cr_expect(ball_overlaps(claimed, truth.value), "%s %s %s: %.17g +- %.3g but %.17g +- %.3g", name,
                  p->text, q->text, found->value, found->error, ball_double(truth.value),
                  ball_radius(truth.value));
    }
    scope_close(s);
}

static void check_pair(tally *all, const char *p_text, const char *q_text)
{
    law *p = read_law(p_text), *q = read_law(q_text);
    real_pool *pool = real_pool_open();
    divergence d[NAMES];
    numerical found[NAMES];
    for (size_t i = 0; i < NAMES; i++)
        cr_assert(divergence_parse(names[i], pool, &d[i], NULL));
    numerical_divergences(d, NAMES, p, q, found);
    for (size_t i = 0; i < NAMES; i++)
        compare(all, names[i], &d[i], p, q, &found[i]);
    real_pool_close(pool);
    law_free(p);
    law_free(q);
}

static void check_all_pairs(const char *const *law_text, size_t n, int most_declined)
{
    tally all = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            check_pair(&all, law_text[i], law_text[j]);
    cr_log_info("%d finite, %d infinite, %d declined, %d without a certified value; widest error %.2g",
                all.finite, all.infinite, all.declined, all.uncertified, all.widest);
    cr_expect(all.declined <= most_declined, "%d declined", all.declined);
}

static const char *const smooth[] = {"normal(0, 1)",
                                     "normal(1, 1)",
                                     "normal(2, 1/2)",
                                     "normal(0, 1.001)",
                                     "0.3*normal(-1, 0.5) + 0.7*normal(2, 1.5)",
                                     "cauchy(0, 1)",
                                     "cauchy(1, 2)",
                                     "logistic(0, 1)",
                                     "laplace(0, 1)",
                                     "laplace(2, 1)"};

Test(numerical, laws_on_the_line) { check_all_pairs(smooth, sizeof smooth / sizeof *smooth, 40); }

static const char *const bounded[] = {"uniform(0, 1)",   "uniform(1/2, 3/2)",
                                      "beta(1, 2)",      "beta(2, 1)",
                                      "beta(1/2, 1/2)",  "beta(300, 700)",
                                      "exponential(1)",  "gamma(1/2, 1)",
                                      "gamma(3, 1)",     "lognormal(0, 1)",
                                      "weibull(3/2, 1)", "inversegaussian(1, 1)",
                                      "normal(0, 1)",    "0.5*uniform(0, 1) + 0.5*uniform(2, 3)"};

Test(numerical, half_lines_and_intervals) { check_all_pairs(bounded, sizeof bounded / sizeof *bounded, 60); }

static const char *const discrete[] = {"bernoulli(3/4)",
                                       "bernoulli(1/4)",
                                       "bernoulli(0)",
                                       "finite(0: 1/2, 1: 1/3, 2: 1/6)",
                                       "finite(0: 1/6, 1: 1/3, 2: 1/2)",
                                       "poisson(2)",
                                       "poisson(3)",
                                       "poisson(30)",
                                       "point(0)",
                                       "0.5*point(0) + 0.5*normal(0, 1)",
                                       "0.25*point(0) + 0.75*normal(1, 1)",
                                       "finite(1/3: 1/2, 0.333333333333333333333333333333: 1/2)",
                                       "point(1/3)",
                                       "finite(sqrt(2): 1/2, 0: 1/2)",
                                       "finite(2/sqrt(2): 1/4, 0: 3/4)"};

Test(numerical, atoms) { check_all_pairs(discrete, sizeof discrete / sizeof *discrete, 80); }

/* Narrow, distant and enormous. */
static const char *const extreme[] = {
    "normal(0, 1)",   "normal(1e6, 1)", "normal(1e-3, 1e-6)", "0.999*normal(0, 1) + 0.001*normal(50, 1e-3)",
    "beta(1e5, 2e5)", "gamma(1/10, 1)", "gamma(1000, 1/1000)"};

Test(numerical, extremes) { check_all_pairs(extreme, sizeof extreme / sizeof *extreme, 40); }

/* Poles at an end inside the other law, zeros of p - q closer to each other than the nodes, and logarithms that cancel. */
Test(numerical, ends_inside_and_near_zeros)
{
    static const char *const pair[][2] = {
        {"beta(.0933, .0651)", "gamma(.327, .298)"},
        {"0.17*gamma(1, 1) + 0.16*beta(3, 0.492) + 0.67*laplace(-2.56, 1)",
         "0.10*exponential(0.859) + 0.30*pareto(1.68, 1.1) + 0.60*laplace(0, 1.17)"},
        {"0.34*normal(0.644, 0.795) + 0.66*gumbel(0, 3.21)", "0.11*beta(1.79, 3) + 0.89*student(3, 0, 2)"},
        {"normal(0, 1)", "0.5*normal(-1e-3, 0.999) + 0.5*normal(1e-3, 0.999)"},
        {"inversegaussian(4, 1.77)",
         "0.39*weibull(3.03, 0.993) + 0.40*weibull(0.725, 0.552) + 0.21*gamma(0.528, 4)"}};
    tally all = {0};
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        check_pair(&all, pair[i][0], pair[i][1]);
        check_pair(&all, pair[i][1], pair[i][0]);
    }
    cr_expect(all.declined <= 40 && all.finite >= 80, "%d declined, %d finite", all.declined, all.finite);
}

/* Less of gamma(1/1000) than a thousandth lies above the least double: no answer is better than a wrong one. */
Test(numerical, what_doubles_cannot_hold_is_declined)
{
    law *p = read_law("gamma(1e-3, 1)"), *q = read_law("exponential(1)");
    real_pool *pool = real_pool_open();
    for (size_t i = 3; i < 7; i++) {
        divergence d;
        double value, off;
        infinity_reason why;
        cr_assert(divergence_parse(names[i], pool, &d, NULL));
        cr_expect(!numerical_divergence(&d, p, q, &value, &off, &why), "%s: %g +- %g", names[i], value, off);
    }
    real_pool_close(pool);
    law_free(p);
    law_free(q);
}
