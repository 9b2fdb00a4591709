/* Sweeps in the public interface: see ganproof.h. */
#include "ganproof.h"

#include "divergences/sweep.h"
#include "theorem/public_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gp_sweep {
    real_pool *pool;
    divergence *d;
    size_t k;
    theta_grid grid;
    sweep *plan;
    sweep_worker *worker;
    sweep_value *room;
};

/* A comma list; commas inside brackets belong to an order. */
static bool read_names(gp_sweep *s, const char *names, error *e)
{
    char *copy = strdup(names);
    size_t start = 0, depth = 0;
    bool well = true;
    for (size_t i = 0; well; i++) {
        char c = copy[i];
        depth += c == '(' ? 1 : c == ')' && depth ? -(size_t)1 : 0;
        if (c && !(c == ',' && depth == 0))
            continue;
        copy[i] = 0;
        start += strspn(copy + start, " ");
        s->d = realloc(s->d, (s->k + 1) * sizeof *s->d);
        well = divergence_parse(copy + start, s->pool, &s->d[s->k++], e);
        start = i + 1;
        if (!c)
            break;
    }
    free(copy);
    return well;
}

static bool read_end(gp_sweep *s, const char *text, real *out, error *e)
{
    int at = 0;
    *out = real_parse(s->pool, text, &at, NULL, e);
    return *out && (!text[at] || error_set(e, at, "expected one number, found more in '%.100s'", text));
}

static bool prepare(gp_sweep *s, const char *names, const char *p, const char *q, const char *from,
                    const char *to, error *e)
{
    if (!names || !p || !from || !to)
        return error_set(e, -1, "no %s given", !names ? "names" : !p ? "law P" : "range of theta");
    if (s->grid.count < 1)
        return error_set(e, -1, "count = %ld is not positive", s->grid.count);
    if (!read_names(s, names, e) || !read_end(s, from, &s->grid.from, e) || !read_end(s, to, &s->grid.to, e))
        return false;
    s->plan = sweep_make(s->d, s->k, p, q, &s->grid, &sweep_accuracy_default, e);
    if (!s->plan)
        return false;
    s->worker = sweep_worker_open(s->plan);
    s->room = calloc(s->k, sizeof *s->room);
    return true;
}

gp_sweep *gp_sweep_open(const char *names, const char *p, const char *q, const char *from, const char *to,
                        long count, char message[GP_MESSAGE])
{
    gp_sweep *s = calloc(1, sizeof *s);
    error e = {.message = "", .position = -1};
    public_enter();
    s->pool = real_pool_open();
    s->grid.count = count;
    if (!prepare(s, names, p, q, from, to, &e)) {
        gp_sweep_close(s);
        s = NULL;
    }
    if (message)
        snprintf(message, GP_MESSAGE, "%s", e.message);
    public_leave();
    return s;
}

gp_status gp_sweep_row(gp_sweep *s, long i, double *theta, double *value, double *off,
                       char message[GP_MESSAGE])
{
    error e = {.message = "", .position = -1};
    gp_status status = GP_OK;
    public_enter();
    if (i < 0 || i >= s->grid.count)
        status = error_set(&e, -1, "row %ld is not between 0 and %ld", i, s->grid.count - 1) ? GP_OK
                                                                                             : GP_BAD_INPUT;
    else if (!sweep_at(s->worker, i, theta, s->room, &e))
        status = GP_BAD_INPUT;
    for (size_t k = 0; k < s->k && status != GP_BAD_INPUT; k++) {
        value[k] = s->room[k].known ? s->room[k].value : NAN;
        if (off)
            off[k] = s->room[k].known ? s->room[k].error : INFINITY;
        if (!s->room[k].known)
            status = GP_UNDECIDED;
    }
    if (message)
        snprintf(message, GP_MESSAGE, "%s", e.message);
    public_leave();
    return status;
}

void gp_sweep_close(gp_sweep *s)
{
    if (!s)
        return;
    if (s->worker)
        sweep_worker_close(s->worker);
    sweep_free(s->plan);
    real_pool_close(s->pool);
    free(s->d);
    free(s->room);
    free(s);
}
