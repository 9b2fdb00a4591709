/*
 * W1 → 0 IS NOT TV → 0, TV → 0 IS NOT W1 → 0, JS → 0 IS NOT KL → 0
 *     δ at 1/n against δ at 0:                        W1 = 1/n,  TV = 1,  JS = log 2
 *     (1-1/n) δ at 0 + (1/n) δ at n against δ at 0:   W1 = 1,    TV = 1/n
 *     coin of bias 1/n against the coin of bias 0:    JS ≤ (log 2)/n,  TV = 1/n,  KL = ∞
 * On a bounded set KL → 0 (in either order) implies TV → 0, the same as JS → 0, and that implies W1 → 0: the first line shows that the last
 * arrow cannot be turned, the second that boundedness is needed, the third the first arrow.
 */
#include "proof.h"

ABOUT(
    TAGS("w1 js tv kl wgan"), STATEMENT("KL → 0 ⇒ JS → 0 ⇔ TV → 0 ⇒ W1 → 0 on bounded sets; no other arrow"),
    HYPOTHESES("Three sequences of laws with n = 2, 10, 1000."),
    WHY_A_GAN_CARES(
        "What a GAN converges in depends on what it minimises: a sequence of generators may converge for W1 and be as bad as possible for JS."),
    SOURCE("Arjovsky, Chintala and Bottou 2017, theorem 2."),
    ESTABLISHED("The distances of the three examples, by enclosure."),
    NOT_ESTABLISHED(
        "The arrows themselves, which follow from Pinsker's inequality and W1 ≤ diam TV, theorems of their own."),
    FALSEHOOD("Small W1 makes TV small; small TV makes W1 small; small JS makes KL finite."))

typedef struct sequence {
    const char *name, *near, *far, *coin, *inverse;
} sequence;
static const sequence members[] = {
    {"n = 2", "point(1/2)", "1/2*point(0)+1/2*point(2)", "bernoulli(1/2)", "1/2"},
    {"n = 10", "point(1/10)", "9/10*point(0)+1/10*point(10)", "bernoulli(1/10)", "1/10"},
    {"n = 1000", "point(1/1000)", "999/1000*point(0)+1/1000*point(1000)", "bernoulli(1/1000)", "1/1000"},
};
static const sequence *of(instance c) { return c.of; }
static ball inverse_n(instance c) { return number(c, of(c)->inverse); }

static verdict close_but_singular(instance c)
{
    bound_law p = law_named(c, of(c)->near), q = law_named(c, "point(0)");
    return both(agree(c, w1(p, q), inverse_n(c), 25),
                both(agree(c, tv(p, q), integer(1), 25), agree(c, js(p, q), number(c, "log(2)"), 25)));
}
static verdict close_hence_alike(instance c)
{
    return less(tv(law_named(c, of(c)->near), law_named(c, "point(0)")), ratio(3, 4));
}
static verdict alike_but_far(instance c)
{
    bound_law p = law_named(c, of(c)->far), q = law_named(c, "point(0)");
    return both(agree(c, w1(p, q), integer(1), 25), agree(c, tv(p, q), inverse_n(c), 25));
}
static verdict alike_hence_close(instance c)
{
    return less(w1(law_named(c, of(c)->far), law_named(c, "point(0)")), ratio(3, 4));
}
static verdict alike_but_kl_is_infinite(instance c)
{
    bound_law p = law_named(c, of(c)->coin), q = law_named(c, "bernoulli(0)");
    verdict small = at_most(js(p, q), times(number(c, "log(2)"), inverse_n(c)));
    return both(small, both(agree(c, tv(p, q), inverse_n(c), 25), is_infinite(kl(p, q))));
}
static verdict kl_is_finite(instance c)
{
    return is_finite(kl(law_named(c, of(c)->coin), law_named(c, "bernoulli(0)")));
}

PROOF_OF(weak_convergence_is_not_strong,
         CHECK_EACH("δ at 1/n", CERTIFIED, close_but_singular, close_hence_alike, members),
         CHECK_EACH("a little mass far away", CERTIFIED, alike_but_far, alike_hence_close, members),
         CHECK_EACH("coins", CERTIFIED, alike_but_kl_is_infinite, kl_is_finite, members))
