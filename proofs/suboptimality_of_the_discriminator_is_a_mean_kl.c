/*
 * WHAT A DISCRIMINATOR LOSES IS A MEAN KL OF COINS: V CERTIFIES A LOWER BOUND OF JS
 *     (-log 4 + 2 JS(P,P_g)) - V(G,D) = E_P KL(D*,D) + E_Pg KL(D*,D) ≥ 0        KL of coins with heads D*(x) and D(x),
 * for every D, so that (V(G,D) + log 4)/2 ≤ JS for every discriminator, trained or not; and by Pinsker's inequality for coins
 *     E_P (D-D*)² + E_Pg (D-D*)² ≤ ½ of it.
 * D = 1/2 loses exactly 2 JS.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game discriminator training js"),
    STATEMENT("(-log 4 + 2 JS) - V(G,D) = ∫ (p+q) KL(D*,D) ≥ 2 ∫ (p+q)(D-D*)² ≥ 0"),
    HYPOTHESES("D is any function with values in (0,1); p and q are positive densities."),
    WHY_A_GAN_CARES(
        "A training log can say how well it knows: the loss of D is a lower bound of JS, and where p_g is known the gap tells how far D is from D*."),
    SOURCE("Goodfellow et al. 2014, theorem 1, with the remainder kept; Pinsker's inequality for coins."),
    ESTABLISHED(
        "The identity and the square bound under the integral, for all densities and D, by exact algebra. On each standard pair on the line, D whose logit is "
        "off by -2: JS from its own integral, V and the gap from theirs, agreeing to 12 digits."),
    NOT_ESTABLISHED("A bound of JS from above, which no discriminator gives."),
    FALSEHOOD(
        "JS in place of 2 JS; the gap may be negative; a constant 3 in the square bound; the gap is that of the reversed coins."))

#define COINS "s = p/(p+q), v = p*log(D) + q*log(1-D), k = s*(log(s)-log(D)) + (1-s)*(log(1-s)-log(1-D))"
static const line algebra[] = {
    {"the gap", "at(v, D = p/(p+q)) - v = (p+q)*k", "at(v, D = p/(p+q)) - v = k", COINS},
    {"V* and JS", "at(v, D = p/(p+q)) = p*log(2*p/(p+q)) + q*log(2*q/(p+q)) - (p+q)*log(2)",
     "at(v, D = p/(p+q)) = (p*log(2*p/(p+q)) + q*log(2*q/(p+q)))/2 - (p+q)*log(2)", COINS},
    {"D = 1/2 loses 2 JS", "at((p+q)*k, D = 1/2) = p*log(2*p/(p+q)) + q*log(2*q/(p+q))",
     "at((p+q)*k, D = 1/2) = (p*log(2*p/(p+q)) + q*log(2*q/(p+q)))/2", COINS},
    {"the gap's slope vanishes at D*", "at(diff(k, D), D = p/(p+q)) = 0", "at(diff(k, D), D = 1/2) = 0",
     COINS},
    {"and its curvature is at least 4, D = t/(1+t)", "at(1/(D*(1-D)), D = t/(1+t)) >= 4",
     "at(1/(D*(1-D)), D = t/(1+t)) >= 5", COINS},
    {"the slope is (D-s)/(D(1-D))", "diff(k, D) = (D-s)/(D*(1-D))", "diff(k, D) = (s-D)/(D*(1-D))", COINS},
};

static verdict gap_is(pair c, const char *tilt)
{
    ball best = plus(number(c, "-log(4)"), twice(js(c.p, c.q)));
    return agree(c, minus(best, tilted_game_value(tilt, c.p, c.q)), tilted_game_gap(tilt, c.p, c.q), 12);
}
static verdict gaps_are(pair c) { return provided(c, on_the_line(c), gap_is(c, "-2")); }
static verdict with_one_js(pair c)
{
    ball best = plus(number(c, "-log(4)"), js(c.p, c.q));
    return provided(
        c, both(on_the_line(c), more(js(c.p, c.q), ratio(1, 1000))),
        agree(c, minus(best, tilted_game_value("-2", c.p, c.q)), tilted_game_gap("-2", c.p, c.q), 12));
}

PROOF_OF(suboptimality_of_the_discriminator_is_a_mean_kl,
         ALGEBRA("under the integral, for all densities", algebra),
         CHECK("the standard pairs on the line", CERTIFIED, gaps_are, with_one_js, standard_pairs))
