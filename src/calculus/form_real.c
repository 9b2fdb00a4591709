/*
 * Compiled forms at real points: value and derivative by t. The formulas are those of form_compile.c; in real arithmetic they cost
 * half as much, and every node of a quadrature is real.
 */
#include "calculus/form_compiled.h"

axis_node map_axis_node(const map *m, ball t)
{
    axis_node at = {.t = t, .w = ball_add(m->w0, ball_mul(ball_sub(m->w1, m->w0), t))};
    switch (m->kind) {
    case MAP_AFFINE: at.x = at.w; break;
    case MAP_EXP:
    case MAP_EXP_DOWN:
        at.away = ball_exp(at.w);
        at.x = m->kind == MAP_EXP ? ball_add(m->at, at.away) : ball_sub(m->at, at.away);
        break;
    case MAP_LOGIT:
        at.right = ball_double(at.w) > 0;
        at.fold = at.right ? ball_softplus(ball_neg(at.w)) : ball_softplus(at.w);
        at.x = ball_add(m->at, ball_mul(m->span, ball_sigmoid(at.w)));
        break;
    case MAP_SINH: {
        ball up = ball_exp(at.w), down = ball_inv(up);
        at.speed = ball_scale2(ball_add(up, down), -1);
        at.swing = ball_scale2(ball_sub(up, down), -1);
        at.x = ball_add(m->at, ball_mul(m->span, at.swing));
        break;
    }
    case MAP_TAN:
        at.cosine = ball_cos(at.w);
        at.sine = ball_sin(at.w);
        at.x = at.w;
        break;
    }
    return at;
}

ball map_x(const map *m, ball t)
{
    axis_node at = map_axis_node(m, t);
    return m->kind == MAP_TAN ? ball_add(m->at, ball_mul(m->span, ball_tan(at.w))) : at.x;
}

/* log x on a map that starts at 0. */
static ball own_log(const compiled *c, const axis_node *at)
{
    if (c->m.kind == MAP_EXP)
        return at->w;
    return ball_sub(ball_log(c->m.span), at->right ? at->fold : ball_sub(at->fold, at->w));
}

/* y of a centred term, or its root for BASIS_LOG_QUADRATIC. */
static ball centred_argument(const compiled *c, const extra *e, const axis_node *at)
{
    return c->m.kind == MAP_SINH ? ball_add(e->s0, ball_mul(e->s1, at->swing))
                                 : ball_add(e->c0, ball_mul(e->c1, at->t));
}

static ball centred_real(const compiled *c, const extra *e, const axis_node *at)
{
    ball y = centred_argument(c, e, at);
    return ball_log1p_rest(e->kind == BASIS_LOG_QUADRATIC ? ball_sqr(y) : y);
}

/* -y y'/(1 + y), where y is a square -2 z^3 z'/(1 + z^2). */
static ball centred_slope(const compiled *c, const extra *e, const axis_node *at, ball dw)
{
    bool sinh = c->m.kind == MAP_SINH, square = e->kind == BASIS_LOG_QUADRATIC;
    ball z = centred_argument(c, e, at), dz = sinh ? ball_mul(ball_mul(e->s1, at->speed), dw) : e->c1;
    ball y = square ? ball_sqr(z) : z, dy = square ? ball_scale2(ball_mul(z, dz), 1) : dz;
    return ball_neg(ball_div(ball_mul(y, dy), ball_add_int(y, 1)));
}

static ball extra_real(const compiled *c, const extra *e, const axis_node *at, ball z)
{
    if (e->centred)
        return centred_real(c, e, at);
    if (c->m.kind == MAP_TAN) {
        if (e->kind != BASIS_LOG_QUADRATIC)
            return ball_nothing(at->t.in);
        ball y = ball_add(ball_mul(at->cosine, e->c0), ball_mul(at->sine, e->c1));
        return ball_log(ball_add(ball_sqr(at->cosine), ball_sqr(y)));
    }
    ball argument = e->own ? own_log(c, at) : ball_add(e->c0, ball_mul(e->c1, e->beside ? at->away : z));
    switch (e->kind) {
    case BASIS_LOG_SQUARED: return ball_sqr(ball_add(e->own ? argument : ball_log(argument), e->power));
    case BASIS_POWER: return ball_exp(ball_mul(e->own ? argument : ball_log(argument), e->power));
    case BASIS_EXP: return ball_exp(argument);
    case BASIS_LOG: return ball_log(argument);
    case BASIS_LOG_QUADRATIC: return ball_log1p(ball_sqr(argument));
    case BASIS_SOFTPLUS: return ball_softplus(argument);
    default: return ball_nothing(at->t.in);
    }
}

