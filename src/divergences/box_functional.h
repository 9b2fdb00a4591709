/*
 * The f-divergences as functions of parameters. With w = p/q, u = log w and the perspective F(p,q) = q f(p/q), let
 *
 *     A = p f'(w),      B = q (f(w) - w f'(w)),      K = (p^2/q) f''(w).
 *
 * F is homogeneous of degree 1 and F'' degenerate along (p, q), so with subscripts for derivatives by parameters
 *
 *     F    = A + B
 *     F_a  = A (log p)_a + B (log q)_a
 *     F_ab = A (log p)_ab + B (log q)_ab + (A + K) (log p)_a (log p)_b + (B + K) (log q)_a (log q)_b
 *            - K ((log p)_a (log q)_b + (log q)_a (log p)_b).
 *
 * A multiple of p may be left out of A and of q out of B, for p and q have the mass 1 for all parameters and their derivatives
 * integrate to 0. A row states A, B, A + K, B + K and K, which are simpler together than apart, and F.
 * Where p is absent F = f(0) q, where q is, F = f'(inf) p.
 *
 * On a tail (box_tail.h) a row promises, with constants of the row,
 *     |A| <= p (a + a_u |u|) + a_q q + a_m m,     |B| <= q (b + b_u |u|) + b_p p + b_m m,     0 <= K <= k_p p + k_q q + k_m m,
 * m = p^alpha q^(1-alpha) for powers; a second set of constants, if there is one, may be used for A and for B in place of the first.
 */
#ifndef DIVERGENCES_BOX_FUNCTIONAL_H
#define DIVERGENCES_BOX_FUNCTIONAL_H

#include "divergences/divergence.h"
#include "divergences/functional.h"

typedef struct tail_constants {
    ball own, own_u, other, mixed; /* a, a_u, a_q, a_m, or the same of B */
} tail_constants;

typedef struct box_tail_rule {
    int choices; /* 1 or 2 */
    tail_constants A[2], B[2];
    ball k_p, k_q, k_m;
    bool k_is_minimum; /* K <= min(k_p p, k_q q) instead */
} box_tail_rule;

typedef struct box_parts {
    cball F, A, B, AK, BK, K;
} box_parts;

typedef struct box_functional {
    int order; /* derivatives by parameters that exist: 2; TV: 1 */
    box_parts (*parts)(const site *at);
    bool nonnegative; /* F >= 0 everywhere: the integral over a part of the line is a lower bound of J */
    bool (*without_p)(scope *s, ball order, ball *f0);    /* f(0); false if infinite */
    bool (*without_q)(scope *s, ball order, ball *slope); /* f'(inf); false if infinite */
    box_tail_rule (*tail)(scope *s, ball order);
    const functional
        *growth[2]; /* whose tails decide convergence: of P against Q, of Q against P; NULL: always finite */
    const functional *value[2]; /* F as a sum of functionals of (P, Q) and of (Q, P); NULL: none */
    bool by_sign;               /* analytic wherever the sign of p - q is given */
} box_functional;

/* Of the difference of the distribution functions, box_gap.h: the integral of its square, of its absolute value; the supremum. */
typedef enum { GAP_NONE, GAP_ENERGY, GAP_ABSOLUTE, GAP_SUPREMUM } gap_kind;

/* A divergence as an increasing or decreasing function of J, the integral of F, for the laws as given or exchanged. */
typedef struct box_divergence {
    const box_functional *f; /* NULL: by `gap` */
    gap_kind gap;
    int touch; /* P = Q at the lower (1) or upper (-1) end of a box of one parameter: for `gap` (box_gap.h) */
    real order; /* of the power; NULL otherwise */
    bool exchanged;
    bool falls;                              /* decreasing in J */
    ball (*of_integral)(ball J, ball order); /* monotone; NULL: J itself */
} box_divergence;

/* False if the divergence is not an f-divergence, or the order is not known to differ from 1. */
bool box_divergence_of(const divergence *d, real_pool *pool, box_divergence *out);

#endif
