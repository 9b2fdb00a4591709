/*
 * The Frechet distance of normal laws, which is W2 between them (Dowson and Landau 1982; the Bures-Wasserstein distance):
 *
 *     W2^2 = |m - n|^2 + tr(A + B - 2 (A^1/2 B A^1/2)^1/2).
 *
 * The Frechet inception distance, FID (Heusel et al. 2017), is this number, the square, for the means and covariances of two samples of
 * features. For laws that are not normal it is a lower bound of W2^2 only (Gelbrich 1990); its plug-in estimate is biased.
 */
#ifndef TRANSPORT_FRECHET_H
#define TRANSPORT_FRECHET_H

#include "number/error.h"
#include "transport/points.h"

/* Means of length dim, symmetric positive semidefinite covariances of dim x dim; O(dim^3). The square. */
double frechet_squared(int dim, const double *mean_a, const double *covariance_a, const double *mean_b,
                       const double *covariance_b);

/* Mean and covariance (divisor: the sum of weights, less one point's for equal weights) of a sample. */
void sample_moments(const points *p, double *mean, double *covariance);

/* FID of two samples: means, covariances with divisor n - 1, and the square above. At least two points each. */
double frechet_of_samples(const points *a, const points *b);

#endif
