/*
 * W_p for any p >= 1 between any two laws on the line, certified, from
 *
 *     W_p^p = integral over 0 < u < 1 of |F^-1(u) - G^-1(u)|^p du        (Villani 2003, thm 2.18).
 *
 * The levels u are cut wherever one of the quantile functions is not analytic: at the levels of atoms, gaps, kinks and support
 * ends, and where F - G changes its sign, unless p is even. Between two cuts
 *     two atoms count (their common mass) |x - y|^p;
 *     everything else is integrated along an analytic map, see wasserstein_integral.c;
 *     very few levels, such as those of a gap between two components, count [0, their number * the largest distance^p];
 *     where F^-1 stays within a distance e of a point, next to a singular end of a support, it counts as that point: with D at least
 *     |F^-1 - G^-1| before and after, the integral moves by at most  (number of levels) p D^(p-1) e  (mean value theorem for the
 *     signed power; the sign of F^-1 - G^-1 before is that of the crossing).
 * What lies beyond the outermost cuts is added by wasserstein_outside.c.
 */
#include "divergences/wasserstein.h"
#include "divergences/wasserstein_parts.h"

/* ---- The common levels of two stretches ---- */

typedef struct sum {
    scope *s;
    ladder p, q;
    crossings c;
    power_of order;
    slong goal;   /* for the p-th power */
    slong finest; /* 2^-finest is the length of a stretch on which F^-1 counts as a constant */
    ball total;
} sum;

static bool is_even(power_of order) { return order.whole && order.whole % 2 == 0; }

/* Of G^-1 - F^-1: by the places of the stretches; if F >= G between two crossings then F^-1 <= G^-1 there. */
static int sign_on(const sum *z, const stretch *a, const stretch *b)
{
    if (ball_at_most(a->hi, b->lo) == HOLDS)
        return 1;
    if (ball_at_most(b->hi, a->lo) == HOLDS)
        return -1;
    if (a->zone != b->zone)
        return a->zone < b->zone ? 1 : -1;
    return z->c.n ? z->c.sign[a->zone] : 0;
}

static level later(level a, level b) { return level_order(a, b) > 0 ? a : b; }
static level earlier(level a, level b) { return level_order(a, b) < 0 ? a : b; }

static ball positive_part(ball x) { return ball_max(x, ball_in(x.in, ball_int(0))); }

/* The number of levels that two atoms share. */
static ball common_mass(const stretch *a, const stretch *b)
{
    ball below = ball_sub(ball_min(a->to.below, b->to.below), ball_max(a->from.below, b->from.below));
    ball above = ball_sub(ball_min(a->from.above, b->from.above), ball_max(a->to.above, b->to.above));
    return positive_part(ball_radius(below) < ball_radius(above) ? below : above);
}

/* [0, number of levels * largest distance^p]; any order of the balls bounds the number from above. */
static ball at_most_between(level from, level to, ball most)
{
    return ball_upto(ball_upper(ball_mul(level_distance(from, to), most)));
}

static bool is_thin(const sum *z, const stretch *a)
{
    ball most = ball_scale2(ball_in(z->s, ball_int(1)), 1 - z->finest);
    return !a->atom && ball_at_most(ball_sub(a->hi, a->lo), most) == HOLDS;
}

/* A thin stretch as an atom at one of its ends: that of the support, if it has one. */
static stretch as_atom(const ladder *l, const stretch *a)
{
    stretch one = *a;
    one.atom = true;
    one.rough = false;
    one.lo = one.hi = l->g.cut[a->cut].shape ? a->lo : a->hi;
    return one;
}

static ball smooth_part(sum *z, scope *s, const stretch *a, const stretch *b, level from, level to);

/* The same with `thin`, which is a or b, as an atom, and what that may move. */
static ball thin_part(sum *z, scope *s, const stretch *a, const stretch *b, const stretch *thin, level from,
                      level to)
{
    power_of first = {ball_in(s, ball_int(1)), 1};
    stretch atom = as_atom(thin == a ? &z->p : &z->q, thin);
    ball D = most_distance(a, b, first), e = ball_sub(thin->hi, thin->lo);
    ball slope = ball_is_exact_zero(D) ? D : ball_pow(D, ball_add_int(z->order.order, -1));
    ball moved = ball_mul(ball_mul(level_distance(from, to), e), ball_mul(z->order.order, slope));
    return ball_widen(smooth_part(z, s, thin == a ? &atom : a, thin == b ? &atom : b, from, to),
                      ball_upper(moved));
}

