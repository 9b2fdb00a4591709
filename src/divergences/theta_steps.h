/* The thetas of a grid in double precision. */
#ifndef DIVERGENCES_THETA_STEPS_H
#define DIVERGENCES_THETA_STEPS_H

#include "divergences/sweep.h"

/*
 * theta_i = (first + i step)/denominator: integers that doubles hold, so that one division rounds; `whole` is false if the
 * grid has no such form.
 */
typedef struct theta_steps {
    bool whole;
    double first, step, denominator;
} theta_steps;
theta_steps theta_steps_of(const theta_grid *g);

/* theta_i and how far off it may be; false if it is beyond the doubles. */
bool theta_double(const theta_steps *t, const theta_grid *g, long i, double *theta, double *off);

#endif
