/*
 * f-divergences of laws that are nearly equal. With f(1) = f'(1) = 0 an integrand is of the size of u^2, u = log p - log q, and of
 * one sign: nothing cancels, and a divergence of 1e-20 has its 15 digits at the ordinary precision. A multiple of the integral
 * of p - q makes the difference to the plain functional; it belongs to the masses:
 *
 *     KL:      integral of p (u + e^-u - 1)                          = KL - P + Q
 *     power:   J(a) = integral of q (e^(au) - 1 - a (e^u - 1))       = I(a) - a P - (1 - a) Q
 *     JS:      integral of sqrt(pq) (h sinh h - cosh h log cosh h),  h = u/2
 *
 * so that chi2 = J(2), hellinger2 = -J(1/2), renyi(a) = log(1 + J(a))/(a - 1) for laws of mass one.
 */
#ifndef DIVERGENCES_NEAR_H
#define DIVERGENCES_NEAR_H

#include "distributions/distribution.h"
#include "divergences/functional.h"

extern const functional functional_near_kl, functional_near_js, functional_near_power_below,
    functional_near_power_above;

/*
 * About -log2 of the largest |u| at some quantiles of the components, which chooses between formulas and how deep to go: 0 if the
 * laws are not near, or have atoms. The divergences are of the order of 4^-nearness.
 */
enum { NEARNESS_MOST = 46 }; /* doubles know no more of log p - log q: the laws may be equal */
slong law_nearness(const law *p, const law *q);

/* The largest |log p - log q| at some quantiles of the components of a law, infinite if one of them is not below `enough`. */
double law_log_ratio(const law *at, const law *p, const law *q, double enough);

#endif
