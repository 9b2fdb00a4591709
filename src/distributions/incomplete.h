/*
 * Regularised incomplete gamma and beta functions in double precision, with a relative error of a few units
 * of the last place times the square root of the larger shape, in both tails. (GSL's lose 1e-8 at shapes of
 * 1e4.)
 */
#ifndef DISTRIBUTIONS_INCOMPLETE_H
#define DISTRIBUTIONS_INCOMPLETE_H

double incomplete_gamma_p(double k, double x);                  /* P(k, x), k > 0 */
double incomplete_gamma_q(double k, double x);                  /* Q(k, x) = 1 - P(k, x) */
double incomplete_beta(double a, double b, double x, double y); /* I_x(a, b), y = 1 - x, a, b > 0 */

/* log(1 + d) - d where 1 + d = r, both given: for d near -1 only r is accurate. */
double log_deviation(double r, double d);

/* log of Gamma(k) / (sqrt(2 pi) k^(k - 1/2) e^-k), k > 0: what Stirling's formula leaves. */
double stirling_remainder(double k);

#endif
