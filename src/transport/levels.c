/* See levels.h. */
#include "transport/levels.h"

#include <stdlib.h>
#include <string.h>

static void centroid(const cloud2 *c, int32_t from, int32_t upto, cloud2 *out, int32_t g)
{
    double x = 0, y = 0, mass = 0;
    out->mass[g] = 0;
    for (int32_t k = from; k < upto; k++) {
        double w = (double)c->mass[k];
        x += w * (c->x[k] - c->x[from]), y += w * (c->y[k] - c->y[from]), mass += w;
        out->mass[g] += c->mass[k];
    }
    out->x[g] = c->x[from] + x / mass;
    out->y[g] = c->y[from] + y / mass;
}

/* Groups the points of `fine`; the coarse level is put into its own order. */
static void coarsen(cost_kind kind, level *fine, level *coarse)
{
    enum { GROUP = 4 };
    int32_t n = fine->points.n, groups = (n + GROUP - 1) / GROUP;
    coarse->points = cloud2_room(groups);
    for (int32_t g = 0; g < groups; g++)
        centroid(&fine->points, g * GROUP, g * GROUP + GROUP < n ? g * GROUP + GROUP : n, &coarse->points, g);
    coarse->order = malloc(sizeof(int32_t) * (size_t)groups);
    coarse->tree = kdtree_build(kind, &coarse->points, coarse->order);
    coarse->first = malloc(sizeof(int32_t) * (size_t)groups);
    coarse->members = malloc(sizeof(int32_t) * (size_t)groups);
    fine->group = malloc(sizeof(int32_t) * (size_t)n);
    for (int32_t k = 0; k < groups; k++) {
        coarse->first[k] = coarse->order[k] * GROUP;
        coarse->members[k] = n - coarse->first[k] < GROUP ? n - coarse->first[k] : GROUP;
        for (int32_t i = 0; i < coarse->members[k]; i++)
            fine->group[coarse->first[k] + i] = k;
    }
}

levels *levels_make(cost_kind kind, const cloud2 *points)
{
    levels *l = calloc(1, sizeof *l);
    level *fine = &l->at[l->n++];
    size_t n = (size_t)points->n;
    fine->points = cloud2_room(points->n);
    memcpy(fine->points.x, points->x, sizeof(double) * n);
    memcpy(fine->points.y, points->y, sizeof(double) * n);
    memcpy(fine->points.mass, points->mass, sizeof(int64_t) * n);
    fine->order = malloc(sizeof(int32_t) * n);
    fine->tree = kdtree_build(kind, &fine->points, fine->order);
    for (; l->at[l->n - 1].points.n > COARSEST && l->n < LEVELS_MOST; l->n++)
        coarsen(kind, &l->at[l->n - 1], &l->at[l->n]);
    for (int k = 0; k < l->n; k++) /* the trees point to clouds in this array */
        l->at[k].tree.points = &l->at[k].points;
    return l;
}

void levels_free(levels *l)
{
    for (int k = 0; l && k < l->n; k++) {
        level *one = &l->at[k];
        cloud2_free(&one->points);
        free(one->order), free(one->group), free(one->first), free(one->members);
        kdtree_free(&one->tree);
    }
    free(l);
}
