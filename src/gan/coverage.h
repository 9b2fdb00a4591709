/*
 * Does a generator serve every mode of a mixture of normal laws? A point is of high quality if its Mahalanobis distance from the
 * nearest mode is at most 3 (of true draws the share is 0.9973 on the line, 1 - e^(-9/2) = 0.98889 in the plane); a mode is hit if
 * at least a tenth of the points that it should have come that near to it. After Srivastava et al. 2017 (VEEGAN), who call a mode
 * captured by one point: a tenth tells a mode from a stray point.
 */
#ifndef GAN_COVERAGE_H
#define GAN_COVERAGE_H

#include "gan/target.h"

typedef struct coverage {
    size_t hit;     /* of target.modes */
    double quality; /* the share of points of high quality */
} coverage;

/* n points of the target's dimension, 1 or 2; the target has modes. */
coverage coverage_of(const target *t, size_t n, const double *points);

#endif
