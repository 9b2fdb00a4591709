/*
 * One integrator for all f-divergences of laws with densities.
 *
 * On each piece of the partition: if the masses alone enclose the contribution tightly enough (one law absent, or both
 * negligible), that is taken; otherwise the integrand is integrated rigorously in the piece's smooth variable. What lies
 * beyond the last cut and next to singular ends is added as an enclosure. For a mixture, log p = l_k + log(1 + sum e^(l_i-l_k))
 * with the dominant k chosen for each box, and all differences of logs are formed coefficient by coefficient.
 */
#include "divergences/fdivergence.h"

#include "calculus/panels.h"
#include "divergences/bundle_rows.h"
#include "divergences/near.h"
#include "divergences/tails.h"

#include <math.h>

enum { MAX_EXTENSIONS = 80 };

/* One computation: what stays the same from piece to piece. */
typedef struct task {
    scope *s;
    const functional *f;
    real order;
    const law *p, *q;
    slong goal;
    partition *part;
} task;

static ball order_of(const task *t) { return t->order ? real_ball(t->s, t->order) : ball_int(0); }

static bool narrow(ball a, slong goal) { return ball_is_finite(a) && ball_log2_error(a) < (double)-goal; }

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

/* A law's mass next to a singular end: by its densities, or by its cdf. */
static ball mass_at_end(const task *t, const law *l, const strand *densities, const outskirt *o)
{
    ball mass = end_mass(t->s, t->part->pool, densities, o), x = real_ball(t->s, o->from);
    if (ball_is_finite(mass) || !l)
        return mass;
    ball lo = o->side > 0 ? x : ball_sub(x, o->radius), hi = o->side > 0 ? ball_add(x, o->radius) : x;
    return law_mass(t->s, l, lo, hi, false, false);
}

