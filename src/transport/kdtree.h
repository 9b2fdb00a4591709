/*
 * A kd-tree over the points of a cloud, for the questions of optimal transport: which points y minimise c(x, y) - v(y)?
 *
 * A node holds the bounding box of its points and a linear bound of their potentials, v(y) <= alpha + beta (y - centre), the
 * least-squares fit moved up. Potentials are nearly linear on small sets, so that whole nodes are passed by:
 *     W2:  min over the box of |x - y|^2 - beta (y - centre), one parabola a coordinate;
 *     W1:  |x - y| - beta (y - x) >= (1 - |beta| cos t) |x - y|, t the least angle between beta and y - x,     |beta| <= 1.
 */
#ifndef TRANSPORT_KDTREE_H
#define TRANSPORT_KDTREE_H

#include "transport/ground.h"

typedef struct kdnode {
    double lo[2], hi[2], centre[2], reach; /* reach: from the centre to a corner */
    double alpha, beta[2], steep;          /* steep = |beta| */
    int32_t from, upto;                    /* its points, in the tree's order */
    int32_t right;                         /* the second child; the first follows the node; 0: a leaf */
} kdnode;

typedef struct kdtree {
    cost_kind kind;
    const cloud2 *points; /* in the tree's order */
    int32_t nodes;
    kdnode *node;
    double *potential; /* one a point: what the tree was fitted to */
} kdtree;

enum { KD_LEAF = 16, KD_LANES = 8, KD_MOST = 64 };

/* Puts the points into the tree's order (order[k]: where point k was before) and builds the tree. Free with kdtree_free. */
kdtree kdtree_build(cost_kind kind, cloud2 *points, int32_t *order);
void kdtree_free(kdtree *t);

/* The potentials v, one a point, and their linear bounds. */
void kdtree_fit(kdtree *t, const int64_t *v);

typedef struct neighbour {
    double value; /* c - v */
    int32_t at;
} neighbour;

/*
 * For KD_LANES points q at once, best near each other: the (at most k <= KD_MOST) points of least c - v among those with
 * c - v < limit, in increasing order. Where all k are found, the limit comes down to the last of them.
 */
typedef struct kdquery {
    int k;
    double x[KD_LANES], y[KD_LANES], limit[KD_LANES];
    int found[KD_LANES];
    neighbour out[KD_LANES][KD_MOST];
} kdquery;

void kdtree_least(const kdtree *t, kdquery *q);

/* The same without limits for the points from, from + 1, ... of a cloud (the last one again where there are no more). What was found
 * for the query before (found[] = 0: nothing) gives limits to begin with. */
void kdtree_ask(const kdtree *t, kdquery *q, const cloud2 *of, int32_t from);

#endif
