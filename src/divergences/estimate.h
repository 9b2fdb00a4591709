/*
 * Divergences estimated from random draws, with a confidence statement.
 *
 * f-divergences: n draws from each law, weighted by the mixture M = (P+Q)/2:
 *     D_f = E_M[g(p/m, q/m)] = (E_P[g] + E_Q[g])/2,      g the integrand of generator.h, m = (p+q)/2.
 * g is bounded for js, tv and hellinger2. The half-width is 3.8906 standard errors, and a term in 1/n for what rare events
 * of a size like those seen may add: by the central limit theorem the true
 * value lies within with probability 0.9999, asymptotically in n, if g has a finite variance. The theorem cannot be trusted
 * where few draws carry the sum: if one of them has more than 1/50 of the sum of squares about the mean there is no answer.
 *
 * kolmogorov: by the Dvoretzky-Kiefer-Wolfowitz inequality with Massart's constant, for every n.
 * energy: the mean of n/2 independent unbiased estimates of its square, by the central limit theorem.
 * Both f-divergences and energy (with Euclidean distances) also in the plane, the former between laws with densities.
 * w1: |W1(P_n,Q_n) - W1(P,Q)| <= W1(P_n,P) + W1(Q_n,Q), and sqrt(n) W1(P_n,P) tends to the integral of |B(F)|, B a Brownian
 *     bridge (del Barrio, Gine, Matran 1999). That has mean sqrt(2/pi) J, J = integral of sqrt(F(1-F)), and it exceeds the
 *     mean by t sd(X) with probability at most e^(-t^2/2). The half-width covers the bias. It is wide.
 * w2 and wp for p > 1: no answer. Their bias has no rate that holds for all laws, so that no half-width would be honest.
 */
#ifndef DIVERGENCES_ESTIMATE_H
#define DIVERGENCES_ESTIMATE_H

#include "divergences/divergence.h"

/*
 * |true value - value| <= halfwidth with 99.99% confidence, as stated above; the same seed gives the same numbers.
 * value = INFINITY if a draw shows that the value is infinite: it has mass under one law and none under the other.
 */
bool estimate_divergence(const divergence *d, const law *p, const law *q, size_t samples, unsigned long seed,
                         double *value, double *halfwidth);

#endif
