/* Ends of pieces of the line with parameters: which are singular, and what is beyond them (box_laws.h). */
#ifndef DIVERGENCES_BOX_ENDS_H
#define DIVERGENCES_BOX_ENDS_H

#include "divergences/box_functional.h"
#include "divergences/box_tail.h"

/* Does a log density of the strand not continue analytically to `at`? */
bool box_is_singular(const box_strand *l, real at);

/* The ray from x outwards, by the distance from `centre` and from 0, of which some densities are functions; how many there are. */
int box_rays(scope *s, real_pool *pool, real centre, real x, int side, outskirt rays[2]);

/*
 * Masses with a weight: bound[k], k = 0, 1, 2, at least the integral over the tail of |x - centre|^power times p, sum |p_a| and
 * sum |p_ab|. Without a centre the weight is 1.
 */
void box_mass_tail(scope *s, real_pool *pool, const box_strand *l, const parameter_box *b,
                   const outskirt *rays, int count, real centre, real power, ball bound[3]);

#endif
