/*
 * The slope of the game of two unit normals: see location_game.h. As the integrand of g is even,
 *     g(theta) = 2/sqrt(2 pi) * int over z > 0 of e^(-z^2/2 - w)/(1 + e^(-2w)),      w = theta z/2,
 * which is integrated over [0, R]; the rest lies between 0 and the normal mass beyond R, which is at most e^(-R^2/2)/2.
 */
#include "divergences/location_game.h"

#include "calculus/integrate.h"

#include <math.h>

typedef struct integral {
    ball theta, reach;
} integral;

/* R e^(-z^2/2 - w)/(1 + e^(-2w)) at z = R t. */
static cball integrand_at(void *state, scope *s, cball t)
{
    const integral *of = state;
    (void)s;
    cball z = cball_mul_ball(t, of->reach), twice_w = cball_mul_ball(z, of->theta);
    cball exponent = cball_mul_ball(cball_add(cball_sqr(z), twice_w), ball_ratio(-1, 2));
    cball value = cball_div(cball_exp(exponent), cball_add_int(cball_exp(cball_neg(twice_w)), 1));
    return cball_mul_ball(value, of->reach);
}

ball location_game_factor(scope *s, ball theta, slong goal)
{
    slong reach = (slong)ceil(sqrt(2 * M_LN2 * (double)(goal + 2)));
    integral of = {ball_abs(ball_in(s, theta)), ball_in(s, ball_int(reach))};
    ball inner = integrate_certified(s, integrand_at, &of, goal + 1, 0);
    ball height = ball_inv(ball_sqrt(ball_scale2(ball_pi(s), -1)));
    ball beyond = ball_scale2(ball_exp(ball_in(s, ball_ratio(-reach * reach, 2))), -1);
    return ball_add(ball_mul(height, inner), ball_upto(beyond));
}

ball location_game_slope(scope *s, ball theta, slong goal)
{
    ball decay = ball_exp(ball_div_int(ball_neg(ball_sqr(ball_in(s, theta))), 8));
    return ball_mul(decay, location_game_factor(s, theta, goal));
}
