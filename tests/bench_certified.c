/*
 * How long certified values take, and whole processes. Usage: bench_certified GANPROOF
 *
 * Certified JS divergences, warm, medians: from the densities, never by a closed form, until the digits asked for are
 * correct. Side by side in the same run, where python3 has them, mpmath's quad at the same digits and SciPy's at 15, which
 * vouch for nothing (tests/mpmath_peer.py). Then the command as a process. Nothing is asserted: targets are printed.
 */
#include "median.h"
#include "divergences/divergence.h"
#include "divergences/numerical.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

static const struct {
    const char *name, *p, *q;
    double target; /* milliseconds at 15 digits; 0: none */
} pairs[] = {
    {"normal", "normal(0, 1)", "normal(1, 1)", 1.0},
    {"mixture", "3/10*normal(-1, 1/2) + 7/10*normal(2, 3/2)", "normal(0, 1)", 1.5},
    {"laplace", "laplace(0, 1)", "laplace(2, 1)", 0},
    {"logistic", "logistic(0, 1)", "logistic(2, 1)", 0},
    {"cauchy", "cauchy(0, 1)", "cauchy(1, 2)", 0},
    {"gamma", "gamma(1/2, 1)", "gamma(2, 1)", 0},
    {"beta", "beta(1/2, 1/2)", "beta(2, 3)", 0},
};
enum { PAIRS = sizeof pairs / sizeof *pairs, MOST_RUNS = 101 };

/* Median seconds of warm runs: at least 5, at most MOST_RUNS, about half a second together. */
typedef void (*task)(void *state);
static double warm_seconds(task run, void *state)
{
    double seconds[MOST_RUNS], spent = 0;
    int n = 0;
    run(state);
    while (n < 5 || (n < MOST_RUNS && spent < 0.5)) {
        double start = scope_clock();
        run(state);
        spent += seconds[n++] = scope_clock() - start;
    }
    return median(n, seconds);
}

typedef struct question {
    divergence d;
    law *p, *q;
    request r;
    char text[400]; /* the value's digits; empty if they were not reached */
} question;

static void certified(void *state)
{
    question *a = state;
    result out;
    a->text[0] = 0;
    if (!divergence_compute(a->d, a->p, a->q, &a->r, &out, NULL))
        return;
    char *text = out.decided ? ball_text(out.value, a->r.digits) : NULL;
    snprintf(a->text, sizeof a->text, "%s", text ? text : "");
    free(text);
    result_clear(&out);
}

static void numerical_value(void *state)
{
    question *a = state;
    numerical out;
    numerical_divergences(&a->d, 1, a->p, a->q, &out);
}

/* Seconds of the peer, or -1 with a word in `why`. */
static double peer_seconds(const char *peer, const char *pair, long digits, const char *reference, char *why)
{
    const char *root = getenv("GANPROOF_SOURCE");
    char command[1200], here[400] = __FILE__, *slash = strrchr(here, '/');
    if (slash)
        *slash = 0;
    snprintf(command, sizeof command, "python3 '%s%s/mpmath_peer.py' %s %s %ld %s 2>/dev/null",
             root ? root : here, root ? "/tests" : "", peer, pair, digits, reference);
    FILE *f = popen(command, "r");
    double seconds = -1;
    strcpy(why, "absent");
    if (f && fscanf(f, "%lf", &seconds) != 1 && fscanf(f, "%15s", why) != 1)
        strcpy(why, "absent");
    if (f)
        pclose(f);
    return seconds;
}

static void show_peer(const char *peer, const char *pair, const question *a, double ours)
{
    char why[16];
    double seconds = a->text[0] ? peer_seconds(peer, pair, a->r.digits, a->text, why) : -1;
    if (!a->text[0])
        printf("  %10s %8s", "-", "");
    else if (seconds < 0)
        printf("  %10s %8s", why, "");
    else
        printf("  %10.3f %7.1fx", 1e3 * seconds, seconds / ours);
    fflush(stdout);
}

static void show_pair(int i, long digits)
{
    question a = {
        .p = law_parse(pairs[i].p, NULL, NULL), .q = law_parse(pairs[i].q, NULL, NULL), .r = request_default};
    divergence_parse("js", NULL, &a.d, NULL);
    a.r.by = METHOD_CERTIFIED;
    a.r.digits = digits;
    double ours = warm_seconds(certified, &a);
    char target[32] = "";
    if (digits == 15 && pairs[i].target > 0)
        snprintf(target, sizeof target, "<= %.1f", pairs[i].target);
    printf("%-9s %6ld  %10.3f%s %8s", pairs[i].name, digits, 1e3 * ours, a.text[0] ? " " : "?", target);
    show_peer("mpmath", pairs[i].name, &a, ours);
    printf(" %8s", digits == 50 && i == 0 ? ">= 15x" : "");
    if (digits == 15) {
        show_peer("scipy", pairs[i].name, &a, ours);
        printf("  %10.3f", 1e3 * warm_seconds(numerical_value, &a));
    }
    putchar('\n');
    law_free(a.p);
    law_free(a.q);
}

/* ---- Processes ---- */

typedef struct run {
    double seconds, megabytes;
    int status;
} run;

static run run_process(char *const *argv)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    run out = {.status = -1};
    struct rusage used;
    double start = scope_clock();
    pid_t child;
    if (!posix_spawn(&child, argv[0], &files, NULL, argv, environ)
        && wait4(child, &out.status, 0, &used) == child) {
        out.seconds = scope_clock() - start;
        out.megabytes = (double)used.ru_maxrss / 1024;
    }
    posix_spawn_file_actions_destroy(&files);
    return out;
}

static void show_processes(char *ganproof)
{
    enum { RUNS = 15 };
    char *one[] = {ganproof, "divergence", "js", "normal(0,1)", "normal(1,1)", NULL},
         *prove[] = {ganproof, "prove", NULL};
    double seconds[RUNS];
    run last = {0};
    for (int i = 0; i < RUNS; i++) {
        last = run_process(one);
        seconds[i] = last.seconds;
    }
    printf("\nprocess                                                    target\n");
    printf(
        "divergence js 'normal(0,1)' 'normal(1,1)'  %8.1f ms     <= 40 ms     median of %d, exit status %d\n",
        1e3 * median(RUNS, seconds), RUNS, WEXITSTATUS(last.status));
    last = run_process(prove);
    printf("prove                                      %8.1f s      <= 60 s      exit status %d\n",
           last.seconds, WEXITSTATUS(last.status));
    printf("prove, peak memory                         %8.1f MiB    <= 500 MiB\n", last.megabytes);
}

int main(int argc, char **argv)
{
    static const long digits[] = {15, 50, 100};
    printf(
        "certified JS, warm, medians in milliseconds (?: digits not reached); peers: time and ratio to ours\n");
    printf("%-9s %6s  %11s %8s  %10s %8s %8s  %10s %8s  %10s\n", "pair", "digits", "certified", "target",
           "mpmath", "ratio", "target", "scipy", "ratio", "double");
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < PAIRS; i++)
            show_pair(i, digits[k]);
    if (argc > 1)
        show_processes(argv[1]);
    return 0;
}
