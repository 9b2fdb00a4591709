/* The integral of a functional over one piece of the partition, and what it leaves out. See fdivergence_piece.h. */
#include "divergences/fdivergence_piece.h"

#include "calculus/panels.h"
#include "divergences/bundle_rows.h"

#include <math.h>
#include <stdlib.h>

static cball integrand_at(void *state, scope *s, cball t)
{
    const bundle *b = state;
    node at = map_node(&b->m, t);
    (void)s;
    return bundle_density(b, &at);
}

static ball integrand_on_axis(void *state, scope *s, ball t)
{
    (void)s;
    return bundle_on_axis(state, t);
}

/* Known to a few bits, or negligible even beside its logarithm. */
static bool tells(ball mass, slong goal)
{
    return ball_is_finite(mass)
           && (ldexp(ball_radius(mass), 8) < ball_double(mass)
               || ball_double(mass) + ball_radius(mass) < ldexp(1, -20 - (int)goal));
}

/* At low precision first, if an upper bound is all that counts: e^x at x = -1e22 needs more. */
ball mass_between(const task *t, const law *l, ball lo, ball hi, bool lo_infinite, bool hi_infinite)
{
    enum { COARSE_BITS = 40 };
    ball mass = ball_nothing(t->s);
    if (functional_vanishes_alone(t->f)) {
        scope *coarse = scope_open_for(t->s, COARSE_BITS);
        mass = ball_in(t->s, law_mass(coarse, l, lo, hi, lo_infinite, hi_infinite));
        scope_close(coarse);
    }
    if (!tells(mass, t->goal))
        mass = law_mass(t->s, l, lo, hi, lo_infinite, hi_infinite);
    return ball_scale2(mass, -t->scale);
}

/* A law's mass next to a singular end: by its densities, or by its cdf. */
static ball mass_at_end(const task *t, const law *l, const strand *densities, const outskirt *o)
{
    ball mass = end_mass(t->s, t->part->pool, densities, o), x = real_ball(t->s, o->from);
    if (ball_is_finite(mass) || !l)
        return mass;
    ball lo = o->side > 0 ? x : ball_sub(x, o->radius), hi = o->side > 0 ? ball_add(x, o->radius) : x;
    return mass_between(t, l, lo, hi, false, false);
}

/*
 * The bound of a tail; of one that begins so far out that e^x is beyond what is computed with, once more with exponents as long as
 * digits: twice the precision is their limit.
 */
static ball bound_of_tail(const task *t, const piece *one, const outskirt *o, ball P, ball Q)
{
    enum { LONG = 1024 };
    ball value = tail_bound(t->s, t->part->pool, t->f, t->order, one, o, P, Q, !t->q);
    bool far = !o->at_end && ball_double(o->radius) > 0x1p64 && scope_bits(t->s) < LONG;
    if (ball_is_finite(value) || !far)
        return value;
    scope *fine = scope_open_for(t->s, LONG);
    outskirt again = outskirt_ray(fine, t->part->pool, o->centre, o->from, o->side);
    value = ball_in(t->s, tail_bound(fine, t->part->pool, t->f, t->order, one, &again, ball_in(fine, P),
                                     ball_in(fine, Q), !t->q));
    scope_close(fine);
    return value;
}

ball left_out(const task *t, const piece *one, const outskirt *o)
{
    ball P, Q;
    if (o->at_end) {
        P = mass_at_end(t, t->p, &one->p, o);
        Q = mass_at_end(t, t->q, &one->q, o);
    } else {
        ball x = real_ball(t->s, o->from);
        P = mass_between(t, t->p, x, x, o->side<0, o->side> 0);
        Q = mass_between(t, t->q, x, x, o->side<0, o->side> 0);
    }
    ball value = bound_of_tail(t, one, o, P, Q);
    return t->f->correction ? ball_add(value, t->f->correction(P, Q, order_of(t))) : value;
}

