/*
 * A divergence for every theta of an interval: bounds of its values, and where it rises and falls.
 *
 * Branch and bound over theta. On a part of the interval with the middle m and |theta - m| <= h, J (box_integral.h) is enclosed by
 * itself and by both of its Taylor forms; where J' has one sign, by its values at the two ends; where J'' > 0, from above by the
 * ends and from below by J(m) - J'(m)^2/(2 inf J''). The parts that decide a bound are halved until it is near enough to a value
 * that is attained. The energy distance and W_1 have such
 * an integral too (box_gap.h). Divergences that have none (W_p, Kolmogorov, entropies; moving atoms; laws on the plane) go the ways of
 * theta_metric.h, which know hardly any derivatives.
 */
#ifndef DIVERGENCES_THETA_RANGE_H
#define DIVERGENCES_THETA_RANGE_H

#include "divergences/divergence.h"

/*
 * ONE_CRITICAL: exactly one critical point, strictly between the ends; `minimum` says of which kind. AT_MOST_ONE_CRITICAL: one of that
 * kind or none, so that to the left of some place it falls and to the right of it rises, or the other way round. OPEN: not decided.
 * INFINITE: the divergence is infinite everywhere on the piece.
 */
typedef enum {
    THETA_RISES,
    THETA_FALLS,
    THETA_ONE_CRITICAL,
    THETA_AT_MOST_ONE_CRITICAL,
    THETA_OPEN,
    THETA_INFINITE
} theta_kind;

typedef struct theta_piece {
    real from, to;
    theta_kind kind;
    bool minimum;
    infinity_reason why;
} theta_piece;

typedef struct theta_request {
    const char *p, *q; /* specifications with theta */
    divergence d;
    real from, to;
    double width; /* how far a bound may be from an attained value; 0: by digits */
    slong digits; /* the same as a fraction 10^-digits of the largest value */
    bool signs;   /* pieces by the sign of the derivative */
    double gap;   /* how wide an undecided piece may be */
    long cap;     /* boxes */
    double
        budget; /* seconds of work of all threads together; 0: no end, or 60 on the plane without a closed form */
    bool (*go_on)(void *state, long boxes,
                  double slack); /* NULL, or asked between waves; false: stop with what there is */
    void *state;
} theta_request;

typedef struct theta_value {
    real at;
    ball value;
} theta_value;

typedef struct theta_range {
    real_pool *pool;
    scope *storage;
    ball lower, upper;           /* of all finite values; upper is +infinity if one is infinite or may be */
    bool bounded;                /* `upper` is a bound of all finite values even if some are infinite */
    theta_value lowest, highest; /* the least and the largest value met; no value: NULL at */
    bool decided;                /* everything that was asked for was reached */
    infinity_reason why;
    size_t pieces;
    theta_piece
        *piece; /* by the sign of the derivative; without `signs` only the infinite and the open ones */
    long boxes;
    double seconds;
} theta_range;

/* False, and an error, for bad input. theta_range_clear in either case. */
bool theta_range_find(const theta_request *r, theta_range *out, error *e);
void theta_range_clear(theta_range *out);

#endif
