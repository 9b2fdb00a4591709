/*
 * Inverse Gaussian laws (m1, l1), (m2, l2) of mean m and shape l.
 *     KL   = (log(l1/l2) + l2/l1 - 1 + l2 (m1 - m2)^2/(m1 m2^2))/2
 *     L(a) = (a log l1 + (1-a) log l2 - log l)/2 + a l1/m1 + (1-a) l2/m2 - 2 sqrt(A l/2),
 *            l = a l1 + (1-a) l2,  A = (a l1/m1^2 + (1-a) l2/m2^2)/2;  infinite unless l > 0 and A >= 0
 *            (the integral of sqrt(l/(2 pi x^3)) e^(-A x - l/(2x)) is e^(-2 sqrt(A l/2)), also for A = 0)
 *     h    = (log(2 pi/l) + 1)/2 + 3/2 E log X,   E log X = log m - e^(2l/m) E1(2l/m)
 * log(p/q) = -a x - b/x + const, a = (l1/m1^2 - l2/m2^2)/2, b = (l1 - l2)/2, is monotone if a and b have no common sign.
 * (Johnson, Kotz and Balakrishnan 1994, chapter 15; L from the norming constants.)
 */
#include "divergences/closed_rows.h"

enum { MEAN, SHAPE };

bool closed_inversegaussian_kl(const closed_pair *c, enclosure *out)
{
    ball m1 = closed_p(c, MEAN), l1 = closed_p(c, SHAPE), m2 = closed_q(c, MEAN), l2 = closed_q(c, SHAPE);
    ball ratio = ball_div(l2, l1), apart = ball_div(ball_sqr(ball_sub(m1, m2)), ball_mul(m1, ball_sqr(m2)));
    ball sum = ball_sub(ball_add(ball_add_int(ratio, -1), ball_mul(l2, apart)), ball_log(ratio));
    return closed_value(c, out, ball_scale2(sum, -1));
}

/* l/m^2 */
static real slope(const closed_pair *c, const closed_law *l)
{
    return real_div(c->pool, l->par[SHAPE], real_mul(c->pool, l->par[MEAN], l->par[MEAN]));
}

bool closed_inversegaussian_log_power(const closed_pair *c, enclosure *out)
{
    real shape = closed_blend(c, c->p.par[SHAPE], c->q.par[SHAPE]),
         twice = closed_blend(c, slope(c, &c->p), slope(c, &c->q));
    bool below = closed_order_side(c) < 0;
    int first = below ? 1 : real_sign(shape), second = below ? 1 : real_sign(twice);
    if (first <= 0 || second < 0)
        return closed_infinite(c, out, INFINITE_TAIL);
    if (first == REAL_UNDECIDED || second == REAL_UNDECIDED)
        return false;
    ball a = closed_ball(c, c->order), b = closed_ball(c, closed_complement(c)), l = closed_ball(c, shape);
    ball l1 = closed_p(c, SHAPE), l2 = closed_q(c, SHAPE);
    ball logs = ball_sub(ball_add(ball_mul(a, ball_log(l1)), ball_mul(b, ball_log(l2))), ball_log(l));
    ball means =
        ball_add(ball_mul(a, ball_div(l1, closed_p(c, MEAN))), ball_mul(b, ball_div(l2, closed_q(c, MEAN))));
    ball root = ball_sqrt(ball_in(c->s, ball_mul(closed_ball(c, twice), l)));
    return closed_value(c, out, ball_sub(ball_add(ball_scale2(logs, -1), means), root));
}

bool closed_inversegaussian_ordered(const closed_pair *c, enclosure *out)
{
    int a = real_compare(slope(c, &c->p), slope(c, &c->q)), b = closed_compare(c, SHAPE);
    if (a == REAL_UNDECIDED || b == REAL_UNDECIDED || a * b > 0)
        return false;
    return closed_value(c, out, ball_int(0));
}

bool closed_inversegaussian_entropy(const closed_pair *c, enclosure *out)
{
    ball m = closed_p(c, MEAN), l = closed_p(c, SHAPE), at = ball_in(c->s, ball_div(ball_mul_int(l, 2), m));
    ball log_mean = ball_sub(ball_log(m), ball_mul(ball_exp(at), ball_expint_e1(at)));
    ball half = ball_add_int(ball_log(ball_div(ball_mul_int(ball_pi(c->s), 2), l)), 1);
    return closed_value(c, out, ball_scale2(ball_add(half, ball_mul_int(log_mean, 3)), -1));
}
