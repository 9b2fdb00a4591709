/* Tails of f-divergences with parameters: see box_tail.h. */
#include "divergences/box_tail.h"

#include <stdlib.h>

/* One law along one ray. Levels 0, 1, 2 of a component bound its density, and the sums of |first| and |second| derivatives. */
typedef struct law_bound {
    int n;
    form_majorant *m;
    bound_poly *level[3]; /* of each component, to be multiplied by its e^f */
    bound_poly log_size;  /* |log p| */
    bound_poly ratio[3];  /* 1, sum |p_a|/p, sum |p_ab|/p */
} law_bound;

typedef struct tail_task {
    scope *s;
    real_pool *pool;
    const box_divergence *d;
    const box_strand *p, *q;
    const parameter_box *b;
} tail_task;

/* ---- One law ---- */

typedef struct weight_size {
    ball upper, lower, slope, bend;
} weight_size;

static weight_size weight_size_of(const tail_task *t, real weight)
{
    scope *s = t->s;
    real_jet j = real_jet_at(s, weight, t->b->n, t->b->symbol, t->b->at);
    ball whole = ball_in(s, j.value), zero = ball_in(s, ball_int(0));
    weight_size w = {ball_upper(whole), ball_max(ball_lower(whole), zero), zero, zero};
    for (int a = 0; a < j.n; a++) {
        w.slope = ball_add(w.slope, ball_abs(ball_in(s, j.slope[a])));
        for (int c = 0; c < j.n; c++)
            w.bend = ball_add(w.bend, ball_abs(ball_in(s, j.bend[a][c])));
    }
    return w;
}

/* w, w_a + w f_a and w_ab + 2 w_a f_b + w (f_ab + f_a f_b), as bounds. */
static void component_levels(const tail_task *t, const form_majorant *m, const weight_size *w,
                             bound_poly out[3])
{
    bound_poly square = bound_product(&m->slope, &m->slope), second = bound_sum(&m->bend, &square);
    bound_poly moved = bound_scaled(&m->slope, w->upper), bent = bound_scaled(&second, w->upper);
    bound_poly slope = bound_constant(t->s, w->slope), bend = bound_constant(t->s, w->bend);
    bound_poly cross = bound_scaled(&m->slope, ball_scale2(w->slope, 1));
    out[0] = bound_constant(t->s, w->upper);
    out[1] = bound_sum(&slope, &moved);
    bent = bound_sum(&bent, &cross);
    out[2] = bound_sum(&bend, &bent);
}

/* The levels divided by the least weight bound the ratios: weighted means over the components. */
static void raise_ratios(law_bound *l, const tail_task *t, const bound_poly level[3], const weight_size *w,
                         int i)
{
    ball inverse = ball_inv(w->lower);
    for (int k = 1; k < 3; k++) {
        bound_poly one = level[k];
        bool free = ball_is_exact_zero(w->slope) && ball_is_exact_zero(w->bend);
        ball by = free && ball_positive(w->upper) == HOLDS ? ball_inv(w->upper) : inverse;
        bound_poly mean = bound_scaled(&one, by);
        l->ratio[k] = i ? bound_larger(&l->ratio[k], &mean) : mean;
    }
    (void)t;
}

static void law_bound_set(law_bound *l, const tail_task *t, const box_strand *from, const outskirt *r)
{
    scope *s = t->s;
    bound_poly size = bound_constant(s, ball_int(0));
    ball least = ball_nothing(s);
    l->n = from->n;
    l->m = malloc(sizeof *l->m * (size_t)(l->n + 1));
    for (int k = 0; k < 3; k++) {
        l->level[k] = malloc(sizeof *l->level[k] * (size_t)(l->n + 1));
        l->ratio[k] = bound_constant(s, ball_int(k == 0));
    }
    for (int i = 0; i < l->n; i++) {
        weight_size w = weight_size_of(t, from->weight[i]);
        bound_poly level[3];
        l->m[i] = form_majorant_on(s, t->pool, &from->f[i], t->b, r);
        component_levels(t, &l->m[i], &w, level);
        for (int k = 0; k < 3; k++)
            l->level[k][i] = level[k];
        raise_ratios(l, t, level, &w, i);
        size = bound_larger(&size, &l->m[i].size);
        ball own = ball_abs(ball_log(w.lower));
        least = !ball_is_finite(least) ? own : ball_is_finite(own) ? ball_min(least, own) : least;
    }
    ball count = ball_log(ball_in(s, ball_int(l->n ? l->n : 1)));
    bound_poly offset = bound_constant(s, ball_upper(ball_add(count, l->n ? least : ball_int(0))));
    l->log_size = bound_sum(&size, &offset);
}

