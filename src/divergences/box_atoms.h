/*
 * The discrete part of J over a box of parameters: the sum over atoms of Q{x} f(P{x}/Q{x}), with its derivatives (box_integral.h).
 *
 * Which atoms coincide must not depend on the parameters: two places are the same by construction, or apart on the whole box. The
 * summand of a place where both laws certainly have mass is the integrand of box_bundle.h with masses for densities; where a
 * weight may vanish only its value is enclosed. Laws on 0, 1, 2, ... are summed up to N, beyond which a ratio test bounds the value and
 * the derivatives (box_lattice.c).
 */
#ifndef DIVERGENCES_BOX_ATOMS_H
#define DIVERGENCES_BOX_ATOMS_H

#include "divergences/box_bundle.h"

/* What a sum has so far: outputs as in box_bundle.h, in s. */
typedef struct box_sum {
    scope *s;
    real_pool *pool;
    const box_laws *l;
    const box_divergence *d;
    const ball *x; /* where the parameters run */
    int n, order, outputs;
    slong goal;
    ball sum[VECTOR_MOST];
    int reached; /* the order up to which all parts have enclosures */
    infinity_reason why;
} box_sum;

/* One place: the logarithms of both laws' masses there. */
typedef struct place_masses {
    real x;
    bool has[2], certain[2]; /* some mass; mass > 0 for all parameters */
    cjet log[2];             /* if certain */
    ball mass[2];
} place_masses;

void box_place_add(place_masses *at, int side, bool certain, cjet log, ball mass);

/* Adds the summand of a place; temporaries in `work`. FAILS if it is infinite, UNDECIDED if it may be. */
verdict box_place_sum(box_sum *t, scope *work, const place_masses *at);

/* Adds the sum over 0, 1, 2, ..., of which some are places too; *done[i] tells that place i was one of them. */
verdict box_lattice_sum(box_sum *t, const place_masses *place, int places, bool *done);

/* Adds the sum over all atoms. */
verdict box_atoms_sum(box_sum *t);

/*
 * Do atoms keep apart, or together, for all parameters of a box? If not certainly so, false and an error that names two of them
 * and the parameters where they come near. Also false where an atom moves beside a law on 0, 1, 2, ...
 */
bool box_atoms_keep_apart(const box_laws *l, const box *range, error *e);

#endif
