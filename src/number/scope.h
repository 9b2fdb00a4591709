/*
 * A scope owns the storage and the precision of the balls made in it: there is no global precision.
 *
 * Storage is a stack of Arb numbers that keep their limbs when the stack is rewound, so a ball costs a few
 * nanoseconds more than the arithmetic itself. Closing a scope frees everything made in it.
 *
 * A scope also carries the demand of rigorous integration: while `holomorphic` is set, every primitive with a
 * branch cut (log, sqrt, ...) answers with an indeterminate ball if its argument may touch the cut. Integrands
 * built from the cball primitives therefore cannot forget to check analyticity.
 *
 * Last, a scope may carry a deadline, in seconds of work: what is decided within a budget shall not hang on who else is
 * using the machine. Whoever works for long in small steps (integrators, searches for roots) asks
 * scope_expired now and then, and ends early with what is valid: a wide or an indeterminate enclosure.
 */
#ifndef NUMBER_SCOPE_H
#define NUMBER_SCOPE_H

#include "number/flint.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct scope scope;
typedef struct scope_mark {
    void *chunk;
    size_t used;
} scope_mark;

/* A new scope whose results are rounded to `bits` bits. Free with scope_close. */
scope *scope_open(slong bits);
void scope_close(scope *s);

/* A new scope for temporaries of work done for `outer`: it inherits the deadline. */
scope *scope_open_for(const scope *outer, slong bits);

/* Seconds on the monotonic clock, and seconds for which the calling thread has worked: a busy machine slows the second. */
double scope_clock(void);
double scope_work(void);
double scope_work_of_all(void); /* of all threads together */

/* From `moment` of the calling thread's scope_work on the scope is expired (at first: never), for that thread. */
void scope_set_deadline(scope *s, double moment);
bool scope_expired(scope *s); /* tens of nanoseconds: for steps of microseconds */

slong scope_bits(const scope *s);
void scope_set_bits(scope *s, slong bits);
bool scope_holomorphic(const scope *s);
void scope_set_holomorphic(scope *s, bool on);

/* The younger of two scopes (either may be NULL): results of mixed operations are made there. */
scope *scope_younger(scope *a, scope *b);

/* `count` adjacent initialised numbers (count at most 64), alive until the scope is rewound or closed. */
arb_ptr scope_take(scope *s, size_t count);

/* All numbers taken after the mark become free for reuse. */
scope_mark scope_now(const scope *s);
void scope_rewind(scope *s, scope_mark mark);

#endif
