/*
 * W2 between the normal laws with the moments of two clouds (Frechet 1957; Dowson and Landau 1982):
 *     W2^2 = |m_a - m_b|^2 + tr(S_a + S_b - 2 (S_a^(1/2) S_b S_a^(1/2))^(1/2)).
 * With the features of a classifier as points it is known as FID (Heusel et al. 2017); here the points may be any.
 */
#ifndef GAN_FRECHET_H
#define GAN_FRECHET_H

#include <stddef.h>

/* n and m points of dimension dim, covariances with divisor n; NaN if the eigenvalues are not found. Units of the points. */
double frechet_distance(size_t dim, size_t n, const double *a, size_t m, const double *b);

#endif
