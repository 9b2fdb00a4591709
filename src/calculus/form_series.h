/*
 * A form along a power series: the Taylor coefficients of log p(x(t)) from those of x(t), in ball arithmetic.
 */
#ifndef CALCULUS_FORM_SERIES_H
#define CALCULUS_FORM_SERIES_H

#include "calculus/form.h"

/* A form whose coefficients have been evaluated once, at the precision of the scope, which owns them. */
typedef struct form_series {
    int n;
    bool origin_is_zero;
    struct {
        basis kind;
        bool near; /* log|x - at|, at being the origin of distances */
        ball coef, at, scale;
    } t[FORM_TERMS];
} form_series;

form_series form_series_of(scope *s, const form *f, real origin);

/*
 * out = f(x(t)) modulo t^n; x(t) must stay on the form's piece. `distance` is |x(t) - origin|, where that is known with
 * digits of its own (NULL: nowhere). An indeterminate coefficient where a logarithm has no value.
 */
void form_series_along(arb_poly_t out, const form_series *f, const arb_poly_t x,
                       const arb_poly_struct *distance, slong n, slong bits);

/* f' at a complex box on which f is known to be analytic; indeterminate where a denominator may vanish. */
cball form_series_slope(const form_series *f, scope *s, cball x);

#endif
