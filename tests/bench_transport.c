/*
 * How long exact planar transport takes, and how much memory: a standard normal cloud against another one's image under
 * [[1.2, 0.4], [0, 0.7]] plus (1, 0.5), and variants. CPU time, the median of 9 draws up to 1000 points, of one above; the check
 * is timed apart. In the same run, where a python3 has POT, ot.emd2 on the same points (tests/pot_peer.py, cost matrix included) up to
 * PEER_MOST points.
 * Usage: bench_transport GANPROOF [LARGEST]     (100000; 1000000 takes minutes)
 */
#include "median.h"
#include "number/scope.h"
#include "number/random.h"
#include "transport/exact.h"
#include "transport/optimality.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PEER_MOST = 10000, DRAWS = 9, SMALL = 1000 };

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

typedef struct timing {
    double seconds, check, lower, upper, mebibytes, peer_mebibytes, peer_differs;
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
        double start = scope_work_of_all();
        bool done = transport_exact(v->kind, a, b, NULL, &s, NULL);
        t.seconds = scope_work_of_all() - start;
        done = done && optimality_check(a, b, &s, false, &o);
        t.check = scope_work_of_all() - start - t.seconds;
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

/* CPU seconds of ot.emd2, 0 without it; its memory and how far its value is from the middle of ours, relative. */
static double beside_pot(const variant *v, const plane_cloud *a, const plane_cloud *b, timing *ours)
{
    char path[] = "/tmp/bench_transport_XXXXXX", command[4096];
    int fd = mkstemp(path);
    FILE *to = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (!to)
        return 0;
    double sizes[2] = {(double)a->n, (double)b->n};
    fwrite(sizes, sizeof sizes, 1, to);
    write_cloud(to, a);
    write_cloud(to, b);
    fclose(to);
    const char *source = getenv("GANPROOF_SOURCE");
    snprintf(command, sizeof command, "/usr/bin/python3 -W ignore '%s/tests/pot_peer.py' %s %s 2>/dev/null",
             source ? source : ".", path, v->kind == COST_W2 ? "w2" : "w1");
    FILE *peer = popen(command, "r");
    double value, seconds = 0;
    if (peer && fscanf(peer, "%lf %lf %lf", &value, &seconds, &ours->peer_mebibytes) == 3)
        ours->peer_differs = (value - (ours->lower + ours->upper) / 2) / value;
    if (peer)
        pclose(peer);
    unlink(path);
    return seconds;
}

/* One line for n points, and POT's below; the median seconds, or 0. */
static double compare(random_stream *r, const variant *v, size_t n, double before)
{
    double ours[DRAWS], check[DRAWS], peer[DRAWS];
    int draws = n <= SMALL ? DRAWS : 1;
    timing t = {0};
    for (int k = 0; k < draws; k++) {
        plane_cloud a = draw(r, v, n, false), b = draw(r, v, v->weights ? n / 5 * 4 : n, true);
        balance(&a, &b);
        bool done = timed(v, &a, &b, &t);
        ours[k] = t.seconds, check[k] = t.check;
        peer[k] = done && n <= PEER_MOST ? beside_pot(v, &a, &b, &t) : 0;
        drop(&a);
        drop(&b);
        if (!done) {
            printf("  n = %zu failed\n", n);
            return 0;
        }
    }
    double seconds = median(draws, ours), peers = median(draws, peer);
    printf("  n = %-8zu %9.4f s %7.0f MiB; check %.3f s; [%.16g, %.16g]; %d rounds", n, seconds, t.mebibytes,
           median(draws, check), t.lower, t.upper, t.rounds);
    printf(before > 0 ? "; growth n^%.2f\n" : "\n", log10(seconds / before));
    if (peers > 0)
        printf("    POT %11.4f s %7.0f MiB: %.1f times the time, values differ by %.1e of it\n", peers,
               t.peer_mebibytes, peers / seconds, t.peer_differs);
    else if (n <= PEER_MOST)
        printf("    no POT to compare with\n");
    fflush(stdout);
    return seconds;
}

int main(int argc, char **argv)
{
    size_t largest = argc > 2 ? strtoul(argv[2], NULL, 10) : 100000;
    random_stream *r = random_open(1, 0);
    for (size_t k = 0; k < sizeof variants / sizeof *variants; k++) {
        double before = 0;
        printf("%s\n", variants[k].name);
        for (size_t n = 1000; n <= largest; n *= 10)
            before = compare(r, &variants[k], n, before);
    }
    random_close(r);
    return 0;
}
