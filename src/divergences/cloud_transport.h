/*
 * W1 and W2 between two clouds of points as their files give them: an enclosure for the decimals that were written, from the exact
 * solution for the nearest doubles (transport/exact.h) and the check that does not trust it (transport/optimality.h).
 */
#ifndef DIVERGENCES_CLOUD_TRANSPORT_H
#define DIVERGENCES_CLOUD_TRANSPORT_H

#include "distributions/distribution.h"
#include "transport/exact.h"

typedef struct cloud_transport_options {
    bool normalise; /* divide the weights by their totals */
    bool plainly;   /* check all pairs one by one */
    const transport_watch *watch;
} cloud_transport_options;

typedef struct cloud_transport {
    transport_solution solution; /* points of dimension 1 lie on the first axis */
    double total;                /* the mass that 1 stands for in the plan */
    ball lower, upper;           /* of W; upper is +infinity if the work was ended early */
    double value;                /* in between, or the lower bound */
    bool exact;                  /* nothing but the rounding of costs stands between the bounds */
    double seconds, check_seconds;
} cloud_transport;

/*
 * Bounds are made in s. False, with an error, for clouds of different dimension, unfit weights (transport/masses.h), or if the check
 * refuses the solution. `name` are for messages. Free with cloud_transport_clear, also after a failure.
 */
bool cloud_transport_make(scope *s, cost_kind kind, const cloud *const c[2], const char *const name[2],
                          const cloud_transport_options *options, cloud_transport *out, error *e);
void cloud_transport_clear(cloud_transport *t);

#endif
