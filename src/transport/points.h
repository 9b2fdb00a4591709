/* Weighted points of any dimension, as statistics of samples take them. */
#ifndef TRANSPORT_POINTS_H
#define TRANSPORT_POINTS_H

#include <stddef.h>

typedef struct points {
    size_t n;
    int dim;
    const double *x;      /* coordinate k of point i at i * dim + k; finite */
    const double *weight; /* >= 0 with a positive sum; NULL: 1/n each */
} points;

/* Coordinate k of all points at k * n. Free with free(). */
double *points_by_coordinate(const points *p);

/* Weights divided by their sum. */
double *points_shares(const points *p);

/* Squared distances from x to n points that are given by coordinate. */
void squared_distances(size_t n, int dim, const double *x, const double *by_coordinate, double *out);

#endif
