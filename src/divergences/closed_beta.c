/*
 * Beta laws (a1, b1), (a2, b2), B the beta function.
 *     KL   = log(B2/B1) + (a1-a2) psi(a1) + (b1-b2) psi(b1) + (a2-a1+b2-b1) psi(a1+b1)
 *     L(t) = log B(a, b) - t log B1 - (1-t) log B2,  (a, b) = t (a1, b1) + (1-t) (a2, b2); infinite unless both positive
 *     h    = log B - (a-1) psi(a) - (b-1) psi(b) + (a+b-2) psi(a+b)
 *     TV   = |I_x(a1, b1) - I_x(a2, b2)| where the densities cross once: x = (B1/B2)^(1/(a1-a2)) for b1 = b2,
 *            1-x likewise for a1 = a2, x = 1/2 for mirror images (a, b), (b, a)
 *     JS   of mirror images with b - a = 1, where p/(p+q) = 1-x: log 2 + psi(b) - psi(a+b)
 *     For b = 1, -log X is exponential(a): TV and JS follow; W2^2 from the quantiles u^(1/a):
 *            a1/(a1+2) + a2/(a2+2) - 2/(1 + 1/a1 + 1/a2).  For a = 1 the same for 1-X.
 * log(p/q) = (a1-a2) log x + (b1-b2) log(1-x) + const is monotone if a1-a2 and b1-b2 do not have the same sign.
 */
#include "divergences/closed_rows.h"

static ball log_beta(ball a, ball b)
{
    return ball_sub(ball_add(ball_lgamma(a), ball_lgamma(b)), ball_lgamma(ball_add(a, b)));
}
static ball p_log_beta(const closed_pair *c) { return log_beta(closed_p(c, 0), closed_p(c, 1)); }
static ball q_log_beta(const closed_pair *c) { return log_beta(closed_q(c, 0), closed_q(c, 1)); }
static bool is_one(const closed_pair *c, real a) { return real_equal(a, real_int(c->pool, 1)); }
static bool both_one(const closed_pair *c, int i) { return is_one(c, c->p.par[i]) && is_one(c, c->q.par[i]); }

/* The exponents of two powers of a uniform variable, X or 1-X; false if the laws are not of that kind. */
static bool power_laws(const closed_pair *c, real *a1, real *a2)
{
    if (!both_one(c, 0) && !both_one(c, 1))
        return false;
    int i = both_one(c, 1) ? 0 : 1;
    *a1 = c->p.par[i];
    *a2 = c->q.par[i];
    return true;
}

static bool mirrored(const closed_pair *c)
{
    return real_equal(c->p.par[0], c->q.par[1]) && real_equal(c->p.par[1], c->q.par[0]);
}

bool closed_beta_kl(const closed_pair *c, enclosure *out)
{
    ball a1 = closed_p(c, 0), b1 = closed_p(c, 1), da = ball_sub(a1, closed_q(c, 0)),
         db = ball_sub(b1, closed_q(c, 1));
    ball ends = ball_add(ball_mul(da, ball_digamma(a1)), ball_mul(db, ball_digamma(b1)));
    ball total = ball_mul(ball_add(da, db), ball_digamma(ball_add(a1, b1)));
    return closed_value(c, out, ball_add(ball_sub(q_log_beta(c), p_log_beta(c)), ball_sub(ends, total)));
}

bool closed_beta_log_power(const closed_pair *c, enclosure *out)
{
    real a = closed_blend(c, c->p.par[0], c->q.par[0]), b = closed_blend(c, c->p.par[1], c->q.par[1]);
    bool below = closed_order_side(c) < 0;
    int first = below ? 1 : real_sign(a), second = below ? 1 : real_sign(b);
    if (first <= 0 || second <= 0)
        return closed_infinite(c, out, INFINITE_TAIL);
    if (first == REAL_UNDECIDED || second == REAL_UNDECIDED)
        return false;
    ball ends = ball_add(ball_mul(closed_ball(c, c->order), p_log_beta(c)),
                         ball_mul(closed_ball(c, closed_complement(c)), q_log_beta(c)));
    return closed_value(c, out, ball_sub(log_beta(closed_ball(c, a), closed_ball(c, b)), ends));
}

/* The crossing x = (B1/B2)^(1/(a1-a2)) for b1 = b2, in the parameter `i` that differs. */
static bool crossing(const closed_pair *c, int i, ball *x)
{
    int order = closed_compare(c, i);
    if (!closed_equal(c, 1 - i) || (order != 1 && order != -1))
        return false;
    ball rise = ball_sub(p_log_beta(c), q_log_beta(c));
    *x = ball_exp(ball_div(rise, ball_sub(closed_p(c, i), closed_q(c, i))));
    return true;
}

bool closed_beta_tv(const closed_pair *c, enclosure *out)
{
    real a1, a2;
    if (power_laws(c, &a1, &a2))
        return closed_two_rate_tv(c, out, a1, a2);
    ball x = ball_in(c->s, ball_ratio(1, 2)), y;
    if (crossing(c, 1, &y))
        x = ball_sub(ball_int(1), y);
    else if (!mirrored(c) && !crossing(c, 0, &x))
        return false;
    ball gap = ball_sub(ball_beta_i(closed_p(c, 0), closed_p(c, 1), x),
                        ball_beta_i(closed_q(c, 0), closed_q(c, 1), x));
    return closed_value(c, out, ball_abs(gap));
}

bool closed_beta_js(const closed_pair *c, enclosure *out)
{
    real a1, a2;
    if (power_laws(c, &a1, &a2))
        return closed_two_rate_js(c, out, a1, a2);
    real gap = real_sub(c->pool, c->p.par[1], c->p.par[0]);
    if (!mirrored(c) || !is_one(c, real_unary(c->pool, REAL_ABS, gap)))
        return false;
    ball larger = ball_max(closed_p(c, 0), closed_p(c, 1)), sum = ball_add(closed_p(c, 0), closed_p(c, 1));
    return closed_value(c, out, ball_add(ball_log2(c->s), ball_sub(ball_digamma(larger), ball_digamma(sum))));
}

bool closed_beta_w2(const closed_pair *c, enclosure *out)
{
    real a1, a2;
    if (!power_laws(c, &a1, &a2))
        return false;
    ball x1 = closed_ball(c, a1), x2 = closed_ball(c, a2), inverses = ball_add(ball_inv(x1), ball_inv(x2));
    ball squares = ball_add(ball_div(x1, ball_add_int(x1, 2)), ball_div(x2, ball_add_int(x2, 2)));
    return closed_value(c, out, ball_sub(squares, ball_scale2(ball_inv(ball_add_int(inverses, 1)), 1)));
}

bool closed_beta_ordered(const closed_pair *c, enclosure *out)
{
    int a = closed_compare(c, 0), b = closed_compare(c, 1);
    if (a == REAL_UNDECIDED || b == REAL_UNDECIDED || a * b > 0)
        return false;
    return closed_value(c, out, ball_int(0));
}

bool closed_beta_entropy(const closed_pair *c, enclosure *out)
{
    ball a = closed_p(c, 0), b = closed_p(c, 1), n = ball_add(a, b);
    ball ends = ball_add(ball_mul(ball_add_int(a, -1), ball_digamma(a)),
                         ball_mul(ball_add_int(b, -1), ball_digamma(b)));
    return closed_value(
        c, out, ball_add(ball_sub(p_log_beta(c), ends), ball_mul(ball_add_int(n, -2), ball_digamma(n))));
}
