/* The overlap of two densities by Green's theorem: see planar_variation.h. */
#include "divergences/planar_variation.h"

#include "calculus/integrate.h"
#include "calculus/roots.h"
#include "divergences/planar_contour.h"

#include <math.h>

enum { SPARE = 10, LEVEL_EVALUATIONS = 20000, SLIVERS = 64 };

typedef struct overlap {
    scope *s, *work;
    ball x[2], y[2], seam; /* exact */
    contour curve;         /* its base b is the end of the half at hand; it holds the total */
} overlap;

static void add(overlap *o, ball value)
{
    arb_add(o->curve.total, o->curve.total, value.v, scope_bits(o->s));
}
static double size_of(ball a) { return fabs(ball_double(a)) + ball_radius(a); }

static void take_arc(void *state, const arc *a)
{
    overlap *o = state;
    contour_add(&o->curve, a);
}

/* ---- Along horizontal lines ---- */

/* The mass of one density less that of another over {x} x [from, to]; `plus` NULL: nothing. */
typedef struct column {
    const sum_of_terms *plus, *minus;
    ball from, to;
} column;

static cball mass_over(const overlap *o, const column *c, cball x)
{
    cball sum = cball_from_ball(o->work, ball_int(0)), from = cball_from_ball(o->work, c->from),
          to = cball_from_ball(o->work, c->to);
    if (c->plus)
        sum = sum_mass(c->plus, o->work, x, from, to, o->curve.faint);
    if (c->minus)
        sum = cball_sub(sum, sum_mass(c->minus, o->work, x, from, to, o->curve.faint));
    return sum;
}

typedef struct stretch {
    const overlap *o;
    const column *c;
    ball from, length;
} stretch;

static cball stretch_value(void *state, scope *s, cball t)
{
    const stretch *at = state;
    (void)s;
    return cball_mul_ball(mass_over(at->o, at->c, cball_linear(at->from, at->length, t)), at->length);
}

static ball over_stretch(const overlap *o, const column *c, ball from, ball to)
{
    stretch at = {o, c, from, ball_sub(to, from)};
    if (!c->plus)
        return ball_in(o->work, ball_int(0));
    return integrate_certified(o->work, stretch_value, &at, o->curve.goal + SPARE, 0);
}

typedef struct level {
    const overlap *o;
    ball y;
} level;

static ratio_jet ratio_on(const level *at, scope *s, ball x)
{
    tile t = {{{x, x}, {at->y, at->y}}};
    return cell_ratio_jet(at->o->curve.c, s, &t);
}

static ball level_value(void *state, scope *s, ball x) { return ratio_on(state, s, x).over; }
static ball level_slope(void *state, scope *s, ball x) { return ratio_on(state, s, x).slope_over[0]; }

/* The integral over a line of the column mass where[0] where p < q, where[1] where p > q. */
static ball along_level(const overlap *o, ball y, const ball x[2], const column where[2])
{
    level at = {o, y};
    curve u = {level_value, level_slope, &at, NULL};
    resolution wanted = {o->curve.goal + SPARE, ROOTS_ANY, LEVEL_EVALUATIONS};
    sign_pieces pieces = sign_pieces_find(o->work, &u, x[0], x[1], wanted);
    ball sum = ball_in(o->work, ball_int(0));
    for (size_t i = 0; i < pieces.n; i++) {
        const sign_piece *one = &pieces.piece[i];
        if (one->sign) {
            sum = ball_add(sum, over_stretch(o, &where[one->sign > 0], one->from, one->to));
            continue;
        }
        cball all = cball_from_ball(o->work, ball_hull(one->from, one->to));
        ball range =
            ball_hull(cball_real(mass_over(o, &where[0], all)), cball_real(mass_over(o, &where[1], all)));
        sum = ball_add(sum, ball_mul(range, ball_sub(one->to, one->from)));
    }
    sign_pieces_clear(&pieces);
    return sum;
}

/* ---- Tiles that hardly count ---- */

static ball hull_of(const tile *t, int axis) { return ball_hull(t->at[axis][0], t->at[axis][1]); }
static ball width_of(const tile *t, int axis) { return ball_sub(t->at[axis][1], t->at[axis][0]); }

/* What a tile can hold with its edges, at most: three times the larger mass between it and b. */
static ball all_beyond(const overlap *o, const tile *t)
{
    bool above = ball_less(o->seam, o->curve.base) == HOLDS;
    ball from = above ? t->at[1][0] : o->curve.base, to = above ? o->curve.base : t->at[1][1],
         x = hull_of(t, 0);
    ball p = sum_mass_bound(&o->curve.c->p, o->work, x, from, to, above ? -1 : 1),
         q = sum_mass_bound(&o->curve.c->q, o->work, x, from, to, above ? -1 : 1);
    return ball_mul_int(ball_mul(ball_max(p, q), width_of(t, 0)), 3);
}

/* The integral of |p - q| over the tile, at most: |p - q| <= max(p, q) |u|. */
static ball variation_inside(const overlap *o, const tile *t, const ratio_jet *u)
{
    ball x = hull_of(t, 0), y = hull_of(t, 1);
    ball density =
        ball_max(cell_density(&o->curve.c->p, o->work, x, y), cell_density(&o->curve.c->q, o->work, x, y));
    ball most = ball_mul(ball_upper(density), ball_upper(ball_abs(u->over)));
    return ball_mul(most, ball_mul(width_of(t, 0), width_of(t, 1)));
}

