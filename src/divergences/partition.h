/*
 * The line cut for a pair of laws: at support ends, at points where a density is not analytic, and where a component has
 * lost all but about 2^-bits of its mass. On each piece every density present is one analytic form per component.
 */
#ifndef DIVERGENCES_PARTITION_H
#define DIVERGENCES_PARTITION_H

#include "distributions/distribution.h"

/* The forms (log weight included) of one law's components that have a density on a piece. */
typedef struct strand {
    int n;
    form *f;
} strand;

typedef struct piece {
    real lo, hi; /* NULL: infinite */
    bool
        seamless; /* the densities continue analytically across lo: it is only the end of some component's reach */
    strand p, q;
} piece;

typedef struct partition {
    real_pool *pool;
    int n;
    piece *pieces;              /* from left to right; the first and the last may be unbounded */
    real core_from, core_to;    /* where the narrowest component has most of its mass */
    double core;                /* its length: the scale on which something happens */
    double core_low, core_high; /* the hull of all components' cores */
    int bits;                   /* the reaches that are cuts leave out about 2^-bits */
    double
        remoteness; /* log2 of the largest |location|/scale of a component: bits that cancel, once for each power of x */
} partition;

/* Which laws' reaches become cuts; CUT_FOR_SIGNS: only the sign of log p - log q is asked for. */
enum { CUT_P = 1, CUT_Q = 2, CUT_FOR_SIGNS = 4 };

/*
 * q may be NULL: the reference measure dx itself (density 1 everywhere), against which KL is minus the entropy.
 * NULL if two cuts cannot be ordered (expressions that agree to thousands of digits). Free with partition_free.
 */
partition *partition_make(const law *p, const law *q, int cuts, int bits);
void partition_free(partition *part);

/*
 * Where on one side all components of the law that go on to infinity have less than about 2^-bits of their mass left: the outermost
 * of their reaches. NULL if no component does, or two cannot be ordered.
 */
real partition_reach(const partition *part, const law *l, int side, int bits);

/* All components are of about the same size and place: one scale fits all. */
bool partition_is_alike(const partition *part);

/*
 * The smooth parameterisation of a bounded piece. Towards singular ends it goes until masses there, of the densities on the piece, or
 * of `size` (NULL: none) in their place, are below 2^-bits.
 */
map piece_map(scope *s, real_pool *pool, const piece *one, const strand *size, int bits);

/* Does the map stop short of the piece's lower (side < 0) or upper end, which is singular? */
bool map_leaves_out(const map *m, const piece *one, int side);

/* The same with a sinh around the narrowest component, for a piece without singular ends; AFFINE where that gains nothing. */
map piece_sinh_map(scope *s, const partition *part, const piece *one);

/* The mass of a law's continuous components: exactly 1 if it has no atoms. */
ball law_density_weight(scope *s, const law *l);

/* P(lo < X <= hi) for the law's continuous part: an enclosure clipped to [0, 1]. */
ball law_mass(scope *s, const law *l, ball lo, ball hi, bool lo_infinite, bool hi_infinite);

#endif
