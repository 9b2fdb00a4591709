/*
 * Complex jets: a holomorphic function of a point x together with its gradient and second derivatives in a few real
 * parameters, enclosed over a box of parameters (real_jet.h, for functions of x). The rules are those of differentiation at each
 * node,
 *     D g(u) = g'(u) Du,      D^2 g(u) = g'(u) D^2 u + g''(u) Du Du^T,      D^2 (uv) = u D^2 v + v D^2 u + Du Dv^T + Dv Du^T.
 */
#ifndef NUMBER_CJET_H
#define NUMBER_CJET_H

#include "number/cball.h"
#include "number/real_jet.h"

enum { CJET_BENDS = JET_SYMBOLS * (JET_SYMBOLS + 1) / 2 };

/* Derivatives above `order` are identically zero, or above `most` and not wanted: neither are stored. */
typedef struct cjet {
    int n, order, most;
    cball value, slope[JET_SYMBOLS], bend[CJET_BENDS];
} cjet;

/* Where the second derivative by parameters a and b <= a is kept. */
static inline int cjet_bend(int a, int b) { return a * (a + 1) / 2 + b; }

cjet cjet_constant(int n, cball value);
cjet cjet_nothing(int n, scope *s); /* neither the value nor a derivative is known */
cjet cjet_from_real(scope *s, const real_jet *j, int most);

cjet cjet_add(cjet u, cjet v);
cjet cjet_sub(cjet u, cjet v);
cjet cjet_mul(cjet u, cjet v);
cjet cjet_neg(cjet u);
cjet cjet_sqr(cjet u);
cjet cjet_inv(cjet u);
cjet cjet_exp(cjet u);
cjet cjet_log(cjet u);
cjet cjet_log1p(cjet u);
/* g(u) from g, g', g'' at the value of u. */
cjet cjet_chain(cjet u, cball g, cball first, cball second);

/*
 * Taylor's formula: `thin` at the middle of a box of half-widths h, `wide` over the whole of it, enclose the same function. The
 * value over the box is in  f(m) + f'(m) h + f''(box) h^2/2  and the gradient in  f'(m) + f''(box) h: the result, which is narrower
 * than `wide` to second and first order in h. (For complex values by the integral form of the remainder: balls are convex.)
 */
cjet cjet_taylor(cjet thin, cjet wide, const ball *h);

#endif
