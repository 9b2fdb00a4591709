/*
 * Levels that two pieces have in common as a range of x of the base, and the variable along it: at an end where a density or T is not
 * analytic x is at + e^w or at - e^w. For wasserstein_integral.c.
 */
#ifndef DIVERGENCES_WASSERSTEIN_RANGE_H
#define DIVERGENCES_WASSERSTEIN_RANGE_H

#include "divergences/wasserstein_taylor.h"

/* One end of the range of x: the point itself, and where x = at +- e^w has its origin, if there is need of it. */
typedef struct range_end {
    ball x; /* exact, inside of the common levels */
    bool singular;
    ball at;
    real at_exact;
} range_end;

/*
 * The end of the base on the given side. `extreme` is the last common level there, which belongs to the base's cut, the other
 * law's, or both. Next to a singular end, and to the levels 0 and 1, levels up to `rest` are left out.
 */
range_end range_end_of(coupling *q, scope *s, ball extreme, ball theirs, int side, ball rest);

/*
 * On a piece outside of the law's middle, many times longer than its width, a density varies with the logarithm of the distance from a
 * point a width inside of the piece: x = at +- e^w serves as at a singular end.
 */
void range_by_distance(const branch *b, scope *s, range_end *l, range_end *r);

/* x(t) from a to b, of which one at most is singular. */
map range_variable(scope *s, const range_end *a, const range_end *b);

/* The bits that x needs beyond those of the values, if levels down to 2^-goal are to count. */
slong range_digits(const coupling *q, slong goal);

#endif
