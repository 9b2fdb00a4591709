/*
 * Forms compiled for a map: everything that does not depend on t is evaluated once.
 *
 *     AFFINE:  quadratic and linear terms are completed to  quad (r0 + r1 t)^2 + const,  which keeps an enclosure on a
 *              wide box as narrow as the box allows;
 *     EXP:     log|x - at| = w;                    LOGIT: log(x - at) = log span - log(1 + e^-w);
 *              from the same logarithm L = log x, where 0 is the lower end, (log x)^2 = L^2 and x^k = e^(kL);
 *     two powers or exponentials that nearly cancel are taken together, so that their difference keeps its sign on a box;
 *     AFFINE and SINH: terms with a large coefficient are expanded about a point (form_centred.c);
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

/*
 * a (log x)^2 + b log x = a (log x + b/(2a))^2 - b^2/(4a), where that costs no digits: the vertex is about as far from 0 as log x gets
 * on the piece. The term b log x, or -1.
 */
static int beside_square(const form *f, int square, const compiled *c, double lo, double hi)
{
    const map *m = &c->m;
    for (int i = 0; i < f->n; i++) {
        const term *t = &f->t[i];
        if (t->kind != BASIS_LOG || real_sign(t->at) != 0 || real_sign(t->scale) != 1)
            continue;
        double least = starts_at_zero(m) ? ball_double(m->w0) : log(lo);
        double vertex = fabs(real_double(t->coef) / real_double(f->t[square].coef)) / 2;
        return vertex <= 2 * fmax(1, fmax(fabs(least), fabs(log(hi)))) ? i : -1;
    }
    return -1;
}

static void complete_square(scope *s, real_pool *pool, compiled *c, const term *square, const term *linear)
{
    real shift = real_div(pool, linear->coef, real_mul(pool, real_int(pool, 2), square->coef));
    c->e[c->n - 1].power = real_ball(s, shift);
    c->constant =
        ball_sub(c->constant, real_ball(s, real_mul(pool, square->coef, real_mul(pool, shift, shift))));
}

/* (log x)^2 or x^k: the argument is x itself. */
static void compile_positive(scope *s, compiled *c, term t, ball coef)
{
    bool affine = c->m.kind == MAP_AFFINE;
    extra *e = &c->e[c->n++];
    *e = (extra){.kind = t.kind, .own = starts_at_zero(&c->m), .coef = coef};
    e->c0 = affine ? c->m.w0 : ball_int(0);
    e->c1 = affine ? ball_sub(c->m.w1, c->m.w0) : ball_int(1);
    e->power = t.kind == BASIS_POWER ? real_ball(s, t.scale) : ball_int(0);
}

/* So close to the map's own end that a sum would lose the distance. */
static bool is_beside(const map *m, real at, double length)
{
    bool one_end = m->kind == MAP_EXP || m->kind == MAP_EXP_DOWN;
    return one_end && fabs(real_double(m->at_exact) - real_double(at)) < 0x1p-10 * length;
}

