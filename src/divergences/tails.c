/*
 * Tail bounds. If log g has slope at most -lambda along s >= 0, then g(s) <= g(0) e^(-lambda s) and
 *
 *     integral of g(s) (A + B s + C s^2/2) ds  <=  g(0) (A/lambda + B/lambda^2 + C/lambda^3).
 *
 * KL: with p = sum_i w_i p_i and q >= v_j q_j for any j,  log(p/q) <= log n + max_i log(w_i p_i / (v_j q_j)), whose value at
 * s = 0 and slopes (constant + linear s) are enclosed from the forms; from below, x log x is convex and Q <= 1, so the
 * contribution is at least P log P. Powers alpha > 1: p^alpha q^(1-alpha) <= n^(alpha-1) sum_i (w_i p_i)^alpha (v_j q_j)^(1-alpha).
 */
#include "divergences/tails.h"

ball mass_bound(const functional *f, ball P, ball Q, ball order)
{
    return ball_hull(f->perspective(P, Q, order), f->chord(P, Q, order));
}

/* Log of the integrand's Jacobian at s = 0 and its slope: dx = ds on a ray, dx = radius e^-s ds at an end. */
static ball value_at_start(scope *s, const form *f, const outskirt *o)
{
    return o->at_end ? form_value_near(s, f, o->from, o->side, o->radius)
                     : form_value(s, f, real_ball(s, o->from));
}

static ray_slope slope_of(scope *s, const form *f, const outskirt *o)
{
    return o->at_end ? form_end_slope(s, f, o->from, o->side, o->radius)
                     : form_ray_slope(s, f, o->from, o->side);
}

/* An upper bound of the integral of e^(log g) (A + B s + C s^2/2) along the outskirt; indeterminate without decay. */
static ball exponential_tail(scope *s, const form *log_g, const outskirt *o, ball A, ball B, ball C)
{
    ray_slope slope = slope_of(s, log_g, o);
    ball lambda = ball_neg(slope.constant), start = ball_exp(value_at_start(s, log_g, o));
    if (o->at_end) {
        lambda = ball_add_int(lambda, 1);
        start = ball_mul(start, o->radius);
    }
    if (ball_positive(lambda) != HOLDS || ball_at_most(slope.linear, ball_int(0)) != HOLDS)
        return ball_nothing(s);
    ball rate = ball_inv(lambda);
    ball terms = ball_add(A, ball_mul(rate, ball_add(B, ball_mul(rate, C))));
    return ball_upper(ball_mul(start, ball_mul(rate, terms)));
}

/*
 * Heavy tails. On a ray, a form that is a constant plus terms c log(1 + ((x-a)/b)^2) is split off as its logarithmic part. With
 * r = |X - a|, (1 + s/r)^2 r^2/(b^2 + r^2) <= (b^2 + (r+s)^2)/(b^2 + r^2) <= (1 + s/r)^2; so a density with negative c obeys
 * g(s) <= g(0) K (1 + s/R)^-m, m = -2 sum c, R = max r, K = product ((b^2 + r^2)/r^2)^|c|, and positive c in u add at most
 * G log(1 + s/r0), G = 2 sum c, r0 = min r. Then  integral of g (A + G log(1 + s/R)) ds <= g(0) K R (A/(m-1) + G/(m-1)^2).
 */
typedef struct heavy {
    ball falls, rises; /* m and G */
    ball K, R, r0;
    form rest; /* the other terms */
} heavy;

static heavy split_heavy(scope *s, real_pool *pool, const form *f, const outskirt *o)
{
    heavy h = {
        .falls = ball_in(s, ball_int(0)), .rises = ball_in(s, ball_int(0)), .K = ball_in(s, ball_int(1))};
    ball X = real_ball(s, o->from);
    for (int i = 0; i < f->n; i++) {
        term t = f->t[i];
        if (t.kind != BASIS_LOG_QUADRATIC) {
            form_add(pool, &h.rest, t.kind, t.coef, t.at, t.scale);
            continue;
        }
        ball c = real_ball(s, t.coef), r = ball_mul_int(ball_sub(X, real_ball(s, t.at)), o->side);
        ball zero = ball_in(s, ball_int(0)), down = ball_max(ball_neg(c), zero), up = ball_max(c, zero);
        h.R = h.R.in ? ball_max(h.R, r) : r;
        h.r0 = h.r0.in ? ball_min(h.r0, r) : r;
        h.falls = ball_add(h.falls, ball_mul_int(ball_sub(down, up), 2));
        h.rises = ball_add(h.rises, ball_mul_int(up, 2));
        ball excess = ball_add_int(ball_sqr(ball_div(real_ball(s, t.scale), r)), 1);
        h.K = ball_mul(h.K, ball_pow(excess, ball_abs(c)));
    }
    return h;
}

