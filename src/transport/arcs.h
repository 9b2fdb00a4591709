/* The arcs from rows (points of the first cloud) to columns (of the second) that a solver looks at, row by row. */
#ifndef TRANSPORT_ARCS_H
#define TRANSPORT_ARCS_H

#include <stdint.h>
#include <stdlib.h>

typedef struct arcs {
    int32_t rows;
    int64_t *start; /* rows + 1 of them: arcs start[i] .. start[i + 1] - 1 leave row i */
    int32_t *to;
    int64_t *cost;
} arcs;

/* Mass sent from a row to a column. */
typedef struct shipment {
    int32_t row, column;
    int64_t mass;
} shipment;

static inline void arcs_free(arcs *a)
{
    free(a->start);
    free(a->to);
    free(a->cost);
    *a = (arcs){0};
}

#endif
