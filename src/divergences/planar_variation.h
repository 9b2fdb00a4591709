/*
 * The overlap of two densities on a cell, the integral of min(p, q): TV = (P + Q)/2 - overlap.
 *
 * The cell is cut into strips [x, x'] over which the zeros of u = log p - log q in y are isolated: intervals T_i that hold
 * exactly one zero Y_i(x) for every x of the strip, and certain signs of u in between (calculus/roots). Then with primitives
 * in y, which are error functions, F(x) = integral of min(p, q) dy is a sum over the Y_i(x), and it is analytic: if Newton's
 * operator m - u(X, m)/u_y(X, T) maps a complex box T around T_i into its inside for a complex box X around the strip, then
 * each x of X has exactly one zero in T, a holomorphic function of x (and on the real axis it is Y_i). So F is integrated
 * by a Gauss-Legendre rule, with the error bound of integrate_plane.h. Strips where the zeros merge or leave the cell are
 * halved until the range of F over them, times their width, is narrow enough.
 */
#ifndef DIVERGENCES_PLANAR_VARIATION_H
#define DIVERGENCES_PLANAR_VARIATION_H

#include "divergences/planar_cell.h"

/* To about 2^-goal, in Cartesian coordinates. */
ball cell_overlap(cell *c, scope *s, const ball x[2], const ball y[2], slong goal);

#endif
