/*
 * Distances between laws on the line by their distribution functions, over a box of parameters: with D = F - G (box_cdf.h),
 *
 *     J = 2 * integral of D^2   (its root is the energy distance),    J = integral of |D|   (W_1),    J = sup |D|   (Kolmogorov),
 *
 * with the gradient, and for the first, where no support's end moves, the second derivatives.
 *
 * Differentiation under the integral at fixed x. On pieces of the line between cuts D is smooth in the parameters; next to a moving
 * cut, in a fixed interval, D is Lipschitz in them, and so is D_a where no density jumps: its derivative almost everywhere is
 * enough, for increments of J are integrals of it (Fubini). Where D changes its sign, |D| is Lipschitz.
 *
 * The supremum. If for all parameters of the box |D| is largest only in a set C of x, the increment of J between two parameters is at
 * least that of |D| at the first one's maximiser, and at most that at the second one's (Danskin): the slope of J along the way is
 * between the least and the largest derivative of |D| on C. J is Lipschitz, and this is what `slope` means.
 *
 * Where P = Q at an end theta_0 of the box. D itself has no certain sign there, but D(x) is (theta - theta_0) times a mean E(x) of
 * D_theta(x) over the way: where D_theta has one sign for all parameters, D has it, too, or the opposite one. In the same way |D| is largest
 * where |E| is, hence only where |D_theta| may exceed a value that it has somewhere for all parameters.
 *
 * Tails. Beyond R, at the distance y from a centre, |F_a| <= integral from x on of |p_a|. With A_k = the integral of y^(1/2) times
 * p + q, sum |p_a| + |q_a|, sum |p_ab| + |q_ab| over the tail, by Fubini
 *     integral of |D_j D_k|  <=  double integral of |p_j(u)| |p_k(v)| min(y(u), y(v))  <=  A_j A_k
 * for all laws with a moment of order 1/2; and integral of |D_k| <= integral of y |p_k| for those with a mean.
 */
#ifndef DIVERGENCES_BOX_GAP_H
#define DIVERGENCES_BOX_GAP_H

#include "divergences/box_integral.h"

/* The energy distance, W_1 or wp(1), Kolmogorov's, of laws whose atoms, if any, are few and do not move, or that are on 0, 1, 2, ... */
bool box_gap_of(const divergence *d, const box_laws *l, box_divergence *out);

/* How many derivatives, up to 2, are known somewhere in the box that the laws were opened with. */
int box_gap_order(const box_laws *l, const box_divergence *d);

/* As box_integral. `why` stays FINITE: without enough moments nothing is known. */
void box_gap(scope *s, const box_laws *l, const box_divergence *d, const ball *x, int order, slong goal,
             box_value *out);

#endif
