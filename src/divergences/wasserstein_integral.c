/*
 * The integral of |F^-1 - G^-1|^p over levels on which one quantile function is analytic, the other analytic or constant.
 * See wasserstein_parts.h.
 *
 * With u = F(x) it is the integral of |T(x) - x|^p f(x) dx, T = G^-1 o F the optimal map, which is expanded in Taylor
 * polynomials along x = x(t) from one centre to the next: see wasserstein_taylor.c. At an end where a density is not analytic x is
 * at + e^w or at - e^w. What is left between two points a, b counts [0, (F(b) - F(a)) max(|T(b) - a|, |T(a) - b|)^p].
 *
 * F is the law in whose variable T is flatter: T' = f/g is small where the density of F is low and that of G is not.
 */
#include "divergences/wasserstein_range.h"

#include <math.h>

ball distance_power(ball x, ball y, power_of order)
{
    ball d = ball_abs(ball_sub(x, y));
    return ball_pow(d, order.whole ? ball_int(order.whole) : order.order);
}

ball most_distance(const stretch *a, const stretch *b, power_of order)
{
    return ball_upper(ball_max(distance_power(ball_upper(a->hi), ball_lower(b->lo), order),
                               distance_power(ball_lower(a->lo), ball_upper(b->hi), order)));
}

/* ---- From one centre to the next ---- */

/* Fewer terms mean shorter steps: their number times the square of that of the terms is least about here. */
static slong terms_for(slong digits) { return (digits > 0 ? digits : 0) * 2 / 5 + 10; }

typedef struct walk {
    coupling *q;
    scope *s;
    slong goal, n;
    expansion e;
    ball total;
} walk;

/* T and F are monotone. */
static ball crude(walk *w, ball from, ball to)
{
    scope *s = w->s;
    coupling *q = w->q;
    ball a = map_x(&q->along, from), b = map_x(&q->along, to);
    ball Ta = coupling_image(q, s, from), Tb = coupling_image(q, s, to);
    ball most = ball_max(distance_power(Tb, a, q->order), distance_power(Ta, b, q->order));
    ball levels = ball_abs(ball_sub(coupling_level(q, s, to), coupling_level(q, s, from)));
    return ball_upto(ball_upper(ball_mul(levels, most)));
}

/* One step of 2 half from `from`; false: it must be shorter. */
static bool stride(walk *w, double from, double half, bool short_enough)
{
    scope *s = w->s;
    ball a = ball_exact_double(s, from), h = ball_exact_double(s, half);
    expansion_at(&w->e, w->q, s, ball_add(a, h), 2 * half, w->n, w->goal);
    if (half <= w->e.reach) {
        ball value = expansion_integral(&w->e, s, half);
        arb_add(w->total.v, w->total.v, value.v, scope_bits(s));
        return true;
    }
    if (!short_enough)
        return false;
    ball rest = crude(w, a, ball_exact_double(s, from + 2 * half));
    bool small = ball_at_most(rest, ball_scale2(ball_in(s, ball_int(1)), -w->goal - 4)) == HOLDS;
    if (small)
        arb_add(w->total.v, w->total.v, rest.v, scope_bits(s));
    return small;
}

/* Ends are dyadic with short numerators: doubles hold them exactly. */
static double dyadic(double x) { return ldexp(floor(ldexp(x, 6 - ilogb(x))), ilogb(x) - 6); }

static ball walk_along(coupling *q, scope *s, slong goal)
{
    enum { SHORTEST = 40, STEPS = 4000, MOST_TERMS = 4096 };
    walk w = {q, s, goal + 4, terms_for(q->digits), .total = ball_in(s, ball_int(0))};
    if (w.n > MOST_TERMS) /* one expansion would outlast any budget */
        return crude(&w, ball_in(s, ball_int(0)), ball_in(s, ball_int(1)));
    double at = 0, half = 1.0 / 8;
    scope_mark mark = scope_now(s);
    expansion_init(&w.e);
    for (int k = 0; at < 1; k++, scope_rewind(s, mark)) {
        half = fmin(half, (1 - at) / 2);
        if (k == STEPS || half < ldexp(1, -SHORTEST) || scope_expired(s)) {
            ball rest = crude(&w, ball_exact_double(s, at), ball_int(1));
            arb_add(w.total.v, w.total.v, rest.v, scope_bits(s));
            break;
        }
        if (stride(&w, at, half, half < ldexp(1, -10))) {
            at += 2 * half;
            half = w.e.reach > half ? dyadic(fmin(2 * half, 0.9 * w.e.reach)) : 2 * half;
        } else {
            half = w.e.reach > half / 8 ? dyadic(0.9 * w.e.reach) : half / 4;
        }
    }
    expansion_clear(&w.e);
    return w.total;
}

