/* See distinct.h. */
#include "transport/distinct.h"

#include <stdlib.h>
#include <string.h>

typedef struct place {
    double x, y;
    int32_t at;
} place;

static int by_place(const void *a, const void *b)
{
    const place *s = a, *t = b;
    if (s->x != t->x)
        return s->x < t->x ? -1 : 1;
    if (s->y != t->y)
        return s->y < t->y ? -1 : 1;
    return (s->at > t->at) - (s->at < t->at);
}

distinct distinct_make(const plane_cloud *c, int shift)
{
    place *all = malloc(sizeof *all * (c->n + 1));
    int32_t n = 0, kept = 0;
    for (size_t k = 0; k < c->n; k++)
        if (c->mass[k])
            all[n++] = (place){ldexp(c->xy[2 * k], shift), ldexp(c->xy[2 * k + 1], shift), (int32_t)k};
    qsort(all, (size_t)n, sizeof *all, by_place);
    distinct d = {cloud2_room(n), malloc(sizeof(int32_t) * ((size_t)n + 1)),
                  malloc(sizeof(int32_t) * ((size_t)n + 1))};
    for (int32_t k = 0; k < n; k++) {
        if (!k || all[k].x != all[k - 1].x || all[k].y != all[k - 1].y) {
            d.points.x[kept] = all[k].x, d.points.y[kept] = all[k].y, d.points.mass[kept] = 0;
            d.first[kept++] = k;
        }
        d.points.mass[kept - 1] += c->mass[all[k].at];
        d.member[k] = all[k].at;
    }
    d.points.n = kept;
    d.first[kept] = n;
    free(all);
    return d;
}

void distinct_free(distinct *d)
{
    cloud2_free(&d->points);
    free(d->first);
    free(d->member);
    *d = (distinct){0};
}

/* What is left to send of each point's members: the member at hand and its mass. */
typedef struct pointer {
    int32_t member;
    int64_t left;
} pointer;

static pointer *pointers(const distinct *d, const plane_cloud *c)
{
    pointer *p = malloc(sizeof *p * ((size_t)d->points.n + 1));
    for (int32_t k = 0; k < d->points.n; k++)
        p[k] = (pointer){d->first[k], c->mass[d->member[d->first[k]]]};
    return p;
}

static void advance(pointer *p, const distinct *d, const plane_cloud *c, int64_t mass)
{
    p->left -= mass;
    if (!p->left && ++p->member < d->first[d->points.n])
        p->left = c->mass[d->member[p->member]];
}

shipment *distinct_split(const distinct *rows, const plane_cloud *a, const distinct *columns,
                         const plane_cloud *b, const shipment *plan, int64_t *count)
{
    size_t most =
        (size_t)*count + (size_t)rows->first[rows->points.n] + (size_t)columns->first[columns->points.n];
    shipment *out = malloc(sizeof *out * (most + 1));
    pointer *from = pointers(rows, a), *to = pointers(columns, b);
    int64_t n = 0;
    for (int64_t k = 0; k < *count; k++) {
        pointer *p = &from[plan[k].row], *q = &to[plan[k].column];
        for (int64_t left = plan[k].mass, mass; left; left -= mass) {
            mass = left < p->left ? left : p->left;
            mass = mass < q->left ? mass : q->left;
            out[n++] = (shipment){rows->member[p->member], columns->member[q->member], mass};
            advance(p, rows, a, mass);
            advance(q, columns, b, mass);
        }
    }
    free(from);
    free(to);
    *count = n;
    return out;
}
