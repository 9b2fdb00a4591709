/* Feasible potentials of all points of the input from those of some. */
#ifndef TRANSPORT_EXTEND_H
#define TRANSPORT_EXTEND_H

#include "transport/exact.h"
#include "transport/kdtree.h"

/*
 * From the potentials u of the points of a tree: v_j = min over these of c - u for all columns, then u_i = min over all columns of c - v.
 * They are feasible whatever u was. Where u and v were optimal neither changes, for a point with mass is held by
 * an arc on which u + v = c; points without mass get theirs. `shift`: coordinates are multiplied by 2^shift.
 */
void extend_potentials(kdtree *rows, const int64_t *u, const plane_cloud *a, const plane_cloud *b, int shift,
                       int64_t *all_u, int64_t *all_v);

#endif
