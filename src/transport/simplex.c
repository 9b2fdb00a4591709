/* See simplex.h. */
#include "transport/simplex.h"

#include <math.h>
#include <stddef.h>

typedef struct knot {
    int32_t parent, mark; /* mark: the last search that came by */
} knot;

typedef struct branch { /* the arc from a node to its parent */
    int64_t flow, cost;
} branch;

struct simplex {
    int32_t rows, columns, root; /* nodes: rows, columns, root */
    knot *at;
    branch *arc;
    int64_t *potential; /* of rows and columns, as of the last refresh */
    int32_t *path[2];   /* of a cycle, from its two ends; in a refresh the nodes in order, and a stack */
    int32_t searches;
};

/*
 * The cycle that an arc from i to j closes: the nodes below its top on the side of i and of j, from below. The arcs of the cycle are those from
 * these nodes to their parents, and the new one.
 */
typedef struct cycle {
    int32_t top, count[2];
} cycle;

static bool is_row(const simplex *s, int32_t k) { return k < s->rows; }

simplex *simplex_open(int32_t rows, int32_t columns)
{
    simplex *s = malloc(sizeof *s);
    size_t n = (size_t)rows + (size_t)columns;
    *s = (simplex){.rows = rows, .columns = columns, .root = rows + columns};
    s->at = malloc(sizeof *s->at * (n + 1));
    s->arc = calloc(n + 1, sizeof *s->arc);
    s->potential = calloc(n, sizeof *s->potential);
    for (int side = 0; side < 2; side++)
        s->path[side] = malloc(sizeof(int32_t) * (n + 1));
    for (int32_t k = 0; k <= s->root; k++)
        s->at[k] = (knot){.parent = k < s->root ? s->root : -1, .mark = -1};
    return s;
}

void simplex_close(simplex *s)
{
    free(s->at);
    free(s->arc);
    free(s->potential);
    free(s->path[0]);
    free(s->path[1]);
    free(s);
}

/* Climbs from both ends in turn until one comes to where the other has been. */
static cycle find_cycle(simplex *s, int32_t i, int32_t j)
{
    cycle c = {s->root, {0, 0}};
    int32_t at[2] = {i, j}, mark = 2 * ++s->searches;
    s->at[i].mark = mark, s->at[j].mark = mark + 1;
    for (int side = 0; at[0] != s->root || at[1] != s->root; side = !side) {
        if (at[side] == s->root)
            continue;
        s->path[side][c.count[side]++] = at[side];
        at[side] = s->at[at[side]].parent;
        int32_t *seen = &s->at[at[side]].mark;
        if (*seen == mark + !side && at[side] != s->root) {
            c.top = at[side];
            break;
        }
        *seen = mark + side;
    }
    if (c.top != s->root && at[0] != at[1]) /* the other side has been further up than the top */
        for (int side = 0; side < 2; side++)
            if (at[side] != c.top)
                while (s->path[side][--c.count[side]] != c.top)
                    ;
    return c;
}

/* What a unit more around the cycle costs, with the new arc. */
static int64_t cycle_cost(const simplex *s, const cycle *c, int64_t cost)
{
    for (int side = 0; side < 2; side++)
        for (int32_t n = 0; n < c->count[side]; n++) {
            int32_t k = s->path[side][n];
            cost += is_row(s, k) == !side ? -s->arc[k].cost : s->arc[k].cost;
        }
    return cost;
}

static void push(simplex *s, const cycle *c, int64_t flow)
{
    for (int side = 0; side < 2; side++)
        for (int32_t n = 0; n < c->count[side]; n++) {
            int32_t k = s->path[side][n];
            s->arc[k].flow += is_row(s, k) == !side ? -flow : flow;
        }
}