static void compile_extra(scope *s, real_pool *pool, compiled *c, term t, ball coef, double length)
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
    if (t.kind == BASIS_LOG && is_beside(m, t.at, length)) {
        ball apart = real_ball(s, real_sub(pool, m->at_exact, t.at));
        e->beside = true;
        e->c0 = ball_mul(apart, inverse_scale);
        e->c1 = m->kind == MAP_EXP ? inverse_scale : ball_neg(inverse_scale);
        return;
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

/* The later of two twins, or of two that are close; or -1. */
static int partner_of(const form *f, int i, double length, const bool *taken)
{
    bool exponential = f->t[i].kind == BASIS_POWER || f->t[i].kind == BASIS_EXP;
    for (int k = i + 1; k < f->n; k++)
        if (!taken[k]
            && (exponential ? are_twins(&f->t[i], &f->t[k]) : are_close(&f->t[i], &f->t[k], length)))
            return k;
    return -1;
}

/* a and b, one of which, that at the map's own end if any, is the first. */
static void compile_pair(scope *s, real_pool *pool, compiled *c, const term *a, const term *b, double length)
{
    bool swap = !close_end(&c->m, a) && close_end(&c->m, b);
    const term *first = swap ? b : a, *second = swap ? a : b;
    real sum = real_add(pool, a->coef, b->coef);
    term both = *first;
    both.coef = sum;
    if (!real_is_zero(sum))
        compile_extra(s, pool, c, both, real_ball(s, sum), length);
    compile_close(s, pool, c, first, second);
}

static stretch stretch_of(const map *m)
{
    if (m->kind == MAP_TAN)
        return (stretch){-INFINITY, INFINITY};
    double a = ball_double(map_x(m, ball_in(m->w0.in, ball_int(0)))),
           b = ball_double(map_x(m, ball_in(m->w0.in, ball_int(1))));
    return (stretch){fmin(a, b), fmax(a, b)};
}

/* Do the coefficients of log(1 + z^2), with that of the Jacobian, add up to 0? In the end only exact numbers tell. */
static bool quadratics_cancel(real_pool *pool, const form *f, const bool *centred, bool with_jacobian)
{
    real sum = real_int(pool, with_jacobian);
    for (int i = 0; i < f->n; i++)
        if (f->t[i].kind == BASIS_LOG_QUADRATIC && !centred[i])
            sum = real_add(pool, sum, f->t[i].coef);
    return real_is_zero(sum);
}

/* The form with x or x^2 as a power, if there is another power that nearly cancels it. */
static form with_twin_powers(real_pool *pool, const form *f)
{
    form g = *f;
    for (int i = 0; i < g.n; i++) {
        if (g.t[i].kind != BASIS_X && g.t[i].kind != BASIS_XX)
            continue;
        term power = {BASIS_POWER, g.t[i].coef, NULL, real_int(pool, g.t[i].kind == BASIS_X ? 1 : 2)};
        for (int k = 0; k < g.n; k++)
            if (g.t[k].kind == BASIS_POWER && are_twins(&power, &g.t[k]))
                g.t[i] = power;
    }
    return g;
}

/* A form on its way to be compiled. */
typedef struct compiler {
    scope *s;
    real_pool *pool;
    const form *f;
    stretch on;
    double length; /* of the piece of the line */
    polynomial poly;
    bool taken[FORM_TERMS], centred[FORM_TERMS];
    compiled *c;
} compiler;

/* (log x)^2, with b log x beside it. */
static void compile_squares(compiler *w)
{
    for (int i = 0; i < w->f->n; i++) {
        const term *t = w->f->t;
        int linear = t[i].kind == BASIS_LOG_SQUARED ? beside_square(w->f, i, w->c, w->on.lo, w->on.hi) : -1;
        if (linear < 0)
            continue;
        compile_positive(w->s, w->c, t[i], real_ball(w->s, t[i].coef));
        complete_square(w->s, w->pool, w->c, &t[i], &t[linear]);
        w->taken[i] = w->taken[linear] = true;
    }
}

/* A term for itself, by its kind. */
static void compile_term(compiler *w, const term *t)
{
    ball coef = real_ball(w->s, t->coef);
    switch (t->kind) {
    case BASIS_ONE: w->c->constant = ball_add(w->c->constant, coef); break;
    case BASIS_X: polynomial_add(w->pool, &w->poly.c1, t->coef); break;
    case BASIS_XX: polynomial_add(w->pool, &w->poly.c2, t->coef); break;
    case BASIS_LOG_SQUARED:
    case BASIS_POWER: compile_positive(w->s, w->c, *t, coef); break;
    default: compile_extra(w->s, w->pool, w->c, *t, coef, w->length);
    }
}

/* Term i, with its twin or what is close to it, if anything is. */
static void compile_with_partner(compiler *w, int i)
{
    const term *t = &w->f->t[i];
    int at = partner_of(w->f, i, w->length, w->taken);
    const term *partner = at >= 0 ? &w->f->t[at] : NULL;
    bool exponential = t->kind == BASIS_POWER || t->kind == BASIS_EXP;
    if (partner)
        w->taken[at] = true;
    if (partner && !exponential) {
        compile_pair(w->s, w->pool, w->c, t, partner, w->length);
        return;
    }
    w->centred[i] = !partner && is_centred(&w->c->m, t, w->on);
    if (w->centred[i])
        compile_centred(w->s, w->pool, w->c, &w->poly, t, w->on);
    else
        compile_term(w, t);
    if (partner)
        compile_twin(w->s, w->pool, &w->c->e[w->c->n - 1], &w->c->m, t, partner);
}

compiled *form_compile(scope *s, const form *original, const map *m, bool with_jacobian)
{
    compiled *c = calloc(1, sizeof *c);
    real_pool *pool = real_pool_open();
    const form powers = with_twin_powers(pool, original);
    compiler w = {.s = s, .pool = pool, .f = &powers, .on = stretch_of(m), .c = c};
    w.length = w.on.hi - w.on.lo;
    c->m = *m;
    c->constant = ball_in(s, ball_int(0));
    compile_squares(&w);
    for (int i = 0; i < powers.n; i++)
        if (!w.taken[i])
            compile_with_partner(&w, i);
    bool has1 = w.poly.c1 && !real_is_zero(w.poly.c1),
         has2 = w.poly.c2 && !real_is_zero(w.poly.c2); /* centring may cancel */
    compile_polynomial(c, has2 ? real_ball(s, w.poly.c2) : ball_int(0), has2,
                       has1 ? real_ball(s, w.poly.c1) : ball_int(0), has1);
    if (with_jacobian)
        compile_jacobian(c);
    c->has_cosine = c->has_cosine && !quadratics_cancel(pool, &powers, w.centred, with_jacobian);
    c->has_size = c->has_size && !quadratics_cancel(pool, &powers, w.centred, false);
    real_pool_close(pool);
    return c;
}

void compiled_free(compiled *c) { free(c); }
