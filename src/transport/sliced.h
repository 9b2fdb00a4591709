/*
 * Sliced Wasserstein distances (Rabin et al. 2012; Bonneel et al. 2015; Deshpande et al. 2019): of the projections on lines,
 *
 *     SW_p^p = mean over directions t of W_p(t.X, t.Y)^p,        max-SW_p = max over t of W_p(t.X, t.Y)  <=  W_p(X, Y),
 *
 * for a projection shortens distances. Directions are independent and uniform on the sphere.
 */
#ifndef TRANSPORT_SLICED_H
#define TRANSPORT_SLICED_H

#include "number/error.h"
#include "transport/points.h"

#include <stdint.h>

/* value = (mean of W_p^p)^(1/p) and [lower, upper], which holds SW_p with probability 0.9999 by the central limit theorem. */
typedef struct sliced_result {
    double value, lower, upper;
} sliced_result;
bool sliced_distance(double p, const points *a, const points *b, size_t directions, uint64_t seed,
                     sliced_result *out, error *e);

/*
 * The best of so many random directions, improved by small steps. For the direction found, of length 1 but for rounding, W_p of the
 * projections of the coordinates (within an ulp, as decimals are) is certainly in [lower, upper]: the bounds count the rounding
 * of projections, of line_distance and of the length. So W_p(X, Y) >= lower. `direction` has room for dim numbers.
 */
bool max_sliced_distance(double p, const points *a, const points *b, size_t directions, uint64_t seed,
                         double *direction, sliced_result *out, error *e);

#endif
