/* A computed divergence in the unit that was asked for, as text. */
#ifndef CLI_VALUE_H
#define CLI_VALUE_H

#include "divergences/wording.h"

/* In nats, bits or hartleys for what scales with the base of logarithms. The ball lives in the result's storage. */
ball value_in_base(const divergence *d, const result *r, int base);

/* The correct decimals, "inf", or an empty text if nothing is known. Free with free(). */
char *value_text(const result *r, ball value, long digits);

#endif
