/*
 * Adaptive Gauss-Legendre quadrature on [0, 1], certified, with real function values only.
 *
 * A panel of half-length r is accepted where f is bounded by M on the Bernstein ellipse with foci at its ends and semi-axes
 * 5r/3 and 4r/3 (rho = 3), on which it is analytic; then the rule of N points is off by at most
 *
 *     (64/15) M r rho^(-2N) / (1 - rho^-2)  =  (24/5) M r 9^-N          (Trefethen 2013, theorem 19.3),
 *
 * and N is chosen from M. Elsewhere it is halved. Analyticity and M come from one evaluation of f on the rectangle around the
 * upper half of the ellipse under the holomorphic demand; f must be real on the real axis, so that reflection gives the lower
 * half. A singularity costs a few panels for each halving of the distance to it, wherever it is.
 */
#ifndef CALCULUS_PANELS_H
#define CALCULUS_PANELS_H

#include "calculus/midpoint.h"

/*
 * An enclosure of the integral over [0, 1] with an error of about 2^-goal, or an indeterminate ball: f cannot be bounded near
 * some point, or the effort (0: a default) or the time is spent. `on_axis` as for integrate_midpoint.
 */
ball integrate_panels(scope *s, integrand f, axis_integrand on_axis, void *state, slong goal, slong effort);

#endif
