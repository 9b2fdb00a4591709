/*
 * Integrands with parameters: see box_bundle.h. For a mixture, log p = log w_k + f_k + log(1 + sum (w_i/w_k) e^(f_i - f_k)) with the
 * dominant k chosen for each box, and all differences of forms are made coefficient by coefficient, as in fdivergence.c.
 */
#include "divergences/box_bundle.h"

#include <stdlib.h>

typedef struct strand_jets {
    int n;
    form_jet **f, **difference; /* f_i - f_k at i * n + k */
    cjet *log_weight, *ratio;   /* log w_k; w_i/w_k at i * n + k */
    bool *certain;              /* w_k > 0 for all parameters */
} strand_jets;

struct box_bundle {
    const box_divergence *d;
    const parameter_box *b;
    int order;
    ball power;
    box_map m;
    ball from, length; /* the part of t that is integrated over */
    int sign;
    strand_jets p, q;
    form_jet **across; /* p's f_i - q's f_j at i * q.n + j */
    bool has_limit;
    ball limit; /* f(0) or f'(inf) where a law is absent */
};

int box_bundle_outputs(int n, int order)
{
    return order < 1 ? 1 : order < 2 ? 1 + n : 1 + n + cjet_bend(n, 0);
}

/* ---- Making ---- */

static cjet joined(scope *s, const parameter_box *b, real of)
{
    jet_pair p = jet_pair_of(s, b, of);
    return jet_pair_join(b, &p);
}

static strand_jets strand_make(scope *s, real_pool *pool, const box_strand *from, const parameter_box *b,
                               real own)
{
    size_t n = (size_t)from->n;
    strand_jets j = {from->n,
                     calloc(n + 1, sizeof *j.f),
                     calloc(n * n + 1, sizeof *j.difference),
                     malloc((n + 1) * sizeof *j.log_weight),
                     malloc((n * n + 1) * sizeof *j.ratio),
                     malloc((n + 1) * sizeof *j.certain)};
    for (size_t i = 0; i < n; i++) {
        j.f[i] = form_jet_compile(s, &from->f[i], b, own);
        j.certain[i] = real_sign(from->weight[i]) == 1;
        j.log_weight[i] = joined(s, b, real_log(pool, from->weight[i]));
        for (size_t k = 0; k < n; k++) {
            if (i == k)
                continue;
            form gap = form_difference(pool, &from->f[i], &from->f[k]);
            j.difference[i * n + k] = form_jet_compile(s, &gap, b, own);
            j.ratio[i * n + k] = joined(s, b, real_div(pool, from->weight[i], from->weight[k]));
        }
    }
    return j;
}

static void strand_free(strand_jets *j)
{
    for (int i = 0; i < j->n; i++)
        form_jet_free(j->f[i]);
    for (int i = 0; i < j->n * j->n; i++)
        form_jet_free(j->difference[i]);
    free(j->f);
    free(j->difference);
    free(j->log_weight);
    free(j->ratio);
    free(j->certain);
}

box_bundle *box_bundle_make(scope *s, real_pool *pool, const box_divergence *d, const box_strand *p,
                            const box_strand *q, const parameter_box *b, const box_map *m, int order)
{
    box_bundle *u = calloc(1, sizeof *u);
    u->d = d;
    u->b = b;
    u->order = order;
    u->power = d->order ? real_ball(s, d->order) : ball_in(s, ball_int(0));
    u->m = *m;
    u->length = ball_in(s, ball_int(1)), u->from = ball_in(s, ball_int(0));
    u->p = strand_make(s, pool, p, b, m->own);
    u->q = strand_make(s, pool, q, b, m->own);
    u->across = calloc((size_t)(p->n * q->n + 1), sizeof *u->across);
    for (int i = 0; i < p->n; i++)
        for (int k = 0; k < q->n; k++) {
            form gap = form_difference(pool, &p->f[i], &q->f[k]);
            u->across[i * q->n + k] = form_jet_compile(s, &gap, b, m->own);
        }
    if (!p->n || !q->n)
        u->has_limit =
            p->n ? d->f->without_q(s, u->power, &u->limit) : d->f->without_p(s, u->power, &u->limit);
    return u;
}

