/*
 * Tail bounds. With r = radius e^(+-s) as in form_far.h, |dx| = r ds. If log(g r) has the slope at most -lambda along s >= 0,
 * then g r <= (g r)(0) e^(-lambda s), and
 *
 *     integral of g (A + B s + C s^2/2) |dx|  <=  (g r)(0) (A/lambda + B/lambda^2 + C/lambda^3).
 *
 * KL: with p = sum_i p_i (weights included) and q >= q_j for any j, log(p/q) <= log n + max_i u_i, u_i = log p_i - log q_j. Every
 * term c b of the u_i obeys, beyond the start, c b <= A + B s + C s^2/2 + D m with m = (r/radius)^power or e^(rate (r - radius))
 * a growing moment (none of them if c b falls); a u_i that falls all along is at most its start. So log(p/q) is at most log n
 * and the sum of these bounds over i. A moment is a factor of g: its logarithm has the slope +-power, or rate r. From below, x log x is convex and
 * Q <= 1, so the contribution is at least P log P; against dx, where Q may exceed 1, log p >= log p_j for any j. Powers alpha > 1: p^alpha q^(1-alpha) <= n^(alpha-1) sum_i p_i^alpha q_j^(1-alpha).
 */
#include "divergences/tails.h"

/*
 * Where f(0) = f'(inf) = 0, the size of the perspective is concave in each mass and never negative: it cannot decrease, and upper
 * bounds of the masses will do.
 */
ball mass_bound(const functional *f, ball P, ball Q, ball order)
{
    if (functional_vanishes_alone(f) && ball_is_finite(P) && ball_is_finite(Q))
        P = ball_upper(P), Q = ball_upper(Q);
    return ball_hull(f->perspective(P, Q, order), f->chord(P, Q, order));
}

/* ---- Bounds ---- */

/* A sum of terms is at most A + B s + C s^2/2 + the sum of D_i m_i. */
typedef struct moment {
    real rate, power;
    ball D;
} moment;
typedef struct growth_bound {
    scope *s;
    real_pool *pool;
    const outskirt *o;
    ball A, B, C;
    int n;
    moment m[2 * FORM_TERMS];
} growth_bound;

static void add_moment(growth_bound *g, real rate, real power, ball D)
{
    for (int i = 0; i < g->n; i++)
        if (real_equal(g->m[i].rate, rate) && real_equal(g->m[i].power, power)) {
            g->m[i].D = ball_add(g->m[i].D, D);
            return;
        }
    if (g->n < 2 * FORM_TERMS)
        g->m[g->n++] = (moment){rate, power, D};
    else
        g->A = ball_nothing(g->s);
}

static void add_powers(growth_bound *g, slong power, ball D)
{
    add_moment(g, real_int(g->pool, 0), real_int(g->pool, power), D);
}

/* size |b| for a term that keeps within its value at the start and `steepest` s. */
static void add_gentle(growth_bound *g, ball size, ball start, ball steepest)
{
    g->A = ball_add(g->A, ball_mul(size, ball_abs(start)));
    g->B = ball_add(g->B, ball_mul(size, ball_abs(steepest)));
}

/* log x = log radius +- s, and its square. */
static void add_logarithm(growth_bound *g, ball size, bool squared)
{
    ball L = ball_abs(ball_log(g->o->radius));
    if (!squared) {
        add_gentle(g, size, L, ball_in(g->s, ball_int(1)));
        return;
    }
    add_gentle(g, size, ball_sqr(L), ball_mul_int(L, 2));
    g->C = ball_add(g->C, ball_mul_int(size, 2));
}

/* x^k is largest at the start, or a moment. */
static void add_power(growth_bound *g, term t, ball size)
{
    ball start = ball_mul(size, ball_pow(g->o->radius, real_ball(g->s, t.scale)));
    int sign = real_sign(t.scale), away = g->o->at_end ? -1 : 1;
    if (sign == away)
        add_moment(g, real_int(g->pool, 0), real_unary(g->pool, REAL_ABS, t.scale), start);
    else
        g->A = ball_add(g->A, sign == -away ? start : ball_nothing(g->s));
}

/* log(1 + e^z) <= log(1 + e^z0) + |z - z0|, and e^z. */
static void add_exponential(growth_bound *g, term t, ball size)
{
    ball start = ball_mul(size, term_value(g->s, t, real_ball(g->s, g->o->from)));
    real one = real_int(g->pool, 1), rate = real_div(g->pool, one, real_unary(g->pool, REAL_ABS, t.scale));
    bool rises = real_sign(t.scale) == g->o->side, soft = t.kind == BASIS_SOFTPLUS;
    if (rises && soft)
        add_powers(g, 1, ball_mul(size, ball_mul(g->o->radius, real_ball(g->s, rate))));
    if (rises && !soft)
        add_moment(g, rate, real_int(g->pool, 0), start);
    else
        g->A = ball_add(g->A, start);
}

