/* The routes that planar.c chooses from (internal to it). Each returns false if it does not apply. */
#ifndef DIVERGENCES_PLANAR_ROUTES_H
#define DIVERGENCES_PLANAR_ROUTES_H

#include "divergences/divergence.h"
#include "divergences/functional.h"

/*
 * product(P1, P2) and product(Q1, Q2), q == NULL for the entropy. JS from the affinity only if that is asked for: mixtures of
 * many components have an affinity of slow decay, and their density on the plane serves better.
 */
bool product_enclose(scope *s, divergence d, const component *p, const component *q, slong goal,
                     bool by_affinity, enclosure *out);

/* The energy distance between laws of finitely many points; between mixtures of normal, uniform laws and points. */
bool points_energy(scope *s, const law *p, const law *q, enclosure *out);
bool shapes_energy(scope *s, const law *p, const law *q, slong goal, enclosure *out);

/* The sum of q f(p/q) over the atoms of two laws; q == NULL is counting measure. */
void points_functional(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                       enclosure *out);

/*
 * A distance of laws, not an f-divergence or a function of the weights of points: it sees where the mass
 * lies.
 */
bool planar_sees_places(divergence d);

#endif
