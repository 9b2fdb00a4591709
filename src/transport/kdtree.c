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
static void build(kdtree *t, cloud2 *c, int32_t *order, int32_t from, int32_t upto)
{
    int32_t at = t->nodes++;
    kdnode *node = &t->node[at];
    *node = (kdnode){.from = from, .upto = upto};
    bound_box(c, node);
    if (upto - from <= KD_LEAF)
        return;
    int axis = node->hi[1] - node->lo[1] > node->hi[0] - node->lo[0];
    int32_t middle = from + ((upto - from) / 2 + 3) / 4 * 4;
    select_middle(c, order, axis, from, upto - 1, middle);
    build(t, c, order, from, middle);
    t->node[at].right = t->nodes;
    build(t, c, order, middle, upto);
}

kdtree kdtree_build(cost_kind kind, cloud2 *points, int32_t *order)
{
    size_t most = (size_t)points->n + 2; /* a leaf has at least two points or is alone */
    kdtree t = {kind, points, 0, malloc(sizeof(kdnode) * most)};
    for (int32_t i = 0; i < points->n; i++)
        order[i] = i;
    build(&t, points, order, 0, points->n);
    t.node = realloc(t.node, sizeof(kdnode) * (size_t)t.nodes);
    return t;
}

void kdtree_free(kdtree *t)
{
    free(t->node);
    *t = (kdtree){0};
}

/* Least squares of v on the node's points; beta is 0 where they do not span the plane. */
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
    node->beta[0] = node->beta[1] = 0;
    if (det > 1e-9 * xx * yy) {
        node->beta[0] = (xv * yy - yv * xy) / det;
        node->beta[1] = (yv * xx - xv * xy) / det;
    }
}

void kdtree_fit(kdtree *t, const int64_t *v)
{
    const cloud2 *c = t->points;
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

/* min over t in [lo, hi] of (t - x)^2 - beta (t - centre) */
static inline double least_parabola(double x, double lo, double hi, double beta, double centre)
{
    double t = lesser(greater(x + beta / 2, lo), hi);
    return (t - x) * (t - x) - beta * (t - centre);
}

/*
 * W1: with r = y - q, |r| - beta r = |r| (1 - |beta| cos t), t the angle between r and beta. Seen from q the box lies within the angle
 * asin(reach/far) of its middle, far away from q: so t is at least the middle's angle less that.
 */
static inline double least_cone(const kdnode *node, double x, double y)
{
    double dx = lesser(greater(x, node->lo[0]), node->hi[0]) - x,
           dy = lesser(greater(y, node->lo[1]), node->hi[1]) - y;
    double cx = node->centre[0] - x, cy = node->centre[1] - y, far = cx * cx + cy * cy;
    double along = node->beta[0] * cx + node->beta[1] * cy, slope = node->steep;
    if (far > node->reach * node->reach) {
        double cos_middle = along / sqrt(far),
               across = sqrt(greater(slope * slope - cos_middle * cos_middle, 0));
        double sin_half = node->reach / sqrt(far), cos_half = sqrt(1 - sin_half * sin_half);
        if (cos_middle < slope * cos_half) /* the middle is further from beta than the box is wide */
            slope = cos_middle * cos_half + across * sin_half;
    }
    return (1 - slope) * sqrt(dx * dx + dy * dy) + along - node->alpha;
}

/* At most c(q, y) - v(y) for every point y of the node, but for rounding. */
static inline double lower_bound(const kdtree *t, const kdnode *node, double x, double y)
{
    if (t->kind == COST_W1)
        return least_cone(node, x, y);
    return least_parabola(x, node->lo[0], node->hi[0], node->beta[0], node->centre[0])
           + least_parabola(y, node->lo[1], node->hi[1], node->beta[1], node->centre[1]) - node->alpha;
}

static void insert(neighbour *out, int *found, int k, neighbour one)
{
    int at = *found < k ? (*found)++ : k - 1;
    for (; at > 0 && out[at - 1].value > one.value; at--)
        out[at] = out[at - 1];
    out[at] = one;
}

int kdtree_least(const kdtree *t, const int64_t *v, double x, double y, int k, double limit, neighbour *out)
{
    enum {
        DEPTH = 64,
        MARGIN = 16
    }; /* MARGIN: more than the rounding of a bound whose terms are below 2^50 */
    struct {
        int32_t node;
        double bound;
    } stack[DEPTH];
    int found = 0, height = 0;
    stack[height].node = 0;
    stack[height++].bound = lower_bound(t, &t->node[0], x, y);
    while (height) {
        int32_t at = stack[--height].node;
        if (stack[height].bound - MARGIN >= limit)
            continue;
        const kdnode *node = &t->node[at];
        if (!node->right) {
            for (int32_t i = node->from; i < node->upto; i++) {
                double value = ground_cost(t->kind, x - t->points->x[i], y - t->points->y[i]) - (double)v[i];
                if (value < limit) {
                    insert(out, &found, k, (neighbour){value, i});
                    if (found == k)
                        limit = out[k - 1].value;
                }
            }
            continue;
        }
        double left = lower_bound(t, &t->node[at + 1], x, y),
               right = lower_bound(t, &t->node[node->right], x, y);
        bool right_first = right < left;
        int32_t order[2] = {right_first ? at + 1 : node->right, right_first ? node->right : at + 1};
        double bounds[2] = {right_first ? left : right, right_first ? right : left};
        for (int j = 0; j < 2; j++)
            if (bounds[j] - MARGIN < limit)
                stack[height].node = order[j], stack[height++].bound = bounds[j];
    }
    return found;
}
