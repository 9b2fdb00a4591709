/*
 * Long sums over a lattice, by the formula of Abel and Plana between half-integers: what poisson(10^12) weighs at each of 10^7
 * integers, a contour integral knows together.
 *
 * Let g be holomorphic on [A, B] x [-d, d], real on the axis, A = a - 1/2, B = b - 1/2 with integers a < b. The residue of
 * 1/(e^(2 pi i z) - 1) is 1/(2 pi i) at each integer, so the integral of g/(e^(2 pi i z) - 1) around the rectangle is the sum of
 * g(a), ..., g(b - 1). On the upper edge 1/(e^(2 pi i z) - 1) = -1 - 1/(e^(-2 pi i z) - 1); the -1 is the integral of g, moved down to the axis.
 * On the sides e^(2 pi i (A + iy)) = -e^(-2 pi y). Altogether
 *
 *     sum of g(n) = int_A^B g(x) dx + S(A) - S(B) + R,      S(x) = 2 int_0^d Im g(x + iy)/(1 + e^(2 pi y)) dy,
 *     |R| <= 2/(e^(2 pi d) - 1) int_A^B |g(x + id)| dx.
 *
 * (g(z) = z^2, a = 0, b = 1: 0 = 1/12 - 1/24 - 1/24.) All integrals are certified; |g| is bounded on columns [x0, x1] x [0, d], on which g is
 * known to be holomorphic by the demand of the scope, and by reflection on those below the axis.
 *
 * Log weights on a box Z around m, convex, by Taylor's formula of the second order, so that log Gamma does not cancel a linear term
 * many orders larger: L(z) in L(m) + L'(m) (z - m) + L''(Z) (z - m)^2/2. Ratios are of differences of forms.
 */
#include "calculus/integrate.h"
#include "divergences/lattice.h"

#include <math.h>
#include <stdlib.h>

/* ---- Log weights on complex boxes ---- */

typedef struct expansion {
    cball m, value, slope, curvature; /* the last two are for boxes; points are evaluated as they are */
    bool box;
} expansion;

static cball times_i(cball z)
{
    cball out = cball_nothing(z.in);
    acb_mul_onei(out.v, z.v);
    return out;
}

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
    return cball_add(cball_from_ball(s, around), times_i(cball_from_ball(s, around)));
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

typedef struct summand {
    const functional *f;
    real order;
    int np, nq; /* nq = 0: counting measure */
    form *p, *q, *among_p, *among_q, *across;
} summand;

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

