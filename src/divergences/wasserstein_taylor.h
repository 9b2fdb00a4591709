/*
 * The optimal map T = G^-1 o F from one law's piece to another's as a Taylor polynomial with a proven remainder.
 */
#ifndef DIVERGENCES_WASSERSTEIN_TAYLOR_H
#define DIVERGENCES_WASSERSTEIN_TAYLOR_H

#include "calculus/form_series.h"
#include "divergences/wasserstein_map.h"

/* x(t) = w(t), or at + e^w(t), or at - e^w(t), with w = w0 + (w1 - w0) t: x rises (+1) or falls (-1) with t. */
typedef struct coupling {
    branch base, *other; /* other: NULL if G^-1 is the constant `atom` */
    ball atom;
    map along;
    int direction;
    power_of order;
    int sign;     /* of T - x; 1 if p is even */
    slong digits; /* bits of the integral: the goal, relative to its size at most */
    slong lost;   /* bits that points lose next to a singular end: see digits_of_end */
    ball step;    /* of w, for the series' unit of t */
    form_series f[GAP_FORMS], g[GAP_FORMS];
} coupling;

void coupling_compile(coupling *q, scope *s);
ball coupling_level(const coupling *q, scope *s, ball t); /* F(x(t)) */
ball coupling_image(coupling *q, scope *s, ball t);       /* T(x(t)) at a real t */

/*
 * The integral of |T(x(t)) - x(t)|^p F'(t) around a centre, by n terms. It is within 2^-goal over centre + [-half, half] for
 * half <= reach; reach is 0 if nothing is known. No more than `most` is asked for.
 */
typedef struct expansion {
    arb_poly_t terms; /* of the integrand, by powers of (t - centre)/unit, a power of 2 */
    double reach, unit;
    ball error; /* over the whole reach */
} expansion;
void expansion_init(expansion *e);
void expansion_clear(expansion *e);
void expansion_at(expansion *e, coupling *q, scope *s, ball centre, double most, slong n, slong goal);
ball expansion_integral(const expansion *e, scope *s, double half);

#endif
