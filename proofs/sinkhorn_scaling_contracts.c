/*
 * SINKHORN'S SCALING CONTRACTS
 *     u ← a / (K v),  v ← b / (K'u),   K = e^(-c/ε):     d(v_(k+1), v_k) ≤ κ² d(v_k, v_(k-1)),
 *     d(v,w) = log max_ij (v_i w_j)/(v_j w_i)  (Hilbert's metric),   κ = tanh(Δ/4),   Δ = log max K_ik K_jl / (K_jk K_il).
 * So the plans u_i K_ij v_j converge linearly to one with both marginals; it minimises <π,c> + ε KL(π‖a⊗b), and its cost exceeds
 * the least one by at most ε log n. Two fair coins, cost |i-j|: π_00 = 1/(2 (1 + e^(-1/ε))).
 */
#include "proof.h"

ABOUT(
    TAGS("transport entropic sinkhorn"),
    STATEMENT("Sinkhorn contracts by tanh(Δ/4)²; its limit costs at most ε log n more than the least"),
    HYPOTHESES("Uniform weights on n points each, positive kernels K = e^(-c/ε)."),
    WHY_A_GAN_CARES(
        "Sinkhorn losses run this loop on each batch. κ tends to 1 like 1 - 4 e^(-Δ/2): small ε sharpens the plan and slows the loop "
        "exponentially."),
    SOURCE("Franklin and Lorenz 1989; Peyré and Cuturi 2019, theorem 4.2; Cuturi 2013."),
    ESTABLISHED(
        "The contraction for the first iterations on each listed table by enclosures; the excess of the cost against all pairings; the plan of two coins by algebra "
        "for all ε and to 25 digits for two."),
    NOT_ESTABLISHED("All tables; the contraction of Birkhoff's theorem is not derived."),
    FALSEHOOD("Contraction by κ⁴; the limit has the least cost; the kernel e^(-cε)."))

typedef struct table {
    const char *name, *epsilon;
    int n;
    long cost[ASSIGNED_MOST * ASSIGNED_MOST];
} table;
static const table tables[] = {
    {"three points, ε = 1", "1", 3, {4, 1, 3, 2, 0, 5, 3, 2, 2}},
    {"three points, ε = 3", "3", 3, {4, 1, 3, 2, 0, 5, 3, 2, 2}},
    {"nearly a circle, ε = 2", "2", 3, {1, 0, 5, 5, 1, 0, 0, 6, 1}},
    {"four points, ε = 5", "5", 4, {2, 10, 5, 17, 8, 1, 13, 4, 5, 9, 1, 20, 18, 2, 10, 1}},
    {"|x - y| on a line, ε = 1/2", "1/2", 4, {2, 2, 5, 6, 1, 1, 4, 5, 1, 1, 2, 3, 5, 5, 2, 1}},
};

typedef struct scaling {
    const table *of;
    int n;
    ball kernel[ASSIGNED_MOST][ASSIGNED_MOST], u[ASSIGNED_MOST], v[ASSIGNED_MOST];
} scaling;

static scaling scaling_start(instance c)
{
    scaling s = {.of = c.of, .n = ((const table *)c.of)->n};
    for (int i = 0; i < s.n; i++) {
        s.v[i] = number(c, "1");
        for (int j = 0; j < s.n; j++)
            s.kernel[i][j] = exp_of(over(integer(-s.of->cost[s.n * i + j]), number(c, s.of->epsilon)));
    }
    return s;
}
/* u = a/(Kv), then v = b/(K'u), a = b = 1/n. */
static void iterate(scaling *s)
{
    for (int i = 0; i < s->n; i++) {
        ball sum = integer(0);
        for (int j = 0; j < s->n; j++)
            sum = plus(sum, times(s->kernel[i][j], s->v[j]));
        s->u[i] = over(ratio(1, s->n), sum);
    }
    for (int j = 0; j < s->n; j++) {
        ball sum = integer(0);
        for (int i = 0; i < s->n; i++)
            sum = plus(sum, times(s->kernel[i][j], s->u[i]));
        s->v[j] = over(ratio(1, s->n), sum);
    }
}
static ball hilbert(const scaling *s, const scaling *t)
{
    ball most = integer(1);
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->n; j++)
            most = larger(most, over(times(s->v[i], t->v[j]), times(s->v[j], t->v[i])));
    return log_of(most);
}
static ball kappa(const scaling *s)
{
    ball most = integer(1);
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->n; j++)
            for (int k = 0; k < s->n; k++)
                for (int l = 0; l < s->n; l++)
                    most = larger(most, over(times(s->kernel[i][k], s->kernel[j][l]),
                                             times(s->kernel[j][k], s->kernel[i][l])));
    return ball_tanh(over(log_of(most), integer(4)));
}
static verdict contracts_by(instance c, int power)
{
    scaling before = scaling_start(c), now, after;
    ball rate = square(kappa(&before));
    if (power == 4)
        rate = square(rate);
    verdict all = HOLDS;
    iterate(&before);
    now = before;
    for (int k = 0; k < 4; k++, before = now, now = after) {
        if (k == 0)
            iterate(&now);
        after = now;
        iterate(&after);
        all = both(all, at_most(hilbert(&after, &now), times(rate, hilbert(&now, &before))));
    }
    return all;
}
static verdict by_its_square(instance c) { return contracts_by(c, 2); }
static verdict by_its_fourth_power(instance c) { return contracts_by(c, 4); }

