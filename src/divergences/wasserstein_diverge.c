/*
 * When heavy tails make W_p infinite. See wasserstein_parts.h.
 *
 * F^-1 ~ (A/v)^(1/a) has an integrable p-th power if and only if p < a. Of two such laws with a <= p the difference of the
 * quantile functions grows like the larger of the two unless a and A agree.
 */
#include "divergences/wasserstein_parts.h"

/* The leading term K z^c of a law's density, if it is a power law with index a = -c - 1 <= p; c is NULL if none is. */
typedef struct leading_power {
    bool known;
    real c;
    ball K;
} leading_power;

/* log K, from log|x - at| ~ log z and log(1 + ((x-at)/b)^2) ~ 2 log z - 2 log|b|; false for other terms. */
static bool power_of_distance(scope *s, real_pool *pool, const form *f, real *c, ball *log_K)
{
    *log_K = ball_in(s, ball_int(0));
    *c = real_int(pool, 0);
    for (int i = 0; i < f->n; i++) {
        const term *t = &f->t[i];
        ball coef = real_ball(s, t->coef);
        if (t->kind == BASIS_ONE)
            *log_K = ball_add(*log_K, coef);
        else if (t->kind == BASIS_LOG_QUADRATIC || t->kind == BASIS_LOG)
            *c = real_add(pool, *c, real_mul(pool, t->coef, real_int(pool, t->kind == BASIS_LOG ? 1 : 2)));
        else
            return false;
        if (t->kind == BASIS_LOG_QUADRATIC)
            *log_K =
                ball_sub(*log_K, ball_mul_int(ball_mul(coef, ball_log(ball_abs(real_ball(s, t->scale)))), 2));
    }
    return true;
}

static leading_power leading(ladder *l, scope *s, int side, ball p)
{
    leading_power most = {.known = true, .K = ball_in(s, ball_int(0))};
    for (int k = 0; k < l->g.parts + l->g.lattices && most.known; k++) {
        const gap_part *one = k < l->g.parts ? &l->g.part[k] : &l->g.lattice[k - l->g.parts];
        ball log_K;
        real c;
        if (ball_is_finite(tail_moment(l, s, one, side, p)))
            continue;
        form f = tail_form(l, one, side);
        most.known =
            one->c->family->kind != FAMILY_LATTICE && power_of_distance(s, l->g.pool, &f, &c, &log_K);
        if (!most.known)
            break;
        ball K = ball_mul(one->weight_ball, ball_exp(log_K));
        int order = most.c ? real_compare(c, most.c) : 1;
        most.known = order != REAL_UNDECIDED;
        if (order == 1)
            most.c = c, most.K = K;
        else if (order == 0)
            most.K = ball_add(most.K, K);
    }
    return most;
}

static bool has_moment(scope *s, const leading_power *m, ball p)
{
    return !m->c || ball_at_most(ball_neg(ball_add_int(real_ball(s, m->c), 1)), p) != HOLDS;
}

verdict tails_diverge(ladder *p, ladder *q, scope *s, int side, ball order)
{
    leading_power a = leading(p, s, side, order), b = leading(q, s, side, order);
    if (!a.known || !b.known || (has_moment(s, &a, order) && has_moment(s, &b, order)))
        return UNDECIDED;
    int apart = !a.c || !b.c ? 1 : real_compare(a.c, b.c);
    if (apart == REAL_UNDECIDED)
        return UNDECIDED;
    return apart || !ball_overlaps(a.K, b.K) ? HOLDS : UNDECIDED;
}
