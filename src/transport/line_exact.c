/* The north-west corner rule. See line_exact.h. */
#include "transport/line_exact.h"
#include "transport/sorting.h"

#include <string.h>

/* Places of the points from left to right. */
static uint32_t *left_to_right(const line_cloud *c)
{
    uint64_t *key = malloc(c->n * sizeof *key);
    uint32_t *order = malloc(c->n * sizeof *order);
    for (size_t k = 0; k < c->n; k++)
        key[k] = (uint64_t)c->x[k] + ((uint64_t)1 << 63);
    sort_keys(c->n, key, order);
    free(key);
    return order;
}

void line_solve(double p, const line_cloud *a, const line_cloud *b, line_solution *out)
{
    uint32_t *row = left_to_right(a), *column = left_to_right(b);
    *out = (line_solution){.p = p,
                           .u = malloc(a->n * sizeof(int128)),
                           .v = malloc(b->n * sizeof(int128)),
                           .plan = malloc((a->n + b->n) * sizeof(shipment))};
    size_t k = 0, l = 0; /* places in the orders; i and j are the points there */
    uint32_t i = row[0], j = column[0];
    int64_t left = a->mass[i], right = b->mass[j];
    out->u[i] = 0;
    out->v[j] = line_cost(p, a->x[i] - b->x[j]);
    for (;;) {
        int64_t moved = left < right ? left : right;
        if (moved)
            out->plan[out->shipments++] = (shipment){(int32_t)i, (int32_t)j, moved};
        left -= moved;
        right -= moved;
        if (!left && k + 1 < a->n) {
            i = row[++k];
            left = a->mass[i];
            out->u[i] = line_cost(p, a->x[i] - b->x[j]) - out->v[j];
        } else if (l + 1 < b->n) {
            j = column[++l];
            right += b->mass[j];
            out->v[j] = line_cost(p, a->x[i] - b->x[j]) - out->u[i];
        } else {
            break;
        }
    }
    free(row);
    free(column);
}

void line_solution_clear(line_solution *s)
{
    free(s->u);
    free(s->v);
    free(s->plan);
    *s = (line_solution){0};
}
