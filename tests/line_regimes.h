/* Samples on the line. */
#ifndef TESTS_LINE_REGIMES_H
#define TESTS_LINE_REGIMES_H

#include "number/random.h"

#include <math.h>

/* Numbers as users have them. */
typedef enum {
    NORMAL,
    REPEATED,
    CLUSTERS,
    SIGNED_CLUSTERS,
    OUTLIER,
    CAUCHY,
    TINY,
    SORTED,
    REVERSED,
    CONSTANT,
    REGIMES
} regime;

static inline void fill(random_stream *r, regime kind, size_t n, double *x)
{
    for (size_t k = 0; k < n; k++) {
        double z = random_normal(r);
        x[k] = kind == REPEATED          ? rint(3 * z) / 10
               : kind == CLUSTERS        ? 1e8 * (double)(k % 3) + 1e-7 * z
               : kind == SIGNED_CLUSTERS ? (k % 2 ? 1 : -1) * (1e8 + 1e-7 * z)
               : kind == OUTLIER         ? (k == n / 2 ? -1e300 : z)
               : kind == CAUCHY          ? tan(3.1415 * (random_uniform(r) - 0.5))
               : kind == TINY            ? 1e-310 * z
               : kind == SORTED          ? (double)k
               : kind == REVERSED        ? -(double)k
               : kind == CONSTANT        ? -0.0
                                         : z;
    }
}

#endif
