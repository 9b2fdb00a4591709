/*
 * ganproof train PRESET --ensemble FROM:TO: a run for each seed, on all cores and, started by mpirun, on all ranks. Rank r of R takes
 * every R-th seed from the r-th on; rank 0 gathers the logs and writes them in the order of the seeds. A run depends on its seed
 * only, so the table is the same for any number of cores and ranks.
 */
#include "cli/train.h"

#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/output.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef GANPROOF_MPI
#include <mpi.h>
#endif

enum { MOST_SEEDS = 100000 };

typedef struct member {
    char *log; /* with newlines; NULL: it was not run */
    measurement last;
    training_end end;
    char trouble[400];
} member;

typedef struct ensemble {
    const char *preset;
    const train_settings *settings;
    long from, count; /* of seeds */
    int rank, ranks;
    member *of;
    long done;
    const volatile sig_atomic_t *stop;
} ensemble;

/* ---- Ranks ---- */

#ifdef GANPROOF_MPI
static void begin(ensemble *all)
{
    MPI_Init(NULL, NULL);
    MPI_Comm_rank(MPI_COMM_WORLD, &all->rank);
    MPI_Comm_size(MPI_COMM_WORLD, &all->ranks);
    FILE *elsewhere = all->rank ? freopen("/dev/null", "w", stderr) : stderr; /* one complaint is enough */
    (void)elsewhere;
}

static void end(void) { MPI_Finalize(); }

static void send_text(const char *text)
{
    int length = (int)strlen(text) + 1;
    MPI_Send(&length, 1, MPI_INT, 0, 0, MPI_COMM_WORLD);
    MPI_Send(text, length, MPI_CHAR, 0, 1, MPI_COMM_WORLD);
}

