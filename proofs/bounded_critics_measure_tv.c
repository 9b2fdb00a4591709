/*
 * BOUNDED CRITICS MEASURE TV
 *     sup over |f| ≤ 1 of E_P f - E_Q f = 2 TV(P,Q) = Σ|p-q|,      sup over 0 ≤ f ≤ 1 = TV(P,Q) = sup over sets of P(A) - Q(A).
 * The best f is sign(p-q), or 1 where p > q. Where p/q is monotone that set is a half-line, and TV is Kolmogorov's distance.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic tv critic wgan"),
    STATEMENT("sup over |f| ≤ 1 of E_P f - E_Q f = 2 TV; over 0 ≤ f ≤ 1 it is TV"),
    HYPOTHESES("All laws P, Q; f measurable."),
    WHY_A_GAN_CARES(
        "A critic that is bounded but not Lipschitz measures TV, which does not see distance: the Lipschitz constraint, not boundedness, makes a Wasserstein GAN. Papers "
        "differ by the factor 2."),
    SOURCE(
        "Müller 1997 (integral probability metrics); Sriperumbudur et al. 2012; Arjovsky, Chintala and Bottou 2017, on integral probability metrics."),
    ESTABLISHED(
        "Under the integral, for all densities and all f: f (p-q) ≤ |p-q|, and ≤ max(p-q, 0) for 0 ≤ f ≤ 1, attained, by exact algebra. On the listed finite laws, in integers: the most over all f with values -1, 1, and over all with 0, 1, all tried (the mean is linear in f, so that it is largest "
        "at a corner of the cube); and TV as the command computes it is that number. By enclosures: TV is sup|F-G| where p/q is monotone."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "The supremum over |f| ≤ 1 is TV; that over 0 ≤ f ≤ 1 is 2 TV; sup|F-G| is 2 TV; half of each bound."))

/* p - q = s > 0 or -s; every f in (-1,1) is (1-t)/(1+t) with t > 0, every f in (0,1) is 1/(1+t). */
static const line pointwise[] = {
    {"|f| ≤ 1, where p > q", "(1-t)/(1+t)*s <= s", "(1-t)/(1+t)*s <= s/2", NULL},
    {"|f| ≤ 1, where p < q", "-(1-t)/(1+t)*s <= s", "-(1-t)/(1+t)*s <= s/2", NULL},
    {"attained at f = sign(p-q), as t falls to 0 or grows", "at((1-t)/(1+t)*s, t = 0) = s",
     "at((1-t)/(1+t)*s, t = 0) = s/2", NULL},
    {"0 ≤ f ≤ 1, where p > q", "1/(1+t)*s <= s", "1/(1+t)*s <= s/2", NULL},
    {"0 ≤ f ≤ 1, where p < q", "-1/(1+t)*s <= 0", "-1/(1+t)*s >= 0", NULL},
};

typedef struct weights {
    const char *name;
    int n;
    long whole, p[8], q[8];
} weights;
static const weights few_points[] = {
    {"1/2, 1/3, 1/6 and reversed", 3, 6, {3, 2, 1}, {1, 2, 3}},
    {"disjoint", 4, 2, {1, 1, 0, 0}, {0, 0, 1, 1}},
    {"coins 3/4 and 1/4", 2, 4, {3, 1}, {1, 3}},
    {"eight points", 8, 36, {1, 2, 3, 4, 5, 6, 7, 8}, {8, 1, 7, 2, 6, 3, 5, 4}},
    {"equal", 3, 3, {1, 1, 1}, {1, 1, 1}},
};
/* The most of Σ f (p - q) over f with values `low` or 1. */
static long most_earned(const weights *w, long low)
{
    long most = 0;
    for (unsigned f = 0; f < 1u << w->n; f++) {
        long sum = 0;
        for (int k = 0; k < w->n; k++)
            sum += (f >> k & 1 ? 1 : low) * (w->p[k] - w->q[k]);
        most = sum > most ? sum : most;
    }
    return most;
}
static long twice_tv(const weights *w)
{
    long sum = 0;
    for (int k = 0; k < w->n; k++)
        sum += labs(w->p[k] - w->q[k]);
    return sum;
}
static verdict measures_twice_tv(instance c)
{
    const weights *w = c.of;
    return certainly(most_earned(w, -1) == twice_tv(w) && 2 * most_earned(w, 0) == twice_tv(w));
}
static verdict measures_tv(instance c) { return certainly(2 * most_earned(c.of, -1) == twice_tv(c.of)); }

/* The laws on 0, 1, ..., n - 1 with these weights. */
static bound_law weighted(instance c, const long *weight)
{
    const weights *w = c.of;
    char text[400];
    int at = snprintf(text, sizeof text, "finite(");
    for (int k = 0; k < w->n; k++)
        at += snprintf(text + at, sizeof text - (size_t)at, "%s%d: %ld/%ld", k ? ", " : "", k, weight[k],
                       w->whole);
    snprintf(text + at, sizeof text - (size_t)at, ")");
    return law_named(c, text);
}
static ball tv_of(instance c)
{
    const weights *w = c.of;
    return tv(weighted(c, w->p), weighted(c, w->q));
}
static verdict tv_is_that(instance c)
{
    const weights *w = c.of;
    return agree(c, tv_of(c), ratio(most_earned(w, 0), w->whole), 25);
}
static verdict tv_is_half_of_that(instance c)
{
    const weights *w = c.of;
    return provided(c, certainly(twice_tv(w) > 0),
                    agree(c, twice(tv_of(c)), ratio(most_earned(w, 0), w->whole), 25));
}

static const pair_case monotone[] = {
    {"normals", "normal(0,1)", "normal(1,1)", "p/q falls"},
    {"rates", "exponential(1)", "exponential(3)", NULL},
    {"poisson", "poisson(2)", "poisson(3)", NULL},
    {"binomial", "binomial(5,1/3)", "binomial(5,1/2)", NULL},
    {"beta", "beta(1,2)", "beta(2,1)", NULL},
    {"laplace", "laplace(0,1)", "laplace(1,1)", "p/q falls, not strictly"},
};
static verdict half_lines_suffice(pair c) { return agree(c, tv(c.p, c.q), kolmogorov(c.p, c.q), 15); }
static verdict half_lines_give_twice(pair c)
{
    return agree(c, twice(tv(c.p, c.q)), kolmogorov(c.p, c.q), 15);
}

PROOF_OF(bounded_critics_measure_tv, ALGEBRA("under the integral, for all densities", pointwise),
         CHECK_EACH("finite laws, all f (falsehood: |f| ≤ 1 gives TV)", EXACT, measures_twice_tv, measures_tv,
                    few_points),
         CHECK_EACH("TV as computed (falsehood: 0 ≤ f ≤ 1 gives 2 TV)", CERTIFIED, tv_is_that,
                    tv_is_half_of_that, few_points),
         CHECK("monotone p/q: TV = sup|F-G| (falsehood: half of it)", CERTIFIED, half_lines_suffice,
               half_lines_give_twice, monotone))
