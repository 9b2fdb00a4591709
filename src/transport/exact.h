/*
 * Exact optimal transport between two clouds on the plane, in memory O(n + m):
 *
 *     W = min over plans f >= 0 with the given marginals of sum f_ij c(x_i, y_j),     c = |x - y| or |x - y|^2.
 *
 * Costs are rounded to multiples of 2^-exponent, the largest near 2^50 of them (ground.h); the rounded problem is solved exactly,
 * in integers. The solution carries its own certificate: a plan with the marginals, and potentials with u_i + v_j <= c_ij for all
 * pairs, whose sums are equal. optimality.h checks it without trusting anything here, and turns it into an
 * enclosure of the unrounded minimum.
 *
 * The route: from coarse to fine clouds (levels.h). Each level begins with the coarser one's plan, pushed down, and its
 * potentials; the network simplex (simplex.h) works on few arcs (candidates.h), then all pairs are priced through a kd-tree, violated
 * arcs join, and the simplex goes on, until no pair is violated.
 */
#ifndef TRANSPORT_EXACT_H
#define TRANSPORT_EXACT_H

#include "number/error.h"
#include "transport/arcs.h"
#include "transport/ground.h"

#include <stddef.h>

/* n points, xy[2 i] and xy[2 i + 1]; masses >= 0. */
typedef struct plane_cloud {
    size_t n;
    const double *xy;
    const int64_t *mass;
} plane_cloud;

/* Asked after each round and from time to time within one: pairs that violate the potentials of level 1 .. levels, the last being the clouds. False ends the work. */
typedef struct transport_watch {
    bool (*go_on)(void *state, int level, int levels, int round, int64_t violated);
    void *state;
} transport_watch;

typedef struct transport_solution {
    cost_kind kind;
    int exponent;   /* costs and potentials are in units of 2^-exponent */
    int64_t *u, *v; /* one a point, in the order of the input; feasible also where the mass is 0 */
    shipment *plan; /* in the order of the input; none is empty */
    int64_t shipments;
    bool
        optimal; /* false: the work was ended early; u and v are feasible all the same, and there is no plan */
    int64_t pivots;
    int rounds;
} transport_solution;

/* The sum of the masses, or -1 if it is above 2^62. */
int64_t plane_mass(const plane_cloud *c);

/*
 * False, with an error, if coordinates are not finite, masses are negative, or totals differ or are 0 or above 2^62.
 * `watch` may be NULL. Free with transport_clear, also after a failure.
 */
bool transport_exact(cost_kind kind, const plane_cloud *a, const plane_cloud *b, const transport_watch *watch,
                     transport_solution *out, error *e);
void transport_clear(transport_solution *s);

/* A potential in the clouds' units: distance (W1) or its square (W2). */
static inline double transport_units(const transport_solution *s, int64_t potential)
{
    return ldexp((double)potential, -s->exponent);
}

#endif
