/*
 * THE BAYES ERROR LIES BETWEEN FUNCTIONS OF JS
 * A sample is real or generated with probability 1/2 each. The best classifier, D* > 1/2, errs with probability e = (1 - TV)/2, and
 *     (1 - JS/log 2)² / 4  ≤  e  ≤  (1 - JS/log 2) / 2.
 * The right side is JS ≤ TV log 2, integrand by integrand: for p > q, with x = p - q,
 *     p log(2p/(p+q)) + q log(2q/(p+q))  ≤  x log 2.
 * The left side: for each point (p,q) the label has entropy h(r) with r = min(p,q)/(p+q); E h(r) = log 2 - JS (all in nats), E r = e, and
 * h(r)² ≤ 4 log(2)² r (1-r) ≤ 4 log(2)² r, so that (E h)² ≤ E h² ≤ 4 log(2)² e: that is (1 - JS/log 2)² ≤ 4 e. The first
 * step is the mean of h² ≥ 2 c h - c² for c = E h.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic js tv inequality discriminator"),
    STATEMENT("(1 - JS/log 2)²/4 ≤ error of D* ≤ (1 - JS/log 2)/2"),
    HYPOTHESES("Any two laws on one space; real and generated samples are equally frequent."),
    WHY_A_GAN_CARES(
        "The value of the game, -2 log 2 + 2 JS, is read as how well the discriminator can do: these are the limits within which "
        "it says so. JS near log 2 means an error near 0, and an error of 1/2 means JS = 0."),
    SOURCE(
        "Lin 1991, Divergence measures based on the Shannon entropy, theorem 4 (and Hellman and Raviv 1970)."),
    ESTABLISHED(
        "Each line that the two sides rest on, for all positive densities, by exact certificates: the integrand of JS, and "
        "that the entropy of a coin is below 2 log 2 √(r(1-r)), and that a square is above its tangents. Both sides on the standard pairs, by "
        "enclosures."),
    NOT_ESTABLISHED("The mean over x of these lines; points where a density is 0, with 0 log 0 = 0."),
    FALSEHOOD("e ≤ (1 - JS/log 2)/4; JS ≤ TV (log 2)/2; 2 log 2 - 1/100 in the bound of h; r (1-r) ≤ r²."))

/* ---- For all densities ---- */

#define JS_INTEGRAND "p = q+x, j = p*log(2*p/(p+q)) + q*log(2*q/(p+q))"
static const line integrands[] = {
    {"JS ≤ TV log 2 where p > q", "j <= x*log(2)", "j <= x*log(2)/2", JS_INTEGRAND},
    {"JS < (p+q)/2 log 2", "j < (p+q)*log(2)", "j < (p+q)*log(2)/4", JS_INTEGRAND},
};
/* r = x²/(x²+y²), so that √(r(1-r)) = xy/(x²+y²). */
#define COIN "r = x^2/(x^2+y^2), h = -r*log(r) - (1-r)*log(1-r)"
static const line entropies[] = {
    {"h(r) ≤ 2 log 2 √(r(1-r))", "h <= 2*log(2)*x*y/(x^2+y^2)", "h <= (2*log(2) - 1/100)*x*y/(x^2+y^2)",
     COIN},
    {"h² ≥ 2ch - c², so that (E h)² ≤ E h²", "h^2 >= 2*c*h - c^2", "h^2 >= 2*c*h + c^2", NULL},
    {"r (1-r) ≤ r, r = x²/(x²+y²)", "(x*y/(x^2+y^2))^2 <= x^2/(x^2+y^2)",
     "(x*y/(x^2+y^2))^2 <= x^4/(x^2+y^2)^2", NULL},
};

/* ---- On pairs ---- */

static ball error_of(ball tv_) { return half(minus(integer(1), tv_)); }
static ball one_less_bits(ball js_) { return minus(integer(1), over(js_, ball_log2(js_.in))); }

/* To 10^-12: disjoint and equal laws attain both. */
static verdict between(ball low, ball e, ball high)
{
    ball slack = ball_ratio(1, 1000000000000);
    return both(at_most(minus(low, slack), e), at_most(e, plus(high, slack)));
}
static verdict lies_between(pair c)
{
    ball rest = one_less_bits(js(c.p, c.q));
    return between(over(square(rest), integer(4)), error_of(tv(c.p, c.q)), half(rest));
}
static verdict below_a_quarter(pair c)
{
    return at_most(error_of(tv(c.p, c.q)), over(one_less_bits(js(c.p, c.q)), integer(4)));
}

PROOF_OF(bayes_error_lies_between_functions_of_js,
         ALGEBRA("the integrand of JS, for all densities", integrands),
         ALGEBRA("the entropy of a coin", entropies),
         CHECK("both bounds on the standard pairs", CERTIFIED, lies_between, below_a_quarter, standard_pairs))
