/*
 * Many starts are looked at, the simplex runs from the best few, and the best end is polished. Starts take
 * locations from the target's quantiles and positive numbers from its spread, from 1, and from 1/spread
 * (scales, shapes and rates).
 *
 * A parameter escapes if the objective falls towards an end of its range: the search is confined to a factor around what the target suggests, and
 * an end of the search far out, where the objective is lower than nearer by and no higher at each decade of DECADES farther out, is
 * reported as an infimum that is not attained.
 */
#include "divergences/fit_descent.h"

#include "distributions/planar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = MODEL_PARAMETERS, POOL = 30, KEPT = 5, SKETCH = 255, DRAWS_FOR_ONE = 40, DECADES = 3 };
static const double NEAR_WALL = 1e5, FAR_WALL = 1e10, FAR = 1e4;

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
    double lo[N], hi[N]; /* of the coordinates: the walls */
} objective;

static double objective_value(void *state, const double *t)
{
    const objective *o = state;
    double x[N];
    for (int i = 0; i < o->m->n; i++)
        if (!(t[i] >= o->lo[i] && t[i] <= o->hi[i]))
            return INFINITY;
    for (int i = 0; i < o->m->n; i++)
        x[i] = model_number(o->m->free[i].in, t[i]);
    law *l = model_at(o->m, x, NULL);
    double v = l ? o->f(o->state, l) : INFINITY;
    law_free(l);
    return v;
}

/* `factor` beyond the sizes that the target suggests, and the start that was given. */
static void set_range(const model *m, const sketch *about, double factor, double *lo, double *hi)
{
    double least = about->x[0], most = about->x[SKETCH - 1], s = about->spread;
    for (int i = 0; i < m->n; i++) {
        const free_parameter *f = &m->free[i];
        double small = fmin(1, fmin(s, 1 / s)), large = fmax(1, fmax(s, 1 / s));
        lo[i] = -INFINITY, hi[i] = INFINITY;
        if (f->in == POSITIVE) {
            lo[i] = log((f->given ? fmin(small, f->base) : small) / factor);
            hi[i] = log((f->given ? fmax(large, f->base) : large) * factor);
        } else if (is_location(f)) {
            double from = f->given ? fmin(least, f->base) : least, to = f->given ? fmax(most, f->base) : most;
            lo[i] = from - factor * fmax(s, to - from);
            hi[i] = to + factor * fmax(s, to - from);
        }
    }
}

/* Which coordinates are far out, and on which side. */
static bool is_far(const objective *o, const sketch *about, const double *t, int *escape)
{
    double lo[N], hi[N];
    bool far = false;
    set_range(o->m, about, FAR, lo, hi);
    for (int i = 0; i < o->m->n; i++) {
        escape[i] = t[i] > hi[i] ? 1 : t[i] < lo[i] ? -1 : 0;
        far |= escape[i] != 0;
    }
    return far;
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

/*
 * The least objective with the far coordinates held 10^k times as far out: the others follow by the simplex, which stays in the plane that
 * its first steps span.
 */
static double value_farther(valley *v, const objective *o, const double *t, const double *step,
                            const int *escape, int k)
{
    double at[N], free_step[N], longest = 0, value;
    bool others = false;
    for (int i = 0; i < v->n; i++)
        if (escape[i] && o->m->free[i].in == POSITIVE)
            longest = fmax(longest, fabs(t[i]));
    for (int i = 0; i < v->n; i++) {
        at[i] = t[i];
        free_step[i] = escape[i] ? 0 : 0.01 * step[i];
        others |= !escape[i];
        if (escape[i])
            at[i] *= o->m->free[i].in == POSITIVE ? 1 + k * M_LN10 / longest : pow(10, k);
    }
    value = v->value(v->state, at);
    if (others && value < INFINITY)
        minimise_simplex(v, at, free_step, 1e-4, &value);
    return value;
}

/* The walls are far. */
static bool does_escape(valley *v, const objective *o, const sketch *about, const start *end,
                        const double *step, const int *escape)
{
    double lo[N], hi[N], nearer[N], value = end->value, noise = 1e-9 * fabs(value);
    set_range(o->m, about, FAR, lo, hi);
    for (int i = 0; i < v->n; i++)
        nearer[i] = escape[i] > 0 ? hi[i] : escape[i] < 0 ? lo[i] : end->t[i];
    if (!(v->value(v->state, nearer) > value + noise))
        return false;
    for (int k = 1; k <= DECADES; k++) {
        double next = value_farther(v, o, end->t, step, escape, k);
        if (!(next <= value + noise))
            return false;
        value = next;
    }
    return true;
}

/*
 * The simplex from each start, until one ends in an escape; from a wall that is none it goes on. The index of the best end.
 */
static int descend_all(valley *v, objective *o, const sketch *about, start *pool, const double *step,
                       descent *out)
{
    int best = 0;
    for (int k = 0; k < out->starts && !out->escapes; k++) {
        minimise_simplex(v, pool[k].t, step, 1e-5, &pool[k].value);
        if (is_far(o, about, pool[k].t, out->escape)) {
            set_range(o->m, about, FAR_WALL, o->lo, o->hi);
            out->escapes = does_escape(v, o, about, &pool[k], step, out->escape);
            if (!out->escapes)
                minimise_simplex(v, pool[k].t, step, 1e-5, &pool[k].value);
        }
        best = pool[k].value < pool[best].value || out->escapes ? k : best;
    }
    for (int k = 0; k < out->starts; k++)
        out->agreeing += same_value(pool[k].value, pool[best].value);
    return best;
}

bool fit_descend(const model *m, const law *target, law_objective f, void *state, unsigned long seed,
                 descent *out, error *e)
{
    objective o = {.m = m, .f = f, .state = state};
    valley v = {m->n, objective_value, &o, 0};
    double scale[N], step[N];
    sketch about;
    start pool[POOL];
    *out = (descent){0};
    sketch_target(target, seed, &about);
    set_range(m, &about, NEAR_WALL, o.lo, o.hi);
    int finite = look_around(&v, m, &about, seed, pool);
    out->starts = finite < KEPT ? finite : KEPT;
    if (!out->starts)
        return error_set(e, -1, "it is infinite wherever it was tried");
    if (finite > KEPT && fabs(pool[finite - 1].value - pool[0].value) <= 1e-12 * fabs(pool[0].value))
        return error_set(e, -1, "it is %.15g wherever it was tried", pool[0].value);
    step_sizes(m, about.spread, scale, step);
    int best = descend_all(&v, &o, &about, pool, step, out);
    minimum at = {.value = pool[best].value};
    if (out->escapes)
        memcpy(at.at, pool[best].t, sizeof at.at);
    else
        at = finish(&v, &pool[best], scale, step, &out->least_error);
    report(m, &at, out);
    out->evaluations = v.evaluations;
    return true;
}
