/*
 * The table of a sweep: a row for each theta of an exact grid,
 *     theta_i = FROM + (TO - FROM) i/(COUNT - 1).
 */
#ifndef CLI_SWEEP_TABLE_H
#define CLI_SWEEP_TABLE_H

#include "cli/input.h"
#include "cli/output.h"
#include "divergences/sweep.h"

typedef struct sweep_job {
    real_pool *pool; /* of the grid */
    theta_grid grid;
    divergence_list list;
    precision how;
    sweep_accuracy accuracy; /* of the quick sweep */
    bool exact;              /* each value by `how`, instead of by the quick sweep in double precision */
    bool bands;              /* NAME_lower and NAME_upper beside each column; needs `exact` */
    const char *text[2];
    sweep *plan;
    long rows, undecided; /* written so far */
} sweep_job;

/* Both complain themselves. Everything is checked at every theta before the first row is written. */
bool sweep_read_grid(const char *text, sweep_job *s);
bool sweep_check_laws(sweep_job *s);

/* How the table ended: IMPOSSIBLE if a value could not be computed (with a complaint). */
typedef enum { WRITTEN, INTERRUPTED, UNWRITABLE, IMPOSSIBLE } table_end;

/* Computes the rows in parallel, and writes them in order to each of the outputs as they come. */
table_end sweep_write(sweep_job *s, const output *outputs, int count);

#endif
