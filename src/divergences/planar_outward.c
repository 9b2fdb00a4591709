/*
 * Points of which a law is the mean: see planar_quantise.h.
 *
 * A disk: the distance from the centre goes to radii k r/n with the hat functions of the line; and a direction at most a off the middle
 * of its sector, of 2a, to the corners e/cos a of the polygon around the circle, and the centre with what is left, 1 - cos of what it
 * is off: on average 1 - sin(a)/a.
 */
#include "divergences/planar_quantise.h"

#include "distributions/planar.h"
#include "divergences/planar_line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 100000 };

typedef struct outward {
    scope *s;
    quantised *q;
    ball weight, mean[2], second; /* of the component; E|X'' - mean|^2 so far */
    ball cut;                     /* E|X - X_0|^2 */
} outward;

/* The mass of the component is 1. Nothing stays in the scope. */
static void add(outward *o, ball x, ball y, ball mass)
{
    scope_mark start = scope_now(o->s);
    ball square = ball_add(ball_sqr(ball_sub(x, o->mean[0])), ball_sqr(ball_sub(y, o->mean[1])));
    arb_addmul(o->second.v, square.v, ball_in(o->s, mass).v, scope_bits(o->s));
    quantised_add(o->q, x, y, ball_mul(mass, o->weight), ball_int(0), ball_int(0));
    scope_rewind(o->s, start);
}

static int side_for(double points) { return (int)fmax(3, fmin(MOST_CELLS, floor(sqrt(points) + 0.5))); }

static void add_grid(outward *o, const line_hats *u, const line_hats *v, const planar_image *m)
{
    scope *s = o->s;
    ball b = ball_scale2(ball_sqr(m->b), 1), c = ball_scale2(ball_sqr(m->c), 1);
    o->cut = ball_add(ball_mul(ball_add(ball_sqr(m->a), b), u->cut), ball_mul(c, v->cut));
    scope_mark start = scope_now(s);
    for (int i = 0; i < u->n; i++)
        for (int k = 0; k < v->n; k++, scope_rewind(s, start)) {
            ball z = ball_exact_double(s, u->z[i]), t = ball_exact_double(s, v->z[k]);
            add(o, ball_add(m->centre[0], ball_mul(m->a, z)),
                ball_add(m->centre[1], ball_add(ball_mul(m->b, z), ball_mul(m->c, t))),
                ball_mul(u->mass[i], v->mass[k]));
        }
}

static bool add_normal2(outward *o, const component *c, double points)
{
    real_pool *pool = real_pool_open();
    law *standard = law_of("normal", (real[]){real_int(pool, 0), real_int(pool, 1)});
    line_hats *u = malloc(sizeof *u);
    planar_image m = normal2_image(o->s, c);
    bool known = line_hats_make(u, o->s, standard, side_for(points));
    if (known)
        add_grid(o, u, u, &m);
    free(u);
    law_free(standard);
    real_pool_close(pool);
    return known;
}

static bool add_product(outward *o, const component *c, double points)
{
    line_hats *u = malloc(2 * sizeof *u);
    int n[2];
    for (int k = 0; k < 2; k++) {
        size_t other = line_atoms(c->factor[1 - k]);
        n[k] = other ? (int)fmax(3, fmin(MOST_CELLS, points / (double)other)) : side_for(points);
    }
    bool known =
        line_hats_make(&u[0], o->s, c->factor[0], n[0]) && line_hats_make(&u[1], o->s, c->factor[1], n[1]);
    ball zero = ball_in(o->s, ball_int(0)), one = ball_in(o->s, ball_int(1));
    planar_image m = {{zero, zero}, one, zero, one};
    if (known)
        add_grid(o, &u[0], &u[1], &m);
    free(u);
    return known;
}

static bool add_segment(outward *o, const component *c, double points)
{
    int n = (int)fmax(1, points - 1);
    for (int i = 0; i <= n; i++) {
        ball at[2];
        for (int k = 0; k < 2; k++) {
            ball from = real_ball(o->s, c->par[k]), to = real_ball(o->s, c->par[2 + k]);
            at[k] = ball_add(from, ball_mul(ball_ratio(i, n), ball_sub(to, from)));
        }
        add(o, at[0], at[1], ball_in(o->s, ball_ratio(i % n ? 2 : 1, 2 * n)));
    }
    return true;
}

