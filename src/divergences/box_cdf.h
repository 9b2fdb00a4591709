/*
 * D = F - G, the difference of the distribution functions of two laws whose parameters run over a box, with its gradient and second
 * derivatives by them at fixed x.
 *
 * With V_k the pathwise derivative by the k-th parameter y_k of a family (distribution.h) and p its density,
 *
 *     F_a  = - p sum_k V_k y_k,a
 *     F_ab = - sum_k [p_b V_k y_k,a + p V_k,b y_k,a + p V_k y_k,ab],
 *
 * and atoms, which must not move, count with their weights. On a piece of the line where the densities are analytic, D continues.
 */
#ifndef DIVERGENCES_BOX_CDF_H
#define DIVERGENCES_BOX_CDF_H

#include "divergences/box_laws.h"

typedef struct box_cdf box_cdf;

/* For the piece that contains `inside`; l has been opened with exactly the box b. */
box_cdf *box_cdf_make(scope *s, real_pool *pool, const box_laws *l, const parameter_box *b, real inside);
void box_cdf_free(box_cdf *u);

/* At x on the piece, real or complex. Indeterminate where a derivative is not known. */
cjet box_cdf_at(const box_cdf *u, scope *s, cball x);

/* D alone on a real x: its range, or by the mean value theorem, D(m) + D'(x) (x - m). */
ball box_cdf_value(const box_cdf *u, scope *s, ball x);

/*
 * For any real x in [lo, hi], which is on either side of moving ends of supports and kinks: `left` and `right` are for the pieces
 * beside. F is Lipschitz in the parameters, and these are its first derivatives for almost all of them; so are the second ones if
 * F_a is Lipschitz, that is, if no support ends there.
 */
cjet box_cdf_across(const box_cdf *left, const box_cdf *right, scope *s, real_pool *pool, real lo, real hi);

/*
 * Next to a fixed end `at` of the piece, up to that distance from it, where densities may be singular: there F_a is the integral of
 * p_a from the end on, which box_tail.h bounds.
 */
cjet box_cdf_near(const box_cdf *u, scope *s, real_pool *pool, real at, int side, ball distance);

#endif
