/* What the tests of statements share: a point refutes, and draws. */
#ifndef TESTS_STATEMENT_CHECKS_H
#define TESTS_STATEMENT_CHECKS_H

#include "calculus/statement.h"

#include <stdbool.h>
#include <string.h>

enum { BITS = 200 };

/* The point refutes: the values there are apart, or in the wrong order. */
static inline bool refutes(logform_field *K, const statement *s)
{
    arb_t a, b;
    arb_init(a);
    arb_init(b);
    bool defined = logform_value(a, logform_parse(K, s->left, NULL), s->point, BITS, NULL)
                   && logform_value(b, logform_parse(K, s->right, NULL), s->point, BITS, NULL);
    const char *is = s->relation;
    bool so = strcmp(is, "=") == 0   ? !arb_overlaps(a, b)
              : strcmp(is, "≥") == 0 ? arb_lt(a, b)
              : strcmp(is, "≤") == 0 ? arb_gt(a, b)
              : strcmp(is, ">") == 0 ? !arb_gt(a, b)
                                     : !arb_lt(a, b);
    arb_clear(a);
    arb_clear(b);
    return defined && so;
}

static unsigned long state = 1;
static inline unsigned below(unsigned n)
{
    state = state * 6364136223846793005ul + 1442695040888963407ul;
    return (unsigned)(state >> 33) % n;
}

/* What lies above its tangent at s = r if it is convex, and need not if it is not. */
static const char *const curves[] = {"s*log(s)",
                                     "-log(s)",
                                     "s^2",
                                     "1/s",
                                     "s^3",
                                     "log(s)",
                                     "(s+q)*log(s+q)",
                                     "-log(s+q)+log(1+s)",
                                     "log(1+s^2)",
                                     "s*log(s/(s+q))",
                                     "s/(s+1)",
                                     "(s-q)^2*log(s)",
                                     "q*log(q/(s+q))",
                                     "s^2*log(1+1/s)",
                                     "log|s-q|",
                                     "s*log(1-s)",
                                     "1/(s-q)^2",
                                     "s^4-2*s^2*q",
                                     "(s-1)*(s-q)^2",
                                     "log(1+q-s)"};

#endif
