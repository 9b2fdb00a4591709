/* What the parts of `ganproof train` share: files, pictures, reports, and many runs at once. */
#ifndef CLI_TRAIN_H
#define CLI_TRAIN_H

#include "gan/training.h"
#include "number/error.h"

#include <stdio.h>

/* ---- Files (train_files.c) ---- */

/* The whole of a file; free(). NULL and an error naming it. */
char *train_read_file(const char *path, error *e);

/* The target that the setting `data` names: a law, or a file, looked for as it is named and then in data/. */
target *train_target(const train_settings *s, error *e);

/* ---- Pictures (train_picture.c) ---- */

typedef struct train_picture train_picture;

/* NULL and an error if the name has no known ending. */
train_picture *train_picture_open(const char *path, long measurements, const target *of, error *e);

/* Shows what the run looks like now: a frame of an animation, at most 80 before the last; all that a still picture shows. */
void train_picture_add(train_picture *p, const training *t, const measurement *m, bool is_last);

/* Draws, and frees; nothing is left if `draw` is false. */
bool train_picture_close(train_picture *p, bool draw, error *e);

/* ---- Reports (train_report.c) ---- */

/* The last measurement of a run that took `seconds`: lines for a reader (with statistics of images, if it makes some), or JSON. */
void train_report_text(const training *t, const measurement *m, double seconds);
void train_report_json(const training *t, const measurement *m, double seconds);

/* ---- Many runs (train_ensemble.c) ---- */

/* The whole of `train --ensemble`; returns the exit status. */
int train_ensemble(const char *preset, const train_settings *s, const char *seeds, const char *csv);

#endif
