/* Points of any dimension. See points.h. */
#include "transport/points.h"

#include "number/vector_math.h"

#include <stdlib.h>

double *points_by_coordinate(const points *p)
{
    double *out = malloc(p->n * (size_t)p->dim * sizeof *out);
    for (size_t i = 0; i < p->n; i++)
        for (int k = 0; k < p->dim; k++)
            out[(size_t)k * p->n + i] = p->x[i * (size_t)p->dim + (size_t)k];
    return out;
}

double *points_shares(const points *p)
{
    double *out = malloc(p->n * sizeof *out), total = 0;
    for (size_t i = 0; i < p->n; i++)
        total += out[i] = p->weight ? p->weight[i] : 1;
    for (size_t i = 0; i < p->n; i++)
        out[i] /= total;
    return out;
}

VECTORISED void squared_distances(size_t n, int dim, const double *x, const double *y, double *out)
{
    for (int k = 0; k < dim; k++) {
        const double at = x[k], *row = y + (size_t)k * n;
        if (k == 0)
            for (size_t j = 0; j < n; j++)
                out[j] = (at - row[j]) * (at - row[j]);
        else
            for (size_t j = 0; j < n; j++)
                out[j] += (at - row[j]) * (at - row[j]);
    }
}
