/*
 * PRODUCT(P, Q): the law of (X, Y) with X of P and Y of Q independent, P and Q laws on the line.
 *     density  p(x) q(y)      covariance  diag(Var X, Var Y)
 */
#include "distributions/family.h"
#include "distributions/planar.h"

#include <math.h>

static int factor_dimension(const law *l) { return law_has_density(l) ? (law_has_atoms(l) ? -1 : 1) : 0; }

static int dimension(const component *c)
{
    int first = factor_dimension(c->factor[0]), second = factor_dimension(c->factor[1]);
    return first < 0 || second < 0 ? -1 : first + second;
}

/* ---- Certified ---- */

/* -1 left of the point, 1 right of it, 0 unless that is certain. */
static int side_of(ball point, ball x)
{
    return ball_less(x, point) == HOLDS ? -1 : ball_less(point, x) == HOLDS ? 1 : 0;
}

/* The density of one component of a law on the line; indeterminate where x may be an end or a kink. */
static ball component_density(scope *s, real_pool *pool, const component *c, ball x)
{
    real lo = NULL, hi = NULL, kink[2];
    c->family->support(pool, c, &lo, &hi);
    int left = lo ? side_of(real_ball(s, lo), x) : 1, right = hi ? side_of(real_ball(s, hi), x) : -1;
    if (left < 0 || right > 0)
        return ball_in(s, ball_int(0));
    bool smooth = left > 0 && right < 0;
    for (int k = c->family->kinks ? c->family->kinks(pool, c, kink) : 0; k > 0; k--)
        smooth = smooth && side_of(real_ball(s, kink[k - 1]), x);
    if (!smooth)
        return ball_nothing(s);
    form f = c->family->log_density(pool, c, real_from_double(pool, ball_double(x)));
    return ball_exp(form_value(s, &f, x));
}

static ball factor_log_density(scope *s, const law *l, ball x)
{
    ball sum = ball_in(s, ball_int(0));
    real_pool *pool = real_pool_open();
    for (int i = 0; i < l->n; i++)
        sum = ball_add(sum, ball_mul(real_ball(s, l->c[i].weight), component_density(s, pool, &l->c[i], x)));
    real_pool_close(pool);
    return ball_log(sum);
}

static ball log_density(scope *s, const component *c, ball x, ball y)
{
    if (dimension(c) != 2)
        return ball_nothing(s);
    return ball_add(factor_log_density(s, c->factor[0], x), factor_log_density(s, c->factor[1], y));
}

static moments2 moments(scope *s, const component *c)
{
    const law *p = c->factor[0], *q = c->factor[1];
    return (moments2){.mean = {law_mean(s, p), law_mean(s, q)},
                      .xx = law_variance(s, p),
                      .xy = ball_in(s, ball_int(0)),
                      .yy = law_variance(s, q)};
}

/* ---- Double precision ---- */

enum { BLOCK = 256 };

static void log_density_block(const component *c, size_t n, const double *xy, double *out)
{
    double coordinate[BLOCK], part[BLOCK];
    bool dense = dimension(c) == 2;
    for (size_t i = 0; i < n; i++)
        out[i] = dense ? 0 : -INFINITY;
    for (size_t k = 0; k < 2 && dense; k++) {
        for (size_t i = 0; i < n; i++)
            coordinate[i] = xy[2 * i + k];
        law_log_density_double(c->factor[k], n, coordinate, part);
        for (size_t i = 0; i < n; i++)
            out[i] += part[i];
    }
}

static void log_density_double(const component *c, size_t n, const double *xy, double *out)
{
    for (size_t from = 0; from < n; from += BLOCK)
        log_density_block(c, n - from < BLOCK ? n - from : BLOCK, xy + 2 * from, out + from);
}

static void draw(const component *c, random_stream *r, double xy[2])
{
    for (int k = 0; k < 2; k++)
        xy[k] = law_draw(c->factor[k], r);
}

static const planar on_the_plane = {dimension, log_density, moments, log_density_double, draw};

static const char *const examples[] = {"normal(0, 1), normal(0, 2)", "uniform(0, 1), exponential(3)",
                                       "point(0), uniform(0, 1)",
                                       "laplace(1, 2), 0.5*normal(-1, 1) + 0.5*normal(1, 1)", NULL};

const family family_product = {
    .name = "product",
    .summary = "independent coordinates: product(P, Q) for laws P, Q on the line",
    .kind = FAMILY_PLANAR,
    .arguments = ARGUMENTS_LAWS,
    .examples = examples,
    .planar = &on_the_plane,
};
