/* What box_critical.c and box_critical_cell.c share: sub-boxes, and the search among them. */
#ifndef DIVERGENCES_BOX_CRITICAL_PARTS_H
#define DIVERGENCES_BOX_CRITICAL_PARTS_H

#include "divergences/box_critical.h"

enum { CELL_BITS = 80 };

/* A sub-box with double ends: exact numbers. */
typedef struct critical_cell {
    double lo[JET_SYMBOLS], hi[JET_SYMBOLS];
    int depth;
} critical_cell;

/* What was learned about a cell. */
typedef enum { CELL_EMPTY, CELL_SPLIT, CELL_POINT } cell_fate;
typedef struct cell_outcome {
    cell_fate fate;
    bool edge_open;       /* a minimum on the boundary of the whole box may be in it */
    double attained;      /* an upper bound of a value of J that is attained in it */
    critical_point point; /* CELL_POINT: the only critical point of `around` */
    critical_cell around;
} cell_outcome;

typedef struct critical_search {
    const critical_request *r;
    critical_found *out;
    int n;
    critical_cell whole;
    critical_cell *queue;
    size_t first, end, room;
    critical_cell region[CRITICAL_POINTS]; /* of the points found */
    double best;
} critical_search;

bool cell_open_laws(const critical_request *r, const critical_cell *c, box_laws *l, error *e);
bool cell_touches_boundary(const critical_search *w, const critical_cell *c);

/* Looks at one sub-box; nothing is changed but *out. */
void cell_examine(const critical_search *w, const critical_cell *c, cell_outcome *out);

#endif
