/*
 * NOISE MAKES LAWS COMPARABLE
 *     W1(P, P*N) ≤ E|ε| ≤ √V                                    V = E|ε|², ε ~ N the noise,
 *     W1(P,Q) ≤ 2√V + √2 C √JS(P*N, Q*N)                        if both noised laws live in a set of diameter C,
 *     JS(N(0,s²), N(θ,s²)) = JS(N(0,1), N(θ/s,1))               for points 0, θ and noise of sd s: continuous in θ, → log 2 as s → 0.
 *     X + ε has the density x ↦ E n(x - X), n that of ε: on a segment, (Φ(x/s) - Φ((x-1)/s)) φ(y/s)/s.
 * For  W1(P,Q) ≤ W1(P,P*N) + W1(P*N,Q*N) + W1(Q*N,Q),  W1 ≤ C TV  and  TV ≤ √(2 JS).
 */
#include "proof.h"

ABOUT(
    TAGS("noise js w1"),
    STATEMENT("W1(P,P*N) ≤ √V; W1(P,Q) ≤ 2√V + √2 C √JS(P*N,Q*N); noise makes JS continuous"),
    HYPOTHESES("Independent noise; for the second line both noised laws within diameter C."),
    WHY_A_GAN_CARES(
        "Laws on thin sets have JS = log 2 whatever their distance. Noise on what D sees gives JS a slope again, and a small noised JS "
        "still bounds W1."),
    SOURCE(
        "Arjovsky and Bottou 2017, lemma 4 and theorem 3.3, with √2 C for their 2C; Sønderby et al. 2017 (instance noise)."),
    ESTABLISHED(
        "The inequalities on the cases below and the scaling to 25 digits, by enclosure; the density of a noised segment at four points, by an "
        "integral over the segment against distribution functions, to 25 digits."),
    NOT_ESTABLISHED(
        "The inequalities for all laws: the proof above rests on the triangle inequality (w1_is_a_metric), W1 ≤ C TV "
        "(w1_is_at_most_diameter_times_tv) and TV² ≤ 2 JS, (tv_is_bounded_by_kl_and_hellinger)."),
    FALSEHOOD(
        "W1(P,P*N) ≥ √V; the second bound without its JS term; JS depends on θ s; the noised segment's density is that of its middle with noise."))

static const pair_case noised[] = {
    {"N(0,1) and N(0,3)", "normal(0,1)", "normal(0,2)", "V = 3"},
    {"δ0 and U(-1,1)", "point(0)", "uniform(-1,1)", "V = 1/3"},
    {"δ0 and N(0,1/4)", "point(0)", "normal(0,1/2)", "V = 1/4"},
    {"U(0,1) and U(-1/2,1/2)", "uniform(0,1)", "triangular(-1/2,1/2,3/2)", "V = 1/12"},
    {"two points and N(0,1/4)", "0.5*point(0)+0.5*point(3)", "0.5*normal(0,1/2)+0.5*normal(3,1/2)",
     "V = 1/4"},
};
static ball noise_of(pair c) { return root(minus(variance(c.q), variance(c.p))); }
static verdict moves_little(pair c) { return at_most(w1(c.p, c.q), noise_of(c)); }
static verdict moves_more(pair c) { return at_least(w1(c.p, c.q), noise_of(c)); }

/* δ0 and δ1 with noise U(-h,h): V = h²/3, C = 1 + 2h. */
typedef struct points {
    const char *name, *first, *second, *variance, *diameter;
} points;
static const points two_points[] = {
    {"U(-1,1)", "uniform(-1,1)", "uniform(0,2)", "1/3", "3"},
    {"U(-1/2,1/2)", "uniform(-1/2,1/2)", "uniform(1/2,3/2)", "1/12", "2"},
    {"U(-1/10,1/10)", "uniform(-1/10,1/10)", "uniform(9/10,11/10)", "1/300", "6/5"},
};
static ball without_js(instance c) { return twice(root(number(c, ((const points *)c.of)->variance))); }
static ball by_js(instance c)
{
    const points *n = c.of;
    ball js_of = js(law_named(c, n->first), law_named(c, n->second));
    return times(number(c, "sqrt(2)"), times(number(c, n->diameter), root(js_of)));
}
static ball distance(instance c) { return w1(law_named(c, "point(0)"), law_named(c, "point(1)")); }
static verdict bounds_w1(instance c) { return at_most(distance(c), plus(without_js(c), by_js(c))); }
static verdict bounds_w1_alone(instance c) { return at_most(distance(c), without_js(c)); }

