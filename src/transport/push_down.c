/* See push_down.h. */
#include "transport/push_down.h"

#include <string.h>

/* The members of a coarse point on the finer level; itself, where the finer level is the same. */
static int32_t members(const levels *l, int finer, int32_t g, int32_t *first)
{
    const level *coarse = &l->at[finer + 1];
    bool same = finer + 1 >= l->n;
    *first = same ? g : coarse->first[g];
    return same ? 1 : coarse->members[g];
}

/* Points i .. i_end - 1 send `mass` to the points j .. j_end - 1, in this order, from what is left to what is missing. */
static void north_west(pair_list *out, int64_t *left, int32_t i, int32_t i_end, int64_t *missing, int32_t j,
                       int32_t j_end, int64_t mass)
{
    while (mass && i < i_end && j < j_end) {
        int64_t part = left[i] < missing[j] ? left[i] : missing[j];
        part = part < mass ? part : mass;
        if (part)
            pair_add(out, i, j, part);
        left[i] -= part, missing[j] -= part, mass -= part;
        i += !left[i];
        j += !missing[j];
    }
}

/* A plan along the coarser level's: the north-west corner within each of its shipments, or within everything. */
pair_list push_down(levels *rows_of, levels *columns_of, int index, const shipment *plan, int64_t shipments)
{
    const cloud2 *rows = &levels_at(rows_of, index)->points, *columns = &levels_at(columns_of, index)->points;
    pair_list out = {0};
    size_t n = (size_t)rows->n, m = (size_t)columns->n;
    int64_t *left = malloc(sizeof *left * n), *missing = malloc(sizeof *missing * m);
    memcpy(left, rows->mass, sizeof *left * n);
    memcpy(missing, columns->mass, sizeof *missing * m);
    if (!plan)
        north_west(&out, left, 0, rows->n, missing, 0, columns->n, INT64_MAX);
    for (int64_t k = 0; k < shipments; k++) {
        int32_t i, j, i_count = members(rows_of, index, plan[k].row, &i),
                      j_count = members(columns_of, index, plan[k].column, &j);
        north_west(&out, left, i, i + i_count, missing, j, j + j_count, plan[k].mass);
    }
    free(left);
    free(missing);
    return out;
}
