/* Cutting the curve p = q into arcs: see planar_curve.h. */
#include "divergences/planar_curve.h"

#include <math.h>

enum { MOST_DEPTH = 400, STEPS = 40 };

/* The first cuts, parts of the sides. */
static const double first_cut[2] = {0x1.e6b3p-2, 0x1.0b95p-1};

typedef struct search {
    const cell *c;
    scope *s;
    const curve_visitor *visitor;
} search;

/* ---- Places ---- */

ball curve_place(scope *s, const ball side[2], int axis)
{
    ball length = ball_sub(side[1], side[0]);
    return ball_mid(ball_add(side[0], ball_mul(length, ball_exact_double(s, first_cut[axis]))));
}

/* ---- Zeros on lines ---- */

/* Newton's operator: m - u(m)/u'(side), for each value of the other coordinate. */
static ball newton_image(const cell *c, scope *s, const tile *t, int axis)
{
    ratio_jet u = cell_ratio_jet(c, s, t);
    ball middle = ball_mid(ball_hull(t->at[axis][0], t->at[axis][1]));
    ball beside = ball_sub(t->at[1 - axis][0], ball_mid(t->at[1 - axis][0]));
    ball value = ball_add(u.middle, ball_mul(u.slope_over[1 - axis], beside));
    return ball_sub(middle, ball_div(value, u.slope_over[axis]));
}

ball curve_zero(const cell *c, scope *s, const tile *line, int axis, double enough)
{
    tile t = *line;
    ball found = ball_hull(t.at[axis][0], t.at[axis][1]);
    double last = INFINITY;
    for (int i = 0; i < STEPS; i++) {
        ball next = newton_image(c, s, &t, axis), both = ball_in(s, found);
        if (!ball_is_finite(next) || !arb_intersection(both.v, next.v, found.v, scope_bits(s)))
            break;
        found = both;
        if (ball_radius(found) <= enough || ball_radius(found) >= 0.7 * last)
            break;
        last = ball_radius(found);
        t.at[axis][0] = ball_lower(found), t.at[axis][1] = ball_upper(found);
    }
    return found;
}

bool curve_zero_near(const cell *c, scope *s, tile *line, int axis, double guess, double reach)
{
    if (!isfinite(guess))
        return false;
    tile t = *line;
    t.at[axis][0] = ball_exact_double(s, guess - reach), t.at[axis][1] = ball_exact_double(s, guess + reach);
    ball next = newton_image(c, s, &t, axis);
    if (ball_less(t.at[axis][0], next) != HOLDS || ball_less(next, t.at[axis][1]) != HOLDS)
        return false;
    line->at[axis][0] = ball_lower(next), line->at[axis][1] = ball_upper(next);
    return true;
}

/* ---- Edges ---- */

typedef struct edge {
    int sign[2]; /* at its ends */
    ball zero;   /* if they differ */
} edge;

/* False if u is not seen to be free of zeros or monotone on the edge along the axis. */
static bool edge_of(const search *a, const tile *t, int axis, int side, edge *out)
{
    tile line = *t;
    line.at[1 - axis][1 - side] = line.at[1 - axis][side];
    ratio_jet u = cell_ratio_jet(a->c, a->s, &line);
    out->sign[0] = out->sign[1] = ball_sign(u.over);
    if (out->sign[0])
        return true;
    if (!ball_sign(u.slope_over[axis]))
        return false;
    for (int end = 0; end < 2; end++) {
        tile corner = line;
        corner.at[axis][1 - end] = corner.at[axis][end];
        out->sign[end] = ball_sign(cell_ratio_jet(a->c, a->s, &corner).middle);
        if (!out->sign[end])
            return false;
    }
    if (out->sign[0] != out->sign[1])
        out->zero = curve_zero(a->c, a->s, &line, axis, 0);
    return true;
}

/* ---- Arcs ---- */

