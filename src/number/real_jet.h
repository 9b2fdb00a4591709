/*
 * Second-order jets of an exact expression in some of its interval leaves: value, gradient and matrix of second derivatives,
 * enclosed over a box, by the rules of differentiation at each node,
 *     D g(u) = g'(u) Du,      D^2 g(u) = g'(u) D^2 u + g''(u) Du Du^T,      D^2 (uv) = u D^2 v + v D^2 u + Du Dv^T + Dv Du^T.
 */
#ifndef NUMBER_REAL_JET_H
#define NUMBER_REAL_JET_H

#include "number/real.h"

enum { JET_SYMBOLS = 4 };

typedef struct real_jet {
    int n;
    ball value, slope[JET_SYMBOLS], bend[JET_SYMBOLS][JET_SYMBOLS];
} real_jet;

/*
 * The jet of `of` where leaf symbol[i], an interval by construction, runs over x[i], i < n <= JET_SYMBOLS. Indeterminate
 * where the expression may fail to be smooth: |u|, sqrt(u) and u^v, v not a constant, at u = 0.
 */
real_jet real_jet_at(scope *s, real of, int n, const real *symbol, const ball *x);

#endif
