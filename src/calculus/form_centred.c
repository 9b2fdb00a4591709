/*
 * Terms with a large coefficient, expanded about a point: k log(x - a) about m with d = m - a is k (log d + y + rest(y)), y = (x - m)/d,
 * and k log(1 + z^2), |z| <= 1, is k (z^2 + rest(z^2)), with rest(y) = log(1 + y) - y. The first parts join the polynomial, where they
 * cancel exactly what others have of them: a gamma density of shape 1e6 is then as smooth as the normal that it is like.
 */
#include "calculus/form_compiled.h"

#include <math.h>

void polynomial_add(real_pool *pool, real *sum, real more)
{
    *sum = *sum ? real_add(pool, *sum, more) : more;
}

/* Where logarithms are expanded. */
static double centre_of(const map *m, stretch on)
{
    return m->kind == MAP_SINH ? ball_double(m->at) : on.lo + (on.hi - on.lo) / 2;
}

/* From these sizes on a coefficient is worth it. */
static const double LARGE_LOG = 32, LARGE_QUADRATIC = 8;

bool is_centred(const map *m, const term *t, stretch on)
{
    if (m->kind != MAP_AFFINE && m->kind != MAP_SINH)
        return false;
    double size = fabs(real_double(t->coef)), m0 = centre_of(m, on);
    double at = t->at ? real_double(t->at) : NAN, scale = t->scale ? real_double(t->scale) : NAN;
    if (t->kind == BASIS_LOG_QUADRATIC)
        return size >= LARGE_QUADRATIC && fmax(fabs(on.lo - at), fabs(on.hi - at)) <= fabs(scale);
    double first = (on.lo - m0) / (m0 - at), last = (on.hi - m0) / (m0 - at);
    return t->kind == BASIS_LOG && size >= LARGE_LOG && fmin(first, last) > -0.75 && fmax(first, last) < 1.5;
}

/* y = (x - from)/unit as a function of the map's variable. */
static void centred_extra(scope *s, compiled *c, const term *t, ball from, ball unit)
{
    const map *m = &c->m;
    extra *e = &c->e[c->n++];
    *e = (extra){.kind = t->kind, .centred = true, .coef = real_ball(s, t->coef)};
    if (m->kind == MAP_SINH) {
        e->s0 = ball_div(ball_sub(m->at, from), unit);
        e->s1 = ball_div(m->span, unit);
    } else {
        e->c0 = ball_div(ball_sub(m->w0, from), unit);
        e->c1 = ball_div(ball_sub(m->w1, m->w0), unit);
    }
}

void compile_centred(scope *s, real_pool *pool, compiled *c, polynomial *poly, const term *t, stretch on)
{
    if (t->kind == BASIS_LOG) {
        real from = real_from_double(pool, centre_of(&c->m, on)), unit = real_sub(pool, from, t->at);
        real slope = real_div(pool, t->coef, unit);
        ball start = ball_log(ball_mul(real_ball(s, t->scale), real_ball(s, unit)));
        polynomial_add(pool, &poly->c1, slope);
        c->constant = ball_add(c->constant, ball_mul(real_ball(s, t->coef), start));
        c->constant = ball_sub(c->constant, real_ball(s, real_mul(pool, slope, from)));
        centred_extra(s, c, t, real_ball(s, from), real_ball(s, unit));
        return;
    }
    real square = real_div(pool, t->coef, real_mul(pool, t->scale, t->scale));
    real slope = real_mul(pool, square, t->at);
    polynomial_add(pool, &poly->c2, square);
    polynomial_add(pool, &poly->c1, real_mul(pool, real_int(pool, -2), slope));
    c->constant = ball_add(c->constant, real_ball(s, real_mul(pool, slope, t->at)));
    centred_extra(s, c, t, real_ball(s, t->at), real_ball(s, t->scale));
}
