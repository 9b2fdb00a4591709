/*
 * Where over a box of parameters a divergence without derivatives can be least: transport, the energy distance, sup |F - G|, entropies.
 *
 * Branch and bound by values: on a sub-box with the middle m the divergence is at least its value at m less the moves of both
 * laws (law_move.h), or at least its closed form at interval parameters. Sub-boxes above a value that is attained are dropped. Every
 * minimiser over the box lies in the hull of what is left; that there is one only is not decided in this way.
 */
#ifndef DIVERGENCES_BOX_LEAST_H
#define DIVERGENCES_BOX_LEAST_H

#include "calculus/symbols.h"
#include "divergences/box_laws.h"
#include "divergences/divergence.h"

typedef struct least_request {
    const char *p, *q;
    divergence d;
    symbols named;                                     /* with ranges: the box */
    double fraction;                                   /* of each side: how narrow the hull shall be */
    long cap;                                          /* sub-boxes */
    bool (*go_on)(void *state, long boxes, long left); /* NULL, or asked between waves; false: stop */
    void *state;
} least_request;

typedef struct least_found {
    int n;
    double lo[JET_SYMBOLS], hi[JET_SYMBOLS]; /* all minimisers over the box */
    double value_lo, value_hi;               /* the least value */
    double at[JET_SYMBOLS];                  /* where value_hi is attained */
    bool narrow, inside;                     /* as narrow as asked for; away from the faces of the box */
    long boxes, left;
} least_found;

/* False, and an error, for bad input. */
bool box_least_find(const least_request *r, least_found *out, error *e);

#endif
