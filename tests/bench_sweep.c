/*
 * How long a sweep takes: KL, reverse KL, JS and TV of normal(0,1) against 0.3 normal(theta-1,1/2) + 0.7 normal(theta+2,3/2),
 * theta in [-4,4], on one thread; CPU time, medians. Usage: bench_sweep GANPROOF
 *
 * Every value of the sample of thetas is compared with its certified enclosure first. In the same run, where a python3 has
 * them, SciPy's quad and a vectorised NumPy grid on the same thetas (tests/scipy_sweep_peer.py). Nothing is asserted: targets
 * are printed. Then the command as a process, a thousand thetas, all threads.
 */
#include "median.h"
#include "divergences/sweep.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 4, SAMPLE = 17, MANY = 1001, RUNS = 15 };
static const char *const names[NAMES] = {"kl", "reverse-kl", "js", "tv"};
static const char *const p_text = "normal(0, 1)",
                         *const q_text = "0.3*normal(theta - 1, 0.5) + 0.7*normal(theta + 2, 1.5)";

typedef struct bench {
    real_pool *pool;
    divergence d[NAMES];
    theta_grid grid;
    sweep *s;
    sweep_worker *w;
} bench;

static bool open_bench(bench *b, long count)
{
    error e;
    *b = (bench){.pool = real_pool_open()};
    for (int k = 0; k < NAMES; k++)
        divergence_parse(names[k], b->pool, &b->d[k], NULL);
    b->grid = (theta_grid){real_int(b->pool, -4), real_int(b->pool, 4), count};
    b->s = sweep_make(b->d, NAMES, p_text, q_text, &b->grid, &sweep_accuracy_default, &e);
    b->w = b->s ? sweep_worker_open(b->s) : NULL;
    return b->w;
}

static void close_bench(bench *b)
{
    sweep_worker_close(b->w);
    sweep_free(b->s);
    real_pool_close(b->pool);
}

/* Microseconds a theta. */
static double swept(bench *b)
{
    double seconds[RUNS], theta;
    sweep_value out[NAMES];
    for (int run = 0; run < RUNS; run++) {
        double start = scope_work();
        for (long i = 0; i < b->grid.count; i++)
            sweep_at(b->w, i, &theta, out, NULL);
        seconds[run] = scope_work() - start;
    }
    return median(RUNS, seconds) / (double)b->grid.count * 1e6;
}

/* Fills the peer's arguments with theta and the certified values; the largest error of the sweep, and of its claims. */
static void sample(bench *b, char *arguments, size_t room, double *off, double *claimed)
{
    size_t used = 0;
    *off = *claimed = 0;
    for (long i = 0; i < SAMPLE; i++) {
        sweep_value out[NAMES];
        sweep_laws l;
        double theta;
        int side;
        sweep_at(b->w, i, &theta, out, NULL);
        sweep_laws_read(b->s, i, &l, &side, NULL);
        used += (size_t)snprintf(arguments + used, room - used, " %.17g", theta);
        for (int k = 0; k < NAMES; k++) {
            scope *s = scope_open(120);
            enclosure truth;
            divergence_enclose(s, b->d[k], l.l[0], l.l[1], 60, METHOD_CERTIFIED, &truth);
            *off =
                fmax(*off, ball_double(ball_abs(ball_sub(truth.value, ball_exact_double(s, out[k].value)))));
            *claimed = fmax(*claimed, out[k].error);
            used += (size_t)snprintf(arguments + used, room - used, " %.17g", ball_double(truth.value));
            scope_close(s);
        }
        sweep_laws_clear(&l);
    }
}

static const struct {
    const char *name, *says, *target;
} peers[] = {{"quad", "SciPy's quad, densities of scipy.stats", " (target: 1000)"},
             {"tuned", "SciPy's quad, plain Python floats", ""},
             {"grid", "NumPy, a grid of 4001 nodes", " (target: 10)"}};

static bool ask_peer(const char *python, const char *arguments, double ours)
{
    char here[400] = __FILE__, command[12000], name[8];
    const char *root = getenv("GANPROOF_SOURCE");
    double microseconds, off;
    bool answered = false;
    *strrchr(here, '/') = 0;
    snprintf(command, sizeof command, "%s '%s%s/scipy_sweep_peer.py' %s 2>/dev/null", python,
             root ? root : here, root ? "/tests" : "", arguments);
    FILE *f = popen(command, "r");
    while (f && fscanf(f, "%7s %lf %lf", name, &microseconds, &off) == 3) {
        answered = true;
        for (size_t i = 0; i < sizeof peers / sizeof *peers; i++)
            if (strcmp(name, peers[i].name) == 0)
                printf("  %-36s %10.1f us a theta, largest error %.1e: %.0f times ours%s\n", peers[i].says,
                       microseconds, off, microseconds / ours, peers[i].target);
    }
    if (f)
        pclose(f);
    return answered;
}

static void time_command(const char *command)
{
    char line[600];
    double seconds[RUNS];
    snprintf(line, sizeof line, "'%s' sweep kl,reverse-kl,js,tv '%s' '%s' --theta -4:4:1000 >/dev/null",
             command, p_text, q_text);
    for (int run = 0; run < RUNS; run++) {
        double start = scope_clock();
        if (system(line))
            return;
        seconds[run] = scope_clock() - start;
    }
    printf("  the command, 1000 thetas, from start to end: %.0f ms\n", median(RUNS, seconds) * 1e3);
}

int main(int argc, char **argv)
{
    static char arguments[8000];
    double off, claimed;
    bench b;
    gsl_set_error_handler_off();
    if (!open_bench(&b, SAMPLE))
        return 1;
    sample(&b, arguments, sizeof arguments, &off, &claimed);
    close_bench(&b);
    if (!open_bench(&b, MANY))
        return 1;
    double ours = swept(&b);
    close_bench(&b);
    printf("kl, reverse-kl, js and tv of %s against %s, theta in [-4, 4], one thread, CPU time\n", p_text,
           q_text);
    printf("  %-36s %10.1f us a theta, largest error %.1e, largest claim %.1e (wanted: 1e-12)\n", "ganproof",
           ours, off, claimed);
    if (!ask_peer("python3", arguments, ours) && !ask_peer("/usr/bin/python3", arguments, ours))
        puts("  SciPy is absent: no peer");
    if (argc > 1)
        time_command(argv[1]);
    return 0;
}
