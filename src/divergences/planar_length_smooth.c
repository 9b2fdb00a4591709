/*
 * The mean length of normal vectors that are moved along segments, rectangles and disks: see planar_length.h.
 *
 * The directions of [0, pi] are covered by two quarters of the circle around those of the axes. Over each, and over u in [0, 1], the
 * integrands of all shapes are summed: h(m(u) . e, e'C e) with m(u) on a segment; on a disk of radius r in the direction e, of which
 * the projections have the density (2/pi) cos^2 b in b, m . e + r sin b with b = pi (u - 1/2); on a rectangle along the one side,
 *     (H(m . e + w) - H(m . e)) / w,      w = side . e, not 0 in the quarter, H the antiderivative of h,      along the other.
 */
#include "calculus/integrate_plane.h"
#include "divergences/planar_length.h"

#include <stdlib.h>

typedef struct figure {
    ball at[2], spread[3], side[2][2], radius, weight;
    int sides, disks;
} figure;

typedef struct directions {
    int n, quarter;
    const figure *of;
} directions;

static cball along(const ball v[2], const cball e[2])
{
    return cball_add(cball_mul_ball(e[0], v[0]), cball_mul_ball(e[1], v[1]));
}

static cball spread_along(const ball c[3], const cball e[2])
{
    cball cross = cball_scale2(cball_mul_ball(cball_mul(e[0], e[1]), c[SPREAD_XY]), 1);
    return cball_add(cball_add(cball_mul_ball(cball_sqr(e[0]), c[SPREAD_XX]), cross),
                     cball_mul_ball(cball_sqr(e[1]), c[SPREAD_YY]));
}

static cball on_disk(const figure *a, scope *s, cball m, cball v, cball u)
{
    cball b = cball_mul_ball(cball_add_ball(u, ball_ratio(-1, 2)), ball_pi(s));
    cball h = normal_length(cball_add(m, cball_mul_ball(cball_sin(b), a->radius)), v);
    return cball_scale2(cball_mul(h, cball_sqr(cball_cos(b))), 1);
}

static cball on_rectangle(cball m, cball v, cball w)
{
    return cball_div(cball_sub(normal_length_integral(cball_add(m, w), v), normal_length_integral(m, v)), w);
}

static cball spread_out_length(const figure *a, scope *s, const cball e[2], cball u, int quarter)
{
    cball m = along(a->at, e), v = spread_along(a->spread, e);
    if (a->disks)
        return on_disk(a, s, m, v, u);
    int moving = a->sides == 2 ? 1 - quarter : 0;
    m = cball_add(m, cball_mul(u, along(a->side[moving], e)));
    return a->sides == 2 ? on_rectangle(m, v, along(a->side[quarter], e)) : normal_length(m, v);
}

/* For wide real boxes: h(a, v) <= |a| + v^(1/2), and the density of the place is at most 2. */
static cball crude_length(const figure *a, scope *s, const cball e[2])
{
    ball most =
        ball_add(ball_abs(cball_real(along(a->at, e))), ball_sqrt(cball_real(spread_along(a->spread, e))));
    for (int i = 0; i < a->sides; i++)
        most = ball_add(most, ball_abs(cball_real(along(a->side[i], e))));
    if (a->disks)
        most = ball_add(most, a->radius);
    return cball_from_ball(s, ball_upto(ball_scale2(ball_upper(most), 1)));
}

static cball narrower(cball a, cball b)
{
    return ball_log2_error(cball_real(a)) <= ball_log2_error(cball_real(b)) ? a : b;
}

/* t in [0, 1] is the direction pi (t/2 - 1/4) of the first quarter. */
static cball in_direction(void *state, scope *s, cball t, cball u)
{
    const directions *all = state;
    ball right = ball_scale2(ball_pi(s), -1);
    cball angle = cball_linear(ball_mul(right, ball_ratio(2 * all->quarter - 1, 2)), right, t);
    cball e[2] = {cball_cos(angle), cball_sin(angle)}, total = cball_from_ball(s, ball_int(0));
    scope_mark start = scope_now(s);
    for (int i = 0; i < all->n; i++, scope_rewind(s, start)) {
        const figure *one = &all->of[i];
        cball value = spread_out_length(one, s, e, u, all->quarter);
        if (!scope_holomorphic(s))
            value = narrower(value, crude_length(one, s, e));
        value = cball_mul_ball(value, one->weight);
        acb_add(total.v, total.v, value.v, scope_bits(s));
    }
    return total;
}

static figure figure_of(scope *s, const shape *a)
{
    figure out = {.sides = a->sides, .disks = a->disks, .weight = real_ball(s, a->weight)};
    bool upright = a->sides == 2 && real_sign(a->side[0][0]) == 0;
    for (int k = 0; k < 2; k++)
        out.at[k] = real_ball(s, a->at[k]);
    for (int k = 0; k < 3; k++)
        out.spread[k] = real_ball(s, a->spread[k]);
    for (int i = 0; i < a->sides; i++)
        for (int k = 0; k < 2; k++)
            out.side[i][k] = real_ball(s, a->side[upright ? 1 - i : i][k]);
    if (a->disks)
        out.radius = real_ball(s, a->radius[0]);
    return out;
}

ball smooth_lengths(scope *s, const shapes *all, slong goal)
{
    enum { EFFORT = 4000000 };
    figure *figures = malloc((size_t)all->n * sizeof *figures);
    for (int i = 0; i < all->n; i++)
        figures[i] = figure_of(s, &all->of[i]);
    directions d = {all->n, 0, figures};
    const plane_integrand f = {.at = in_direction, .state = &d, .length = {1, 1}};
    const ball unit[2] = {ball_int(0), ball_int(1)};
    ball sum = ball_in(s, ball_int(0));
    for (; d.quarter < 2; d.quarter++)
        sum = ball_add(sum, integrate_plane(s, &f, unit, unit, goal + 2, EFFORT / (1 + all->n)));
    free(figures);
    return ball_mul(sum, ball_scale2(ball_pi(s), -2)); /* half of the integral over angles pi/2 t */
}
