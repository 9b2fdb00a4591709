/*
 * W1 IS AT MOST W2, AND BOTH SEE THE MEANS
 *     |E_P x - E_Q x| ≤ W1(P,Q) ≤ W2(P,Q),        W2(P,Q)^2 = (E_P x - E_Q x)^2 + W2(P°,Q°)^2,
 * where P°, Q° are P, Q moved to mean 0. For every coupling E|x-y| ≤ (E|x-y|^2)^(1/2), and E|x-y|^2 is the square of the
 * mean of x-y plus its variance, which no translation changes.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic transport wasserstein w1 w2"),
    STATEMENT("|E_P x - E_Q x| ≤ W1 ≤ W2;  W2^2 = (difference of means)^2 + W2^2 of the centred laws"),
    HYPOTHESES("Laws with finite second moments."),
    WHY_A_GAN_CARES(
        "A Wasserstein critic that only compares means already has a lower bound of W1. W2 splits into a shift and a shape; the FID is built on "
        "that splitting, W1 has none."),
    SOURCE("Villani 2009, remark 6.6; Peyré and Cuturi 2019, remark 2.19."),
    ESTABLISHED(
        "For the distance d of two coupled points, by exact algebra: the lines whose means give both statements for all couplings, and so for "
        "all laws. On the pairs below by enclosures; where two sides are equal, agreement to 15 digits."),
    NOT_ESTABLISHED("The means of these lines, and that a best coupling exists."),
    FALSEHOOD("W2 ≤ W1; W1 = |difference of means| + W1 of the centred laws."))

/* x, y coupled points, d = |x - y|, c = E d, m = E x - E y. */
static const line couplings[] = {
    {"(E d)² ≤ E d²: the mean of d² ≥ 2 c d - c²", "d^2 >= 2*c*d - c^2", "d^2 >= 2*c*d", NULL},
    {"|E x - E y| ≤ E d: x - y is at most d = x - y, y = x + s", "-s < s", "-s > s", NULL},
    {"(x-y)² of the centred points: (x-y)² - m² has its mean, as E (x-y) = m",
     "((x-a)-(y-b))^2 = (x-y)^2 - 2*(a-b)*(x-y) + (a-b)^2", "((x-a)-(y-b))^2 = (x-y)^2 - (a-b)^2", NULL},
};

static const pair_case pairs[] = {
    {"a shift", "normal(0,1)", "normal(1,1)", "equality throughout"},
    {"exponentials", "exponential(1)", "exponential(1/2)", "W1 = 1 is the difference of means"},
    {"scales", "normal(0,1)", "normal(0,2)", "equal means, W1 > 0"},
    {"a point", "point(0)", "normal(0,1)", "W1 = sqrt(2/pi), W2 = 1"},
    {"three points", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "mirror images"},
    {"rates", "uniform(0,1)", "beta(2,1)", "an ordered pair"},
};
static verdict no_more_than(pair c, ball x, ball y) { return either(at_most(x, y), agree(c, x, y, 15)); }
static verdict in_order(pair c)
{
    ball means = magnitude(minus(mean(c.p), mean(c.q)));
    return both(no_more_than(c, means, w1(c.p, c.q)), no_more_than(c, w1(c.p, c.q), w2(c.p, c.q)));
}
static verdict in_reverse(pair c) { return no_more_than(c, w2(c.p, c.q), w1(c.p, c.q)); }

typedef struct centred {
    const char *name, *p, *q, *p0, *q0;
} centred;
static const centred moved[] = {
    {"normals", "normal(1,1)", "normal(-2,3)", "normal(0,1)", "normal(0,3)"},
    {"two points and a normal", "finite(0: 1/2, 2: 1/2)", "normal(5,2)", "finite(-1: 1/2, 1: 1/2)",
     "normal(0,2)"},
    {"uniforms", "uniform(0,1)", "uniform(2,6)", "uniform(-1/2,1/2)", "uniform(-2,2)"},
    {"coins", "bernoulli(1/4)", "finite(1: 1/2, 3: 1/2)", "finite(-1/4: 3/4, 3/4: 1/4)",
     "finite(-1: 1/2, 1: 1/2)"},
};
typedef ball (*distance)(bound_law p, bound_law q);
static ball between(instance c, distance d, bool of_centred)
{
    const centred *m = c.of;
    return of_centred ? d(law_named(c, m->p0), law_named(c, m->q0))
                      : d(law_named(c, m->p), law_named(c, m->q));
}
static ball shift(instance c)
{
    const centred *m = c.of;
    return minus(mean(law_named(c, m->p)), mean(law_named(c, m->q)));
}
static verdict squares_add(instance c)
{
    return agree(c, square(between(c, w2, false)), plus(square(shift(c)), square(between(c, w2, true))), 15);
}
static verdict distances_add(instance c)
{
    return agree(c, between(c, w1, false), plus(magnitude(shift(c)), between(c, w1, true)), 10);
}

PROOF_OF(w1_is_at_most_w2, ALGEBRA("for all couplings", couplings),
         CHECK("in this order (falsehood: W2 ≤ W1)", CERTIFIED, in_order, in_reverse, pairs),
         CHECK_EACH("shift and shape (falsehood: W1 splits like that)", CERTIFIED, squares_add, distances_add,
                    moved))
