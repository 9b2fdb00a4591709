/*
 * The lattice part of a law, on {0, 1, 2, ...}, for sums over it: log weights as forms, the bounds of what a sum leaves out,
 * and the weights themselves one after the other.
 */
#ifndef DIVERGENCES_LATTICE_H
#define DIVERGENCES_LATTICE_H

#include "divergences/divergence.h"
#include "divergences/functional.h"

enum { LATTICE_ENDLESS = -1 };

/* A component: its log weight, that of the component in the law included, on 0 .. last. It is summed over from .. to - 1. */
typedef struct lattice_part {
    const component *c;
    form f;
    slong last; /* or LATTICE_ENDLESS */
    slong from, to;
} lattice_part;

typedef struct lattice_law {
    int n;
    lattice_part *part;
} lattice_law;

/* The lattice components of a law (NULL: none), to be summed where all but about 2^-bits of the mass is. */
lattice_law lattice_open(real_pool *pool, const law *l, int bits);
void lattice_close(lattice_law *l);

static inline bool lattice_covers(const lattice_part *part, slong n)
{
    return n >= 0 && (part->last == LATTICE_ENDLESS || n <= part->last);
}
/* The last point that some component reaches: LATTICE_ENDLESS, or -2 if there is none. */
slong lattice_last(const lattice_law *l);
ball lattice_weight(scope *s, const lattice_law *l, slong n);
/* The mass that the components have outside their own ranges from .. to - 1. */
ball lattice_left_out(scope *s, const lattice_law *l);

/* ---- Tails (lattice_tail.c) ---- */

/* Does sum p^a q^(1-a), a > 1, converge? For every endless p_i there must be a q_j that falls off slowly enough. Exact. */
verdict lattice_power_converges(real_pool *pool, real order, const lattice_law *p, const lattice_law *q);

/*
 * An upper bound of the sum of |p_i log q| (order NULL) or (sum p_k)^a q^(1-a)'s share of p_i over what part i leaves out on one
 * side; q == NULL: the bound of |p_i log p_i|. Indeterminate if the ranges must be longer.
 */
ball lattice_tail(scope *s, real_pool *pool, real order, const lattice_law *p, int i, const lattice_law *q,
                  int side);

/* ---- Long sums (lattice_strip.c, lattice_signs.c) ---- */

/*
 * The sum of f's density over the lattice weights at from .. to - 1 (q == NULL: counting measure), to about 2^-goal, without visiting
 * them. Indeterminate if the summand is not smooth on the scale of 1, or f has no density.
 */
ball lattice_strip_sum(scope *s, real_pool *pool, const functional *f, real order, const lattice_law *p,
                       const lattice_law *q, slong from, slong to, slong goal);

/* Half the sum of |p - q| over from .. to - 1, by the signs of log p - log q. Indeterminate if these are not found. */
ball lattice_signs_sum(scope *s, real_pool *pool, const lattice_law *p, const lattice_law *q, slong from,
                       slong to);

/*
 * Kolmogorov's distance and W_1 of two laws of lattice components only, by the same signs. False if the range is short (dyadic.h), or not
 * reached over by all components, or the signs are not found.
 */
bool lattice_kolmogorov(scope *s, const law *p, const law *q, slong goal, enclosure *out);
bool lattice_w1(scope *s, const law *p, const law *q, slong goal, enclosure *out);

/* ---- Weights one after the other (lattice_walk.c) ---- */

/* The weight of a component at n, n + 1, ..., from that before it. */
typedef struct lattice_walk {
    const lattice_part *part;
    scope *s;
    ball weight, step;
    slong n;
} lattice_walk;
lattice_walk lattice_walk_start(scope *s, const lattice_part *part, slong n);
void lattice_walk_on(lattice_walk *w);

#endif