typedef struct scale {
    const char *name, *p, *q, *scaled, *product;
} scale;
static const scale scales[] = {
    {"θ = 1, s = 1/2", "normal(0,1/2)", "normal(1,1/2)", "normal(2,1)", "normal(1/2,1)"},
    {"θ = 1, s = 1/10", "normal(0,1/10)", "normal(1,1/10)", "normal(10,1)", "normal(1/10,1)"},
    {"θ = 3, s = 2", "normal(0,2)", "normal(3,2)", "normal(3/2,1)", "normal(6,1)"},
};
static verdict scales_with(instance c, const char *other)
{
    const scale *s = c.of;
    ball noised_js = js(law_named(c, s->p), law_named(c, s->q));
    return both(agree(c, noised_js, js(law_named(c, "normal(0,1)"), law_named(c, other)), 25),
                less(noised_js, number(c, "log(2)")));
}
static verdict with_the_quotient(instance c) { return scales_with(c, ((const scale *)c.of)->scaled); }
static verdict with_the_product(instance c) { return scales_with(c, ((const scale *)c.of)->product); }

/* X uniform on (0,0)-(1,0), normal noise of sd s: the mean over X of the noise's density at (x,y) - X; t is the place on the segment. */
typedef struct spot {
    const char *name, *x, *y, *s;
} spot;
static const spot spots[] = {
    {"on the segment, s = 1/2", "1/2", "0", "1/2"},
    {"beside it, s = 1/2", "1/4", "1/3", "1/2"},
    {"beyond its end, s = 1", "2", "-1", "1"},
    {"near its end, s = 1/10", "1", "1/20", "1/10"},
};
static ball at_spot(instance c, const char *text)
{
    const spot *of = c.of;
    char values[80];
    snprintf(values, sizeof values, "u = %s, v = %s, s = %s", of->x, of->y, of->s);
    return number_where(c, text, values);
}
static ball mean_density(instance c)
{
    const spot *of = c.of;
    char f[160];
    snprintf(f, sizeof f, "exp(-((%s-x)^2 + (%s)^2)/(2*(%s)^2))/(2*pi*(%s)^2)", of->x, of->y, of->s, of->s);
    return integral_of(c, f, NULL, integer(0), integer(1));
}
static verdict is_a_product(instance c)
{
    bound_law unit = law_named(c, "normal(0,1)");
    ball right = law_cdf(c.trial->at, unit.of, at_spot(c, "u/s")),
         left = law_cdf(c.trial->at, unit.of, at_spot(c, "(u-1)/s"));
    ball across = at_spot(c, "exp(-v^2/(2*s^2))/(s*sqrt(2*pi)) + 0*u");
    return agree(c, mean_density(c), times(minus(right, left), across), 25);
}
static verdict is_of_the_middle(instance c)
{
    return agree(c, mean_density(c), at_spot(c, "exp(-((u-1/2)^2 + v^2)/(2*s^2))/(2*pi*s^2)"), 25);
}

PROOF_OF(noise_makes_laws_comparable, CHECK("W1(P,P*N) ≤ √V", CERTIFIED, moves_little, moves_more, noised),
         CHECK_EACH("δ0 and δ1 through noise", CERTIFIED, bounds_w1, bounds_w1_alone, two_points),
         CHECK_EACH("JS of two noised points, by θ/s", CERTIFIED, with_the_quotient, with_the_product,
                    scales),
         CHECK_EACH("the density of a noised segment (falsehood: that of its middle)", CERTIFIED,
                    is_a_product, is_of_the_middle, spots))