static summand summand_open(real_pool *pool, const functional *f, real order, const lattice_law *p,
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

static void summand_close(summand *g)
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
static cball summand_at(const summand *g, cball z, ball real_foot)
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

/* ---- The three integrals ---- */

typedef struct path {
    const summand *g;
    ball from, length; /* real: along the axis. Otherwise x + i d t at x = from, with d = length */
} path;

static cball along_axis(void *state, scope *s, cball t)
{
    const path *a = state;
    cball x = cball_linear(a->from, a->length, t);
    (void)s;
    return cball_mul_ball(summand_at(a->g, x, cball_real(x)), a->length);
}

/* -i 2 d g(x + i d t)/(1 + e^(2 pi d t)), whose real part belongs to S(x). */
static cball along_side(void *state, scope *s, cball t)
{
    const path *a = state;
    cball y = cball_mul_ball(t, a->length), z = cball_add_ball(times_i(y), a->from);
    cball kernel = cball_add_int(cball_exp(cball_mul_ball(y, ball_scale2(ball_pi(s), 1))), 1);
    cball value = cball_div(cball_mul_ball(summand_at(a->g, z, a->from), ball_scale2(a->length, 1)), kernel);
    return cball_neg(times_i(value));
}

static cball on_box(void *state, scope *s, cball z)
{
    (void)s;
    return summand_at(state, z, cball_real(z));
}

/* sup|g| on [x0, x1] x [0, d], x0 and x1 in halves of integers. */
static double sup_on_column(const summand *g, scope *probe, slong x0, slong x1, slong d)
{
    scope_mark start = scope_now(probe);
    acb_t box;
    acb_init(box);
    ball re = ball_hull(ball_div_int(ball_in(probe, ball_int(x0)), 2),
                        ball_div_int(ball_in(probe, ball_int(x1)), 2));
    ball im = ball_hull(ball_in(probe, ball_int(0)), ball_int(d));
    arb_set(acb_realref(box), re.v);
    arb_set(acb_imagref(box), im.v);
    double sup = integrand_sup(on_box, (void *)(uintptr_t)g, probe, box);
    acb_clear(box);
    scope_rewind(probe, start);
    return sup;
}

/*
 * A bound of the integral of |g(x + id)| over [x0, x1] (halves of integers) from columns no wider than they must be for |g| <= most;
 * infinite if there are too many.
 */
static double edge_size(const summand *g, scope *probe, slong x0, slong x1, slong d, double most,
                        int *columns)
{
    if (--*columns < 0)
        return INFINITY;
    double sup = sup_on_column(g, probe, x0, x1, d), length = (double)(x1 - x0) / 2;
    if (sup <= most)
        return sup * length * (1 + 0x1p-20);
    if (x1 - x0 < 2)
        return INFINITY;
    slong x = x0 + (x1 - x0) / 2;
    double left = edge_size(g, probe, x0, x, d, most, columns);
    return isfinite(left) ? left + edge_size(g, probe, x, x1, d, most, columns) : left;
}

/* S(x), x in halves of integers: an integral only if g matters there. */
static ball side_term(scope *s, const summand *g, scope *probe, slong x, slong d, slong goal)
{
    double sup = sup_on_column(g, probe, x, x, d);
    if (!isfinite(sup))
        return ball_nothing(s);
    ball size = ball_div(ball_mul(ball_log2(s), ball_exact_double(s, sup)), ball_pi(s));
    if (ball_at_most(size, ball_scale2(ball_in(s, ball_int(1)), -goal)) == HOLDS)
        return ball_within(size);
    path up = {g, ball_div_int(ball_in(s, ball_int(x)), 2), ball_in(s, ball_int(d))};
    return integrate_certified(s, along_side, &up, goal, 0);
}

/* The sum with the strip of a half-width d, on whose edge e^(2 pi d) is 2^(goal + spare). */
static ball strip_sum(scope *s, scope *probe, const summand *g, slong from, slong to, slong goal, slong spare)
{
    enum { COLUMNS = 4000 };
    slong d = (slong)ceil((double)(goal + spare) * M_LN2 / (2 * M_PI)), A = 2 * from - 1, B = 2 * to - 1;
    ball decay = ball_expm1(ball_mul_int(ball_scale2(ball_pi(s), 1), d));
    int columns = COLUMNS;
    double most = ldexp(1, (int)spare - 6) / (double)(to - from),
           edge = edge_size(g, probe, A, B, d, most, &columns);
    if (!isfinite(edge))
        return ball_nothing(s);
    path axis = {g, ball_div_int(ball_in(s, ball_int(A)), 2), ball_in(s, ball_int(to - from))};
    ball sum = integrate_certified(s, along_axis, &axis, goal + 3, 0);
    ball left = side_term(s, g, probe, A, d, goal + 4), right = side_term(s, g, probe, B, d, goal + 4);
    sum = ball_add(sum, ball_sub(left, right));
    return ball_widen(sum, ball_div(ball_scale2(ball_exact_double(s, edge), 1), decay));
}

ball lattice_strip_sum(scope *s, real_pool *pool, const functional *f, real order, const lattice_law *p,
                       const lattice_law *q, slong from, slong to, slong goal)
{
    static const slong farthest = (slong)1 << 60;
    ball sum = ball_nothing(s);
    if (!f->density || from >= to || to > farthest)
        return sum;
    summand g = summand_open(pool, f, order, p, q);
    scope *probe = scope_open_for(s, 64 + 2 * (slong)FLINT_BIT_COUNT((ulong)to));
    scope_set_holomorphic(probe, true);
    for (slong spare = 24; spare <= 96 && !ball_is_finite(sum) && !scope_expired(s); spare *= 2)
        sum = strip_sum(s, probe, &g, from, to, goal, spare);
    scope_close(probe);
    summand_close(&g);
    return sum;
}
