/*
 * The three-valued answer to a mathematical question. HOLDS and FAILS are established facts; UNDECIDED
 * says that the enclosures at hand are too wide to tell, and never counts as either of the others.
 */
#ifndef NUMBER_VERDICT_H
#define NUMBER_VERDICT_H

typedef enum { FAILS, UNDECIDED, HOLDS } verdict;

/* Kleene's strong logic: the weaker, the stronger, the opposite. */
static inline verdict verdict_and(verdict a, verdict b) { return a < b ? a : b; }
static inline verdict verdict_or(verdict a, verdict b) { return a > b ? a : b; }
static inline verdict verdict_not(verdict a) { return (verdict)(HOLDS - a); }
static inline const char *verdict_name(verdict a)
{
    return a == HOLDS ? "holds" : a == FAILS ? "fails" : "undecided";
}

#endif
