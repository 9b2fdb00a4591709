/* The overlap of two densities, strip by strip: see planar_variation.h. */
#include "divergences/planar_variation.h"

#include "calculus/gauss.h"
#include "calculus/roots.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_ROOTS = 32, MOST_DEPTH = 60, MOST_STRIPS = 20000, EVALUATIONS = 200, STEPS = 40, POINTS = 40 };

typedef struct overlap {
    cell *c;
    scope *s, *work;
    ball corner, side; /* along x */
    const ball *y;     /* the ends along y */
    ball from, to;     /* their midpoints: exact */
    double tolerance;
    int strips;
    gauss rules;
    arb_t total;
    bool gave_up; /* on some strip: the whole mass bounds what they hold */
} overlap;

/* One strip: the zeros and the signs between them, from below. */
typedef struct strip {
    double from, to; /* parts of the side */
    ball x;          /* all of it */
    ball y[2];       /* exact: what lies beyond along y hardly counts */
    int roots;
    ball root[MOST_ROOTS];    /* enclosures over the strip */
    int sign[MOST_ROOTS + 1]; /* of u between them */
} strip;

/* ---- The zeros over a strip ---- */

typedef struct section_state {
    cell *c;
    ball x;
} section_state;

/* u over a wide x in mean value form, u(m, y) + u_x(x, y) (x - m): the terms of a mixture cancel before they are widened. */
static cball ratio_over(cell *c, scope *s, cball x, cball y)
{
    cball middle = cball_from_ball(s, ball_mid(cball_real(x)));
    cball tilt = cball_mul(cell_log_ratio_slope(c, s, x, y, 0), cball_sub(x, middle));
    return cball_add(cell_log_ratio(c, s, middle, y), tilt);
}

static ball ratio_value(void *state, scope *s, ball y)
{
    section_state *at = state;
    return cball_real(ratio_over(at->c, s, cball_from_ball(s, at->x), cball_from_ball(s, y)));
}

static ball ratio_slope(void *state, scope *s, ball y)
{
    section_state *at = state;
    return cball_real(cell_log_ratio_slope(at->c, s, cball_from_ball(s, at->x), cball_from_ball(s, y), 1));
}

static sign_pieces pieces_over(overlap *o, const strip *one)
{
    section_state at = {o->c, one->x};
    double height = ball_double(one->y[1]) - ball_double(one->y[0]);
    curve u = {ratio_value, ratio_slope, &at, NULL};
    slong fine =
        (slong)(6 - log2(height) - log2(one->to - one->from) / 2); /* zeros merge like square roots */
    return sign_pieces_find(o->work, &u, one->y[0], one->y[1], (resolution){fine, ROOTS_ANY, EVALUATIONS});
}

/*
 * The pieces as zeros between signs: a stretch without a certain sign holds one zero for each x if u is monotone on it and
 * changes its sign. (The search may have halved it in the middle.) False if some stretch is not like that.
 */
static bool read_pieces(overlap *o, strip *one, const sign_pieces *p)
{
    section_state at = {o->c, one->x};
    one->roots = 0;
    one->sign[0] = p->n ? p->piece[0].sign : 0;
    for (size_t i = 1; i < p->n && one->sign[one->roots]; i++) {
        const sign_piece *first = &p->piece[i], *last = first;
        while (!last->sign && ++i < p->n)
            last = &p->piece[i];
        if (last == first || !last->sign || last->sign == one->sign[one->roots] || one->roots == MOST_ROOTS)
            return false;
        ball stretch = ball_hull(first->from, last->from);
        if (!ball_sign(ratio_slope(&at, o->work, stretch)))
            return false;
        one->root[one->roots++] = stretch;
        one->sign[one->roots] = last->sign;
    }
    return one->sign[one->roots] != 0;
}

/* ---- F from its zeros ---- */

