/*
 * LAWS ON CURVES THAT ONLY CROSS ARE AS FAR APART AS POSSIBLE
 * If two laws have densities along curves of the plane that meet in single points only, each has mass 0 on the other's curve:
 *     JS = log 2,    TV = 1,    KL = ∞ in both orders,
 * however near the curves are. If they share a piece, JS is less.
 */
#include "proof.h"

ABOUT(
    TAGS("js kl tv plane wgan"),
    STATEMENT(
        "densities along curves that only cross: JS = log 2, KL = ∞ both ways; W2² of two segments is |m-n|² + (|u|²+|v|²-2|u·v|)/3"),
    HYPOTHESES(
        "Uniform laws on segments of the plane; the theorem is about manifolds of positive codimension that are not aligned."),
    WHY_A_GAN_CARES(
        "A generator with fewer latent variables than pixels makes a thin set, and so do images: two such sets almost never share more than a thin "
        "part, and a perfect discriminator exists."),
    SOURCE("Arjovsky and Bottou 2017, lemma 3 and theorem 2.3; W2 of segments: computed here."),
    ESTABLISHED(
        "The values on crossing, touching, near and partly common segments. W2² of segments with middles m, n and halves u, v: the cost of the "
        "coupling of equal places and its bound by exact algebra, and W2 on four pairs, by enclosures."),
    NOT_ESTABLISHED("Manifolds in general, and that generic ones are not aligned."),
    FALSEHOOD(
        "JS is at most 1/2; crossing in a point makes KL finite; W2 of segments is the distance of their middles."))

static const pair_case crossing[] = {
    {"a cross", "segment(0,0,0,1)", "segment(-1/2,1/2,1/2,1/2)", "one common point"},
    {"touching at an end", "segment(0,0,0,1)", "segment(0,0,1,0)", "one common end"},
    {"near", "segment(0,0,0,1)", "segment(1/1000,0,1/1000,1)", "parallel, 1/1000 apart"},
    {"almost aligned", "segment(0,0,0,1)", "segment(-1/100,0,1/100,1)", "a narrow cross"},
};
static verdict are_singular(pair c)
{
    return both(both(agree(c, js(c.p, c.q), number(c, "log(2)"), 15), agree(c, tv(c.p, c.q), integer(1), 15)),
                both(is_infinite(kl(c.p, c.q)), is_infinite(kl(c.q, c.p))));
}
static verdict are_comparable(pair c)
{
    return both(at_most(js(c.p, c.q), ratio(1, 2)), is_finite(kl(c.p, c.q)));
}

static const pair_case common[] = {
    {"the same segment", "segment(0,0,0,1)", "segment(0,0,0,1)", "JS = 0"},
    {"half in common", "segment(0,0,0,1)", "segment(0,1/2,0,3/2)", "JS = (log 2)/2"},
};
static verdict are_less_apart(pair c) { return less(js(c.p, c.q), number(c, "log(2)")); }
static verdict are_singular_too(pair c) { return agree(c, js(c.p, c.q), number(c, "log(2)"), 15); }

/* Places x, y in [-1,1] of m + x u and n + y v: the cost is |m-n|² + |u|² x² + |v|² y² - 2 u·v x y and terms without a mean; E x² = 1/3. */
static const line places[] = {
    {"no coupling of x and y has E xy above 1/3: 2xy ≤ x² + y²", "2*x*y <= x^2 + y^2", "2*x*y <= x^2 + y^2/2",
     NULL},
    {"nor below -1/3", "-2*x*y <= x^2 + y^2", "-2*x*y >= x^2 + y^2", NULL},
    {"E x² = 1/3 for x uniform on [-1,1]", "at(x^3/6, x = 1) - at(x^3/6, x = -1) = 1/3",
     "at(x^3/6, x = 1) - at(x^3/6, x = -1) = 1/6", NULL},
    {"there equal places are 1 + x apart: W1 ≤ 3/2", "at(x + x^2/2, x = 1) = 3/2", "at(x + x^2/2, x = 1) = 1",
     NULL},
    {"(0,0)-(1,0) to (0,1)-(1,2): |m-n|² = 9/4, |u|² = 1/4, |v|² = 1/2, u·v = 1/4",
     "9/4 + (1/4 + 1/2 - 2/4)/3 = 7/3", "9/4 + (1/4 + 1/2 + 2/4)/3 = 7/3", NULL},
};
typedef struct segments {
    const char *name, *p, *q, *square, *middles; /* W2², |m-n|² */
} segments;
static const segments apart[] = {
    {"(0,0)-(1,0), (0,1)-(1,2)", "segment(0,0,1,0)", "segment(0,1,1,2)", "7/3", "9/4"},
    {"a cross", "segment(0,-1,0,1)", "segment(-1,0,1,0)", "2/3", "0"},
    {"turned round", "segment(0,0,1,0)", "segment(3,0,1,0)", "9/4 + 1/12", "9/4"},
    {"one twice as long", "segment(0,0,1,0)", "segment(0,1,2,1)", "1 + 1/4 + 1/12", "5/4"},
};
static ball w2_of(instance c)
{
    return w2(law_named(c, ((const segments *)c.of)->p), law_named(c, ((const segments *)c.of)->q));
}
static verdict costs_this(instance c)
{
    return agree(c, square(w2_of(c)), number(c, ((const segments *)c.of)->square), 15);
}
static verdict costs_the_middles(instance c)
{
    return agree(c, square(w2_of(c)), number(c, ((const segments *)c.of)->middles), 15);
}

PROOF_OF(laws_on_crossing_lines_are_singular,
         CHECK("segments that only cross", CERTIFIED, are_singular, are_comparable, crossing),
         CHECK("segments with a common piece", CERTIFIED, are_less_apart, are_singular_too, common),
         ALGEBRA("places on two segments", places),
         CHECK_EACH("W2 of segments (falsehood: the distance of the middles)", CERTIFIED, costs_this,
                    costs_the_middles, apart))
