/*
 * The dense path by another route: the losses of both players and the penalties on slopes are written out in complex arithmetic,
 * network and all, and differentiated by the complex step, dL/dtheta_j = Im L(theta + i h e_j)/h, which has no cancellation: with
 * h = 1e-40 it is exact to rounding. Every component of every gradient of a trainer must agree, in both precisions.
 */
#include "gan/trainer.h"

#include <complex.h>
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double complex number;

enum { DEPTH = 3, WIDEST = 40, BATCH = 19, MOST = 4000 };
static const double tiny = 1e-40;

typedef struct net {
    int sizes[DEPTH + 1];
    activation act[DEPTH];
} net;

static number squashed(activation a, number z)
{
    switch (a) {
    case RELU: return creal(z) > 0 ? z : 0;
    case LEAKY_RELU: return creal(z) > 0 ? z : 0.2 * z;
    case TANH: return ctanh(z);
    case SIGMOID: return 1 / (1 + cexp(-z));
    default: return z;
    }
}
static number squashed_slope(activation a, number z)
{
    number y = squashed(a, z);
    switch (a) {
    case RELU: return creal(z) > 0;
    case LEAKY_RELU: return creal(z) > 0 ? 1 : 0.2;
    case TANH: return 1 - y * y;
    case SIGMOID: return y * (1 - y);
    default: return 1;
    }
}

/* The network at one point; and if g is not NULL, the gradient in the point of its (first) output. */
static void at_point(const net *n, const number *theta, const number *x, number *y, number *g)
{
    number value[DEPTH + 1][WIDEST], z[DEPTH][WIDEST], bar[WIDEST], below[WIDEST];
    const number *layer_theta[DEPTH];
    memcpy(value[0], x, (size_t)n->sizes[0] * sizeof *x);
    for (int l = 0; l < DEPTH; l++) {
        int in = n->sizes[l], out = n->sizes[l + 1];
        layer_theta[l] = theta;
        for (int o = 0; o < out; o++) {
            z[l][o] = theta[in * out + o];
            for (int c = 0; c < in; c++)
                z[l][o] += theta[o * in + c] * value[l][c];
            value[l + 1][o] = squashed(n->act[l], z[l][o]);
        }
        theta += in * out + out;
    }
    memcpy(y, value[DEPTH], (size_t)n->sizes[DEPTH] * sizeof *y);
    bar[0] = 1;
    for (int l = DEPTH - 1; g && l >= 0; l--) {
        int in = n->sizes[l], out = n->sizes[l + 1];
        for (int c = 0; c < in; c++) {
            below[c] = 0;
            for (int o = 0; o < out; o++)
                below[c] += layer_theta[l][o * in + c] * squashed_slope(n->act[l], z[l][o]) * bar[o];
        }
        memcpy(bar, below, (size_t)in * sizeof *bar);
    }
    if (g)
        memcpy(g, bar, (size_t)n->sizes[0] * sizeof *g);
}

static number softplus_of(number t) { return creal(t) > 0 ? t + clog(1 + cexp(-t)) : clog(1 + cexp(t)); }

/* real, fake and generator of objective.h, for the objectives that the comparison uses. */
static number part(const char *game, player who, bool on_data, number t)
{
    if (!strcmp(game, "minimax"))
        return who == GENERATOR ? -softplus_of(t) : softplus_of(on_data ? -t : t);
    if (!strcmp(game, "non-saturating"))
        return who == GENERATOR || on_data ? softplus_of(-t) : softplus_of(t);
    if (!strcmp(game, "least-squares"))
        return who == GENERATOR ? t * t / 2 : (t + (on_data ? -1 : 1)) * (t + (on_data ? -1 : 1)) / 2;
    if (!strcmp(game, "wasserstein"))
        return who == GENERATOR || on_data ? -t : t;
    if (!strcmp(game, "f-kl")) /* T = t, f*(T) = e^(T-1) */
        return on_data ? -t : who == GENERATOR ? -cexp(t - 1) : cexp(t - 1);
    cr_assert(!strcmp(game, "f-chi2"), "%s is not written out", game);
    number conjugate = creal(t) >= -2 ? t * t / 4 + t : -1;
    return on_data ? -t : who == GENERATOR ? -conjugate : conjugate;
}

