/*
 * THE OPTIMAL DISCRIMINATOR IS 1/2 WHERE THE LAWS AGREE, AND ONLY THERE
 *     D* - 1/2 = (p-q)/(2 (p+q)),     so   D* = 1/2 almost everywhere   if and only if   P_g = P_data.
 * Then V(G,D*) = -log 4 (the cross-entropy per sample is log 2), and the generator has no gradient: with D = 1/2 fixed,
 * q log(1-D) has the slope -log 2 in q, the same at every x, and the integral of q is 1 for every parameter.
 * It is D* that is 1/2, not the densities: p = q = 1/2 on three points has mass 3/2.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game discriminator minimum"), STATEMENT("D* = 1/2 almost everywhere ⇔ P_g = P_data"),
    HYPOTHESES("p and q are densities with respect to one measure; almost everywhere means where p + q > 0."),
    WHY_A_GAN_CARES(
        "At the end of training the discriminator cannot tell real from generated, and stops teaching the "
        "generator. An accuracy of 1/2 is the goal, but also what an untrained discriminator has."),
    SOURCE("Goodfellow et al. 2014, section 4.1 and theorem 1."),
    ESTABLISHED(
        "For all densities, by exact algebra: the distance of D* from 1/2, the value -2 log 2 of the integrand per "
        "unit of mass, the constant slope."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "The densities are 1/2 at the optimum; p/2 = (p+q)/2 = q there; D* = 1/2 for all p, q; the value is -log 2."))

#define OPTIMAL "D = p/(p+q), V = p*log(D) + q*log(1-D)"

static const line at_equality[] = {
    {"the distance from 1/2", "D - 1/2 = (p-q)/(2*(p+q))", "D - 1/2 = 0", OPTIMAL},
    {"D* = 1/2 at p = q", "at(D, q = p) = 1/2", "at(p, q = p) = 1/2", OPTIMAL},
    {"the value -2 log 2", "at(V, q = p) = -2*p*log(2)", "at(V, q = p) = -p*log(2)", OPTIMAL},
    {"the mean of the equal densities is each of them", "at((p+q)/2, q = p) = p", "at((p+q)/2, q = p) = p/2",
     OPTIMAL},
    {"the slope in q is constant", "diff(q*log(1-1/2), q) = -log(2)", "diff(q*log(1-1/2), q) = 0", NULL},
    {"densities 1/2 on three points are no law", "1/2+1/2+1/2 = 3/2", "1/2+1/2+1/2 = 1", NULL},
};

PROOF_OF(discriminator_is_half_where_the_laws_agree, ALGEBRA("at p = q, and away from it", at_equality))
