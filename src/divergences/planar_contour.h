/*
 * The integral of D dx along an arc of the curve u = log p - log q = 0, D(x, y) being that of p - q over {x} x [b, y].
 *
 * For an arc y = Y(x) that is the integral of D(x, Y(x)) dx; for x = X(y) that of D X'(y) dy with X' = -u_y/u_x. The integrands are
 * analytic: if Newton's operator m - u(T, m)/u_y(T, S) maps a complex box S around the values of Y into its inside for a complex
 * box T around the parameters, then each t of T has exactly one zero in S, a holomorphic function of t (on the real axis it is
 * Y). So they are integrated by Gauss-Legendre rules with the bound of gauss.h, on parts of the arc that are short enough,
 * each in a frame (planar_ratio.h) in which it is level at its middle.
 */
#ifndef DIVERGENCES_PLANAR_CONTOUR_H
#define DIVERGENCES_PLANAR_CONTOUR_H

#include "calculus/gauss.h"
#include "divergences/planar_curve.h"

typedef struct contour {
    const cell *c;
    cell *framed; /* room for a frame */
    scope *s;
    ball base; /* b */
    slong goal;
    double tolerance, faint; /* of an arc's part; of one term's mass below a point */
    gauss rules;
    arb_t total;
} contour;

/* Adds sign(u_y) times the integral for increasing x to the total, for an arc of either kind, to about its tolerance. */
void contour_add(contour *o, const arc *a);

#endif
