/*
 * THE DISCRIMINATOR CLIMBS V, THE GENERATOR DESCENDS IT
 *     V = E_p log D + E_q log(1-D),      log t rises on (0,1), log(1-t) falls:
 * V rises with D on data and falls with D on generated points. For D = σ(a + bx), with the logit's slope ∂D/∂t = D(1-D),
 *     ∂V/∂a = E_p (1-D) - E_q D,      ∂V/∂b = E_p x(1-D) - E_q xD,
 * and for a generator x = θ + z against a frozen D, ∂V/∂θ = -E b D(θ+z). P = N(0,1), P_g = N(1,1): at a = b = 0 the slopes are 0 and -1/2,
 * so a step up in V goes to b < 0 (D falls to the right, where the generated points are), and gains η/4 to first order for b = -η/2.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game gradient discriminator generator"),
    STATEMENT("D = σ(a+bx): ∂V/∂b = E_p x(1-D) - E_q xD; a step up is D's, a step down G's"),
    HYPOTHESES(
        "D is a logistic regression; for the enclosures data N(0,1), generated points θ + z, z standard normal."),
    WHY_A_GAN_CARES(
        "The two signs of Algorithm 1. With one of them wrong both players pull in the same direction, and D ends at 0 or 1."),
    SOURCE("Goodfellow et al. 2014, algorithm 1."),
    ESTABLISHED(
        "The slopes in D and in its logit for all densities by exact algebra. At five places (a, b, θ): each slope by its mean against the "
        "difference quotient of V over 2/1000, which differ by less than 10^-6; and V at the ends of a step of 1/4 of the gradient, up for D "
        "and down for G, against V at its start."),
    NOT_ESTABLISHED("Networks, whose slopes are these times ∂t/∂(weights) by the chain rule."),
    FALSEHOOD(
        "log(1-D) rises; the generated points pull D up, too; a step down raises V, and a step up lowers it."))

#define LOGIT "D = s/(1+s)"
static const line slopes[] = {
    {"log D rises", "diff(log(D), D) > 0", "diff(log(D), D) < 0", NULL},
    {"log(1-D) falls", "diff(log(1-D), D) < 0", "diff(log(1-D), D) > 0", NULL},
    {"the sigmoid, s = e^t", "diff(D, log(s)) = D*(1-D)", "diff(D, log(s)) = D", LOGIT},
    {"data pull the logit up", "diff(p*log(D), log(s)) = p*(1-D)", "diff(p*log(D), log(s)) = p*D", LOGIT},
    {"generated points pull it down", "diff(q*log(1-D), log(s)) = -q*D", "diff(q*log(1-D), log(s)) = q*(1-D)",
     LOGIT},
    {"at D = 1/2", "at(p*(1-D) - q*D, s = 1) = (p-q)/2", "at(p*(1-D) - q*D, s = 1) = 0", LOGIT},
};

typedef struct place_of_both {
    const char *name, *a, *b, *theta;
} place_of_both;
static const place_of_both places[] = {
    {"the start", "0", "0", "1"},
    {"D*", "1/2", "-1", "1"},
    {"too steep", "1/2", "-3/2", "1"},
    {"the wrong way round", "-1/2", "1", "1"},
    {"the generator on the left", "0", "1/2", "-1"},
};

/* |t| ≤ |a| + |b|(|θ| + |z|), and |log σ(t)| ≤ log 2 + |t|; all of these are below 6 e^|z| on the places above. */
static ball mean_where(instance c, const char *f, const char *a, const char *b, const char *theta)
{
    char values[200];
    snprintf(values, sizeof values, "a = %s, b = %s, h = %s", a, b, theta);
    return normal_mean(c, f, values, "6");
}
static ball value_at(instance c, const char *a, const char *b, const char *theta)
{
    return plus(mean_where(c, "-log(1 + exp(-a-b*z))", a, b, theta),
                mean_where(c, "-log(1 + exp(a+b*(h+z)))", a, b, theta));
}
/* The mean that a slope is: over data, less that over generated points. */
static ball slope(instance c, const char *over_data, const char *over_generated)
{
    const place_of_both *at = c.of;
    return minus(mean_where(c, over_data, at->a, at->b, at->theta),
                 mean_where(c, over_generated, at->a, at->b, at->theta));
}
#define GENERATED "1/(1 + exp(-a-b*(h+z)))"
static ball slope_in_a(instance c) { return slope(c, "1/(1 + exp(a+b*z))", GENERATED); }
static ball slope_in_b(instance c) { return slope(c, "z/(1 + exp(a+b*z))", "(h+z)*" GENERATED); }
static ball slope_in_theta(instance c) { return slope(c, "0", "b*" GENERATED); }

