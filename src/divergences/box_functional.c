/* The rows of f-divergences as functions of parameters: see box_functional.h. As in functional.c, r = e^-|u|, L = log(1 + r). */
#include "divergences/box_functional.h"

#include <string.h>

static cball minus_log1p(const site *at) { return cball_neg(cball_log1p(at->r)); }

/* ---- KL: F = p u.  A = p u,  B = -p,  K = p  (u + 1 without the 1). ---- */

static box_parts kl_parts(const site *at)
{
    cball pu = cball_mul(at->p, at->u), nil = cball_from_ball(at->p.in, ball_int(0));
    return (box_parts){
        .F = pu, .A = pu, .B = cball_neg(at->p), .AK = cball_add(pu, at->p), .BK = nil, .K = at->p};
}

static bool infinite_limit(scope *s, ball order, ball *limit)
{
    return (void)s, (void)order, (void)limit, false;
}

static bool limit_0(scope *s, ball order, ball *limit)
{
    (void)order;
    *limit = ball_in(s, ball_int(0));
    return true;
}

static box_tail_rule kl_tail(scope *s, ball order)
{
    ball one = ball_in(s, ball_int(1)), nil = ball_in(s, ball_int(0));
    (void)order;
    return (box_tail_rule){1, {{nil, one, nil, nil}}, {{nil, nil, one, nil}}, one, nil, nil, false};
}

/* ---- Jeffreys: F = (p - q) u.  A = p u - q,  B = -q u - p,  K = p + q. ---- */

static box_parts jeffreys_parts(const site *at)
{
    cball pu = cball_mul(at->p, at->u), qu = cball_mul(at->q, at->u);
    return (box_parts){.F = cball_sub(pu, qu),
                       .A = cball_sub(pu, at->q),
                       .B = cball_neg(cball_add(qu, at->p)),
                       .AK = cball_add(pu, at->p),
                       .BK = cball_sub(at->q, qu),
                       .K = cball_add(at->p, at->q)};
}

static box_tail_rule jeffreys_tail(scope *s, ball order)
{
    ball one = ball_in(s, ball_int(1)), nil = ball_in(s, ball_int(0));
    (void)order;
    return (box_tail_rule){1, {{nil, one, one, nil}}, {{nil, one, one, nil}}, one, one, nil, false};
}

/*
 * ---- JS: f = (w log(2w/(1+w)) + log(2/(1+w)))/2.  A = (p/2) log(2p/(p+q)),  B = (q/2) log(2q/(p+q)),  K = pq/(2(p+q)). ----
 * Where p >= q, 0 <= log(2p/(p+q)) <= log 2; where p < q, 0 >= p log(2p/(p+q)) >= -p log(q/p) >= -min(p |u|, q/e). And
 * K <= min(p, q)/2.
 */
static box_parts js_parts(const site *at)
{
    scope *s = at->p.in;
    bool p_dominates = at->side > 0;
    cball large = cball_add_ball(minus_log1p(at), ball_log2(s));
    cball small = p_dominates ? cball_sub(large, at->u) : cball_add(large, at->u);
    box_parts f = {.A = cball_scale2(cball_mul(at->p, p_dominates ? large : small), -1),
                   .B = cball_scale2(cball_mul(at->q, p_dominates ? small : large), -1)};
    f.K = cball_scale2(cball_div(p_dominates ? at->q : at->p, cball_add_int(at->r, 1)), -1);
    f.F = cball_add(f.A, f.B);
    f.AK = cball_add(f.A, f.K);
    f.BK = cball_add(f.B, f.K);
    return f;
}

static bool half_log2(scope *s, ball order, ball *limit)
{
    (void)order;
    *limit = ball_scale2(ball_log2(s), -1);
    return true;
}

static box_tail_rule js_tail(scope *s, ball order)
{
    ball nil = ball_in(s, ball_int(0)), half = ball_in(s, ball_ratio(1, 2)),
         half_log = ball_scale2(ball_log2(s), -1);
    ball half_e = ball_mul(half, ball_exp(ball_in(s, ball_int(-1))));
    tail_constants by_u = {half_log, half, nil, nil}, by_both = {half_log, nil, half_e, nil};
    (void)order;
    return (box_tail_rule){2, {by_u, by_both}, {by_u, by_both}, half, half, nil, true};
}

/* ---- TV: f = |w - 1|/2.  A = sign(u) p/2,  B = -sign(u) q/2: analytic where the sign is certain, Lipschitz everywhere. ---- */

static box_parts tv_parts(const site *at)
{
    scope *s = at->p.in;
    cball none = cball_nothing(s), gap = cball_sub(at->p, at->q);
    int sign = at->sign ? at->sign : cball_is_finite(at->u) ? ball_sign(cball_real(at->u)) : 0;
    if (!sign && scope_holomorphic(s))
        return (box_parts){none, none, none, none, none, none};
    ball half = sign ? ball_ratio(sign, 2) : ball_within(ball_in(s, ball_ratio(1, 2)));
    cball F =
        sign ? cball_mul_ball(gap, half) : cball_from_ball(s, ball_scale2(ball_abs(cball_real(gap)), -1));
    return (box_parts){F,   cball_mul_ball(at->p, half), cball_neg(cball_mul_ball(at->q, half)), none, none,
                       none};
}

static bool limit_half(scope *s, ball order, ball *limit)
{
    (void)order;
    *limit = ball_in(s, ball_ratio(1, 2));
    return true;
}

static box_tail_rule tv_tail(scope *s, ball order)
{
    ball nil = ball_in(s, ball_int(0)), half = ball_in(s, ball_ratio(1, 2));
    (void)order;
    return (box_tail_rule){1, {{half, nil, nil, nil}}, {{half, nil, nil, nil}}, nil, nil, nil, false};
}

