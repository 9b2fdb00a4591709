/* The polynomials in t behind an expansion of |T - x|^p F', and sums of the sizes of their coefficients. For wasserstein_taylor.c. */
#ifndef DIVERGENCES_WASSERSTEIN_SERIES_H
#define DIVERGENCES_WASSERSTEIN_SERIES_H

#include "divergences/wasserstein_taylor.h"

/* Upper bounds of the absolute values of coefficients. */
typedef struct sizes {
    slong n;
    mag_ptr v;
} sizes;

typedef struct series {
    arb_poly_t x, distance, speed, y, psi, d;
    sizes size_y, size_psi, size_d;
    ball start; /* at least |G(Y(0)) - F(x(0))| */
    slong n;
} series;

void series_init(series *z, slong n);
void series_clear(series *z);

/* x, F', Y and psi = g(Y) Y' - F' around a centre, by n terms. */
void series_expand(series *z, coupling *q, scope *s, ball centre, slong bits);
/* |Y - x|^p F' */
void series_integrand(arb_poly_t out, const series *z, power_of order, slong bits);

ball series_coefficient(scope *s, const arb_poly_t c, slong k);

sizes sizes_of(const arb_poly_t c);
void sizes_clear(sizes *m);
/* A bound of the sum over k >= first of |c_k| R^k, of its derivative (+1) or its integral (-1). */
ball majorant(scope *s, const sizes *c, slong first, ball R, int derivative);

#endif
