/*
 * JENSEN-SHANNON IS A MUTUAL INFORMATION
 *     JS(P,Q) = I(B;X) = H(M) - (H(P) + H(Q))/2 = log 2 - H(B|X),        M = (P+Q)/2,
 * B a fair coin that chooses between P and Q, X drawn from the chosen one, H(P) = -∫ p log p. And what B leaves unknown is
 *     H(B|X) = ∫ m h(D*) = -V(G,D*)/2,        h(d) = -d log d - (1-d) log(1-d),
 * the cross-entropy of the best discriminator per sample.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic js game"), STATEMENT("JS = I(B;X) = H(M) - (H(P)+H(Q))/2 = log 2 - H(B|X)"),
    HYPOTHESES(
        "P and Q have densities p and q with respect to one measure; for the entropy form H(P) and H(Q) are finite."),
    WHY_A_GAN_CARES(
        "It is the information that one sample gives about where it comes from: at most log 2, reached when a "
        "discriminator is never wrong."),
    SOURCE("Lin 1991, Divergence measures based on the Shannon entropy; Goodfellow et al. 2014, theorem 1."),
    ESTABLISHED(
        "The four forms under the integral, for all densities, by exact algebra. On pairs of laws with finite "
        "entropies: JS, computed by its own integral, agrees to 25 digits with the entropies."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD("JS = H(B|X); JS = H(M) - H(P) - H(Q); the definition without its halves; H(B|X) = -V."))

#define FORMS                                                                                                \
    "m = (p+q)/2, j = p/2*log(p/m) + q/2*log(q/m), D = p/(p+q), h = -D*log(D) - (1-D)*log(1-D), V = p*log(D) + q*log(1-D)"

static const line forms[] = {
    {"entropies", "j = -m*log(m) + (p*log(p) + q*log(q))/2", "j = -m*log(m) + p*log(p) + q*log(q)", FORMS},
    {"mutual information: joint against product", "j = p/2*log((p/2)/(m/2)) + q/2*log((q/2)/(m/2))",
     "j = p*log((p/2)/(m/2)) + q*log((q/2)/(m/2))", FORMS},
    {"what stays unknown of B", "j = m*log(2) - m*h", "j = m*h", FORMS},
    {"the value of the game", "m*h = -V/2", "m*h = -V", FORMS},
};

static const pair_case with_entropy[] = {
    {"I1", "normal(0,1)", "normal(1,1)", "location"},
    {"I2", "normal(0,1)", "normal(0,2)", "scale"},
    {"I4", "exponential(1)", "exponential(2)", "half line"},
    {"I5", "uniform(0,1)", "uniform(1/2,3/2)", "overlap"},
    {"I9", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "rational"},
    {"I10", "bernoulli(3/4)", "bernoulli(1/4)", "rational"},
};

static ball mean_entropy(pair c) { return half(plus(entropy(c.p), entropy(c.q))); }
static verdict entropy_of_the_mixture(pair c)
{
    return agree(c, js(c.p, c.q), minus(entropy(middle(c.p, c.q)), mean_entropy(c)), 25);
}
static verdict what_stays_unknown(pair c)
{
    return agree(c, js(c.p, c.q), minus(number(c, "log(2)"), js(c.p, c.q)), 25);
}

PROOF_OF(js_is_mutual_information, ALGEBRA("under the integral, for all densities", forms),
         CHECK("the entropies of P, Q and M (falsehood: JS = H(B|X))", CERTIFIED, entropy_of_the_mixture,
               what_stays_unknown, with_entropy))
