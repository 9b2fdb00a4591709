/* Products of Gauss-Legendre rules on adaptive boxes: see integrate_plane.h for the error bound. */
#include "calculus/integrate_plane.h"

#include "calculus/gauss.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_DEPTH = 100, BOUND_COST = 12 };
static const double SLACK = 1 + 0x1p-20; /* rounding of the few operations on bounds */

typedef struct box {
    double from[2], to[2]; /* dyadic parts of the sides of the whole rectangle */
} box;

typedef struct search {
    const plane_integrand *f;
    scope *s, *work;
    ball corner[2], side[2];
    slong goal, effort;
    int most; /* points along a side */
    gauss rules;
    arb_t total;
} search;

/* ---- Boxes as balls ---- */

/* The middle and the half-width of a side of a box. */
static ball middle(const search *a, const box *b, int k)
{
    ball part = ball_exact_double(a->work, (b->from[k] + b->to[k]) / 2);
    return ball_add(a->corner[k], ball_mul(a->side[k], part));
}

static ball half(const search *a, const box *b, int k)
{
    return ball_mul(a->side[k], ball_exact_double(a->work, (b->to[k] - b->from[k]) / 2));
}

/* middle + [-along, along] half + i [0, across] half. */
static cball around(ball centre, ball half_width, double along, double across)
{
    cball z = cball_nothing(centre.in);
    ball reach = ball_mul(half_width, ball_exact_double(centre.in, along));
    arb_set(acb_realref(z.v), ball_widen(centre, reach).v);
    arb_set(acb_imagref(z.v), ball_upto(ball_mul(half_width, ball_exact_double(centre.in, across))).v);
    return z;
}

/* ---- The points needed along one side ---- */

typedef struct plan {
    double n, error; /* error: relative to the area over two, n points */
} plan;

/* The bound of |f| on the ellipse of parameter r along side k. */
static double bound_on_ellipse(search *a, const box *b, int k, double r)
{
    scope_mark start = scope_now(a->work);
    cball z[2];
    for (int i = 0; i < 2; i++)
        z[i] =
            around(middle(a, b, i), half(a, b, i), i == k ? gauss_along(r) : 1, i == k ? gauss_across(r) : 0);
    a->effort -= BOUND_COST;
    scope_set_holomorphic(a->work, true);
    double bound = gauss_size(a->f->at(a->f->state, a->work, z[0], z[1]));
    scope_set_holomorphic(a->work, false);
    scope_rewind(a->work, start);
    return bound;
}

static plan plan_side(search *a, const box *b, int k, double tolerance)
{
    static const double parameters[] = {2.2, 1.5, 3.2, 4.7, 7, 10, 15, 22, 33};
    plan best = {INFINITY, INFINITY};
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        double r = parameters[i], bound = bound_on_ellipse(a, b, k, r);
        if (!isfinite(bound) && i > 1)
            break;
        if (!isfinite(bound))
            continue;
        double n = gauss_points(bound, r, tolerance);
        if (n > 1.5 * best.n)
            break;
        if (n < best.n)
            best = (plan){n, gauss_error(bound, r, n)};
    }
    return best;
}

/* ---- One box ---- */

static double area_of(const search *a, const box *b)
{
    scope_mark start = scope_now(a->work);
    ball area = ball_scale2(ball_mul(half(a, b, 0), half(a, b, 1)), 2);
    double size = (ball_double(area) + ball_radius(area)) * SLACK;
    scope_rewind(a->work, start);
    return size;
}

static void add_error(search *a, double error)
{
    mag_t m;
    mag_init(m);
    mag_set_d(m, error);
    mag_add(arb_radref(a->total), arb_radref(a->total), m);
    mag_clear(m);
}

/* The range of f times the area; false unless that is within the tolerance, or `any` will do. */
static bool take_range(search *a, const box *b, double tolerance, bool any)
{
    scope_mark start = scope_now(a->work);
    cball x = around(middle(a, b, 0), half(a, b, 0), 1, 0), y = around(middle(a, b, 1), half(a, b, 1), 1, 0);
    a->effort -= BOUND_COST;
    cball value = a->f->at(a->f->state, a->work, x, y);
    bool taken = any || gauss_size(value) * area_of(a, b) <= tolerance;
    if (taken) {
        ball area = ball_scale2(ball_mul(half(a, b, 0), half(a, b, 1)), 2);
        arb_add(a->total, a->total, ball_mul(cball_real(value), area).v, scope_bits(a->s));
    }
    scope_rewind(a->work, start);
    return taken;
}

