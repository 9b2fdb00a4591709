/* Figures, drawn by gnuplot from tables that the command prints: the gallery, and sweeps. */
#ifndef CLI_PLOT_H
#define CLI_PLOT_H

#include "number/error.h"
#include <stddef.h>

/*
 * One figure of the gallery. `draw` writes the table FOLDER/NAME.csv, and the picture from it; it complains
 * itself and returns an exit status.
 */
typedef struct figure {
    const char *name, *summary;
    int (*draw)(const struct figure *self, const char *folder, const char *format);
} figure;
extern const figure figures[];
extern const size_t figure_count;

/* May this file name be drawn to? It must end in .svg, .png or .pdf. */
bool plot_format_is_known(const char *picture);

/* Draws a table of `ganproof sweep` (a file) into a picture; with `bands`, two more columns a curve are its enclosure. */
bool plot_sweep(const char *table, const char *picture, const char *caption, const char *ylabel, bool bands,
                error *e);

#endif
