/*
 * Forms under maps: at random points of random forms,
 *     the compiled value is the form's value at x(t), plus log dx/dt if asked for;
 *     on complex boxes, the value from the middle and the slope holds what thin points inside it have;
 *     the compiled slope is the derivative of the compiled value (a difference quotient encloses it, by the mean value theorem).
 */
#include "form_trial.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

static const char *const map_names[] = {"affine", "exp", "exp down", "logit", "tan", "sinh"};

/* log dx/dt without node.speed, from the map's definition. */
static ball log_jacobian(scope *s, const map *m, ball t)
{
    ball dw = ball_sub(m->w1, m->w0), w = ball_add(m->w0, ball_mul(dw, t)), e = ball_exp(w),
         one = ball_in(s, ball_int(1));
    ball cosine = ball_inv(ball_sqrt(ball_add(one, ball_sqr(ball_tan(w)))));
    switch (m->kind) {
    case MAP_EXP:
    case MAP_EXP_DOWN: return ball_log(ball_mul(dw, e));
    case MAP_LOGIT: return ball_log(ball_mul(ball_mul(dw, m->span), ball_div(e, ball_sqr(ball_add(one, e)))));
    case MAP_TAN: return ball_log(ball_div(ball_mul(dw, m->span), ball_sqr(cosine)));
    case MAP_SINH: return ball_log(ball_mul(dw, m->span));
    default: return ball_log(dw);
    }
}

static ball draw_inside(scope *s) { return ball_in(s, ball_ratio(1 + draw(998), 1000)); }

static double size_of_terms(const trial *one, ball t)
{
    double sum = 0;
    for (int i = 0; i < one->f.n; i++) {
        form alone = {.n = 1, .t = {one->f.t[i]}};
        sum += fabs(ball_double(form_value(one->s, &alone, map_x(&one->m, t))));
    }
    return sum;
}

static void check_value(const trial *one, ball t, bool jacobian)
{
    compiled *c = form_compile(one->s, &one->f, &one->m, jacobian);
    ball value = compiled_real(c, &one->m, t), direct = form_value(one->s, &one->f, map_x(&one->m, t));
    if (jacobian)
        direct = ball_add(direct, log_jacobian(one->s, &one->m, t));
    cr_expect(ball_overlaps(value, direct), "%s, t = %g, x = %g: %.17g, not %.17g", map_names[one->m.kind],
              ball_double(t), ball_double(map_x(&one->m, t)), ball_double(value), ball_double(direct));
    /* A few dozen roundings of numbers of the terms' size, with arguments up to about 2^15. */
    cr_expect(ball_log2_error(value) < 35 - BITS + log2(1 + size_of_terms(one, t)), "%s, t = %g: error 2^%g",
              map_names[one->m.kind], ball_double(t), ball_log2_error(value));
    /* A box around t holds the value at t, also with the demand of analyticity wherever that is met. */
    acb_t box;
    acb_init(box);
    arb_set(acb_realref(box), ball_widen(t, ball_ratio(1, 4000)).v);
    mag_set_d(arb_radref(acb_imagref(box)), 1e-4);
    scope_set_holomorphic(one->s, true);
    node at = map_node(&one->m, cball_from_acb(one->s, box));
    cball wide = compiled_value(c, &at);
    scope_set_holomorphic(one->s, false);
    cr_expect(!cball_is_finite(wide) || ball_contains(cball_real(wide), ball_mid(value)),
              "%s, t = %g: the box misses the value", map_names[one->m.kind], ball_double(t));
    acb_clear(box);
    compiled_free(c);
}

Test(form, compiled_values)
{
    for (map_kind kind = MAP_AFFINE; kind <= MAP_SINH; kind++)
        for (int i = 0; i < 200 * effort(); i++) {
            trial one = trial_open(kind);
            check_value(&one, draw_inside(one.s), i & 1);
            trial_close(&one);
        }
}

/* [t - r, t + r] x [0, r] with the demand of analyticity. */
static node node_around(const trial *one, ball t, double r)
{
    acb_t box;
    acb_init(box);
    arb_set(acb_realref(box), ball_widen(t, ball_exact_double(one->s, r)).v);
    arb_set_d(acb_imagref(box), r / 2);
    mag_set_d(arb_radref(acb_imagref(box)), r / 2);
    scope_set_holomorphic(one->s, true);
    node at = map_node(&one->m, cball_from_acb(one->s, box));
    acb_clear(box);
    return at;
}

