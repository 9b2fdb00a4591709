/*
 * Rigorous integration of a holomorphic function over [0, 1].
 *
 * The integrand is evaluated on complex balls; a Gauss-Legendre rule on a sub-interval is trusted only if the
 * integrand is bounded on a Bernstein ellipse around it on which it is known to be analytic (Johansson 2018,
 * "Numerical integration in arbitrary-precision ball arithmetic"). Analyticity is demanded through the scope,
 * not through an argument that an integrand could ignore: see number/scope.h.
 */
#ifndef CALCULUS_INTEGRATE_H
#define CALCULUS_INTEGRATE_H

#include "number/cball.h"

typedef cball (*integrand)(void *state, scope *s, cball t);

/*
 * An enclosure of the integral of f over [0, 1], made in s, aiming at an absolute error of 2^-goal with at
 * most `effort` evaluations (0: a default that grows with the goal). Always a valid enclosure; wide or
 * indeterminate if the effort, the time (scope_expired) or the precision of s does not suffice. An integral within another integrand is
 * held to the outer demand of analyticity on its whole path.
 */
ball integrate_certified(scope *s, integrand f, void *state, slong goal, slong effort);

/*
 * sup|f| on a box, as a double rounded up; infinite if f may fail to be analytic there. `probe` makes the holomorphic demand; it
 * is rewound.
 */
double integrand_sup(integrand f, void *state, scope *probe, const acb_t box);

#endif
