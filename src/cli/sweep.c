/*
 * ganproof sweep NAMES P Q --theta FROM:TO:COUNT: a table of divergences along theta, row by row, and its picture.
 * The grid is exact: theta_i = FROM + (TO - FROM) i/(COUNT - 1).
 */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/plot.h"
#include "cli/value.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Rows are computed this many at a time, in parallel, and then written in order. */
enum { BLOCK = 64 };

typedef struct grid {
    real_pool *pool;
    real from, to;
    long count;
} grid;

typedef struct sweep {
    grid theta;
    divergence_list list;
    precision how;
    const char *text[2];
    law *fixed[2]; /* a law that does not depend on theta, or NULL */
    long undecided;
} sweep;

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

static bool read_grid(const char *text, grid *g)
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

static bool check_laws(sweep *s, int count)
{
    int dim[2] = {0, 0};
    if (count < 3 && needs_second_law(&s->list))
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

typedef enum { WRITTEN, INTERRUPTED, UNWRITABLE, IMPOSSIBLE } table_end;

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

static table_end write_table(sweep *s, const output *outputs, int count)
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

/* ---- The command ---- */

typedef struct sweep_options {
    precision_options precision;
    const char *theta, *csv, *plot;
} sweep_options;

/* gnuplot reads a file: the table itself, or a copy of it in the place for temporary files. */
static bool open_copy(char *path, size_t size, output *o)
{
    const char *folder = getenv("TMPDIR");
    error e;
    snprintf(path, size, "%s/ganproof-sweep-%ld.csv", folder && *folder ? folder : "/tmp", (long)getpid());
    return output_open(o, path, &e) || (complain("%s", e.message), false);
}

static int finish(const sweep *s, table_end end, output *outputs, int count)
{
    error e;
    int status = end == WRITTEN ? ALL_HOLDS : end == IMPOSSIBLE ? BAD_INPUT : NOT_ALL;
    for (int o = 0; o < count; o++) {
        bool is_stdout = outputs[o].to == stdout;
        if (end != WRITTEN)
            output_abandon(&outputs[o], end == INTERRUPTED && o == 0);
        else if (!output_commit(&outputs[o], &e))
            status = is_stdout ? NOT_ALL : complain_failure("%s", e.message);
    }
    if (end == INTERRUPTED)
        complain_failure("interrupted; the rows so far are kept");
    if (s->undecided && end == WRITTEN)
        status = complain_failure("%ld values are undecided within %g s each: empty cells", s->undecided,
                                  s->how.ask.budget);
    return status;
}

static int write_and_plot(sweep *s, const sweep_options *o)
{
    output outputs[2];
    int count = 0;
    error e;
    char copy[4096] = "", caption[512];
    if (o->csv || !o->plot) {
        if (!output_open(&outputs[count++], o->csv ? o->csv : "-", &e))
            return complain("%s", e.message);
    }
    bool needs_copy = o->plot && (!o->csv || !outputs[0].temporary);
    if (needs_copy && !open_copy(copy, sizeof copy, &outputs[count++]))
        return NOT_ALL;
    int status = finish(s, write_table(s, outputs, count), outputs, count);
    snprintf(caption, sizeof caption, "P = %.200s,  Q = %.200s", s->text[0], s->text[1] ? s->text[1] : "-");
    if (o->plot && status != BAD_INPUT && !plot_sweep(needs_copy ? copy : o->csv, o->plot, caption, &e))
        status = complain_failure("%s", e.message);
    if (needs_copy)
        unlink(copy);
    return status;
}

static int run(sweep *s, const sweep_options *o, char **words, int count)
{
    s->text[0] = words[1];
    s->text[1] = count > 2 ? words[2] : NULL;
    if (!o->theta)
        return complain("--theta FROM:TO:COUNT is needed, such as --theta -2:2:81");
    if (o->plot && !plot_format_is_known(o->plot))
        return complain("--plot '%.200s': the name must end in .svg, .png or .pdf", o->plot);
    if (!input_precision(&o->precision, &s->how) || !read_grid(o->theta, &s->theta)
        || !input_divergences(words[0], &s->list))
        return BAD_INPUT;
    return check_laws(s, count) ? write_and_plot(s, o) : BAD_INPUT;
}

int command_sweep(int argc, char **argv)
{
    sweep_options o = {.theta = NULL};
    const option_row options[] = {
        {"theta", '\0', OPTION_TEXT, &o.theta, "FROM:TO:COUNT",
         "the grid, both ends included; exact expressions"},
        {"csv", '\0', OPTION_TEXT, &o.csv, "FILE", "the table; - is the standard output (and the default)"},
        {"plot", '\0', OPTION_TEXT, &o.plot, "FILE", "its picture, by gnuplot: .svg, .png or .pdf"},
        PRECISION_OPTIONS(o.precision),
    };
    const usage u = {
        "NAMES P Q --theta FROM:TO:COUNT",
        "A row for each theta: theta,NAME,NAME,... with `inf` for infinite values. P and Q may contain theta,\n"
        "as in 'normal(theta, 1)'.",
        options,
        sizeof options / sizeof *options,
        2,
        3};
    char **words;
    int count, status;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    sweep s = {.theta.pool = real_pool_open()};
    status = run(&s, &o, words, count);
    law_free(s.fixed[0]);
    law_free(s.fixed[1]);
    if (s.list.pool)
        divergence_list_clear(&s.list);
    real_pool_close(s.theta.pool);
    return status;
}
