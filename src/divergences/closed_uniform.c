/*
 * Uniform laws U(a, b), U(c, d) of lengths l1, l2, with an overlap of length o = (min(b,d) - max(a,c))^+.
 *     L(t) = log(o l1^-t l2^(t-1)) for t < 1 (log 0 if o = 0);  (t-1) log(l2/l1) for t > 1 if [a,b] lies in [c,d],
 *            else infinite (the row for all laws outside the support of Q answers that);  KL likewise
 *     TV   = 1 - o / max(l1, l2)
 *     JS   = half of  (1 - o/l1) log 2 + (o/l1) log(2 l2/(l1+l2))  plus the same with l1, l2 exchanged
 *     W1   = |A + B|/2 if A B >= 0, else (A^2 + B^2) / (2 (|A| + |B|)),  A = a - c,  B = b - d
 *     W2^2 = (A^2 + A B + B^2) / 3;    h = log(b - a)
 * The quantile difference A (1-u) + B u is linear in u. p - q changes its sign once unless one interval lies strictly
 * inside the other, A B < 0.
 */
#include "divergences/closed_rows.h"

typedef struct intervals {
    ball l1, l2, overlap;
} intervals;

static intervals lengths(const closed_pair *c)
{
    ball a = closed_p(c, 0), b = closed_p(c, 1), lo = closed_q(c, 0), hi = closed_q(c, 1);
    return (intervals){.l1 = ball_sub(b, a),
                       .l2 = ball_sub(hi, lo),
                       .overlap = ball_max(ball_int(0), ball_sub(ball_min(b, hi), ball_max(a, lo)))};
}

bool closed_uniform_log_power(const closed_pair *c, enclosure *out)
{
    int side = closed_order_side(c), low = closed_compare(c, 0), high = closed_compare(c, 1);
    if (side == REAL_UNDECIDED)
        return false;
    intervals i = lengths(c);
    ball t = closed_ball(c, c->order);
    bool inside = (low == 0 || low == 1) && (high == 0 || high == -1);
    if (side >= 0)
        return inside && closed_value(c, out, ball_mul(ball_add_int(t, -1), ball_log(ball_div(i.l2, i.l1))));
    if (ball_positive(i.overlap) != HOLDS)
        return false;
    ball scale =
        ball_add(ball_mul(t, ball_log(i.l1)), ball_mul(closed_ball(c, closed_complement(c)), ball_log(i.l2)));
    return closed_value(c, out, ball_sub(ball_log(i.overlap), scale));
}

bool closed_uniform_tv(const closed_pair *c, enclosure *out)
{
    intervals i = lengths(c);
    return closed_value(c, out, ball_sub(ball_int(1), ball_div(i.overlap, ball_max(i.l1, i.l2))));
}

/* (1 - f) log 2 + f log(2 other/(own + other)), f = o/own. */
static ball half_js(const closed_pair *c, ball own, ball other, ball overlap)
{
    ball f = ball_div(overlap, own), ratio = ball_div(ball_scale2(other, 1), ball_add(own, other));
    return ball_add(ball_mul(ball_sub(ball_int(1), f), ball_log2(c->s)), ball_mul(f, ball_log(ratio)));
}

bool closed_uniform_js(const closed_pair *c, enclosure *out)
{
    intervals i = lengths(c);
    ball sum = ball_add(half_js(c, i.l1, i.l2, i.overlap), half_js(c, i.l2, i.l1, i.overlap));
    return closed_value(c, out, ball_scale2(sum, -1));
}

bool closed_uniform_ordered(const closed_pair *c, enclosure *out)
{
    int low = closed_compare(c, 0), high = closed_compare(c, 1);
    if (low == REAL_UNDECIDED || high == REAL_UNDECIDED || low * high < 0)
        return false;
    return closed_value(c, out, ball_int(0));
}

bool closed_uniform_w1(const closed_pair *c, enclosure *out)
{
    int low = closed_compare(c, 0), high = closed_compare(c, 1);
    if (low == REAL_UNDECIDED || high == REAL_UNDECIDED)
        return false;
    ball a = ball_sub(closed_p(c, 0), closed_q(c, 0)), b = ball_sub(closed_p(c, 1), closed_q(c, 1));
    if (low * high >= 0)
        return closed_value(c, out, ball_scale2(ball_abs(ball_add(a, b)), -1));
    ball squares = ball_add(ball_sqr(a), ball_sqr(b)), sum = ball_add(ball_abs(a), ball_abs(b));
    return closed_value(c, out, ball_div(squares, ball_scale2(sum, 1)));
}

bool closed_uniform_w2(const closed_pair *c, enclosure *out)
{
    ball a = ball_sub(closed_p(c, 0), closed_q(c, 0)), b = ball_sub(closed_p(c, 1), closed_q(c, 1));
    ball squares = ball_add(ball_add(ball_sqr(a), ball_mul(a, b)), ball_sqr(b));
    return closed_value(c, out, ball_div_int(squares, 3));
}

/* Translates: b - a = d - c. */
bool closed_uniform_wp(const closed_pair *c, enclosure *out)
{
    const real *p = c->p.par, *q = c->q.par;
    if (!real_equal(real_sub(c->pool, p[1], p[0]), real_sub(c->pool, q[1], q[0])))
        return false;
    return closed_value(c, out, ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0))));
}

bool closed_uniform_entropy(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, ball_log(ball_sub(closed_p(c, 1), closed_p(c, 0))));
}
