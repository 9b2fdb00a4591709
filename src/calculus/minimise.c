/* The downhill simplex, and Newton's method with differences of high order: see minimise.h. */
#include "calculus/minimise.h"

#include <float.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

enum { N = MINIMISE_DIM, SIMPLEX_STEPS = 3000, PATIENCE = 25, HALVINGS = 9, NEWTON_STEPS = 12 };

/* Stands for +infinity where a library insists on numbers. */
static const double wall = 1e300;

static double value_at(valley *f, const double *t)
{
    f->evaluations++;
    double v = f->value(f->state, t);
    return v < wall ? v : wall;
}

/* ---- The simplex ---- */

static double simplex_value(const gsl_vector *t, void *state) { return value_at(state, t->data); }

bool minimise_simplex(valley *f, double *t, const double *step, double size, double *value)
{
    double first = INFINITY, least = INFINITY;
    int idle = 0;
    gsl_vector_const_view from = gsl_vector_const_view_array(t, (size_t)f->n);
    gsl_vector_const_view steps = gsl_vector_const_view_array(step, (size_t)f->n);
    gsl_multimin_function g = {simplex_value, (size_t)f->n, f};
    gsl_multimin_fminimizer *m =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, (size_t)f->n);
    bool done = m && !gsl_multimin_fminimizer_set(m, &g, &from.vector, &steps.vector);
    for (int i = 0; done && i < SIMPLEX_STEPS && idle < PATIENCE * f->n; i++) {
        if (i == 0)
            first = gsl_multimin_fminimizer_size(m);
        if (gsl_multimin_fminimizer_iterate(m) || gsl_multimin_fminimizer_size(m) <= size * first)
            break;
        idle = m->fval < least ? 0 : idle + 1; /* at the bottom only rounding errors are left to compare */
        least = m->fval;
    }
    if (done) {
        memcpy(t, m->x->data, (size_t)f->n * sizeof *t);
        *value = m->fval;
    }
    if (m)
        gsl_multimin_fminimizer_free(m);
    return done && *value < wall;
}

/* ---- Differences ---- */

static double moved(valley *f, const double *t, int i, double by, int j, double and_by)
{
    double at[N];
    memcpy(at, t, (size_t)f->n * sizeof *at);
    at[i] += by;
    at[j] += and_by;
    return value_at(f, at);
}

/*
 * df/dt_i with step h, of order six; its distance from order four, with what rounding f may do, into *error.
 */
static double slope(valley *f, const double *t, int i, double h, double *error)
{
    double d[3], size = 0;
    for (int k = 1; k <= 3; k++) {
        double right = moved(f, t, i, k * h, i, 0), left = moved(f, t, i, -k * h, i, 0);
        d[k - 1] = right - left;
        size = fmax(size, fmax(fabs(right), fabs(left)));
    }
    double six = (45 * d[0] - 9 * d[1] + d[2]) / (60 * h), four = (8 * d[0] - d[1]) / (12 * h);
    *error = fabs(six - four) + DBL_EPSILON * size / h;
    return size < wall / 2 ? six : NAN;
}

/*
 * The step at which the slope is best: from scale/4 downwards, the formulas of order four and six and the
 * slopes with h and 2 h approach each other until rounding separates them.
 */
static double best_step(valley *f, const double *t, int i, double scale, double *error)
{
    double h = scale / 4, best = h, before = NAN;
    *error = INFINITY;
    for (int k = 0; k < HALVINGS; k++, h /= 2) {
        double apart, now = slope(f, t, i, h, &apart);
        apart = isfinite(before) ? fmax(apart, fabs(now - before)) : INFINITY;
        if (apart < *error)
            *error = apart, best = h;
        else if (apart > 30 * *error)
            break;
        before = now;
    }
    return best;
}

/* Second derivatives by differences of order two: Newton's matrix needs no digits. */
static void second(valley *f, const double *t, const double *h, double *A)
{
    int n = f->n;
    double middle = value_at(f, t);
    for (int i = 0; i < n; i++) {
        A[i * n + i] =
            (moved(f, t, i, h[i], i, 0) - 2 * middle + moved(f, t, i, -h[i], i, 0)) / (h[i] * h[i]);
        for (int j = 0; j < i; j++) {
            double like = moved(f, t, i, h[i], j, h[j]) + moved(f, t, i, -h[i], j, -h[j]);
            double unlike = moved(f, t, i, h[i], j, -h[j]) + moved(f, t, i, -h[i], j, h[j]);
            A[i * n + j] = A[j * n + i] = (like - unlike) / (4 * h[i] * h[j]);
        }
    }
}

