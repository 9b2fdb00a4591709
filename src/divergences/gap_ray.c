/*
 * Forms on a ray: nothing is dropped. See gap_ray.h.
 *
 * Write x = side z and y = 1/z. A log density on [Z, infinity) is a form in z^2, z, z^k, e^(z/scale), (log z)^2 and log z alone
 * that grows or falls without bound, plus a part B(y) enclosed at once over y in [0, 1/Z]; where the former rises all the way it
 * is least at Z, which bounds the density on the whole tail.
 */
#include "divergences/gap_ray.h"

#include "calculus/form_far.h"

bool ray_open(ray *r, const gap *g, scope *s, int side)
{
    ball end = ball_mul_int(real_ball(s, g->cut[side < 0 ? 0 : g->n - 1].x), side);
    if (ball_less(ball_int(1), end) != HOLDS)
        return false;
    *r = (ray){.s = s, .side = side, .start = end, .y = ball_upto(ball_inv(end))};
    return true;
}

/* Adds the unbounded part of a term: its multiple of z^2, z, z^k, e^(z/scale), (log z)^2 or log z. */
static void add_unbounded(real_pool *pool, form *f, const term *t, int side)
{
    real zero = real_int(pool, 0), one = real_int(pool, 1);
    bool rises = t->scale && real_sign(t->scale) == side;
    switch (t->kind) {
    case BASIS_X:
    case BASIS_XX:
    case BASIS_LOG_SQUARED: form_add(pool, f, t->kind, t->coef, NULL, NULL); break;
    case BASIS_LOG: form_add(pool, f, t->kind, t->coef, zero, real_int(pool, side)); break;
    case BASIS_LOG_QUADRATIC:
        form_add(pool, f, BASIS_LOG, real_mul(pool, real_int(pool, 2), t->coef), zero, real_int(pool, side));
        break;
    case BASIS_SOFTPLUS:
        if (rises)
            form_add_x(pool, f, real_mul(pool, t->coef, real_div(pool, one, t->scale)));
        break;
    case BASIS_POWER:
        if (real_sign(t->scale) == 1)
            form_add(pool, f, t->kind, t->coef, NULL, t->scale);
        break;
    case BASIS_EXP:
        if (rises)
            form_add(pool, f, t->kind, t->coef, t->at, t->scale);
        break;
    default: break;
    }
}

/* b(x) - (its unbounded part), over all z >= Z. */
static ball bounded_part(const ray *r, const term *t)
{
    scope *s = r->s;
    bool rises = t->scale && real_sign(t->scale) == r->side,
         falls = t->scale && real_sign(t->scale) == -r->side;
    if (t->kind == BASIS_ONE)
        return ball_in(s, ball_int(1));
    if (t->kind == BASIS_X || t->kind == BASIS_XX || t->kind == BASIS_LOG_SQUARED
        || (t->kind == BASIS_EXP && rises))
        return ball_in(s, ball_int(0));
    if (t->kind == BASIS_POWER || (t->kind == BASIS_EXP && falls)) { /* x^k, k < 0, and e^z fade out */
        ball start = term_value(s, *t, ball_mul_int(r->start, r->side));
        bool grows = t->kind == BASIS_POWER && real_sign(t->scale) == 1;
        return grows ? ball_in(s, ball_int(0)) : ball_upto(start);
    }
    if (t->kind != BASIS_LOG && t->kind != BASIS_LOG_QUADRATIC && t->kind != BASIS_SOFTPLUS)
        return ball_nothing(s);
    ball at = ball_mul_int(real_ball(s, t->at), r->side); /* x - at = side (z - side at) */
    ball near_one = ball_sub(ball_in(s, ball_int(1)), ball_mul(at, r->y));
    if (ball_sign(ball_sub(r->start, at)) <= 0)
        return ball_nothing(s);
    if (t->kind == BASIS_LOG)
        return ball_log(near_one);
    ball scale = real_ball(s, t->scale);
    if (t->kind == BASIS_LOG_QUADRATIC)
        return ball_log(ball_add(ball_sqr(r->y), ball_sqr(ball_div(near_one, scale))));
    ball v = ball_div(ball_sub(r->start, at), ball_mul_int(scale, r->side)); /* (x - at)/scale at the start */
    if (ball_sign(v) > 0)
        return ball_sub(ball_upto(ball_exp(ball_neg(v))), ball_div(at, ball_mul_int(scale, r->side)));
    return ball_sign(v) < 0 ? ball_upto(ball_exp(v)) : ball_nothing(s);
}

ball ray_bounded_sum(const ray *r, const form *f)
{
    ball sum = ball_in(r->s, ball_int(0));
    for (int k = 0; k < f->n; k++)
        sum = ball_add(sum, ball_mul(real_ball(r->s, f->t[k].coef), bounded_part(r, &f->t[k])));
    return sum;
}

ball ray_lowest(const ray *r, const gap *g, const form *f)
{
    real zero = real_int(g->pool, 0);
    form unbounded = {0};
    for (int k = 0; k < f->n; k++)
        add_unbounded(g->pool, &unbounded, &f->t[k], r->side);
    form falls = form_combine(g->pool, real_int(g->pool, -1), &unbounded, zero, &(form){0});
    real edge = g->cut[r->side < 0 ? 0 : g->n - 1].x;
    outskirt o = outskirt_ray(r->s, g->pool, zero, edge, r->side);
    far_slope slope = form_far_slope(r->s, g->pool, &falls, &o);
    slope_bound most = far_slope_upper(r->s, &slope, &o);
    if (ball_at_most(most.constant, ball_int(0)) != HOLDS || ball_at_most(most.linear, ball_int(0)) != HOLDS)
        return ball_nothing(r->s);
    ball start = form_value(r->s, &unbounded, real_ball(r->s, edge));
    return ball_lower(ball_add(start, ray_bounded_sum(r, f)));
}

static real outside(const gap *g, int side)
{
    real one = real_int(g->pool, side);
    return real_add(g->pool, g->cut[side < 0 ? 0 : g->n - 1].x, one);
}

form ray_form(const gap *g, const gap_part *p, int side)
{
    form f = p->c->family->log_density(g->pool, p->c, outside(g, side));
    real size = real_unary(g->pool, REAL_ABS, p->weight);
    form_add_constant(g->pool, &f, real_log(g->pool, size));
    return f;
}