/*
 * u times its sign grows from the low edge to the high one: there is a zero between where it is negative below and positive above.
 * One of the two holds for each t, so that only one edge can begin the arc and only one can end it.
 */
static bool find_arc(const search *a, const tile *t, int along, int sign, arc *out, bool *any)
{
    edge low, high;
    if (!edge_of(a, t, along, 0, &low) || !edge_of(a, t, along, 1, &high))
        return false;
    *out = (arc){along, sign, t->at[along][0], t->at[along][1], {t->at[1 - along][0], t->at[1 - along][1]}};
    *any = false;
    for (int end = 0; end < 2; end++)
        *any |= low.sign[end] * sign < 0 && high.sign[end] * sign > 0;
    bool low_cut = low.sign[0] != low.sign[1], high_cut = high.sign[0] != high.sign[1];
    *any |= low_cut && high_cut;
    if (low_cut)
        *(low.sign[0] * sign < 0 ? &out->to : &out->from) = low.zero;
    if (high_cut)
        *(high.sign[0] * sign > 0 ? &out->to : &out->from) = high.zero;
    return true;
}

static bool take_arc(const search *a, const tile *t, const ratio_jet *u)
{
    double steep[2] = {fabs(ball_double(u->slope_over[0])), fabs(ball_double(u->slope_over[1]))};
    int across = steep[1] >= steep[0];
    for (int i = 0; i < 2; i++, across = 1 - across) {
        int sign = ball_sign(u->slope_over[across]);
        arc found;
        bool any;
        if (sign && find_arc(a, t, 1 - across, sign, &found, &any)) {
            if (any)
                a->visitor->take(a->visitor->state, &found);
            return true;
        }
    }
    return false;
}

/* ---- The search ---- */

/* What u changes by along an axis, about. */
static double change_along(const tile *t, const ratio_jet *u, int axis)
{
    ball length = ball_sub(t->at[axis][1], t->at[axis][0]);
    return ball_double(length) * (fabs(ball_double(u->slope_over[axis])) + ball_radius(u->slope_over[axis]));
}

static void search_tile(const search *a, const tile *t, int depth);

static void halve(const search *a, const tile *t, int axis, ball at, int depth)
{
    tile low = *t, high = *t;
    low.at[axis][1] = high.at[axis][0] = at;
    search_tile(a, &low, depth);
    search_tile(a, &high, depth);
}

/* The tile is done with; else the axis along which it should be halved. Where the noise in u hides its variation, no halving helps. */
static bool settle(const search *a, const tile *t, int depth, int *axis)
{
    void *state = a->visitor->state;
    if (depth >= MOST_DEPTH || scope_expired(a->s))
        return a->visitor->skip(state, t, NULL);
    ratio_jet u = cell_ratio_jet(a->c, a->s, t);
    if (ball_sign(u.over) || a->visitor->skip(state, t, &u) || take_arc(a, t, &u))
        return true;
    double change[] = {change_along(t, &u, 0), change_along(t, &u, 1)};
    *axis = change[1] > change[0];
    return change[*axis] <= ball_radius(u.middle) && a->visitor->skip(state, t, NULL);
}

static void search_tile(const search *a, const tile *t, int depth)
{
    scope_mark start = scope_now(a->s);
    int axis = 0;
    bool settled = settle(a, t, depth, &axis);
    scope_rewind(a->s, start);
    if (settled)
        return;
    ball middle = ball_mid(ball_scale2(ball_add(t->at[axis][0], t->at[axis][1]), -1));
    halve(a, t, axis, middle, depth + 1);
    scope_rewind(a->s, start);
}

void curve_search(const cell *c, scope *s, const ball x[2], const ball y[2], const curve_visitor *visitor)
{
    search a = {c, s, visitor};
    tile all = {{{x[0], x[1]}, {y[0], y[1]}}};
    halve(&a, &all, 0, curve_place(s, x, 0), 0);
}
