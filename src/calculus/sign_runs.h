/*
 * Where a continuous function on [0, 1] with parameters in a box is positive, and where negative, for all of them: so that the
 * integral of |f| becomes one of f and -f, which continue analytically across the zeros.
 */
#ifndef CALCULUS_SIGN_RUNS_H
#define CALCULUS_SIGN_RUNS_H

#include "number/ball.h"

/* [from, to], ends exact; sign 0: open. */
typedef struct sign_run {
    double from, to;
    int sign;
} sign_run;

typedef struct sign_runs {
    size_t n, room;
    sign_run *run; /* from left to right, without gaps; neighbours of one certain sign are one run */
} sign_runs;

/* An enclosure of f on t, a point or an interval. */
typedef ball (*signed_function)(void *state, scope *s, ball t);

/*
 * By bisection. An interval stays open if the integral of |f| over it is below 4^-goal, if it is shorter than 2^-goal, if f is about as
 * wide at a point of it as on the whole of it, which is then the parameters' doing, or if `effort` evaluations are spent. Free the
 * runs with free().
 */
sign_runs sign_runs_find(scope *s, signed_function f, void *state, slong goal, long effort);

#endif
