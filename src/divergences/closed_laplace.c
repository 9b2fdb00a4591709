/*
 * Laplace laws with means at the distance D and scales b1, b2.
 *     KL   = log(b2/b1) + (b1/b2) e^(-D/b1) + D/b2 - 1
 *     L(a) = -a log(2 b1) - (1-a) log(2 b2) - lo D + log((1 + e^-g)/(a1 + a2) + (1 - e^-g)/|a1 - a2|),
 *            a1 = a/b1, a2 = (1-a)/b2, lo = min(a1, a2), g = |a1 - a2| D;  infinite unless a1 + a2 > 0
 *            (the three exponential pieces of int e^(-a1|x| - a2|x-D|), the larger exponent taken out)
 *     TV   = 1 - e^(-D/2b) for b1 = b2 = b; else from the two points where the densities cross
 *     JS   = log 2 - log(1 + e^-t) - e^(-t/2) (atan e^(t/2) - atan e^(-t/2)),  t = D/b,  for b1 = b2 = b;
 *            that of two exponential laws of rates 1/b1, 1/b2 for D = 0 (the law of |X| is sufficient)
 *     W1   = D + s e^(-D/s),  s = |b1 - b2|;      h = 1 + log(2b)
 */
#include "divergences/closed_rows.h"

static ball distance(const closed_pair *c) { return ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0))); }

bool closed_laplace_kl(const closed_pair *c, enclosure *out)
{
    ball b1 = closed_p(c, 1), b2 = closed_q(c, 1), d = distance(c);
    ball middle = ball_mul(ball_div(b1, b2), ball_exp(ball_neg(ball_div(d, b1))));
    ball sum = ball_add(ball_add(ball_log(ball_div(b2, b1)), middle), ball_div(d, b2));
    return closed_value(c, out, ball_add_int(sum, -1));
}

/* (1 - e^-g) / |a1 - a2| for g = |a1 - a2| D, which is D where a1 = a2. */
static ball middle_piece(const closed_pair *c, real a1, real a2)
{
    if (real_equal(a1, a2))
        return distance(c);
    ball gap = ball_abs(closed_ball(c, real_sub(c->pool, a1, a2)));
    return ball_div(ball_neg(ball_expm1(ball_neg(ball_mul(gap, distance(c))))), gap);
}

bool closed_laplace_log_power(const closed_pair *c, enclosure *out)
{
    real_pool *pool = c->pool;
    real a1 = real_div(pool, c->order, c->p.par[1]), a2 = real_div(pool, closed_complement(c), c->q.par[1]);
    real sum = real_add(pool, a1, a2);
    int sign = closed_order_side(c) < 0 ? 1 : real_sign(sum);
    if (sign == REAL_UNDECIDED)
        return false;
    if (sign <= 0)
        return closed_infinite(c, out, INFINITE_TAIL);
    ball x1 = closed_ball(c, a1), x2 = closed_ball(c, a2), d = distance(c);
    ball decay = ball_exp(ball_neg(ball_mul(ball_abs(ball_sub(x1, x2)), d)));
    ball pieces = ball_add(ball_div(ball_add_int(decay, 1), closed_ball(c, sum)), middle_piece(c, a1, a2));
    ball scale =
        ball_add(ball_mul(closed_ball(c, c->order), ball_log(ball_mul_int(closed_p(c, 1), 2))),
                 ball_mul(closed_ball(c, closed_complement(c)), ball_log(ball_mul_int(closed_q(c, 1), 2))));
    ball shift = ball_mul(ball_min(x1, x2), d);
    return closed_value(c, out, ball_sub(ball_sub(ball_log(pieces), shift), scale));
}

static ball tail(ball x, ball b) { return ball_scale2(ball_exp(ball_neg(ball_div(x, b))), -1); }

/*
 * TV for b1 < b2, the narrow law at 0 and the wide one at D >= 0, r = log(b2/b1). The densities cross at
 *     left < 0:   -left = (r + D/b2) / (1/b1 - 1/b2),
 *     right:      (r - D/b2) / (1/b1 - 1/b2) >= D if r >= D/b1, else (r + D/b2) / (1/b1 + 1/b2) < D,
 * and TV = P(left, right) - Q(left, right).
 */
static bool tv_of_unequal(const closed_pair *c, enclosure *out)
{
    real_pool *pool = c->pool;
    real ratio = real_log(pool, real_div(pool, c->q.par[1], c->p.par[1]));
    real shift = real_sub(pool, c->p.par[0], c->q.par[0]);
    real reach = real_div(pool, real_unary(pool, REAL_ABS, shift), c->p.par[1]);
    int beyond = real_compare(ratio, reach);
    if (beyond == REAL_UNDECIDED)
        return false;
    ball b1 = closed_p(c, 1), b2 = closed_q(c, 1), d = distance(c), r = closed_ball(c, ratio),
         pull = ball_div(d, b2);
    ball slower = ball_sub(ball_inv(b1), ball_inv(b2)), faster = ball_add(ball_inv(b1), ball_inv(b2));
    ball left = ball_div(ball_add(r, pull), slower);
    ball right = beyond >= 0 ? ball_div(ball_sub(r, pull), slower) : ball_div(ball_add(r, pull), faster);
    ball narrow = ball_sub(ball_sub(ball_int(1), tail(right, b1)), tail(left, b1));
    ball above = tail(ball_abs(ball_sub(right, d)), b2);
    ball wide = ball_sub(beyond >= 0 ? ball_sub(ball_int(1), above) : above, tail(ball_add(left, d), b2));
    return closed_value(c, out, ball_sub(narrow, wide));
}

bool closed_laplace_tv(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, 1);
    if (order == REAL_UNDECIDED)
        return false;
    if (order == 0)
        return closed_value(
            c, out, ball_neg(ball_expm1(ball_neg(ball_div(distance(c), ball_mul_int(closed_p(c, 1), 2))))));
    closed_pair back = closed_swapped(c);
    return tv_of_unequal(order < 0 ? c : &back, out);
}

bool closed_laplace_js(const closed_pair *c, enclosure *out)
{
    real one = real_int(c->pool, 1);
    if (closed_equal(c, 0))
        return closed_two_rate_js(c, out, real_div(c->pool, one, c->p.par[1]),
                                  real_div(c->pool, one, c->q.par[1]));
    if (!closed_equal(c, 1))
        return false;
    ball t = ball_div(distance(c), closed_p(c, 1)), half = ball_exp(ball_neg(ball_scale2(t, -1)));
    ball angle = ball_sub(ball_scale2(ball_pi(c->s), -1), ball_mul_int(ball_atan(half), 2));
    ball log_term = ball_log1p(ball_exp(ball_neg(t)));
    return closed_value(c, out, ball_sub(ball_sub(ball_log2(c->s), log_term), ball_mul(half, angle)));
}

bool closed_laplace_w1(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, 1);
    if (order != 1 && order != -1)
        return false;
    ball d = distance(c), s = ball_abs(ball_sub(closed_p(c, 1), closed_q(c, 1)));
    return closed_value(c, out, ball_add(d, ball_mul(s, ball_exp(ball_neg(ball_div(d, s))))));
}

bool closed_laplace_entropy(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, ball_add_int(ball_log(ball_mul_int(closed_p(c, 1), 2)), 1));
}
