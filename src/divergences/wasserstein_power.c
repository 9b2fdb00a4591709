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
 * Beyond the outermost cuts, up to the level U, the larger of the masses outside of them, F^-1 and G^-1 are close in L^p to constants
 * or powers of the level, see wasserstein_heavy.c, and by Minkowski's inequality the p-th root of the integral is as close to theirs.
 */
#include "divergences/wasserstein.h"
#include "divergences/wasserstein_parts.h"

#include <math.h>
#include <stdlib.h>

enum { EXTENSIONS = 400 };

/* ---- Where F - G changes its sign ---- */

static void add_crossing(crossings *c, real x, int sign_before)
{
    if (c->n == c->room) {
        c->room = c->room ? 2 * c->room : 16;
        c->x = realloc(c->x, c->room * sizeof *c->x);
        c->sign = realloc(c->sign, (c->room + 1) * sizeof *c->sign);
    }
    c->x[c->n] = x;
    c->sign[c->n++] = sign_before;
}

static real exact_place(gap *g, size_t i, ball t)
{
    fmpq_t q;
    fmpq_init(q);
    arf_get_fmpq(q, arb_midref(t.v));
    real from = g->cut[i].x, length = real_sub(g->pool, g->cut[i + 1].x, from);
    real x = real_add(g->pool, from, real_mul(g->pool, length, real_from_fmpq(g->pool, q)));
    fmpq_clear(q);
    return x;
}

/* A new crossing wherever the sign differs from that of the stretch before. */
static void add_signs(crossings *c, size_t i, const sign_pieces *found, int *sign)
{
    for (size_t k = 0; k < found->n; k++) {
        const sign_piece *p = &found->piece[k];
        if (p->sign == *sign && p->sign)
            continue;
        add_crossing(c, exact_place(&c->g, i, p->from), *sign);
        *sign = p->sign;
    }
}

/* Beyond the outermost cuts, if P - Q has a density of one sign there: F - G has the same on the left, the other one on the right. */
static int sign_outside(gap *g, scope *s, int side)
{
    enum { TRIES = 8 };
    int sign = gap_tail_order(g, s, side).sign;
    for (int k = 0; k < TRIES && !sign && gap_extend(g, side); k++)
        sign = gap_tail_order(g, s, side).sign;
    return -side * sign;
}

/* Between cuts that leave about 2^-depth of the mass outside, up to areas of about 2^-reach, and beyond. */
static bool crossings_open(crossings *c, scope *s, const law *p, const law *q, int depth, slong reach)
{
    gap_piece piece = {0};
    *c = (crossings){0};
    if (!gap_open(&c->g, s, p, q, depth))
        return false;
    int sign = c->g.n ? sign_outside(&c->g, s, -1) : 0, last = c->g.n ? sign_outside(&c->g, s, 1) : 0;
    for (size_t i = 0; i + 1 < c->g.n; i++) {
        if (scope_expired(s))
            return false;
        gap_piece_set(&piece, &c->g, i, gap_right(&c->g, i));
        sign_pieces found = gap_signs(&piece, s, reach);
        add_signs(c, i, &found, &sign);
        sign_pieces_clear(&found);
    }
    if (c->g.n) {
        add_crossing(c, c->g.cut[c->g.n - 1].x, sign);
        c->sign[c->n] = last;
    }
    return true;
}

void crossings_avoid(crossings *c, real from, real to)
{
    crossings kept = {.g = c->g};
    size_t i = 0, j;
    while (i < c->n && real_compare(c->x[i], from) != 1)
        i++;
    for (j = i; j < c->n && real_compare(c->x[j], to) == -1;)
        j++;
    if (i == j)
        return;
    for (size_t k = 0; k < i; k++)
        add_crossing(&kept, c->x[k], c->sign[k]);
    add_crossing(&kept, from, c->sign[i]);
    add_crossing(&kept, to, 0);
    for (size_t k = j; k < c->n; k++)
        add_crossing(&kept, c->x[k], c->sign[k]);
    kept.sign[kept.n] = c->sign[c->n];
    free(c->x), free(c->sign);
    *c = kept;
}

static void crossings_close(crossings *c)
{
    gap_close(&c->g);
    free(c->x);
    free(c->sign);
}

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

/* ---- Tails ---- */

static const gap_cut *outermost(const ladder *l, int side) { return &l->g.cut[side < 0 ? 0 : l->g.n - 1]; }

static bool goes_on(const ladder *l, int side)
{
    for (int k = 0; k < l->g.parts; k++)
        if (side < 0 ? !l->g.part[k].lo : !l->g.part[k].hi)
            return true;
    return l->g.lattices > 0;
}

static bool extend(ladder *l, int side)
{
    return goes_on(l, side) && fabs(outermost(l, side)->near) < 1e300 && gap_extend(&l->g, side);
}

