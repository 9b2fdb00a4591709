/*
 * Batch normalisation (Ioffe and Szegedy 2015). Channel c of the batch has n numbers x, at all positions of all points:
 *     forward    m = mean x,  v = mean (x - m)^2,  r = 1/sqrt(v + eps),  h = r (x - m),  z = gamma h + beta
 *     backward   dgamma = sum dz h,   dbeta = sum dz,   dx = gamma r (dz - (dbeta + h dgamma)/n)
 * h has mean 0 and variance v/(v + eps), not 1. At inference m and v are running means over the batches seen (v as the unbiased
 * estimate), and dx = gamma r dz. x and z are C x positions x batch; m and r are saved for backward.
 */
#include "gan/layer.h"

#include <math.h>

static const double eps = 1e-5, newest = 0.1; /* the share of the newest batch in the running means */

bool batch_norm_plan(stage *s, error *e)
{
    (void)e;
    s->out = s->in;
    s->parameters = s->statistics = s->saved = 2 * (size_t)s->in.channels;
    return true;
}

static size_t per_channel(const stage *s, const call *c)
{
    return (size_t)s->in.height * s->in.width * (size_t)c->batch;
}

static double mean(size_t n, const scalar *x)
{
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (size_t i = 0; i < n; i++)
        sum += (double)x[i];
    return sum / (double)n;
}

static double variance(size_t n, const scalar *x, double m)
{
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (size_t i = 0; i < n; i++)
        sum += ((double)x[i] - m) * ((double)x[i] - m);
    return sum / (double)n;
}

static void remember(scalar *running, double value)
{
    *running = (scalar)((1 - newest) * (double)*running + newest * value);
}

void batch_norm_forward(const stage *s, const call *c)
{
    int channels = s->in.channels;
    size_t n = per_channel(s, c);
    for (int k = 0; k < channels; k++) {
        const scalar *x = c->x + k * n;
        double m = (double)c->statistics[k], v = (double)c->statistics[channels + k];
        if (!c->inference) {
            m = mean(n, x);
            v = variance(n, x, m);
            remember(&c->statistics[k], m);
            remember(&c->statistics[channels + k], n > 1 ? v * (double)n / (double)(n - 1) : v);
        }
        double r = 1 / sqrt(v + eps);
        scalar center = c->saved[k] = (scalar)m, scale = c->saved[channels + k] = (scalar)r;
        scalar gamma = c->theta[k] * scale, beta = c->theta[channels + k];
        for (size_t i = 0; i < n; i++)
            c->y[k * n + i] = gamma * (x[i] - center) + beta;
    }
}

void batch_norm_backward(const stage *s, const call *c)
{
    int channels = s->in.channels;
    size_t n = per_channel(s, c);
    for (int k = 0; k < channels; k++) {
        const scalar *x = c->x + k * n, *dz = c->dz + k * n;
        scalar m = c->saved[k], r = c->saved[channels + k], scale = c->theta[k] * r;
        double dbeta = 0, dgamma = 0;
#pragma omp simd reduction(+ : dbeta, dgamma)
        for (size_t i = 0; i < n; i++) {
            dbeta += (double)dz[i];
            dgamma += (double)(dz[i] * r * (x[i] - m));
        }
        if (c->dtheta) {
            c->dtheta[k] += (scalar)dgamma;
            c->dtheta[channels + k] += (scalar)dbeta;
        }
        scalar level = c->inference ? 0 : (scalar)(dbeta / (double)n);
        scalar tilt = c->inference ? 0 : (scalar)(dgamma / (double)n) * r;
        for (size_t i = 0; c->dx && i < n; i++)
            c->dx[k * n + i] = scale * (dz[i] - level - tilt * (x[i] - m));
    }
}
