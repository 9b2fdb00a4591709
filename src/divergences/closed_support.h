/*
 * Supports of laws on the line, for rows that hold for many families (internal to the registry).
 */
#ifndef DIVERGENCES_CLOSED_SUPPORT_H
#define DIVERGENCES_CLOSED_SUPPORT_H

#include "divergences/closed_rows.h"

bool closed_has_density_only(const closed_law *l);

/* The ends of the support of one continuous family, NULL where infinite; false for anything else. */
bool closed_support(const closed_pair *c, const closed_law *l, real *lo, real *hi);

/* Is the support of P inside that of Q? 1, 0 or REAL_UNDECIDED. */
int closed_inside(const closed_pair *c);

#endif
