/*
 * Many starts are looked at, the simplex runs from the best few, and the best end is polished. Starts take
 * locations from the target's quantiles and positive numbers from its spread, from 1, and from 1/spread
 * (scales, shapes and rates).
 */
#include "divergences/fit_descent.h"

#include "distributions/planar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = MODEL_PARAMETERS, POOL = 30, KEPT = 5, SKETCH = 255, DRAWS_FOR_ONE = 40 };

/* ---- Where to start ---- */

/* The target in a few numbers: ordered values (of both coordinates, on the plane) and their spread. */
typedef struct sketch {
    double x[SKETCH], spread;
} sketch;

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void sketch_target(const law *target, unsigned long seed, sketch *out)
{
    random_stream *r = random_open(seed, UINT64_MAX);
    for (int i = 0; i < SKETCH; i++) {
        double xy[2] = {0, 0};
        if (target->dim == 2)
            law_draw2(target, r, xy);
        out->x[i] = target->dim == 2 ? xy[i % 2] : law_quantile_double(target, (i + 0.5) / SKETCH);
    }
    random_close(r);
    qsort(out->x, SKETCH, sizeof *out->x, by_size);
    out->spread = (out->x[3 * SKETCH / 4] - out->x[SKETCH / 4]) / 1.35;
    if (!(out->spread > 0))
        out->spread = (out->x[SKETCH - 1] - out->x[0]) / 4;
    if (!(out->spread > 0) || !isfinite(out->spread))
        out->spread = 1;
}

static bool is_location(const free_parameter *f) { return f->in == ANY_REAL && !f->confined; }

/* Start 0 spreads locations over the quantiles in the order of their names; the others are random. */
static void draw_start(const model *m, const sketch *about, random_stream *r, int start, double *t)
{
    int reals = 0, met = 0;
    for (int i = 0; i < m->n; i++)
        reals += is_location(&m->free[i]);
    for (int i = 0; i < m->n; i++) {
        const free_parameter *f = &m->free[i];
        double units[] = {about->spread, 1, 1 / about->spread};
        double x = f->base, u = random_uniform(r), scatter = exp(0.8 * random_normal(r));
        uint64_t pick = random_below(r, SKETCH), unit = random_below(r, 3);
        if (!f->given && f->confined)
            x = start ? 1.8 * u - 0.9 : 0;
        else if (!f->given && f->in == ANY_REAL)
            x = start ? about->x[pick] : about->x[(size_t)((met + 0.5) / reals * SKETCH)];
        else if (!f->given && f->in == POSITIVE)
            x = start ? scatter * units[unit] : about->spread;
        else if (!f->given)
            x = start ? 0.05 + 0.9 * u : 1.0 / (m->n > 3 ? m->n / 3 + 1 : 2);
        met += is_location(f);
        t[i] = model_coordinate(f->in, x);
    }
}

/* ---- The function of the coordinates ---- */

typedef struct objective {
    const model *m;
    law_objective f;
    void *state;
} objective;

static double objective_value(void *state, const double *t)
{
    const objective *o = state;
    double x[N];
    for (int i = 0; i < o->m->n; i++)
        x[i] = model_number(o->m->free[i].in, t[i]);
    law *l = model_at(o->m, x, NULL);
    double v = l ? o->f(o->state, l) : INFINITY;
    law_free(l);
    return v;
}

typedef struct start {
    double t[N], value;
} start;

static int by_value(const void *a, const void *b)
{
    return by_size(&((const start *)a)->value, &((const start *)b)->value);
}

/* Many points, the best first; how many have a finite value. */
static int look_around(valley *v, const model *m, const sketch *about, unsigned long seed, start *pool)
{
    bool all_given = true;
    int finite = 0;
    for (int i = 0; i < m->n; i++)
        all_given = all_given && m->free[i].given;
    random_stream *r = random_open(seed, 0);
    for (int k = 0; k < (all_given ? 1 : POOL); k++) {
        start s = {.value = INFINITY};
        for (int trial = 0; trial < DRAWS_FOR_ONE && !(s.value < INFINITY); trial++) {
            draw_start(m, about, r, k + trial, s.t);
            v->evaluations++;
            s.value = v->value(v->state, s.t);
        }
        if (s.value < INFINITY)
            pool[finite++] = s;
        else
            break;
    }
    random_close(r);
    qsort(pool, (size_t)finite, sizeof *pool, by_value);
    return finite;
}