static ball outer_mass(const ladder *l, int side)
{
    level u = ladder_level(l, side < 0 ? 0 : l->g.n - 1, true);
    return side < 0 ? u.below : u.above;
}

static ball outer_masses(const sum *z, int side)
{
    return positive_part(ball_max(outer_mass(&z->p, side), outer_mass(&z->q, side)));
}

/* What the levels beyond the outermost cuts count. */
static ball tail(sum *z, int side)
{
    scope *s = z->s;
    ball U = outer_masses(z, side);
    asymptote x = tail_asymptote(&z->p, s, side, z->order.order, U),
              y = tail_asymptote(&z->q, s, side, z->order.order, U);
    return asymptote_distance(&x, &y, U, z->order);
}

static bool is_far_from_constant(ladder *l, scope *s, int side, ball p, ball U, ball small)
{
    return ball_at_most(tail_excess(l, s, side, p), small) != HOLDS
           && !tail_asymptote(l, s, side, p, U).index;
}

static bool is_narrow(ball x, ball most)
{
    return ball_at_most(ball_sub(ball_upper(x), ball_lower(x)), most) == HOLDS;
}

/*
 * One step outward, for those that count as constants although that is far from small; or for the one with the larger mass outside, up to
 * which both are approximated.
 */
static bool extend_one(sum *z, int side, ball small)
{
    scope *s = z->s;
    ball root = ball_div_int(ball_pow(small, ball_inv(z->order.order)), 4), U = outer_masses(z, side);
    bool far_p = is_far_from_constant(&z->p, s, side, z->order.order, U, root),
         far_q = is_far_from_constant(&z->q, s, side, z->order.order, U, root);
    if (!far_p && !far_q)
        far_q = !(far_p = ball_less(outer_mass(&z->q, side), outer_mass(&z->p, side)) == HOLDS);
    bool more = far_p && extend(&z->p, side);
    return (far_q && extend(&z->q, side)) || more;
}

/* Takes the outermost cuts away as long as the tail stays small: the next ones may do as well where it is given by power laws. */
static ball trimmed_tail(sum *z, int side, ball small)
{
    ball bound = tail(z, side);
    while (is_narrow(bound, small)) {
        double p = side * outermost(&z->p, side)->near, q = side * outermost(&z->q, side)->near;
        ladder *farther = p >= q ? &z->p : &z->q;
        gap_cut dropped;
        if (!gap_drop(&farther->g, side, &dropped))
            break;
        ball wider = tail(z, side);
        if (!is_narrow(wider, small)) {
            gap_restore(&farther->g, side, dropped);
            break;
        }
        bound = wider;
    }
    return bound;
}

/* Goes outward until the tail is small. HOLDS if it is infinite. */
static verdict settle_tail(sum *z, int side)
{
    enum { FIRST = 40 }; /* extensions after which a bound should have been found */
    ball small = ball_scale2(ball_in(z->s, ball_int(1)), -z->goal - 3), bound = trimmed_tail(z, side, small);
    for (int k = 0; k < EXTENSIONS && !is_narrow(bound, small); k++, bound = tail(z, side))
        if ((k == FIRST && !ball_is_finite(bound)) || !extend_one(z, side, small) || scope_expired(z->s))
            break;
    verdict infinite =
        ball_is_finite(bound) ? FAILS : tails_diverge(&z->p, &z->q, z->s, side, z->order.order);
    add(z, bound);
    return infinite;
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

/* A bit more than -log2 of the least mass beyond an outermost cut. */
static int outermost_depth(const sum *z)
{
    enum { MARGIN = 4, MOST = 1 << 28 };
    double depth = 0;
    for (int k = 0; k < 4; k++) {
        ball mass = outer_mass(k < 2 ? &z->p : &z->q, k % 2 ? 1 : -1);
        if (ball_positive(mass) == HOLDS)
            depth = fmax(depth, -(double)arf_abs_bound_lt_2exp_si(arb_midref(mass.v)));
        else if (!ball_is_exact_zero(mass))
            depth = MOST;
    }
    return (int)fmin(depth + MARGIN, MOST);
}

static sum_state fill(sum *z, const law *p, const law *q, int reach, int depth)
{
    if (!open_ladder(&z->p, z->s, p, reach, depth) || !open_ladder(&z->q, z->s, q, reach, depth))
        return SUM_UNKNOWN;
    verdict infinite = verdict_or(settle_tail(z, -1), settle_tail(z, 1));
    if (infinite != FAILS)
        return infinite == HOLDS ? SUM_INFINITE : SUM_UNKNOWN;
    int depth_of_cuts = outermost_depth(z);
    if (!is_even(z->order)
        && !crossings_open(&z->c, z->s, p, q, reach < depth_of_cuts ? reach : depth_of_cuts, reach))
        return SUM_UNKNOWN;
    crossings *cuts = is_even(z->order) ? NULL : &z->c;
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
