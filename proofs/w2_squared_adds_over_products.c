/*
 * W2² ADDS OVER PRODUCTS
 *     W2²(P1⊗P2, Q1⊗Q2) = W2²(P1,Q1) + W2²(P2,Q2),      max W1(Pi,Qi) ≤ W1(P1⊗P2, Q1⊗Q2) ≤ W1(P1,Q1) + W1(P2,Q2),
 * and W1 adds, too, where distances in the plane are |x1-y1| + |x2-y2|. For the cost of any coupling is the sum of the costs in the two
 * coordinates, in which it couples P1 with Q1 and P2 with Q2: at least the sum of the two least ones; and the product of the two
 * best couplings attains that. For W1 with |x-y| = √(..): each coordinate's distance is at most |x-y|, and |x-y| at most their sum.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w1 w2"),
    STATEMENT(
        "W2²(P1⊗P2, Q1⊗Q2) = W2²(P1,Q1) + W2²(P2,Q2); W1 lies between the larger of the two and their sum"),
    HYPOTHESES(
        "Laws on the line with finite second moments, for W1 with finite means; Euclidean distances but where said."),
    WHY_A_GAN_CARES(
        "Independent pixels: W2² per pixel makes sense, as KL per pixel does and JS per pixel does not. W1, which a critic "
        "measures, has bounds only."),
    SOURCE("Villani 2009, chapter 4; Peyré and Cuturi 2019, remark 2.20 and proposition 4.1; elementary."),
    ESTABLISHED(
        "On the listed samples with integer points, in integers: the least cost of the product over all its up to 720 "
        "pairings is the sum of the least costs, for squared distances and for |x1-y1| + |x2-y2|. For the listed continuous "
        "laws W2² to 15 digits, by the formula for the plane or by that of each side; W1 of coins thrown twice, by "
        "enclosures."),
    NOT_ESTABLISHED("The statement for all laws: that is the argument at the head of the file."),
    FALSEHOOD("W2 itself adds; W1 of the product is the larger of the two; W1 adds for Euclidean distances."))

/* ---- All pairings, in integers ---- */

typedef struct sides {
    const char *name;
    int n[2];
    long x[2][3], y[2][3];
} sides;
static const sides samples[] = {
    {"{0,1,3} to {1,1,5}, {0,2} to {1,7}", {3, 2}, {{0, 1, 3}, {0, 2}}, {{1, 1, 5}, {1, 7}}},
    {"{0,5} to {2,3}, {0,0,1} to {4,2,2}", {2, 3}, {{0, 5}, {0, 0, 1}}, {{2, 3}, {4, 2, 2}}},
    {"coins 0, 1 to 1, 1, both ways", {2, 2}, {{0, 1}, {0, 1}}, {{1, 1}, {1, 1}}},
    {"turned round: {0,1,2} to {9,4,0}, {0,3} to {8,1}", {3, 2}, {{0, 1, 2}, {0, 3}}, {{9, 4, 0}, {8, 1}}},
    {"one side moved by 5", {3, 2}, {{0, 4, 9}, {1, 2}}, {{5, 9, 14}, {0, 8}}},
};

static long distance(long x, long y, int k) { return k == 2 ? (x - y) * (x - y) : labs(x - y); }

/* The least sum of costs of side `of`, or of the product (of = 2); its n points are (i / n2, i % n2). */
static long least(const sides *s, int of, int k)
{
    long cost[ASSIGNED_MOST * ASSIGNED_MOST];
    int n = of < 2 ? s->n[of] : s->n[0] * s->n[1], right = s->n[1];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            cost[n * i + j] = of < 2 ? distance(s->x[of][i], s->y[of][j], k)
                                     : distance(s->x[0][i / right], s->y[0][j / right], k)
                                           + distance(s->x[1][i % right], s->y[1][j % right], k);
    return least_assignment_cost(n, cost);
}

/* n W_k^k, n the number of points of the product, of one side. */
static long share(const sides *s, int of, int k) { return s->n[1 - of] * least(s, of, k); }

static verdict costs_add(instance c)
{
    const sides *s = c.of;
    return certainly(least(s, 2, 2) == share(s, 0, 2) + share(s, 1, 2)
                     && least(s, 2, 1) == share(s, 0, 1) + share(s, 1, 1));
}
/* √a + √b = √(a+b+r) exactly if r² = 4ab. */
static verdict roots_add(instance c)
{
    const sides *s = c.of;
    long a = share(s, 0, 2), b = share(s, 1, 2), r = least(s, 2, 2) - a - b;
    return certainly(r >= 0 && r * r == 4 * a * b);
}
static verdict larger_is_enough(instance c)
{
    const sides *s = c.of;
    long a = share(s, 0, 1), b = share(s, 1, 1);
    return certainly(least(s, 2, 1) == (a > b ? a : b));
}

/* ---- Laws ---- */

typedef struct product_case {
    const char *name, *p, *q, *p1, *q1, *p2, *q2;
} product_case;
static const product_case laws[] = {
    {"normals of the plane", "normal2(0,0,1,2,0)", "normal2(1,-1,2,1,0)", "normal(0,1)", "normal(1,2)",
     "normal(0,2)", "normal(-1,1)"},
    {"rectangles", "rectangle(0,1,0,2)", "rectangle(1,3,0,1)", "uniform(0,1)", "uniform(1,3)", "uniform(0,2)",
     "uniform(0,1)"},
    {"waiting times", "product(exponential(1), exponential(2))", "product(exponential(2), exponential(1/2))",
     "exponential(1)", "exponential(2)", "exponential(2)", "exponential(1/2)"},
};
static ball side(instance c, const char *p, const char *q) { return w2(law_named(c, p), law_named(c, q)); }
static verdict squares_add(instance c)
{
    const product_case *l = c.of;
    return agree(c, square(side(c, l->p, l->q)),
                 plus(square(side(c, l->p1, l->q1)), square(side(c, l->p2, l->q2))), 15);
}
static verdict distances_add(instance c)
{
    const product_case *l = c.of;
    return agree(c, side(c, l->p, l->q), plus(side(c, l->p1, l->q1), side(c, l->p2, l->q2)), 15);
}

/* The note: W1 of one throw. */
static const pair_case throws[] = {
    {"coins 3/4 and 1/4", "product(bernoulli(3/4), bernoulli(3/4))",
     "product(bernoulli(1/4), bernoulli(1/4))", "1/2"},
    {"coins 1 and 1/4", "product(point(1), point(1))", "product(bernoulli(1/4), bernoulli(1/4))", "3/4"},
};
static verdict between_larger_and_sum(pair c)
{
    ball one = number(c, c.given->why), two = w1(c.p, c.q);
    return both(less(one, two), less(two, twice(one)));
}
static verdict euclidean_adds(pair c) { return at_least(w1(c.p, c.q), twice(number(c, c.given->why))); }

PROOF_OF(w2_squared_adds_over_products,
         CHECK_EACH("all pairings, in integers (falsehood: W2 adds)", EXACT, costs_add, roots_add, samples),
         CHECK_EACH("all pairings, in integers (falsehood: W1 is the larger of the two)", EXACT, costs_add,
                    larger_is_enough, samples),
         CHECK_EACH("laws (falsehood: W2 adds)", CERTIFIED, squares_add, distances_add, laws),
         CHECK("W1 of coins thrown twice (falsehood: it adds)", CERTIFIED, between_larger_and_sum,
               euclidean_adds, throws))
