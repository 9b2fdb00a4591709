/*
 * KL IS ZERO ONLY WHEN THE LAWS ARE EQUAL
 *     KL(P‖Q) = 0   if and only if   P = Q          as measures: densities may differ on a null set
 * "If" is log 1 = 0. "Only if" follows from Pinsker's inequality,
 *     KL(P‖Q) ≥ 2 TV(P,Q)²,
 * and TV(P,Q) = 0 means that P and Q give the same mass to every set. It is the integral of
 *     3 (p-q)² ≤ (2p + 4q) (p log(p/q) - p + q),
 * with (∫ |p-q|)² ≤ ∫ (2p+4q)/3 · ∫ (p log(p/q) - p + q) = 2 KL by the inequality of Cauchy and Schwarz. Both parts are put to
 * the test: the first by integrals that see the same law written in two ways, the second wherever TV > 0.
 */
#include "proof.h"

ABOUT(
    TAGS("core kl symbolic"), STATEMENT("KL(P‖Q) = 0 ⇔ P = Q, as KL ≥ 2 TV²"),
    HYPOTHESES("P and Q are probability laws on the same space; equal means equal as measures."),
    WHY_A_GAN_CARES(
        "The floor -log 4 of the game's value is reached when two divergences KL vanish. That "
        "happens only when the generator's law is the data's: a generator at the floor is perfect."),
    SOURCE(
        "Kullback and Leibler 1951, lemma 3.1; Pinsker 1964; the constant 2: Kullback 1967, Csiszár 1967."),
    ESTABLISHED(
        "KL(P‖P) = 0 to 30 digits for each standard law, by an integral that sees it once as it is and "
        "once as a mixture of itself (in the plane by the closed form). KL ≥ 2 TV² > 0 on each standard "
        "pair, in both orders, and its integrand for all positive densities by exact algebra, with the one value of p/q where p log(p/q) - p + q is 0. For Bernoulli laws KL > (p - q)² > 0 at every point of a box of "
        "parameters with |p - q| ≥ 1/10."),
    NOT_ESTABLISHED(
        "The integral of that line: the inequality of Cauchy and Schwarz, and points where a density is 0, with 0 log 0 = 0."),
    FALSEHOOD(
        "KL(P‖Q) = 0 if and only if the supports are equal; KL ≥ 4 TV², and 4 for 3 in its line; KL > 3 (p - q)²."))

/* ---- For all densities ---- */

static const line integrands[] = {
    {"KL ≥ 2 TV²", "3*(p-q)^2 <= (2*p+4*q)*k", "4*(p-q)^2 <= (2*p+4*q)*k", "k = p*log(p/q) - p + q"},
    {"k = p log(p/q) - p + q is 0 at p = q", "at(k, p = q) = 0", "at(k, p = q) = q",
     "k = p*log(p/q) - p + q"},
    {"and only there: p = q (1+s)", "at(k, p = q*(1+s)) > 0", "at(k, p = q*(1+s)) > q*s^2/2",
     "k = p*log(p/q) - p + q"},
    {"and only there: p = q/(1+s)", "at(k, p = q/(1+s)) > 0", "at(k, p = q/(1+s)) > q*s^2/2",
     "k = p*log(p/q) - p + q"},
};

/* ---- If: P against P written as (P + P)/2, so that the integrand is not zero by its form ---- */

static ball from_itself(pair c, bound_law p)
{
    return on_the_line(c) == HOLDS ? by_integral("kl", p, middle(p, p)) : kl(p, p);
}
static verdict zero_from_itself(pair c)
{
    return both(agree(c, from_itself(c, c.p), integer(0), 30), agree(c, from_itself(c, c.q), integer(0), 30));
}

/* Supports are equal, up to null sets, if KL is finite in both orders. */
static verdict zero_if_supports_are_equal(pair c)
{
    verdict equal_supports = both(is_finite(kl(c.p, c.q)), is_finite(kl(c.q, c.p)));
    return provided(c, equal_supports, agree(c, kl(c.p, c.q), integer(0), 30));
}

/* ---- Only if: where the laws differ, KL is at least a positive number. ---- */

static verdict pinsker(pair c, slong constant)
{
    ball bound = times(integer(constant), square(tv(c.p, c.q)));
    return both(at_least(kl(c.p, c.q), bound), at_least(kl(c.q, c.p), bound));
}
static verdict positive_if_different(pair c) { return both(more(tv(c.p, c.q), integer(0)), pinsker(c, 2)); }
static verdict with_the_constant_4(pair c) { return pinsker(c, 4); }

/* ---- Every pair of Bernoulli laws in a box ---- */

typedef struct parameter_box {
    const char *name, *where;
} parameter_box;

static const parameter_box bernoulli_box[] = {{"bernoulli", "p in [1/100, 99/100], q in [1/100, 99/100]"}};

static ball bernoulli_kl(ball p, ball q)
{
    ball not_p = minus(integer(1), p), not_q = minus(integer(1), q);
    return plus(times(p, log_of(over(p, q))), times(not_p, log_of(over(not_p, not_q))));
}
static verdict above(const ball *x, slong constant)
{
    ball p = x[0], q = x[1], distance = magnitude(minus(p, q));
    return either(less(distance, ratio(1, 10)),
                  more(bernoulli_kl(p, q), times(integer(constant), square(distance))));
}
static verdict above_once(const ball *x) { return above(x, 1); }
static verdict above_three_times(const ball *x) { return above(x, 3); }

static verdict bounded_below(instance c)
{
    const parameter_box *b = c.of;
    return everywhere(c, b->where, above_once, 100000);
}
static verdict bounded_below_too_well(instance c)
{
    const parameter_box *b = c.of;
    return everywhere(c, b->where, above_three_times, 100000);
}

PROOF_OF(kl_is_zero_only_when_equal, ALGEBRA("under the integral, for all densities", integrands),
         CHECK("KL(P‖P) = 0: each law against itself, written as a mixture", CERTIFIED, zero_from_itself,
               zero_if_supports_are_equal, standard_pairs),
         CHECK("KL ≥ 2 TV² > 0 on the standard pairs, both orders", CERTIFIED, positive_if_different,
               with_the_constant_4, standard_pairs),
         CHECK_EACH("KL > (p-q)² where |p-q| ≥ 1/10, on a box of Bernoulli laws", CERTIFIED, bounded_below,
                    bounded_below_too_well, bernoulli_box))