static cball section_mass(overlap *o, const strip *one, cball x, const cball *root)
{
    cball sum = cball_from_ball(o->work, ball_int(0));
    cball below = cball_from_ball(o->work, one->y[0]);
    for (int i = 0; i <= one->roots; i++) {
        const sum_of_terms *least = one->sign[i] > 0 ? &o->c->q : &o->c->p;
        cball above = i < one->roots ? root[i] : cball_from_ball(o->work, one->y[1]);
        cball part =
            cball_sub(cell_primitive(least, o->work, x, above), cell_primitive(least, o->work, x, below));
        sum = cball_add(sum, part);
        below = above;
    }
    return sum;
}

/* A box that Newton's operator maps into its inside, around the zeros over the strip; indeterminate if none is found. */
static cball complex_root(overlap *o, cball x, ball real_root)
{
    scope *s = o->work;
    ball m = ball_mid(real_root);
    cball at = cball_from_ball(s, m), box = cball_from_ball(s, real_root);
    cball value = ratio_over(o->c, s, x, at), step = box;
    for (int tries = 0; tries < 3; tries++) {
        cball slope = cell_log_ratio_slope(o->c, s, x, box, 1);
        step = cball_sub(at, cball_div(value, slope));
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

/* The zero over one x, by Newton's method on intervals. */
static ball real_root(overlap *o, ball x, ball within)
{
    cball at_x = cball_from_ball(o->work, x);
    double last = INFINITY;
    for (int i = 0; i < STEPS; i++) {
        ball m = ball_mid(within);
        ball slope =
            cball_real(cell_log_ratio_slope(o->c, o->work, at_x, cball_from_ball(o->work, within), 1));
        ball value = cball_real(cell_log_ratio(o->c, o->work, at_x, cball_from_ball(o->work, m)));
        ball next = ball_sub(m, ball_div(value, slope)), both = ball_in(o->work, within);
        if (!ball_is_finite(next) || !arb_intersection(both.v, next.v, within.v, scope_bits(o->work)))
            return within;
        if (ball_radius(both) >= 0.7 * last)
            return both;
        last = ball_radius(both);
        within = both;
    }
    return within;
}

/* ---- Strips ---- */

static ball point_of(const overlap *o, double part)
{
    return ball_add(o->corner, ball_mul(o->side, ball_exact_double(o->work, part)));
}

/* |F| on a box around the Bernstein ellipse of parameter r; infinite if F may fail to be analytic there. */
static double bound_on_ellipse(overlap *o, const strip *one, double r)
{
    scope_mark start = scope_now(o->work);
    ball half = ball_mul(o->side, ball_exact_double(o->work, (one->to - one->from) / 2));
    ball middle = point_of(o, (one->from + one->to) / 2);
    cball x = cball_nothing(o->work), root[MOST_ROOTS];
    ball along = ball_mul(half, ball_exact_double(o->work, gauss_along(r)));
    ball across = ball_mul(half, ball_exact_double(o->work, gauss_across(r)));
    arb_set(acb_realref(x.v), ball_widen(middle, along).v);
    arb_set(acb_imagref(x.v), ball_upto(across).v);
    bool known = true;
    scope_set_holomorphic(o->work, true);
    for (int i = 0; i < one->roots && known; i++) {
        root[i] = complex_root(o, x, one->root[i]);
        known = cball_is_finite(root[i]) && arb_contains(acb_realref(root[i].v), one->root[i].v);
    }
    double bound = known ? gauss_size(section_mass(o, one, x, root)) : INFINITY;
    scope_set_holomorphic(o->work, false);
    scope_rewind(o->work, start);
    return bound;
}

/* The least number of points, and their error on [-1, 1]; infinite beyond POINTS. */
static double plan_points(overlap *o, const strip *one, double share, double *wrong)
{
    static const double parameters[] = {1.5, 2.2, 3.2, 4.7, 7, 10, 15};
    double best = INFINITY;
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        double r = parameters[i], bound = bound_on_ellipse(o, one, r);
        if (!isfinite(bound))
            break;
        double n = gauss_points(bound, r, share);
        if (n > best)
            break;
        best = n;
        *wrong = gauss_error(bound, r, n);
    }
    return best <= POINTS ? best : INFINITY;
}

static void take_rule(overlap *o, const strip *one, int n, double wrong)
{
    int k = gauss_rule(&o->rules, n);
    scope_mark start = scope_now(o->work);
    ball half = ball_mul(o->side, ball_exact_double(o->work, (one->to - one->from) / 2));
    ball middle = point_of(o, (one->from + one->to) / 2), sum = ball_in(o->work, ball_int(0));
    scope_mark inner = scope_now(o->work);
    for (int i = 0; i < n; i++, scope_rewind(o->work, inner)) {
        ball x = ball_add(middle, ball_mul(half, ball_from_arb(o->work, o->rules.node[k] + i)));
        cball root[MOST_ROOTS];
        for (int j = 0; j < one->roots; j++)
            root[j] = cball_from_ball(o->work, real_root(o, x, one->root[j]));
        ball value = cball_real(section_mass(o, one, cball_from_ball(o->work, x), root));
        arb_addmul(sum.v, value.v, o->rules.weight[k] + i, scope_bits(o->work));
    }
    sum = ball_widen(sum, ball_exact_double(o->work, wrong));
    arb_add(o->total, o->total, ball_mul(sum, half).v, scope_bits(o->work));
    scope_rewind(o->work, start);
}

/* The integral over one piece for all x of the strip: min(p, q) lies between p e^-sup|u| and p. */
static ball piece_range(overlap *o, cball x, const sign_piece *piece)
{
    scope *s = o->work;
    const sum_of_terms *least = piece->sign > 0 ? &o->c->q : &o->c->p;
    ball high = cball_real(cell_primitive(least, s, x, cball_from_ball(s, piece->to)));
    ball low = cball_real(cell_primitive(least, s, x, cball_from_ball(s, piece->from)));
    ball mass = ball_sub(high, low);
    if (piece->sign)
        return mass;
    ball least_part = ball_is_finite(piece->sup) ? ball_exp(ball_neg(piece->sup)) : ball_in(s, ball_int(0));
    return ball_mul(mass, ball_hull(ball_lower(least_part), ball_in(s, ball_int(1))));
}

/* The range of F over a strip. */
static ball range_over(overlap *o, const strip *one, const sign_pieces *p)
{
    cball x = cball_from_ball(o->work, one->x);
    ball sum = ball_in(o->work, ball_int(0));
    for (size_t i = 0; i < p->n; i++)
        sum = ball_add(sum, piece_range(o, x, &p->piece[i]));
    return sum;
}

/* What the ends along y and their midpoints can differ by, for each x of the strip. */
static ball slivers(overlap *o, const strip *one)
{
    ball sum = ball_in(o->work, ball_int(0));
    for (int k = 0; k < 2; k++) {
        ball radius = ball_exact_double(o->work, ball_radius(o->y[k])), y = o->y[k];
        if (ball_is_exact_zero(radius))
            continue;
        ball both =
            ball_add(cell_density(&o->c->p, o->work, one->x, y), cell_density(&o->c->q, o->work, one->x, y));
        sum = ball_add(sum, ball_mul(both, radius));
    }
    return sum;
}

/* The smaller of the masses of p and q between a and b, at most, for each x of the strip. */
static ball lesser_mass(overlap *o, const strip *one, ball a, ball b)
{
    cball x = cball_from_ball(o->work, one->x), from = cball_from_ball(o->work, a),
          to = cball_from_ball(o->work, b);
    ball mass[2];
    const sum_of_terms *both[] = {&o->c->p, &o->c->q};
    for (int k = 0; k < 2; k++)
        mass[k] = cball_real(
            cball_sub(cell_primitive(both[k], o->work, x, to), cell_primitive(both[k], o->work, x, from)));
    return ball_max(ball_min(mass[0], mass[1]), ball_int(0));
}

/* Trims the strip along y by sixteenths that hardly count; returns what was cut off, at most, for each x. */
static ball trim(overlap *o, strip *one)
{
    enum { PARTS = 16 };
    one->y[0] = o->from, one->y[1] = o->to;
    ball step = ball_scale2(ball_sub(o->to, o->from), -4), lost = ball_in(o->work, ball_int(0));
    double enough = o->tolerance / ball_double(o->side);
    for (int k = 0; k < 2; k++) {
        ball cut = ball_in(o->work, ball_int(0));
        for (int i = 1; i < PARTS; i++) {
            ball at = ball_mid(k ? ball_sub(o->to, ball_mul_int(step, i))
                                 : ball_add(o->from, ball_mul_int(step, i)));
            ball mass = k ? lesser_mass(o, one, at, o->to) : lesser_mass(o, one, o->from, at);
            if (!(ball_double(mass) + ball_radius(mass) < enough)
                || ball_less(k ? one->y[0] : at, k ? at : one->y[1]) != HOLDS)
                break;
            one->y[k] = at;
            cut = mass;
        }
        lost = ball_add(lost, cut);
    }
    return lost;
}

static void add(overlap *o, ball value) { arb_add(o->total, o->total, value.v, scope_bits(o->s)); }

/* Takes the range of F if that is narrow enough. */
static bool take_range(overlap *o, const strip *one, const sign_pieces *p, ball width)
{
    ball value = ball_mul(range_over(o, one, p), width);
    bool narrow = ball_is_finite(value) && ball_radius(value) <= o->tolerance;
    if (narrow)
        add(o, value);
    return narrow;
}

static bool hardly_counts(const overlap *o, ball most)
{
    return ball_double(most) + ball_radius(most) <= o->tolerance;
}

/* True if the strip is settled, else it must be halved. */
static bool settle(overlap *o, strip *one, int depth)
{
    ball width = ball_mul(o->side, ball_exact_double(o->work, one->to - one->from)), beside = slivers(o, one);
    ball most = ball_mul(ball_add(lesser_mass(o, one, o->from, o->to), beside), width);
    double wrong = 0, n = INFINITY;
    if (hardly_counts(o, most)) {
        add(o, ball_upto(most));
        return true;
    }
    if (depth >= MOST_DEPTH || ++o->strips > MOST_STRIPS || scope_expired(o->work))
        return o->gave_up = true;
    ball lost = ball_mul(ball_add(trim(o, one), beside), width);
    if (!hardly_counts(o, ball_scale2(lost, -3)))
        return false;
    sign_pieces pieces = pieces_over(o, one);
    bool taken = take_range(o, one, &pieces, width);
    if (!taken && read_pieces(o, one, &pieces))
        n = plan_points(o, one, 2 * o->tolerance / ball_double(width), &wrong);
    sign_pieces_clear(&pieces);
    if (!taken && n <= POINTS)
        take_rule(o, one, (int)n, wrong);
    if (!taken && n > POINTS)
        return false;
    arb_add_error(o->total, lost.v);
    return true;
}

static void integrate_strip(overlap *o, double from, double to, int depth)
{
    if (!arb_is_finite(o->total))
        return;
    scope_mark start = scope_now(o->work);
    strip one = {.from = from, .to = to, .x = ball_hull(point_of(o, from), point_of(o, to))};
    bool settled = settle(o, &one, depth);
    scope_rewind(o->work, start);
    if (!settled) {
        integrate_strip(o, from, (from + to) / 2, depth + 1);
        integrate_strip(o, (from + to) / 2, to, depth + 1);
    }
}

ball cell_overlap(cell *c, scope *s, const ball x[2], const ball y[2], slong goal)
{
    if (goal > GAUSS_MOST_GOAL)
        return ball_nothing(s);
    overlap o = {.c = c,
                 .s = s,
                 .work = scope_open_for(s, scope_bits(s)),
                 .rules.bits = scope_bits(s),
                 .y = y,
                 .tolerance = ldexp(1, -(int)goal - 6)};
    o.corner = ball_in(s, x[0]);
    o.side = ball_in(s, ball_sub(x[1], x[0]));
    o.from = ball_mid(y[0]), o.to = ball_mid(y[1]);
    arb_init(o.total);
    integrate_strip(&o, 0, 1, 0);
    ball value = ball_from_arb(s, o.total);
    if (o.gave_up)
        value = ball_add(value, ball_upto(ball_in(s, ball_int(1))));
    gauss_clear(&o.rules);
    arb_clear(o.total);
    scope_close(o.work);
    return value;
}
