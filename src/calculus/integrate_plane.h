/*
 * Rigorous integration of an analytic function of two variables over a rectangle.
 *
 * On a box with half-widths h, k the product of two Gauss-Legendre rules with m and n points is used. If |f| <= M on
 * E x [y interval] and |f| <= N on [x interval] x F, E and F the Bernstein ellipses of parameters r and s around the two
 * sides, on which f is holomorphic in one variable for real values of the other, then
 *
 *     |I_x I_y f - Q_x Q_y f|  <=  |(I_x - Q_x) I_y f| + |Q_x (I_y - Q_y) f|
 *                              <=  4 h k (64/15)/2 (M r^(-2m)/(1 - r^-2) + N s^(-2n)/(1 - s^-2)),
 *
 * as the weights of Q_x are positive and sum to 2 h (gauss.h has the bound on [-1, 1]). M and N come
 * from evaluating f on complex boxes around the ellipses, under the scope's demand of holomorphy; f is real for real
 * arguments, so the upper halves suffice. Boxes on which the bound asks for too many points are halved.
 */
#ifndef CALCULUS_INTEGRATE_PLANE_H
#define CALCULUS_INTEGRATE_PLANE_H

#include "number/cball.h"

/* Points of a rule relative to the middle of a side, and its weights; both scaled to the side. */
typedef struct side_rule {
    slong n;
    arb_ptr offset, weight;
} side_rule;

typedef struct plane_integrand {
    /* An enclosure of f over complex boxes, both of which meet the real axis. */
    cball (*at)(void *state, scope *s, cball x, cball y);
    /*
     * The sum of weight_i weight_k f(x + offset_i, y + offset_k) over two rules around real x, y; NULL: by `at`.
     */
    void (*sum)(void *state, scope *s, ball x, ball y, const side_rule *across, const side_rule *up,
                arb_t total);
    void *state;
    double length[2]; /* on which f varies along x and y, about: decides which side of a box is halved */
} plane_integrand;

/*
 * An enclosure of the integral over [x[0], x[1]] x [y[0], y[1]] to about 2^-goal, with at most `effort` evaluations of f;
 * always valid, wide or indeterminate if effort or precision do not suffice.
 */
ball integrate_plane(scope *s, const plane_integrand *f, const ball x[2], const ball y[2], slong goal,
                     slong effort);

#endif
