/*
 * Families m + s X with one standard law X. The optimal coupling on the line is the monotone one (for every p >= 1), here
 * the affine map, so
 *     W_p = |m1 - m2|  for s1 = s2, whatever moments X has;     W_2^2 = (difference of means)^2 + (difference of sd)^2.
 * If the likelihood ratio of two translates is monotone (log-concave densities) then p - q changes its sign once. Laws for
 * which it does are stochastically ordered: W_1 = int |F - G| = |difference of means|.
 */
#include "divergences/closed_rows.h"

bool closed_translate_wp(const closed_pair *c, enclosure *out)
{
    return closed_equal(c, 1) && closed_value(c, out, ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0))));
}

bool closed_same_shape_w2(const closed_pair *c, enclosure *out)
{
    ball means = ball_sub(law_mean(c->s, c->p.self), law_mean(c->s, c->q.self));
    ball sd1 = ball_sqrt(law_variance(c->s, c->p.self)), sd2 = ball_sqrt(law_variance(c->s, c->q.self));
    return closed_value(c, out, ball_add(ball_sqr(means), ball_sqr(ball_sub(sd1, sd2))));
}

bool closed_always_ordered(const closed_pair *c, enclosure *out) { return closed_value(c, out, ball_int(0)); }

/* Equal scales, and a log-concave density, or one symmetric and falling away from its centre: translates cross half-way. */
bool closed_translate_ordered(const closed_pair *c, enclosure *out)
{
    return closed_equal(c, 1) && closed_value(c, out, ball_int(0));
}

bool closed_ordered_w1(const closed_pair *c, enclosure *out)
{
    if (!c->p.self || !c->q.self || !closed_look(c, CLOSED_ORDERED, out))
        return false;
    ball means = ball_sub(law_mean(c->s, c->p.self), law_mean(c->s, c->q.self));
    return closed_value(c, out, ball_abs(means));
}
