/*
 * The slope of the game of two normal laws along a ray: see normal_game.h. With w = p/(1 + e^u) the integral is taken over
 * [-R, R]; beyond, where |x| >= R >= 1, w <= p and the two factors are at most (|c| + (sigma + 1)|e|)|x| and (|c| + |e|)|x|, so
 * the rest is at most their product times  2 int over x > R of x^2 phi(x) dx <= 2 phi(R) (R + 1/R).
 */
#include "divergences/normal_game.h"

#include "calculus/integrate.h"

#include <math.h>

enum { GUARD_BITS = 40, LEAST_EFFORT = 300 };

typedef struct ray {
    ball c, e;
    ball level, tilt, bend; /* u = level - tilt x - bend x^2 */
    ball slope;             /* (sigma + 1) e */
    ball reach;
} ray;

/* 2 R e^(-x^2/2)/(1 + e^u) (c + (sigma + 1) e x) (c + e x) at x = R (2 t - 1). */
static cball integrand_at(void *state, scope *s, cball t)
{
    const ray *of = state;
    (void)s;
    cball x = cball_linear(ball_neg(of->reach), ball_scale2(of->reach, 1), t);
    cball minus_u = cball_add_ball(cball_mul(cball_linear(of->tilt, of->bend, x), x), ball_neg(of->level));
    cball height = cball_exp(cball_mul_ball(cball_sqr(x), ball_ratio(-1, 2)));
    cball weight = cball_div(height, cball_add_int(cball_exp(cball_neg(minus_u)), 1));
    cball factors = cball_mul(cball_linear(of->c, of->slope, x), cball_linear(of->c, of->e, x));
    return cball_mul_ball(cball_mul(weight, factors), ball_scale2(of->reach, 1));
}

static ball bound_beyond(const ray *of, ball height)
{
    ball R = of->reach, c = ball_abs(of->c);
    ball first = ball_add(c, ball_abs(of->slope)), second = ball_add(c, ball_abs(of->e));
    ball mass = ball_mul(height, ball_exp(ball_neg(ball_scale2(ball_sqr(R), -1))));
    return ball_mul(ball_mul(first, second), ball_scale2(ball_mul(mass, ball_add(R, ball_inv(R))), 1));
}

static ball rise_in(scope *s, ball r, ball c, ball e, slong goal)
{
    slong reach = 2 + (slong)ceil(sqrt(2 * M_LN2 * (double)(goal + 2)));
    ray of = {.c = ball_in(s, c), .e = ball_in(s, e), .reach = ball_in(s, ball_int(reach))};
    ball theta = ball_mul(ball_in(s, r), of.c), rise = ball_mul(ball_in(s, r), of.e),
         sigma = ball_add_int(rise, 1);
    ball precision = ball_inv(ball_sqr(sigma));
    of.level = ball_add(ball_log(sigma), ball_scale2(ball_mul(ball_sqr(theta), precision), -1));
    of.tilt = ball_mul(theta, precision);
    of.bend = ball_scale2(ball_mul(ball_mul(rise, ball_add_int(sigma, 1)), precision), -1);
    of.slope = ball_mul(ball_add_int(sigma, 1), of.e);
    ball height = ball_inv(ball_sqrt(ball_scale2(ball_pi(s), 1)));
    ball inner = ball_mul(height, integrate_certified(s, integrand_at, &of, goal, LEAST_EFFORT + 40 * goal));
    return ball_widen(inner, bound_beyond(&of, height));
}

/* Wide boxes are many, and the first of them hopeless: no more precision or effort than the goal is worth. */
ball normal_game_rise(scope *s, ball r, ball c, ball e, slong goal)
{
    scope *work = scope_open(goal + GUARD_BITS);
    ball rise = ball_from_arb(s, rise_in(work, r, c, e, goal).v);
    scope_close(work);
    return rise;
}
