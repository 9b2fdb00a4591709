/*
 * W1 IS AT MOST THE DIAMETER TIMES TV
 *     W1(P,Q) ≤ diam · TV(P,Q)      on a set of that diameter;        W1(P,Q) ≥ TV(P,Q)      on the integers.
 * Leave the common mass min(p,q) in place: what has to move is TV, and goes at most the diameter; on the integers it goes at
 * least 1. Without a bound on the diameter TV may vanish while W1 stays: (1 - 1/n) δ0 + (1/n) δn has TV = 1/n and W1 = 1 to δ0.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w1 tv"), STATEMENT("W1 ≤ diam·TV; on the integers W1 ≥ TV"),
    HYPOTHESES("P and Q live on one set of finite diameter; for the second, on the integers."),
    WHY_A_GAN_CARES(
        "On images, which are bounded, convergence in TV or JS implies convergence in W1: W1 is the weaker demand, "
        "and the one that a generator with thin support can meet."),
    SOURCE("Villani 2009, theorem 6.15; Gibbs and Su 2002; Arjovsky, Chintala and Bottou 2017, theorem 2."),
    ESTABLISHED(
        "Both inequalities by enclosures on the listed pairs (where the two sides are equal: agreement to 15 digits), among them "
        "those that attain them; the counterexample without a bound at five n up to 10^6."),
    NOT_ESTABLISHED("The inequalities for all laws: that is the coupling at the head of the file."),
    FALSEHOOD("W1 ≤ diam·TV/2; W1 ≤ TV whatever the diameter; W1 ≤ 10 TV on the whole line."))

typedef struct bounded {
    const char *name, *p, *q, *diameter;
} bounded;
static const bounded bounded_pairs[] = {
    {"two points: equality", "point(0)", "point(1)", "1"},
    {"two far points: equality", "point(-50)", "point(50)", "100"},
    {"coins: equality", "bernoulli(3/4)", "bernoulli(1/4)", "1"},
    {"two ends of three points: equality", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)",
     "2"},
    {"beta, mirror images", "beta(2,3)", "beta(3,2)", "1"},
    {"triangles", "beta(1,2)", "beta(2,1)", "1"},
    {"overlap", "uniform(0,1)", "uniform(1/2,3/2)", "3/2"},
    {"wide overlap", "uniform(0,20)", "uniform(10,30)", "30"},
    {"density and atom", "uniform(0,1)", "point(0)", "1"},
};

static verdict moved_at_most(instance c, ball distance)
{
    const bounded *of = c.of;
    bound_law p = law_named(c, of->p), q = law_named(c, of->q);
    ball moved = w1(p, q), most = times(distance, tv(p, q));
    return either(at_most(moved, most), agree(c, moved, most, 15));
}
static ball diameter(instance c) { return number(c, ((const bounded *)c.of)->diameter); }
static verdict diameter_bounds(instance c) { return moved_at_most(c, diameter(c)); }
static verdict radius_bounds(instance c) { return moved_at_most(c, half(diameter(c))); }

static const pair_case on_integers[] = {
    {"neighbours", "point(0)", "point(1)", "equality"},
    {"ten apart", "point(0)", "point(10)", "W1 = 10, TV = 1"},
    {"three points", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "W1 = 2 TV"},
    {"poisson", "poisson(2)", "poisson(3)", "countable"},
    {"waiting times", "geometric(1/2)", "geometric(1/5)", "countable"},
};
static verdict moved_at_least(pair c)
{
    return either(at_least(w1(c.p, c.q), tv(c.p, c.q)), agree(c, w1(c.p, c.q), tv(c.p, c.q), 15));
}
static verdict tv_bounds_alone(pair c)
{
    return either(at_most(w1(c.p, c.q), tv(c.p, c.q)), agree(c, w1(c.p, c.q), tv(c.p, c.q), 15));
}

typedef struct escape {
    const char *name; /* n */
} escape;
static const escape escaping[] = {{"2"}, {"10"}, {"100"}, {"1000"}, {"1000000"}};

static ball n_of(instance c) { return number(c, ((const escape *)c.of)->name); }
static bound_law with_a_far_point(instance c)
{
    char value[32];
    snprintf(value, sizeof value, "n = %s", ((const escape *)c.of)->name);
    return law_where(c, "finite(0: 1 - 1/n, n: 1/n)", value);
}
static verdict w1_stays_while_tv_vanishes(instance c)
{
    bound_law p = with_a_far_point(c), zero = law_named(c, "point(0)");
    return both(agree(c, w1(p, zero), integer(1), 20), agree(c, tv(p, zero), over(integer(1), n_of(c)), 20));
}
static verdict ten_is_enough(instance c)
{
    bound_law p = with_a_far_point(c), zero = law_named(c, "point(0)");
    return at_most(w1(p, zero), times(integer(10), tv(p, zero)));
}

PROOF_OF(w1_is_at_most_diameter_times_tv,
         CHECK_EACH("bounded sets (falsehood: half the diameter)", CERTIFIED, diameter_bounds, radius_bounds,
                    bounded_pairs),
         CHECK("the integers (falsehood: W1 ≤ TV)", CERTIFIED, moved_at_least, tv_bounds_alone, on_integers),
         CHECK_EACH("mass 1/n at n: W1 = 1, TV = 1/n (falsehood: W1 ≤ 10 TV)", CERTIFIED,
                    w1_stays_while_tv_vanishes, ten_is_enough, escaping))