/* c b with |c| = size, and the sign of c where it is known; b >= 0, where nothing else is said. */
static void bound_on_ray(growth_bound *g, term t, ball size, int sign)
{
    scope *s = g->s;
    const outskirt *o = g->o;
    ball centre = ball_abs(real_ball(s, o->centre)), start = real_ball(s, o->from),
         zero = ball_in(s, ball_int(0));
    bool either = t.kind == BASIS_ONE || t.kind == BASIS_X || t.kind == BASIS_LOG;
    if (sign == -1 && !either)
        return;
    switch (t.kind) {
    case BASIS_ONE: g->A = ball_add(g->A, size); break;
    case BASIS_X: /* x = centre + side r */
        g->A = ball_add(g->A, ball_mul(size, centre));
        if (sign != -o->side)
            add_powers(g, 1, ball_mul(size, o->radius));
        break;
    case BASIS_XX: /* x^2 <= centre^2 + 2 |centre| r + r^2 */
        g->A = ball_add(g->A, ball_mul(size, ball_sqr(centre)));
        add_powers(g, 1, ball_mul(ball_mul_int(size, 2), ball_mul(centre, o->radius)));
        add_powers(g, 2, ball_mul(size, ball_sqr(o->radius)));
        break;
    case BASIS_LOG:
    case BASIS_LOG_QUADRATIC: {
        form alone = {.n = 1, .t = {{t.kind, real_int(g->pool, 1), t.at, t.scale}}};
        ball steepest = form_far_slope(s, g->pool, &alone, o).rest; /* positive, or indeterminate */
        bool falls = sign == -1 && ball_positive(steepest) == HOLDS;
        add_gentle(g, size, term_value(s, t, start), falls ? zero : steepest);
        break;
    }
    case BASIS_SOFTPLUS:
    case BASIS_EXP: add_exponential(g, t, size); break;
    case BASIS_LOG_SQUARED: add_logarithm(g, size, true); break;
    case BASIS_POWER: add_power(g, t, size); break;
    default: g->A = ball_nothing(s);
    }
}

static void bound_at_end(growth_bound *g, term t, ball size, int sign)
{
    const outskirt *o = g->o;
    bool zero = real_sign(o->from) == 0,
         irregular = zero && (t.kind == BASIS_LOG_SQUARED || t.kind == BASIS_POWER);
    ball end = real_ball(g->s, o->from);
    if (irregular && sign == -1)
        return;
    if (t.kind == BASIS_LOG && real_equal(t.at, o->from)) {
        if (sign == 1)
            add_gentle(g, size, ball_log(o->radius), ball_in(g->s, ball_int(0)));
        else
            add_logarithm(g, size, false);
    } else if (irregular && t.kind == BASIS_LOG_SQUARED) {
        add_logarithm(g, size, true);
    } else if (irregular) {
        add_power(g, t, size);
    } else {
        ball x = ball_hull(end, ball_add(end, ball_mul_int(o->radius, o->side)));
        add_gentle(g, size, term_value(g->s, t, x), ball_in(g->s, ball_int(0)));
    }
}

static growth_bound growth_open(scope *s, real_pool *pool, const outskirt *o, slong count)
{
    growth_bound g = {.s = s, .pool = pool, .o = o};
    g.B = g.C = ball_in(s, ball_int(0));
    g.A = ball_log(ball_in(s, ball_int(count)));
    return g;
}

/* A form that falls all along is at most its start, though single terms of it may rise. */
static void bound_form(growth_bound *g, const form *u)
{
    ball zero = ball_in(g->s, ball_int(0));
    far_slope slope = form_far_slope(g->s, g->pool, u, g->o);
    slope_bound most = far_slope_upper(g->s, &slope, g->o);
    if (ball_at_most(most.constant, zero) == HOLDS && ball_at_most(most.linear, zero) == HOLDS) {
        g->A = ball_add(g->A, ball_max(form_value_at_start(g->s, u, g->o), zero));
        return;
    }
    for (int k = 0; k < u->n; k++) {
        ball size = ball_abs(real_ball(g->s, u->t[k].coef));
        int sign = real_sign(u->t[k].coef);
        g->o->at_end ? bound_at_end(g, u->t[k], size, sign) : bound_on_ray(g, u->t[k], size, sign);
    }
}

