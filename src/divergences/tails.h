/*
 * What an integral leaves out: beyond the last cut, and next to a singular end-point. Bounds, and exact decisions of
 * convergence from the growth of log densities.
 */
#ifndef DIVERGENCES_TAILS_H
#define DIVERGENCES_TAILS_H

#include "calculus/form_far.h"
#include "divergences/functional.h"
#include "divergences/partition.h"

/*
 * Does the integral of the functional converge on the outskirt? KL: the decay of p against the growth of -log q; power
 * alpha > 1: the growth of alpha log p + (1 - alpha) log q. Exact.
 */
verdict tail_converges(real_pool *pool, const functional *f, real order, const piece *one, const outskirt *o);

/*
 * An enclosure of the functional's contribution from the outskirt, on which the laws have the masses P and Q.
 * Indeterminate if the densities do not decay along the whole of it: go further out.
 */
ball tail_bound(scope *s, real_pool *pool, const functional *f, real order, const piece *one,
                const outskirt *o, ball P, ball Q, bool reference);

/*
 * The mass of a law's densities next to a singular end: [0, bound], from the size of the densities at the outskirt's edge and
 * their slopes in the logarithm of the distance. The end plus the distance need not be resolved by the precision, as it would be
 * for a difference of cdfs. Indeterminate if the slopes do not tell.
 */
ball end_mass(scope *s, real_pool *pool, const strand *l, const outskirt *o);

/* The mass-only bound, for functionals with finite f'(inf). */
ball mass_bound(const functional *f, ball P, ball Q, ball order);

#endif
