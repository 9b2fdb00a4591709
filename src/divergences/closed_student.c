/*
 * Student laws (n, m1, s1), (n, m2, s2) of equal degrees of freedom n, D = m1 - m2; T standard, I the incomplete beta function.
 *     TV   = P(|T| <= |D|/(2s)) for s1 = s2: the densities of translates cross half-way;
 *            |P(|T| <= x/s1) - P(|T| <= x/s2)| for D = 0, where x^2 = n (c - 1)/(1/s1^2 - c/s2^2), c = (s2/s1)^(2/(n+1))
 *     n = 3, s1 = s2 = s, d = (D/s)^2 (residues at the double poles +-i s sqrt 3 of each density):
 *            KL = 2 log(1 + d/12) + 2 d/(12 + d),   int sqrt(p q) = 12/(12 + d),   int p^2/q = 1 + 2d/3 + 5 d^2/72
 *     W_p  = |D| for s1 = s2;  |s1 - s2| (E|T|^p)^(1/p) for D = 0, n > p;  infinite for n <= p and s1 != s2, as quantiles
 *            grow like u^(-1/n);  E|T|^p = n^(p/2) G((p+1)/2) G((n-p)/2)/(sqrt(pi) G(n/2))
 *     h    = (n+1)/2 (psi((n+1)/2) - psi(n/2)) + log(sqrt(n) B(n/2, 1/2)) + log s
 * W_p is infinite for unequal n as well, if the smaller one is at most p.
 */
#include "divergences/closed_rows.h"

enum { DF, LOCATION, SCALE };

/* 1 or 0; REAL_UNDECIDED if that is open. */
static int same(const closed_pair *c, int i)
{
    int order = closed_compare(c, i);
    return order == REAL_UNDECIDED ? order : order == 0;
}

static bool translates(const closed_pair *c) { return same(c, DF) == 1 && same(c, SCALE) == 1; }

static ball shift(const closed_pair *c)
{
    return ball_abs(ball_sub(closed_p(c, LOCATION), closed_q(c, LOCATION)));
}

/* P(|T| <= z) from the square of z: from the nearer end, so that neither loses digits. */
static ball central(ball df, ball square)
{
    ball half = ball_scale2(df, -1), total = ball_add(df, square);
    if (ball_less(square, df) == HOLDS)
        return ball_beta_i(ball_ratio(1, 2), half, ball_div(square, total));
    return ball_sub(ball_int(1), ball_beta_i(half, ball_ratio(1, 2), ball_div(df, total)));
}

bool closed_student_tv(const closed_pair *c, enclosure *out)
{
    ball df = closed_p(c, DF), s1 = closed_p(c, SCALE), s2 = closed_q(c, SCALE);
    if (translates(c))
        return closed_value(c, out, central(df, ball_sqr(ball_scale2(ball_div(shift(c), s1), -1))));
    if (same(c, DF) != 1 || same(c, LOCATION) != 1)
        return false;
    ball power = ball_div(ball_log(ball_div(s2, s1)), ball_scale2(ball_add_int(df, 1), -1));
    ball slope = ball_sub(ball_inv(ball_sqr(s1)), ball_div(ball_exp(power), ball_sqr(s2)));
    ball square = ball_div(ball_mul(df, ball_expm1(power)), slope);
    ball gap =
        ball_sub(central(df, ball_div(square, ball_sqr(s1))), central(df, ball_div(square, ball_sqr(s2))));
    return closed_value(c, out, ball_abs(gap));
}

/* d for translates of three degrees of freedom. */
static bool three_degrees(const closed_pair *c, ball *d)
{
    if (!translates(c) || !real_equal(c->p.par[DF], real_int(c->pool, 3)))
        return false;
    *d = ball_sqr(ball_div(shift(c), closed_p(c, SCALE)));
    return true;
}

bool closed_student_kl(const closed_pair *c, enclosure *out)
{
    ball d;
    if (!three_degrees(c, &d))
        return false;
    ball ratio = ball_div(d, ball_add_int(d, 12));
    return closed_value(c, out, ball_scale2(ball_add(ball_log1p(ball_div_int(d, 12)), ratio), 1));
}

bool closed_student_log_power(const closed_pair *c, enclosure *out)
{
    ball d;
    if (!three_degrees(c, &d))
        return false;
    if (real_equal(c->order, real_ratio(c->pool, 1, 2)))
        return closed_value(c, out, ball_neg(ball_log1p(ball_div_int(d, 12))));
    if (!real_equal(c->order, real_int(c->pool, 2)))
        return false;
    ball square = ball_div_int(ball_mul_int(ball_sqr(d), 5), 72);
    return closed_value(c, out, ball_log1p(ball_add(ball_div_int(ball_mul_int(d, 2), 3), square)));
}

/* (E|T|^p)^(1/p) */
static ball norm(const closed_pair *c, ball order)
{
    ball df = ball_in(c->s, closed_p(c, DF));
    ball gammas = ball_add(ball_lgamma(ball_scale2(ball_add_int(order, 1), -1)),
                           ball_lgamma(ball_scale2(ball_sub(df, order), -1)));
    ball under = ball_add(ball_scale2(ball_log(ball_pi(c->s)), -1), ball_lgamma(ball_scale2(df, -1)));
    return ball_mul(ball_sqrt(df), ball_exp(ball_div(ball_sub(gammas, under), order)));
}

/* Whether the smaller df exceeds the order: 1 or 0; REAL_UNDECIDED. */
static int has_moments(const closed_pair *c)
{
    int p = real_compare(c->p.par[DF], c->order), q = real_compare(c->q.par[DF], c->order);
    return p == REAL_UNDECIDED || q == REAL_UNDECIDED ? REAL_UNDECIDED : p == 1 && q == 1;
}

bool closed_student_wp(const closed_pair *c, enclosure *out)
{
    int df = same(c, DF), scale = same(c, SCALE), moments = has_moments(c);
    if (df == 1 && scale == 1)
        return closed_value(c, out, shift(c));
    if ((df == 0 || scale == 0) && moments == 0)
        return closed_infinite(c, out, INFINITE_TAIL);
    if (df != 1 || moments != 1 || same(c, LOCATION) != 1)
        return false;
    ball stretch = ball_abs(ball_sub(closed_p(c, SCALE), closed_q(c, SCALE)));
    return closed_value(c, out, ball_mul(stretch, norm(c, closed_ball(c, c->order))));
}

bool closed_student_w2(const closed_pair *c, enclosure *out)
{
    return same(c, DF) == 1 && closed_same_shape_w2(c, out);
}

/* Symmetric densities that decrease away from the centre: those of translates cross half-way and nowhere else. */
bool closed_student_ordered(const closed_pair *c, enclosure *out)
{
    return translates(c) && closed_value(c, out, ball_int(0));
}

bool closed_student_entropy(const closed_pair *c, enclosure *out)
{
    ball df = ball_in(c->s, closed_p(c, DF)), half = ball_scale2(df, -1),
         rise = ball_scale2(ball_add_int(df, 1), -1);
    ball slope = ball_mul(rise, ball_sub(ball_digamma(rise), ball_digamma(half)));
    ball beta =
        ball_sub(ball_add(ball_lgamma(half), ball_scale2(ball_log(ball_pi(c->s)), -1)), ball_lgamma(rise));
    ball scale = ball_log(ball_mul(closed_p(c, SCALE), ball_sqrt(df)));
    return closed_value(c, out, ball_add(slope, ball_add(beta, scale)));
}
