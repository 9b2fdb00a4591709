/*
 * Laws on atoms whose masses are whole multiples of 2^-B, and distances between them: what W_k, the energy and the Kolmogorov
 * distance of laws on {0, 1, 2, ...} are computed from. A law of infinitely many atoms is brought to that form by moving mass,
 * and the distance by which it was moved is part of the enclosure, since all three are metrics.
 */
#ifndef DIVERGENCES_DYADIC_H
#define DIVERGENCES_DYADIC_H

#include "divergences/divergence.h"

/* Both laws have atoms only, on the line, and one of them a lattice component. */
bool dyadic_suits(const law *p, const law *q);

/* W_k for k = order >= 1, the energy and the Kolmogorov distance; false if atoms cannot be ordered, are too many, or time is out. */
bool dyadic_wasserstein(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out);
bool dyadic_energy(scope *s, const law *p, const law *q, slong goal, enclosure *out);
bool dyadic_kolmogorov(scope *s, const law *p, const law *q, slong goal, enclosure *out);

/* ---- The laws themselves (dyadic_law.c) ---- */

typedef struct dyadic_atom {
    real x;
    double near;
    fmpz mass; /* in units of 2^-B */
} dyadic_atom;

typedef struct dyadic_law {
    size_t n, room;
    dyadic_atom *a; /* by increasing place; the masses sum to 2^B */
    ball moved;     /* the mass that was moved, each part by at most `range` within the atoms */
    ball range;     /* the distance between the outermost atoms */
    ball beyond;    /* the sum of mass times distance^k that was moved onto the outermost atoms first */
} dyadic_law;

/* The law to about 2^-goal in W_k. False as above; dyadic_close in any case. */
bool dyadic_open(scope *s, real_pool *pool, const law *l, ball order, slong goal, slong *units,
                 dyadic_law *out);
void dyadic_close(dyadic_law *l);
/* -1, 0, 1; REAL_UNDECIDED. */
int dyadic_compare(const dyadic_atom *a, const dyadic_atom *b);

#endif
