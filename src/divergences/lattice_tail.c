/*
 * What a sum over a lattice leaves out.
 *
 * A sum of e^h over n = N + side s, s = 0, 1, 2, ...: for concave h the ratios e^(h(n + side) - h(n)) do not increase outward,
 * so that with rho the first of them, rho < 1,
 *
 *     sum e^h (A + B s + C s(s-1)/2)  <=  e^h(N) (A/(1-rho) + B rho/(1-rho)^2 + C rho^2/(1-rho)^3).
 *
 * Concavity. A log weight is a linear function less log n! and less log (M-n)! (binomial laws of M trials). In a combination
 * h = linear + c log n! + sum_k d_k log (M_k-n)!, M_1 < M_2 < ..., with the trigamma function t > 0, which decreases,
 * h'' = c t(n+1) + sum_k d_k t(M_k-n+1), and t(M_k-n+1) decreases in k. So h is concave if c <= 0 and all partial sums
 * d_1 + ... + d_k <= 0 (Abel's summation). This holds for every log weight, and for a log p + (1-a) log q, a > 1, if p ends
 * no later than q and c <= 0.
 *
 * KL: log(p/q) <= -log q_j =: l for any component q_j, as p <= 1. Its steps l(n+1) - l(n) are b + c log(n+1) - d log(M-n) with
 * c, d >= 0, and log(n+1) <= log(N+1) + (n-N)/(N+1): to the right l <= A + B s + C s(s-1)/2 with A = l(N), B = b + c log(N+1),
 * C = c/(N+1); to the left its steps are at most -b + d log M.
 * Powers a > 1: (sum_k p_k)^a q^(1-a) <= n^(a-1) sum_k p_k^a q_j^(1-a) with n components p_k.
 */
#include "divergences/lattice.h"

static bool is_mirrored(const term *t) { return t->kind == BASIS_LGAMMA && real_sign(t->scale) < 0; }

/* The coefficient of x, and of log x!. */
static real coefficient(real_pool *pool, const form *h, basis kind)
{
    for (int i = 0; i < h->n; i++)
        if (h->t[i].kind == kind && !is_mirrored(&h->t[i]))
            return h->t[i].coef;
    return real_int(pool, 0);
}

/* The sum of the d_k with M_k <= the one of term i. */
static real partial_sum(real_pool *pool, const form *h, int i)
{
    real sum = real_int(pool, 0);
    for (int k = 0; k < h->n; k++)
        if (is_mirrored(&h->t[k]) && real_compare(h->t[k].at, h->t[i].at) <= 0)
            sum = real_add(pool, sum, h->t[k].coef);
    return sum;
}

static bool is_concave(real_pool *pool, const form *h)
{
    int c = real_sign(coefficient(pool, h, BASIS_LGAMMA));
    bool concave = c <= 0;
    for (int i = 0; concave && i < h->n; i++) {
        basis kind = h->t[i].kind;
        concave = kind == BASIS_ONE || kind == BASIS_X || kind == BASIS_LGAMMA;
        if (is_mirrored(&h->t[i]))
            concave = real_sign(partial_sum(pool, h, i)) <= 0; /* REAL_UNDECIDED is 2 */
    }
    return concave;
}

static ball value_at(scope *s, const form *h, slong n) { return form_value(s, h, ball_in(s, ball_int(n))); }

/* The sum of e^h (A + B s + C s(s-1)/2) from N outward, over a set that `part` covers. */
static ball geometric_tail(scope *s, real_pool *pool, const form *h, const lattice_part *part, slong N,
                           int side, ball A, ball B, ball C)
{
    if (!lattice_covers(part, N))
        return ball_in(s, ball_int(0));
    ball here = value_at(s, h, N), first = ball_exp(here);
    if (!lattice_covers(part, N + side))
        return ball_upper(ball_mul(first, A));
    ball rho = ball_exp(ball_sub(value_at(s, h, N + side), here)), rest = ball_sub(ball_int(1), rho);
    if (!is_concave(pool, h) || ball_positive(rest) != HOLDS)
        return ball_nothing(s);
    ball inverse = ball_inv(rest), share = ball_mul(rho, inverse);
    ball sum = ball_add(A, ball_mul(share, ball_add(B, ball_mul(share, C))));
    return ball_upper(ball_mul(first, ball_mul(inverse, sum)));
}

