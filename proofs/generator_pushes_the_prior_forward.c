/*
 * THE GENERATOR PUSHES ITS PRIOR FORWARD
 *     E_z h(G(z)) = E_x h(x),  x ~ p_g,      p_g the image of the prior under G,      so   V(G,D) = E_x log D(x) + E_z log(1-D(G(z))).
 * On a finite latent space p_g collects the masses that G sends to one point. Where G is smooth and increasing,
 *     p_g(G(z)) G'(z) = p_z(z),      log p_g(G(z)) + log G'(z) = log p_z(z).
 * z uniform, G(z) = z²: p_g(x) = 1/(2√x), which is 2 at x = 1/16, where the prior has 1. z ~ N(0,1), G(z) = 2z: p_g = N(0,4).
 * It is D(G(z)) that enters, not D(z); p_g is not the prior, and not the law of z + G(z).
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game generator"), STATEMENT("E_z h(G(z)) = E_{x~p_g} h(x); p_g(G(z)) G'(z) = p_z(z)"),
    HYPOTHESES(
        "G is measurable, and h ∘ G integrable or of one sign; for the density, G is smooth and strictly increasing on an interval."),
    WHY_A_GAN_CARES(
        "A generator is never asked for its density: expectations under p_g are averages over noise. The theory speaks of p_g all "
        "the same, because of this identity."),
    SOURCE("Goodfellow et al. 2014, section 3; change of variables in any text on measure theory."),
    ESTABLISHED(
        "Exactly: the sums on three latent points, two of which meet, for all weights and all D; the density for z² and 2z; moments of z² "
        "both ways, for the powers 1 to 3."),
    NOT_ESTABLISHED("Generators that are not injective or lower the dimension, where p_g has no density."),
    FALSEHOOD("D(z) for D(G(z)); p_g is the prior; the factor G'(z) left out; p_g is the law of z + G(z)."))

/* Latent weights w1, w2, w3; G sends 1 and 2 to a point with D = d, 3 to one with D = e; D at the latent points themselves: f, g, h. */
static const line finite_space[] = {
    {"two latent points meet", "w1*log(1-d) + w2*log(1-d) + w3*log(1-e) = (w1+w2)*log(1-d) + w3*log(1-e)",
     "w1*log(1-f) + w2*log(1-g) + w3*log(1-h) = (w1+w2)*log(1-d) + w3*log(1-e)", NULL},
};

static const line densities[] = {
    {"z uniform, G = z²: 1/(2√x)", "1/(2*z)*diff(z^2, z) = 1", "1*diff(z^2, z) = 1", NULL},
    {"at x = 1/16", "at(1/(2*z), z = 1/4) = 2", "at(1/(2*z), z = 1/4) = 1", NULL},
    {"D* there, with uniform data", "1/(1+2) = 1/3", "1/(1+2) = 1/2", NULL},
    {"z normal, G = 2z: N(0,4)", "-(2*z)^2/8 - log(2) + log(diff(2*z, z)) = -z^2/2",
     "-(2*z)^2/8 - log(2) = -z^2/2", NULL},
    {"not z + G(z), which is N(0,9)", "-(3*z)^2/18 - log(3) + log(diff(3*z, z)) = -z^2/2",
     "-(3*z)^2/8 - log(2) + log(diff(3*z, z)) = -z^2/2", NULL},
};

/* E z^(2k) = 1/(2k+1): antiderivatives z^(2k+1)/(2k+1), and in x = z² those of x^k/(2√x), whose derivative by x = z² is z^(2k)/(2z). */
static const line moments[] = {
    {"k = 1", "diff(z^3/3, z^2) = (z^2)^1/(2*z)", "diff(z^3/3, z^2) = (z^2)^1", NULL},
    {"k = 2", "diff(z^5/5, z^2) = (z^2)^2/(2*z)", "diff(z^5/5, z^2) = (z^2)^2", NULL},
    {"k = 3", "diff(z^7/7, z^2) = (z^2)^3/(2*z)", "diff(z^7/7, z^2) = (z^2)^3", NULL},
};

PROOF_OF(generator_pushes_the_prior_forward, ALGEBRA("a finite latent space", finite_space),
         ALGEBRA("densities", densities), ALGEBRA("moments of z², over z and over x", moments))
