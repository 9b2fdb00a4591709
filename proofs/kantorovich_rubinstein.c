/*
 * KANTOROVICH-RUBINSTEIN
 *     W1(P,Q) = min over couplings of E|X - Y| = sup over 1-Lipschitz f of E f(X) - E f(Y).
 * On the line the best f has slope sign(G - F), F and G the distribution functions: it earns ∫ |F - G|. For finite laws both sides
 * are finite searches: a coupling of two samples of n points is an average of permutations (Birkhoff), and the values of a
 * 1-Lipschitz function on the points are averages of those of the functions with slope 1 or -1 in each gap.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w1 wgan"), STATEMENT("W1(P,Q) = sup over 1-Lipschitz f of E_P f - E_Q f"),
    HYPOTHESES("P and Q are laws with finite means."),
    WHY_A_GAN_CARES(
        "A Wasserstein critic is such an f: this is why its gradient is kept at norm 1, and why a critic with Lipschitz "
        "constant K measures K times W1."),
    SOURCE(
        "Kantorovich and Rubinstein 1958; Villani 2009, theorem 5.10 and its remark 6.5; Arjovsky, Chintala and Bottou 2017."),
    ESTABLISHED(
        "On samples with integer points, in integers: the least cost over all permutations, all tried, equals the most that "
        "the functions with slopes 1 and -1 earn, all tried. For continuous and countable laws whose distribution functions "
        "cross once, at m, or not at all: |x - m| earns ∫|F - G| to 20 digits, and |x - m - 1| not more."),
    NOT_ESTABLISHED("The duality for all laws, and in more than one dimension."),
    FALSEHOOD(
        "The best function with slopes 2 and -2 earns W1; a critic of Lipschitz constant 2 measures W1."))

typedef struct two_samples {
    const char *name;
    int n;
    long x[ASSIGNED_MOST], y[ASSIGNED_MOST];
} two_samples;
static const two_samples samples[] = {
    {"weights 1/2, 1/3, 1/6 and 1/6, 1/3, 1/2 on 0, 1, 2", 6, {0, 0, 0, 1, 1, 2}, {0, 1, 1, 2, 2, 2}},
    {"{0,1,3} and {1,1,5}", 3, {0, 1, 3}, {1, 1, 5}},
    {"nested", 5, {-9, -4, 0, 4, 9}, {-2, -1, 0, 1, 2}},
    {"crossing several times", 6, {0, 3, 5, 11, 12, 40}, {-7, 4, 4, 6, 13, 29}},
    {"far apart", 4, {0, 1, 2, 3}, {100, 105, 111, 200}},
};

static long least_cost(const two_samples *s)
{
    long cost[ASSIGNED_MOST * ASSIGNED_MOST];
    for (int i = 0; i < s->n * s->n; i++)
        cost[i] = labs(s->x[i / s->n] - s->y[i % s->n]);
    return least_assignment_cost(s->n, cost);
}

/* All points in increasing order; +1 for one of the first sample, -1 for one of the second. */
typedef struct marked {
    long at;
    int sign;
} marked;
static int merge(const two_samples *s, marked *out)
{
    int count = 0;
    for (int i = 0; i < 2 * s->n; i++) {
        marked next = i < s->n ? (marked){s->x[i], 1} : (marked){s->y[i - s->n], -1};
        int place = count++;
        for (; place > 0 && out[place - 1].at > next.at; place--)
            out[place] = out[place - 1];
        out[place] = next;
    }
    return count;
}
/* n (E f(X) - E f(Y)) for the function that is 0 at the first point, with the slope in gap i that bit i of `rising` tells. */
static long earned(const marked *point, int count, unsigned rising, long steepness)
{
    long f = 0, sum = 0;
    for (int i = 1; i < count; i++) {
        long rise = steepness * (point[i].at - point[i - 1].at);
        f += rising >> (i - 1) & 1 ? rise : -rise;
        sum += point[i].sign * f;
    }
    return sum;
}
static long most_earned(const two_samples *s, long steepness)
{
    marked point[2 * ASSIGNED_MOST];
    int count = merge(s, point);
    long most = 0;
    for (unsigned rising = 0; rising < 1u << (count - 1); rising++) {
        long sum = earned(point, count, rising, steepness);
        most = sum > most ? sum : most;
    }
    return most;
}

static verdict least_is_most(instance c) { return certainly(least_cost(c.of) == most_earned(c.of, 1)); }
static verdict least_is_most_of_slope_2(instance c)
{
    return certainly(least_cost(c.of) == most_earned(c.of, 2));
}

typedef struct crossing {
    const char *name, *p, *q,
        *m; /* F - G has one sign below m and the other above; or one sign on the support */
} crossing;
static const crossing crossings[] = {
    {"beta, no crossing above 0", "beta(1,2)", "beta(2,1)", "0"},
    {"exponential, no crossing above 0", "exponential(1)", "exponential(2)", "0"},
    {"poisson, no crossing above 0", "poisson(2)", "poisson(3)", "0"},
    {"normal scales", "normal(0,1)", "normal(0,2)", "0"},
    {"normals that cross at 4", "normal(0,1)", "normal(2,1/2)", "4"},
    {"normals that cross at -1", "normal(1,2)", "normal(0,1)", "-1"},
    {"laplace scales", "laplace(3,1)", "laplace(3,4)", "3"},
    {"uniform and two points", "uniform(-1,1)", "finite(-2: 1/2, 2: 1/2)", "0"},
};

static ball cost_by_integral(instance c)
{
    const crossing *of = c.of;
    return by_integral("w1", law_named(c, of->p), law_named(c, of->q));
}
/* What f(x) = |x - m - moved| or its negative earns. */
static ball earned_with_kink(instance c, slong moved)
{
    const crossing *of = c.of;
    ball kink = plus(number(c, of->m), integer(moved));
    return magnitude(
        minus(mean_distance(law_named(c, of->p), kink), mean_distance(law_named(c, of->q), kink)));
}
static verdict kink_at_the_crossing_is_best(instance c)
{
    ball cost = cost_by_integral(c), other = earned_with_kink(c, 1);
    return both(agree(c, cost, earned_with_kink(c, 0), 20),
                either(at_most(other, cost), agree(c, other, cost, 20)));
}
static verdict slope_2_is_best(instance c)
{
    return agree(c, cost_by_integral(c), twice(earned_with_kink(c, 0)), 20);
}

PROOF_OF(kantorovich_rubinstein,
         CHECK_EACH("all permutations and all slopes, in integers (falsehood: slopes 2 and -2)", EXACT,
                    least_is_most, least_is_most_of_slope_2, samples),
         CHECK_EACH("one crossing (falsehood: Lipschitz constant 2)", CERTIFIED, kink_at_the_crossing_is_best,
                    slope_2_is_best, crossings))
