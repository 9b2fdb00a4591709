/*
 * Divergences in double precision, by quadrature over the densities and sums over the atoms.
 *
 * It never asks the certified part of a family for a value: densities, distribution and quantile functions are the
 * double-precision ones; support ends, kinks and reach only say where to cut. The densities themselves are integrated
 * along, and what their masses lack enters the error, which is a claim that is tested, not proved.
 */
#ifndef DIVERGENCES_NUMERICAL_H
#define DIVERGENCES_NUMERICAL_H

#include "divergences/divergence.h"

typedef struct numerical {
    double value, error; /* |true value - value| <= error; value = INFINITY if it is infinite */
    infinity_reason why;
    bool known; /* false: no answer */
} numerical;

/* Several divergences of one pair: all f-divergences and entropies share the nodes and log densities. */
void numerical_divergences(const divergence *d, size_t k, const law *p, const law *q, numerical *out);

/* One. false: this route has no answer (distances on the plane, growth too slow to be judged, masses not found). */
bool numerical_divergence(const divergence *d, const law *p, const law *q, double *value, double *off,
                          infinity_reason *why);

#endif
