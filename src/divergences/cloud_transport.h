/*
 * Wasserstein distances between two clouds of points as their files give them: an enclosure for the decimals that were written.
 *     plane: W1 and W2, from the exact solution for the nearest doubles (transport/exact.h) and the check that does not trust it
 *            (transport/optimality.h);
 *     line:  W_p for every p >= 1, from the exact solution on a grid and its check (transport/line_exact.h).
 */
#ifndef DIVERGENCES_CLOUD_TRANSPORT_H
#define DIVERGENCES_CLOUD_TRANSPORT_H

#include "distributions/distribution.h"
#include "transport/exact.h"
#include "transport/line_exact.h"

typedef struct cloud_transport_options {
    bool normalise; /* divide the weights by their totals */
    bool plainly;   /* check all pairs one by one */
    const transport_watch *watch;
} cloud_transport_options;

typedef struct cloud_transport {
    bool on_line;
    transport_solution solution; /* in the plane */
    line_solution line;          /* on the line, with steps of 2^-line_shift */
    int line_shift;
    const shipment *plan; /* of whichever it is */
    int64_t shipments;
    bool complete;     /* false: the work was ended early; there is no plan */
    double total;      /* the mass that 1 stands for in the plan */
    ball lower, upper; /* of W; upper is +infinity if the work was ended early */
    double value;      /* in between, or the lower bound */
    bool exact;        /* nothing but the rounding of costs stands between the bounds */
    double seconds, check_seconds;
} cloud_transport;

/*
 * Order p, in the plane 1 or 2. Bounds are made in s. False, with an error, for clouds of different dimension, unfit weights (transport/masses.h), or if the check
 * refuses the solution. `name` are for messages. Free with cloud_transport_clear, also after a failure.
 */
bool cloud_transport_make(scope *s, double p, const cloud *const c[2], const char *const name[2],
                          const cloud_transport_options *options, cloud_transport *out, error *e);
void cloud_transport_clear(cloud_transport *t);

/* The potential of point k of cloud `side`, in units of W^p. */
double cloud_transport_potential(const cloud_transport *t, int side, size_t k);

#endif
