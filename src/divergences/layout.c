/* Panels for two laws: see layout.h. */
#include "divergences/layout.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_continuous(const component *c) { return c->family->kind == FAMILY_CONTINUOUS; }

/* ---- Cuts ---- */

static void cut_at(layout *l, double x)
{
    for (size_t i = 0; i < l->n; i++) {
        panel *one = &l->panels[i];
        if (!(one->lo < x && x < one->hi))
            continue;
        if (l->n == l->room)
            one = i + (l->panels = realloc(l->panels, sizeof *l->panels * (l->room = 2 * l->room)));
        memmove(one + 1, one, (l->n++ - i) * sizeof *one);
        one[0].hi = one[1].lo = x;
        return;
    }
}

static double quantile(const component *c, double u) { return c->family->quantile_double(c->par_double, u); }

/* A tail is light if all but 2^-70 of the mass is within 200 quartile distances. */
static void cut_component(layout *l, real_pool *pool, const component *c, double *width)
{
    const family *f = c->family;
    real lo = NULL, hi = NULL, kink[2];
    f->support(pool, c, &lo, &hi);
    double middle = quantile(c, 0.5), spread = quantile(c, 0.75) - quantile(c, 0.25);
    if (spread > 0)
        *width = fmax(*width, spread);
    cut_at(l, middle);
    for (int k = f->kinks ? f->kinks(pool, c, kink) : 0; k > 0; k--)
        cut_at(l, real_double(kink[k - 1]));
    for (int side = -1; side <= 1; side += 2) {
        real end = side < 0 ? lo : hi;
        double far = real_double(end ? end : f->reach(pool, c, side, 70));
        if (!end)
            l->outlook = fmax(l->outlook, fabs(real_double(f->reach(pool, c, side, 10)) - middle));
        if (end || fabs(far - middle) < 200 * spread)
            cut_at(l, far);
        if (end)
            l->end[l->ends++] = far;
    }
}

layout layout_make(const law *p, const law *q)
{
    layout l = {.p = p, .q = q, .n = 1, .room = 16};
    l.panels = malloc(sizeof *l.panels * l.room);
    l.end = malloc(sizeof *l.end * 2 * (size_t)(p->n + q->n));
    l.panels[0] = (panel){-INFINITY, INFINITY, 0, 1};
    real_pool *pool = real_pool_open();
    double width = 0;
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < (k ? q : p)->n; i++)
            if (is_continuous(&(k ? q : p)->c[i]))
                cut_component(&l, pool, &(k ? q : p)->c[i], &width);
    real_pool_close(pool);
    l.panels[0].scale = l.panels[l.n - 1].scale = width > 0 ? width : 1;
    return l;
}

void layout_free(layout *l)
{
    free(l->panels);
    free(l->end);
    free(l->p_edge);
    free(l->q_edge);
}

bool layout_is_end(const layout *l, double x)
{
    for (size_t i = 0; i < l->ends; i++)
        if (l->end[i] == x)
            return true;
    return false;
}

/* ---- Cuts found by looking ---- */

static double log_ratio(const layout *l, double x)
{
    double lp, lq;
    law_log_density_double(l->p, 1, &x, &lp);
    law_log_density_double(l->q, 1, &x, &lq);
    return lp == lq ? 0 : lp - lq;
}

/* Bisection, in a panel without poles. */
static double crossing(const layout *l, double a, double b)
{
    bool rises = log_ratio(l, a) < 0;
    for (int i = 0; i < 200; i++) {
        double middle = a + (b - a) / 2;
        if (!(a < middle && middle < b))
            break;
        *((log_ratio(l, middle) < 0) == rises ? &a : &b) = middle;
    }
    return b;
}

enum { LOOK_LEVEL = 4 };

void layout_cut_signs(layout *l)
{
    double x[QUADRATURE_NODES], lp[QUADRATURE_NODES], lq[QUADRATURE_NODES], root[64];
    size_t roots = 0;
    for (size_t i = 0; i < l->n; i++) {
        size_t n = quadrature_nodes(&l->panels[i], LOOK_LEVEL, x);
        law_log_density_double(l->p, n, x, lp);
        law_log_density_double(l->q, n, x, lq);
        for (size_t j = 0; j + 1 < n && roots < 64; j++)
            if (x[j] > l->panels[i].lo && x[j + 1] < l->panels[i].hi
                && (lp[j] - lq[j]) * (lp[j + 1] - lq[j + 1]) < 0)
                root[roots++] = crossing(l, x[j], x[j + 1]);
    }
    for (size_t i = 0; i < roots; i++)
        cut_at(l, root[i]);
}

