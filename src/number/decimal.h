/* Decimals in a text, and their exact values. */
#ifndef NUMBER_DECIMAL_H
#define NUMBER_DECIMAL_H

#include "number/real.h"

/* The length of the decimal at the start of the text, 0 if there is none: [+-] digits [. digits] [e [+-] digits]. */
size_t decimal_length(const char *text);

/* Up to 17 digits without a power of ten make a rational without any big number; NULL for a longer decimal. */
real decimal_short(real_pool *pool, const char *token, size_t length);

#endif
