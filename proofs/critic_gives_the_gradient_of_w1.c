/*
 * THE OPTIMAL CRITIC GIVES THE GRADIENT OF W1
 *     ∇_θ W1(P, P_θ) = -E_z ∂_θ f(g_θ(z)),     f an optimal 1-Lipschitz critic, E_P f - E_Pθ f = W1(P,P_θ).
 * N(0,1), g = θ + z, θ > 0:       f = -x,     slope 1;        N(0,1), g = θ z, θ > 1:   f = -|x|,   slope E|z| = √(2/π);
 * exponential(1), g = θ z, θ > 1: f = -x,     slope E z = 1.  W1 is linear in θ in each case, so that every difference quotient is the slope.
 */
#include "proof.h"

ABOUT(
    TAGS("w1 wgan gradient generator"), STATEMENT("∇W1(P,P_θ) = -E ∂_θ f(g_θ(z)) for the optimal critic f"),
    HYPOTHESES("The three families below, where f does not depend on θ; in general both sides must exist."),
    WHY_A_GAN_CARES(
        "A WGAN's generator descends W1 through a fixed critic, as a GAN's descends JS through a fixed discriminator."),
    SOURCE("Arjovsky, Chintala and Bottou 2017, theorem 3."),
    ESTABLISHED(
        "Difference quotients of W1 over steps of 1, 1/2 and 1/4, which agree with the critic's slope to 20 digits."),
    NOT_ESTABLISHED("The theorem for general generators."),
    FALSEHOOD("The sign +: the generator ascends; the slope of W1² instead."))

typedef struct path {
    const char *name, *p, *from, *to, *step, *slope;
} path;
static const path paths[] = {
    {"N(θ,1), from 1 to 2", "normal(0,1)", "normal(1,1)", "normal(2,1)", "1", "1"},
    {"N(θ,1), from 1/10 to 35/100", "normal(0,1)", "normal(1/10,1)", "normal(35/100,1)", "1/4", "1"},
    {"N(0,θ²), from 2 to 5/2", "normal(0,1)", "normal(0,2)", "normal(0,5/2)", "1/2", "sqrt(2/pi)"},
    {"scaled exponentials, from 2 to 3", "exponential(1)", "exponential(1/2)", "exponential(1/3)", "1", "1"},
};
static ball quotient(instance c)
{
    const path *on = c.of;
    bound_law p = law_named(c, on->p);
    return over(minus(w1(p, law_named(c, on->to)), w1(p, law_named(c, on->from))), number(c, on->step));
}
static verdict is_the_critics(instance c)
{
    return agree(c, quotient(c), number(c, ((const path *)c.of)->slope), 20);
}
static verdict is_its_negative(instance c)
{
    return agree(c, quotient(c), negative(number(c, ((const path *)c.of)->slope)), 20);
}

PROOF_OF(critic_gives_the_gradient_of_w1,
         CHECK_EACH("difference quotients of W1", CERTIFIED, is_the_critics, is_its_negative, paths))
