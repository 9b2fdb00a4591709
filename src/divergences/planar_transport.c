/* Wasserstein distances on the plane: see planar_transport.h. */
#include "divergences/planar_transport.h"

#include "distributions/planar.h"
#include "divergences/planar_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ball nil(scope *s) { return ball_in(s, ball_int(0)); }
static ball length_of(ball x, ball y) { return ball_sqrt(ball_add(ball_sqr(x), ball_sqr(y))); }
static bool is_a(const law *l, const char *name) { return l->n == 1 && !strcmp(l->c->family->name, name); }

/* ---- Translates ---- */

/* Where the location parameters of the families stand: x, y, and how many more points (the ends of a segment). */
static bool moved_alike(real_pool *pool, const component *a, const component *b, real v[2])
{
    bool segment = !strcmp(a->family->name, "segment");
    if (a->family != b->family || !a->family->planar || a->factor[0] || !real_equal(a->weight, b->weight))
        return false;
    for (int i = 0; i < MAX_PARAMETERS && a->family->parameters[i].name; i++) {
        real shift = real_sub(pool, b->par[i], a->par[i]);
        if (i < 2 && !v[i])
            v[i] = shift;
        if (i < 2 || segment ? !real_equal(shift, v[i % 2]) : !real_equal(a->par[i], b->par[i]))
            return false;
    }
    return true;
}

static bool translates(scope *s, const law *p, const law *q, ball *distance)
{
    real_pool *pool = real_pool_open();
    real v[2] = {NULL, NULL};
    bool alike = p->n == q->n;
    for (int i = 0; i < p->n && alike; i++)
        alike = moved_alike(pool, &p->c[i], &q->c[i], v);
    if (alike)
        *distance = length_of(real_ball(s, v[0]), real_ball(s, v[1]));
    real_pool_close(pool);
    return alike;
}

/* ---- Disks ---- */

static bool disks(scope *s, real order, const component *a, const component *b, ball *distance)
{
    ball dx = ball_sub(real_ball(s, a->par[0]), real_ball(s, b->par[0]));
    ball dy = ball_sub(real_ball(s, a->par[1]), real_ball(s, b->par[1]));
    ball dr = ball_abs(ball_sub(real_ball(s, a->par[2]), real_ball(s, b->par[2]))), k = real_ball(s, order);
    slong two = 0;
    bool centred = real_equal(a->par[0], b->par[0]) && real_equal(a->par[1], b->par[1]);
    if (real_is_integer(order, &two) && two == 2)
        *distance = length_of(length_of(dx, dy), ball_div(dr, ball_sqrt(ball_in(s, ball_int(2)))));
    else if (centred)
        *distance =
            ball_mul(dr, ball_pow(ball_div(ball_in(s, ball_int(2)), ball_add_int(k, 2)), ball_inv(k)));
    return centred || two == 2;
}

/* ---- Lower bounds from moments and projections ---- */

static ball moment_bound(scope *s, const law *p, const law *q, bool squared)
{
    moments2 a = law_moments2(s, p), b = law_moments2(s, q);
    ball means = length_of(ball_sub(a.mean[0], b.mean[0]), ball_sub(a.mean[1], b.mean[1]));
    if (!squared)
        return means;
    ball traces = ball_add(ball_add(a.xx, a.yy), ball_add(b.xx, b.yy));
    ball cross =
        ball_add(ball_add(ball_mul(a.xx, b.xx), ball_mul(a.yy, b.yy)), ball_scale2(ball_mul(a.xy, b.xy), 1));
    ball det_a = ball_sub(ball_mul(a.xx, a.yy), ball_sqr(a.xy)),
         det_b = ball_sub(ball_mul(b.xx, b.yy), ball_sqr(b.xy));
    ball root =
        ball_sqrt(ball_add(cross, ball_scale2(ball_sqrt(ball_max(ball_mul(det_a, det_b), nil(s))), 1)));
    return ball_sqrt(ball_max(ball_add(ball_sqr(means), ball_sub(traces, ball_scale2(root, 1))), nil(s)));
}

