/* Small games: fields against each other, derivatives against differences, trajectories to the digits of the literature's runs. */
#include "calculus/spectrum.h"
#include "gan/dirac.h"
#include "gan/gaussian_gan.h"
#include "gan/ideal_flow.h"
#include "number/random.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const dynamics *all_games(int i)
{
    return i < dirac_count        ? dirac_game(i)
           : i == dirac_count     ? &gaussian_gan_minimax
           : i == dirac_count + 1 ? &gaussian_gan_non_saturating
           : i == dirac_count + 2 ? &ideal_affine_flow
                                  : NULL;
}

/* A point within 1 of the equilibrium (0, 0), (1, 0, 0, 0, 0) or, with b > 0, (0, 1), on a fine dyadic grid. */
static void draw(random_stream *r, const dynamics *of, double *x)
{
    for (int i = 0; i < of->n; i++)
        x[i] = floor((random_uniform(r) * 2 - 1) * 0x1p20) / 0x1p20 + (of->n == 5 && i == 0);
    if (of == &ideal_affine_flow)
        x[1] = 1 + x[1] / 2;
    if (of->n == 5) /* logits that do not overflow on |z| <= 9 */
        x[4] *= 0.25;
}

static void certified(const dynamics *of, scope *s, const double *x, ball *v, ball *slope)
{
    ball at[DYNAMICS_DIM];
    for (int i = 0; i < of->n; i++)
        at[i] = ball_exact_double(s, x[i]);
    of->field(of, s, at, v, slope);
}

/* Both routes of every field agree, to the rounding of some 300 terms. */
Test(dynamics, fields_agree)
{
    scope *s = scope_open(80);
    random_stream *r = random_open(1, 0);
    const dynamics *of;
    for (int i = 0; (of = all_games(i)); i++)
        for (int k = 0; k < 20; k++) {
            double x[DYNAMICS_DIM] = {0}, v[DYNAMICS_DIM];
            ball enclosed[DYNAMICS_DIM];
            draw(r, of, x);
            of->field_double(of, x, v);
            certified(of, s, x, enclosed, NULL);
            for (int c = 0; c < of->n; c++)
                cr_expect(ball_radius(enclosed[c]) < 1e-15 && fabs(ball_double(enclosed[c]) - v[c]) < 1e-13,
                          "%s, component %d: %.17g, not %.17g", of->name, c, v[c], ball_double(enclosed[c]));
        }
    random_close(r);
    scope_close(s);
}

/* Central differences of the double field: the error is a multiple of h^2 and falls by 4 where h is halved, but for
 * terms of h^4 (1 % here) and rounding (1e-15/h). */
Test(dynamics, derivatives_are_the_limits_of_differences)
{
    scope *s = scope_open(80);
    random_stream *r = random_open(2, 0);
    const dynamics *of;
    for (int i = 0; (of = all_games(i)); i++)
        for (int k = 0; k < 5; k++) {
            double x[DYNAMICS_DIM] = {0}, up[DYNAMICS_DIM], down[DYNAMICS_DIM];
            ball v[DYNAMICS_DIM], slope[DYNAMICS_DIM * DYNAMICS_DIM];
            draw(r, of, x);
            certified(of, s, x, v, slope);
            for (int j = 0; j < of->n; j++) {
                double kept = x[j], off[2][DYNAMICS_DIM];
                if (of->n == 2 && j == 1 && fabs(kept) < 0.1)
                    continue; /* the penalty of wgan-gp has a jump at psi = 0 */
                for (int level = 0; level < 2; level++) {
                    double h = ldexp(1, -9 - level);
                    x[j] = kept + h;
                    of->field_double(of, x, up);
                    x[j] = kept - h;
                    of->field_double(of, x, down);
                    x[j] = kept;
                    for (int c = 0; c < of->n; c++)
                        off[level][c] = (up[c] - down[c]) / (2 * h) - ball_double(slope[c * of->n + j]);
                }
                for (int c = 0; c < of->n; c++)
                    cr_expect(fabs(off[0][c] - 4 * off[1][c]) < 0.01 * fabs(off[0][c]) + 1e-10,
                              "%s, dv%d/dx%d: errors %g, %g", of->name, c, j, off[0][c], off[1][c]);
            }
        }
    random_close(r);
    scope_close(s);
}

