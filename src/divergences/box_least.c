/* Least values by values alone: see box_least.h. */
#include "divergences/box_least.h"

#include "divergences/box_objective.h"
#include "divergences/closed_form.h"
#include "divergences/law_move.h"
#include "divergences/theta_metric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = JET_SYMBOLS, BITS = 110, GOAL = 44, WAVE = 16, DEEPEST = 100 };

typedef struct cell {
    double lo[N], hi[N], lower,
        at_middle; /* bounds: of the divergence from below, of its value in the middle from above */
    int depth;
} cell;

typedef struct search {
    const least_request *r;
    int n;
    cell whole, *list; /* what is left; new cells at the end */
    size_t count, room;
    double best, at[N];
    long boxes;
} search;

static double middle_of(const cell *c, int i) { return c->lo[i] + (c->hi[i] - c->lo[i]) / 2; }

static void examine(const search *w, cell *c)
{
    const least_request *r = w->r;
    double m[N];
    box_laws over, at;
    scope *s = scope_open(BITS);
    enclosure e, thin = {ball_nothing(s), FINITE, METHOD_CERTIFIED};
    for (int i = 0; i < w->n; i++)
        m[i] = middle_of(c, i);
    c->lower = -INFINITY, c->at_middle = INFINITY;
    bool read = box_laws_open_between(&over, r->p, r->q, &r->named, c->lo, c->hi, NULL);
    bool exact = box_laws_open_between(&at, r->p, r->q, &r->named, m, m, NULL);
    if (read && exact) {
        const law *Q = r->d.row->needs_second_law ? over.q : NULL, *q = Q ? at.q : NULL;
        if (closed_form(s, r->d, over.p, Q, &e))
            c->lower = e.why == FINITE ? double_below(e.value) : INFINITY;
        divergence_enclose(s, r->d, at.p, q, GOAL, METHOD_AUTO, &thin);
        if (thin.why == FINITE)
            c->at_middle = double_above(thin.value);
        if (law_move_knows(&r->d) && over.p->dim == 1 && c->lower < INFINITY) {
            ball moved =
                ball_add(law_move(s, &r->d, over.p, at.p, GOAL), law_move(s, &r->d, over.q, at.q, GOAL));
            double from = thin.why != FINITE && ball_is_finite(moved)
                              ? INFINITY
                              : double_below(ball_sub(thin.value, moved));
            c->lower = fmax(c->lower, from);
        }
    }
    box_laws_close(&at);
    box_laws_close(&over);
    scope_close(s);
}

/* ---- The list ---- */

static void push(search *w, const cell *c)
{
    if (w->count == w->room)
        w->list = realloc(w->list, (w->room = 2 * w->room + 64) * sizeof *w->list);
    w->list[w->count++] = *c;
}

static void split(search *w, const cell *c, cell half[2])
{
    int side = 0;
    for (int i = 1; i < w->n; i++)
        if ((c->hi[i] - c->lo[i]) / (w->whole.hi[i] - w->whole.lo[i])
            > (c->hi[side] - c->lo[side]) / (w->whole.hi[side] - w->whole.lo[side]))
            side = i;
    half[0] = half[1] = *c;
    half[0].hi[side] = half[1].lo[side] = middle_of(c, side);
    half[0].depth = half[1].depth = c->depth + 1;
}

static int by_lower(const void *a, const void *b)
{
    double x = ((const cell *)a)->lower, y = ((const cell *)b)->lower;
    return (x > y) - (x < y);
}

static int by_depth(const void *a, const void *b)
{
    int x = ((const cell *)a)->depth, y = ((const cell *)b)->depth;
    return x == y ? by_lower(a, b) : (x > y) - (x < y);
}

