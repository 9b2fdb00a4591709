/*
 * All ways to pair n things with n others, for statements about finite couplings: by Birkhoff's theorem the couplings of two
 * uniform laws on n points (repeated points allowed) are the averages of permutations, so that a least or greatest
 * cost over all couplings is one over the n! permutations. Integers throughout.
 */
#ifndef THEOREM_ASSIGNMENTS_H
#define THEOREM_ASSIGNMENTS_H

#include <stdbool.h>

enum { ASSIGNED_MOST = 6 };

/* Row i is paired with column to[i]. */
typedef struct assignment {
    int n;
    int to[ASSIGNED_MOST];
} assignment;

/* The identity, and the next one in lexicographic order; false after the last. */
assignment assignment_first(int n);
bool assignment_next(assignment *a);

/* The sum of cost[n i + to[i]]; and the least one over all assignments. */
long assignment_cost(const assignment *a, const long *cost);
long least_assignment_cost(int n, const long *cost);

#endif