/* The arc from `leaving` to its parent leaves the basis, and `k` below it hangs from `under` by an arc of the given flow and cost. */
static void turn(simplex *s, int32_t leaving, int32_t k, int32_t under, int64_t flow, int64_t cost)
{
    for (int32_t parent = under;;) {
        branch was = s->arc[k];
        int32_t up = s->at[k].parent;
        s->at[k].parent = parent, s->arc[k] = (branch){flow, cost};
        if (k == leaving)
            return;
        parent = k, k = up, flow = was.flow, cost = was.cost;
    }
}

/* The arc of the cycle that becomes empty first, by its lower end, and how much flows until then. */
typedef struct ratio {
    int32_t leaving; /* -1: none */
    bool on_row_side;
    int64_t flow;
} ratio;

/*
 * Flow goes around: top, down to row i, by the entering arc to column j, up to the top. An arc of the basis loses flow where
 * it is passed from its column to its row: below i where a row hangs, above j where a column hangs. Artificial arcs
 * admit nothing on the way down.
 */
static ratio ratio_test(const simplex *s, const cycle *c)
{
    ratio r = {-1, false, INT64_MAX};
    for (int32_t n = 0; n < c->count[0]; n++) {
        int32_t k = s->path[0][n];
        if ((is_row(s, k) || s->at[k].parent == s->root) && s->arc[k].flow < r.flow)
            r = (ratio){k, true, s->arc[k].flow};
    }
    for (int32_t n = 0; n < c->count[1]; n++) {
        int32_t k = s->path[1][n];
        if (!is_row(s, k) && s->at[k].parent != s->root && s->arc[k].flow <= r.flow)
            r = (ratio){k, false, s->arc[k].flow};
    }
    return r;
}

/* Potentials may be old: the cycle tells whether the arc still lowers the cost. */
static bool pivot(simplex *s, int32_t i, int32_t j, int64_t cost)
{
    cycle c = find_cycle(s, i, j);
    if (cycle_cost(s, &c, cost) >= 0)
        return false;
    ratio r = ratio_test(s, &c);
    if (r.flow)
        push(s, &c, r.flow);
    turn(s, r.leaving, r.on_row_side ? i : j, r.on_row_side ? j : i, r.flow, cost);
    return true;
}

static int32_t component(const simplex *s, int32_t k, int32_t *depth)
{
    for (*depth = 0; s->at[k].parent != s->root; ++*depth)
        k = s->at[k].parent;
    return k;
}

/* Cuts the arcs of a cycle that carry nothing: some arc of a cancelled cycle does. What is below becomes a component of its own. */
static void drop_empty(simplex *s, const cycle *c)
{
    for (int side = 0; side < 2; side++)
        for (int32_t n = 0; n < c->count[side]; n++) {
            int32_t k = s->path[side][n];
            if (!s->arc[k].flow)
                s->at[k].parent = s->root, s->arc[k].cost = 0;
        }
}

/* More of the cycle's flow goes along the new arc if that is cheaper, less of it otherwise. */
static void cancel(simplex *s, int32_t i, int32_t j, int64_t cost, int64_t flow)
{
    cycle c = find_cycle(s, i, j);
    bool more = cycle_cost(s, &c, cost) < 0;
    int64_t most = more ? INT64_MAX : flow;
    for (int side = 0; side < 2; side++)
        for (int32_t n = 0; n < c.count[side]; n++) {
            int32_t k = s->path[side][n];
            if ((is_row(s, k) == more) == !side && s->arc[k].flow < most)
                most = s->arc[k].flow;
        }
    push(s, &c, more ? most : -most);
    flow += more ? most : -most;
    drop_empty(s, &c);
    if (flow)
        simplex_ship(s, i, j - s->rows, cost, flow);
}

void simplex_ship(simplex *s, int32_t row, int32_t column, int64_t cost, int64_t mass)
{
    int32_t i = row, j = s->rows + column, deep_i, deep_j;
    int32_t top_i = component(s, i, &deep_i), top_j = component(s, j, &deep_j);
    if (top_i == top_j)
        cancel(s, i, j, cost, mass);
    else if (deep_i <= deep_j)
        turn(s, top_i, i, j, mass, cost);
    else
        turn(s, top_j, j, i, mass, cost);
}

