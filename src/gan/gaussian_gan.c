/*
 * The Gaussian GAN: see gaussian_gan.h. With sg(t) = 1/(1 + e^-t), k = sg' = sg(t) sg(-t), and g = a z + b, every expectation in
 * v and its derivatives is a combination of
 *
 *     E sg(t) z^j, j = 0..2,      E k(t) z^j, j = 0..4,      t = c0 + c1 z + c2 z^2,  z standard normal,
 *
 * once with t(x) for the data and once with t(g) for the generator:  c = (w0 + w1 b + w2 b^2, (w1 + 2 w2 b) a, w2 a^2).
 * They are integrated over |z| <= R; the rest is at most 2 int over z > R of z^4 phi <= 2 phi(R) (R^3 + 3 R + 3/R).
 */
#include "gan/gaussian_gan.h"

#include "calculus/vector_integral.h"

#include <math.h>

enum { A, B, W, N = 5, SIGMAS = 3, SLOPES = 5, MOMENTS = SIGMAS + SLOPES };

/* ---- Enclosures ---- */

typedef struct logit {
    ball c[3], reach, height;
} logit;

static void moments_at(void *state, scope *s, cball u, cball *out)
{
    const logit *of = state;
    (void)s;
    cball z = cball_linear(ball_neg(of->reach), ball_scale2(of->reach, 1), u);
    cball t = cball_add_ball(cball_mul(cball_linear(of->c[1], of->c[2], z), z), of->c[0]);
    cball weight = cball_mul_ball(cball_exp(cball_scale2(cball_neg(cball_sqr(z)), -1)), of->height);
    cball up = cball_inv(cball_add_int(cball_exp(cball_neg(t)), 1));
    cball down = cball_inv(cball_add_int(cball_exp(t), 1));
    out[0] = cball_mul(weight, up);
    out[SIGMAS] = cball_mul(out[0], down);
    for (int j = 1; j < SLOPES; j++) {
        if (j < SIGMAS)
            out[j] = cball_mul(out[j - 1], z);
        out[SIGMAS + j] = cball_mul(out[SIGMAS + j - 1], z);
    }
}

typedef struct expectations {
    ball sigma[SIGMAS], slope[SLOPES];
} expectations;

static expectations expect(scope *s, ball c0, ball c1, ball c2)
{
    enum { GOAL_AT_MOST = 90 };
    slong goal = scope_bits(s) - 8 < GOAL_AT_MOST ? scope_bits(s) - 8 : GOAL_AT_MOST;
    slong R = 3 + (slong)ceil(sqrt(2 * M_LN2 * (double)(goal + 2)));
    logit of = {.c = {ball_in(s, c0), ball_in(s, c1), ball_in(s, c2)}, .reach = ball_in(s, ball_int(R))};
    ball density = ball_inv(ball_sqrt(ball_scale2(ball_pi(s), 1))), m[MOMENTS];
    of.height = ball_mul(ball_scale2(of.reach, 1), density);
    integrate_vector(s, MOMENTS, moments_at, &of, goal, 4000, m);
    ball top = ball_mul(density, ball_exp(ball_in(s, ball_ratio(-R * R, 2))));
    ball beyond = ball_mul(top, ball_ratio(2 * (R * R * R * R + 3 * R * R + 3), R));
    expectations e;
    for (int j = 0; j < MOMENTS; j++)
        *(j < SIGMAS ? &e.sigma[j] : &e.slope[j - SIGMAS]) = ball_widen(m[j], beyond);
    return e;
}

/* E h g^m z^l, g = a z + b, from E h z^j in `of`. */
static ball of_g(const ball *of, ball a, ball b, int m, int l)
{
    if (m == 0)
        return of[l];
    ball more = ball_mul(a, of_g(of, a, b, m - 1, l + 1));
    return ball_add(more, ball_mul(b, of_g(of, a, b, m - 1, l)));
}

/* The generator's side at one point; its own weight e(t) is sg(t), or sg(-t) = 1 - sg(t). */
typedef struct side {
    ball a, b, w1, w2;
    expectations at;
    ball e[SIGMAS]; /* E e z^j */
    int sign;       /* e' = sign k */
} side;

/* E k t'(g) g^m z^l, t'(g) = w1 + 2 w2 g. */
static ball with_slope(const side *p, int m, int l)
{
    ball first = ball_mul(p->w1, of_g(p->at.slope, p->a, p->b, m, l));
    return ball_add(first, ball_scale2(ball_mul(p->w2, of_g(p->at.slope, p->a, p->b, m + 1, l)), 1));
}

/* d/d(b) of E sg g^m z^l; that by a is this with one more z. */
static ball sigma_by_b(const side *p, int m, int l)
{
    ball moved = with_slope(p, m, l);
    return m ? ball_add(moved, ball_mul_int(of_g(p->at.sigma, p->a, p->b, m - 1, l), m)) : moved;
}

/* E e t' z^l, the generator's field. */
static ball pull(const side *p, int l)
{
    ball first = ball_mul(p->w1, p->e[l]), second = of_g(p->e, p->a, p->b, 1, l);
    return ball_add(first, ball_scale2(ball_mul(p->w2, second), 1));
}

