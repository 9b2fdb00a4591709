/*
 * The parts of an interval of theta together: their evaluation in parallel, and the pieces on which the divergence rises or falls.
 *
 * On neighbouring parts with J'' > 0 throughout, J' increases strictly across all of them; its signs at their ends then leave
 * at most one zero, which is bracketed by two points with certain and opposite signs, and the bracket is halved.
 */
#ifndef DIVERGENCES_THETA_SIGNS_H
#define DIVERGENCES_THETA_SIGNS_H

#include "divergences/theta_part.h"
#include "divergences/theta_range.h"

typedef struct theta_parts {
    size_t n, room;
    theta_part *part; /* from left to right, without gaps */
} theta_parts;

size_t theta_parts_add(theta_parts *p, theta_part one);

/* The parts with these indices, each in a thread of its own. */
void theta_parts_evaluate(theta_parts *p, const theta_problem *t, const size_t *which, size_t count,
                          bool ends);

/* Neither J' nor J'' has a certain sign on a part that is wider than the gap. */
bool theta_part_is_open(const theta_part *a, double gap);

/* Fills out->piece; with `signs` every theta is in one, and brackets of single critical points are as narrow as `gap`. */
void theta_pieces_make(const theta_parts *p, const theta_problem *t, bool signs, double gap,
                       theta_range *out);

#endif
