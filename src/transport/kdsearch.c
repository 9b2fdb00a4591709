/* Questions to a kd-tree: see kdtree.h. Bounds and costs are computed for all lanes of a question at once, in vectors. */
#include "transport/kdtree.h"

/* The same code for processors with wider vectors. Nothing is contracted, so that all round alike. */
#if defined __x86_64__ && defined __GNUC__ && !defined __clang__
#define WIDE_VECTORS __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE_VECTORS
#endif
#define INLINE static inline __attribute__((always_inline))

/* min over t in [lo, hi] of (t - x)^2 - beta (t - centre) */
INLINE double least_parabola(double x, double lo, double hi, double beta, double centre)
{
    double t = lesser(greater(x + beta / 2, lo), hi);
    return (t - x) * (t - x) - beta * (t - centre);
}

/*
 * W1: with r = y - q, |r| - beta r = |r| (1 - |beta| cos t), t the angle between r and beta. Seen from q the box lies within the angle
 * asin(reach/far) of its middle, far away from q: so t is at least the middle's angle less that.
 */
INLINE double least_cone(const kdnode *node, double x, double y)
{
    double dx = lesser(greater(x, node->lo[0]), node->hi[0]) - x,
           dy = lesser(greater(y, node->lo[1]), node->hi[1]) - y;
    double cx = node->centre[0] - x, cy = node->centre[1] - y, far = sqrt(cx * cx + cy * cy) + 0x1p-900;
    double along = node->beta[0] * cx + node->beta[1] * cy, steep = node->steep;
    double cos_middle = along / far, across = sqrt(greater(steep * steep - cos_middle * cos_middle, 0));
    double sin_half = lesser(node->reach / far, 1), cos_half = sqrt(1 - sin_half * sin_half);
    bool outside = far > node->reach && cos_middle < steep * cos_half; /* beta points past the box */
    double slope = outside ? cos_middle * cos_half + across * sin_half : steep;
    return (1 - slope) * sqrt(dx * dx + dy * dy) + along - node->alpha;
}

enum { MARGIN = 16 }; /* more than the rounding of a bound whose terms are below 2^50 */

/* At most c(q, y) - v(y) for every point y of the node, for each lane. Returns the sum of them, for comparison. */
INLINE double lower_bounds(cost_kind kind, const kdnode *node, const kdquery *q, double *bound)
{
    double sum = 0;
    for (int l = 0; l < KD_LANES; l++)
        if (kind == COST_W1)
            bound[l] = least_cone(node, q->x[l], q->y[l]) - MARGIN;
        else
            bound[l] = least_parabola(q->x[l], node->lo[0], node->hi[0], node->beta[0], node->centre[0])
                       + least_parabola(q->y[l], node->lo[1], node->hi[1], node->beta[1], node->centre[1])
                       - node->alpha - MARGIN;
    for (int l = 0; l < KD_LANES; l++)
        sum += bound[l];
    return sum;
}

INLINE bool any_below(const double *bound, const double *limit)
{
    int64_t any = 0;
    for (int l = 0; l < KD_LANES; l++)
        any |= bound[l] < limit[l];
    return any;
}

static void insert(kdquery *q, int lane, double value, int32_t i)
{
    neighbour *out = q->out[lane];
    int at = q->found[lane] < q->k ? q->found[lane]++ : q->k - 1;
    for (; at > 0 && out[at - 1].value > value; at--)
        out[at] = out[at - 1];
    out[at] = (neighbour){value, i};
    if (q->found[lane] == q->k)
        q->limit[lane] = out[q->k - 1].value;
}

INLINE void look_at(cost_kind kind, const kdtree *t, const kdnode *leaf, kdquery *q)
{
    double value[KD_LANES];
    for (int32_t i = leaf->from; i < leaf->upto; i++) {
        double x = t->points->x[i], y = t->points->y[i], v = t->potential[i];
        for (int l = 0; l < KD_LANES; l++)
            value[l] = ground_cost(kind, q->x[l] - x, q->y[l] - y) - v;
        if (any_below(value, q->limit))
            for (int l = 0; l < KD_LANES; l++)
                if (value[l] < q->limit[l])
                    insert(q, l, value[l], i);
    }
}

INLINE void search(cost_kind kind, const kdtree *t, kdquery *q)
{
    enum { DEPTH = 64 };
    struct {
        double bound[KD_LANES];
        int32_t node;
    } stack[DEPTH + 2];
    int height = 1;
    lower_bounds(kind, &t->node[0], q, stack[0].bound);
    stack[0].node = 0;
    while (height) {
        int32_t at = stack[--height].node;
        if (!any_below(stack[height].bound, q->limit))
            continue;
        const kdnode *node = &t->node[at];
        if (!node->right) {
            look_at(kind, t, node, q);
            continue;
        }
        double left[KD_LANES], right[KD_LANES];
        bool right_first = lower_bounds(kind, &t->node[at + 1], q, left)
                           > lower_bounds(kind, &t->node[node->right], q, right);
        const int32_t order[2] = {right_first ? at + 1 : node->right, right_first ? node->right : at + 1};
        for (int j = 0; j < 2; j++) { /* the better one on top */
            const double *bound = (j == 0) == right_first ? left : right;
            for (int l = 0; l < KD_LANES; l++)
                stack[height].bound[l] = bound[l];
            stack[height++].node = order[j];
        }
    }
}

WIDE_VECTORS void kdtree_least(const kdtree *t, kdquery *q)
{
    for (int l = 0; l < KD_LANES; l++)
        q->found[l] = 0;
    if (t->kind == COST_W1)
        search(COST_W1, t, q);
    else
        search(COST_W2, t, q);
}

/* The points found for the last lane are near the new ones, too: the largest of their values is at least the k-th least of all. */
void kdtree_ask(const kdtree *t, kdquery *q, const cloud2 *of, int32_t from)
{
    enum { LAST = KD_LANES - 1 };
    for (int l = 0; l < KD_LANES; l++) {
        int32_t i = from + l < of->n ? from + l : of->n - 1;
        q->x[l] = of->x[i], q->y[l] = of->y[i];
        q->limit[l] = q->found[LAST] == q->k ? -INFINITY : INFINITY;
    }
    for (int k = 0; k < q->found[LAST] && q->found[LAST] == q->k; k++) {
        int32_t j = q->out[LAST][k].at;
        for (int l = 0; l < KD_LANES; l++)
            q->limit[l] = greater(q->limit[l], 1 - t->potential[j]
                                                   + ground_cost(t->kind, q->x[l] - t->points->x[j],
                                                                 q->y[l] - t->points->y[j]));
    }
    kdtree_least(t, q);
}
