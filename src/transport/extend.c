/* See extend.h. */
#include "transport/extend.h"

#include "transport/candidates.h"

#include <stdlib.h>

static cloud2 all_points(const plane_cloud *c, int shift)
{
    cloud2 all = cloud2_room((int32_t)c->n);
    for (size_t k = 0; k < c->n; k++) {
        all.x[k] = ldexp(c->xy[2 * k], shift);
        all.y[k] = ldexp(c->xy[2 * k + 1], shift);
        all.mass[k] = c->mass[k];
    }
    return all;
}

void extend_potentials(kdtree *rows, const int64_t *u, const plane_cloud *a, const plane_cloud *b, int shift,
                       int64_t *all_u, int64_t *all_v)
{
    const plane_cloud *in[2] = {a, b};
    int64_t *const out[2] = {all_u, all_v};
    cloud2 all[2];
    kdtree tree[2];
    int32_t *order[2];
    int64_t *best[2];
    for (int c = 0; c < 2; c++) {
        all[c] = all_points(in[c], shift);
        order[c] = malloc(sizeof(int32_t) * in[c]->n);
        best[c] = malloc(sizeof(int64_t) * in[c]->n);
        tree[c] = kdtree_build(rows->kind, &all[c], order[c]);
    }
    best_potentials(&all[1], rows, u, best[1]);
    best_potentials(&all[0], &tree[1], best[1], best[0]);
    for (int c = 0; c < 2; c++) {
        for (size_t k = 0; k < in[c]->n; k++)
            out[c][order[c][k]] = best[c][k];
        free(order[c]), free(best[c]);
        kdtree_free(&tree[c]);
        cloud2_free(&all[c]);
    }
}
