/*
 * Divergences that are no f-divergence (transport, energy, Kolmogorov, entropy), and those on the plane, over a part of an interval
 * of theta: closed forms at interval parameters, and for distances d the triangle inequality
 *
 *     |d(P_theta, Q_theta) - d(P_m, Q_m)|  <=  d(P_theta, P_m) + d(Q_theta, Q_m).
 *
 * and on the plane for the metrics of planar_move.h. A law's move d(P_theta, P_m). Where a component's quantile at each u, hence its cdf at each x, is monotone in each of its
 * parameters (family.ordered), it lies between those at the ends of the parameter's range. With one parameter that varies the move
 * is at most that to the farther end; with several, in each orthant of the parameter box around m the p-th powers
 * of the moves to its corners add up (p = 2 for the energy, whose square is 2 times the integral of (F - G)^2; Kolmogorov: their maximum). With
 * weights w_i, and any point c,
 *     W_p^p  <=  sum w_i move_i^p + 2^(p-1) sum |dw_i| (W_p(C_i, c) + move_i)^p       (common mass moves, the rest goes through c),
 *     energy <=  sum w_i move_i + sum |dw_i| energy(C_i, c),       Kolmogorov <= sum w_i move_i + sum |dw_i| / 2.
 *
 * W_p of two laws whose quantiles are affine in theta (family.affine) is the norm of F^-1 - G^-1 in L^p(0, 1), hence convex in
 * theta. On a part [a, b] with a < m < b it is then at most the larger end, at least what the secants through m and an end say on the
 * other side of m, and it increases strictly from a on if it does from a point before a to a; likewise at b.
 *
 * Kolmogorov's distance, and W_1 where it has a closed form, take their slopes from box_gap.h: J(m) + J' (theta - m) encloses them, and
 * where J' has one sign the ends of the part decide.
 *
 * Entropies of densities on the line come from the divergence from a normal law R:  H(P) = -E_P log r - KL(P||R).
 */
#ifndef DIVERGENCES_THETA_METRIC_H
#define DIVERGENCES_THETA_METRIC_H

#include "divergences/theta_part.h"

/* Is there a way for this divergence and these laws? False, and an error, if not. */
bool theta_metric_suits(const divergence *d, const box_laws *l, error *e);

/* May it be negative? Entropies may. */
bool theta_metric_signed(const divergence *d);

/* Evaluates the part; the laws are open on it. */
void theta_metric_evaluate(scope *s, const theta_problem *t, const box_laws *l, theta_part *part);

#endif
