/*
 * Algorithm 1 of Goodfellow et al. 2014. A step of a run is
 *     k times:  x_1..x_m from the data, z_1..z_m fresh noise;  D descends its loss on (x_i), (G(z_i))
 *     once:     z_1..z_m fresh noise;                          G descends its loss on (G(z_i))
 * and every `every` steps the run is measured (measurement.h), from streams that the training never sees.
 *
 * A run is determined by its settings and its seed, to the bit on one machine; it can be written down and taken up again at any step
 * without changing what follows. Nothing is allocated between two measurements.
 */
#ifndef GAN_TRAINING_H
#define GAN_TRAINING_H

#include "gan/line_game.h"
#include "gan/measurement.h"
#include "gan/settings.h"
#include "gan/target.h"

#include <stdint.h>

typedef struct training training;

/*
 * A run at step 0, its first measurement done. The run owns the target from now on, also after a failure: NULL and an error that
 * names a setting that is not possible. `preset` is only a name that the state carries.
 */
training *training_open(const char *preset, const train_settings *s, target *of, uint64_t seed, error *e);
void training_close(training *t);

const train_settings *training_settings(const training *t);
const target *training_target(const training *t);
const char *training_preset(const training *t);
uint64_t training_seed(const training *t);
long training_step(const training *t);

/* Told after each measurement; and asked, after each step, whether to stop: *stop (may be NULL) != 0 ends the run after a step. */
typedef struct training_watch {
    void (*measured)(void *state, const training *t, const measurement *m);
    void *state;
    const volatile int *stop;
} training_watch;

typedef enum { TRAINED, STOPPED, NOT_FINITE } training_end;

/*
 * `steps` further steps, fewer if stopped. NOT_FINITE: a loss was no longer a finite number; the error names the step and the loss,
 * and the run is back in the state of its last measurement.
 */
training_end training_advance(training *t, long steps, const training_watch *watch, error *e);

/* The run as it is now, measured with m->step = training_step; not logged. */
void training_measure(const training *t, measurement *m);

/* The rows of all measurements so far, each with a newline, without header. */
const char *training_log(const training *t);

/* ---- Writing down and taking up (training_state.c) ---- */

/* A text; free(). */
char *training_save(const training *t);

/* What a state's head says; false and an error if the text is no state, of another version, or is not whole. */
typedef struct state_head {
    char preset[64];
    train_settings settings;
    uint64_t seed;
    long step;
} state_head;
bool training_read_head(const char *text, state_head *out, error *e);

/* The run that was written down; the target must be that of the head's settings, and is owned as by training_open. */
training *training_restore(const char *text, target *of, error *e);

/* ---- Looking ---- */

/* n points of p_g: G(z), and the noise where `z` is not NULL, rows of the dimensions of x and z, from a stream of their own. */
void training_generate(const training *t, uint64_t stream, size_t n, double *x, double *z);
/* G at n rows of noise; the logit of D at n rows. */
void training_generator(const training *t, size_t n, const double *z, double *x);
void training_logit(const training *t, size_t n, const double *x, double *logit);
/* The exact game of a run on the line whose p_g is known; false for all others. */
bool training_line_game(const training *t, line_game *out);

#endif
