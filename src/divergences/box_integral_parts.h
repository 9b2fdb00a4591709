/* What box_integral.c and box_integral_pieces.c share: the integral so far, and pieces of the line. */
#ifndef DIVERGENCES_BOX_INTEGRAL_PARTS_H
#define DIVERGENCES_BOX_INTEGRAL_PARTS_H

#include "divergences/box_bundle.h"
#include "divergences/box_integral.h"

typedef struct box_task {
    scope *s;
    const box_laws *l;
    const box_divergence *d;
    parameter_box b;
    box_partition part;
    int order, outputs;
    slong goal;
    double core_from, core_to;
    ball sum[VECTOR_MOST];
    ball inside; /* sum[0] without the tails */
    int reached; /* the order up to which all parts so far have enclosures */
} box_task;

void box_task_add(box_task *t, const ball *more, int outputs);
void box_task_add_tail(box_task *t, const ball bound[3]);

typedef struct box_side {
    real x;      /* may move */
    real lo, hi; /* free of parameters, lo <= x <= hi */
} box_side;
static inline box_side box_side_at(real x) { return (box_side){x, x, x}; }

/* Adds the integral over the piece with that number from one end to another. */
void box_task_piece(box_task *t, int which, box_side from, box_side to);

#endif
