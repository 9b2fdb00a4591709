/*
 * Sums over integers by the formula of Abel and Plana between half-integers: 10^7 terms of a smooth function are a contour integral.
 *
 * Let g be holomorphic on [A, B] x [-d, d], real on the axis, A = from - 1/2, B = to - 1/2 with integers from < to. The residue of
 * 1/(e^(2 pi i z) - 1) is 1/(2 pi i) at each integer, so the integral of g/(e^(2 pi i z) - 1) around the rectangle is the sum of
 * g(from), ..., g(to - 1). On the upper edge 1/(e^(2 pi i z) - 1) = -1 - 1/(e^(-2 pi i z) - 1); the -1 is the integral of g, moved down to the axis.
 * On the sides e^(2 pi i (A + iy)) = -e^(-2 pi y). Altogether
 *
 *     sum of g(n) = int_A^B g(x) dx + S(A) - S(B) + R,      S(x) = 2 int_0^d Im g(x + iy)/(1 + e^(2 pi y)) dy,
 *     |R| <= 2/(e^(2 pi d) - 1) int_A^B |g(x + id)| dx.
 *
 * (g(z) = z^2, from = 0, to = 1: 0 = 1/12 - 1/24 - 1/24. For g(z) = cos(2 pi z) the integral and S vanish, and R is to - from, as large
 * as its bound but for a factor 1 + O(e^(-2 pi d)).)
 */
#ifndef CALCULUS_ABEL_PLANA_H
#define CALCULUS_ABEL_PLANA_H

#include "number/cball.h"

/* g at z, continued from the real axis above or below `foot`, a point of a column that reaches z and on which g is holomorphic. */
typedef cball (*column_function)(void *state, cball z, ball foot);

/*
 * The sum of g(from), ..., g(to - 1), integrals to about 2^-goal; indeterminate if g is not seen to be holomorphic or if 4000 columns
 * [x0, x1] x [0, d] do not suffice to show |g| <= most on each. `probe` is the scope for that, with its demand of holomorphy.
 */
ball abel_plana_sum(scope *s, scope *probe, column_function g, void *state, slong from, slong to, slong d,
                    double most, slong goal);

#endif
