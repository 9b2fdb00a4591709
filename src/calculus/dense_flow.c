/* Successive shortest paths on a dense bipartite graph: see dense_flow.h. */
#include "calculus/dense_flow.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Masses below this, of 1, are rounding. */
static const double DUST = 1e-15;

typedef struct flow {
    size_t n, m;
    const double *cost;
    double *plan, *f, *g, *supply, *demand;
    /* of the search: distances, whether final, and where the path came from */
    double *row_distance, *column_distance;
    bool *row_done, *column_done;
    size_t *row_from, *column_from;
} flow;

static double reduced(const flow *a, size_t i, size_t j) { return a->cost[i * a->m + j] - a->f[i] - a->g[j]; }

/* Row i is reached: paths on to all columns. */
static void relax(flow *a, size_t i)
{
    a->row_done[i] = true;
    for (size_t j = 0; j < a->m; j++) {
        double through = a->row_distance[i] + fmax(reduced(a, i, j), 0);
        if (!a->column_done[j] && through < a->column_distance[j]) {
            a->column_distance[j] = through;
            a->column_from[j] = i;
        }
    }
}

static size_t nearest(const flow *a)
{
    size_t best = a->m;
    for (size_t j = 0; j < a->m; j++)
        if (!a->column_done[j] && (best == a->m || a->column_distance[j] < a->column_distance[best]))
            best = j;
    return best;
}

/* Dijkstra's search from a row to the nearest column with demand left; m if there is none. */
static size_t search(flow *a, size_t from)
{
    memset(a->row_done, 0, a->n * sizeof *a->row_done);
    memset(a->column_done, 0, a->m * sizeof *a->column_done);
    for (size_t j = 0; j < a->m; j++)
        a->column_distance[j] = INFINITY;
    a->row_distance[from] = 0;
    relax(a, from);
    for (;;) {
        size_t j = nearest(a);
        if (j == a->m || a->demand[j] > DUST)
            return j;
        a->column_done[j] = true;
        for (size_t i = 0; i < a->n; i++)
            if (!a->row_done[i] && a->plan[i * a->m + j] > DUST) {
                a->row_distance[i] = a->column_distance[j];
                a->row_from[i] = j;
                relax(a, i);
            }
    }
}

static void lift(flow *a, size_t to)
{
    double far = a->column_distance[to];
    for (size_t i = 0; i < a->n; i++)
        if (a->row_done[i])
            a->f[i] += far - a->row_distance[i];
    for (size_t j = 0; j < a->m; j++)
        if (a->column_done[j])
            a->g[j] -= far - a->column_distance[j];
}

static void augment(flow *a, size_t from, size_t to)
{
    double amount = fmin(a->supply[from], a->demand[to]);
    for (size_t j = to, i; (i = a->column_from[j]) != from; j = a->row_from[i])
        amount = fmin(amount, a->plan[i * a->m + a->row_from[i]]);
    for (size_t j = to;;) {
        size_t i = a->column_from[j];
        a->plan[i * a->m + j] += amount;
        if (i == from)
            break;
        j = a->row_from[i];
        a->plan[i * a->m + j] -= amount;
    }
    a->supply[from] -= amount;
    a->demand[to] -= amount;
}

static void start(flow *a)
{
    memset(a->plan, 0, a->n * a->m * sizeof *a->plan);
    memset(a->g, 0, a->m * sizeof *a->g);
    for (size_t i = 0; i < a->n; i++) {
        a->f[i] = INFINITY;
        for (size_t j = 0; j < a->m; j++)
            a->f[i] = fmin(a->f[i], a->cost[i * a->m + j]);
    }
}

/* Sends what is left in the order of rows and columns. */
static void send_rest(flow *a)
{
    size_t j = 0;
    for (size_t i = 0; i < a->n; i++)
        while (a->supply[i] > DUST && j < a->m) {
            double moved = fmin(a->supply[i], a->demand[j]);
            a->plan[i * a->m + j] += moved;
            a->supply[i] -= moved;
            a->demand[j] -= moved;
            j += a->demand[j] <= DUST;
        }
}

void dense_flow(scope *s, size_t n, size_t m, const double *supply, const double *demand, const double *cost,
                double *plan, double *f, double *g)
{
    flow a = {.n = n, .m = m, .cost = cost, .plan = plan, .f = f, .g = g};
    double *doubles = malloc(2 * (n + m) * sizeof *doubles);
    a.supply = doubles, a.demand = doubles + n;
    a.row_distance = doubles + n + m, a.column_distance = a.row_distance + n;
    a.row_done = malloc((n + m) * sizeof *a.row_done), a.column_done = a.row_done + n;
    a.row_from = malloc((n + m) * sizeof *a.row_from), a.column_from = a.row_from + n;
    memcpy(a.supply, supply, n * sizeof *supply);
    memcpy(a.demand, demand, m * sizeof *demand);
    start(&a);
    for (size_t i = 0; i < n; i++)
        while (a.supply[i] > DUST && !(s && scope_expired(s))) {
            size_t to = search(&a, i);
            if (to == m)
                break;
            lift(&a, to);
            augment(&a, i, to);
        }
    send_rest(&a);
    free(doubles);
    free(a.row_done);
    free(a.row_from);
}