static ball power_law_tail(scope *s, real_pool *pool, const form *log_g, const outskirt *o, ball A,
                           ball rises, ball r0)
{
    heavy h = split_heavy(s, pool, log_g, o);
    bool pure = h.rest.n == 0 || (h.rest.n == 1 && h.rest.t[0].kind == BASIS_ONE);
    ball order = ball_add_int(h.falls, -1);
    if (o->at_end || !pure || !h.R.in || ball_positive(order) != HOLDS || ball_positive(h.r0) != HOLDS)
        return ball_nothing(s);
    if (r0.in) /* log(1 + s/r0) <= log(R/r0) + log(1 + s/R) for r0 <= R */
        A = ball_add(A, ball_mul(rises, ball_max(ball_log(ball_div(h.R, r0)), ball_in(s, ball_int(0)))));
    ball apart = ball_pow(ball_div(h.R, h.r0), h.rises); /* (1 + s/r)^2c <= (R/r)^2c (1 + s/R)^2c for c > 0 */
    ball start = ball_mul(ball_mul(ball_exp(value_at_start(s, log_g, o)), ball_mul(h.K, apart)), h.R);
    return ball_upper(ball_mul(start, ball_add(ball_div(A, order), ball_div(rises, ball_sqr(order)))));
}

/* The growth of u along the outskirt: at most A + B s + C s^2/2, or A + rises log(1 + s/r0) if nothing else grows. */
typedef struct growth_bound {
    ball A, B, C, rises, r0;
    bool logarithmic;
} growth_bound;

static void bound_growth(scope *s, real_pool *pool, const form *u, const outskirt *o, bool both_sides,
                         growth_bound *g)
{
    ball zero = ball_in(s, ball_int(0)), at_start = value_at_start(s, u, o);
    ray_slope slope = slope_of(s, u, o);
    g->A = ball_max(g->A, both_sides ? ball_abs(at_start) : at_start);
    g->B = ball_max(g->B, both_sides ? ball_abs(slope.constant) : ball_upper(slope.constant));
    g->C = ball_max(g->C, both_sides ? ball_abs(slope.linear) : ball_upper(slope.linear));
    heavy h = split_heavy(s, pool, u, o);
    ray_slope rest = slope_of(s, &h.rest, o);
    g->rises = ball_max(g->rises, both_sides ? ball_add(h.rises, ball_abs(h.falls)) : h.rises);
    if (h.r0.in)
        g->r0 = g->r0.in ? ball_min(g->r0, h.r0) : h.r0;
    bool flat = ball_is_exact_zero(rest.constant) && ball_is_exact_zero(rest.linear);
    bool falling = ball_at_most(rest.constant, zero) == HOLDS && ball_at_most(rest.linear, zero) == HOLDS;
    g->logarithmic &= both_sides ? flat : falling;
}

static ball log_ratio_tail(scope *s, real_pool *pool, const piece *one, const form *q, const outskirt *o,
                           bool both_sides)
{
    ball sum = ball_in(s, ball_int(0));
    growth_bound g = {.A = sum, .B = sum, .C = sum, .rises = sum, .logarithmic = true};
    for (int i = 0; i < one->p.n; i++) {
        form u = form_difference(pool, &one->p.f[i], q);
        bound_growth(s, pool, &u, o, both_sides, &g);
    }
    g.A = ball_add(g.A, ball_log(ball_in(s, ball_int(one->p.n))));
    for (int i = 0; i < one->p.n; i++) {
        ball part = exponential_tail(s, &one->p.f[i], o, g.A, g.B, g.C);
        if (!ball_is_finite(part) && g.logarithmic)
            part = power_law_tail(s, pool, &one->p.f[i], o, g.A, g.rises, g.r0);
        sum = ball_add(sum, part);
    }
    return sum;
}

