/* Integrals of the mass below or above an arc: see planar_contour.h. */
#include "divergences/planar_contour.h"

#include <math.h>

enum { MOST_HALVINGS = 60 };

static void add(contour *o, ball value) { arb_add(o->total, o->total, value.v, scope_bits(o->s)); }
static double size_of(ball a) { return fabs(ball_double(a)) + ball_radius(a); }

/* An arc, or a part of it, in a frame (planar_ratio.h) in which it is level at its middle. */
typedef struct panel {
    arc a;
    ball origin[2], k; /* exact */
    ball middle, half; /* of the parameter, in the frame: the middle is about 0 */
    ball zero, tilt;   /* z at t = 0, and dz/dt */
    ball range;        /* of z */
    bool straight;     /* du/dz has a sign over the range */
} panel;

static cball mass_at(const contour *o, cball x, cball y)
{
    cball base = cball_from_ball(o->s, o->base);
    return cball_sub(sum_mass(&o->c->p, o->s, x, base, y, o->faint),
                     sum_mass(&o->c->q, o->s, x, base, y, o->faint));
}

/* F = D dx/dt, up to the sign of the arc. */
static cball panel_value(const contour *o, const panel *p, cball t, cball z)
{
    scope *s = o->s;
    int along = p->a.along;
    cball own = cball_add_ball(t, p->origin[along]);
    cball other = cball_add(cball_add_ball(z, p->origin[1 - along]), cball_mul_ball(t, p->k));
    cball x = along ? other : own, y = along ? own : other;
    cball mass = mass_at(o, x, y);
    if (!along)
        return mass;
    cball bend =
        cball_div(cell_log_ratio_slope(o->framed, s, t, z, 0), cell_log_ratio_slope(o->framed, s, t, z, 1));
    return cball_mul(mass, cball_add_ball(bend, ball_neg(p->k)));
}

/* u(t, z) for an exact z in mean value form: the terms of a mixture cancel before they are widened. */
static cball ratio_over(const contour *o, cball t, cball z)
{
    cball middle = cball_from_ball(o->s, ball_mid(cball_real(t)));
    cball tilt = cball_mul(cell_log_ratio_slope(o->framed, o->s, t, z, 0), cball_sub(t, middle));
    return cball_add(cell_log_ratio(o->framed, o->s, middle, z), tilt);
}

/* A box that Newton's operator maps into its inside, around the zeros over t; indeterminate if none is found. */
static cball complex_zero(const contour *o, cball t, ball real_zero)
{
    scope *s = o->s;
    cball at = cball_from_ball(s, ball_mid(real_zero)), box = cball_from_ball(s, real_zero);
    cball value = ratio_over(o, t, at), step = box;
    for (int tries = 0; tries < 3; tries++) {
        step = cball_sub(at, cball_div(value, cell_log_ratio_slope(o->framed, s, t, box, 1)));
        if (!cball_is_finite(step))
            return step;
        if (tries && acb_contains_interior(box.v, step.v))
            return box;
        acb_t inflated;
        acb_init(inflated);
        acb_union(inflated, step.v, box.v, scope_bits(s));
        mag_t wide;
        mag_init(wide);
        mag_max(wide, arb_radref(acb_realref(inflated)), arb_radref(acb_imagref(inflated)));
        mag_mul_2exp_si(wide, wide, -2);
        acb_add_error_mag(inflated, wide);
        box = cball_from_acb(s, inflated);
        acb_clear(inflated);
        mag_clear(wide);
    }
    return cball_nothing(s);
}

/* z over t from the slope of the graph. */
static ball graph_at(const panel *p, ball t)
{
    ball near = ball_add(p->zero, ball_mul(p->tilt, t));
    if (ball_is_finite(near) && arb_intersection(near.v, near.v, p->range.v, scope_bits(near.in)))
        return near;
    return p->range;
}

static ball exact(scope *s, ball a) { return ball_exact_double(s, ball_double(a)); }

/* The slope of the graph over a tile, from its derivatives. */
static ball slope_of_graph(const ratio_jet *u, int along)
{
    return ball_neg(ball_div(u->slope_over[along], u->slope_over[1 - along]));
}

/* The box of an arc, and the derivatives of u on it. */
typedef struct surroundings {
    tile all;
    ball ends, slope; /* of the parameter; of the graph */
} surroundings;

