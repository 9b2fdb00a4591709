/*
 * A holomorphic function on a complex ball by the mean value inequality: f(z) lies within |z - z0| sup |f'| of f(z0),
 * z0 the ball's midpoint, the supremum being over the ball, which is convex and on which f is holomorphic.
 */
#ifndef DISTRIBUTIONS_MEAN_VALUE_H
#define DISTRIBUTIONS_MEAN_VALUE_H

#include "number/cball.h"

/* An enclosure of a function of one or two shapes and z; z is exact where a value is asked for. */
typedef void (*evaluation)(acb_t out, acb_srcptr shape, acb_srcptr z, slong bits);

/* `slope` is the derivative of `value`; the caller has excluded balls that meet a cut. */
cball cball_mean_value(evaluation value, evaluation slope, const ball *shapes, int count, cball z);

#endif
