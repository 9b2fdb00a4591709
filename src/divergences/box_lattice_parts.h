/* What sums over 0, 1, 2, ... over a box of parameters share: the weights as jets, and bounds of what lies far out (box_lattice.c). */
#ifndef DIVERGENCES_BOX_LATTICE_PARTS_H
#define DIVERGENCES_BOX_LATTICE_PARTS_H

#include "divergences/box_atoms.h"
#include "divergences/lattice.h"

enum { LATTICE_P, LATTICE_Q, LATTICE_MOST_TERMS = 4096, LATTICE_COMPONENTS = 16 };

/* A component of a law, whose log weight has these coefficients. */
typedef struct part_jets {
    const lattice_part *part;
    int law;
    cjet coef[FORM_TERMS];
} part_jets;

typedef struct sequence {
    int n;
    part_jets part[LATTICE_COMPONENTS];
} sequence;

static inline bool part_is_endless(const part_jets *a) { return a->part->last == LATTICE_ENDLESS; }

/* Of `t` its scope, laws, parameters and order matter. */
void sequence_add(const box_sum *t, sequence *all, const lattice_law *l, int side);
cjet part_log_weight(const part_jets *a, int count, scope *work, slong n);

/* Upper bounds over the endless components: B0, B1, B2 of box_lattice.c, and how many they are. */
typedef struct growth {
    ball B0, B1, B2;
    int count;
} growth;
growth sequence_growth(const box_sum *t, const sequence *all);

/* A bound of the sum of n^4 S(n) over n >= N; `mixed_above_1`: S with the powers of order t->d->order > 1. */
ball sequence_fourth_moment(const box_sum *t, const sequence *all, slong N, bool mixed_above_1);

#endif
