/*
 * The distribution function of a component at a point, with its gradient and second derivatives by parameters in a box, where the
 * pathwise derivatives are not elementary. Along the directions e_a and e_a + e_b of the box the parameters are power series, and so
 * is F (family.cdf_series); F_ab = c2(e_a + e_b) - c2(e_a) - c2(e_b) by polarisation, c2 the coefficients of e^2.
 *
 * With one parameter, in which the component's own are affine, a wide box [m - h, m + h] has a longer Taylor series: with the
 * coefficients c_k at m, and C_L over the box,
 *     F^(i)(m + t)  in  sum over k < L of k!/(k-i)! c_k t^(k-i)  +  L!/(L-i)! C_L t^(L-i),       i = 0, 1, 2.
 */
#ifndef DISTRIBUTIONS_CDF_JET_H
#define DISTRIBUTIONS_CDF_JET_H

#include "distributions/distribution.h"

typedef struct cdf_jet cdf_jet;

/*
 * A family that has series; the parameters as jets over the box and at its middle, and the half-widths [-h, h] of the box. They must
 * outlive what is made here.
 */
cdf_jet *cdf_jet_make(const family *f, int count, const cjet *over, const cjet *middle, const ball *half,
                      slong bits);
void cdf_jet_free(cdf_jet *j);

/* x is exact, inside of the support. */
cjet cdf_jet_at(cdf_jet *j, cball x);

#endif
