/*
 * The only minimum of a smooth function f on a box, known to be near a given point: f has exactly one critical point in a small
 * box around it (interval Newton on the gradient), none in the rest of the box, and is larger on its boundary (both by branch
 * and bound). A minimum over the compact box exists; it is not on the boundary, so it is critical, hence that one.
 */
#ifndef CALCULUS_ONLY_MINIMUM_H
#define CALCULUS_ONLY_MINIMUM_H

#include "calculus/symbols.h"

/*
 * HOLDS: the minimum of `f` over the ranges of the symbols is attained at one point only, which `point` encloses to about
 * 2^-goal; on entry `point` is near it (a sixteenth of each range). FAILS: there is no critical point near the point given, or
 * the boundary reaches lower. At most JET_SYMBOLS symbols, all with a range.
 */
verdict only_minimum(scope *s, const symbols *of, real f, slong goal, ball *point);

#endif