/* Halves the range of the arc by the sign of u in its middle: u times the arc's sign grows across the tile. False if it is not known. */
static bool halve_range(const contour *o, const tile *all, arc *a)
{
    tile line = *all;
    ball middle = ball_mid(ball_hull(a->within[0], a->within[1]));
    line.at[1 - a->along][0] = line.at[1 - a->along][1] = middle;
    int sign = ball_sign(cell_ratio_jet(o->c, o->s, &line).over) * a->sign;
    if (sign)
        a->within[sign > 0] = middle;
    return sign != 0;
}

/* Parts of a tile may have wider enclosures than the tile, if another term leads: the range of the arc shrinks until its slope is known. */
static surroundings around(const contour *o, arc *a)
{
    enum { MOST_RANGES = 64 };
    surroundings out = {.ends = ball_hull(a->from, a->to)};
    for (int end = 0; end < 2; end++)
        out.all.at[a->along][end] = end ? ball_upper(out.ends) : ball_lower(out.ends);
    for (int i = 0; i < MOST_RANGES; i++) {
        for (int end = 0; end < 2; end++)
            out.all.at[1 - a->along][end] = a->within[end];
        ratio_jet u = cell_ratio_jet(o->c, o->s, &out.all);
        out.slope = slope_of_graph(&u, a->along);
        if (ball_sign(u.slope_over[1 - a->along]) || !halve_range(o, &out.all, a))
            break;
    }
    return out;
}

/* The range of F over the box times the length of the arc. */
static ball range_of(const contour *o, const arc *a, const surroundings *at)
{
    cball side[2];
    for (int k = 0; k < 2; k++)
        side[k] = cball_from_ball(o->s, ball_hull(at->all.at[k][0], at->all.at[k][1]));
    ball value = cball_real(mass_at(o, side[0], side[1]));
    if (a->along)
        value = ball_mul(value, ball_neg(at->slope));
    return ball_mul(value, ball_max(ball_sub(a->to, a->from), ball_in(o->s, ball_int(0))));
}

/* An arc in its frame. Its range first from the slopes on its box, then from those close to it. */
static panel panel_of(const contour *o, const arc *a, const surroundings *at, ball origin)
{
    scope *s = o->s;
    int along = a->along;
    panel p = {.a = *a};
    p.origin[along] = origin;
    tile line = at->all;
    line.at[along][0] = line.at[along][1] = origin;
    ball zero = curve_zero(o->c, s, &line, 1 - along, 0);
    p.origin[1 - along] = exact(s, zero);
    line.at[1 - along][0] = ball_lower(zero), line.at[1 - along][1] = ball_upper(zero);
    ratio_jet u = cell_ratio_jet(o->c, s, &line);
    p.k = exact(s, slope_of_graph(&u, along));
    p.middle = ball_sub(ball_scale2(ball_add(a->from, a->to), -1), origin);
    p.half = ball_scale2(ball_sub(a->to, a->from), -1);
    p.zero = ball_sub(zero, p.origin[1 - along]);
    p.tilt = ball_sub(at->slope, p.k);
    ball t = ball_sub(at->ends, origin);
    p.range = ball_add(p.zero, ball_mul(p.tilt, t));
    cell_frame(o->c, s, along, p.origin, p.k, o->framed);
    for (int i = 0; i < 2 && ball_is_finite(p.range); i++) {
        tile near = {{{ball_lower(t), ball_upper(t)}, {ball_lower(p.range), ball_upper(p.range)}}};
        u = cell_ratio_jet(o->framed, s, &near);
        ball tilt = slope_of_graph(&u, 0);
        if (!ball_is_finite(tilt))
            break;
        p.straight = true;
        p.tilt = tilt;
        p.range = graph_at(&p, t);
    }
    return p;
}

/* |F| on a box around the Bernstein ellipse of parameter r; infinite if F may fail to be analytic there. */
static double bound_on_ellipse(const contour *o, const panel *p, double r)
{
    scope *s = o->s;
    scope_mark start = scope_now(s);
    cball t = cball_nothing(s);
    ball along = ball_mul(p->half, ball_exact_double(s, gauss_along(r)));
    ball across = ball_mul(p->half, ball_exact_double(s, gauss_across(r)));
    arb_set(acb_realref(t.v), ball_widen(p->middle, along).v);
    arb_set(acb_imagref(t.v), ball_upto(across).v);
    scope_set_holomorphic(s, true);
    cball zero = complex_zero(o, t, p->range);
    bool known = cball_is_finite(zero) && arb_contains(acb_realref(zero.v), p->range.v);
    double bound = known ? gauss_size(panel_value(o, p, t, zero)) : INFINITY;
    scope_set_holomorphic(s, false);
    scope_rewind(s, start);
    return bound;
}

