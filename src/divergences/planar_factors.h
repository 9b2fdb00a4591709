/*
 * Laws on the plane that are products of two laws on the line, recognised exactly: product(P, Q), and mixtures
 *     sum over i, k of w_ik (A_i x B_k)   with   w_ik = u_i v_k,   u_i = sum over k of w_ik,   v_k = sum over i of w_ik,
 * of normal2 without correlation and products of single components: a grid is one, and so is a rectangle.
 */
#ifndef DIVERGENCES_PLANAR_FACTORS_H
#define DIVERGENCES_PLANAR_FACTORS_H

#include "distributions/distribution.h"

typedef struct factored {
    component c; /* of family product; its factors are those of the law, or the laws here */
    law line[2]; /* sum of u_i A_i, sum of v_k B_k */
} factored;

/* False unless the law is certainly such a product. The pool owns new numbers; free with factored_free in any case. */
bool factored_make(factored *out, real_pool *pool, const law *l);
void factored_free(factored *f);

#endif
