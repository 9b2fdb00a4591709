/*
 * Differences of terms that nearly agree, without cancellation. See close_pair in form_compiled.h. With z for the first term's argument
 * and D = z2 - z for the second's, from exact coefficients,
 *
 *     log z2 - log z                          =  log(1 + r),    r = D/z;
 *     log(1 + z2^2) - log(1 + z^2)            =  log(1 + r),    r = D (D + 2z)/(1 + z^2);
 *     log(1 + e^z2) - log(1 + e^z)            =  log(1 + r),    r = s(z) (e^D - 1),      s(z) = 1/(1 + e^-z),
 *                                             =  D + log(1 + s(-z) (e^-D - 1)),          for the right half.
 *
 * On MAP_TAN everything in the second line is multiplied by cos^2, on MAP_SINH by e^-2|w|, as in form_compile.c.
 */
#include "calculus/form_compiled.h"

#include <math.h>

/* Opposite coefficients, places and scales that agree to ten bits. */
static bool nearly(double x, double y, double unit) { return fabs(x - y) < 0x1p-10 * fabs(unit); }

bool are_close(const term *a, const term *b, double length)
{
    if (a->kind != b->kind || a->kind == BASIS_LGAMMA || !a->at || !a->scale)
        return false;
    double c = real_double(a->coef), d = real_double(b->coef), k = real_double(a->scale),
           l = real_double(b->scale);
    double unit = a->kind == BASIS_LOG ? length : k;
    return a->kind != BASIS_EXP && nearly(c, -d, c) && nearly(k, l, k)
           && nearly(real_double(a->at), real_double(b->at), unit);
}

/* An affine function of x by its value at 0 and its slope, in the variable of the map: t, x, or tan w and sinh w if `bent`. */
static void place(const map *m, bool bent, ball at_zero, ball slope, ball *c0, ball *c1)
{
    bool affine = m->kind == MAP_AFFINE;
    ball origin = affine ? m->w0 : m->at, unit = affine ? ball_sub(m->w1, m->w0) : m->span;
    *c0 = affine || bent ? ball_add(at_zero, ball_mul(slope, origin)) : at_zero;
    *c1 = affine || bent ? ball_mul(slope, unit) : slope;
}

static bool is_at(real x, real end) { return end && real_equal(x, end); }

/* +1: z is the distance from the lower end of EXP or LOGIT, -1: from the upper one; 0: neither. */
int close_end(const map *m, const term *a)
{
    if (a->kind != BASIS_LOG)
        return 0;
    if ((m->kind == MAP_EXP || m->kind == MAP_LOGIT) && is_at(a->at, m->at_exact))
        return 1;
    bool upper = (m->kind == MAP_EXP_DOWN && is_at(a->at, m->at_exact))
                 || (m->kind == MAP_LOGIT && is_at(a->at, m->at_other));
    return upper ? -1 : 0;
}

void compile_close(scope *s, real_pool *pool, compiled *c, const term *a, const term *b)
{
    real one = real_int(pool, 1), slope = real_div(pool, one, a->scale),
         more = real_sub(pool, real_div(pool, one, b->scale), slope);
    real start = real_neg(pool, real_mul(pool, a->at, slope));
    real apart = real_sub(pool, real_div(pool, a->at, a->scale), real_div(pool, b->at, b->scale));
    ball z0 = real_ball(s, start), z1 = real_ball(s, slope), d0 = real_ball(s, apart),
         d1 = real_ball(s, more);
    close_pair *p = &c->close[c->pairs++];
    *p = (close_pair){.kind = a->kind, .end = close_end(&c->m, a), .by = real_ball(s, b->coef), .apart = d0};
    bool quadratic = a->kind == BASIS_LOG_QUADRATIC;
    place(&c->m, quadratic && c->m.kind == MAP_TAN, z0, z1, &p->z0, &p->z1);
    place(&c->m, quadratic && c->m.kind == MAP_TAN, d0, d1, &p->d0, &p->d1);
    if (quadratic && c->m.kind == MAP_SINH) {
        place(&c->m, true, z0, z1, &p->s0, &p->s1);
        place(&c->m, true, d0, d1, &p->e0, &p->e1);
    }
}

/* ---- Complex ---- */

