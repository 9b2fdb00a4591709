/* Total variation by antiderivatives, for rapid.c. */
#ifndef DIVERGENCES_RAPID_VARIATION_H
#define DIVERGENCES_RAPID_VARIATION_H

#include "distributions/distribution.h"

/* u = log p - log q at increasing nodes x inside a piece (lo, hi) without kinks. */
typedef struct sampled_ratio {
    const law *p, *q;
    size_t n;
    const double *x, *u;
    double lo, hi;
} sampled_ratio;

/*
 * (1/2) integral of |p - q| over the piece = (1/2) sum |D(b) - D(a)|, D = F - G, over the pieces between roots of u. Adds to
 * *off what roots and rounding may do, and to *kinks what the trapezium sum of |p - q|/2 over the nodes may miss at the
 * roots: h^2/8 times the jump of its slope, at most. NaN if there are too many roots.
 */
double variation_by_roots(const sampled_ratio *s, double *off, double *kinks);

#endif
