/*
 * THE ENTROPIC PLAN OF TWO NORMALS IS NORMAL
 *     min over couplings π of N(0,s²), N(0,t²) of E_π (x-y)² + ε KL(π‖P⊗Q)
 * is attained by the normal coupling of covariance c = (-ε + √(ε² + 16 s²t²))/4, and is s² + t² - 2c - (ε/2) log(1 - c²/(s²t²)).
 * The plan is the entropic one exactly if its density over P⊗Q is u(x) e^(-(x-y)²/ε) v(y): the coefficient of xy in the exponent of the normal
 * density of covariance c is c/(s²t² - c²), and it must be 2/ε.
 */
#include "proof.h"

ABOUT(
    TAGS("transport entropic sinkhorn normal"),
    STATEMENT("c = (-ε + √(ε² + 16 s²t²))/4 is the covariance of the entropic plan of normals"),
    HYPOTHESES("Centred normal laws on the line, cost (x-y)², ε > 0 times KL from the product."),
    WHY_A_GAN_CARES(
        "Sinkhorn losses blur: the plan's covariance is less than st by about ε/4, and their value at P = Q is not 0. That is what the "
        "debiased divergence takes away."),
    SOURCE("Janati et al. 2020, theorem 1; Mallasto, Gerolin and Minh 2022."),
    ESTABLISHED(
        "By exact algebra for all s, t, ε: the slope of the objective in c, that it is convex, and that c solves the equation of the slope and of the scaling form. "
        "The values below to 25 digits; between the limits c → st for ε → 0 and c → 0 for ε → ∞."),
    NOT_ESTABLISHED("That couplings of the scaling form are optimal: strict convexity of KL."),
    FALSEHOOD("c with ε² + 4 s²t² under the root."))

/* d stands for s²t² - c²; ε = 2 d/c solves the equation. */
#define PLAN "J = s^2 + t^2 - 2*c - e/2*(log(s^2*t^2-c^2) - 2*log(s) - 2*log(t))"
static const line plan[] = {
    {"the slope", "diff(J, c) = -2 + e*c/(s^2*t^2-c^2)", "diff(J, c) = -2 + 2*e*c/(s^2*t^2-c^2)", PLAN},
    {"it is 0 at the equation's solution", "-2 + e*c/(s^2*t^2-c^2) = 0", "-1 + e*c/(s^2*t^2-c^2) = 0",
     "e = 2*(s^2*t^2-c^2)/c"},
    {"the scaling form there", "c/(s^2*t^2-c^2) = 2/e", "c/(s^2*t^2-c^2) = 4/e", "e = 2*(s^2*t^2-c^2)/c"},
    {"the root's square", "(4*c+e)^2 = e^2 + 16*s^2*t^2", "(4*c+e)^2 = e^2 + 4*s^2*t^2",
     "e = 2*(s^2*t^2-c^2)/c"},
    {"convex: the slope's slope", "diff(G, c) = e*(s^2*t^2+c^2)/(s^2*t^2-c^2)^2",
     "diff(G, c) = e*s^2*t^2/(s^2*t^2-c^2)^2", "G = -2 + e*c/(s^2*t^2-c^2)"},
};

typedef struct values {
    const char *name, *s, *t, *epsilon, *covariance, *value;
} values;
static const values listed[] = {
    {"s = 1, t = 2, ε = 1", "1", "2", "1", "1.765564437074637413091653307575943",
     "2.224356679871391855196785275158796"},
    {"s = 1, t = 2, ε = 1/10", "1", "2", "1/10", "1.975156243896961165597166967773370",
     "1.234756468636877120035760866541710"},
};
static ball covariance_with(instance c, slong factor)
{
    const values *v = c.of;
    ball e = number(c, v->epsilon), product = square(times(number(c, v->s), number(c, v->t)));
    return over(minus(root(plus(square(e), times(integer(factor), product))), e), integer(4));
}
static ball objective(instance c, ball covariance)
{
    const values *v = c.of;
    ball s2 = square(number(c, v->s)), t2 = square(number(c, v->t));
    ball information = log_of(minus(integer(1), over(square(covariance), times(s2, t2))));
    return minus(minus(plus(s2, t2), twice(covariance)), times(half(number(c, v->epsilon)), information));
}
static verdict values_are(instance c, ball covariance)
{
    const values *v = c.of;
    return both(agree(c, covariance, number(c, v->covariance), 25),
                agree(c, objective(c, covariance), number(c, v->value), 25));
}
static verdict with_sixteen(instance c) { return values_are(c, covariance_with(c, 16)); }
static verdict with_four(instance c) { return values_are(c, covariance_with(c, 4)); }

/* Other covariances cost more; the limit of ε → 0 is W2². */
static verdict least_nearby(instance c)
{
    ball best = covariance_with(c, 16), least = objective(c, best);
    return both(both(more(objective(c, times(best, ratio(99, 100))), least),
                     more(objective(c, times(best, ratio(1005, 1000))), least)),
                more(least, square(w2(law_named(c, "normal(0,1)"), law_named(c, "normal(0,2)")))));
}
static verdict four_is_least_nearby(instance c)
{
    ball best = covariance_with(c, 4), least = objective(c, best);
    return both(more(objective(c, times(best, ratio(99, 100))), least),
                more(objective(c, times(best, ratio(1005, 1000))), least));
}

PROOF_OF(entropic_plan_of_normals_is_normal, ALGEBRA("all s, t, ε", plan),
         CHECK_EACH("covariance and value (falsehood: 4 in place of 16)", CERTIFIED, with_sixteen, with_four,
                    listed),
         CHECK_EACH("a minimum, above W2² (falsehood: 4 in place of 16)", CERTIFIED, least_nearby,
                    four_is_least_nearby, listed))
