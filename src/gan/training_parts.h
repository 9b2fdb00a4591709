/* What a run is made of, for training.c, training_measure.c and training_state.c. */
#ifndef GAN_TRAINING_PARTS_H
#define GAN_TRAINING_PARTS_H

#include "gan/architecture.h"
#include "gan/trainer.h"
#include "gan/training.h"
#include "number/random.h"

enum { LOOK = 256 }; /* points at a time where the run is looked at */

struct training {
    char preset[64];
    train_settings settings;
    target *of;
    uint64_t seed;
    long step;
    network *g, *d;
    objective objective;
    trainer *trainer;
    pass *look_g, *look_d; /* batches of LOOK */
    scalar *average;       /* of G's parameters; NULL if it is not kept */
    random_stream *from_data, *from_noise;
    double *drawn;                     /* batch points as they are drawn, row by row */
    scalar *real, *noise;              /* dim x batch, latent x batch */
    double loss_d, loss_g, gradient_g; /* of the last step; NaN at step 0 */
    history past;
    char *log;
    size_t logged, log_room;
    line_data *line; /* NULL unless p_g is known */
};

/* A run without its first measurement; the target is owned. */
training *training_make(const char *preset, const train_settings *s, target *of, uint64_t seed, error *e);
/* A state of this very run. */
bool training_return(training *t, const char *text, error *e);
void training_set_log(training *t, const char *text, size_t length);

/* Measures, diagnoses against the history, and adds a row to the log (training_measure.c). */
void training_record(training *t, measurement *m);

/* The arrays that a state holds besides the streams. */
enum { MOST_ARRAYS = 8 };
typedef struct training_array {
    const char *name;
    size_t n;
    scalar *x;
} training_array;
size_t training_arrays(const training *t, training_array out[MOST_ARRAYS]);

#endif
