/* Many pairs, one a line: `ganproof divergence NAMES --pairs FILE`. */
#ifndef CLI_PAIRS_H
#define CLI_PAIRS_H

#include "cli/input.h"

/*
 * Answers each line of the file ("-": standard input) as one line of JSON on standard output, in order, as soon as it is
 * known: a program may ask over a pipe and wait for each answer. Returns an exit status.
 */
int pairs_answer(const char *path, const divergence_list *list, const precision *how);

#endif
