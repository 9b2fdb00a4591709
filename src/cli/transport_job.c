/* Files of points, options and reports for the statistics of samples. See transport_job.h. */
#include "cli/transport_job.h"

#include "cli/complaint.h"
#include "distributions/cloud.h"

#include <stdlib.h>
#include <string.h>

/* ---- Options ---- */

bool transport_read_number(const char *what, const char *text, double least, double *out)
{
    if (!text)
        return true;
    real_pool *pool = real_pool_open();
    real x;
    bool read = input_real(what, text, pool, &x);
    if (read) {
        *out = real_double(x);
        read = *out >= least && *out < 1e300;
        if (!read)
            complain("%s '%.100s': expected a number of at least %g", what, text, least);
    }
    real_pool_close(pool);
    return read;
}

bool transport_read_count(const char *what, const char *text, long least, long *out)
{
    return !text || input_integer(what, text, least, 1000000000, out);
}

/* ---- Files ---- */

/* The last column becomes the weights. */
static bool take_weights(const char *name, points *p, double *x)
{
    int columns = p->dim--;
    double total = 0, *weight = malloc(p->n * sizeof *weight);
    for (size_t i = 0; i < p->n; i++) {
        weight[i] = x[i * (size_t)columns + (size_t)p->dim];
        memmove(x + i * (size_t)p->dim, x + i * (size_t)columns, (size_t)p->dim * sizeof *x);
        if (weight[i] < 0)
            break;
        total += weight[i];
    }
    for (size_t i = 0; i < p->n; i++)
        if (weight[i] < 0) {
            complain("%s: the weight of point %zu is negative", name, i + 1);
            free(weight);
            return false;
        }
    p->weight = weight;
    return total > 0 || (complain("%s: all weights are 0", name), false);
}

bool transport_read_side(const transport_asked *a, int k, points *p)
{
    double *x;
    error e = {.message = ""};
    if (!columns_read(a->name[k], &p->n, &p->dim, &x, &e))
        return complain("%s", e.message), false;
    p->x = x;
    if (!a->weights)
        return true;
    if (p->dim < 2)
        return complain("%s: one column, which leaves none for the weights", a->name[k]), false;
    return take_weights(a->name[k], p, x);
}

void transport_side_free(points *p)
{
    free((void *)p->x);
    free((void *)p->weight);
}

/* ---- Reports ---- */

void transport_open_report(transport_job *w, const char *name, bool with_cost)
{
    if (!w->asked->as_json)
        return;
    json_open(&w->j, stdout);
    json_object(&w->j, NULL);
    json_text(&w->j, "method", name);
    if (with_cost)
        json_text(&w->j, "cost", w->asked->cost);
    json_count(&w->j, "n", (long)w->side[0].n);
    json_count(&w->j, "m", (long)w->side[1].n);
    json_count(&w->j, "dimension", w->side[0].dim);
}

int transport_close_report(transport_job *w, const char *grade, int status)
{
    double seconds = scope_clock() - w->start;
    if (w->asked->as_json) {
        json_text(&w->j, "evidence", grade);
        json_seconds(&w->j, "seconds", seconds);
        json_end(&w->j);
        json_finish(&w->j);
    } else {
        printf("    %zu against %zu points of dimension %d; %.3g s\n", w->side[0].n, w->side[1].n,
               w->side[0].dim, seconds);
    }
    return status;
}

void transport_bounds(transport_job *w, double value, double lower, double upper)
{
    json_number(&w->j, "value", value);
    json_number(&w->j, "lower", lower);
    json_number(&w->j, "upper", upper);
}
