/* Edges and places of mass on the plane: see planar_places.h. */
#include "divergences/planar_places.h"

#include "distributions/planar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void mark_add(marks *m, double at, double width)
{
    if (m->n == m->room)
        m->of = realloc(m->of, (size_t)(m->room = 2 * m->room + 32) * sizeof *m->of);
    m->of[m->n++] = (mark){at, width};
}

static void widen(places *a, int axis, double from, double to, bool open_from, bool open_to)
{
    if (from < a->from[axis])
        a->from[axis] = from, a->open_from[axis] = open_from;
    if (to > a->to[axis])
        a->to[axis] = to, a->open_to[axis] = open_to;
}

/* Densities decrease like a bell, or exponentially: out to so many standard deviations. */
static const double bell = 9, slow = 40;

static void spread_marks(marks *m, double mean, double sd, double reach)
{
    static const double far[] = {2, 4, 6.5, 9, 14, 20, 28, 40};
    mark_add(m, mean, sd);
    for (size_t i = 0; i < sizeof far / sizeof *far && far[i] <= reach; i++) {
        mark_add(m, mean - far[i] * sd, sd);
        mark_add(m, mean + far[i] * sd, sd);
    }
}

/* ---- Components ---- */

static bool add_factor(places *a, int which, int axis, const law *l)
{
    scope *s = scope_open(64);
    real_pool *pool = real_pool_open();
    bool known = true;
    for (int i = 0; i < l->n && known; i++) {
        const component *c = &l->c[i];
        real low, high, kink[2];
        c->family->support(pool, c, &low, &high);
        double mean = ball_double(c->family->mean(s, c)), sd = sqrt(ball_double(c->family->variance(s, c)));
        double reach = strcmp(c->family->name, "normal") ? slow : bell;
        double from = low ? real_double(low) : -INFINITY, to = high ? real_double(high) : INFINITY;
        known = isfinite(mean) && isfinite(sd);
        widen(a, axis, fmax(from, mean - reach * sd), fmin(to, mean + reach * sd),
              from<mean - reach * sd, to> mean + reach * sd);
        a->endless[which][axis][0] |= !low, a->endless[which][axis][1] |= !high;
        spread_marks(&a->along[axis], mean, sd, reach);
        for (int k = 0; c->family->kinks && k < c->family->kinks(pool, c, kink); k++)
            mark_add(&a->along[axis], real_double(kink[k]), 0);
        if (low)
            mark_add(&a->along[axis], from, 0);
        if (high)
            mark_add(&a->along[axis], to, 0);
    }
    real_pool_close(pool);
    scope_close(s);
    return known;
}

static void add_normal2(places *a, int which, const component *c)
{
    const double *par = c->par_double;
    for (int axis = 0; axis < 2; axis++) {
        double reach = bell * par[2 + axis];
        widen(a, axis, par[axis] - reach, par[axis] + reach, true, true);
        a->endless[which][axis][0] = a->endless[which][axis][1] = true;
    }
    spread_marks(&a->along[0], par[0], par[2], bell);
}

static void add_disk(places *a, const component *c)
{
    const double *par = c->par_double;
    for (int axis = 0; axis < 2; axis++)
        widen(a, axis, par[axis] - par[2], par[axis] + par[2], false, false);
    mark_add(&a->along[0], par[0] - par[2], 0);
    mark_add(&a->along[0], par[0] + par[2], 0);
}

static bool add_law(places *a, int which, const law *l)
{
    bool known = true;
    for (int i = 0; i < l->n && known; i++) {
        const component *c = &l->c[i];
        known = component_dimension2(c) == 2;
        if (!known)
            break;
        if (c->factor[0]) {
            known = add_factor(a, which, 0, c->factor[0]) && add_factor(a, which, 1, c->factor[1]);
            continue;
        }
        bool disk = !strcmp(c->family->name, "disk");
        known = disk || !strcmp(c->family->name, "normal2");
        if (disk)
            add_disk(a, c);
        else if (known)
            add_normal2(a, which, c);
        a->of = realloc(a->of, (size_t)(a->components + 1) * sizeof *a->of);
        a->of[a->components++] = c;
    }
    return known;
}

