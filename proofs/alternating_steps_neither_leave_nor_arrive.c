/*
 * ALTERNATING STEPS NEITHER LEAVE NOR ARRIVE, TO FIRST ORDER
 * n_g steps of the generator and then n_d of the discriminator, of size h on the Dirac-GAN with f'(0) = a, have at the equilibrium
 *     M = ((1, -g), (d, 1 - g d)),   g = n_g h a,  d = n_d h a:      det M = 1,   tr M = 2 - α²,   α² = g d = n_g n_d h² a².
 * The eigenvalues 1 - α²/2 ± √((1 - α²/2)² - 1) lie on the unit circle exactly if α ≤ 2. For the bilinear game (WGAN) with one step each the
 * oval  θ² + ψ² - hθψ  is kept exactly, so no play but that of the equilibrium comes near it.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic dynamics dirac training"),
    STATEMENT("AltGD on the Dirac-GAN: det = 1, |λ| = 1 exactly if √(n_g n_d) h f'(0) ≤ 2"),
    HYPOTHESES(
        "The linearisation at the equilibrium, in which several steps of one player add up, for every f with f'(0) = a."),
    WHY_A_GAN_CARES(
        "Algorithm 1 alternates. That cures the outward spiral of simultaneous steps, but not more: more discriminator steps do not make it converge."),
    SOURCE("Mescheder, Geiger and Nowozin 2018, lemma 2.4; Goodfellow et al. 2014, algorithm 1."),
    ESTABLISHED(
        "Determinant, trace and the oval for all steps, by exact algebra; α > 2 has a real eigenvalue outside. Moduli for the true loss by enclosure; where 500 steps from (1,1) lead, to all the digits below: neither to 0 nor away."),
    NOT_ESTABLISHED(
        "What the terms of higher order do in the long run: eigenvalues on the circle leave it open."),
    FALSEHOOD("The determinant is below 1; α² = (n_g + n_d) h² a²; the radius after 500 steps is below 1."))

#define MOVED "T = t - g*u, U = u + d*T"
static const line algebra[] = {
    {"determinant", "diff(T,t)*diff(U,u) - diff(T,u)*diff(U,t) = 1",
     "diff(T,t)*diff(U,u) - diff(T,u)*diff(U,t) = 1 - g*d", MOVED},
    {"trace", "diff(T,t) + diff(U,u) = 2 - g*d", "diff(T,t) + diff(U,u) = 2 - (g+d)", MOVED},
    {"discriminant of λ² - tλ + 1", "(2-A^2)^2 - 4 = A^2*(A-2)*(A+2)", "(2-A^2)^2 - 4 = A^2*(A-1)*(A+1)",
     NULL},
    {"α = 2 + w: a root below -1", "1 - (2-(2+w)^2)*(-1) + 1 < 0", "1 - (2-(2+w)^2)*(-1) + 1 > 0", NULL},
    {"the oval of the bilinear game", "T^2 + U^2 - h*T*U = t^2 + u^2 - h*t*u", "T^2 + U^2 = t^2 + u^2",
     "T = t - h*u, U = u + h*T"},
    {"is an oval for h < 2", "t^2 + u^2 - h*t*u = h/2*(t-u)^2 + (1-h/2)*(t^2+u^2)",
     "t^2 + u^2 - h*t*u = h/2*(t-u)^2 + (1-h)*(t^2+u^2)", NULL},
};

typedef struct alternation {
    const char *name;
    int generator, discriminator;
    const char *at[2];
} alternation;
static const alternation alternations[] = {
    {"1 : 1", 1, 1, {"0.6868336612231", "1.24400729432"}},
    {"1 : 5", 1, 5, {"0.7688565131351", "1.677466597786"}},
};
static play of(instance c)
{
    const alternation *a = c.of;
    return (play){dirac_by_name("gan"), alternating(a->generator, a->discriminator), "1/5"};
}
static verdict on_the_circle(instance c) { return agree(c, step_radius(c, of(c), "0, 0"), integer(1), 15); }
static verdict inside_the_circle(instance c)
{
    return less(step_radius(c, of(c), "0, 0"), number(c, "999/1000"));
}
static verdict still_on_its_way(instance c)
{
    return is_at(c, played(c, of(c), 500, "1, 1"), ((const alternation *)c.of)->at);
}
static verdict has_arrived(instance c)
{
    return less(radius_square(played(c, of(c), 500, "1, 1")), integer(1));
}

PROOF_OF(alternating_steps_neither_leave_nor_arrive, ALGEBRA("every number of steps and step size", algebra),
         CHECK_EACH("|λ| = 1, h = 1/5", CERTIFIED, on_the_circle, inside_the_circle, alternations),
         CHECK_EACH("500 steps from (1,1), h = 1/5", CERTIFIED, still_on_its_way, has_arrived, alternations))
