/*
 * The methods of the Dirac-GAN: see dirac.h. Sources: gradient descent, the non-saturating loss (the generator ascends
 * f(-theta psi) instead), WGAN (f(t) = t, psi clipped), WGAN-GP (penalty gamma/2 (|psi| - 1)^2), R1 (gamma/2 psi^2), consensus
 * optimisation (Mescheder, Nowozin and Geiger 2017: both descend gamma/2 |v|^2, here |v|^2 = (theta^2 + psi^2) s^2).
 */
#include "gan/dirac.h"

#include <math.h>
#include <string.h>

/* ---- Enclosures: values with their derivatives by theta and psi, if these are wanted ---- */

typedef struct dual {
    ball value, by[2];
    bool slopes;
} dual;

static dual sum(dual a, dual b)
{
    dual c = {.value = ball_add(a.value, b.value), .slopes = a.slopes};
    for (int j = 0; c.slopes && j < 2; j++)
        c.by[j] = ball_add(a.by[j], b.by[j]);
    return c;
}

static dual product(dual a, dual b)
{
    dual c = {.value = ball_mul(a.value, b.value), .slopes = a.slopes};
    for (int j = 0; c.slopes && j < 2; j++)
        c.by[j] = ball_add(ball_mul(a.by[j], b.value), ball_mul(a.value, b.by[j]));
    return c;
}

static dual times(slong num, slong den, dual a)
{
    dual c = {.value = ball_mul(ball_ratio(num, den), a.value), .slopes = a.slopes};
    for (int j = 0; c.slopes && j < 2; j++)
        c.by[j] = ball_mul(ball_ratio(num, den), a.by[j]);
    return c;
}

static dual minus(dual a) { return times(-1, 1, a); }

/* f'(a) = 1/(1 + e^a) */
static dual slope_of_loss(dual a)
{
    dual c = {.value = ball_sigmoid(ball_neg(a.value)), .slopes = a.slopes};
    if (c.slopes) {
        ball bend = ball_neg(ball_mul(c.value, ball_sigmoid(a.value)));
        for (int j = 0; j < 2; j++)
            c.by[j] = ball_mul(bend, a.by[j]);
    }
    return c;
}

/* theta, psi, s = f'(theta psi), r = f'(-theta psi). */
typedef struct words {
    dual theta, psi, s, r;
} words;

typedef struct dirac_method {
    dynamics game;
    dual (*theta)(const words *w), (*psi)(const words *w);
} dirac_method;

static words words_at(scope *s, const ball *x, bool slopes)
{
    words w = {.theta = {ball_in(s, x[0]), {ball_int(1), ball_int(0)}, slopes},
               .psi = {ball_in(s, x[1]), {ball_int(0), ball_int(1)}, slopes}};
    dual u = product(w.theta, w.psi);
    w.s = slope_of_loss(u);
    w.r = slope_of_loss(minus(u));
    return w;
}

static dual minimax_theta(const words *w) { return minus(product(w->psi, w->s)); }
static dual flipped_theta(const words *w) { return minus(product(w->psi, w->r)); }
static dual linear_theta(const words *w) { return minus(w->psi); }
static dual minimax_psi(const words *w) { return product(w->theta, w->s); }
static dual linear_psi(const words *w) { return w->theta; }
static dual light_psi(const words *w) { return sum(minimax_psi(w), times(-3, 10, w->psi)); }
static dual critical_psi(const words *w) { return sum(minimax_psi(w), minus(w->psi)); }

/* theta - 7/10 (|psi| - 1) psi/|psi|; indeterminate where psi may be 0 */
static dual toward_one(const words *w)
{
    int sign = ball_sign(w->psi.value);
    dual push = {.value = sign ? ball_ratio(7 * sign, 10) : ball_nothing(w->psi.value.in),
                 .by = {ball_int(0), ball_int(0)},
                 .slopes = w->psi.slopes};
    return sum(w->theta, sum(times(-7, 10, w->psi), push));
}

/* By a of (a^2 + b^2) s^2/2, s = f'(ab), which falls by s r for each unit of a b:  a s^2 - (a^2 + b^2) b s^2 r. */
static dual descent(const words *w, dual a, dual b)
{
    dual s2 = product(w->s, w->s), size = sum(product(a, a), product(b, b));
    return sum(minus(product(a, s2)), product(product(size, b), product(s2, w->r)));
}
static dual consensus_theta(const words *w) { return sum(minimax_theta(w), descent(w, w->theta, w->psi)); }
static dual consensus_psi(const words *w) { return sum(minimax_psi(w), descent(w, w->psi, w->theta)); }

static void enclose(const dynamics *of, scope *s, const ball *x, ball *v, ball *slope)
{
    const dirac_method *m = (const dirac_method *)of; /* its first member */
    words w = words_at(s, x, slope);
    dual component[] = {m->theta(&w), m->psi(&w)};
    for (int i = 0; i < 2; i++) {
        v[i] = component[i].value;
        for (int j = 0; slope && j < 2; j++)
            slope[2 * i + j] = ball_in(s, component[i].by[j]);
    }
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
         .field = enclose,                                                                                   \
         .field_double = double_,                                                                            \
         .clip = clip_},                                                                                     \
            theta_, psi_                                                                                     \
    }
static const dirac_method methods[] = {
    DIRAC("gan", "minimax", gan, 0, minimax_theta, minimax_psi),
    DIRAC("nsgan", "non-saturating", nsgan, 0, flipped_theta, minimax_psi),
    DIRAC("wgan", "WGAN without a constraint: the bilinear game", wgan, 0, linear_theta, linear_psi),
    DIRAC("wgan-clip", "WGAN, psi clipped to [-1, 1]", wgan, 1, linear_theta, linear_psi),
    DIRAC("wgan-gp", "WGAN, penalty 0.35 (|psi|-1)^2", wgan_gp, 0, linear_theta, toward_one),
    DIRAC("r1", "minimax, penalty 0.15 psi^2", r1_light, 0, minimax_theta, light_psi),
    DIRAC("r1-critical", "minimax, penalty psi^2/2: critically damped", r1_critical, 0, minimax_theta,
          critical_psi),
    DIRAC("nsgan-r1", "non-saturating, penalty 0.15 psi^2", nsgan_r1, 0, flipped_theta, light_psi),
    DIRAC("consensus", "minimax, both descend |v|^2/2", consensus, 0, consensus_theta, consensus_psi),
};
enum { METHODS = sizeof methods / sizeof *methods };
const int dirac_count = METHODS + 1;

const dynamics *dirac_game(int i) { return i < METHODS ? &methods[i].game : &dirac_noise; }

const dynamics *dirac_by_name(const char *name)
{
    for (int i = 0; i < dirac_count; i++)
        if (strcmp(dirac_game(i)->name, name) == 0)
            return dirac_game(i);
    return NULL;
}
