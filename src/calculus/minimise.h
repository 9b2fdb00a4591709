/*
 * Numerical minimisation of a function of a few variables in double precision, with a tested estimate of how
 * far off the minimiser is.
 *
 * A downhill simplex (Nelder and Mead 1965) finds the valley: it needs no derivatives and may be stopped by
 * infinite values. It cannot see the minimiser to better than sqrt(rounding error of f), since f is flat
 * there. Where f is smooth, Newton's method on a gradient from central differences of order six,
 *
 *     f'(t) = (45 d_1 - 9 d_2 + d_3)/(60 h) + O(h^6),      d_k = f(t + k h) - f(t - k h),
 *
 * sees it much better, because the gradient changes sign there. Its error is judged by the formula of order
 * four and by other steps h; the error of the minimiser is that of the gradient times the inverse of the
 * second derivatives.
 */
#ifndef CALCULUS_MINIMISE_H
#define CALCULUS_MINIMISE_H

#include <stdbool.h>

enum { MINIMISE_DIM = 8 };

/* Outside its domain f is +infinity or NaN. */
typedef struct valley {
    int n; /* at most MINIMISE_DIM */
    double (*value)(void *state, const double *t);
    void *state;
    long evaluations; /* counted here */
} valley;

typedef struct minimum {
    double at[MINIMISE_DIM];
    double error
        [MINIMISE_DIM]; /* |at - minimiser|, an estimate; infinite where f does not depend on the variable */
    double value;
    double gradient[MINIMISE_DIM]; /* NaN if not smooth */
    bool smooth;                   /* Newton's method converged */
} minimum;

/*
 * The simplex from t, where f must be finite, with the given first steps, until its size is `size` times
 * them.
 */
bool minimise_simplex(valley *f, double *t, const double *step, double size, double *value);

/* Newton's method from t, which must be near a minimiser; `scale` is the size of t on which f varies. */
minimum minimise_polish(valley *f, const double *t, const double *scale);

#endif
