/*
 * One cloud at several resolutions: level 0 is the cloud itself in the order of its kd-tree; a point of the next level is the
 * centroid of four consecutive points of the level before, with their mass.
 */
#ifndef TRANSPORT_LEVELS_H
#define TRANSPORT_LEVELS_H

#include "transport/kdtree.h"

enum { LEVELS_MOST = 24, COARSEST = 100 };

typedef struct level {
    cloud2 points;
    kdtree tree;
    int32_t *order; /* level 0: where a point was in the input */
    int32_t *group; /* the point of the next level that a point belongs to */
    int32_t *
        first; /* the members of point g: those with group g, at first[g] .. first[g] + members[g] - 1 of the level before */
    int32_t *members;
} level;

typedef struct levels {
    int n;
    level at[LEVELS_MOST];
} levels;

/* As many levels as it takes to come down to COARSEST points. */
levels *levels_make(cost_kind kind, const cloud2 *points);
void levels_free(levels *l);

/* The level to use beside the other cloud's at the same index: the coarsest where there are no more. */
static inline level *levels_at(levels *l, int index) { return &l->at[index < l->n ? index : l->n - 1]; }

#endif
