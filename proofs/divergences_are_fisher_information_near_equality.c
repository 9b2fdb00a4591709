/*
 * NEAR EQUALITY DIVERGENCES ARE FISHER INFORMATION
 *     D_f(P_θ+δ ‖ P_θ) = ½ f''(1) I(θ) δ² + o(δ²),        I(θ) = ∫ (∂p/∂θ)²/p,
 * with ½ f''(1):  KL and reverse KL 1/2,  JS 1/8,  H² 1/8,  Δ 1/2,  χ² and Neyman 1.  Along the line q + t r (r = ∂q/∂θ) the integrands
 * have, at t = 0, the value 0, the slope f'(1) r (whose integral is 0) and the second derivative f''(1) r²/q.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl js"), STATEMENT("D_f(P_θ+δ‖P_θ) ≈ ½ f''(1) I(θ) δ²: KL ½, JS ⅛, H² ⅛, χ² 1"),
    HYPOTHESES(
        "The model has a smooth density with Fisher information I(θ) finite, and derivatives may be taken under the integral."),
    WHY_A_GAN_CARES(
        "Close to the data all these objectives are one quadratic form up to a factor: which divergence a GAN minimises matters "
        "far from the data only. JS is four times flatter than KL."),
    SOURCE("Kullback 1959, chapter 2; Csiszár and Shields 2004."),
    ESTABLISHED(
        "Value, slope and second derivative of each integrand at equality, for all q and r, by exact algebra. For N(0,1), N(δ,1): the "
        "closed forms of KL and χ², which is e^(δ²) - 1, to second order; and JS between δ²/8 - δ⁴/64 and that plus δ⁶/256 at five δ, by enclosures."),
    NOT_ESTABLISHED("The exchange of limit and integral; the term of order 4 for other laws."),
    FALSEHOOD(
        "1/4 for JS; KL and JS have the same curvature; χ² has KL's; JS of these normals is at least δ²/8."))

#define LINE                                                                                                            \
    "p = q + t*r, m = (p+q)/2, kl = p*log(p/q), rkl = q*log(q/p), js = (p*log(p/m) + q*log(q/m))/2, chi2 = (p-q)^2/q, " \
    "neyman = (p-q)^2/p, delta = (p-q)^2/(p+q), h = (a-b)^2/2"
static const line expansions[] = {
    {"KL: slope r", "at(diff(kl, t), t = 0) = r", "at(diff(kl, t), t = 0) = 0", LINE},
    {"KL", "at(diff(kl, t, t), t = 0) = r^2/q", "at(diff(kl, t, t), t = 0) = 2*r^2/q", LINE},
    {"reverse KL", "at(diff(rkl, t, t), t = 0) = r^2/q", "at(diff(rkl, t, t), t = 0) = -r^2/q", LINE},
    {"JS: slope 0", "at(diff(js, t), t = 0) = 0", "at(diff(js, t), t = 0) = r/2", LINE},
    {"JS", "at(diff(js, t, t), t = 0) = 1/4*r^2/q", "at(diff(js, t, t), t = 0) = 1/2*r^2/q", LINE},
    {"χ²", "at(diff(chi2, t, t), t = 0) = 2*r^2/q", "at(diff(chi2, t, t), t = 0) = r^2/q", LINE},
    {"Neyman", "at(diff(neyman, t, t), t = 0) = 2*r^2/q", "at(diff(neyman, t, t), t = 0) = r^2/q", LINE},
    {"Δ", "at(diff(delta, t, t), t = 0) = r^2/q", "at(diff(delta, t, t), t = 0) = r^2/(4*q)", LINE},
    {"H², by p = a²", "at(diff(h, a^2, a^2), a = b) = 1/(4*b^2)", "at(diff(h, a^2, a^2), a = b) = 1/b^2",
     LINE},
    {"... and no slope", "at(diff(h, a^2), a = b) = 0", "at(diff(h, a^2), a = b) = 1/2", LINE},
};

/* N(0,1) against N(d,1): KL = d²/2 exactly; log(1 + χ²) = d². I = 1. */
static const line normal_location[] = {
    {"KL = d²/2: second derivative 1", "diff(d^2/2, d, d) = 1", "diff(d^2/2, d, d) = 2", NULL},
    {"log(1+χ²) = d²: second derivative 2", "at(diff(log(1+c), c), c = 0)*diff(d^2, d, d) = 2",
     "at(diff(log(1+c), c), c = 0)*diff(d^2, d, d) = 1", NULL},
};

/* JS(N(0,1),N(d,1)) = d²/8 - d⁴/64 + ... */
typedef struct shift {
    const char *name; /* d */
} shift;
static const shift shifts[] = {{"1/100"}, {"1/10"}, {"1/2"}, {"1"}, {"2"}};
static ball js_less(instance c, const char *law_moved, const char *formula)
{
    char where[40];
    snprintf(where, sizeof where, "d = %s", ((const shift *)c.of)->name);
    return minus(js(law_named(c, "normal(0,1)"), law_where(c, law_moved, where)),
                 number_where(c, formula, where));
}
static verdict between_two_orders(instance c)
{
    return both(more(js_less(c, "normal(d,1)", "d^2/8 - d^4/64"), integer(0)),
                less(js_less(c, "normal(d,1)", "d^2/8 - d^4/64 + d^6/256"), integer(0)));
}
static verdict above_the_first(instance c)
{
    return at_least(js_less(c, "normal(d,1)", "d^2/8"), integer(0));
}

PROOF_OF(divergences_are_fisher_information_near_equality,
         ALGEBRA("along a line through q, for all q and r", expansions),
         ALGEBRA("normal laws of one variance", normal_location),
         CHECK_EACH("JS of N(0,1), N(d,1) is d²/8 - d⁴/64 and less than d⁶/256 (falsehood: at least d²/8)",
                    CERTIFIED, between_two_orders, above_the_first, shifts))