void box_bundle_free(box_bundle *u)
{
    for (int i = 0; i < u->p.n * u->q.n; i++)
        form_jet_free(u->across[i]);
    free(u->across);
    strand_free(&u->p);
    strand_free(&u->q);
    free(u);
}

/* ---- A point ---- */

typedef struct place {
    jet_pair x;
    cjet log_distance, log_speed;
} place;

/* Both members of a pair by the same rule. */
static jet_pair between(const jet_pair *from, const jet_pair *to, cball t)
{
    jet_pair at = jet_pair_constant(from->over.n, t);
    return (jet_pair){cjet_add(from->over, cjet_mul(cjet_sub(to->over, from->over), at.over)),
                      cjet_add(from->middle, cjet_mul(cjet_sub(to->middle, from->middle), at.middle))};
}

static place place_at(const box_bundle *u, cball t)
{
    const box_map *m = &u->m;
    jet_pair w = between(&m->from, &m->to, t);
    jet_pair length = {cjet_sub(m->to.over, m->from.over), cjet_sub(m->to.middle, m->from.middle)};
    cjet log_length = cjet_log(jet_pair_join(u->b, &length));
    if (!m->exponential)
        return (place){w, log_length, log_length};
    jet_pair e = {cjet_exp(w.over), cjet_exp(w.middle)}, x = m->centre;
    x.over = m->side > 0 ? cjet_add(x.over, e.over) : cjet_sub(x.over, e.over);
    x.middle = m->side > 0 ? cjet_add(x.middle, e.middle) : cjet_sub(x.middle, e.middle);
    cjet distance = jet_pair_join(u->b, &w);
    return (place){x, distance, cjet_add(distance, log_length)};
}

/* The component that dominates at the middle of the box, among those whose weight is certainly positive. */
static int dominant(const strand_jets *j, const place *at, cjet *value)
{
    int best = -1;
    for (int i = 0; i < j->n; i++) {
        if (!j->certain[i])
            continue;
        cjet one = cjet_add(form_jet_at(j->f[i], &at->x, &at->log_distance), j->log_weight[i]);
        if (best < 0 || cball_dominates(one.value, value->value)) {
            best = i;
            *value = one;
        }
    }
    return best;
}

/* log(1 + sum over i != k of (w_i/w_k) e^(f_i - f_k)) */
static bool excess(const strand_jets *j, int k, const place *at, cjet *out)
{
    bool any = false;
    for (int i = 0; i < j->n; i++) {
        if (i == k)
            continue;
        cjet gap = form_jet_at(j->difference[i * j->n + k], &at->x, &at->log_distance);
        cjet one = cjet_mul(j->ratio[i * j->n + k], cjet_exp(gap));
        *out = any ? cjet_add(*out, one) : one;
        any = true;
    }
    if (any)
        *out = cjet_log1p(*out);
    return any;
}

/* Densities with their Jacobian, and u. */
typedef struct logs {
    cjet p, q, u;
} logs;

static bool set_logs(const box_bundle *u, const place *at, logs *l)
{
    cjet more;
    int k = dominant(&u->p, at, &l->p), j = dominant(&u->q, at, &l->q);
    if ((u->p.n && k < 0) || (u->q.n && j < 0))
        return false;
    if (u->p.n && u->q.n) {
        l->u = form_jet_at(u->across[k * u->q.n + j], &at->x, &at->log_distance);
        l->u = cjet_add(l->u, cjet_sub(u->p.log_weight[k], u->q.log_weight[j]));
    }
    if (u->p.n && excess(&u->p, k, at, &more)) {
        l->p = cjet_add(l->p, more);
        l->u = u->q.n ? cjet_add(l->u, more) : l->u;
    }
    if (u->q.n && excess(&u->q, j, at, &more)) {
        l->q = cjet_add(l->q, more);
        l->u = u->p.n ? cjet_sub(l->u, more) : l->u;
    }
    if (u->p.n)
        l->p = cjet_add(l->p, at->log_speed);
    if (u->q.n)
        l->q = cjet_add(l->q, at->log_speed);
    return true;
}

/* ---- The outputs ---- */

