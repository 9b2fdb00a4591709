/*
 * Laws on 0, 1, 2, ... over a box of parameters: see box_atoms.h.
 *
 * A component has the log weight L = c0 + c1 n + sum of c_k log Gamma(...) with c_k free of parameters. The terms n < N are summed.
 *
 * The tail n >= N >= 1, N beyond the last point of every finite component. Let B0, B1, B2 be upper bounds of sum |coefficients| (with
 * log Gamma(n+1) <= n^2) and of sum |their first|, |their second derivatives|, of all components and all parameters. Then
 *     |L| <= B0 n^2,   |L_a| <= B1 n,   |L_ab| <= B2 n,
 * and for p = sum over k components of e^L_i (and q)
 *     |log p| <= (B0 + log k) n^2,   |p_a|/p <= B1 n,   |p_ab|/p <= (B2 + B1^2) n^2.
 * With c the sum of the constants of the row's tail rule (box_functional.h) and U = 1 + 2 (B0 + log k), so that 1 + |u| <= U n^2,
 *     |F| <= c U n^2 S,   |F_a| <= c U B1 n^3 S,   |F_ab| <= (c U (B2 + B1^2) + 4 k B1^2) n^4 S,
 * k the sum of the constants of K; S = p + q, which is at least m = p^a q^(1-a) for a < 1, and S = p + q + m for a > 1. S is at most a sum of e^g(n) with g = g0 + g1 n - g2 log n!, g2 >= 0; as the steps of g do not
 * increase,  sum over n >= N of n^4 e^g(n) <= N^4 e^g(N) / (1 - r),  r = e^(g(N+1) - g(N)) ((N+1)/N)^4 < 1.
 * These bounds are uniform over the box and summable: by dominated convergence the sum may be differentiated term by term.
 */
#include "divergences/box_lattice_parts.h"

static void add_weights(const sequence *all, int count, scope *work, slong n, place_masses *at)
{
    for (int i = 0; i < all->n; i++)
        if (lattice_covers(all->part[i].part, n)) {
            cjet L = part_log_weight(&all->part[i], count, work, n);
            ball mass = ball_exp(cball_real(L.value));
            box_place_add(at, all->part[i].law, ball_is_finite(mass), L, mass);
        }
}

/* ---- The tail ---- */

static ball sum_of_constants(const tail_constants *c, int choices)
{
    ball sum = ball_add(ball_add(c->own, c->own_u), ball_add(c->other, c->mixed));
    return choices > 1 ? ball_max(sum, sum_of_constants(c + 1, choices - 1)) : sum;
}

/* The bounds of the value and the derivatives; where one law is absent, F is its mass times the limit. */
static void tail_bounds(const box_sum *t, const sequence *all, slong N, ball bound[3])
{
    scope *s = t->s;
    ball order = t->d->order ? real_ball(s, t->d->order) : ball_in(s, ball_int(0)), limit,
         one = ball_in(s, ball_int(1));
    bool above = t->d->order && ball_less(ball_int(1), order) == HOLDS;
    box_tail_rule rule = t->d->f->tail(s, order);
    growth g = sequence_growth(t, all);
    ball c = ball_add(sum_of_constants(rule.A, rule.choices), sum_of_constants(rule.B, rule.choices));
    ball K = ball_add(ball_add(rule.k_p, rule.k_q), rule.k_m);
    if (t->d->f->without_p(s, order, &limit))
        c = ball_add(c, limit);
    if (t->d->f->without_q(s, order, &limit))
        c = ball_add(c, limit);
    ball U = ball_add(one, ball_scale2(ball_add(g.B0, ball_log(ball_in(s, ball_int(g.count + 1)))), 1));
    ball S = sequence_fourth_moment(t, all, N, above), square = ball_sqr(g.B1), cU = ball_mul(c, U);
    bound[0] = ball_mul(cU, S);
    bound[1] = ball_mul(ball_mul(cU, g.B1), S);
    bound[2] =
        ball_mul(ball_add(ball_mul(cU, ball_add(g.B2, square)), ball_scale2(ball_mul(K, square), 2)), S);
}

