/*
 * The summands of lattice sums as functions of a complex variable. See lattice_summand.h.
 *
 * Log weights on a box Z around m, convex, by Taylor's formula of the second order, so that log Gamma does not cancel a linear term
 * many orders larger: L(z) in L(m) + L'(m) (z - m) + L''(Z) (z - m)^2/2. Ratios are of differences of forms.
 */
#include "divergences/lattice_summand.h"

#include <stdlib.h>

/* ---- Log weights on complex boxes ---- */

typedef struct expansion {
    cball m, value, slope, curvature; /* the last two are for boxes; points are evaluated as they are */
    bool box;
} expansion;

static cball digamma(cball w)
{
    cball out = cball_nothing(w.in);
    acb_digamma(out.v, w.v, scope_bits(w.in));
    return out;
}

/* For Re w > 0, where log Gamma is analytic. On boxes that are wide and near 0 by |sum of (w + k)^-2| <= sum of (Re w + k)^-2. */
static cball trigamma(cball w)
{
    scope *s = w.in;
    cball out = cball_nothing(s);
    ball left = ball_lower(cball_real(w));
    if (ball_positive(left) != HOLDS)
        return out;
    ball most = ball_upper(ball_trigamma(left)), around = ball_within(most);
    acb_t order;
    mag_t size;
    acb_init(order), mag_init(size);
    acb_one(order);
    acb_polygamma(out.v, order, w.v, scope_bits(s));
    acb_get_mag(size, out.v);
    bool wide =
        !cball_is_finite(out) || mag_cmp_2exp_si(size, 20) > 0 || mag_get_d(size) > 2 * ball_double(most);
    acb_clear(order), mag_clear(size);
    if (!wide)
        return out;
    return cball_add(cball_from_ball(s, around), cball_times_i(cball_from_ball(s, around)));
}

/* coef log Gamma(scale (z - at) + 1), scale = +1 or -1. */
static void add_log_gamma(expansion *e, const term *t, ball coef, cball z)
{
    bool mirrored = real_sign(t->scale) < 0;
    ball start = ball_add_int(mirrored ? real_ball(z.in, t->at) : ball_neg(real_ball(z.in, t->at)), 1);
    cball at = cball_add_ball(mirrored ? cball_neg(e->m) : e->m, start);
    e->value = cball_add(e->value, cball_mul_ball(cball_lgamma(at), coef));
    if (!e->box)
        return;
    cball all = cball_add_ball(mirrored ? cball_neg(z) : z, start);
    e->slope = cball_add(e->slope, cball_mul_ball(digamma(at), mirrored ? ball_neg(coef) : coef));
    e->curvature = cball_add(e->curvature, cball_mul_ball(trigamma(all), coef));
}

static cball form_on(const form *f, cball z)
{
    cball zero = cball_from_ball(z.in, ball_in(z.in, ball_int(0)));
    bool box = mag_cmp_2exp_si(arb_radref(acb_realref(z.v)), -16) > 0
               || mag_cmp_2exp_si(arb_radref(acb_imagref(z.v)), -16) > 0;
    expansion e = {box ? cball_mid(z) : z, zero, zero, zero, box};
    for (int i = 0; i < f->n; i++) {
        const term *t = &f->t[i];
        ball coef = real_ball(z.in, t->coef);
        if (t->kind == BASIS_ONE)
            e.value = cball_add_ball(e.value, coef);
        else if (t->kind == BASIS_X)
            e.value = cball_add(e.value, cball_mul_ball(e.m, coef)), e.slope = cball_add_ball(e.slope, coef);
        else if (t->kind == BASIS_LGAMMA)
            add_log_gamma(&e, t, coef, z);
        else
            return cball_nothing(z.in);
    }
    if (!box)
        return e.value;
    cball step = cball_sub(z, e.m), bend = cball_scale2(cball_mul(step, e.curvature), -1);
    return cball_add(e.value, cball_mul(step, cball_add(e.slope, bend)));
}