/* Contributions of the neighbourhoods of singular ends that the map leaves out. */
static ball end_gaps(const task *t, const piece *one, const map *m)
{
    ball sum = ball_in(t->s, ball_int(0));
    bool logit = m->kind == MAP_LOGIT;
    if (map_leaves_out(m, one, -1)) {
        ball radius = logit ? ball_mul(m->span, ball_sigmoid(m->w0)) : ball_exp(m->w0);
        outskirt o = outskirt_end(one->lo, +1, radius);
        sum = ball_add(sum, left_out(t, one, &o));
    }
    if (map_leaves_out(m, one, +1)) {
        ball radius = logit ? ball_mul(m->span, ball_sigmoid(ball_neg(m->w1))) : ball_exp(m->w0);
        outskirt o = outskirt_end(one->hi, -1, radius);
        sum = ball_add(sum, left_out(t, one, &o));
    }
    return sum;
}

/* Where to look for a strip without singularities: a quarter of the range, or a fixed height in a logarithmic variable. */
static double strip_height(const map *m)
{
    const double height = m->kind == MAP_SINH ? 0.5 : 1.2; /* below the nearest singularity as often as not */
    bool logarithmic = m->kind != MAP_AFFINE && m->kind != MAP_TAN;
    return fmin(0.25, logarithmic ? height / ball_double(ball_sub(m->w1, m->w0)) : 0.25);
}

typedef enum { MIDPOINT, QUICK_PANELS, PANELS, CENTRED_PANELS } rule;

static ball in_variable(const task *t, const piece *one, const map *m, rule by)
{
    bundle *b = bundle_make(t->s, t->part->pool, one, m, t->f, t->order);
    if (by == CENTRED_PANELS)
        bundle_centre(b, t->s, t->part->pool, one);
    axis_integrand on_axis = t->f->density_on_axis ? integrand_on_axis : NULL;
    slong effort = by == QUICK_PANELS ? 4000 + (t->goal > 0 ? 40 * t->goal : 0) : 0; /* 0: three times that */
    ball value = by != MIDPOINT ? integrate_panels(t->s, integrand_at, on_axis, b, t->goal + 2, effort)
                                : integrate_midpoint(t->s, integrand_at, on_axis, b, t->goal + 2,
                                                     strip_height(m), !one->lo && !one->hi);
    bundle_free(b);
    return value;
}

/* The largest component of q next to the singular ends, of those with which the integral converges there. */
static int largest_at_ends(const task *t, const piece *one)
{
    enum { DEEP = 200 };
    ball most = ball_nothing(t->s);
    int best = 0;
    for (int j = 0; j < one->q.n; j++) {
        piece alone = *one;
        alone.q = (strand){1, &one->q.f[j]};
        verdict converges = HOLDS;
        ball value = ball_in(t->s, ball_int(0));
        for (int side = -1; side <= 1; side += 2) {
            real end = side < 0 ? one->lo : one->hi;
            outskirt o = {.at_end = true, .from = end, .centre = end, .side = -side};
            o.radius = ball_scale2(ball_in(t->s, ball_int(1)), -DEEP);
            converges =
                end ? verdict_and(converges, tail_converges(t->part->pool, t->f, t->order, &alone, &o))
                    : converges;
            value = end ? ball_add(value, form_value_at_start(t->s, alone.q.f, &o)) : value;
        }
        if (converges == HOLDS && (!ball_is_finite(most) || ball_less(most, value) == HOLDS))
            most = value, best = j;
    }
    return best;
}

/*
 * Logs of what p^a q^(1-a) is made of: for a < 1 it is at most the sum of all p_i^a q_j^(1-a), for a > 1 at most a multiple of
 * that of p_i^a q_j^(1-a) with any one j. Nothing for other functionals.
 */
