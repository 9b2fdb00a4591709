/* See candidates.h. */
#include "transport/candidates.h"

#include <string.h>

enum { WORTH_THREADS = 3000 }; /* points below which waking threads costs more than they save */

void pair_add(pair_list *l, int32_t row, int32_t column, int64_t mass)
{
    if (l->n == l->room)
        l->at = realloc(l->at, sizeof *l->at * (size_t)(l->room = 2 * l->room + 64));
    l->at[l->n++] = (shipment){row, column, mass};
}

arcs arcs_all(cost_kind kind, const cloud2 *rows, const cloud2 *columns)
{
    int64_t n = (int64_t)rows->n * columns->n;
    arcs a = {rows->n, malloc(sizeof(int64_t) * ((size_t)rows->n + 1)), malloc(sizeof(int32_t) * (size_t)n),
              malloc(sizeof(int64_t) * (size_t)n)};
    int64_t k = 0;
    for (int32_t i = 0; i < rows->n; i++) {
        a.start[i] = k;
        for (int32_t j = 0; j < columns->n; j++, k++)
            a.to[k] = j, a.cost[k] = ground_between(kind, rows, i, columns, j);
    }
    a.start[rows->n] = k;
    return a;
}

/* Columns row by row, with repetitions and at a->start, become arcs: once each, with costs. */
static void finish(arcs *a, cost_kind kind, const cloud2 *rows, const cloud2 *columns)
{
    int64_t kept = 0, from = 0;
    int32_t *seen = malloc(sizeof *seen * (size_t)columns->n); /* by which row last */
    memset(seen, -1, sizeof *seen * (size_t)columns->n);
    for (int32_t i = 0; i < a->rows; i++) {
        int64_t upto = a->start[i + 1];
        a->start[i] = kept;
        for (int64_t k = from; k < upto; k++)
            if (seen[a->to[k]] != i)
                seen[a->to[k]] = i, a->to[kept++] = a->to[k];
        from = upto;
    }
    free(seen);
    a->start[a->rows] = kept;
    a->to = realloc(a->to, sizeof *a->to * (size_t)(kept + 1));
    a->cost = malloc(sizeof *a->cost * (size_t)(kept + 1));
#pragma omp parallel for schedule(static) if (a->rows > WORTH_THREADS)
    for (int32_t i = 0; i < a->rows; i++)
        for (int64_t k = a->start[i]; k < a->start[i + 1]; k++)
            a->cost[k] = ground_between(kind, rows, i, columns, a->to[k]);
}

/* Buckets pairs by row behind what a (may be NULL) has. */
static arcs gather(int32_t n, const arcs *a, const pair_list *const *lists, int count)
{
    arcs out = {n, calloc((size_t)n + 2, sizeof(int64_t)), NULL, NULL};
    for (int32_t i = 0; a && i < n; i++)
        out.start[i + 1] += a->start[i + 1] - a->start[i];
    for (int l = 0; l < count; l++)
        for (int64_t k = 0; k < lists[l]->n; k++)
            out.start[lists[l]->at[k].row + 1]++;
    for (int32_t i = 0; i < n; i++)
        out.start[i + 1] += out.start[i];
    out.to = malloc(sizeof *out.to * (size_t)(out.start[n] + 1));
    int64_t *fill = malloc(sizeof *fill * ((size_t)n + 1));
    memcpy(fill, out.start, sizeof *fill * ((size_t)n + 1));
    for (int32_t i = 0; a && i < n; i++)
        for (int64_t k = a->start[i]; k < a->start[i + 1]; k++)
            out.to[fill[i]++] = a->to[k];
    for (int l = 0; l < count; l++)
        for (int64_t k = 0; k < lists[l]->n; k++)
            out.to[fill[lists[l]->at[k].row]++] = lists[l]->at[k].column;
    free(fill);
    return out;
}

