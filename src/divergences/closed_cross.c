/*
 * Pairs of different families. -E_P log q needs moments of P only, for
 *     Q = normal(m, s):     log(2 pi s^2)/2 + (Var X + (E X - m)^2) / (2 s^2)
 *     Q = laplace(m, b):    log(2b) + E|X - m| / b
 *     Q = exponential(r):   -log r + r E X       if X >= 0
 *     Q = halfnormal(s):    log(pi s^2/2)/2 + E X^2 / (2 s^2)    if X >= 0
 *     Q = uniform(c, d):    log(d - c)           if c <= X <= d
 * for any P with a density; KL is that less the entropy of P. A moment that does not exist makes both infinite.
 *     P = normal(m, s), Q = cauchy(m, g), t = g/s:  log(pi g) + E log(1 + Z^2/t^2),  where
 *         E log(1 + Z^2/t^2) = pi erfi(t/sqrt 2) - log 2 - gamma - 2 log t - t^2 2F2(1, 1; 3/2, 2; t^2/2)
 *         (f(t) = E log(t^2 + Z^2) has f' = sqrt(2 pi) e^(t^2/2) erfc(t/sqrt 2) and f(0) = -gamma - log 2)
 * From the quantiles:
 *     W2^2(uniform(a, b), normal(m, s))   = ((a+b)/2 - m)^2 + (b-a)^2/12 + s^2 - (b-a) s/sqrt(pi)
 *     W2^2(uniform(a, b), exponential(r)) = (a^2 + a b + b^2)/3 + 2/r^2 - 2 (a + 3 (b-a)/4)/r
 * A point x against any law X:  W1 = E|X - x|,  W2^2 = (E X - x)^2 + Var X.
 * int p^a q^(1-a) for a > 1 diverges if the tail of p is heavier than every power of q's.
 */
#include "divergences/closed_support.h"
#include "number/ball_arb.h"

/* E|X - x|, possibly infinite. */
static ball mean_distance(const closed_pair *c, const law *l, ball x)
{
    return ball_add(law_lower_excess(c->s, l, x), law_upper_excess(c->s, l, x));
}

/* E (X - x)^2: infinite already if E|X - x| is. */
static ball mean_square(const closed_pair *c, const law *l, ball x)
{
    ball first = mean_distance(c, l, x), variance = law_variance(c->s, l);
    if (closed_is_infinite(first) || closed_is_infinite(variance))
        return ball_infinity(c->s);
    return ball_add(variance, ball_sqr(ball_sub(law_mean(c->s, l), x)));
}

/* constant + moment * factor, where an infinite moment is a matter of the tails. */
static bool affine_in_moment(const closed_pair *c, enclosure *out, ball constant, ball moment, ball factor)
{
    if (closed_is_infinite(moment))
        return closed_infinite(c, out, INFINITE_TAIL);
    return closed_value(c, out, ball_add(constant, ball_mul(moment, factor)));
}

bool closed_any_normal_cross(const closed_pair *c, enclosure *out)
{
    if (!closed_has_density_only(&c->p))
        return false;
    ball variance = ball_sqr(closed_q(c, 1)),
         moment = mean_square(c, c->p.self, ball_in(c->s, closed_q(c, 0)));
    ball constant = ball_scale2(ball_log(ball_mul(ball_scale2(ball_pi(c->s), 1), variance)), -1);
    return affine_in_moment(c, out, constant, moment, ball_inv(ball_scale2(variance, 1)));
}

bool closed_any_laplace_cross(const closed_pair *c, enclosure *out)
{
    if (!closed_has_density_only(&c->p))
        return false;
    ball b = ball_in(c->s, closed_q(c, 1)),
         moment = mean_distance(c, c->p.self, ball_in(c->s, closed_q(c, 0)));
    return affine_in_moment(c, out, ball_log(ball_scale2(b, 1)), moment, ball_inv(b));
}

bool closed_any_exponential_cross(const closed_pair *c, enclosure *out)
{
    int inside = closed_inside(c);
    if (inside == 0)
        return closed_infinite(c, out, INFINITE_SUPPORT);
    if (inside != 1 || !c->p.self)
        return false;
    ball r = ball_in(c->s, closed_q(c, 0)), moment = mean_distance(c, c->p.self, ball_in(c->s, ball_int(0)));
    return affine_in_moment(c, out, ball_neg(ball_log(r)), moment, r);
}

