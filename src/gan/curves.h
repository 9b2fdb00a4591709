/* What a picture of a run shows: ranges, and densities with D along a line. */
#ifndef GAN_CURVES_H
#define GAN_CURVES_H

#include "gan/training.h"

/* The range, in each coordinate, of 2000 draws of the data, widened by a quarter on both sides; dimension 1 or 2. */
void curves_range(const target *of, double lo[2], double hi[2]);

/* p_data, p_g, D and D* at x; NaN where a law has no density. */
typedef struct curve_point {
    double x, p, q, d, best;
} curve_point;

/*
 * At n equally spaced points of a run on the line. p_g is by change of variables if z is a number, else from the counts of 40000
 * points in cells around each x.
 */
void curves_along(const training *t, double lo, double hi, size_t n, curve_point *out);

#endif
