/*
 * An exact expression in one symbol, compiled to be evaluated in double precision many times: parameters as functions of
 * theta. Every value comes with a bound of its rounding errors, |true value - value| <= *off, to first order and with some
 * room; it is infinite where the expression is not defined, or where rounding may decide whether it is.
 */
#ifndef NUMBER_REAL_PROGRAM_H
#define NUMBER_REAL_PROGRAM_H

#include "number/real.h"

typedef struct real_program real_program;

/* NULL if it cannot be compiled: other symbols, functions without a row, nesting too deep. `symbol` is a leaf, by identity. */
real_program *real_compile(real of, real symbol);
void real_program_free(real_program *p);

bool real_program_is_constant(const real_program *p); /* the symbol does not occur in it */
bool real_program_is_integer(const real_program *p);  /* a constant that its double is, exactly */
double real_program_at(const real_program *p, double x, double x_off, double *off);

#endif
