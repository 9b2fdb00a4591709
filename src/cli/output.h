/*
 * Where results go. A file is written under a temporary name and renamed when it is complete, so that no half file is
 * ever found under its name; "-" is the standard output; devices and pipes are written directly.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "number/error.h"
#include <stdio.h>

typedef struct output {
    FILE *to;
    const char *path;
    char *temporary; /* NULL: written directly */
} output;

bool output_open(output *o, const char *path, error *e);

/* Closes and renames; false if anything could not be written. Nothing is done for an output that was never opened. */
bool output_commit(output *o, error *e);

/* Closes and removes the temporary; or keeps what was written as PATH.partial. */
void output_abandon(output *o, bool keep);

/* Has everything so far been taken by the standard output? */
bool output_is_well(void);

/* Is the standard output a terminal that may be coloured? (no-color.org) */
bool output_in_colour(void);

#endif
