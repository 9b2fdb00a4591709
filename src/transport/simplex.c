/* See simplex.h. */
#include "transport/simplex.h"

#include <math.h>
#include <stddef.h>

typedef struct knot {
    int32_t parent, child, next, previous; /* -1: none; siblings in a list */
    int32_t size;                          /* of the subtree */
    int64_t flow, cost;                    /* of the arc to the parent */
} knot;

struct simplex {
    int32_t rows, columns, root;
    knot *at;           /* rows, columns, root */
    int64_t *potential; /* of rows and columns */
    int64_t next_arc;   /* where pricing goes on */
};

static bool is_row(const simplex *s, int32_t k) { return k < s->rows; }

static void hang(simplex *s, int32_t k, int32_t parent)
{
    knot *one = &s->at[k], *up = &s->at[parent];
    one->parent = parent;
    one->previous = -1;
    one->next = up->child;
    if (up->child >= 0)
        s->at[up->child].previous = k;
    up->child = k;
}

static void cut(simplex *s, int32_t k)
{
    knot *one = &s->at[k];
    if (one->previous >= 0)
        s->at[one->previous].next = one->next;
    else
        s->at[one->parent].child = one->next;
    if (one->next >= 0)
        s->at[one->next].previous = one->previous;
}

simplex *simplex_open(int32_t rows, int32_t columns, const int64_t *price)
{
    simplex *s = malloc(sizeof *s);
    size_t n = (size_t)rows + (size_t)columns;
    *s = (simplex){rows, columns, rows + columns, malloc(sizeof(knot) * (n + 1)), calloc(n, sizeof(int64_t)),
                   0};
    s->at[s->root] = (knot){.parent = -1, .child = -1, .next = -1, .previous = -1, .size = (int32_t)n + 1};
    for (int32_t k = s->root - 1; k >= 0; k--) {
        s->at[k] = (knot){.child = -1, .size = 1};
        hang(s, k, s->root);
    }
    for (int32_t j = 0; j < columns; j++)
        s->potential[rows + j] = -price[j];
    return s;
}

void simplex_close(simplex *s)
{
    free(s->at);
    free(s->potential);
    free(s);
}

static int32_t apex(const simplex *s, int32_t i, int32_t j)
{
    while (i != j)
        if (s->at[i].size < s->at[j].size)
            i = s->at[i].parent;
        else
            j = s->at[j].parent;
    return i;
}

static void resize(simplex *s, int32_t from, int32_t upto, int32_t by)
{
    for (int32_t k = from; k != upto; k = s->at[k].parent)
        s->at[k].size += by;
}

/*
 * The subtree of `top`, whose arc to its parent leaves the basis, is turned so that `k` in it comes to the top and hangs from
 * `under` by an arc of the given flow and cost.
 */
static void turn(simplex *s, int32_t top, int32_t k, int32_t under, int64_t flow, int64_t cost)
{
    int32_t whole = s->at[top].size, below = 0;
    for (int32_t parent = under;;) {
        knot *one = &s->at[k];
        int32_t up = one->parent, size = one->size;
        int64_t f = one->flow, c = one->cost;
        cut(s, k);
        hang(s, k, parent);
        one->flow = flow, one->cost = cost;
        one->size = whole - below;
        if (k == top)
            return;
        below = size, flow = f, cost = c, parent = k, k = up;
    }
}

/* Adds `by` to the potentials of rows and subtracts it from those of columns, below `top` but not below `except`. */
static void shift(simplex *s, int32_t top, int32_t except, int64_t by)
{
    for (int32_t k = top;;) {
        if (k != s->root)
            s->potential[k] += is_row(s, k) ? by : -by;
        int32_t down = s->at[k].child;
        if (down >= 0 && down == except)
            down = s->at[down].next;
        if (down >= 0) {
            k = down;
            continue;
        }
        for (;;) {
            if (k == top)
                return;
            int32_t next = s->at[k].next;
            if (next >= 0 && next == except)
                next = s->at[next].next;
            if (next >= 0) {
                k = next;
                break;
            }
            k = s->at[k].parent;
        }
    }
}

