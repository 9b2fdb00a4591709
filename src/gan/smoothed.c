/*
 * Densities on a grid: see smoothed.h. Every point is shared between the nodes around it (linear binning), and the counts are
 * convolved with the kernel, one axis after the other; on the line there is one row.
 */
#include "gan/smoothed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NODES = 256 };
static const double cut = 4; /* the kernel's support, in its sd */

typedef struct axis {
    double from, spacing, width; /* width: the kernel's sd */
    size_t n;
} axis;

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Silverman 1986, equations 3.30 and 4.14. */
static double silverman(int dim, size_t n, const double *sorted)
{
    double mean = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        mean += sorted[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += pow(sorted[i] - mean, 2) / (double)n;
    double sd = sqrt(squares), quartiles = (sorted[3 * n / 4] - sorted[n / 4]) / 1.349;
    return (quartiles > 0 ? fmin(sd, quartiles) : sd) * pow((double)n, -1.0 / (dim + 4));
}

static axis axis_over(int dim, int k, size_t n, const double *a, const double *b, double bandwidth)
{
    double *first = malloc(n * sizeof *first), lo, hi;
    for (size_t i = 0; i < n; i++)
        first[i] = a[i * (size_t)dim + (size_t)k];
    qsort(first, n, sizeof *first, by_value);
    axis out = {.n = NODES, .width = bandwidth > 0 ? bandwidth : silverman(dim, n, first)};
    lo = first[0];
    hi = first[n - 1];
    for (size_t i = 0; i < n; i++) {
        lo = fmin(lo, b[i * (size_t)dim + (size_t)k]);
        hi = fmax(hi, b[i * (size_t)dim + (size_t)k]);
    }
    free(first);
    out.from = lo - cut * out.width;
    out.spacing = fmax((hi - lo + 2 * cut * out.width) / (NODES - 1), 1e-300);
    return out;
}

/* The node at or before x, and the share of the next one. */
static size_t place(const axis *along, double x, double *share)
{
    double at = fmin(fmax((x - along->from) / along->spacing, 0), (double)along->n - 1.001);
    *share = at - floor(at);
    return (size_t)at;
}

static void count(const axis on[2], int dim, size_t n, const double *x, double *mass)
{
    memset(mass, 0, on[0].n * on[1].n * sizeof *mass);
    for (size_t i = 0; i < n; i++) {
        double u, v = 0;
        size_t column = place(&on[0], x[i * (size_t)dim], &u), row = 0;
        if (dim == 2)
            row = place(&on[1], x[i * 2 + 1], &v);
        double *at = mass + row * on[0].n + column, one = 1 / (double)n;
        at[0] += one * (1 - u) * (1 - v);
        at[1] += one * u * (1 - v);
        if (dim == 2) {
            at[on[0].n] += one * (1 - u) * v;
            at[on[0].n + 1] += one * u * v;
        }
    }
}

/* Convolves `lines` sequences of along->n numbers, `step` apart, with the kernel, whose values have the sum 1. */
static void blur(const axis *along, double *mass, size_t step, size_t lines, size_t between)
{
    double kernel[NODES], line[NODES], total = 0;
    long reach = lround(fmin(ceil(cut * along->width / along->spacing), NODES - 1));
    for (long j = 0; j <= reach; j++) {
        kernel[j] = along->width > 0 ? exp(-pow((double)j * along->spacing / along->width, 2) / 2) : j == 0;
        total += j ? 2 * kernel[j] : kernel[j];
    }
    for (size_t l = 0; l < lines; l++) {
        double *first = mass + l * between;
        for (size_t i = 0; i < along->n; i++)
            line[i] = first[i * step];
        for (long i = 0; i < (long)along->n; i++) {
            long lo = i - reach > 0 ? i - reach : 0,
                 hi = i + reach < (long)along->n ? i + reach : (long)along->n - 1;
            double sum = 0;
            for (long j = lo; j <= hi; j++)
                sum += line[j] * kernel[labs(i - j)];
            first[(size_t)i * step] = sum / total;
        }
    }
}

static void smooth(const axis on[2], double *mass)
{
    blur(&on[0], mass, 1, on[1].n, on[0].n);
    if (on[1].n > 1)
        blur(&on[1], mass, on[0].n, on[0].n, 1);
}

static double term(double p, double q) { return p > 0 ? p * log(2 * p / (p + q)) / 2 : 0; }

double smoothed_js(int dim, size_t n, const double *a, const double *b, double bandwidth)
{
    axis on[2] = {axis_over(dim, 0, n, a, b, bandwidth), {.n = 1}};
    if (dim == 2)
        on[1] = axis_over(dim, 1, n, a, b, bandwidth);
    size_t nodes = on[0].n * on[1].n;
    double *p = malloc(2 * nodes * sizeof *p), *q = p + nodes, js = 0;
    count(on, dim, n, a, p);
    count(on, dim, n, b, q);
    smooth(on, p);
    smooth(on, q);
    for (size_t i = 0; i < nodes; i++)
        js += term(p[i], q[i]) + term(q[i], p[i]);
    free(p);
    return js;
}
