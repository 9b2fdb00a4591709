/*
 * CROSS-ENTROPY IS ENTROPY PLUS KL
 *     -∫ q log p = H(Q) + KL(Q‖P),        H(Q) = -∫ q log q finite,
 * so that  argmax over θ of ∫ q log p_θ = argmin over θ of KL(Q‖P_θ):  the two differ by H(Q), which is free of θ. The chain is
 *     q log p - q log q = q (log p - log q) = q log(p/q) = -q log(q/p),
 * and the slopes agree,  ∂/∂p (-q log p) = ∂/∂p (q log(q/p)) = -q/p.
 * The same for the sample's own law: the mean log-likelihood of a sample is -H(Q̂) - KL(Q̂‖P_θ).
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl likelihood"), STATEMENT("-∫ q log p = H(Q) + KL(Q‖P)"),
    HYPOTHESES(
        "Q has a density q with ∫ q |log q| finite (otherwise both sides can be infinite at the true law, and "
        "maximising ∫ q log p says nothing)."),
    WHY_A_GAN_CARES(
        "Maximum likelihood and the discriminator's loss are cross-entropies: minimising them minimises a KL, "
        "and the loss itself never falls below an entropy."),
    SOURCE("Kullback and Leibler 1951; every text on maximum likelihood."),
    ESTABLISHED(
        "Each link of the chain for all densities, by exact algebra, and that both sides have one slope in p. "
        "On standard pairs with finite entropies the three numbers agree to 25 digits. A law without a finite entropy: the shares of its first five "
        "blocks, each above log 2, and KL = 0 to itself, by exact algebra."),
    NOT_ESTABLISHED("All blocks of that law. " POINTWISE),
    FALSEHOOD(
        "The entropy is finite for every law; the entropy added instead of subtracted; the arguments of KL exchanged; a bracket misplaced, so that only "
        "one term is under the integral with its density."))

static const line chain[] = {
    {"subtract the entropy", "q*log(p) - q*log(q) = q*(log(p) - log(q))",
     "q*log(p) + q*log(q) = q*(log(p) - log(q))", NULL},
    {"one logarithm", "q*(log(p) - log(q)) = q*log(p/q)", "q*log(p) - log(q) = q*log(p/q)", NULL},
    {"turn the quotient", "q*log(p/q) = -q*log(q/p)", "q*log(p/q) = q*log(q/p)", NULL},
    {"from end to end", "-q*log(p) = -q*log(q) + q*log(q/p)", "-q*log(p) = -q*log(q) + p*log(p/q)", NULL},
    {"the same slope in the model", "diff(-q*log(p), p) = diff(q*log(q/p), p)",
     "diff(-q*log(p), p) = diff(p*log(p/q), p)", NULL},
};

/* Mass w = 2^-k spread over n = 2^(2^k) points, k = 1, 2, ...: the k-th block has the entropy w log(n/w) = (k w + 1) log 2, so H is infinite,
 * and so is the cross-entropy of the law from itself, although its KL is 0. */
static const line blocks[] = {
    {"k = 1", "1/2*log(2*2^2) = (1/2 + 1)*log(2)", "1/2*log(2*2^2) <= log(2)", NULL},
    {"k = 2", "1/4*log(4*2^4) = (2/4 + 1)*log(2)", "1/4*log(4*2^4) <= log(2)", NULL},
    {"k = 3", "1/8*log(8*2^8) = (3/8 + 1)*log(2)", "1/8*log(8*2^8) <= log(2)", NULL},
    {"k = 4", "1/16*log(16*2^16) = (4/16 + 1)*log(2)", "1/16*log(16*2^16) <= log(2)", NULL},
    {"k = 5", "1/32*log(32*2^32) = (5/32 + 1)*log(2)", "1/32*log(32*2^32) <= log(2)", NULL},
    {"KL of each block to itself", "w*log((w/n)/(w/n)) = 0", "w*log((w/n)/(w/n)) = w*log(n/w)", NULL},
};

static const pair_case with_entropy[] = {
    {"I1", "normal(0,1)", "normal(1,1)", "location"},
    {"I2", "normal(0,1)", "normal(0,2)", "scale"},
    {"I4", "exponential(1)", "exponential(2)", "half line"},
    {"I6", "laplace(0,1)", "laplace(2,1)", "kinks"},
    {"I9", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "rational"},
    {"I10", "bernoulli(3/4)", "bernoulli(1/4)", "rational"},
};
static verdict entropy_plus_kl(pair c)
{
    return agree(c, cross_entropy(c.p, c.q), plus(entropy(c.p), kl(c.p, c.q)), 25);
}
static verdict kl_minus_entropy(pair c)
{
    return agree(c, cross_entropy(c.p, c.q), minus(kl(c.p, c.q), entropy(c.p)), 25);
}

PROOF_OF(cross_entropy_is_entropy_plus_kl, ALGEBRA("the chain, for all densities", chain),
         ALGEBRA("a law without a finite entropy: its blocks", blocks),
         CHECK("on pairs of laws (falsehood: the entropy with the wrong sign)", CERTIFIED, entropy_plus_kl,
               kl_minus_entropy, with_entropy))