/* Mescheder's settings: h = 0.2, from (1, 1), 500 steps; values by independent 40-digit runs. */
typedef struct run {
    const char *method;
    schedule by;
    const char *theta, *psi; /* decimals, right to a unit of the last */
} run;
#define SIM                                                                                                  \
    {                                                                                                        \
        0, 0                                                                                                 \
    }
#define ALT                                                                                                  \
    {                                                                                                        \
        1, 1                                                                                                 \
    }
#define FIVE                                                                                                 \
    {                                                                                                        \
        1, 5                                                                                                 \
    }
static const run runs[] = {
    {"gan", SIM, "-2.161611282466", "-2.217775396546"},
    {"gan", ALT, "0.6868336612231", "1.24400729432"},
    {"gan", FIVE, "0.7688565131351", "1.677466597786"},
    {"nsgan", SIM, "0.5483373190048", "0.3304410558196"},
    {"nsgan", ALT, "0.204888491979", "0.19655333282"},
    {"nsgan", FIVE, "0.115890263571", "-0.07652562781212"},
    {"wgan-clip", SIM, "-0.06564078219384", "1.0"},
    {"wgan-clip", ALT, "0.9790762972912", "0.3003815197789"},
    {"wgan-clip", FIVE, "0.0867733356706", "-0.9127693968139"},
    {"wgan-gp", SIM, "-0.1808491942833", "-1.792694140071"},
    {"wgan-gp", ALT, "-0.1325594729556", "1.213849951412"},
    {"wgan-gp", FIVE, "0.7160275985236", "-0.01978481055969"},
    {"r1", SIM, "1.110336748811e-6", "-2.39807935109e-6"},
    {"r1", ALT, "-5.167048431701e-8", "-2.242145382189e-7"},
    {"r1", FIVE, "4.944699455862e-34", "7.817215478601e-34"},
    {"r1-critical", SIM, "6.798346145117e-22", "6.676743802969e-22"},
    {"r1-critical", ALT, "6.042946622051e-17", "4.410407054095e-17"},
    {"r1-critical", FIVE, "4.575423476683e-12", "2.349708176164e-12"},
    {"nsgan-r1", SIM, "2.147384604016e-6", "-5.305735576306e-7"},
    {"nsgan-r1", ALT, "7.395319243703e-8", "-1.304358524116e-7"},
    {"nsgan-r1", FIVE, "7.042579942359e-35", "3.916243556892e-34"},
    {"consensus", SIM, "-7.507242999205e-11", "2.466850328108e-10"},
    {"consensus", ALT, "1.118623379108e-11", "1.311950207375e-11"},
    {"consensus", FIVE, "0.4362474336365", "10.9600601747"},
};

/* One unit of the last decimal written. */
static double last_place(const char *text)
{
    const char *point = strchr(text, '.'), *e = strchr(text, 'e');
    size_t decimals = (size_t)((e ? e : text + strlen(text)) - point - 1);
    return pow(10, (e ? atof(e + 1) : 0) - (double)decimals);
}

Test(dynamics, trajectories_to_the_digits_of_independent_runs)
{
    scope *s = scope_open(256);
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        const run *of = &runs[i];
        ball x[2] = {ball_int(1), ball_int(1)};
        slong bits = 256 + (of->by.discriminator > 1 ? 750 : 250);
        dynamics_run(dirac_by_name(of->method), of->by, real_ratio(pool, 1, 5), 500, bits, s, x);
        const char *text[] = {of->theta, of->psi};
        for (int c = 0; c < 2; c++)
            cr_expect(ball_radius(x[c]) < 1e-3 * last_place(text[c])
                          && fabs(ball_double(x[c]) - atof(text[c])) <= last_place(text[c]),
                      "%s %d:%d, %s: %s, not %.17g +- %g", of->method, of->by.generator, of->by.discriminator,
                      c ? "psi" : "theta", text[c], ball_double(x[c]), ball_radius(x[c]));
    }
    real_pool_close(pool);
    scope_close(s);
}

