/*
 * JS from the affinity, by the trapezoidal rule. See affinity.h.
 *
 * F(t) = rho(t)/(cosh(pi t) (t^2 + 1/4)) is holomorphic for |Im t| < 1/2. There |rho(t)| <= 1 by Hoelder's
 * inequality, and for |Im t| <= d: |cosh(pi t)| >= cos(pi d) cosh(pi Re t), |t^2 + 1/4| >= 1/4 - d^2. As the
 * integral of 1/cosh(pi x) is 1, the rule with step h is off by at most (Trefethen and Weideman 2014, theorem
 * 5.1)
 *
 *     2 M / (e^(2 pi d / h) - 1),      M = 1 / (cos(pi d) (1/4 - d^2)).
 *
 * F decreases in modulus below 1/(cosh(pi t) (t^2 + 1/4)), so the terms beyond T on both sides sum to at most
 * 2 integral from T of 2 e^(-pi x)/(T^2 + 1/4) dx = (4/pi) e^(-pi T)/(T^2 + 1/4).
 */
#include "divergences/affinity.h"

#include <math.h>

/* d = 15/32: next to the poles at 1/2, where M is about 2^8. */
enum { STRIP = 15, OF = 32, MARGIN = 14 };

/* The weight falls by this many bits a unit of t, and rho(t) is needed less accurately by as many. */
static const double weight_bits = M_PI / M_LN2;

static ball weight(scope *s, ball t)
{
    ball quarter = ball_ratio(1, 4);
    return ball_inv(ball_mul(ball_cosh(ball_mul(ball_pi(s), t)), ball_add(ball_sqr(t), quarter)));
}

/* With cos(pi d) = sin(angle) >= angle - angle^3/6. */
static ball rule_error(scope *s, ball h)
{
    ball d = ball_ratio(STRIP, OF), angle = ball_mul(ball_pi(s), ball_sub(ball_ratio(1, 2), d));
    ball sine = ball_sub(angle, ball_div_int(ball_mul(angle, ball_sqr(angle)), 6));
    ball bound = ball_inv(ball_mul(ball_sub(ball_ratio(1, 4), ball_sqr(d)), sine));
    ball decay = ball_expm1(ball_div(ball_mul(ball_mul_int(ball_pi(s), 2), d), h));
    return ball_div(ball_mul_int(bound, 2), decay);
}

static ball beyond(scope *s, ball T)
{
    ball pi = ball_pi(s);
    ball decay = ball_exp(ball_neg(ball_mul(pi, T)));
    return ball_div(ball_mul_int(decay, 4), ball_mul(pi, ball_add(ball_sqr(T), ball_ratio(1, 4))));
}

ball affinity_js(scope *s, affinity rho, void *state, slong goal)
{
    real_pool *pool = real_pool_open();
    scope *work = scope_open_for(s, scope_bits(s));
    real step = real_ratio(pool, 4, goal + MARGIN);
    slong last = (slong)ceil((double)(goal + 4) / weight_bits * (double)(goal + MARGIN) / 4);
    ball sum = ball_in(s, ball_int(0));
    scope_mark start = scope_now(work);
    for (slong k = 0; k <= last; k++, scope_rewind(work, start)) {
        real t = real_mul(pool, step, real_int(pool, k));
        slong needed = goal + 4 - (slong)(weight_bits * real_double(t));
        ball term = ball_mul(cball_real(rho(state, work, t, needed > 4 ? needed : 4)),
                             weight(work, real_ball(work, t)));
        ball both = ball_scale2(term, k ? 1 : 0);
        arb_add(sum.v, sum.v, both.v, scope_bits(s));
    }
    ball h = real_ball(s, step);
    ball wrong = ball_add(rule_error(s, h), beyond(s, ball_mul_int(h, last)));
    ball integral = ball_widen(ball_mul(h, sum), wrong);
    scope_close(work);
    real_pool_close(pool);
    return ball_sub(ball_log2(s), ball_scale2(integral, -2));
}
