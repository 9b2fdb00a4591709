/*
 * An integrand such as p^2/q, p exponential and q normal, falls below all that doubles can add, and rises again farther out:
 * the integral is infinite. So its logarithm is looked at over 14 decades of distances: with G = log integrand + log distance,
 * which for p |u| is log p + log |u| + log d, and for p^a q^(1-a) is a log p + (1 - a) log q + log d.
 */
#include "divergences/rapid_tail.h"

#include "number/vector_math.h"

#include <math.h>

void outlook_from(outlook *o, const law *p, const law *q, double x, int side, double unit, double end)
{
    double at[OUTLOOK_POINTS], d = isfinite(end) ? fabs(x - end) : unit;
    double log_d = log(d), step = isfinite(end) ? -3 * M_LN2 : 3 * M_LN2;
    for (int j = 0; j < OUTLOOK_POINTS; j++) {
        d *= isfinite(end) ? 0.125 : 8;
        at[j] = isfinite(end) ? end - side * d : x + side * d;
        o->log_d[j] = log_d + (j + 1) * step;
    }
    law_log_density_double(p, OUTLOOK_POINTS, at, o->log_p);
    law_log_density_double(q, OUTLOOK_POINTS, at, o->log_q);
}

static bool stays_below(const double *lp, const double *lq, const double *log_d, const generator *g,
                        double order, double most)
{
    double u[OUTLOOK_POINTS];
    bool power = g->growth == GROWTH_POWER;
    for (int j = 0; j < OUTLOOK_POINTS; j++)
        u[j] = fabs(lp[j] - lq[j]);
    if (!power)
        vector_log(OUTLOOK_POINTS, u, u);
    for (int j = 0; j < OUTLOOK_POINTS; j++) {
        double size = power ? order * lp[j] + (1 - order) * lq[j] : lp[j] + u[j];
        if (lp[j] > -INFINITY && !(lq[j] > -INFINITY)) /* q has left the range of doubles, and p has not */
            return false;
        if (lp[j] > -INFINITY && !(size + log_d[j] <= most))
            return false;
    }
    return true;
}

bool outlook_is_empty(const outlook *o, const generator *g, double order, double most)
{
    const double *lp = g->exchanged ? o->log_q : o->log_p, *lq = g->exchanged ? o->log_p : o->log_q;
    if (g->growth == GROWTH_NONE || (g->growth == GROWTH_POWER && order <= 1))
        return true;
    return stays_below(lp, lq, o->log_d, g, order, most)
           && (!g->both || stays_below(lq, lp, o->log_d, g, order, most));
}
