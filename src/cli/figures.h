/* What the figures of the gallery share, and those that live in files of their own. */
#ifndef CLI_FIGURES_H
#define CLI_FIGURES_H

#include "cli/gnuplot.h"
#include "cli/plot.h"

#include <limits.h>

/* FOLDER/NAME.ENDING */
void figure_path(char path[PATH_MAX], const char *folder, const char *name, const char *ending);

/* Draws FOLDER/NAME.csv, which is written already; complains, and returns an exit status. */
int figure_draw(const figure *f, const char *folder, const char *format, const gnuplot_variable *more,
                size_t count);

int draw_dirac_phase(const figure *f, const char *folder, const char *format);
int draw_critic(const figure *f, const char *folder, const char *format);

#endif
