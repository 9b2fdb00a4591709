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
    if (!b)
        return ball_nothing(t->s);
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
    ball value = ball_nothing(t->s);
    if (b) {
        value = ball_in(t->s, ball_add(bundle_rows_integral(fine.s, b, t->goal + 2), gaps));
        bundle_free(b);
    }
    scope_close(fine.s);
    return value;
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
