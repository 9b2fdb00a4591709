/*
 * Gauss-Legendre rules and their error. If |f| <= M on the Bernstein ellipse of parameter r around [-1, 1], where f is
 * holomorphic, the rule with n points errs by at most
 *
 *     (64/15) M r^(-2n) / (1 - r^-2)                                       (Trefethen 2013, theorem 19.3).
 *
 * The ellipse has the half axes (r + 1/r)/2 and (r - 1/r)/2.
 */
#ifndef CALCULUS_GAUSS_H
#define CALCULUS_GAUSS_H

#include "number/cball.h"

enum { GAUSS_STEP = 4, GAUSS_MOST = 64, GAUSS_RULES = GAUSS_MOST / GAUSS_STEP + 1 };
enum { GAUSS_MOST_GOAL = 900 }; /* bounds are kept as doubles */

/* Rules whose numbers of points are multiples of GAUSS_STEP, made when first asked for. */
typedef struct gauss {
    slong bits;
    arb_ptr node[GAUSS_RULES], weight[GAUSS_RULES];
} gauss;

/* The index of the rule with n points. */
int gauss_rule(gauss *a, int n);
void gauss_clear(gauss *a);

/* Bounds as doubles, rounded up: |value|, the error above, and relative half axes of the ellipse. */
double gauss_size(cball value);
double gauss_error(double bound, double r, double n);
double gauss_along(double r);
double gauss_across(double r);

/* The least multiple of GAUSS_STEP for which the error is at most the tolerance. */
double gauss_points(double bound, double r, double tolerance);

#endif
