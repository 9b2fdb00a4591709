/* Compiled densities of a pair on one piece. See bundle.h and calculus/form.h. */
#include "divergences/bundle.h"

#include <math.h>
#include <stdlib.h>

static compiled **compile_all(scope *s, const strand *l, const map *m)
{
    compiled **c = malloc(sizeof(compiled *) * (size_t)(l->n + 1));
    for (int i = 0; i < l->n; i++)
        c[i] = form_compile(s, &l->f[i], m, true);
    return c;
}

static compiled **compile_differences(scope *s, real_pool *pool, const strand *a, const strand *b,
                                      const map *m)
{
    compiled **c = calloc((size_t)(a->n * b->n + 1), sizeof(compiled *));
    for (int i = 0; i < a->n && !scope_expired(s); i++)
        for (int j = 0; j < b->n; j++) {
            form u = form_difference(pool, &a->f[i], &b->f[j]);
            c[i * b->n + j] = a == b && i == j ? NULL : form_compile(s, &u, m, false);
        }
    return c;
}

/* p_i^a q_j^(1-a) as one exponential: where p falls like e^-x and q^(1-a) rises like e^x, the product knows nothing of either. */
static compiled **compile_powers(scope *s, real_pool *pool, const piece *one, const map *m,
                                 const functional *f, real order)
{
    if (f != &functional_power_below && f != &functional_power_above)
        return NULL;
    compiled **c = malloc(sizeof(compiled *) * (size_t)(one->p.n * one->q.n + 1));
    real rest = real_sub(pool, real_int(pool, 1), order);
    for (int i = 0; i < one->p.n; i++)
        for (int j = 0; j < one->q.n; j++) {
            form h = form_combine(pool, order, &one->p.f[i], rest, &one->q.f[j]);
            c[i * one->q.n + j] = form_compile(s, &h, m, true);
        }
    return c;
}

static void free_all(compiled **c, int n)
{
    for (int i = 0; i < n; i++)
        compiled_free(c[i]);
    free(c);
}

void bundle_free(bundle *b)
{
    free_all(b->p, b->np);
    free_all(b->q, b->nq);
    free_all(b->among_p, b->np * b->np);
    free_all(b->among_q, b->nq * b->nq);
    free_all(b->across, b->np * b->nq);
    if (b->powers)
        free_all(b->powers, b->np * b->nq);
    if (b->fine) {
        free_all(b->products, b->steep);
        compiled_free(b->gentle);
        free(b->sizes);
        scope_close(b->fine);
    }
    free(b);
}

bundle *bundle_make(scope *s, real_pool *pool, const piece *one, const map *m, const functional *f,
                    real order)
{
    bundle *b = malloc(sizeof *b);
    *b = (bundle){.m = *m, .f = f, .np = one->p.n, .nq = one->q.n};
    b->order = order ? real_ball(s, order) : ball_int(0);
    b->powers = compile_powers(s, pool, one, m, f, order);
    b->p = compile_all(s, &one->p, m);
    b->q = compile_all(s, &one->q, m);
    b->among_p = compile_differences(s, pool, &one->p, &one->p, m);
    b->among_q = compile_differences(s, pool, &one->q, &one->q, m);
    b->across = compile_differences(s, pool, &one->p, &one->q, m);
    if (scope_expired(s)) { /* between n^2 differences, of which some may be missing */
        bundle_free(b);
        return NULL;
    }
    return b;
}

/* ---- Centred ---- */

static bool is_steep(const term *t) { return t->kind == BASIS_POWER || t->kind == BASIS_EXP; }

/* log p + log b for b = x^k or e^((x - at)/scale). */
static form with_factor(real_pool *pool, const form *log_p, const term *t)
{
    form g = *log_p;
    real one = real_int(pool, 1);
    if (t->kind == BASIS_POWER) {
        form_add(pool, &g, BASIS_LOG, t->scale, real_int(pool, 0), one);
    } else {
        form_add_x(pool, &g, real_div(pool, one, t->scale));
        form_add_constant(pool, &g, real_neg(pool, real_div(pool, t->at, t->scale)));
    }
    return g;
}