/* Potentials from the arcs of the basis, parents before children; the nodes in this order are in path[0] afterwards. */
static void refresh(simplex *s)
{
    if (s->searches > 1 << 28) { /* long before the marks overflow */
        s->searches = 0;
        for (int32_t k = 0; k <= s->root; k++)
            s->at[k].mark = -1;
    }
    int32_t *order = s->path[0], *stack = s->path[1], n = 0, now = 2 * ++s->searches;
    for (int32_t from = 0; from < s->root; from++) {
        int32_t height = 0;
        for (int32_t k = from; k != s->root && s->at[k].mark != now; k = s->at[k].parent)
            s->at[k].mark = now, stack[height++] = k;
        while (height) {
            int32_t k = stack[--height], up = s->at[k].parent;
            s->potential[k] = s->arc[k].cost - (up == s->root ? 0 : s->potential[up]);
            order[n++] = k;
        }
    }
}

/* The potential of a component's top is such that those of its columns are v on average. */
void simplex_start(simplex *s, const int64_t *v)
{
    size_t n = (size_t)s->root;
    double *sum = calloc(n, sizeof *sum);
    int32_t *columns = calloc(n, sizeof *columns), *top = malloc(sizeof *top * n);
    refresh(s);
    for (int32_t at = 0; at < s->root; at++) {
        int32_t k = s->path[0][at], up = s->at[k].parent;
        top[k] = up == s->root ? k : top[up];
        if (!is_row(s, k))
            sum[top[k]] += (double)(v[k - s->rows] - s->potential[k]), columns[top[k]]++;
    }
    for (int32_t k = 0; k < s->root; k++)
        if (top[k] == k && columns[k]) {
            int64_t shift = (int64_t)rint(sum[k] / columns[k]);
            s->arc[k].cost = is_row(s, k) ? -shift : shift;
        }
    free(sum);
    free(columns);
    free(top);
}

/* One pass over all rows with the potentials of the last refresh: of each two rows the best arc is tried. */
static int64_t sweep(simplex *s, const arcs *a)
{
    const int64_t *v = s->potential + s->rows;
    int64_t pivots = 0;
    for (int32_t i = 0; i < a->rows;) {
        int64_t least = 0, chosen = -1;
        int32_t from = i, upto = i + 2 < a->rows ? i + 2 : a->rows;
        for (; i < upto; i++) {
            int64_t u = s->potential[i];
            for (int64_t k = a->start[i]; k < a->start[i + 1]; k++) {
                int64_t reduced = a->cost[k] - u - v[a->to[k]];
                if (reduced < least)
                    least = reduced, chosen = k, from = i;
            }
        }
        if (chosen >= 0)
            pivots += pivot(s, from, s->rows + a->to[chosen], a->cost[chosen]);
    }
    return pivots;
}

bool simplex_run(simplex *s, const arcs *a, int passes, int64_t *pivots)
{
    for (int pass = 0; pass < passes; pass++) {
        refresh(s);
        int64_t n = sweep(s, a);
        *pivots += n;
        if (!n)
            return true;
    }
    return false;
}

const int64_t *simplex_u(const simplex *s) { return s->potential; }
const int64_t *simplex_v(const simplex *s) { return s->potential + s->rows; }

int64_t simplex_plan(const simplex *s, shipment *out)
{
    int64_t n = 0;
    for (int32_t k = 0; k < s->root; k++) {
        int32_t up = s->at[k].parent;
        if (up != s->root && s->arc[k].flow)
            out[n++] = is_row(s, k) ? (shipment){k, up - s->rows, s->arc[k].flow}
                                    : (shipment){up, k - s->rows, s->arc[k].flow};
    }
    return n;
}