typedef struct power {
    const law *p, *q;
    double order;
} power;

static double log_power(const power *f, double x)
{
    double lp, lq;
    law_log_density_double(f->p, 1, &x, &lp);
    law_log_density_double(f->q, 1, &x, &lq);
    /* Where p^a falls as fast as q^(1-a) rises, far out only rounding is left of the difference: no peak can be seen there. */
    bool noise = (fabs(f->order * lp) + fabs((1 - f->order) * lq)) * DBL_EPSILON > 1e-3;
    return lp == -INFINITY || lq == -INFINITY || noise ? -INFINITY : f->order * lp + (1 - f->order) * lq;
}

/* Golden section: the function is nearly a parabola around its peak. */
static double peak_between(const power *f, double a, double b)
{
    const double golden = 0.6180339887498949;
    double x = b - golden * (b - a), y = a + golden * (b - a), fx = log_power(f, x), fy = log_power(f, y);
    for (int i = 0; i < 60; i++) {
        if (fx > fy)
            b = y, y = x, fy = fx, x = b - golden * (b - a), fx = log_power(f, x);
        else
            a = x, x = y, fx = fy, y = a + golden * (b - a), fy = log_power(f, y);
    }
    return fx > fy ? x : y;
}

/* Nearer to an end than 2^-20 of the panel a pole may be; the rules find it without a cut. */
static bool well_inside(const panel *one, double x)
{
    double length = one->hi - one->lo, margin = 0x1p-20 * (isfinite(length) ? length : one->scale);
    return x - one->lo > margin && one->hi - x > margin;
}

double layout_cut_peak(layout *l, double order, bool exchanged)
{
    power f = {exchanged ? l->q : l->p, exchanged ? l->p : l->q, order};
    double x[QUADRATURE_NODES], best = -INFINITY, a = 0, b = 0;
    for (size_t i = 0; i < l->n; i++) {
        size_t n = quadrature_nodes(&l->panels[i], LOOK_LEVEL, x);
        for (size_t j = 0; j < n; j++) {
            double y = well_inside(&l->panels[i], x[j]) ? log_power(&f, x[j]) : -INFINITY;
            if (y > best) {
                bool rounded = j > 0 && j + 1 < n && well_inside(&l->panels[i], x[j - 1])
                               && well_inside(&l->panels[i], x[j + 1]);
                best = y;
                a = rounded ? x[j - 1] : x[j];
                b = rounded ? x[j + 1] : x[j];
            }
        }
    }
    if (best == -INFINITY || !(a < b))
        return best;
    double at = peak_between(&f, a, b);
    cut_at(l, at);
    return fmax(best, log_power(&f, at));
}

double layout_end_size(const layout *l, double order)
{
    enum { FARTHEST = 1000 };
    power f = {l->p, l->q, order};
    double most = -INFINITY;
    for (size_t i = 0; i < l->n; i++) {
        const panel *one = &l->panels[i];
        bool bounded = isfinite(one->hi - one->lo);
        double length = bounded ? one->hi - one->lo : one->scale;
        for (int k = -FARTHEST; k <= (bounded ? -2 : FARTHEST); k += abs(k) < 64 ? 1 : 4) {
            double distance = ldexp(length, k), low = one->lo + distance, high = one->hi - distance;
            if (isfinite(one->lo) && isfinite(low) && low > one->lo)
                most = fmax(most, log_power(&f, low) + log(distance));
            if (isfinite(one->hi) && isfinite(high) && high < one->hi)
                most = fmax(most, log_power(&f, high) + log(distance));
        }
    }
    return most;
}

/* ---- Densities ---- */

