/*
 * KL IS STRONGER THAN JS, JS STRONGER THAN W1
 *     on a set of diameter d:      W1 ≤ d TV,   TV² ≤ 2 JS,   JS ≤ TV log 2,   2 TV² ≤ KL:
 *     KL → 0  ⇒  JS → 0  ⇔  TV → 0  ⇒  W1 → 0, and no arrow can be turned:
 *     δ_(1/n) → δ0 has W1 = 1/n, TV = 1, JS = log 2;   (1-1/n) δ0 + (1/n) δ1 → δ0 has TV = 1/n, JS ≤ (log 2)/n, and KL from it to
 *     δ0 is infinite;   on the whole line (1-1/n) δ0 + (1/n) δ_n → δ0 has TV = 1/n, but W1 = 1.
 */
#include "proof.h"

ABOUT(
    TAGS("wasserstein w1 js tv kl wgan"),
    STATEMENT("KL → 0 ⇒ JS → 0 ⇔ TV → 0 ⇒ W1 → 0 on bounded sets; no arrow can be turned"),
    HYPOTHESES("Laws on one set of finite diameter."),
    WHY_A_GAN_CARES(
        "A sequence of generators that improves in W1 need not improve in JS or KL at all; one that improves in KL improves in all. So W1 has the most convergent "
        "sequences, and the most gradients."),
    SOURCE("Arjovsky, Chintala and Bottou 2017, theorem 2."),
    ESTABLISHED(
        "The four inequalities by enclosures on the listed pairs, and the three counterexamples at five n."),
    NOT_ESTABLISHED(
        "The inequalities for all laws (each has an entry of its own); that W1 → 0 is weak convergence."),
    FALSEHOOD(
        "TV ≤ 10 W1; KL ≤ 10 √TV; W1 ≤ 10 TV on the whole line; the chain with W1 ≤ d TV/2 and 4 TV² ≤ KL."))

static const pair_case on_the_unit_interval[] = {
    {"beta, near", "beta(2,2)", "beta(2,3)", NULL},
    {"beta, far", "beta(2,10)", "beta(10,2)", NULL},
    {"uniform and beta", "uniform(0,1)", "beta(2,1)", NULL},
    {"coins", "bernoulli(1/4)", "bernoulli(1/2)", NULL},
    {"grid", "finite(0: 1/2, 1/2: 1/4, 1: 1/4)", "finite(0: 1/4, 1/2: 1/4, 1: 1/2)", NULL},
};
static verdict chain(pair c)
{
    ball t = tv(c.p, c.q), j = js(c.p, c.q), log2 = ball_log2(c.trial->at);
    return both(
        both(either(at_most(w1(c.p, c.q), t), agree(c, w1(c.p, c.q), t, 15)), at_most(square(t), twice(j))),
        both(at_most(j, times(t, log2)), at_most(twice(square(t)), kl(c.p, c.q))));
}
static verdict half_of_each(pair c)
{
    ball t = tv(c.p, c.q);
    return both(at_most(w1(c.p, c.q), half(t)), at_most(times(integer(4), square(t)), kl(c.p, c.q)));
}

typedef struct stage_of_n {
    const char *name; /* n */
} stage_of_n;
static const stage_of_n stages[] = {{"2"}, {"10"}, {"100"}, {"1000"}, {"1000000"}};
static bound_law sequence(instance c, const char *specification)
{
    char value[40];
    snprintf(value, sizeof value, "n = %s", ((const stage_of_n *)c.of)->name);
    return law_where(c, specification, value);
}
static ball one_over_n(instance c) { return over(integer(1), number(c, ((const stage_of_n *)c.of)->name)); }
static verdict point_comes_near(instance c)
{
    bound_law p = sequence(c, "point(1/n)"), zero = law_named(c, "point(0)");
    return both(agree(c, w1(p, zero), one_over_n(c), 20),
                both(agree(c, tv(p, zero), integer(1), 20), agree(c, js(p, zero), number(c, "log(2)"), 20)));
}
static verdict tv_follows_w1(instance c)
{
    bound_law p = sequence(c, "point(1/n)"), zero = law_named(c, "point(0)");
    return at_most(tv(p, zero), times(integer(10), w1(p, zero)));
}
static verdict mass_goes_over(instance c)
{
    bound_law p = sequence(c, "finite(0: 1 - 1/n, 1: 1/n)"), zero = law_named(c, "point(0)");
    verdict small = at_most(js(p, zero), times(number(c, "log(2)"), one_over_n(c)));
    return both(small, both(agree(c, tv(p, zero), one_over_n(c), 20), is_infinite(kl(p, zero))));
}
static verdict kl_follows_tv(instance c)
{
    bound_law p = sequence(c, "finite(0: 1 - 1/n, 1: 1/n)"), zero = law_named(c, "point(0)");
    return at_most(kl(p, zero), times(integer(10), root(tv(p, zero))));
}
static verdict mass_goes_far(instance c)
{
    bound_law p = sequence(c, "finite(0: 1 - 1/n, n: 1/n)"), zero = law_named(c, "point(0)");
    return both(agree(c, w1(p, zero), integer(1), 20), agree(c, tv(p, zero), one_over_n(c), 20));
}
static verdict w1_follows_tv(instance c)
{
    bound_law p = sequence(c, "finite(0: 1 - 1/n, n: 1/n)"), zero = law_named(c, "point(0)");
    return at_most(w1(p, zero), times(integer(10), tv(p, zero)));
}

PROOF_OF(kl_is_stronger_than_js_than_w1,
         CHECK("the chain on [0,1] (falsehood: with halves)", CERTIFIED, chain, half_of_each,
               on_the_unit_interval),
         CHECK_EACH("δ_(1/n) (falsehood: TV ≤ 10 W1)", CERTIFIED, point_comes_near, tv_follows_w1, stages),
         CHECK_EACH("mass 1/n at 1 (falsehood: KL ≤ 10 √TV)", CERTIFIED, mass_goes_over, kl_follows_tv,
                    stages),
         CHECK_EACH("mass 1/n at n, unbounded (falsehood: W1 ≤ 10 TV)", CERTIFIED, mass_goes_far,
                    w1_follows_tv, stages))