static void split_log_ratio(bundle *b, scope *s, real_pool *pool, const piece *one)
{
    form u = form_difference(pool, one->p.f, one->q.f), gentle = {0};
    for (int i = 0; i < u.n; i++) {
        if (!is_steep(&u.t[i])) {
            gentle.t[gentle.n++] = u.t[i];
            continue;
        }
        form g = with_factor(pool, one->p.f, &u.t[i]);
        b->sizes[b->steep] = real_ball(s, u.t[i].coef);
        b->products[b->steep++] = form_compile(s, &g, &b->m, true);
    }
    b->gentle = form_compile(s, &gentle, &b->m, false);
}

void bundle_centre(bundle *b, scope *s, real_pool *pool, const piece *one)
{
    b->fine = scope_open_for(s, scope_bits(s));
    b->products = malloc(sizeof(compiled *) * FORM_TERMS);
    b->sizes = malloc(sizeof *b->sizes * FORM_TERMS);
    if (b->f == &functional_kl && b->np == 1 && b->nq == 1)
        split_log_ratio(b, s, pool, one);
}

static double real_radius(cball a) { return cball_is_finite(a) ? ball_radius(cball_real(a)) : INFINITY; }

/* A form on a box; if the bundle is centred and that is wide, from its slope if that is narrower. */
static cball value_on(const bundle *b, const compiled *c, const node *at)
{
    const double wide = 2;
    cball value = compiled_value(c, at);
    if (!b->fine || real_radius(value) < wide)
        return value;
    cball about = compiled_about(c, b->fine, at);
    return real_radius(about) < real_radius(value) ? about : value;
}

/*
 * The component k whose log density is largest at the box's midpoint, and 1 + sum over i != k of e^(l_i - l_k).
 */
static int dominant(const bundle *b, compiled *const *among, int n, const node *at, cball *relative)
{
    int k = 0;
    cball lead = cball_from_ball(at->t.in, ball_int(0));
    for (int i = 1; i < n; i++) {
        cball over_first = value_on(b, among[i * n], at);
        if (cball_dominates(over_first, lead))
            k = i, lead = over_first;
    }
    *relative = cball_from_ball(at->t.in, ball_int(1));
    for (int i = 0; i < n; i++)
        if (i != k)
            *relative = cball_add(*relative, cball_exp(value_on(b, among[i * n + k], at)));
    return k;
}

site bundle_site(const bundle *b, const node *at)
{
    cball p_sum, q_sum;
    int k = b->np > 1 ? dominant(b, b->among_p, b->np, at, &p_sum) : 0;
    int l = b->nq > 1 ? dominant(b, b->among_q, b->nq, at, &q_sum) : 0;
    cball u = value_on(b, b->across[k * b->nq + l], at);
    if (b->np > 1)
        u = cball_add(u, cball_log(p_sum));
    if (b->nq > 1)
        u = cball_sub(u, cball_log(q_sum));
    site here = {.u = u, .side = cball_side(u), .order = b->order};
    if (here.side > 0) {
        here.r = cball_exp(cball_neg(u));
        here.p = cball_exp(value_on(b, b->p[k], at));
        here.p = b->np > 1 ? cball_mul(here.p, p_sum) : here.p;
        here.q = cball_mul(here.p, here.r);
    } else {
        here.r = cball_exp(u);
        here.q = cball_exp(value_on(b, b->q[l], at));
        here.q = b->nq > 1 ? cball_mul(here.q, q_sum) : here.q;
        here.p = cball_mul(here.q, here.r);
    }
    if (b->m.kind == MAP_SINH) {
        here.p = cball_mul(here.p, at->speed);
        here.q = cball_mul(here.q, at->speed);
    }
    return here;
}

/* p u, each part of it that rises steeply as one exponential with p. */
static cball steep_density(const bundle *b, const node *at)
{
    cball sum = cball_mul(cball_exp(value_on(b, b->p[0], at)), value_on(b, b->gentle, at));
    for (int i = 0; i < b->steep; i++)
        sum = cball_add(sum, cball_mul_ball(cball_exp(value_on(b, b->products[i], at)), b->sizes[i]));
    return sum;
}

/* p^a q^(1-a) from the dominant components, p = p_k (1 + ...) and q = q_l (1 + ...). */
static cball power_density(const bundle *b, const node *at)
{
    cball p_sum, q_sum;
    int k = b->np > 1 ? dominant(b, b->among_p, b->np, at, &p_sum) : 0;
    int l = b->nq > 1 ? dominant(b, b->among_q, b->nq, at, &q_sum) : 0;
    cball log_power = value_on(b, b->powers[k * b->nq + l], at);
    if (b->np > 1)
        log_power = cball_add(log_power, cball_mul_ball(cball_log(p_sum), b->order));
    if (b->nq > 1)
        log_power = cball_add(log_power, cball_mul_ball(cball_log(q_sum), ball_sub(ball_int(1), b->order)));
    return cball_exp(log_power);
}

