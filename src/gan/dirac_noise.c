/*
 * The Dirac-GAN with instance noise: x = theta + sigma z generated, y = sigma z real, z standard normal, and
 *
 *     L = E f(psi x) + E f(-psi y),     v_theta = -psi E s(psi x),     v_psi = E x s(psi x) - E y s(-psi y),
 *
 * s(t) = f'(t) = 1/(1 + e^t), s' = k(t) = -s(t) s(-t). All six expectations that occur, of s, x s, k, x k, x^2 k at psi x and of y s and y^2 k
 * at -psi y, are integrated over |z| <= R; beyond, |s| <= 1, |k| <= 1/4, |x|, |y| <= (|theta| + sigma) |z|, and for R >= 2
 * 2 int over z > R of z^2 phi <= 2 phi(R) (R + 1/R).
 */
#include "calculus/vector_integral.h"
#include "gan/dirac.h"

#include <math.h>

enum { VALUES = 3, MOMENTS = 7, SIGMA_TENTHS = 7 };

typedef struct noise {
    ball theta, psi, sigma, reach, height;
    int n;
} noise;

static cball falling(cball t) { return cball_inv(cball_add_int(cball_exp(t), 1)); }

static void moments_at(void *state, scope *s, cball t, cball *out)
{
    const noise *of = state;
    (void)s;
    cball z = cball_linear(ball_neg(of->reach), ball_scale2(of->reach, 1), t);
    cball weight = cball_mul_ball(cball_exp(cball_scale2(cball_neg(cball_sqr(z)), -1)), of->height);
    cball y = cball_mul_ball(z, of->sigma), x = cball_add_ball(y, of->theta);
    cball at_x = cball_mul_ball(x, of->psi), at_y = cball_neg(cball_mul_ball(y, of->psi));
    cball s_x = falling(at_x), s_y = falling(at_y);
    out[0] = cball_mul(weight, s_x);
    out[1] = cball_mul(out[0], x);
    out[2] = cball_mul(cball_mul(weight, y), s_y);
    if (of->n == VALUES)
        return;
    out[3] = cball_neg(cball_mul(out[0], falling(cball_neg(at_x))));
    out[4] = cball_mul(out[3], x);
    out[5] = cball_mul(out[4], x);
    out[6] = cball_neg(cball_mul(cball_mul(out[2], y), falling(cball_neg(at_y))));
}

static void moments(scope *s, const ball *x, int n, ball *out)
{
    enum { GOAL_AT_MOST = 90 };
    slong goal = scope_bits(s) - 8 < GOAL_AT_MOST ? scope_bits(s) - 8 : GOAL_AT_MOST;
    slong reach = 2 + (slong)ceil(sqrt(2 * M_LN2 * (double)(goal + 2)));
    noise of = {
        .theta = ball_in(s, x[0]), .psi = ball_in(s, x[1]), .sigma = ball_ratio(SIGMA_TENTHS, 10), .n = n};
    of.sigma = ball_in(s, of.sigma);
    of.reach = ball_in(s, ball_int(reach));
    ball density = ball_inv(ball_sqrt(ball_scale2(ball_pi(s), 1)));
    of.height = ball_mul(ball_scale2(of.reach, 1), density);
    integrate_vector(s, n, moments_at, &of, goal, 4000, out);
    ball size = ball_sqr(ball_add(ball_abs(of.theta), of.sigma));
    ball top = ball_mul(density, ball_exp(ball_in(s, ball_ratio(-reach * reach, 2))));
    ball beyond = ball_mul(ball_mul(ball_add_int(size, 1), top), ball_ratio(2 * (reach * reach + 1), reach));
    for (int i = 0; i < n; i++)
        out[i] = ball_widen(out[i], beyond);
}

static void field(const dynamics *of, scope *s, const ball *x, ball *v, ball *slope)
{
    (void)of;
    ball m[MOMENTS], psi = x[1];
    moments(s, x, slope ? MOMENTS : VALUES, m);
    v[0] = ball_neg(ball_mul(psi, m[0]));
    v[1] = ball_sub(m[1], m[2]);
    if (!slope)
        return;
    slope[0] = ball_neg(ball_mul(ball_sqr(psi), m[3]));
    slope[1] = ball_neg(ball_add(m[0], ball_mul(psi, m[4])));
    slope[2] = ball_add(m[0], ball_mul(psi, m[4]));
    slope[3] = ball_add(m[5], m[6]);
}

/* The trapezium rule in z with step 1/16 on [-9, 9]: for these entire-like integrands its error is below rounding. */
static void field_double(const dynamics *of, const double *x, double *v)
{
    (void)of;
    double of_s = 0, of_x = 0, of_y = 0, sigma = SIGMA_TENTHS / 10.0, step = 1.0 / 16;
    for (int i = -144; i <= 144; i++) {
        double z = i * step, weight = step * exp(-z * z / 2) / sqrt(2 * M_PI);
        double at = x[0] + sigma * z, s = 1 / (1 + exp(x[1] * at));
        of_s += weight * s;
        of_x += weight * at * s;
        of_y += weight * sigma * z / (1 + exp(-x[1] * sigma * z));
    }
    v[0] = -x[1] * of_s;
    v[1] = of_x - of_y;
}

const dynamics dirac_noise = {.name = "noise",
                              .summary = "minimax with instance noise of sd 0.7",
                              .n = 2,
                              .generator = 1,
                              .field = field,
                              .field_double = field_double};
