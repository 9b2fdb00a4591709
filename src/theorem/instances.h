/*
 * The standard pairs of laws: between them they are smooth and kinked, light- and heavy-tailed, with common, nested and
 * merely overlapping supports, continuous, finite and countable, on the line and in the plane.
 */
#ifndef THEOREM_INSTANCES_H
#define THEOREM_INSTANCES_H

#include "theorem/theorem.h"

enum { STANDARD_PAIRS = 15 };
extern const pair_case standard_pairs[STANDARD_PAIRS];

#endif
