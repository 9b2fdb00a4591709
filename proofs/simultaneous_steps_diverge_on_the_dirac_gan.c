/*
 * SIMULTANEOUS STEPS DIVERGE ON THE DIRAC-GAN
 *     r'² = r² (1 + h² s²),      s = f'(θψ) = 1/(1 + e^(θψ)) ≥ 1/(1 + e^(r²/2)),
 * so r grows in every step, and no R bounds it: as long as r ≤ R each step multiplies r² by at least 1 + h²/(1 + e^(R²/2))² > 1.
 * From (1,1) with h = 1/5:  r = 1.4162..., 1.44078..., 1.96262..., 3.09694... after 1, 10, 100, 500 steps.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic dynamics dirac training convergence"),
    STATEMENT("r'² = r²(1 + h² f'(θψ)²): simultaneous gradient steps leave every bound behind"),
    HYPOTHESES(
        "f(t) = -log(1 + e^-t), both players step from the same point with the same h > 0, not from (0,0)."),
    WHY_A_GAN_CARES(
        "The counterexample to \"with enough capacity and small steps GANs converge\": no step size helps, and an equilibrium exists."),
    SOURCE(
        "Mescheder, Geiger and Nowozin 2018, lemma 2.3; against the reading of Goodfellow et al. 2014, proposition 2."),
    ESTABLISHED(
        "The radius identity for every slope s, by exact algebra. The bound of s: 1 + h²s² ≥ 1 + h²/(1+e^(R²/2))² for r ≤ R by exact algebra, as θψ ≤ r²/2. Places after 1 to 500 steps to all the digits below, by enclosure."),
    NOT_ESTABLISHED("Other losses, for which the identity holds as well but the bound of s is another."),
    FALSEHOOD(
        "The radius shrinks by the same factor; the radius after so many steps is no larger than at the start."))

#define STEP "T = t - h*u*s, U = u + h*t*s"
static const line algebra[] = {
    {"the radius identity", "T^2 + U^2 = (1 + h^2*s^2)*(t^2+u^2)", "T^2 + U^2 = (1 - h^2*s^2)*(t^2+u^2)",
     STEP},
    {"the radius grows", "T^2 + U^2 > t^2 + u^2", "T^2 + U^2 <= t^2 + u^2", STEP},
    {"θψ ≤ r²/2", "t*u <= (t^2+u^2)/2", "t*u <= (t^2+u^2)/4", NULL},
    /* E = e^(θψ), E + d = e^(R²/2) */
    {"s falls in θψ", "1/(1+E) >= 1/(1+E+d)", "1/(1+E) <= 1/(1+E+d)", NULL},
};

typedef struct moment {
    const char *name;
    long steps;
    const char *at[2];
} moment;
static const moment moments[] = {
    {"1 step", 1, {"0.9462117157260009758502", "1.05378828427399902415"}},
    {"10 steps", 10, {"0.2570533743687065517214", "1.417682168251268918975"}},
    {"100 steps", 100, {"0.188107411767950967555", "1.953588570626582567532"}},
    {"500 steps", 500, {"-2.161611282466", "-2.217775396546"}},
};
static position after(instance c)
{
    return played(c, ((play){dirac_by_name("gan"), simultaneous, "1/5"}), ((const moment *)c.of)->steps,
                  "1, 1");
}
static verdict spirals_out(instance c)
{
    position now = after(c);
    return both(is_at(c, now, ((const moment *)c.of)->at), more(radius_square(now), integer(2)));
}
static verdict does_not(instance c) { return at_most(radius_square(after(c)), integer(2)); }

PROOF_OF(simultaneous_steps_diverge_on_the_dirac_gan, ALGEBRA("every slope, position and step", algebra),
         CHECK_EACH("from (1,1) with h = 1/5", CERTIFIED, spirals_out, does_not, moments))
