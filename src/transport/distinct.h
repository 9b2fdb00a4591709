/*
 * The distinct points of a cloud that have mass: points in one place are one point with their mass together, and points without
 * mass are left out. A plan between distinct points is a plan between the clouds, by the north-west corner among the members.
 */
#ifndef TRANSPORT_DISTINCT_H
#define TRANSPORT_DISTINCT_H

#include "transport/exact.h"

typedef struct distinct {
    cloud2 points; /* scaled by 2^shift */
    int32_t
        *first; /* points.n + 1: the members of point k are member[first[k]] .. member[first[k + 1] - 1] */
    int32_t *member;
} distinct;

distinct distinct_make(const plane_cloud *c, int shift);
void distinct_free(distinct *d);

/* Splits shipments between distinct points among the members; the result is to be freed, *count becomes its length. */
shipment *distinct_split(const distinct *rows, const plane_cloud *a, const distinct *columns,
                         const plane_cloud *b, const shipment *plan, int64_t *count);

#endif