typedef struct comparison {
    const char *objective;
    penalty_kind penalty;
    net g, d;
} comparison;

/* clang-format off */
static const comparison comparisons[] = {
    {"minimax", PENALTY_NONE, {{2, 9, 7, 2}, {TANH, SIGMOID, LINEAR}}, {{2, 8, 5, 1}, {TANH, TANH, LINEAR}}},
    {"non-saturating", PENALTY_NONE, {{3, 33, 17, 2}, {RELU, RELU, LINEAR}}, {{2, 17, 40, 1}, {LEAKY_RELU, LEAKY_RELU, LINEAR}}},
    {"non-saturating", PENALTY_ZERO, {{2, 5, 5, 1}, {TANH, TANH, TANH}}, {{1, 9, 7, 1}, {TANH, SIGMOID, LINEAR}}},
    {"least-squares", PENALTY_NONE, {{1, 6, 6, 1}, {TANH, TANH, LINEAR}}, {{1, 6, 6, 1}, {SIGMOID, TANH, LINEAR}}},
    {"wasserstein", PENALTY_TWO_SIDED, {{2, 5, 5, 2}, {RELU, TANH, LINEAR}}, {{2, 11, 9, 1}, {TANH, TANH, LINEAR}}},
    {"wasserstein", PENALTY_TWO_SIDED, {{2, 5, 5, 2}, {RELU, RELU, LINEAR}}, {{2, 20, 18, 1}, {LEAKY_RELU, LEAKY_RELU, LINEAR}}},
    {"wasserstein", PENALTY_ZERO, {{2, 5, 5, 3}, {RELU, RELU, LINEAR}}, {{3, 12, 9, 1}, {LEAKY_RELU, TANH, SIGMOID}}},
    {"f-kl", PENALTY_NONE, {{2, 5, 5, 2}, {TANH, TANH, LINEAR}}, {{2, 8, 5, 1}, {TANH, TANH, LINEAR}}},
    {"f-chi2", PENALTY_NONE, {{2, 5, 5, 2}, {TANH, TANH, LINEAR}}, {{2, 8, 5, 1}, {TANH, TANH, LINEAR}}},
};
/* clang-format on */

typedef struct data {
    scalar x[WIDEST * BATCH], z[WIDEST * BATCH], mix[BATCH];
} data;
static data drawn;
static number theta[PLAYERS][MOST];
static const double weight = 0.7;

static void point(const scalar *rows, int size, int i, number *to)
{
    for (int c = 0; c < size; c++)
        to[c] = rows[c * BATCH + i];
}

static number penalty_here(const comparison *c, number *x)
{
    number y, g[WIDEST], square = 0;
    at_point(&c->d, theta[DISCRIMINATOR], x, &y, g);
    for (int k = 0; k < c->d.sizes[0]; k++)
        square += g[k] * g[k];
    number over = csqrt(square) - 1;
    return c->penalty == PENALTY_ZERO ? weight / 2 * square : weight * over * over;
}

/* The loss that `who` minimises. */
static number loss(const comparison *c, player who)
{
    number sum = 0, z[WIDEST], fake[WIDEST], real[WIDEST], t;
    for (int i = 0; i < BATCH; i++) {
        point(drawn.z, c->g.sizes[0], i, z);
        at_point(&c->g, theta[GENERATOR], z, fake, NULL);
        at_point(&c->d, theta[DISCRIMINATOR], fake, &t, NULL);
        sum += part(c->objective, who, false, t);
        if (who == GENERATOR)
            continue;
        point(drawn.x, c->d.sizes[0], i, real);
        at_point(&c->d, theta[DISCRIMINATOR], real, &t, NULL);
        sum += part(c->objective, who, true, t);
        for (int k = 0; k < c->d.sizes[0] && c->penalty == PENALTY_TWO_SIDED; k++)
            real[k] = drawn.mix[i] * real[k] + (1 - drawn.mix[i]) * fake[k];
        if (c->penalty != PENALTY_NONE)
            sum += penalty_here(c, real);
    }
    return sum / BATCH;
}

