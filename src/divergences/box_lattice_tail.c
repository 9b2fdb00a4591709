/* Weights on 0, 1, 2, ... with parameters, and how fast they fall: the ratio test of box_lattice.c. */
#include "divergences/box_lattice_parts.h"

void sequence_add(const box_sum *t, sequence *all, const lattice_law *l, int side)
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

/* L at n. */
cjet part_log_weight(const part_jets *a, int count, scope *work, slong n)
{
    cjet sum = cjet_constant(count, cball_from_ball(work, ball_int(0)));
    for (int k = 0; k < a->part->f.n; k++) {
        ball b = term_value(work, a->part->f.t[k], ball_in(work, ball_int(n)));
        sum = cjet_add(sum, cjet_mul(a->coef[k], cjet_constant(count, cball_from_ball(work, b))));
    }
    return sum;
}

/* ---- The tail ---- */

static ball size_of(cball x) { return ball_upper(ball_abs(cball_real(x))); }

growth sequence_growth(const box_sum *t, const sequence *all)
{
    ball zero = ball_in(t->s, ball_int(0));
    growth g = {zero, zero, zero, 0};
    for (int i = 0; i < all->n; i++) {
        const part_jets *a = &all->part[i];
        ball size = zero, slope = zero, bend = zero;
        for (int k = 0; part_is_endless(a) && k < a->part->f.n; k++) {
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
        g.count += part_is_endless(a);
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
    ball g = ball_mul(a, cball_real(part_log_weight(i, count, s, N).value)),
         step = ball_mul(a, step_of(i, s, N)), factorial = ball_mul(a, factorial_of(i, s));
    if (k) {
        g = ball_add(g, ball_mul(b, cball_real(part_log_weight(k, count, s, N).value)));
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
ball sequence_fourth_moment(const box_sum *t, const sequence *all, slong N, bool mixed_above_1)
{
    ball one = ball_in(t->s, ball_int(1)), sum = ball_in(t->s, ball_int(0));
    for (int i = 0; i < all->n; i++) {
        const part_jets *a = &all->part[i];
        if (!part_is_endless(a))
            continue;
        sum = ball_add(sum, ratio_test(t->s, a, one, NULL, one, N));
        if (!mixed_above_1 || a->law != LATTICE_P)
            continue;
        ball order = real_ball(t->s, t->d->order), best = ball_nothing(t->s);
        for (int k = 0; k < all->n; k++) { /* q >= q_k */
            if (all->part[k].law != LATTICE_Q || !part_is_endless(&all->part[k]))
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
