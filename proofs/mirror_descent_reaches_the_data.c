/*
 * MIRROR DESCENT ON THE GENERATOR'S DENSITY REACHES THE DATA
 * Against the best discriminator, V(q) = ∫ p log(p/(p+q)) + q log(q/(p+q)) is convex in the generator's density q, with slope log(1-D*) and
 * curvature p/(q(p+q)) ≤ 1/q: it is 1-smooth relative to the entropy ∫ q log q. Hence for the steps
 *     q' ~ q exp(-η log(1-D*)) = q^(1-η) (p+q)^η,      0 < η ≤ 1:
 *     V(q') ≤ V(q) - KL(q‖q')/η,       KL(p‖q') ≤ KL(p‖q) - η (V(q') + log 4),       V(q_k) + log 4 ≤ KL(p‖q_0)/(η k).
 * With η = 1 it is q' = (p+q)/2, exactly: q_k - p = (q_0 - p)/2^k. Near p a step multiplies q/p - 1 by 1 - η/2: for η > 4 it overshoots.
 *
 * Proof. (1) D_h(q',q) - D_V(q',q) = Σ (p+q') log((p+q')/(p+q)) ≥ 0 for the Bregman divergences of h = Σ q log q and V (lines 4, 5), so
 * V(q') ≤ V(q) + <log(1-D*), q'-q> + KL(q'‖q). (2) log(q'/q) = -η log(1-D*) - c with a constant c, which Σ (q'-q) = 0 annuls, so that
 * η <log(1-D*), q'-r> = KL(r‖q) - KL(r‖q') - KL(q'‖q) for every r (line 6). r = q and r = p with convexity give the two inequalities; their
 * sum over k the third, as V falls.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game training convergence descent js"),
    STATEMENT("q' ~ q^(1-η)(p+q)^η, η ≤ 1: V falls in every step, V(q_k)+log 4 ≤ KL(p‖q_0)/(ηk)"),
    HYPOTHESES("p and q_0 positive with KL(p‖q_0) finite; D is optimal before each step; full expectations."),
    WHY_A_GAN_CARES(
        "The convergence that Goodfellow et al. promise in function space, with its step size and its rate. What a network's parameters do "
        "is another matter: there V is not convex."),
    SOURCE(
        "Goodfellow et al. 2014, proposition 2; relative smoothness: Bauschke, Bolte and Teboulle 2017; Lu, Freund and Nesterov 2018."),
    ESTABLISHED(
        "The lines of the proof for all densities at a point, by exact algebra. On finite spaces, all three inequalities over the first 10 "
        "steps, and the overshoot for η = 5, by enclosure."),
    NOT_ESTABLISHED(
        "That sums of the pointwise lines may be taken where there are infinitely many points; that V(q_k) → -log 4 implies "
        "q_k → p, which is the theorem on the global minimum with Pinsker's inequality."),
    FALSEHOOD(
        "The curvature is 1/q, or at most 1/(2q); a step of rate 1 goes all the way; the factor near p is 1 - η; V falls also for η = 5."))

#define VALUE "v = p*log(p/(p+q)) + q*log(q/(p+q))"
static const line algebra[] = {
    {"the slope is log(1-D*)", "diff(v, q) = log(q/(p+q))", "diff(v, q) = log(q/(p+q)) + 1", VALUE},
    {"the curvature", "diff(diff(v, q), q) = p/(q*(p+q))", "diff(diff(v, q), q) = 1/q", VALUE},
    {"at most that of the entropy", "p/(q*(p+q)) <= 1/q", "p/(q*(p+q)) <= 1/(2*q)", NULL},
    {"relative smoothness, q' = r",
     "r*log(r/q) - r + q - (at(v, q = r) - v - log(q/(p+q))*(r-q)) = (p+r)*log((p+r)/(p+q)) - r + q",
     "r*log(r/q) - r + q - (at(v, q = r) - v - log(q/(p+q))*(r-q)) = (p+r)*log((p+r)/(p+q))", VALUE},
    {"which is not negative", "a*log(a/b) - a + b >= 0", "a*log(a/b) - a + b/2 >= 0", NULL},
    /* s is p or q of the text, r the next density, log(r/q) + c = -η log(1-D*) */
    {"three points", "-(log(r/q) + c)*(r-s) = s*log(s/q) - s*log(s/r) - r*log(r/q) - c*(r-s)",
     "-(log(r/q) + c)*(r-s) = s*log(s/q) - s*log(s/r) + r*log(r/q) - c*(r-s)", NULL},
    {"η = 1: q' ~ p+q", "log(q) - log(q/(p+q)) = log(p+q)", "log(q) - log(q/(p+q)) = log(p)", NULL},
    {"η = 1: half the way", "(p+q)/2 - p = (q-p)/2", "(p+q)/2 - p = 0", NULL},
    {"near p: the factor 1 - η/2", "at(diff((1-g)*log(q) + g*log(p+q), log(q)), q = p) = 1 - g/2",
     "at(diff((1-g)*log(q) + g*log(p+q), log(q)), q = p) = 1 - g", NULL},
};

