/* See kdtree.h. */
#include "transport/kdtree.h"

#include <stdlib.h>

static double coordinate(const cloud2 *c, int axis, int32_t i) { return axis ? c->y[i] : c->x[i]; }

static void swap_points(cloud2 *c, int32_t *order, int32_t a, int32_t b)
{
    double x = c->x[a], y = c->y[a];
    int64_t mass = c->mass[a];
    int32_t was = order[a];
    c->x[a] = c->x[b], c->y[a] = c->y[b], c->mass[a] = c->mass[b], order[a] = order[b];
    c->x[b] = x, c->y[b] = y, c->mass[b] = mass, order[b] = was;
}

/* Hoare's selection: afterwards the points before `middle` are at most the one there, those behind at least. */
static void select_middle(cloud2 *c, int32_t *order, int axis, int32_t lo, int32_t hi, int32_t middle)
{
    while (lo < hi) {
        double pivot = coordinate(c, axis, lo + (hi - lo) / 2);
        int32_t i = lo, j = hi;
        while (i <= j) {
            while (coordinate(c, axis, i) < pivot)
                i++;
            while (coordinate(c, axis, j) > pivot)
                j--;
            if (i <= j)
                swap_points(c, order, i++, j--);
        }
        if (middle <= j)
            hi = j;
        else if (middle >= i)
            lo = i;
        else
            return;
    }
}

static void bound_box(const cloud2 *c, kdnode *node)
{
    for (int axis = 0; axis < 2; axis++) {
        node->lo[axis] = INFINITY, node->hi[axis] = -INFINITY;
        for (int32_t i = node->from; i < node->upto; i++) {
            node->lo[axis] = lesser(node->lo[axis], coordinate(c, axis, i));
            node->hi[axis] = greater(node->hi[axis], coordinate(c, axis, i));
        }
        node->centre[axis] = node->lo[axis] + (node->hi[axis] - node->lo[axis]) / 2;
    }
    node->reach = hypot(node->hi[0] - node->centre[0], node->hi[1] - node->centre[1]);
}

/* Halves are multiples of four, so that four consecutive points are neighbours. */
static int32_t halve(cloud2 *c, int32_t *order, const kdnode *node)
{
    int axis = node->hi[1] - node->lo[1] > node->hi[0] - node->lo[0];
    int32_t n = node->upto - node->from, middle = node->from + (n > 4 ? (n / 2 + 3) / 4 * 4 : n / 2);
    select_middle(c, order, axis, node->from, node->upto - 1, middle);
    return middle;
}

/* Within a leaf the order goes on, without nodes. */
static void arrange(cloud2 *c, int32_t *order, int32_t from, int32_t upto)
{
    if (upto - from < 2)
        return;
    kdnode node = {.from = from, .upto = upto};
    bound_box(c, &node);
    int32_t middle = halve(c, order, &node);
    arrange(c, order, from, middle);
    arrange(c, order, middle, upto);
}

static void build(kdtree *t, cloud2 *c, int32_t *order, int32_t from, int32_t upto)
{
    int32_t at = t->nodes++;
    kdnode *node = &t->node[at];
    *node = (kdnode){.from = from, .upto = upto};
    bound_box(c, node);
    if (upto - from <= KD_LEAF) {
        arrange(c, order, from, upto);
        return;
    }
    int32_t middle = halve(c, order, node);
    build(t, c, order, from, middle);
    t->node[at].right = t->nodes;
    build(t, c, order, middle, upto);
}

kdtree kdtree_build(cost_kind kind, cloud2 *points, int32_t *order)
{
    size_t most = (size_t)points->n + 2; /* a leaf has at least two points or is alone */
    kdtree t = {kind, points, 0, malloc(sizeof(kdnode) * most), malloc(sizeof(double) * most)};
    for (int32_t i = 0; i < points->n; i++)
        order[i] = i;
    build(&t, points, order, 0, points->n);
    t.node = realloc(t.node, sizeof(kdnode) * (size_t)t.nodes);
    return t;
}

void kdtree_free(kdtree *t)
{
    free(t->node);
    free(t->potential);
    *t = (kdtree){0};
}

/* Least squares of v on the node's points; along the line where they do not span the plane. */
static void fit_slope(const kdtree *t, const int64_t *v, kdnode *node)
{
    const cloud2 *c = t->points;
    double n = node->upto - node->from, mx = 0, my = 0, mv = 0, xx = 0, xy = 0, yy = 0, xv = 0, yv = 0;
    for (int32_t i = node->from; i < node->upto; i++) {
        mx += c->x[i] - node->centre[0];
        my += c->y[i] - node->centre[1];
        mv += (double)(v[i] - v[node->from]);
    }
    mx /= n, my /= n, mv /= n;
    for (int32_t i = node->from; i < node->upto; i++) {
        double x = c->x[i] - node->centre[0] - mx, y = c->y[i] - node->centre[1] - my,
               w = (double)(v[i] - v[node->from]) - mv;
        xx += x * x, xy += x * y, yy += y * y, xv += x * w, yv += y * w;
    }
    double det = xx * yy - xy * xy;
    node->beta[0] = xx + yy > 0 ? xv / (xx + yy) : 0;
    node->beta[1] = xx + yy > 0 ? yv / (xx + yy) : 0;
    if (det > 1e-9 * xx * yy) {
        node->beta[0] = (xv * yy - yv * xy) / det;
        node->beta[1] = (yv * xx - xv * xy) / det;
    }
}

void kdtree_fit(kdtree *t, const int64_t *v)
{
    const cloud2 *c = t->points;
    for (int32_t i = 0; i < c->n; i++)
        t->potential[i] = (double)v[i];
#pragma omp parallel for schedule(dynamic, 64) if (c->n > 3000)
    for (int32_t k = 0; k < t->nodes; k++) {
        kdnode *node = &t->node[k];
        fit_slope(t, v, node);
        node->steep = hypot(node->beta[0], node->beta[1]);
        if (t->kind == COST_W1 && node->steep > 1) {
            node->beta[0] /= node->steep, node->beta[1] /= node->steep;
            node->steep = 1;
        }
        node->alpha = -INFINITY;
        for (int32_t i = node->from; i < node->upto; i++)
            node->alpha = greater(node->alpha, (double)v[i] - node->beta[0] * (c->x[i] - node->centre[0])
                                                   - node->beta[1] * (c->y[i] - node->centre[1]));
    }
}
