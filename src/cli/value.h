/* A computed divergence in the unit that was asked for, as text. */
#ifndef CLI_VALUE_H
#define CLI_VALUE_H

#include "divergences/divergence.h"

/* In nats, bits or hartleys for what scales with the base of logarithms. The ball lives in the result's storage. */
ball value_in_base(const divergence *d, const result *r, int base);
const char *value_unit(const divergence *d, int base);

/* What was done: "closed-form", "quadrature" (certified or not: that is what the grade says), "sum", "samples". */
const char *route_name(const result *r, const law *p);
/* "support", "tail" or NULL. */
const char *infinity_name(infinity_reason why);

/* The correct decimals, "inf", or an empty text if nothing is known. Free with free(). */
char *value_text(const result *r, ball value, long digits);

#endif
