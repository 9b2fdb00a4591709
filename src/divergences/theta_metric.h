/*
 * Divergences that are no f-divergence (transport, energy, Kolmogorov, entropy), and those on the plane, over a part of an interval
 * of theta: closed forms at interval parameters, and for distances d on the line the triangle inequality
 *
 *     |d(P_theta, Q_theta) - d(P_m, Q_m)|  <=  d(P_theta, P_m) + d(Q_theta, Q_m).
 *
 * A law's move d(P_theta, P_m). Where a component's quantile at each u, hence its cdf at each x, is monotone in each of its
 * parameters (family.ordered), it lies between those at the ends of the parameter's range. With one parameter that varies the move
 * is at most that to the farther end; with several, in each orthant of the parameter box around m the p-th powers
 * of the moves to its corners add up (p = 2 for the energy, whose square is 2 times the integral of (F - G)^2; Kolmogorov: their maximum). With
 * weights w_i, and any point c,
 *     W_p^p  <=  sum w_i move_i^p + 2^(p-1) sum |dw_i| (W_p(C_i, c) + move_i)^p       (common mass moves, the rest goes through c),
 *     energy <=  sum w_i move_i + sum |dw_i| energy(C_i, c),       Kolmogorov <= sum w_i move_i + sum |dw_i| / 2.
 *
 * Entropies of densities on the line come from the divergence from a normal law R:  H(P) = -E_P log r - KL(P||R).
 */
#ifndef DIVERGENCES_THETA_METRIC_H
#define DIVERGENCES_THETA_METRIC_H

#include "divergences/theta_part.h"

/* Is there a way for this divergence and these laws? False, and an error, if not. */
bool theta_metric_suits(const divergence *d, const law *p, const law *q, error *e);

/* May it be negative? Entropies may. */
bool theta_metric_signed(const divergence *d);

/* Evaluates the part; the laws are open on it. */
void theta_metric_evaluate(scope *s, const theta_problem *t, const box_laws *l, theta_part *part);

#endif