/* out += part * ((log p)_a, (log p)_ab) + square * ((log p)_a (log p)_b) */
static void add_law(const box_bundle *u, const cjet *l, cball part, cball square, cball *out)
{
    int n = u->b->n, k = 1;
    if (l->order == 0)
        return;
    for (int a = 0; a < n && u->order > 0; a++, k++)
        out[k] = cball_add(out[k], cball_mul(part, l->slope[a]));
    for (int a = 0; a < n && u->order > 1; a++)
        for (int b = 0; b <= a; b++, k++) {
            out[k] = cball_add(out[k], cball_mul(square, cball_mul(l->slope[a], l->slope[b])));
            if (l->order > 1)
                out[k] = cball_add(out[k], cball_mul(part, l->bend[cjet_bend(a, b)]));
        }
}

/* out -= K ((log p)_a (log q)_b + (log q)_a (log p)_b) */
static void add_mixed(const box_bundle *u, const cjet *p, const cjet *q, cball K, cball *out)
{
    int n = u->b->n, k = 1 + n;
    for (int a = 0; a < n && u->order > 1 && p->order > 0 && q->order > 0; a++)
        for (int b = 0; b <= a; b++, k++) {
            cball both = cball_add(cball_mul(p->slope[a], q->slope[b]), cball_mul(q->slope[a], p->slope[b]));
            out[k] = cball_sub(out[k], cball_mul(K, both));
        }
}

static void at_both(const box_bundle *u, const logs *l, cball *out)
{
    int side = cball_side(l->u.value);
    site at = {.p = cball_exp(l->p.value),
               .q = cball_exp(l->q.value),
               .u = l->u.value,
               .side = side,
               .sign = u->sign,
               .order = u->power};
    at.r = cball_exp(side > 0 ? cball_neg(at.u) : at.u);
    box_parts f = u->d->f->parts(&at);
    out[0] = f.F;
    add_law(u, &l->p, f.A, f.AK, out);
    add_law(u, &l->q, f.B, f.BK, out);
    add_mixed(u, &l->p, &l->q, f.K, out);
}

static void at_one(const box_bundle *u, const cjet *l, cball *out)
{
    cball part = u->has_limit ? cball_mul_ball(cball_exp(l->value), u->limit) : cball_nothing(l->value.in);
    out[0] = part;
    add_law(u, l, part, part, out);
}

void box_bundle_restrict(box_bundle *u, ball from, ball length, int sign)
{
    u->from = from, u->length = length;
    u->sign = sign;
}

ball box_bundle_log_ratio(void *state, scope *s, ball t)
{
    const box_bundle *u = state;
    logs l;
    place at = place_at(u, cball_from_ball(s, t));
    return set_logs(u, &at, &l) ? cball_real(l.u.value) : ball_nothing(s);
}

void box_bundle_at(void *state, scope *s, cball t, cball *out)
{
    const box_bundle *u = state;
    int count = box_bundle_outputs(u->b->n, u->order);
    logs l;
    place at = place_at(u, cball_linear(u->from, u->length, t));
    for (int i = 0; i < count; i++)
        out[i] = cball_from_ball(s, ball_int(0));
    if (!set_logs(u, &at, &l))
        for (int i = 0; i < count; i++)
            out[i] = cball_nothing(s);
    else if (u->p.n && u->q.n)
        at_both(u, &l, out);
    else if (u->p.n || u->q.n)
        at_one(u, u->p.n ? &l.p : &l.q, out);
    for (int i = 0; i < count; i++)
        out[i] = cball_mul_ball(out[i], u->length);
}

void box_bundle_at_masses(const box_divergence *d, ball power, int order, const cjet *log_p,
                          const cjet *log_q, cball *out)
{
    const cjet *some = log_p ? log_p : log_q;
    scope *s = some->value.in;
    parameter_box b = {.n = some->n};
    box_bundle u = {.d = d, .b = &b, .order = order, .power = ball_in(s, power)};
    for (int i = 0; i < box_bundle_outputs(b.n, order); i++)
        out[i] = cball_from_ball(s, ball_int(0));
    if (log_p && log_q) {
        logs l = {*log_p, *log_q, cjet_sub(*log_p, *log_q)};
        at_both(&u, &l, out);
        return;
    }
    u.has_limit = log_p ? d->f->without_q(s, u.power, &u.limit) : d->f->without_p(s, u.power, &u.limit);
    at_one(&u, some, out);
}