/* Levels between a and b; the few between them and the ends of the variable count [0, most] each. */
static ball between(coupling *q, scope *s, const range_end *a, const range_end *b, ball v0, ball v1,
                    ball most, slong goal)
{
    q->along = range_variable(s, a, b);
    if (ball_less(q->along.w0, q->along.w1) != HOLDS)
        return ball_upto(ball_upper(ball_mul(ball_abs(ball_sub(v1, v0)), most)));
    q->direction = b->singular ? -1 : 1;
    coupling_compile(q, s);
    ball first = coupling_level(q, s, ball_int(q->direction < 0)),
         last = coupling_level(q, s, ball_int(q->direction > 0));
    ball left_out = ball_add(ball_abs(ball_sub(first, v0)), ball_abs(ball_sub(v1, last)));
    walk whole = {.q = q, .s = s};
    ball few = crude(&whole, ball_int(0), ball_int(1));
    if (ball_at_most(few, ball_scale2(ball_in(s, ball_int(1)), -goal))
        == HOLDS) /* laws that nearly agree here */
        return ball_add(few, ball_upto(ball_upper(ball_mul(left_out, most))));
    return ball_add(walk_along(q, s, goal), ball_upto(ball_upper(ball_mul(left_out, most))));
}

static ball dropped(const coupling *q)
{
    return q->other ? ball_add(q->base.dropped, q->other->dropped) : q->base.dropped;
}

static ball couple(coupling *q, scope *s, const stretch *a, const stretch *b, slong goal)
{
    bool right = q->base.piece.right;
    level from = b->from, to = b->to;
    ball theirs0 = right ? ball_neg(from.above) : from.below, theirs1 = right ? ball_neg(to.above) : to.below;
    ball v0 = ball_max(branch_level(&q->base, a->from), theirs0),
         v1 = ball_min(branch_level(&q->base, a->to), theirs1);
    ball most = most_distance(a, b, q->order);
    ball rest = ball_mid(ball_div(ball_scale2(ball_in(s, ball_int(1)), -goal - 2), ball_add_int(most, 1)));
    q->lost = range_digits(q, -arf_abs_bound_lt_2exp_si(arb_midref(rest.v)) + 4);
    scope_set_bits(s, scope_bits(s) + q->lost);
    ball margin = ball_mul_int(dropped(q), 4), start = ball_add(theirs0, margin),
         stop = ball_sub(theirs1, margin);
    range_end l = range_end_of(q, s, ball_max(v0, start), start, -1, rest),
              r = range_end_of(q, s, ball_min(v1, stop), stop, 1, rest);
    range_by_distance(&q->base, s, &l, &r);
    if (!l.singular || !r.singular)
        return between(q, s, &l, &r, v0, v1, most, goal);
    range_end middle = {.x = branch_guess(&q->base, s, ball_scale2(ball_add(v0, v1), -1))};
    ball v = gap_at(&q->base.piece, s, middle.x);
    ball left = between(q, s, &l, &middle, v0, v, most, goal + 1);
    return ball_add(left, between(q, s, &middle, &r, v, v1, most, goal + 1));
}

/* ---- The base ---- */

/* log f/g at a level. */
static double log_steepness(branch *p, branch *q, scope *s, ball u)
{
    ball x = branch_guess(p, s, u), y = branch_guess(q, s, u);
    ball f = branch_density(p, s, x), g = branch_density(q, s, y);
    return ball_double(ball_sub(ball_log(f), ball_log(g)));
}

/* Does T' = f/g rise less towards the ends than g/f? */
static bool is_flatter(branch *p, branch *q, scope *s, const stretch *a, const stretch *b)
{
    ball v0 = ball_max(branch_level(p, a->from), branch_level(q, b->from)),
         v1 = ball_min(branch_level(p, a->to), branch_level(q, b->to));
    ball step = ball_mul(ball_sub(v1, v0), ball_ratio(1, 4096));
    double l = log_steepness(p, q, s, ball_add(v0, step)), r = log_steepness(p, q, s, ball_sub(v1, step)),
           m = log_steepness(p, q, s, ball_scale2(ball_add(v0, v1), -1));
    return !(fmax(l, r) - m > m - fmin(l, r));
}

