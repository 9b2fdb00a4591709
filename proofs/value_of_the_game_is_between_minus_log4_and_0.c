/*
 * THE VALUE OF THE GAME LIES BETWEEN -LOG 4 AND 0
 *     -2 log 2 ≤ max over D of V(G,D) ≤ 0,       the left equality only for P_g = P_data, the right only for laws on disjoint sets.
 * Pointwise  p log(p/(p+q)) + q log(q/(p+q)) ≥ -(p+q) log 2,  and both logarithms are negative where p, q > 0. Supports that merely
 * differ do not reach 0: U(0,1) against U(1/2,3/2) has -log 2.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game minimum"), STATEMENT("-log 4 ≤ max over D of V(G,D) ≤ 0, = 0 only for disjoint laws"),
    HYPOTHESES("P_data and P_g are any laws on one space; D any measurable function into [0,1]."),
    WHY_A_GAN_CARES(
        "A discriminator's loss of log 4 = 1.386 (as the sum of two cross-entropies) means that it cannot tell; 0 means that it is "
        "never wrong, and the generator is lost."),
    SOURCE("Goodfellow et al. 2014, theorem 1; Arjovsky and Bottou 2017, theorem 2.1."),
    ESTABLISHED(
        "Both bounds under the integral for all positive densities, by exact certificates. The value on the standard pairs lies strictly "
        "between; for disjoint laws it is 0, to 30 digits."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD("The value is never below -log 2; it is 0 as soon as the supports differ; it can be positive."))

#define VALUE "V = p*log(p/(p+q)) + q*log(q/(p+q))"
static const line under_the_integral[] = {
    {"from below", "V >= -(p+q)*log(2)", "V >= -(p+q)/2*log(2)", VALUE},
    {"attained at p = q", "at(V, q = p) = -2*p*log(2)", "at(V, q = p) = 0", VALUE},
    {"and only there: the slope in p", "diff(V, p) + log(2) = log(2*p/(p+q))",
     "diff(V, p) + log(2) = log(p/q)", VALUE},
    {"from above: p/(p+q) < 1", "p/(p+q) < 1", "p/(p+q) > 1", NULL},
    {"from above: q/(p+q) < 1", "q/(p+q) < 1", "q/(p+q) < 1/2", NULL},
};

static verdict strictly_between(pair c)
{
    ball V = best_game_value(c.p, c.q);
    return both(more(V, number(c, "-2*log(2)")), less(V, integer(0)));
}
static verdict above_minus_log2(pair c) { return at_least(best_game_value(c.p, c.q), number(c, "-log(2)")); }

static const pair_case different_supports[] = {
    {"disjoint", "uniform(0,1)", "uniform(2,3)", "0"},
    {"atoms", "point(0)", "bernoulli(1/2)", "log(1/3)/2 + log(2/3)"},
    {"a density and an atom", "normal(0,1)", "point(0)", "0"},
    {"overlap", "uniform(0,1)", "uniform(1/2,3/2)", "-log(2)"}};
static verdict value_is(pair c, const char *value)
{
    return agree(c, best_game_value(c.p, c.q), number(c, value), 30);
}
static verdict as_stated(pair c) { return value_is(c, c.given->why); }
static verdict zero(pair c) { return value_is(c, "0"); }

PROOF_OF(value_of_the_game_is_between_minus_log4_and_0,
         ALGEBRA("under the integral, for all densities", under_the_integral),
         CHECK("strictly between, on the standard pairs", CERTIFIED, strictly_between, above_minus_log2,
               standard_pairs),
         CHECK("supports that differ (falsehood: always 0)", CERTIFIED, as_stated, zero, different_supports))
