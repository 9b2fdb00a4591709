/*
 * f-divergences between the discrete parts of two laws: sums over the union of their atoms, with the tail of laws on
 * {0, 1, 2, ...} enclosed.
 */
#ifndef DIVERGENCES_DISCRETE_H
#define DIVERGENCES_DISCRETE_H

#include "divergences/divergence.h"
#include "divergences/functional.h"

/*
 * The sum over atoms x of Q{x} f(P{x}/Q{x}); q == NULL is counting measure (weight 1 everywhere). Indeterminate if two
 * atoms cannot be told apart, or if a lattice tail could not be bounded; +infinity with its reason.
 */
void functional_sum(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                    enclosure *out);

#endif
