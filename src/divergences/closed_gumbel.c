/*
 * Gumbel laws (m1, b1), (m2, b2) of maxima, location m and scale b. e^(-X/b) is exponential of rate e^(m/b), so that laws of equal
 * scale have the f-divergences of exponential laws. G is the gamma function, g Euler's constant.
 *     KL   = log(b2/b1) + (m1 - m2 + g b1)/b2 + e^((m2 - m1)/b2) G(1 + b1/b2) - g - 1    (Bauckhage 2013, arXiv:1310.3713, for
 *            the Weibull laws of e^-X)
 *     W1   = |m1 - m2| for equal scales; else E|m1 - m2 + s Z|, s = b1 - b2, Z standard: the quantiles m + b z cross at
 *            z = c = -(m1 - m2)/s, E|Z - c| = g - c + 2 E1(e^-c), and W1 = |s| E|Z - c|
 *     h    = log b + g + 1
 * Against a normal law: -E log q = log b + (m1 - m2)/b + e^((m2 - m1)/b + s^2/(2 b^2)) for P = N(m1, s^2) and Q = (m2, b).
 */
#include "divergences/closed_rows.h"

enum { LOCATION, SCALE };

bool closed_gumbel_kl(const closed_pair *c, enclosure *out)
{
    ball b1 = closed_p(c, SCALE), b2 = closed_q(c, SCALE),
         d = ball_sub(closed_p(c, LOCATION), closed_q(c, LOCATION));
    ball g = ball_euler(c->s), ratio = ball_in(c->s, ball_div(b1, b2)),
         shift = ball_in(c->s, ball_div(d, b2));
    ball moment = ball_mul(ball_exp(ball_neg(shift)), ball_gamma(ball_add_int(ratio, 1)));
    ball sum = ball_add(ball_sub(shift, ball_log(ratio)), ball_mul(g, ball_add_int(ratio, -1)));
    return closed_value(c, out, ball_add_int(ball_add(sum, moment), -1));
}

/* The rates of e^(-X/b) for laws of equal scale, as multiples of the second one. */
static bool has_rates(const closed_pair *c, real *r1, real *r2)
{
    real d = real_sub(c->pool, c->p.par[LOCATION], c->q.par[LOCATION]);
    *r1 = real_exp(c->pool, real_div(c->pool, d, c->p.par[SCALE]));
    *r2 = real_int(c->pool, 1);
    return closed_equal(c, SCALE);
}

bool closed_gumbel_log_power(const closed_pair *c, enclosure *out)
{
    real r1, r2;
    return has_rates(c, &r1, &r2) && closed_two_rate_log_power(c, out, r1, r2);
}

bool closed_gumbel_tv(const closed_pair *c, enclosure *out)
{
    real r1, r2;
    return has_rates(c, &r1, &r2) && closed_two_rate_tv(c, out, r1, r2);
}

bool closed_gumbel_js(const closed_pair *c, enclosure *out)
{
    real r1, r2;
    return has_rates(c, &r1, &r2) && closed_two_rate_js(c, out, r1, r2);
}

bool closed_gumbel_w1(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, SCALE);
    if (order != 1 && order != -1)
        return false;
    ball s = ball_sub(closed_p(c, SCALE), closed_q(c, SCALE)),
         d = ball_sub(closed_p(c, LOCATION), closed_q(c, LOCATION));
    ball at = ball_in(c->s, ball_neg(ball_div(d, s)));
    ball twice = ball_mul_int(ball_expint_e1(ball_exp(ball_neg(at))), 2);
    return closed_value(c, out, ball_mul(ball_abs(s), ball_add(ball_sub(ball_euler(c->s), at), twice)));
}

bool closed_gumbel_entropy(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, ball_add_int(ball_add(ball_log(closed_p(c, SCALE)), ball_euler(c->s)), 1));
}

bool closed_normal_gumbel_cross(const closed_pair *c, enclosure *out)
{
    ball b = closed_q(c, SCALE), shift = ball_div(ball_sub(closed_p(c, 0), closed_q(c, LOCATION)), b);
    ball half = ball_scale2(ball_sqr(ball_div(closed_p(c, 1), b)), -1);
    ball moment = ball_exp(ball_in(c->s, ball_sub(half, shift)));
    return closed_value(c, out, ball_add(ball_add(ball_log(b), shift), moment));
}
