/*
 * How the plane is cut for an integral over two densities (planar_density.h): along the edges of the supports into rows and columns of
 * cells, or into rings around one centre where disks occur, inside a box with little outside.
 */
#ifndef DIVERGENCES_PLANAR_LAYOUT_H
#define DIVERGENCES_PLANAR_LAYOUT_H

#include "divergences/planar_density.h"

enum { PLANAR_MOST_CUTS = 200 };

/* Ends of the supports along one axis (or radii of disks), in order. */
typedef struct planar_cuts {
    int n;
    real at[PLANAR_MOST_CUTS];
} planar_cuts;

typedef struct planar_layout {
    bool polar;
    real centre[2];
    planar_cuts along[2]; /* polar: along[0] holds the radii */
    real from[2], to[2];  /* the box; polar: 0 and a radius */
} planar_layout;

/* False if ends cannot be compared, or edges are of both kinds. */
bool planar_layout_make(const plane_task *t, planar_layout *lay);

/* Of cells along an axis; cell (i, k) lies before the i-th cut along x and the k-th along y (counted from 0). */
int planar_layout_rows(const planar_layout *lay, int axis);

/* Marks the terms that do not vanish on a cell; their number. */
int planar_layout_live(const planar_layout *lay, const planar_terms *all, int i, int k, bool *active);

/* Does Q live wherever P does? `active` is room for the terms of either. */
bool planar_layout_dominated(const plane_task *t, const planar_layout *lay, bool *active);

/* Takes the smallest of the boxes with little outside, of which the integral is returned. */
ball planar_layout_fit(const plane_task *t, planar_layout *lay);

/* The side of a cell inside the box; false if it is empty. */
bool planar_layout_side(const plane_task *t, const planar_layout *lay, int axis, int i, ball side[2]);

#endif