/* m of a pair c e^l + d e^(l + m). */
static ball pair_exponent(const compiled *c, const extra *e, const axis_node *at, ball z)
{
    if (e->kind == BASIS_EXP)
        return ball_add(e->m0, ball_mul(e->m1, z));
    ball log_x = e->own ? own_log(c, at) : ball_log(ball_add(e->c0, ball_mul(e->c1, z)));
    return ball_mul(e->m1, log_x);
}

/* coef + twin (e^m - 1), or the coefficient of a single term. */
static ball weight_real(const compiled *c, const extra *e, const axis_node *at, ball z)
{
    if (!e->twins)
        return e->coef;
    return ball_add(e->coef, ball_mul(e->twin, ball_expm1(pair_exponent(c, e, at, z))));
}

/* log(1 + e^w) = fold + w and log(1 + e^-w) = fold for w > 0; fold and fold - w for w < 0. */
static ball logit_real(const compiled *c, const axis_node *at)
{
    ball up = c->has_up ? c->on_up : ball_int(0), down = c->has_down ? c->on_down : ball_int(0);
    return ball_add(ball_mul(at->fold, ball_add(up, down)), ball_mul(at->w, at->right ? up : ball_neg(down)));
}

ball compiled_at(const compiled *c, const axis_node *at)
{
    ball z = c->m.kind == MAP_AFFINE ? at->t : at->x, sum = c->constant;
    if (c->m.kind == MAP_TAN && (c->has_quad || c->has_linear))
        return ball_nothing(at->t.in);
    if (c->has_quad)
        sum = ball_add(sum, ball_mul(c->quad, ball_sqr(ball_add(c->r0, ball_mul(c->r1, z)))));
    if (c->has_linear)
        sum = ball_add(sum, ball_mul(c->linear, z));
    if (c->has_w)
        sum = ball_add(sum, ball_mul(c->on_w, at->w));
    if (c->has_up || c->has_down)
        sum = ball_add(sum, logit_real(c, at));
    if (c->has_cosine)
        sum = ball_add(sum, ball_mul(c->on_cosine, ball_log(at->cosine)));
    for (int i = 0; i < c->n; i++)
        sum = ball_add(sum, ball_mul(weight_real(c, &c->e[i], at, z), extra_real(c, &c->e[i], at, z)));
    for (int i = 0; i < c->pairs; i++)
        sum = ball_add(sum, close_real(c, &c->close[i], at));
    return ball_in(at->t.in, sum);
}

ball compiled_real(const compiled *c, const map *m, ball t)
{
    axis_node at = map_axis_node(m, t);
    return compiled_at(c, &at);
}

/* d/dt of (log x + power)^2 or x^k, from L = log x and dL/dt. */
static ball positive_slope(const extra *e, ball log_x, ball dlog_x)
{
    if (e->kind == BASIS_LOG_SQUARED)
        return ball_mul_int(ball_mul(ball_add(log_x, e->power), dlog_x), 2);
    return ball_mul(ball_mul(e->power, dlog_x), ball_exp(ball_mul(log_x, e->power)));
}

