/*
 * SEGMENT(x0, y0, x1, y1): the uniform law on the segment from (x0, y0) to (x1, y1).
 *     (x0, y0) + U d,  U uniform on [0, 1],  d = (x1 - x0, y1 - y0);      covariance  d d'/12
 * It has a density along its line, and none on the plane.
 */
#include "distributions/family.h"
#include "distributions/planar.h"

#include <math.h>

enum { X0, Y0, X1, Y1 };

static bool differ(real a, real b)
{
    int order = real_compare(a, b);
    return order == -1 || order == 1;
}

static bool check(const component *c, error *e)
{
    return differ(c->par[X0], c->par[X1]) || differ(c->par[Y0], c->par[Y1])
           || error_set(e, X1, "segment(x0, y0, x1, y1) needs two different ends");
}

static int dimension(const component *c)
{
    (void)c;
    return 1;
}

/* ---- Certified ---- */

static moments2 moments(scope *s, const component *c)
{
    ball x0 = parameter_ball(s, c, X0), y0 = parameter_ball(s, c, Y0);
    ball dx = ball_sub(parameter_ball(s, c, X1), x0), dy = ball_sub(parameter_ball(s, c, Y1), y0);
    return (moments2){.mean = {ball_add(x0, ball_scale2(dx, -1)), ball_add(y0, ball_scale2(dy, -1))},
                      .xx = ball_div_int(ball_sqr(dx), 12),
                      .xy = ball_div_int(ball_mul(dx, dy), 12),
                      .yy = ball_div_int(ball_sqr(dy), 12)};
}

/* ---- Double precision ---- */

static void log_density_double(const component *c, size_t n, const double *xy, double *out)
{
    (void)c, (void)xy;
    for (size_t i = 0; i < n; i++)
        out[i] = -INFINITY;
}

static void draw(const component *c, random_stream *r, double xy[2])
{
    const double *par = c->par_double;
    double u = random_uniform(r);
    xy[0] = (1 - u) * par[X0] + u * par[X1];
    xy[1] = (1 - u) * par[Y0] + u * par[Y1];
}

static const planar on_the_plane = {dimension, NULL, moments, log_density_double, draw};

static const char *const examples[] = {"0, 0, 0, 1", "-1, 2, 3, 1/2", "0, 0, 1e-9, 1e9", NULL};

const family family_segment = {
    .name = "segment",
    .summary = "uniform on the segment from (x0, y0) to (x1, y1) in the plane",
    .kind = FAMILY_PLANAR,
    .parameters = {{"x0", ANY_REAL, NULL, NULL},
                   {"y0", ANY_REAL, NULL, NULL},
                   {"x1", ANY_REAL, NULL, NULL},
                   {"y1", ANY_REAL, NULL, NULL}},
    .examples = examples,
    .check = check,
    .planar = &on_the_plane,
};
