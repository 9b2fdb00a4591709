/* Distances from two samples, and the moments that all estimates rest on: see estimate_parts.h. */
#include "divergences/estimate_parts.h"

#include "distributions/planar.h"
#include "transport/sorting.h"

#include <stdlib.h>
#include <string.h>

/* ---- Means ---- */

void observe(moments *m, double x)
{
    double gap = x - m->mean;
    m->lowest = m->n > 0 ? fmin(m->lowest, x) : x;
    m->highest = m->n > 0 ? fmax(m->highest, x) : x;
    m->n += 1;
    m->mean += gap / m->n;
    m->squares += gap * (x - m->mean);
}

double error_squared(const moments *m) { return m->squares / (m->n * (m->n - 1)); }

/* n draws miss an event of probability log(2/risk)/n with probability risk/2; what it may hide, if like what was seen. */
double unseen(const moments *m)
{
    return log(2 / estimate_risk) / m->n * fmax(m->highest - m->lowest, fabs(m->mean));
}

bool dominated_by_one(const moments *m)
{
    double far = fmax(m->highest - m->mean, m->mean - m->lowest);
    return !(far * far <= m->squares / 50) && m->squares > 0;
}

void draw_points(const law *l, random_stream *r, size_t n, double *x)
{
    for (size_t i = 0; i < n; i++)
        if (l->dim == 2)
            law_draw2(l, r, x + 2 * i);
        else
            x[i] = law_draw(l, r);
}

/* ---- Distances ---- */

static double *draws(const law *l, size_t n, unsigned long seed, unsigned stream)
{
    double *x = malloc(sizeof *x * n * (size_t)l->dim);
    random_stream *r = random_open(seed, stream);
    draw_points(l, r, n, x);
    random_close(r);
    return x;
}

static void sort_both(double *x, double *y, size_t n)
{
    uint64_t *room = malloc(n * sizeof *room);
    sort_doubles(n, x, x, room);
    sort_doubles(n, y, y, room);
    free(room);
}

/* sup |F_n - G_n|; each is within sqrt(log(2/delta)/(2n)) of its limit with probability 1 - delta, delta = risk/2. */
static bool kolmogorov(double *x, double *y, size_t n, double *value, double *halfwidth)
{
    size_t i = 0, j = 0;
    sort_both(x, y, n);
    *value = 0;
    while (i < n && j < n) {
        double at = fmin(x[i], y[j]);
        while (i < n && x[i] == at)
            i++;
        while (j < n && y[j] == at)
            j++;
        *value = fmax(*value, fabs((double)i - (double)j) / (double)n);
    }
    *halfwidth = 2 * sqrt(log(4 / estimate_risk) / (2 * (double)n));
    return true;
}

static double gap(const double *a, const double *b, int dim)
{
    return dim == 2 ? hypot(a[0] - b[0], a[1] - b[1]) : fabs(a[0] - b[0]);
}

/* |X-Y| + |X'-Y'| - |X-X'| - |Y-Y'| over independent quadruples, mean energy^2. */
static bool energy(const double *x, const double *y, int dim, size_t n, double *value, double *halfwidth)
{
    moments m = {0};
    for (size_t i = 0; i + 1 < n; i += 2) {
        const double *X = x + (size_t)dim * i, *Y = y + (size_t)dim * i, *X1 = X + dim, *Y1 = Y + dim;
        observe(&m, gap(X, Y, dim) + gap(X1, Y1, dim) - gap(X, X1, dim) - gap(Y, Y1, dim));
    }
    if (dominated_by_one(&m))
        return false;
    double wide = estimate_deviates * sqrt(error_squared(&m)) + unseen(&m), mid = sqrt(fmax(m.mean, 0));
    double low = sqrt(fmax(m.mean - wide, 0)), high = sqrt(fmax(m.mean + wide, 0));
    *value = mid;
    *halfwidth = fmax(high - mid, mid - low);
    return true;
}

/* What sqrt(n) W1(P_n, P) does not exceed, with probability 1 - risk/2: x is sorted. NaN if the tails are too heavy. */
static double bridge_bound(const double *x, size_t n)
{
    moments m = {0};
    double J = 0;
    for (size_t i = 0; i < n; i++) {
        double F = (double)(i + 1) / (double)n;
        observe(&m, x[i]);
        if (i + 1 < n)
            J += sqrt(F * (1 - F)) * (x[i + 1] - x[i]);
    }
    double deviation = sqrt(m.squares / (m.n - 1));
    return dominated_by_one(&m) ? NAN : sqrt(M_2_PI) * J + sqrt(2 * log(2 / estimate_risk)) * deviation;
}

static bool w1(double *x, double *y, size_t n, double *value, double *halfwidth)
{
    sort_both(x, y, n);
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += fabs(x[i] - y[i]);
    *value = (double)(sum / (long double)n);
    *halfwidth = (bridge_bound(x, n) + bridge_bound(y, n)) / sqrt((double)n);
    return isfinite(*value) && isfinite(*halfwidth);
}

static bool energy_on_the_line(double *x, double *y, size_t n, double *value, double *halfwidth)
{
    return energy(x, y, 1, n, value, halfwidth);
}
static bool energy_in_the_plane(double *x, double *y, size_t n, double *value, double *halfwidth)
{
    return energy(x, y, 2, n, value, halfwidth);
}

typedef bool (*two_samples)(double *x, double *y, size_t n, double *value, double *halfwidth);
static const struct {
    const char *name;
    int dim;
    two_samples estimate;
} distances[] = {{"kolmogorov", 1, kolmogorov},
                 {"energy", 1, energy_on_the_line},
                 {"energy", 2, energy_in_the_plane},
                 {"w1", 1, w1}};

bool estimate_distance(const char *name, const law *p, const law *q, size_t n, unsigned long seed,
                       double *value, double *halfwidth)
{
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++)
        if (!strcmp(distances[i].name, name) && distances[i].dim == p->dim) {
            double *x = draws(p, n, seed, 0), *y = draws(q, n, seed, 1);
            bool done = distances[i].estimate(x, y, n, value, halfwidth);
            free(x);
            free(y);
            return done;
        }
    return false;
}