/* ---- Where edges cross: the integral over y is not smooth in x there ---- */

static bool is_disk(const component *c) { return !strcmp(c->family->name, "disk"); }

static void cross_level(places *a, const component *c, double y)
{
    const double *par = c->par_double;
    double half = sqrt(par[2] * par[2] - (y - par[1]) * (y - par[1]));
    if (half > 0) {
        mark_add(&a->along[0], par[0] - half, 0);
        mark_add(&a->along[0], par[0] + half, 0);
    }
}

static void cross_disks(places *a, const double *p, const double *q)
{
    double dx = q[0] - p[0], dy = q[1] - p[1], d = hypot(dx, dy);
    double along = (d * d + p[2] * p[2] - q[2] * q[2]) / (2 * d), half = sqrt(p[2] * p[2] - along * along);
    if (half >= 0)
        for (int side = -1; side <= 1; side += 2)
            mark_add(&a->along[0], p[0] + (along * dx + side * half * dy) / d, 0);
}

static void add_crossings(places *a)
{
    int levels = a->along[1].n;
    for (int i = 0; i < a->components; i++) {
        if (!is_disk(a->of[i]))
            continue;
        for (int k = 0; k < levels; k++)
            if (a->along[1].of[k].width == 0)
                cross_level(a, a->of[i], a->along[1].of[k].at);
        for (int k = 0; k < i; k++)
            if (is_disk(a->of[k]))
                cross_disks(a, a->of[i]->par_double, a->of[k]->par_double);
    }
}

bool places_make(places *out, const law *p, const law *q)
{
    *out = (places){.from = {INFINITY, INFINITY}, .to = {-INFINITY, -INFINITY}};
    bool known = add_law(out, 0, p) && add_law(out, 1, q);
    if (known)
        add_crossings(out);
    return known;
}

void places_free(places *a)
{
    free(a->along[0].of);
    free(a->along[1].of);
    free(a->of);
}

/* ---- Cuts ---- */

void places_at(const places *a, double x, marks *out)
{
    out->n = 0;
    for (int i = 0; i < a->along[1].n; i++)
        mark_add(out, a->along[1].of[i].at, a->along[1].of[i].width);
    for (int i = 0; i < a->components; i++) {
        const double *par = a->of[i]->par_double;
        if (!is_disk(a->of[i])) {
            double mean = par[1] + par[4] * par[3] / par[2] * (x - par[0]);
            spread_marks(out, mean, par[3] * sqrt(1 - par[4] * par[4]), bell);
            continue;
        }
        double half = sqrt(par[2] * par[2] - (x - par[0]) * (x - par[0]));
        if (half > 0) {
            mark_add(out, par[1] - half, 0);
            mark_add(out, par[1] + half, 0);
        }
    }
}

static int by_place(const void *a, const void *b)
{
    double x = ((const mark *)a)->at, y = ((const mark *)b)->at;
    return (x > y) - (x < y);
}

int marks_cut(marks *m, double from, double to, double *cut)
{
    int n = 0;
    double soft = 0; /* the width of the last cut, 0 for an edge */
    qsort(m->of, (size_t)m->n, sizeof *m->of, by_place);
    cut[n++] = from;
    for (int i = 0; i < m->n; i++) {
        mark one = m->of[i];
        if (!(one.at > cut[n - 1] && one.at < to))
            continue;
        if (one.width > 0 && one.at - cut[n - 1] < 0.7 * one.width)
            continue;
        if (one.width == 0 && n > 1 && soft > 0 && one.at - cut[n - 1] < 0.7 * soft)
            n--; /* the edge stands for it */
        cut[n++] = one.at;
        soft = one.width;
    }
    cut[n++] = to;
    return n;
}
