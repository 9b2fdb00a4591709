/*
 * CRITICS GIVE W1 ITS GRADIENT
 *     ∂_θ W1(P, P_θ) = -E_Z ∂_θ f(g_θ(Z))      for P_θ the law of g_θ(Z), f an optimal critic at θ (the envelope theorem).
 * For g = z + θ above the data, f(x) = -x: the gradient is 1. For g = θz, θ > 1, z ~ N(0,1): f(x) = -|x|, gradient E|z| = √(2/π).
 */
#include "proof.h"

ABOUT(
    TAGS("wasserstein w1 wgan gradient"), STATEMENT("∂_θ W1(P,P_θ) = -E ∂_θ f(g_θ(Z)), f an optimal critic"),
    HYPOTHESES("Both sides exist; f is 1-Lipschitz and optimal at θ."),
    WHY_A_GAN_CARES(
        "The generator's step in a Wasserstein GAN: hold the critic fixed and follow its slope, which is 1 wherever mass must move, so that the gradient does not vanish."),
    SOURCE("Arjovsky, Chintala and Bottou 2017, theorem 3; Milgrom and Segal 2002."),
    ESTABLISHED(
        "On the listed families, where W1 is linear in θ nearby: the difference quotient by enclosures against the critic's mean slope, 15 digits; that the critic is optimal at both ends."),
    NOT_ESTABLISHED("The theorem; families where W1 is not linear."),
    FALSEHOOD("The sign +; the slope of a critic of Lipschitz constant 1/2."))

/* P, P_θ, P_(θ+h); what f earns at θ, which must be W1; -E ∂_θ f(g_θ(Z)). */
typedef struct family_step {
    const char *name, *data, *here, *there, *step, *earned, *slope;
} family_step;
static const family_step steps[] = {
    {"z + θ, f(x) = -x, θ = 2", "normal(0,1)", "normal(2,1)", "normal(9/4,1)", "1/4", "2", "1"},
    {"z + θ, f(x) = -x, θ = 1/10", "normal(0,1)", "normal(1/10,1)", "normal(35/100,1)", "1/4", "1/10", "1"},
    {"z + θ, f(x) = x, θ = -2", "normal(0,1)", "normal(-2,1)", "normal(-7/4,1)", "1/4", "2", "-1"},
    {"θz, normal, f(x) = -|x|, θ = 2", "normal(0,1)", "normal(0,2)", "normal(0,9/4)", "1/4", "sqrt(2/pi)",
     "sqrt(2/pi)"},
    {"θz, U(0,1), f(x) = -x, θ = 3", "uniform(0,1)", "uniform(0,3)", "uniform(0,4)", "1", "1", "1/2"},
    {"θz, exponential, f(x) = -x, θ = 2", "exponential(1)", "exponential(1/2)", "exponential(1/3)", "1", "1",
     "1"},
    {"θz, exponential, f(x) = x, θ = 1/2", "exponential(1)", "exponential(2)", "exponential(4)", "-1/4",
     "1/2", "-1"},
    {"disjoint segments, f(x) = -x", "uniform(0,1)", "uniform(5,6)", "uniform(6,7)", "1", "5", "1"},
};
static verdict quotient_is(instance c, ball factor)
{
    const family_step *s = c.of;
    ball here = w1(law_named(c, s->data), law_named(c, s->here)),
         there = w1(law_named(c, s->data), law_named(c, s->there));
    ball quotient = over(minus(there, here), number(c, s->step));
    return both(agree(c, here, number(c, s->earned), 15),
                agree(c, quotient, times(factor, number(c, s->slope)), 15));
}
static verdict minus_mean_slope(instance c) { return quotient_is(c, integer(1)); }
static verdict plus_mean_slope(instance c) { return quotient_is(c, integer(-1)); }
static verdict half_the_slope(instance c) { return quotient_is(c, ratio(1, 2)); }

PROOF_OF(critics_give_w1_its_gradient,
         CHECK_EACH("families (falsehood: the sign +)", CERTIFIED, minus_mean_slope, plus_mean_slope, steps),
         CHECK_EACH("families (falsehood: half the slope)", CERTIFIED, minus_mean_slope, half_the_slope,
                    steps))
