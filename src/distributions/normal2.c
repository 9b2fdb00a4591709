/*
 * NORMAL2(mx, my, sx, sy, rho): the normal law on the plane with these means, standard deviations and
 * correlation.
 *     density  exp(-(u^2 + v^2)/2) / (2 pi sx sy r),
 *     u = (x - mx)/sx,   v = ((y - my)/sy - rho u)/r,   r = sqrt(1 - rho^2),
 * as u and v are independent standard normal variables.
 */
#include "distributions/family.h"
#include "distributions/planar.h"

#include <math.h>

enum { MX, MY, SX, SY, RHO };

static bool check(const component *c, error *e)
{
    real_pool *pool = real_pool_open();
    int size = real_compare(real_mul(pool, c->par[RHO], c->par[RHO]), real_int(pool, 1));
    real_pool_close(pool);
    return size == -1 || error_set(e, RHO, "normal2 needs a correlation rho with -1 < rho < 1");
}

static int dimension(const component *c)
{
    (void)c;
    return 2;
}

/* ---- Certified ---- */

static ball log_density(scope *s, const component *c, ball x, ball y)
{
    ball rho = parameter_ball(s, c, RHO), sx = parameter_ball(s, c, SX), sy = parameter_ball(s, c, SY);
    ball rest = ball_sub(ball_int(1), ball_sqr(rho));
    ball u = ball_div(ball_sub(x, parameter_ball(s, c, MX)), sx);
    ball w = ball_sub(ball_div(ball_sub(y, parameter_ball(s, c, MY)), sy), ball_mul(rho, u));
    ball square = ball_add(ball_sqr(u), ball_div(ball_sqr(w), rest));
    ball scale = ball_log(ball_mul(ball_mul_int(ball_pi(s), 2), ball_mul(ball_mul(sx, sy), ball_sqrt(rest))));
    return ball_neg(ball_add(ball_scale2(square, -1), scale));
}

static moments2 moments(scope *s, const component *c)
{
    ball sx = parameter_ball(s, c, SX), sy = parameter_ball(s, c, SY);
    return (moments2){.mean = {parameter_ball(s, c, MX), parameter_ball(s, c, MY)},
                      .xx = ball_sqr(sx),
                      .xy = ball_mul(parameter_ball(s, c, RHO), ball_mul(sx, sy)),
                      .yy = ball_sqr(sy)};
}

/* ---- Double precision ---- */

static double root_rest(double rho) { return sqrt((1 - rho) * (1 + rho)); }

static void log_density_double(const component *c, size_t n, const double *xy, double *out)
{
    const double *par = c->par_double;
    double rho = par[RHO], r = root_rest(rho);
    double constant = -log(2 * M_PI) - log(par[SX]) - log(par[SY]) - log(r);
    for (size_t i = 0; i < n; i++) {
        double u = (xy[2 * i] - par[MX]) / par[SX], v = ((xy[2 * i + 1] - par[MY]) / par[SY] - rho * u) / r;
        out[i] = constant - 0.5 * (u * u + v * v);
    }
}

static void draw(const component *c, random_stream *r, double xy[2])
{
    const double *par = c->par_double;
    double u = random_normal(r), v = random_normal(r);
    xy[0] = par[MX] + par[SX] * u;
    xy[1] = par[MY] + par[SY] * (par[RHO] * u + root_rest(par[RHO]) * v);
}

static const planar on_the_plane = {dimension, log_density, moments, log_density_double, draw};

static const char *const examples[] = {"0, 0, 1, 1, 0", "1, 0, 1, 1, 1/2", "-3, 2, 0.1, 5, -0.9",
                                       "0, 0, 1e-6, 1e6, 0.3", NULL};

const family family_normal2 = {
    .name = "normal2",
    .summary = "normal law on the plane: means mx, my, standard deviations sx, sy, correlation -1 < rho < 1",
    .kind = FAMILY_PLANAR,
    .parameters = {{"mx", ANY_REAL, NULL, NULL},
                   {"my", ANY_REAL, NULL, NULL},
                   {"sx", POSITIVE, NULL, NULL},
                   {"sy", POSITIVE, NULL, NULL},
                   {"rho", ANY_REAL, NULL, NULL}},
    .examples = examples,
    .check = check,
    .planar = &on_the_plane,
};