/* Laws on three points: weights in parts of 60. */
enum { POINTS = 3, STEPS = 10 };
typedef struct descent {
    const char *name;
    slong p[POINTS], q[POINTS];
    slong rate[2]; /* as a fraction */
} descent;
static const descent short_steps[] = {
    {"η = 1/4, near", {20, 30, 10}, {30, 15, 15}, {1, 4}},
    {"η = 1/2, far", {40, 19, 1}, {1, 1, 58}, {1, 2}},
    {"η = 1, far", {40, 19, 1}, {1, 1, 58}, {1, 1}},
    {"η = 1, near", {20, 20, 20}, {21, 20, 19}, {1, 1}},
};
static const descent long_steps[] = {
    {"η = 5, near", {20, 20, 20}, {21, 20, 19}, {5, 1}},
    {"η = 5, nearer", {20, 30, 10}, {20, 31, 9}, {5, 1}},
};

typedef struct masses {
    ball at[POINTS];
} masses;
static masses weights(instance c, const slong *parts)
{
    masses m;
    for (int i = 0; i < POINTS; i++)
        m.at[i] = times(number(c, "1/60"), integer(parts[i]));
    return m;
}
static ball relative_entropy(masses p, masses q)
{
    ball sum = integer(0);
    for (int i = 0; i < POINTS; i++)
        sum = plus(sum, times(p.at[i], log_of(over(p.at[i], q.at[i]))));
    return sum;
}
/* V + log 4 = 2 JS */
static ball excess(masses p, masses q)
{
    masses m;
    for (int i = 0; i < POINTS; i++)
        m.at[i] = half(plus(p.at[i], q.at[i]));
    return plus(relative_entropy(p, m), relative_entropy(q, m));
}
static masses step(masses p, masses q, ball rate)
{
    masses next;
    ball whole = integer(0);
    for (int i = 0; i < POINTS; i++) {
        ball exponent = plus(times(minus(integer(1), rate), log_of(q.at[i])),
                             times(rate, log_of(plus(p.at[i], q.at[i]))));
        next.at[i] = exp_of(exponent);
        whole = plus(whole, next.at[i]);
    }
    for (int i = 0; i < POINTS; i++)
        next.at[i] = over(next.at[i], whole);
    return next;
}

static verdict keeps_its_promises(instance c)
{
    const descent *d = c.of;
    masses p = weights(c, d->p), q = weights(c, d->q), next;
    ball rate = ratio(d->rate[0], d->rate[1]), start = relative_entropy(p, q);
    verdict is = HOLDS;
    for (slong k = 1; k <= STEPS; k++, q = next) {
        next = step(p, q, rate);
        ball fallen = minus(excess(p, q), over(relative_entropy(q, next), rate));
        ball nearer = minus(relative_entropy(p, q), times(rate, excess(p, next)));
        is = both(is, both(at_most(excess(p, next), fallen), at_most(relative_entropy(p, next), nearer)));
        is = both(is, at_most(excess(p, next), over(start, times(rate, integer(k)))));
    }
    return is;
}
static verdict rises(instance c)
{
    const descent *d = c.of;
    masses p = weights(c, d->p), q = weights(c, d->q);
    return more(excess(p, step(p, q, ratio(d->rate[0], d->rate[1]))), excess(p, q));
}
static verdict falls(instance c) { return opposite(rises(c)); }
/* The falsehood on short steps: V + log 4 is below a hundredth of the bound. */
static verdict is_much_faster(instance c)
{
    const descent *d = c.of;
    masses p = weights(c, d->p), q = weights(c, d->q);
    ball rate = ratio(d->rate[0], d->rate[1]), bound = over(relative_entropy(p, q), rate);
    return less(excess(p, step(p, q, rate)), over(bound, integer(100)));
}

PROOF_OF(mirror_descent_reaches_the_data, ALGEBRA("the lines of the proof, for all densities", algebra),
         CHECK_EACH("ten steps of rates at most 1 (falsehood: V + log 4 is 100 times below its bound)",
                    CERTIFIED, keeps_its_promises, is_much_faster, short_steps),
         CHECK_EACH("a step of rate 5 near the data raises V", CERTIFIED, rises, falls, long_steps))