/* p_i times the bound of l = -log q_j. */
static ball log_tail(scope *s, real_pool *pool, const lattice_part *p, const lattice_part *q, slong N,
                     int side)
{
    ball zero = ball_in(s, ball_int(0)), c = zero, d = zero, M = zero, b = zero, C = zero;
    for (int i = 0; i < q->f.n; i++) {
        ball coef = ball_neg(real_ball(s, q->f.t[i].coef));
        if (is_mirrored(&q->f.t[i])) {
            d = ball_add(d, coef);
            M = ball_max(M, real_ball(s, q->f.t[i].at));
        } else if (q->f.t[i].kind == BASIS_LGAMMA) {
            c = coef;
        } else if (q->f.t[i].kind == BASIS_X) {
            b = coef;
        }
    }
    ball next = ball_in(s, ball_int(N + 1));
    if (ball_at_most(zero, c) != HOLDS || ball_at_most(zero, d) != HOLDS)
        return ball_nothing(s);
    ball rise = side > 0 ? ball_add(b, ball_mul(c, ball_log(next))) : ball_neg(b);
    if (side < 0 && !ball_is_exact_zero(d))
        rise = ball_add(rise, ball_mul(d, ball_log(M)));
    if (side > 0)
        C = ball_div(c, next);
    ball A = ball_max(ball_neg(value_at(s, &q->f, N)), zero);
    return geometric_tail(s, pool, &p->f, p, N, side, A, ball_max(rise, zero), C);
}

static ball power_tail(scope *s, real_pool *pool, real order, const lattice_part *p, const lattice_part *q,
                       slong N, int side)
{
    ball zero = ball_in(s, ball_int(0));
    form h = form_combine(pool, order, &p->f, real_sub(pool, real_int(pool, 1), order), &q->f);
    return geometric_tail(s, pool, &h, p, N, side, ball_in(s, ball_int(1)), zero, zero);
}

/* Has q_j mass wherever p_i has some, from N outward? */
static bool serves(const lattice_part *p, const lattice_part *q, slong N, int side)
{
    if (side < 0 || q->last == LATTICE_ENDLESS)
        return lattice_covers(q, N);
    return p->last != LATTICE_ENDLESS && p->last <= q->last;
}

ball lattice_tail(scope *s, real_pool *pool, real order, const lattice_law *p, int i, const lattice_law *q,
                  int side)
{
    const lattice_part *part = &p->part[i];
    slong N = side < 0 ? part->from - 1 : part->to;
    if (!lattice_covers(part, N))
        return ball_in(s, ball_int(0));
    if (!q)
        return log_tail(s, pool, part, part, N, side);
    ball best = ball_infinity(s);
    for (int j = 0; j < q->n; j++) {
        if (!serves(part, &q->part[j], N, side))
            continue;
        ball upper = order ? power_tail(s, pool, order, part, &q->part[j], N, side)
                           : log_tail(s, pool, part, &q->part[j], N, side);
        if (ball_is_finite(upper) && ball_less(upper, best) == HOLDS)
            best = upper;
    }
    if (!order || !ball_is_finite(best))
        return ball_is_finite(best) ? best : ball_nothing(s);
    ball count = ball_in(s, ball_int(p->n));
    return ball_mul(best, ball_pow(count, ball_add_int(real_ball(s, order), -1)));
}

/* Does the sum of e^h over all n converge? log n! decides; without it the linear coefficient. */
static verdict series_converges(real_pool *pool, const form *h)
{
    int sign = real_sign(coefficient(pool, h, BASIS_LGAMMA));
    if (sign == 0)
        sign = real_sign(coefficient(pool, h, BASIS_X));
    return sign == REAL_UNDECIDED ? UNDECIDED : sign < 0 ? HOLDS : FAILS;
}

verdict lattice_power_converges(real_pool *pool, real order, const lattice_law *p, const lattice_law *q)
{
    verdict all = HOLDS;
    real rest = real_sub(pool, real_int(pool, 1), order);
    for (int i = 0; i < p->n; i++) {
        verdict some = p->part[i].last == LATTICE_ENDLESS ? FAILS : HOLDS;
        for (int j = 0; j < q->n; j++)
            if (some != HOLDS && q->part[j].last == LATTICE_ENDLESS) {
                form h = form_combine(pool, order, &p->part[i].f, rest, &q->part[j].f);
                some = verdict_or(some, series_converges(pool, &h));
            }
        all = verdict_and(all, some);
    }
    return all;
}
