/*
 * Inside the integrator of f-divergences: one computation, and the integral over one piece of the partition in a smooth variable.
 * For fdivergence.c; everybody else uses fdivergence.h.
 */
#ifndef DIVERGENCES_FDIVERGENCE_PIECE_H
#define DIVERGENCES_FDIVERGENCE_PIECE_H

#include "divergences/tails.h"

/* One computation: what stays the same from piece to piece. */
typedef struct task {
    scope *s;
    const functional *f;
    real order;
    const law *p, *q;
    slong goal;
    partition *part;
    slong scale; /* of 2^-scale p and 2^-scale q: the integral that many bits smaller */
} task;

static inline ball order_of(const task *t) { return t->order ? real_ball(t->s, t->order) : ball_int(0); }

static inline bool narrow(ball a, slong goal)
{
    return ball_is_finite(a) && ball_log2_error(a) < (double)-goal;
}

/* A law's mass on an interval, scaled like its density; roughly, where only an upper bound of it counts. */
ball mass_between(const task *t, const law *l, ball lo, ball hi, bool lo_infinite, bool hi_infinite);

/* What an integral leaves out: next to a singular end, or beyond the last cut. */
ball left_out(const task *t, const piece *one, const outskirt *o);

/* The part of a ray beyond the last cut from which on what is left out is as small as the goal asks, if that is found; and it. */
outskirt settled_outskirt(const task *t, const piece *ray, ball *tail);

/*
 * The integral over a piece: along rows where they serve; by the midpoint rule; or else by adaptive panels. Indeterminate if these may
 * not be tried and the others do not suit.
 */
ball smooth_piece(const task *t, const piece *one, bool adaptive);

/* The same with full effort, and with boxes enclosed from their middles, where that was of no avail and no component fades. */
ball laborious_piece(const task *t, const piece *one);

/* The integral over a piece without the components that do not matter there; indeterminate if all do. */
ball without_the_small(const task *t, const piece *one, bool adaptive);

/*
 * A place inside the piece from which on, away from the core, one more component is too small to matter than before: there
 * it can be left out, and what has no bound off the axis far away has one on the way there. NULL if there is none.
 */
real fading_place(const task *t, const piece *one);

#endif
