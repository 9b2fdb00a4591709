/*
 * LAWS ON CURVES THAT ONLY CROSS ARE AS FAR APART AS POSSIBLE
 * If two laws have densities along curves of the plane that meet in single points only, each has mass 0 on the other's curve:
 *     JS = log 2,    TV = 1,    KL = ∞ in both orders,
 * however near the curves are. If they share a piece, JS is less.
 */
#include "proof.h"

ABOUT(
    TAGS("js kl tv plane wgan"),
    STATEMENT("densities along curves that only cross: JS = log 2, KL = ∞ both ways"),
    HYPOTHESES(
        "Uniform laws on segments of the plane; the theorem is about manifolds of positive codimension that are not aligned."),
    WHY_A_GAN_CARES(
        "A generator with fewer latent variables than pixels makes a thin set, and so do images: two such sets almost never share more than a thin "
        "part, and a perfect discriminator exists."),
    SOURCE("Arjovsky and Bottou 2017, lemma 3 and theorem 2.3."),
    ESTABLISHED("The values on crossing, touching, near and partly common segments."),
    NOT_ESTABLISHED("Manifolds in general, and that generic ones are not aligned."),
    FALSEHOOD("JS is at most 1/2; crossing in a point makes KL finite."))

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

PROOF_OF(laws_on_crossing_lines_are_singular,
         CHECK("segments that only cross", CERTIFIED, are_singular, are_comparable, crossing),
         CHECK("segments with a common piece", CERTIFIED, are_less_apart, are_singular_too, common))
