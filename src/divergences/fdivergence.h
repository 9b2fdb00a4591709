/* The one integrator behind every f-divergence of laws with densities. */
#ifndef DIVERGENCES_FDIVERGENCE_H
#define DIVERGENCES_FDIVERGENCE_H

#include "divergences/divergence.h"
#include "divergences/functional.h"

/*
 * The integral over the line of q f(p/q), p and q the densities of the laws' continuous parts (atoms are a sum of their
 * own: discrete.h), with tails; q == NULL is the reference measure dx. Accuracy about 2^-goal; +infinity with its reason.
 */
void functional_integral(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                         enclosure *out);

/* The same within 2^(scale - goal), for values that are of the order of 2^scale, beyond doubles or far below 2^-goal. */
void scaled_integral(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                     slong scale, enclosure *out);

/* The same for every functional, JS and TV included: by half of the game's value, and by signs. */
void density_functional(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                        enclosure *out);

/* TV of the continuous parts, by the signs of log p - log q: half the integral of |p - q|. */
ball variation_integral(scope *s, const law *p, const law *q, slong goal);

#endif
