/*
 * TOTAL VARIATION IS BOUNDED BY OTHER DIVERGENCES
 *     2 TV² ≤ KL  (Pinsker),        TV² ≤ 1 - e^(-KL)  (Bretagnolle and Huber),        H² ≤ TV ≤ √(H² (2 - H²)),
 *     KL ≤ log(1 + χ²),             log 2 - h((1 - TV)/2) ≤ JS ≤ TV log 2,        h(x) = -x log x - (1-x) log(1-x).
 * Why: with p = a², q = b², C the affinity ∫ ab = 1 - H², t = 1 + χ² = ∫ p²/q, d = TV and k(d) = log 2 - h((1 - d)/2),
 *     3 (p-q)² ≤ (2p + 4q) (p log(p/q) - p + q),  so that  (∫ |p-q|)² ≤ ∫ (2p+4q)/3 · ∫ (p log(p/q) - p + q) = 2 KL
 *                                                                                                  (Cauchy-Schwarz);
 *     (a-b)² ≤ |a²-b²|,     |p-q| = |a-b| (a+b)  and  ∫ (a-b)² ∫ (a+b)² = 4 H² (2-H²)  (Cauchy-Schwarz);
 *     p log(p/q) ≤ p log t + p²/(qt) - p,                     whose integral is log t;
 *     p log(p/q) ≥ -2 p log C - 2 (ab/C - p),                 whose integral is -2 log C, and C² = 1 - H²(2-H²) ≤ 1 - TV²;
 *     p log(2p/(p+q)) + q log(2q/(p+q)) ≥ (p+q) k(d) + (|p-q| - d (p+q)) k'(d),     whose integral is 2 k(TV): the tangent
 * of k at d (the line below has p - q for |p - q|; where p < q exchange the names). k(d) ≥ d²/2, so JS ≥ TV²/2, too.
 * Pinsker's inequality is strong for near laws and empty once KL > 2; that of Bretagnolle and Huber is never empty.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl js tv inequality"),
    STATEMENT(
        "2 TV² ≤ KL, TV² ≤ 1 - e^(-KL), H² ≤ TV ≤ √(H²(2-H²)), KL ≤ log(1+χ²), log 2 - h((1-TV)/2) ≤ JS ≤ TV log 2"),
    HYPOTHESES("Any two laws on one space; where a right side is infinite nothing is claimed."),
    WHY_A_GAN_CARES(
        "A classifier's best accuracy on real against generated samples is (1 + TV)/2: these bounds turn a value of JS, "
        "KL or H² into a statement about how well the samples can be told apart, and back."),
    SOURCE(
        "Pinsker 1964; Bretagnolle and Huber 1979; Le Cam 1986; Lin 1991, theorem 4; Tsybakov 2009, section 2.4."),
    ESTABLISHED(
        "The lines above for all positive densities, by exact algebra: Pinsker's inequality, that of Bretagnolle and "
        "Huber and both bounds of JS follow for all laws by integrating them. Each inequality on the standard pairs, by "
        "enclosures of the integrals."),
    NOT_ESTABLISHED(
        "The integrals of the lines, and the inequality of Cauchy and Schwarz for integrals; points where a density "
        "is 0, with 0 log 0 = 0."),
    FALSEHOOD(
        "4 TV² ≤ KL; TV² ≤ 1 - e^(-KL/4); TV ≤ H²; KL ≤ log(1+χ²)/2; JS ≤ TV (log 2)/2; JS ≥ 3 TV²/5; a wrong constant in "
        "each line."))

#define ROOTS "p = a^2, q = b^2"
#define JS_AND_TV "j = p*log(2*p/(p+q)) + q*log(2*q/(p+q)), k = ((1+d)*log(1+d) + (1-d)*log(1-d))/2"
static const line integrands[] = {
    {"2 TV² ≤ KL", "3*(p-q)^2 <= (2*p+4*q)*(p*log(p/q) - p + q)",
     "4*(p-q)^2 <= (2*p+4*q)*(p*log(p/q) - p + q)", NULL},
    {"H² ≤ TV, where p > q: a = b + s", "(a-b)^2 <= a^2 - b^2", "(a-b)^2 >= a^2 - b^2", "a = b+s"},
    {"|p-q| in roots", "(p-q)^2 = (a-b)^2*(a+b)^2", "(p-q)^2 = (a-b)^4", ROOTS},
    {"∫ (a+b)² = 2 + 2C", "(a+b)^2 = p + q + 2*a*b", "(a+b)^2 = p + q - 2*a*b", ROOTS},
    {"4 H² (2-H²), H² = 1 - C", "(2-2*C)*(2+2*C) = 4*(1-C)*(2-(1-C))", "(2-2*C)*(2+2*C) = 2*(1-C)*(2-(1-C))",
     NULL},
    {"KL ≤ log(1+χ²)", "p*log(p/q) <= p*log(t) + p^2/(q*t) - p", "p*log(p/q) <= p*log(t) + p^2/(2*q*t) - p",
     NULL},
    {"KL ≥ -2 log C", "p*log(p/q) >= -2*p*log(C) - 2*(a*b/C - p)",
     "p*log(p/q) >= -3*p*log(C) - 3*(a*b/C - p)", ROOTS},
    {"JS ≤ TV log 2, where p > q: p = q + s", "p*log(2*p/(p+q)) + q*log(2*q/(p+q)) <= s*log(2)",
     "p*log(2*p/(p+q)) + q*log(2*q/(p+q)) <= s*log(2)/2", "p = q+s"},
    {"log 2 - h((1-d)/2) ≤ JS, d = TV", "j >= (p+q)*k + (p-q - d*(p+q))*diff(k, d)",
     "j >= (p+q)*k + (p-q - d*(p+q))*diff(k, d)/2", JS_AND_TV},
    {"TV²/2 ≤ log 2 - h((1-TV)/2)", "k >= d^2/2", "k >= 3*d^2/5", JS_AND_TV},
};

static ball one_less_exp(ball kl_) { return minus(integer(1), exp_of(negative(kl_))); }

/* x ≤ y to 10^-12: some pairs attain equality, which enclosures cannot decide. */
static verdict bounded(pair c, ball x, ball y) { return at_most(minus(x, number(c, "10^-12")), y); }

