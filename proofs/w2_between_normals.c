/*
 * W2 BETWEEN NORMALS
 *     line:    W2^2 = (m1 - m2)^2 + (s1 - s2)^2
 *     plane:   W2^2 = |m1 - m2|^2 + tr(A + B - 2 (A^½ B A^½)^½),        A and B the covariances (Bures' metric).
 * On the line: E(X-Y)^2 = (m1-m2)^2 + s^2 + t^2 - 2 ρ s t for any coupling with correlation ρ ≤ 1, and ρ = 1 is reached by the affine
 * map. So the right side is a lower bound for all laws with these moments.
 * In the plane, with T positive definite and TAT = B, x -> m2 + T(x - m1) is a coupling; and for centred x, y
 *     (|x|^2 - x'Tx) + (|y|^2 - y'T^-1 y) ≤ |x - y|^2,        since x'Tx + y'T^-1 y - 2x'y = |T^½ x - T^-½ y|^2 ≥ 0:
 * no coupling costs less than the mean of the left side. The two numbers are equal.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w2 fid"),
    STATEMENT("normals: W2^2 = (m1-m2)^2 + (s1-s2)^2; in the plane |m1-m2|^2 + tr(A+B-2(A^½BA^½)^½)"),
    HYPOTHESES(
        "The laws are normal; for the lower bound on the line they have finite variances. A and B are invertible."),
    WHY_A_GAN_CARES(
        "The Fréchet inception distance is this formula for the means and covariances of features. For laws that are not normal it is a "
        "lower bound of W2^2 only: a small value does not show that the laws are close."),
    SOURCE("Dowson and Landau 1982; Givens and Shortt 1984; Gelbrich 1990 for the lower bound."),
    ESTABLISHED(
        "On the line: the lower bound by exact algebra for all moments and correlations ρ < 1, and that ρ = 1 attains it; that it is a "
        "lower bound for the listed laws, normal or not. In the plane, on the listed pairs to 20 digits: T maps A to B, is positive "
        "definite, and the cost of the map and the dual bound are both the closed form's value."),
    NOT_ESTABLISHED("The formula in the plane for all covariances; higher dimensions."),
    FALSEHOOD(
        "W2^2 ≥ (m1-m2)^2 + |s1^2 - s2^2|; the cost s1^2 + s2^2 of independence is least; tr(A^½ B^½) in the plane."))

static const line moments[] = {
    {"any coupling: correlation 1 - r", "s^2 + t^2 - 2*(1-r)*s*t > (s-t)^2",
     "s^2 + t^2 - 2*(1-r)*s*t >= s^2 + t^2", NULL},
    {"the affine map: correlation 1", "s^2 + t^2 - 2*s*t = (s-t)^2", "s^2 + t^2 - 2*s*t = s^2 - t^2", NULL},
};

static const pair_case laws_with_variance[] = {
    {"location", "normal(0,1)", "normal(1,1)", "equality"},
    {"scale", "normal(0,1)", "normal(0,2)", "equality"},
    {"both", "normal(0,1)", "normal(2,1/2)", "equality"},
    {"irrational", "normal(1/3,sqrt(2))", "normal(-2,sqrt(3))", "equality"},
    {"exponential", "exponential(1)", "exponential(2)", "one location-scale family: equality"},
    {"three points", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "mirror images"},
    {"skewed", "bernoulli(3/4)", "bernoulli(1/4)", "the formula gives half of it"},
    {"equal moments", "finite(-1: 1/2, 1: 1/2)", "finite(-2: 1/8, 0: 3/4, 2: 1/8)", "the formula gives 0"},
};
static ball mean_part(pair c) { return square(minus(mean(c.p), mean(c.q))); }
static verdict moments_bound_w2(pair c)
{
    ball bound = plus(mean_part(c), square(minus(root(variance(c.p)), root(variance(c.q)))));
    return either(at_least(square(w2(c.p, c.q)), bound), agree(c, square(w2(c.p, c.q)), bound, 15));
}
static verdict variances_bound_w2(pair c)
{
    return at_least(square(w2(c.p, c.q)), plus(mean_part(c), magnitude(minus(variance(c.p), variance(c.q)))));
}

/* The value on the line, with equality, for normals only. */
static const pair_case normals[] = {
    {"location", "normal(0,1)", "normal(1,1)", NULL},
    {"scale", "normal(0,1)", "normal(0,2)", NULL},
    {"both", "normal(0,1)", "normal(2,1/2)", NULL},
    {"irrational", "normal(1/3,sqrt(2))", "normal(-2,sqrt(3))", NULL},
    {"nearly a point", "normal(0,10^-9)", "normal(3,4)", NULL},
};
static verdict value_on_the_line(pair c)
{
    ball spread = square(minus(root(variance(c.p)), root(variance(c.q))));
    return agree(c, square(w2(c.p, c.q)), plus(mean_part(c), spread), 15);
}
static verdict value_of_independence(pair c)
{
    return agree(c, square(w2(c.p, c.q)), plus(mean_part(c), plus(variance(c.p), variance(c.q))), 15);
}

/* ---- The plane: symmetric matrices [[a, b], [b, d]]. ---- */

