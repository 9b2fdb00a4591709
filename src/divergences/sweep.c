/* Divergences along theta: see sweep.h. */
#include "divergences/sweep.h"

#include "divergences/numerical.h"
#include "divergences/rapid.h"
#include "divergences/sweep_law.h"
#include "divergences/theta_steps.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const sweep_accuracy sweep_accuracy_default = {.absolute = 1e-12, .relative = 1e-12, .budget = 2};

struct sweep {
    const divergence *d;
    size_t k;
    const theta_grid *grid;
    theta_steps steps;
    sweep_accuracy accuracy;
    int sides;
    sweep_law *law[2];
};

struct sweep_worker {
    const sweep *s;
    sweep_point *at[2];
    rapid *r;
    numerical *found;
    divergence *rest; /* what rapid.h did not answer, and its places */
    size_t *place;
    numerical *answer;
};

/* ---- Making ---- */

static bool needs_second(const divergence *d, size_t k)
{
    for (size_t j = 0; j < k; j++)
        if (d[j].row->needs_second_law)
            return true;
    return false;
}

sweep *sweep_make(const divergence *d, size_t k, const char *p, const char *q, const theta_grid *grid,
                  const sweep_accuracy *accuracy, error *e)
{
    if (!q && needs_second(d, k))
        return error_set(e, -1, "these divergences need a second law Q"), NULL;
    sweep *s = calloc(1, sizeof *s);
    *s = (sweep){.d = d, .k = k, .grid = grid, .accuracy = *accuracy, .sides = q ? 2 : 1};
    s->steps = theta_steps_of(grid);
    s->law[0] = sweep_law_make(p, grid);
    s->law[1] = q ? sweep_law_make(q, grid) : NULL;
    return s;
}

void sweep_free(sweep *s)
{
    if (!s)
        return;
    sweep_law_free(s->law[0]);
    sweep_law_free(s->law[1]);
    free(s);
}

sweep_worker *sweep_worker_open(const sweep *s)
{
    sweep_worker *w = calloc(1, sizeof *w);
    w->s = s;
    for (int side = 0; side < s->sides; side++)
        w->at[side] = sweep_point_open(s->law[side]);
    w->r = s->sides == 2 ? rapid_open(s->d, s->k) : NULL;
    w->found = calloc(s->k, sizeof *w->found);
    for (size_t j = 0; j < s->k; j++)
        w->found[j] = (numerical){NAN, INFINITY, FINITE, false};
    w->answer = calloc(s->k, sizeof *w->answer);
    w->rest = calloc(s->k, sizeof *w->rest);
    w->place = calloc(s->k, sizeof *w->place);
    return w;
}

void sweep_worker_close(sweep_worker *w)
{
    sweep_point_close(w->at[0]);
    sweep_point_close(w->at[1]);
    rapid_close(w->r);
    free(w->found);
    free(w->answer);
    free(w->rest);
    free(w->place);
    free(w);
}

/* ---- The exact way ---- */

void sweep_laws_clear(sweep_laws *x)
{
    law_free(x->own[0]);
    law_free(x->own[1]);
}

bool sweep_laws_read(const sweep *s, long i, sweep_laws *x, int *side, error *e)
{
    *x = (sweep_laws){0};
    for (*side = 0; *side < s->sides; ++*side) {
        int k = *side;
        if (!(x->l[k] = sweep_law_constant(s->law[k])))
            x->l[k] = x->own[k] = sweep_law_at(s->law[k], s->grid, i, e);
        if (!x->l[k])
            return false;
    }
    *side = 0;
    if (s->sides == 2 && x->l[0]->dim != x->l[1]->dim)
        return error_set(e, -1, "P is %d-dimensional and Q is %d-dimensional", x->l[0]->dim, x->l[1]->dim);
    return true;
}

static bool within(const sweep_accuracy *a, double value, double off)
{
    return isfinite(value) && off <= fmax(a->absolute, a->relative * fabs(value));
}

/*
 * Parameters are rounded: by `drift` of their scales, together. A divergence D changes by less than 16 (1 + D) times that: a
 * chi2 of exp(c^2) - 1 by 2c (1 + chi2), c < 6 as long as doubles leave anything of it.
 */
static void take(const sweep *s, const numerical *found, double drift, sweep_value *out)
{
    double off = found->error + 16 * (1 + fabs(found->value)) * drift;
    if (found->known && found->why != FINITE)
        *out = (sweep_value){INFINITY, 0, found->why, EVIDENCE_NUMERICAL, true};
    else if (found->known && within(&s->accuracy, found->value, off))
        *out = (sweep_value){found->value, off, FINITE, EVIDENCE_NUMERICAL, true};
}

