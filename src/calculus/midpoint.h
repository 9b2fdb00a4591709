/*
 * The midpoint rule on [0, 1], certified, for integrands that are analytic around the interval and negligible at its ends
 * (or periodic): it converges exponentially (Trefethen and Weideman 2014) and needs real function values only.
 *
 * Let f be holomorphic on [0, 1] x [-d, d], real on the real axis, h = 1/n, I_n = h sum f((k + 1/2) h). Writing the sum as a
 * contour integral of f / (1 + e^(2 pi i z/h)) around the rectangle gives
 *
 *     |I - I_n|  <=  2/(e^(2 pi d/h) - 1) * integral over [0, 1] of |f(x + i d)| dx
 *                    + (h log 2/pi) * (sup over y of |f(iy)| + sup over y of |f(1 + iy)|),          0 <= y <= d.
 *
 * (On the vertical sides the kernel is 1/(1 + e^(2 pi y/h)), whose integral over y >= 0 is h log 2/(2 pi); each side has an
 * upper and a lower half.) If f has period 1 the sides cancel. Analyticity is established by evaluating f on boxes
 * that cover [0, 1] x [0, d] under the holomorphic demand; reflection gives the lower half.
 */
#ifndef CALCULUS_MIDPOINT_H
#define CALCULUS_MIDPOINT_H

#include "calculus/integrate.h"

/*
 * An enclosure of the integral over [0, 1] with error about 2^-goal, or an indeterminate ball if the rule does not suit f
 * (not negligible at the ends, or singularities so close that an adaptive rule is cheaper). `height` > 0 is where to start
 * looking for a strip; `periodic` asserts period 1. `on_axis` is f at a real t, cheaper; f itself serves if it is NULL.
 */
/* Suprema are kept as doubles, which end near 2^-1022: beyond this accuracy the rule is not offered. */
enum { MIDPOINT_MOST_GOAL = 1005 };

typedef ball (*axis_integrand)(void *state, scope *s, ball t);
ball integrate_midpoint(scope *s, integrand f, axis_integrand on_axis, void *state, slong goal, double height,
                        bool periodic);

#endif
