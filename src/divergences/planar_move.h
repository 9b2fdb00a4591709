/*
 * How far a law on the plane moves as theta runs over an interval, in three metrics: TV, H with H^2 = hellinger2, and the root of JS
 * (a metric: Endres and Schindelin 2003).
 *
 * A normal law that moves has the Fisher information I = E (d log p/d theta)^2, and the length of its path bounds the distance:
 *
 *     TV <= integral of E|d log p|/2 <= integral of I^(1/2)/2,      H, JS^(1/2) <= integral of (I/8)^(1/2) over theta,
 *
 * for d(theta, theta + h)^2 = I h^2/8 + o(h^2) in the latter two. A mixture sum w_i C_i moves by its components, of which convexity
 * takes the mean of TV, of H^2 and of JS, and by its weights, as far as the laws w on the components' numbers do (data processing).
 */
#ifndef DIVERGENCES_PLANAR_MOVE_H
#define DIVERGENCES_PLANAR_MOVE_H

#include "divergences/box_laws.h"
#include "divergences/divergence.h"

/* tv, hellinger2, js and js-distance. */
bool planar_move_knows(const divergence *d);

/*
 * An upper bound of the metric of d between one of the laws of l (`over` is its P or its Q) anywhere in the interval and at a theta no
 * farther than `step` from all of it, where it is `at`. Indeterminate if a component moves that is not normal2.
 */
ball planar_move(scope *s, const divergence *d, const box_laws *l, const law *over, const law *at, ball step);

/* d at P', Q' from d at P, Q and both moves. */
ball planar_moved(const divergence *d, ball value, ball move);

#endif