/* ---- Descent ---- */

/* On what size of t the objective varies, and the simplex's first steps. */
static void step_sizes(const model *m, double spread, double *scale, double *step)
{
    for (int i = 0; i < m->n; i++) {
        scale[i] = is_location(&m->free[i]) ? spread : m->free[i].confined ? 0.3 : 1;
        step[i] = 0.4 * scale[i];
    }
}

static void shrink(int n, const double *step, double by, double *out)
{
    for (int i = 0; i < n; i++)
        out[i] = by * step[i];
}

static bool same_value(double a, double b) { return fabs(a - b) <= 1e-7 * fmax(1e-3, fabs(b)); }

/* Where Newton's method has no say: a second simplex from elsewhere, and how far apart the two end. */
static void judge_by_repeating(valley *v, const double *step, minimum *best, double *least_error)
{
    double t[N], small[N], value = INFINITY;
    memcpy(t, best->at, sizeof t);
    shrink(v->n, step, -0.05, small);
    minimise_simplex(v, t, small, 1e-8, &value);
    *least_error = fabs(value - best->value);
    for (int i = 0; i < v->n; i++)
        best->error[i] = 4 * fabs(t[i] - best->at[i]) + 1e-7 * fabs(step[i]);
    if (value < best->value) {
        memcpy(best->at, t, sizeof t);
        best->value = value;
    }
}

static minimum finish(valley *v, start *best, const double *scale, const double *step, double *least_error)
{
    double small[N];
    shrink(v->n, step, 0.05, small);
    minimise_simplex(v, best->t, small, 1e-6, &best->value);
    minimum m = minimise_polish(v, best->t, scale);
    *least_error = 0;
    if (m.smooth)
        for (int i = 0; i < v->n; i++)
            *least_error += m.error[i] * fabs(m.gradient[i]);
    else
        judge_by_repeating(v, step, &m, least_error);
    return m;
}

static void report(const model *m, const minimum *at, descent *out)
{
    double sum = 0;
    for (int i = 0; i < m->n; i++) {
        domain in = m->free[i].in;
        out->value[i] = model_number(in, at->at[i]);
        out->error[i] = at->error[i] * fabs(model_slope(in, at->at[i])) + 1e-15 * fabs(out->value[i]);
        double by_parameter = at->gradient[i] / model_slope(in, at->at[i]);
        sum += by_parameter * by_parameter;
    }
    out->least = at->value;
    out->gradient = sqrt(sum);
}

bool fit_descend(const model *m, const law *target, law_objective f, void *state, unsigned long seed,
                 descent *out, error *e)
{
    objective o = {m, f, state};
    valley v = {m->n, objective_value, &o, 0};
    double scale[N], step[N];
    sketch about;
    start pool[POOL];
    *out = (descent){0};
    sketch_target(target, seed, &about);
    int finite = look_around(&v, m, &about, seed, pool);
    out->starts = finite < KEPT ? finite : KEPT;
    if (!out->starts)
        return error_set(e, -1, "it is infinite wherever it was tried");
    if (finite > KEPT && fabs(pool[finite - 1].value - pool[0].value) <= 1e-12 * fabs(pool[0].value))
        return error_set(e, -1, "it is %.15g wherever it was tried", pool[0].value);
    step_sizes(m, about.spread, scale, step);
    int best = 0;
    for (int k = 0; k < out->starts; k++) {
        minimise_simplex(&v, pool[k].t, step, 1e-5, &pool[k].value);
        best = pool[k].value < pool[best].value ? k : best;
    }
    for (int k = 0; k < out->starts; k++)
        out->agreeing += same_value(pool[k].value, pool[best].value);
    minimum at = finish(&v, &pool[best], scale, step, &out->least_error);
    report(m, &at, out);
    out->evaluations = v.evaluations;
    return true;
}