/* By the certified routes, or whatever divergence_compute finds. */
static sweep_value compute(const sweep *s, size_t j, const sweep_laws *x)
{
    sweep_value v = {NAN, INFINITY, FINITE, EVIDENCE_CERTIFIED, false};
    request ask = request_default;
    result found;
    ask.budget = s->accuracy.budget;
    ask.digits = (slong)ceil(-log10(s->accuracy.relative)) + 1;
    if (!divergence_compute(s->d[j], x->l[0], x->l[1] ? x->l[1] : x->l[0], &ask, &found, NULL))
        return v;
    v.grade = found.grade;
    v.why = found.why;
    if (found.why != FINITE) {
        v.value = INFINITY, v.error = 0, v.known = true;
    } else if (ball_is_finite(found.value)) {
        v.value = ball_double(found.value);
        v.error = ball_radius(found.value) + DBL_EPSILON * fabs(v.value);
        v.known = within(&s->accuracy, v.value, v.error);
    }
    result_clear(&found);
    return v;
}

/* An integral that seems to diverge is asked about again: that it does can be certified. */
static sweep_value settle(const sweep *s, size_t j, const numerical *found, const sweep_laws *x)
{
    if (found->known && found->why == FINITE && within(&s->accuracy, found->value, found->error))
        return (sweep_value){found->value, found->error, FINITE, EVIDENCE_NUMERICAL, true};
    sweep_value v = compute(s, j, x);
    if (!v.known && found->known && found->why != FINITE)
        return (sweep_value){INFINITY, 0, found->why, EVIDENCE_NUMERICAL, true};
    return v;
}

/* rapid.h on exact laws, if their doubles have not been tried. */
static void answer_rapidly(sweep_worker *w, const sweep_laws *x, sweep_value *out)
{
    part p[RAPID_MOST_PARTS], q[RAPID_MOST_PARTS];
    if (!w->r || !rapid_parts(x->l[0], p, x->l[1], q))
        return;
    rapid_divergences(w->r, x->l[0], p, x->l[1], q, w->s->accuracy.absolute, w->s->accuracy.relative,
                      w->found);
    for (size_t j = 0; j < w->s->k; j++)
        take(w->s, &w->found[j], 0, &out[j]);
}

static bool answer_exactly(sweep_worker *w, long i, bool tried, sweep_value *out, error *e)
{
    const sweep *s = w->s;
    sweep_laws x;
    size_t n = 0;
    int side;
    bool well = sweep_laws_read(s, i, &x, &side, e);
    if (well && !tried)
        answer_rapidly(w, &x, out);
    for (size_t j = 0; well && j < s->k; j++)
        if (!out[j].known) {
            w->rest[n] = s->d[j];
            w->place[n++] = j;
        }
    if (n)
        numerical_divergences(w->rest, n, x.l[0], x.l[1] ? x.l[1] : x.l[0], w->answer);
    for (size_t m = 0; well && m < n; m++)
        out[w->place[m]] = settle(s, w->place[m], &w->answer[m], &x);
    sweep_laws_clear(&x);
    return well;
}

/* ---- The quick way ---- */

static bool place(sweep_worker *w, long i, double *theta)
{
    double off;
    bool clear = theta_double(&w->s->steps, w->s->grid, i, theta, &off) && w->at[0];
    for (int side = 0; side < w->s->sides && clear; side++)
        clear = w->at[side] && sweep_point_move(w->at[side], *theta, off);
    return clear;
}

static bool answer_quickly(sweep_worker *w, sweep_value *out)
{
    const sweep *s = w->s;
    if (sweep_points_share_an_end(w->at[0], w->at[1]))
        return false;
    rapid_divergences(w->r, sweep_point_law(w->at[0]), sweep_point_parts(w->at[0]), sweep_point_law(w->at[1]),
                      sweep_point_parts(w->at[1]), s->accuracy.absolute, s->accuracy.relative, w->found);
    double drift = sweep_point_drift(w->at[0]) + sweep_point_drift(w->at[1]);
    for (size_t j = 0; j < s->k; j++)
        take(s, &w->found[j], drift, &out[j]);
    return true;
}

bool sweep_check(sweep_worker *w, long i, int *side, error *e)
{
    double theta;
    sweep_laws x;
    if (i > 0 && i < w->s->grid->count - 1
        && place(w, i, &theta)) /* both ends are read exactly in any case */
        return true;
    bool well = sweep_laws_read(w->s, i, &x, side, e);
    sweep_laws_clear(&x);
    return well;
}

bool sweep_at(sweep_worker *w, long i, double *theta, sweep_value *out, error *e)
{
    bool all = true, tried;
    for (size_t j = 0; j < w->s->k; j++)
        out[j] = (sweep_value){NAN, INFINITY, FINITE, EVIDENCE_NUMERICAL, false};
    tried = place(w, i, theta) && w->r && answer_quickly(w, out);
    for (size_t j = 0; j < w->s->k; j++)
        all &= out[j].known;
    return all || answer_exactly(w, i, tried, out, e);
}
