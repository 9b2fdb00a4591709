/* What `ganproof transport` was asked, for its parts: the exact solver (transport.c) and statistics of samples (transport_samples.c). */
#ifndef CLI_TRANSPORT_H
#define CLI_TRANSPORT_H

#include "cli/input.h"
#include "divergences/cloud_transport.h"

typedef struct transport_asked {
    const char *cost, *plan, *potentials, *plot, *name[2];
    const char *epsilon, *tolerance, *iterations, *directions, *permutations, *bandwidth, *kernel, *seed;
    double order;
    bool weights, normalise, verify, plainly, as_json;
} transport_asked;

/* Every other method than `exact`. `which` is its place in the list of names, which ends with NULL and begins with "exact". */
extern const char *const transport_methods[];
int transport_by_samples(const transport_asked *a, int which);

/* Draws the plan into a->plot, lines between the clouds; at most 4000 of its shipments. */
bool transport_plot(const transport_asked *a, const cloud_transport *t, const cloud *const c[2], error *e);

#endif
