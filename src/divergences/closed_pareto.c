/*
 * Pareto laws (m1, a1), (m2, a2) of minimum m and shape a: log(X/m) is exponential of rate a.
 *     KL   = log(a1/a2) + a2/a1 - 1 + a2 log(m1/m2) for m1 >= m2, infinite otherwise (support)
 *     L(t) = t log(a1 m1^a1) + (1-t) log(a2 m2^a2) - a log max(m1, m2) - log a,  a = t a1 + (1-t) a2;  for t > 1 infinite if
 *            m1 < m2 (support) or a <= 0 (tail)
 *     TV, JS for m1 = m2 are those of exponential laws;   TV = 1 - (min m/max m)^a for equal shapes
 *     W_p  = |m1 - m2| (a/(a-p))^(1/p) for equal shapes;   W2^2 = m1^2 a1/(a1-2) + m2^2 a2/(a2-2) - 2 m1 m2/(1 - 1/a1 - 1/a2)
 *            (from the quantiles m u^(-1/a));  infinite if the smaller shape is at most p
 *     h    = log(m/a) + 1 + 1/a
 * p - q changes its sign at most once if m1 = m2, or a1 = a2, or m1 - m2 and a1 - a2 have opposite signs: p/q is then monotone.
 */
#include "divergences/closed_rows.h"

enum { MINIMUM, SHAPE };

static ball minimum_ratio(const closed_pair *c)
{
    return ball_log(ball_div(closed_p(c, MINIMUM), closed_q(c, MINIMUM)));
}

bool closed_pareto_kl(const closed_pair *c, enclosure *out)
{
    int side = closed_compare(c, MINIMUM);
    if (side == -1)
        return closed_infinite(c, out, INFINITE_SUPPORT);
    ball a2 = closed_q(c, SHAPE), ratio = ball_div(a2, closed_p(c, SHAPE));
    ball value = ball_sub(ball_add_int(ratio, -1), ball_log(ratio));
    if (side == 1)
        value = ball_add(value, ball_mul(a2, minimum_ratio(c)));
    return side != REAL_UNDECIDED && closed_value(c, out, value);
}

/* log(a m^a) */
static ball log_constant(ball m, ball a) { return ball_add(ball_log(a), ball_mul(a, ball_log(m))); }

bool closed_pareto_log_power(const closed_pair *c, enclosure *out)
{
    int side = closed_compare(c, MINIMUM);
    bool above = closed_order_side(c) == 1;
    real mixed = closed_blend(c, c->p.par[SHAPE], c->q.par[SHAPE]);
    int sign = above ? real_sign(mixed) : 1;
    if (side == REAL_UNDECIDED || sign == REAL_UNDECIDED)
        return false;
    if (above && (side == -1 || sign <= 0))
        return closed_infinite(c, out, side == -1 ? INFINITE_SUPPORT : INFINITE_TAIL);
    ball p = ball_mul(closed_ball(c, c->order), log_constant(closed_p(c, MINIMUM), closed_p(c, SHAPE)));
    ball q = ball_mul(closed_ball(c, closed_complement(c)),
                      log_constant(closed_q(c, MINIMUM), closed_q(c, SHAPE)));
    ball start = side == 1 ? closed_p(c, MINIMUM) : closed_q(c, MINIMUM);
    return closed_value(c, out, ball_sub(ball_add(p, q), log_constant(start, closed_ball(c, mixed))));
}

bool closed_pareto_tv(const closed_pair *c, enclosure *out)
{
    if (closed_equal(c, MINIMUM))
        return closed_two_rate_tv(c, out, c->p.par[SHAPE], c->q.par[SHAPE]);
    if (!closed_equal(c, SHAPE))
        return false;
    ball exponent = ball_neg(ball_mul(closed_p(c, SHAPE), ball_abs(minimum_ratio(c))));
    return closed_value(c, out, ball_neg(ball_expm1(exponent)));
}

bool closed_pareto_js(const closed_pair *c, enclosure *out)
{
    return closed_equal(c, MINIMUM) && closed_two_rate_js(c, out, c->p.par[SHAPE], c->q.par[SHAPE]);
}

/* Whether both laws have a moment of that order: 1 or 0; REAL_UNDECIDED. */
static int has_moment(const closed_pair *c, real order)
{
    int p = real_compare(c->p.par[SHAPE], order), q = real_compare(c->q.par[SHAPE], order);
    return p == REAL_UNDECIDED || q == REAL_UNDECIDED ? REAL_UNDECIDED : p == 1 && q == 1;
}

static bool differ(const closed_pair *c)
{
    int m = closed_compare(c, MINIMUM), a = closed_compare(c, SHAPE);
    return m == 1 || m == -1 || a == 1 || a == -1;
}

bool closed_pareto_wp(const closed_pair *c, enclosure *out)
{
    int moment = has_moment(c, c->order);
    if (moment == 0)
        return differ(c) && closed_infinite(c, out, INFINITE_TAIL);
    if (moment != 1 || !closed_equal(c, SHAPE))
        return false;
    ball a = closed_p(c, SHAPE), order = ball_in(c->s, closed_ball(c, c->order));
    ball norm = ball_exp(ball_div(ball_log(ball_div(a, ball_sub(a, order))), order));
    return closed_value(c, out,
                        ball_mul(ball_abs(ball_sub(closed_p(c, MINIMUM), closed_q(c, MINIMUM))), norm));
}

static ball second_moment(ball m, ball a) { return ball_div(ball_mul(ball_sqr(m), a), ball_add_int(a, -2)); }

bool closed_pareto_w2(const closed_pair *c, enclosure *out)
{
    if (has_moment(c, real_int(c->pool, 2)) != 1)
        return false;
    ball m1 = closed_p(c, MINIMUM), a1 = closed_p(c, SHAPE), m2 = closed_q(c, MINIMUM),
         a2 = closed_q(c, SHAPE);
    ball rest = ball_sub(ball_int(1), ball_add(ball_inv(a1), ball_inv(a2)));
    ball product = ball_div(ball_scale2(ball_mul(m1, m2), 1), rest);
    return closed_value(c, out, ball_sub(ball_add(second_moment(m1, a1), second_moment(m2, a2)), product));
}

bool closed_pareto_ordered(const closed_pair *c, enclosure *out)
{
    int m = closed_compare(c, MINIMUM), a = closed_compare(c, SHAPE);
    return m != REAL_UNDECIDED && a != REAL_UNDECIDED && m * a <= 0 && closed_value(c, out, ball_int(0));
}

bool closed_pareto_entropy(const closed_pair *c, enclosure *out)
{
    ball inverse = ball_inv(closed_p(c, SHAPE)), size = ball_log(ball_mul(closed_p(c, MINIMUM), inverse));
    return closed_value(c, out, ball_add_int(ball_add(size, inverse), 1));
}
