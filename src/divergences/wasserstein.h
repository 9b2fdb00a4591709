/*
 * Distances between laws on the line that are read off their distribution functions F, G and quantile functions:
 *
 *     W_k(P,Q)^k  = integral over (0,1) of |F^-1(u) - G^-1(u)|^k du      (k >= 1; Villani 2003, thm 2.18)
 *     W_1(P,Q)    = integral of |F - G|
 *     kolmogorov  = sup |F - G|
 *     energy^2    = 2 integral of (F - G)^2 = 2 E|X-Y| - E|X-X'| - E|Y-Y'|   (Szekely and Rizzo 2013)
 *
 * The root is taken: W_k and the energy distance are distances.
 *
 * The certified routes aim at an absolute error of 2^-goal and fill `out` with an enclosure, which is +infinity (reason
 * `tail`) if the integral diverges and wide if precision or effort did not suffice. They return false, with an
 * indeterminate value, if more precision would not help: order above 1 with densities, points that cannot be ordered,
 * more than GAP_ATOMS atoms, two infinite means without a known order of the tails.
 */
#ifndef DIVERGENCES_WASSERSTEIN_H
#define DIVERGENCES_WASSERSTEIN_H

#include "divergences/divergence.h"

bool wasserstein_enclose(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out);
bool kolmogorov_enclose(scope *s, const law *p, const law *q, slong goal, enclosure *out);
bool energy_enclose(scope *s, const law *p, const law *q, slong goal, enclosure *out);

/* Two laws without densities, finitely many atoms each: the monotone coupling, for any order >= 1. */
bool transport_enclose(scope *s, real order, const law *p, const law *q, enclosure *out);

/* The k of w1, w2, wp(k); NaN for others. */
double wasserstein_order(const divergence *d);

struct staircase;

/*
 * Double precision with an estimate `wrong` of the absolute error (it is tested, not proved). NaN if the laws are planar;
 * +infinity where the integral appears to diverge.
 */
double wasserstein_double(const law *p, const law *q, double order, double *wrong);
double wasserstein_double_from(
    const struct staircase *p, const law *q, double order,
    double *wrong); /* P as a staircase (staircase.h), which may remember its quantiles */
double kolmogorov_double(const law *p, const law *q, double *wrong);
double energy_double(const law *p, const law *q, double *wrong);

#endif
