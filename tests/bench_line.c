/*
 * W1 of two samples on the line, in CPU time (the least of several runs), beside scipy.stats.wasserstein_distance and POT's ot.emd2_1d on the same
 * numbers in the same run (tests/line_peer.py), and the exact plan with its check. Variants: normal, repeated values, tight
 * clusters with an outlier, n = 0.8 m.
 */
#include "number/scope.h"
#include "number/random.h"
#include "transport/line.h"
#include "transport/line_exact.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const variants[] = {"normal", "rounded to 0.01", "clusters and an outlier", "n = 0.8 m"};

static void draw(random_stream *r, int variant, size_t n, double mean, double sd, double *x)
{
    for (size_t k = 0; k < n; k++) {
        double z = mean + sd * random_normal(r);
        x[k] = variant == 1 ? rint(100 * z) / 100 : variant == 2 ? 1e6 * (double)(k % 20) + 1e-6 * z : z;
    }
    if (variant == 2)
        x[n / 2] = 1e15;
}

static void beside_others(size_t n, const double *x, size_t m, const double *y, double seconds, double value)
{
    char path[] = "/tmp/bench_line_XXXXXX", command[4096];
    int fd = mkstemp(path);
    FILE *to = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (!to)
        return;
    double sizes[2] = {(double)n, (double)m};
    fwrite(sizes, sizeof sizes, 1, to);
    fwrite(x, sizeof *x, n, to);
    fwrite(y, sizeof *y, m, to);
    fclose(to);
    const char *source = getenv("GANPROOF_SOURCE");
    snprintf(command, sizeof command, "/usr/bin/python3 -W ignore '%s/tests/line_peer.py' %s 2>/dev/null",
             source ? source : ".", path);
    FILE *peer = popen(command, "r");
    double scipy, scipy_value, pot, pot_value;
    if (peer && fscanf(peer, "%lf %lf %lf %lf", &scipy, &scipy_value, &pot, &pot_value) == 4)
        printf("    SciPy %.0f ms: %.1f times the time, off by %.1e; POT %.0f ms: %.1f times, off by %.1e\n",
               1e3 * scipy, scipy / seconds, (scipy_value - value) / value, 1e3 * pot, pot / seconds,
               (pot_value - value) / value);
    else
        printf("    neither SciPy nor POT to compare with\n");
    if (peer)
        pclose(peer);
    unlink(path);
}

static int64_t *on_grid(size_t n, const double *x, double least, double span)
{
    int64_t *out = malloc(n * sizeof *out);
    for (size_t k = 0; k < n; k++)
        out[k] = (int64_t)((x[k] - least) / span * 0x1p60);
    return out;
}

static void exact_plan(size_t n, const double *x, size_t m, const double *y)
{
    double least = x[0], most = x[0];
    int64_t *mass = malloc((n > m ? n : m) * sizeof *mass * 2);
    for (size_t k = 0; k < n; k++)
        least = fmin(least, x[k]), most = fmax(most, x[k]), mass[k] = (int64_t)m;
    for (size_t k = 0; k < m; k++)
        least = fmin(least, y[k]), most = fmax(most, y[k]), mass[(n > m ? n : m) + k] = (int64_t)n;
    int64_t *gx = on_grid(n, x, least, most - least), *gy = on_grid(m, y, least, most - least);
    line_cloud a = {n, gx, mass}, b = {m, gy, mass + (n > m ? n : m)};
    line_solution s;
    line_bounds found;
    double start = scope_work_of_all();
    line_solve(1, &a, &b, &s);
    double solved = scope_work_of_all();
    bool right = line_check(&a, &b, &s, false, &found);
    printf("    exact plan of %lld shipments and potentials %.0f ms, its check %.0f ms%s\n",
           (long long)s.shipments, 1e3 * (solved - start), 1e3 * (scope_work_of_all() - solved),
           right ? "" : ": REFUSED");
    line_bounds_clear(&found);
    line_solution_clear(&s);
    free(gx), free(gy), free(mass);
}

int main(void)
{
    enum { LARGEST = 1000000, RUNS = 7 };
    random_stream *r = random_open(1, 0);
    double *x = malloc(LARGEST * sizeof *x), *y = malloc(LARGEST * sizeof *y);
    for (int v = 0; v < 4; v++)
        for (size_t m = 10000; m <= LARGEST; m *= 100) {
            size_t n = v == 3 ? m / 5 * 4 : m;
            draw(r, v, n, 0, 1, x);
            draw(r, v, m, 1, 1.2, y);
            line_points a = {n, x, NULL}, b = {m, y, NULL};
            double best = INFINITY, value, wrong;
            for (int run = 0; run < RUNS; run++) {
                double start = scope_work_of_all();
                line_distance(1, &a, &b, &value, &wrong, NULL);
                best = fmin(best, scope_work_of_all() - start);
            }
            printf("%-24s %zu against %zu: %.2f ms, W1 = %.15g +- %.1g\n", variants[v], n, m, 1e3 * best,
                   value, wrong);
            beside_others(n, x, m, y, best, value);
            exact_plan(n, x, m, y);
            fflush(stdout);
        }
    free(x), free(y);
    random_close(r);
    return 0;
}