static void scaled_rule(search *a, side_rule *rule, int n, ball half_width)
{
    int k = gauss_rule(&a->rules, n);
    rule->n = GAUSS_STEP * k;
    rule->offset = _arb_vec_init(rule->n);
    rule->weight = _arb_vec_init(rule->n);
    _arb_vec_scalar_mul(rule->offset, a->rules.node[k], rule->n, half_width.v, scope_bits(a->s));
    _arb_vec_scalar_mul(rule->weight, a->rules.weight[k], rule->n, half_width.v, scope_bits(a->s));
}

static void sum_by_values(const plane_integrand *f, scope *s, ball x, ball y, const side_rule *across,
                          const side_rule *up, arb_t total)
{
    scope_mark start = scope_now(s);
    for (slong i = 0; i < across->n; i++)
        for (slong k = 0; k < up->n; k++, scope_rewind(s, start)) {
            ball at_x = ball_add(x, ball_from_arb(s, across->offset + i)),
                 at_y = ball_add(y, ball_from_arb(s, up->offset + k));
            ball value = cball_real(f->at(f->state, s, cball_from_ball(s, at_x), cball_from_ball(s, at_y)));
            ball weight = ball_mul(ball_from_arb(s, across->weight + i), ball_from_arb(s, up->weight + k));
            arb_addmul(total, value.v, weight.v, scope_bits(s));
        }
}

static void take_rule(search *a, const box *b, plan across, plan up)
{
    side_rule rule[2];
    scope_mark start = scope_now(a->work);
    scaled_rule(a, &rule[0], (int)across.n, half(a, b, 0));
    scaled_rule(a, &rule[1], (int)up.n, half(a, b, 1));
    a->effort -= (slong)(across.n * up.n);
    ball x = middle(a, b, 0), y = middle(a, b, 1);
    if (a->f->sum)
        a->f->sum(a->f->state, a->work, x, y, &rule[0], &rule[1], a->total);
    else
        sum_by_values(a->f, a->work, x, y, &rule[0], &rule[1], a->total);
    scope_rewind(a->work, start);
    add_error(a, (across.error + up.error) / 2 * area_of(a, b) * SLACK);
    for (int k = 0; k < 2; k++) {
        _arb_vec_clear(rule[k].offset, rule[k].n);
        _arb_vec_clear(rule[k].weight, rule[k].n);
    }
}

/* Across the side that needs more points; if both are hopeless, the longer one in units of the lengths of f. */
static int side_to_halve(search *a, const box *b, plan across, plan up)
{
    if (across.n != up.n)
        return up.n > across.n;
    scope_mark start = scope_now(a->work);
    double wide = ball_double(half(a, b, 0)) / a->f->length[0],
           high = ball_double(half(a, b, 1)) / a->f->length[1];
    scope_rewind(a->work, start);
    return high > wide;
}

static void integrate_box(search *a, const box *b, int depth)
{
    double tolerance = ldexp(1, -(int)a->goal);
    bool last = a->effort <= 0 || depth >= MOST_DEPTH || scope_expired(a->work);
    if (!arb_is_finite(a->total) || take_range(a, b, tolerance, last))
        return;
    double share = tolerance / area_of(a, b);
    plan across = plan_side(a, b, 0, share), up = plan_side(a, b, 1, share);
    if (across.n <= a->most && up.n <= a->most) {
        take_rule(a, b, across, up);
        return;
    }
    int k = side_to_halve(a, b, across, up);
    box low = *b, high = *b;
    low.to[k] = high.from[k] = (b->from[k] + b->to[k]) / 2;
    integrate_box(a, &low, depth + 1);
    integrate_box(a, &high, depth + 1);
}

ball integrate_plane(scope *s, const plane_integrand *f, const ball x[2], const ball y[2], slong goal,
                     slong effort)
{
    if (goal > GAUSS_MOST_GOAL)
        return ball_nothing(s);
    search a = {.f = f,
                .s = s,
                .work = scope_open_for(s, scope_bits(s)),
                .rules.bits = scope_bits(s),
                .goal = goal + 8,
                .effort = effort};
    a.most = (int)(12 + goal / 2 < GAUSS_MOST ? 12 + goal / 2 : GAUSS_MOST);
    a.corner[0] = ball_in(s, x[0]), a.corner[1] = ball_in(s, y[0]);
    a.side[0] = ball_in(s, ball_sub(x[1], x[0])), a.side[1] = ball_in(s, ball_sub(y[1], y[0]));
    arb_init(a.total);
    integrate_box(&a, &(box){{0, 0}, {1, 1}}, 0);
    ball value = ball_from_arb(s, a.total);
    gauss_clear(&a.rules);
    arb_clear(a.total);
    scope_close(a.work);
    return value;
}