/* Halves the widest cells, and drops what is above the best value. */
static void wave(search *w)
{
    cell fresh[2 * WAVE];
    size_t taken = 0, kept = 0;
    qsort(w->list, w->count, sizeof *w->list, by_depth);
    while (taken < WAVE && taken < w->count && w->list[taken].depth < DEEPEST) {
        split(w, &w->list[taken], &fresh[2 * taken]);
        taken++;
    }
#pragma omp parallel
    {
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < 2 * taken; i++)
            examine(w, &fresh[i]);
        flint_cleanup(); /* the caches of this thread */
    }
    memmove(w->list, w->list + taken, (w->count - taken) * sizeof *w->list);
    w->count -= taken;
    for (size_t i = 0; i < 2 * taken; i++) {
        push(w, &fresh[i]);
        if (fresh[i].at_middle < w->best) {
            w->best = fresh[i].at_middle;
            for (int k = 0; k < w->n; k++)
                w->at[k] = middle_of(&fresh[i], k);
        }
    }
    for (size_t i = 0; i < w->count; i++)
        if (w->list[i].lower <= w->best)
            w->list[kept++] = w->list[i];
    w->count = kept;
    w->boxes += (long)(2 * taken);
}

static void conclude(const search *w, least_found *out)
{
    *out = (least_found){.n = w->n,
                         .narrow = true,
                         .inside = true,
                         .value_lo = INFINITY,
                         .value_hi = w->best,
                         .boxes = w->boxes,
                         .left = (long)w->count};
    memcpy(out->at, w->at, sizeof out->at);
    for (int k = 0; k < w->n; k++) {
        out->lo[k] = INFINITY, out->hi[k] = -INFINITY;
        for (size_t i = 0; i < w->count; i++) {
            out->lo[k] = fmin(out->lo[k], w->list[i].lo[k]);
            out->hi[k] = fmax(out->hi[k], w->list[i].hi[k]);
        }
        out->narrow &= out->hi[k] - out->lo[k] <= w->r->fraction * (w->whole.hi[k] - w->whole.lo[k]);
        out->inside &= out->lo[k] > w->whole.lo[k] && out->hi[k] < w->whole.hi[k];
    }
    for (size_t i = 0; i < w->count; i++)
        out->value_lo = fmin(out->value_lo, w->list[i].lower);
    if (!theta_metric_signed(&w->r->d))
        out->value_lo = fmax(0, out->value_lo);
}

static double outward(real x, int side)
{
    real_pool *pool = real_pool_open();
    double d = real_double(box_end(pool, x, side));
    int order = real_compare(real_from_double(pool, d), x);
    real_pool_close(pool);
    return order == 0 || order == side ? d : nextafter(d, side < 0 ? -INFINITY : INFINITY);
}

bool box_least_find(const least_request *r, least_found *out, error *e)
{
    search w = {.r = r, .n = r->named.n, .best = INFINITY};
    box_laws all;
    for (int i = 0; i < w.n; i++) {
        w.whole.lo[i] = outward(r->named.range.lo[i], -1);
        w.whole.hi[i] = outward(r->named.range.hi[i], +1);
    }
    bool read =
        box_laws_open_between(&all, r->p, r->q, &r->named, w.whole.lo, w.whole.hi, e)
        && (!r->d.row->needs_second_law || all.p->dim == all.q->dim
            || error_set(e, -1, "P is %d-dimensional and Q is %d-dimensional", all.p->dim, all.q->dim))
        && theta_metric_suits(&r->d, &all, e);
    box_laws_close(&all);
    if (!read)
        return false;
    examine(&w, &w.whole);
    if (!law_move_knows(&r->d) && !(w.whole.lower > -INFINITY))
        return error_set(e, -1, "%s of these laws has no bound over a box", r->d.row->name);
    push(&w, &w.whole);
    do {
        wave(&w);
        conclude(&w, out);
    } while (!out->narrow && w.count && w.boxes < r->cap
             && (!r->go_on || r->go_on(r->state, w.boxes, (long)w.count)));
    free(w.list);
    return true;
}