/* Shifts the subtree of k, or everything else the other way: only differences between components and arcs matter. */
static void shift_smaller(simplex *s, int32_t k, int64_t by)
{
    if (s->at[k].size <= s->root / 2)
        shift(s, k, -1, by);
    else
        shift(s, s->root, k, -by);
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
static ratio ratio_test(const simplex *s, int32_t i, int32_t j, int32_t top)
{
    ratio r = {-1, false, INT64_MAX};
    for (int32_t k = i; k != top; k = s->at[k].parent)
        if ((is_row(s, k) || s->at[k].parent == s->root) && s->at[k].flow < r.flow)
            r = (ratio){k, true, s->at[k].flow};
    for (int32_t k = j; k != top; k = s->at[k].parent)
        if (!is_row(s, k) && s->at[k].parent != s->root && s->at[k].flow <= r.flow)
            r = (ratio){k, false, s->at[k].flow};
    return r;
}

static void push(simplex *s, int32_t i, int32_t j, int32_t top, int64_t flow)
{
    for (int32_t k = i; k != top; k = s->at[k].parent)
        s->at[k].flow += is_row(s, k) ? -flow : flow;
    for (int32_t k = j; k != top; k = s->at[k].parent)
        s->at[k].flow += is_row(s, k) ? flow : -flow;
}

static void pivot(simplex *s, int32_t i, int32_t j, int64_t cost)
{
    int64_t reduced = cost - s->potential[i] - s->potential[j];
    int32_t top = apex(s, i, j);
    ratio r = ratio_test(s, i, j, top);
    if (r.flow)
        push(s, i, j, top, r.flow);
    int32_t inner = r.on_row_side ? i : j, outer = r.on_row_side ? j : i, size = s->at[r.leaving].size;
    resize(s, s->at[r.leaving].parent, top, -size);
    resize(s, outer, top, size);
    turn(s, r.leaving, inner, outer, r.flow, cost);
    shift_smaller(s, inner, r.on_row_side ? reduced : -reduced);
}

/* Everything below k's arc, which carries nothing any more, becomes a component of its own. */
static void set_apart(simplex *s, int32_t k)
{
    resize(s, s->at[k].parent, s->root, -s->at[k].size);
    cut(s, k);
    hang(s, k, s->root);
    s->at[k].flow = s->at[k].cost = 0;
}

static int32_t component(const simplex *s, int32_t k)
{
    while (s->at[k].parent != s->root)
        k = s->at[k].parent;
    return k;
}

/* What a unit more around the cycle costs. */
static int64_t cycle_cost(const simplex *s, int32_t i, int32_t j, int32_t top, int64_t cost)
{
    for (int32_t k = i; k != top; k = s->at[k].parent)
        cost += is_row(s, k) ? -s->at[k].cost : s->at[k].cost;
    for (int32_t k = j; k != top; k = s->at[k].parent)
        cost += is_row(s, k) ? s->at[k].cost : -s->at[k].cost;
    return cost;
}

static void join(simplex *s, int32_t a, int32_t top_of_a, int32_t b, int64_t flow, int64_t cost)
{
    int32_t size = s->at[top_of_a].size;
    resize(s, b, s->root, size);
    turn(s, top_of_a, a, b, flow, cost);
}

/* Cuts the arcs between k and the top that carry nothing: some arc of a cancelled cycle does. */
static void drop_empty(simplex *s, int32_t k, int32_t top)
{
    for (int32_t up; k != top; k = up) {
        up = s->at[k].parent;
        if (!s->at[k].flow)
            set_apart(s, k);
    }
}

/* More of the cycle's flow goes along the new arc if that is cheaper, less of it otherwise. */
static void cancel(simplex *s, int32_t i, int32_t j, int32_t top, int64_t cost, int64_t flow)
{
    bool more = cycle_cost(s, i, j, top, cost) < 0;
    int64_t most = more ? INT64_MAX : flow;
    for (int32_t k = i; k != top; k = s->at[k].parent)
        if (is_row(s, k) == more && s->at[k].flow < most)
            most = s->at[k].flow;
    for (int32_t k = j; k != top; k = s->at[k].parent)
        if (is_row(s, k) != more && s->at[k].flow < most)
            most = s->at[k].flow;
    push(s, i, j, top, more ? most : -most);
    flow += more ? most : -most;
    drop_empty(s, i, top);
    drop_empty(s, j, top);
    if (flow)
        simplex_ship(s, i, j - s->rows, cost, flow);
}

void simplex_ship(simplex *s, int32_t row, int32_t column, int64_t cost, int64_t mass)
{
    int32_t i = row, j = s->rows + column, top_i = component(s, i), top_j = component(s, j);
    if (top_i == top_j)
        cancel(s, i, j, apex(s, i, j), cost, mass);
    else if (s->at[top_i].size <= s->at[top_j].size)
        join(s, i, top_i, j, mass, cost);
    else
        join(s, j, top_j, i, mass, cost);
}

/* The potential of a component's top is the mean of what the prices say at its columns. */
static void place(simplex *s, int32_t top, const int64_t *price)
{
    double sum = 0;
    int32_t columns = 0;
    s->potential[top] = is_row(s, top) ? 0 : -price[top - s->rows];
    for (int32_t k = top;;) {
        if (k != top)
            s->potential[k] = s->at[k].cost - s->potential[s->at[k].parent];
        if (!is_row(s, k))
            sum += (double)(-price[k - s->rows] - s->potential[k]), columns++;
        if (s->at[k].child >= 0) {
            k = s->at[k].child;
            continue;
        }
        while (k != top && s->at[k].next < 0)
            k = s->at[k].parent;
        if (k == top)
            break;
        k = s->at[k].next;
    }
    if (columns)
        shift(s, top, -1, -(int64_t)rint(sum / columns));
}

void simplex_start(simplex *s, const int64_t *price)
{
    for (int32_t k = s->at[s->root].child; k >= 0; k = s->at[k].next)
        place(s, k, price);
}

/*
 * The best arc of the rows from `*row` on, after at least `block` arcs; false once no arc is left to look at.
 */
typedef struct entering {
    int32_t row, column;
    int64_t cost, reduced;
} entering;

static entering price_block(const simplex *s, const arcs *a, int32_t *row, int32_t *unseen, int64_t block)
{
    entering best = {.reduced = 0};
    const int64_t *v = s->potential + s->rows;
    for (int64_t seen = 0; *unseen > 0 && (seen < block || !best.reduced);) {
        int64_t u = s->potential[*row];
        for (int64_t k = a->start[*row]; k < a->start[*row + 1]; k++) {
            int64_t reduced = a->cost[k] - u - v[a->to[k]];
            if (reduced < best.reduced)
                best = (entering){*row, a->to[k], a->cost[k], reduced};
        }
        seen += a->start[*row + 1] - a->start[*row];
        *row = *row + 1 < a->rows ? *row + 1 : 0;
        --*unseen;
    }
    return best;
}

int64_t simplex_run(simplex *s, const arcs *a)
{
    int64_t block = (int64_t)(0.15 * sqrt((double)a->start[a->rows])) + 16, pivots = 0;
    int32_t row = (int32_t)(s->next_arc % a->rows), unseen = a->rows;
    for (;;) {
        entering best = price_block(s, a, &row, &unseen, block);
        if (!best.reduced)
            break;
        pivots++;
        pivot(s, best.row, s->rows + best.column, best.cost);
        unseen = a->rows;
    }
    s->next_arc = row;
    return pivots;
}

const int64_t *simplex_u(const simplex *s) { return s->potential; }
const int64_t *simplex_v(const simplex *s) { return s->potential + s->rows; }

int64_t simplex_plan(const simplex *s, shipment *out)
{
    int64_t n = 0;
    for (int32_t k = 0; k < s->root; k++) {
        int32_t up = s->at[k].parent;
        if (up != s->root && s->at[k].flow)
            out[n++] = is_row(s, k) ? (shipment){k, up - s->rows, s->at[k].flow}
                                    : (shipment){up, k - s->rows, s->at[k].flow};
    }
    return n;
}