/* After 60 iterations columns are right and rows nearly: what they miss, times the largest cost, is allowed for. */
static verdict excess_is_at_most(instance c, ball allowed)
{
    scaling s = scaling_start(c);
    const table *t = c.of;
    for (int k = 0; k < 60; k++)
        iterate(&s);
    ball cost = integer(0), missing = integer(0),
         least = over(integer(least_assignment_cost(t->n, t->cost)), integer(t->n));
    for (int i = 0; i < t->n; i++) {
        ball row = integer(0);
        for (int j = 0; j < t->n; j++) {
            ball mass = times(times(s.u[i], s.kernel[i][j]), s.v[j]);
            row = plus(row, mass);
            cost = plus(cost, times(mass, integer(t->cost[t->n * i + j])));
        }
        missing = plus(missing, magnitude(minus(row, ratio(1, t->n))));
    }
    ball slack = times(missing, integer(20));
    return both(at_least(plus(cost, slack), least), at_most(cost, plus(plus(least, allowed), slack)));
}
static verdict excess_below_entropy(instance c)
{
    const table *t = c.of;
    return excess_is_at_most(c, times(number(c, t->epsilon), log_of(times(number(c, "1"), integer(t->n)))));
}
static verdict no_excess(instance c) { return excess_is_at_most(c, integer(0)); }

/* π_00 = x, π_01 = 1/2 - x; r = e^(1/ε). The objective's slope is 0 there. */
static const line coins[] = {
    {"the slope of the objective", "diff(J, x) = -2 + 2*e*(log(x) - log(1/2-x))",
     "diff(J, x) = -2 + 2*e*(log(x) + log(1/2-x))",
     "J = 2*(1/2-x) + e*(2*x*log(4*x) + 2*(1/2-x)*log(4*(1/2-x)))"},
    {"at x = r/(2(1+r)) it is 2 ε log r - 2", "-2 + 2*e*(log(x) - log(1/2-x)) = 2*e*log(r) - 2",
     "-2 + 2*e*(log(x) - log(1/2-x)) = 2*e*log(r) - 1", "x = r/(2*(1+r))"},
};
typedef struct coin {
    const char *name, *epsilon, *value;
} coin;
static const coin values[] = {{"ε = 1", "1", "0.3655292893150024396255796209109181"},
                              {"ε = 1/10", "1/10", "0.4999773010656487828027476118836183"}};
static verdict stays(instance c, ball kernel)
{
    return agree(c, over(ratio(1, 2), plus(integer(1), kernel)), number(c, ((const coin *)c.of)->value), 25);
}
static verdict by_quotient(instance c)
{
    return stays(c, exp_of(over(integer(-1), number(c, ((const coin *)c.of)->epsilon))));
}
static verdict by_product(instance c)
{
    return stays(c, exp_of(negative(number(c, ((const coin *)c.of)->epsilon))));
}

PROOF_OF(sinkhorn_scaling_contracts, ALGEBRA("two coins, all ε", coins),
         CHECK_EACH("two coins, the plan (falsehood: e^(-cε))", CERTIFIED, by_quotient, by_product, values),
         CHECK_EACH("the first iterations (falsehood: κ⁴)", CERTIFIED, by_its_square, by_its_fourth_power,
                    tables),
         CHECK_EACH("the limit's cost (falsehood: it is the least)", CERTIFIED, excess_below_entropy,
                    no_excess, tables))
