/* Exact transport between clouds on the line: the part of cloud_transport.h for points of dimension 1. */
#ifndef DIVERGENCES_CLOUD_LINE_H
#define DIVERGENCES_CLOUD_LINE_H

#include "divergences/cloud_transport.h"

/*
 * Points go to multiples of 2^-shift, about 2^60 of them between the outermost points, by rounding down: W then changes by less than
 * one step, for no difference of two points changes by more. Decimals are not rounded to doubles before.
 */
bool cloud_line_make(scope *s, double p, const cloud *const c[2], const char *const name[2],
                     const cloud_transport_options *options, cloud_transport *out, error *e);

/*
 * W_p between two laws that are one cloud each, at 2^-60 of the distance of the outermost points; its solution is checked as any
 * other. False if the laws are others, or the order is not a double.
 */
bool cloud_line_enclose(scope *s, real order, const law *p, const law *q, ball *out);

#endif
