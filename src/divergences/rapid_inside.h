/* The inside of the rapid route: what rapid.c (the whole), rapid_plan.c (pieces) and rapid_sum.c (one piece) share. */
#ifndef DIVERGENCES_RAPID_INSIDE_H
#define DIVERGENCES_RAPID_INSIDE_H

#include "calculus/line_map.h"
#include "divergences/generator.h"
#include "divergences/rapid.h"

/* A batch fits the nearest cache. Blocks of 4 nodes: one for each residue of the index, see `lane`. */
enum { BATCH = 128, BLOCK = 16, MOST_NODES = 4096, MOST_CUTS = 64, MASSES = 2 };

typedef struct channel {
    const generator *g;
    double order;
    size_t slot;
    bool by_roots; /* total variation: its sums converge slowly, and are only compared */
    bool asleep;   /* settled at this pair */
} channel;

/*
 * One integrand's terms on one piece. With step h the index i of a term is in lane i mod 4; the trapezium sums with steps
 * h, 2h and 4h are h (l0 + l1 + l2 + l3), 2h (l0 + l2) and 4h l0.
 */
typedef struct sums {
    double lane[4], size, error;
    double left[2], right[2]; /* |terms| at both ends, the outermost first */
} sums;

typedef struct total {
    double value, size, error;
} total;

struct rapid {
    size_t n; /* channels; sums and totals have MASSES more in front */
    channel *c;
    sums *sum;
    total *all;
    long first, last;  /* indices on this piece */
    double h, outer_h; /* steps now and when the ends were met */
    double x[BATCH], weight[BATCH], log_p[BATCH], log_q[BATCH], room[DENSITY_PAIR_ROOM * BATCH], y[BATCH];
    /* x and log p - log q of the coarsest nodes, from the middle on */
    double node[2 * MOST_NODES + BATCH], ratio[2 * MOST_NODES + BATCH];
};

typedef struct pair {
    const law *law[2];
    const part *part[2];
    double absolute, relative;
    double
        roundings; /* of one term, in DBL_EPSILON: x is rounded, and the densities vary on their own scales */
} pair;

typedef struct piece {
    line_map map;
    int level;
    long origin, length; /* of the core: first index and number of nodes, multiples of 8 */
    double widest;       /* part's width */
} piece;

/* The pieces with mass; their number, or -1 if the pair does not suit. Values that the supports make infinite are written. */
int rapid_plan(rapid *r, const pair *k, piece *out, numerical *values);

/* Adds the integrals over one piece to r->all. */
void rapid_integrate_piece(rapid *r, const pair *k, const piece *one);

#endif
