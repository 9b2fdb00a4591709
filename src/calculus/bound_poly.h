/* Upper bounds of functions of s >= 0: polynomials with coefficients >= 0 times an exponential. Their sums and products bound those of the functions. */
#ifndef CALCULUS_BOUND_POLY_H
#define CALCULUS_BOUND_POLY_H

#include "number/ball.h"

enum { BOUND_DEGREE = 6 };
/* (c[0] + c[1] s + ...) e^(rise s), rise >= 0; a coefficient without an upper bound makes it infinite. */
typedef struct bound_poly {
    ball c[BOUND_DEGREE + 1], rise;
} bound_poly;

bound_poly bound_constant(scope *s, ball c);
bound_poly bound_line(scope *s, ball c0, ball c1);    /* c0 + c1 s */
bound_poly bound_rising(scope *s, ball c, ball rise); /* c e^(rise s) */
bound_poly bound_sum(const bound_poly *f, const bound_poly *g);
bound_poly bound_product(const bound_poly *f, const bound_poly *g); /* of total degree at most BOUND_DEGREE */
bound_poly bound_scaled(const bound_poly *f, ball by);
/* At least both. */
bound_poly bound_larger(const bound_poly *f, const bound_poly *g);

#endif
