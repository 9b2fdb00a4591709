/* Where two laws meet: see theta_meet.h. */
#include "divergences/theta_meet.h"

#include "divergences/closed_form.h"

#include <math.h>

enum { STARTS = 5, STEPS = 40, BITS = 80 };

/* ---- A candidate ---- */

/* Newton's method for par_p = par_q, in double precision. */
static double newton(scope *s, const box_laws *l, real difference, double theta)
{
    for (int i = 0; i < STEPS; i++) {
        ball at = ball_exact_double(s, theta);
        real_jet j = real_jet_at(s, difference, 1, l->over.node, &at);
        double step = ball_double(j.value) / ball_double(j.slope[0]);
        if (!isfinite(step))
            return NAN;
        theta -= step;
        if (fabs(step) <= 1e-18 * fabs(theta) || step == 0)
            break;
    }
    return theta;
}

/* The fraction with the least denominator that is x, but for rounding errors: its continued fraction, cut. NULL if there is none. */
static real near_fraction(real_pool *pool, double x)
{
    const double most = 1e9, close = 1e-14 * fmax(1, fabs(x));
    double num[2] = {1, floor(x)}, den[2] = {0, 1}, rest = x - floor(x);
    while (fabs(num[1] / den[1] - x) > close) {
        rest = 1 / rest;
        double digit = floor(rest), next_num = digit * num[1] + num[0], next_den = digit * den[1] + den[0];
        if (!(fabs(next_num) < most && next_den < most))
            return NULL;
        num[0] = num[1], den[0] = den[1];
        num[1] = next_num, den[1] = next_den;
        rest -= digit;
    }
    return real_ratio(pool, (slong)num[1], (slong)den[1]);
}

/* ---- The meetings ---- */

static bool are_same(const box_laws *l, real theta)
{
    box_laws at;
    symbols named = l->over;
    bool same = box_laws_open(&at, l->p->text, l->q->text, &named, &theta, &theta, NULL)
                && closed_same_law(at.p, at.q);
    box_laws_close(&at);
    return same;
}

static void add(real *out, int *n, real theta)
{
    int at = *n;
    for (int i = 0; i < *n; i++)
        if (real_equal(out[i], theta))
            return;
    if (*n == MEETINGS)
        return;
    for (; at > 0 && real_compare(theta, out[at - 1]) == -1; at--)
        out[at] = out[at - 1];
    out[at] = theta;
    ++*n;
}

static void try_difference(scope *s, const box_laws *l, real_pool *pool, real difference, real *out, int *n)
{
    real from = l->over.range.lo[0], to = l->over.range.hi[0];
    double lo = real_double(from), hi = real_double(to);
    for (int i = 0; i < STARTS; i++) {
        double theta = newton(s, l, difference, lo + (hi - lo) * (i + 0.51) / STARTS);
        real exact = theta > lo && theta < hi ? near_fraction(pool, theta) : NULL;
        if (exact && real_compare(from, exact) == -1 && real_compare(exact, to) == -1 && are_same(l, exact))
            add(out, n, exact);
    }
}

/* The first pair of parameters, or of weights, that are not the same for all theta tells. */
static real first_difference(const box_laws *l)
{
    for (int i = 0; i < l->p->n; i++) {
        const component *a = &l->p->c[i], *b = &l->q->c[i];
        if (a->family != b->family)
            return NULL;
        for (int k = 0; k < MAX_PARAMETERS && a->family->parameters[k].name; k++)
            if (real_compare(a->par[k], b->par[k]) != 0)
                return real_sub(l->pool, a->par[k], b->par[k]);
        if (real_compare(a->weight, b->weight) != 0)
            return real_sub(l->pool, a->weight, b->weight);
        for (size_t k = 0;
             a->data && b->data && a->data->weight && b->data->weight && k < a->data->n && k < b->data->n;
             k++)
            if (real_compare(a->data->weight[k], b->data->weight[k]) != 0)
                return real_sub(l->pool, a->data->weight[k], b->data->weight[k]);
    }
    return NULL;
}

int theta_meet(const box_laws *l, real_pool *pool, real out[MEETINGS])
{
    int n = 0;
    real difference = l->p->n == l->q->n && l->p->dim == l->q->dim ? first_difference(l) : NULL;
    if (!difference)
        return 0;
    scope *s = scope_open(BITS);
    try_difference(s, l, pool, difference, out, &n);
    scope_close(s);
    return n;
}
