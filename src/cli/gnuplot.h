/*
 * Running gnuplot on one of the scripts of plots/. The scripts are looked for in $GANPROOF_PLOTS, beside the
 * installed command (../share/ganproof/plots) and in the source tree (../plots).
 */
#ifndef CLI_GNUPLOT_H
#define CLI_GNUPLOT_H

#include "number/error.h"
#include <stddef.h>

/* A variable that the script reads: a text. */
typedef struct gnuplot_variable {
    const char *name, *value;
} gnuplot_variable;

/* "svg", "png", "pdf" or "gif" (animated), from the end of a file name; NULL if it is none of them. */
const char *gnuplot_format(const char *picture);

/*
 * Draws script NAME.gp with `table` and the other variables into `picture`, which appears when it is
 * complete. The error is one line, whatever gnuplot said.
 */
bool gnuplot_draw(const char *script, const char *table, const char *picture, const gnuplot_variable *more,
                  size_t count, error *e);

#endif
