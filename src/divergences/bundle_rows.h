/* The integral of a functional over one piece along rows (calculus/panels_rows.h): the same integrand as a bundle's, at 20 digits. */
#ifndef DIVERGENCES_BUNDLE_ROWS_H
#define DIVERGENCES_BUNDLE_ROWS_H

#include "divergences/bundle.h"

/* Are there rows for the functional, and may they be accurate to 2^-goal? */
bool rows_serve(const functional *f, slong goal);

/*
 * An enclosure with an error of about 2^-goal of the integral over t in [0, 1] of the bundle's density, or an indeterminate ball
 * where rows do not serve: some functionals and maps, goals below what double-double arithmetic knows.
 */
ball bundle_rows_integral(scope *s, const bundle *b, slong goal);

/*
 * What that rests on, for those who check it: sup |density| on n <= ROW discs around real t, from above; infinite or NaN where the
 * density may not be analytic. False where rows do not serve, and on MAP_TAN, for which they have a variable of their own.
 */
bool bundle_rows_bounds(const bundle *b, int n, const double *mid, const double *rad, double *sup);

#endif
