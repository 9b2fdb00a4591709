/*
 * What an f-divergence with parameters and its derivatives by them have on a tail, uniformly in the parameters of a box.
 *
 * By box_functional.h, |F| <= |A| + |B|, |F_a| <= |A| |p_a|/p + |B| |q_a|/q and, in other words for the same F_ab,
 * |F_ab| <= |A| |p_ab|/p + |B| |q_ab|/q + K |u_a u_b|,
 * where p = sum w_i e^f_i, so that |p_a| <= sum (|w_i,a| + w_i |f_i,a|) e^f_i, and so on; |u| <= |log p| + |log q| with
 * log p between log w_k + f_k and log n + max f_i. All of these are polynomials in s times exponentials that decay
 * (calculus/form_majorant.h). The sums of such bounds are integrable and do not depend on the parameters: by dominated convergence
 * the integral over the tail is twice continuously differentiable, its derivatives are the integrals of F_a and F_ab, and the
 * bounds returned here are bounds of them.
 */
#ifndef DIVERGENCES_BOX_TAIL_H
#define DIVERGENCES_BOX_TAIL_H

#include "calculus/form_majorant.h"
#include "divergences/box_functional.h"
#include "divergences/box_laws.h"

/*
 * bound[k], k = 0, 1, 2: an upper bound of the integral over the tail of F, of sum |F_a| and of sum |F_ab|; infinite if none was
 * found. The same tail may be described by several rays, of which each term takes the best.
 */
void box_tail(scope *s, real_pool *pool, const box_divergence *d, const box_strand *p, const box_strand *q,
              const parameter_box *b, const outskirt *rays, int count, ball bound[3]);

#endif
