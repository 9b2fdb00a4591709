/* The table of a sweep: see sweep_table.h. */
#include "cli/sweep_table.h"

#include "cli/complaint.h"
#include "cli/interrupt.h"
#include "cli/sweep_row.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Rows are computed in blocks, in parallel, and then written in order. A block takes about BLOCK_SECONDS: rows are seen as
 * they come, and threads rarely wait for each other.
 */
enum { LEAST_BLOCK = 16, MOST_BLOCK = 8192 };
#define BLOCK_SECONDS 0.1

/* ---- Everything is checked before the first row is written ---- */

bool sweep_read_grid(const char *text, sweep_job *s)
{
    const char *first = strchr(text, ':'), *second = first ? strchr(first + 1, ':') : NULL;
    if (!second || strchr(second + 1, ':'))
        return complain("--theta '%.200s': expected FROM:TO:COUNT, such as -2:2:81", text), false;
    char *from = strndup(text, (size_t)(first - text)),
         *to = strndup(first + 1, (size_t)(second - first - 1));
    bool well = input_real("--theta FROM", from, s->pool, &s->grid.from)
                && input_real("--theta TO", to, s->pool, &s->grid.to)
                && input_integer("--theta COUNT", second + 1, 1, 10000000, &s->grid.count);
    free(from);
    free(to);
    return well;
}

static bool complain_law(const sweep_job *s, long i, int side, const error *e)
{
    const char *which = side ? "Q" : "P";
    real_pool *pool = real_pool_open();
    char *shown = real_text(theta_at(&s->grid, pool, i)), what[120];
    snprintf(what, sizeof what, strstr(s->text[side], "theta") ? "%s at theta = %.80s" : "%s", which, shown);
    free(shown);
    real_pool_close(pool);
    complain_about(what, s->text[side], e);
    return false;
}

/* Threads cost more than they bring where there is little to do. */
enum { FEW_ROWS = 4096 };

typedef struct impossible {
    long at;
    int side;
    error e;
} impossible;

static void check_one(sweep_worker *w, long i, impossible *first)
{
    int side;
    error e = {.message = "", .position = -1};
    bool later, well;
#pragma omp critical(sweep_impossible)
    later = i > first->at;
    if (later)
        return;
    well = sweep_check(w, i, &side, &e);
#pragma omp critical(sweep_impossible)
    if (!well && i < first->at)
        *first = (impossible){i, side, e};
}

/* The first theta at which a law is not possible is complained about, whichever thread met it. */
bool sweep_check_laws(sweep_job *s)
{
    error e = {.position = -1};
    s->plan = sweep_make(s->list.d, s->list.n, s->text[0], s->text[1], &s->grid, &s->accuracy, &e);
    if (!s->plan)
        return complain("too few operands: %s", e.message), false;
    impossible first = {.at = s->grid.count};
    const volatile sig_atomic_t *stop = interrupt_watch();
#pragma omp parallel if (s->grid.count > FEW_ROWS)
    {
        sweep_worker *w = sweep_worker_open(s->plan);
#pragma omp for schedule(dynamic, 64)
        for (long i = 0; i < s->grid.count; i++)
            if (!*stop)
                check_one(w, i, &first);
        sweep_worker_close(w);
    }
    return first.at == s->grid.count || complain_law(s, first.at, first.side, &first.e);
}

/* ---- Blocks ---- */

typedef struct block {
    long first, n, done; /* rows before `done` are there */
    bool parallel;
    table_row *rows;
} block;

/* An interruption leaves rows out: those before the first that is missing are kept. */
static void compute_block(const sweep_job *s, block *b, sweep_worker **workers,
                          const volatile sig_atomic_t *stop)
{
    bool *made = calloc((size_t)b->n, sizeof *made);
#pragma omp parallel if (b->parallel)
    {
        sweep_worker *w = workers[omp_get_thread_num()];
        sweep_value *room = calloc(s->list.n, sizeof *room);
#pragma omp for schedule(dynamic, 4)
        for (long i = 0; i < b->n; i++)
            if (!*stop) {
                sweep_row(s, w, room, b->first + i, &b->rows[i]);
                made[i] = true;
            }
        free(room);
    }
    for (b->done = 0; b->done < b->n && made[b->done];)
        b->done++;
    for (long i = b->done; i < b->n; i++)
        if (made[i])
            free(b->rows[i].text);
    free(made);
}

