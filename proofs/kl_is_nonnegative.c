/*
 * KL IS NON-NEGATIVE (Gibbs' inequality)
 *     KL(P‖Q) = ∫ p log(p/q) ≥ 0          for all probability laws P, Q on the same space
 * For log t ≤ t - 1 gives  -KL(P‖Q) = ∫ p log(q/p) ≤ ∫ over {p > 0} of (q - p) ≤ 1 - 1 = 0.  Both laws having mass one
 * is used at the very end, and the falsehood is what becomes of the statement without it.
 */
#include "proof.h"

ABOUT(
    TAGS("core kl"), STATEMENT("KL(P‖Q) ≥ 0"),
    HYPOTHESES("P and Q are probability laws on the same space; +infinity is a value."),
    WHY_A_GAN_CARES(
        "The value of the game against the best discriminator is a sum of two KL divergences from the "
        "mixture, minus log 4: that they cannot be negative is what makes -log 4 the floor."),
    SOURCE("Gibbs 1902, ch. XI; Kullback and Leibler 1951, lemma 3.1."),
    ESTABLISHED("On each standard pair, in both orders, by certified enclosures that lie above zero."),
    NOT_ESTABLISHED(
        "The inequality for all pairs of laws: that is the two lines of calculus at the head of the file."),
    FALSEHOOD(
        "∫ p log(p/(p+q)) ≥ 0: the second argument has mass two. It equals KL(P‖M) - log 2 with M = (P+Q)/2, "
        "and is never positive."))

static verdict claim(pair c)
{
    return both(at_least(kl(c.p, c.q), integer(0)), at_least(kl(c.q, c.p), integer(0)));
}
static verdict falsehood(pair c)
{
    return at_least(minus(kl(c.p, middle(c.p, c.q)), number(c, "log(2)")), integer(0));
}

PROOF_OF(kl_is_nonnegative,
         CHECK("on the standard pairs, both orders", CERTIFIED, claim, falsehood, standard_pairs))
