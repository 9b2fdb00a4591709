/*
 * An exact real number: a rational, or an arithmetic expression over rationals with sqrt, exp, log, pi. It is the
 * form in which parameters are kept, so that `0.1` is 1/10 and an enclosure of any width can be made from it.
 * Nodes are immutable and live in a pool; rational operations are folded at once.
 */
#ifndef NUMBER_REAL_H
#define NUMBER_REAL_H

#include "number/ball.h"
#include "number/error.h"

typedef const struct real_node *real;
typedef struct real_pool real_pool;

real_pool *real_pool_open(void);
void real_pool_close(real_pool *pool);

typedef enum {
    REAL_RATIONAL,
    REAL_INTERVAL,
    REAL_PI, /* leaves */
    REAL_ADD,
    REAL_SUB,
    REAL_MUL,
    REAL_DIV,
    REAL_POW, /* two operands */
    REAL_NEG,
    REAL_SQRT,
    REAL_EXP,
    REAL_LOG,
    REAL_ABS,
    REAL_LGAMMA,
    REAL_COSPI /* cos(pi x), reduced to 0 < x < 1/2 for a rational x; one operand */
} real_op;

real real_ratio(real_pool *pool, slong num, slong den);
real real_int(real_pool *pool, slong n);
real real_from_fmpq(real_pool *pool, const fmpq_t q);
real real_from_double(real_pool *pool, double x);      /* the dyadic rational that x is */
real real_interval(real_pool *pool, real lo, real hi); /* any number in [lo, hi]: a parameter box */
real real_pi(real_pool *pool);
real real_binary(real_pool *pool, real_op op, real a, real b);
real real_unary(real_pool *pool, real_op op, real a);

static inline real real_add(real_pool *p, real a, real b) { return real_binary(p, REAL_ADD, a, b); }
static inline real real_sub(real_pool *p, real a, real b) { return real_binary(p, REAL_SUB, a, b); }
static inline real real_mul(real_pool *p, real a, real b) { return real_binary(p, REAL_MUL, a, b); }
static inline real real_div(real_pool *p, real a, real b) { return real_binary(p, REAL_DIV, a, b); }
static inline real real_pow(real_pool *p, real a, real b) { return real_binary(p, REAL_POW, a, b); }
static inline real real_neg(real_pool *p, real a) { return real_unary(p, REAL_NEG, a); }
static inline real real_sqrt(real_pool *p, real a) { return real_unary(p, REAL_SQRT, a); }
static inline real real_exp(real_pool *p, real a) { return real_unary(p, REAL_EXP, a); }
static inline real real_log(real_pool *p, real a) { return real_unary(p, REAL_LOG, a); }

/* The value as an enclosure at the scope's precision, and as the nearest double (to an ulp). */
ball real_ball(scope *s, real a);
double real_double(real a);

/* If a is a rational by construction, stores it and returns true. */
bool real_rational(real a, fmpq_t out);
bool real_is_integer(real a, slong *out);
bool real_is_zero(real a); /* zero by construction; an expression that happens to vanish is not recognised */

/*
 * Exact comparison: -1, 0, 1, or REAL_UNDECIDED if two expressions cannot be told apart at 4096 bits (of the same irrational number,
 * but not the same sum of rational multiples of the same expressions; or overlapping intervals).
 */
enum { REAL_UNDECIDED = 2 };
int real_compare(real a, real b);
int real_sign(real a);
static inline bool real_equal(real a, real b) { return real_compare(a, b) == 0; }

/* Is a >= b for certain? Also where they may be equal at an end of a box: theta and 1 - theta are at least 0 on [0, 1]. */
bool real_at_least(real a, real b);

/* A text that the grammar reads back. Free with free(). */
char *real_text(real a);

/*
 * Reads an expression at text + *at: decimals (`0.1`, `1e-3`), fractions, names, + - * / ^ ( ), sqrt exp log pi.
 * Names are asked from `lookup`, which may return NULL for an unknown one. Stops before the first token that
 * cannot continue the expression and moves *at there; returns NULL and sets the error if there is no expression.
 */
typedef struct real_names {
    real (*lookup)(void *state, real_pool *pool, const char *name);
    void *state;
    const char *expected; /* for the message: what names would be accepted */
} real_names;
real real_parse(real_pool *pool, const char *text, int *at, const real_names *names, error *e);

#endif
