/* Sums over integers by contour integrals: see abel_plana.h. */
#include "calculus/abel_plana.h"

#include "calculus/integrate.h"

#include <math.h>

/* ---- The three integrals ---- */

typedef struct summed {
    column_function at;
    void *state;
} summed;

typedef struct path {
    summed *g;
    ball from, length; /* real: along the axis. Otherwise x + i d t at x = from, with d = length */
} path;

static cball along_axis(void *state, scope *s, cball t)
{
    const path *a = state;
    cball x = cball_linear(a->from, a->length, t);
    (void)s;
    return cball_mul_ball(a->g->at(a->g->state, x, cball_real(x)), a->length);
}

/* -i 2 d g(x + i d t)/(1 + e^(2 pi d t)), whose real part belongs to S(x). */
static cball along_side(void *state, scope *s, cball t)
{
    const path *a = state;
    cball y = cball_mul_ball(t, a->length), z = cball_add_ball(cball_times_i(y), a->from);
    cball kernel = cball_add_int(cball_exp(cball_mul_ball(y, ball_scale2(ball_pi(s), 1))), 1);
    cball value =
        cball_div(cball_mul_ball(a->g->at(a->g->state, z, a->from), ball_scale2(a->length, 1)), kernel);
    return cball_neg(cball_times_i(value));
}

static cball on_box(void *state, scope *s, cball z)
{
    summed *g = state;
    (void)s;
    return g->at(g->state, z, cball_real(z));
}

/* sup|g| on [x0, x1] x [0, d], x0 and x1 in halves of integers. */
static double sup_on_column(summed *g, scope *probe, slong x0, slong x1, slong d)
{
    scope_mark start = scope_now(probe);
    acb_t box;
    acb_init(box);
    ball re = ball_hull(ball_div_int(ball_in(probe, ball_int(x0)), 2),
                        ball_div_int(ball_in(probe, ball_int(x1)), 2));
    ball im = ball_hull(ball_in(probe, ball_int(0)), ball_int(d));
    arb_set(acb_realref(box), re.v);
    arb_set(acb_imagref(box), im.v);
    double sup = integrand_sup(on_box, g, probe, box);
    acb_clear(box);
    scope_rewind(probe, start);
    return sup;
}

/*
 * A bound of the integral of |g(x + id)| over [x0, x1] (halves of integers) from columns no wider than they must be for |g| <= most;
 * infinite if there are too many.
 */
static double edge_size(summed *g, scope *probe, slong x0, slong x1, slong d, double most, int *columns)
{
    if (--*columns < 0)
        return INFINITY;
    double sup = sup_on_column(g, probe, x0, x1, d), length = (double)(x1 - x0) / 2;
    if (sup <= most)
        return sup * length * (1 + 0x1p-20);
    if (x1 - x0 < 2)
        return INFINITY;
    slong x = x0 + (x1 - x0) / 2;
    double left = edge_size(g, probe, x0, x, d, most, columns);
    return isfinite(left) ? left + edge_size(g, probe, x, x1, d, most, columns) : left;
}

/* S(x), x in halves of integers: an integral only if g matters there. */
static ball side_term(scope *s, summed *g, scope *probe, slong x, slong d, slong goal)
{
    double sup = sup_on_column(g, probe, x, x, d);
    if (!isfinite(sup))
        return ball_nothing(s);
    ball size = ball_div(ball_mul(ball_log2(s), ball_exact_double(s, sup)), ball_pi(s));
    if (ball_at_most(size, ball_scale2(ball_in(s, ball_int(1)), -goal)) == HOLDS)
        return ball_within(size);
    path up = {g, ball_div_int(ball_in(s, ball_int(x)), 2), ball_in(s, ball_int(d))};
    return integrate_certified(s, along_side, &up, goal, 0);
}

ball abel_plana_sum(scope *s, scope *probe, column_function g, void *state, slong from, slong to, slong d,
                    double most, slong goal)
{
    enum { COLUMNS = 4000 };
    summed of = {g, state};
    slong A = 2 * from - 1, B = 2 * to - 1;
    ball decay = ball_expm1(ball_mul_int(ball_scale2(ball_pi(s), 1), d));
    int columns = COLUMNS;
    double edge = edge_size(&of, probe, A, B, d, most, &columns);
    if (!isfinite(edge))
        return ball_nothing(s);
    path axis = {&of, ball_div_int(ball_in(s, ball_int(A)), 2), ball_in(s, ball_int(to - from))};
    ball sum = integrate_certified(s, along_axis, &axis, goal + 3, 0);
    ball left = side_term(s, &of, probe, A, d, goal + 4), right = side_term(s, &of, probe, B, d, goal + 4);
    sum = ball_add(sum, ball_sub(left, right));
    return ball_widen(sum, ball_div(ball_scale2(ball_exact_double(s, edge), 1), decay));
}
