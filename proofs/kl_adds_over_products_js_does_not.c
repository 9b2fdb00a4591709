/*
 * KL ADDS OVER PRODUCTS; JENSEN-SHANNON DOES NOT
 *     KL(P_X,Y ‖ Q_X,Y) = KL(P_X ‖ Q_X) + E KL(P_Y|X ‖ Q_Y|X)                       the chain rule,
 *     KL(P1⊗P2 ‖ Q1⊗Q2) = KL(P1‖Q1) + KL(P2‖Q2),     1 + χ²(P1⊗P2 ‖ Q1⊗Q2) = (1 + χ²(P1‖Q1)) (1 + χ²(P2‖Q2)).
 * With joint densities p(x) r(y|x) and q(x) s(y|x), under the integral over y and then x:
 *     p r log(p r/(q s)) = r [p log(p/q)] + p [r log(r/s)].
 * JS has none of this: two throws of a coin are easier to tell apart than one, but not twice as easy.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl js"), STATEMENT("KL(P1⊗P2‖Q1⊗Q2) = KL(P1‖Q1) + KL(P2‖Q2); JS is not additive"),
    HYPOTHESES("P and Q have densities with respect to a product measure; the KL may be infinite."),
    WHY_A_GAN_CARES(
        "Likelihoods of independent samples add up, and so does the KL per sample. The game's JS saturates "
        "instead: with many pixels any two different laws are nearly log 2 apart."),
    SOURCE("Kullback and Leibler 1951 (chain rule and additivity)."),
    ESTABLISHED(
        "The chain rule and the product rules for all densities, and summed over all four cells for all pairs of "
        "coins, by exact algebra. That JS is not additive: exactly, for (3/4) and (1/4) thrown twice."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "KL of a product is the product of the KL; the conditional KL is not averaged over P but over Q; JS and TV "
        "are additive."))

static const line rules[] = {
    {"chain rule", "p*r*log(p*r/(q*s)) = r*(p*log(p/q)) + p*(r*log(r/s))",
     "p*r*log(p*r/(q*s)) = r*(p*log(p/q)) + q*(r*log(r/s))", NULL},
    {"χ²", "(p*r)^2/(q*s) = (p^2/q)*(r^2/s)", "(p*r)^2/(q*s) = p^2/q + r^2/s", NULL},
    {"Bhattacharyya, p = a² and so on", "(a*b)*(c*d) = (a*c)*(b*d)", "(a*b)*(c*d) = a*c + b*d", NULL},
};

/* Coins with heads a, b under P and c, d under Q: the sums over the four outcomes. */
#define COINS                                                                                                \
    "k1 = a*log(a/c) + (1-a)*log((1-a)/(1-c)), k2 = b*log(b/d) + (1-b)*log((1-b)/(1-d)), "                   \
    "k = a*b*log(a*b/(c*d)) + a*(1-b)*log(a*(1-b)/(c*(1-d))) + (1-a)*b*log((1-a)*b/((1-c)*d))"               \
    " + (1-a)*(1-b)*log((1-a)*(1-b)/((1-c)*(1-d)))"
static const line coins[] = {{"all pairs of coins", "k = k1 + k2", "k = k1 + k2 + a*b - c*d", COINS}};

/* One throw of the coins 3/4 and 1/4, and two: j1, j2 by cells. */
#define THROWS                                                                                               \
    "j1 = 3/4*log(3/2) + 1/4*log(1/2), k1 = 3/4*log(3) + 1/4*log(1/3), "                                     \
    "j2 = 9/16*log(9/5) + 6/16*log(1) + 1/16*log(1/5), k2 = 9/16*log(9) + 6/16*log(1) + 1/16*log(1/9)"
static const line throws[] = {
    {"KL doubles", "k2 = 2*k1", "k2 = k1", THROWS},
    {"JS grows by less than itself", "j2 < 2*j1", "j2 = 2*j1", THROWS},
    {"but it grows", "j2 > j1", "j2 <= j1", THROWS},
    {"TV is not additive either", "9/16 - 1/16 = 1/2", "9/16 - 1/16 = 1/2 + 1/2", NULL},
};

PROOF_OF(kl_adds_over_products_js_does_not, ALGEBRA("under the integral, for all densities", rules),
         ALGEBRA("two coins, all four outcomes", coins),
         ALGEBRA("the coins 3/4 and 1/4, thrown twice", throws))
