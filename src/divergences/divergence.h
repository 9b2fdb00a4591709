/*
 * Divergences and distances between laws: names, values with their evidence, and the four ways to compute them.
 */
#ifndef DIVERGENCES_DIVERGENCE_H
#define DIVERGENCES_DIVERGENCE_H

#include "distributions/distribution.h"

typedef enum { EVIDENCE_EXACT, EVIDENCE_CERTIFIED, EVIDENCE_NUMERICAL, EVIDENCE_STATISTICAL } evidence;
typedef enum {
    METHOD_AUTO,
    METHOD_CLOSED_FORM,
    METHOD_QUADRATURE,
    METHOD_CERTIFIED,
    METHOD_SAMPLES,
    METHOD_QUANTISATION
} method;
typedef enum { FINITE, INFINITE_SUPPORT, INFINITE_TAIL } infinity_reason;

struct enclosure;

/* A divergence of the table, with its order where it has one: renyi(2), wp(3). */
typedef struct divergence {
    const struct divergence_row *row;
    real order; /* NULL if it has none */
} divergence;

/* Where the values of a divergence lie: on the whole line, or from 0 to infinity, to 1, to log 2, to its root. */
typedef enum { RANGE_LINE, RANGE_POSITIVE, RANGE_UNIT, RANGE_LOG2, RANGE_ROOT_LOG2 } value_range;

/*
 * The part of a finite enclosure that lies in the range of its divergence. Without a common point the enclosure stays as it is: an
 * error of a route must not be hidden.
 */
ball divergence_within(ball x, value_range range);

/* One row of the table of names (`ganproof list divergences`). */
typedef struct divergence_row {
    const char *name;
    const char *formula; /* one line */
    bool has_order, is_f_divergence, symmetric, scales_with_log_base, needs_second_law;
    bool linear; /* of the order of |p - q| for nearly equal laws (others: of its square) */
    value_range range;
    /* The certified route on the line, from the definition: see divergence_enclose. False if there is none. */
    bool (*certified)(scope *s, const struct divergence *d, const law *p, const law *q, slong goal,
                      struct enclosure *out);
} divergence_row;
extern const divergence_row divergence_rows[];
extern const size_t divergence_count;
const divergence_row *divergence_by_name(const char *name);

/* `text` is one name: "js", "renyi(2)", "wp(3/2)". The pool owns the order. */
bool divergence_parse(const char *text, real_pool *pool, divergence *out, error *e);

/*
 * An enclosure in nats (or distance units). `value` is +infinity with a reason if the value is infinite; it is
 * indeterminate or wide if the effort did not suffice. `method` says which route gave it.
 */
typedef struct enclosure {
    ball value;
    infinity_reason why;
    method by;
} enclosure;

enclosure enclosure_infinite(scope *s, infinity_reason why);
/* Adds a part; an infinite one decides, and the support is the stronger reason. */
void enclosure_add(scope *s, enclosure *sum, const enclosure *more);

/*
 * One attempt at working precision scope_bits(s) and accuracy about 2^-goal: absolute, or relative to values that are huge. METHOD_AUTO takes a closed form
 * where the registry has one, otherwise the certified route: quadrature, sums over atoms, or root isolation
 * (METHOD_CLOSED_FORM and METHOD_CERTIFIED insist on one). The value is indeterminate, never wrong, if the precision did
 * not suffice. False if no such route exists for this pair. Both laws must have the same dimension.
 */
bool divergence_enclose(scope *s, divergence d, const law *p, const law *q, slong goal, method by,
                        enclosure *out);

typedef struct request {
    slong digits; /* significant decimal digits asked for */
    method by;
    double budget; /* seconds of work after which a certified computation starts no further attempt */
    unsigned long seed;
    size_t samples; /* METHOD_SAMPLES: draws from each law */
} request;
extern const request request_default; /* 15 digits, auto, 10 s, seed 1, 10^6 draws */

/* A finished value. Its ball lives in `storage`; free with result_clear. */
typedef struct result {
    scope *storage;
    ball value; /* infinite: +infinity */
    infinity_reason why;
    bool decided; /* false: the digits asked for were not reached within the budget */
    evidence grade;
    method by;
    double seconds;
} result;

/* Computes with increasing precision until the digits asked for are correct, or the budget is spent. */
bool divergence_compute(divergence d, const law *p, const law *q, const request *r, result *out, error *e);

/* Whether there is a method, found out without the work: what divergence_compute would say at once. */
bool divergence_has_method(divergence d, const law *p, const law *q, const request *r, error *e);

void result_clear(result *r);

#endif