/* ---- Newton ---- */

/*
 * A := A^-1 by Gauss and Jordan without pivoting; false if A is not positive definite, where a pivot is not
 * positive.
 */
static bool invert(int n, double *A)
{
    for (int k = 0; k < n; k++) {
        double pivot = A[k * n + k];
        if (!(pivot > 0) || !(pivot < wall / 4))
            return false;
        A[k * n + k] = 1;
        for (int j = 0; j < n; j++)
            A[k * n + j] /= pivot;
        for (int i = 0; i < n; i++) {
            double multiple = A[i * n + k];
            if (i == k)
                continue;
            A[i * n + k] = 0;
            for (int j = 0; j < n; j++)
                A[i * n + j] -= multiple * A[k * n + j];
        }
    }
    for (int i = 0; i < n * n; i++)
        if (!isfinite(A[i]))
            return false;
    return true;
}

/* The slope at the step that was chosen, and its error judged again. */
static double final_slope(valley *f, const double *t, int i, double h, double *error)
{
    double wider, now = slope(f, t, i, h, error), other = slope(f, t, i, 2 * h, &wider);
    *error = fmax(*error, fabs(now - other));
    return now;
}

static double row_times(int n, const double *row, const double *v, bool absolute)
{
    double sum = 0;
    for (int j = 0; j < n; j++)
        sum += absolute ? fabs(row[j]) * v[j] : row[j] * v[j];
    return sum;
}

typedef struct newton_state {
    double h[N], slope[N], slope_error[N], inverse[N * N];
} newton_state;

/* Steps, slopes and matrix at t; false if f is not smooth and convex there. */
static bool look(valley *f, const double *t, const double *scale, newton_state *s)
{
    for (int i = 0; i < f->n; i++) {
        s->h[i] = best_step(f, t, i, scale[i], &s->slope_error[i]);
        if (!isfinite(s->slope_error[i]))
            return false;
    }
    second(f, t, s->h, s->inverse);
    return invert(f->n, s->inverse);
}

/* One step; its largest size relative to the error that the slopes leave. */
static double take_step(valley *f, double *t, const newton_state *s)
{
    double g[N], error, largest = 0;
    for (int i = 0; i < f->n; i++)
        g[i] = slope(f, t, i, s->h[i], &error);
    for (int i = 0; i < f->n; i++) {
        double by = row_times(f->n, s->inverse + i * f->n, g, false);
        double blur = row_times(f->n, s->inverse + i * f->n, s->slope_error, true);
        largest = fmax(largest, fabs(by) / (blur + DBL_EPSILON * fabs(t[i])));
        t[i] -= by;
    }
    return largest;
}

minimum minimise_polish(valley *f, const double *t, const double *scale)
{
    newton_state s;
    minimum m = {.value = value_at(f, t)};
    double start = m.value, moving = INFINITY;
    memcpy(m.at, t, (size_t)f->n * sizeof *t);
    for (int i = 0; i < f->n; i++)
        m.error[i] = INFINITY, m.gradient[i] = NAN;
    if (!look(f, m.at, scale, &s))
        return m;
    for (int round = 0; round < NEWTON_STEPS && moving > 1; round++)
        moving = take_step(f, m.at, &s);
    double value = value_at(f, m.at);
    m.smooth = moving <= 1 && value <= start + 1e-11 * fmax(1, fabs(start));
    if (!m.smooth) {
        memcpy(m.at, t, (size_t)f->n * sizeof *t);
        return m;
    }
    m.value = value;
    for (int i = 0; i < f->n; i++)
        m.gradient[i] = final_slope(f, m.at, i, s.h[i], &s.slope_error[i]);
    for (int i = 0; i < f->n; i++)
        m.error[i] =
            2 * row_times(f->n, s.inverse + i * f->n, s.slope_error, true) + 4 * DBL_EPSILON * fabs(m.at[i]);
    return m;
}