/* a cos w + b sin w, or e^-|w| (a + b sinh w) */
static cball bent(const compiled *c, const node *at, ball a, ball b)
{
    bool tan = c->m.kind == MAP_TAN;
    return cball_add(cball_mul_ball(tan ? at->cosine : at->ebb, a),
                     cball_mul_ball(tan ? at->sine : at->rise, b));
}

static cball quadratic_ratio(cball unit, cball z, cball D)
{
    cball above = cball_mul(D, cball_add(D, cball_scale2(z, 1)));
    return cball_div(above, cball_add(unit, cball_sqr(z)));
}

/* D/z at the end of EXP, z = e^w, and of LOGIT, z = span/(1 + e^-+w). */
static cball end_ratio(const compiled *c, const close_pair *p, const node *at)
{
    bool logit = c->m.kind == MAP_LOGIT;
    cball inverse = cball_exp(logit && p->end < 0 ? at->w : cball_neg(at->w));
    if (logit)
        inverse = cball_mul_ball(cball_add_int(inverse, 1), ball_inv(c->m.span));
    return cball_mul_ball(inverse, p->apart);
}

static cball softplus_change(cball z, cball D)
{
    bool right = cball_side(z) > 0;
    cball small = cball_exp(right ? cball_neg(z) : z), share = cball_div(small, cball_add_int(small, 1));
    cball change = cball_log1p(cball_mul(share, cball_expm1(right ? cball_neg(D) : D)));
    return right ? cball_add(D, change) : change;
}

cball close_value(const compiled *c, const close_pair *p, const node *at)
{
    cball x = c->m.kind == MAP_AFFINE ? at->t : at->x, ratio;
    bool quadratic = p->kind == BASIS_LOG_QUADRATIC;
    if (c->m.kind == MAP_TAN && !quadratic)
        return cball_nothing(at->t.in);
    if (p->end)
        ratio = end_ratio(c, p, at);
    else if (quadratic && c->m.kind == MAP_TAN)
        ratio = quadratic_ratio(cball_sqr(at->cosine), bent(c, at, p->z0, p->z1), bent(c, at, p->d0, p->d1));
    else if (quadratic && c->m.kind == MAP_SINH)
        ratio = quadratic_ratio(cball_sqr(at->ebb), bent(c, at, p->s0, p->s1), bent(c, at, p->e0, p->e1));
    else {
        cball z = cball_linear(p->z0, p->z1, x), D = cball_linear(p->d0, p->d1, x),
              one = cball_from_ball(at->t.in, ball_int(1));
        if (p->kind == BASIS_SOFTPLUS)
            return cball_mul_ball(softplus_change(z, D), p->by);
        ratio = quadratic ? quadratic_ratio(one, z, D) : cball_div(D, z);
    }
    return cball_mul_ball(cball_log1p(ratio), p->by);
}

/* ---- Real ---- */

typedef struct arguments {
    ball unit, z, D; /* unit: 1, or cos^2 w */
} arguments;

static arguments arguments_at(const compiled *c, const close_pair *p, const axis_node *at)
{
    if (c->m.kind == MAP_TAN)
        return (arguments){ball_sqr(at->cosine),
                           ball_add(ball_mul(at->cosine, p->z0), ball_mul(at->sine, p->z1)),
                           ball_add(ball_mul(at->cosine, p->d0), ball_mul(at->sine, p->d1))};
    ball x = c->m.kind == MAP_AFFINE ? at->t : at->x;
    return (arguments){ball_in(at->t.in, ball_int(1)), ball_add(p->z0, ball_mul(p->z1, x)),
                       ball_add(p->d0, ball_mul(p->d1, x))};
}

static ball above_of(const arguments *a) { return ball_mul(a->D, ball_add(a->D, ball_scale2(a->z, 1))); }

static ball end_ratio_real(const compiled *c, const close_pair *p, const axis_node *at)
{
    bool logit = c->m.kind == MAP_LOGIT;
    ball inverse = ball_exp(logit && p->end < 0 ? at->w : ball_neg(at->w));
    if (logit)
        inverse = ball_div(ball_add_int(inverse, 1), c->m.span);
    return ball_mul(inverse, p->apart);
}

