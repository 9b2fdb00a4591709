/*
 * THE OPTIMAL VALUE IS CONVEX IN THE GENERATOR'S LAW
 *     C(q) = max over D of V = ∫ p log(p/(p+q)) + q log(q/(p+q)),       ∂²/∂q² of the integrand = p/(q (p+q)) > 0;
 * KL and JS are convex in both laws together: their integrands k have the Hessians
 *     KL: (a/p - b/q)² p,      JS: (a q - b p)²/(2 p q (p+q))           in the direction (a, b), with determinant zero.
 * On two points with p = (1/2, 1/2):  C''(g) = 1/g + 1/(1-g) - 1/(g+1/2) - 1/(3/2-g) > 0.
 * Convex in the law is not convex in the parameters: θ ↦ JS(N(0,1), N(θ,1)) flattens. And Rényi's divergence of order 2, the
 * logarithm of 1 + χ², is not convex in its first law.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game js kl convergence"),
    STATEMENT("max over D of V(G,D) is convex in p_g; KL, JS are jointly convex"),
    HYPOTHESES(
        "Densities with respect to one measure, positive where a derivative is taken; mixtures of laws, not of parameters."),
    WHY_A_GAN_CARES(
        "In the space of laws the generator's problem has no false minima, which is the engine of the convergence "
        "theorem. In the space of a network's parameters this is lost."),
    SOURCE("Goodfellow et al. 2014, proposition 2; Csiszár 1967."),
    ESTABLISHED(
        "Second derivatives, Hessians as squares and their zero determinants for all positive densities, exactly; C'' > 0 on "
        "two points for all g in (0,1). That JS(N(0,1),N(θ,1)) is not convex: enclosures at θ = 1, 2, 3. The counterexample "
        "for Rényi's divergence, exactly."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "The value is concave in p_g; JS has a strictly convex integrand (its Hessian has a zero direction); it is convex in θ; "
        "every divergence is convex."))

#define INTEGRANDS                                                                                           \
    "C = p*log(p/(p+q)) + q*log(q/(p+q)), k = p*log(p/q), j = (p*log(2*p/(p+q)) + q*log(2*q/(p+q)))/2"
static const line hessians[] = {
    {"C'' in q", "diff(C, q, q) = p/(q*(p+q))", "diff(C, q, q) = -p/(q*(p+q))", INTEGRANDS},
    {"C'' > 0", "diff(C, q, q) > 0", "diff(C, q, q) < 0", INTEGRANDS},
    {"KL along (a,b)", "a^2*diff(k,p,p) + 2*a*b*diff(k,p,q) + b^2*diff(k,q,q) = p*(a/p - b/q)^2",
     "a^2*diff(k,p,p) + 2*a*b*diff(k,p,q) + b^2*diff(k,q,q) = p*(a/p + b/q)^2", INTEGRANDS},
    {"JS along (a,b)", "a^2*diff(j,p,p) + 2*a*b*diff(j,p,q) + b^2*diff(j,q,q) = (a*q - b*p)^2/(2*p*q*(p+q))",
     "a^2*diff(j,p,p) + 2*a*b*diff(j,p,q) + b^2*diff(j,q,q) = (a*q - b*p)^2/(p*q*(p+q))", INTEGRANDS},
    {"determinant of KL", "diff(k,p,p)*diff(k,q,q) - diff(k,p,q)^2 = 0",
     "diff(k,p,p)*diff(k,q,q) - diff(k,p,q)^2 > 0", INTEGRANDS},
    {"determinant of JS", "diff(j,p,p)*diff(j,q,q) - diff(j,p,q)^2 = 0",
     "diff(j,p,p)*diff(j,q,q) - diff(j,p,q)^2 > 0", INTEGRANDS},
};

#define TWO_POINTS                                                                                           \
    "C = 1/2*log(1/2/(1/2+g)) + 1/2*log(1/2/(3/2-g)) + g*log(g/(1/2+g)) + (1-g)*log((1-g)/(3/2-g))"
static const line two_points[] = {
    {"C''(g)", "diff(C, g, g) = 1/g + 1/(1-g) - 1/(g+1/2) - 1/(3/2-g)", "diff(C, g, g) = 1/g - 1/(g+1/2)",
     TWO_POINTS},
    {"C'' > 0 on (0,1)", "at(diff(C, g, g), g = s/(s+t)) > 0", "at(diff(C, g, g), g = s/(s+t)) < 0",
     TWO_POINTS},
    {"midpoint of (1/4,3/4) and (1,0)", "at(C, g = 5/8) < (at(C, g = 1/4) + 1/2*log(1/3) + log(2/3))/2",
     "at(C, g = 5/8) > (at(C, g = 1/4) + 1/2*log(1/3) + log(2/3))/2", TWO_POINTS},
};

/* 1 + χ² against Q = (1/1000, 999/1000): P = (1/2,1/2), (1,0) and their midpoint (3/4,1/4). */
#define RENYI "r0 = log(1000/4 + 1000/4/999), r1 = log(1000), rm = log(9/16*1000 + 1/16*1000/999)"
static const line renyi_of_order_2[] = {{"above the chord", "rm > (r0+r1)/2", "rm <= (r0+r1)/2", RENYI}};

typedef struct place {
    const char *name;
} place;
static const place along_theta[] = {{"θ = 1, 2, 3"}};
static ball js_at(instance c, const char *specification)
{
    return js(law_named(c, "normal(0,1)"), law_named(c, specification));
}
static verdict above_the_chord(instance c)
{
    ball chord = half(plus(js_at(c, "normal(1,1)"), js_at(c, "normal(3,1)")));
    return more(js_at(c, "normal(2,1)"), chord);
}
static verdict below_the_chord(instance c) { return opposite(above_the_chord(c)); }

PROOF_OF(optimal_value_is_convex_in_the_generator, ALGEBRA("second derivatives, for all densities", hessians),
         ALGEBRA("two points, all generators", two_points),
         ALGEBRA("Rényi's divergence of order 2 is not convex", renyi_of_order_2),
         CHECK_EACH("JS(N(0,1), N(θ,1)) is not convex in θ", CERTIFIED, above_the_chord, below_the_chord,
                    along_theta))
