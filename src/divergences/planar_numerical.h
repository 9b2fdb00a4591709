/* The double-precision route on the plane: f-divergences and entropies of laws with densities. See numerical.h. */
#ifndef DIVERGENCES_PLANAR_NUMERICAL_H
#define DIVERGENCES_PLANAR_NUMERICAL_H

#include "divergences/numerical.h"

/* Several of one pair, on shared nodes; what has no answer is left unknown. The errors are claims that are tested, not proved. */
void planar_numerical(const divergence *d, size_t k, const law *p, const law *q, numerical *out);

#endif