Test(dynamics, noise_in_double_precision)
{
    static const struct {
        schedule by;
        double theta, psi;
    } ends[] = {{SIM, 5.274199114133e-5, -2.240992746131e-5}, {ALT, 2.561323407912e-6, -3.074065718704e-6}};
    for (int i = 0; i < 2; i++) {
        double x[2] = {1, 1};
        for (int k = 0; k < 500; k++)
            dynamics_step_double(&dirac_noise, ends[i].by, 0.2, x);
        cr_expect(fabs(x[0] - ends[i].theta) < 1e-15 && fabs(x[1] - ends[i].psi) < 1e-15, "%.17g, %.17g",
                  x[0], x[1]);
    }
}

/* KL(p_g || p_data) along training, against an independent program's run; 3 digits were kept of it. */
Test(dynamics, gaussian_gan_converges)
{
    static const struct {
        const dynamics *of;
        double kl[3];
    } runs_of[] = {{&gaussian_gan_minimax, {6.35e-3, 2.35e-5, 3.6e-13}},
                   {&gaussian_gan_non_saturating, {1.21e-2, 4.9e-6, 8.0e-10}}};
    for (int i = 0; i < 2; i++) {
        double x[] = {0.5, 1, 0, 0, 0};
        for (int k = 1; k <= 400; k++) {
            dynamics_step_double(runs_of[i].of, simultaneous, 0.1, x);
            int which = k == 100 ? 0 : k == 200 ? 1 : k == 400 ? 2 : -1;
            if (which >= 0)
                cr_expect(fabs(gaussian_gan_kl(x) / runs_of[i].kl[which] - 1) < 0.012, "%s, %d steps: %g",
                          runs_of[i].of->name, k, gaussian_gan_kl(x));
        }
    }
}

/* Eigenvalues of known matrices; the second is defective, for which enclosures are valid but wide. */
Test(spectrum, known_matrices)
{
    static const struct {
        int n;
        slong a[9], re[3], im[3]; /* integers */
    } known[] = {{2, {0, -3, 3, 0}, {0, 0}, {3, -3}},
                 {2, {2, 1, 0, 2}, {2, 2}, {0, 0}},
                 {3, {1, 0, 0, 0, -2, 0, 0, 0, 5}, {5, 1, -2}, {0, 0, 0}},
                 {3, {0, 1, 0, 0, 0, 1, 6, -11, 6}, {3, 2, 1}, {0, 0, 0}}};
    scope *s = scope_open(128);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int n = known[i].n;
        ball A[9];
        cball value[3];
        for (int k = 0; k < n * n; k++)
            A[k] = ball_in(s, ball_int(known[i].a[k]));
        cr_assert(spectrum(s, n, A, value), "matrix %zu", i);
        for (int k = 0; k < n; k++) {
            acb_t z;
            acb_init(z);
            acb_set_si_si(z, known[i].re[k], known[i].im[k]);
            cr_expect(acb_contains(value[k].v, z)
                          && ball_radius(cball_real(value[k])) < (i == 1 ? 0.1 : 1e-9),
                      "matrix %zu, eigenvalue %d: +- %g", i, k, ball_radius(cball_real(value[k])));
            acb_clear(z);
        }
    }
    scope_close(s);
}

/* A contracting matrix is certified at a rate above its radius and never below it. */
Test(spectrum, contraction)
{
    scope *s = scope_open(128);
    ball M[] = {ball_ratio(9, 10), ball_int(5), ball_int(0), ball_ratio(9, 10)}, P[4];
    for (int i = 0; i < 4; i++)
        M[i] = ball_in(s, M[i]);
    cr_assert(contraction_norm(s, 2, M, 0.95, P), "a norm");
    cr_expect_eq(contraction_holds(s, 2, M, P, ball_ratio(95, 100)), HOLDS, "rate 0.95");
    cr_expect_neq(contraction_holds(s, 2, M, P, ball_ratio(89, 100)), HOLDS, "rate 0.89");
    cr_expect(!contraction_norm(s, 2, M, 0.89, P), "no norm below the radius");
    scope_close(s);
}
