/*
 * Optimal transport on the line, where sorting is solving: for a convex cost of the difference the monotone coupling is optimal
 * (Villani 2003, theorem 2.18), and the north-west corner rule writes it down:
 *
 *     W_p(P,Q)^p = integral over (0,1) of |F^-1(u) - G^-1(u)|^p,      p >= 1.
 *
 * Here in double precision, for speed: O(n + m) after sorting by digits. line_exact.h gives plans and potentials, in integers.
 */
#ifndef TRANSPORT_LINE_H
#define TRANSPORT_LINE_H

#include "number/error.h"

#include <stddef.h>

/* n points, 1 <= n < 2^31, in any order; weights >= 0, divided by their sum; NULL: 1/n each. */
typedef struct line_points {
    size_t n;
    const double *x, *weight;
} line_points;

/*
 * W_p, the root taken. |true value - *value| <= *wrong for the points and weights as the doubles that they are, where
 *     error of W^p <= W^p * (p + 8) 2^-53 + moved * (largest cost) + (n + m) 2^-1072:
 * p for the rounding of a difference, one each for its power (libm: an ulp), the mass, its unit and two products, two for the sum,
 * which is kept in long doubles, by blocks, and one to spare; with weights, masses in units of 2^-61 of the total: moved <=
 * (n + m) 2^-61; and what underflows. `wrong` may be NULL.
 * False, with a message, for p < 1, numbers that are not finite, negative weights or weights that are all 0.
 */
bool line_distance(double p, const line_points *a, const line_points *b, double *value, double *wrong,
                   error *e);

#endif
