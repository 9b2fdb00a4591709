/* What all parts of an interval of theta know together, and what it means for the divergence (theta_range.h). */
#ifndef DIVERGENCES_THETA_STANDING_H
#define DIVERGENCES_THETA_STANDING_H

#include "divergences/theta_range.h"
#include "divergences/theta_signs.h"

/* Over all parts: bounds of J, the values attained nearest to them, and whether anything is infinite or open. */
typedef struct theta_standing {
    double lower, upper, low, low_upper, low_at, high, high_lower, high_at;
    bool infinite, open;
} theta_standing;
theta_standing theta_stand(const theta_parts *p);

/* Ends of the divergence from ends of J. */
double theta_lower(const theta_problem *t, double J_lower, double J_upper);
double theta_upper(const theta_problem *t, double J_lower, double J_upper);

/* How far the bounds of the divergence are from values that it attains, and how far they may be. */
double theta_slack(const theta_problem *t, const theta_standing *x, double *below, double *above);
double theta_allowance(const theta_problem *t, const theta_request *r, const theta_standing *x);

#endif
