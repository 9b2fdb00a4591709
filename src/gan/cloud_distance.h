/*
 * Distances between two clouds of n points of equal weight, the plug-in estimates: those of the empirical measures.
 *     energy = (2 E|X-Y| - E|X-X'| - E|Y-Y'|)^(1/2), in any dimension;      W1 and W2, exactly, on the line and in the plane.
 * All three are biased upward by chance, by O(n^(-1/2)) at least.
 */
#ifndef GAN_CLOUD_DISTANCE_H
#define GAN_CLOUD_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cloud_distance {
    double energy, w1, w2; /* w1 and w2 are NaN above dimension 2, w2 also where it is not wanted */
} cloud_distance;

/* O(n^2) for the energy distance above dimension 1; the transport in the plane is solved with certificate (transport/exact.h). */
cloud_distance cloud_distance_of(int dim, size_t n, const double *a, const double *b, bool wants_w2);

#endif
