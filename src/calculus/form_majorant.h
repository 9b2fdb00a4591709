/*
 * Bounds of a log density f and of its derivatives by parameters, for all parameters of a box, along a whole ray or up to a
 * singular end of a support. They are the dominating functions by which an integral over an infinite range may be differentiated
 * under the integral sign, and they bound what an integral over a finite range leaves out.
 *
 * Along an outskirt (form_far.h: |x - centre| = radius e^s on a ray, radius e^-s at an end, s >= 0), e^f |dx/ds| <= e^(start - rate s),
 * and |f|, sum |df/da|, sum |d^2 f/da db| are at most polynomials in s with coefficients >= 0, times e^(rise s): x^k rises like
 * e^(k s), which the decay of a density with a term in x^k outdoes by far.
 */
#ifndef CALCULUS_FORM_MAJORANT_H
#define CALCULUS_FORM_MAJORANT_H

#include "calculus/bound_poly.h"
#include "calculus/form_far.h"
#include "calculus/form_jet.h"

typedef struct form_majorant {
    ball start, rate;
    bound_poly size, slope, bend;
} form_majorant;

/* For all parameters of the box the end of an outskirt, or the start of a ray, is one point. */
form_majorant form_majorant_on(scope *s, real_pool *pool, const form *f, const parameter_box *b,
                               const outskirt *o);

/*
 * An upper bound of the integral over s >= 0 of e^(start - rate s) times the bound: sum c_k k!/l^(k+1), l = rate - rise; infinite if
 * l may be <= 0.
 */
ball form_majorant_integral(scope *s, ball start, ball rate, const bound_poly *poly);

#endif
