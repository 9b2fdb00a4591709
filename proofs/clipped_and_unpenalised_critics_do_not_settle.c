/*
 * A CLIPPED CRITIC, A PENALTY TOWARD SLOPE 1, OR NO PENALTY: STEPS OF FIXED SIZE DO NOT SETTLE
 * Where a step moves every point of a neighbourhood of the equilibrium x* other than x* farther from it, a play that converges to x* would
 * come to stay there and yet recede: none does, unless it hits x* exactly. This is so for simultaneous steps of
 *     the minimax and the non-saturating Dirac-GAN and WGAN with or without clipping:   M^T M > I near 0.
 * WGAN-GP (penalty γ/2 (|ψ|-1)²) has no equilibrium with ψ ≠ 0 where θ is small, and near (0,0) its step in ψ has at least a fixed size:
 *     |vψ| ≥ γ(1 - |ψ|) - |θ| ≥ 1/2     for |θ|, |ψ| ≤ 1/10, ψ ≠ 0, γ = 7/10,
 * while the steps of a play that converges tend to 0.
 */
#include "proof.h"

ABOUT(
    TAGS("dynamics dirac training wgan convergence"),
    STATEMENT("SimGD of GAN, NS-GAN, WGAN-clip recedes from 0; WGAN-GP steps by h/2 or more there"),
    HYPOTHESES(
        "The Dirac-GAN, steps of fixed size h = 1/5, f(t) = -log(1+e^-t) or t; plays that do not hit the equilibrium exactly."),
    WHY_A_GAN_CARES(
        "A Lipschitz critic bounds the game, and does not by itself make it converge: WGAN and WGAN-GP end in a cycle."),
    SOURCE("Mescheder, Geiger and Nowozin 2018, lemmas 2.5 to 2.7."),
    ESTABLISHED(
        "M^T M > I for all derivatives M on a square around 0, by enclosure, hence no convergence; the bound of |vψ| by branch and bound; the places after 500 steps from (1,1) to all the digits below."),
    NOT_ESTABLISHED("What the plays do instead: the cycles are seen in the runs, not proved."),
    FALSEHOOD(
        "The radius after 500 steps is below 1/4; |vψ| ≥ 1 near 0; minimax with the R1 penalty recedes as well."))

typedef struct critic {
    const char *name, *radius;
    const char *at[2];
} critic;
static const critic receding[] = {
    {"gan", "1/10", {"-2.161611282466", "-2.217775396546"}},
    {"nsgan", "1/10", {"0.5483373190048", "0.3304410558196"}},
    {"wgan-clip", "1/2", {"-0.06564078219384", "1.0"}},
};
static play steps_of(instance c)
{
    return (play){dirac_by_name(((const critic *)c.of)->name), simultaneous, "1/5"};
}
static verdict recedes(instance c)
{
    return expands_around(c, steps_of(c), "0, 0", ((const critic *)c.of)->radius);
}
/* The falsehood: all eigenvalues of the step lie inside the unit circle. */
static verdict step_contracts(instance c) { return less(step_radius(c, steps_of(c), "0, 0"), integer(1)); }

static const critic wandering[] = {
    {"gan", NULL, {"-2.161611282466", "-2.217775396546"}},
    {"nsgan", NULL, {"0.5483373190048", "0.3304410558196"}},
    {"wgan-clip", NULL, {"-0.06564078219384", "1.0"}},
    {"wgan-gp", NULL, {"-0.1808491942833", "-1.792694140071"}},
};
static position after(instance c) { return played(c, steps_of(c), 500, "1, 1"); }
static verdict is_there(instance c) { return is_at(c, after(c), ((const critic *)c.of)->at); }
static verdict has_settled(instance c) { return less(radius_square(after(c)), number(c, "1/16")); }

/* vψ for ψ > 0; for ψ < 0 it is the negative of that at (-θ, -ψ). */
static const critic penalty[] = {{"theta in [-1/10, 1/10], psi in [0, 1/10]", NULL, {NULL, NULL}}};
static ball push(const ball *x) { return plus(x[0], times(ratio(7, 10), minus(integer(1), x[1]))); }
static verdict at_least_half(const ball *x) { return more(push(x), ratio(1, 2)); }
static verdict at_least_one(const ball *x) { return more(push(x), integer(1)); }
static verdict keeps_stepping(instance c)
{
    return everywhere(c, ((const critic *)c.of)->name, at_least_half, 1000);
}
static verdict steps_farther(instance c)
{
    return everywhere(c, ((const critic *)c.of)->name, at_least_one, 1000);
}

PROOF_OF(clipped_and_unpenalised_critics_do_not_settle,
         CHECK_EACH("every step near 0 recedes from it", CERTIFIED, recedes, step_contracts, receding),
         CHECK_EACH("WGAN-GP: |vψ| > 1/2 near 0", CERTIFIED, keeps_stepping, steps_farther, penalty),
         CHECK_EACH("500 steps from (1,1), h = 1/5", CERTIFIED, is_there, has_settled, wandering))