/* What an integral leaves out: next to a singular end, or beyond the last cut. */
static ball left_out(const task *t, const piece *one, const outskirt *o)
{
    ball P, Q;
    if (o->at_end) {
        P = mass_at_end(t, t->p, &one->p, o);
        Q = mass_at_end(t, t->q, &one->q, o);
    } else {
        ball x = real_ball(t->s, o->from);
        P = law_mass(t->s, t->p, x, x, o->side<0, o->side> 0);
        Q = law_mass(t->s, t->q, x, x, o->side<0, o->side> 0);
    }
    ball value = tail_bound(t->s, t->part->pool, t->f, t->order, one, o, P, Q, !t->q);
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

typedef enum { ROWS, MIDPOINT, PANELS } rule;

static ball in_variable(const task *t, const piece *one, const map *m, rule by)
{
    bundle *b = bundle_make(t->s, t->part->pool, one, m, t->f, t->order);
    axis_integrand on_axis = t->f->density_on_axis ? integrand_on_axis : NULL;
    ball value = by == ROWS     ? bundle_rows_integral(t->s, b, t->goal + 2)
                 : by == PANELS ? integrate_panels(t->s, integrand_at, on_axis, b, t->goal + 2, 0)
                                : integrate_midpoint(t->s, integrand_at, on_axis, b, t->goal + 2,
                                                     strip_height(m), !one->lo && !one->hi);
    bundle_free(b);
    return value;
}

/*
 * The integral over a piece: by the midpoint rule, which needs integrands that fade at the ends of the piece, or else by
 * adaptive panels. Indeterminate if only the midpoint rule may be tried and does not suit.
 */
static ball smooth_piece(const task *t, const piece *one, bool adaptive)
{
    map m = piece_map(t->s, t->part->pool, one, (int)t->goal + 8);
    map spread = m.kind == MAP_AFFINE ? piece_sinh_map(t->s, t->part, one) : m;
    ball value = in_variable(t, one, &spread, ROWS);
    if (!ball_is_finite(value))
        value = in_variable(t, one, &spread, MIDPOINT);
    if (!ball_is_finite(value) && adaptive)
        value = in_variable(t, one, &spread, PANELS);
    return ball_is_finite(value) ? ball_add(value, end_gaps(t, one, &m)) : value;
}

/* Both laws certainly matter on the piece, by their double-precision cdfs: not worth the price of enclosing the masses. */
static bool both_matter(const task *t, const piece *one)
{
    double lo = one->lo ? real_double(one->lo) : -INFINITY, hi = one->hi ? real_double(one->hi) : INFINITY;
    double P = law_cdf_double(t->p, hi) - law_cdf_double(t->p, lo),
           Q = law_cdf_double(t->q, hi) - law_cdf_double(t->q, lo);
    double matters = fmax(ldexp(1, 14 - (int)t->goal), 1e-13); /* cdfs near 1 are good to 1e-16 */
    return one->p.n && one->q.n && P > matters && Q > matters;
}

static ball mass_on(const task *t, const law *l, const strand *densities, const piece *one)
{
    ball zero = ball_int(0), lo = one->lo ? real_ball(t->s, one->lo) : zero,
         hi = one->hi ? real_ball(t->s, one->hi) : zero;
    return densities->n ? law_mass(t->s, l, lo, hi, !one->lo, !one->hi) : ball_in(t->s, zero);
}

/* Where P has no density and f'(inf) is infinite: f(0) Q. */
static ball without_p(const task *t, const piece *one)
{
    ball nil = ball_in(t->s, ball_int(0));
    return t->f->correction ? t->f->correction(nil, mass_on(t, t->q, &one->q, one), order_of(t)) : nil;
}

/* What masses alone say about a piece; indeterminate where they say nothing. */
static ball by_masses(const task *t, const piece *one)
{
    if (t->f->tail != TAIL_BY_MASS)
        return one->p.n ? ball_nothing(t->s) : without_p(t, one);
    if (both_matter(t, one))
        return ball_nothing(t->s);
    ball P = mass_on(t, t->p, &one->p, one), Q = mass_on(t, t->q, &one->q, one);
    if (!one->p.n || !one->q.n)
        return t->f->perspective(P, Q, order_of(t));
    return mass_bound(t->f, P, Q, order_of(t));
}

static bool settled(const task *t, const piece *one, ball by_mass)
{
    return !one->p.n || (t->f->tail == TAIL_BY_MASS && (!one->q.n || narrow(by_mass, t->goal + 3)));
}

static ball piece_value(const task *t, const piece *one)
{
    ball by_mass = by_masses(t, one);
    return settled(t, one, by_mass) ? by_mass : smooth_piece(t, one, true);
}

/* Takes the pieces at one end of a run that their masses settle: their sum, with *at moved past them. */
static ball settled_pieces(const task *t, int *at, int stop, int step)
{
    ball sum = ball_in(t->s, ball_int(0));
    for (; *at != stop; *at += step) {
        const piece *one = &t->part->pieces[*at];
        ball by_mass = by_masses(t, one);
        if (!settled(t, one, by_mass))
            break;
        sum = ball_add(sum, by_mass);
    }
    return sum;
}

/* Bounded pieces first .. last with nothing but seamless cuts between them: as a whole if that suits, or one by one. */
static ball run_value(const task *t, int first, int last)
{
    ball sum = settled_pieces(t, &first, last + 1, +1);
    sum = ball_add(sum, settled_pieces(t, &last, first - 1, -1));
    if (first > last)
        return sum;
    piece all = t->part->pieces[first];
    all.hi = t->part->pieces[last].hi;
    bool both = all.p.n && (all.q.n || t->f->tail != TAIL_BY_MASS);
    ball whole = first < last && both ? smooth_piece(t, &all, false) : ball_nothing(t->s);
    if (ball_is_finite(whole))
        return ball_add(sum, whole);
    for (int i = first; i <= last; i++)
        sum = ball_add(sum, piece_value(t, &t->part->pieces[i]));
    return sum;
}

static ball bounded_pieces(const task *t, int first, int last)
{
    ball sum = ball_in(t->s, ball_int(0));
    for (int i = first, end; i <= last; i = end + 1) {
        for (end = i; end < last && t->part->pieces[end + 1].seamless;)
            end++;
        sum = ball_add(sum, run_value(t, i, end));
    }
    return sum;
}

static bool strand_is_irregular(const strand *l, real at)
{
    for (int i = 0; i < l->n; i++)
        if (form_is_irregular(&l->f[i], at))
            return true;
    return false;
}

/*
 * A ray beyond the last cut, its distances counted from the cut at the other side of everything, or from 0 for functions of
 * log x and x^k.
 */
static outskirt ray_outskirt(const task *t, const piece *ray)
{
    const partition *part = t->part;
    real_pool *pool = part->pool;
    int side = ray->hi ? -1 : +1;
    real from = ray->hi ? ray->hi : ray->lo, zero = real_int(pool, 0);
    real centre = side > 0 ? part->pieces[0].hi : part->pieces[part->n - 1].lo;
    if (strand_is_irregular(&ray->p, zero) || strand_is_irregular(&ray->q, zero))
        centre = zero;
    else if (!centre || real_equal(centre, from))
        centre = real_sub(pool, from, real_int(pool, side));
    return outskirt_ray(t->s, pool, centre, from, side);
}

/*
 * A ray beyond the last cut. If the densities do not decay fast enough from there, go outward (doubling the step) until
 * they do, and integrate what was passed.
 */
static ball ray_value(const task *t, const piece *ray)
{
    real_pool *pool = t->part->pool;
    outskirt o = ray_outskirt(t, ray);
    if (ray->p.n == 0 && t->f->tail != TAIL_BY_MASS)
        return without_p(t, ray);
    if (ray->p.n == 0 && ray->q.n == 0)
        return ball_in(t->s, ball_int(0));
    real start = o.from, step = real_int(pool, o.side);
    piece first = t->part->pieces[1 < t->part->n ? 1 : 0];
    if (first.lo && first.hi)
        step = real_mul(pool, step, real_sub(pool, t->part->pieces[t->part->n - 1].lo, first.lo));
    if (real_sign(step) == 0)
        step = real_int(pool, o.side);
    ball tail = left_out(t, ray, &o);
    for (int i = 0; i < MAX_EXTENSIONS && !narrow(tail, t->goal + 2); i++) {
        o = outskirt_ray(t->s, pool, o.centre, real_add(pool, o.from, step), o.side);
        step = real_mul(pool, step, real_int(pool, 2));
        tail = left_out(t, ray, &o);
    }
    if (o.from == start || !ball_is_finite(tail))
        return tail;
    piece passed = *ray;
    passed.lo = o.side > 0 ? start : o.from;
    passed.hi = o.side > 0 ? o.from : start;
    return ball_add(tail, piece_value(t, &passed));
}

/* Infinite by support: P has density where Q has none. Infinite by tail: the growth decides, exactly. */
static verdict convergence(const task *t, infinity_reason *why)
{
    verdict all = HOLDS;
    if (t->f->tail == TAIL_BY_MASS)
        return HOLDS;
    *why = INFINITE_SUPPORT;
    for (int i = 0; i < t->part->n; i++)
        if (t->part->pieces[i].p.n && !t->part->pieces[i].q.n)
            return FAILS;
    *why = INFINITE_TAIL;
    for (int i = 0; i < t->part->n; i++) {
        const piece *one = &t->part->pieces[i];
        for (int side = -1; side <= 1 && one->p.n; side += 2) {
            real end = side < 0 ? one->lo : one->hi;
            outskirt o = {.at_end = end, .from = end, .centre = end, .side = end ? -side : side};
            all = verdict_and(all, tail_converges(t->part->pool, t->f, t->order, one, &o));
        }
    }
    return all;
}

/*
 * x^2/(2 sd^2) and mean x/sd^2 cancel to O(1) within a component far from the origin, at the cost of twice log2(|x|/sd) bits.
 * Below that, an attempt would only spend its effort on noise.
 */
static bool precise_enough(const task *t)
{
    double kept = t->f->near ? 40 : (double)t->goal - 24;
    return 2 * t->part->remoteness < (double)scope_bits(t->s) - kept;
}

/*
 * Beyond its reach a law has the mass 2^-bits, small enough for masses to settle what happens there, whatever the other law does:
 * JS up to about Q log Q, and P^a Q^(1-a).
 */
static int reach_bits(const functional *f, real order, slong goal)
{
    bool root = f == &functional_power_below || f == &functional_near_power_below;
    double a = root ? real_double(order) : 1, least = fmax(0.1, fmin(a, 1 - a));
    return root ? (int)((double)(goal + 6) / least) : (int)goal + (f->tail == TAIL_BY_MASS ? 14 : 6);
}

void functional_integral(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                         enclosure *out)
{
    int cuts = f->tail == TAIL_BY_MASS || f->correction ? CUT_P | CUT_Q : CUT_P;
    task t = {s, f, order, p, q, goal, partition_make(p, q, cuts, reach_bits(f, order, goal))};
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    if (!t.part)
        return;
    infinity_reason why = FINITE;
    verdict converges = convergence(&t, &why);
    if (converges == FAILS) {
        out->value = ball_infinity(s);
        out->why = why;
    } else if (converges == HOLDS && precise_enough(&t)) {
        int n = t.part->n;
        out->value = n == 1 ? piece_value(&t, &t.part->pieces[0]) : bounded_pieces(&t, 1, n - 2);
        for (int i = 0; n > 1 && i < n; i += n - 1)
            out->value = ball_add(out->value, ray_value(&t, &t.part->pieces[i]));
    }
    partition_free(t.part);
}

/* The density part of JS: half the game's value plus (log 2)/2 for each unit of mass. */
static void js_integral(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    functional_integral(s, &functional_half_game, NULL, p, q, goal, out);
    ball mass = ball_add(law_density_weight(s, p), law_density_weight(s, q));
    out->value = ball_add(out->value, ball_scale2(ball_mul(mass, ball_log2(s)), -1));
}

void density_functional(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                        enclosure *out)
{
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    if (f == &functional_tv)
        out->value = variation_integral(s, p, q, goal);
    else if (f == &functional_js)
        js_integral(s, p, q, goal, out);
    else
        functional_integral(s, f, order, p, q, goal, out);
}
