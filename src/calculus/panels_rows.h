/*
 * Certified adaptive Gauss-Legendre quadrature on [0, 1] as in panels.h, for integrands that are worked out along rows: nodes of
 * several panels at once in double-double arithmetic, and bounds on discs around several panels at once.
 *
 * A panel of half-length r is accepted with N points where f is bounded by M on the disc around its midpoint that covers the Bernstein
 * ellipse of some rho, its radius being the ellipse's greater semi-axis r (rho + 1/rho)/2. The rule is then off by at most
 *
 *     (64/15) M r rho^(-2N) / (1 - rho^-2)                          (Trefethen 2013, theorem 19.3).
 */
#ifndef CALCULUS_PANELS_ROWS_H
#define CALCULUS_PANELS_ROWS_H

#include "calculus/form_rows.h"

typedef struct rows_integrand {
    /* f at the nodes at->t[0 .. at->n); `at` has room for what the map adds. */
    void (*values)(const void *state, twofold_points *at, twofold_row *out);
    /* sup |f| over each disc, from above; infinite or NaN where f may fail to be analytic or bounded. f is real on the real axis. */
    void (*bounds)(const void *state, disc_points *at, double *sup);
} rows_integrand;

/* As integrate_panels, but it may also fail because 2^-goal is finer than double-double arithmetic is. */
ball integrate_rows(scope *s, const rows_integrand *f, const void *state, slong goal);

#endif
