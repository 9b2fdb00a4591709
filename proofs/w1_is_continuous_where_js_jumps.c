/*
 * W1 IS CONTINUOUS WHERE JS JUMPS (parallel segments)
 *     P_theta = the law of (theta, Z), Z uniform on [0,1]:
 *     W1(P_0, P_theta) = |theta|;      JS = log 2, TV = 1, KL = +infinity for theta ≠ 0;      all are 0 at theta = 0.
 * Segments over different theta are disjoint, which gives JS, TV and KL. W1 is squeezed between two numbers: f(x) = x_1 is
 * 1-Lipschitz, so W1 ≥ |E f(P_theta) - E f(P_0)| = |theta|; moving (0,z) to (theta,z) costs |theta|, so W1 ≤ |theta|.
 * The first bound is also W1 of the projections on the first coordinate, the point masses at 0 and theta.
 */
#include "proof.h"

ABOUT(
    TAGS("core wasserstein w1 js wgan"), STATEMENT("W1(P_0,P_θ) = |θ|; JS = log 2 for θ ≠ 0, 0 for θ = 0"),
    HYPOTHESES("P_θ is the law of (θ, Z) with Z uniform on [0,1]."),
    WHY_A_GAN_CARES(
        "A generator whose law is carried by a thin set gets no slope from JS until the sets meet; W1 tells it "
        "at every distance which way to go. This is why Wasserstein GANs exist."),
    SOURCE("Arjovsky, Chintala and Bottou 2017, example 1."),
    ESTABLISHED(
        "The values at ten θ down to 10^-30, on both sides of 0 and at 0, with W1 between its dual and primal "
        "bounds; |W1(P_0,P_θ) - W1(P_0,P_θ')| ≤ W1(P_θ,P_θ') = |θ-θ'| on consecutive pairs of them."),
    NOT_ESTABLISHED("The values at all θ: that is the squeeze at the head of the file."),
    FALSEHOOD("JS tends to 0 with θ (JS ≤ |θ|); W1 = θ^2; W1 = √2|θ|."))

typedef struct shift {
    const char *name;  /* theta */
    const char *other; /* another one, for the Lipschitz bound */
} shift;

static const shift shifts[] = {
    {"0", "1"},      {"1", "1/10"},         {"1/10", "1/1000"},     {"1/1000", "10^-30"},
    {"10^-30", "0"}, {"-10^-30", "10^-30"}, {"-1/1000", "-10^-30"}, {"-1/10", "-1/1000"},
    {"-1", "1"},     {"7/3", "-22/7"},
};

static const char *theta_of(instance c) { return ((const shift *)c.of)->name; }
static const char *other_of(instance c) { return ((const shift *)c.of)->other; }

static bound_law law_at(instance c, const char *specification, const char *theta)
{
    char value[48];
    snprintf(value, sizeof value, "theta = %s", theta);
    return law_where(c, specification, value);
}
static bound_law segment(instance c, const char *theta)
{
    return law_at(c, "segment(theta,0,theta,1)", theta);
}

/* dual bound ≤ W1 = |theta| = cost of the shift */
static verdict w1_is_the_shift(instance c)
{
    ball theta = number(c, theta_of(c)), distance = w1(segment(c, "0"), segment(c, theta_of(c)));
    ball dual = w1(law_at(c, "point(theta)", "0"), law_at(c, "point(theta)", theta_of(c)));
    return both(agree(c, distance, magnitude(theta), 30), agree(c, dual, magnitude(theta), 30));
}
static verdict others_jump(instance c)
{
    bound_law p = segment(c, "0"), q = segment(c, theta_of(c));
    if (ball_is_exact_zero(number(c, theta_of(c))))
        return both(agree(c, js(p, q), integer(0), 30), agree(c, kl(p, q), integer(0), 30));
    verdict far = both(agree(c, js(p, q), number(c, "log(2)"), 30), agree(c, tv(p, q), integer(1), 30));
    return both(far, both(is_infinite(kl(p, q)), is_infinite(kl(q, p))));
}
static verdict w1_moves_while_js_jumps(instance c) { return both(w1_is_the_shift(c), others_jump(c)); }

static verdict js_tends_to_0(instance c)
{
    return at_most(js(segment(c, "0"), segment(c, theta_of(c))), magnitude(number(c, theta_of(c))));
}

static verdict lipschitz(instance c)
{
    bound_law zero = segment(c, "0"), one = segment(c, theta_of(c)), other = segment(c, other_of(c));
    ball moved = magnitude(minus(w1(zero, one), w1(zero, other)));
    ball gap = magnitude(minus(number(c, theta_of(c)), number(c, other_of(c))));
    verdict same_distance = agree(c, w1(one, other), gap, 30);
    /* on one side of 0 the two sides are equal: then what is shown is that they agree */
    return both(same_distance, either(at_most(moved, gap), agree(c, moved, gap, 30)));
}
static ball root2_shift(instance c) { return times(number(c, "sqrt(2)"), magnitude(number(c, theta_of(c)))); }
static verdict w1_is_wrong(instance c)
{
    ball theta = number(c, theta_of(c)), distance = w1(segment(c, "0"), segment(c, theta_of(c)));
    return either(agree(c, distance, square(theta), 30), agree(c, distance, root2_shift(c), 30));
}

PROOF_OF(w1_is_continuous_where_js_jumps,
         CHECK_EACH("the values at each shift", CERTIFIED, w1_moves_while_js_jumps, js_tends_to_0, shifts),
         CHECK_EACH("W1 is Lipschitz in the shift", CERTIFIED, lipschitz, w1_is_wrong, shifts))
