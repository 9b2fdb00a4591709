/* Exact transport in the public interface: see ganproof.h. */
#include "ganproof.h"

#include "distributions/cloud.h"
#include "divergences/cloud_transport.h"
#include "theorem/public_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool fit(const gp_cloud *c, const char *which, error *e)
{
    if (!c || !c->x || !c->n)
        return error_set(e, -1, "%s has no points", which);
    if (c->n > INT32_MAX)
        return error_set(e, -1, "%s has %zu points, more than 2^31 - 1", which, c->n);
    if (c->dim != 1 && c->dim != 2)
        return error_set(e, -1, "%s has points of dimension %d, not 1 or 2", which, c->dim);
    for (size_t i = 0; i < c->n * (size_t)c->dim; i++)
        if (!isfinite(c->x[i]))
            return error_set(e, -1, "%s: point %zu is not finite", which, i / (size_t)c->dim);
    for (size_t i = 0; c->weight && i < c->n; i++)
        if (!isfinite(c->weight[i]))
            return error_set(e, -1, "%s: weight %zu is not finite", which, i);
    return true;
}

static const cloud *exact_cloud(real_pool *pool, const gp_cloud *c)
{
    cloud_room room = cloud_open(c->dim, c->n, c->weight);
    for (size_t i = 0; i < c->n * (size_t)c->dim; i++) {
        room.x[i] = real_from_double(pool, c->x[i]);
        room.x_double[i] = c->x[i];
    }
    for (size_t i = 0; c->weight && i < c->n; i++)
        room.weight[i] = real_from_double(pool, c->weight[i]);
    return cloud_close(room);
}

static double *potentials(const cloud_transport *t, int side, size_t n)
{
    double *out = malloc(n * sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = cloud_transport_potential(t, side, i);
    return out;
}

static void fill(gp_plan *out, const cloud_transport *t, const gp_cloud *a, const gp_cloud *b)
{
    size_t n = (size_t)t->shipments;
    *out = (gp_plan){.value = t->value,
                     .lower = ball_bound(t->lower, -1, 18),
                     .upper = ball_bound(t->upper, +1, 18),
                     .shipments = n,
                     .from = malloc(n * sizeof *out->from),
                     .to = malloc(n * sizeof *out->to),
                     .mass = malloc(n * sizeof *out->mass),
                     .u = potentials(t, 0, a->n),
                     .v = potentials(t, 1, b->n)};
    for (size_t k = 0; k < n; k++) {
        out->from[k] = (size_t)t->plan[k].row;
        out->to[k] = (size_t)t->plan[k].column;
        out->mass[k] = (double)t->plan[k].mass / t->total;
    }
}

static bool solve(double p, const gp_cloud *a, const gp_cloud *b, gp_plan *out, error *e)
{
    static const char *const name[] = {"A", "B"};
    cloud_transport_options shares = {.normalise = true};
    cloud_transport t;
    real_pool *pool = real_pool_open();
    scope *s = scope_open(128);
    const cloud *c[] = {exact_cloud(pool, a), exact_cloud(pool, b)};
    bool solved = cloud_transport_make(s, p, c, name, &shares, &t, e);
    if (solved)
        fill(out, &t, a, b);
    cloud_transport_clear(&t);
    cloud_free(c[0]);
    cloud_free(c[1]);
    scope_close(s);
    real_pool_close(pool);
    return solved;
}

gp_status gp_transport(double p, const gp_cloud *a, const gp_cloud *b, gp_plan *out)
{
    *out = (gp_plan){.value = NAN};
    error e = {.message = "", .position = -1};
    public_enter();
    bool solved = fit(a, "A", &e) && fit(b, "B", &e) && solve(p, a, b, out, &e);
    public_leave();
    if (!solved)
        memcpy(out->message, e.message, sizeof out->message);
    return solved ? GP_OK : GP_BAD_INPUT;
}

void gp_plan_clear(gp_plan *plan)
{
    free(plan->lower);
    free(plan->upper);
    free(plan->from);
    free(plan->to);
    free(plan->mass);
    free(plan->u);
    free(plan->v);
    *plan = (gp_plan){.value = NAN};
}