/*
 * WITHOUT SMALL COMPONENTS. With F~ <= F <= F~ + 2 e the quantile functions satisfy F~^-1(u - 2 e) <= F^-1(u) <= F~^-1(u): over the
 * levels their difference integrates to 2 e (length of the piece) at most, by telescoping, and the integral moves by p D^(p-1) times that
 * for both laws, D the largest distance. If all of this lies within a length L: by 4 e p L^p. Levels within 4 e of the ends of the other
 * piece, which may have no solution there, are left out.
 */
static ball effect(ball e, ball L, power_of order)
{
    return ball_is_exact_zero(e) ? e
                                 : ball_mul(ball_mul_int(ball_mul(e, order.order), 4),
                                            ball_pow(ball_add_int(L, 1), order.order));
}

/* An e that does not matter. */
static ball negligible(scope *s, ball L, power_of order, slong goal)
{
    ball unit = ball_in(s, ball_int(1));
    return ball_lower(ball_div(ball_scale2(unit, -goal - 10), effect(unit, L, order)));
}

/*
 * The bits to which T must be known, relative to the length L of the base's piece: (levels) p D^(p-1) e is what an error e moves, D the
 * distance |T - x|. A guess, from a few points: too low a number makes steps short, nothing else.
 */
static slong digits_needed(coupling *q, scope *s, const stretch *a, const stretch *b, slong goal)
{
    enum { POINTS = 4 };
    level from = level_order(a->from, b->from) < 0 ? b->from : a->from,
          to = level_order(a->to, b->to) > 0 ? b->to : a->to;
    ball v0 = branch_level(&q->base, from), v1 = branch_level(&q->base, to), D = ball_in(s, ball_int(0)),
         p = q->order.order;
    for (int k = 0; k <= POINTS; k++) {
        ball v = ball_mid(ball_add(
            v0, ball_mul(ball_sub(v1, v0), ball_ratio(8 * k + (k == 0) - (k == POINTS), 8 * POINTS))));
        ball y = q->other ? branch_guess(q->other, s, v) : q->atom;
        D = ball_max(D, ball_upper(ball_abs(ball_sub(y, branch_guess(&q->base, s, v)))));
    }
    ball L = ball_max(ball_sub(q->base.hi, q->base.lo), D);
    if (ball_positive(D) != HOLDS)
        return goal;
    ball moved = ball_mul(level_distance(from, to), ball_mul(ball_pow(D, ball_add_int(p, -1)), L));
    return goal + arf_abs_bound_lt_2exp_si(arb_midref(ball_upper(moved).v));
}

ball common_integral(scope *s, const ladder *p, const stretch *a, const ladder *q, const stretch *b,
                     power_of order, int sign, slong goal)
{
    enum { MANY = 100 }; /* digits that are worth a closer look */
    bool right = ball_less(ball_ratio(1, 2), ball_max(a->from.below, b->from.below)) == HOLDS;
    ball length = ball_sub(ball_max(a->hi, b->hi), ball_min(a->lo, b->lo)),
         small = negligible(s, length, order, goal);
    coupling c = {.order = order, .sign = sign};
    slong bits = scope_bits(s);
    branch other, spare;
    bool first = !a->atom && branch_open(&c.base, s, p, a, right, small);
    bool second = !b->atom && branch_open(&other, s, q, b, right, small);
    bool known = first || a->atom;
    known = known && (second || b->atom);
    if (known && (!first || (second && !is_flatter(&c.base, &other, s, a, b)))) {
        spare = c.base, c.base = other, other = spare;
        const stretch *swap = a;
        bool which = first;
        a = b, b = swap;
        first = second, second = which;
        c.sign = -sign;
    }
    c.other = second ? &other : NULL;
    c.atom = b->lo;
    c.digits = goal + arf_abs_bound_lt_2exp_si(arb_midref(most_distance(a, b, order).v));
    if (known && c.digits > MANY)
        c.digits = digits_needed(&c, s, a, b, goal);
    scope_set_bits(s, bits + terms_for(c.digits)); /* power series lose about a bit a term */
    ball value =
        known ? ball_widen(couple(&c, s, a, b, goal), effect(dropped(&c), length, order)) : ball_nothing(s);
    scope_set_bits(s, bits);
    if (first)
        branch_close(&c.base);
    if (second)
        branch_close(&other);
    return value;
}
