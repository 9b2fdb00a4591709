/*
 * REGULARISED DIRAC-GANS CONVERGE
 * Eigenvalues at the equilibrium, with a = f'(0) = 1/2, b = f''(0) = -1/4:
 *     R1, penalty γψ²/2              -γ/2 ± √(γ²/4 - a²)               critically damped at γ = 2a = 1
 *     instance noise of variance σ²    bσ² ± √(b²σ⁴ - a²)
 *     consensus, penalty γ|v|²/2     -γa² ± i a
 * All real parts are negative. With a step h, |1 + hλ|² = 1 - hγ + h²a² for R1. A certified ball around (0,0) is contracted by each method's
 * step, and plays from (1,1) enter it: they converge. With 5 discriminator steps for one of the generator consensus does not.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic dynamics dirac training convergence r1 noise"),
    STATEMENT("R1, instance noise and consensus: Re λ < 0, and plays from (1,1) converge"),
    HYPOTHESES(
        "The Dirac-GAN with f(t) = -log(1+e^-t); steps of h = 1/5; noise of sd 7/10 on both sides, in expectation."),
    WHY_A_GAN_CARES(
        "A gradient penalty at the data gives each player a reaction to itself, which turns the circle into an inward spiral: the reason for R1 in "
        "today's GANs."),
    SOURCE(
        "Mescheder, Geiger and Nowozin 2018, lemmas 3.1 to 3.3 and theorem 4.1; Mescheder, Nowozin and Geiger 2017."),
    ESTABLISHED(
        "Characteristic polynomials for all γ, σ², a, b by exact algebra; eigenvalues by enclosure. For each method and order of steps: a norm and a ball that the step contracts, with one fixed point, and that the play from (1,1) enters; so it converges geometrically."),
    NOT_ESTABLISHED("Starts in general. With noise, the start: only the ball is certified."),
    FALSEHOOD(
        "√(γ²/4 - a) in place of √(γ²/4 - a²); bσ²/2 for noise; the real part -γa for consensus; without a penalty the step contracts; consensus with 1:5 steps ends within 10 of (0,0)."))

/* J = ((0,-a),(a,c)) has λ² - cλ + a². */
static const line polynomials[] = {
    {"R1: the Jacobian", "at(at(diff(t*(a+b*t*u) - g*u, u), t = 0), u = 0) = -g",
     "at(at(diff(t*(a+b*t*u) - g*u, u), t = 0), u = 0) = -g/2", NULL},
    {"R1: λ² + γλ + a²", "(l-0)*(l+g) - (-a)*a = l^2 + g*l + a^2", "(l-0)*(l+g) - (-a)*a = l^2 + g*l + a",
     NULL},
    {"R1, γ = 1: (λ + 1/2)²", "at(l^2 + g*l + 1/4, g = 1) = (l+1/2)^2",
     "at(l^2 + g*l + 1/2, g = 1) = (l+1/2)^2", NULL},
    {"R1: |1 + hλ|² = product of 1 + hλ", "at(h^2*(l^2 + g*l + a^2), l = -1/h) = 1 - h*g + h^2*a^2",
     "at(h^2*(l^2 + g*l + a^2), l = -1/h) = 1 - h*g + h^2*a", NULL},
    {"γ = 0.3, h = 0.2: 0.95", "1 - 0.2*0.3 + 0.2^2/4 = 0.95", "1 - 0.2*0.3 + 0.2^2/2 = 0.95", NULL},
    /* E x² f''(ψx) + E y² f''(-ψy) at 0 is 2 b σ² */
    {"noise: λ² - 2bσ²λ + a²", "(l-0)*(l-2*b*v) + a^2 = l^2 - 2*b*v*l + a^2",
     "(l-0)*(l-2*b*v) + a^2 = l^2 - b*v*l + a^2", NULL},
    /* |v|²/2 = (t²+u²) a²/2 to second order */
    {"consensus: (λ + γa²)² + a²", "(l+g*a^2)*(l+g*a^2) + a^2 = l^2 + 2*g*a^2*l + g^2*a^4 + a^2",
     "(l+g*a)*(l+g*a) + a^2 = l^2 + 2*g*a^2*l + g^2*a^4 + a^2", NULL},
};

