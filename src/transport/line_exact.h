/*
 * Exact optimal transport on the line, with its certificate: integer points on a grid, integer masses, cost |x - y|^p.
 *
 * Solved by the north-west corner rule on sorted points: a staircase of cells from (0,0) to (n-1,m-1). All its cells are tight,
 * u_i + v_j = c_ij, and as c is convex in x - y (a Monge matrix), u_i + v_j <= c_ij everywhere. Points without mass are visited like
 * all others, so that potentials are feasible there, too.
 *
 * Costs are integers: for p = 1 and 2 exactly, otherwise rounded, with an error below 1, in units of 2^-62 of the cost of 2^60 steps.
 */
#ifndef TRANSPORT_LINE_EXACT_H
#define TRANSPORT_LINE_EXACT_H

#include "number/flint.h"
#include "transport/arcs.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

__extension__ typedef __int128 int128;

enum { LINE_BITS = 60, LINE_POWER_BITS = 62 };

/* 1 <= n < 2^31 points in any order, |x| differences at most 2^60 (+ a few); masses >= 0, with a total of at most 2^62. */
typedef struct line_cloud {
    size_t n;
    const int64_t *x, *mass;
} line_cloud;

static inline int128 line_cost(double p, int64_t d)
{
    d = d < 0 ? -d : d;
    return p == 1   ? d
           : p == 2 ? (int128)d * d
                    : (int128)rintl(ldexpl(powl(ldexpl(d, -LINE_BITS), (long double)p), LINE_POWER_BITS));
}

/* A cost is in units of 2^-bits of (2^60 steps)^p. */
static inline int line_cost_bits(double p)
{
    return p == 1 ? LINE_BITS : p == 2 ? 2 * LINE_BITS : LINE_POWER_BITS;
}

typedef struct line_solution {
    double p;
    int128 *u, *v;  /* one a point, in the order of the input */
    shipment *plan; /* in the order of the input; none is empty */
    int64_t shipments;
} line_solution;

/* The totals are equal and not 0; p >= 1. Time O(n + m) after sorting by digits. Free with line_solution_clear. */
void line_solve(double p, const line_cloud *a, const line_cloud *b, line_solution *out);
void line_solution_clear(line_solution *s);

/*
 * The check that trusts nothing of this: the plan's marginals in integers, u_i + v_j <= c_ij on all pairs, and the sums
 *     lower = sum a_i u_i + sum b_j v_j  <=  min  <=  sum f_ij c_ij = upper,     in units of cost, for the grid's points.
 * For fixed i the least c_ij - v_j moves monotonically with x_i (c is Monge): halving finds them all in O((n + m) log n). Where costs
 * are rounded, each halving may miss the least one by 4 units, and potentials may violate by rounding: `lower` is lowered by both.
 * With `plainly` all n m pairs are looked at one by one. False, with the reason, if something is wrong.
 */
typedef struct line_bounds {
    fmpz_t lower, upper;
    char why[120];
} line_bounds;
bool line_check(const line_cloud *a, const line_cloud *b, const line_solution *s, bool plainly,
                line_bounds *out);
void line_bounds_clear(line_bounds *b);

#endif
