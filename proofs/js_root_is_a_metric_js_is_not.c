/*
 * THE ROOT OF JENSEN-SHANNON IS A METRIC, JENSEN-SHANNON ITSELF IS NOT
 *     √JS(P,R) ≤ √JS(P,Q) + √JS(Q,R)      for all P, Q, R;        JS(P,R) > JS(P,Q) + JS(Q,R)   for   δ0, (δ0+δ1)/2, δ1,
 * where JS(δ0,δ1) = log 2 and JS(δ0,(δ0+δ1)/2) = ½ log(4/3) + ¼ log(2/3) + ¼ log 2 = ¾ log(4/3).
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic js metric box"), STATEMENT("√JS satisfies the triangle inequality, JS does not"),
    HYPOTHESES("P, Q, R are probability laws on one space."),
    WHY_A_GAN_CARES(
        "Distances along a training run can be added up for √JS, not for JS: half-way generators look closer than "
        "they are."),
    SOURCE(
        "Endres and Schindelin 2003, A new metric for probability distributions; Österreicher and Vajda 2003."),
    ESTABLISHED(
        "The counterexample for JS exactly, by logarithms of rationals. The triangle inequality of √JS by enclosures on "
        "the listed triples, in all three orders, and for all coins p in [1/100,1/10], q in [2/5,3/5], r in [9/10,99/100], by branch and bound."),
    NOT_ESTABLISHED(
        "The triangle inequality for all triples: a product of two roots is outside the algebra."),
    FALSEHOOD("JS satisfies the triangle inequality; √JS satisfies it even with a factor 9/10 on the right."))

#define POINTS "d01 = log(2), d0m = 1/2*log(4/3) + 1/2*(1/2*log(2/3) + 1/2*log(2))"
static const line counterexample[] = {
    {"δ0, (δ0+δ1)/2, δ1", "d01 > 2*d0m", "d01 <= 2*d0m", POINTS},
    {"its value", "d0m = 3/4*log(4/3)", "d0m = log(4/3)", POINTS},
};

typedef struct triple {
    const char *name, *p, *q, *r;
} triple;
static const triple triples[] = {
    {"δ0, half, δ1", "point(0)", "bernoulli(1/2)", "point(1)"},
    {"coins 1/2, 1/4, 1/10", "bernoulli(1/2)", "bernoulli(1/4)", "bernoulli(1/10)"},
    {"coins 1/2, 49/100, 48/100", "bernoulli(1/2)", "bernoulli(49/100)", "bernoulli(48/100)"},
    {"three points", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/3, 1: 1/3, 2: 1/3)",
     "finite(0: 1/6, 1: 1/3, 2: 1/2)"},
    {"normals in a row", "normal(0,1)", "normal(1,1)", "normal(2,1)"},
    {"normal scales", "normal(0,1)", "normal(0,2)", "normal(0,4)"},
    {"uniform, sliding", "uniform(0,1)", "uniform(1/2,3/2)", "uniform(1,2)"},
    {"cauchy", "cauchy(0,1)", "cauchy(1,2)", "cauchy(3,1)"},
};

static verdict within_the_detour(ball direct, ball first, ball second, ball factor)
{
    return at_most(root(direct), times(factor, plus(root(first), root(second))));
}
static verdict all_three_within(instance c, ball factor)
{
    const triple *of = c.of;
    bound_law p = law_named(c, of->p), q = law_named(c, of->q), r = law_named(c, of->r);
    ball a = js(p, q), b = js(q, r), direct = js(p, r);
    return both(within_the_detour(direct, a, b, factor),
                both(within_the_detour(a, direct, b, factor), within_the_detour(b, direct, a, factor)));
}
static verdict triangle(instance c) { return all_three_within(c, integer(1)); }
static verdict with_a_factor(instance c) { return all_three_within(c, ratio(9, 10)); }

/* ---- All coins in a box, q between p and r ---- */

typedef struct parameter_box {
    const char *name;
} parameter_box;
static const parameter_box coins[] = {{"p in [1/100, 1/10], q in [2/5, 3/5], r in [9/10, 99/100]"}};
static ball entropy_of(ball p) { return negative(plus(ball_xlogx(p), ball_xlogx(minus(integer(1), p)))); }
static ball js_of_coins(ball p, ball q)
{
    return minus(entropy_of(half(plus(p, q))), half(plus(entropy_of(p), entropy_of(q))));
}
static verdict root_is_within(const ball *x)
{
    return less(root(js_of_coins(x[0], x[2])),
                plus(root(js_of_coins(x[0], x[1])), root(js_of_coins(x[1], x[2]))));
}
static verdict js_is_within(const ball *x)
{
    return less(js_of_coins(x[0], x[2]), plus(js_of_coins(x[0], x[1]), js_of_coins(x[1], x[2])));
}
static verdict root_on_the_box(instance c)
{
    return everywhere(c, ((const parameter_box *)c.of)->name, root_is_within, 100000);
}
static verdict js_on_the_box(instance c)
{
    return everywhere(c, ((const parameter_box *)c.of)->name, js_is_within, 100000);
}

PROOF_OF(js_root_is_a_metric_js_is_not, ALGEBRA("JS is not a metric", counterexample),
         CHECK_EACH("√JS on triples, all orders (falsehood: the detour times 9/10)", CERTIFIED, triangle,
                    with_a_factor, triples),
         CHECK_EACH("√JS on a box of coins (falsehood: JS)", CERTIFIED, root_on_the_box, js_on_the_box,
                    coins))
