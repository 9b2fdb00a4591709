/*
 * Statements about all points of a box, by branch and bound.
 *
 * A predicate answers for a whole sub-box: HOLDS (at every point of it), FAILS (at every point, or at one of them that
 * it knows), UNDECIDED. Undecided sub-boxes are halved along the side that has been halved least (the longer first),
 * breadth first, until all hold, one fails, or the number of boxes is spent. The predicate is also asked at the middle of
 * an undecided sub-box, where it may fail for certain long before a whole sub-box does. Strict statements can be decided
 * in this way; touching ones (f >= 0 with a zero inside) cannot, and end undecided.
 */
#ifndef CALCULUS_BOXES_H
#define CALCULUS_BOXES_H

#include "number/real.h"

enum { BOX_DIM = 8 };

/* lo[i] <= x_i <= hi[i], exact; n <= BOX_DIM. */
typedef struct box {
    int n;
    real lo[BOX_DIM], hi[BOX_DIM];
} box;

/* x encloses the sub-box; the storage of s is reused after the call. */
typedef verdict (*box_predicate)(void *state, scope *s, const ball *x);

typedef struct box_report {
    slong boxes;           /* sub-boxes on which the predicate was asked, without the middles */
    int depth;             /* halvings of the smallest */
    double where[BOX_DIM]; /* FAILS, UNDECIDED: the middle of the sub-box that failed, or that was met last */
} box_report;

/*
 * HOLDS: the predicate holds on the whole box. FAILS: it fails somewhere. UNDECIDED: `cap` boxes did not suffice.
 * A box whose ends are not exactly representable is enlarged by rounding errors.
 */
verdict box_prove(slong bits, const box *b, box_predicate holds, void *state, slong cap, box_report *report);

#endif
