/*
 * BEST PAIRINGS LEAVE NO CHEAPER CYCLE
 *     A pairing of n points with n others is cheapest exactly if for no choice of its pairs handing the partners on in a
 *     circle is cheaper (cyclical monotonicity). Then there are potentials with
 *         u_i + v_j ≤ c_ij for all i, j,        u_i + v_j = c_ij on the pairs,
 *     so that by summing no coupling of the two uniform laws, permutation or not, costs less than (Σ u + Σ v)/n.
 * The potentials are lengths of shortest paths: the step from i to j costs c_(j, σ(i)) - c_(i, σ(i)), what it changes if j takes i's
 * partner; without a circle of negative length shortest paths exist, and u_j is the shortest one that ends in j.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein"),
    STATEMENT(
        "n points to n points: cheapest = no cheaper cycle = potentials u+v ≤ c with equality on the pairs"),
    HYPOTHESES("Two uniform laws on n points each, any costs c_ij."),
    WHY_A_GAN_CARES(
        "Between two batches of equal size optimal transport needs no splitting of points, and the critic of a Wasserstein GAN is "
        "the potential: its values on the batches prove that the pairing is best."),
    SOURCE("Birkhoff 1946; Rockafellar 1966; Villani 2009, theorem 5.10."),
    ESTABLISHED(
        "For each listed table of integer costs and each of its up to 720 pairings, in integers: it is cheapest among all of them "
        "if and only if no cycle is cheaper; and for the cheapest, potentials that are feasible on all pairs and tight on its "
        "own, so that the least cost is that of all couplings."),
    NOT_ESTABLISHED("The equivalence for all n and all costs: that is the argument with shortest paths."),
    FALSEHOOD(
        "A pairing is cheapest if no two pairs gain by exchanging partners; the sum of the least costs of the rows is attained."))

typedef struct table {
    const char *name;
    int n;
    long cost[ASSIGNED_MOST * ASSIGNED_MOST];
} table;
static const table tables[] = {
    {"three points, least cost 5", 3, {4, 1, 3, 2, 0, 5, 3, 2, 2}},
    {"a circle of three, which no exchange finds", 3, {1, 0, 5, 5, 1, 0, 0, 5, 1}},
    {"a circle of four", 4, {1, 0, 9, 9, 9, 1, 0, 9, 9, 9, 1, 0, 0, 9, 9, 1}},
    {"|x - y| for 0, 1, 3, 7 and 2, 2, 5, 6", 4, {2, 2, 5, 6, 1, 1, 4, 5, 1, 1, 2, 3, 5, 5, 2, 1}},
    {"four points", 4, {2, 10, 5, 17, 8, 1, 13, 4, 5, 9, 1, 20, 18, 2, 10, 1}},
    {"negative costs too", 5, {-3, 4, 1, 0, 2, 6, -5, 3, 3, 1,  2, 2, -1,
                               -7, 0, 8, 1, 1, 2, -2, 0, 3, -4, 5, 5}},
    {"six points", 6, {7, 3, 6, 9, 5, 8, 2, 8, 4, 1, 7, 6, 9, 5, 3, 8, 2, 4,
                       6, 4, 9, 7, 1, 3, 5, 2, 7, 3, 8, 9, 4, 6, 1, 5, 9, 2}},
};

static long cost_at(const table *t, int i, int j) { return t->cost[t->n * i + j]; }
static long step(const table *t, const assignment *a, int i, int j)
{
    return cost_at(t, j, a->to[i]) - cost_at(t, i, a->to[i]);
}

/* u_j: the shortest path to j from anywhere, or from nowhere (0). False if a circle is negative: then n rounds do not settle it. */
static bool potentials(const table *t, const assignment *a, long *u)
{
    bool moved = true;
    for (int i = 0; i < t->n; i++)
        u[i] = 0;
    for (int round = 0; moved && round <= t->n; round++) {
        moved = false;
        for (int k = 0; k < t->n * t->n; k++) {
            int i = k / t->n, j = k % t->n;
            if (u[i] + step(t, a, i, j) < u[j]) {
                u[j] = u[i] + step(t, a, i, j);
                moved = true;
            }
        }
    }
    return !moved;
}
static bool no_exchange_gains(const table *t, const assignment *a)
{
    for (int i = 0; i < t->n; i++)
        for (int j = 0; j < i; j++)
            if (step(t, a, i, j) + step(t, a, j, i) < 0)
                return false;
    return true;
}
static bool no_cycle_gains(const table *t, const assignment *a)
{
    long u[ASSIGNED_MOST];
    return potentials(t, a, u);
}

/* Is every pairing the cheapest exactly if it passes the test? */
static verdict tells_the_cheapest(const table *t, bool (*passes)(const table *, const assignment *))
{
    long least = least_assignment_cost(t->n, t->cost);
    assignment a = assignment_first(t->n);
    do {
        if (passes(t, &a) != (assignment_cost(&a, t->cost) == least))
            return FAILS;
    } while (assignment_next(&a));
    return HOLDS;
}
static verdict cycles_tell(instance c) { return tells_the_cheapest(c.of, no_cycle_gains); }
static verdict exchanges_tell(instance c) { return tells_the_cheapest(c.of, no_exchange_gains); }

/* v follows from equality on the pairs: v_σ(i) = c_(i, σ(i)) - u_i. */
static bool prove_cheapest(const table *t, const assignment *a)
{
    long u[ASSIGNED_MOST];
    if (!potentials(t, a, u))
        return false;
    for (int k = 0; k < t->n * t->n; k++) {
        int i = k / t->n, j = k % t->n;
        long v = cost_at(t, i, a->to[i]) - u[i];
        if (u[j] + v > cost_at(t, j, a->to[i]))
            return false;
    }
    return true;
}
static verdict potentials_prove_the_least(instance c)
{
    const table *t = c.of;
    long least = least_assignment_cost(t->n, t->cost);
    assignment a = assignment_first(t->n);
    while (assignment_cost(&a, t->cost) != least)
        assignment_next(&a);
    return certainly(prove_cheapest(t, &a));
}
static verdict rows_alone_give_the_least(instance c)
{
    const table *t = c.of;
    long sum = 0;
    for (int i = 0; i < t->n; i++) {
        long least = cost_at(t, i, 0);
        for (int j = 1; j < t->n; j++)
            least = cost_at(t, i, j) < least ? cost_at(t, i, j) : least;
        sum += least;
    }
    return certainly(sum == least_assignment_cost(t->n, t->cost));
}

PROOF_OF(best_pairings_leave_no_cheaper_cycle,
         CHECK_EACH("every pairing (falsehood: exchanges of two tell the cheapest)", EXACT, cycles_tell,
                    exchanges_tell, tables),
         CHECK_EACH("potentials prove the least cost of all couplings (falsehood: the rows' least costs)",
                    EXACT, potentials_prove_the_least, rows_alone_give_the_least, tables))
