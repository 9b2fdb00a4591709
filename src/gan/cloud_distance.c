/* Distances of clouds: see cloud_distance.h. */
#include "gan/cloud_distance.h"

#include "transport/exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- The line: everything follows from the sorted points ---- */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double *sorted(size_t n, const double *x)
{
    double *copy = malloc(n * sizeof *copy);
    memcpy(copy, x, n * sizeof *copy);
    qsort(copy, n, sizeof *copy, by_value);
    return copy;
}

/* 2 * integral of (F - G)^2. */
static double energy_squared_on_the_line(size_t n, const double *a, const double *b)
{
    double sum = 0, at = fmin(a[0], b[0]);
    for (size_t i = 0, j = 0; i < n || j < n;) {
        bool first = j == n || (i < n && a[i] <= b[j]);
        double next = first ? a[i] : b[j], gap = ((double)i - (double)j) / (double)n;
        sum += 2 * gap * gap * (next - at);
        at = next;
        i += first;
        j += !first;
    }
    return sum;
}

static cloud_distance on_the_line(size_t n, const double *x, const double *y)
{
    double *a = sorted(n, x), *b = sorted(n, y);
    cloud_distance out = {.energy = sqrt(energy_squared_on_the_line(n, a, b))};
    for (size_t i = 0; i < n; i++) {
        out.w1 += fabs(a[i] - b[i]) / (double)n;
        out.w2 += pow(a[i] - b[i], 2) / (double)n;
    }
    out.w2 = sqrt(out.w2);
    free(a);
    free(b);
    return out;
}

/* ---- Any dimension ---- */

static double mean_distance(int dim, size_t n, const double *a, const double *b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double row = 0;
        for (size_t j = 0; j < n; j++) {
            double squared = 0;
            for (int k = 0; k < dim; k++) {
                double gap = a[i * (size_t)dim + (size_t)k] - b[j * (size_t)dim + (size_t)k];
                squared += gap * gap;
            }
            row += sqrt(squared);
        }
        sum += row / (double)n;
    }
    return sum / (double)n;
}

static double energy_of(int dim, size_t n, const double *a, const double *b)
{
    double squared =
        2 * mean_distance(dim, n, a, b) - mean_distance(dim, n, a, a) - mean_distance(dim, n, b, b);
    return sqrt(fmax(squared, 0));
}

/* ---- The plane ---- */

static double transport(cost_kind kind, size_t n, const double *a, const double *b)
{
    int64_t *one = malloc(n * sizeof *one);
    for (size_t i = 0; i < n; i++)
        one[i] = 1;
    plane_cloud from = {n, a, one}, to = {n, b, one};
    transport_solution s;
    double cost = NAN;
    if (transport_exact(kind, &from, &to, NULL, &s, NULL)) {
        cost = 0;
        for (size_t i = 0; i < n; i++)
            cost += (transport_units(&s, s.u[i]) + transport_units(&s, s.v[i])) / (double)n;
    }
    transport_clear(&s);
    free(one);
    return kind == COST_W2 ? sqrt(fmax(cost, 0)) : fmax(cost, 0);
}

cloud_distance cloud_distance_of(int dim, size_t n, const double *a, const double *b, bool wants_w2)
{
    if (dim == 1)
        return on_the_line(n, a, b);
    cloud_distance out = {energy_of(dim, n, a, b), NAN, NAN};
    if (dim == 2) {
        out.w1 = transport(COST_W1, n, a, b);
        out.w2 = wants_w2 ? transport(COST_W2, n, a, b) : NAN;
    }
    return out;
}
