/*
 * Inside sums over atoms: one computation, and its part over the integers where lattice components have their mass
 * (discrete_runs.c). For discrete.c; everybody else uses discrete.h.
 */
#ifndef DIVERGENCES_DISCRETE_RUNS_H
#define DIVERGENCES_DISCRETE_RUNS_H

#include "divergences/lattice.h"

typedef struct atom {
    real x;
    double near;
    ball p, q;
    slong integer; /* x itself if it is a non-negative integer, or -1 */
} atom;

typedef struct atoms {
    size_t n, room;
    atom *a;
} atoms;

/* One computation. */
typedef struct task {
    scope *s;
    real_pool *pool;
    const functional *f;
    real order;
    bool counting; /* Q is counting measure */
    slong goal;
    lattice_law p, q;
    ball out_p, out_q; /* by mass: what their ranges leave out, at most */
    atoms all;
} task;

static inline ball order_of(const task *t) { return t->order ? real_ball(t->s, t->order) : ball_int(0); }
static inline bool by_mass(const task *t) { return t->f->tail == TAIL_BY_MASS; }

/* One atom: Q f(P/Q), with the limits where a weight is zero. */
ball atom_value(const functional *f, ball P, ball Q, ball order);

/* The sum over all integers that are not finite atoms. The ranges of P's components may be lengthened. */
ball lattice_sum(task *t);

#endif
