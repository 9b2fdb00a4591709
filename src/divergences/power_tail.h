/* What is left of the integral of a heavy-tailed distance beyond the last place that is looked at, in double precision. */
#ifndef DIVERGENCES_POWER_TAIL_H
#define DIVERGENCES_POWER_TAIL_H

/*
 * The integral of f over (4 s, infinity), given f at s, 2 s and 4 s and if f is near a multiple of e^(-l t) there, as the integrands of
 * heavy tails are in the logarithm of x: f(4 s)/l. +infinity if f does not decay. To *wrong is added what comes of how far the two decays seen
 * differ, and of the relative error `noise` of f; it is infinite where that may feign or hide the decay.
 */
double power_tail(double s, double first, double middle, double last, double noise, double *wrong);

#endif