/* d log density / d log distance, between 2^-36 and 2^-42 of the end's own size; towards 0 no digits are lost. */
static double exponent_at(const law *l, double end, int inward, double room)
{
    if (!isfinite(end) || end == 0)
        return 0;
    int size = ilogb(end);
    double step[2] = {ldexp(1, size - 36), ldexp(1, size - 42)}, value[2];
    if (step[0] > room)
        return 0;
    double x[2] = {end + inward * step[0], end + inward * step[1]};
    law_log_density_double(l, 2, x, value);
    double exponent = (value[0] - value[1]) / (6 * M_LN2);
    return isfinite(exponent) && fabs(exponent) > 1e-3 ? exponent : 0;
}

void layout_ready(layout *l)
{
    l->p_edge = calloc(l->n, sizeof *l->p_edge);
    l->q_edge = calloc(l->n, sizeof *l->q_edge);
    for (size_t i = 0; i < l->n; i++) {
        const panel *one = &l->panels[i];
        for (int upper = 0; upper < 2; upper++) {
            double end = upper ? one->hi : one->lo, room = (one->hi - one->lo) / 2;
            l->p_edge[i].exponent[upper] = exponent_at(l->p, end, upper ? -1 : 1, room);
            l->q_edge[i].exponent[upper] = exponent_at(l->q, end, upper ? -1 : 1, room);
        }
    }
}

/*
 * Nodes that round to an end are moved inside by one ulp. What rounding did to the distance d is made good for the
 * singular factor: exponent * log(d / rounded d).
 */
static void correct(const edge *e, const panel *one, const abscissae *at, const double *x, double *out)
{
    for (int upper = 0; upper < 2; upper++) {
        const double *distance = upper ? at->from_hi : at->from_lo;
        for (size_t i = 0; e->exponent[upper] != 0 && i < at->n; i++) {
            double rounded = upper ? one->hi - x[i] : x[i] - one->lo;
            if (distance[i] < 0x1p-20 * fabs(x[i]) && out[i] > -INFINITY)
                out[i] += e->exponent[upper] * log(distance[i] / rounded);
        }
    }
}

void layout_log_densities(const layout *l, const abscissae *at, double *log_p, double *log_q)
{
    const panel *one = &l->panels[at->panel];
    double x[QUADRATURE_NODES];
    for (size_t i = 0; i < at->n; i++) {
        x[i] = at->x[i];
        if (x[i] <= one->lo)
            x[i] = nextafter(one->lo, INFINITY);
        if (x[i] >= one->hi)
            x[i] = nextafter(one->hi, -INFINITY);
    }
    law_log_density_double(l->p, at->n, x, log_p);
    law_log_density_double(l->q, at->n, x, log_q);
    correct(&l->p_edge[at->panel], one, at, x, log_p);
    correct(&l->q_edge[at->panel], one, at, x, log_q);
}

/* ---- Supports ---- */

static bool before(int order) { return order == -1 || order == 0; }

/* Walks from the lower end of one component's support through those of q, as far right as they reach without a gap. */
static verdict component_inside(real_pool *pool, const component *c, const law *q)
{
    real at = NULL, end = NULL, lo, hi;
    c->family->support(pool, c, &at, &end);
    for (bool from_infinity = !at, moved = true; moved;) {
        moved = false;
        for (int i = 0; i < q->n; i++) {
            if (!is_continuous(&q->c[i]))
                continue;
            lo = hi = NULL;
            q->c[i].family->support(pool, &q->c[i], &lo, &hi);
            int starts = from_infinity ? (lo ? 1 : -1) : lo ? real_compare(lo, at) : -1;
            int ends = !hi ? 1 : from_infinity ? 1 : real_compare(hi, at);
            int covers = !hi ? 1 : !end ? -1 : real_compare(hi, end);
            if (starts == REAL_UNDECIDED || ends == REAL_UNDECIDED || covers == REAL_UNDECIDED)
                return UNDECIDED;
            if (!before(starts) || ends != 1)
                continue;
            if (covers >= 0)
                return HOLDS;
            at = hi, from_infinity = false, moved = true;
        }
    }
    return FAILS;
}

verdict support_inside(const law *p, const law *q)
{
    real_pool *pool = real_pool_open();
    verdict all = HOLDS;
    for (int i = 0; i < p->n; i++)
        if (is_continuous(&p->c[i]))
            all = verdict_and(all, component_inside(pool, &p->c[i], q));
    real_pool_close(pool);
    return all;
}
