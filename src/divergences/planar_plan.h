/*
 * Both ends of W_1 or W_2 on the plane from plans between quantised laws, and between the components of mixtures: see planar_transport.h.
 */
#ifndef DIVERGENCES_PLANAR_PLAN_H
#define DIVERGENCES_PLANAR_PLAN_H

#include "distributions/distribution.h"

/* By about `points` points for each law; false if one cannot be quantised. The upper end is infinite once s is expired. */
bool quantised_bounds(scope *s, const law *p, const law *q, bool squared, size_t points, ball *low,
                      ball *high);

/* W_2 is at least this, by points outward of the laws (planar_quantise.h); 0 where there are none. */
ball outward_bound(scope *s, const law *p, const law *q, size_t points);

/*
 * W_k <= (min over plans between the components of sum f_ij W_2(P_i, Q_j)^k)^(1/k) for k = 1, 2: the components are coupled as best
 * they can. Infinite unless there is a formula for each W_2.
 */
ball components_bound(scope *s, const law *p, const law *q, bool squared);

#endif