static char *receive_text(int rank)
{
    int length;
    MPI_Recv(&length, 1, MPI_INT, rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    char *text = malloc((size_t)length);
    MPI_Recv(text, length, MPI_CHAR, rank, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return text;
}

/* Members go to rank 0, each from the rank that ran it. */
static void gather(ensemble *all)
{
    for (long i = 0; i < all->count; i++) {
        member *m = &all->of[i];
        int rank = (int)(i % all->ranks);
        if (rank == 0 || (all->rank != 0 && all->rank != rank))
            continue;
        if (all->rank == rank) {
            send_text(m->log ? m->log : "");
            MPI_Send(m, (int)sizeof *m, MPI_BYTE, 0, 2, MPI_COMM_WORLD);
            continue;
        }
        char *log = receive_text(rank);
        MPI_Recv(m, (int)sizeof *m, MPI_BYTE, rank, 2, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        m->log = *log ? log : (free(log), NULL);
    }
}
#else
static void begin(ensemble *all) { all->ranks = 1; }
static void end(void) {}
static void gather(ensemble *all) { (void)all; }
#endif

/* ---- Runs ---- */

static void tell(ensemble *all)
{
#pragma omp atomic
    all->done++;
    if (all->rank == 0 && omp_get_thread_num() == 0 && isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r\033[K%ld of %ld runs", all->done, (all->count + all->ranks - 1) / all->ranks);
        fflush(stderr);
    }
}

static void run_member(ensemble *all, long i)
{
    member *m = &all->of[i];
    error e = {.message = ""};
    training_watch watch = {.stop = all->stop};
    target *of = train_target(all->settings, &e);
    training *t = of ? training_open(all->preset, all->settings, of, (uint64_t)(all->from + i), &e) : NULL;
    if (t) {
        m->end = training_advance(t, all->settings->steps, &watch, &e);
        training_measure(t, &m->last);
        m->log = strdup(training_log(t));
        training_close(t);
    }
    snprintf(m->trouble, sizeof m->trouble, "%s", e.message);
    tell(all);
}

static void run_all(ensemble *all)
{
#pragma omp parallel for schedule(dynamic, 1)
    for (long i = all->rank; i < all->count; i += all->ranks)
        if (!*all->stop)
            run_member(all, i);
    if (all->rank == 0 && isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

/* ---- The table and the summary ---- */

static void write_rows(const ensemble *all, FILE *to)
{
    fprintf(to, "seed,%s\n", measurement_header());
    for (long i = 0; i < all->count; i++)
        for (const char *row = all->of[i].log; row && *row; row = strchr(row, '\n') + 1)
            fprintf(to, "%ld,%.*s\n", all->from + i, (int)strcspn(row, "\n"), row);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_summary(const ensemble *all)
{
    double *values = malloc((size_t)all->count * sizeof *values);
    long ended = 0, wrong = 0;
    for (long i = 0; i < all->count; i++) {
        ended += all->of[i].log && all->of[i].end == TRAINED;
        wrong += all->of[i].log && all->of[i].last.wrong;
    }
    printf("%s, seeds %ld to %ld: %ld runs of %ld steps, %ld with a diagnosis\n", all->preset, all->from,
           all->from + all->count - 1, ended, all->settings->steps, wrong);
    printf("%-13s %-12s %-12s %-12s\n", "at the end", "least", "median", "greatest");
    for (size_t c = 1; c < measurement_count; c++) {
        size_t n = 0;
        for (long i = 0; i < all->count; i++)
            if (all->of[i].log && !isnan(measurement_value(&all->of[i].last, c)))
                values[n++] = measurement_value(&all->of[i].last, c);
        if (!n)
            continue;
        qsort(values, n, sizeof *values, by_value);
        printf("%-13s %-12.6g %-12.6g %-12.6g\n", measurement_name(c), values[0], values[n / 2],
               values[n - 1]);
    }
    free(values);
}

static int conclude(const ensemble *all, output *csv)
{
    error e;
    if (csv->to)
        write_rows(all, csv->to);
    bool quiet = csv->to == stdout;
    if (!output_commit(csv, &e))
        return complain_failure("%s", e.message);
    if (!quiet)
        print_summary(all);
    if (*all->stop)
        return complain_failure("interrupted; the rows so far are kept");
    for (long i = 0; i < all->count; i++)
        if (all->of[i].end == NOT_FINITE || !all->of[i].log)
            return complain_failure("seed %ld: %s", all->from + i, all->of[i].trouble);
    return ALL_HOLDS;
}

static bool read_seeds(const char *text, ensemble *all)
{
    const char *colon = strchr(text, ':');
    char first[32];
    long to;
    snprintf(first, sizeof first, "%.*s", colon ? (int)(colon - text) : 0, text);
    if (!colon)
        return complain("--ensemble '%.100s': expected FROM:TO, such as 1:20", text), false;
    if (!input_integer("--ensemble FROM", first, 0, 1L << 40, &all->from)
        || !input_integer("--ensemble TO", colon + 1, all->from, all->from + MOST_SEEDS - 1, &to))
        return false;
    all->count = to - all->from + 1;
    return true;
}

/* One of the runs is opened to see whether the settings are possible, before anything is written. */
static bool is_possible(const ensemble *all)
{
    error e = {.message = ""};
    target *of = train_target(all->settings, &e);
    training *t = of ? training_open(all->preset, all->settings, of, 0, &e) : NULL;
    bool well = t || (complain("%s", e.message), false);
    training_close(t);
    return well;
}

int train_ensemble(const char *preset, const train_settings *s, const char *seeds, const char *csv)
{
    ensemble all = {.preset = preset, .settings = s};
    output to = {0};
    error e;
    begin(&all);
    int status = read_seeds(seeds, &all) && is_possible(&all) ? ALL_HOLDS : BAD_INPUT;
    if (status == ALL_HOLDS && all.rank == 0 && csv && !output_open(&to, csv, &e))
        status = complain("%s", e.message);
    if (status == ALL_HOLDS) {
        all.of = calloc((size_t)all.count, sizeof *all.of);
        all.stop = interrupt_watch();
        run_all(&all);
        gather(&all);
        if (all.rank == 0)
            status = conclude(&all, &to);
        for (long i = 0; i < all.count; i++)
            free(all.of[i].log);
        free(all.of);
    }
    end();
    return status;
}
