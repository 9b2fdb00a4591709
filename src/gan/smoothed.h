/*
 * JS between two clouds of points, each smoothed by the normal kernel: by quadrature over estimated densities. It never exceeds
 * the JS of the laws but for chance (smoothing is a channel: data processing) and is 0 in the mean only as n grows.
 */
#ifndef GAN_SMOOTHED_H
#define GAN_SMOOTHED_H

#include <stddef.h>

/*
 * n points each, of dimension 1 or 2, n >= 2. The kernel's sd is, in each coordinate, `bandwidth`, or if that is 0 Silverman's
 * n^(-1/(dim+4)) times the least of the sd and the quartile range / 1.349 of the first cloud. Nats.
 */
double smoothed_js(int dim, size_t n, const double *a, const double *b, double bandwidth);

#endif
