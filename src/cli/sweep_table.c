/* The table of a sweep: see sweep_table.h. */
#include "cli/sweep_table.h"

#include "cli/complaint.h"
#include "cli/interrupt.h"
#include "cli/value.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Rows are computed this many at a time, in parallel, and then written in order. */
enum { BLOCK = 64 };

/* ---- Laws at one theta ---- */

typedef struct binding {
    real theta;
    bool used;
} binding;

static real look_up(void *state, real_pool *pool, const char *name)
{
    (void)pool;
    binding *b = state;
    if (strcmp(name, "theta") != 0)
        return NULL;
    b->used = true;
    return b->theta;
}

static real theta_at(const grid *g, real_pool *pool, long i)
{
    if (i == 0)
        return g->from;
    real step = real_div(pool, real_sub(pool, g->to, g->from), real_int(pool, g->count - 1));
    return real_add(pool, g->from, real_mul(pool, step, real_int(pool, i)));
}

static real_names names_for(binding *b) { return (real_names){look_up, b, "theta"}; }

/* ---- Everything is checked before the first row is written ---- */

bool sweep_read_grid(const char *text, grid *g)
{
    const char *first = strchr(text, ':'), *second = first ? strchr(first + 1, ':') : NULL;
    if (!second || strchr(second + 1, ':'))
        return complain("--theta '%.200s': expected FROM:TO:COUNT, such as -2:2:81", text), false;
    char *from = strndup(text, (size_t)(first - text)),
         *to = strndup(first + 1, (size_t)(second - first - 1));
    bool well = input_real("--theta FROM", from, g->pool, &g->from)
                && input_real("--theta TO", to, g->pool, &g->to)
                && input_integer("--theta COUNT", second + 1, 1, 10000000, &g->count);
    free(from);
    free(to);
    return well;
}

/* Reads one law at every theta of the grid, or once if theta does not occur in it. */
static bool check_law(sweep *s, int side, int *dim)
{
    const char *which = side ? "Q" : "P";
    for (long i = 0; i < s->theta.count; i++) {
        real_pool *pool = real_pool_open();
        binding b = {theta_at(&s->theta, pool, i), false};
        real_names names = names_for(&b);
        char *shown = real_text(b.theta), what[120];
        snprintf(what, sizeof what, strstr(s->text[side], "theta") ? "%s at theta = %.80s" : "%s", which,
                 shown);
        free(shown);
        law *l = NULL;
        bool well = input_law(what, s->text[side], &names, &l);
        *dim = well ? l->dim : 0;
        bool constant = well && !b.used;
        if (constant)
            s->fixed[side] = l;
        else
            law_free(l);
        real_pool_close(pool);
        if (!well || constant)
            return well;
    }
    return true;
}

bool sweep_check_laws(sweep *s)
{
    int dim[2] = {0, 0};
    if (!s->text[1] && needs_second_law(&s->list))
        return complain("too few operands: these divergences need a second law Q"), false;
    if (!check_law(s, 0, &dim[0]) || (s->text[1] && !check_law(s, 1, &dim[1])))
        return false;
    if (s->text[1] && dim[0] != dim[1])
        return complain("P is %d-dimensional and Q is %d-dimensional", dim[0], dim[1]), false;
    return true;
}

/* ---- Rows ---- */

typedef struct table_row {
    char *text; /* "theta,value,..." and a line break; NULL: `failure` says why */
    long undecided;
    error failure;
} table_row;

/* An undecided value is an empty cell: a number that is missing, not a wrong one. */
static bool append_value(const sweep *s, size_t k, const law *p, const law *q, FILE *line, table_row *row)
{
    const divergence *d = &s->list.d[k];
    result r;
    error e;
    if (!divergence_compute(*d, p, q ? q : p, &s->how.ask, &r, &e))
        return error_set(&row->failure, -1, "%.60s: %.300s", s->list.name[k], e.message);
    char *text = value_text(&r, value_in_base(d, &r, s->how.base), s->how.digits);
    fprintf(line, ",%s", r.decided ? text : "");
    row->undecided += !r.decided;
    free(text);
    result_clear(&r);
    return true;
}

static bool append_values(const sweep *s, binding *b, FILE *line, table_row *row)
{
    law *moving[2] = {NULL, NULL};
    const law *l[2] = {s->fixed[0], s->fixed[1]};
    real_names names = names_for(b);
    bool well = true;
    for (int side = 0; side < 2 && well; side++)
        if (!l[side] && s->text[side]) {
            l[side] = moving[side] = law_parse(s->text[side], &names, &row->failure);
            well = moving[side] != NULL;
        }
    for (size_t k = 0; k < s->list.n && well; k++)
        well = append_value(s, k, l[0], l[1], line, row);
    law_free(moving[0]);
    law_free(moving[1]);
    return well;
}

static void compute_row(const sweep *s, long i, table_row *row)
{
    size_t size;
    FILE *line = open_memstream(&row->text, &size);
    real_pool *pool = real_pool_open();
    binding b = {theta_at(&s->theta, pool, i), false};
    fprintf(line, "%.15g", real_double(b.theta));
    bool well = append_values(s, &b, line, row);
    fputc('\n', line);
    fclose(line);
    real_pool_close(pool);
    if (!well) {
        free(row->text);
        row->text = NULL;
    }
}

static void compute_block(const sweep *s, long first, long n, table_row *rows)
{
    memset(rows, 0, BLOCK * sizeof *rows);
#pragma omp parallel for schedule(dynamic, 1)
    for (long i = 0; i < n; i++)
        compute_row(s, first + i, &rows[i]);
}

/* ---- The table ---- */

static void write_header(const sweep *s, FILE *to)
{
    fputs("theta", to);
    for (size_t k = 0; k < s->list.n; k++)
        fprintf(to, ",%s", s->list.name[k]);
    fputc('\n', to);
}

/* Writes a block to every output; the header goes with the first, so that nothing is written if it fails. */
static table_end write_block(sweep *s, table_row *rows, long first, long n, const output *outputs, int count)
{
    table_end end = WRITTEN;
    for (long i = 0; i < n; i++) {
        if (!rows[i].text && end == WRITTEN) {
            complain("%s", rows[i].failure.message);
            end = IMPOSSIBLE;
        }
        for (int o = 0; o < count && end == WRITTEN; o++) {
            if (first + i == 0)
                write_header(s, outputs[o].to);
            fputs(rows[i].text, outputs[o].to);
        }
        s->undecided += rows[i].undecided;
        free(rows[i].text);
    }
    for (int o = 0; o < count && end == WRITTEN; o++)
        if (fflush(outputs[o].to) || ferror(outputs[o].to))
            end = UNWRITABLE;
    return end;
}

table_end sweep_write(sweep *s, const output *outputs, int count)
{
    const volatile sig_atomic_t *stop = interrupt_watch();
    table_row rows[BLOCK];
    bool seen = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
    table_end end = WRITTEN;
    for (long first = 0; first < s->theta.count && end == WRITTEN; first += BLOCK) {
        if (*stop)
            return INTERRUPTED;
        long n = s->theta.count - first < BLOCK ? s->theta.count - first : BLOCK;
        compute_block(s, first, n, rows);
        end = write_block(s, rows, first, n, outputs, count);
        if (seen)
            fprintf(stderr, "\r\033[K%ld of %ld", first + n, s->theta.count);
    }
    if (seen)
        fputs("\r\033[K", stderr);
    return end;
}
