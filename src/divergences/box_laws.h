/*
 * Two laws on the line whose parameters run over a box, and the line cut for all of them at once.
 *
 * A cut (a support's end, a kink of a density) may move with the parameters. Two cuts are neighbours with a piece between them only
 * if no parameter of the box brings them together; otherwise they are one cluster, a fixed interval that holds them all. Smaller
 * boxes tell more cuts apart.
 */
#ifndef DIVERGENCES_BOX_LAWS_H
#define DIVERGENCES_BOX_LAWS_H

#include "calculus/form_jet.h"
#include "calculus/symbols.h"
#include "distributions/distribution.h"

typedef struct box_laws {
    real_pool *pool;
    symbols over; /* the parameters, as interval leaves of the laws' expressions */
    law *p, *q;
} box_laws;

/*
 * Reads both laws with the symbols in the box [lo, hi]; `named` gives the names. False, and an error that names the law, where a
 * parameter of the box is impossible. box_laws_close in either case.
 */
bool box_laws_open(box_laws *l, const char *p, const char *q, const symbols *named, const real *lo,
                   const real *hi, error *e);
bool box_laws_open_between(box_laws *l, const char *p, const char *q, const symbols *named, const double *lo,
                           const double *hi, error *e); /* the same for ends that are doubles */
void box_laws_close(box_laws *l);

/*
 * Are all parameters intervals? An interval of one point is a number, which the laws' expressions fold away: of them nothing can be
 * differentiated any more.
 */
bool box_laws_move(const box_laws *l);

/* The components of one law that have a density on a piece: log density and weight apart. */
typedef struct box_strand {
    int n;
    form *f;
    real *weight;
} box_strand;

typedef struct box_cut {
    real x;       /* the cut; NULL: a cluster */
    real lo, hi;  /* free of parameters: lo <= all cuts in it <= hi */
    bool support; /* a support ends there, so that a density may jump */
} box_cut;

/* Piece i lies between cuts i - 1 and i; the first and the last are unbounded. */
typedef struct box_partition {
    real_pool *pool;
    int cuts;
    box_cut *cut;
    box_strand *p, *q; /* of the pieces, cuts + 1 */
} box_partition;

void box_partition_make(const box_laws *l, box_partition *out);
void box_partition_make_with_atoms(const box_laws *l, box_partition *out); /* finite atoms are cuts, too */
void box_partition_clear(box_partition *part);

/* A number free of parameters that is at most (side < 0) or at least (side > 0) x for all of them. NULL for NULL. */
real box_end(real_pool *pool, real x, int side);

/* Free of parameters: about 2^-bits of the mass of every law's component lies beyond it on that side, or it is NULL at a support's end. */
real box_reach(const box_laws *l, real_pool *pool, int side, int bits);

/* Between which points, free of parameters, the components have most of their mass: the scale on which something happens. */
void box_core(const box_laws *l, real_pool *pool, double *lo, double *hi);

/* P(lo < X < hi) of the density part, for all parameters; lo and hi are free of them. */
ball box_mass(scope *s, const law *l, real lo, real hi);

#endif
