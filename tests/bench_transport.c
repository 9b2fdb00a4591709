/*
 * How long exact planar transport takes, and how much memory: a standard normal cloud against another one's image under
 * [[1.2, 0.4], [0, 0.7]] plus (1, 0.5), and variants. CPU time of one run each; the check is timed apart. In the same run,
 * where a python3 has POT, ot.emd2 on the same points (tests/pot_peer.py, cost matrix included) up to PEER_MOST points.
 * Usage: bench_transport GANPROOF [LARGEST]     (100000; 1000000 takes minutes)
 */
#include "number/random.h"
#include "transport/exact.h"
#include "transport/optimality.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PEER_MOST = 10000 };

typedef struct variant {
    const char *name;
    cost_kind kind;
    bool same_law, clusters, weights;
} variant;

static const variant variants[] = {{"uniform w2", COST_W2, 0, 0, 0},
                                   {"same law w2", COST_W2, 1, 0, 0},
                                   {"20 clusters w2", COST_W2, 0, 1, 0},
                                   {"weights, m = 0.8 n, w2", COST_W2, 0, 0, 1},
                                   {"uniform w1", COST_W1, 0, 0, 0}};

static plane_cloud draw(random_stream *r, const variant *v, size_t n, bool second)
{
    double *xy = malloc(sizeof *xy * 2 * n), at[40];
    int64_t *mass = malloc(sizeof *mass * n);
    for (int k = 0; k < 40; k++)
        at[k] = 3 * random_normal(r);
    for (size_t k = 0; k < n; k++) {
        double x = random_normal(r), y = random_normal(r);
        uint64_t c = random_below(r, 20);
        bool image = second && !v->same_law && !v->clusters;
        xy[2 * k] = v->clusters ? at[2 * c] + 0.05 * x : image ? 1.2 * x + 0.4 * y + 1 : x;
        xy[2 * k + 1] = v->clusters ? at[2 * c + 1] + 0.05 * y : image ? 0.7 * y + 0.5 : y;
        mass[k] = 1 + (v->weights ? (int64_t)random_below(r, second ? 5 << 18 : 1 << 20) : 0); /* m = 0.8 n */
    }
    return (plane_cloud){n, xy, mass};
}

/* Gives what one cloud has less to its last point. */
static void balance(const plane_cloud *a, const plane_cloud *b)
{
    int64_t more = plane_mass(a) - plane_mass(b);
    if (more > 0)
        ((int64_t *)b->mass)[b->n - 1] += more;
    else
        ((int64_t *)a->mass)[a->n - 1] -= more;
}

static void drop(plane_cloud *c)
{
    free((void *)c->xy);
    free((void *)c->mass);
}

static double cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct timing {
    double seconds, check, lower, upper, mebibytes;
    int64_t pivots;
    int rounds;
} timing;

/* In a process of its own, so that the peak memory is this problem's. */
static bool timed(const variant *v, const plane_cloud *a, const plane_cloud *b, timing *out)
{
    int channel[2];
    if (pipe(channel))
        return false;
    pid_t child = fork();
    if (!child) {
        transport_solution s;
        optimality o;
        timing t = {0};
        double start = cpu();
        bool done = transport_exact(v->kind, a, b, NULL, &s, NULL);
        t.seconds = cpu() - start;
        done = done && optimality_check(a, b, &s, false, &o);
        t.check = cpu() - start - t.seconds;
        t.lower = o.lower, t.upper = o.upper, t.pivots = s.pivots, t.rounds = s.rounds;
        done = done && write(channel[1], &t, sizeof t) == sizeof t;
        _exit(!done);
    }
    close(channel[1]);
    bool read_all = read(channel[0], out, sizeof *out) == sizeof *out;
    close(channel[0]);
    int status;
    struct rusage used;
    wait4(child, &status, 0, &used);
    out->mebibytes = (double)used.ru_maxrss / 1024;
    return read_all && !status;
}

static void write_cloud(FILE *to, const plane_cloud *c)
{
    for (size_t k = 0; k < c->n; k++) {
        double row[3] = {c->xy[2 * k], c->xy[2 * k + 1], (double)c->mass[k]};
        fwrite(row, sizeof row, 1, to);
    }
}

static void beside_pot(const variant *v, const plane_cloud *a, const plane_cloud *b, const timing *ours)
{
    char path[] = "/tmp/bench_transport_XXXXXX", command[4096];
    int fd = mkstemp(path);
    FILE *to = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (!to)
        return;
    double sizes[2] = {(double)a->n, (double)b->n};
    fwrite(sizes, sizeof sizes, 1, to);
    write_cloud(to, a);
    write_cloud(to, b);
    fclose(to);
    const char *source = getenv("GANPROOF_SOURCE");
    snprintf(command, sizeof command, "/usr/bin/python3 -W ignore '%s/tests/pot_peer.py' %s %s 2>/dev/null",
             source ? source : ".", path, v->kind == COST_W2 ? "w2" : "w1");
    FILE *peer = popen(command, "r");
    double value, seconds, mebibytes;
    if (peer && fscanf(peer, "%lf %lf %lf", &value, &seconds, &mebibytes) == 3)
        printf("    POT %9.3f s %7.0f MiB: %.0f times the time, values differ by %.1e of it\n", seconds,
               mebibytes, seconds / ours->seconds, (value - (ours->lower + ours->upper) / 2) / value);
    else
        printf("    no POT to compare with\n");
    if (peer)
        pclose(peer);
    unlink(path);
}

int main(int argc, char **argv)
{
    size_t largest = argc > 2 ? strtoul(argv[2], NULL, 10) : 100000;
    random_stream *r = random_open(1, 0);
    for (size_t k = 0; k < sizeof variants / sizeof *variants; k++) {
        double before = 0;
        printf("%s\n", variants[k].name);
        for (size_t n = 1000; n <= largest; n *= 10) {
            plane_cloud a = draw(r, &variants[k], n, false),
                        b = draw(r, &variants[k], variants[k].weights ? n / 5 * 4 : n, true);
            timing t;
            balance(&a, &b);
            if (timed(&variants[k], &a, &b, &t)) {
                printf("  n = %-8zu %9.3f s %7.0f MiB; check %.3f s; [%.16g, %.16g]; %d rounds", n, t.seconds,
                       t.mebibytes, t.check, t.lower, t.upper, t.rounds);
                printf(before > 0 ? "; growth n^%.2f\n" : "\n", log10(t.seconds / before));
                before = t.seconds;
                if (n <= PEER_MOST)
                    beside_pot(&variants[k], &a, &b, &t);
                fflush(stdout);
            } else
                printf("  n = %zu failed\n", n);
            drop(&a);
            drop(&b);
        }
    }
    random_close(r);
    return 0;
}