arcs arcs_join(const arcs *a, cost_kind kind, const cloud2 *rows, const cloud2 *columns,
               const pair_list *more)
{
    const pair_list *lists[] = {more};
    arcs out = gather(rows->n, a, lists, 1);
    finish(&out, kind, rows, columns);
    return out;
}

/* For every point of `from` the k points of least c - w in `in`; as (row, column) pairs, the columns being `from` if flipped. */
static pair_list nearest(const cloud2 *from, level *in, const int64_t *w, int k, bool flipped)
{
    pair_list l = {(int64_t)from->n * k, (int64_t)from->n * k,
                   malloc(sizeof(shipment) * (size_t)from->n * (size_t)k)};
    kdtree_fit(&in->tree, w);
#pragma omp parallel if (from->n > WORTH_THREADS)
    {
        kdquery q = {.k = k < in->points.n ? k : in->points.n};
#pragma omp for schedule(dynamic, 32)
        for (int32_t i = 0; i < from->n; i += KD_LANES) {
            kdtree_ask(&in->tree, &q, from, i);
            for (int j = 0; j < KD_LANES * k && i + j / k < from->n; j++) {
                int32_t one = i + j / k, other = q.out[j / k][j % k < q.k ? j % k : 0].at;
                l.at[(int64_t)i * k + j] = flipped ? (shipment){other, one, 0} : (shipment){one, other, 0};
            }
        }
    }
    return l;
}

arcs arcs_nearest(level *rows, level *columns, const int64_t *u, const int64_t *v, int k,
                  const pair_list *more)
{
    pair_list of_rows = nearest(&rows->points, columns, v, k, false),
              of_columns = nearest(&columns->points, rows, u, k, true);
    const pair_list *lists[] = {&of_rows, &of_columns, more};
    arcs out = gather(rows->points.n, NULL, lists, 3);
    free(of_rows.at);
    free(of_columns.at);
    finish(&out, rows->tree.kind, &rows->points, &columns->points);
    return out;
}

void best_potentials(const cloud2 *points, kdtree *other, const int64_t *v, int64_t *u)
{
    kdtree_fit(other, v);
#pragma omp parallel if (points->n > WORTH_THREADS)
    {
        kdquery q = {.k = 1};
#pragma omp for schedule(dynamic, 32)
        for (int32_t i = 0; i < points->n; i += KD_LANES) {
            kdtree_ask(other, &q, points, i);
            for (int32_t l = 0; l < KD_LANES && i + l < points->n; l++)
                u[i + l] = (int64_t)q.out[l][0].value;
        }
    }
}

static int by_row(const void *a, const void *b)
{
    const shipment *s = a, *t = b;
    return s->row != t->row ? (s->row > t->row) - (s->row < t->row)
                            : (s->column > t->column) - (s->column < t->column);
}

pair_list violated_pairs(const cloud2 *rows, level *columns, const int64_t *u, const int64_t *v, int k,
                         const int32_t *which, int32_t count)
{
    pair_list all = {0};
    int32_t n = which ? count : rows->n;
    kdtree_fit(&columns->tree, v);
#pragma omp parallel for schedule(dynamic, 32) if (n > WORTH_THREADS)
    for (int32_t i = 0; i < n; i += KD_LANES) {
        kdquery q;
        int32_t row[KD_LANES];
        q.k = k;
        for (int32_t l = 0; l < KD_LANES; l++) {
            int32_t at = i + l < n ? i + l : i;
            row[l] = which ? which[at] : at;
            q.x[l] = rows->x[row[l]], q.y[l] = rows->y[row[l]];
            q.limit[l] = i + l < n ? (double)u[row[l]] : -INFINITY;
        }
        kdtree_least(&columns->tree, &q);
        for (int32_t l = 0; l < KD_LANES; l++)
            if (q.found[l]) {
#pragma omp critical
                for (int j = 0; j < q.found[l]; j++)
                    pair_add(&all, row[l], q.out[l][j].at, 0);
            }
    }
    if (all.n) /* threads end in any order */
        qsort(all.at, (size_t)all.n, sizeof *all.at, by_row);
    return all;
}