/* d/dt of one extra term; dz is the derivative of the map's own variable (t or x) by t. */
static ball extra_slope(const compiled *c, const extra *e, const axis_node *at, ball dw, ball dz)
{
    if (e->centred)
        return centred_slope(c, e, at, dw);
    if (e->own)
        return positive_slope(e, own_log(c, at),
                              c->m.kind == MAP_EXP ? dw : ball_mul(dw, ball_sigmoid(ball_neg(at->w))));
    if (c->m.kind == MAP_TAN && e->kind != BASIS_LOG_QUADRATIC)
        return ball_nothing(at->t.in);
    if (c->m.kind == MAP_TAN) { /* (cos^2 + y^2)' / (cos^2 + y^2), y = c0 cos + c1 sin, times dw/dt */
        ball y = ball_add(ball_mul(at->cosine, e->c0), ball_mul(at->sine, e->c1));
        ball dy = ball_sub(ball_mul(at->cosine, e->c1), ball_mul(at->sine, e->c0));
        ball half = ball_sub(ball_mul(y, dy), ball_mul(at->cosine, at->sine));
        return ball_mul(dw, ball_div(ball_scale2(half, 1), ball_add(ball_sqr(at->cosine), ball_sqr(y))));
    }
    ball x = c->m.kind == MAP_AFFINE ? at->t : e->beside ? at->away : at->x;
    ball z = ball_add(e->c0, ball_mul(e->c1, x));
    ball inner = ball_mul(e->c1, e->beside ? ball_mul(dw, at->away) : dz);
    switch (e->kind) {
    case BASIS_LOG: return ball_div(inner, z);
    case BASIS_LOG_SQUARED:
    case BASIS_POWER: return positive_slope(e, ball_log(z), ball_div(inner, z));
    case BASIS_EXP: return ball_mul(inner, ball_exp(z));
    case BASIS_LOG_QUADRATIC:
        return ball_mul(inner, ball_div(ball_mul_int(z, 2), ball_add_int(ball_sqr(z), 1)));
    case BASIS_SOFTPLUS: return ball_mul(inner, ball_sigmoid(z));
    default: return ball_nothing(at->t.in);
    }
}

/* (e^l (coef + twin (e^m - 1)))' = (e^l)' (coef + twin (e^m - 1)) + e^l twin e^m m', where m1/power times (e^l)' is e^l m'. */
static ball weighted_slope(const compiled *c, const extra *e, const axis_node *at, ball z, ball dw, ball dz)
{
    ball slope = extra_slope(c, e, at, dw, dz), weighted = ball_mul(weight_real(c, e, at, z), slope);
    if (!e->twins)
        return weighted;
    ball share = ball_div(e->m1, e->kind == BASIS_POWER ? e->power : e->c1);
    ball turning = ball_mul(e->twin, ball_exp(pair_exponent(c, e, at, z)));
    return ball_add(weighted, ball_mul(ball_mul(slope, share), turning));
}

/* dx/dw. */
static ball map_speed(const map *m, const axis_node *at)
{
    switch (m->kind) {
    case MAP_EXP: return at->away;
    case MAP_EXP_DOWN: return ball_neg(at->away);
    case MAP_LOGIT: return ball_mul(m->span, ball_mul(ball_sigmoid(at->w), ball_sigmoid(ball_neg(at->w))));
    case MAP_SINH: return ball_mul(m->span, at->speed);
    default: return ball_int(1);
    }
}

ball compiled_slope(const compiled *c, const map *m, ball t)
{
    axis_node at = map_axis_node(m, t);
    bool affine = m->kind == MAP_AFFINE;
    ball dw = ball_sub(m->w1, m->w0), z = affine ? t : at.x;
    ball dz = affine ? ball_int(1) : ball_mul(dw, map_speed(m, &at));
    ball sum = ball_in(t.in, ball_int(0));
    if (c->has_quad) {
        ball r = ball_add(c->r0, ball_mul(c->r1, z));
        sum = ball_add(sum, ball_mul(ball_mul(ball_mul_int(c->quad, 2), ball_mul(r, c->r1)), dz));
    }
    if (c->has_linear)
        sum = ball_add(sum, ball_mul(c->linear, dz));
    if (c->has_w)
        sum = ball_add(sum, ball_mul(c->on_w, dw));
    if (c->has_up)
        sum = ball_add(sum, ball_mul(ball_mul(c->on_up, dw), ball_sigmoid(at.w)));
    if (c->has_down)
        sum = ball_sub(sum, ball_mul(ball_mul(c->on_down, dw), ball_sigmoid(ball_neg(at.w))));
    if (c->has_cosine)
        sum = ball_sub(sum, ball_mul(ball_mul(c->on_cosine, dw), ball_tan(at.w)));
    for (int i = 0; i < c->n; i++)
        sum = ball_add(sum, weighted_slope(c, &c->e[i], &at, z, dw, dz));
    for (int i = 0; i < c->pairs; i++)
        sum = ball_add(sum, close_slope(c, &c->close[i], &at, dw, dz));
    return sum;
}
