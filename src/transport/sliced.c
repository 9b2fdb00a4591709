/* Sliced Wasserstein distances. See sliced.h. */
#include "transport/sliced.h"

#include "number/random.h"
#include "transport/line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double deviates = 3.8906; /* P(|Z| > deviates) = 0.0001 for a standard normal Z */

static void normalise(int dim, double *t)
{
    double squared = 0;
    for (int k = 0; k < dim; k++)
        squared += t[k] * t[k];
    for (int k = 0; k < dim; k++)
        t[k] /= sqrt(squared);
}

static void draw_direction(random_stream *r, int dim, double *t)
{
    for (int k = 0; k < dim; k++)
        t[k] = random_normal(r);
    normalise(dim, t);
}

static double *project(const points *c, const double *t)
{
    double *out = malloc(c->n * sizeof *out);
    for (size_t i = 0; i < c->n; i++) {
        double sum = 0;
        for (int k = 0; k < c->dim; k++)
            sum += t[k] * c->x[i * (size_t)c->dim + (size_t)k];
        out[i] = sum;
    }
    return out;
}

static bool along(double p, const points *a, const points *b, const double *t, double *value, double *wrong,
                  error *e)
{
    double *x = project(a, t), *y = project(b, t);
    line_points on[2] = {{a->n, x, a->weight}, {b->n, y, b->weight}};
    bool done = line_distance(p, &on[0], &on[1], value, wrong, e);
    free(x);
    free(y);
    return done;
}

bool sliced_distance(double p, const points *a, const points *b, size_t directions, uint64_t seed,
                     sliced_result *out, error *e)
{
    double *t = malloc((size_t)a->dim * sizeof *t), mean = 0, squares = 0, W;
    random_stream *r = random_open(seed, 0);
    bool done = true;
    for (size_t k = 1; k <= directions && done; k++) { /* mean and variance as by Welford (1962) */
        draw_direction(r, a->dim, t);
        done = along(p, a, b, t, &W, NULL, e);
        double power = pow(W, p), gap = power - mean;
        mean += gap / (double)k;
        squares += gap * (power - mean);
    }
    double n = (double)directions, half = deviates * sqrt(squares / (n * (n - 1)));
    *out = (sliced_result){pow(mean, 1 / p), pow(fmax(mean - half, 0), 1 / p), pow(mean + half, 1 / p)};
    random_close(r);
    free(t);
    return done;
}

/* How far the projection of a point may be from that of its decimals: dim roundings of products and sums, and one of each decimal. */
static double projection_error(const points *c, const double *t)
{
    double most = 0;
    for (size_t i = 0; i < c->n; i++) {
        double sum = 0;
        for (int k = 0; k < c->dim; k++)
            sum += fabs(t[k] * c->x[i * (size_t)c->dim + (size_t)k]);
        most = fmax(most, sum);
    }
    return most * (c->dim + 2) * 0x1p-53;
}

bool max_sliced_distance(double p, const points *a, const points *b, size_t directions, uint64_t seed,
                         double *best, sliced_result *out, error *e)
{
    enum { STEPS = 400 };
    int dim = a->dim;
    double *t = malloc((size_t)dim * sizeof *t), most = -1, reach = 1 / sqrt((double)directions), W, wrong;
    random_stream *r = random_open(seed, 0);
    bool done = true;
    for (size_t k = 0; k < directions + STEPS && done; k++) {
        draw_direction(r, dim, t);
        for (int i = 0; k >= directions && i < dim; i++)
            t[i] = best[i] + reach * t[i];
        normalise(dim, t);
        done = along(p, a, b, t, &W, NULL, e);
        if (done && W > most) {
            most = W;
            memcpy(best, t, (size_t)dim * sizeof *t);
        } else if (k >= directions) {
            reach *= 0.93;
        }
    }
    if (done && (done = along(p, a, b, best, &W, &wrong, e))) {
        double off = wrong + projection_error(a, best) + projection_error(b, best),
               length = (dim + 4) * 0x1p-53;
        *out = (sliced_result){W, fmax(W - off, 0) * (1 - length), (W + off) * (1 + length)};
    }
    random_close(r);
    free(t);
    return done;
}
