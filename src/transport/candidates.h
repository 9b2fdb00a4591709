/* Which arcs may carry mass in an optimal plan, guessed from potentials, and proved by pricing all pairs. */
#ifndef TRANSPORT_CANDIDATES_H
#define TRANSPORT_CANDIDATES_H

#include "transport/arcs.h"
#include "transport/levels.h"

typedef struct pair_list {
    int64_t n, room;
    shipment *at;
} pair_list;

void pair_add(pair_list *l, int32_t row, int32_t column, int64_t mass);

/* Every pair. */
arcs arcs_all(cost_kind kind, const cloud2 *rows, const cloud2 *columns);

/*
 * For each row the `k` columns of least c - v, for each column the k rows of least c - u, and the pairs given. `u` and `v` are
 * potentials; the trees are fitted to them here.
 */
arcs arcs_nearest(level *rows, level *columns, const int64_t *u, const int64_t *v, int k,
                  const pair_list *more);

/* The arcs of a and the pairs given. */
arcs arcs_join(const arcs *a, cost_kind kind, const cloud2 *rows, const cloud2 *columns,
               const pair_list *more);

/* u_i = min over all points j of the tree of c_ij - v_j. */
void best_potentials(const cloud2 *points, kdtree *other, const int64_t *v, int64_t *u);

/*
 * At most `k` pairs of each row with c - u - v < 0, the most violated ones, row by row: of the `count` rows given (in increasing
 * order), or of all if `which` is NULL. Then, if there are none, u and v are feasible (but for rounding).
 */
pair_list violated_pairs(const cloud2 *rows, level *columns, const int64_t *u, const int64_t *v, int k,
                         const int32_t *which, int32_t count);

#endif