/* The tile is left out of A', and the parts of its horizontal edges in A are added. */
static bool leave_out(overlap *o, const tile *t, ball inside)
{
    ball sum = ball_neg(ball_upto(ball_upper(inside)));
    for (int end = 0; end < 2; end++) {
        column where[2] = {{NULL, NULL, o->curve.base, t->at[1][end]},
                           {&o->curve.c->p, &o->curve.c->q, o->curve.base, t->at[1][end]}};
        ball edge = along_level(o, t->at[1][end], t->at[0], where);
        sum = end ? ball_add(sum, edge) : ball_sub(sum, edge);
    }
    bool narrow = ball_is_finite(sum) && ball_radius(sum) <= 4 * o->curve.tolerance;
    if (narrow)
        add(o, sum);
    return narrow;
}

/* About the integral of |p - q| over the tile, in units of the tolerance: whether to look at it more closely. */
static bool may_hardly_count(const overlap *o, const tile *t, const ratio_jet *u)
{
    enum { DOUBT = 1 << 12 };
    double area = ball_double(width_of(t, 0)) * ball_double(width_of(t, 1));
    return exp(u->height) * area * fmin(1, size_of(u->over)) <= DOUBT * o->curve.tolerance;
}

static bool skip(void *state, const tile *t, const ratio_jet *u)
{
    overlap *o = state;
    if (u && !may_hardly_count(o, t, u))
        return false;
    ball most = all_beyond(o, t);
    if (!u || size_of(most) <= o->curve.tolerance) {
        arb_add_error(o->curve.total, most.v);
        return true;
    }
    ball inside = variation_inside(o, t, u);
    return size_of(inside) <= o->curve.tolerance && leave_out(o, t, inside);
}

/* ---- The whole ---- */

static void add_curve(overlap *o)
{
    cell framed;
    cell_room(o->curve.c, &framed);
    o->curve.framed = &framed;
    curve_visitor visitor = {skip, take_arc, o};
    for (int end = 0; end < 2; end++) {
        const ball half[] = {end ? o->seam : o->y[0], end ? o->y[1] : o->seam};
        o->curve.base = o->y[end];
        curve_search(o->curve.c, o->work, o->x, half, &visitor);
    }
    cell_close(&framed);
    const cell *c = o->curve.c;
    column where[2] = {{&c->p, NULL, o->y[0], o->y[1]}, {&c->q, NULL, o->y[0], o->y[1]}};
    add(o, along_level(o, o->seam, o->x, where));
}

/* The mass between the ends of the cell, which are balls, and their midpoints, at most. */
static ball slivers(const overlap *o, const ball side[2][2])
{
    scope *s = o->work;
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < 2; k++)
        for (int end = 0; end < 2; end++) {
            ball radius = ball_exact_double(s, ball_radius(side[k][end])), from = side[1 - k][0];
            ball step = ball_div_int(ball_sub(side[1 - k][1], from), SLIVERS);
            for (int i = 0; i < SLIVERS && !ball_is_exact_zero(radius); i++) {
                ball part = ball_hull(ball_add(from, ball_mul_int(step, i)),
                                      ball_add(from, ball_mul_int(step, i + 1)));
                ball x = k ? part : side[0][end], y = k ? side[1][end] : part;
                ball density =
                    ball_min(cell_density(&o->curve.c->p, s, x, y), cell_density(&o->curve.c->q, s, x, y));
                sum = ball_add(sum, ball_mul(ball_mul(density, radius), step));
            }
        }
    return ball_upper(sum);
}

ball cell_overlap(cell *c, scope *s, const ball x[2], const ball y[2], slong goal)
{
    if (goal > GAUSS_MOST_GOAL)
        return ball_nothing(s);
    overlap o = {.s = s, .work = scope_open_for(s, scope_bits(s))};
    double tolerance = ldexp(1, -(int)goal - SPARE);
    o.curve = (contour){.c = c,
                        .s = o.work,
                        .goal = goal,
                        .tolerance = tolerance,
                        .faint = tolerance / 64,
                        .rules.bits = scope_bits(s)};
    const ball side[2][2] = {{x[0], x[1]}, {y[0], y[1]}};
    for (int end = 0; end < 2; end++)
        o.x[end] = ball_mid(ball_in(s, x[end])), o.y[end] = ball_mid(ball_in(s, y[end]));
    o.seam = ball_in(s, curve_place(o.work, o.y, 1));
    arb_init(o.curve.total);
    arb_add_error(o.curve.total, slivers(&o, side).v);
    sum_of_terms common = sum_cancel(&c->p, &c->q);
    if (common.n)
        add(&o, over_stretch(&o, &(column){&common, NULL, o.y[0], o.y[1]}, o.x[0], o.x[1]));
    if (c->p.n && c->q.n)
        add_curve(&o);
    sum_close(&common);
    ball value = ball_from_arb(s, o.curve.total);
    gauss_clear(&o.curve.rules);
    arb_clear(o.curve.total);
    scope_close(o.work);
    return value;
}
