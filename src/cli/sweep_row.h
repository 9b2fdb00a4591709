/* One row of a sweep's table, for sweep_table.c. */
#ifndef CLI_SWEEP_ROW_H
#define CLI_SWEEP_ROW_H

#include "cli/sweep_table.h"

typedef struct table_row {
    char *text; /* "theta,value,..." and a line break; NULL: `failure` says why */
    long undecided;
    error failure;
} table_row;

void sweep_row(const sweep_job *s, sweep_worker *w, sweep_value *room, long i, table_row *row);

#endif
