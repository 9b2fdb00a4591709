/*
 * Laws on the plane as mixtures: p = sum w_i p_i, and with means m_i and covariances C_i
 *     mean  m = sum w_i m_i,      covariance  sum w_i (C_i + (m_i - m)(m_i - m)').
 */
#include "distributions/planar.h"

#include <math.h>
#include <stdlib.h>

int component_dimension2(const component *c)
{
    return c->family->planar ? c->family->planar->dimension(c) : 0;
}

/* ---- Certified ---- */

static ball point_weight(scope *s, const cloud *d, size_t i)
{
    return d->weight ? real_ball(s, d->weight[i]) : ball_inv(ball_in(s, ball_int((slong)d->n)));
}

static ball product_mean(scope *s, const cloud *d, int a, int b, const ball *mean)
{
    ball sum = ball_in(s, ball_int(0));
    for (size_t i = 0; i < d->n; i++) {
        ball u = ball_sub(real_ball(s, d->x[2 * i + (size_t)a]), mean[a]);
        ball v = ball_sub(real_ball(s, d->x[2 * i + (size_t)b]), mean[b]);
        sum = ball_add(sum, ball_mul(point_weight(s, d, i), ball_mul(u, v)));
    }
    return sum;
}

static moments2 cloud_moments(scope *s, const cloud *d)
{
    moments2 m = {.mean = {ball_in(s, ball_int(0)), ball_in(s, ball_int(0))}};
    for (size_t i = 0; i < d->n; i++)
        for (int k = 0; k < 2; k++)
            m.mean[k] =
                ball_add(m.mean[k], ball_mul(point_weight(s, d, i), real_ball(s, d->x[2 * i + (size_t)k])));
    m.xx = product_mean(s, d, 0, 0, m.mean);
    m.xy = product_mean(s, d, 0, 1, m.mean);
    m.yy = product_mean(s, d, 1, 1, m.mean);
    return m;
}

static moments2 component_moments(scope *s, const component *c)
{
    return c->family->planar ? c->family->planar->moments(s, c) : cloud_moments(s, c->data);
}

moments2 law_moments2(scope *s, const law *l)
{
    ball nil = ball_in(s, ball_int(0));
    moments2 sum = {{nil, nil}, nil, nil, nil}, *one = malloc(sizeof *one * (size_t)l->n);
    for (int i = 0; i < l->n; i++) {
        one[i] = component_moments(s, &l->c[i]);
        for (int k = 0; k < 2; k++)
            sum.mean[k] = ball_add(sum.mean[k], ball_mul(real_ball(s, l->c[i].weight), one[i].mean[k]));
    }
    for (int i = 0; i < l->n; i++) {
        ball w = real_ball(s, l->c[i].weight);
        ball dx = ball_sub(one[i].mean[0], sum.mean[0]), dy = ball_sub(one[i].mean[1], sum.mean[1]);
        sum.xx = ball_add(sum.xx, ball_mul(w, ball_add(one[i].xx, ball_sqr(dx))));
        sum.xy = ball_add(sum.xy, ball_mul(w, ball_add(one[i].xy, ball_mul(dx, dy))));
        sum.yy = ball_add(sum.yy, ball_mul(w, ball_add(one[i].yy, ball_sqr(dy))));
    }
    free(one);
    return sum;
}

/* ---- Double precision ---- */

enum { BLOCK = 256 };

/* log sum of e^a and e^b. */
static double log_sum(double a, double b)
{
    double high = fmax(a, b), low = fmin(a, b);
    return high == -INFINITY ? high : high + log1p(exp(low - high));
}

static void component_log_density(const component *c, size_t n, const double *xy, double *out)
{
    if (c->family->planar) {
        c->family->planar->log_density_double(c, n, xy, out);
        return;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = -INFINITY;
}

void law_log_density2_double(const law *l, size_t n, const double *xy, double *out)
{
    if (l->n == 1) {
        component_log_density(l->c, n, xy, out);
        return;
    }
    double part[BLOCK];
    for (size_t from = 0; from < n; from += BLOCK) {
        size_t count = n - from < BLOCK ? n - from : BLOCK;
        for (size_t i = 0; i < count; i++)
            out[from + i] = -INFINITY;
        for (int k = 0; k < l->n; k++) {
            component_log_density(&l->c[k], count, xy + 2 * from, part);
            for (size_t i = 0; i < count; i++)
                out[from + i] = log_sum(out[from + i], part[i] + log(l->c[k].weight_double));
        }
    }
}

/* The point of a cloud that the uniform number u picks. */
static void cloud_point2(const cloud *d, double u, double xy[2])
{
    size_t i = (size_t)(u * (double)d->n);
    if (d->weight_double) {
        for (i = 0; i + 1 < d->n && u >= d->weight_double[i]; i++)
            u -= d->weight_double[i];
    }
    i = i < d->n ? i : d->n - 1;
    xy[0] = d->x_double[2 * i];
    xy[1] = d->x_double[2 * i + 1];
}

void law_draw2(const law *l, random_stream *r, double xy[2])
{
    int i = 0;
    if (l->n > 1)
        for (double u = random_uniform(r); i + 1 < l->n && u >= l->c[i].weight_double; i++)
            u -= l->c[i].weight_double;
    const component *c = &l->c[i];
    if (c->family->planar)
        c->family->planar->draw(c, r, xy);
    else
        cloud_point2(c->data, random_uniform(r), xy);
}
