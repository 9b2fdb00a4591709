/*
 * Quantisation of a law on the plane: cells, and a point z_i for each, so that X' = z_i for X in cell i is near X.
 *
 * The coordinates (or the angle and the distance from the centre of a disk) are cut independently (planar_line.h).
 *
 * Outward: points X'' of which X is the mean, E(X''|X) = X, as X is the mean of X'' where a rectangle of a grid has X'' at its corners.
 * Then E f(X') <= E f(X) <= E f(X'') for convex f, and so the greatest E X.Y over couplings, the least sum E f(X) + E g(Y) with f
 * convex and x.y <= f(x) + g(y), lies between those of X', Y' and of X'', Y''.
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

/*
 * Outward, after X is moved by |X - X_0| with E |X - X_0|^2 = cut at most (where a normal law is clamped). `error` is then
 * E|X''|^2 - E|X_0|^2, at most; spread and bias are not used. False for laws other than normal2, disks, segments, points and products
 * of normal, uniform laws and atoms.
 */
bool quantise_outward(quantised *out, scope *s, const law *l, size_t points, ball *cut);

void quantised_free(quantised *q);

/*
 * Adds a point near (x, y), the mean of a cell of this mass, with E(|X - (x, y)|^2; cell) = square and |E(X - (x, y); cell)| = bias at
 * most; keeps the rounding.
 */
void quantised_add(quantised *q, ball x, ball y, ball mass, ball square, ball bias);

/* Independent coordinates: X = centre + (a U, b U + c V). */
typedef struct planar_image {
    ball centre[2], a, b, c;
} planar_image;
planar_image normal2_image(scope *s, const component *c);

#endif
