/*
 * Forms compiled for a map: everything that does not depend on t is evaluated once.
 *
 *     AFFINE:  quadratic and linear terms are completed to  quad (r0 + r1 t)^2 + const,  which keeps an enclosure on a
 *              wide box as narrow as the box allows;
 *     EXP:     log|x - at| = w;                    LOGIT: log(x - at) = log span - log(1 + e^-w);
 *              from the same logarithm L = log x, where 0 is the lower end, (log x)^2 = L^2 and x^k = e^(kL);
 *     two powers or exponentials that nearly cancel are taken together, so that their difference keeps its sign on a box;
 *     TAN:     log(1 + ((x - a)/s)^2) = log(cos^2 w + ((m - a) cos w + span sin w)^2 / s^2) - 2 log cos w,
 *              where log cos w cancels against the Jacobian span / cos^2 w for Cauchy densities;
 *     SINH:    log(1 + z^2) = log(e^-2|w| + (e^-|w| z)^2) + 2|w|, z linear in sinh w, with w or -w for |w|: far out, e^-|w| sinh w
 *              is known much better on a box than sinh w, and the |w| of several such terms cancel.
 */
#include "calculus/form_compiled.h"

#include <math.h>
#include <stdlib.h>

static ball add_to(bool *has, ball old, ball more)
{
    ball sum = *has ? ball_add(old, more) : more;
    *has = true;
    return sum;
}

/* c2 x^2 + c1 x, with x = w0 + dw t if affine. */
static void compile_polynomial(compiled *c, ball c2, bool has2, ball c1, bool has1)
{
    bool affine = c->m.kind == MAP_AFFINE;
    ball dw = ball_sub(c->m.w1, c->m.w0);
    if (has2) {
        ball vertex = has1 ? ball_div(c1, ball_mul_int(c2, 2)) : ball_int(0);
        c->has_quad = true;
        c->quad = c2;
        c->r0 = affine ? ball_add(c->m.w0, vertex) : vertex;
        c->r1 = affine ? dw : ball_int(1);
        if (c->m.kind == MAP_SINH) {
            c->q0 = ball_add(c->r0, c->m.at);
            c->q1 = c->m.span;
        }
        if (has1)
            c->constant = ball_sub(c->constant, ball_mul(c2, ball_sqr(vertex)));
    } else if (has1) {
        c->has_linear = true;
        c->linear = affine ? ball_mul(c1, dw) : c1;
        if (affine)
            c->constant = ball_add(c->constant, ball_mul(c1, c->m.w0));
    }
}

static bool is_end(real at, real end) { return end && real_equal(at, end); }

/* coef * log(sign (x - at)) where x - at is a map's own end-point distance; false if it is not. */
static bool compile_end_log(compiled *c, term t, ball coef)
{
    const map *m = &c->m;
    if ((m->kind == MAP_EXP || m->kind == MAP_EXP_DOWN) && is_end(t.at, m->at_exact)) {
        c->on_w = add_to(&c->has_w, c->on_w, coef);
        return true;
    }
    if (m->kind != MAP_LOGIT || !(is_end(t.at, m->at_exact) || is_end(t.at, m->at_other)))
        return false;
    c->constant = ball_add(c->constant, ball_mul(coef, ball_log(m->span)));
    if (is_end(t.at, m->at_exact))
        c->on_down = add_to(&c->has_down, c->on_down, ball_neg(coef));
    else
        c->on_up = add_to(&c->has_up, c->on_up, ball_neg(coef));
    return true;
}

/* Nearly opposite coefficients, and exponents within 1/8 of each other. */
static bool are_twins(const term *a, const term *b)
{
    if (a->kind != b->kind)
        return false;
    double c = real_double(a->coef), d = real_double(b->coef), k = real_double(a->scale),
           l = real_double(b->scale);
    return fabs(c + d) < fabs(c) / 8 && fabs(k - l) < fabs(k) / 8;
}