static void law_bound_clear(law_bound *l)
{
    free(l->m);
    for (int k = 0; k < 3; k++)
        free(l->level[k]);
}

/* The integral of (level of the law) poly. */
static ball own_integral(const tail_task *t, const law_bound *l, int level, const bound_poly *poly)
{
    ball sum = ball_in(t->s, ball_int(0));
    for (int i = 0; i < l->n; i++) {
        bound_poly both = bound_product(&l->level[level][i], poly);
        sum = ball_add(sum, form_majorant_integral(t->s, l->m[i].start, l->m[i].rate, &both));
    }
    return sum;
}

/* ---- m = p^a q^(1-a) ---- */

/* The integral of (w_i e^f_i)^a (w_j e^g_j)^(1-a) poly; w_j from below if a > 1. */
static ball pair_integral(const tail_task *t, const outskirt *r, int i, int j, const bound_poly *poly)
{
    scope *s = t->s;
    real a = t->d->order, rest = real_sub(t->pool, real_int(t->pool, 1), a);
    ball alpha = real_ball(s, a), beta = real_ball(s, rest);
    form both = form_combine(t->pool, a, &t->p->f[i], rest, &t->q->f[j]);
    form_majorant m = form_majorant_on(s, t->pool, &both, t->b, r);
    weight_size w = weight_size_of(t, t->p->weight[i]), v = weight_size_of(t, t->q->weight[j]);
    bool above = ball_positive(beta) != HOLDS;
    ball factor = ball_mul(ball_pow(w.upper, alpha), ball_pow(above ? v.lower : v.upper, beta));
    bound_poly scaled = bound_scaled(poly, factor);
    return form_majorant_integral(s, m.start, m.rate, &scaled);
}

/* a < 1: the powers of sums are at most the sums of powers. a > 1: p^a <= n^(a-1) sum (w_i e^f_i)^a, and q is at least any one term. */
static ball mixed_integral(const tail_task *t, const outskirt *r, const bound_poly *poly)
{
    scope *s = t->s;
    ball alpha = real_ball(s, t->d->order), best = ball_infinity(s), all = ball_in(s, ball_int(0));
    bool above = ball_less(ball_int(1), alpha) == HOLDS;
    for (int j = 0; j < t->q->n; j++) {
        ball sum = ball_in(s, ball_int(0));
        for (int i = 0; i < t->p->n; i++)
            sum = ball_add(sum, pair_integral(t, r, i, j, poly));
        all = ball_add(all, sum);
        if (ball_is_finite(sum) && ball_less(sum, best) == HOLDS)
            best = sum;
    }
    ball count = ball_pow(ball_in(s, ball_int(t->p->n)), ball_add_int(alpha, -1));
    return above ? ball_mul(count, best) : all;
}

/* ---- Terms ---- */

typedef struct along {
    const outskirt *r;
    law_bound p, q;
    bound_poly u;
} along;

static ball smaller(ball a, ball b)
{
    if (!ball_is_finite(a))
        return b;
    return !ball_is_finite(b) ? a : ball_min(a, b);
}

/* The integrals that |A| (own = p) or |B| (own = q) contribute at a level, with one choice of constants, along one ray. */
static ball own_term(const tail_task *t, const along *x, const tail_constants *c, bool of_p, int level)
{
    const law_bound *own = of_p ? &x->p : &x->q;
    bound_poly by_u = bound_scaled(&x->u, c->own_u), constant = bound_constant(t->s, c->own);
    bound_poly poly = ball_is_exact_zero(c->own_u) ? constant : bound_sum(&constant, &by_u);
    return own_integral(t, own, level, &poly);
}

static ball other_term(const tail_task *t, const along *x, const tail_constants *c, bool of_p, int level)
{
    if (ball_is_exact_zero(c->other))
        return ball_in(t->s, ball_int(0));
    const law_bound *own = of_p ? &x->p : &x->q, *other = of_p ? &x->q : &x->p;
    bound_poly poly = bound_scaled(&own->ratio[level], c->other);
    return own_integral(t, other, 0, &poly);
}

static ball mixed_term(const tail_task *t, const along *x, const tail_constants *c, bool of_p, int level)
{
    if (ball_is_exact_zero(c->mixed))
        return ball_in(t->s, ball_int(0));
    bound_poly poly = bound_scaled(&(of_p ? &x->p : &x->q)->ratio[level], c->mixed);
    return mixed_integral(t, x->r, &poly);
}

