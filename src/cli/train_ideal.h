/* The presets of `ganproof train` that play against the exact D* (gan/ideal.h). */
#ifndef CLI_TRAIN_IDEAL_H
#define CLI_TRAIN_IDEAL_H

#include <stdbool.h>

/* Does one of the arguments name an ideal preset? Then the whole command is train_ideal's. */
bool train_ideal_asked(int argc, char **argv);
int train_ideal(int argc, char **argv);

#endif