static ball power_tail(scope *s, real_pool *pool, real order, const piece *one, const form *q,
                       const outskirt *o)
{
    ball zero = ball_in(s, ball_int(0)), sum = zero;
    real rest = real_sub(pool, real_int(pool, 1), order);
    for (int i = 0; i < one->p.n; i++) {
        form h = form_combine(pool, order, &one->p.f[i], rest, q);
        ball one_unit = ball_in(s, ball_int(1)), part = exponential_tail(s, &h, o, one_unit, zero, zero);
        sum = ball_add(sum, ball_is_finite(part) ? part
                                                 : power_law_tail(s, pool, &h, o, one_unit, zero, (ball){0}));
    }
    ball count = ball_in(s, ball_int(one->p.n));
    return ball_mul(sum, ball_pow(count, ball_neg(real_ball(s, rest))));
}

ball tail_bound(scope *s, real_pool *pool, const functional *f, real order, const piece *one,
                const outskirt *o, ball P, ball Q, bool reference)
{
    if (f->tail == TAIL_BY_MASS)
        return mass_bound(f, P, Q, order ? real_ball(s, order) : ball_int(0));
    ball best = ball_infinity(s), zero = ball_in(s, ball_int(0));
    for (int j = 0; j < one->q.n; j++) {
        ball upper = f->tail == TAIL_BY_LOG_RATIO ? log_ratio_tail(s, pool, one, &one->q.f[j], o, reference)
                                                  : power_tail(s, pool, order, one, &one->q.f[j], o);
        if (ball_is_finite(upper) && ball_less(upper, best) == HOLDS)
            best = upper;
    }
    if (!ball_is_finite(best))
        return ball_nothing(s);
    if (reference)
        return ball_within(best);
    return ball_hull(f->tail == TAIL_BY_LOG_RATIO ? ball_min(ball_xlogx(P), zero) : zero, best);
}

static verdict less(real a, real b)
{
    int order = real_compare(a, b);
    return order == REAL_UNDECIDED ? UNDECIDED : order < 0 ? HOLDS : FAILS;
}

/* The sign of the leading coefficient (REAL_UNDECIDED if unknown) and its degree: 2, 1, or 0 with sign 0 for c log|x|. */
static int leading(growth g, int *degree)
{
    int sign = real_sign(g.quadratic);
    *degree = 2;
    if (sign)
        return sign;
    *degree = 1;
    if ((sign = real_sign(g.linear)))
        return sign;
    *degree = 0;
    return 0;
}

/* p ~ |x|^c against -log q ~ |x|^degree converges exactly if c + degree < -1; any faster decay of p suffices. */
static verdict log_ratio_converges(real_pool *pool, const form *p, const form *q, int side)
{
    growth gp = form_growth(pool, p, side), gq = form_growth(pool, q, side);
    int degree, q_degree, sign = leading(gp, &degree), q_sign = leading(gq, &q_degree);
    if (sign == REAL_UNDECIDED || (sign == 0 && q_sign == REAL_UNDECIDED))
        return UNDECIDED;
    if (sign != 0 || q_sign == 0)
        return HOLDS;
    return less(real_add(pool, gp.logarithmic, real_int(pool, q_degree)), real_int(pool, -1));
}

static verdict power_converges(real_pool *pool, real order, const form *p, const form *q, const outskirt *o)
{
    real minus_one = real_int(pool, -1);
    form h = form_combine(pool, order, p, real_sub(pool, real_int(pool, 1), order), q);
    if (o->at_end)
        return less(minus_one, form_exponent(pool, &h, o->from));
    growth g = form_growth(pool, &h, o->side);
    int degree, sign = leading(g, &degree);
    if (sign == REAL_UNDECIDED)
        return UNDECIDED;
    return sign < 0 ? HOLDS : sign > 0 ? FAILS : less(g.logarithmic, minus_one);
}

verdict tail_converges(real_pool *pool, const functional *f, real order, const piece *one, const outskirt *o)
{
    if (f->tail == TAIL_BY_MASS || (f->tail == TAIL_BY_LOG_RATIO && o->at_end))
        return HOLDS;
    verdict all = HOLDS;
    for (int i = 0; i < one->p.n; i++) {
        verdict some = FAILS;
        for (int j = 0; j < one->q.n; j++)
            some = verdict_or(some, f->tail == TAIL_BY_POWER
                                        ? power_converges(pool, order, &one->p.f[i], &one->q.f[j], o)
                                        : log_ratio_converges(pool, &one->p.f[i], &one->q.f[j], o->side));
        all = verdict_and(all, some);
    }
    return all;
}
