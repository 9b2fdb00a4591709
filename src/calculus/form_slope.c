/*
 * The slope of a compiled form on complex boxes, and the form from its slope: the formulas are those of form_compile.c, by the rules of
 * calculus. Not for two powers or logarithms taken together, nor for MAP_TAN.
 */
#include "calculus/form_compiled.h"

/* dx/dw. */
static cball speed_of(const map *m, const node *at)
{
    switch (m->kind) {
    case MAP_EXP: return at->away;
    case MAP_EXP_DOWN: return cball_neg(at->away);
    case MAP_SINH: return cball_mul_ball(at->speed, m->span);
    default: return cball_nothing(at->t.in);
    }
}

/* b'(y) y' for a basis function of y; for (log x)^2 and x^k of y = log x. */
static cball basis_slope(const extra *e, cball y, cball dy)
{
    switch (e->kind) {
    case BASIS_LOG: return cball_div(dy, y);
    case BASIS_LOG_QUADRATIC:
        return cball_mul(dy, cball_div(cball_scale2(y, 1), cball_add_int(cball_sqr(y), 1)));
    case BASIS_SOFTPLUS: return cball_div(dy, cball_add_int(cball_exp(cball_neg(y)), 1));
    case BASIS_EXP: return cball_mul(dy, cball_exp(y));
    case BASIS_LOG_SQUARED: return cball_mul(cball_scale2(cball_add_ball(y, e->power), 1), dy);
    case BASIS_POWER: return cball_mul(cball_mul_ball(dy, e->power), cball_exp(cball_mul_ball(y, e->power)));
    default: return cball_nothing(y.in);
    }
}

/* (log(1 + y) - y)' = -y y'/(1 + y), y = z or z^2. */
static cball centred_slope(const compiled *c, const extra *e, const node *at, cball dw)
{
    bool sinh = c->m.kind == MAP_SINH;
    cball z = cball_linear(sinh ? e->s0 : e->c0, sinh ? e->s1 : e->c1, sinh ? at->swing : at->t), dz;
    dz = sinh ? cball_mul(cball_mul_ball(at->speed, e->s1), dw) : cball_from_ball(at->t.in, e->c1);
    cball y = e->kind == BASIS_LOG_QUADRATIC ? cball_sqr(z) : z;
    cball dy = e->kind == BASIS_LOG_QUADRATIC ? cball_scale2(cball_mul(z, dz), 1) : dz;
    return cball_neg(cball_div(cball_mul(y, dy), cball_add_int(y, 1)));
}

/* dz: the derivative by t of what arguments are linear in, t or x. */
static cball extra_slope(const compiled *c, const extra *e, const node *at, cball dw, cball dz)
{
    bool of_log = e->kind == BASIS_LOG_SQUARED || e->kind == BASIS_POWER, affine = c->m.kind == MAP_AFFINE;
    if (e->twins || (e->own && c->m.kind != MAP_EXP))
        return cball_nothing(at->t.in);
    if (e->centred)
        return centred_slope(c, e, at, dw);
    if (e->own)
        return basis_slope(e, at->w, dw);
    cball y = cball_linear(e->c0, e->c1, affine ? at->t : e->beside ? at->away : at->x);
    cball dy = cball_mul_ball(e->beside ? cball_mul(dw, at->away) : dz, e->c1);
    return of_log ? basis_slope(e, cball_log(y), cball_div(dy, y)) : basis_slope(e, y, dy);
}

/* d/dt of the form. */
static cball slope_at(const compiled *c, const node *at)
{
    scope *s = at->t.in;
    bool affine = c->m.kind == MAP_AFFINE, sinh = c->m.kind == MAP_SINH;
    if (c->pairs || c->has_cosine || c->has_up || c->has_down)
        return cball_nothing(s);
    cball unit = cball_from_ball(s, ball_in(s, ball_int(1)));
    cball dw = cball_from_ball(s, ball_sub(c->m.w1, c->m.w0));
    cball dz = affine ? unit : cball_mul(speed_of(&c->m, at), dw), z = affine ? at->t : at->x;
    cball sum = c->has_w ? cball_mul_ball(dw, c->on_w) : cball_mul_ball(unit, ball_in(s, ball_int(0)));
    if (c->has_linear)
        sum = cball_add(sum, cball_mul_ball(dz, c->linear));
    if (c->has_quad) {
        cball y = sinh ? cball_linear(c->q0, c->q1, at->swing) : cball_linear(c->r0, c->r1, z);
        ball twice = ball_scale2(ball_mul(c->quad, c->r1), 1);
        sum = cball_add(sum, cball_mul_ball(cball_mul(y, dz), twice));
    }
    for (int i = 0; i < c->n; i++)
        sum = cball_add(sum, cball_mul_ball(extra_slope(c, &c->e[i], at, dw, dz), c->e[i].coef));
    return sum;
}

static ball in_scope(scope *s, cball middle) { return ball_in(s, cball_real(middle)); }

cball compiled_about(const compiled *c, scope *fine, const node *at)
{
    scope *s = at->t.in;
    if (!arb_contains_zero(acb_imagref(at->t.v)))
        return cball_nothing(s);
    cball slope = slope_at(c, at);
    if (!cball_is_finite(slope))
        return slope;
    scope_mark mark = scope_now(fine);
    ball middle = in_scope(fine, cball_mid(at->t));
    node there = map_node(&c->m, cball_from_ball(fine, middle));
    cball value = cball_from_acb(s, compiled_value(c, &there).v);
    cball away = cball_add_ball(at->t, ball_neg(ball_in(s, middle)));
    scope_rewind(fine, mark);
    return cball_add(value, cball_mul(slope, away));
}
