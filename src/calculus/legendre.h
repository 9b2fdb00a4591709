/* The nodes and weights of Gauss-Legendre rules, as enclosures; computed once for a thread. */
#ifndef CALCULUS_LEGENDRE_H
#define CALCULUS_LEGENDRE_H

#include "number/ball.h"
#include "number/twofold.h"

/*
 * A rule of at least n points on [-1, 1] is symmetric: points +-x[k] with weights w[k], 0 <= k < (points + 1)/2, and x[k] = 0 at
 * the last k if `points` is odd. At least `bits` bits; valid until the thread asks for another rule.
 */
typedef struct legendre_rule {
    slong points, bits;
    arb_ptr x, w;
} legendre_rule;

const legendre_rule *legendre_rule_of(slong n, slong bits);

/* The same in double-double arithmetic, for at most LEGENDRE_TWOFOLD_MOST points; valid until the thread is forgotten. */
enum { LEGENDRE_TWOFOLD_MOST = 64 };
typedef struct legendre_twofold {
    slong points;
    twofold x[LEGENDRE_TWOFOLD_MOST / 2], w[LEGENDRE_TWOFOLD_MOST / 2];
} legendre_twofold;

const legendre_twofold *legendre_twofold_of(slong n);

#endif