bool closed_any_halfnormal_cross(const closed_pair *c, enclosure *out)
{
    int inside = closed_inside(c);
    if (inside == 0)
        return closed_infinite(c, out, INFINITE_SUPPORT);
    if (inside != 1 || !c->p.self)
        return false;
    ball square = ball_sqr(closed_q(c, 0)), moment = mean_square(c, c->p.self, ball_in(c->s, ball_int(0)));
    ball constant = ball_scale2(ball_log(ball_scale2(ball_mul(ball_pi(c->s), square), -1)), -1);
    return affine_in_moment(c, out, constant, moment, ball_inv(ball_scale2(square, 1)));
}

bool closed_any_uniform_cross(const closed_pair *c, enclosure *out)
{
    int inside = closed_inside(c);
    if (inside == 0)
        return closed_infinite(c, out, INFINITE_SUPPORT);
    return inside == 1
           && closed_value(c, out, ball_log(ball_in(c->s, ball_sub(closed_q(c, 1), closed_q(c, 0)))));
}

/* t^2 2F2(1, 1; 3/2, 2; t^2/2) for t^2/2 = x. */
static ball hypergeometric_part(scope *s, ball x)
{
    arb_ptr top = scope_take(s, 2), bottom = scope_take(s, 2);
    ball z = ball_in(s, x), value = ball_fresh(s);
    arb_one(top);
    arb_one(top + 1);
    arb_set_ui(bottom, 3);
    arb_mul_2exp_si(bottom, bottom, -1);
    arb_set_ui(bottom + 1, 2);
    arb_hypgeom_pfq(value.v, top, 2, bottom, 2, z.v, 0, scope_bits(s));
    return ball_mul(ball_scale2(x, 1), value);
}

/* The two large terms cancel like e^(t^2/2), so that only t <= 8 is worth it. */
bool closed_normal_cauchy_cross(const closed_pair *c, enclosure *out)
{
    ball g = closed_q(c, 1), t = ball_in(c->s, ball_div(g, closed_p(c, 1)));
    if (!closed_equal(c, 0) || ball_less(t, ball_int(8)) != HOLDS)
        return false;
    ball half = ball_scale2(ball_sqr(t), -1), root = ball_sqrt(half), erfi = ball_fresh(c->s);
    arb_hypgeom_erfi(erfi.v, root.v, scope_bits(c->s));
    ball large = ball_sub(ball_mul(ball_pi(c->s), erfi), hypergeometric_part(c->s, half));
    ball small = ball_add(ball_add(ball_log2(c->s), ball_euler(c->s)), ball_scale2(ball_log(t), 1));
    ball constant = ball_log(ball_mul(ball_pi(c->s), g));
    return closed_value(c, out, ball_add(constant, ball_sub(large, small)));
}

bool closed_cross_less_entropy(const closed_pair *c, enclosure *out)
{
    enclosure own;
    if (!closed_look(c, CLOSED_CROSS, out) || !closed_look(c, CLOSED_ENTROPY, &own))
        return false;
    return out->why != FINITE || closed_value(c, out, ball_sub(out->value, own.value));
}

bool closed_heavy_log_power(const closed_pair *c, enclosure *out)
{
    return closed_order_side(c) == 1 && closed_infinite(c, out, INFINITE_TAIL);
}

bool closed_uniform_normal_w2(const closed_pair *c, enclosure *out)
{
    ball a = closed_p(c, 0), b = closed_p(c, 1), m = closed_q(c, 0), s = closed_q(c, 1),
         width = ball_sub(b, a);
    ball centre = ball_sub(ball_scale2(ball_add(a, b), -1), m);
    ball spread = ball_add(ball_div_int(ball_sqr(width), 12), ball_sqr(s));
    ball product = ball_div(ball_mul(width, s), ball_sqrt(ball_pi(c->s)));
    return closed_value(c, out, ball_sub(ball_add(ball_sqr(centre), spread), product));
}

bool closed_uniform_exponential_w2(const closed_pair *c, enclosure *out)
{
    ball a = closed_p(c, 0), b = closed_p(c, 1), scale = ball_inv(closed_q(c, 0));
    ball squares = ball_div_int(ball_add(ball_add(ball_sqr(a), ball_mul(a, b)), ball_sqr(b)), 3);
    ball product = ball_add(a, ball_mul(ball_ratio(3, 4), ball_sub(b, a)));
    ball rest = ball_mul(ball_scale2(scale, 1), ball_sub(scale, product));
    return closed_value(c, out, ball_add(squares, rest));
}

bool closed_point_any_w1(const closed_pair *c, enclosure *out)
{
    return affine_in_moment(c, out, ball_int(0), mean_distance(c, c->q.self, ball_in(c->s, closed_p(c, 0))),
                            ball_int(1));
}

bool closed_point_any_w2(const closed_pair *c, enclosure *out)
{
    return affine_in_moment(c, out, ball_int(0), mean_square(c, c->q.self, ball_in(c->s, closed_p(c, 0))),
                            ball_int(1));
}
