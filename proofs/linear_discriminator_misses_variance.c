/*
 * A LINEAR DISCRIMINATOR MISSES THE VARIANCE
 * If P and Q have the same mean, then for every D = σ(a + b·x)
 *     V(G,D) ≤ -2 log 2,      equal at a = b = 0,
 * whereas V(G,D*) = -2 log 2 + 2 JS > -2 log 2 unless P = Q. For the tangents at t = 0 lie above:
 *     log σ(t) ≤ -log 2 + t/2,     log σ(-t) ≤ -log 2 - t/2,      so     V ≤ -2 log 2 + (E_P t - E_Q t)/2 = -2 log 2 + b·(mean P - mean Q)/2.
 * For normal laws of different variances D* has a quadratic logit: with x² among its features the discriminator sees all.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game discriminator"),
    STATEMENT("equal means: max of V over D = σ(a+bx) is -2 log 2, less than V(G,D*)"),
    HYPOTHESES("P and Q have finite, equal means; D is a logistic regression on x, in any dimension."),
    WHY_A_GAN_CARES(
        "The theorem on D* is about all functions. A discriminator that is too poor calls a generator perfect that is not, and "
        "gives it no gradient."),
    SOURCE("Elementary; the restricted maximum: Goodfellow et al. 2014, section 4.2 (\"enough capacity\")."),
    ESTABLISHED(
        "Both tangents for all logits, by exact algebra; V(G,D*) > -2 log 2 on pairs of equal means, by enclosure."),
    NOT_ESTABLISHED("The means over P and Q of the two lines, which is linearity."),
    FALSEHOOD("The tangents of half the slope; a linear logit reaches V(G,D*) on these pairs."))

/* s = e^t */
static const line tangents[] = {
    {"log σ(t)", "log(s/(1+s)) <= -log(2) + log(s)/2", "log(s/(1+s)) <= -log(2) + log(s)/4", NULL},
    {"log σ(-t)", "log(1/(1+s)) <= -log(2) - log(s)/2", "log(1/(1+s)) <= -log(2) - log(s)/4", NULL},
    {"the logit of N(0,A²) against N(0,B²)",
     "(-log(A) - x^2/(2*A^2)) - (-log(B) - x^2/(2*B^2)) = log(B/A) + x^2/2*(1/B^2 - 1/A^2)",
     "(-log(A) - x^2/(2*A^2)) - (-log(B) - x^2/(2*B^2)) = log(B/A) + x/2*(1/B^2 - 1/A^2)", NULL},
};
static const pair_case same_means[] = {
    {"N(0,1), N(0,4)", "normal(0,1)", "normal(0,2)", "V* = -1.2008..., quadratic logit"},
    {"Laplace, normal", "laplace(0,1)", "normal(0,sqrt(2))", "the same mean and variance"},
    {"U(-1,1), triangular", "uniform(-1,1)", "triangular(-1,0,1)", "bounded"},
    {"two modes", "0.5*normal(-2,1)+0.5*normal(2,1)", "normal(0,1)", "a mode in the middle"},
};
static verdict there_is_more(pair c)
{
    return provided(c, agree(c, mean(c.p), mean(c.q), 15),
                    more(best_game_value(c.p, c.q), number(c, "-2*log(2)")));
}
static verdict that_is_all(pair c) { return at_most(best_game_value(c.p, c.q), number(c, "-2*log(2)")); }

PROOF_OF(linear_discriminator_misses_variance, ALGEBRA("tangents, for all logits", tangents),
         CHECK("pairs of equal means", CERTIFIED, there_is_more, that_is_all, same_means))