static ball softplus_change_real(ball z, ball D)
{
    bool right = ball_double(z) > 0;
    ball share = ball_sigmoid(right ? ball_neg(z) : z);
    ball change = ball_log1p(ball_mul(share, ball_expm1(right ? ball_neg(D) : D)));
    return right ? ball_add(D, change) : change;
}

ball close_real(const compiled *c, const close_pair *p, const axis_node *at)
{
    if (c->m.kind == MAP_TAN && p->kind != BASIS_LOG_QUADRATIC)
        return ball_nothing(at->t.in);
    if (p->end)
        return ball_mul(p->by, ball_log1p(end_ratio_real(c, p, at)));
    arguments a = arguments_at(c, p, at);
    if (p->kind == BASIS_SOFTPLUS)
        return ball_mul(p->by, softplus_change_real(a.z, a.D));
    ball ratio =
        p->kind == BASIS_LOG ? ball_div(a.D, a.z) : ball_div(above_of(&a), ball_add(a.unit, ball_sqr(a.z)));
    return ball_mul(p->by, ball_log1p(ratio));
}

/* (log(1 + N/M))' = (N' - (N/M) M')/(M + N), N = D (D + 2z), M = unit + z^2 */
static ball quadratic_slope(const arguments *a, const arguments *slope)
{
    ball N = above_of(a), M = ball_add(a->unit, ball_sqr(a->z));
    ball dN = ball_scale2(ball_add(ball_mul(slope->D, ball_add(a->D, a->z)), ball_mul(a->D, slope->z)), 1);
    ball dM = ball_add(slope->unit, ball_scale2(ball_mul(a->z, slope->z), 1));
    return ball_div(ball_sub(dN, ball_mul(ball_div(N, M), dM)), ball_add(M, N));
}

/* With z2 = z + D:  s(z2) z2' - s(z) z' = s(z2) D' + z' s(z) s(-z2) (e^D - 1). */
static ball softplus_slope(const arguments *a, const arguments *slope)
{
    ball second = ball_add(a->z, a->D);
    ball turned = ball_mul(ball_mul(ball_sigmoid(a->z), ball_sigmoid(ball_neg(second))), ball_expm1(a->D));
    return ball_add(ball_mul(ball_sigmoid(second), slope->D), ball_mul(slope->z, turned));
}

/* By t; dw and dx are the derivatives of w and of the variable x or t. */
ball close_slope(const compiled *c, const close_pair *p, const axis_node *at, ball dw, ball dx)
{
    if (c->m.kind == MAP_TAN && p->kind != BASIS_LOG_QUADRATIC)
        return ball_nothing(at->t.in);
    if (p->end) { /* -(z'/z) r/(1 + r) */
        ball r = end_ratio_real(c, p, at), speed = dw;
        if (c->m.kind == MAP_LOGIT)
            speed = p->end > 0 ? ball_mul(dw, ball_sigmoid(ball_neg(at->w)))
                               : ball_neg(ball_mul(dw, ball_sigmoid(at->w)));
        return ball_neg(ball_mul(p->by, ball_mul(speed, ball_div(r, ball_add_int(r, 1)))));
    }
    arguments a = arguments_at(c, p, at), slope = {ball_int(0), ball_mul(p->z1, dx), ball_mul(p->d1, dx)};
    if (c->m.kind == MAP_TAN)
        slope = (arguments){ball_mul(dw, ball_mul_int(ball_mul(at->cosine, at->sine), -2)),
                            ball_mul(dw, ball_sub(ball_mul(at->cosine, p->z1), ball_mul(at->sine, p->z0))),
                            ball_mul(dw, ball_sub(ball_mul(at->cosine, p->d1), ball_mul(at->sine, p->d0)))};
    if (p->kind == BASIS_SOFTPLUS)
        return ball_mul(p->by, softplus_slope(&a, &slope));
    if (p->kind == BASIS_LOG_QUADRATIC)
        return ball_mul(p->by, quadratic_slope(&a, &slope));
    /* D'/z2 - (z'/z) D/z2 */
    ball second = ball_add(a.z, a.D);
    return ball_mul(p->by, ball_div(ball_sub(slope.D, ball_mul(ball_div(slope.z, a.z), a.D)), second));
}
