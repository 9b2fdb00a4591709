/* See collinear.h. */
#include "transport/collinear.h"

#include <stdlib.h>

/* A point of the first cloud (at < n) or the second (at - n). */
typedef struct bead {
    int64_t position;
    size_t at;
} bead;

typedef struct axis {
    double x, y, dx, dy; /* a point, and a unit vector */
} axis;

static double scaled(const plane_cloud *a, const plane_cloud *b, size_t k, int coordinate, int shift)
{
    const double *xy = k < a->n ? a->xy + 2 * k : b->xy + 2 * (k - a->n);
    return ldexp(xy[coordinate], shift);
}

/* Through the first point and the one farthest from it. False if some point is more than half a unit beside it. */
static bool find_axis(const plane_cloud *a, const plane_cloud *b, int shift, axis *out)
{
    *out = (axis){scaled(a, b, 0, 0, shift), scaled(a, b, 0, 1, shift), 1, 0};
    double farthest = 0;
    for (size_t k = 0; k < a->n + b->n; k++) {
        double dx = scaled(a, b, k, 0, shift) - out->x, dy = scaled(a, b, k, 1, shift) - out->y;
        if (dx * dx + dy * dy > farthest)
            farthest = dx * dx + dy * dy, out->dx = dx, out->dy = dy;
    }
    double length = hypot(out->dx, out->dy);
    out->dx /= length, out->dy /= length;
    for (size_t k = 0; k < a->n + b->n; k++) {
        double dx = scaled(a, b, k, 0, shift) - out->x, dy = scaled(a, b, k, 1, shift) - out->y;
        if (fabs(dx * out->dy - dy * out->dx) > 0.5)
            return false;
    }
    return true;
}

static int by_position(const void *a, const void *b)
{
    const bead *s = a, *t = b;
    if (s->position != t->position)
        return s->position < t->position ? -1 : 1;
    return (s->at > t->at) - (s->at < t->at);
}

static bead *thread(const plane_cloud *a, const plane_cloud *b, int shift, const axis *along)
{
    size_t n = a->n + b->n;
    bead *beads = malloc(sizeof *beads * n);
    for (size_t k = 0; k < n; k++) {
        double dx = scaled(a, b, k, 0, shift) - along->x, dy = scaled(a, b, k, 1, shift) - along->y;
        beads[k] = (bead){(int64_t)rint(dx * along->dx + dy * along->dy), k};
    }
    qsort(beads, n, sizeof *beads, by_position);
    return beads;
}

static void lay_potentials(const plane_cloud *a, const plane_cloud *b, const bead *beads,
                           transport_solution *out)
{
    int64_t phi = 0, excess = 0, before = beads[0].position; /* excess: F - G */
    for (size_t k = 0; k < a->n + b->n; k++) {
        int64_t step = beads[k].position - before;
        phi += excess > 0 ? -step : excess < 0 ? step : 0;
        before = beads[k].position;
        size_t at = beads[k].at;
        if (at < a->n)
            out->u[at] = phi - 1, excess += a->mass[at];
        else
            out->v[at - a->n] = -phi - 1, excess -= b->mass[at - a->n];
    }
}

/* The next bead from k on that is of the wanted cloud and has mass. */
static size_t next(const plane_cloud *a, const plane_cloud *b, const bead *beads, size_t k, bool second)
{
    for (; k < a->n + b->n; k++) {
        size_t at = beads[k].at;
        if ((at >= a->n) == second && (second ? b->mass[at - a->n] : a->mass[at]))
            break;
    }
    return k;
}

static void lay_plan(const plane_cloud *a, const plane_cloud *b, const bead *beads, transport_solution *out)
{
    size_t n = a->n + b->n, i = next(a, b, beads, 0, false), j = next(a, b, beads, 0, true);
    int64_t left = a->mass[beads[i].at], missing = b->mass[beads[j].at - a->n];
    while (i < n && j < n) {
        int64_t mass = left < missing ? left : missing;
        out->plan[out->shipments++] = (shipment){(int32_t)beads[i].at, (int32_t)(beads[j].at - a->n), mass};
        left -= mass, missing -= mass;
        if (!left && (i = next(a, b, beads, i + 1, false)) < n)
            left = a->mass[beads[i].at];
        if (!missing && (j = next(a, b, beads, j + 1, true)) < n)
            missing = b->mass[beads[j].at - a->n];
    }
}

bool collinear_solve(const plane_cloud *a, const plane_cloud *b, int shift, transport_solution *out)
{
    axis along;
    if (!find_axis(a, b, shift, &along))
        return false;
    bead *beads = thread(a, b, shift, &along);
    out->u = malloc(sizeof *out->u * a->n);
    out->v = malloc(sizeof *out->v * b->n);
    out->plan = malloc(sizeof *out->plan * (a->n + b->n));
    out->shipments = 0;
    lay_potentials(a, b, beads, out);
    lay_plan(a, b, beads, out);
    free(beads);
    return true;
}