static strand power_parts(const task *t, const piece *one)
{
    real_pool *pool = t->part->pool;
    bool below = t->f == &functional_power_below;
    strand parts = {0};
    if (!below && t->f != &functional_power_above)
        return parts;
    parts.f = malloc(sizeof *parts.f * (size_t)(one->p.n * one->q.n + 1));
    int best = below || one->q.n == 1 ? 0 : largest_at_ends(t, one);
    real rest = real_sub(pool, real_int(pool, 1), t->order);
    for (int i = 0; i < one->p.n; i++)
        for (int j = 0; j < one->q.n; j++)
            if (below || j == best)
                parts.f[parts.n++] = form_combine(pool, t->order, &one->p.f[i], rest, &one->q.f[j]);
    return parts;
}

/* Twice as far towards the singular ends. */
static void deepen(map *m)
{
    ball depth = ball_sub(m->w1, m->w0);
    m->w0 = ball_sub(m->w0, depth);
    m->w1 = m->kind == MAP_LOGIT ? ball_add(m->w1, depth) : m->w1;
}

/*
 * A map of the piece that leaves out little, and what it leaves out. An integrand that is small all along the piece may still rise towards an
 * end before it fades there.
 */
static map settled_map(const task *t, const piece *one, ball *gaps)
{
    enum { ATTEMPTS = 4, DEEPER = 12 };
    strand parts = power_parts(t, one);
    map m = {0};
    int bits = (int)t->goal + 8;
    for (int k = 0; k < ATTEMPTS; k++, bits *= 2) {
        m = piece_map(t->s, t->part->pool, one, parts.n ? &parts : NULL, bits);
        *gaps = end_gaps(t, one, &m);
        if (narrow(*gaps, t->goal))
            break;
    }
    for (int k = 0; k < DEEPER && !narrow(*gaps, t->goal); k++) {
        deepen(&m);
        *gaps = end_gaps(t, one, &m);
    }
    free(parts.f);
    return m;
}

/* The map with a sinh, where that gains something and no end is singular. */
static map spread_map(const task *t, const piece *one, const map *m)
{
    return m->kind == MAP_AFFINE ? piece_sinh_map(t->s, t->part, one) : *m;
}

/*
 * Along rows, in double-double arithmetic: its forms are rounded to 106 bits, and evaluated to more, so that narrow components far
 * from the origin keep their digits. Indeterminate where rows do not serve.
 */
static ball piece_by_rows(const task *t, const piece *one)
{
    enum { ROWS_BITS = 124 };
    if (!rows_serve(t->f, t->goal + 2))
        return ball_nothing(t->s);
    task fine = *t;
    fine.s = scope_open_for(t->s, ROWS_BITS);
    ball gaps;
    map m = settled_map(&fine, one, &gaps), spread = spread_map(&fine, one, &m);
    bundle *b = bundle_make(fine.s, t->part->pool, one, &spread, t->f, t->order);
    ball value = ball_in(t->s, ball_add(bundle_rows_integral(fine.s, b, t->goal + 2), gaps));
    bundle_free(b);
    scope_close(fine.s);
    return value;
}

/* ---- Components that do not matter on a piece ---- */

/*
 * A piece to one side of the core as an outskirt seen from its inner end. A component that is far smaller than another there, and falls
 * against it from there on, may be left out; and it must be, if it has no bound off the axis, like e^(-e^-z) far to the left.
 */
static bool inner_outskirt(const task *t, const piece *one, outskirt *o)
{
    real_pool *pool = t->part->pool;
    if (!one->lo || !one->hi)
        return false;
    int side = real_double(one->hi) <= t->part->core_low    ? -1
               : real_double(one->lo) >= t->part->core_high ? 1
                                                            : 0;
    if (side)
        *o = outskirt_ray(t->s, pool, t->part->core_from, side < 0 ? one->hi : one->lo, side);
    return side && ball_positive(o->radius) == HOLDS;
}

