/*
 * The thetas at which P and Q are the same law, parameter by parameter: there every divergence is 0, and distances have a kink.
 */
#ifndef DIVERGENCES_THETA_MEET_H
#define DIVERGENCES_THETA_MEET_H

#include "divergences/box_laws.h"

enum { MEETINGS = 8 };

/*
 * Strictly between the ends of the interval that the laws have been opened over, in increasing order, made in `pool`. Each is certain; those whose
 * theta is irrational, or at which components are exchanged, are not found.
 */
int theta_meet(const box_laws *l, real_pool *pool, real out[MEETINGS]);

#endif
