/* Quantiles by bisection in the order of the doubles. See family.h. */
#include "distributions/family.h"

#include <string.h>

/* The place of x among the doubles, 0 for both zeros; the map is its own inverse on bit patterns. */
static int64_t place_of(double x)
{
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits;
}

static double double_at(int64_t place)
{
    int64_t bits = place < 0 ? INT64_MIN - place : place;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

double least_double(bool (*reached)(const void *state, double x), const void *state, double lo, double hi)
{
    int64_t below = place_of(lo), above = place_of(hi);
    if (reached(state, lo))
        return lo;
    while (above - 1 > below) { /* not reached at `below`, taken as reached at `above` */
        int64_t middle = (below >> 1) + (above >> 1) + (below & above & 1);
        if (reached(state, double_at(middle)))
            above = middle;
        else
            below = middle;
    }
    return double_at(above);
}

typedef struct level {
    probability cdf, sf;
    const double *par;
    double u;
} level;

static bool level_reached(const void *state, double x)
{
    const level *l = state;
    return l->u <= 0.5 ? l->cdf(l->par, x) >= l->u : l->sf(l->par, x) <= 1 - l->u;
}

double least_quantile(probability cdf, probability sf, const double *par, double lo, double hi, double u)
{
    level l = {cdf, sf, par, u};
    return u <= 0 ? lo : u >= 1 ? hi : least_double(level_reached, &l, lo, hi);
}
