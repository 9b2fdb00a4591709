/*
 * W1 IS A METRIC
 *     W1(P,Q) = W1(Q,P);      W1(P,Q) = 0 exactly if P = Q;      W1(P,R) ≤ W1(P,Q) + W1(Q,R)
 * on the laws with a finite mean. On the line all three are seen from W1 = ∫ |F - G|. Equality in the triangle holds
 * for laws in a row, such as point masses at 0, 1, 2: then what is shown is that the two sides agree.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic transport wasserstein w1 metric"),
    STATEMENT("W1 is symmetric, 0 only for P = Q, and W1(P,R) ≤ W1(P,Q)+W1(Q,R)"),
    HYPOTHESES("P, Q, R are laws with finite means."),
    WHY_A_GAN_CARES(
        "Distances can be added up along a training run, whether or not the laws overlap: a point mass that moves by h and then "
        "by h has moved by 2h. TV and √JS are metrics too, but do not see how far apart two points are."),
    SOURCE("Villani 2009, definition 6.1 and what follows it."),
    ESTABLISHED(
        "Under the integral ∫|F - G|, on the line, for all distribution functions, by exact algebra in the cases of signs: the triangle inequality. On the listed triples, with finite, countable and continuous laws, by enclosures: all three triangle inequalities "
        "(where the two sides are equal: agreement to 15 digits), symmetry to 15 digits, W1(P,P) = 0 to 15 digits, and "
        "W1 > 0 for laws that differ."),
    NOT_ESTABLISHED("That W1 = ∫|F - G| (monotone_coupling_is_optimal); all laws outside the line."),
    FALSEHOOD(
        "The triangle inequality with a factor 9/10 on the right; W1(P,Q) = 0 for laws with equal means."))

/* x = |F-G|, y = |G-H|; F - H is x + y where the signs agree and x - y where they do not. */
static const line pointwise[] = {
    {"signs that differ: |x-y| ≤ x+y", "(x-y)^2 <= (x+y)^2", "(x-y)^2 <= 9/10*(x-y)^2", NULL},
    {"... strictly", "(x-y)^2 < (x+y)^2", "(x+y)^2 < (x-y)^2", NULL},
    {"signs that agree: |x+y| = x+y", "((F-G)+(G-H))^2 = (F-H)^2", "((F-G)+(G-H))^2 = (F-G)^2 + (G-H)^2",
     NULL},
};

typedef struct triple {
    const char *name, *p, *q, *r;
} triple;
static const triple triples[] = {
    {"points in a row", "point(0)", "point(1)", "point(2)"},
    {"three points", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/3, 1: 1/3, 2: 1/3)",
     "finite(0: 1/6, 1: 1/3, 2: 1/2)"},
    {"one mean, three spreads", "point(0)", "uniform(-1,1)", "finite(-3: 1/2, 3: 1/2)"},
    {"a density between two atoms", "point(0)", "uniform(0,1)", "point(1)"},
    {"normal scales, one mean", "normal(0,1)", "normal(0,2)", "normal(0,4)"},
    {"normals around", "normal(0,1)", "normal(2,1/2)", "normal(1,3)"},
    {"tails of three kinds", "normal(0,1)", "laplace(0,1)", "logistic(0,1)"},
    {"unit interval", "beta(1,2)", "uniform(0,1)", "beta(2,1)"},
    {"half line", "exponential(1)", "exponential(2)", "gamma(2,1)"},
    {"counts", "poisson(2)", "poisson(3)", "geometric(1/2)"},
};

static verdict within(instance c, ball direct, ball detour)
{
    return either(at_most(direct, detour), agree(c, direct, detour, 15));
}
/* The detour through each of the three laws, times a factor. */
static verdict detours_are_longer(instance c, ball factor)
{
    const triple *of = c.of;
    bound_law p = law_named(c, of->p), q = law_named(c, of->q), r = law_named(c, of->r);
    ball a = w1(p, q), b = w1(q, r), direct = w1(p, r);
    return both(
        within(c, direct, times(factor, plus(a, b))),
        both(within(c, a, times(factor, plus(direct, b))), within(c, b, times(factor, plus(direct, a)))));
}
static verdict triangle(instance c) { return detours_are_longer(c, integer(1)); }
static verdict with_a_factor(instance c) { return detours_are_longer(c, ratio(9, 10)); }

static const pair_case different[] = {
    {"normal scales", "normal(0,1)", "normal(0,2)", "equal means"},
    {"close normals", "normal(0,1)", "normal(0,1001/1000)", "equal means"},
    {"two points for one", "point(0)", "finite(-1: 1/2, 1: 1/2)", "equal means"},
    {"uniform and two points", "uniform(-1,1)", "finite(-1/2: 1/2, 1/2: 1/2)", "equal means"},
    {"one mean on the half line", "exponential(1)", "gamma(2,1/2)", "equal means"},
    {"counts", "poisson(2)", "poisson(3)", "countable"},
};
static verdict symmetric(pair c) { return agree(c, w1(c.p, c.q), w1(c.q, c.p), 15); }
static verdict zero_only_if_equal(pair c)
{
    return both(more(w1(c.p, c.q), integer(0)), agree(c, w1(c.p, c.p), integer(0), 15));
}
static verdict distance(pair c) { return both(symmetric(c), zero_only_if_equal(c)); }
static verdict sees_means_only(pair c)
{
    return agree(c, w1(c.p, c.q), magnitude(minus(mean(c.p), mean(c.q))), 15);
}

PROOF_OF(w1_is_a_metric, ALGEBRA("under the integral, on the line", pointwise),
         CHECK_EACH("triangles (falsehood: the detour times 9/10)", CERTIFIED, triangle, with_a_factor,
                    triples),
         CHECK("symmetry, and 0 only if equal (falsehood: W1 is the distance of the means)", CERTIFIED,
               distance, sees_means_only, different))
