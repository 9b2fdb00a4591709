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
#include "divergences/box_atoms.h"
#include "divergences/lattice.h"

#include <math.h>
#include <stdlib.h>

enum { P, Q, MOST_TERMS = 4096, COMPONENTS = 16 };

typedef struct part_jets {
    const lattice_part *part;
    int law;
    cjet coef[FORM_TERMS];
} part_jets;

typedef struct sequence {
    int n;
    part_jets part[COMPONENTS];
} sequence;

static void add_parts(const box_sum *t, sequence *all, const lattice_law *l, int side)
{
    for (int i = 0; i < l->n; i++) {
        part_jets *one = &all->part[all->n++];
        one->part = &l->part[i];
        one->law = side;
        for (int k = 0; k < l->part[i].f.n; k++) {
            real_jet j = real_jet_at(t->s, l->part[i].f.t[k].coef, t->n, t->l->over.node, t->x);
            one->coef[k] = cjet_from_real(t->s, &j, t->order);
        }
    }
}

static bool is_endless(const part_jets *a) { return a->part->last == LATTICE_ENDLESS; }

/* L at n. */
static cjet log_weight(const part_jets *a, int count, scope *work, slong n)
{
    cjet sum = cjet_constant(count, cball_from_ball(work, ball_int(0)));
    for (int k = 0; k < a->part->f.n; k++) {
        ball b = term_value(work, a->part->f.t[k], ball_in(work, ball_int(n)));
        sum = cjet_add(sum, cjet_mul(a->coef[k], cjet_constant(count, cball_from_ball(work, b))));
    }
    return sum;
}

static void add_weights(const sequence *all, int count, scope *work, slong n, place_masses *at)
{
    for (int i = 0; i < all->n; i++)
        if (lattice_covers(all->part[i].part, n)) {
            cjet L = log_weight(&all->part[i], count, work, n);
            ball mass = ball_exp(cball_real(L.value));
            box_place_add(at, all->part[i].law, ball_is_finite(mass), L, mass);
        }
}

/* ---- The tail ---- */

static ball size_of(cball x) { return ball_upper(ball_abs(cball_real(x))); }

typedef struct growth {
    ball B0, B1, B2;
    int count;
} growth;

static growth growth_of(const box_sum *t, const sequence *all)
{
    ball zero = ball_in(t->s, ball_int(0));
    growth g = {zero, zero, zero, 0};
    for (int i = 0; i < all->n; i++) {
        const part_jets *a = &all->part[i];
        ball size = zero, slope = zero, bend = zero;
        for (int k = 0; is_endless(a) && k < a->part->f.n; k++) {
            const cjet *c = &a->coef[k];
            ball first = zero, second = zero;
            size = ball_add(size, size_of(c->value));
            for (int x = 0; x < t->n && c->order > 0; x++)
                first = ball_max(first, size_of(c->slope[x]));
            for (int x = 0; x < cjet_bend(t->n, 0) && c->order > 1; x++)
                second = ball_max(second, size_of(c->bend[x]));
            slope = ball_add(slope, first), bend = ball_add(bend, second);
        }
        g.B0 = ball_max(g.B0, size), g.B1 = ball_max(g.B1, slope), g.B2 = ball_max(g.B2, bend);
        g.count += is_endless(a);
    }
    return g;
}

/* L(N + 1) - L(N), coefficient by coefficient: on a wide box L(N + 1) and L(N) would not cancel. */
static ball step_of(const part_jets *a, scope *s, slong N)
{
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < a->part->f.n; k++) {
        term one = a->part->f.t[k];
        ball more = ball_sub(term_value(s, one, ball_in(s, ball_int(N + 1))),
                             term_value(s, one, ball_in(s, ball_int(N))));
        sum = ball_add(sum, ball_mul(cball_real(a->coef[k].value), more));
    }
    return sum;
}

static ball factorial_of(const part_jets *a, scope *s)
{
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < a->part->f.n; k++)
        if (a->part->f.t[k].kind == BASIS_LGAMMA)
            sum = ball_add(sum, cball_real(a->coef[k].value));
    return sum;
}