/* e, compiled for a, becomes the pair of a and b. */
static void compile_twin(scope *s, real_pool *pool, extra *e, const map *m, const term *a, const term *b)
{
    real one = real_int(pool, 1);
    e->twins = true;
    e->coef = real_ball(s, real_add(pool, a->coef, b->coef));
    e->twin = real_ball(s, b->coef);
    if (a->kind == BASIS_POWER) {
        e->m1 = real_ball(s, real_sub(pool, b->scale, a->scale));
        return;
    }
    ball steeper = real_ball(s, real_sub(pool, real_div(pool, one, b->scale), real_div(pool, one, a->scale)));
    real before = real_div(pool, a->at, a->scale), after = real_div(pool, b->at, b->scale);
    bool affine = m->kind == MAP_AFFINE;
    ball origin = affine ? m->w0 : ball_int(0);
    e->m0 = ball_add(real_ball(s, real_sub(pool, before, after)), ball_mul(steeper, origin));
    e->m1 = affine ? ball_mul(ball_sub(m->w1, m->w0), steeper) : steeper;
}

static bool starts_at_zero(const map *m)
{
    return (m->kind == MAP_EXP || m->kind == MAP_LOGIT) && real_sign(m->at_exact) == 0;
}

/* (log x)^2 or x^k: the argument is x itself. */
static void compile_positive(scope *s, compiled *c, term t, ball coef)
{
    bool affine = c->m.kind == MAP_AFFINE;
    extra *e = &c->e[c->n++];
    *e = (extra){.kind = t.kind, .own = starts_at_zero(&c->m), .coef = coef};
    e->c0 = affine ? c->m.w0 : ball_int(0);
    e->c1 = affine ? ball_sub(c->m.w1, c->m.w0) : ball_int(1);
    e->power = t.kind == BASIS_POWER ? real_ball(s, t.scale) : ball_int(2);
}

static void compile_extra(scope *s, compiled *c, term t, ball coef)
{
    const map *m = &c->m;
    if (t.kind == BASIS_LOG && compile_end_log(c, t, coef))
        return;
    ball inverse_scale = ball_inv(real_ball(s, t.scale)); /* +-1 for BASIS_LOG */
    extra *e = &c->e[c->n++];
    *e = (extra){.kind = t.kind, .coef = coef};
    if (t.kind == BASIS_LOG_QUADRATIC && m->kind == MAP_TAN) {
        e->c0 = ball_mul(ball_sub(m->at, real_ball(s, t.at)), inverse_scale);
        e->c1 = ball_mul(m->span, inverse_scale);
        c->on_cosine = add_to(&c->has_cosine, c->on_cosine, ball_mul_int(coef, -2));
        return;
    }
    if (t.kind == BASIS_LOG_QUADRATIC && m->kind == MAP_SINH) {
        e->s0 = ball_mul(ball_sub(m->at, real_ball(s, t.at)), inverse_scale);
        e->s1 = ball_mul(m->span, inverse_scale);
        c->on_size = add_to(&c->has_size, c->on_size, ball_mul_int(coef, 2));
    }
    bool affine = m->kind == MAP_AFFINE;
    ball origin = affine ? m->w0 : ball_int(0);
    e->c0 = ball_mul(ball_sub(origin, real_ball(s, t.at)), inverse_scale);
    e->c1 = affine ? ball_mul(ball_sub(m->w1, m->w0), inverse_scale) : inverse_scale;
}

static void compile_jacobian(compiled *c)
{
    const map *m = &c->m;
    c->constant = ball_add(c->constant, ball_log(ball_sub(m->w1, m->w0)));
    if (m->kind == MAP_EXP || m->kind == MAP_EXP_DOWN)
        c->on_w = add_to(&c->has_w, c->on_w, ball_int(1));
    if (m->kind == MAP_LOGIT || m->kind == MAP_TAN || m->kind == MAP_SINH)
        c->constant = ball_add(c->constant, ball_log(m->span));
    if (m->kind == MAP_LOGIT) {
        c->on_up = add_to(&c->has_up, c->on_up, ball_int(-1));
        c->on_down = add_to(&c->has_down, c->on_down, ball_int(-1));
    }
    if (m->kind == MAP_TAN)
        c->on_cosine = add_to(&c->has_cosine, c->on_cosine, ball_int(-2));
}

