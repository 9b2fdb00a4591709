/*
 * THE JENSEN-SHANNON DIVERGENCE IS SYMMETRIC AND AT MOST LOG 2
 *     JS(P,Q) = KL(P‖M)/2 + KL(Q‖M)/2,  M = (P+Q)/2;       JS(P,Q) = JS(Q,P),    0 ≤ JS ≤ log 2
 * Pointwise, with densities p and q, JS is the integral of
 *     j = (p log(2p/(p+q)) + q log(2q/(p+q)))/2.
 * Exchanging p and q exchanges the two terms. For fixed q, ∂j/∂p = log(2p/(p+q))/2 is negative for p < q and
 * positive for p > q, and j = 0 at p = q: so j ≥ 0. And
 *     (p+q)/2 log 2 - j = (p log(1 + q/p) + q log(1 + p/q))/2 ≥ 0,
 * whose integral is zero exactly if pq = 0 almost everywhere: JS = log 2 if and only if P and Q live on disjoint
 * sets.
 * Where a density vanishes, 0 log 0 = 0; there j = (p+q)/2 log 2.
 */
#include "proof.h"

ABOUT(
    TAGS("core js symbolic"), STATEMENT("JS(P,Q) = JS(Q,P), 0 ≤ JS ≤ log 2"),
    HYPOTHESES("P and Q are any probability laws on the same space; natural logarithms."),
    WHY_A_GAN_CARES(
        "Against the best discriminator the generator minimises 2 JS - log 4. The bound is reached as soon as "
        "the supports are disjoint, and there JS is constant: it no longer tells the generator where to go."),
    SOURCE("Lin 1991, Divergence measures based on the Shannon entropy, theorem 4."),
    ESTABLISHED(
        "Symmetry and both bounds of the integrand by exact algebra, for all densities. On each standard "
        "pair, certified: the two orders agree to 30 digits, and the bounds hold. The value log 2, to 30 "
        "digits, for laws on disjoint sets."),
    NOT_ESTABLISHED(
        "What is left to the reader: integrating pointwise inequalities, and points where p or q is 0."),
    FALSEHOOD("JS is asymmetric; JS ≤ (log 2)/2; the largest JS is 1 (which is so in bits, not in nats)."))

/* ---- The integrand, exactly ---- */

#define INTEGRAND "j = (p*log(2*p/(p+q)) + q*log(2*q/(p+q)))/2"

static const line equalities[] = {
    {"j is symmetric", "j = (q*log(2*q/(q+p)) + p*log(2*p/(q+p)))/2", "j = p*log(2*p/(p+q))", INTEGRAND},
    {"j = 0 at p = q", "at(j, p = q) = 0", "at(j, p = q) = -q*log(2)", INTEGRAND},
    {"what is missing to log 2", "(p+q)/2*log(2) - j = (p*log(1+q/p) + q*log(1+p/q))/2",
     "(p+q)/2*log(2) - j = (p*log(1+p/q) + q*log(1+q/p))/2", INTEGRAND},
    {"∂j/∂p", "diff(j, p) = log(2*p/(p+q))/2", "diff(j, p) = log(2*p/(p+q))", INTEGRAND},
};
/* 1 + q/p > 1, so that its logarithm is positive. */
static const line bounds[] = {
    {"j ≥ 0", "j >= 0", "j >= (p-q)^2/(p+q)", INTEGRAND},
    {"j < (p+q)/2 log 2", "j < (p+q)/2*log(2)", "j < (p+q)/4*log(2)", INTEGRAND},
    {"1 + q/p > 1", "1+q/p > 1", "1+q/p > 2", NULL},
    {"1 + p/q > 1", "1+p/q > 1", "2*q/(p+q) > 1", NULL},
};

/* ---- The integral ---- */

static ball integrated(bound_law p, bound_law q)
{
    return p.of->dim == 1 ? by_integral("js", p, q) : js(p, q);
}

static verdict same_in_both_orders(pair c)
{
    return agree(c, integrated(c.p, c.q), integrated(c.q, c.p), 30);
}
static verdict asymmetric(pair c) { return opposite(same_in_both_orders(c)); }

static verdict between_zero_and(ball bound, pair c)
{
    return both(at_least(js(c.p, c.q), integer(0)), at_most(js(c.p, c.q), bound));
}
static verdict at_most_log2(pair c) { return between_zero_and(number(c, "log(2)"), c); }
static verdict at_most_half_log2(pair c) { return between_zero_and(number(c, "log(2)/2"), c); }

static const pair_case disjoint[] = {
    {"intervals", "uniform(0,1)", "uniform(2,3)", "a gap of 1"},
    {"side by side", "uniform(0,1)", "uniform(1,2)", "no gap: the common end has no mass"},
    {"half lines", "exponential(1)", "uniform(-1,0)", "one of them unbounded"},
    {"atoms", "finite(0: 1/3, 2: 2/3)", "finite(1: 1/2, 3: 1/2)", "interleaved"},
    {"singular", "normal(0,1)", "point(0)", "a density and an atom where it is largest"},
};

static verdict equal_to(const char *value, pair c)
{
    bound_law m = middle(c.p, c.q);
    ball by_definition = half(plus(by_integral("kl", c.p, m), by_integral("kl", c.q, m)));
    return agree(c, by_definition, number(c, value), 30);
}
static verdict log2_if_disjoint(pair c) { return equal_to("log(2)", c); }
static verdict one_if_disjoint(pair c) { return equal_to("1", c); }

PROOF_OF(js_is_symmetric_and_at_most_log2,
         ALGEBRA("the integrand j: symmetry, zero, distance from log 2", equalities),
         ALGEBRA("the signs that give 0 ≤ j ≤ (p+q)/2 log 2", bounds),
         CHECK("both orders on the standard pairs", CERTIFIED, same_in_both_orders, asymmetric,
               standard_pairs),
         CHECK("0 ≤ JS ≤ log 2 on the standard pairs", CERTIFIED, at_most_log2, at_most_half_log2,
               standard_pairs),
         CHECK("JS = log 2 on disjoint sets (falsehood: JS = 1)", CERTIFIED, log2_if_disjoint,
               one_if_disjoint, disjoint))
