/* The certified midpoint rule: see midpoint.h for the error bound. */
#include "calculus/midpoint.h"

#include <math.h>

enum { BOX_BITS = 40, HALVINGS = 3 };
static const double LOWER = 0.67, LEAST_HEIGHT = 0.015; /* eight nodes for each bit: panels are cheaper */

typedef struct probe {
    integrand f;
    void *state;
    scope *work; /* boxes: low precision, holomorphic demand */
    bool periodic;
} probe;

/* sup|f| on [x0, x1] x [y0, y1], as a double rounded up; infinite if f may fail to be analytic there. */
static double sup_on_box(const probe *p, double x0, double x1, double y0, double y1)
{
    scope_mark start = scope_now(p->work);
    acb_t box;
    acb_init(box);
    ball re = ball_hull(ball_exact_double(p->work, x0), ball_exact_double(p->work, x1));
    ball im = ball_hull(ball_exact_double(p->work, y0), ball_exact_double(p->work, y1));
    arb_set(acb_realref(box), re.v);
    arb_set(acb_imagref(box), im.v);
    double sup = integrand_sup(p->f, p->state, p->work, box);
    acb_clear(box);
    scope_rewind(p->work, start);
    return sup;
}

/*
 * The same on the column [x0, x1] x [0, d], halving it where it is too wide for an answer. A column always reaches down to the
 * real axis: an integrand may choose between forms that agree there, box by box, but not on boxes away from it.
 */
static double sup_on_column(const probe *p, double x0, double x1, double d, int halvings)
{
    double sup = sup_on_box(p, x0, x1, 0, d), x = (x0 + x1) / 2;
    if (isfinite(sup) || halvings == 0)
        return sup;
    sup = sup_on_column(p, x0, x, d, halvings - 1);
    return isfinite(sup) ? fmax(sup, sup_on_column(p, x, x1, d, halvings - 1)) : sup;
}

/* The sides enter with the factor log 2/(pi n): this much above the tolerance still suits n >= 30 nodes. */
static const double FADED = 64;

/* A strip of half-width d: the integral of |f| over its upper edge (bounded over whole boxes), and the sides' suprema. */
typedef struct strip {
    double d, edge, sides, nodes;
} strip;

/* Nodes needed so that the horizontal edges contribute at most 2^-goal. */
static double nodes_needed(double edge, double d, slong goal)
{
    return ceil((log(fmax(2 * edge, 0x1p-1000)) + (double)goal * M_LN2 + 1) / (2 * M_PI * d));
}

static strip strip_of(const probe *p, double d, slong goal)
{
    strip one = {.d = d, .nodes = INFINITY};
    if (!p->periodic)
        one.sides = sup_on_box(p, 0, 0, 0, d) + sup_on_box(p, 1, 1, 0, d);
    if (one.sides > ldexp(FADED, (int)fmax(-1000, (double)-goal)))
        return one;
    int boxes = (int)ceil(0.3 / d);
    for (int i = 0; i < boxes && isfinite(one.edge); i++)
        one.edge +=
            sup_on_column(p, (double)i / boxes, (double)(i + 1) / boxes, d, HALVINGS) / boxes * (1 + 0x1p-20);
    if (isfinite(one.edge))
        one.nodes = nodes_needed(one.edge, d, goal);
    return one;
}

/* Lowers the strip until it is free of singularities: a failure is noticed in a few boxes, so small steps are cheap. */
static strip best_strip(const probe *p, slong goal, double height)
{
    strip best = {.nodes = INFINITY};
    for (double d = height; d > LEAST_HEIGHT && !isfinite(best.nodes); d *= LOWER)
        best = strip_of(p, d, goal);
    return best;
}

/* The error bound in ball arithmetic, from the strip's suprema. */
static ball error_bound(scope *s, const strip *one, slong n)
{
    ball count = ball_in(s, ball_int(n)), d = ball_exact_double(s, one->d);
    ball kernel = ball_expm1(ball_mul(ball_mul_int(ball_mul(ball_pi(s), d), 2), count));
    ball edges = ball_div(ball_mul_int(ball_exact_double(s, one->edge), 2), kernel);
    ball sides =
        ball_div(ball_mul(ball_log2(s), ball_exact_double(s, one->sides)), ball_mul(ball_pi(s), count));
    return ball_add(edges, sides);
}

static ball midpoint_sum(scope *s, integrand f, axis_integrand on_axis, void *state, slong n)
{
    scope *work = scope_open_for(s, scope_bits(s));
    scope_mark start = scope_now(work);
    arb_t total;
    arb_init(total);
    for (slong k = 0; k < n && arb_is_finite(total); k++) {
        ball t = ball_div_int(ball_in(work, ball_int(2 * k + 1)), 2 * n);
        ball value = on_axis ? on_axis(state, work, t) : cball_real(f(state, work, cball_from_ball(work, t)));
        arb_add(total, total, value.v, scope_bits(s));
        if (scope_expired(work))
            arb_indeterminate(total);
        scope_rewind(work, start);
    }
    ball sum = ball_div_int(ball_from_arb(s, total), n);
    arb_clear(total);
    scope_close(work);
    return sum;
}

ball integrate_midpoint(scope *s, integrand f, axis_integrand on_axis, void *state, slong goal, double height,
                        bool periodic)
{
    if (goal > MIDPOINT_MOST_GOAL)
        return ball_nothing(s);
    probe p = {f, state, scope_open_for(s, BOX_BITS), periodic};
    scope_set_holomorphic(p.work, true);
    strip best = best_strip(&p, goal + 1, height);
    scope_close(p.work);
    if (!isfinite(best.nodes))
        return ball_nothing(s);
    slong n = best.nodes < 4 ? 4 : (slong)best.nodes;
    return ball_widen(midpoint_sum(s, f, on_axis, state, n), error_bound(s, &best, n));
}
