/*
 * Normal laws N(m1, s1^2), N(m2, s2^2), d = m1 - m2.
 *     KL     = log(s2/s1) + (s1^2 + d^2) / (2 s2^2) - 1/2
 *     L(a)   = (a-1) log(s2/s1) + log(s2^2/v) / 2 + a (a-1) d^2 / (2v),  v = a s2^2 + (1-a) s1^2 > 0, else infinite
 *     TV     = erf(|d| / (2 sqrt 2 s)) for s1 = s2; else the mass between the two roots of log p = log q,
 *              x = (m1 s2^2 - m2 s1^2 -+ s1 s2 sqrt(d^2 + 2 (s2^2 - s1^2) log(s2/s1))) / (s2^2 - s1^2)
 *     W1     = E|d + s Z| = s sqrt(2/pi) e^(-d^2/2s^2) + |d| erf(|d| / (s sqrt 2)),  s = |s1 - s2|
 *     h      = log(2 pi e s^2) / 2
 * L is F(a t1 + (1-a) t2) - a F(t1) - (1-a) F(t2) with the log partition function F of the exponential family
 * (Nielsen and Nock 2011); W1 is the cost of the monotone map, which is affine.
 */
#include "divergences/closed_rows.h"

bool closed_normal_kl(const closed_pair *c, enclosure *out)
{
    ball s1 = closed_p(c, 1), s2 = closed_q(c, 1), d = ball_sub(closed_p(c, 0), closed_q(c, 0));
    ball square = ball_div(ball_add(ball_sqr(s1), ball_sqr(d)), ball_mul_int(ball_sqr(s2), 2));
    return closed_value(c, out, ball_sub(ball_add(ball_log(ball_div(s2, s1)), square), ball_ratio(1, 2)));
}

bool closed_normal_log_power(const closed_pair *c, enclosure *out)
{
    real_pool *pool = c->pool;
    real one = c->p.par[1], two = c->q.par[1];
    real mixed = closed_blend(c, real_mul(pool, two, two), real_mul(pool, one, one));
    int sign = closed_order_side(c) < 0 ? 1 : real_sign(mixed);
    if (sign == REAL_UNDECIDED)
        return false;
    if (sign <= 0)
        return closed_infinite(c, out, INFINITE_TAIL);
    ball a = closed_ball(c, c->order), b = ball_add_int(a, -1), s1 = closed_p(c, 1), s2 = closed_q(c, 1);
    ball d = ball_sub(closed_p(c, 0), closed_q(c, 0)), v = closed_ball(c, mixed);
    ball scale = ball_add(ball_mul(b, ball_log(ball_div(s2, s1))),
                          ball_scale2(ball_log(ball_div(ball_sqr(s2), v)), -1));
    ball shift = ball_div(ball_mul(ball_mul(a, b), ball_sqr(d)), ball_mul_int(v, 2));
    return closed_value(c, out, ball_add(scale, shift));
}

/* P(lo < X <= hi). */
static ball mass_between(ball lo, ball hi, ball m, ball s)
{
    return ball_sub(ball_normal_cdf(ball_div(ball_sub(hi, m), s)),
                    ball_normal_cdf(ball_div(ball_sub(lo, m), s)));
}

static ball tv_of_translates(const closed_pair *c)
{
    ball d = ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0)));
    return ball_erf(ball_div(d, ball_mul(ball_sqrt(ball_in(c->s, ball_int(8))), closed_p(c, 1))));
}

bool closed_normal_tv(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, 1);
    if (order == REAL_UNDECIDED)
        return false;
    if (order == 0)
        return closed_value(c, out, tv_of_translates(c));
    ball m1 = closed_p(c, 0), s1 = closed_p(c, 1), m2 = closed_q(c, 0), s2 = closed_q(c, 1);
    ball gap = ball_mul(ball_sub(s2, s1), ball_add(s2, s1)), d = ball_sub(m1, m2);
    ball inside = ball_add(ball_sqr(d), ball_mul_int(ball_mul(gap, ball_log(ball_div(s2, s1))), 2));
    ball root = ball_mul(ball_mul(s1, s2), ball_sqrt(inside));
    ball centre = ball_sub(ball_mul(m1, ball_sqr(s2)), ball_mul(m2, ball_sqr(s1)));
    ball lo = ball_div(ball_sub(centre, root), gap), hi = ball_div(ball_add(centre, root), gap);
    return closed_value(c, out,
                        ball_abs(ball_sub(mass_between(lo, hi, m1, s1), mass_between(lo, hi, m2, s2))));
}

bool closed_normal_w1(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, 1);
    if (order != 1 && order != -1)
        return false;
    ball d = ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0))),
         s = ball_abs(ball_sub(closed_p(c, 1), closed_q(c, 1)));
    ball z = ball_div(d, s), half = ball_scale2(ball_sqr(z), -1);
    ball folded =
        ball_mul(ball_mul(s, ball_sqrt(ball_div(ball_int(2), ball_pi(c->s)))), ball_exp(ball_neg(half)));
    return closed_value(c, out, ball_add(folded, ball_mul(d, ball_erf(ball_sqrt(half)))));
}

bool closed_normal_entropy(const closed_pair *c, enclosure *out)
{
    ball constant = ball_add_int(ball_log(ball_mul_int(ball_pi(c->s), 2)), 1);
    return closed_value(c, out, ball_add(ball_scale2(constant, -1), ball_log(closed_p(c, 1))));
}
