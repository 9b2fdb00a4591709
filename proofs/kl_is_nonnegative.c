/*
 * KL IS NON-NEGATIVE (Gibbs' inequality)
 *     KL(P‖Q) = ∫ p log(p/q) ≥ 0          for all probability laws P, Q on the same space
 * For log t ≤ t - 1 gives  -KL(P‖Q) = ∫ p log(q/p) ≤ ∫ over {p > 0} of (q - p) ≤ 1 - 1 = 0.  Both laws having mass one
 * is used at the very end, and the falsehood is what becomes of the statement without it.
 */
#include "proof.h"

ABOUT(
    TAGS("core kl symbolic"), STATEMENT("KL(P‖Q) ≥ 0"),
    HYPOTHESES("P and Q are probability laws on the same space; +infinity is a value."),
    WHY_A_GAN_CARES(
        "The value of the game against the best discriminator is a sum of two KL divergences from the "
        "mixture, minus log 4: that they cannot be negative is what makes -log 4 the floor."),
    SOURCE("Gibbs 1902, ch. XI; Kullback and Leibler 1951, lemma 3.1."),
    ESTABLISHED(
        "p log(p/q) ≥ p - q for all positive densities, by an exact certificate, and that p = q is where both sides are zero. On each standard pair, in both orders, by enclosures that lie above zero."),
    NOT_ESTABLISHED(
        "What is left to the reader: integrating the inequality, where p and q have mass one; and points where "
        "a density is 0, where it holds with 0 log 0 = 0 and p log(p/0) = +infinity."),
    FALSEHOOD(
        "∫ q log(p/q) ≥ 0, weighed by the wrong law; ∫ p log(p/(p+q)) ≥ 0: the second argument has mass two. It equals KL(P‖M) - log 2 with M = (P+Q)/2, "
        "and is never positive."))

static const line gibbs[] = {
    {"p log(p/q) ≥ p - q", "p*log(p/q) >= p - q", "p*log(p/(p+q)) >= 0", NULL},
    {"log t ≤ t - 1", "log(t) <= t - 1", "log(t) <= (t - 1)/2", NULL},
    {"weighed by q it is -KL(Q‖P), at most 0", "q*log(p/q) <= p - q", "q*log(p/q) >= p - q", NULL},
    {"zero at p = q", "at(p*log(p/q) - p + q, p = q) = 0", "at(p*log(p/(p+q)) - p + q, p = q) = 0", NULL},
};

static verdict claim(pair c)
{
    return both(at_least(kl(c.p, c.q), integer(0)), at_least(kl(c.q, c.p), integer(0)));
}
static verdict falsehood(pair c)
{
    return at_least(minus(kl(c.p, middle(c.p, c.q)), number(c, "log(2)")), integer(0));
}

PROOF_OF(kl_is_nonnegative, ALGEBRA("under the integral, for all densities", gibbs),
         CHECK("on the standard pairs, both orders", CERTIFIED, claim, falsehood, standard_pairs))
