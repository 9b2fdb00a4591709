/*
 * What laws on {0, 1, 2, ...} share. Their distribution functions and excesses are monotone in x, and on [n, n+1) given by
 * a formula with n = floor(x): on a ball of x the values lie between those at its ends.
 */
#ifndef DISTRIBUTIONS_LATTICE_H
#define DISTRIBUTIONS_LATTICE_H

#include "distributions/family.h"

/* A formula for exact x and n = floor(x), which may be negative. */
typedef ball (*lattice_function)(scope *s, const component *c, ball n, ball x);
ball lattice_between_ends(scope *s, const component *c, ball x, lattice_function f);

static inline bool lattice_is_negative(ball n) { return ball_less(n, ball_int(0)) == HOLDS; }

/* Whether a parameter is certainly 0, certainly 1. */
static inline bool lattice_is_zero(real p) { return real_sign(p) == 0; }
bool lattice_is_one(real_pool *pool, real p);

/* A law of one atom in place of c. */
const family *lattice_as_point(component *c, real at);

/*
 * Chernoff's bound as a search: the least integer step from `mean` outward at which `nats(state, y)`, the exponent of the
 * bound of P(X beyond y), is at least bits log 2, or at which y has left [0, last]. `farthest` ends the search.
 */
typedef double (*lattice_exponent)(const double *par, double y);
double lattice_reach(lattice_exponent nats, const double *par, double mean, double last, int side, int bits,
                     double farthest);

#endif