/* The least number of points, and their error on [-1, 1]; infinite if there are too many. */
static double plan_points(const contour *o, const panel *p, double share, double *wrong)
{
    static const double parameters[] = {1.5, 2.2, 3.2, 4.7, 7, 10, 15, 22, 33};
    enum { KINDS = sizeof parameters / sizeof *parameters, START = 2 };
    double best = INFINITY;
    for (int step = 1; step >= -1; step -= 2)
        for (int i = step > 0 ? START : START - 1; i >= 0 && i < KINDS && (step > 0 || !isfinite(best));
             i += step) {
            double r = parameters[i], bound = bound_on_ellipse(o, p, r);
            double n = isfinite(bound) ? gauss_points(bound, r, share) : INFINITY;
            if (!(n < best) && step > 0)
                break;
            if (n < best)
                best = n, *wrong = gauss_error(bound, r, n);
        }
    return best <= fmin(GAUSS_MOST, 12 + (double)o->goal / 2) ? best : INFINITY;
}

/* z over t: Newton's method in double precision first, then on intervals. */
static ball zero_at(const contour *o, const panel *p, ball t, tile *line)
{
    scope *s = o->s;
    ball near = graph_at(p, t);
    *line = (tile){{{t, t}, {ball_lower(near), ball_upper(near)}}};
    double guess = framed_zero_double(o->framed, ball_double(t), ball_double(near)),
           enough = o->tolerance / 16;
    if (curve_zero_near(o->framed, s, line, 1, guess, ldexp(size_of(p->half), -36))) {
        ball found = ball_hull(line->at[1][0], line->at[1][1]);
        if (!ball_overlaps(found, near))
            *line = (tile){{{t, t}, {ball_lower(near), ball_upper(near)}}};
        else if (ball_radius(found) <= enough)
            return found;
    }
    return curve_zero(o->framed, s, line, 1, enough);
}

static void take_rule(contour *o, const panel *p, int n, double wrong)
{
    scope *s = o->s;
    int k = gauss_rule(&o->rules, n);
    ball sum = ball_in(s, ball_int(0));
    scope_mark inner = scope_now(s);
    for (int i = 0; i < n; i++, scope_rewind(s, inner)) {
        ball t = ball_add(p->middle, ball_mul(p->half, ball_from_arb(s, o->rules.node[k] + i)));
        tile line;
        ball z = zero_at(o, p, t, &line);
        ball value = cball_real(panel_value(o, p, cball_from_ball(s, t), cball_from_ball(s, z)));
        arb_addmul(sum.v, value.v, o->rules.weight[k] + i, scope_bits(s));
    }
    sum = ball_mul(ball_widen(sum, ball_exact_double(s, wrong)), p->half);
    add(o, p->a.sign > 0 ? sum : ball_neg(sum));
}

static void integrate_part(contour *o, const arc *a, int depth);

/* With a rule, or by halves. */
static void integrate_inside(contour *o, const arc *a, const surroundings *at, ball middle, int depth)
{
    panel p = panel_of(o, a, at, middle);
    double wrong = 0, n = p.straight ? plan_points(o, &p, o->tolerance / size_of(p.half), &wrong) : INFINITY;
    if (isfinite(n)) {
        take_rule(o, &p, (int)n, wrong);
        return;
    }
    arc first = *a, second = *a;
    first.to = second.from = middle;
    integrate_part(o, &first, depth + 1);
    integrate_part(o, &second, depth + 1);
}

/* An arc so short that the enclosures of its ends hide its middle is settled by the range of F. */
static void integrate_part(contour *o, const arc *whole, int depth)
{
    scope_mark start = scope_now(o->s);
    arc a = *whole;
    surroundings at = around(o, &a);
    ball all = range_of(o, &a, &at), middle = ball_mid(at.ends);
    bool last = depth >= MOST_HALVINGS || scope_expired(o->s) || ball_less(a.from, middle) != HOLDS
                || ball_less(middle, a.to) != HOLDS;
    if (last || size_of(all) <= o->tolerance)
        add(o, a.sign > 0 ? all : ball_neg(all));
    else
        integrate_inside(o, &a, &at, middle, depth);
    scope_rewind(o->s, start);
}

void contour_add(contour *o, const arc *a) { integrate_part(o, a, 0); }
