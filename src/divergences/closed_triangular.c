/*
 * Triangular laws on [a1, b1], [a2, b2] whose modes divide them in the same ratio are affine images of one another: W_2 is that
 * of the means and standard deviations, and translates (b1 - a1 = b2 - a2) have a monotone likelihood ratio, as the densities
 * are log-concave.      h = 1/2 + log((b - a)/2)
 */
#include "divergences/closed_rows.h"

enum { A, MODE, B };

static real side(const closed_pair *c, const closed_law *l, int from, int to)
{
    return real_sub(c->pool, l->par[to], l->par[from]);
}

static bool same_shape(const closed_pair *c)
{
    real left = real_mul(c->pool, side(c, &c->p, A, MODE), side(c, &c->q, A, B));
    return real_equal(left, real_mul(c->pool, side(c, &c->q, A, MODE), side(c, &c->p, A, B)));
}

bool closed_triangular_w2(const closed_pair *c, enclosure *out)
{
    return same_shape(c) && closed_same_shape_w2(c, out);
}

bool closed_triangular_ordered(const closed_pair *c, enclosure *out)
{
    return same_shape(c) && real_equal(side(c, &c->p, A, B), side(c, &c->q, A, B))
           && closed_value(c, out, ball_int(0));
}

bool closed_triangular_entropy(const closed_pair *c, enclosure *out)
{
    ball half = ball_scale2(ball_sub(closed_p(c, B), closed_p(c, A)), -1);
    return closed_value(c, out, ball_add(ball_log(half), ball_ratio(1, 2)));
}
