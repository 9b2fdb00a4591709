/* Panels for two laws: see layout.h. */
#include "divergences/layout.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_continuous(const component *c) { return c->family->kind == FAMILY_CONTINUOUS; }

/* ---- Cuts ---- */

void layout_cut(layout *l, double x)
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
    layout_cut(l, middle);
    for (int k = f->kinks ? f->kinks(pool, c, kink) : 0; k > 0; k--)
        layout_cut(l, real_double(kink[k - 1]));
    for (int side = -1; side <= 1; side += 2) {
        real end = side < 0 ? lo : hi;
        double far = real_double(end ? end : f->reach(pool, c, side, 70));
        if (!end)
            l->outlook = fmax(l->outlook, fabs(real_double(f->reach(pool, c, side, 10)) - middle));
        if (end || fabs(far - middle) < 200 * spread)
            layout_cut(l, far);
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

/* ---- Densities ---- */

/* The edges of a law's components at an end of a panel. */
static edge *edges_at(edge *all, const law *l, size_t which, int upper)
{
    return all + (2 * which + (size_t)upper) * (size_t)l->n;
}

/*
 * A component next to an end: its exponent, between 2^-44 and 2^-50 of the end's own size (a regular factor moves it by
 * 2^-44, and d may be 2^-1000), and its log density at the distance 1 if it went on like this. Towards 0 no digits are lost.
 */
static void edge_find(edge *e, int upper, const component *c, double end, double room)
{
    if (end == 0 || ldexp(1, ilogb(end) - 44) > room || !is_continuous(c))
        return;
    double step[2] = {ldexp(1, ilogb(end) - 44), ldexp(1, ilogb(end) - 50)}, value[2];
    double x[2] = {upper ? end - step[0] : end + step[0], upper ? end - step[1] : end + step[1]};
    c->family->log_density_double(c->par_double, 2, x, value);
    double exponent = (value[0] - value[1]) / (6 * M_LN2);
    e->exponent = isfinite(exponent) && fabs(exponent) > 1e-3 ? exponent : 0;
    e->at_one = value[1] + log(c->weight_double) - e->exponent * log(step[1]);
}

void layout_ready(layout *l)
{
    l->p_edge = calloc(2 * l->n * (size_t)l->p->n, sizeof *l->p_edge);
    l->q_edge = calloc(2 * l->n * (size_t)l->q->n, sizeof *l->q_edge);
    for (size_t i = 0; i < l->n; i++) {
        const panel *one = &l->panels[i];
        for (int upper = 0; upper < 2; upper++) {
            double end = upper ? one->hi : one->lo, room = (one->hi - one->lo) / 2;
            if (!layout_is_end(l, end))
                continue;
            for (int k = 0; k < l->p->n; k++)
                edge_find(edges_at(l->p_edge, l->p, i, upper) + k, upper, &l->p->c[k], end, room);
            for (int k = 0; k < l->q->n; k++)
                edge_find(edges_at(l->q_edge, l->q, i, upper) + k, upper, &l->q->c[k], end, room);
        }
    }
}

/*
 * Nodes that round to an end are moved inside by one ulp. What rounding did to the distance d < |x| is made good for each singular
 * component, of which p(d') is the share w at the rounded distance d': p(d) = p(d') (1 + sum of w ((d/d')^exponent - 1)). It matters long
 * before x meets the end: at d = 2^-20 |x| it is 2^-33.
 */
static void correct(edge *all, const law *l, const panel *one, const abscissae *at, const double *x,
                    double *out)
{
    for (int upper = 0; upper < 2; upper++) {
        const edge *e = edges_at(all, l, at->panel, upper);
        const double *distance = upper ? at->from_hi : at->from_lo;
        bool singular = false;
        for (int k = 0; k < l->n; k++)
            singular |= e[k].exponent != 0;
        for (size_t i = 0; singular && i < at->n; i++) {
            double rounded = upper ? one->hi - x[i] : x[i] - one->lo, more = 0;
            if (!(distance[i] < fabs(x[i]) && out[i] > -INFINITY))
                continue;
            for (int k = 0; k < l->n; k++)
                if (e[k].exponent != 0) {
                    double share = fmin(1, exp(e[k].at_one + e[k].exponent * log(rounded) - out[i]));
                    more += share * expm1(e[k].exponent * log(distance[i] / rounded));
                }
            out[i] += log1p(more);
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
    correct(l->p_edge, l->p, one, at, x, log_p);
    correct(l->q_edge, l->q, one, at, x, log_q);
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
