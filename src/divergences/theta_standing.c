/* Parts together: see theta_standing.h. */
#include "divergences/theta_standing.h"

#include "divergences/theta_metric.h"

#include <math.h>

enum { VALUE_BITS = 64 };

/* ---- From J to the divergence ---- */

static double to_divergence(const theta_problem *t, double J, int side)
{
    if (!isfinite(J))
        return (J > 0) == !t->d.falls ? INFINITY : -INFINITY;
    if (!t->d.of_integral || (t->d.gap && J == 0))
        return J;
    scope *work = scope_open(VALUE_BITS);
    ball order = t->d.order ? real_ball(work, t->d.order) : ball_int(0), x = ball_exact_double(work, J);
    ball value = t->d.of_integral(x, order);
    double outward = side < 0 ? -INFINITY : INFINITY;
    double end =
        ball_is_finite(value) ? ball_double(side < 0 ? ball_lower(value) : ball_upper(value)) : outward;
    scope_close(work);
    return nextafter(end, outward);
}

/* Ends of the divergence from ends of J; every divergence is at least 0, entropies are none. */
double theta_lower(const theta_problem *t, double J_lower, double J_upper)
{
    double lower = to_divergence(t, t->d.falls ? J_upper : J_lower, -1);
    return t->by_metric && theta_metric_signed(&t->whole) ? lower : fmax(0, lower);
}

double theta_upper(const theta_problem *t, double J_lower, double J_upper)
{
    return to_divergence(t, t->d.falls ? J_lower : J_upper, +1);
}

/* ---- Bounds so far ---- */

theta_standing theta_stand(const theta_parts *p)
{
    theta_standing x = {.lower = INFINITY,
                        .upper = -INFINITY,
                        .low_upper = INFINITY,
                        .high_lower = -INFINITY,
                        .low_at = NAN,
                        .high_at = NAN};
    for (size_t i = 0; i < p->n; i++) {
        const theta_part *a = &p->part[i];
        if (a->why != FINITE) {
            x.infinite = true;
            continue;
        }
        x.lower = fmin(x.lower, a->lower);
        x.upper = fmax(x.upper, a->upper);
        x.open |= !a->known;
        if (a->low_upper < x.low_upper)
            x.low = a->low, x.low_upper = a->low_upper, x.low_at = a->low_at;
        if (a->high_lower > x.high_lower)
            x.high = a->high, x.high_lower = a->high_lower, x.high_at = a->high_at;
    }
    return x;
}

/* How far the bounds of the divergence are from values that it attains. */
double theta_slack(const theta_problem *t, const theta_standing *x, double *below, double *above)
{
    double at_low = theta_upper(t, x->low, x->low_upper), at_high = theta_lower(t, x->high_lower, x->high);
    if (t->d.falls) {
        at_low = theta_upper(t, x->high_lower, x->high);
        at_high = theta_lower(t, x->low, x->low_upper);
    }
    *below = at_low - theta_lower(t, x->lower, x->upper);
    *above = theta_upper(t, x->lower, x->upper) - at_high;
    return fmax(*below, *above);
}

double theta_allowance(const theta_problem *t, const theta_request *r, const theta_standing *x)
{
    if (r->width > 0)
        return r->width;
    double most = fabs(theta_lower(t, x->high_lower, x->high));
    if (t->d.falls)
        most = fabs(theta_upper(t, x->low, x->low_upper));
    return pow(10, -(double)r->digits) * (isfinite(most) && most > 0 ? most : 1);
}
