/*
 * Quantisation of a law on the plane: cells, and a point z_i for each, so that X' = z_i for X in cell i is near X.
 *
 * The coordinates (or the angle and the distance from the centre of a disk) are cut independently. On the line, with
 * M(b) = E(X; X <= b) = b F(b) - E max(b - X, 0), everything that is needed follows:
 *     E (X - X')^2 = E X^2 - 2 sum z_i E(X; cell i) + sum z_i^2 m_i.
 */
#ifndef DIVERGENCES_PLANAR_QUANTISE_H
#define DIVERGENCES_PLANAR_QUANTISE_H

#include "distributions/distribution.h"

typedef struct quantised {
    size_t n, room;
    double *x, *y;
    arb_ptr mass;   /* enclosures; they sum to 1 */
    double *spread; /* E(|X - z_i|^2 | cell i) at most */
    ball error;     /* E |X - X'|^2, at most */
    ball rounding;  /* at most so far are the points from those of the formulas */
    ball bias;      /* sum of m_i |E(X | cell i) - z_i|, at most */
} quantised;

/* About `points` cells; false for laws without variances or of kinds unknown. Free with quantised_free. */
bool quantise(quantised *out, scope *s, const law *l, size_t points);
void quantised_free(quantised *q);

#endif