static bool add_disk(outward *o, const component *c, double points)
{
    scope *s = o->s;
    slong n = (slong)fmax(1, sqrt(points / 3));
    ball x = real_ball(s, c->par[0]), y = real_ball(s, c->par[1]), r = real_ball(s, c->par[2]);
    ball centre = ball_in(s, ball_ratio(1, 3 * n * n)), one = ball_in(s, ball_int(1));
    for (slong k = 1; k <= n; k++) {
        slong sectors = 6 * k;
        ball mass = k < n ? ball_ratio(2 * k, n * n) : ball_ratio(3 * n - 1, 3 * n * n);
        ball half = ball_div_int(ball_pi(s), sectors), kept = ball_div(ball_sin(half), half);
        ball radius = ball_div(ball_mul(r, ball_ratio(k, n)), ball_cos(half));
        ball share = ball_div_int(ball_mul(kept, mass), sectors);
        centre = ball_add(centre, ball_mul(ball_sub(one, kept), mass));
        scope_mark start = scope_now(s);
        for (slong j = 0; j < sectors; j++, scope_rewind(s, start)) {
            ball angle = ball_mul_int(half, 2 * j);
            add(o, ball_add(x, ball_mul(radius, ball_cos(angle))),
                ball_add(y, ball_mul(radius, ball_sin(angle))), share);
        }
    }
    add(o, x, y, centre);
    return true;
}

static bool add_cloud(outward *o, const component *c)
{
    const cloud *d = c->data;
    for (size_t i = 0; i < d->n && d->n <= MOST_POINTS; i++) {
        ball share =
            d->weight ? real_ball(o->s, d->weight[i]) : ball_inv(ball_in(o->s, ball_int((slong)d->n)));
        add(o, real_ball(o->s, d->x[2 * i]), real_ball(o->s, d->x[2 * i + 1]), share);
    }
    return d->n <= MOST_POINTS;
}

static bool add_component(outward *o, const component *c, double points)
{
    if (!strcmp(c->family->name, "normal2"))
        return add_normal2(o, c, points);
    if (!strcmp(c->family->name, "segment"))
        return add_segment(o, c, points);
    if (!strcmp(c->family->name, "disk"))
        return add_disk(o, c, points);
    return c->factor[0] ? add_product(o, c, points) : c->data && add_cloud(o, c);
}

/* |X_0 - mean| >= |X - mean| - |X - X_0| in L2: E|X''|^2 - E|X_0|^2, at most, as both have the same mean. */
static ball excess(const outward *o, ball variance)
{
    ball lost = ball_scale2(ball_mul(ball_sqrt(variance), ball_sqrt(o->cut)), 1);
    return ball_add(ball_sub(o->second, variance), lost);
}

bool quantise_outward(quantised *out, scope *s, const law *l, size_t points, ball *cut)
{
    *out = (quantised){.error = ball_in(s, ball_int(0)),
                       .bias = ball_in(s, ball_int(0)),
                       .rounding = ball_in(s, ball_int(0))};
    *cut = ball_in(s, ball_int(0));
    bool known = true;
    for (int i = 0; i < l->n && known; i++) {
        component one = l->c[i];
        law alone = {.dim = 2, .n = 1, .c = &one, .pool = l->pool, .text = ""};
        outward o = {.s = s, .q = out, .weight = real_ball(s, one.weight), .second = ball_in(s, ball_int(0))};
        o.cut = ball_in(s, ball_int(0));
        real_pool *pool = real_pool_open();
        one.weight = real_int(pool, 1);
        moments2 m = law_moments2(s, &alone);
        o.mean[0] = m.mean[0], o.mean[1] = m.mean[1];
        known = add_component(&o, &l->c[i], fmax(4, (double)points * l->c[i].weight_double));
        if (known) {
            out->error = ball_add(out->error, ball_mul(o.weight, excess(&o, ball_add(m.xx, m.yy))));
            *cut = ball_add(*cut, ball_mul(o.weight, o.cut));
        }
        real_pool_close(pool);
    }
    if (!known || out->n > MOST_POINTS || !ball_is_finite(out->error) || !ball_is_finite(*cut)) {
        quantised_free(out);
        return false;
    }
    for (size_t i = 0; i < out->n; i++)
        out->spread[i] = 0;
    return true;
}
