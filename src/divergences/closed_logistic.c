/*
 * Logistic laws of equal scale s, t = |m1 - m2| / s, e = e^-t.
 *     KL   = t coth(t/2) - 2
 *     L(a) = (n-1) t/2 + log((1 - e^(-n t)) / (n (1 - e))),  n = |2a - 1|;  for n = 0: -t/2 + log(t / (1 - e))
 *            (that is, sinh(n t/2) / (n sinh(t/2)), finite for every a)
 *     TV   = tanh(t/4)
 *     JS   = log 2 - log(1 + e) + (t e - 4 e^(-t/2) atan(tanh(t/4))) / (1 - e)
 * For any scales, with u = |s1 - s2|:  W1 = 2u log(2 cosh(d/2u)) = d + 2u log(1 + e^(-d/u)),  and h = 2 + log s.
 */
#include "divergences/closed_rows.h"

static ball distance(const closed_pair *c) { return ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0))); }
static ball standard(const closed_pair *c) { return ball_div(distance(c), closed_p(c, 1)); }
/* 1 - e^-x. */
static ball rise(ball x) { return ball_neg(ball_expm1(ball_neg(x))); }

bool closed_logistic_kl(const closed_pair *c, enclosure *out)
{
    if (!closed_equal(c, 1))
        return false;
    ball t = standard(c);
    return closed_value(c, out, ball_add_int(ball_mul(t, ball_coth(ball_scale2(t, -1))), -2));
}

bool closed_logistic_log_power(const closed_pair *c, enclosure *out)
{
    if (!closed_equal(c, 1))
        return false;
    real twice = real_mul(c->pool, real_int(c->pool, 2), c->order),
         odd = real_sub(c->pool, twice, real_int(c->pool, 1));
    int sign = real_sign(odd);
    if (sign == REAL_UNDECIDED)
        return false;
    ball t = standard(c), n = ball_abs(closed_ball(c, odd));
    ball top = sign ? ball_div(rise(ball_mul(n, t)), n) : t;
    ball drift = ball_scale2(ball_mul(ball_add_int(n, -1), t), -1);
    return closed_value(c, out, ball_add(drift, ball_log(ball_div(top, rise(t)))));
}

bool closed_logistic_tv(const closed_pair *c, enclosure *out)
{
    return closed_equal(c, 1) && closed_value(c, out, ball_tanh(ball_scale2(standard(c), -2)));
}

bool closed_logistic_js(const closed_pair *c, enclosure *out)
{
    if (!closed_equal(c, 1))
        return false;
    ball t = standard(c), e = ball_exp(ball_neg(t)), half = ball_exp(ball_neg(ball_scale2(t, -1)));
    ball angle = ball_scale2(ball_mul(half, ball_atan(ball_tanh(ball_scale2(t, -2)))), 2);
    ball fraction = ball_div(ball_sub(ball_mul(t, e), angle), rise(t));
    return closed_value(c, out, ball_add(ball_sub(ball_log2(c->s), ball_log1p(e)), fraction));
}

bool closed_logistic_w1(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, 1);
    if (order != 1 && order != -1)
        return false;
    ball d = distance(c), u = ball_abs(ball_sub(closed_p(c, 1), closed_q(c, 1)));
    ball excess = ball_mul(ball_scale2(u, 1), ball_log1p(ball_exp(ball_neg(ball_div(d, u)))));
    return closed_value(c, out, ball_add(d, excess));
}

bool closed_logistic_entropy(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, ball_add_int(ball_log(closed_p(c, 1)), 2));
}