/* A bound of f/g on the outskirt if it is below 2^-bits; indeterminate otherwise. */
static ball least_share(const task *t, const form *f, const form *g, const outskirt *o, slong bits)
{
    form u = form_difference(t->part->pool, f, g);
    ball start = form_value_at_start(t->s, &u, o), zero = ball_int(0);
    if (ball_less(start, ball_mul_int(ball_log2(t->s), -bits)) != HOLDS)
        return ball_nothing(t->s);
    far_slope slope = form_far_slope(t->s, t->part->pool, &u, o);
    slope_bound most = far_slope_upper(t->s, &slope, o);
    bool falls = ball_at_most(most.constant, zero) == HOLDS && ball_at_most(most.linear, zero) == HOLDS;
    return falls ? ball_upper(ball_exp(start)) : ball_nothing(t->s);
}

/* The forms that matter, and how much larger at most the sum of all is, as a share; none may be left out if nothing is known. */
static strand strand_that_matters(const task *t, const strand *l, const outskirt *o, ball *share)
{
    strand kept = {0, malloc(sizeof *kept.f * (size_t)(l->n + 1))};
    bool *out = calloc((size_t)l->n + 1, sizeof *out);
    for (int i = 0; i < l->n; i++)
        for (int k = 0; k < l->n && !out[i]; k++) {
            ball part =
                k == i || out[k] ? ball_nothing(t->s) : least_share(t, &l->f[i], &l->f[k], o, t->goal + 20);
            out[i] = ball_is_finite(part);
            *share = out[i] ? ball_add(*share, part) : *share;
        }
    for (int i = 0; i < l->n; i++)
        if (!out[i])
            kept.f[kept.n++] = l->f[i];
    free(out);
    return kept;
}

/* An upper bound of log(sum of e^f) on the outskirt, if all fall along it; indeterminate otherwise. */
static ball log_most(const task *t, const strand *l, const outskirt *o)
{
    ball sum = ball_in(t->s, ball_int(0)), zero = sum;
    for (int i = 0; i < l->n; i++) {
        far_slope slope = form_far_slope(t->s, t->part->pool, &l->f[i], o);
        slope_bound most = far_slope_upper(t->s, &slope, o);
        if (ball_at_most(most.constant, zero) != HOLDS || ball_at_most(most.linear, zero) != HOLDS)
            return ball_nothing(t->s);
        sum = ball_add(sum, ball_exp(form_value_at_start(t->s, &l->f[i], o)));
    }
    return ball_log(ball_upper(sum));
}

/*
 * Against dx, where Q is no law: with p' = p + r, 0 <= r <= share p, and p <= M on the piece, where it has a mass of at most 1,
 *     p' log p' - p log p = r log p + p' log(1 + r/p),     r <= p' log(1 + r/p) <= r (1 + share),
 * and p |log p| <= -p log p + 2 p max(log M, 0): the integral I of p log p moves by share (|I| + 2 max(log M, 0) + 1 + share) at most.
 */
static ball perturbed_entropy(const task *t, const strand *p, const outskirt *o, ball integral, ball share)
{
    ball most = ball_max(log_most(t, p, o), ball_in(t->s, ball_int(0)));
    ball sum = ball_add(ball_add(ball_abs(integral), ball_scale2(most, 1)), ball_add_int(share, 1));
    return ball_widen(integral, ball_upper(ball_mul(share, sum)));
}

static ball perturbed(const task *t, const piece *rest, const outskirt *o, ball integral, ball share)
{
    if (!ball_is_finite(integral))
        return integral;
    return t->q ? t->f->perturbed(integral, share, order_of(t))
                : perturbed_entropy(t, &rest->p, o, integral, share);
}

/* The piece without what does not matter; indeterminate if everything does. */
static ball without_the_small(const task *t, const piece *one, bool adaptive)
{
    outskirt o;
    ball share = ball_in(t->s, ball_int(0)), value = ball_nothing(t->s);
    if (!t->f->perturbed || (one->p.n < 2 && one->q.n < 2) || !inner_outskirt(t, one, &o))
        return value;
    piece rest = *one;
    rest.p = strand_that_matters(t, &one->p, &o, &share);
    rest.q = strand_that_matters(t, &one->q, &o, &share);
    if (rest.p.n < one->p.n || rest.q.n < one->q.n) {
        value = smooth_piece(t, &rest, adaptive);
        value = ball_is_finite(value) || !adaptive ? value : laborious_piece(t, &rest);
        value = perturbed(t, &rest, &o, value, share);
    }
    free(rest.p.f);
    free(rest.q.f);
    return value;
}

