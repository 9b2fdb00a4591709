/* Energy distance, MMD, and their permutation test. See two_sample.h. */
#include "transport/two_sample.h"

#include "number/random.h"
#include "number/vector_math.h"
#include "transport/sorting.h"

#include <stdlib.h>
#include <string.h>

/* ---- Kernels: squared distances become values ---- */

static VECTORISED void kernel_row(kernel_kind k, double h, size_t n, double *d)
{
    double scale = k == KERNEL_GAUSSIAN ? -1 / (2 * h * h) : -1 / h;
    if (k != KERNEL_GAUSSIAN)
        for (size_t j = 0; j < n; j++)
            d[j] = sqrt(d[j]);
    if (k == KERNEL_ENERGY) {
        for (size_t j = 0; j < n; j++)
            d[j] = -d[j];
    } else {
#pragma omp simd
        for (size_t j = 0; j < n; j++)
            d[j] = exp(scale * d[j]);
    }
}

/* ---- Sums over pairs for many splits at once ---- */

enum { SPLITS = 64 };

/* Whether a point is in the first part, 1 or 0, for SPLITS splits. */
typedef struct pool {
    size_t n, first; /* all points; those of the first sample */
    double *x;       /* by coordinate */
    double *by_point, *row;
    double (*is_first)[SPLITS];
} pool;

/* Sums of k over unordered pairs: both in the first part, both in the second, one in each. */
typedef struct pair_sums {
    double first[SPLITS], second[SPLITS], across[SPLITS];
} pair_sums;

/* sum over j < i of k_ij [j in the first part], for each split. */
static VECTORISED void to_first(size_t i, const double *row, const double (*is_first)[SPLITS], double *out)
{
    double sum[SPLITS] = {0};
    for (size_t j = 0; j < i; j++) {
        const double k = row[j], *in = is_first[j];
        for (int s = 0; s < SPLITS; s++)
            sum[s] += k * in[s];
    }
    memcpy(out, sum, sizeof sum);
}

static void sum_pairs(kernel_kind k, double h, const pool *p, int dim, pair_sums *out)
{
    double part[SPLITS];
    *out = (pair_sums){0};
    for (size_t i = 1; i < p->n; i++) {
        double all = 0;
        squared_distances(p->n, dim, p->by_point + i * (size_t)dim, p->x, p->row);
        kernel_row(k, h, i, p->row);
        for (size_t j = 0; j < i; j++)
            all += p->row[j];
        to_first(i, p->row, (const double(*)[SPLITS])p->is_first, part);
        for (int s = 0; s < SPLITS; s++) {
            bool in = p->is_first[i][s] > 0;
            out->first[s] += in ? part[s] : 0;
            out->second[s] += in ? 0 : all - part[s];
            out->across[s] += in ? all - part[s] : part[s];
        }
    }
}

/* D^2 from sums over unordered pairs; `self` is k(x,x). */
static double biased_of(double n, double m, double first, double second, double across, double self)
{
    return (2 * first + n * self) / (n * n) + (2 * second + m * self) / (m * m) - 2 * across / (n * m);
}
static double unbiased_of(double n, double m, double first, double second, double across)
{
    return 2 * first / (n * (n - 1)) + 2 * second / (m * (m - 1)) - 2 * across / (n * m);
}

/* ---- Splits ---- */

static void split_as_given(pool *p, int s)
{
    for (size_t i = 0; i < p->n; i++)
        p->is_first[i][s] = i < p->first;
}

/* The first part is the start of a random order (Fisher and Yates). */
static void split_at_random(pool *p, int s, random_stream *r, uint32_t *order)
{
    for (size_t i = 0; i < p->n; i++) {
        order[i] = (uint32_t)i;
        p->is_first[i][s] = 0;
    }
    for (size_t i = 0; i < p->first; i++) {
        size_t other = i + random_below(r, p->n - i);
        uint32_t chosen = order[other];
        order[other] = order[i];
        p->is_first[chosen][s] = 1;
    }
}

static pool pool_make(const points *a, const points *b)
{
    size_t n = a->n + b->n, dim = (size_t)a->dim;
    pool p = {.n = n, .first = a->n, .by_point = malloc(n * dim * sizeof(double))};
    memcpy(p.by_point, a->x, a->n * dim * sizeof(double));
    memcpy(p.by_point + a->n * dim, b->x, b->n * dim * sizeof(double));
    p.x = points_by_coordinate(&(points){n, a->dim, p.by_point, NULL});
    p.row = malloc(n * sizeof *p.row);
    p.is_first = malloc(n * sizeof *p.is_first);
    return p;
}