typedef struct covariances {
    const char *name;
    int a[3], b[3]; /* a, b, d of each */
} covariances;
static const covariances in_the_plane[] = {
    {"[[2,1],[1,2]] and diag(1,4), which do not commute", {2, 1, 2}, {1, 0, 4}},
    {"the unit matrix and [[2,1],[1,2]], which commute", {1, 0, 1}, {2, 1, 2}},
    {"opposite correlations, nearly singular", {10, 9, 10}, {10, -9, 10}},
    {"different scales", {100, 3, 1}, {1, 0, 50}},
};

typedef struct symmetric {
    ball a, b, d;
} symmetric;
static symmetric matrix(instance c, const int of[3])
{
    scope *s = c.trial->at;
    return (symmetric){ball_in(s, integer(of[0])), ball_in(s, integer(of[1])), ball_in(s, integer(of[2]))};
}
static ball determinant(symmetric m) { return minus(times(m.a, m.d), square(m.b)); }
static ball trace(symmetric m) { return plus(m.a, m.d); }
static ball trace_of_product(symmetric m, symmetric n)
{
    return plus(plus(times(m.a, n.a), times(m.d, n.d)), twice(times(m.b, n.b)));
}
static symmetric scaled(symmetric m, ball by)
{
    return (symmetric){times(m.a, by), times(m.b, by), times(m.d, by)};
}
static symmetric sum(symmetric m, symmetric n)
{
    return (symmetric){plus(m.a, n.a), plus(m.b, n.b), plus(m.d, n.d)};
}
static symmetric inverse(symmetric m)
{
    return scaled((symmetric){m.d, negative(m.b), m.a}, over(integer(1), determinant(m)));
}
/* tmt */
static symmetric around(symmetric t, symmetric m)
{
    ball ab = plus(times(t.a, m.b), times(t.b, m.d)), aa = plus(times(t.a, m.a), times(t.b, m.b));
    ball ba = plus(times(t.b, m.a), times(t.d, m.b)), bb = plus(times(t.b, m.b), times(t.d, m.d));
    return (symmetric){plus(times(aa, t.a), times(ab, t.b)), plus(times(aa, t.b), times(ab, t.d)),
                       plus(times(ba, t.b), times(bb, t.d))};
}
/* The geometric mean of A^-1 and B, which solves TAT = B; checked, not trusted. For 2 x 2: a multiple of A^-1/α + B/β. */
static symmetric optimal_map(symmetric a, symmetric b)
{
    symmetric other = inverse(a);
    ball alpha = root(determinant(other)), beta = root(determinant(b));
    symmetric middle_way = sum(scaled(other, over(integer(1), alpha)), scaled(b, over(integer(1), beta)));
    return scaled(middle_way, root(over(times(alpha, beta), determinant(middle_way))));
}
static symmetric root_of(symmetric m)
{
    ball delta = root(determinant(m));
    symmetric shifted = {plus(m.a, delta), m.b, plus(m.d, delta)};
    return scaled(shifted, over(integer(1), root(plus(trace(m), twice(delta)))));
}

static bound_law normal_at(instance c, int mx, int my, const int of[3])
{
    char text[160];
    snprintf(text, sizeof text, "normal2(%d, %d, sqrt(%d), sqrt(%d), (%d)/sqrt(%d))", mx, my, of[0], of[2],
             of[1], of[0] * of[2]);
    return law_named(c, text);
}
/* W2^2 between means (0,0) and (3,-4), less the squared distance 25 of the means. */
static ball spread_part(instance c)
{
    const covariances *of = c.of;
    return minus(square(w2(normal_at(c, 0, 0, of->a), normal_at(c, 3, -4, of->b))), integer(25));
}
static verdict maps(instance c, symmetric t, symmetric a, symmetric b)
{
    symmetric image = around(t, a);
    verdict equal =
        both(agree(c, image.a, b.a, 20), both(agree(c, image.b, b.b, 20), agree(c, image.d, b.d, 20)));
    return both(equal, both(more(t.a, integer(0)), more(determinant(t), integer(0))));
}
static verdict map_and_dual_agree(instance c)
{
    const covariances *of = c.of;
    symmetric a = matrix(c, of->a), b = matrix(c, of->b), t = optimal_map(a, b);
    ball total = plus(trace(a), trace(b)), moved = trace_of_product(t, a);
    ball cost = minus(total, twice(moved)), dual = minus(total, plus(moved, trace_of_product(inverse(t), b)));
    return both(maps(c, t, a, b),
                both(agree(c, spread_part(c), cost, 20), agree(c, spread_part(c), dual, 20)));
}
static verdict roots_multiply(instance c)
{
    const covariances *of = c.of;
    symmetric a = matrix(c, of->a), b = matrix(c, of->b);
    ball total = plus(trace(a), trace(b));
    return agree(c, spread_part(c), minus(total, twice(trace_of_product(root_of(a), root_of(b)))), 20);
}

PROOF_OF(w2_between_normals, ALGEBRA("moments and correlation, all values", moments),
         CHECK("the value on the line (falsehood: independence is best)", CERTIFIED, value_on_the_line,
               value_of_independence, normals),
         CHECK("the moments bound W2 (falsehood: with the variances' difference)", CERTIFIED,
               moments_bound_w2, variances_bound_w2, laws_with_variance),
         CHECK_EACH("the plane: map and dual bound (falsehood: tr A^½B^½)", CERTIFIED, map_and_dual_agree,
                    roots_multiply, in_the_plane))