/* ---- The summand ---- */

static form *differences(real_pool *pool, const lattice_law *a, const lattice_law *b)
{
    form *out = malloc(sizeof *out * (size_t)(a->n * b->n + 1));
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++)
            out[i * b->n + k] = form_difference(pool, &a->part[i].f, &b->part[k].f);
    return out;
}

static form *own_forms(const lattice_law *a)
{
    form *out = malloc(sizeof *out * (size_t)(a->n + 1));
    for (int i = 0; i < a->n; i++)
        out[i] = a->part[i].f;
    return out;
}

summand summand_open(real_pool *pool, const functional *f, real order, const lattice_law *p,
                     const lattice_law *q)
{
    static const lattice_law none = {0, NULL};
    q = q ? q : &none;
    return (summand){f,
                     order,
                     p->n,
                     q->n,
                     own_forms(p),
                     own_forms(q),
                     differences(pool, p, p),
                     differences(pool, q, q),
                     differences(pool, p, q)};
}

void summand_close(summand *g)
{
    free(g->p);
    free(g->q);
    free(g->among_p);
    free(g->among_q);
    free(g->across);
}

/* The component that is largest at the foot, and 1 + the sum of the others' ratios to it at z. */
static int dominant(const form *among, int n, cball foot, cball z, cball *relative)
{
    int k = 0;
    cball lead = cball_from_ball(z.in, ball_in(z.in, ball_int(0)));
    *relative = cball_from_ball(z.in, ball_in(z.in, ball_int(1)));
    for (int i = 1; i < n; i++) {
        cball over_first = form_on(&among[i * n], foot);
        if (cball_dominates(over_first, lead))
            k = i, lead = over_first;
    }
    for (int i = 0; i < n; i++)
        if (i != k)
            *relative = cball_add(*relative, cball_exp(form_on(&among[i * n + k], z)));
    return k;
}

/*
 * Both weights at z and what the functional makes of them. Which component leads, and whether P or Q does, is chosen at a real point, the foot
 * of a column: logarithms with different leaders may differ by multiples of 2 pi i far from the axis, where they wind.
 */
cball summand_at(const summand *g, cball z, ball real_foot)
{
    scope *s = z.in;
    cball p_sum, q_sum, foot = cball_from_ball(s, ball_in(s, ball_mid(real_foot)));
    int k = dominant(g->among_p, g->np, foot, z, &p_sum), l = dominant(g->among_q, g->nq, foot, z, &q_sum);
    const form *ratio = g->nq ? &g->across[k * g->nq + l] : &g->p[k];
    cball u = form_on(ratio, z);
    if (g->np > 1)
        u = cball_add(u, cball_log(p_sum));
    if (g->nq > 1)
        u = cball_sub(u, cball_log(q_sum));
    site at = {.u = u, .side = cball_side(form_on(ratio, foot))};
    at.order = g->order ? real_ball(s, g->order) : ball_int(0);
    at.r = cball_exp(at.side > 0 ? cball_neg(u) : u);
    if (at.side > 0) {
        at.p = cball_mul(cball_exp(form_on(&g->p[k], z)), p_sum);
        at.q = cball_mul(at.p, at.r);
    } else {
        at.q = cball_from_ball(s, ball_in(s, ball_int(1)));
        if (g->nq)
            at.q = cball_mul(cball_exp(form_on(&g->q[l], z)), q_sum);
        at.p = cball_mul(at.q, at.r);
    }
    return g->f->density(&at);
}

ball summand_log_ratio(const summand *g, ball x)
{
    cball p_sum, q_sum, z = cball_from_ball(x.in, x), foot = cball_mid(z);
    int k = dominant(g->among_p, g->np, foot, z, &p_sum), l = dominant(g->among_q, g->nq, foot, z, &q_sum);
    cball u = form_on(&g->across[k * g->nq + l], z);
    return cball_real(cball_add(u, cball_sub(cball_log(p_sum), cball_log(q_sum))));
}
