/* Integrands of f-divergences in double precision: see generator.h. With m = max(p, q) and r = e^-|u|, min(p, q) = m r. */
#include "divergences/generator.h"

#include "number/vector_math.h"
#include <string.h>

/*
 * e^x - 1 - x for |x| < 1 without cancellation, from the series of cosh x - 1 and sinh x - x up to x^18: what follows is below
 * 2/19! of the value. The two have half the length, and give e^-x - 1 + x as well: the odd one is at most x/3 of the even one.
 */
INLINED double even_series(double w)
{
    double sum = 1.0 / 6402373705728000;
    sum = 1.0 / 20922789888000 + w * sum;
    sum = 1.0 / 87178291200 + w * sum;
    sum = 1.0 / 479001600 + w * sum;
    sum = 1.0 / 3628800 + w * sum;
    sum = 1.0 / 40320 + w * sum;
    sum = 1.0 / 720 + w * sum;
    sum = 1.0 / 24 + w * sum;
    return w * (1.0 / 2 + w * sum);
}

INLINED double odd_series(double x, double w)
{
    double sum = 1.0 / 355687428096000;
    sum = 1.0 / 1307674368000 + w * sum;
    sum = 1.0 / 6227020800 + w * sum;
    sum = 1.0 / 39916800 + w * sum;
    sum = 1.0 / 362880 + w * sum;
    sum = 1.0 / 5040 + w * sum;
    sum = 1.0 / 120 + w * sum;
    return x * w * (1.0 / 6 + w * sum);
}

INLINED double excess_series(double x) { return even_series(x * x) + odd_series(x, x * x); }

INLINED double excess(double x)
{
    double near = excess_series(x), far = exp(x) - 1 - x;
    return fabs(x) < 1 ? near : far;
}

INLINED double larger(double p, double q) { return p > q ? p : q; }

VECTORISED static void fill(size_t n, const double *lp, const double *lq, double *p, double *q, double *u,
                            double *r, double *d, double *up, double *down)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double gap = lp[i] - lq[i];
        u[i] = lp[i] == lq[i] ? 0 : gap;
        p[i] = exp(lp[i]);
        q[i] = exp(lq[i]);
    }
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double gap = fabs(u[i]), ratio = exp(-gap), even = even_series(gap * gap),
               odd = odd_series(u[i], gap * gap), small = gap - (even - fabs(odd));
        r[i] = ratio;
        d[i] = gap < 1 ? small : 1 - ratio;
        up[i] = even + odd;
        down[i] = even - odd;
    }
}

density_pair density_pair_make(size_t n, const double *log_p, const double *log_q, double *room)
{
    double *p = room, *q = p + n, *u = q + n, *r = u + n, *d = r + n, *up = d + n, *down = up + n;
    fill(n, log_p, log_q, p, q, u, r, d, up, down);
    return (density_pair){n, log_p, log_q, p, q, u, r, d, up, down, 1};
}

static density_pair exchanged(const density_pair *at)
{
    return (density_pair){at->n, at->log_q, at->log_p, at->q,  at->p,    at->u,
                          at->r, at->d,     at->down,  at->up, -at->sign};
}

void generator_density_at(const generator *g, const density_pair *at, double order, double *out)
{
    density_pair other = exchanged(at);
    g->density(g->exchanged ? &other : at, order, out);
}

/* A row's integrand: the expression `value` at each point, from lp, lq, p, q, u, r, d, down and m = max(p, q). */
#define DENSITY(name)                                                                                        \
    INLINED double name##_at(double lp, double lq, double p, double q, double u, double r, double d,         \
                             double down, double order);                                                     \
    VECTORISED static void name(const density_pair *at, double order, double *out)                           \
    {                                                                                                        \
        const double *lp = at->log_p, *lq = at->log_q, *p = at->p, *q = at->q, *u = at->u, *r = at->r,       \
                     *d = at->d, *down = at->down, sign = at->sign;                                          \
        size_t n = at->n;                                                                                    \
        _Pragma("omp simd") for (size_t i = 0; i < n; i++) out[i] =                                          \
            name##_at(lp[i], lq[i], p[i], q[i], sign * u[i], r[i], d[i], down[i], order);                    \
    }                                                                                                        \
    INLINED double name##_at(double lp, double lq, double p, double q, double u, double r, double d,         \
                             double down, double order)

