/*
 * What the rows of closed_forms.def are made of (internal to the registry).
 *
 * A row is a function of two laws, given by their parameters. It fills `out` and returns true, or returns false where
 * its formula has hypotheses that do not hold or cannot be decided. Hypotheses are decided on the exact parameters.
 */
#ifndef DIVERGENCES_CLOSED_ROWS_H
#define DIVERGENCES_CLOSED_ROWS_H

#include "divergences/divergence.h"

typedef enum {
    CLOSED_KL,        /* int p log(p/q) */
    CLOSED_CROSS,     /* -int p log q */
    CLOSED_LOG_POWER, /* log of int p^a q^(1-a), a = order; -infinity if P and Q are singular */
    CLOSED_TV,
    CLOSED_JS,
    CLOSED_W1,
    CLOSED_W2_SQUARED,
    CLOSED_WP,      /* W_a, a = order >= 1 */
    CLOSED_ORDERED, /* answers if p - q changes its sign at most once; the value is nothing */
    CLOSED_ENTROPY  /* -int p log p; Q is not looked at */
} quantity;

/*
 * A law as a member of a family that it belongs to: exponential(r) is also gamma(1, 1/r). The name of a mixture is
 * "mixture", and it has no parameters.
 */
typedef struct closed_law {
    const char *family;
    real par[MAX_PARAMETERS];
    const law *self; /* NULL: there is no second law */
} closed_law;

typedef struct closed_pair {
    scope *s;
    real_pool *pool; /* for exact conditions, no older than the question */
    closed_law p, q;
    real order;
} closed_pair;

typedef bool closed_row(const closed_pair *c, enclosure *out);

/* The parameters as balls at the precision of the question. */
static inline ball closed_ball(const closed_pair *c, real a) { return real_ball(c->s, a); }
static inline ball closed_p(const closed_pair *c, int i) { return real_ball(c->s, c->p.par[i]); }
static inline ball closed_q(const closed_pair *c, int i) { return real_ball(c->s, c->q.par[i]); }

/* The i-th parameters compared exactly: -1, 0, 1 or REAL_UNDECIDED. */
static inline int closed_compare(const closed_pair *c, int i)
{
    return real_compare(c->p.par[i], c->q.par[i]);
}
static inline bool closed_equal(const closed_pair *c, int i) { return closed_compare(c, i) == 0; }

/* The order a and its complement, the weights of a x + (1 - a) y, exactly. */
static inline real closed_complement(const closed_pair *c)
{
    return real_sub(c->pool, real_int(c->pool, 1), c->order);
}
real closed_blend(const closed_pair *c, real x, real y);
/* -1, 0, 1: the order is below, at, above one; or REAL_UNDECIDED. */
int closed_order_side(const closed_pair *c);

/* Ways to answer. closed_value fails on a ball without finite ends, so that another row or route gets its turn. */
bool closed_value(const closed_pair *c, enclosure *out, ball value);
bool closed_infinite(const closed_pair *c, enclosure *out, infinity_reason why);
bool closed_singular(const closed_pair *c, enclosure *out); /* log 0 */
/* P and Q have no common mass: the answer for `what` at the order of c. */
bool closed_apart(const closed_pair *c, quantity what, enclosure *out);
bool closed_is_infinite(ball a); /* +infinity for certain */

/* The value of a quantity by whatever row applies (symmetric quantities are tried both ways round). */
bool closed_look(const closed_pair *c, quantity what, enclosure *out);
closed_pair closed_swapped(const closed_pair *c);
/* The question for two laws; `like` gives scope, pool and order. */
closed_pair closed_between(const closed_pair *like, const law *p, const law *q);

/* Functions of the rates of two exponential laws that other families share (closed_positive.c). */
bool closed_two_rate_js(const closed_pair *c, enclosure *out, real r1, real r2);
bool closed_two_rate_tv(const closed_pair *c, enclosure *out, real r1, real r2);
bool closed_two_rate_log_power(const closed_pair *c, enclosure *out, real r1, real r2);

#define CLOSED_FORM(quantity, p, q, function) closed_row closed_##function;
#include "divergences/closed_forms.def"
#undef CLOSED_FORM

#endif
