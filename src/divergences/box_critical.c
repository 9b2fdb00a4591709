/* Critical points over a box: see box_critical.h. */
#include "divergences/box_critical.h"

#include "calculus/newton.h"
#include "divergences/box_atoms.h"
#include "divergences/box_objective.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = JET_SYMBOLS, BITS = 80, COARSE = 22, WAVE = 16, DEEPEST = 60 };

/* A sub-box with double ends: exact numbers. */
typedef struct cell {
    double lo[N], hi[N];
    int depth;
} cell;

/* What was learned about a cell. */
typedef enum { CELL_EMPTY, CELL_SPLIT, CELL_POINT } cell_fate;
typedef struct outcome {
    cell_fate fate;
    bool edge_open;       /* a minimum on the boundary of the whole box may be in it */
    double attained;      /* an upper bound of a value of J that is attained in it */
    critical_point point; /* CELL_POINT: the only critical point of `around` */
    cell around;
} outcome;

typedef struct search {
    const critical_request *r;
    critical_found *out;
    int n;
    cell whole;
    cell *queue;
    size_t first, end, room;
    cell region[CRITICAL_POINTS]; /* of the points found */
    double best;
} search;

static void cell_balls(scope *s, const cell *c, int n, ball *x)
{
    for (int i = 0; i < n; i++)
        x[i] = ball_hull(ball_exact_double(s, c->lo[i]), ball_exact_double(s, c->hi[i]));
}

static bool open_laws(const critical_request *r, const cell *c, box_laws *l, error *e)
{
    return box_laws_open_between(l, r->p, r->q, &r->named, c->lo, c->hi, e);
}

/* ---- Interval Newton ---- */

typedef struct field {
    const critical_request *r;
    const box_laws *l;
} field;

static void gradient(void *state, scope *s, const ball *x, ball *out)
{
    const field *f = state;
    box_value v;
    box_objective(s, f->l, &f->r->d, x, 1, f->r->goal + 6, &v);
    for (int i = 0; i < f->r->named.n; i++)
        out[i] = v.order > 0 ? v.slope[i] : ball_nothing(s);
}

static void curvature(void *state, scope *s, const ball *x, ball *out)
{
    const field *f = state;
    int n = f->r->named.n;
    box_value v;
    box_objective(s, f->l, &f->r->d, x, 2, COARSE, &v);
    for (int i = 0; i < n * n; i++)
        out[i] = v.order > 1 ? v.bend[i / n][i % n] : ball_nothing(s);
}

/* By the signs of the leading minors of the second derivatives on x. */
static critical_kind kind_of(scope *s, const field *f, const ball *x)
{
    int n = f->r->named.n;
    ball h[N * N];
    curvature((void *)f, s, x, h);
    ball first = h[0], minor = n > 1 ? ball_sub(ball_mul(h[0], h[n + 1]), ball_sqr(h[1])) : ball_int(1);
    if (n > 2)
        return CRITICAL_OPEN;
    if (n == 2 && ball_sign(minor) < 0)
        return CRITICAL_SADDLE;
    if (n == 2 && ball_sign(minor) == 0)
        return CRITICAL_OPEN;
    return ball_sign(first) > 0 ? CRITICAL_MINIMUM : ball_sign(first) < 0 ? CRITICAL_MAXIMUM : CRITICAL_OPEN;
}

/* Does an enlarged cell hold exactly one critical point? FAILS: none. */
static verdict newton_on(const search *w, const cell *c, outcome *out)
{
    enum { ENLARGED = 4 }; /* by a quarter of its size to each side */
    scope *s = scope_open(BITS);
    box_laws l;
    ball x[N];
    verdict one = UNDECIDED;
    out->around = *c;
    for (int i = 0; i < w->n; i++) {
        double more = (c->hi[i] - c->lo[i]) / ENLARGED;
        out->around.lo[i] = fmax(c->lo[i] - more, w->whole.lo[i]);
        out->around.hi[i] = fmin(c->hi[i] + more, w->whole.hi[i]);
    }
    if (open_laws(w->r, &out->around, &l, NULL)) {
        field f = {w->r, &l};
        vector_field F = {w->n, gradient, curvature, &f};
        cell_balls(s, &out->around, w->n, x);
        one = newton_unique_zero(s, &F, x, w->r->goal);
        if (one == HOLDS) {
            box_value v;
            box_objective(s, &l, &w->r->d, x, 1, w->r->goal, &v);
            out->point = (critical_point){.n = w->n,
                                          .kind = kind_of(s, &f, x),
                                          .value_lo = double_below(v.value),
                                          .value_hi = double_above(v.value)};
            for (int i = 0; i < w->n; i++)
                out->point.lo[i] = double_below(x[i]), out->point.hi[i] = double_above(x[i]);
        }
    }
    box_laws_close(&l);
    scope_close(s);
    return one;
}

/* ---- One cell ---- */

/*
 * Some component of the gradient has one sign, so no critical point. A minimum over the whole box may still lie in the cell if
 * the cell touches the face of the box towards which the divergence falls, for every such component.
 */
