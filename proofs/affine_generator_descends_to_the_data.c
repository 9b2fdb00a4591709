/*
 * AN AFFINE GENERATOR DESCENDS TO THE DATA AGAINST THE BEST DISCRIMINATOR
 * P = N(0,1), G(z) = a + b z, b > 0, L(a,b) = V(G, D*) = -log 4 + 2 JS(N(0,1), N(a,b²)). At (0,1) the second derivatives of L are
 *     ½ I = diag(1/2, 1),      I = diag(1, 2) the Fisher information of (a, b) there        (2 JS ≈ ¼ δᵀ I δ),
 * so a step of size h multiplies the errors of a and b by 1 - h/2 and 1 - h: they shrink exactly if h < 2. Certified plays from far away,
 * such as (2, 1/2), enter a ball around (0,1) in which every play converges to it: p_g → p_data, V → -log 4.
 */
#include "proof.h"

ABOUT(
    TAGS("game training convergence descent generator"),
    STATEMENT(
        "G = a + bz against D*: steps of h < 2 converge near (0,1), at the rates 1 - h/2 and 1 - h; from (2,1/2) they do"),
    HYPOTHESES("Data N(0,1); D is optimal before each step; full expectations."),
    WHY_A_GAN_CARES(
        "Algorithm 1 with an ideal discriminator is gradient descent on JS. It converges here from afar, not by convexity, which fails in "
        "parameters, but because the play is followed until it is near; too long a step overshoots for ever."),
    SOURCE("Goodfellow et al. 2014, section 4; JS and Fisher information: Lin 1991; computed here."),
    ESTABLISHED(
        "The derivative at (0,1) to 12 digits; rates of steps; for three plays a norm and a ball that the step contracts, with one fixed point, and that the "
        "play from its start is certified to enter. For h = 5/2 the equilibrium repels one direction."),
    NOT_ESTABLISHED("All starts; other data and generators."),
    FALSEHOOD("The derivative is that of JS, half as large; steps of h = 5/2 contract."))

typedef struct rest {
    const char *name;
} rest;
static const rest rests[] = {{"(a,b) = (0,1)"}};
static verdict field_has_derivatives(instance c, const char *of_a, const char *of_b)
{
    position at = trial_position(c.trial, "0, 1");
    ball v[2], slope[4];
    ideal_affine_flow.field(&ideal_affine_flow, c.trial->at, at.x, v, slope);
    verdict still = both(agree(c, v[0], integer(0), 12), agree(c, v[1], integer(0), 12));
    verdict diagonal = both(agree(c, slope[0], number(c, of_a), 12), agree(c, slope[3], number(c, of_b), 12));
    return both(still, both(diagonal, agree(c, slope[1], integer(0), 12)));
}
static verdict is_half_of_fishers(instance c) { return field_has_derivatives(c, "-1/2", "-1"); }
static verdict is_a_quarter(instance c) { return field_has_derivatives(c, "-1/4", "-1/2"); }

typedef struct descent {
    const char *name, *h;
    const char *rate; /* max(|1 - h/2|, |1 - h|) */
    basin in;
} descent;
#define NEAR(radius, rate, from, steps)                                                                      \
    {                                                                                                        \
        "0, 1", radius, rate, from, steps                                                                    \
    }
static const descent descents[] = {
    {"h = 1/2 from (2, 1/2)", "1/2", "3/4", NEAR("1/20", 0.9, "2, 1/2", 24)},
    {"h = 1 from (1, 1)", "1", "1/2", NEAR("1/20", 0.8, "1, 1", 8)},
    {"h = 3/2 from (1, 3/2)", "3/2", "1/2", NEAR("1/40", 0.8, "1, 3/2", 8)},
};
static play steps_of(instance c)
{
    return (play){&ideal_affine_flow, simultaneous, ((const descent *)c.of)->h};
}
static verdict has_this_rate(instance c)
{
    return agree(c, step_radius(c, steps_of(c), "0, 1"), number(c, ((const descent *)c.of)->rate), 12);
}
static verdict has_half_the_rate(instance c)
{
    return agree(c, step_radius(c, steps_of(c), "0, 1"), half(number(c, ((const descent *)c.of)->rate)), 12);
}
static verdict arrives(instance c) { return converges_locally(c, steps_of(c), &((const descent *)c.of)->in); }
static verdict arrives_with_long_steps(instance c)
{
    play by = steps_of(c);
    by.h = "5/2";
    return less(step_radius(c, by, "0, 1"), integer(1));
}

PROOF_OF(affine_generator_descends_to_the_data,
         CHECK_EACH("the derivative of the field", CERTIFIED, is_half_of_fishers, is_a_quarter, rests),
         CHECK_EACH("rates at (0,1)", CERTIFIED, has_this_rate, has_half_the_rate, descents),
         CHECK_EACH("plays that converge to the data", CERTIFIED, arrives, arrives_with_long_steps, descents))
