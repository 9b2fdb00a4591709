/*
 * KL ADDS OVER PRODUCTS; JENSEN-SHANNON DOES NOT
 *     KL(P_X,Y ‖ Q_X,Y) = KL(P_X ‖ Q_X) + E KL(P_Y|X ‖ Q_Y|X)                       the chain rule,
 *     KL(P1⊗P2 ‖ Q1⊗Q2) = KL(P1‖Q1) + KL(P2‖Q2),     1 + χ²(P1⊗P2 ‖ Q1⊗Q2) = (1 + χ²(P1‖Q1)) (1 + χ²(P2‖Q2)).
 * With joint densities p(x) r(y|x) and q(x) s(y|x), under the integral over y and then x:
 *     p r log(p r/(q s)) = r [p log(p/q)] + p [r log(r/s)].
 * JS has none of this: two throws of a coin are easier to tell apart than one, but not twice as easy. With m1, m2 and m the middles of
 * the laws of one throw, the other and both, JS = JS1 + JS2 - KL(m‖m1 m2) ≤ JS1 + JS2, as
 *     p1 p2 log(p1 p2/m) = p1 p2 (log(p1/m1) + log(p2/m2)) - p1 p2 log(m/(m1 m2)),  the same for q, and half of both is taken.
 * n copies: H² = 1 - C^n, C = ∫ √(pq), and H² log 2 ≤ JS (js_lies_between_delta_and_jeffreys): JS → log 2 for all P ≠ Q.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl js"),
    STATEMENT("KL(P1⊗P2‖Q1⊗Q2) = KL(P1‖Q1) + KL(P2‖Q2); JS is not additive: of n copies it tends to log 2"),
    HYPOTHESES("P and Q have densities with respect to a product measure; the KL may be infinite."),
    WHY_A_GAN_CARES(
        "Likelihoods of independent samples add up, and so does the KL per sample. The game's JS saturates "
        "instead: with many pixels any two different laws are nearly log 2 apart."),
    SOURCE("Kullback and Leibler 1951 (chain rule and additivity); Lin 1991."),
    ESTABLISHED(
        "The chain rule, the product rules, JS ≤ JS1 + JS2 and TV ≤ 1 - (1-TV1)(1-TV2) for all densities, and KL summed over all four "
        "cells for all pairs of coins, by exact algebra. That JS is not additive: exactly, for (3/4) and (1/4) thrown twice. JS of n "
        "copies between log 2 (1 - C^n) and log 2, by enclosures, for coins and normals and n up to 100."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "KL of a product is the product of the KL; the conditional KL is not averaged over P but over Q; JS and TV "
        "are additive; what JS of two throws lacks to JS1 + JS2 is negative."))

#define MIDDLES                                                                                              \
    "one = (p*r*(log(p/m)+log(r/n)) + q*s*(log(q/m)+log(s/n)))/2, two = (p*r*log(p*r/l) + q*s*log(q*s/l))/2"
static const line rules[] = {
    {"chain rule", "p*r*log(p*r/(q*s)) = r*(p*log(p/q)) + p*(r*log(r/s))",
     "p*r*log(p*r/(q*s)) = r*(p*log(p/q)) + q*(r*log(r/s))", NULL},
    {"χ²", "(p*r)^2/(q*s) = (p^2/q)*(r^2/s)", "(p*r)^2/(q*s) = p^2/q + r^2/s", NULL},
    {"Bhattacharyya, p = a² and so on", "(a*b)*(c*d) = (a*c)*(b*d)", "(a*b)*(c*d) = a*c + b*d", NULL},
    /* p, q the densities of one throw, r, s of the other; those of the middles are the symbols m, n and l. */
    {"JS = JS1 + JS2 - KL(m‖m1 m2)", "two = one - (p*r + q*s)/2*log(l/(m*n))", "two = one", MIDDLES},
    {"KL(m‖m1 m2) ≥ 0", "l*log(l/(m*n)) >= l - m*n", "l*log(l/(m*n)) <= l - m*n", NULL},
    {"TV ≤ 1 - (1-TV1)(1-TV2): min(p,q) min(r,s) is below both, p = q + a, r = s + b", "q*s <= (q+a)*(s+b)",
     "(q+a)*s <= q*(s+b)", NULL},
    {"and where s = r + b", "q*r <= (q+a)*r", "q*r >= q*(r+b)", NULL},
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

/* ---- n copies: heads are counted, means are taken, both without loss ---- */

typedef struct copies {
    const char *name, *p, *q, *one_p, *one_q, *n, *affinity; /* of one copy */
} copies;
static const copies many[] = {
    {"2 throws", "binomial(2,3/4)", "binomial(2,1/4)", "bernoulli(3/4)", "bernoulli(1/4)", "2", "sqrt(3)/2"},
    {"5 throws", "binomial(5,3/4)", "binomial(5,1/4)", "bernoulli(3/4)", "bernoulli(1/4)", "5", "sqrt(3)/2"},
    {"20 throws", "binomial(20,3/4)", "binomial(20,1/4)", "bernoulli(3/4)", "bernoulli(1/4)", "20",
     "sqrt(3)/2"},
    {"100 throws", "binomial(100,3/4)", "binomial(100,1/4)", "bernoulli(3/4)", "bernoulli(1/4)", "100",
     "sqrt(3)/2"},
    {"2 points of N(0,1), N(1,1)", "normal(0,1)", "normal(sqrt(2),1)", "normal(0,1)", "normal(1,1)", "2",
     "exp(-1/8)"},
    {"9 points of N(0,1), N(1,1)", "normal(0,1)", "normal(3,1)", "normal(0,1)", "normal(1,1)", "9",
     "exp(-1/8)"},
    {"100 points of N(0,1), N(1,1)", "normal(0,1)", "normal(10,1)", "normal(0,1)", "normal(1,1)", "100",
     "exp(-1/8)"},
};
static ball js_of_all(instance c)
{
    return js(law_named(c, ((const copies *)c.of)->p), law_named(c, ((const copies *)c.of)->q));
}
static verdict nears_log2(instance c)
{
    const copies *of = c.of;
    ball log2 = number(c, "log(2)"), unlike = ball_pow(number(c, of->affinity), number(c, of->n));
    ball value = js_of_all(c), one = js(law_named(c, of->one_p), law_named(c, of->one_q));
    return both(both(at_least(value, times(log2, minus(integer(1), unlike))), less(value, log2)),
                both(less(one, value), less(value, times(number(c, of->n), one))));
}
static verdict adds_up(instance c)
{
    const copies *of = c.of;
    return at_least(js_of_all(c),
                    times(number(c, of->n), js(law_named(c, of->one_p), law_named(c, of->one_q))));
}

PROOF_OF(kl_adds_over_products_js_does_not, ALGEBRA("under the integral, for all densities", rules),
         ALGEBRA("two coins, all four outcomes", coins),
         ALGEBRA("the coins 3/4 and 1/4, thrown twice", throws),
         CHECK_EACH("JS of n copies (falsehood: n times that of one)", CERTIFIED, nears_log2, adds_up, many))
