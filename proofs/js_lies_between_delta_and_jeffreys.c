/*
 * JENSEN-SHANNON BETWEEN OTHER DIVERGENCES
 *     Δ/4 ≤ JS ≤ Δ (log 2)/2,      H² log 2 ≤ JS ≤ H² ≤ J/8,      KL(P‖M) ≤ KL(P‖Q)/2,      2 H² ≤ KL ≤ χ²,
 * Δ = ∫ (p-q)²/(p+q) the triangular discrimination, J = KL(P‖Q) + KL(Q‖P), H² = ½ ∫ (√p-√q)². Each is an inequality between
 * integrands, for all p, q > 0 (that of KL less p - q, whose integral is 0); the square roots are a and b, p = a² and q = b².
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic js kl"),
    STATEMENT("Δ/4 ≤ JS ≤ Δ (log 2)/2, H² log 2 ≤ JS ≤ H² ≤ J/8, KL(P‖M) ≤ KL(P‖Q)/2, KL ≤ χ²"),
    HYPOTHESES("P and Q have densities with respect to one measure; the right sides may be infinite."),
    WHY_A_GAN_CARES(
        "They say what a small value of one divergence implies for another: JS, which the game measures, is small "
        "whenever KL is, and of the order of the squared difference of close densities."),
    SOURCE("Lin 1991 (JS and J); Topsøe 2000 (Δ, H² and JS); Tsybakov 2009, section 2.4 (H², KL, χ²)."),
    ESTABLISHED(
        "Each inequality between the integrands for all positive densities, by exact certificates. H² log 2 ≤ JS ≤ H² ≤ J/8 also on the standard pairs, by "
        "enclosures of the integrals (where two sides are equal: agreement to 15 digits)."),
    NOT_ESTABLISHED("That the constants are best. " POINTWISE),
    FALSEHOOD(
        "JS ≤ J/16; JS ≥ H²; JS ≤ Δ/4; JS ≤ Δ/3 and H² 7/10 ≤ JS, close to the right constants; KL ≤ χ²/2; KL(P‖M) ≤ KL(P‖Q)/4."))

#define INTEGRANDS                                                                                                \
    "m = (p+q)/2, j = (p*log(p/m) + q*log(q/m))/2, J = (p-q)*log(p/q), delta = (p-q)^2/(p+q), chi2 = (p-q)^2/q, " \
    "k = p*log(p/q) - (p-q)"
#define ROOTS                                                                                                \
    "j = (a^2*log(2*a^2/(a^2+b^2)) + b^2*log(2*b^2/(a^2+b^2)))/2, h = (a-b)^2/2, J = 2*(a^2-b^2)*log(a/b), " \
    "k = 2*a^2*log(a/b) - (a^2-b^2)"
static const line integrands[] = {
    {"Δ/4 ≤ JS", "j >= delta/4", "j <= delta/4", INTEGRANDS},
    {"JS ≤ Δ (log 2)/2", "j <= delta*log(2)/2", "j <= delta/3", INTEGRANDS},
    {"H² log 2 ≤ JS", "h*log(2) <= j", "h*7/10 <= j", ROOTS},
    {"JS ≤ H²", "j <= h", "j >= h", ROOTS},
    {"H² ≤ J/8", "h <= J/8", "h <= J/16", ROOTS},
    {"JS ≤ J/8", "j <= J/8", "j <= J/16", INTEGRANDS},
    {"KL(P‖M) ≤ KL(P‖Q)/2", "p*log(p/m) <= p*log(p/q)/2", "p*log(p/m) <= p*log(p/q)/4", INTEGRANDS},
    {"KL ≤ χ²", "k <= chi2", "k <= chi2/2", INTEGRANDS},
    {"2 H² ≤ KL", "2*h <= k", "4*h <= k", ROOTS},
};

static verdict ordered(pair c)
{
    ball js_ = js(c.p, c.q), h = hellinger2(c.p, c.q), J = jeffreys(c.p, c.q),
         low = times(h, number(c, "log(2)"));
    verdict from_below = either(at_most(low, js_), agree(c, low, js_, 15));
    return both(both(from_below, at_most(js_, h)),
                is_finite(J) == HOLDS ? at_most(h, times(ratio(1, 8), J)) : is_infinite(J));
}
static verdict too_sharp(pair c)
{
    return provided(c, is_finite(jeffreys(c.p, c.q)),
                    at_most(js(c.p, c.q), times(ratio(1, 16), jeffreys(c.p, c.q))));
}

PROOF_OF(js_lies_between_delta_and_jeffreys, ALGEBRA("between integrands, for all densities", integrands),
         CHECK("H² log 2 ≤ JS ≤ H² ≤ J/8 on the standard pairs (falsehood: JS ≤ J/16)", CERTIFIED, ordered,
               too_sharp, standard_pairs))
