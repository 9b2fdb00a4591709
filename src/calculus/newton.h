/*
 * Existence and uniqueness of a zero of F: R^n -> R^n in a box X, by Krawczyk's operator
 *
 *     K(X) = m - Y F(m) + (I - Y F'(X)) (X - m),      m in X,  Y any matrix (here about F'(m)^-1).
 *
 * Every zero in X lies in K(X). If K(X) lies in the interior of X, X holds exactly one zero; if K(X) misses X,
 * it holds none (Krawczyk 1969; Neumaier, Interval Methods for Systems of Equations, 1990, 5.1). F must be
 * continuously differentiable on X.
 */
#ifndef CALCULUS_NEWTON_H
#define CALCULUS_NEWTON_H

#include "number/ball.h"

enum { NEWTON_DIM = 5 };

/* n <= NEWTON_DIM. `value` encloses F on the box x[0..n), `jacobian` dF_i/dx_j in out[i * n + j]. */
typedef struct vector_field {
    int n;
    void (*value)(void *state, scope *s, const ball *x, ball *out);
    void (*jacobian)(void *state, scope *s, const ball *x, ball *out);
    void *state;
} vector_field;

/*
 * HOLDS: the box x holds exactly one zero, and x becomes an enclosure of it, of radius about 2^-goal or as small as
 * the scope's precision allows. FAILS: it holds none. UNDECIDED: x becomes a smaller box (or stays as it is) that
 * holds every zero of the box given. The balls of x must belong to s or to none.
 */
verdict newton_unique_zero(scope *s, const vector_field *F, ball *x, slong goal);

#endif