/* The law of c x + d y, for mixtures of normal2: normal laws with these means and variances. False for others. */
static bool project(law *out, real_pool *pool, const law *l, slong c, slong d)
{
    *out = (law){.dim = 1, .n = l->n, .c = calloc((size_t)l->n, sizeof *out->c), .pool = pool, .text = ""};
    for (int i = 0; i < l->n; i++) {
        const real *par = l->c[i].par;
        if (strcmp(l->c[i].family->name, "normal2"))
            return false;
        real x = real_mul(pool, real_int(pool, c), par[2]), y = real_mul(pool, real_int(pool, d), par[3]);
        real cross = real_mul(pool, real_mul(pool, real_int(pool, 2), par[4]), real_mul(pool, x, y));
        real squares = real_add(pool, real_mul(pool, x, x), real_mul(pool, y, y));
        component *one = &out->c[i];
        *one = (component){.family = family_by_name("normal"),
                           .weight = l->c[i].weight,
                           .weight_double = l->c[i].weight_double};
        one->par[0] = real_add(pool, real_mul(pool, real_int(pool, c), par[0]),
                               real_mul(pool, real_int(pool, d), par[1]));
        one->par[1] = real_sqrt(pool, real_add(pool, squares, cross));
        for (int k = 0; k < 2; k++)
            one->par_double[k] = real_double(one->par[k]);
    }
    return true;
}

/* W_1 of the projections on four lines: the projection on a unit vector is 1-Lipschitz. */
static ball projection_bound(scope *s, const law *p, const law *q)
{
    enum { GOAL = 14 };
    static const slong direction[][2] = {{1, 0}, {0, 1}, {1, 1}, {1, -1}};
    divergence w1 = {divergence_by_name("w1"), NULL};
    real_pool *pool = real_pool_open();
    ball best = nil(s);
    for (int k = 0; k < 4; k++) {
        law a, b = {.c = NULL};
        enclosure found;
        slong c = direction[k][0], d = direction[k][1];
        bool known = project(&a, pool, p, c, d) && project(&b, pool, q, c, d)
                     && divergence_enclose(s, w1, &a, &b, GOAL, METHOD_AUTO, &found)
                     && ball_is_finite(found.value);
        if (known)
            best = ball_max(
                best, ball_div(ball_lower(found.value), ball_sqrt(ball_in(s, ball_int(c * c + d * d)))));
        free(a.c);
        free(b.c);
    }
    real_pool_close(pool);
    return best;
}

/* More points at higher precision: each attempt takes about three times as many. */
static size_t points_for(scope *s)
{
    double bits = (double)scope_bits(s);
    return (size_t)fmin(50000, bits * bits / 4);
}

bool planar_wasserstein(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out)
{
    slong k = 0;
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CLOSED_FORM};
    if (translates(s, p, q, &out->value))
        return true;
    if (is_a(p, "disk") && is_a(q, "disk") && disks(s, order, p->c, q->c, &out->value))
        return true;
    out->by = METHOD_CERTIFIED;
    if (exact_coupling(s, order, p, q, goal, &out->value))
        return true;
    ball low, high;
    out->by = METHOD_QUANTISATION;
    if (!real_is_integer(order, &k) || k > 2
        || !quantised_bounds(s, p, q, k == 2, points_for(s), &low, &high))
        return false;
    ball known = moment_bound(s, p, q, k == 2);
    low = ball_max(ball_lower(low), ball_max(nil(s), ball_is_finite(known) ? ball_lower(known) : nil(s)));
    low = ball_max(low, k == 1 ? projection_bound(s, p, q) : outward_bound(s, p, q, points_for(s)));
    ball coupled = components_bound(s, p, q, k == 2);
    high = ball_is_finite(high) && ball_is_finite(coupled) ? ball_min(high, coupled)
           : ball_is_finite(high)                          ? high
                                                           : coupled;
    if (ball_is_finite(high) && ball_is_finite(low))
        out->value = ball_hull(ball_lower(low), ball_upper(high));
    return true;
}
