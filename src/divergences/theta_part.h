/* One part of an interval of theta, as branch and bound sees it (theta_range.h). */
#ifndef DIVERGENCES_THETA_PART_H
#define DIVERGENCES_THETA_PART_H

#include "divergences/box_integral.h"

/* What is asked of every part. */
typedef struct theta_problem {
    const char *p, *q; /* exchanged already if the divergence asks for it */
    box_divergence d;
    bool by_metric;   /* not by J: theta_metric.h, */
    divergence whole; /* for the divergence itself */
    symbols named;    /* theta */
    slong goal;
    double until; /* of scope_work_of_all: parts that are not done by then end early */
    int threads;  /* that share the time left */
} theta_problem;

/* Numbers rounded outward: J is in [lower, upper] on the part; `low` and `high` are enclosures of values of J that it has. */
typedef struct theta_part {
    real from, to;
    int depth;
    int touch;           /* P = Q at `from` (1) or at `to` (-1): theta_meet.h */
    bool known;          /* J is finite, and enclosed */
    infinity_reason why; /* not FINITE: infinite on all of the part */
    double lower, upper;
    double low, low_upper, low_at; /* a value attained at low_at is in [low, low_upper] */
    double high, high_lower, high_at;
    int slope, bend;          /* the signs of J' and J'' on the part, 0: open */
    int slope_from, slope_to; /* the signs of J' at the ends, if asked for */
} theta_part;

/* What holds on `whole` holds on this part of it: a part whose evaluation ended early knows no less. */
void theta_part_inherit(theta_part *part, const theta_part *whole);

/* Evaluates the part; false if the laws cannot be read there (the error says why). */
bool theta_part_evaluate(const theta_problem *t, theta_part *part, bool ends, error *e);

#endif