cball bundle_density(const bundle *b, const node *at)
{
    if (b->powers) {
        cball value = power_density(b, at);
        return b->m.kind == MAP_SINH ? cball_mul(value, at->speed) : value;
    }
    if (b->steep) {
        cball value = steep_density(b, at);
        return b->m.kind == MAP_SINH ? cball_mul(value, at->speed) : value;
    }
    site here = bundle_site(b, at);
    return b->f->density(&here);
}

/* log of the sum of e^(l_i) from the largest, where every e^(l_i) is below what is computed with. */
static ball log_of_tiny(compiled *const *c, compiled *const *among, int n, const axis_node *at)
{
    int k = 0;
    ball most = compiled_at(c[0], at), rest = ball_in(at->t.in, ball_int(1));
    for (int i = 1; i < n; i++) {
        ball next = compiled_at(c[i], at);
        if (ball_double(ball_sub(next, most)) > 0)
            k = i, most = next;
    }
    for (int i = 0; i < n; i++)
        if (i != k)
            rest = ball_add(rest, ball_exp(compiled_at(among[i * n + k], at)));
    return ball_add(most, ball_log(rest));
}

/* The sum of a law's component densities at a real point, and its logarithm. */
static ball density_on_axis(compiled *const *c, compiled *const *among, int n, const axis_node *at,
                            ball *log_sum)
{
    ball first = compiled_at(c[0], at), sum = ball_exp(first);
    for (int i = 1; i < n; i++)
        sum = ball_add(sum, ball_exp(compiled_at(c[i], at)));
    *log_sum = n == 1 ? first : ball_log(sum);
    if (!ball_is_finite(*log_sum))
        *log_sum = log_of_tiny(c, among, n, at);
    return sum;
}

ball bundle_on_axis(const bundle *b, ball t)
{
    axis_node at = map_axis_node(&b->m, t);
    if (b->powers && b->np == 1 && b->nq == 1) {
        ball value = ball_exp(compiled_at(b->powers[0], &at));
        return b->m.kind == MAP_SINH ? ball_mul(value, at.speed) : value;
    }
    axis_site here;
    here.p = density_on_axis(b->p, b->among_p, b->np, &at, &here.log_p);
    here.q = density_on_axis(b->q, b->among_q, b->nq, &at, &here.log_q);
    ball value = b->f->density_on_axis(&here, b->order); /* homogeneous of degree one in (p, q) */
    return b->m.kind == MAP_SINH ? ball_mul(value, at.speed) : value;
}

ball bundle_log_ratio(const bundle *b, ball t)
{
    node at = map_node(&b->m, cball_from_ball(t.in, t));
    return cball_real(bundle_site(b, &at).u);
}

/* (log p)' = sum_i (p_i/p) l_i', an average of slopes; likewise for q. */
static ball mean_slope(compiled *const *c, compiled *const *among, int n, const map *m, ball t)
{
    if (n == 1)
        return compiled_slope(c[0], m, t);
    node at = map_node(m, cball_from_ball(t.in, t));
    ball sum = ball_in(t.in, ball_int(0));
    for (int i = 0; i < n; i++) {
        ball rest = ball_in(t.in, ball_int(1));
        for (int k = 0; k < n; k++)
            if (k != i)
                rest = ball_add(rest, ball_exp(cball_real(compiled_value(among[k * n + i], &at))));
        ball share = ball_inv(rest);
        ball unit = ball_min(ball_max(share, ball_int(0)), ball_int(1));
        sum = ball_add(sum, ball_mul(unit, compiled_slope(c[i], m, t)));
    }
    return sum;
}

ball bundle_log_ratio_slope(const bundle *b, ball t)
{
    if (b->np == 1 && b->nq == 1)
        return compiled_slope(b->across[0], &b->m, t);
    return ball_sub(mean_slope(b->p, b->among_p, b->np, &b->m, t),
                    mean_slope(b->q, b->among_q, b->nq, &b->m, t));
}
