/*
 * WHAT THE GENERATOR'S LOSSES DESCEND AGAINST AN OPTIMAL DISCRIMINATOR
 * With D* = p/(p+r) frozen at the current generator r, the slopes in q at q = r of
 *     E_q log(1-D*)              are those of  2 JS(P,Q) - log 2                      the minimax loss,
 *     E_q [-log D*]              are those of  KL(Q‖P) - 2 JS(P,Q) + log 2 - 1        the non-saturating loss,
 *     E_q [-exp(logit D*)]       are those of  KL(P‖Q)                                the maximum-likelihood loss.
 * Constants do not matter: ∫ q = 1 for every generator, so a slope that is the same at every point is none.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game generator gradient"),
    STATEMENT("Frozen D*: E[-log D] descends KL(Q‖P) - 2 JS, E[-e^logit] descends KL(P‖Q)"),
    HYPOTHESES(
        "p, q, r are positive densities; D* = p/(p+r) is optimal for the current generator r and not differentiated. Slopes are "
        "those of integrands in the density q, at q = r."),
    WHY_A_GAN_CARES(
        "The non-saturating loss pulls toward small KL(Q‖P), which drops modes, and away from small JS. The loss -exp(logit) "
        "turns a GAN into maximum likelihood, with all the weight on the points that D takes for real."),
    SOURCE("Arjovsky and Bottou 2017, theorem 2.5; Goodfellow 2016, NIPS tutorial, section 8.3."),
    ESTABLISHED("The three slopes for all positive densities, by exact algebra."),
    NOT_ESTABLISHED(
        "The step from densities to the parameters of a generator, by the chain rule under the integral."),
    FALSEHOOD(
        "+2 JS in place of -2 JS; KL(P‖Q) in place of KL(Q‖P); JS in place of 2 JS; exp(-logit) for maximum likelihood."))

#define FROZEN "D = p/(p+r), j = (p*log(2*p/(p+q)) + q*log(2*q/(p+q)))/2, k = q*log(q/p), l = p*log(p/q)"
static const line slopes[] = {
    {"minimax: 2 JS", "at(diff(q*log(1-D), q), r = q) = diff(2*j, q) - log(2)",
     "at(diff(q*log(1-D), q), r = q) = diff(j, q) - log(2)", FROZEN},
    {"non-saturating: KL(Q‖P) - 2 JS", "at(diff(-q*log(D), q), r = q) = diff(k - 2*j, q) + log(2) - 1",
     "at(diff(-q*log(D), q), r = q) = diff(k + 2*j, q) + log(2) - 1", FROZEN},
    {"... with KL in this order", "at(diff(-q*log(D), q), r = q) = diff(k - 2*j, q) + log(2) - 1",
     "at(diff(-q*log(D), q), r = q) = diff(l - 2*j, q) + log(2) - 1", FROZEN},
    {"maximum likelihood: KL(P‖Q)", "at(diff(-q*D/(1-D), q), r = q) = diff(l, q)",
     "at(diff(-q*(1-D)/D, q), r = q) = diff(l, q)", FROZEN},
};

PROOF_OF(generator_losses_descend_these_divergences, ALGEBRA("slopes of the integrands at q = r", slopes))