/* ---- Powers: F = m = p^a q^(1-a).  A = a m,  B = (1-a) m,  K = a (a-1) m:  A + K = a^2 m,  B + K = (1-a)^2 m. ---- */

static box_parts power_parts(const site *at)
{
    ball a = at->order, rest = ball_sub(ball_int(1), a);
    bool from_p = at->side > 0 || ball_less(ball_int(1), a) == HOLDS;
    cball exponent = cball_mul_ball(at->u, from_p ? ball_neg(rest) : a);
    cball m = cball_mul(from_p ? at->p : at->q, cball_exp(exponent));
    return (box_parts){m,
                       cball_mul_ball(m, a),
                       cball_mul_ball(m, rest),
                       cball_mul_ball(m, ball_sqr(a)),
                       cball_mul_ball(m, ball_sqr(rest)),
                       cball_mul_ball(m, ball_neg(ball_mul(a, rest)))};
}

static bool zero_below_1(scope *s, ball order, ball *limit)
{
    *limit = ball_in(s, ball_int(0));
    return ball_less(order, ball_int(1)) == HOLDS;
}

static box_tail_rule power_tail(scope *s, ball order)
{
    ball nil = ball_in(s, ball_int(0)), a = ball_in(s, order), rest = ball_abs(ball_sub(ball_int(1), a));
    return (box_tail_rule){1,    {{nil, nil, nil, a}}, {{nil, nil, nil, rest}}, nil, nil, ball_mul(a, rest),
                           false};
}

static const box_functional kl = {.order = 2,
                                  .parts = kl_parts,
                                  .without_p = limit_0,
                                  .without_q = infinite_limit,
                                  .tail = kl_tail,
                                  .growth = {&functional_kl, NULL},
                                  .value = {&functional_kl, NULL}};
static const box_functional jeffreys = {.order = 2,
                                        .parts = jeffreys_parts,
                                        .nonnegative = true,
                                        .without_p = infinite_limit,
                                        .without_q = infinite_limit,
                                        .tail = jeffreys_tail,
                                        .growth = {&functional_kl, &functional_kl},
                                        .value = {&functional_kl, &functional_kl}};
static const box_functional js = {.order = 2,
                                  .parts = js_parts,
                                  .nonnegative = true,
                                  .without_p = half_log2,
                                  .without_q = half_log2,
                                  .tail = js_tail,
                                  .value = {&functional_js, NULL}};
static const box_functional tv = {.order = 1,
                                  .parts = tv_parts,
                                  .nonnegative = true,
                                  .without_p = limit_half,
                                  .without_q = limit_half,
                                  .tail = tv_tail,
                                  .value = {&functional_tv, NULL},
                                  .by_sign = true};
static const box_functional power_below = {.order = 2,
                                           .parts = power_parts,
                                           .nonnegative = true,
                                           .without_p = limit_0,
                                           .without_q = zero_below_1,
                                           .tail = power_tail,
                                           .value = {&functional_power_below, NULL}};
static const box_functional power_above = {.order = 2,
                                           .parts = power_parts,
                                           .nonnegative = true,
                                           .without_p = limit_0,
                                           .without_q = zero_below_1,
                                           .tail = power_tail,
                                           .growth = {&functional_power_above, NULL},
                                           .value = {&functional_power_above, NULL}};

/* ---- Divergences ---- */

static ball root(ball J, ball order) { return (void)order, ball_sqrt(J); }
static ball one_minus(ball J, ball order) { return (void)order, ball_sub(ball_int(1), J); }
static ball minus_one(ball J, ball order) { return (void)order, ball_add_int(J, -1); }
static ball renyi(ball J, ball order) { return ball_div(ball_log(J), ball_add_int(order, -1)); }

static bool set_power(box_divergence *out, real order, real_pool *pool)
{
    int side = real_compare(order, real_int(pool, 1));
    if (side == 0) { /* Renyi's divergence of order 1 */
        out->f = &kl;
        out->of_integral = NULL;
        return true;
    }
    out->order = order;
    out->f = side < 0 ? &power_below : &power_above;
    out->falls = side < 0;
    return side != REAL_UNDECIDED;
}

typedef struct row {
    const char *name;
    const box_functional *f; /* NULL: a power */
    slong num, den;          /* its order; 0: the divergence's own */
    bool exchanged;
    ball (*of_integral)(ball J, ball order);
} row;

static const row rows[] = {
    {"kl", &kl, 0, 1, false, NULL},
    {"reverse-kl", &kl, 0, 1, true, NULL},
    {"jeffreys", &jeffreys, 0, 1, false, NULL},
    {"js", &js, 0, 1, false, NULL},
    {"js-distance", &js, 0, 1, false, root},
    {"tv", &tv, 0, 1, false, NULL},
    {"hellinger2", NULL, 1, 2, false, one_minus},
    {"chi2", NULL, 2, 1, false, minus_one},
    {"neyman", NULL, 2, 1, true, minus_one},
    {"renyi", NULL, 0, 1, false, renyi},
};

bool box_divergence_of(const divergence *d, real_pool *pool, box_divergence *out)
{
    *out = (box_divergence){0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const row *r = &rows[i];
        if (strcmp(r->name, d->row->name))
            continue;
        out->f = r->f;
        out->exchanged = r->exchanged;
        out->of_integral = r->of_integral;
        return r->f || set_power(out, r->num ? real_ratio(pool, r->num, r->den) : d->order, pool);
    }
    return false;
}
