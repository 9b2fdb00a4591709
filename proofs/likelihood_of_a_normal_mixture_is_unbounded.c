/*
 * THE LIKELIHOOD OF A NORMAL MIXTURE IS UNBOUNDED
 *     sup over s of sum_i log p_s(x_i) = +inf       for p_s = ½ N(x_1, s²) + ½ N(m, 1) and any sample of two points or more.
 * One component sits on a data point and shrinks: with φ the standard normal density, for the sample {0, 1} and m = 1/2
 *     L(s) = log(φ(0)/(2s) + φ(½)/2) + log(φ(1/s)/(2s) + φ(½)/2)  ≥  log(φ(0)/(2s)) + log(φ(½)/2),
 * which grows like log(1/s). So there is no maximum of the likelihood over all mixtures; a lower bound on the sd's makes one.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic likelihood mle"),
    STATEMENT("½N(x₁,s²) + ½N(m,1): log-likelihood → ∞ as s → 0; bounded for s ≥ 1"),
    HYPOTHESES(
        "A sample with at least two different points; normal mixtures with two components and free variances."),
    WHY_A_GAN_CARES(
        "Maximum likelihood is the yardstick that a GAN is measured by, and for the simplest generative model it has no answer "
        "without a bound. EM has to be kept from the singularity."),
    SOURCE(
        "Kiefer and Wolfowitz 1956; Day 1969, Estimating the components of a mixture of normal distributions."),
    ESTABLISHED(
        "The lower bound, for all weights of the two summands, and its growth without bound, by exact certificates; values of L(s) by "
        "enclosures at four s. With s = 1 the likelihood of two points is at most 2 log φ(0)."),
    NOT_ESTABLISHED("Samples with ties at every point, and mixtures of other families."),
    FALSEHOOD(
        "L(s) ≤ 2 log φ(0) also for small s; L(s) is at most its lower bound; the bound stays below a constant."))

/* a = φ(0)/2, b = φ(1/2)/2, c = φ(1/s)/2 ≥ 0, t = 1/s */
static const line bounds[] = {
    {"L is above its bound", "log(a*t + b) + log(c*t + b) > log(a*t) + log(b)",
     "log(a*t + b) + log(c*t + b) <= log(a*t) + log(b)", NULL},
    {"the bound rises in t = 1/s", "diff(log(a*t) + log(b), t) > 0", "diff(log(a*t) + log(b), t) < 0", NULL},
    {"by log k as t grows by the factor k", "log(a*k*t) - log(a*t) = log(k)", "log(a*k*t) - log(a*t) = k",
     NULL},
};

/* s, and what L(s) exceeds. */
typedef struct shrinking {
    const char *name, *L, *above;
} shrinking;
#define LIKELIHOOD(s)                                                                                        \
    "log(1/(2*" s "*sqrt(2*pi)) + exp(-1/8)/(2*sqrt(2*pi))) + log(exp(-1/(2*(" s ")^2))/(2*" s               \
    "*sqrt(2*pi)) + exp(-1/8)/(2*sqrt(2*pi)))"
static const shrinking sizes[] = {{"s = 1/10", LIKELIHOOD("(1/10)"), "-1"},
                                  {"s = 1/1000", LIKELIHOOD("(1/1000)"), "3.5"},
                                  {"s = 10^-6", LIKELIHOOD("(1/10^6)"), "10"},
                                  {"s = 10^-9", LIKELIHOOD("(1/10^9)"), "17"}};
static verdict exceeds(instance c)
{
    const shrinking *of = c.of;
    return at_least(number(c, of->L), number(c, of->above));
}
static verdict stays_bounded(instance c)
{
    return at_most(number(c, ((const shrinking *)c.of)->L), number(c, "-log(2*pi)"));
}

/* With both sd's 1 each density is at most φ(0). */
static const shrinking fixed[] = {{"s = 1", LIKELIHOOD("1"), "-log(2*pi)"}};
static verdict is_bounded(instance c)
{
    const shrinking *of = c.of;
    return at_most(number(c, of->L), number(c, of->above));
}
static verdict is_above(instance c) { return exceeds(c); }

PROOF_OF(likelihood_of_a_normal_mixture_is_unbounded, ALGEBRA("the lower bound, for all s", bounds),
         CHECK_EACH("values for the sample {0, 1}", CERTIFIED, exceeds, stays_bounded, sizes),
         CHECK_EACH("s = 1: at most 2 log φ(0)", CERTIFIED, is_bounded, is_above, fixed))
