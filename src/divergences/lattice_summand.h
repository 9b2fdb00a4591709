/*
 * A functional of two laws on a lattice as a function of a complex variable, for sums that do not visit the integers: what is
 * between lattice_strip.c and lattice_signs.c; everybody else uses lattice.h.
 */
#ifndef DIVERGENCES_LATTICE_SUMMAND_H
#define DIVERGENCES_LATTICE_SUMMAND_H

#include "divergences/lattice.h"

/* The forms of the components, and of their differences: all logarithms of ratios are of these. */
typedef struct summand {
    const functional *f;
    real order;
    int np, nq; /* nq = 0: counting measure */
    form *p, *q, *among_p, *among_q, *across;
} summand;

summand summand_open(real_pool *pool, const functional *f, real order, const lattice_law *p,
                     const lattice_law *q);
void summand_close(summand *g);

/* g at z, continued from the real axis above or below `foot`, a point of a column that reaches z and on which this is holomorphic. */
cball summand_at(const summand *g, cball z, ball foot);

/* log p - log q on a real box. */
ball summand_log_ratio(const summand *g, ball x);

#endif
