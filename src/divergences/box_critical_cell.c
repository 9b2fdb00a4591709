/* One sub-box of a search for critical points: see box_critical.h. */
#include "calculus/newton.h"
#include "divergences/box_critical_parts.h"
#include "divergences/box_objective.h"

#include <math.h>

enum { N = JET_SYMBOLS, COARSE = 22 };

bool cell_open_laws(const critical_request *r, const critical_cell *c, box_laws *l, error *e)
{
    return box_laws_open_between(l, r->p, r->q, &r->named, c->lo, c->hi, e);
}

bool cell_touches_boundary(const critical_search *w, const critical_cell *c)
{
    for (int i = 0; i < w->n; i++)
        if (c->lo[i] <= w->whole.lo[i] || c->hi[i] >= w->whole.hi[i])
            return true;
    return false;
}

static void cell_balls(scope *s, const critical_cell *c, int n, ball *x)
{
    for (int i = 0; i < n; i++)
        x[i] = ball_hull(ball_exact_double(s, c->lo[i]), ball_exact_double(s, c->hi[i]));
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
static verdict newton_on(const critical_search *w, const critical_cell *c, cell_outcome *out)
{
    enum { ENLARGED = 4 }; /* by a quarter of its size to each side */
    scope *s = scope_open(CELL_BITS);
    box_laws l;
    ball x[N];
    verdict one = UNDECIDED;
    out->around = *c;
    for (int i = 0; i < w->n; i++) {
        double more = (c->hi[i] - c->lo[i]) / ENLARGED;
        out->around.lo[i] = fmax(c->lo[i] - more, w->whole.lo[i]);
        out->around.hi[i] = fmin(c->hi[i] + more, w->whole.hi[i]);
    }
    if (cell_open_laws(w->r, &out->around, &l, NULL)) {
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
static bool is_regular(const critical_search *w, const critical_cell *c, const ball *g, bool *edge_open)
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

/* Certainly one critical point at most, where the second derivatives are nearly constant. */
static bool is_nonsingular(int n, const box_value *v)
{
    if (n == 1)
        return ball_sign(v->bend[0][0]) != 0;
    return n > 2 || ball_sign(ball_sub(ball_mul(v->bend[0][0], v->bend[1][1]), ball_sqr(v->bend[0][1]))) != 0;
}

void cell_examine(const critical_search *w, const critical_cell *c, cell_outcome *out)
{
    scope *s = scope_open(CELL_BITS);
    box_laws l;
    *out = (cell_outcome){.fate = CELL_SPLIT, .attained = INFINITY};
    if (cell_open_laws(w->r, c, &l, NULL)) {
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
        out->edge_open = !higher && edge && cell_touches_boundary(w, c);
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
