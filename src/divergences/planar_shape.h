/*
 * Laws on the plane as weighted sums of shapes, the laws of
 *
 *     at + N(0, spread) + u_1 side_1 + u_2 side_2 + ... + r_1 S_1 + r_2 S_2,
 *
 * u_i uniform on [0, 1], S_j uniform on the unit disk, all independent: normal laws, points, segments, rectangles and disks. The
 * difference of two independent ones is a shape again, as u and 1 - u have the same law.
 */
#ifndef DIVERGENCES_PLANAR_SHAPE_H
#define DIVERGENCES_PLANAR_SHAPE_H

#include "distributions/distribution.h"

enum { SPREAD_XX, SPREAD_XY, SPREAD_YY };

typedef struct shape {
    real at[2], spread[3], weight;
    int sides, disks;
    real side[4][2], radius[2];
} shape;

typedef struct shapes {
    real_pool *pool;
    int n;
    shape *of;
} shapes;

/* Adds the components of a law, their weights times sign; false if some component is no such sum, or for very many. */
bool shapes_add(shapes *all, const law *l, int sign);
void shapes_free(shapes *all);

/* The law of X - Y, weighted by the product of the weights. */
shape shape_difference(real_pool *pool, const shape *x, const shape *y);

/* The spread is 0; is positive definite. */
bool shape_is_sharp(const shape *a);
bool shape_is_regular(real_pool *pool, const shape *a);

#endif
