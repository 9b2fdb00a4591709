/*
 * Wasserstein distances on the plane: exact values where a formula or a symmetry gives one, two-sided enclosures otherwise.
 *
 *     translates (Q is P moved by v, component by component)     W_k = |v|: the shift couples, and |E X - E Y| <= W_1
 *     a point c                                              W_k^k = E|X - c|^k
 *     homotheties, Q the law of c + f (X - c)                W_k = |f - 1| (E|X - c|^k)^(1/k)
 *     radial laws of one centre                              W_k of the distances from it
 *     radial laws of centres d apart                         W_2^2 = d^2 + W_2^2 of the distances from their centres
 *     disks                    W2^2 = |c - c'|^2 + (r - r')^2/2;   W_k = |r - r'| (2/(k+2))^(1/k) for one centre
 *
 * (||x - c| - |y - c|| <= |x - y|, which both maps attain; and W_2^2 is that of the centred laws and |E X - E Y|^2.)
 *
 * Otherwise both laws are quantised (planar_quantise.h) and transport between the points is solved, and checked, in integers.
 * With d_P^2 = E|X - X'|^2 and any f, g with f_i + g_j <= |x_i - y_j|^k,
 *
 *     W_k(P,Q) >= (sum m_i f_i + sum n_j g_j)^(1/k) - d_P - d_Q                   (weak duality, triangle inequality; k <= 2);
 *     W_2 >= what points outward of the laws have, less what they are spread farther (planar_quantise.h): to the order of 1/n;
 *     W_1 >= W_1 of projections on lines;       W2^2 >= |E X - E Y|^2 + tr A + tr B - 2 tr (A B)^(1/2)     (Gelbrich 1990);
 *
 * and a plan p between the points, repaired at the cost of its wrong marginals, is coupled cell by cell independently: as the
 * points are the means of their cells, with spreads a_i = E(|X - x_i|^2 | i), b_j,
 *
 *     W2^2 <= sum p_ij (|x_i - y_j|^2 + a_i + b_j),        W1 <= sum p_ij (|x_i - y_j|^2 + a_i + b_j)^(1/2)     (Jensen).
 * A mixture may also be coupled component by component (planar_plan.h).
 */
#ifndef DIVERGENCES_PLANAR_TRANSPORT_H
#define DIVERGENCES_PLANAR_TRANSPORT_H

#include "divergences/divergence.h"

/* W_k; false if k is above 2 and no formula applies, or a law has no variance. */
bool planar_wasserstein(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out);

/* The exact values but for translates and disks; k = 1 and 2 alone for points and homotheties. */
bool exact_coupling(scope *s, real order, const law *p, const law *q, slong goal, ball *out);

#endif