static network *built(const net *n)
{
    layer layers[DEPTH];
    for (int l = 0; l < DEPTH; l++)
        layers[l] = (layer)DENSE_LAYER(n->sizes[l + 1], n->act[l]);
    error e;
    network *made = network_open((shape){n->sizes[0], 1, 1}, DEPTH, layers, &e);
    cr_assert(made, "%s", e.message);
    return made;
}

static void draw(random_stream *r, const comparison *c)
{
    for (int i = 0; i < c->d.sizes[0] * BATCH; i++)
        drawn.x[i] = (scalar)(1 + random_normal(r));
    for (int i = 0; i < c->g.sizes[0] * BATCH; i++)
        drawn.z[i] = (scalar)random_normal(r);
    random_stream *same = random_open(9, 9); /* the one that the trainer is given */
    for (int i = 0; i < BATCH; i++)
        drawn.mix[i] = (scalar)random_uniform(same);
    random_close(same);
}

static void compare(const comparison *c, trainer *t, const network *n, player who)
{
    const scalar *gradient = trainer_gradient(t, who);
    double worst = 0, largest = 0;
    size_t at = 0;
    for (size_t j = 0; j < network_parameters(n); j++) {
        theta[who][j] += I * tiny;
        double exact = cimag(loss(c, who)) / tiny;
        theta[who][j] = creal(theta[who][j]);
        largest = fmax(largest, fabs(exact));
        if (fabs((double)gradient[j] - exact) > worst) {
            worst = fabs((double)gradient[j] - exact);
            at = j;
        }
    }
    /* Sums of some hundred products, three layers deep: a few dozen roundings, relative to the largest component. */
    double allowed = 64 * (sizeof(scalar) == 4 ? FLT_EPSILON : DBL_EPSILON) * largest;
    cr_expect(worst <= allowed, "%s, penalty %d: component %zu of player %d is off by %.3g, allowed %.3g",
              c->objective, c->penalty, at, who, worst, allowed);
}

static void check(const comparison *c, random_stream *r)
{
    error e;
    network *nets[PLAYERS] = {built(&c->g), built(&c->d)};
    trainer_plan plan = {.generator = nets[GENERATOR],
                         .discriminator = nets[DISCRIMINATOR],
                         .batch = BATCH,
                         .optimiser = {optimiser_usual(SGD, 1), optimiser_usual(SGD, 1)},
                         .penalty = c->penalty,
                         .lambda = weight};
    cr_assert(objective_named(c->objective, &plan.objective, &e), "%s", e.message);
    trainer *t = trainer_open(&plan, &e);
    cr_assert(t, "%s", e.message);
    for (int who = 0; who < PLAYERS; who++) {
        scalar *to = trainer_theta(t, (player)who);
        network_initialise(nets[who], to, 0, r);
        for (size_t j = 0; j < network_parameters(nets[who]); j++)
            theta[who][j] = to[j] += (scalar)(0.1 * random_normal(r));
    }
    draw(r, c);
    random_stream *mix = random_open(9, 9);
    trainer_discriminator_gradient(t, drawn.x, drawn.z, mix);
    double whole = creal(loss(c, DISCRIMINATOR)),
           seen = trainer_last(t)->discriminator_loss + trainer_last(t)->penalty;
    cr_expect(fabs(whole - seen)
                  <= 64 * (sizeof(scalar) == 4 ? FLT_EPSILON : DBL_EPSILON) * (1 + fabs(whole)),
              "loss %.17g, %.17g", seen, whole);
    trainer_generator_gradient(t, drawn.z);
    compare(c, t, nets[DISCRIMINATOR], DISCRIMINATOR);
    compare(c, t, nets[GENERATOR], GENERATOR);
    random_close(mix);
    trainer_close(t);
    network_close(nets[GENERATOR]);
    network_close(nets[DISCRIMINATOR]);
}

Test(gan_complex_step, agrees_with_every_component)
{
    random_stream *r = random_open(5, 0);
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
        check(&comparisons[i], r);
    random_close(r);
}
