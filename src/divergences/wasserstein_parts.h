/*
 * Inside W_p: the unit interval of levels u, cut so that on each part either quantile function is constant (an atom) or
 * analytic. For wasserstein_power.c and the files that it is made of; everybody else uses wasserstein.h.
 */
#ifndef DIVERGENCES_WASSERSTEIN_PARTS_H
#define DIVERGENCES_WASSERSTEIN_PARTS_H

#include "divergences/divergence.h"
#include "divergences/gap.h"

/* A level by its mass below and above: near 1 only the second has digits. */
typedef struct level {
    ball below, above;
} level;

/* An upper bound of |a - b|; +1 or -1 if a > b or a < b for certain, else 0. */
ball level_distance(level a, level b);
int level_order(level a, level b);

/* The levels that an atom covers, or those of the piece of the line between two cuts that bears a density. */
typedef struct stretch {
    size_t cut;  /* the atom's, or the one that the piece starts at */
    bool atom;   /* F^-1 is constant */
    bool rough;  /* the piece holds atoms that have no cut of their own */
    ball lo, hi; /* F^-1 lies in [lo, hi]; equal for an atom */
    level from, to;
    size_t zone; /* how many crossings lie at or before it: see crossings */
} stretch;

/* All stretches of one law, by increasing level: they cover everything between the outermost cuts. */
typedef struct ladder {
    gap g; /* F itself */
    scope *s;
    const law *l;
    size_t n, room;
    stretch *rung;
    slong finest; /* pieces start 2^-finest away from a singular support end: see ladder_part_ends */
} ladder;

/* Where F - G changes its sign: between point k - 1 and point k it has sign[k], 0 if that is not known. */
typedef struct crossings {
    gap g; /* owns the points */
    size_t n, room;
    real *x;
    int *sign; /* n + 1 */
} crossings;

/* Between cuts that leave about 2^-depth of the mass outside, up to areas of about 2^-reach, and beyond. */
bool crossings_open(crossings *c, scope *s, const law *p, const law *q, int depth, slong reach);
void crossings_close(crossings *c);
/*
 * Of those strictly between two points two are left, at the points, and between them no sign is known: next to a singular end, where
 * F^-1 counts as a constant, signs do not matter, and levels of cuts so close to the end would have no digits.
 */
void crossings_avoid(crossings *c, real from, real to);

bool ladder_open(ladder *l, scope *s, const law *p, int bits);
/* Cuts at the crossings between the outermost cuts, and fills in the rungs. */
bool ladder_cut(ladder *l, const crossings *c);

/*
 * Cuts 2^-finest away from all support ends at which F^-1 may fail to be analytic; the crossings (NULL: none) nearer to them are avoided.
 * False as for gap_cut_at.
 */
bool ladder_part_ends(ladder *l, slong finest, crossings *c);
void ladder_close(ladder *l);

/* The level at a cut, atoms there included, or not. */
level ladder_level(const ladder *l, size_t cut, bool through);

/* Of one component of a law: its form on the outermost piece, and what it adds to the p-th power of tail_excess. */
form tail_form(const ladder *l, const gap_part *p, int side);
ball tail_moment(ladder *l, scope *s, const gap_part *p, int side, ball order);
/*
 * The p-th root of a bound of  integral of |F^-1 - x|^p  over the levels outside of the last cut x on a side. Indeterminate
 * if there is none, or it is not known to be finite.
 */
ball tail_excess(ladder *l, scope *s, int side, ball p);
/*
 * At least the component's mass beyond x times z^a, z = side (x - centre) > 0, for all x beyond a cut from which on its density is
 * given by one form. Indeterminate if that is not known to be finite.
 */
ball tail_ratio(ladder *l, scope *s, const gap_part *p, int side, size_t cut, ball centre, ball a);

/*
 * side F^-1 at the mass v outside is m + a v^-root for 0 < v < U, up to `miss` in the L^p norm. With a = 0 and index = NULL it
 * is a constant, else the density falls like z^index, root = -1/(index + 1). Of a single power law log_K tells it exactly, and root may be 1/p or
 * more: only the difference of two such functions with the same power has an L^p norm.
 */
typedef struct asymptote {
    ball m, a, root;
    real index, log_K;
    ball miss;
} asymptote;
asymptote tail_asymptote(ladder *l, scope *s, int side, ball p, ball U);

/* The L^p norm of v^-k over (0, U), k p < 1. */
ball root_norm(ball k, ball p, ball U);
/* x^k for x >= 0, k > 0 */
static inline ball power_of_size(ball x, ball k) { return ball_is_exact_zero(x) ? x : ball_pow(x, k); }

/* Do the tails make the integral of |F^-1 - G^-1|^p diverge at this end? HOLDS if they do for certain; never FAILS. */
verdict tails_diverge(ladder *p, ladder *q, scope *s, int side, ball order);

/*
 * The integral of |F^-1 - G^-1|^p over the levels common to two stretches, not both atoms. `order` is p, `whole` the same if
 * it is an integer, or 0. `sign` is that of G^-1 - F^-1 there; 0 is enough if p is even.
 */
typedef struct power_of {
    ball order;
    slong whole;
} power_of;
ball common_integral(scope *s, const ladder *p, const stretch *a, const ladder *q, const stretch *b,
                     power_of order, int sign, slong goal);

/* The same over the masses 0 < v < U outside, from asymptotes; with different powers [0, a bound] unless p is a natural number and the sign known. */
ball asymptote_distance(const asymptote *x, const asymptote *y, ball U, power_of order);

/*
 * Takes the outermost cuts of both ladders on a side to where the levels beyond count within about 2^-goal: `beyond`. HOLDS if that is
 * infinite, FAILS if it is not.
 */
verdict outside_settle(ladder *p, ladder *q, scope *s, int side, power_of order, slong goal, ball *beyond);
/* A bit more than -log2 of the least mass beyond an outermost cut. */
int outside_depth(const ladder *p, const ladder *q);

/*
 * W_p itself, its p-th power within about 2^-goal. F^-1 counts as a constant on stretches shorter than 2^-finest; about 2^-reach of the
 * mass may lie beyond the first outermost cuts, and atoms on the integers have cuts of their own as far as levels down to 2^-depth.
 */
typedef enum { SUM_DONE, SUM_INFINITE, SUM_UNKNOWN } sum_state;
sum_state power_sum(scope *s, power_of order, const law *p, const law *q, slong goal, slong finest, int reach,
                    int depth, ball out);

/* As wasserstein_enclose, by the integral over the levels. */
bool power_enclose(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out);

/* |x - y|^p for points, and an upper bound of it over two stretches. */
ball distance_power(ball x, ball y, power_of order);
ball most_distance(const stretch *a, const stretch *b, power_of order);

#endif
