/*
 * Lognormal laws (m1, s1), (m2, s2): exponentials of normal laws, so that every f-divergence, the entropy but for E log X = m,
 * and the order of translates are those of the normal laws. With the means M = e^(m + s^2/2):
 *     W1   = |M1 - M2| for equal s; else F and G cross once, at e^(m1 + s1 z), z = (m2 - m1)/(s1 - s2), and
 *            W1 = |M1 (2 Phi(s1 - z) - 1) - M2 (2 Phi(s2 - z) - 1)|
 *     W2^2 = e^(2 m1 + 2 s1^2) + e^(2 m2 + 2 s2^2) - 2 e^(m1 + m2 + (s1 + s2)^2/2)
 * (from the quantiles e^(m + s z), z standard normal).
 */
#include "divergences/closed_rows.h"

enum { MU, SIGMA };

bool closed_lognormal_entropy(const closed_pair *c, enclosure *out)
{
    return closed_normal_entropy(c, out) && closed_value(c, out, ball_add(out->value, closed_p(c, MU)));
}

/* The integral of a quantile function over all levels less twice that up to Phi(z). */
static ball signed_mean(const closed_pair *c, ball m, ball s, ball z)
{
    ball mean = ball_exp(ball_add(m, ball_scale2(ball_sqr(s), -1)));
    return ball_mul(mean, ball_erf(ball_div(ball_sub(s, z), ball_sqrt(ball_in(c->s, ball_int(2))))));
}

bool closed_lognormal_w1(const closed_pair *c, enclosure *out)
{
    int order = closed_compare(c, SIGMA);
    if (order != 1 && order != -1)
        return false;
    ball m1 = closed_p(c, MU), m2 = closed_q(c, MU), s1 = closed_p(c, SIGMA), s2 = closed_q(c, SIGMA);
    ball z = ball_in(c->s, ball_div(ball_sub(m2, m1), ball_sub(s1, s2)));
    return closed_value(c, out, ball_abs(ball_sub(signed_mean(c, m1, s1, z), signed_mean(c, m2, s2, z))));
}

bool closed_lognormal_w2(const closed_pair *c, enclosure *out)
{
    ball m1 = closed_p(c, MU), m2 = closed_q(c, MU), s1 = closed_p(c, SIGMA), s2 = closed_q(c, SIGMA);
    ball one = ball_exp(ball_scale2(ball_add(m1, ball_sqr(s1)), 1));
    ball two = ball_exp(ball_scale2(ball_add(m2, ball_sqr(s2)), 1));
    ball half = ball_scale2(ball_sqr(ball_add(s1, s2)), -1);
    ball product = ball_exp(ball_add(ball_add(m1, m2), half));
    return closed_value(c, out, ball_sub(ball_add(one, two), ball_scale2(product, 1)));
}
