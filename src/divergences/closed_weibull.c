/*
 * Weibull laws (k1, t1), (k2, t2) of shape k and scale t. X^k is exponential of rate t^-k, so that laws of equal shape have the
 * f-divergences of exponential laws. G is the gamma function, g Euler's constant.
 *     KL   = log(k1/t1^k1) - log(k2/t2^k2) + (k1 - k2)(log t1 - g/k1) + (t1/t2)^k2 G(1 + k2/k1) - 1
 *            (Bauckhage 2013, arXiv:1310.3713)
 *     W1   = |t1 - t2| G(1 + 1/k) for equal shapes; else F and G cross once, where (x/t1)^k1 = (x/t2)^k2 = u,
 *            u = (t2/t1)^(1/(1/k1 - 1/k2)), and W1 = |difference of t_i G(1 + 1/k_i) P(1 + 1/k_i, u)| + the same with Q = 1 - P
 *     W2^2 = t1^2 G(1 + 2/k1) + t2^2 G(1 + 2/k2) - 2 t1 t2 G(1 + 1/k1 + 1/k2)
 *            (both from the quantiles t e^(1/k), e standard exponential)
 *     h    = g (1 - 1/k) + log(t/k) + 1
 * An exponential law of rate r is the Weibull law (1, 1/r).
 */
#include "divergences/closed_rows.h"
#include "number/ball_arb.h"

enum { SHAPE, SCALE };

/* G(1 + x) */
static ball gamma_after(const closed_pair *c, ball x)
{
    return ball_gamma(ball_in(c->s, ball_add_int(x, 1)));
}

static ball log_constant(ball k, ball t) { return ball_sub(ball_log(k), ball_mul(k, ball_log(t))); }

static bool kl_between(const closed_pair *c, enclosure *out, ball k1, ball t1, ball k2, ball t2)
{
    ball constants = ball_sub(log_constant(k1, t1), log_constant(k2, t2));
    ball log_mean = ball_sub(ball_log(t1), ball_div(ball_euler(c->s), k1)); /* E log X */
    ball power =
        ball_mul(ball_exp(ball_mul(k2, ball_log(ball_div(t1, t2)))), gamma_after(c, ball_div(k2, k1)));
    ball sum = ball_add(constants, ball_mul(ball_sub(k1, k2), log_mean));
    return closed_value(c, out, ball_add_int(ball_add(sum, power), -1));
}

bool closed_weibull_kl(const closed_pair *c, enclosure *out)
{
    return kl_between(c, out, closed_p(c, SHAPE), closed_p(c, SCALE), closed_q(c, SHAPE), closed_q(c, SCALE));
}

bool closed_exponential_weibull_kl(const closed_pair *c, enclosure *out)
{
    return kl_between(c, out, ball_in(c->s, ball_int(1)), ball_inv(closed_p(c, 0)), closed_q(c, SHAPE),
                      closed_q(c, SCALE));
}

/* The rates of X^k for laws of equal shape. */
static bool has_rates(const closed_pair *c, real *r1, real *r2)
{
    real minus = real_neg(c->pool, c->p.par[SHAPE]);
    *r1 = real_pow(c->pool, c->p.par[SCALE], minus);
    *r2 = real_pow(c->pool, c->q.par[SCALE], minus);
    return closed_equal(c, SHAPE);
}

bool closed_weibull_log_power(const closed_pair *c, enclosure *out)
{
    real r1, r2;
    return has_rates(c, &r1, &r2) && closed_two_rate_log_power(c, out, r1, r2);
}

bool closed_weibull_tv(const closed_pair *c, enclosure *out)
{
    real r1, r2;
    return has_rates(c, &r1, &r2) && closed_two_rate_tv(c, out, r1, r2);
}

bool closed_weibull_js(const closed_pair *c, enclosure *out)
{
    real r1, r2;
    return has_rates(c, &r1, &r2) && closed_two_rate_js(c, out, r1, r2);
}

bool closed_weibull_ordered(const closed_pair *c, enclosure *out)
{
    return closed_equal(c, SHAPE) && closed_value(c, out, ball_int(0));
}

/* The parts of the mean below (side < 0) and above the quantile t u^(1/k). */
static ball part_of_mean(const closed_pair *c, ball k, ball t, ball u, int side)
{
    ball inverse = ball_inv(k), next = ball_in(c->s, ball_add_int(inverse, 1));
    ball share = side < 0 ? ball_gamma_p(next, u) : ball_gamma_q(next, u);
    return ball_mul(ball_mul(t, gamma_after(c, inverse)), share);
}

bool closed_weibull_w1(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, SHAPE);
    if (order != 1 && order != -1)
        return false;
    ball k1 = closed_p(c, SHAPE), t1 = closed_p(c, SCALE), k2 = closed_q(c, SHAPE), t2 = closed_q(c, SCALE);
    ball exponent = ball_sub(ball_inv(k1), ball_inv(k2)),
         u = ball_in(c->s, ball_exp(ball_div(ball_log(ball_div(t2, t1)), exponent))), sum = ball_int(0);
    for (int side = -1; side <= 1; side += 2) {
        ball gap = ball_sub(part_of_mean(c, k1, t1, u, side), part_of_mean(c, k2, t2, u, side));
        sum = ball_add(sum, ball_abs(gap));
    }
    return closed_value(c, out, sum);
}

bool closed_weibull_w2(const closed_pair *c, enclosure *out)
{
    ball a1 = ball_inv(closed_p(c, SHAPE)), t1 = closed_p(c, SCALE), a2 = ball_inv(closed_q(c, SHAPE)),
         t2 = closed_q(c, SCALE);
    ball one = ball_mul(ball_sqr(t1), gamma_after(c, ball_mul_int(a1, 2)));
    ball two = ball_mul(ball_sqr(t2), gamma_after(c, ball_mul_int(a2, 2)));
    ball product = ball_mul(ball_mul(t1, t2), gamma_after(c, ball_add(a1, a2)));
    return closed_value(c, out, ball_sub(ball_add(one, two), ball_mul_int(product, 2)));
}

bool closed_weibull_entropy(const closed_pair *c, enclosure *out)
{
    ball k = closed_p(c, SHAPE), share = ball_sub(ball_int(1), ball_inv(k));
    ball sum = ball_add(ball_mul(ball_euler(c->s), share), ball_log(ball_div(closed_p(c, SCALE), k)));
    return closed_value(c, out, ball_add_int(sum, 1));
}
