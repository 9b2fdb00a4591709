/*
 * A pair of laws on the plane cut into mutually singular parts: densities on the plane, laws on lines, and atoms. A set of
 * smaller dimension carries no mass of a part of a larger one, and two lines meet in one point at most, so that
 *
 *     D_f(P||Q) = D_f of the densities + sum over lines of D_f on that line + D_f of the atoms,
 *
 * D_f of parts of total mass at most 1 being the integral of q f(p/q).
 */
#ifndef DIVERGENCES_PLANAR_PARTS_H
#define DIVERGENCES_PLANAR_PARTS_H

#include "divergences/divergence.h"
#include "divergences/functional.h"

/* Can both laws (q may be NULL) be cut so? If not, planar_functional has no answer. */
bool planar_divides(const law *p, const law *q);

/*
 * The integral of q f(p/q), to about 2^-goal; q == NULL is the reference measure, which a law with parts of several
 * dimensions does not have: then, as for pairs that cannot be cut, the value is indeterminate.
 */
void planar_functional(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                       enclosure *out);

#endif
