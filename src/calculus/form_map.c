/* Compiled forms at complex points: the formulas are those of form_compile.c. */
#include "calculus/form_compiled.h"

node map_node(const map *m, cball t)
{
    node at = {.t = t, .w = cball_linear(m->w0, ball_sub(m->w1, m->w0), t)};
    switch (m->kind) {
    case MAP_AFFINE: at.x = at.w; break;
    case MAP_EXP:
    case MAP_EXP_DOWN:
        at.away = cball_exp(at.w);
        at.x = cball_add_ball(m->kind == MAP_EXP ? at.away : cball_neg(at.away), m->at);
        break;
    case MAP_LOGIT: {
        at.right = cball_side(at.w) > 0;
        cball small = cball_exp(at.right ? cball_neg(at.w) : at.w),
              inverse = cball_inv(cball_add_int(small, 1));
        at.fold = cball_log1p(small);
        at.x = cball_add_ball(cball_mul_ball(at.right ? inverse : cball_mul(small, inverse), m->span), m->at);
        break;
    }
    case MAP_SINH: {
        cball up = cball_exp(at.w), down = cball_exp(cball_neg(at.w)); /* not an inverse: narrower on a box */
        at.speed = cball_scale2(cball_add(up, down), -1);
        at.right = cball_side(at.w) > 0;
        at.ebb = at.right ? down : up;
        cball fall = cball_scale2(cball_add_int(cball_neg(cball_sqr(at.ebb)), 1), -1); /* (1 - e^-2|w|)/2 */
        at.rise = at.right ? fall : cball_neg(fall);
        at.flood = cball_exp(cball_scale2(at.right ? at.w : cball_neg(at.w), 1));
        at.swing = cball_scale2(cball_sub(up, down), -1);
        at.x = cball_linear(m->at, m->span, at.swing);
        break;
    }
    case MAP_TAN:
        at.cosine = cball_cos(at.w);
        at.sine = cball_sin(at.w);
        at.x = at.w; /* x itself is unbounded: forms on this map use cos and sin only */
        break;
    }
    return at;
}

/* log x on a map that starts at 0. */
static cball own_log(const compiled *c, const node *at)
{
    if (c->m.kind == MAP_EXP)
        return at->w;
    cball down = at->right ? at->fold : cball_sub(at->fold, at->w);
    return cball_add_ball(cball_neg(down), ball_log(c->m.span));
}

/* e^-|w| (q0 + q1 sinh w) */
static cball ebbing(const node *at, ball q0, ball q1)
{
    return cball_add(cball_mul_ball(at->ebb, q0), cball_mul_ball(at->rise, q1));
}

/* y of a centred term. */
static cball centred_argument(const compiled *c, const extra *e, const node *at)
{
    bool sinh = c->m.kind == MAP_SINH;
    cball y = cball_linear(sinh ? e->s0 : e->c0, sinh ? e->s1 : e->c1, sinh ? at->swing : at->t);
    return e->kind == BASIS_LOG_QUADRATIC ? cball_sqr(y) : y;
}

static cball extra_value(const compiled *c, const extra *e, const node *at)
{
    if (e->centred)
        return cball_log1p_rest(centred_argument(c, e, at));
    if (c->m.kind == MAP_TAN) {
        if (e->kind != BASIS_LOG_QUADRATIC)
            return cball_nothing(at->t.in);
        cball y = cball_add(cball_mul_ball(at->cosine, e->c0), cball_mul_ball(at->sine, e->c1));
        return cball_log(cball_add(cball_sqr(at->cosine), cball_sqr(y)));
    }
    if (c->m.kind == MAP_SINH && e->kind == BASIS_LOG_QUADRATIC) {
        cball y = ebbing(at, e->s0, e->s1);
        return cball_log(cball_add(cball_sqr(at->ebb), cball_sqr(y)));
    }
    cball x = c->m.kind == MAP_AFFINE ? at->t : e->beside ? at->away : at->x;
    cball z = e->own ? own_log(c, at) : cball_linear(e->c0, e->c1, x);
    switch (e->kind) {
    case BASIS_LOG: return cball_log(z);
    case BASIS_LOG_QUADRATIC: return cball_log1p(cball_sqr(z));
    case BASIS_LOG_SQUARED: return cball_sqr(cball_add_ball(e->own ? z : cball_log(z), e->power));
    case BASIS_POWER: return cball_exp(cball_mul_ball(e->own ? z : cball_log(z), e->power));
    case BASIS_EXP: return cball_exp(z);
    default: return cball_nothing(at->t.in);
    }
}

