/* Integrands of f-divergences in double precision: see generator.h. With m = max(p, q) and r = e^-|u|, min(p, q) = m r. */
#include "divergences/generator.h"

#include <math.h>
#include <string.h>

static bool nothing(double log_p, double log_q) { return log_p == -INFINITY && log_q == -INFINITY; }

#define DENSITY(name)                                                                                        \
    static double name##_at(double lp, double lq, double order);                                             \
    static void name(size_t n, const double *lp, const double *lq, double order, double *out)                \
    {                                                                                                        \
        for (size_t i = 0; i < n; i++)                                                                       \
            out[i] = nothing(lp[i], lq[i]) ? 0 : name##_at(lp[i], lq[i], order);                             \
    }                                                                                                        \
    static double name##_at(double lp, double lq, double order)

/* p (u - 1 + e^-u) */
DENSITY(kl)
{
    (void)order;
    double u = lp - lq;
    if (lp == -INFINITY)
        return exp(lq);
    return fabs(u) < 1 ? exp(lp) * (u + expm1(-u)) : exp(lp) * (u - 1) + exp(lq);
}

/* (p - q) u = m (1 - r) |u| */
DENSITY(jeffreys)
{
    (void)order;
    double gap = fabs(lp - lq);
    return exp(fmax(lp, lq)) * -expm1(-gap) * gap;
}

/*
 * v tanh v - log cosh v, v = u/2, times (p + q)/2: the series up to v^8 below 1/50, where the next term is under 1e-18;
 * otherwise ((1 + r)(log 2 - log(1 + r)) - r |u|)/2 times m.
 */
DENSITY(js)
{
    (void)order;
    double gap = fabs(lp - lq), r = exp(-gap), m = exp(fmax(lp, lq)), v = gap / 2, vv = v * v;
    if (v < 0.02)
        return m * (1 + r) / 2 * vv * (1.0 / 2 - vv * (1.0 / 4 - vv * (1.0 / 9 - vv * (17.0 / 360))));
    double shift = r > 0 ? r * gap : 0;
    return m / 2 * ((1 + r) * (M_LN2 - log1p(r)) - shift);
}

DENSITY(tv)
{
    (void)order;
    return exp(fmax(lp, lq)) / 2 * -expm1(-fabs(lp - lq));
}

/* (sqrt p - sqrt q)^2/2 = m (1 - sqrt r)^2/2 */
DENSITY(hellinger2)
{
    (void)order;
    double root = expm1(-fabs(lp - lq) / 2);
    return exp(fmax(lp, lq)) / 2 * root * root;
}

/* (p - q)^2/q = q (e^u - 1)^2 */
DENSITY(chi2)
{
    (void)order;
    double u = lp - lq, change = expm1(-fabs(u));
    return exp(u > 0 ? 2 * lp - lq : lq) * change * change;
}

/* q (e^(au) - 1 - a (e^u - 1)) */
DENSITY(power)
{
    double u = lp - lq;
    if (fabs(u) < 1)
        return exp(lq) * (expm1(order * u) - order * expm1(u));
    double product = lp == -INFINITY ? 0 : lq == -INFINITY ? (order > 1 ? INFINITY : 0) : exp(order * u + lq);
    return product - order * exp(lp) - (1 - order) * exp(lq);
}

DENSITY(entropy)
{
    (void)lq, (void)order;
    return lp == -INFINITY ? 0 : -exp(lp) * lp;
}

DENSITY(cross_entropy)
{
    (void)order;
    return lp == -INFINITY ? 0 : -exp(lp) * lq;
}

static double root(double integral, double order) { return (void)order, sqrt(fmax(integral, 0)); }
static double renyi(double excess, double order) { return log1p(excess) / (order - 1); }

static const generator rows[] = {
    {"kl", kl, GROWTH_LOG_RATIO, 0, 0, 0, 0, NULL},
    {"reverse-kl", kl, GROWTH_LOG_RATIO, 1, 0, 0, 0, NULL},
    {"jeffreys", jeffreys, GROWTH_LOG_RATIO, 0, 1, 0, 0, NULL},
    {"js", js, GROWTH_NONE, 0, 0, 0, 0, NULL},
    {"js-distance", js, GROWTH_NONE, 0, 0, 0, 0, root},
    {"tv", tv, GROWTH_NONE, 0, 0, 0, 0, NULL},
    {"hellinger2", hellinger2, GROWTH_NONE, 0, 0, 0, 0, NULL},
    {"chi2", chi2, GROWTH_POWER, 0, 0, 0, 2, NULL},
    {"neyman", chi2, GROWTH_POWER, 1, 0, 0, 2, NULL},
    {"renyi", power, GROWTH_POWER, 0, 0, 0, 0, renyi},
    {"entropy", entropy, GROWTH_NONE, 0, 0, 1, 0, NULL},
    {"cross-entropy", cross_entropy, GROWTH_LOG_RATIO, 0, 0, 1, 0, NULL},
};

const generator *generator_by_name(const char *name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(rows[i].name, name))
            return &rows[i];
    return NULL;
}

bool generator_needs_domination(const generator *g, double order)
{
    return g->growth == GROWTH_LOG_RATIO || (g->growth == GROWTH_POWER && order > 1);
}

double generator_sensitivity(const generator *g, double order)
{
    return g->growth == GROWTH_POWER ? 1 + 2 * order : 2;
}

/* Monotone functions: the ends of an interval go to ends. */
void generator_finish(const generator *g, double order, double *value, double *error)
{
    if (!g->of_integral)
        return;
    double lo = g->of_integral(*value - *error, order), hi = g->of_integral(*value + *error, order);
    *value = g->of_integral(*value, order);
    *error = fmax(fabs(hi - *value), fabs(lo - *value));
    if (isnan(lo) || isnan(hi))
        *error = NAN;
}

void generator_log_power(size_t n, const double *log_p, const double *log_q, double order, double *out)
{
    for (size_t i = 0; i < n; i++) {
        bool here = log_p[i] > -INFINITY && (log_q[i] > -INFINITY || order > 1);
        out[i] = here ? order * log_p[i] + (1 - order) * log_q[i] : -INFINITY;
    }
}
