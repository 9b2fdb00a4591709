/*
 * Two densities on a cell of the plane where both are sums of terms e^(polynomial of degree two) (planar_terms.h), in
 * Cartesian coordinates or in polar ones around a centre.
 */
#ifndef DIVERGENCES_PLANAR_CELL_H
#define DIVERGENCES_PLANAR_CELL_H

#include "calculus/integrate_plane.h"
#include "divergences/functional.h"
#include "divergences/planar_sum.h"

typedef struct cell {
    const functional *f;
    sum_of_terms p, q;
    ball order;
    bool polar; /* x, y are the distance from the centre and the angle */
    ball centre[2];
    double length[2]; /* the least standard deviations along x and y for given y and x */
} cell;

/* The terms marked active, compiled at the precision of s. */
void cell_open(cell *c, scope *s, const planar_terms *p, const planar_terms *q, const bool *of_p,
               const bool *of_q);
/* Room for as many terms, to be filled in. */
void cell_room(const cell *like, cell *out);
void cell_close(cell *c);

/* The functional's density, in the coordinates of the cell: a plane_integrand whose state is the cell. */
cball cell_value(void *cell, scope *s, cball x, cball y);
void cell_sum(void *cell, scope *s, ball x, ball y, const side_rule *across, const side_rule *up,
              arb_t total);

/* u = log p - log q and its derivative along an axis (0: x, 1: y), on boxes. */
cball cell_log_ratio(cell *c, scope *s, cball x, cball y);
cball cell_log_ratio_slope(cell *c, scope *s, cball x, cball y, int axis);

/* A density on real boxes. */
ball cell_density(const sum_of_terms *a, scope *s, ball x, ball y);

#endif
