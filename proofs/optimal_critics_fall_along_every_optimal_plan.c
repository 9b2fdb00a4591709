/*
 * OPTIMAL CRITICS FALL WITH SLOPE ONE ALONG EVERY OPTIMAL PLAN
 *     If f is an optimal critic and π an optimal plan of W1, then f(x) - f(y) = |x-y| wherever π moves mass from x to y; so f has slope -1 all along
 *     the way: f(x_t) = f(x) - t |x-y|, x_t = (1-t) x + t y.
 * E_π(|x-y| - (f(x) - f(y))) = W1 - W1 = 0 and the integrand is not negative (complementary slackness). Where P = Q nothing moves, and f = 0 is
 * optimal: its slope is 0.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w1 wgan critic"),
    STATEMENT("f optimal for W1 ⇒ f(x)-f(y) = |x-y| on every optimal plan, and slope one between"),
    HYPOTHESES("1-Lipschitz f with E_P f - E_Q f = W1(P,Q); π a coupling with E|x-y| = W1."),
    WHY_A_GAN_CARES(
        "The gradient penalty of WGAN-GP asks for |∇f| = 1 on lines between data and samples. That is right on lines that an optimal plan uses, not on all "
        "lines, and not where P = Q."),
    SOURCE("Gulrajani et al. 2017, proposition 1; Villani 2009, theorem 5.10 (ii)."),
    ESTABLISHED(
        "On the listed samples, in integers: for every best critic among those of slopes 1 and -1 and every cheapest pairing, all pairs are tight, and so is each gap between "
        "them."),
    NOT_ESTABLISHED("All laws and critics: that is the line above."),
    FALSEHOOD("The critic falls like that along every pairing."))

typedef struct two_samples {
    const char *name;
    int n;
    long x[ASSIGNED_MOST], y[ASSIGNED_MOST];
} two_samples;
static const two_samples samples[] = {
    {"{0,1,3} and {1,1,5}", 3, {0, 1, 3}, {1, 1, 5}},
    {"nested", 5, {-9, -4, 0, 4, 9}, {-2, -1, 0, 1, 2}},
    {"crossing several times", 5, {0, 3, 5, 11, 40}, {-7, 4, 6, 13, 29}},
    {"far apart", 4, {0, 1, 2, 3}, {100, 105, 111, 200}},
    {"one point is shared", 3, {0, 4, 10}, {4, 6, 12}},
};

/* Critics are 0 at the least point; in the gap above sorted point i the slope is 1 if bit i of `rising` is set, else -1. */
typedef struct line_of_points {
    int count;
    long at[2 * ASSIGNED_MOST];
} line_of_points;
static line_of_points sort_all(const two_samples *s)
{
    line_of_points l = {0};
    for (int k = 0; k < 2 * s->n; k++) {
        long next = k < s->n ? s->x[k] : s->y[k - s->n];
        int place = l.count++;
        for (; place > 0 && l.at[place - 1] > next; place--)
            l.at[place] = l.at[place - 1];
        l.at[place] = next;
    }
    return l;
}
static long critic_at(const line_of_points *l, unsigned rising, long x)
{
    long f = 0;
    for (int i = 0; i + 1 < l->count && l->at[i] < x; i++)
        f += rising >> i & 1 ? l->at[i + 1] - l->at[i] : l->at[i] - l->at[i + 1];
    return f;
}
static long earned(const two_samples *s, const line_of_points *l, unsigned rising)
{
    long sum = 0;
    for (int k = 0; k < s->n; k++)
        sum += critic_at(l, rising, s->x[k]) - critic_at(l, rising, s->y[k]);
    return sum;
}
static bool tight(const two_samples *s, const line_of_points *l, unsigned rising, const assignment *a)
{
    for (int k = 0; k < s->n; k++) {
        long x = s->x[k], y = s->y[a->to[k]];
        if (critic_at(l, rising, x) - critic_at(l, rising, y) != labs(x - y))
            return false;
        for (int i = 0; i < l->count; i++) { /* on the way, too */
            long z = l->at[i];
            if (z >= (x < y ? x : y) && z <= (x < y ? y : x)
                && critic_at(l, rising, x) - critic_at(l, rising, z) != labs(x - z))
                return false;
        }
    }
    return true;
}
/* Over all best critics and all pairings, or only the cheapest ones. */
static verdict always_tight(instance c, bool cheapest_only)
{
    const two_samples *s = c.of;
    line_of_points l = sort_all(s);
    long cost[ASSIGNED_MOST * ASSIGNED_MOST] = {0};
    for (int k = 0; k < s->n * s->n; k++)
        cost[k] = labs(s->x[k / s->n] - s->y[k % s->n]);
    long least = least_assignment_cost(s->n, cost);
    bool met = false;
    for (unsigned rising = 0; rising < 1u << (l.count - 1); rising++) {
        if (earned(s, &l, rising) != least)
            continue;
        assignment a = assignment_first(s->n);
        do {
            if (cheapest_only && assignment_cost(&a, cost) != least)
                continue;
            met = true;
            if (!tight(s, &l, rising, &a))
                return FAILS;
        } while (assignment_next(&a));
    }
    return certainly(met);
}
static verdict on_cheapest_pairings(instance c) { return always_tight(c, true); }
static verdict on_all_pairings(instance c) { return always_tight(c, false); }

PROOF_OF(optimal_critics_fall_along_every_optimal_plan,
         CHECK_EACH("all best critics, all cheapest pairings (falsehood: all pairings)", EXACT,
                    on_cheapest_pairings, on_all_pairings, samples))
