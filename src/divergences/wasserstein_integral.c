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
#include "divergences/wasserstein_taylor.h"

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

/* ---- The variable ---- */

/* One end of the range of x: the point itself, and where x = at +- e^w has its origin, if there is need of it. */
typedef struct range_end {
    ball x; /* exact, inside of the common levels */
    bool singular;
    ball at;
    real at_exact;
} range_end;

/* x(t) from a to b, of which one at most is singular. */
static map variable(scope *s, const range_end *a, const range_end *b)
{
    if (!a->singular && !b->singular)
        return (map){.kind = MAP_AFFINE, .w0 = ball_in(s, a->x), .w1 = ball_in(s, b->x)};
    const range_end *end = a->singular ? a : b;
    ball from = ball_log(ball_abs(ball_sub(a->x, end->at))), to = ball_log(ball_abs(ball_sub(b->x, end->at)));
    ball low = ball_upper(a->singular ? from : to), high = ball_lower(a->singular ? to : from),
         one = ball_in(s, ball_int(1));
    /* Inward, so far that the rounding of at +- e^w does not reach the other end. */
    ball margin = ball_mul(ball_scale2(one, 6 - scope_bits(s)),
                           ball_add(one, ball_div(ball_abs(end->at), ball_exp(high))));
    return (map){.kind = a->singular ? MAP_EXP : MAP_EXP_DOWN,
                 .w0 = low,
                 .w1 = ball_lower(ball_sub(high, margin)),
                 .at = ball_in(s, end->at),
                 .at_exact = end->at_exact};
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
    enum { SHORTEST = 40, STEPS = 4000 };
    walk w = {q, s, goal + 4, terms_for(q->digits), .total = ball_in(s, ball_int(0))};
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
    q->along = variable(s, a, b);
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

/* Has the density, or F^-1, a power of the distance from there, or is it given by its logarithm? */
static bool is_singular_at(const branch *b, real cut)
{
    for (int k = 0; k < b->piece.forms; k++)
        if (real_sign(form_exponent(b->l->g.pool, &b->piece.f[k], cut)) != 0)
            return true;
    return gap_piece_is_singular(&b->piece, cut);
}

/* Is x so close to a cut that a singularity there would be felt on the piece? */
static bool is_near(const branch *b, ball cut, ball x)
{
    ball length = ball_sub(b->hi, b->lo);
    return ball_less(ball_abs(ball_sub(x, cut)), ball_scale2(length, -8)) == HOLDS;
}

/* The singular point at the piece's end on that side, or beyond cuts that do not change the density close to it; or NULL. */
static real singular_end(const branch *b, int side)
{
    const gap *g = &b->l->g;
    ball end = side < 0 ? b->lo : b->hi;
    for (size_t i = b->piece.i + (side > 0);; side < 0 ? i-- : i++) {
        real cut = g->cut[i].x;
        if (is_singular_at(b, cut))
            return cut;
        bool last = g->cut[i].shape || g->cut[i].jump || i == (side < 0 ? 0 : g->n - 1);
        if (last || !is_near(b, real_ball(g->s, g->cut[side < 0 ? i - 1 : i + 1].x), end))
            return NULL;
    }
}

/*
 * On a piece outside of the law's middle, many times longer than its width, a density varies with the logarithm of the distance from a
 * point a width inside of the piece: x = at +- e^w serves as at a singular end.
 */
static void go_by_distance(const branch *b, scope *s, range_end *l, range_end *r)
{
    enum { LONG = 64 };
    const law *one = b->l->l;
    double m = law_quantile_double(one, 0.5),
           width = law_quantile_double(one, 0.75) - law_quantile_double(one, 0.25), from = ball_double(l->x),
           to = ball_double(r->x);
    if (l->singular || r->singular || !(width > 0) || !(from >= m || to <= m))
        return;
    range_end *near = from >= m ? l : r;
    width = fmax(width, fabs((near == l ? from : to) - m));
    double at = near == l ? from - width : to + width;
    if (!isfinite(at) || !(to - from > LONG * width))
        return;
    near->singular = true;
    near->at = ball_exact_double(s, at);
    near->at_exact = real_from_double(b->l->g.pool, at);
}

/* The singular point of G^-1 at the level u, or so close to it that it would be felt; or NULL. */
static real other_singular(coupling *q, scope *s, ball u, int side)
{
    real cut = q->other ? singular_end(q->other, side) : NULL;
    return cut && is_near(q->other, real_ball(s, cut), branch_guess(q->other, s, u)) ? cut : NULL;
}

/*
 * Where T has a singular point, that of G^-1 at the level v, on the given side of end->x: at the base's own point of that level, or
 * beyond the piece, for which its end does as well unless that is end->x.
 */
static void set_origin(coupling *q, scope *s, ball v, int side, range_end *end)
{
    const branch *b = &q->base;
    ball last = side < 0 ? b->lo : b->hi,
         beyond = ball_mul_int(ball_sub(v, gap_at(&b->piece, s, last)), side);
    if (ball_at_most(ball_int(0), beyond) == HOLDS)
        end->at_exact = b->l->g.cut[b->piece.i + (side > 0)].x;
    end->at = end->at_exact ? ball_in(s, last) : branch_guess(&q->base, s, v);
    end->singular =
        ball_positive(ball_mul_int(ball_sub(end->at, end->x), side)) == HOLDS && is_near(b, end->at, end->x);
    if (end->at_exact)
        end->at = real_ball(s, end->at_exact);
}

/*
 * The end of the base on the given side. `extreme` is the last common level there, which belongs to the base's cut, the other
 * law's, or both. Next to a singular end, and to the levels 0 and 1, levels up to `rest` are left out.
 */
static range_end end_of(coupling *q, scope *s, ball extreme, ball theirs, int side, ball rest)
{
    branch *b = &q->base;
    ball cut = side < 0 ? b->lo : b->hi, v = gap_at(&b->piece, s, cut);
    bool first = (side < 0 ? ball_at_most(theirs, v) : ball_at_most(v, theirs)) == HOLDS,
         own = first || ball_less(ball_abs(ball_sub(v, extreme)), rest) == HOLDS;
    bool outer = ball_less(ball_abs(extreme), rest) == HOLDS;
    range_end end = {.x = first ? ball_in(s, cut) : branch_beside(b, s, extreme, -side)};
    real singular = singular_end(b, side), other = other_singular(q, s, extreme, side);
    bool at_cut = singular && (own || !other) && is_near(b, real_ball(s, singular), end.x);
    if (!at_cut && other) {
        ball there = gap_at(&q->other->piece, s, real_ball(s, other));
        if (ball_less(rest, ball_abs(ball_sub(there, extreme))) == HOLDS) {
            set_origin(q, s, there, side, &end);
            return end;
        }
    }
    end.singular = at_cut || other;
    if (!end.singular && !outer)
        return end;
    end.at = end.x;
    if (own || at_cut) {
        end.at_exact = at_cut ? singular : b->l->g.cut[b->piece.i + (side > 0)].x;
        end.at = real_ball(s, end.at_exact);
    }
    ball inner = branch_beside(b, s, ball_sub(extreme, ball_mul_int(rest, side)), -side);
    if (!own) /* the nearer of the two to the middle, whatever the order of rest and of the error of x */
        inner = side < 0 ? ball_max(inner, end.x) : ball_min(inner, end.x);
    end.x = ball_mid(inner);
    return end;
}

/*
 * Next to a singular end other than 0, at which f behaves like a power of the distance h: the bits that h loses in at +- h, if
 * levels down to 2^-goal, that is h down to 2^(-goal/(exponent + 1)), are to count; no more than the ladder's finest.
 */
static slong digits_of_end(const branch *b, int side, slong goal)
{
    real cut = singular_end(b, side);
    double least = INFINITY;
    if (!cut || real_is_zero(cut))
        return 0;
    for (int k = 0; k < b->piece.forms; k++)
        least = fmin(least, real_double(form_exponent(b->l->g.pool, &b->piece.f[k], cut)));
    return (slong)fmin((double)b->l->finest, (double)goal / (least + 1));
}

/* The bits of x that tell points of a piece from one another. */
static slong digits_of_length(const branch *b)
{
    double far = fmax(fabs(ball_double(b->lo)), fabs(ball_double(b->hi)));
    slong length = arf_abs_bound_lt_2exp_si(arb_midref(ball_sub(b->hi, b->lo).v));
    return far > 0 ? (slong)fmax(0, ilogb(far) + 1.0 - (double)length) : 0;
}

static slong digits_of(const branch *b, slong goal)
{
    slong most = digits_of_length(b);
    for (int side = -1; side <= 1; side += 2) {
        slong end = digits_of_end(b, side, goal);
        most = end > most ? end : most;
    }
    return most;
}

static slong digits_of_ends(const coupling *q, slong goal)
{
    slong own = digits_of(&q->base, goal), theirs = q->other ? digits_of(q->other, goal) : 0;
    return own > theirs ? own : theirs;
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
    q->lost = digits_of_ends(q, -arf_abs_bound_lt_2exp_si(arb_midref(rest.v)) + 4);
    scope_set_bits(s, scope_bits(s) + q->lost);
    ball margin = ball_mul_int(dropped(q), 4), start = ball_add(theirs0, margin),
         stop = ball_sub(theirs1, margin);
    range_end l = end_of(q, s, ball_max(v0, start), start, -1, rest),
              r = end_of(q, s, ball_min(v1, stop), stop, 1, rest);
    go_by_distance(&q->base, s, &l, &r);
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

ball common_integral(scope *s, const ladder *p, const stretch *a, const ladder *q, const stretch *b,
                     power_of order, int sign, slong goal)
{
    bool right = ball_less(ball_ratio(1, 2), ball_max(a->from.below, b->from.below)) == HOLDS;
    ball most = most_distance(a, b, order);
    ball length = ball_sub(ball_max(a->hi, b->hi), ball_min(a->lo, b->lo)),
         small = negligible(s, length, order, goal);
    coupling c = {
        .order = order, .sign = sign, .digits = goal + arf_abs_bound_lt_2exp_si(arb_midref(most.v))};
    slong bits = scope_bits(s);
    scope_set_bits(s, bits + terms_for(c.digits)); /* power series lose about a bit a term */
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
    ball value =
        known ? ball_widen(couple(&c, s, a, b, goal), effect(dropped(&c), length, order)) : ball_nothing(s);
    scope_set_bits(s, bits);
    if (first)
        branch_close(&c.base);
    if (second)
        branch_close(&other);
    return value;
}
