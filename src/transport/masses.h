/*
 * Weights as integer masses of one total, for exact transport.
 *
 * Rational weights are multiplied by their least common denominator, or (normalised) by that and by the other cloud's total.
 * Where that total is above 2^62, masses are multiples of 2^-61 of the total, rounded, and `moved` bounds the mass that
 * rounding has put elsewhere, as a fraction of the total: an optimal cost is then off by at most moved * (largest cost).
 */
#ifndef TRANSPORT_MASSES_H
#define TRANSPORT_MASSES_H

#include "number/real.h"

#include <stdint.h>

typedef struct weights {
    size_t n;
    const real *of; /* rational, one a point; NULL: 1/n each */
} weights;

/*
 * False, with an error that names the cloud (`which`), if a weight is negative or no rational number, if a total is 0, or if the totals
 * differ and are not to be normalised: the message says by how much.
 */
bool masses_make(const weights w[2], const char *const which[2], bool normalise, int64_t *mass[2],
                 double *moved, error *e);

#endif
