/*
 * THE LEAST-SQUARES GAN MINIMISES THE TRIANGULAR DISCRIMINATION
 * The discriminator minimises  ½ E_p (D-b)² + ½ E_q (D-a)²,  the generator  ½ E_p (D-c)² + ½ E_q (D-c)²  against the best D:
 *     D* = (b p + a q)/(p+q),       2 C(G) = ∫ ((b-c) p + (a-c) q)²/(p+q) = (a+b-2c)²/2 + (b-a)² Δ(P,Q)/4,
 * Δ = ∫ (p-q)²/(p+q) in [0,2], which is 2 χ²(Q‖M), M = (P+Q)/2. So every choice with a ≠ b has the same best generator; b-c = 1 and
 * b-a = 2 only make 2 C(G) = Δ. Unlike log(1-D), the loss (D-c)² has its slope 2 (D-c) vanish at D = c only.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic lsgan"), STATEMENT("LSGAN: D* = (bp+aq)/(p+q), 2C = (a+b-2c)²/2 + (b-a)² Δ/4"),
    HYPOTHESES(
        "p and q are densities with respect to one measure, positive where D* is evaluated; a is the target on generated "
        "points, b on data, c what the generator wants; D may be any real function."),
    WHY_A_GAN_CARES(
        "Least squares give the generator a gradient where D is sure of itself, and still minimise an f-divergence, bounded by "
        "2 as JS is by log 2."),
    SOURCE(
        "Mao et al. 2017, Least squares generative adversarial networks, section 3.2 (for b-c = 1, b-a = 2)."),
    ESTABLISHED(
        "D*, the minimum, its formula for all a, b, c and all densities, and Δ = 2 χ²(Q‖M), by exact algebra; the instances "
        "p = 2-2x, q = 2x and (1/2,1/2), (3/4,1/4)."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "D* with a and b exchanged; 2 C(G) = χ²(P‖Q); the constant (a+b-2c)²/2 forgotten; the slope of the loss is 2D, whatever c."))

#define LEAST_SQUARES                                                                                        \
    "L = p/2*(D-b)^2 + q/2*(D-a)^2, D0 = (b*p+a*q)/(p+q), C = p/2*(D0-c)^2 + q/2*(D0-c)^2, delta = (p-q)^2/(p+q), m = (p+q)/2"
static const line game[] = {
    {"stationary", "at(diff(L, D), D = (b*p+a*q)/(p+q)) = 0", "at(diff(L, D), D = (a*p+b*q)/(p+q)) = 0",
     LEAST_SQUARES},
    {"convex in D", "diff(L, D, D) > 0", "diff(L, D, D) < 0", LEAST_SQUARES},
    {"what another D costs", "L - at(L, D = (b*p+a*q)/(p+q)) = (p+q)/2*(D-D0)^2",
     "L - at(L, D = (b*p+a*q)/(p+q)) = (D-D0)^2/2", LEAST_SQUARES},
    {"2C", "2*C = ((b-c)*p + (a-c)*q)^2/(p+q)", "2*C = ((b-c)*p + (a-c)*q)^2/q", LEAST_SQUARES},
    {"2C by Δ, integrand by integrand",
     "2*C = (p+q)*(a+b-2*c)^2/4 + (b-a)^2/4*delta + (a+b-2*c)*(b-a)*(p-q)/2",
     "2*C = (b-a)^2/4*delta + (a+b-2*c)*(b-a)*(p-q)/2", LEAST_SQUARES},
    {"Δ is 2 χ² to the mixture", "delta = 2*(q-m)^2/m", "delta = (p-q)^2/q", LEAST_SQUARES},
    {"the slope of the loss", "diff((D-c)^2, D) = 2*(D-c)", "diff((D-c)^2, D) = 2*D", LEAST_SQUARES},
};

/* a = -1, b = 1, c = 0 on p = 2-2x, q = 2x: 2C is the integral of its integrand 2(1-2x)², 2/3; on two points a sum. */
static const line instances[] = {
    {"D* = 1-2x", "((2-2*x) - 2*x)/2 = 1-2*x", "((2-2*x) - 2*x)/2 = 2*x-1", NULL},
    {"an antiderivative of 2C", "diff(2*x-4*x^2+8/3*x^3, x) = ((2-2*x)-2*x)^2/2",
     "diff(2*x-4*x^2+8/3*x^3, x) = ((2-2*x)-2*x)^2", NULL},
    {"from 0 to 1", "2*1-4*1^2+8/3*1^3 = 2/3", "2*1-4*1^2+8/3*1^3 = 1/3", NULL},
    {"(1/2,1/2), (3/4,1/4): Δ", "(1/4)^2/(5/4) + (1/4)^2/(3/4) = 2/15", "(1/4)^2/(5/4) + (1/4)^2/(3/4) = 1/3",
     NULL},
    {"there with a = 0, b = c = 1", "(3/4)^2/(5/4) + (1/4)^2/(3/4) = 1/2 + 2/15/4",
     "(3/4)^2/(5/4) + (1/4)^2/(3/4) = 2/15", NULL},
};

PROOF_OF(least_squares_gan_minimises_triangular_discrimination,
         ALGEBRA("the game, for all densities and all a, b, c", game), ALGEBRA("two instances", instances))
