/*
 * The integral of q f(p/q) over the plane for mixtures of uniform laws on rectangles and disks: a finite sum.
 *
 * Vertical lines through the ends of all sets and the crossings of their boundaries cut the plane into slabs. Within a slab
 * the boundaries (sides y = c and arcs y = c +- sqrt(r^2 - (x - a)^2)) keep their order; between two neighbours both
 * densities are constant, and the area is a difference of primitives,
 *
 *     integral of sqrt(r^2 - t^2) dt = (t sqrt(r^2 - t^2) + r^2 arcsin(t/r))/2.
 */
#ifndef DIVERGENCES_PLANAR_SWEEP_H
#define DIVERGENCES_PLANAR_SWEEP_H

#include "divergences/planar_density.h"

/* Are all terms uniform on bounded sets? */
bool sweep_applies(const plane_task *t);

/* As plane_integral; indeterminate if the order of boundaries could not be decided at this precision. */
void sweep_integral(const plane_task *t, enclosure *out);

#endif
