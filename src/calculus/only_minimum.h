/*
 * The only minimum of a smooth function f on a box: f has exactly one critical point in the box (interval Newton on the
 * gradient), and on the boundary f is larger than there (branch and bound on each face). A minimum over the compact box exists;
 * it is not on the boundary, so it is an inner point, hence critical, hence that one.
 */
#ifndef CALCULUS_ONLY_MINIMUM_H
#define CALCULUS_ONLY_MINIMUM_H

#include "calculus/symbols.h"

/*
 * HOLDS: the minimum of `f` over the ranges of the symbols is attained at one point only, which `point` encloses to about
 * 2^-goal. FAILS: there is no critical point, or the boundary reaches lower. At most JET_SYMBOLS symbols, all with a range.
 */
verdict only_minimum(scope *s, const symbols *of, real f, slong goal, ball *point);

#endif
