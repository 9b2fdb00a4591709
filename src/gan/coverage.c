/* Modes hit and points of high quality: see coverage.h. */
#include "gan/coverage.h"

#include <math.h>
#include <stdlib.h>

static const double radius = 3, fair_part = 0.1;

static double mahalanobis_squared(const target_mode *m, int dim, const double *x)
{
    double a = (x[0] - m->centre[0]) / m->sd[0];
    if (dim == 1)
        return a * a;
    double b = (x[1] - m->centre[1]) / m->sd[1];
    return (a * a - 2 * m->rho * a * b + b * b) / (1 - m->rho * m->rho);
}

coverage coverage_of(const target *t, size_t n, const double *points)
{
    coverage out = {0};
    size_t *near = calloc(t->modes, sizeof *near), good = 0;
    for (size_t i = 0; i < n; i++) {
        size_t best = 0;
        double least = INFINITY;
        for (size_t k = 0; k < t->modes; k++) {
            double d = mahalanobis_squared(&t->mode[k], t->dim, points + i * (size_t)t->dim);
            if (d < least) {
                least = d;
                best = k;
            }
        }
        if (least <= radius * radius) {
            near[best]++;
            good++;
        }
    }
    for (size_t k = 0; k < t->modes; k++)
        out.hit += (double)near[k] >= fmax(fair_part * t->mode[k].weight * (double)n, 1);
    out.quality = n ? (double)good / (double)n : 0;
    free(near);
    return out;
}
