/*
 * How far out the ladders of two laws go, and what the levels beyond their outermost cuts count. See wasserstein_parts.h.
 *
 * Up to the level U, the larger of the masses outside, F^-1 and G^-1 are close in L^p to constants or powers of the level, see
 * wasserstein_heavy.c, and by Minkowski's inequality the p-th root of the integral is as close to theirs.
 */
#include "divergences/wasserstein_parts.h"

#include <math.h>

enum { EXTENSIONS = 400 };

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

/* Two ladders on one side. */
typedef struct outside {
    scope *s;
    ladder *p, *q;
    int side;
    power_of order;
    bool powers; /* the last tail was given by a power law */
} outside;

/* The larger of the masses beyond the outermost cuts: the levels that count there. */
static ball outer_levels(const outside *z)
{
    ball most = ball_max(outer_mass(z->p, z->side), outer_mass(z->q, z->side));
    return ball_max(most, ball_in(most.in, ball_int(0)));
}

/* What the levels beyond the outermost cuts count. */
static ball tail(outside *z)
{
    ball U = outer_levels(z);
    asymptote x = tail_asymptote(z->p, z->s, z->side, z->order.order, U),
              y = tail_asymptote(z->q, z->s, z->side, z->order.order, U);
    z->powers = x.index || y.index;
    return asymptote_distance(&x, &y, U, z->order);
}

static bool is_far_from_constant(const outside *z, ladder *l, ball U, ball small)
{
    ball p = z->order.order;
    return ball_at_most(tail_excess(l, z->s, z->side, p), small) != HOLDS
           && !tail_asymptote(l, z->s, z->side, p, U).index;
}

static bool is_narrow(ball x, ball most)
{
    return ball_at_most(ball_sub(ball_upper(x), ball_lower(x)), most) == HOLDS;
}

/*
 * One step outward, for those that count as constants although that is far from small; or for the one with the larger mass outside, up to
 * which both are approximated.
 */
static bool extend_one(outside *z, ball small)
{
    ball root = ball_div_int(ball_pow(small, ball_inv(z->order.order)), 4), U = outer_levels(z);
    bool far_p = is_far_from_constant(z, z->p, U, root), far_q = is_far_from_constant(z, z->q, U, root);
    if (!far_p && !far_q)
        far_q = !(far_p = ball_less(outer_mass(z->q, z->side), outer_mass(z->p, z->side)) == HOLDS);
    bool more = far_p && extend(z->p, z->side);
    return (far_q && extend(z->q, z->side)) || more;
}

/* Takes the outermost cut away, if no atom lies there or at the next one: tails begin at no atoms. */
static bool drop(ladder *l, int side, gap_cut *dropped)
{
    const gap *g = &l->g;
    return !g->lattices && g->n > 2 && !g->cut[side < 0 ? 1 : g->n - 2].jump
           && gap_drop(&l->g, side, dropped);
}

/* Goes inward as long as the tail stays small: where it is given by power laws nearer cuts may do as well. */
static ball trimmed_tail(outside *z, ball small)
{
    ball bound = tail(z);
    while (z->powers && is_narrow(bound, small)) {
        double p = z->side * outermost(z->p, z->side)->near, q = z->side * outermost(z->q, z->side)->near;
        ladder *farther = p >= q ? z->p : z->q;
        gap_cut dropped;
        if (!drop(farther, z->side, &dropped))
            break;
        ball wider = tail(z);
        if (!is_narrow(wider, small)) {
            gap_restore(&farther->g, z->side, dropped);
            break;
        }
        bound = wider;
    }
    return bound;
}

verdict outside_settle(ladder *p, ladder *q, scope *s, int side, power_of order, slong goal, ball *beyond)
{
    enum { FIRST = 40 }; /* extensions after which a bound should have been found */
    outside z = {s, p, q, side, order, false};
    ball small = ball_scale2(ball_in(s, ball_int(1)), -goal);
    *beyond = trimmed_tail(&z, small);
    for (int k = 0; k < EXTENSIONS && !is_narrow(*beyond, small); k++, *beyond = tail(&z))
        if ((k == FIRST && !ball_is_finite(*beyond)) || !extend_one(&z, small) || scope_expired(s))
            break;
    return ball_is_finite(*beyond) ? FAILS : tails_diverge(p, q, s, side, order.order);
}

int outside_depth(const ladder *p, const ladder *q)
{
    enum { MARGIN = 4, MOST = 1 << 28 };
    double depth = 0;
    for (int k = 0; k < 4; k++) {
        ball mass = outer_mass(k < 2 ? p : q, k % 2 ? 1 : -1);
        if (ball_positive(mass) == HOLDS)
            depth = fmax(depth, -(double)arf_abs_bound_lt_2exp_si(arb_midref(mass.v)));
        else if (!ball_is_exact_zero(mass))
            depth = MOST;
    }
    return (int)fmin(depth + MARGIN, MOST);
}