static verdict pinsker(pair c) { return bounded(c, twice(square(tv(c.p, c.q))), kl(c.p, c.q)); }
static verdict pinsker_twice(pair c)
{
    return at_most(times(integer(4), square(tv(c.p, c.q))), kl(c.p, c.q));
}

static verdict huber(pair c)
{
    ball k = kl(c.p, c.q);
    return provided(c, is_finite(k), at_most(square(tv(c.p, c.q)), one_less_exp(k)));
}
static verdict huber_of_quarter(pair c)
{
    ball k = kl(c.p, c.q);
    return provided(c, is_finite(k), at_most(square(tv(c.p, c.q)), one_less_exp(times(ratio(1, 4), k))));
}

static verdict le_cam(pair c)
{
    ball h = hellinger2(c.p, c.q), d = tv(c.p, c.q);
    return both(bounded(c, h, d), bounded(c, square(d), times(h, minus(integer(2), h))));
}
static verdict tv_below_hellinger(pair c) { return at_most(tv(c.p, c.q), hellinger2(c.p, c.q)); }

static verdict kl_below_chi2(pair c)
{
    ball chi = chi2(c.p, c.q);
    return provided(c, is_finite(chi), at_most(kl(c.p, c.q), log_of(plus(integer(1), chi))));
}
static verdict kl_below_half(pair c)
{
    ball chi = chi2(c.p, c.q);
    return provided(c, is_finite(chi), at_most(kl(c.p, c.q), half(log_of(plus(integer(1), chi)))));
}

/* log 2 - h((1 - d)/2) = ((1+d) log(1+d) + (1-d) log(1-d))/2 */
static ball least_js(ball d)
{
    ball up = plus(integer(1), d), down = larger(minus(integer(1), d), integer(0));
    return half(plus(ball_xlogx(up), ball_xlogx(down)));
}
static ball most_js(ball d) { return times(d, log_of(ball_in(d.in, integer(2)))); }
static verdict js_between_tv(pair c)
{
    ball value = js(c.p, c.q), d = tv(c.p, c.q);
    return both(bounded(c, least_js(d), value), bounded(c, value, most_js(d)));
}
static verdict js_below_half_tv(pair c)
{
    return at_most(js(c.p, c.q), times(tv(c.p, c.q), half(number(c, "log(2)"))));
}

PROOF_OF(tv_is_bounded_by_kl_and_hellinger, ALGEBRA("under the integral, for all densities", integrands),
         CHECK("2 TV² ≤ KL (falsehood: 4 TV² ≤ KL)", CERTIFIED, pinsker, pinsker_twice, standard_pairs),
         CHECK("TV² ≤ 1 - e^(-KL)", CERTIFIED, huber, huber_of_quarter, standard_pairs),
         CHECK("H² ≤ TV ≤ √(H²(2-H²)) (falsehood: TV ≤ H²)", CERTIFIED, le_cam, tv_below_hellinger,
               standard_pairs),
         CHECK("KL ≤ log(1+χ²)", CERTIFIED, kl_below_chi2, kl_below_half, standard_pairs),
         CHECK("log 2 - h((1-TV)/2) ≤ JS ≤ TV log 2", CERTIFIED, js_between_tv, js_below_half_tv,
               standard_pairs))
