/* Rows of a sweep: see sweep_row.h. An undecided value is an empty cell: a number that is missing, not a wrong one. */
#include "cli/sweep_row.h"

#include "cli/answer.h"
#include "cli/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = 40 };

/* ---- In double precision ---- */

/* As many digits as the error leaves, 15 at most: the value is within one unit of the last. */
static int write_value(char *out, double value, double off)
{
    if (isinf(value))
        return snprintf(out, CELL, "inf");
    double last = ceil(log10(2 * off)), first = floor(log10(fabs(value)));
    int digits = value == 0 ? 0 : off > 0 ? (int)fmin(15, first - last + 1) : 15;
    return digits < 1 ? snprintf(out, CELL, "0") : snprintf(out, CELL, "%.*g", digits, value);
}

static void quick_row(const sweep_job *s, sweep_worker *w, sweep_value *found, long i, table_row *row)
{
    double theta, unit = s->how.base ? 1 / log(s->how.base) : 1;
    size_t used;
    if (!sweep_at(w, i, &theta, found, &row->failure))
        return;
    row->text = malloc(CELL * (s->list.n + 1) + 2);
    used = (size_t)snprintf(row->text, CELL, "%.15g", theta);
    for (size_t k = 0; k < s->list.n; k++) {
        double scale = s->list.d[k].row->scales_with_log_base ? unit : 1;
        row->text[used++] = ',';
        if (found[k].known)
            used += (size_t)write_value(row->text + used, scale * found[k].value, scale * found[k].error);
        row->undecided += !found[k].known;
    }
    memcpy(row->text + used, "\n", 2);
}

/* ---- Exactly ---- */

static void write_band(FILE *line, const result *r, ball value, long digits)
{
    for (int side = -1; side <= 1; side += 2) {
        char *end =
            r->why == FINITE && ball_is_finite(value) ? ball_bound(value, side, digits + END_DIGITS) : NULL;
        fprintf(line, ",%s", end ? end : r->why == FINITE ? "" : "inf");
        free(end);
    }
}

static bool append_value(const sweep_job *s, size_t k, const sweep_laws *laws, FILE *line, table_row *row)
{
    const divergence *d = &s->list.d[k];
    result r;
    error e;
    if (!divergence_compute(*d, laws->l[0], laws->l[1] ? laws->l[1] : laws->l[0], &s->how.ask, &r, &e))
        return error_set(&row->failure, -1, "%.60s: %.300s", s->list.name[k], e.message);
    ball value = value_in_base(d, &r, s->how.base);
    char *text = value_text(&r, value, s->how.digits);
    fprintf(line, ",%s", r.decided ? text : "");
    if (s->bands)
        write_band(line, &r, value, s->how.digits);
    row->undecided += !r.decided;
    free(text);
    result_clear(&r);
    return true;
}

static void exact_row(const sweep_job *s, long i, table_row *row)
{
    size_t size;
    sweep_laws laws;
    int side;
    FILE *line = open_memstream(&row->text, &size);
    real_pool *pool = real_pool_open();
    fprintf(line, "%.15g", real_double(theta_at(&s->grid, pool, i)));
    bool well = sweep_laws_read(s->plan, i, &laws, &side, &row->failure);
    for (size_t k = 0; k < s->list.n && well; k++)
        well = append_value(s, k, &laws, line, row);
    fputc('\n', line);
    fclose(line);
    sweep_laws_clear(&laws);
    real_pool_close(pool);
    if (!well) {
        free(row->text);
        row->text = NULL;
    }
}

void sweep_row(const sweep_job *s, sweep_worker *w, sweep_value *room, long i, table_row *row)
{
    *row = (table_row){.text = NULL};
    if (s->exact)
        exact_row(s, i, row);
    else
        quick_row(s, w, room, i, row);
}
