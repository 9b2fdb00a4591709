/*
 * KL ALLOWS ZEROS OF ITS FIRST LAW, NOT OF ITS SECOND; JS ALLOWS BOTH
 *     KL(P‖Q) is defined for every pair: finite only if q = 0 implies p = 0; where p = 0, p log(p/q) counts as 0.
 *     KL((1,0)‖(1/2,1/2)) = log 2,      KL((1/2,1/2)‖(1,0)) = +infinity,      and +infinity also occurs without zeros: Cauchy against normal.
 * JS is always finite, so it can vanish where KL stays infinite: P_n = (1-1/n, 1/n), P = (1,0) have JS ≤ (log 2)/n and KL(P_n‖P) = infinity.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl js"),
    STATEMENT("KL(P‖Q) is finite only if q = 0 ⇒ p = 0; zeros of p count 0; JS ≤ (log 2)/n ⇏ KL finite"),
    HYPOTHESES(
        "P and Q are any probability laws on one space; 0 log 0 = 0, and p log(p/0) = +infinity for p > 0."),
    WHY_A_GAN_CARES(
        "A generator with a small support has KL(data‖generator) infinite however good it looks, and gives maximum likelihood no "
        "gradient; JS stays finite, and close to zero if little mass is missed."),
    SOURCE("Kullback and Leibler 1951; Lin 1991."),
    ESTABLISHED(
        "Finite and infinite values on the listed pairs, by enclosures and by support and tail; KL of a Cauchy law from a normal one over [-L,L], which grows like L/π; for P_n the bound (log 2)/n on JS, for four n; "
        "exactly, p log(p/q) ≥ p - q, so that the integral exists for every pair."),
    NOT_ESTABLISHED("The classification of tails."),
    FALSEHOOD(
        "KL is infinite (or undefined) as soon as P has a zero; KL is finite whenever no density vanishes; JS → 0 makes KL finite; KL over [-L,L] stays below 1."))

static const line convention[] = {
    {"the integrand is bounded below", "p*log(p/q) >= p - q", "p*log(p/q) >= 0", NULL}};

static const pair_case finite_values[] = {
    {"(1,0), (1/2,1/2)", "point(0)", "bernoulli(1/2)", "log(2)"},
    {"nested intervals", "uniform(0,1)", "uniform(0,3)", "log(3)"},
    {"a third of the points", "finite(0: 1)", "finite(0: 1/3, 1: 1/3, 2: 1/3)", "log(3)"}};
static verdict finite_as_stated(pair c) { return agree(c, kl(c.p, c.q), number(c, c.given->why), 30); }
static verdict infinite_by_a_zero(pair c) { return is_infinite(kl(c.p, c.q)); }

static const pair_case infinite_values[] = {
    {"(1/2,1/2), (1,0)", "bernoulli(1/2)", "point(0)", "support"},
    {"nested intervals", "uniform(0,3)", "uniform(0,1)", "support"},
    {"cauchy, normal", "cauchy(0,1)", "normal(0,1)", "tail: no zero anywhere"}};
static verdict infinite(pair c) { return is_infinite(kl(c.p, c.q)); }
static verdict finite_without_zeros(pair c) { return is_finite(kl(c.p, c.q)); }

/* p log(p/q) = (1/(π(1+x²))) (x²/2 + log(√(2π)/(π(1+x²)))), twice over [0,L]. */
typedef struct cut {
    const char *name, *value; /* L */
} cut;
static const cut cuts[] = {{"10", "1.53666147789"}, {"100", "29.7948886416"}, {"1000", "316.208330987"}};
static ball over_the_middle(instance c)
{
    return twice(integral_of(c, "(x^2/2 + log(sqrt(2/pi)/(1+x^2)))/(pi*(1+x^2))", NULL, integer(0),
                             number(c, ((const cut *)c.of)->name)));
}
static verdict grows_like_this(instance c)
{
    ball slope = over(number(c, ((const cut *)c.of)->name), number(c, "pi"));
    return both(has_decimals(c, over_the_middle(c), ((const cut *)c.of)->value),
                less(magnitude(minus(over_the_middle(c), slope)), integer(3)));
}
static verdict stays_below_one(instance c) { return less(over_the_middle(c), integer(1)); }

static const pair_case vanishing[] = {{"n = 2", "bernoulli(1/2)", "point(0)", "log(2)/2"},
                                      {"n = 10", "bernoulli(1/10)", "point(0)", "log(2)/10"},
                                      {"n = 1000", "bernoulli(1/1000)", "point(0)", "log(2)/1000"},
                                      {"n = 10^9", "bernoulli(1/10^9)", "point(0)", "log(2)/10^9"}};
static verdict js_small_kl_infinite(pair c)
{
    return both(at_most(js(c.p, c.q), number(c, c.given->why)), is_infinite(kl(c.p, c.q)));
}
static verdict kl_small_too(pair c) { return at_most(kl(c.p, c.q), integer(1)); }

PROOF_OF(kl_allows_zeros_of_its_first_law, ALGEBRA("the convention", convention),
         CHECK("zeros of the first law (falsehood: infinite)", CERTIFIED, finite_as_stated,
               infinite_by_a_zero, finite_values),
         CHECK("zeros of the second law, and heavy tails", CERTIFIED, infinite, finite_without_zeros,
               infinite_values),
         CHECK_EACH("Cauchy from normal, over [-L,L] (falsehood: below 1)", CERTIFIED, grows_like_this,
                    stays_below_one, cuts),
         CHECK("JS tends to 0 while KL is infinite", CERTIFIED, js_small_kl_infinite, kl_small_too,
               vanishing))
