/*
 * Optimisers over flat arrays: theta moves down along the gradient g. With rate h and step number t = 1, 2, ...:
 *     SGD        theta -= h g
 *     MOMENTUM   u = beta1 u + g,  theta -= h u                                         (Polyak 1964)
 *     RMSPROP    v = beta2 v + (1 - beta2) g^2,  theta -= h g/(sqrt v + eps)            (Hinton 2012)
 *     ADAM       m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g^2,
 *                theta -= h m'/(sqrt v' + eps),  m' = m/(1 - beta1^t),  v' = v/(1 - beta2^t)     (Kingma and Ba 2015, algorithm 1)
 */
#ifndef GAN_OPTIMISER_H
#define GAN_OPTIMISER_H

#include "gan/scalar.h"
#include "number/error.h"
#include <stddef.h>
#include <stdint.h>

typedef enum optimiser_kind { SGD, MOMENTUM, RMSPROP, ADAM, OPTIMISERS } optimiser_kind;

typedef struct optimiser {
    optimiser_kind kind;
    double rate, beta1, beta2, eps;
    uint64_t steps; /* taken so far */
} optimiser;

/* With the usual constants: momentum beta1 = 0.9; RMSprop beta2 = 0.99; Adam 0.9, 0.999; eps 1e-8. */
optimiser optimiser_usual(optimiser_kind kind, double rate);
const char *optimiser_name(
    optimiser_kind kind); /* "sgd", "momentum", "rmsprop", "adam"; NULL: no such kind */
bool optimiser_valid(const optimiser *o, error *e);
int optimiser_moments(optimiser_kind kind); /* how many numbers it keeps for each parameter: 0, 1 or 2 */

/* One step of n parameters. `moments` holds optimiser_moments(kind) * n numbers, 0 before the first step. */
#define optimiser_step GAN_NAME(optimiser_step)
void optimiser_step(optimiser *o, size_t n, scalar *theta, const scalar *g, scalar *moments);

/* theta into [-bound, bound], for WGAN (Arjovsky et al. 2017). */
#define clip_parameters GAN_NAME(clip_parameters)
void clip_parameters(size_t n, scalar *theta, double bound);

#endif
