/* Trapezium sums and their errors: see trapezium.h. Sums are accumulated in extended precision where the machine has it. */
#include "calculus/trapezium.h"

#include "calculus/double_exponential.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Sums ---- */

/*
 * The sum of |x df|, which times eps is what rounding the nodes may do. Only nodes with |t| <= 2 count, more than 1e-5 of
 * the panel away from its ends: nearer to a singular end the integrand is to be evaluated from the distances.
 */
static double movement(const sampled *s)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < s->n; i++) {
        int at = s->first + (int)i * s->step;
        if (at >= -2 * STEPS && at + s->step <= 2 * STEPS && isfinite(s->y[i]) && isfinite(s->y[i + 1]))
            sum += fabs(s->y[i + 1] - s->y[i]) * fmax(fabs(s->x[i]), fabs(s->x[i + 1]));
    }
    return sum;
}

/* Values that are not finite count as 0 near the ends of t and break the estimate inside. */
void trapezium_add(trapezium *e, const sampled *s)
{
    long double sum = 0, size = 0;
    for (size_t i = 0; i < s->n; i++) {
        double term = s->y[i] * s->weight[i];
        if (isfinite(term)) {
            sum += term;
            size += fabs(term);
        } else if (abs(s->first + (int)i * s->step) <= 5 * STEPS / 2) {
            e->broken = true;
        }
    }
    memmove(e->sum + 1, e->sum, 3 * sizeof *e->sum);
    e->sum[0] = e->sum[1] / 2 + (double)sum * s->h;
    e->size = e->size / 2 + (double)size * s->h;
    e->variation = movement(s);
}

/* ---- Ends ---- */

bool trapezium_range(const trapezium *e, const sampled *s, size_t *from, size_t *upto)
{
    *from = s->n;
    *upto = 0;
    for (size_t i = 0; i < s->n; i++) {
        double part = fabs(s->y[i] * s->weight[i]) * s->h;
        if (isfinite(part) && part > 0x1p-64 * e->size) {
            *from = i < *from ? i : *from;
            *upto = i;
        }
    }
    return *from <= *upto;
}

/*
 * What lies beyond the last node in t, where the terms decrease at least geometrically if they decrease at all.
 * NaN and infinite terms mean that the end is out of sight: the last finite ones speak for it.
 */
static double beyond(const sampled *s, bool right, double size)
{
    double outer = NAN, inner = NAN;
    for (size_t i = 0; i < s->n && isnan(inner); i++) {
        size_t at = right ? s->n - 1 - i : i;
        double term = fabs(s->y[at] * s->weight[at]);
        if (!isfinite(term))
            continue;
        if (isnan(outer))
            outer = term;
        else
            inner = term;
    }
    if (!(outer > 0))
        return isnan(outer) ? INFINITY : 0;
    if (s->h * outer <= 0x1p-64 * size)
        return s->h * outer;
    return outer < inner ? 2 * s->h * outer / (1 - outer / inner) : INFINITY;
}

void trapezium_cut(trapezium *e, const sampled *s, size_t from, size_t upto)
{
    double lost = 0;
    for (size_t i = 0; i < s->n; i++)
        if ((i < from || i > upto) && isfinite(s->y[i] * s->weight[i]))
            lost += fabs(s->y[i] * s->weight[i]);
    e->cut_off = 2 * s->h * lost + beyond(s, false, e->size) + beyond(s, true, e->size);
}

/* ---- Errors ---- */

/*
 * Differences d1, d2, d3 of the last four sums, the newest first. For an analytic integrand the number of correct digits
 * nearly doubles with each level. Then d1 bounds the last error amply, and d2^2 guards against sums that agree by chance.
 */
typedef struct differences {
    double d1, d2, d3;
    bool analytic;
} differences;

static bool drops(double later, double earlier, double size)
{
    return later <= 8 * DBL_EPSILON * size || (earlier < size && later / size <= pow(earlier / size, 1.5));
}

static differences differences_of(const trapezium *e)
{
    double d1 = fabs(e->sum[0] - e->sum[1]), d2 = fabs(e->sum[1] - e->sum[2]),
           d3 = fabs(e->sum[2] - e->sum[3]);
    bool analytic = d1 <= 0x1p-22 * e->size && drops(d1, d2, e->size) && drops(d2, d3, e->size);
    return (differences){d1, d2, d3, analytic};
}

bool trapezium_is_analytic(const trapezium *e) { return differences_of(e).analytic; }

/* At a kink the errors decrease by a constant factor on the average, and irregularly. */
double trapezium_truncation(const trapezium *e)
{
    if (e->broken)
        return INFINITY;
    if (!(e->size > 0))
        return 0;
    differences d = differences_of(e);
    return d.analytic ? fmax(d.d1, d.d2 * fmin(1, d.d2 / e->size)) : 4 * fmax(d.d1, fmax(d.d2, d.d3 / 2));
}

double trapezium_rounding(const trapezium *e) { return DBL_EPSILON * (4 * e->size + e->variation); }