static bool is_regular(const search *w, const cell *c, const ball *g, bool *edge_open)
{
    bool regular = false, edge = true;
    for (int i = 0; i < w->n; i++) {
        int sign = ball_sign(g[i]);
        regular |= sign != 0;
        edge &= sign > 0 ? c->lo[i] <= w->whole.lo[i] : sign < 0 ? c->hi[i] >= w->whole.hi[i] : true;
    }
    *edge_open = edge;
    return regular;
}

static bool touches_boundary(const search *w, const cell *c)
{
    for (int i = 0; i < w->n; i++)
        if (c->lo[i] <= w->whole.lo[i] || c->hi[i] >= w->whole.hi[i])
            return true;
    return false;
}

static bool is_known(const search *w, const cell *c)
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

/* Certainly one critical point at most, where the second derivatives are nearly constant. */
static bool is_nonsingular(int n, const box_value *v)
{
    if (n == 1)
        return ball_sign(v->bend[0][0]) != 0;
    return n > 2 || ball_sign(ball_sub(ball_mul(v->bend[0][0], v->bend[1][1]), ball_sqr(v->bend[0][1]))) != 0;
}

static void examine(const search *w, const cell *c, outcome *out)
{
    scope *s = scope_open(BITS);
    box_laws l;
    *out = (outcome){.fate = CELL_SPLIT, .attained = INFINITY};
    if (open_laws(w->r, c, &l, NULL)) {
        ball x[N], middle[N], h[N], g[N];
        box_value over, thin;
        cell_balls(s, c, w->n, x);
        for (int i = 0; i < w->n; i++) {
            middle[i] = ball_mid(x[i]);
            h[i] = ball_sub(x[i], middle[i]);
        }
        box_objective(s, &l, &w->r->d, x, 2, COARSE, &over);
        box_objective(s, &l, &w->r->d, middle, 1, COARSE, &thin);
        out->attained = double_above(thin.value);
        bool regular = false, edge = true;
        if (over.order > 0) {
            box_gradient(w->n, &over, &thin, h, g);
            regular = is_regular(w, c, g, &edge);
        }
        bool higher = box_lower_value(w->n, &over, &thin, h, g) > w->best || over.why != FINITE;
        out->edge_open = !higher && edge && touches_boundary(w, c);
        if ((regular && !out->edge_open) || over.why != FINITE || (w->r->least && higher))
            out->fate = CELL_EMPTY;
        else if (!regular && over.order > 1 && is_nonsingular(w->n, &over)) {
            verdict one = newton_on(w, c, out);
            out->fate = one == HOLDS ? CELL_POINT : one == FAILS && !out->edge_open ? CELL_EMPTY : CELL_SPLIT;
        }
    }
    box_laws_close(&l);
    scope_close(s);
}

/* ---- The queue ---- */

static void push(search *w, cell c)
{
    if (w->end == w->room)
        w->queue = realloc(w->queue, (w->room = 2 * w->room + 64) * sizeof *w->queue);
    w->queue[w->end++] = c;
}

static void split(search *w, const cell *c)
{
    int side = 0;
    for (int i = 1; i < w->n; i++)
        if ((c->hi[i] - c->lo[i]) / (w->whole.hi[i] - w->whole.lo[i])
            > (c->hi[side] - c->lo[side]) / (w->whole.hi[side] - w->whole.lo[side]))
            side = i;
    double middle = c->lo[side] + (c->hi[side] - c->lo[side]) / 2;
    cell left = *c, right = *c;
    left.hi[side] = right.lo[side] = middle;
    left.depth = right.depth = c->depth + 1;
    push(w, left);
    push(w, right);
}

/* The same point as one found before: its region contains the enclosure. */
static bool is_new(const search *w, const critical_point *p)
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

static void take(search *w, const cell *c, const outcome *o)
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

static size_t wave(search *w)
{
    cell now[WAVE];
    outcome fate[WAVE];
    size_t count = 0;
    while (count < WAVE && w->first < w->end) {
        cell c = w->queue[w->first++];
        if (is_known(w, &c) && !touches_boundary(w, &c))
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
            examine(w, &now[i], &fate[i]);
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
    scope *s = scope_open(BITS);
    ball J = ball_hull(ball_exact_double(s, p->value_lo), ball_exact_double(s, p->value_hi));
    J = d->falls ? ball_neg(J) : J;
    ball value = d->of_integral ? d->of_integral(J, d->order ? real_ball(s, d->order) : ball_int(0)) : J;
    p->value_lo = double_below(value), p->value_hi = double_above(value);
    scope_close(s);
}

static void conclude(search *w)
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
    search w = {.r = r, .out = out, .n = r->named.n, .best = INFINITY};
    for (int i = 0; i < w.n; i++) {
        w.whole.lo[i] = outward(r->named.range.lo[i], -1);
        w.whole.hi[i] = outward(r->named.range.hi[i], +1);
    }
    box_laws whole;
    bool read = open_laws(r, &w.whole, &whole, e);
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