/* g = a L_i + b L_k: the bound of the sum over n >= N of n^4 e^g(n). */
static ball ratio_test(scope *s, const part_jets *i, ball a, const part_jets *k, ball b, slong N)
{
    int count = i->coef[0].n;
    ball g = ball_mul(a, cball_real(log_weight(i, count, s, N).value)), step = ball_mul(a, step_of(i, s, N)),
         factorial = ball_mul(a, factorial_of(i, s));
    if (k) {
        g = ball_add(g, ball_mul(b, cball_real(log_weight(k, count, s, N).value)));
        step = ball_add(step, ball_mul(b, step_of(k, s, N)));
        factorial = ball_add(factorial, ball_mul(b, factorial_of(k, s)));
    }
    ball grown = ball_pow(ball_ratio(N + 1, N), ball_in(s, ball_int(4)));
    ball rest = ball_sub(ball_int(1), ball_mul(ball_exp(step), grown));
    if (ball_at_most(factorial, ball_int(0)) != HOLDS || ball_positive(rest) != HOLDS)
        return ball_nothing(s);
    return ball_div(ball_mul(ball_exp(g), ball_pow(ball_in(s, ball_int(N)), ball_int(4))), rest);
}

/* A bound of the sum of n^4 S(n). */
static ball fourth_moment(const box_sum *t, const sequence *all, slong N, bool mixed_above_1)
{
    ball one = ball_in(t->s, ball_int(1)), sum = ball_in(t->s, ball_int(0));
    for (int i = 0; i < all->n; i++) {
        const part_jets *a = &all->part[i];
        if (!is_endless(a))
            continue;
        sum = ball_add(sum, ratio_test(t->s, a, one, NULL, one, N));
        if (!mixed_above_1 || a->law != P)
            continue;
        ball order = real_ball(t->s, t->d->order), best = ball_nothing(t->s);
        for (int k = 0; k < all->n; k++) { /* q >= q_k */
            if (all->part[k].law != Q || !is_endless(&all->part[k]))
                continue;
            ball m = ratio_test(t->s, a, order, &all->part[k], ball_sub(ball_int(1), order), N);
            best = !ball_is_finite(best) || (ball_is_finite(m) && ball_less(m, best) == HOLDS) ? m : best;
        }
        ball spread = ball_pow(ball_in(t->s, ball_int(all->n)),
                               ball_add_int(order, -1)); /* (sum p_i)^a <= k^(a-1) sum p_i^a */
        sum = ball_add(sum, ball_mul(spread, best));
    }
    return sum;
}

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
    growth g = growth_of(t, all);
    ball c = ball_add(sum_of_constants(rule.A, rule.choices), sum_of_constants(rule.B, rule.choices));
    ball K = ball_add(ball_add(rule.k_p, rule.k_q), rule.k_m);
    if (t->d->f->without_p(s, order, &limit))
        c = ball_add(c, limit);
    if (t->d->f->without_q(s, order, &limit))
        c = ball_add(c, limit);
    ball U = ball_add(one, ball_scale2(ball_add(g.B0, ball_log(ball_in(s, ball_int(g.count + 1)))), 1));
    ball S = fourth_moment(t, all, N, above), square = ball_sqr(g.B1), cU = ball_mul(c, U);
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
        if (N > MOST_TERMS)
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
        slong end = is_endless(&all->part[i]) ? all->part[i].part->to : all->part[i].part->last + 1;
        N = end > N ? end : N;
    }
    for (int i = 0; i < places; i++)
        if (real_is_integer(place[i].x, &at) && at < MOST_TERMS && at + 1 > N)
            N = at + 1;
    return N;
}

/* An endless law against one without such a part, where that is infinite. */
static bool escapes(box_sum *t, const sequence *all)
{
    bool endless[2] = {false, false};
    ball order = t->d->order ? real_ball(t->s, t->d->order) : ball_in(t->s, ball_int(0)), limit;
    for (int i = 0; i < all->n; i++)
        endless[all->part[i].law] |= is_endless(&all->part[i]);
    return (endless[P] && !endless[Q] && !t->d->f->without_q(t->s, order, &limit))
           || (endless[Q] && !endless[P] && !t->d->f->without_p(t->s, order, &limit));
}

/* Every component has a positive weight for all parameters: what is infinite with it is infinite for all of them. */
static bool all_certain(const box_sum *t, const sequence *all)
{
    bool certain = true;
    for (int i = 0; i < all->n; i++)
        certain = certain && cball_is_finite(log_weight(&all->part[i], t->n, t->s, 0).value);
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
        if (at.has[P] || at.has[Q])
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
    if (p.n + q.n <= COMPONENTS) {
        add_parts(t, &all, &p, P);
        add_parts(t, &all, &q, Q);
        for (int i = 0; i < all.n; i++)
            endless |= is_endless(&all.part[i]);
        slong N = first_end(&all, place, places);
        infinity_reason why = reason(t, &all, &p, &q);
        if (why != FINITE) {
            t->why = why;
            v = FAILS;
        } else if (N <= MOST_TERMS && (!endless || (N = settle_tail(t, &all, N)) > 0)) {
            v = sum_terms(t, &all, N, place, places, done);
        }
    }
    lattice_close(&p);
    lattice_close(&q);
    return v;
}
