/*
 * Exponential laws of rates r1, r2 and gamma laws (k1, t1), (k2, t2) of shape k and scale t.
 *     exponential: KL = log(r1/r2) + r2/r1 - 1,  L(a) = a log r1 + (1-a) log r2 - log(a r1 + (1-a) r2),  h = 1 - log r
 *     gamma:  KL   = (k1 - k2) psi(k1) - log G(k1) + log G(k2) + k2 log(t2/t1) + k1 (t1 - t2)/t2
 *             L(a) = log G(k) + k log t - a (log G(k1) + k1 log t1) - (1-a) (log G(k2) + k2 log t2),
 *                    k = a k1 + (1-a) k2,  1/t = a/t1 + (1-a)/t2;  infinite unless both are positive
 *             TV   = |P(k1, x/t1) - P(k2, x/t2)| where the densities cross once, P the incomplete gamma function:
 *                    x = k log(t2/t1) t1 t2/(t2 - t1) for equal shapes, x/t = (G(k1)/G(k2))^(1/(k1-k2)) for equal scales
 *             W2^2 = k (k+1) (t1 - t2)^2 for equal shapes;    h = k + log t + log G(k) + (1-k) psi(k)
 * log(p/q) = (k1-k2) log x - (1/t1 - 1/t2) x + const is monotone if k1 - k2 and t1 - t2 have no opposite signs.
 */
#include "divergences/closed_rows.h"
#include "number/ball_arb.h"

bool closed_exponential_kl(const closed_pair *c, enclosure *out)
{
    ball ratio = ball_div(closed_q(c, 0), closed_p(c, 0));
    return closed_value(c, out, ball_sub(ball_add_int(ratio, -1), ball_log(ratio)));
}

bool closed_two_rate_log_power(const closed_pair *c, enclosure *out, real r1, real r2)
{
    real mixed = closed_blend(c, r1, r2);
    int sign = closed_order_side(c) < 0 ? 1 : real_sign(mixed);
    if (sign == REAL_UNDECIDED)
        return false;
    if (sign <= 0)
        return closed_infinite(c, out, INFINITE_TAIL);
    ball logs = ball_add(ball_mul(closed_ball(c, c->order), ball_log(closed_ball(c, r1))),
                         ball_mul(closed_ball(c, closed_complement(c)), ball_log(closed_ball(c, r2))));
    return closed_value(c, out, ball_sub(logs, ball_log(closed_ball(c, mixed))));
}

bool closed_exponential_log_power(const closed_pair *c, enclosure *out)
{
    return closed_two_rate_log_power(c, out, c->p.par[0], c->q.par[0]);
}

bool closed_exponential_tv(const closed_pair *c, enclosure *out)
{
    return closed_two_rate_tv(c, out, c->p.par[0], c->q.par[0]);
}

bool closed_exponential_js(const closed_pair *c, enclosure *out)
{
    return closed_two_rate_js(c, out, c->p.par[0], c->q.par[0]);
}

bool closed_exponential_entropy(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, ball_sub(ball_int(1), ball_log(closed_p(c, 0))));
}

/* min/max of two rates, exactly; NULL if they are equal or cannot be told apart. */
static real smaller_over_larger(const closed_pair *c, real r1, real r2)
{
    int order = real_compare(r1, r2);
    if (order == 0 || order == REAL_UNDECIDED)
        return NULL;
    return order < 0 ? real_div(c->pool, r1, r2) : real_div(c->pool, r2, r1);
}

/*
 * JS = log 2 - log(1 + k) + (log k + (1-k) I)/2 with k = min/max of the rates and
 *     I = int_0^1 s^c/(k + s) ds = (1-k)/(1+k) 2F1(1, 1; w + 1; 1/(1+k)),   c = k/(1-k),  w = c + 1 = 1/(1-k)
 * (E_p log(1 + q/p) by parts, s = e^-(r_max - r_min) x; then Pfaff's transformation, which makes every term of the
 * series positive and the ratio of its terms at most 1/(1+k)).
 */
bool closed_two_rate_js(const closed_pair *c, enclosure *out, real r1, real r2)
{
    real_pool *pool = c->pool;
    real one = real_int(pool, 1), ratio = smaller_over_larger(c, r1, r2);
    if (!ratio)
        return real_equal(r1, r2) && closed_value(c, out, ball_int(0));
    ball k = closed_ball(c, ratio), unit = ball_in(c->s, ball_int(1));
    ball third =
        ball_in(c->s, closed_ball(c, real_add(pool, one, real_div(pool, one, real_sub(pool, one, ratio)))));
    ball at = ball_in(c->s, closed_ball(c, real_div(pool, one, real_add(pool, one, ratio)))),
         f = ball_fresh(c->s);
    arb_hypgeom_2f1(f.v, unit.v, unit.v, third.v, at.v, 0, scope_bits(c->s));
    ball rest = ball_sub(ball_int(1), k);
    ball integral = ball_mul(ball_div(rest, ball_add_int(k, 1)), f);
    ball half = ball_scale2(ball_add(ball_log(k), ball_mul(rest, integral)), -1);
    return closed_value(c, out, ball_add(ball_sub(ball_log2(c->s), ball_log1p(k)), half));
}