typedef ball (*term_integral)(const tail_task *, const along *, const tail_constants *, bool, int);

static ball best_along(const tail_task *t, const along *x, int count, term_integral f,
                       const tail_constants *c, bool of_p, int level)
{
    ball best = ball_infinity(t->s);
    for (int i = 0; i < count; i++)
        best = smaller(best, f(t, &x[i], c, of_p, level));
    return best;
}

static ball part_bound(const tail_task *t, const along *x, int count, const box_tail_rule *rule, bool of_p,
                       int level)
{
    static const term_integral terms[] = {own_term, other_term, mixed_term};
    ball best = ball_infinity(t->s);
    for (int k = 0; k < rule->choices; k++) {
        ball sum = ball_in(t->s, ball_int(0));
        for (int i = 0; i < 3; i++)
            sum = ball_add(sum,
                           best_along(t, x, count, terms[i], of_p ? &rule->A[k] : &rule->B[k], of_p, level));
        best = smaller(best, sum);
    }
    return best;
}

/* K (sum |u_a|)^2, by p, q or m. */
static ball curvature_bound(const tail_task *t, const along *x, int count, const box_tail_rule *rule)
{
    ball best = ball_infinity(t->s);
    for (int i = 0; i < count; i++) {
        bound_poly slope = bound_sum(&x[i].p.ratio[1], &x[i].q.ratio[1]),
                   square = bound_product(&slope, &slope);
        bound_poly by_p = bound_scaled(&square, rule->k_p), by_q = bound_scaled(&square, rule->k_q),
                   by_m = bound_scaled(&square, rule->k_m);
        bool has_p = !ball_is_exact_zero(rule->k_p), has_q = !ball_is_exact_zero(rule->k_q);
        ball p = has_p ? own_integral(t, &x[i].p, 0, &by_p) : ball_in(t->s, ball_int(0));
        ball q = has_q ? own_integral(t, &x[i].q, 0, &by_q) : ball_in(t->s, ball_int(0));
        ball m =
            ball_is_exact_zero(rule->k_m) ? ball_in(t->s, ball_int(0)) : mixed_integral(t, x[i].r, &by_m);
        ball sum = rule->k_is_minimum ? smaller(p, q) : ball_add(p, q);
        best = smaller(best, ball_add(sum, m));
    }
    return best;
}

/* Only one law is there: F = c p. */
static void alone(const tail_task *t, const along *x, int count, bool of_p, ball limit, ball bound[3])
{
    tail_constants c = {.own = limit, .own_u = ball_in(t->s, ball_int(0))};
    for (int level = 0; level < 3; level++)
        bound[level] = best_along(t, x, count, own_term, &c, of_p, level);
}

static void fill(const tail_task *t, const along *x, int count, ball bound[3])
{
    const box_functional *f = t->d->f;
    ball order = t->d->order ? real_ball(t->s, t->d->order) : ball_in(t->s, ball_int(0)), limit;
    for (int level = 0; level < 3; level++)
        bound[level] = ball_infinity(t->s);
    if (!t->p->n || !t->q->n) {
        if (t->p->n ? f->without_q(t->s, order, &limit) : f->without_p(t->s, order, &limit))
            alone(t, x, count, t->p->n, limit, bound);
        return;
    }
    box_tail_rule rule = f->tail(t->s, order);
    for (int level = 0; level < 3; level++)
        bound[level] = ball_add(part_bound(t, x, count, &rule, true, level),
                                part_bound(t, x, count, &rule, false, level));
    bound[2] = ball_add(bound[2], curvature_bound(t, x, count, &rule));
}

void box_tail(scope *s, real_pool *pool, const box_divergence *d, const box_strand *p, const box_strand *q,
              const parameter_box *b, const outskirt *rays, int count, ball bound[3])
{
    tail_task t = {s, pool, d, p, q, b};
    along x[2];
    for (int i = 0; i < count; i++) {
        x[i].r = &rays[i];
        law_bound_set(&x[i].p, &t, p, &rays[i]);
        law_bound_set(&x[i].q, &t, q, &rays[i]);
        x[i].u = bound_sum(&x[i].p.log_size, &x[i].q.log_size);
    }
    if (!p->n && !q->n)
        for (int level = 0; level < 3; level++)
            bound[level] = ball_in(s, ball_int(0));
    else
        fill(&t, x, count, bound);
    for (int i = 0; i < count; i++) {
        law_bound_clear(&x[i].p);
        law_bound_clear(&x[i].q);
    }
}
