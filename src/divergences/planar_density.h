/*
 * The integral of q f(p/q) over the plane for densities that are sums of terms (planar_terms.h): the plane is cut along
 * the edges of the supports into cells on which both densities are analytic, or into rings around one centre where
 * disks occur; each cell is integrated rigorously, and what lies outside of a large box is bounded.
 */
#ifndef DIVERGENCES_PLANAR_DENSITY_H
#define DIVERGENCES_PLANAR_DENSITY_H

#include "divergences/divergence.h"
#include "divergences/functional.h"
#include "divergences/planar_terms.h"

typedef struct plane_task {
    scope *s;
    real_pool *pool;
    const functional
        *f; /* KL, half of the game, a power; TV stands for the overlap, the integral of min(p, q) */
    real order;
    const planar_terms *p, *q;
    bool lebesgue; /* Q is the term 1 on the whole plane: KL is minus the entropy */
    slong goal;
} plane_task;

/* Accuracy about 2^-goal; +infinity with its reason; indeterminate where the pair is beyond these means. */
void plane_integral(const plane_task *t, enclosure *out);

/* Does the integral converge, supports aside? (Exactly decided; FAILS: it is infinite.) */
verdict plane_converges(const plane_task *t);

/* An enclosure of the integral over the complement of the box. */
ball plane_tail(const plane_task *t, const ball x[2], const ball y[2]);

#endif
