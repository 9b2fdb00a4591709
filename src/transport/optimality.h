/*
 * Is a plan optimal? The check that trusts no solver: it sees the clouds, a plan and potentials, and answers with an enclosure.
 *
 * For any u, v with u_i + v_j <= c_ij for all pairs and any plan f with the marginals a, b (weak duality),
 *     sum a_i u_i + sum b_j v_j  <=  min  <=  sum f_ij c_ij.
 *
 * The marginals are compared in integers. Costs are computed here anew, in units of 2^-exponent, where they are at most 2^50. A
 * difference, two squares, a sum and a root are rounded: the relative error is below 2^-51, the error below half a unit. So
 * u_i + v_j <= (computed cost) + 5/8 for all pairs proves u_i + v_j <= c_ij + 9/8, and the sums, in 128-bit integers, enclose the
 * minimum. The gap of an optimal pair is about one unit for each unit of mass: 2^-50 of the largest cost.
 */
#ifndef TRANSPORT_OPTIMALITY_H
#define TRANSPORT_OPTIMALITY_H

#include "transport/exact.h"

typedef struct optimality {
    double lower,
        upper; /* of the minimum divided by the total mass, rounded outward: W1, or W2 squared; upper is infinite without a plan */
    char why[160]; /* what is wrong, if something is */
} optimality;

/*
 * True if the potentials are feasible on all pairs and the plan (if the solution claims one) has the marginals. With `plainly` all
 * n m pairs are looked at one by one; otherwise boxes of points that cannot violate are passed by.
 */
bool optimality_check(const plane_cloud *a, const plane_cloud *b, const transport_solution *s, bool plainly,
                      optimality *out);

#endif