static void write_header(const sweep_job *s, FILE *to)
{
    fputs("theta", to);
    for (size_t k = 0; k < s->list.n; k++) {
        const char *name = s->list.name[k];
        fprintf(to, ",%s", name);
        if (s->bands)
            fprintf(to, ",%s_lower,%s_upper", name, name);
    }
    fputc('\n', to);
}

/* Writes a block to every output; the header goes with the first, so that nothing is written if it fails. */
static table_end write_block(sweep_job *s, const block *b, const output *outputs, int count)
{
    table_end end = WRITTEN;
    for (long i = 0; i < b->done; i++) {
        table_row *row = &b->rows[i];
        if (!row->text && end == WRITTEN) {
            complain("%s", row->failure.message);
            end = IMPOSSIBLE;
        }
        for (int o = 0; o < count && end == WRITTEN; o++) {
            if (s->rows == 0)
                write_header(s, outputs[o].to);
            fputs(row->text, outputs[o].to);
        }
        s->rows += end == WRITTEN;
        s->undecided += row->undecided;
        free(row->text);
    }
    for (int o = 0; o < count && end == WRITTEN; o++)
        if (fflush(outputs[o].to) || ferror(outputs[o].to))
            end = UNWRITABLE;
    return end;
}

static void show_progress(const sweep_job *s, double *shown)
{
    double now = omp_get_wtime();
    if (now - *shown < BLOCK_SECONDS)
        return;
    *shown = now;
    fprintf(stderr, "\r%ld of %ld rows", s->rows, s->grid.count);
    fflush(stderr);
}

/* The next block's length: twice this one's, or half of it, as its time asks. */
static long next_length(long n, double seconds)
{
    long next = seconds < BLOCK_SECONDS / 2 ? 2 * n : seconds > 2 * BLOCK_SECONDS ? n / 2 : n;
    return next < LEAST_BLOCK ? LEAST_BLOCK : next > MOST_BLOCK ? MOST_BLOCK : next;
}

static table_end write_rows(sweep_job *s, const output *outputs, int count, sweep_worker **workers,
                            table_row *rows)
{
    const volatile sig_atomic_t *stop = interrupt_watch();
    bool seen = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
    double shown = omp_get_wtime();
    table_end end = WRITTEN;
    bool parallel = false;
    for (long length = LEAST_BLOCK; s->rows < s->grid.count && end == WRITTEN;) {
        double begun = omp_get_wtime();
        long rest = s->grid.count - s->rows;
        block b = {s->rows, rest < length ? rest : length, 0, parallel, rows};
        compute_block(s, &b, workers, stop);
        end = write_block(s, &b, outputs, count);
        if (end == WRITTEN && *stop && s->rows < s->grid.count)
            end = INTERRUPTED;
        double seconds = omp_get_wtime() - begun;
        length = next_length(length, seconds);
        parallel |= seconds / (double)b.n * (double)rest > BLOCK_SECONDS / 2;
        if (seen)
            show_progress(s, &shown);
    }
    if (seen)
        fputs("\r\033[K", stderr);
    return end;
}

table_end sweep_write(sweep_job *s, const output *outputs, int count)
{
    int threads = omp_get_max_threads();
    sweep_worker **workers = calloc((size_t)threads, sizeof *workers);
    table_row *rows = calloc(MOST_BLOCK, sizeof *rows);
    for (int t = 0; t < threads; t++)
        workers[t] = sweep_worker_open(s->plan);
    table_end end = write_rows(s, outputs, count, workers, rows);
    for (int t = 0; t < threads; t++)
        sweep_worker_close(workers[t]);
    free(workers);
    free(rows);
    return end;
}
