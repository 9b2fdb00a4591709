/*
 * Descent of an affine generator against the best discriminator as a dynamical system, certified: see ideal_flow.h. With x = a + b z and
 *
 *     u = log p(x) - log q(x) = (z^2 - x^2)/2 + log b,      s = 1/(1 + e^-u) = D*(x),      k = s (1-s),
 *
 * the slope of L with D* frozen, and its own derivatives, are
 *     L_a = E s (x - z/b),       L_aa = E [s - k x (x - z/b)],              L_ab = E [k (1/b - x z)(x - z/b) + s z (1 + 1/b^2)],
 *     L_b = E s (x - z/b) z,     L_ba = L_ab,                               L_bb = E [k (1/b - x z)(x - z/b) + s z (1 + 1/b^2)] z.
 * Beyond |z| = R >= 1, |x| <= c |z| with c = |a| + |b|, and all integrands are at most K z^4, K = (1 + c + 1/b)^2; the rest is at most
 * K times 2 int over z > R of z^4 phi <= 2 phi(R) (R^3 + 3 R + 3/R).
 */
#include "gan/ideal_flow.h"

#include "calculus/vector_integral.h"

#include <math.h>

enum { A, B, N = 2, SLOPES = 2, MOMENTS = 5 };

typedef struct moment_state {
    ball a, b, inverse, reach, height;
    ball level, tilt, curve; /* of u as a polynomial in z: z^2 cancels where b = 1 */
    int n;
} moment_state;

static void moments_at(void *state, scope *s, cball t, cball *out)
{
    const moment_state *of = state;
    (void)s;
    cball z = cball_linear(ball_neg(of->reach), ball_scale2(of->reach, 1), t),
          x = cball_linear(of->a, of->b, z);
    cball weight = cball_mul_ball(cball_exp(cball_scale2(cball_neg(cball_sqr(z)), -1)), of->height);
    cball u = cball_add_ball(cball_mul(cball_linear(of->tilt, of->curve, z), z), of->level);
    cball share = cball_mul(weight, cball_inv(cball_add_int(cball_exp(cball_neg(u)), 1)));
    cball pull = cball_sub(x, cball_mul_ball(z, of->inverse));
    out[0] = cball_mul(share, pull);
    out[1] = cball_mul(out[0], z);
    if (of->n == SLOPES)
        return;
    cball bend = cball_mul(cball_mul(share, cball_inv(cball_add_int(cball_exp(u), 1))), pull);
    ball turn = ball_add_int(ball_sqr(of->inverse), 1);
    out[2] = cball_sub(share, cball_mul(bend, x));
    cball by_b = cball_mul(bend, cball_add_ball(cball_neg(cball_mul(x, z)), of->inverse));
    out[3] = cball_add(by_b, cball_mul_ball(cball_mul(share, z), turn));
    out[4] = cball_mul(out[3], z);
}

static void field(const dynamics *of, scope *s, const ball *x, ball *v, ball *slope)
{
    enum { GOAL_AT_MOST = 90 };
    (void)of;
    slong goal = scope_bits(s) - 8 < GOAL_AT_MOST ? scope_bits(s) - 8 : GOAL_AT_MOST;
    slong R = 3 + (slong)ceil(sqrt(2 * M_LN2 * (double)(goal + 2)));
    moment_state m = {.a = ball_in(s, x[A]),
                      .b = ball_in(s, x[B]),
                      .reach = ball_in(s, ball_int(R)),
                      .n = slope ? MOMENTS : SLOPES};
    ball density = ball_inv(ball_sqrt(ball_scale2(ball_pi(s), 1))), found[MOMENTS];
    m.inverse = ball_inv(m.b);
    m.level = ball_sub(ball_log(m.b), ball_scale2(ball_sqr(m.a), -1));
    m.tilt = ball_neg(ball_mul(m.a, m.b));
    m.curve = ball_scale2(ball_mul(ball_sub(ball_int(1), m.b), ball_add_int(m.b, 1)), -1);
    m.height = ball_mul(ball_scale2(m.reach, 1), density);
    integrate_vector(s, m.n, moments_at, &m, goal, 4000, found);
    ball size = ball_add(ball_add(ball_abs(m.a), ball_abs(m.b)), ball_add_int(m.inverse, 1));
    ball top = ball_mul(density, ball_exp(ball_in(s, ball_ratio(-R * R, 2))));
    ball beyond = ball_mul(ball_mul(ball_sqr(size), top), ball_ratio(2 * (R * R * R * R + 3 * R * R + 3), R));
    for (int i = 0; i < m.n; i++)
        found[i] = ball_neg(ball_widen(found[i], beyond));
    v[A] = found[0];
    v[B] = found[1];
    if (!slope)
        return;
    slope[0] = found[2];
    slope[1] = slope[2] = found[3];
    slope[3] = found[4];
}

/* The trapezium rule in z with step 1/16 on [-9, 9]. */
static void field_double(const dynamics *of, const double *x, double *v)
{
    (void)of;
    v[A] = v[B] = 0;
    for (int i = -144; i <= 144; i++) {
        double z = i / 16.0, weight = exp(-z * z / 2) / sqrt(2 * M_PI) / 16, g = x[A] + x[B] * z;
        double log_p = -g * g / 2, log_q = -z * z / 2 - log(x[B]);
        double push = weight / (1 + exp(log_q - log_p)) * (g - z / x[B]);
        v[A] -= push;
        v[B] -= push * z;
    }
}

const dynamics ideal_affine_flow = {.name = "ideal-affine",
                                    .summary = "N(0,1), G = a + b z against the exact D*",
                                    .n = N,
                                    .generator = N,
                                    .field = field,
                                    .field_double = field_double};
