/* How far a law moves, in a distance, as its parameters run over a box: the bound of theta_metric.h. */
#ifndef DIVERGENCES_LAW_MOVE_H
#define DIVERGENCES_LAW_MOVE_H

#include "divergences/divergence.h"

/* w1, w2, wp, energy and kolmogorov. */
bool law_move_knows(const divergence *d);

/*
 * An upper bound of d(P_theta, P_m) over the box that `over` has been read with, `at` being the law at m, on the line. Indeterminate if there
 * is none: a family that is not ordered in a parameter that varies, an infinite distance.
 */
ball law_move(scope *s, const divergence *d, const law *over, const law *at, slong goal);

#endif
