/* Critical points over a box: see box_critical.h. */
#include "divergences/box_critical_parts.h"

#include "divergences/box_atoms.h"
#include "divergences/box_objective.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WAVE = 16, DEEPEST = 60 };

/* ---- The queue ---- */

static bool is_known(const critical_search *w, const critical_cell *c)
{
    for (int k = 0; k < w->out->n; k++) {
        bool within = true;
        for (int i = 0; i < w->n; i++)
            within &= w->region[k].lo[i] <= c->lo[i] && c->hi[i] <= w->region[k].hi[i];
        if (within)
            return true;
    }
    return false;
}

static void push(critical_search *w, critical_cell c)
{
    if (w->end == w->room)
        w->queue = realloc(w->queue, (w->room = 2 * w->room + 64) * sizeof *w->queue);
    w->queue[w->end++] = c;
}

static void split(critical_search *w, const critical_cell *c)
{
    int side = 0;
    for (int i = 1; i < w->n; i++)
        if ((c->hi[i] - c->lo[i]) / (w->whole.hi[i] - w->whole.lo[i])
            > (c->hi[side] - c->lo[side]) / (w->whole.hi[side] - w->whole.lo[side]))
            side = i;
    double middle = c->lo[side] + (c->hi[side] - c->lo[side]) / 2;
    critical_cell left = *c, right = *c;
    left.hi[side] = right.lo[side] = middle;
    left.depth = right.depth = c->depth + 1;
    push(w, left);
    push(w, right);
}

/* The same point as one found before: its region contains the enclosure. */
static bool is_new(const critical_search *w, const critical_point *p)
{
    for (int k = 0; k < w->out->n; k++) {
        bool same = true;
        for (int i = 0; i < w->n; i++)
            same &= w->region[k].lo[i] <= p->lo[i] && p->hi[i] <= w->region[k].hi[i];
        if (same)
            return false;
    }
    return true;
}

static void take(critical_search *w, const critical_cell *c, const cell_outcome *o)
{
    critical_found *out = w->out;
    w->best = fmin(w->best, o->attained);
    if (o->fate == CELL_SPLIT) {
        split(w, c);
        return;
    }
    if (o->fate != CELL_POINT)
        return;
    w->best = fmin(w->best, o->point.value_hi);
    if (is_new(w, &o->point) && out->n < CRITICAL_POINTS) {
        w->region[out->n] = o->around;
        out->point[out->n++] = o->point;
    }
    if (o->edge_open)
        split(w, c);
}

static size_t wave(critical_search *w)
{
    critical_cell now[WAVE];
    cell_outcome fate[WAVE];
    size_t count = 0;
    while (count < WAVE && w->first < w->end) {
        critical_cell c = w->queue[w->first++];
        if (is_known(w, &c) && !cell_touches_boundary(w, &c))
            continue;
        if (c.depth >= DEEPEST)
            w->out->left++;
        else
            now[count++] = c;
    }
#pragma omp parallel
    {
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < count; i++)
            cell_examine(w, &now[i], &fate[i]);
        flint_cleanup(); /* the caches of this thread */
    }
    for (size_t i = 0; i < count; i++)
        take(w, &now[i], &fate[i]);
    w->out->boxes += (long)count;
    return count;
}

/* ---- The result ---- */

static void to_divergence(const box_divergence *d, critical_point *p)
{
    scope *s = scope_open(CELL_BITS);
    ball J = ball_hull(ball_exact_double(s, p->value_lo), ball_exact_double(s, p->value_hi));
    J = d->falls ? ball_neg(J) : J;
    ball value = d->of_integral ? d->of_integral(J, d->order ? real_ball(s, d->order) : ball_int(0)) : J;
    p->value_lo = double_below(value), p->value_hi = double_above(value);
    scope_close(s);
}

static void conclude(critical_search *w)
{
    critical_found *out = w->out;
    out->left += (long)(w->end - w->first);
    out->complete = out->left == 0 && out->n < CRITICAL_POINTS;
    out->inside = out->complete; /* a cell is never dropped while a minimum on the boundary may be in it */
    out->lowest = -1;
    for (int k = 0; k < out->n; k++)
        if (out->lowest < 0 || out->point[k].value_hi < out->point[out->lowest].value_hi)
            out->lowest = k;
    out->certain = out->complete && out->lowest >= 0;
    for (int k = 0; k < out->n; k++)
        out->certain &= k == out->lowest || out->point[k].value_lo > out->point[out->lowest].value_hi;
    for (int k = 0; k < out->n; k++)
        to_divergence(&w->r->d, &out->point[k]);
}

/* The nearest double on that side. */
static double outward(real x, int side)
{
    real_pool *pool = real_pool_open();
    double d = real_double(x);
    int order = real_compare(real_from_double(pool, d), x);
    real_pool_close(pool);
    return order == 0 || order == side ? d : nextafter(d, side < 0 ? -INFINITY : INFINITY);
}

bool box_critical_find(const critical_request *r, critical_found *out, error *e)
{
    *out = (critical_found){.lowest = -1};
    critical_search w = {.r = r, .out = out, .n = r->named.n, .best = INFINITY};
    for (int i = 0; i < w.n; i++) {
        w.whole.lo[i] = outward(r->named.range.lo[i], -1);
        w.whole.hi[i] = outward(r->named.range.hi[i], +1);
    }
    box_laws whole;
    bool read = cell_open_laws(r, &w.whole, &whole, e);
    if (read && (whole.p->dim != 1 || whole.q->dim != 1))
        read = error_set(e, -1, "only laws on the line can be certified");
    read = read && box_atoms_keep_apart(&whole, &r->named.range, e);
    box_laws_close(&whole);
    if (!read)
        return false;
    push(&w, w.whole);
    while (w.first < w.end && out->boxes < r->cap
           && (!r->go_on || r->go_on(r->state, out->boxes, (long)(w.end - w.first))))
        if (!wave(&w) && w.first >= w.end)
            break;
    conclude(&w);
    free(w.queue);
    return true;
}