/* TV = k^(k/(1-k)) (1-k). */
bool closed_two_rate_tv(const closed_pair *c, enclosure *out, real r1, real r2)
{
    real ratio = smaller_over_larger(c, r1, r2);
    if (!ratio)
        return real_equal(r1, r2) && closed_value(c, out, ball_int(0));
    ball k = closed_ball(c, ratio), rest = ball_sub(ball_int(1), k);
    return closed_value(c, out, ball_mul(rest, ball_exp(ball_mul(ball_div(k, rest), ball_log(k)))));
}

bool closed_gamma_kl(const closed_pair *c, enclosure *out)
{
    ball k1 = closed_p(c, 0), t1 = closed_p(c, 1), k2 = closed_q(c, 0), t2 = closed_q(c, 1);
    ball shapes =
        ball_sub(ball_mul(ball_sub(k1, k2), ball_digamma(k1)), ball_sub(ball_lgamma(k1), ball_lgamma(k2)));
    ball scales = ball_mul(k1, ball_div(ball_sub(t1, t2), t2));
    return closed_value(c, out, ball_add(ball_add(shapes, scales), ball_mul(k2, ball_log(ball_div(t2, t1)))));
}

/* The log partition function log G(k) + k log t. */
static ball log_partition(ball k, ball t) { return ball_add(ball_lgamma(k), ball_mul(k, ball_log(t))); }

bool closed_gamma_log_power(const closed_pair *c, enclosure *out)
{
    real_pool *pool = c->pool;
    real one = real_int(pool, 1), shape = closed_blend(c, c->p.par[0], c->q.par[0]);
    real rate = closed_blend(c, real_div(pool, one, c->p.par[1]), real_div(pool, one, c->q.par[1]));
    bool below = closed_order_side(c) < 0;
    int first = below ? 1 : real_sign(shape), second = below ? 1 : real_sign(rate);
    if (first <= 0 || second <= 0)
        return closed_infinite(c, out, INFINITE_TAIL);
    if (first == REAL_UNDECIDED || second == REAL_UNDECIDED)
        return false;
    ball at = log_partition(closed_ball(c, shape), ball_inv(closed_ball(c, rate)));
    ball ends = ball_add(
        ball_mul(closed_ball(c, c->order), log_partition(closed_p(c, 0), closed_p(c, 1))),
        ball_mul(closed_ball(c, closed_complement(c)), log_partition(closed_q(c, 0), closed_q(c, 1))));
    return closed_value(c, out, ball_sub(at, ends));
}

bool closed_gamma_tv(const closed_pair *c, enclosure *out)
{
    ball k1 = closed_p(c, 0), t1 = closed_p(c, 1), k2 = closed_q(c, 0), t2 = closed_q(c, 1), x;
    if (closed_equal(c, 0) && (closed_compare(c, 1) == 1 || closed_compare(c, 1) == -1))
        x = ball_mul(ball_mul(k1, ball_log(ball_div(t2, t1))), ball_div(ball_mul(t1, t2), ball_sub(t2, t1)));
    else if (closed_equal(c, 1) && (closed_compare(c, 0) == 1 || closed_compare(c, 0) == -1))
        x = ball_mul(t1, ball_exp(ball_div(ball_sub(ball_lgamma(k1), ball_lgamma(k2)), ball_sub(k1, k2))));
    else
        return false;
    ball gap = ball_sub(ball_gamma_p(k1, ball_div(x, t1)), ball_gamma_p(k2, ball_div(x, t2)));
    return closed_value(c, out, ball_abs(gap));
}

bool closed_gamma_js(const closed_pair *c, enclosure *out)
{
    real one = real_int(c->pool, 1);
    if (!real_equal(c->p.par[0], one) || !real_equal(c->q.par[0], one))
        return false;
    return closed_two_rate_js(c, out, c->q.par[1], c->p.par[1]);
}

bool closed_gamma_w2(const closed_pair *c, enclosure *out)
{
    if (!closed_equal(c, 0))
        return false;
    ball k = closed_p(c, 0), second = ball_mul(k, ball_add_int(k, 1));
    return closed_value(c, out, ball_mul(second, ball_sqr(ball_sub(closed_p(c, 1), closed_q(c, 1)))));
}

bool closed_gamma_ordered(const closed_pair *c, enclosure *out)
{
    int shape = closed_compare(c, 0), scale = closed_compare(c, 1);
    if (shape == REAL_UNDECIDED || scale == REAL_UNDECIDED || shape * scale < 0)
        return false;
    return closed_value(c, out, ball_int(0));
}

bool closed_gamma_entropy(const closed_pair *c, enclosure *out)
{
    ball k = closed_p(c, 0), sum = ball_add(ball_add(k, ball_log(closed_p(c, 1))), ball_lgamma(k));
    return closed_value(c, out, ball_add(sum, ball_mul(ball_sub(ball_int(1), k), ball_digamma(k))));
}
