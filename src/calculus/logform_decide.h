/*
 * The search for a certificate: what logform_decide.c, which asks and reduces questions, and logform_least.c, which answers them by
 * least values and limits, share.
 */
#ifndef CALCULUS_LOGFORM_DECIDE_H
#define CALCULUS_LOGFORM_DECIDE_H

#include "calculus/logform_line.h"

/* Stops where the field has done so much work. */
typedef struct search {
    logform_field *K;
    slong work_max;
} search;

/* --- logform_decide.c --- */
/* Is f ≥ 0, or f > 0 if strict? `depth` counts the least values and derivatives on the way to this question. */
answer search_decide(const search *w, const logform *f, bool strict, int depth);
bool search_is_over(const search *w);
/* The answer to f from that to f with r in the place of the symbol s, which holds by `how` then. */
answer search_carried(const search *w, answer child, const char *how, int s, ratio r);

/* --- logform_least.c; `over`: what h was divided by, as a text --- */
answer search_by_least_value(const search *w, const logform *h, const char *over, bool strict, int depth);
answer search_by_limit(const search *w, const logform *h, const char *over, bool strict, int depth);
answer search_by_convexity(const search *w, const logform *h, bool strict, int depth);

#endif
