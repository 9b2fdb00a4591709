/*
 * Convergence at an end, by looking: see tail_double.h. At distances d_j that shrink or grow geometrically let
 *     G_j = log(integrand) + log d_j,     s_j = G_(j+1) - G_j.
 * The integral converges if s_j stays below zero, and diverges if it stays above, or at zero: like 1/d. For KL the
 * integrand is p |u|; while |u| grows like a power of |log d| only, it converges because p is integrable.
 */
#include "divergences/tail_double.h"

#include <math.h>

enum { STEPS = 12 };
static const double plain = 0.01, level = 1e-6; /* slopes that count as growth or decrease, and as none */

typedef struct end_point {
    double at; /* finite: the distances shrink towards it; infinite: they grow from `base` */
    double base, unit;
    int side; /* direction in which x lies, seen from `at` or from the base */
} end_point;

/* Exponents of two of the distances. */
typedef struct ladder {
    double first, step;
} ladder;

static const ladder to_zero = {-60, -4}, to_end = {-20, -2};
/* Outward: the log of a density like exp(-e^x) is finite on the nearer ones only. */
static const ladder outward[] = {{8, 3}, {5, 0.4}, {3, 0.4}, {1, 0.4}};

/* log p and log q at STEPS distances, and the logs of the distances. */
static void look(const layout *l, const end_point *e, ladder at, double *lp, double *lq, double *log_d)
{
    double x[STEPS];
    for (int j = 0; j < STEPS; j++) {
        double d = e->unit * exp2(at.first + j * at.step);
        x[j] = (isfinite(e->at) ? e->at : e->base) + e->side * d;
        log_d[j] = log(isfinite(e->at) ? fabs(x[j] - e->at) : d);
    }
    law_log_density_double(l->p, STEPS, x, lp);
    law_log_density_double(l->q, STEPS, x, lq);
}

static verdict slopes(const double *G)
{
    bool up = true, down = true, flat = true;
    for (int j = 0; j + 1 < STEPS; j++) {
        double s = G[j + 1] - G[j];
        up &= s > plain;
        down &= s < -plain || G[j + 1] == -INFINITY;
        flat &= j < STEPS - 4 || fabs(s) < level;
    }
    bool bends_down = G[STEPS - 1] - G[STEPS - 2] < 0.99 * (G[1] - G[0]); /* -(log d)^2 may rise for long */
    return down ? HOLDS : (up && !bends_down) || flat ? FAILS : UNDECIDED;
}

/* Do the increments of |u| grow, as those of a power of the distance do? */
static bool ratio_grows_fast(const double *lp, const double *lq)
{
    double first = fabs((lp[1] - lq[1]) - (lp[0] - lq[0]));
    double last = fabs((lp[STEPS - 1] - lq[STEPS - 1]) - (lp[STEPS - 2] - lq[STEPS - 2]));
    return last > 3 * first && last > 1;
}

static verdict log_ratio_converges(const double *lp, const double *lq, const double *log_d)
{
    double G[STEPS];
    if (!ratio_grows_fast(lp, lq))
        return HOLDS;
    for (int j = 0; j < STEPS; j++)
        G[j] = lp[j] + log(fabs(lp[j] - lq[j])) + log_d[j];
    return slopes(G);
}

static verdict power_converges(const double *lp, const double *lq, const double *log_d, double order)
{
    double G[STEPS];
    if (order < 1)
        return HOLDS;
    for (int j = 0; j < STEPS; j++)
        G[j] = order * lp[j] + (1 - order) * lq[j] + log_d[j];
    return slopes(G);
}

static bool all_seen(const double *log_density)
{
    bool all = true;
    for (int j = 0; j < STEPS; j++)
        all &= log_density[j] > -INFINITY;
    return all;
}

/* Does log q / log p still grow at the last places? Then p^a q^(1-a) may rise where neither is seen any more. */
static bool falls_ever_faster(const double *lp, const double *lq)
{
    return lq[STEPS - 1] / lp[STEPS - 1] > (1 + 1e-9) * lq[STEPS - 2] / lp[STEPS - 2];
}

static verdict one_way(const generator *g, const double *lp, const double *lq, const double *log_d,
                       double order)
{
    if (!all_seen(lp) || !all_seen(lq)) /* no density here, or too small to be seen: the masses tell */
        return HOLDS;
    return g->growth == GROWTH_POWER ? power_converges(lp, lq, log_d, order)
                                     : log_ratio_converges(lp, lq, log_d);
}

/* Does a component go on beyond the end? It may be too small there to be seen, and still be what keeps a ratio bounded. */
static bool goes_on(const law *l, double at)
{
    bool beyond = false;
    real_pool *pool = real_pool_open();
    for (int i = 0; i < l->n && isfinite(at); i++) {
        real lo = NULL, hi = NULL;
        if (l->c[i].family->kind != FAMILY_CONTINUOUS)
            continue;
        l->c[i].family->support(pool, &l->c[i], &lo, &hi);
        beyond |= (!lo || real_double(lo) < at) && (!hi || real_double(hi) > at);
    }
    real_pool_close(pool);
    return beyond;
}

static verdict converges_at(const layout *l, const generator *g, double order, const end_point *e)
{
    double lp[STEPS], lq[STEPS], log_d[STEPS];
    size_t near = 0;
    if (isfinite(e->at))
        look(l, e, e->at == 0 ? to_zero : to_end, lp, lq, log_d);
    for (; near < sizeof outward / sizeof *outward && isinf(e->at); near++) {
        look(l, e, outward[near], lp, lq, log_d);
        if (all_seen(lp) && all_seen(lq))
            break;
    }
    const double *of_p = g->exchanged ? lq : lp, *of_q = g->exchanged ? lp : lq;
    verdict v = one_way(g, of_p, of_q, log_d, order);
    if (v == HOLDS && near && g->growth == GROWTH_POWER && order > 1 && falls_ever_faster(of_p, of_q))
        return UNDECIDED;
    if (v == FAILS && goes_on(g->exchanged ? l->p : l->q, e->at))
        return UNDECIDED;
    return g->both ? verdict_and(v, one_way(g, lq, lp, log_d, order)) : v;
}

verdict tails_converge(const layout *l, const generator *g, double order)
{
    verdict all = HOLDS;
    if (g->growth == GROWTH_NONE)
        return all;
    for (size_t i = 0; i < l->n; i++) {
        const panel *one = &l->panels[i];
        double length = one->hi - one->lo;
        end_point lower = {one->lo, one->hi, 0, 1}, upper = {one->hi, one->lo, 0, -1};
        lower.unit = upper.unit = fmax(one->scale, l->outlook);
        if (isfinite(length))
            lower.unit = upper.unit = length;
        if (isinf(one->lo))
            lower.side = -1, lower.base = isfinite(one->hi) ? one->hi : 0;
        if (isinf(one->hi))
            upper.side = 1, upper.base = isfinite(one->lo) ? one->lo : 0;
        if (isinf(one->lo) || layout_is_end(l, one->lo))
            all = verdict_and(all, converges_at(l, g, order, &lower));
        if (isinf(one->hi) || layout_is_end(l, one->hi))
            all = verdict_and(all, converges_at(l, g, order, &upper));
    }
    return all;
}
