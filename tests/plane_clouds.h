/* Clouds on the plane, solved and checked in both ways. */
#ifndef TESTS_PLANE_CLOUDS_H
#define TESTS_PLANE_CLOUDS_H

#include "number/random.h"
#include "transport/exact.h"
#include "transport/optimality.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

typedef struct cloud_case {
    plane_cloud cloud;
    double *xy;
    int64_t *mass;
} cloud_case;

static inline cloud_case room(size_t n)
{
    cloud_case c = {.xy = malloc(sizeof(double) * 2 * n), .mass = malloc(sizeof(int64_t) * n)};
    c.cloud = (plane_cloud){n, c.xy, c.mass};
    for (size_t k = 0; k < n; k++)
        c.mass[k] = 1;
    return c;
}

static inline void leave(cloud_case *c)
{
    free(c->xy);
    free(c->mass);
}

static inline cloud_case normal_cloud(random_stream *r, size_t n, double x, double y, double sd)
{
    cloud_case c = room(n);
    for (size_t k = 0; k < n; k++) {
        c.xy[2 * k] = x + sd * random_normal(r);
        c.xy[2 * k + 1] = y + sd * random_normal(r);
    }
    return c;
}

static inline double distance(cost_kind kind, const double *x, const double *y)
{
    double squared = (x[0] - y[0]) * (x[0] - y[0]) + (x[1] - y[1]) * (x[1] - y[1]);
    return kind == COST_W2 ? squared : sqrt(squared);
}

/* Solves and checks in both ways; the enclosure. */
static inline optimality solved(cost_kind kind, const plane_cloud *a, const plane_cloud *b, const char *what)
{
    error e = {.message = ""};
    transport_solution s;
    optimality boxed = {.lower = NAN}, plain = {.lower = NAN};
    bool done = transport_exact(kind, a, b, NULL, &s, &e);
    cr_expect(done && s.optimal, "%s: %s", what, e.message);
    if (done) {
        cr_expect(optimality_check(a, b, &s, false, &boxed), "%s: refused: %s", what, boxed.why);
        cr_expect(optimality_check(a, b, &s, true, &plain), "%s: plainly refused: %s", what, plain.why);
        cr_expect(boxed.lower == plain.lower && boxed.upper == plain.upper, "%s: two checks, two answers",
                  what);
    }
    transport_clear(&s);
    return boxed;
}

#endif
