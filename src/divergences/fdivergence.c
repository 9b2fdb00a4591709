/*
 * One integrator for all f-divergences of laws with densities.
 *
 * On each piece of the partition: if the masses alone enclose the contribution tightly enough (one law absent, or both
 * negligible), that is taken; otherwise the integrand is integrated rigorously in the piece's smooth variable. What lies
 * beyond the last cut and next to singular ends is added as an enclosure. For a mixture, log p = l_k + log(1 + sum e^(l_i-l_k))
 * with the dominant k chosen for each box, and all differences of logs are formed coefficient by coefficient.
 */
#include "divergences/fdivergence.h"

#include "divergences/fdivergence_piece.h"
#include "divergences/near.h"

#include <math.h>

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
    return densities->n ? mass_between(t, l, lo, hi, !one->lo, !one->hi) : ball_in(t->s, zero);
}

/* Where P has no density and f'(inf) is infinite: f(0) Q. */
static ball without_p(const task *t, const piece *one)
{
    ball nil = ball_in(t->s, ball_int(0));
    return t->f->correction ? t->f->correction(nil, mass_on(t, t->q, &one->q, one), order_of(t)) : nil;
}

/*
 * A piece from an end of a support to where nothing of P is left, as the neighbourhood of that end: a gamma density of shape 1e8 falls like
 * x^1e8 from there on. Indeterminate elsewhere, and where the bounds of tails.h say nothing.
 */
static ball by_fading(const task *t, const piece *one)
{
    const double nothing = 1e-13; /* to the right, cdfs near 1 tell no more */
    ball none = ball_nothing(t->s);
    if (!one->lo || !one->hi || !t->q)
        return none;
    double lo = real_double(one->lo), hi = real_double(one->hi);
    int side = lo >= t->part->core_high ? -1 : hi <= t->part->core_low ? 1 : 0;
    if (!side || law_cdf_double(t->p, hi) - law_cdf_double(t->p, lo) > nothing)
        return none;
    ball radius = ball_sub(real_ball(t->s, one->hi), real_ball(t->s, one->lo));
    outskirt o = outskirt_end(side > 0 ? one->lo : one->hi, side, radius);
    return left_out(t, one, &o);
}

/* What masses alone say about a piece; indeterminate where they say nothing. */
static ball by_masses(const task *t, const piece *one)
{
    if (t->f->tail != TAIL_BY_MASS)
        return one->p.n ? by_fading(t, one) : without_p(t, one);
    if ((!one->p.n || !one->q.n) && functional_vanishes_alone(t->f))
        return ball_in(t->s, ball_int(0));
    if (both_matter(t, one))
        return ball_nothing(t->s);
    ball P = mass_on(t, t->p, &one->p, one), Q = mass_on(t, t->q, &one->q, one);
    if (!one->p.n || !one->q.n)
        return t->f->perspective(P, Q, order_of(t));
    return mass_bound(t->f, P, Q, order_of(t));
}

static bool settled(const task *t, const piece *one, ball by_mass)
{
    return !one->p.n || (t->f->tail == TAIL_BY_MASS && !one->q.n) || narrow(by_mass, t->goal + 3);
}

static ball piece_value(const task *t, const piece *one)
{
    ball by_mass = by_masses(t, one);
    if (settled(t, one, by_mass))
        return by_mass;
    ball value = smooth_piece(t, one, true);
    real place = ball_is_finite(value) ? NULL : fading_place(t, one);
    if (!place)
        return ball_is_finite(value) ? value : laborious_piece(t, one);
    piece left = *one, right = *one;
    left.hi = right.lo = place;
    value = piece_value(t, &left);
    return ball_is_finite(value) ? ball_add(value, piece_value(t, &right)) : value;
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

/* A ray beyond the last cut. If the densities do not decay fast enough from there, go on until they do, and integrate what was passed. */
static ball ray_value(const task *t, const piece *ray)
{
    if (ray->p.n == 0 && t->f->tail != TAIL_BY_MASS)
        return without_p(t, ray);
    if (ray->p.n == 0 && ray->q.n == 0)
        return ball_in(t->s, ball_int(0));
    ball tail;
    outskirt o = settled_outskirt(t, ray, &tail);
    real start = ray->hi ? ray->hi : ray->lo;
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
    /* Where to cut is free to choose: the tails beyond are bounded from there. */
    enum { LEAST = 16, MOST = 1 << 26 };
    bool root = f == &functional_power_below || f == &functional_near_power_below;
    double a = root ? real_double(order) : 1, least = fmax(0.1, fmin(a, 1 - a));
    double bits = root ? (double)(goal + 6) / least : (double)goal + (f->tail == TAIL_BY_MASS ? 14 : 6);
    return (int)fmax(LEAST, fmin(bits, MOST));
}

static void scale_strand(real_pool *pool, const strand *l, real log_scale)
{
    for (int i = 0; i < l->n; i++)
        form_add_constant(pool, &l->f[i], log_scale);
}

static void scale_densities(const task *t)
{
    real_pool *pool = t->part->pool;
    real log_scale = real_mul(pool, real_int(pool, -t->scale), real_log(pool, real_int(pool, 2)));
    for (int i = 0; i < t->part->n; i++) {
        scale_strand(pool, &t->part->pieces[i].p, log_scale);
        scale_strand(pool, &t->part->pieces[i].q, log_scale);
    }
}

void functional_integral(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                         enclosure *out)
{
    scaled_integral(s, f, order, p, q, goal, 0, out);
}

/* f is homogeneous of degree one in the densities. */
void scaled_integral(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                     slong scale, enclosure *out)
{
    int cuts = f->tail == TAIL_BY_MASS || f->correction ? CUT_P | CUT_Q : CUT_P;
    slong depth = goal - (scale < 0 ? scale : 0);
    task t = {s, f, order, p, q, goal, partition_make(p, q, cuts, reach_bits(f, order, depth)), scale};
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    if (!t.part)
        return;
    if (scale)
        scale_densities(&t);
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
    out->value = ball_scale2(out->value, scale);
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