typedef struct eigen {
    const char *name, *real, *square; /* λ = real ± √square */
} eigen;
static const eigen eigenvalues[] = {
    {"r1", "-3/20", "9/400 - 1/4"},
    {"nsgan-r1", "-3/20", "9/400 - 1/4"},
    {"noise", "-49/400", "(49/400)^2 - 1/4"},
    {"consensus", "-1/4", "-1/4"},
};
static verdict are_these(instance c)
{
    const eigen *e = c.of;
    cball found[2];
    if (!trial_eigenvalues(c.trial, dirac_by_name(e->name), "0, 0", found))
        return UNDECIDED;
    ball middle = half(cball_real(cball_add(found[0], found[1])));
    ball off = cball_real(cball_sqr(cball_scale2(cball_sub(found[0], found[1]), -1)));
    return both(agree(c, middle, number(c, e->real), 12), agree(c, off, number(c, e->square), 12));
}
static verdict are_half_of_these(instance c)
{
    const eigen *e = c.of;
    cball found[2];
    return trial_eigenvalues(c.trial, dirac_by_name(e->name), "0, 0", found)
               ? agree(c, half(cball_real(cball_add(found[0], found[1]))), half(number(c, e->real)), 12)
               : UNDECIDED;
}

typedef struct settled {
    const char *name, *method;
    schedule by;
    basin in;
} settled;
#define NEAR(radius, rate, steps)                                                                            \
    {                                                                                                        \
        "0, 0", radius, rate, "1, 1", steps                                                                  \
    }
static const settled plays[] = {
    {"R1, γ = 0.3, simultaneous", "r1", {0, 0}, NEAR("1/5", 0.99, 150)},
    {"R1, γ = 0.3, alternating", "r1", {1, 1}, NEAR("1/5", 0.99, 150)},
    {"R1, γ = 0.3, 1 : 5", "r1", {1, 5}, NEAR("1/5", 0.95, 150)},
    {"R1, γ = 1, simultaneous", "r1-critical", {0, 0}, NEAR("1/5", 0.97, 100)},
    {"R1, γ = 1, alternating", "r1-critical", {1, 1}, NEAR("1/5", 0.97, 100)},
    {"NS with R1, γ = 0.3, simultaneous", "nsgan-r1", {0, 0}, NEAR("1/5", 0.99, 150)},
    {"consensus, simultaneous", "consensus", {0, 0}, NEAR("1/5", 0.98, 150)},
    {"consensus, alternating", "consensus", {1, 1}, NEAR("1/5", 0.98, 150)},
    {"noise, simultaneous", "noise", {0, 0}, {"0, 0", "1/20", 0.99, NULL, 0}},
    {"noise, alternating", "noise", {1, 1}, {"0, 0", "1/20", 0.99, NULL, 0}},
};
static verdict settles(instance c)
{
    const settled *s = c.of;
    return converges_locally(c, ((play){dirac_by_name(s->method), s->by, "1/5"}), &s->in);
}
static verdict settles_without_penalty(instance c)
{
    return less(step_radius(c, ((play){dirac_by_name("gan"), ((const settled *)c.of)->by, "1/5"}), "0, 0"),
                ratio(99, 100));
}

typedef struct drift {
    const char *name;
    const char *at[2];
} drift;
static const drift drifts[] = {{"consensus, 1 : 5", {"0.4362474336364534921115", "10.96006017469830652181"}}};
static position after(instance c)
{
    return played(c, ((play){dirac_by_name("consensus"), alternating(1, 5), "1/5"}), 500, "1, 1");
}
static verdict drifts_away(instance c) { return is_at(c, after(c), ((const drift *)c.of)->at); }
static verdict stays_within_10(instance c) { return less(radius_square(after(c)), integer(100)); }

PROOF_OF(regularised_dirac_gans_converge, ALGEBRA("characteristic polynomials", polynomials),
         CHECK_EACH("eigenvalues of the true losses (falsehood: half the real part)", CERTIFIED, are_these,
                    are_half_of_these, eigenvalues),
         CHECK_EACH("plays of h = 1/5 that converge", CERTIFIED, settles, settles_without_penalty, plays),
         CHECK_EACH("500 steps of 1 : 5 from (1,1)", CERTIFIED, drifts_away, stays_within_10, drifts))