/* c + d + d (e^m - 1) */
static cball pair_weight(const compiled *c, const extra *e, const node *at, cball z)
{
    cball m;
    if (e->kind == BASIS_POWER)
        m = cball_mul_ball(e->own ? own_log(c, at) : cball_log(cball_linear(e->c0, e->c1, z)), e->m1);
    else
        m = cball_linear(e->m0, e->m1, z);
    return cball_add_ball(cball_mul_ball(cball_expm1(m), e->twin), e->coef);
}

/* log(1 + e^z) = z + log(1 + e^-z): the linear part goes into *constant + *slope * variable, so that it can cancel. */
static cball folded_softplus(const extra *e, cball z, ball *constant, ball *slope)
{
    bool right = cball_side(z) > 0;
    if (right) {
        *constant = ball_add(*constant, ball_mul(e->coef, e->c0));
        *slope = ball_add(*slope, ball_mul(e->coef, e->c1));
    }
    return cball_log1p(cball_exp(right ? cball_neg(z) : z));
}

static cball add_extras(const compiled *c, const node *at, cball z, cball sum)
{
    ball constant = ball_int(0), slope = ball_int(0);
    for (int i = 0; i < c->n; i++) {
        const extra *e = &c->e[i];
        bool soft = e->kind == BASIS_SOFTPLUS && c->m.kind != MAP_TAN;
        cball value = soft ? folded_softplus(e, cball_linear(e->c0, e->c1, z), &constant, &slope)
                           : extra_value(c, e, at);
        sum = cball_add(sum, e->twins ? cball_mul(value, pair_weight(c, e, at, z))
                                      : cball_mul_ball(value, e->coef));
    }
    if (c->has_linear)
        slope = ball_add(slope, c->linear);
    for (int i = 0; i < c->pairs; i++)
        sum = cball_add(sum, close_value(c, &c->close[i], at));
    return slope.in || slope.num ? cball_add(sum, cball_linear(constant, slope, z)) : sum;
}

/* With fold = log(1 + e^-|w|): log(1 + e^w) = fold (+ w if Re w > 0), log(1 + e^-w) = fold (- w if Re w < 0). */
static cball add_logit(const compiled *c, const node *at, cball sum)
{
    ball up = c->has_up ? c->on_up : ball_int(0), down = c->has_down ? c->on_down : ball_int(0);
    sum = cball_add(sum, cball_mul_ball(at->fold, ball_add(up, down)));
    return cball_add(sum, cball_mul_ball(at->w, at->right ? up : ball_neg(down)));
}

/* (r0 + r1 z)^2; on a box with |Im w| < pi/4, e^2|w| is certain of its sign where the square of sinh w is not. */
static cball completed_square(const compiled *c, const node *at, cball z)
{
    if (c->m.kind == MAP_SINH)
        return cball_mul(at->flood, cball_sqr(ebbing(at, c->q0, c->q1)));
    return cball_sqr(cball_linear(c->r0, c->r1, z));
}

cball compiled_value(const compiled *c, const node *at)
{
    cball z = c->m.kind == MAP_AFFINE ? at->t : at->x;
    cball sum = cball_from_ball(at->t.in, c->constant);
    if (c->m.kind == MAP_TAN && (c->has_quad || c->has_linear))
        return cball_nothing(at->t.in);
    if (c->has_quad)
        sum = cball_add(sum, cball_mul_ball(completed_square(c, at, z), c->quad));
    if (c->has_w)
        sum = cball_add(sum, cball_mul_ball(at->w, c->on_w));
    if (c->has_up || c->has_down)
        sum = add_logit(c, at, sum);
    if (c->has_cosine)
        sum = cball_add(sum, cball_mul_ball(cball_log(at->cosine), c->on_cosine));
    if (c->has_size)
        sum = cball_add(sum, cball_mul_ball(at->w, at->right ? c->on_size : ball_neg(c->on_size)));
    return add_extras(c, at, z, sum);
}
