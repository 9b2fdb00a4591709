/*
 * The quantile function of a law on one piece of the line with a density, and its analytic continuation.
 */
#ifndef DIVERGENCES_WASSERSTEIN_MAP_H
#define DIVERGENCES_WASSERSTEIN_MAP_H

#include "calculus/form_series.h"
#include "divergences/wasserstein_parts.h"

/* F on one piece: values at points by the family's own functions, derivatives from its log densities. */
typedef struct branch {
    const ladder *l;
    gap_piece piece;              /* with survival functions on the right half of the levels */
    ball lo, hi;                  /* inside the piece, exact */
    ball end_level[2];            /* F there */
    compiled *density[GAP_FORMS]; /* log f of each component, x = t */
    form_series series[GAP_FORMS];
    map own; /* x = t */
    double last;
    ball dropped;
} branch;

/*
 * Components with less mass on the piece than `small`, and atoms without a cut of their own, count as constants: the branch is that of
 * a function within `dropped` of F, and its values are widened by as much. False without a density, or if that is more than `small`.
 */
bool branch_open(branch *b, scope *s, const ladder *l, const stretch *one, bool right, ball small);
void branch_close(branch *b);

/* The levels of a branch are F, or -S on the right. */
static inline ball branch_level(const branch *b, level u)
{
    return b->piece.right ? ball_neg(u.above) : u.below;
}

/* The density at a real x. */
ball branch_density(const branch *b, scope *s, ball x);

/* An exact point of [lo, hi] with F close to the level: a guess. */
ball branch_guess(branch *b, scope *s, ball target);

/* An exact point of [lo, hi] on the given side of F^-1(level) for certain (+1: F >= level), and close to it if possible. */
ball branch_beside(branch *b, scope *s, ball target, int side);

/* F^-1 at a level of the branch. */
ball branch_inverse(branch *b, scope *s, ball target);

/* An upper bound of the density's absolute value on a complex disc; indeterminate if it may fail to be analytic there. */
ball branch_most(const branch *b, scope *s, ball centre, ball radius);
/* A lower bound of the density on a real interval. */
ball branch_least(const branch *b, scope *s, ball x);

#endif