/* The form from the middle of a box; its values at a corner and at the middle of its upper side must lie inside. */
static bool check_about(const trial *one, const compiled *c, ball t, double r)
{
    node box = node_around(one, t, r);
    cball about = compiled_about(c, one->s, &box);
    scope_set_holomorphic(one->s, false);
    for (int k = 0; cball_is_finite(about) && k < 2; k++) {
        acb_t z;
        acb_init(z);
        arb_set(acb_realref(z), ball_mid(k ? ball_add(t, ball_exact_double(one->s, r)) : t).v);
        arb_set_d(acb_imagref(z), r);
        node there = map_node(&one->m, cball_from_acb(one->s, z));
        cball value = compiled_value(c, &there);
        cr_expect(acb_overlaps(value.v, about.v), "%s, t = %g: a point of the box is missed",
                  map_names[one->m.kind], ball_double(t));
        acb_clear(z);
    }
    return cball_is_finite(about);
}

Test(form, boxes_from_their_middles)
{
    for (map_kind kind = MAP_AFFINE; kind <= MAP_SINH; kind++) {
        int known = 0, asked = 0;
        for (int i = 0; i < 1000 * effort(); i++, asked++) {
            trial one = trial_open(kind);
            compiled *c = form_compile(one.s, &one.f, &one.m, i & 1);
            known += check_about(&one, c, draw_inside(one.s), 1e-5);
            compiled_free(c);
            trial_close(&one);
        }
        bool offered = kind != MAP_TAN && kind != MAP_LOGIT; /* there, where no terms are taken together */
        cr_expect(20 * known > asked || !offered, "%s: %d of %d boxes", map_names[kind], known, asked);
    }
}

/* 1e6 (log x - x) on x = e^w around its maximum at 1: of second order in the box, where each term is of first. */
Test(form, large_terms_cancel_in_the_slope)
{
    trial one = {.s = scope_open(BITS), .pool = real_pool_open()};
    real zero = real_int(one.pool, 0), million = real_int(one.pool, 1000000);
    form_add(one.pool, &one.f, BASIS_LOG, million, zero, real_int(one.pool, 1));
    form_add_x(one.pool, &one.f, real_neg(one.pool, million));
    one.m = (map){.kind = MAP_EXP, .at = ball_in(one.s, ball_int(0)), .at_exact = zero};
    one.m.w0 = ball_in(one.s, ball_int(-1)), one.m.w1 = ball_in(one.s, ball_int(1));
    compiled *c = form_compile(one.s, &one.f, &one.m, false);
    node box = node_around(&one, ball_in(one.s, ball_ratio(1, 2)), 1e-4);
    double about = ball_radius(cball_real(compiled_about(c, one.s, &box))),
           naive = ball_radius(cball_real(compiled_value(c, &box)));
    cr_expect(naive > 100 && about < 1, "+- %g, +- %g", naive, about); /* 2e6 r and 4e6 r^2 or so */
    compiled_free(c);
    trial_close(&one);
}

Test(form, compiled_slopes)
{
    for (map_kind kind = MAP_AFFINE; kind <= MAP_SINH; kind++)
        for (int i = 0; i < 200 * effort(); i++) {
            trial one = trial_open(kind);
            compiled *c = form_compile(one.s, &one.f, &one.m, i & 1);
            ball t = draw_inside(one.s), next = ball_add(t, ball_scale2(ball_in(one.s, ball_int(1)), -30));
            ball quotient =
                ball_scale2(ball_sub(compiled_real(c, &one.m, next), compiled_real(c, &one.m, t)), 30);
            ball between = compiled_slope(c, &one.m, ball_hull(t, next)), here = compiled_slope(c, &one.m, t);
            cr_expect(ball_overlaps(between, quotient) && ball_is_finite(between),
                      "%s, t = %g: slope %.17g, quotient %.17g", map_names[kind], ball_double(t),
                      ball_double(between), ball_double(quotient));
            cr_expect(ball_contains(between, ball_mid(here)), "%s, t = %g: slope on a box", map_names[kind],
                      ball_double(t));
            /* Slopes up to 2^12 or so, over 2^-30: the box is at most about that wide. */
            cr_expect(ball_radius(between) < 1e-2 * (1 + fabs(ball_double(between))), "%s, t = %g: %g +- %g",
                      map_names[kind], ball_double(t), ball_double(between), ball_radius(between));
            compiled_free(c);
            trial_close(&one);
        }
}

Test(form, algebra)
{
    for (int i = 0; i < 200 * effort(); i++) {
        trial one = trial_open(MAP_AFFINE);
        form other = draw_form(one.pool, one.in, false), nothing = form_difference(one.pool, &one.f, &one.f);
        real a = draw_nonzero(one.pool), b = draw_nonzero(one.pool);
        form sum = form_combine(one.pool, a, &one.f, b, &other);
        ball x = map_x(&one.m, draw_inside(one.s));
        ball direct = ball_add(ball_mul(real_ball(one.s, a), form_value(one.s, &one.f, x)),
                               ball_mul(real_ball(one.s, b), form_value(one.s, &other, x)));
        cr_expect_eq(nothing.n, 0, "f - f has %d terms", nothing.n);
        cr_expect(ball_overlaps(form_value(one.s, &sum, x), direct), "a f + b g at %g", ball_double(x));
        trial_close(&one);
    }
}
