/*
 * Rigorous integration of several holomorphic functions at once over [0, 1], for integrands that are wide themselves because
 * they contain parameters in a box: only as much is spent on the variable of integration as the parameters' widths are worth.
 *
 * Gauss's rule with N nodes is exact for polynomials of degree 2N - 1. If f is holomorphic and |f| <= M on the Bernstein ellipse
 * with foci -1, 1 and semi-axes (rho +- 1/rho)/2, its Chebyshev coefficients obey |a_k| <= 2 M rho^-k; odd T_k vanish by symmetry,
 * the integral of T_k is at most 2/(k^2 - 1) and its sum at most 2 in absolute value, hence for N >= 2
 *
 *     |integral - sum|  <=  sum over even k >= 2N of 2 M rho^-k (2 + 2/15)  =  (64/15) M rho^-2N/(1 - rho^-2).
 *
 * (Trefethen, Approximation Theory and Approximation Practice, theorem 19.3.) M is found on a rectangle around the ellipse, under
 * the scope's holomorphic demand; where f has no bound there, or too large a one, the interval is halved. A piece where f is
 * nearly constant in view of the accuracy wanted is enclosed by f on the whole of it, which needs no analyticity.
 */
#ifndef CALCULUS_VECTOR_INTEGRAL_H
#define CALCULUS_VECTOR_INTEGRAL_H

#include "number/cball.h"

enum { VECTOR_MOST = 16 };

/* The values of n functions at t, an enclosure of a point, of an interval, or (holomorphic demand) of a rectangle. */
typedef void (*vector_integrand)(void *state, scope *s, cball t, cball *out);

/*
 * Enclosures of the n <= VECTOR_MOST integrals over [0, 1], made in s, with errors of about 2^-goal beside what the integrands'
 * own widths give, from at most about `effort` evaluations. Always valid; wide or indeterminate if the effort does not suffice.
 */
void integrate_vector(scope *s, int n, vector_integrand f, void *state, slong goal, long effort, ball *out);

#endif
