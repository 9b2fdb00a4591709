/*
 * Laws of one atom or two.
 * Bernoulli p, q (0 and 1 allowed; 0 log 0 = 0, x log(x/0) = infinity):
 *     int = p^a q^(1-a) + (1-p)^a (1-q)^(1-a),   JS = h((p+q)/2) - h(p)/2 - h(q)/2,   TV = W1 = W2^2 = W_a^a = |p-q|.
 * Points x, y: W_a = |x - y|; without common mass if x and y differ.
 */
#include "divergences/closed_rows.h"

/* One outcome's summand of KL (what = CLOSED_KL) or of the power integral, added to *sum; false if it is infinite. */
static bool add_outcome(const closed_pair *c, quantity what, real p, real q, ball *sum)
{
    int has_p = real_sign(p), has_q = real_sign(q);
    bool weak = what == CLOSED_LOG_POWER && closed_order_side(c) < 0;
    if (has_p == 0 || (has_q == 0 && weak))
        return true;
    if (has_q == 0)
        return false;
    ball x = closed_ball(c, p), y = closed_ball(c, q), ratio = ball_log(ball_div(x, y));
    if (what == CLOSED_KL)
        *sum = ball_add(*sum, ball_mul(x, ratio));
    else
        *sum = ball_add(*sum, ball_mul(y, ball_exp(ball_mul(closed_ball(c, c->order), ratio))));
    return true;
}

static bool coin_sum(const closed_pair *c, quantity what, enclosure *out)
{
    real_pool *pool = c->pool;
    real one = real_int(pool, 1), p = c->p.par[0], q = c->q.par[0];
    ball sum = ball_int(0);
    if (!add_outcome(c, what, p, q, &sum)
        || !add_outcome(c, what, real_sub(pool, one, p), real_sub(pool, one, q), &sum))
        return closed_infinite(c, out, INFINITE_SUPPORT);
    if (what == CLOSED_KL)
        return closed_value(c, out, sum);
    return ball_is_exact_zero(sum) ? closed_singular(c, out) : closed_value(c, out, ball_log(sum));
}

bool closed_bernoulli_kl(const closed_pair *c, enclosure *out) { return coin_sum(c, CLOSED_KL, out); }
bool closed_bernoulli_log_power(const closed_pair *c, enclosure *out)
{
    return coin_sum(c, CLOSED_LOG_POWER, out);
}

bool closed_bernoulli_tv(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0))));
}

static ball coin_entropy(ball p)
{
    return ball_neg(ball_add(ball_xlogx(p), ball_xlogx(ball_sub(ball_int(1), p))));
}

bool closed_bernoulli_js(const closed_pair *c, enclosure *out)
{
    ball p = closed_p(c, 0), q = closed_q(c, 0), own = ball_add(coin_entropy(p), coin_entropy(q));
    return closed_value(c, out,
                        ball_sub(coin_entropy(ball_scale2(ball_add(p, q), -1)), ball_scale2(own, -1)));
}

bool closed_bernoulli_wp(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, 0);
    if (order != 1 && order != -1)
        return false;
    ball gap = ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0)));
    return closed_value(c, out, ball_exp(ball_div(ball_log(gap), closed_ball(c, c->order))));
}

bool closed_bernoulli_entropy(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, coin_entropy(closed_p(c, 0)));
}

static bool two_points(const closed_pair *c, quantity what, enclosure *out)
{
    int order = closed_compare(c, 0);
    return order == 0 ? closed_value(c, out, ball_int(0))
                      : order != REAL_UNDECIDED && closed_apart(c, what, out);
}

bool closed_point_kl(const closed_pair *c, enclosure *out) { return two_points(c, CLOSED_KL, out); }
bool closed_point_log_power(const closed_pair *c, enclosure *out)
{
    return two_points(c, CLOSED_LOG_POWER, out);
}
bool closed_point_tv(const closed_pair *c, enclosure *out) { return two_points(c, CLOSED_TV, out); }
bool closed_point_js(const closed_pair *c, enclosure *out) { return two_points(c, CLOSED_JS, out); }
bool closed_point_entropy(const closed_pair *c, enclosure *out) { return closed_value(c, out, ball_int(0)); }

bool closed_point_wp(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0))));
}
