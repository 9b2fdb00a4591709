/*
 * A FROZEN OPTIMAL DISCRIMINATOR GIVES THE GRADIENT OF JS
 *     ∇_θ max over D of V(θ,D) = ∂_θ V(θ,D) at D = D*_θ = 2 ∇ JS(P, P_θ)                          (the envelope rule),
 *     ∂_θ E_z[-log D*(g_θ(z))] = ∇ [KL(P_θ‖P) - 2 JS(P,P_θ)]                       D* frozen at θ, too.
 * For P = N(0,1), with σ the logistic function and z standard normal,
 *     g = θ + z:   2 ∇JS = θ E σ(-θ²/2 - θz),              KL(P_θ‖P) = θ²/2,
 *     g = θ z:     2 ∇JS = (θ - 1/θ) E z² σ(log θ - (θ²-1)z²/2),    KL(P_θ‖P) = (θ²-1)/2 - log θ.
 * All four integrands are at most max(1, z²) <= 2 e^|z| times the factor in front.
 */
#include "proof.h"

ABOUT(
    TAGS("game generator gradient js"),
    STATEMENT("∂_θ V(θ,D) at D = D*_θ is 2 ∇JS; with -log D it is ∇(KL(P_θ‖P) - 2 JS)"),
    HYPOTHESES("D* is optimal for the present θ and is not differentiated; the laws are smooth in θ."),
    WHY_A_GAN_CARES(
        "Backpropagation through a fixed discriminator descends JS as long as the discriminator is optimal now. One that is "
        "optimal for an earlier generator gives another gradient."),
    SOURCE("Danskin 1967; Goodfellow et al. 2014, section 4; Arjovsky and Bottou 2017, theorem 2.5."),
    ESTABLISHED(
        "The slopes of N(θ,1) and N(0,θ²) against N(0,1), and of Exp(1/θ) against Exp(1), by enclosed integrals, to 25 decimals at two points; their agreement to "
        "10^-6 with difference quotients of 2 JS and KL over steps of 1/1000, which are computed without the rule."),
    NOT_ESTABLISHED(
        "Differentiation under the integral in general; the pointwise rule, for all densities, is a theorem of its own."),
    FALSEHOOD(
        "D* of the generator at 3/4 θ serves as well; +2 JS in place of -2 JS; KL(P‖P_θ) in place of KL(P_θ‖P)."))

typedef struct generator_family {
    const char *name;
    const char *mean_of; /* E of this is the minimax slope without its factor */
    const char *flipped; /* the same with σ(-t) for σ(t): the non-saturating one */
    const char *factor;
    const char *at, *before, *after; /* θ, and the generated laws at θ - 1/1000, θ + 1/1000 */
    const char *stale;               /* the slope of the D* of 3θ/4 */
    const char *digits;              /* of the minimax slope, to 10^-25, or NULL */
    const char *reverse_slope;       /* d KL(P‖P_θ) */
} generator_family;
#define SHIFT "1/(1+exp(t^2/2 + t*z))"
#define SHIFT_FLIPPED "1/(1+exp(-t^2/2 - t*z))"
#define SCALE "z^2/(1+exp((t^2-1)*z^2/2 - log(t)))"
#define SCALE_FLIPPED "z^2/(1+exp(log(t) - (t^2-1)*z^2/2))"
static const generator_family families_of[] = {
    {"N(θ,1), θ = 1", SHIFT, SHIFT_FLIPPED, "1", "t = 1", "normal(0.999,1)", "normal(1.001,1)",
     "3/4/(1+exp(3/4*(1+z) - 9/32))", "0.3979728671832498437186050802880019", "1"},
    {"N(θ,1), θ = 2", SHIFT, SHIFT_FLIPPED, "2", "t = 2", "normal(1.999,1)", "normal(2.001,1)",
     "3/2/(1+exp(3/2*(2+z) - 9/8))", NULL, "2"},
    {"N(0,θ²), θ = 2", SCALE, SCALE_FLIPPED, "3/2", "t = 2", "normal(0,1.999)", "normal(0,2.001)",
     "(2*z)*z*(1-4/9)/(1+exp(2*z^2*(1-4/9) - log(3/2)))", "0.217987822890610190226390399512", "3/8"},
};
static const generator_family *of(instance c) { return c.of; }

