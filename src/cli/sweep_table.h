/*
 * The table of a sweep: a row for each theta of an exact grid,
 *     theta_i = FROM + (TO - FROM) i/(COUNT - 1).
 */
#ifndef CLI_SWEEP_TABLE_H
#define CLI_SWEEP_TABLE_H

#include "cli/input.h"
#include "cli/output.h"

typedef struct grid {
    real_pool *pool;
    real from, to;
    long count;
} grid;

typedef struct sweep {
    grid theta;
    divergence_list list;
    precision how;
    const char *text[2];
    law *fixed[2]; /* a law that does not depend on theta, or NULL */
    long undecided;
} sweep;

/* Both complain themselves. Everything is checked at every theta before the first row is written. */
bool sweep_read_grid(const char *text, grid *g);
bool sweep_check_laws(sweep *s);

/* How the table ended: IMPOSSIBLE if a value could not be computed (with a complaint). */
typedef enum { WRITTEN, INTERRUPTED, UNWRITABLE, IMPOSSIBLE } table_end;

/* Computes the rows in parallel, and writes them in order to each of the outputs as they come. */
table_end sweep_write(sweep *s, const output *outputs, int count);

#endif