/* How many forms are left out on the outskirt. */
static int count_small(const task *t, const strand *l, const outskirt *o)
{
    int small = 0;
    for (int i = 0; i < l->n; i++) {
        bool out = false;
        for (int k = 0; k < l->n && !out; k++)
            out = k != i && ball_is_finite(least_share(t, &l->f[i], &l->f[k], o, t->goal + 20));
        small += out;
    }
    return small;
}

/* At low precision: the place is a choice, and no value hangs on it. */
static int small_from(const task *t, const piece *one, double x, int side)
{
    enum { ROUGH_BITS = 64 };
    if (scope_expired(t->s))
        return 0;
    task rough = *t;
    rough.s = scope_open_for(t->s, ROUGH_BITS);
    real_pool *pool = t->part->pool;
    outskirt o = outskirt_ray(rough.s, pool, t->part->core_from, real_from_double(pool, x), side);
    bool ray = ball_positive(o.radius) == HOLDS;
    int small = ray ? count_small(&rough, &one->p, &o) + count_small(&rough, &one->q, &o) : 0;
    scope_close(rough.s);
    return small;
}

real fading_place(const task *t, const piece *one)
{
    const partition *part = t->part;
    double width = part->core_high - part->core_low;
    if (!one->lo || !one->hi || !t->f->perturbed || (one->p.n < 2 && one->q.n < 2) || !(width > 0))
        return NULL;
    double lo = real_double(one->lo), hi = real_double(one->hi);
    for (int side = -1; side <= 1; side += 2) {
        double core = side < 0 ? part->core_low : part->core_high, end = side < 0 ? lo : hi,
               start = side < 0 ? fmin(core, hi) : fmax(core, lo), length = side * (end - start);
        int at_first = length > 0 ? small_from(t, one, start, side) : 0;
        for (double d = width / 4; d < length / 2; d *= 2)
            if (small_from(t, one, start + side * d, side) > at_first)
                return real_from_double(part->pool, start + side * d);
    }
    return NULL;
}

/* Where a component may turn out not to matter from some place on, panels are not worth their full effort before that is known. */
static bool may_fade(const task *t, const piece *one)
{
    return t->f->perturbed && (one->p.n > 1 || one->q.n > 1);
}

/* By the midpoint rule, which needs integrands that fade at the ends of the piece, or by adaptive panels, if they may be tried. */
static ball piece_by_balls(const task *t, const piece *one, bool adaptive)
{
    ball gaps;
    map m = settled_map(t, one, &gaps), spread = spread_map(t, one, &m);
    ball value = in_variable(t, one, &spread, MIDPOINT);
    if (!ball_is_finite(value) && ball_is_exact_zero(gaps)) {
        ball fewer = without_the_small(t, one, adaptive);
        if (ball_is_finite(fewer))
            return fewer;
    }
    if (!ball_is_finite(value) && adaptive)
        value = in_variable(t, one, &spread, may_fade(t, one) ? QUICK_PANELS : PANELS);
    return ball_is_finite(value) ? ball_add(value, gaps) : value;
}

ball laborious_piece(const task *t, const piece *one)
{
    ball gaps, value = ball_nothing(t->s);
    map m = settled_map(t, one, &gaps), spread = spread_map(t, one, &m);
    if (may_fade(t, one))
        value = in_variable(t, one, &spread, PANELS);
    if (!ball_is_finite(value))
        value = in_variable(t, one, &spread, CENTRED_PANELS);
    return ball_is_finite(value) ? ball_add(value, gaps) : value;
}

ball smooth_piece(const task *t, const piece *one, bool adaptive)
{
    ball value = piece_by_rows(t, one);
    return ball_is_finite(value) ? value : piece_by_balls(t, one, adaptive);
}