/* Adds the bounds of what lies from N on, after making N so large that they are small; N, or -1 if that is too far. */
static slong settle_tail(box_sum *t, const sequence *all, slong N)
{
    ball bound[3], small = ball_scale2(ball_in(t->s, ball_int(1)), -t->goal);
    for (;; N += N / 4 + 8) {
        if (N > LATTICE_MOST_TERMS)
            return -1;
        tail_bounds(t, all, N, bound);
        bool well = true;
        for (int k = 0; k <= t->order; k++)
            well = well && ball_is_finite(bound[k]) && ball_less(bound[k], small) == HOLDS;
        if (well)
            break;
    }
    for (int i = 0; i < t->outputs; i++)
        arb_add(t->sum[i].v, t->sum[i].v,
                ball_within(ball_upper(bound[!i          ? 0
                                             : i <= t->n ? 1
                                                         : 2]))
                    .v,
                scope_bits(t->s));
    return N;
}

/* ---- The sum ---- */

static slong first_end(const sequence *all, const place_masses *place, int places)
{
    slong N = 8, at;
    for (int i = 0; i < all->n; i++) {
        slong end = part_is_endless(&all->part[i]) ? all->part[i].part->to : all->part[i].part->last + 1;
        N = end > N ? end : N;
    }
    for (int i = 0; i < places; i++)
        if (real_is_integer(place[i].x, &at) && at < LATTICE_MOST_TERMS && at + 1 > N)
            N = at + 1;
    return N;
}

/* An endless law against one without such a part, where that is infinite. */
static bool escapes(box_sum *t, const sequence *all)
{
    bool endless[2] = {false, false};
    ball order = t->d->order ? real_ball(t->s, t->d->order) : ball_in(t->s, ball_int(0)), limit;
    for (int i = 0; i < all->n; i++)
        endless[all->part[i].law] |= part_is_endless(&all->part[i]);
    return (endless[LATTICE_P] && !endless[LATTICE_Q] && !t->d->f->without_q(t->s, order, &limit))
           || (endless[LATTICE_Q] && !endless[LATTICE_P] && !t->d->f->without_p(t->s, order, &limit));
}

/* Every component has a positive weight for all parameters: what is infinite with it is infinite for all of them. */
static bool all_certain(const box_sum *t, const sequence *all)
{
    bool certain = true;
    for (int i = 0; i < all->n; i++)
        certain = certain && cball_is_finite(part_log_weight(&all->part[i], t->n, t->s, 0).value);
    return certain;
}

static infinity_reason reason(box_sum *t, const sequence *all, const lattice_law *p, const lattice_law *q)
{
    if (!all_certain(t, all))
        return FINITE;
    if (escapes(t, all))
        return INFINITE_SUPPORT;
    bool above = t->d->order && ball_less(ball_int(1), real_ball(t->s, t->d->order)) == HOLDS;
    return above && lattice_power_converges(t->pool, t->d->order, p, q) == FAILS ? INFINITE_TAIL : FINITE;
}

static verdict sum_terms(box_sum *t, const sequence *all, slong N, const place_masses *place, int places,
                         bool *done)
{
    scope *work = scope_open_for(t->s, scope_bits(t->s));
    scope_mark mark = scope_now(work);
    verdict v = HOLDS;
    for (slong n = 0; n < N && v != FAILS; n++, scope_rewind(work, mark)) {
        place_masses at = {0};
        slong where;
        for (int i = 0; i < places; i++)
            if (real_is_integer(place[i].x, &where) && where == n) {
                at = place[i];
                done[i] = true;
            }
        add_weights(all, t->n, work, n, &at);
        if (at.has[LATTICE_P] || at.has[LATTICE_Q])
            v = verdict_and(v, box_place_sum(t, work, &at));
    }
    scope_close(work);
    return v;
}

verdict box_lattice_sum(box_sum *t, const place_masses *place, int places, bool *done)
{
    int bits = (int)t->goal + 8;
    lattice_law p = lattice_open(t->pool, t->l->p, bits), q = lattice_open(t->pool, t->l->q, bits);
    sequence all = {0};
    verdict v = UNDECIDED;
    bool endless = false;
    if (p.n + q.n <= LATTICE_COMPONENTS) {
        sequence_add(t, &all, &p, LATTICE_P);
        sequence_add(t, &all, &q, LATTICE_Q);
        for (int i = 0; i < all.n; i++)
            endless |= part_is_endless(&all.part[i]);
        slong N = first_end(&all, place, places);
        infinity_reason why = reason(t, &all, &p, &q);
        if (why != FINITE) {
            t->why = why;
            v = FAILS;
        } else if (N <= LATTICE_MOST_TERMS && (!endless || (N = settle_tail(t, &all, N)) > 0)) {
            v = sum_terms(t, &all, N, place, places, done);
        }
    }
    lattice_close(&p);
    lattice_close(&q);
    return v;
}
