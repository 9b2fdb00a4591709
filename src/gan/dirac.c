/*
 * The methods of the Dirac-GAN: see dirac.h. Sources: gradient descent, the non-saturating loss (the generator ascends
 * f(-theta psi) instead), WGAN (f(t) = t, psi clipped), WGAN-GP (penalty gamma/2 (|psi| - 1)^2), R1 (gamma/2 psi^2), consensus
 * optimisation (Mescheder, Nowozin and Geiger 2017: both descend gamma/2 |v|^2, here |v|^2 = (theta^2 + psi^2) s^2).
 */
#include "gan/dirac.h"

#include "calculus/symbols.h"
#include "number/real_jet.h"

#include <math.h>
#include <string.h>

/* ---- Enclosures, from the texts ---- */

typedef struct words {
    real theta, psi, s, r;
} words;

static real word(void *state, real_pool *pool, const char *name)
{
    const words *w = state;
    (void)pool;
    return strcmp(name, "theta") == 0 ? w->theta
           : strcmp(name, "psi") == 0 ? w->psi
           : strcmp(name, "s") == 0   ? w->s
           : strcmp(name, "r") == 0   ? w->r
                                      : NULL;
}

/* 1/(1 + e^(theta psi)) or, with the other sign, 1/(1 + e^(-theta psi)). */
static real sigmoid(real_pool *pool, real exponent)
{
    return real_div(pool, real_int(pool, 1), real_add(pool, real_int(pool, 1), real_exp(pool, exponent)));
}

static void from_texts(const dynamics *of, scope *s, const ball *x, ball *v, ball *slope)
{
    const dirac_method *m = (const dirac_method *)of; /* its first member */
    real_pool *pool = real_pool_open();
    real somewhere = real_int(pool, -1), end = real_int(pool, 1);
    words w = {.theta = real_interval(pool, somewhere, end), .psi = real_interval(pool, somewhere, end)};
    real product = real_mul(pool, w.theta, w.psi), symbol[] = {w.theta, w.psi};
    w.s = sigmoid(pool, product);
    w.r = sigmoid(pool, real_neg(pool, product));
    real_names names = {word, &w, "theta, psi, s, r"};
    const char *text[] = {m->theta, m->psi};
    for (int i = 0; i < 2; i++) {
        int at = 0;
        real component = real_parse(pool, text[i], &at, &names, NULL);
        real_jet jet = real_jet_at(s, component, 2, symbol, x);
        v[i] = jet.value;
        for (int j = 0; slope && j < 2; j++)
            slope[2 * i + j] = jet.slope[j];
    }
    real_pool_close(pool);
}

/* ---- Double precision ---- */

static double f1(double t) { return 1 / (1 + exp(t)); } /* f' */

static void plain(const double *x, double *v)
{
    double s = f1(x[0] * x[1]);
    v[0] = -x[1] * s;
    v[1] = x[0] * s;
}
static void gan(const dynamics *of, const double *x, double *v)
{
    (void)of;
    plain(x, v);
}
static void nsgan(const dynamics *of, const double *x, double *v)
{
    (void)of;
    v[0] = -x[1] * f1(-x[0] * x[1]);
    v[1] = x[0] * f1(x[0] * x[1]);
}
static void wgan(const dynamics *of, const double *x, double *v)
{
    (void)of;
    v[0] = -x[1];
    v[1] = x[0];
}
static void wgan_gp(const dynamics *of, const double *x, double *v)
{
    wgan(of, x, v);
    v[1] -= 0.7 * (fabs(x[1]) - 1) * (x[1] > 0 ? 1 : x[1] < 0 ? -1 : 0);
}
static void r1_light(const dynamics *of, const double *x, double *v)
{
    gan(of, x, v);
    v[1] -= 0.3 * x[1];
}
static void r1_critical(const dynamics *of, const double *x, double *v)
{
    gan(of, x, v);
    v[1] -= x[1];
}
static void nsgan_r1(const dynamics *of, const double *x, double *v)
{
    nsgan(of, x, v);
    v[1] -= 0.3 * x[1];
}
/* The gradient of |v|^2/2 = (theta^2 + psi^2) s^2/2, with ds/dt = -s (1-s). */
static void consensus(const dynamics *of, const double *x, double *v)
{
    double t = x[0], u = x[1], s = f1(t * u), bend = (t * t + u * u) * s * s * (1 - s);
    gan(of, x, v);
    v[0] -= t * s * s - bend * u;
    v[1] -= u * s * s - bend * t;
}

#define DIRAC(name_, summary_, double_, clip_, theta_, psi_)                                                 \
    {                                                                                                        \
        {.name = name_,                                                                                      \
         .summary = summary_,                                                                                \
         .n = 2,                                                                                             \
         .generator = 1,                                                                                     \
         .field = from_texts,                                                                                \
         .field_double = double_,                                                                            \
         .clip = clip_},                                                                                     \
            theta_, psi_                                                                                     \
    }
const dirac_method dirac_methods[] = {
    DIRAC("gan", "minimax", gan, 0, "-psi*s", "theta*s"),
    DIRAC("nsgan", "non-saturating", nsgan, 0, "-psi*r", "theta*s"),
    DIRAC("wgan", "WGAN without a constraint: the bilinear game", wgan, 0, "-psi", "theta"),
    DIRAC("wgan-clip", "WGAN, psi clipped to [-1, 1]", wgan, 1, "-psi", "theta"),
    DIRAC("wgan-gp", "WGAN, penalty 0.35 (|psi|-1)^2", wgan_gp, 0, "-psi",
          "theta - 0.7*(abs(psi) - 1)*psi/abs(psi)"),
    DIRAC("r1", "minimax, penalty 0.15 psi^2", r1_light, 0, "-psi*s", "theta*s - 0.3*psi"),
    DIRAC("r1-critical", "minimax, penalty psi^2/2: critically damped", r1_critical, 0, "-psi*s",
          "theta*s - psi"),
    DIRAC("nsgan-r1", "non-saturating, penalty 0.15 psi^2", nsgan_r1, 0, "-psi*r", "theta*s - 0.3*psi"),
    DIRAC("consensus", "minimax, both descend |v|^2/2", consensus, 0,
          "-psi*s - (theta*s^2 - (theta^2 + psi^2)*psi*s^2*r)",
          "theta*s - (psi*s^2 - (theta^2 + psi^2)*theta*s^2*r)"),
};
const int dirac_count = sizeof dirac_methods / sizeof *dirac_methods;

const dynamics *dirac_game(const char *name)
{
    for (int i = 0; i < dirac_count; i++)
        if (strcmp(dirac_methods[i].game.name, name) == 0)
            return &dirac_methods[i].game;
    return strcmp(name, dirac_noise.name) == 0 ? &dirac_noise : NULL;
}
