/* Curves of a run: see curves.h. */
#include "gan/curves.h"

#include <math.h>
#include <stdlib.h>

void curves_range(const target *of, double lo[2], double hi[2])
{
    enum { DRAWS = 2000 };
    size_t dim = (size_t)of->dim;
    double *x = malloc(DRAWS * dim * sizeof *x);
    random_stream *r = random_open(1, 1);
    target_draw(of, r, DRAWS, x);
    for (size_t k = 0; k < dim; k++) {
        lo[k] = INFINITY;
        hi[k] = -INFINITY;
        for (size_t i = 0; i < DRAWS; i++) {
            lo[k] = fmin(lo[k], x[i * dim + k]);
            hi[k] = fmax(hi[k], x[i * dim + k]);
        }
        double margin = fmax((hi[k] - lo[k]) / 4, 1e-6);
        lo[k] -= margin;
        hi[k] += margin;
    }
    random_close(r);
    free(x);
}

static void density_by_change_of_variables(const training *t, size_t n, curve_point *out)
{
    double z[LINE_NODES], x[LINE_NODES];
    pushforward *g = malloc(sizeof *g);
    for (size_t i = 0; i < LINE_NODES; i++)
        z[i] = line_node(i);
    training_generator(t, LINE_NODES, z, x);
    pushforward_make(g, x);
    for (size_t i = 0; i < n; i++)
        out[i].q = exp(pushforward_log_density(g, out[i].x));
    free(g);
}

static void density_by_counting(const training *t, size_t n, curve_point *out)
{
    enum { POINTS = 40000 };
    double *x = malloc(POINTS * sizeof *x), width = out[1].x - out[0].x;
    training_generate(t, UINT64_MAX - 2, POINTS, x, NULL);
    for (size_t i = 0; i < n; i++)
        out[i].q = 0;
    for (size_t j = 0; j < POINTS; j++) {
        double at = round((x[j] - out[0].x) / width);
        if (at >= 0 && at < (double)n)
            out[(size_t)at].q += 1 / (POINTS * width);
    }
    free(x);
}

void curves_along(const training *t, double lo, double hi, size_t n, curve_point *out)
{
    const target *of = training_target(t);
    double *x = malloc(3 * n * sizeof *x), *log_p = x + n, *logit = log_p + n;
    for (size_t i = 0; i < n; i++)
        out[i].x = x[i] = lo + (hi - lo) * (double)i / (double)(n - 1);
    training_logit(t, n, x, logit);
    if (training_settings(t)->latent == 1)
        density_by_change_of_variables(t, n, out);
    else
        density_by_counting(t, n, out);
    bool dense = target_has_density(of);
    if (dense)
        law_log_density_double(of->of, n, x, log_p);
    for (size_t i = 0; i < n; i++) {
        out[i].p = dense ? exp(log_p[i]) : NAN;
        out[i].d = 1 / (1 + exp(-logit[i]));
        out[i].best = out[i].p + out[i].q > 0 ? out[i].p / (out[i].p + out[i].q) : NAN;
    }
    free(x);
}
