/*
 * The overlap of two densities on a rectangle R, the integral of min(p, q): TV = (P + Q)/2 - overlap.
 *
 * It is the integral of q over A = {p > q} plus that of p over the rest, and by Green's theorem a sum of integrals along the
 * boundary of A. Let D(x, y) be the integral of p - q over {x} x [b, y], b the lower end of R for y below a height c and the
 * upper one above: an error function of y for normal terms. Then
 *
 *     overlap  =  sum over arcs of sign(u_y) integral of D(x, Y(x)) dx  +  integral of the lesser column mass dx,
 *
 * u = log p - log q: arcs (planar_curve.h) y = Y(x) of the curve u = 0 count by the side on which p is larger, and over the
 * points (x, c) the column of R counts by q where p > q there, else by p. An arc x = X(y) has dx = X'(y) dy = -(u_y/u_x) dy and
 * contributes sign(u_x) integral of D u_y/u_x dy.
 *
 * (Integrals along arcs: planar_contour.h.)
 *
 * The set A need not be known: another set A' in its place makes the integral larger by that of |p - q| over the symmetric
 * difference. A tile that is skipped counts as outside of A'. Its horizontal edges then count too, by |D| at most: with what A' is wrong
 * by, no more than three times the larger of the masses between the tile's farther edge and b.
 */
#ifndef DIVERGENCES_PLANAR_VARIATION_H
#define DIVERGENCES_PLANAR_VARIATION_H

#include "divergences/planar_cell.h"

/* To about 2^-goal, in Cartesian coordinates. */
ball cell_overlap(cell *c, scope *s, const ball x[2], const ball y[2], slong goal);

#endif
