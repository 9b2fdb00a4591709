/*
 * The gap F - G between two distribution functions on the line: the one function behind W1 (its L1 norm), the
 * Kolmogorov distance (its supremum) and the energy distance (its L2 norm).
 *
 * It is the distribution function of the signed measure P - Q of mass 0. Components that P and Q share are cancelled
 * exactly before anything is evaluated. The line is cut at support ends, kinks, atoms and, where a support is
 * infinite, at a point that leaves little mass outside; between two cuts
 *
 *     F - G = level + C(x),     C(x) = sum_i w_i F_i(x)  over the continuous components (w_i of either sign),
 *
 * with a constant level from the atoms. To the right of the bulk the same function is written with survival
 * functions, -(level' + sum_i w_i S_i(x)): otherwise its sign could not be resolved there.
 */
#ifndef DIVERGENCES_GAP_H
#define DIVERGENCES_GAP_H

#include "calculus/roots.h"
#include "distributions/distribution.h"

/* P(X <= n) and P(X > n) for n = first, first + 1, ... of a law on the integers. */
typedef struct gap_table {
    slong first;
    size_t n;
    arb_ptr below, above;
} gap_table;

typedef struct gap_part {
    const component *c;
    real weight; /* of P - Q: signed, not 0 */
    ball weight_ball;
    real lo, hi; /* support; NULL: infinite */
    gap_table table;
} gap_part;

typedef struct gap_cut {
    real x;
    double near; /* x to a few ulps */
    real jump;   /* mass of the finite atoms at x; NULL: none */
    real after;  /* mass of the finite atoms at or before x */
    bool shape;  /* a support end or a kink */
} gap_cut;

typedef struct gap {
    scope *s;
    real_pool *pool;
    int parts, lattices;
    gap_part *part, *lattice;
    size_t n, room; /* the cuts, increasing */
    gap_cut *cut;
    real atoms;    /* total mass of the finite atoms */
    size_t middle; /* survival functions are used after this cut */
} gap;

enum { GAP_ATOMS = 40000 };

/*
 * Cancels and cuts. `bits`: about 2^-bits of the mass may lie outside of all cuts. False if the order of two points
 * cannot be decided, for laws on the plane, and for too many atoms. gap_close in either case. Without q (NULL) the gap is
 * the distribution function F itself.
 */
bool gap_open(gap *g, scope *s, const law *p, const law *q, int bits);
void gap_close(gap *g);
static inline bool gap_is_zero(const gap *g) { return !g->parts && !g->lattices && !g->n; }

/* A cut anywhere, behind all others: sorting is the caller's. False if there are too many. */
bool gap_add_cut(gap *g, real x, real jump, bool shape);

/* Another cut outside of all, on the given side: the outer mass shrinks. */
bool gap_extend(gap *g, int side);

/* More cuts at these points, which must be inside; false if their order cannot be decided. */
bool gap_cut_at(gap *g, const real *x, size_t n);

/* Fills the part's table; its mass up to an integer n or beyond it, from there where it is known. */
void gap_tabulate(gap *g, gap_part *p, slong first, slong last);
void gap_table_clear(gap_table *t);
ball gap_lattice_mass(scope *s, const gap_part *p, slong n, bool above);

/* Has the part a density around `inside`? */
bool gap_part_active(const gap_part *p, real inside);

/* One interval between cuts i and i + 1, as x = from + length t with t in [0, 1]. */
enum { GAP_FORMS = 16 };
typedef struct gap_piece {
    const gap *g;
    size_t i;
    bool right;
    ball from, length, level;
    int forms; /* of the components with a density here, log |weight| included; -1: too many, no slope */
    int sign[GAP_FORMS];
    form f[GAP_FORMS], difference; /* difference: if there are two of opposite sign, f[0] - f[1] */
} gap_piece;

/*
 * The piece after cut i, with survival functions if `right` (gap_right says where that keeps the digits). Pass the piece
 * before it, or an empty one: forms are reused where they do not change.
 */
void gap_piece_set(gap_piece *piece, const gap *g, size_t i, bool right);
static inline bool gap_right(const gap *g, size_t i) { return i >= g->middle; }

/* The same piece with survival functions, or without. */
void gap_piece_turn(gap_piece *piece, bool right);
/* Does a density behave like a power with an exponent that is not a natural number at this point? */
bool gap_piece_is_singular(const gap_piece *piece, real at);
/* F - G (minus its limit at infinity, if `right`) at a point x of the piece. */
ball gap_at(const gap_piece *piece, scope *s, ball x);

/* F - G and its derivative with respect to t on an enclosure of t; `piece` is a gap_piece. */
ball gap_value(void *piece, scope *s, ball t);
ball gap_slope(void *piece, scope *s, ball t);
ball gap_x(const gap_piece *piece, scope *s, ball t);

/* The k of the least 2^k above the length of the piece, at least 0: an area in t is that much smaller than in x. */
static inline slong gap_scale(const gap_piece *piece)
{
    slong k = arf_abs_bound_lt_2exp_si(arb_midref(piece->length.v));
    return k > 0 ? k : 0;
}

/*
 * Where F - G rises (+1) and falls (-1) with t; on unresolved pieces `sup` bounds its derivative. And where it is >= 0 (+1)
 * and <= 0 (-1), with unresolved areas of about 2^-goal in x.
 */
sign_pieces gap_bends(gap_piece *piece, scope *s, slong goal);
sign_pieces gap_signs(gap_piece *piece, scope *s, slong goal);

/*
 * From cut `first` to cut `last`, on one side of the middle (survival functions from there on): an enclosure of F - G over all of
 * [x_first, x_last), by its monotone parts, and its integral. Indeterminate if finite atoms lie inside.
 */
ball gap_block_range(const gap *g, scope *s, size_t first, size_t last);
ball gap_block_integral(const gap *g, scope *s, size_t first, size_t last);

/* An antiderivative of C (or of -sum w_i S_i, if `right`) at x. */
ball gap_primitive(const gap_piece *piece, scope *s, ball x);

/*
 * Beyond the last cut on a side: whether P - Q has a density of one sign (+1, -1; 0 unknown) all the way. `ratio`:
 * an exact or lower bound, above 1, of the ratio of the dominating to the dominated density.
 */
typedef struct gap_order {
    int sign;
    ball ratio;
} gap_order;
gap_order gap_tail_order(const gap *g, scope *s, int side);

/* Takes away the outermost cut on a side, which may be wanted back; false if it is a shape, an atom, or next to the middle. */
bool gap_drop(gap *g, int side, gap_cut *dropped);
void gap_restore(gap *g, int side, gap_cut cut);

/* Drops the outermost cuts on a side, no shapes or atoms, as long as the order is known from the next one on. */
void gap_trim(gap *g, scope *s, int side);

/* Sums over the components of positive (sign = 1) or negative (sign = -1) weight beyond the last cut on that side. */
ball gap_tail_mass(const gap *g, scope *s, int side, int sign);
ball gap_tail_excess(const gap *g, scope *s, int side, int sign);
/* Is it certainly +infinity (an indeterminate ball is not)? */
bool gap_is_infinite(ball b);
/* At least the L2 norm of that sign's part of F - G beyond the last cut on that side; infinite exactly if the norm is. */
ball gap_tail_norm(const gap *g, scope *s, int side, int sign);
/* The integral of (F - G)^2 beyond the last cut on that side, where densities fall like powers; else no more than such a norm tells. */
ball gap_tail_square(const gap *g, scope *s, int side);

#endif
