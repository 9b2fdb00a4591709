/*
 * JENSEN-SHANNON IS NOT NEGATIVE, BY JENSEN'S INEQUALITY
 *     KL(P‖T) = -Σ over p > 0 of p log(t/p) ≥ -log Σ over p > 0 of t ≥ -log 1 = 0,        T = (P+Q)/2,
 * and JS is half of two such terms. The last step is an inequality: the sum of t runs over the support of P only, and is 3/4 for
 * P = (1,0), Q = (1/2,1/2). The factor 1/2 of JS stands outside:  ½ KL(P‖T) is not Σ p log(p/t). That JS = 0 only for P = Q needs both
 * halves to vanish: the least value of a sum is the sum of the least values only if these are taken at one place, as x² + (x-1)² shows.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic js"), STATEMENT("KL(P‖T) ≥ -log Σ_{p>0} t ≥ 0, T = (P+Q)/2; so JS ≥ 0"),
    HYPOTHESES("P and Q are laws on a countable set (or have densities); sums over p > 0 only."),
    WHY_A_GAN_CARES("It is why the generator cannot push the value of the game below -log 4."),
    SOURCE("Lin 1991; Jensen 1906."),
    ESTABLISHED(
        "Termwise p log(p/t) ≥ p - t, and both steps on exact instances, with and without zeros, by logarithms of rationals."),
    NOT_ESTABLISHED("Jensen's inequality itself for infinite sums."),
    FALSEHOOD(
        "½ KL(P‖T) = Σ p log(p/t); the chain ends in equality; Jensen's inequality turned round; two functions with least value 0 have "
        "a sum with least value 0."))

static const line steps[] = {
    {"termwise", "p*log(p/t) >= p - t", "p*log(p/t) >= 0", NULL},
    {"the half stands outside", "1/2*(p*log(p/t)) = p/2*log(p/t)", "1/2*(p*log(p/t)) = p*log(p/t)", NULL},
    {"(1,0), (1/2,1/2): the support has 3/4", "log(1/(3/4)) = -log(3/4)", "log(1/(3/4)) = -log(1)", NULL},
    {"-log(3/4) > 0", "-log(3/4) > 0", "-log(3/4) <= 0", NULL},
    {"(1/2,1/3,1/6), (1/6,1/3,1/2): Jensen", "k >= -log(1/3+1/3+1/3)", "k <= -log(1/3+1/3+1/3)",
     "k = 1/2*log(1/2/(1/3)) + 1/6*log(1/6/(1/3))"},
    {"(3/4,1/4), (1/4,3/4): not half of it", "k/2 = 3/8*log(3/2) + 1/8*log(1/2)",
     "k/2 = 3/4*log(3/2) + 1/4*log(1/2)", "k = 3/4*log(3/2) + 1/4*log(1/2)"},
    {"a sum of least values", "x^2 + (x-1)^2 >= 1/2", "x^2 + (x-1)^2 = (2*x-1)^2/2", NULL},
    {"is not the least of the sum", "at(x^2 + (x-1)^2, x = 1/2) = 1/2", "at(x^2 + (x-1)^2, x = 1/2) = 0",
     NULL},
};

PROOF_OF(js_is_nonnegative_by_jensen, ALGEBRA("the steps", steps))
