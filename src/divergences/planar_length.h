/*
 * The mean length E|Z| of the shapes of planar_shape.h, which differences of independent random points are.
 *
 * Boxes, at + u_1 side_1 + ... + u_k side_k: closed forms by Euler's identity z . grad|z| = |z|. With at = sum of m_i side_i (two of the
 * m_i, the others 0) the integral I over the unit cube is that of |sum (u_i + m_i) side_i|, and by parts
 *
 *     (1 + k) I = sum over i of (1 + m_i) I(u_i = 1) - m_i I(u_i = 0),
 *
 * until all sides left are parallel: then the antiderivatives of (x^2 + h^2)^(1/2) serve.
 *
 * A radial law, the uniform one on the unit disk or N(0, I): with D(x) the mean distance of a point y, x = |y|^2, and V(x) = 1/(2x)
 * times the integral of D from 0 to x, the field y V(|y|^2) has the divergence D, so that the mean of D over a rectangle or a disk is an
 * integral along the boundary. These are hypergeometric functions:
 *
 *     disk     D = (2/3) 2F1(-3/2, -1/2; 1; x) inside, x^(1/2) 2F1(-1/2, -1/2; 2; 1/x) outside
 *              V = (1/3) 2F1(-3/2, -1/2; 2; x) inside, x^(1/2) V(1/x) outside
 *     normal   D = (pi/2)^(1/2) M(-1/2, 1, -x/2),      V = (pi/8)^(1/2) M(-1/2, 2, -x/2)
 *
 * (termwise: V has (2)_n for (1)_n, and outside a factor 1/(3 - 2n) = (-3/2)_n/(3 (-1/2)_n)).
 *
 * Other normal laws N(m, C): as the integral of |z . e(t)| over all directions e(t) = (cos t, sin t) is 4 |z|,
 *
 *     E|Z| = 1/2 integral over [0, pi] of h(m . e, e'C e),      h(a, v) = (2v/pi)^(1/2) e^(-a^2/(2v)) + a erf(a/(2v)^(1/2)),
 *
 * analytic in t; with a disk or a segment, which are integrated over as well, m moves along them, and with a rectangle h is replaced
 * by a difference quotient of its antiderivative along the side that the direction is nearer to.
 */
#ifndef DIVERGENCES_PLANAR_LENGTH_H
#define DIVERGENCES_PLANAR_LENGTH_H

#include "divergences/planar_shape.h"

/* The sum of weight E|Z| over the shapes, to about 2^-goal; false if one is beyond these formulas. */
bool mean_lengths(scope *s, const shapes *all, slong goal, ball *sum);

/* ---- Parts of it ---- */

/* No spread and no disk. */
ball box_length(scope *s, const shape *a);

/* Of two disks; or of one disk without spread, or an isotropic spread, with at most two sides or one (more) disk. */
ball radial_length(scope *s, const shape *a, slong goal);

/* The weighted sum over shapes with a regular spread, and a disk or sides, parallel to the axes if there are two. */
ball smooth_lengths(scope *s, const shapes *all, slong goal);

/* h(a, v), and its antiderivative in a. */
cball normal_length(cball a, cball v);
cball normal_length_integral(cball a, cball v);

#endif
