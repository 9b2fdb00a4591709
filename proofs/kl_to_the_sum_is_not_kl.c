/*
 * ∫ p log(p/(p+q)) IS NOT A KL, BUT KL TO THE MIXTURE LESS LOG 2
 *     ∫ p log(p/(p+q)) = KL(P‖M) - log 2,  M = (P+Q)/2,        so that   -log 2 ≤ ∫ p log(p/(p+q)) ≤ 0.
 * p+q has mass two and is no density. The integral is the first of the two terms of V(G,D*), and it is -log 2 at P = Q, where
 * KL is 0. That both densities are positive does not make it positive; what makes KL(P‖M) ≥ 0 is that M has mass one:
 *     p log(p/m) ≥ p - m.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl game"), STATEMENT("∫ p log(p/(p+q)) = KL(P‖M) - log 2, in [-log 2, 0]"),
    HYPOTHESES("P and Q have densities p and q with respect to one measure; M = (P+Q)/2."),
    WHY_A_GAN_CARES(
        "It is where the -log 4 of the game comes from: forget that p+q has mass two, and the value looks like a "
        "sum of two divergences."),
    SOURCE("Goodfellow et al. 2014, theorem 1 (proof)."),
    ESTABLISHED(
        "The identity and both bounds for all densities, by exact algebra. On the pair p = 2-2x, q = 2x, where the "
        "integral is -1/2, and at P = Q, where it is -log 2, to 30 digits. In the place of KL in the definition of JS it gives a negative number: "
        "for all densities, and -0.6308... on the first pair."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "The integral is KL(P‖Q); it is KL(P‖M) + log 2, or KL(P‖M) itself (log 2 lost); it is not negative, as the "
        "densities are not; it serves in the definition of JS."))

#define MIDDLE "m = (p+q)/2, f = p*log(p/(p+q))"

static const line under_the_integral[] = {
    {"the identity", "f = p*log(p/m) - p*log(2)", "f = p*log(p/m) + p*log(2)", MIDDLE},
    {"not KL to the other law", "f = p*log(p/m) - p*log(2)", "f = p*log(p/q)", MIDDLE},
    {"log 2 is not lost", "f = p*log(p/m) - p*log(2)", "f = p*log(p/m)", MIDDLE},
    {"below: Gibbs for m", "p*log(p/m) >= p - m", "p*log(p/m) >= 0", MIDDLE},
    {"below: f ≥ p - m - p log 2", "f >= p - m - p*log(2)", "f >= 0", MIDDLE},
    {"above: the quotient is below 1", "p/(p+q) < 1", "p/m < 1", MIDDLE},
    {"at p = q", "at(f, q = p) = -p*log(2)", "at(f, q = p) = 0", MIDDLE},
};

#define WRONG_JS "m = (p+q)/2, j = (p*log(p/m) + q*log(q/m))/2, wrong = (p*log(p/(p+m)) + q*log(q/(q+m)))/2"
static const line in_js[] = {
    {"never positive", "wrong < 0", "wrong = j", WRONG_JS},
    {"at p = q it is -p log 2", "at(wrong, q = p) = -p*log(2)", "at(wrong, q = p) = at(j, q = p)", WRONG_JS},
};
/* p = 2-2x, q = 2x, so m = 1 and both terms have one integral; y = 2x, and F is 0 at 0. */
#define FIRST_PAIR "F = y^2/4*log(y) - (y^2-1)/4*log(1+y) - y/4"
static const line in_full[] = {
    {"2-2x and 2x: an antiderivative of the mean", "diff(F, y) = y/2*log(y/(y+1))", "diff(F, y) = y/2*log(y)",
     FIRST_PAIR},
    {"... from 0 to 2: -0.6308...", "at(F, y = 2) = log(2) - 3/4*log(3) - 1/2", "at(F, y = 2) = log(2) - 1/2",
     FIRST_PAIR},
    {"which is negative", "at(F, y = 2) < -63081/100000", "at(F, y = 2) >= 0", FIRST_PAIR},
};

static const pair_case instances[] = {
    {"I0", "beta(1,2)", "beta(2,1)", "-1/2"},
    {"equal", "normal(0,1)", "normal(0,1)", "-log(2)"},
    {"disjoint", "uniform(0,1)", "uniform(2,3)", "0"},
    {"I5", "uniform(0,1)", "uniform(1/2,3/2)", "-log(2)/2"},
};
/* The pair's note is the value of the integral. */
static verdict is_shifted(pair c, const char *shift)
{
    return agree(c, plus(kl(c.p, middle(c.p, c.q)), number(c, shift)), number(c, c.given->why), 30);
}
static verdict kl_less_log2(pair c) { return is_shifted(c, "-log(2)"); }
static verdict kl_plus_log2(pair c) { return is_shifted(c, "log(2)"); }

PROOF_OF(kl_to_the_sum_is_not_kl, ALGEBRA("under the integral, for all densities", under_the_integral),
         ALGEBRA("in the place of KL in the definition of JS", in_js), ALGEBRA("there, on one pair", in_full),
         CHECK("values: -1/2, -log 2, 0, -log(2)/2 (falsehood: KL(P‖M) + log 2)", CERTIFIED, kl_less_log2,
               kl_plus_log2, instances))
