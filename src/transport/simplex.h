/*
 * The network simplex method for transport on sparse arcs, in integers, from any plan.
 *
 * INVARIANTS (rows send, columns receive; a node hangs from its parent by an arc of the basis):
 *   1. c = u + v on the arcs of the basis, where u and v are the potentials of its row and column.
 *   2. Flows satisfy the masses exactly. Arcs outside the basis carry nothing and have no state, so that more may join
 *      at any time.
 *   3. The basis is a tree over all points and a root. An arc to the root is artificial, carries nothing and never will; its
 *      cost is whatever makes the potential of its component right.
 *   4. A column that hangs from a row receives something (the basis is strongly feasible: Cunningham 1976). With the
 *      leaving arc chosen last along the cycle, no basis comes back, so the method ends.
 *
 * Potentials are not kept up to date: a pivot moves a large part of them, which would cost most of the time. They are
 * computed anew before each pass over the arcs (1 holds then). An arc that looks good by them is judged by its cycle, whose cost
 * is what c - u - v would be; cycles are far shorter than the tree is large.
 */
#ifndef TRANSPORT_SIMPLEX_H
#define TRANSPORT_SIMPLEX_H

#include "transport/arcs.h"

#include <stdbool.h>

typedef struct simplex simplex;

simplex *simplex_open(int32_t rows, int32_t columns);
void simplex_close(simplex *s);

/* Adds one shipment of the starting plan, of the given cost; a cycle is cancelled in the direction that lowers the cost. */
void simplex_ship(simplex *s, int32_t row, int32_t column, int64_t cost, int64_t mass);

/* Ends the starting plan: the potentials of each component are set beside v, those of all columns. */
void simplex_start(simplex *s, const int64_t *v);

/*
 * At most `passes` passes over the arcs; true if no arc of `a` has a negative reduced cost c - u - v any more. Potentials are those
 * before the last pass. Adds the number of pivots to *pivots.
 */
bool simplex_run(simplex *s, const arcs *a, int passes, int64_t *pivots);

/* Potentials of rows and columns (a pointer each), alive until the next call. */
const int64_t *simplex_u(const simplex *s);
const int64_t *simplex_v(const simplex *s);

/* The basis' arcs that carry mass: at most rows + columns - 1 of them. Returns their number. */
int64_t simplex_plan(const simplex *s, shipment *out);

#endif
