/*
 * Normal laws on the plane: covariances A, B, difference of means d.
 *     KL   = (tr(B^-1 A) + d' B^-1 d - 2 + log(det B/det A)) / 2
 *     L(a) = a (a-1) d' S^-1 d / 2 - (log det S - (1-a) log det A - a log det B) / 2,  S = a B + (1-a) A;
 *            infinite unless S is positive definite
 *     TV   = erf(r / (2 sqrt 2)) for A = B, r^2 = d' A^-1 d
 *     W2^2 = |d|^2 + tr A + tr B - 2 tr (A B)^(1/2);  for 2 x 2, tr M^(1/2) = sqrt(tr M + 2 sqrt det M)
 *            (Dowson and Landau 1982, Givens and Shortt 1984);    W_p = |d| for A = B
 *     h    = 1 + log(2 pi) + log(det A) / 2
 */
#include "divergences/closed_rows.h"

/* The symmetric matrix [[xx, xy], [xy, yy]], exactly, with its determinant. */
typedef struct symmetric {
    real xx, xy, yy, det;
} symmetric;

static symmetric symmetric_of(real_pool *pool, real xx, real xy, real yy)
{
    return (symmetric){xx, xy, yy, real_sub(pool, real_mul(pool, xx, yy), real_mul(pool, xy, xy))};
}

/* The parameters are mx, my, sx, sy, rho. */
static symmetric covariance(real_pool *pool, const closed_law *l)
{
    real sx = l->par[2], sy = l->par[3];
    real xy = real_mul(pool, l->par[4], real_mul(pool, sx, sy));
    return symmetric_of(pool, real_mul(pool, sx, sx), xy, real_mul(pool, sy, sy));
}

static bool same_covariance(const closed_pair *c)
{
    return closed_equal(c, 2) && closed_equal(c, 3) && closed_equal(c, 4);
}
static ball shift(const closed_pair *c, int i) { return ball_sub(closed_p(c, i), closed_q(c, i)); }

/* xx yy' - 2 xy xy' + yy xx': tr(M^-1 N) det M. */
static ball paired(const closed_pair *c, symmetric m, ball xx, ball xy, ball yy)
{
    ball diagonal = ball_add(ball_mul(closed_ball(c, m.yy), xx), ball_mul(closed_ball(c, m.xx), yy));
    return ball_sub(diagonal, ball_scale2(ball_mul(closed_ball(c, m.xy), xy), 1));
}

/* d' M^-1 d. */
static ball mahalanobis(const closed_pair *c, symmetric m)
{
    ball x = shift(c, 0), y = shift(c, 1);
    return ball_div(paired(c, m, ball_sqr(x), ball_mul(x, y), ball_sqr(y)), closed_ball(c, m.det));
}

/* 1, 0 or REAL_UNDECIDED. */
static int positive_definite(symmetric m)
{
    int corner = real_sign(m.xx), det = real_sign(m.det);
    if (corner == 1 && det == 1)
        return 1;
    return corner == -1 || corner == 0 || det == -1 || det == 0 ? 0 : REAL_UNDECIDED;
}

static bool regular(symmetric a, symmetric b)
{
    return positive_definite(a) == 1 && positive_definite(b) == 1;
}

bool closed_normal2_kl(const closed_pair *c, enclosure *out)
{
    symmetric a = covariance(c->pool, &c->p), b = covariance(c->pool, &c->q);
    if (!regular(a, b))
        return false;
    ball det = closed_ball(c, b.det);
    ball trace =
        ball_div(paired(c, b, closed_ball(c, a.xx), closed_ball(c, a.xy), closed_ball(c, a.yy)), det);
    ball sum = ball_add(ball_add(trace, mahalanobis(c, b)), ball_log(ball_div(det, closed_ball(c, a.det))));
    return closed_value(c, out, ball_scale2(ball_add_int(sum, -2), -1));
}

bool closed_normal2_log_power(const closed_pair *c, enclosure *out)
{
    symmetric a = covariance(c->pool, &c->p), b = covariance(c->pool, &c->q);
    if (!regular(a, b))
        return false;
    symmetric s = symmetric_of(c->pool, closed_blend(c, b.xx, a.xx), closed_blend(c, b.xy, a.xy),
                               closed_blend(c, b.yy, a.yy));
    int definite = closed_order_side(c) < 0 ? 1 : positive_definite(s);
    if (definite == REAL_UNDECIDED)
        return false;
    if (!definite)
        return closed_infinite(c, out, INFINITE_TAIL);
    ball order = closed_ball(c, c->order), rest = closed_ball(c, closed_complement(c));
    ball means = ball_neg(ball_mul(ball_mul(order, rest), mahalanobis(c, s)));
    ball ends = ball_add(ball_mul(rest, ball_log(closed_ball(c, a.det))),
                         ball_mul(order, ball_log(closed_ball(c, b.det))));
    ball dets = ball_sub(ball_log(closed_ball(c, s.det)), ends);
    return closed_value(c, out, ball_scale2(ball_sub(means, dets), -1));
}

bool closed_normal2_tv(const closed_pair *c, enclosure *out)
{
    symmetric a = covariance(c->pool, &c->p);
    if (!same_covariance(c) || positive_definite(a) != 1)
        return false;
    return closed_value(c, out, ball_erf(ball_sqrt(ball_scale2(mahalanobis(c, a), -3))));
}

static ball squared_shift(const closed_pair *c)
{
    return ball_add(ball_sqr(shift(c, 0)), ball_sqr(shift(c, 1)));
}

bool closed_normal2_w2(const closed_pair *c, enclosure *out)
{
    real_pool *pool = c->pool;
    symmetric a = covariance(pool, &c->p), b = covariance(pool, &c->q);
    real traces = real_add(pool, real_add(pool, a.xx, a.yy), real_add(pool, b.xx, b.yy));
    real diagonal = real_add(pool, real_mul(pool, a.xx, b.xx), real_mul(pool, a.yy, b.yy));
    real cross = real_mul(pool, real_int(pool, 2), real_mul(pool, a.xy, b.xy));
    ball trace = closed_ball(c, real_add(pool, diagonal, cross));
    ball root_det = ball_sqrt(ball_in(c->s, closed_ball(c, real_mul(pool, a.det, b.det))));
    ball root = ball_sqrt(ball_add(trace, ball_scale2(root_det, 1)));
    return closed_value(c, out,
                        ball_add(squared_shift(c), ball_sub(closed_ball(c, traces), ball_scale2(root, 1))));
}

bool closed_normal2_wp(const closed_pair *c, enclosure *out)
{
    return same_covariance(c) && closed_value(c, out, ball_sqrt(ball_in(c->s, squared_shift(c))));
}

bool closed_normal2_entropy(const closed_pair *c, enclosure *out)
{
    symmetric a = covariance(c->pool, &c->p);
    if (positive_definite(a) != 1)
        return false;
    ball half_log = ball_scale2(ball_log(ball_in(c->s, closed_ball(c, a.det))), -1);
    return closed_value(c, out, ball_add(half_log, ball_add_int(ball_log(ball_scale2(ball_pi(c->s), 1)), 1)));
}
