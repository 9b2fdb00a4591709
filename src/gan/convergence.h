/*
 * How far, at most, p_g is from the data, for all laws whatsoever with a stated confidence: upper bounds from n fresh points of each
 * that hold, all four together, but for a probability `risk`.
 *
 * Points are moved to the nearest point of the ball of diameter d around a centre (which is what the bounds speak of). With P_n and
 * Q_n the empirical measures,
 *     W1(P,Q)      <= W1(P_n,Q_n)      + d (log(1/r)/n)^(1/2)           with probability at least 1 - r
 *     energy(P,Q)  <= energy(P_n,Q_n)  + (2 d log(1/r)/n)^(1/2)
 * for both distances are convex, so that they are at most their means over samples, and a point that moves changes them by at most
 * d/n and (2d)^(1/2)/n (the energy distance is a norm in which |x - y| is half a squared distance): McDiarmid 1989. Means of D and of
 * log D, log(1-D), with logits clipped to [-4, 4], are bounded by Maurer and Pontil 2009, theorem 4, for the sample variance s^2:
 *     |mean - E| <= (2 s^2 log(4/r)/n)^(1/2) + 7 range log(4/r)/(3(n-1)).
 * r = risk/6 for each of the six statements (Bonferroni).
 */
#ifndef GAN_CONVERGENCE_H
#define GAN_CONVERGENCE_H

#include "gan/training.h"

typedef struct convergence {
    double w1, energy;   /* upper bounds of the distances, in the ball */
    double from_half;    /* of |E D - 1/2|, the greater of those under both laws */
    double from_minimum; /* of |V + log 4| */
} convergence;

typedef struct convergence_plan {
    size_t points, judged; /* fresh points of each law for the distances; and for D */
    double centre, radius; /* the ball around (centre, ..., centre) */
    double risk;
} convergence_plan;

void convergence_find(const training *t, const convergence_plan *how, convergence *out);

#endif
