/* What box_gap.c and box_gap_pieces.c share: the integral so far, and pieces of the line. */
#ifndef DIVERGENCES_BOX_GAP_PARTS_H
#define DIVERGENCES_BOX_GAP_PARTS_H

#include "divergences/box_bundle.h"
#include "divergences/box_gap.h"

/* A part of the line: the most that |D| may be there, and its derivatives. */
typedef struct gap_peak {
    double upper;
    ball slope[JET_SYMBOLS];
} gap_peak;

typedef struct gap_task {
    scope *s;
    gap_kind kind;
    box_laws l, middle; /* over the box; at its middle, if it is wide */
    parameter_box b, b_middle;
    box_partition part;
    int n, order, outputs, touch;
    slong goal;
    double core_from, core_to;
    ball sum[VECTOR_MOST]; /* of a supremum: of the tails alone */
    double best;           /* of a supremum: a value of |D| that is reached for all parameters */
    size_t peaks;
    gap_peak *peak;
} gap_task;

void gap_task_add(gap_task *t, const ball *more);

/* Are all outputs small enough not to matter? */
bool gap_task_allows(const gap_task *t, const ball *one);

/* What a tail with the moments A adds: A_k of box_gap.h. */
void gap_task_tail(const gap_task *t, const ball A[3], ball *out);

/* Between which a piece lies, and a point inside of it. */
typedef struct gap_span {
    int which;
    real from, to, inside;
} gap_span;

/* Adds the integral over a piece; over a moving cut, or several, between two pieces. */
void gap_task_piece(gap_task *t, gap_span p);
void gap_task_cluster(gap_task *t, const gap_span *left, const box_cut *c, const gap_span *right);

/* Adds what a step of length 1 has where F - G is D. */
void gap_task_step(gap_task *t, const cjet *D);

/* Laws on 0, 1, 2, ... only: box_gap_lattice.c. False if the sums would be too long. */
bool box_gap_is_lattice(const law *l);
bool box_gap_lattice(gap_task *t);

/* Suprema: a part of the line as it is; the image of [0, 1], in parts as small as it takes; what all of them tell. */
typedef ball (*gap_value_at)(void *state, scope *s, ball t);
typedef cjet (*gap_jet_at)(void *state, scope *s, cball t);
void gap_task_meet(gap_task *t, const cjet *D);
void gap_task_climb(gap_task *t, gap_value_at value, gap_jet_at jet, void *state);
void gap_task_crest(const gap_task *t, box_value *out);

#endif