static void pool_free(pool *p)
{
    free(p->x);
    free(p->by_point);
    free(p->row);
    free(p->is_first);
}

static void compare_pairs(kernel_kind k, double h, const points *a, const points *b, size_t permutations,
                          uint64_t seed, two_sample *out)
{
    pool p = pool_make(a, b);
    pair_sums *sums = malloc(sizeof *sums);
    uint32_t *order = malloc(p.n * sizeof *order);
    random_stream *r = random_open(seed, 0);
    double n = (double)a->n, m = (double)b->n, self = k == KERNEL_ENERGY ? 0 : 1;
    size_t reached = 1; /* the split as given counts */
    for (size_t done = 0; done <= permutations; done += SPLITS) {
        for (int s = 0; s < SPLITS; s++)
            if (done + (size_t)s == 0 || done + (size_t)s > permutations)
                split_as_given(&p, s);
            else
                split_at_random(&p, s, r, order);
        sum_pairs(k, h, &p, a->dim, sums);
        for (int s = 0; s < SPLITS && done + (size_t)s <= permutations; s++) {
            double D = biased_of(n, m, sums->first[s], sums->second[s], sums->across[s], self);
            if (done + (size_t)s == 0) {
                out->biased = D;
                out->unbiased = unbiased_of(n, m, sums->first[s], sums->second[s], sums->across[s]);
            } else {
                /* equal splits may differ in the last digits: sums of (n + m)^2 terms of one sign, counted as equal */
                double scale = fabs(sums->first[s]) / (n * n) + fabs(sums->second[s]) / (m * m);
                reached += D >= out->biased - 1e-12 * scale;
            }
        }
    }
    out->p_value = permutations ? (double)reached / (double)(permutations + 1) : NAN;
    random_close(r);
    free(order);
    free(sums);
    pool_free(&p);
}

/* ---- The energy distance on the line: 2 * integral of (F - G)^2 ---- */

/* The sum of |x_i - x_j| over unordered pairs of sorted numbers. */
static double spread(size_t n, const double *x)
{
    long double sum = 0;
    for (size_t k = 0; k + 1 < n; k++)
        sum += (long double)(k + 1) * (long double)(n - k - 1) * ((long double)x[k + 1] - x[k]);
    return (double)sum;
}

static void energy_on_the_line(const points *a, const points *b, two_sample *out)
{
    double *x = malloc(a->n * sizeof *x), *y = malloc(b->n * sizeof *y), n = (double)a->n, m = (double)b->n;
    uint64_t *room = malloc((a->n > b->n ? a->n : b->n) * sizeof *room);
    sort_doubles(a->n, a->x, x, room);
    sort_doubles(b->n, b->x, y, room);
    long double sum = 0;
    double at = fmin(x[0], y[0]);
    for (size_t i = 0, j = 0; i < a->n || j < b->n;) {
        bool from_x = j == b->n || (i < a->n && x[i] <= y[j]);
        double next = from_x ? x[i] : y[j], gap = (double)i / n - (double)j / m;
        sum += 2 * (long double)gap * gap * ((long double)next - at);
        at = next;
        i += from_x;
        j += !from_x;
    }
    out->biased = (double)sum;
    out->unbiased =
        out->biased - 2 * spread(a->n, x) / (n * n * (n - 1)) - 2 * spread(b->n, y) / (m * m * (m - 1));
    out->p_value = NAN;
    free(x), free(y), free(room);
}

void two_sample_compare(kernel_kind k, double bandwidth, const points *a, const points *b,
                        size_t permutations, uint64_t seed, two_sample *out)
{
    if (k == KERNEL_ENERGY && a->dim == 1 && !permutations)
        energy_on_the_line(a, b, out);
    else
        compare_pairs(k, bandwidth, a, b, permutations, seed, out);
}

double median_distance(const points *a, const points *b)
{
    enum { MOST = 1000 };
    pool p = pool_make(a, b);
    size_t stride = (p.n + MOST - 1) / MOST, chosen = p.n / stride, count = 0;
    double *all = malloc((chosen * chosen / 2 + 1) * sizeof *all);
    for (size_t i = 1; i < chosen; i++) {
        squared_distances(p.n, a->dim, p.by_point + i * stride * (size_t)a->dim, p.x, p.row);
        for (size_t j = 0; j < i; j++)
            all[count++] = p.row[j * stride];
    }
    uint64_t *room = malloc((count + 1) * sizeof *room);
    sort_doubles(count, all, all, room);
    double median = count ? sqrt(all[count / 2]) : 0;
    free(room);
    free(all);
    pool_free(&p);
    return median;
}
