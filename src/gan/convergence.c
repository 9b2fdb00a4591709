/* Bounds with confidence: see convergence.h. */
#include "gan/convergence.h"

#include "gan/cloud_distance.h"

#include <math.h>
#include <stdlib.h>

enum { STATEMENTS = 6 };
static const double steepest = 4; /* logits are clipped to [-4, 4] */

/* A stream that no training and no measurement draws from. */
static const uint64_t own = UINT64_C(1) << 62;

static void into_ball(const convergence_plan *how, size_t dim, size_t n, double *x)
{
    for (size_t i = 0; i < n; i++) {
        double squares = 0, *at = x + i * dim;
        for (size_t k = 0; k < dim; k++)
            squares += pow(at[k] - how->centre, 2);
        double scale = sqrt(squares) > how->radius ? how->radius / sqrt(squares) : 1;
        for (size_t k = 0; k < dim; k++)
            at[k] = how->centre + scale * (at[k] - how->centre);
    }
}

static void bound_distances(const training *t, const convergence_plan *how, const double *data,
                            const double *made, convergence *out)
{
    double n = (double)how->points, wide = 2 * how->radius, surprise = log(STATEMENTS / how->risk);
    cloud_distance d = cloud_distance_of(training_target(t)->dim, how->points, data, made, false);
    out->w1 = d.w1 + wide * sqrt(surprise / n);
    out->energy = d.energy + sqrt(2 * wide * surprise / n);
}

typedef struct mean {
    double is, within;
} mean;

static mean mean_of(size_t n, const double *x, double range, double risk)
{
    double sum = 0, squares = 0, surprise = log(4 * STATEMENTS / risk);
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    double is = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (x[i] - is) * (x[i] - is);
    double variance = squares / (double)(n - 1);
    return (mean){is,
                  sqrt(2 * variance * surprise / (double)n) + 7 * range * surprise / (3 * (double)(n - 1))};
}

static double softplus(double t) { return log1p(exp(t)); }

/* Of D and of log D (sign 1) or log(1-D) (sign -1) at n points. */
static void bound_means(const training *t, const convergence_plan *how, const double *x, double sign,
                        mean *chance, mean *log_chance)
{
    size_t n = how->judged;
    double *logit = malloc(2 * n * sizeof *logit), *value = logit + n;
    training_logit(t, n, x, logit);
    for (size_t i = 0; i < n; i++)
        logit[i] = fmin(fmax(logit[i], -steepest), steepest);
    for (size_t i = 0; i < n; i++)
        value[i] = 1 / (1 + exp(-logit[i]));
    *chance = mean_of(n, value, 1, how->risk);
    for (size_t i = 0; i < n; i++)
        value[i] = -softplus(-sign * logit[i]);
    *log_chance = mean_of(n, value, steepest, how->risk);
    free(logit);
}

static double at_most(mean m, double away) { return fabs(m.is - away) + m.within; }

static void bound_play(const training *t, const convergence_plan *how, const double *data, const double *made,
                       convergence *out)
{
    mean chance[2], log_chance[2];
    bound_means(t, how, data, 1, &chance[0], &log_chance[0]);
    bound_means(t, how, made, -1, &chance[1], &log_chance[1]);
    out->from_half = fmax(at_most(chance[0], 0.5), at_most(chance[1], 0.5));
    mean value = {log_chance[0].is + log_chance[1].is, log_chance[0].within + log_chance[1].within};
    out->from_minimum = at_most(value, -2 * M_LN2);
}

void convergence_find(const training *t, const convergence_plan *how, convergence *out)
{
    const target *of = training_target(t);
    size_t dim = (size_t)of->dim, most = how->points > how->judged ? how->points : how->judged;
    double *data = malloc(2 * most * dim * sizeof *data), *made = data + most * dim;
    random_stream *r = random_open(training_seed(t), own);
    target_draw(of, r, most, data);
    training_generate(t, own + 1, most, made, NULL);
    bound_play(t, how, data, made, out);
    into_ball(how, dim, how->points, data);
    into_ball(how, dim, how->points, made);
    bound_distances(t, how, data, made, out);
    random_close(r);
    free(data);
}
