/*
 * CRITICS BETWEEN -1 AND 1 MEASURE TWICE THE TOTAL VARIATION
 *     max over |f| ≤ 1 of E_P f - E_Q f = ∫ |p - q| = 2 TV(P,Q),      at f = sign(p - q),
 *     max over 0 ≤ f ≤ 1 = TV(P,Q).
 * On n points E_P f - E_Q f is linear in f, so that its largest value over the cube is at one of the 2^n corners.
 */
#include "proof.h"

ABOUT(
    TAGS("tv wgan ipm"), STATEMENT("max over |f| ≤ 1 of E_P f - E_Q f = 2 TV; over 0 ≤ f ≤ 1 it is TV"),
    HYPOTHESES("Finite spaces in the check; f is any function with these bounds."),
    WHY_A_GAN_CARES(
        "A critic with a bounded output, such as a tanh, measures total variation, which jumps for laws on thin sets; the factor 2 is lost in "
        "print."),
    SOURCE(
        "Müller 1997, integral probability metrics; Arjovsky, Chintala and Bottou 2017, section on integral probability metrics."),
    ESTABLISHED(
        "Both maxima over all corners of the cube, as rationals, against TV computed as a divergence."),
    NOT_ESTABLISHED(
        "Infinite spaces, where f = sign(p - q) gives the value and |E_P f - E_Q f| ≤ ∫ |p - q| the bound."),
    FALSEHOOD("The maximum over |f| ≤ 1 is TV; that over 0 ≤ f ≤ 1 is 2 TV."))

enum { MOST = 5 };
typedef struct finite_pair {
    const char *name, *p, *q;
    int n;
    slong left[MOST], right[MOST]; /* weights in parts of 60 */
} finite_pair;
static const finite_pair pairs[] = {
    {"three points",
     "finite(0: 1/3, 1: 1/3, 2: 1/3)",
     "finite(0: 2/3, 1: 1/6, 2: 1/6)",
     3,
     {20, 20, 20},
     {40, 10, 10}},
    {"two points", "bernoulli(1/4)", "bernoulli(2/3)", 2, {45, 15}, {20, 40}},
    {"disjoint", "finite(0: 1/2, 1: 1/2)", "finite(2: 1/3, 3: 2/3)", 4, {30, 30, 0, 0}, {0, 0, 20, 40}},
    {"five points",
     "finite(0: 1/60, 1: 1/30, 2: 1/20, 3: 1/15, 4: 5/6)",
     "finite(0: 1/5, 1: 1/5, 2: 1/5, 3: 1/5, 4: 1/5)",
     5,
     {1, 2, 3, 4, 50},
     {12, 12, 12, 12, 12}},
    {"equal", "bernoulli(1/2)", "bernoulli(1/2)", 2, {30, 30}, {30, 30}},
};
/* Corners have the values `low` or 1. */
static ball best_critic(const finite_pair *f, slong low)
{
    slong most = 0;
    for (int corner = 0; corner < 1 << f->n; corner++) {
        slong sum = 0;
        for (int i = 0; i < f->n; i++)
            sum += (corner >> i & 1 ? 1 : low) * (f->left[i] - f->right[i]);
        most = sum > most ? sum : most;
    }
    return ratio(most, 60);
}
static ball tv_of(instance c)
{
    const finite_pair *f = c.of;
    return tv(law_named(c, f->p), law_named(c, f->q));
}
static verdict are_2tv_and_tv(instance c)
{
    return both(agree(c, best_critic(c.of, -1), twice(tv_of(c)), 25),
                agree(c, best_critic(c.of, 0), tv_of(c), 25));
}
static verdict are_tv_and_2tv(instance c)
{
    return provided(c, more(tv_of(c), integer(0)), agree(c, best_critic(c.of, -1), tv_of(c), 25));
}

PROOF_OF(bounded_critics_measure_twice_tv,
         CHECK_EACH("all corners of the cube of critics", CERTIFIED, are_2tv_and_tv, are_tv_and_2tv, pairs))
