/*
 * Two networks, an objective and an optimiser each: the steps of algorithm 1 of Goodfellow et al. 2014, on batches that the caller
 * draws. A step is a gradient, then trainer_apply; taken apart, both players' gradients can be had before either moves.
 *
 *     trainer *t = trainer_open(&(trainer_plan){.generator = g, .discriminator = d, .batch = 256, .objective = o,
 *                                               .optimiser = {optimiser_usual(ADAM, 1e-3), optimiser_usual(ADAM, 1e-3)}}, &e);
 *     network_initialise(g, trainer_theta(t, GENERATOR), 0, stream);          and the discriminator's
 *     loop: trainer_discriminator_step(t, x, z, stream);  trainer_generator_step(t, z);
 *
 * x is data, z noise, each inputs x batch (scalar.h). Nothing is allocated after trainer_open, and everything that a run's future
 * depends on besides the caller's random streams is trainer_state (one array) and the two optimisers' step numbers.
 */
#ifndef GAN_TRAINER_H
#define GAN_TRAINER_H

#include "gan/network.h"
#include "gan/objective.h"
#include "gan/optimiser.h"
#include "gan/penalty.h"

typedef enum player { GENERATOR, DISCRIMINATOR, PLAYERS } player;

#define trainer_plan GAN_NAME(trainer_plan)
#define trainer GAN_NAME(trainer)
typedef struct trainer_plan {
    const network *generator, *discriminator; /* must outlive the trainer */
    int batch;
    objective objective;
    optimiser optimiser[PLAYERS];
    penalty_kind penalty;
    double lambda; /* the penalty's weight: 10 is usual for PENALTY_TWO_SIDED */
    double clip;   /* the discriminator's parameters are kept within [-clip, clip]; 0: they are not */
} trainer_plan;

/* Of the last gradients. */
typedef struct trainer_report {
    double discriminator_loss, generator_loss, penalty; /* the discriminator's without the penalty */
    double real_loss, fake_loss;                        /* its two parts */
} trainer_report;

typedef struct trainer trainer;

#define trainer_open GAN_NAME(trainer_open)
#define trainer_close GAN_NAME(trainer_close)
#define trainer_theta GAN_NAME(trainer_theta)
#define trainer_gradient GAN_NAME(trainer_gradient)
#define trainer_gradient_size GAN_NAME(trainer_gradient_size)
#define trainer_optimiser GAN_NAME(trainer_optimiser)
#define trainer_state GAN_NAME(trainer_state)
#define trainer_last GAN_NAME(trainer_last)
#define trainer_outputs GAN_NAME(trainer_outputs)

/* NULL with a message if the parts do not fit together. */
trainer *trainer_open(const trainer_plan *plan, error *e);
void trainer_close(trainer *t);

scalar *trainer_theta(trainer *t, player who);                /* network_size numbers */
const scalar *trainer_gradient(const trainer *t, player who); /* the last: network_parameters numbers */
double trainer_gradient_size(const trainer *t, player who);   /* its Euclidean norm */
optimiser *trainer_optimiser(trainer *t, player who);
scalar *trainer_state(trainer *t, size_t *count); /* both players' parameters, statistics and moments */
const trainer_report *trainer_last(const trainer *t);

/* The discriminator's raw outputs (logits) in its last gradient, one a point: on data, and on generated points. */
const double *trainer_outputs(const trainer *t, bool on_data);

#define trainer_discriminator_gradient GAN_NAME(trainer_discriminator_gradient)
#define trainer_generator_gradient GAN_NAME(trainer_generator_gradient)
#define trainer_apply GAN_NAME(trainer_apply)
#define trainer_discriminator_step GAN_NAME(trainer_discriminator_step)
#define trainer_generator_step GAN_NAME(trainer_generator_step)

/* r mixes real and generated points for PENALTY_TWO_SIDED, one uniform number a point; else it may be NULL. */
void trainer_discriminator_gradient(trainer *t, const scalar *x, const scalar *z, random_stream *r);
void trainer_generator_gradient(trainer *t, const scalar *z);
void trainer_apply(trainer *t, player who); /* the optimiser's step along the last gradient, then clipping */

void trainer_discriminator_step(trainer *t, const scalar *x, const scalar *z, random_stream *r);
void trainer_generator_step(trainer *t, const scalar *z);

#endif
