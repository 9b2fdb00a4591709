/*
 * Changes of variable that make the trapezium rule converge exponentially. With y(t) = t - e^-t, on
 *     LINE_LINEAR   (-inf, inf)   phi = t                     tails at least exponential, densities analytic on the line
 *     LINE_SINH     (-inf, inf)   phi = sinh t                algebraic tails
 *     LINE_LIGHT    [0, inf)      phi = log(1 + e^y)          any power at 0, exponential tail
 *     LINE_HEAVY    [0, inf)      phi = e^y                   any power at 0, algebraic tail
 *     LINE_FINITE   [0, 1]        phi = 1/(1 + e^(-pi sinh t))    any power at both ends
 * x = origin + scale phi(t). A power at an end becomes doubly exponential in t (Takahasi and Mori 1974; Okayama, Matsuo and
 * Sugihara 2013); the exponential tail of LINE_LIGHT stays exponential, where a doubly exponential one would need as many
 * nodes. Nodes t = i/TABLE_STEPS come from tables, made once for all threads.
 */
#ifndef CALCULUS_LINE_MAP_H
#define CALCULUS_LINE_MAP_H

#include <stddef.h>

typedef enum { LINE_LINEAR, LINE_SINH, LINE_LIGHT, LINE_HEAVY, LINE_FINITE } line_kind;

typedef struct line_map {
    line_kind kind;
    double lo, hi;        /* nodes are kept strictly between them */
    double origin, scale; /* scale < 0 mirrors: (-inf, origin] */
} line_map;

enum { FINEST_LEVEL = 5 };

/* To be called before the first node is asked for; cheap from the second time on. */
void line_map_tables(void);

/* The indices of nodes t = i 2^-level that may be used, level <= FINEST_LEVEL; halves after the last may be, too. */
void line_map_range(line_kind kind, int level, long *first, long *last);

/* x and |dx/dt| at t = (first + i * stride) 2^-level, i < n. */
void line_map_nodes(const line_map *m, int level, long first, long stride, size_t n, double *x,
                    double *weight);

#endif
