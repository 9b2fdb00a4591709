/* Components that do not matter on a piece. See fdivergence_piece.h. */
#include "divergences/fdivergence_piece.h"

#include <stdlib.h>

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

ball without_the_small(const task *t, const piece *one, bool adaptive)
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
    ball share = ball_in(t->s, ball_int(0));
    strand kept = strand_that_matters(t, l, o, &share);
    free(kept.f);
    return l->n - kept.n;
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
