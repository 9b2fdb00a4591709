/*
 * Cauchy laws (x1, g1), (x2, g2): with k = ((g1 - g2)^2 + (x1 - x2)^2) / (2 g1 g2), a maximal invariant of the Moebius
 * group, every f-divergence is a function of k, hence symmetric (Nielsen and Okamura 2022):
 *     KL = log(1 + k/2),   TV = (2/pi) atan sqrt(k/2),   JS = log(2 r / (r + sqrt 2)) with r = sqrt(2 + k),
 *     int p^a q^(1-a) = P_(a-1)(1 + k) = 2F1(1-a, a; 1; -k/2)   (Legendre; 1 + k for a = 2, elliptic for a = 1/2).
 * W_p = |x1 - x2| for g1 = g2 although no moment exists; infinite otherwise, since then |F^-1 - G^-1| grows like 1/u.
 * h = log(4 pi g).
 */
#include "divergences/closed_rows.h"
#include "number/ball_arb.h"

static ball invariant(const closed_pair *c)
{
    ball g1 = closed_p(c, 1), g2 = closed_q(c, 1), dx = ball_sub(closed_p(c, 0), closed_q(c, 0));
    ball top = ball_add(ball_sqr(ball_sub(g1, g2)), ball_sqr(dx));
    return ball_div(top, ball_mul_int(ball_mul(g1, g2), 2));
}

bool closed_cauchy_kl(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, ball_log1p(ball_scale2(invariant(c), -1)));
}

bool closed_cauchy_log_power(const closed_pair *c, enclosure *out)
{
    ball a = closed_ball(c, c->order), b = closed_ball(c, closed_complement(c));
    ball z = ball_in(c->s, ball_scale2(ball_neg(invariant(c)), -1)), one = ball_in(c->s, ball_int(1));
    ball integral = ball_fresh(c->s);
    arb_hypgeom_2f1(integral.v, ball_arb(c->s, b), ball_arb(c->s, a), one.v, z.v, 0, scope_bits(c->s));
    return closed_value(c, out, ball_log(integral));
}

bool closed_cauchy_tv(const closed_pair *c, enclosure *out)
{
    ball angle = ball_atan(ball_sqrt(ball_scale2(invariant(c), -1)));
    return closed_value(c, out, ball_div(ball_scale2(angle, 1), ball_pi(c->s)));
}

/* log 2r/(r + sqrt 2) = log 2 - log(1 + 1/sqrt(1 + k/2)). */
bool closed_cauchy_js(const closed_pair *c, enclosure *out)
{
    ball ratio = ball_inv(ball_sqrt(ball_add_int(ball_scale2(invariant(c), -1), 1)));
    return closed_value(c, out, ball_sub(ball_log2(c->s), ball_log1p(ratio)));
}

bool closed_cauchy_wp(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, 1);
    if (order == REAL_UNDECIDED)
        return false;
    if (order != 0)
        return closed_infinite(c, out, INFINITE_TAIL);
    return closed_translate_wp(c, out);
}

bool closed_cauchy_entropy(const closed_pair *c, enclosure *out)
{
    return closed_value(c, out, ball_log(ball_mul_int(ball_mul(ball_pi(c->s), closed_p(c, 1)), 4)));
}
