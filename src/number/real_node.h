/* The inside of an exact real, for the files that implement real.h. */
#ifndef NUMBER_REAL_NODE_H
#define NUMBER_REAL_NODE_H

#include "number/real.h"

struct real_node {
    real_op op;
    fmpq value; /* of a rational */
    real a, b;  /* operands, or the ends of an interval */
    int depth;  /* of the expression below: bounds every recursion over it */
    bool boxed; /* an interval occurs in it */
    struct real_node *next;
};

static inline bool real_is_rational(real a) { return a->op == REAL_RATIONAL; }
static inline bool real_is_si(real a, slong n)
{
    return real_is_rational(a) && fmpq_equal_si((fmpq *)&a->value, n);
}

/* The same number by construction: equal expressions over the same leaves. */
bool real_same(real a, real b);
/* True if a has a value, and a value other than zero, as far as 64 bits can tell. */
bool real_has_value(real a);
bool real_is_not_zero(real a);

/* Reads the decimal at text + *at, which starts with a digit or with a point and a digit. */
real real_read_decimal(real_pool *pool, const char *text, int *at, error *e);

#endif