/* (A/lambda + B/lambda^2 + C/lambda^3), indeterminate without decay. */
static ball against_decay(scope *s, const far_slope *slope, const outskirt *o, ball A, ball B, ball C)
{
    slope_bound at_most = far_slope_upper(s, slope, o);
    ball lambda = ball_neg(at_most.constant);
    if (ball_positive(lambda) != HOLDS || ball_at_most(at_most.linear, ball_int(0)) != HOLDS)
        return ball_nothing(s);
    ball rate = ball_inv(lambda);
    return ball_mul(rate, ball_add(A, ball_mul(rate, ball_add(B, ball_mul(rate, C)))));
}

/* An upper bound of the integral of e^(log_g) (A + B s + C s^2/2 + moments) over the outskirt; g NULL: of e^(log_g). */
static ball decaying_tail(scope *s, real_pool *pool, const form *log_g, const outskirt *o,
                          const growth_bound *g)
{
    ball zero = ball_in(s, ball_int(0)), unit = ball_in(s, ball_int(1));
    far_slope slope = form_far_slope(s, pool, log_g, o);
    slope.rest = ball_add_int(slope.rest, o->at_end ? -1 : 1); /* of log r */
    ball sum = against_decay(s, &slope, o, g ? g->A : unit, g ? g->B : zero, g ? g->C : zero);
    for (int i = 0; g && i < g->n; i++) {
        far_slope with = slope;
        if (real_sign(g->m[i].rate) == 0)
            with.rest = ball_add(with.rest, real_ball(s, g->m[i].power));
        else
            far_slope_add(&with, real_int(pool, 0), real_int(pool, 1),
                          ball_mul(real_ball(s, g->m[i].rate), o->radius));
        sum = ball_add(sum, ball_mul(g->m[i].D, against_decay(s, &with, o, unit, zero, zero)));
    }
    ball start = ball_mul(ball_exp(form_value_at_start(s, log_g, o)), o->radius);
    return ball_upper(ball_mul(start, sum));
}

ball end_mass(scope *s, real_pool *pool, const strand *l, const outskirt *o)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < l->n; i++)
        sum = ball_add(sum, decaying_tail(s, pool, &l->f[i], o, NULL));
    return ball_is_finite(sum) ? ball_upto(sum) : sum;
}

static ball integral_over_p(const growth_bound *g, const strand *p)
{
    ball sum = ball_in(g->s, ball_int(0));
    for (int i = 0; i < p->n; i++)
        sum = ball_add(sum, decaying_tail(g->s, g->pool, &p->f[i], g->o, g));
    return sum;
}

/* An upper bound of the integral of p log(p/q). */
static ball log_ratio_tail(scope *s, real_pool *pool, const piece *one, const form *q, const outskirt *o)
{
    growth_bound g = growth_open(s, pool, o, one->p.n);
    for (int i = 0; i < one->p.n; i++) {
        form u = form_difference(pool, &one->p.f[i], q);
        bound_form(&g, &u);
    }
    return integral_over_p(&g, &one->p);
}

static ball smaller(ball a, ball b) { return ball_is_finite(b) && ball_less(b, a) == HOLDS ? b : a; }

/* An upper bound of the integral of -p log p. */
static ball entropy_tail(scope *s, real_pool *pool, const piece *one, const outskirt *o)
{
    ball best = ball_infinity(s);
    form nothing = {0};
    for (int j = 0; j < one->p.n; j++) {
        growth_bound g = growth_open(s, pool, o, 1);
        form u = form_difference(pool, &nothing, &one->p.f[j]);
        bound_form(&g, &u);
        best = smaller(best, integral_over_p(&g, &one->p));
    }
    return best;
}

static ball power_tail(scope *s, real_pool *pool, real order, const piece *one, const form *q,
                       const outskirt *o)
{
    ball sum = ball_in(s, ball_int(0));
    real rest = real_sub(pool, real_int(pool, 1), order);
    for (int i = 0; i < one->p.n; i++) {
        form h = form_combine(pool, order, &one->p.f[i], rest, q);
        sum = ball_add(sum, decaying_tail(s, pool, &h, o, NULL));
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
        ball upper = f->tail == TAIL_BY_LOG_RATIO ? log_ratio_tail(s, pool, one, &one->q.f[j], o)
                                                  : power_tail(s, pool, order, one, &one->q.f[j], o);
        best = smaller(best, upper);
    }
    ball other = reference ? entropy_tail(s, pool, one, o) : zero;
    if (!ball_is_finite(best) || !ball_is_finite(other))
        return ball_nothing(s);
    if (reference)
        return ball_hull(ball_neg(other), best);
    return ball_hull(f->tail == TAIL_BY_LOG_RATIO ? ball_min(ball_xlogx(P), zero) : zero, best);
}
