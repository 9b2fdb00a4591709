/* The words in which a computed value is reported, everywhere the same. */
#ifndef DIVERGENCES_WORDING_H
#define DIVERGENCES_WORDING_H

#include "divergences/divergence.h"

/*
 * Of divergences with a logarithm "nats", or "bits" and "hartleys" in base 2 and 10; of distances "units of x", those of the space on
 * which the laws live; "1" of pure numbers.
 */
const char *value_unit(const divergence *d, int base);

/* What was done: "closed-form", "quadrature" (certified or not: that is what the grade says), "sum", "samples". */
const char *route_name(const result *r, const law *p);

/* "support", "tail" or NULL. */
const char *infinity_name(infinity_reason why);

#endif
