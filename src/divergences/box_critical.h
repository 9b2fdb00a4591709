/*
 * All critical points of a divergence over a box of parameters, and its least value there, with proof.
 *
 * The box is divided. A sub-box is done with when a component of the gradient keeps away from 0 on it; when it lies in a region
 * where interval Newton (calculus/newton.h) has found exactly one critical point; or, if only the least value is asked for, when
 * the divergence is larger on it than a value that is attained. A minimum is a critical point, or lies on the boundary: there
 * the value, or a gradient that points inward, must exclude it.
 */
#ifndef DIVERGENCES_BOX_CRITICAL_H
#define DIVERGENCES_BOX_CRITICAL_H

#include "divergences/box_integral.h"

typedef enum { CRITICAL_MINIMUM, CRITICAL_SADDLE, CRITICAL_MAXIMUM, CRITICAL_OPEN } critical_kind;

typedef struct critical_point {
    int n;
    critical_kind kind;
    double lo[JET_SYMBOLS], hi[JET_SYMBOLS]; /* encloses it, rounded outward */
    double value_lo, value_hi;               /* the divergence there */
} critical_point;

typedef struct critical_request {
    const char *p, *q; /* exchanged already if the divergence asks for it */
    box_divergence d;
    symbols named; /* with ranges: the box */
    bool least;    /* only what may be the least value, not all critical points */
    slong goal;    /* bits of the points found */
    long cap;      /* sub-boxes */
    bool (*go_on)(void *state, long boxes, long left); /* NULL, or asked between waves; false: stop */
    void *state;
} critical_request;

enum { CRITICAL_POINTS = 16 };
typedef struct critical_found {
    int n;
    critical_point point[CRITICAL_POINTS];
    bool complete; /* every critical point that was asked for is among them */
    bool inside;   /* no minimum over the box lies on its boundary */
    int lowest;    /* the point with the least value, certainly so if `certain`; -1: none */
    bool certain;
    long boxes, left; /* sub-boxes examined, and undecided ones */
} critical_found;

/* False, and an error, for bad input. */
bool box_critical_find(const critical_request *r, critical_found *out, error *e);

#endif
