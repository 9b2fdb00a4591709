/*
 * DISK(x, y, r): the uniform law on the disk of radius r around (x, y).
 *     density  1/(pi r^2)      covariance  r^2/4 I
 * In polar coordinates the angle is uniform and the distance from the centre is r sqrt(U), U uniform on [0, 1].
 */
#include "distributions/family.h"
#include "distributions/planar.h"

#include <math.h>

enum { X, Y, R };

static int dimension(const component *c) { return (void)c, 2; }

/* ---- Certified ---- */

static ball log_density(scope *s, const component *c, ball x, ball y)
{
    ball r = parameter_ball(s, c, R);
    ball dx = ball_sub(x, parameter_ball(s, c, X)), dy = ball_sub(y, parameter_ball(s, c, Y));
    if (ball_less(ball_add(ball_sqr(dx), ball_sqr(dy)), ball_sqr(r)) != HOLDS)
        return ball_nothing(s);
    return ball_neg(ball_log(ball_mul(ball_pi(s), ball_sqr(r))));
}

static moments2 moments(scope *s, const component *c)
{
    ball spread = ball_scale2(ball_sqr(parameter_ball(s, c, R)), -2);
    return (moments2){.mean = {parameter_ball(s, c, X), parameter_ball(s, c, Y)},
                      .xx = spread,
                      .xy = ball_in(s, ball_int(0)),
                      .yy = spread};
}

/* ---- Double precision ---- */

static void log_density_double(const component *c, size_t n, const double *xy, double *out)
{
    const double *par = c->par_double;
    double inside = -log(M_PI) - 2 * log(par[R]);
    for (size_t i = 0; i < n; i++)
        out[i] = hypot(xy[2 * i] - par[X], xy[2 * i + 1] - par[Y]) <= par[R] ? inside : -INFINITY;
}

static void draw(const component *c, random_stream *r, double xy[2])
{
    const double *par = c->par_double;
    double angle = 2 * M_PI * random_uniform(r), distance = par[R] * sqrt(random_uniform(r));
    xy[0] = par[X] + distance * cos(angle);
    xy[1] = par[Y] + distance * sin(angle);
}

static const planar on_the_plane = {dimension, log_density, moments, log_density_double, draw};

static const char *const examples[] = {"0, 0, 1", "-1, 2, 1/3", "1e3, 0, 1e-3", NULL};

const family family_disk = {
    .name = "disk",
    .summary = "uniform on the disk of radius r around (x, y)",
    .kind = FAMILY_PLANAR,
    .parameters = {{"x", ANY_REAL, NULL, NULL}, {"y", ANY_REAL, NULL, NULL}, {"r", POSITIVE, NULL, NULL}},
    .examples = examples,
    .planar = &on_the_plane,
};