static ball minimax(instance c)
{
    return times(number(c, of(c)->factor), normal_mean(c, of(c)->mean_of, of(c)->at, "2"));
}
static ball non_saturating(instance c)
{
    return times(number(c, of(c)->factor), normal_mean(c, of(c)->flipped, of(c)->at, "2"));
}
/* (f(θ + 1/1000) - f(θ - 1/1000)) / (2/1000) */
static ball quotient(ball before, ball after) { return times(integer(500), minus(after, before)); }
static ball slope_of_js(instance c)
{
    bound_law p = law_named(c, "normal(0,1)");
    return twice(quotient(js(p, law_named(c, of(c)->before)), js(p, law_named(c, of(c)->after))));
}
static ball slope_of_kl(instance c)
{
    bound_law p = law_named(c, "normal(0,1)");
    return quotient(kl(law_named(c, of(c)->before), p), kl(law_named(c, of(c)->after), p));
}
/* The quotient differs from the slope by 1/6 10^-6 times a third derivative, which is below 1 here. */
static verdict is_near(instance c, ball x, ball y)
{
    return less(magnitude(minus(x, y)), number(c, "10^-6"));
}
static verdict is_that_of_twice_js(instance c)
{
    verdict is = is_near(c, minimax(c), slope_of_js(c));
    return of(c)->digits
               ? both(is, less(magnitude(minus(minimax(c), number(c, of(c)->digits))), number(c, "10^-25")))
               : is;
}
static verdict a_stale_one_does(instance c)
{
    return is_near(c, normal_mean(c, of(c)->stale, NULL, "4"), slope_of_js(c));
}
static verdict is_that_of_kl_minus_2js(instance c)
{
    return is_near(c, non_saturating(c), minus(slope_of_kl(c), slope_of_js(c)));
}
static verdict is_that_of_kl_plus_2js(instance c)
{
    return is_near(c, non_saturating(c), plus(slope_of_kl(c), slope_of_js(c)));
}
/* Exactly: the two slopes add up to that of KL, as σ(t) + σ(-t) = 1. */
static verdict adds_up_to_kl(instance c)
{
    return agree(c, plus(minimax(c), non_saturating(c)), number(c, of(c)->factor), 25);
}
static verdict adds_up_to_reverse_kl_or_half(instance c)
{
    return both(agree(c, plus(minimax(c), non_saturating(c)), number(c, of(c)->reverse_slope), 25),
                agree(c, minimax(c), non_saturating(c), 25));
}

/*
 * P = Exp(1), G = θz with z ~ Exp(1): logit D* = log θ - (1 - 1/θ) x, and ∂_θ log(1-D(θz)) = (1 - 1/θ) z σ(logit at θz). At θ = 2, with
 * u = e^-z, the slope is ½ ∫ -log(u) 2u/(1+2u) over [0,1] = ½ (1 - ∫ log(1+2u)/(2u)), by parts; below e the last integrand lies between 1 - u and 1.
 */
typedef struct waiting {
    const char *name, *digits, *law_before, *law_after;
} waiting;
static const waiting times_of[] = {{"Exp(1/θ), θ = 2", "0.1408134082790797634092744940266042",
                                    "exponential(1/1.999)", "exponential(1/2.001)"}};
static ball by_parts(instance c, const char *below_e)
{
    ball rest = integral_of(c, "log(1+2*x)/(2*x)", NULL, number(c, "10^-25"), number(c, "1"));
    return half(minus(minus(integer(1), number(c, below_e)), rest));
}
static verdict is_about(instance c, ball factor)
{
    const char *digits = ((const waiting *)c.of)->digits;
    return both(has_decimals(c, times(factor, by_parts(c, "10^-25")), digits),
                has_decimals(c, times(factor, by_parts(c, "10^-25 - 10^-50/2")), digits));
}
static verdict is_that_of_twice_js_too(instance c)
{
    const waiting *w = c.of;
    bound_law p = law_named(c, "exponential(1)");
    ball slope = twice(quotient(js(p, law_named(c, w->law_before)), js(p, law_named(c, w->law_after))));
    return both(is_about(c, integer(1)), is_near(c, number(c, w->digits), slope));
}
static verdict is_that_of_four_js(instance c) { return is_about(c, integer(2)); }

PROOF_OF(frozen_discriminator_gives_the_gradient_of_js,
         CHECK_EACH("minimax: the slope of 2 JS (falsehood: with a stale D*)", CERTIFIED, is_that_of_twice_js,
                    a_stale_one_does, families_of),
         CHECK_EACH("non-saturating: the slope of KL(P_θ‖P) - 2 JS", CERTIFIED, is_that_of_kl_minus_2js,
                    is_that_of_kl_plus_2js, families_of),
         CHECK_EACH("both together: the slope of KL(P_θ‖P), to 25 digits", CERTIFIED, adds_up_to_kl,
                    adds_up_to_reverse_kl_or_half, families_of),
         CHECK_EACH("waiting times: the slope of 2 JS (falsehood: twice that)", CERTIFIED,
                    is_that_of_twice_js_too, is_that_of_four_js, times_of))