/* (V(x + 1/1000) - V(x - 1/1000)) 500, where x is the first, second or third of a, b, θ. */
static ball quotient(instance c, int x)
{
    const place_of_both *at = c.of;
    ball end[2];
    for (int k = 0; k < 2; k++) {
        char text[3][60];
        const char *const from[] = {at->a, at->b, at->theta};
        for (int i = 0; i < 3; i++)
            snprintf(text[i], sizeof text[i], i == x ? "%s %c 1/1000" : "%s", from[i], k ? '+' : '-');
        end[k] = value_at(c, text[0], text[1], text[2]);
    }
    return times(integer(500), minus(end[1], end[0]));
}
/* The third derivatives of V are below E|x|³ + E|θ+z|³ < 6 here, so the two differ by at most 10^-6. */
static verdict is_near(instance c, ball x, ball y)
{
    return less(magnitude(minus(x, y)), number(c, "10^-6"));
}
static verdict slopes_are_these(instance c)
{
    return both(
        is_near(c, quotient(c, 0), slope_in_a(c)),
        both(is_near(c, quotient(c, 1), slope_in_b(c)), is_near(c, quotient(c, 2), slope_in_theta(c))));
}
static verdict generated_points_pull_up(instance c)
{
    return is_near(c, quotient(c, 0), slope(c, "1/(1 + exp(a+b*z))", "-" GENERATED));
}

/* V after a step of 1/4 of the gradient in b (sign: up or down), or in θ. */
static ball after_step(instance c, bool discriminators, int sign)
{
    const place_of_both *at = c.of;
    ball by = times(ratio(sign, 4), discriminators ? slope_in_b(c) : slope_in_theta(c));
    char moved[80];
    snprintf(moved, sizeof moved, "%s + %.17g", discriminators ? at->b : at->theta, ball_double(by));
    return discriminators ? value_at(c, at->a, moved, at->theta) : value_at(c, at->a, at->b, moved);
}
static ball before_step(instance c)
{
    const place_of_both *at = c.of;
    return value_at(c, at->a, at->b, at->theta);
}
static const place_of_both discriminators_moves[] = {{"from b = 0", "0", "0", "1"},
                                                     {"from the wrong side", "0", "1/2", "1"},
                                                     {"from too steep", "0", "-2", "1"}};
static const place_of_both generators_moves[] = {{"against D*", "1/2", "-1", "1"},
                                                 {"against a flat D", "0", "-1/4", "1"},
                                                 {"from the left", "0", "1/2", "-1"}};
static verdict up_raises(instance c) { return more(after_step(c, true, 1), before_step(c)); }
static verdict down_raises(instance c) { return more(after_step(c, true, -1), before_step(c)); }
static verdict down_lowers(instance c) { return less(after_step(c, false, -1), before_step(c)); }
static verdict up_lowers(instance c) { return less(after_step(c, false, 1), before_step(c)); }

PROOF_OF(discriminators_climb_and_generators_descend, ALGEBRA("slopes in D and its logit", slopes),
         CHECK_EACH("slopes and difference quotients (falsehood: all points pull D up)", CERTIFIED,
                    slopes_are_these, generated_points_pull_up, places),
         CHECK_EACH("D's step (falsehood: a step down raises V)", CERTIFIED, up_raises, down_raises,
                    discriminators_moves),
         CHECK_EACH("G's step (falsehood: a step up lowers V)", CERTIFIED, down_lowers, up_lowers,
                    generators_moves))
