/*
 * COUPLINGS OF UNIFORM LAWS ARE MIXTURES OF PAIRINGS
 *     Every n × n matrix of non-negative numbers whose rows and columns all have the same sum is Σ λ_k (permutation matrix), λ_k > 0.
 * So some cheapest coupling of two uniform laws on n points is a pairing: splitting points does not pay. By Hall's theorem the positive
 * entries of such a matrix contain a permutation; subtract it as often as its least entry allows: rows and columns stay equal, and an
 * entry vanishes, so that this ends after at most n² steps.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein"),
    STATEMENT("a coupling of two uniform laws on n points is a mixture of permutations (Birkhoff)"),
    HYPOTHESES("Two uniform laws on n points each; repeated points are allowed."),
    WHY_A_GAN_CARES(
        "Optimal transport between two batches of equal size is a matching: every generated sample has one partner in the data, and sorting or an "
        "assignment solver finds it."),
    SOURCE("Birkhoff 1946; Villani 2003, introduction; Peyré and Cuturi 2019, proposition 2.1."),
    ESTABLISHED(
        "For each listed integer matrix: a decomposition, found and added up in integers; and that no cost table makes the coupling cheaper than its cheapest pairing."),
    NOT_ESTABLISHED("All matrices: that is Hall's theorem."),
    FALSEHOOD(
        "Right row sums suffice (the last row replaced by the first); the coupling costs less than each of its pairings."))

typedef struct coupling {
    const char *name;
    int n, sum;
    long mass[ASSIGNED_MOST * ASSIGNED_MOST];
    long cost[ASSIGNED_MOST * ASSIGNED_MOST];
} coupling;
static const coupling couplings[] = {
    {"three points", 3, 6, {1, 2, 3, 3, 1, 2, 2, 3, 1}, {4, 1, 3, 2, 0, 5, 3, 2, 2}},
    {"three points, independence", 3, 3, {1, 1, 1, 1, 1, 1, 1, 1, 1}, {0, 1, 4, 1, 0, 1, 4, 1, 0}},
    {"three points, nearly a pairing", 3, 10, {9, 1, 0, 1, 8, 1, 0, 1, 9}, {1, 0, 5, 5, 1, 0, 0, 5, 1}},
    {"four points",
     4,
     10,
     {4, 3, 2, 1, 1, 4, 3, 2, 2, 1, 4, 3, 3, 2, 1, 4},
     {2, 10, 5, 17, 8, 1, 13, 4, 5, 9, 1, 20, 18, 2, 10, 1}},
    {"four points with zeros",
     4,
     5,
     {5, 0, 0, 0, 0, 2, 3, 0, 0, 3, 1, 1, 0, 0, 1, 4},
     {2, 2, 5, 6, 1, 1, 4, 5, 1, 1, 2, 3, 5, 5, 2, 1}},
    {"five points",
     5,
     7,
     {3, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 3},
     {-3, 4, 1, 0, 2, 6, -5, 3, 3, 1, 2, 2, -1, -7, 0, 8, 1, 1, 2, -2, 0, 3, -4, 5, 5}},
};

/* The least entry along the pairing. */
static long least_along(int n, const long *mass, const assignment *a)
{
    long least = mass[a->to[0]];
    for (int i = 1; i < n; i++)
        least = mass[n * i + a->to[i]] < least ? mass[n * i + a->to[i]] : least;
    return least;
}

/* Subtracts pairings, each as often as it goes, and puts the cheapest one's cost into *cheapest. Is nothing left, sum times in all? */
static bool decompose(const coupling *c, long *mass, long *cheapest)
{
    long times_in_all = 0, left = 0;
    bool any = false;
    assignment a = assignment_first(c->n);
    do {
        long least = least_along(c->n, mass, &a);
        if (least <= 0)
            continue;
        long cost = assignment_cost(&a, c->cost);
        *cheapest = any && *cheapest < cost ? *cheapest : cost;
        any = true;
        times_in_all += least;
        for (int i = 0; i < c->n; i++)
            mass[c->n * i + a.to[i]] -= least;
    } while (assignment_next(&a));
    for (int k = 0; k < c->n * c->n; k++)
        left += mass[k];
    return left == 0 && times_in_all == c->sum;
}
static void copy_mass(const coupling *c, long *mass)
{
    for (int k = 0; k < c->n * c->n; k++)
        mass[k] = c->mass[k];
}
static verdict is_a_mixture(instance c)
{
    long mass[ASSIGNED_MOST * ASSIGNED_MOST], cheapest;
    copy_mass(c.of, mass);
    return certainly(decompose(c.of, mass, &cheapest));
}
static verdict rows_suffice(instance c)
{
    const coupling *of = c.of;
    long mass[ASSIGNED_MOST * ASSIGNED_MOST], cheapest;
    copy_mass(of, mass);
    for (int j = 0; j < of->n; j++)
        mass[of->n * (of->n - 1) + j] = mass[j];
    return certainly(decompose(of, mass, &cheapest));
}

/* The coupling's cost is that of sum pairings: Σ mass cost ≥ sum * (its cheapest pairing) ≥ sum * (the least of all). */
static verdict costs_no_less(instance c, bool claimed)
{
    const coupling *of = c.of;
    long mass[ASSIGNED_MOST * ASSIGNED_MOST], cheapest, total = 0;
    copy_mass(of, mass);
    for (int k = 0; k < of->n * of->n; k++)
        total += of->mass[k] * of->cost[k];
    bool whole = decompose(of, mass, &cheapest);
    bool no_less = total >= of->sum * cheapest && cheapest >= least_assignment_cost(of->n, of->cost);
    return certainly(whole && (claimed ? no_less : total < of->sum * cheapest));
}
static verdict splitting_does_not_pay(instance c) { return costs_no_less(c, true); }
static verdict splitting_pays(instance c) { return costs_no_less(c, false); }

PROOF_OF(couplings_of_uniform_laws_are_mixtures_of_pairings,
         CHECK_EACH("decompositions (falsehood: right row sums suffice)", EXACT, is_a_mixture, rows_suffice,
                    couplings),
         CHECK_EACH("costs (falsehood: less than each of its pairings)", EXACT, splitting_does_not_pay,
                    splitting_pays, couplings))
