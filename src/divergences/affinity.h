/*
 * JS and TV as integrals over one real variable of the affinity of two laws,
 *
 *     rho(t) = integral of p^(1/2 - it) q^(1/2 + it),
 *
 * which is known in closed form for normal laws in any dimension and is a product for product laws. With
 * u = log p - log q, the integrands of -V, V = integral of p log(p/(p+q)) + q log(q/(p+q)) and of 1 - TV are
 *
 *     sqrt(pq) (e^(u/2) log(1 + e^-u) + e^(-u/2) log(1 + e^u)),          sqrt(pq) e^(-|u|/2),
 *
 * sqrt(pq) times integrable functions of u whose Fourier transforms are pi/(cosh(pi t) (t^2 + 1/4)) and
 * 1/(t^2 + 1/4) (from the Mellin transform of log(1+x), pi/(s sin pi s) for -1 < s < 0). Fourier inversion
 * and Fubini give
 *
 *     JS = log 2 - (1/4) integral over R of rho(t) / (cosh(pi t) (t^2 + 1/4)) dt,
 *     TV = 1 - (1/(2 pi)) integral over R of rho(t) / (t^2 + 1/4) dt,
 *
 * for any two laws (p, q with respect to any dominating measure; points where one density vanishes contribute
 * nothing).
 */
#ifndef DIVERGENCES_AFFINITY_H
#define DIVERGENCES_AFFINITY_H

#include "number/cball.h"
#include "number/real.h"

/* rho(t) for an exact t >= 0, to an absolute accuracy of about 2^-goal. */
typedef cball (*affinity)(void *state, scope *s, real t, slong goal);

/* JS to about 2^-goal. */
ball affinity_js(scope *s, affinity rho, void *state, slong goal);

#endif