/* The later of two twins, or -1. */
static int twin_of(const form *f, int i)
{
    bool exponential = f->t[i].kind == BASIS_POWER || f->t[i].kind == BASIS_EXP;
    for (int k = i + 1; exponential && k < f->n; k++)
        if (are_twins(&f->t[i], &f->t[k]))
            return k;
    return -1;
}

/* Do the coefficients of log(1 + z^2), with that of the Jacobian, add up to 0? In the end only exact numbers tell. */
static bool quadratics_cancel(real_pool *pool, const form *f, bool with_jacobian)
{
    real sum = real_int(pool, with_jacobian);
    for (int i = 0; i < f->n; i++)
        if (f->t[i].kind == BASIS_LOG_QUADRATIC)
            sum = real_add(pool, sum, f->t[i].coef);
    return real_is_zero(sum);
}

compiled *form_compile(scope *s, const form *f, const map *m, bool with_jacobian)
{
    compiled *c = calloc(1, sizeof *c);
    real_pool *pool = real_pool_open();
    bool taken[FORM_TERMS] = {false}, has1 = false, has2 = false;
    c->m = *m;
    c->constant = ball_in(s, ball_int(0));
    ball c1 = {0}, c2 = {0};
    for (int i = 0; i < f->n; i++) {
        ball coef = real_ball(s, f->t[i].coef);
        int twin = taken[i] ? -1 : twin_of(f, i);
        if (taken[i])
            continue;
        switch (f->t[i].kind) {
        case BASIS_ONE: c->constant = ball_add(c->constant, coef); break;
        case BASIS_X: c1 = coef, has1 = true; break;
        case BASIS_XX: c2 = coef, has2 = true; break;
        case BASIS_LOG_SQUARED:
        case BASIS_POWER: compile_positive(s, c, f->t[i], coef); break;
        default: compile_extra(s, c, f->t[i], coef);
        }
        if (twin >= 0) {
            taken[twin] = true;
            compile_twin(s, pool, &c->e[c->n - 1], m, &f->t[i], &f->t[twin]);
        }
    }
    compile_polynomial(c, c2, has2, c1, has1);
    if (with_jacobian)
        compile_jacobian(c);
    c->has_cosine = c->has_cosine && !quadratics_cancel(pool, f, with_jacobian);
    c->has_size = c->has_size && !quadratics_cancel(pool, f, false);
    real_pool_close(pool);
    return c;
}

void compiled_free(compiled *c) { free(c); }

node map_node(const map *m, cball t)
{
    node at = {.t = t, .w = cball_linear(m->w0, ball_sub(m->w1, m->w0), t)};
    switch (m->kind) {
    case MAP_AFFINE: at.x = at.w; break;
    case MAP_EXP: at.x = cball_add_ball(cball_exp(at.w), m->at); break;
    case MAP_EXP_DOWN: at.x = cball_add_ball(cball_neg(cball_exp(at.w)), m->at); break;
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
        at.x = cball_linear(m->at, m->span, cball_scale2(cball_sub(up, down), -1));
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

static cball extra_value(const compiled *c, const extra *e, const node *at)
{
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
    cball z = e->own ? own_log(c, at) : cball_linear(e->c0, e->c1, c->m.kind == MAP_AFFINE ? at->t : at->x);
    switch (e->kind) {
    case BASIS_LOG: return cball_log(z);
    case BASIS_LOG_QUADRATIC: return cball_log1p(cball_sqr(z));
    case BASIS_LOG_SQUARED: return cball_sqr(e->own ? z : cball_log(z));
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
