/*
 * Half-normal laws of scales s1, s2: |Z| for centred normals Z, whose densities are symmetric, so that every f-divergence is
 * that of the normals.
 *     W_p = |s1 - s2| (E|Z|^p)^(1/p),  E|Z|^p = 2^(p/2) G((p+1)/2)/sqrt(pi);      h = (log(pi s^2/2) + 1)/2
 */
#include "divergences/closed_rows.h"

static closed_law centred_normal(const closed_pair *c, const closed_law *l)
{
    return (closed_law){.family = "normal", .par = {real_int(c->pool, 0), l->par[0]}};
}

static closed_pair of_normals(const closed_pair *c)
{
    closed_pair both = *c;
    both.p = centred_normal(c, &c->p);
    both.q = centred_normal(c, &c->q);
    return both;
}

bool closed_halfnormal_kl(const closed_pair *c, enclosure *out)
{
    closed_pair both = of_normals(c);
    return closed_normal_kl(&both, out);
}

bool closed_halfnormal_log_power(const closed_pair *c, enclosure *out)
{
    closed_pair both = of_normals(c);
    return closed_normal_log_power(&both, out);
}

bool closed_halfnormal_tv(const closed_pair *c, enclosure *out)
{
    closed_pair both = of_normals(c);
    return closed_normal_tv(&both, out);
}

bool closed_halfnormal_wp(const closed_pair *c, enclosure *out)
{
    ball order = ball_in(c->s, closed_ball(c, c->order));
    ball gammas = ball_sub(ball_lgamma(ball_scale2(ball_add_int(order, 1), -1)),
                           ball_scale2(ball_log(ball_pi(c->s)), -1));
    ball norm = ball_mul(ball_sqrt(ball_in(c->s, ball_int(2))), ball_exp(ball_div(gammas, order)));
    return closed_value(c, out, ball_mul(ball_abs(ball_sub(closed_p(c, 0), closed_q(c, 0))), norm));
}

bool closed_halfnormal_entropy(const closed_pair *c, enclosure *out)
{
    ball area = ball_scale2(ball_mul(ball_pi(c->s), ball_sqr(closed_p(c, 0))), -1);
    return closed_value(c, out, ball_scale2(ball_add_int(ball_log(area), 1), -1));
}
