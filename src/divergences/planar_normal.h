/*
 * Two normal laws on the plane up to an affine map: P = N(0, I) and Q = N(m, diag(l_1, l_2)), which all
 * f-divergences see alike. l_1 and l_2 are the eigenvalues of A^-1 B (A, B the covariances), and with d the
 * difference of the means
 *
 *     m_1^2 + m_2^2 = d' A^-1 d,      m_1^2/l_1 + m_2^2/l_2 = d' B^-1 d.
 */
#ifndef DIVERGENCES_PLANAR_NORMAL_H
#define DIVERGENCES_PLANAR_NORMAL_H

#include "divergences/divergence.h"

typedef struct normal_pair {
    ball l[2], m2[2]; /* eigenvalues; squares of the means */
    ball rise[2];     /* l - 1 */
    ball log_l[2];
    ball growth;  /* w = sum over l_j != 1 of (log l_j + m_j^2/(l_j - 1))/2 */
    ball pull[2]; /* m^2 l/(l - 1)^2 where l != 1 */
    bool same[2]; /* l = 1 exactly; otherwise l != 1 */
} normal_pair;

/* False if it cannot be decided whether eigenvalues coincide with each other or with 1. */
bool normal_pair_make(scope *s, const component *p, const component *q, normal_pair *out);

/* The same on the line: the second coordinate is shared. */
bool normal_pair_on_line(scope *s, const component *p, const component *q, normal_pair *out);

/* The affinity (affinity.h) at a real t. */
cball normal_pair_affinity(scope *s, const normal_pair *pair, ball t);
ball normal_pair_js(scope *s, const normal_pair *pair, slong goal);
/* Indeterminate if the covariances are equal (there is a closed form) or the precision does not suffice. */
ball normal_pair_tv(scope *s, const normal_pair *pair, slong goal);
/* V(G, D*) = integral of p log(p/(p+q)) + q log(q/(p+q)), by integrating over the plane. */
ball normal_pair_game_value(scope *s, const normal_pair *pair, slong goal);

#endif
