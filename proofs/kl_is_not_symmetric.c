/*
 * KL IS NOT SYMMETRIC
 *     There are P, Q with KL(P‖Q) ≠ KL(Q‖P). But not for all P ≠ Q: the two orders agree
 *         for normal laws of one variance       KL = (a-b)²/(2s²),
 *         for all Cauchy laws                   KL = log(((s+t)² + (a-b)²)/(4st)),
 *         and for laws that one reflection exchanges, P(A) = Q(rA) and rr = 1.
 * So the rule "KL(P‖Q) ≠ KL(Q‖P)", often written with no quantifier, is false.
 */
#include "proof.h"

ABOUT(TAGS("core kl"), STATEMENT("KL(P‖Q) ≠ KL(Q‖P) for some P, Q; not for all"),
      HYPOTHESES("P and Q are probability laws on the same space, with either KL possibly infinite."),
      WHY_A_GAN_CARES(
          "Maximum likelihood minimises KL(data‖model), which spreads the model over all of the data; "
          "KL(model‖data) rewards single modes. The game's own divergence prefers neither."),
      SOURCE("Kullback and Leibler 1951; Cauchy laws: Chyzak and Nielsen 2019, A closed-form formula for the "
             "Kullback-Leibler divergence between Cauchy distributions."),
      ESTABLISHED(
          "Disjoint enclosures of the two orders on eight pairs, one of them finite against infinite. "
          "Equality of the closed forms in both orders by symbolic normal forms, for all parameters; and "
          "of the integrals, to 30 digits, on eight pairs."),
      NOT_ESTABLISHED("Which pairs have equal orders: there are more than those listed."),
      FALSEHOOD("KL is symmetric; and its overcorrection: KL(P‖Q) ≠ KL(Q‖P) whenever P ≠ Q."))

/* ---- Some pairs differ ---- */

static const pair_case different[] = {
    {"scale", "normal(0,1)", "normal(0,2)", "log 2 - 3/8 against 3/2 - log 2"},
    {"normal", "normal(0,1)", "normal(2,1/2)", "19/2 - log 2 against log 2 + 13/8"},
    {"rates", "exponential(1)", "exponential(2)", "1 - log 2 against log 2 - 1/2"},
    {"gamma", "gamma(2,1)", "gamma(3,1)", "one shape apart"},
    {"coins", "bernoulli(1/2)", "bernoulli(1/10)", "logarithms of rationals"},
    {"counts", "poisson(2)", "poisson(3)", "countable support"},
    {"plane", "normal2(0,0,1,1,0)", "normal2(1,0,1,1,1/2)", "the correlation matters"},
    {"nested", "uniform(0,1)", "uniform(0,2)", "log 2 against infinity"},
};

static verdict symmetric(pair c) { return agree(c, kl(c.p, c.q), kl(c.q, c.p), 30); }
static verdict not_symmetric(pair c) { return opposite(symmetric(c)); }

/* ---- Others do not: the closed forms, exactly and for all parameters ---- */

typedef struct formula {
    const char *name, *forward, *backward;
} formula;

static const formula symmetric_formulas[] = {
    {"normal laws of one variance", "(a-b)^2/(2*s^2)", "(b-a)^2/(2*s^2)"},
    {"Cauchy laws", "log(((s+t)^2+(a-b)^2)/(4*s*t))", "log(((t+s)^2+(b-a)^2)/(4*t*s))"},
    {"Bernoulli laws exchanged by 0 <-> 1", "p*log(p/(1-p)) + (1-p)*log((1-p)/p)",
     "(1-p)*log((1-p)/p) + p*log(p/(1-p))"},
    {"(1/2,1/3,1/6) and its mirror image", "1/2*log((1/2)/(1/6)) + 1/6*log((1/6)/(1/2))",
     "1/6*log((1/6)/(1/2)) + 1/2*log((1/2)/(1/6))"},
};

static verdict same_formula(instance c)
{
    const formula *kl_of = c.of;
    return identity(c, kl_of->forward, kl_of->backward);
}
static verdict never_the_same(instance c) { return opposite(same_formula(c)); }

/* ---- ... and the integrals, which know no closed form ---- */

static const pair_case alike[] = {
    {"beta", "beta(1,2)", "beta(2,1)", "exchanged by x -> 1-x"},
    {"normal", "normal(0,1)", "normal(1,1)", "one variance"},
    {"laplace", "laplace(0,1)", "laplace(2,1)", "exchanged by x -> 2-x"},
    {"logistic", "logistic(0,1)", "logistic(2,1)", "exchanged by x -> 2-x"},
    {"cauchy", "cauchy(0,1)", "cauchy(1,2)", "no reflection exchanges these"},
    {"finite", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "exchanged by k -> 2-k"},
    {"coins", "bernoulli(3/4)", "bernoulli(1/4)", "exchanged by 0 <-> 1"},
    {"overlap", "uniform(0,1)", "uniform(1/2,3/2)", "both infinite"},
};

static verdict same_integral(pair c)
{
    return agree(c, by_integral("kl", c.p, c.q), by_integral("kl", c.q, c.p), 30);
}
static verdict far_apart(pair c) { return opposite(same_integral(c)); }

PROOF_OF(kl_is_not_symmetric,
         CHECK("the orders differ: disjoint enclosures", CERTIFIED, not_symmetric, symmetric, different),
         CHECK_EACH("the orders are equal: closed forms, for all parameters", EXACT, same_formula,
                    never_the_same, symmetric_formulas),
         CHECK("the orders are equal: integrals (falsehood: apart by more than 10^-30)", CERTIFIED,
               same_integral, far_apart, alike))
