/*
 * THE "JENSEN-SHANNON" ROW OF THE F-GAN TABLE IS TWICE JS, ITS "GAN" ROW IS 2 JS - LOG 4
 *     f(u) = u log u - (u+1) log((u+1)/2):      ∫ q f(p/q) = 2 JS(P,Q);
 *     f(u) = u log u - (u+1) log(u+1):          ∫ q f(p/q) = 2 JS(P,Q) - log 4,    with the critic T = log D;   f(1) = -log 4, not 0;
 *     f(u) = (u-1)²:                            ∫ q f(p/q) = ∫ (p-q)²/q            Pearson, the reference below;
 *     f(u) = (1-u)²/u:                          ∫ q f(p/q) = ∫ (p-q)²/p            Neyman.
 * Printed tables halve the first integral, and exchange the last two.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic fgan js"),
    STATEMENT("q f(p/q): the f-GAN rows JS = 2 JS, GAN = 2 JS - log 4, Pearson, Neyman"),
    HYPOTHESES("P and Q have positive densities p and q; D_f(P‖Q) = ∫ q f(p/q)."),
    WHY_A_GAN_CARES(
        "Values are compared across papers and code: a factor 2, or an order of arguments, decides which of two fits is "
        "better, and whether a divergence is finite at all."),
    SOURCE(
        "Nowozin, Cseke and Tomioka 2016, f-GAN, table 1 (whose column of integrals differs from its generators)."),
    ESTABLISHED(
        "The integrands for all positive densities, by exact algebra. On p = 2-2x, q = 2x and others: twice JS against the sum of "
        "two KL, to 30 digits; on N(0,1), N(0,4) Pearson is finite and Neyman infinite."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD("The row is JS; the GAN row is 2 JS; Pearson and Neyman exchanged; f(1) = 0 for the GAN row."))

#define ROWS                                                                                                 \
    "m = (p+q)/2, j = (p*log(p/m) + q*log(q/m))/2, u = p/q, js = u*log(u) - (u+1)*log((u+1)/2), "            \
    "gan = u*log(u) - (u+1)*log(u+1)"
static const line rows[] = {
    {"JS row", "q*js = 2*j", "q*js = j", ROWS},
    {"GAN row", "q*gan = 2*j - (p+q)*log(2)", "q*gan = 2*j", ROWS},
    {"its critic is log D*: the bound is V", "q*gan = p*log(p/(p+q)) + q*log(1 - p/(p+q))",
     "q*gan = p*log(q/(p+q)) + q*log(1 - q/(p+q))", ROWS},
    {"GAN row at u = 1", "at(gan, p = q) = -2*log(2)", "at(gan, p = q) = 0", ROWS},
    {"JS row at u = 1", "at(js, p = q) = 0", "at(js, p = q) = log(2)", ROWS},
    {"Pearson", "q*(u-1)^2 = (p-q)^2/q", "q*(u-1)^2 = (p-q)^2/p", ROWS},
    {"Neyman", "q*(1-u)^2/u = (p-q)^2/p", "q*(1-u)^2/u = (p-q)^2/q", ROWS},
};

static const pair_case one_sided[] = {
    {"I2", "normal(0,1)", "normal(0,2)", "finite one way, infinite the other"}};
static verdict pearson_is_finite(pair c)
{
    return both(is_finite(chi2(c.p, c.q)), is_infinite(neyman(c.p, c.q)));
}
static verdict neyman_is_finite(pair c)
{
    return both(is_finite(neyman(c.p, c.q)), is_infinite(chi2(c.p, c.q)));
}

static const pair_case instances[] = {
    {"I0", "beta(1,2)", "beta(2,1)", "2 log 2 - 1"},
    {"I1", "normal(0,1)", "normal(1,1)", "0.2228..."},
    {"I9", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "rational"}};
static ball jensen_shannon_row(pair c)
{
    bound_law m = middle(c.p, c.q);
    return plus(by_integral("kl", c.p, m), by_integral("kl", c.q, m));
}
static verdict twice_js(pair c) { return agree(c, jensen_shannon_row(c), twice(js(c.p, c.q)), 30); }
static verdict once_js(pair c) { return agree(c, jensen_shannon_row(c), js(c.p, c.q), 30); }

PROOF_OF(fgan_js_is_twice_js, ALGEBRA("the integrands, for all densities", rows),
         CHECK("the JS row on pairs of laws (falsehood: once JS)", CERTIFIED, twice_js, once_js, instances),
         CHECK("Pearson finite, Neyman infinite", CERTIFIED, pearson_is_finite, neyman_is_finite, one_sided))
