/* A random form under a random map. */
#ifndef TESTS_FORM_TRIAL_H
#define TESTS_FORM_TRIAL_H

#include "effort.h"
#include "random_forms.h"

enum { BITS = 120 };

/* The whole of (lo, hi) under the affine map, inner parts of it under the others. */
static inline map draw_map(scope *s, real_pool *pool, map_kind kind, span in)
{
    ball lo = real_ball(s, in.lo), hi = real_ball(s, in.hi), length = ball_sub(hi, lo), w = ball_log(length);
    ball some = real_ball(s, draw_positive(pool)), centre = ball_div_int(ball_add(lo, hi), 2);
    switch (kind) {
    case MAP_EXP: return (map){.kind = kind, .w0 = ball_sub(w, some), .w1 = w, .at = lo, .at_exact = in.lo};
    case MAP_EXP_DOWN:
        return (map){.kind = kind, .w0 = ball_sub(w, some), .w1 = w, .at = hi, .at_exact = in.hi};
    case MAP_LOGIT:
        return (map){kind, ball_neg(some), real_ball(s, draw_positive(pool)), lo, length, in.lo, in.hi};
    case MAP_TAN: {
        ball most = ball_atan(ball_div(length, ball_mul_int(some, 2)));
        return (map){.kind = kind, .w0 = ball_neg(most), .w1 = most, .at = centre, .span = some};
    }
    case MAP_SINH: /* sinh 1 = length/(2 span) */
        return (map){.kind = kind,
                     .w0 = ball_in(s, ball_int(-1)),
                     .w1 = ball_in(s, ball_int(1)),
                     .at = centre,
                     .span = ball_div(length, ball_mul_int(ball_sinh(ball_in(s, ball_int(1))), 2))};
    default: return (map){.kind = kind, .w0 = lo, .w1 = hi};
    }
}

typedef struct trial {
    scope *s;
    real_pool *pool;
    span in;
    form f;
    map m;
} trial;

static inline trial trial_open(map_kind kind)
{
    trial one = {.s = scope_open(BITS), .pool = real_pool_open()};
    one.in.lo = draw(3) ? draw_real(one.pool, 10) : real_int(one.pool, 0);
    one.in.hi = real_add(one.pool, one.in.lo, draw_positive(one.pool));
    one.f = draw_form(one.pool, one.in, kind == MAP_TAN);
    one.m = draw_map(one.s, one.pool, kind, one.in);
    return one;
}

static inline void trial_close(trial *one)
{
    real_pool_close(one->pool);
    scope_close(one->s);
}

#endif
