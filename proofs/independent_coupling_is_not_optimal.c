/*
 * THE INDEPENDENT COUPLING IS NOT OPTIMAL
 *     The couplings of P and Q always include P⊗Q; its cost is the average over all pairings, so that W1(P,Q) ≤ E|X-Y| for independent
 *     X, Y, with equality only if all pairings cost the same.
 * On {0,1,2} with weights 1/2, 1/3, 1/6 against 1/6, 1/3, 1/2: 2/3 < 1. Even E|X-X'| > 0 = W1(P,P) unless P is a point.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w1"),
    STATEMENT("W1 ≤ E|X-Y| for independent X, Y; equal only if all pairings cost the same"),
    HYPOTHESES(
        "Two uniform laws on n points of the line, repeated points allowed; all laws by the last check."),
    WHY_A_GAN_CARES(
        "Averaging distances over all pairs of generated and real samples is not a transport distance: it is positive between a law and itself, and a "
        "generator that minimises it collapses to a median."),
    SOURCE("Villani 2009, definition 6.1; elementary."),
    ESTABLISHED(
        "For the listed samples, in integers over all pairings: the product's cost is their mean, the least is below it or all are equal, and it has the right marginals. "
        "For the listed laws, by enclosures."),
    NOT_ESTABLISHED("All laws: that is the average over pairings."),
    FALSEHOOD("Independence is optimal; E|X-X'| = 0 between independent copies."))

typedef struct two_samples {
    const char *name;
    int n;
    long x[ASSIGNED_MOST], y[ASSIGNED_MOST];
} two_samples;
static const two_samples samples[] = {
    {"weights 1/2, 1/3, 1/6 and 1/6, 1/3, 1/2 on 0, 1, 2", 6, {0, 0, 0, 1, 1, 2}, {0, 1, 1, 2, 2, 2}},
    {"{0,1,3} and {1,1,5}", 3, {0, 1, 3}, {1, 1, 5}},
    {"a sample and itself", 4, {0, 1, 4, 9}, {0, 1, 4, 9}},
    {"far apart: all pairings alike", 4, {0, 1, 2, 3}, {100, 105, 111, 200}},
    {"a point", 3, {2, 2, 2}, {0, 1, 7}},
};
static long all_pairs(const two_samples *s, long *cost)
{
    long sum = 0;
    for (int k = 0; k < s->n * s->n; k++)
        sum += cost[k] = labs(s->x[k / s->n] - s->y[k % s->n]);
    return sum;
}
static verdict product_is_the_mean(instance c)
{
    const two_samples *s = c.of;
    long cost[ASSIGNED_MOST * ASSIGNED_MOST], product = all_pairs(s, cost),
                                              least = least_assignment_cost(s->n, cost);
    long sum = 0, pairings = 0;
    bool alike = true;
    assignment a = assignment_first(s->n);
    do {
        long of_this = assignment_cost(&a, cost);
        sum += of_this;
        alike = alike && of_this == least;
        pairings++;
    } while (assignment_next(&a));
    /* product/n² = (sum/pairings)/n */
    return certainly(product * pairings == sum * s->n
                     && (alike ? s->n * least == product : s->n * least < product));
}
static verdict product_is_the_least(instance c)
{
    const two_samples *s = c.of;
    long cost[ASSIGNED_MOST * ASSIGNED_MOST], product = all_pairs(s, cost);
    return certainly(product == s->n * least_assignment_cost(s->n, cost));
}

/* E|X-Y| of independent X, Y, known in closed form. */
typedef struct independent {
    const char *name, *p, *q, *distance;
} independent;
static const independent laws[] = {
    {"N(0,1) and itself: 2/√π", "normal(0,1)", "normal(0,1)", "2/sqrt(pi)"},
    {"N(0,1) and N(0,3²): √(20/π)", "normal(0,1)", "normal(0,3)", "sqrt(20/pi)"},
    {"U(0,1) and itself: 1/3", "uniform(0,1)", "uniform(0,1)", "1/3"},
    {"rates 1 and 2: 1/2 + 1 - 2/3", "exponential(1)", "exponential(2)", "5/6"},
    {"coins 1/4 and 1/2: 1/2", "bernoulli(1/4)", "bernoulli(1/2)", "1/2"},
};
static ball saved(instance c)
{
    const independent *of = c.of;
    return minus(number(c, of->distance), w1(law_named(c, of->p), law_named(c, of->q)));
}
static verdict coupling_saves(instance c) { return more(saved(c), integer(0)); }
static verdict coupling_saves_nothing(instance c) { return agree(c, saved(c), integer(0), 10); }

PROOF_OF(independent_coupling_is_not_optimal,
         CHECK_EACH("all pairings (falsehood: independence is optimal)", EXACT, product_is_the_mean,
                    product_is_the_least, samples),
         CHECK_EACH("laws (falsehood: nothing is saved)", CERTIFIED, coupling_saves, coupling_saves_nothing,
                    laws))