static ball pull_by_b(const side *p, int l, int more)
{
    ball first = ball_mul(p->w1, with_slope(p, 0, l + more));
    ball second = ball_mul(p->w2, with_slope(p, 1, l + more));
    ball bend = ball_mul_int(ball_add(first, ball_scale2(second, 1)), p->sign);
    return ball_add(bend, ball_scale2(ball_mul(p->w2, p->e[l + more]), 1));
}

static ball pull_by_w(const side *p, int l, int j)
{
    ball bend = ball_mul_int(with_slope(p, j, l), p->sign);
    return j ? ball_add(bend, ball_mul_int(of_g(p->e, p->a, p->b, j - 1, l), j)) : bend;
}

static side generator_side(scope *s, const ball *x, int sign)
{
    side p = {.a = ball_in(s, x[A]), .b = ball_in(s, x[B]), .w1 = x[W + 1], .w2 = x[W + 2], .sign = sign};
    ball c0 = ball_add(x[W], ball_mul(p.b, ball_add(p.w1, ball_mul(p.w2, p.b))));
    ball c1 = ball_mul(p.a, ball_add(p.w1, ball_scale2(ball_mul(p.w2, p.b), 1)));
    p.at = expect(s, c0, c1, ball_mul(p.w2, ball_sqr(p.a)));
    for (int j = 0; j < SIGMAS; j++)
        p.e[j] = sign > 0 ? p.at.sigma[j] : ball_sub(ball_int(j != 1), p.at.sigma[j]);
    return p;
}

static void slopes(const side *p, const expectations *data, ball *slope)
{
    for (int l = 0; l < 2; l++) { /* v_b: l = 0, v_a: l = 1 */
        ball *row = slope + N * (l ? A : B);
        row[A] = pull_by_b(p, l, 1);
        row[B] = pull_by_b(p, l, 0);
        for (int j = 0; j < 3; j++)
            row[W + j] = pull_by_w(p, l, j);
    }
    for (int k = 0; k < 3; k++) {
        ball *row = slope + N * (W + k);
        row[A] = ball_neg(sigma_by_b(p, k, 1));
        row[B] = ball_neg(sigma_by_b(p, k, 0));
        for (int j = 0; j < 3; j++)
            row[W + j] = ball_neg(ball_add(data->slope[k + j], of_g(p->at.slope, p->a, p->b, k + j, 0)));
    }
}

static void field(scope *s, const ball *x, int sign, ball *v, ball *slope)
{
    side p = generator_side(s, x, sign);
    expectations data = expect(s, x[W], x[W + 1], x[W + 2]);
    v[A] = pull(&p, 1);
    v[B] = pull(&p, 0);
    for (int k = 0; k < 3; k++) /* E x^k sg(-t(x)) - E g^k sg(t(g)) */
        v[W + k] = ball_sub(ball_sub(ball_int(k != 1), data.sigma[k]), of_g(p.at.sigma, p.a, p.b, k, 0));
    if (slope)
        slopes(&p, &data, slope);
}

static void minimax(const dynamics *of, scope *s, const ball *x, ball *v, ball *slope)
{
    (void)of;
    field(s, x, 1, v, slope);
}
static void non_saturating(const dynamics *of, scope *s, const ball *x, ball *v, ball *slope)
{
    (void)of;
    field(s, x, -1, v, slope);
}

/* ---- Double precision: the trapezium rule in z with step 1/16 on [-9, 9] ---- */

static double sg(double t) { return 1 / (1 + exp(-t)); }

static void field_double(const double *x, double sign, double *v)
{
    for (int i = 0; i < N; i++)
        v[i] = 0;
    for (int i = -144; i <= 144; i++) {
        double z = i / 16.0, weight = exp(-z * z / 2) / sqrt(2 * M_PI) / 16, g = x[A] * z + x[B];
        double genuine = weight * sg(-(x[W] + x[W + 1] * z + x[W + 2] * z * z));
        double t = x[W] + x[W + 1] * g + x[W + 2] * g * g, fake = weight * sg(t);
        double push = weight * sg(sign * t) * (x[W + 1] + 2 * x[W + 2] * g);
        v[A] += push * z;
        v[B] += push;
        v[W] += genuine - fake;
        v[W + 1] += genuine * z - fake * g;
        v[W + 2] += genuine * z * z - fake * g * g;
    }
}
static void minimax_double(const dynamics *of, const double *x, double *v)
{
    (void)of;
    field_double(x, 1, v);
}
static void non_saturating_double(const dynamics *of, const double *x, double *v)
{
    (void)of;
    field_double(x, -1, v);
}

const dynamics gaussian_gan_minimax = {.name = "gaussian-minimax",
                                       .summary = "N(0,1), G = a z + b, quadratic logit, minimax",
                                       .n = N,
                                       .generator = 2,
                                       .field = minimax,
                                       .field_double = minimax_double};
const dynamics gaussian_gan_non_saturating = {.name = "gaussian-non-saturating",
                                              .summary = "the same with the loss -log D(G(z))",
                                              .n = N,
                                              .generator = 2,
                                              .field = non_saturating,
                                              .field_double = non_saturating_double};

double gaussian_gan_kl(const double *x) { return (x[A] * x[A] + x[B] * x[B] - 1) / 2 - log(fabs(x[A])); }
