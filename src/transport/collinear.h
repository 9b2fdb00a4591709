/*
 * W1 between clouds on one line of the plane, as far as doubles can tell: sorting is solving.
 *
 * Costs of points on a line tie everywhere (|x - y| + |x' - y'| does not change when partners are swapped on the same side), and
 * rounded costs break the ties at random: no work for a simplex. Let t be the positions along the line, in whole units, F and G the
 * distribution functions of both clouds. phi with phi' = -sign(F - G) is 1-Lipschitz, and sum a phi - sum b phi = integral of |F - G|,
 * which is the cost of the monotone plan. Positions are off by at most 1 (half a unit by rounding, less than that by projection), so that
 *     u = phi - 1, v = -phi - 1
 * are feasible. Points lie at most half a unit beside the line, so that the plan costs at most 6 units of 2^-exponent a unit of mass more
 * than the potentials prove: 6 2^-50 of the largest cost.
 */
#ifndef TRANSPORT_COLLINEAR_H
#define TRANSPORT_COLLINEAR_H

#include "transport/exact.h"

/* False if the clouds (coordinates times 2^shift) are not on a line; otherwise u, v and the plan of `out` are made. */
bool collinear_solve(const plane_cloud *a, const plane_cloud *b, int shift, transport_solution *out);

#endif
