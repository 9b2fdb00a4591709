/* The atoms of two laws side by side, in double precision. Which atoms coincide is decided on the exact numbers. */
#ifndef DIVERGENCES_ATOM_PAIRS_H
#define DIVERGENCES_ATOM_PAIRS_H

#include "distributions/distribution.h"

typedef struct atom_pairs {
    size_t n;
    double *x;                 /* increasing */
    double *log_p, *log_q;     /* log weights, -inf where there is no atom */
    bool p_escapes, q_escapes; /* P has an atom where Q has none; Q where P has none */
    bool endless; /* atoms on 0, 1, 2, ... go on after the last, with less than 1e-30 of the mass */
} atom_pairs;

enum { ATOM_PAIRS_MOST = 1 << 21 };

/* NULL if two atoms cannot be told apart, or if there are too many. Free with atom_pairs_free. */
atom_pairs *atom_pairs_make(const law *p, const law *q);
void atom_pairs_free(atom_pairs *a);

/* The index of the atom at x, or n. */
size_t atom_pairs_find(const atom_pairs *a, double x);

#endif