static ball smooth_part(sum *z, scope *s, const stretch *a, const stretch *b, level from, level to)
{
    slong goal = z->goal + 2 + (slong)FLINT_BIT_COUNT(z->p.n + z->q.n);
    int sign = is_even(z->order) ? 1 : sign_on(z, a, b);
    if (is_thin(z, a) || is_thin(z, b))
        return thin_part(z, s, a, b, is_thin(z, a) ? a : b, from, to);
    if (a->atom && b->atom)
        return ball_mul(common_mass(a, b), distance_power(a->lo, b->lo, z->order));
    ball few = at_most_between(from, to, most_distance(a, b, z->order));
    ball small = ball_scale2(ball_in(s, ball_int(1)), -goal);
    if (!sign || ball_at_most(few, small) == HOLDS || scope_expired(s))
        return few;
    ball value = common_integral(s, &z->p, a, &z->q, b, z->order, sign, goal);
    return ball_is_finite(value) ? value : few;
}

static ball common_part(sum *z, scope *s, const stretch *a, const stretch *b)
{
    level from = later(a->from, b->from), to = earlier(a->to, b->to);
    return level_order(to, from) < 0 ? ball_in(s, ball_int(0)) : smooth_part(z, s, a, b, from, to);
}

/* Both ladders step from a and b at levels whose order is not known: the levels between them count [0, ...]. */
static ball between_steps(sum *z, const stretch *a, const stretch *b)
{
    const stretch *next = a + (a + 1 < z->p.rung + z->p.n), *other = b + (b + 1 < z->q.rung + z->q.n);
    ball most = ball_max(most_distance(a, other, z->order), most_distance(next, b, z->order));
    return at_most_between(a->to, b->to, most);
}

static void add(sum *z, ball more)
{
    arb_add(z->total.v, z->total.v, ball_in(more.in, more).v, scope_bits(z->s));
}

static void add_rungs(sum *z)
{
    scope_mark mark = scope_now(z->s);
    for (size_t i = 0, j = 0; i < z->p.n && j < z->q.n; scope_rewind(z->s, mark)) {
        const stretch *a = &z->p.rung[i], *b = &z->q.rung[j];
        add(z, common_part(z, z->s, a, b));
        int order = level_order(a->to, b->to);
        if (!order)
            add(z, between_steps(z, a, b));
        i += order <= 0;
        j += order >= 0;
    }
}

/* ---- One sum ---- */

static bool has_lattice(const law *l)
{
    for (int k = 0; k < l->n; k++)
        if (l->c[k].family->kind == FAMILY_LATTICE)
            return true;
    return false;
}

/* With integer atoms as deep as they count, unless those are too many. */
static bool open_ladder(ladder *l, scope *s, const law *p, int reach, int depth)
{
    if (depth > reach && has_lattice(p)) {
        if (ladder_open(l, s, p, depth))
            return true;
        ladder_close(l);
    }
    return ladder_open(l, s, p, reach);
}

/* Adds what lies beyond the outermost cuts. HOLDS if that is infinite. */
static verdict add_outside(sum *z, int side)
{
    ball beyond;
    verdict infinite = outside_settle(&z->p, &z->q, z->s, side, z->order, z->goal + 3, &beyond);
    add(z, beyond);
    return infinite;
}

static sum_state fill(sum *z, const law *p, const law *q, int reach, int depth)
{
    if (!open_ladder(&z->p, z->s, p, reach, depth) || !open_ladder(&z->q, z->s, q, reach, depth))
        return SUM_UNKNOWN;
    verdict infinite = verdict_or(add_outside(z, -1), add_outside(z, 1));
    if (infinite != FAILS)
        return infinite == HOLDS ? SUM_INFINITE : SUM_UNKNOWN;
    int outer = outside_depth(&z->p, &z->q);
    crossings *cuts = is_even(z->order) ? NULL : &z->c;
    if (cuts && !crossings_open(cuts, z->s, p, q, reach < outer ? reach : outer, reach))
        return SUM_UNKNOWN;
    if (!ladder_part_ends(&z->p, z->finest, cuts) || !ladder_part_ends(&z->q, z->finest, cuts))
        return SUM_UNKNOWN;
    if (!ladder_cut(&z->p, cuts) || !ladder_cut(&z->q, cuts))
        return SUM_UNKNOWN;
    add_rungs(z);
    return SUM_DONE;
}

sum_state power_sum(scope *s, power_of order, const law *p, const law *q, slong goal, slong finest, int reach,
                    int depth, ball out)
{
    sum z = {.s = s, .order = order, .goal = goal, .finest = finest, .total = ball_in(s, ball_int(0))};
    sum_state state = fill(&z, p, q, reach, depth);
    ball low = positive_part(ball_lower(z.total)), high = positive_part(ball_upper(z.total)),
         k = ball_inv(order.order);
    if (state == SUM_DONE && ball_is_finite(z.total)) {
        low = ball_is_exact_zero(low) ? low : ball_pow(low, k);
        high = ball_is_exact_zero(high) ? high : ball_pow(high, k);
        arb_set(out.v, ball_in(s, ball_hull(low, high)).v);
    }
    crossings_close(&z.c);
    ladder_close(&z.p);
    ladder_close(&z.q);
    return state;
}
