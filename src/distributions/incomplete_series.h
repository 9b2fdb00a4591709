/*
 * Distribution functions whose parameters are power series in one variable e: what a law with moving shapes has as derivatives. With
 * P and I the regularised incomplete gamma and beta functions, by series of positive terms on the line, so that nothing cancels:
 *
 *     P(k, z) = z^k e^-z / Gamma(k+1)    sum 1/(k+1)_n z^n                                        DLMF 8.7.1
 *     I_z(a, b) = z^a (1-z)^b / (a B(a, b))    sum (a+b)_n/(a+1)_n z^n = 1 - I_{1-z}(b, a)        DLMF 8.17.8, 8.17.4
 *     P(0 < T <= z) = z f(z) sum ((df+1)/2)_n/(3/2)_n v^n,   P(T > z) = z f(z)/df sum ((df+1)/2)_n/(df/2+1)_n (1-v)^n
 *
 * for Student's T of density f, v = z^2/(df + z^2). Results hold for all series within the balls given; they are indeterminate where a
 * sum converges too slowly. Points are exact, off the cuts.
 */
#ifndef DISTRIBUTIONS_INCOMPLETE_SERIES_H
#define DISTRIBUTIONS_INCOMPLETE_SERIES_H

#include "distributions/hyper_series.h"

/* What stays the same while the point moves: the parameters' series must, too. Start from {length, bits}. */
typedef struct cdf_curve {
    slong length, bits;
    hyper_table table[2];
    bool begun;
    acb_poly_t constant; /* of the logarithm of the factor before the sums */
} cdf_curve;
void cdf_curve_clear(cdf_curve *m);

void incomplete_gamma_series(acb_poly_t out, cdf_curve *m, const acb_poly_t k, const acb_poly_t z);
void incomplete_beta_series(acb_poly_t out, cdf_curve *m, const acb_poly_t a, const acb_poly_t b,
                            const acb_t z);
void student_series(acb_poly_t out, cdf_curve *m, const acb_poly_t df, const acb_poly_t z); /* P(T <= z) */

#endif
