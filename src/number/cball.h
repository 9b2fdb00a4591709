/*
 * Complex balls: enclosures of complex numbers, for rigorous integration and certified eigenvalues.
 * Primitives with a branch cut honour the scope's `holomorphic` demand (see scope.h).
 */
#ifndef NUMBER_CBALL_H
#define NUMBER_CBALL_H

#include "number/ball.h"

typedef struct cball {
    acb_ptr v;
    scope *in;
} cball;

cball cball_from_acb(scope *s, const acb_t z);
cball cball_from_ball(scope *s, ball a);
cball cball_nothing(scope *s);

cball cball_add(cball a, cball b);
cball cball_sub(cball a, cball b);
cball cball_mul(cball a, cball b);
cball cball_div(cball a, cball b);
cball cball_neg(cball a);
cball cball_times_i(cball a);
cball cball_sqr(cball a);
cball cball_inv(cball a);
cball cball_add_ball(cball a, ball b);
cball cball_mul_ball(cball a, ball b);
cball cball_add_int(cball a, slong n);
cball cball_scale2(cball a, slong k);          /* a * 2^k */
cball cball_linear(ball c0, ball c1, cball z); /* c0 + c1 z */

cball cball_exp(cball a);
cball cball_expm1(cball a);
cball cball_sin(cball a);
cball cball_cos(cball a);
cball cball_log(cball a);   /* cut: (-inf, 0] */
cball cball_log1p(cball a); /* cut: (-inf, -1] */
/* log(1 + a) - a, of the order of a^2, with digits of its own; cut: (-inf, -1] */
cball cball_log1p_rest(cball a);
cball cball_softplus(cball a); /* log(1 + e^a), continued from the real axis: for boxes that meet it */
cball cball_sqrt(cball a);     /* cut: (-inf, 0] */
cball cball_atan(cball a);     /* cut: outside [-i, i] on the imaginary axis */
cball cball_erf(cball a);
cball cball_erfc(cball a);
cball cball_lgamma(cball a);                      /* cut: (-inf, 0] */
cball cball_1f1(ball a, ball b, cball z);         /* Kummer's function M(a, b, z) */
cball cball_2f1(ball a, ball b, ball c, cball z); /* Gauss's hypergeometric function; cut: [1, inf) */

cball cball_mid(cball a); /* the exact midpoint */
ball cball_real(cball a);
bool cball_is_finite(cball a);
/* The sign of the midpoint's real part: picks one of several forms of the same holomorphic function. */
int cball_side(cball a);
/* Compares the midpoints' real parts: picks a dominant term. */
bool cball_dominates(cball a, cball b);

#endif
