/*
 * THE LIKELIHOOD OF NORMAL MIXTURES IS UNBOUNDED
 * For the sample {0, 1} and the model ½N(0,s²) + ½N(1/2,1), with φ the standard normal density,
 *     l(s) = log(φ(0)/(2s) + φ(1/2)/2) + log(φ(1/s)/(2s) + φ(1/2)/2) ≥ log(φ(0)/(2s)) + log(φ(1/2)/2) → ∞     as s → 0,
 * by 1 for each factor e of 1/s: no mixture maximises the likelihood, and the same holds for every sample and two or more components. With all
 * standard deviations at least 1, l ≤ 2 log φ(0).
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic likelihood mle"),
    STATEMENT("½N(0,s²)+½N(1/2,1) on the sample {0,1}: log-likelihood → ∞ as s → 0"),
    HYPOTHESES("A component may sit on a sample point with any standard deviation s > 0."),
    WHY_A_GAN_CARES(
        "\"argmax of the likelihood\" does not exist for the usual example of a generative model, unless standard deviations are kept from 0; "
        "what EM finds are local maxima."),
    SOURCE("Kiefer and Wolfowitz 1956; Day 1969."),
    ESTABLISHED(
        "The lower bound and its growth for all s, by exact algebra; l(s) at five s to all the digits below."),
    NOT_ESTABLISHED("Which bound on s a statistician should choose."),
    FALSEHOOD(
        "The bound grows by 1/2 for each factor e; l(s) is at most 2 log φ(0) = -1.8379, as it is for s ≥ 1."))

/* f = φ(0), g = φ(1/2), h = φ(1/s) */
static const line bounds[] = {
    {"the density at the point under the peak", "(f/(2*s) + g/2) >= f/(2*s)", "(f/(2*s) + g/2) >= f/s", NULL},
    {"at the other point", "(h/(2*s) + g/2) >= g/2", "(h/(2*s) + g/2) >= g", NULL},
    {"growth for each factor e of s", "diff(log(f/(2*s)) + log(g/2), log(s)) = -1",
     "diff(log(f/(2*s)) + log(g/2), log(s)) = -1/2", NULL},
};
typedef struct spread {
    const char *name, *s, *digits;
} spread;
static const spread spreads[] = {
    {"s = 1", "s = 1", "-2.193449128072226992532467631551443"},
    {"s = 1/10", "s = 1/10", "-0.9620157177084762963995596596892347"},
    {"s = 10^-3", "s = 10^-3", "3.559465959184038909931628109818856"},
    {"s = 10^-6", "s = 10^-6", "10.46634001293155118614578844946772"},
    {"s = 10^-9", "s = 10^-9", "17.37409441029967195596199438798998"},
};
static ball log_likelihood(instance c)
{
    return number_where(c, "log(1/s/2 + exp(-1/8)/2) + log(exp(-1/(2*s^2))/s/2 + exp(-1/8)/2) - log(2*pi)",
                        ((const spread *)c.of)->s);
}
static verdict is_this(instance c)
{
    ball bound = number_where(c, "log(1/s/2) + log(exp(-1/8)/2) - log(2*pi)", ((const spread *)c.of)->s);
    return both(has_decimals(c, log_likelihood(c), ((const spread *)c.of)->digits),
                more(log_likelihood(c), bound));
}
static verdict is_bounded(instance c)
{
    return provided(c, less(number_where(c, "s", ((const spread *)c.of)->s), ratio(1, 2)),
                    at_most(log_likelihood(c), number(c, "-log(2*pi)")));
}

PROOF_OF(likelihood_of_mixtures_is_unbounded, ALGEBRA("the bound, for all s", bounds),
         CHECK_EACH("l(s) (falsehood, s < 1/2: at most 2 log φ(0))", CERTIFIED, is_this, is_bounded, spreads))
