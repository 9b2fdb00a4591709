/*
 * Bounds of a log density f and of its derivatives by parameters, for all parameters of a box, along a whole ray or up to a
 * singular end of a support. They are the dominating functions by which an integral over an infinite range may be differentiated
 * under the integral sign, and they bound what an integral over a finite range leaves out.
 *
 * Along s >= 0, x = x(s) in one of three ways:
 *
 *     STRAIGHT  x = X + side s            LOGARITHMIC  x = c + side R e^s            END  x = a + side rho e^-s
 *
 * e^f |dx/ds| <= e^(start - rate s), and |f|, sum |df/da|, sum |d^2 f/da db| are at most polynomials in s with coefficients >= 0:
 * of degree 2 on a STRAIGHT ray, where x^2 may occur; of degree 1 otherwise, where only logarithms of x may occur on a ray.
 */
#ifndef CALCULUS_FORM_MAJORANT_H
#define CALCULUS_FORM_MAJORANT_H

#include "calculus/form_jet.h"

typedef enum { RAY_STRAIGHT, RAY_LOGARITHMIC, RAY_END } ray_kind;

/* For all parameters of the box, `from` (X, X or a) is one point. */
typedef struct ray {
    ray_kind kind;
    real from;
    int side;
    ball start, centre, radius; /* X as a ball; LOGARITHMIC: c and R = |X - c|; END: radius is rho */
} ray;

enum { BOUND_DEGREE = 6 };
/* c[0] + c[1] s + ...; a coefficient without an upper bound makes it infinite. */
typedef struct bound_poly {
    ball c[BOUND_DEGREE + 1];
} bound_poly;

bound_poly bound_constant(scope *s, ball c);
bound_poly bound_line(scope *s, ball c0, ball c1);
bound_poly bound_sum(const bound_poly *f, const bound_poly *g);
bound_poly bound_product(const bound_poly *f, const bound_poly *g); /* of total degree at most BOUND_DEGREE */
bound_poly bound_scaled(const bound_poly *f, ball by);
bound_poly bound_larger(const bound_poly *f, const bound_poly *g);

typedef struct form_majorant {
    ball start, rate;
    bound_poly size, slope, bend;
} form_majorant;

form_majorant form_majorant_on(scope *s, const form *f, const parameter_box *b, const ray *r);

/* An upper bound of the integral over s >= 0 of e^(start - rate s) poly(s): sum c_k k!/rate^(k+1); infinite if rate may be <= 0. */
ball form_majorant_integral(scope *s, ball start, ball rate, const bound_poly *poly);

#endif