#define UNUSED (void)lp, (void)lq, (void)p, (void)q, (void)u, (void)r, (void)d, (void)down, (void)order

/* p (u - 1 + e^-u) */
DENSITY(kl)
{
    UNUSED;
    double near = p * down, far = p * (u - 1) + q;
    return lp == -INFINITY ? q : fabs(u) < 1 ? near : far;
}

/* (p - q) u = m (1 - r) |u| */
DENSITY(jeffreys)
{
    UNUSED;
    return larger(p, q) * d * fabs(u);
}

/*
 * v tanh v - log cosh v, v = |u|/2, times (p + q)/2: the integral of v sech^2 v, term by term, below 1/4, where the terms
 * after v^20 are under 1e-16 of it; otherwise ((1 + r)(log 2 - log(1 + r)) - r |u|)/2 times m.
 */
DENSITY(js)
{
    UNUSED;
    double v = fabs(u) / 2, w = v * v, m = larger(p, q), sum = -443861162.0 / 1856156927625 * 19 / 20;
    sum = 6404582.0 / 10854718875 * 17 / 18 + w * sum;
    sum = -929569.0 / 638512875 * 15 / 16 + w * sum;
    sum = 21844.0 / 6081075 * 13 / 14 + w * sum;
    sum = -1382.0 / 155925 * 11 / 12 + w * sum;
    sum = 62.0 / 2835 * 9 / 10 + w * sum;
    sum = -17.0 / 315 * 7 / 8 + w * sum;
    sum = 2.0 / 15 * 5 / 6 + w * sum;
    sum = -1.0 / 3 * 3 / 4 + w * sum;
    sum = 1.0 / 2 + w * sum;
    double rest = r * fabs(u), far = (1 + r) * (M_LN2 - log(1 + r)) - (r > 0 ? rest : 0);
    return v < 0.25 ? m * (1 + r) / 2 * w * sum : m / 2 * far;
}

DENSITY(tv)
{
    UNUSED;
    return larger(p, q) / 2 * d;
}

/* (sqrt p - sqrt q)^2/2 = m (1 - sqrt r)^2/2,   1 - sqrt r = d/(1 + sqrt r) */
DENSITY(hellinger2)
{
    UNUSED;
    double root = d / (1 + sqrt(r));
    return larger(p, q) / 2 * root * root;
}

/* (p - q)^2/q = q (e^u - 1)^2, and q e^(2u) = p^2/q */
DENSITY(chi2)
{
    UNUSED;
    double most = exp(u > 0 ? 2 * lp - lq : lq);
    return most * d * d;
}

/* q (e^(au) - 1 - a (e^u - 1)) */
DENSITY(power)
{
    UNUSED;
    double near = q * (excess(order * u) - order * excess(u)), product = exp(order * u + lq);
    product = lp == -INFINITY ? 0 : lq == -INFINITY ? (order > 1 ? INFINITY : 0) : product;
    double far = product - order * p - (1 - order) * q;
    return fabs(u) < 1 ? near : far;
}

DENSITY(entropy)
{
    UNUSED;
    return lp == -INFINITY ? 0 : -p * lp;
}

DENSITY(cross_entropy)
{
    UNUSED;
    return lp == -INFINITY ? 0 : -p * lq;
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
        double sum = order * log_p[i] + (1 - order) * log_q[i];
        out[i] = log_p[i] > -INFINITY && (log_q[i] > -INFINITY || order > 1) ? sum : -INFINITY;
    }
}
