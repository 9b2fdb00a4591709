/*
 * Normal mixtures fitted to a sample by EM, polished by Newton's method, certified by Krawczyk's: see
 * mixture_fit.h.
 */
#include "divergences/mixture_fit.h"

#include "number/random.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { K_MAX = MIXTURE_COMPONENTS, D_MAX = MIXTURE_PARAMETERS, STARTS = 12, STEPS = 5000, NEWTON_STEPS = 30 };

/* ---- Expectation and maximisation ---- */

typedef struct mixture {
    int components;
    double weight[K_MAX], mean[K_MAX], sd[K_MAX];
} mixture;

static mixture from_theta(int K, const double *theta)
{
    mixture m = {.components = K};
    double rest = 1;
    for (int k = 0; k < K; k++) {
        m.weight[k] = k + 1 < K ? theta[k] : rest;
        rest -= m.weight[k];
        m.mean[k] = theta[K - 1 + 2 * k], m.sd[k] = theta[K + 2 * k];
    }
    return m;
}

static void to_theta(const mixture *m, double *theta)
{
    int K = m->components;
    for (int k = 0; k < K; k++) {
        if (k + 1 < K)
            theta[k] = m->weight[k];
        theta[K - 1 + 2 * k] = m->mean[k], theta[K + 2 * k] = m->sd[k];
    }
}

/* The responsibilities at x into r; log f(x). */
static double responsibilities(const mixture *m, double x, double *r)
{
    double most = -INFINITY, sum = 0;
    for (int k = 0; k < m->components; k++) {
        double z = (x - m->mean[k]) / m->sd[k];
        r[k] = log(m->weight[k] / m->sd[k]) - 0.5 * log(2 * M_PI) - 0.5 * z * z;
        most = fmax(most, r[k]);
    }
    for (int k = 0; k < m->components; k++)
        sum += r[k] = exp(r[k] - most);
    for (int k = 0; k < m->components; k++)
        r[k] /= sum;
    return most + log(sum);
}

/*
 * One step; the mean log-likelihood before it. The variance is taken about the old mean m' and corrected,
 * E(x - m)^2 = E(x - m')^2 - (m - m')^2, which is stable because both are close.
 */
static double em_step(const cloud *sample, mixture *m, double bound)
{
    double total = 0, mass[K_MAX] = {0}, first[K_MAX] = {0}, second[K_MAX] = {0}, r[K_MAX];
    for (size_t i = 0; i < sample->n; i++) {
        total += responsibilities(m, sample->x_double[i], r);
        for (int k = 0; k < m->components; k++) {
            double d = sample->x_double[i] - m->mean[k];
            mass[k] += r[k], first[k] += r[k] * d, second[k] += r[k] * d * d;
        }
    }
    for (int k = 0; k < m->components; k++) {
        double shift = mass[k] > 0 ? first[k] / mass[k] : 0;
        double variance = mass[k] > 0 ? second[k] / mass[k] - shift * shift : 0;
        m->weight[k] = fmax(mass[k] / (double)sample->n, 1e-12);
        m->mean[k] += shift;
        m->sd[k] = fmax(bound, sqrt(fmax(variance, 0)));
    }
    return total / (double)sample->n;
}

/* Steps until the likelihood stands still; the number of them. */
static long em_run(const cloud *sample, mixture *m, double bound, double *likelihood, bool *increased)
{
    double before = em_step(sample, m, bound);
    long step = 1;
    for (bool moving = true; moving && step < STEPS; step++) {
        *likelihood = em_step(sample, m, bound);
        double rounding = 1e-15 * fmax(1, fabs(before));
        *increased = *increased && *likelihood >= before - 100 * rounding;
        moving = fabs(*likelihood - before) > rounding;
        before = *likelihood;
    }
    return step;
}

/* ---- Starts ---- */

typedef struct spread {
    double mean, sd;
    size_t different; /* points without their ties */
} spread;

static double ordered(const cloud *sample, size_t i) { return sample->x_double[sample->order[i]]; }

static spread spread_of(const cloud *sample)
{
    spread out = {.different = sample->n > 0};
    double n = (double)sample->n;
    for (size_t i = 0; i < sample->n; i++)
        out.mean += sample->x_double[i] / n;
    for (size_t i = 0; i < sample->n; i++)
        out.sd += (sample->x_double[i] - out.mean) * (sample->x_double[i] - out.mean) / n;
    out.sd = sqrt(out.sd);
    for (size_t i = 1; i < sample->n; i++)
        out.different += ordered(sample, i) > ordered(sample, i - 1);
    return out;
}

/* Means at the quantiles (k + 1/2)/K for the first start, at points of the sample for the others. */
static mixture start_at(const mixture_problem *of, spread all, unsigned long seed, int start)
{
    mixture m = {.components = of->components};
    random_stream *r = random_open(seed, (uint64_t)start);
    double K = of->components;
    for (int k = 0; k < of->components; k++) {
        size_t i = (size_t)(((double)k + 0.5) / K * (double)of->sample->n);
        m.weight[k] = 1 / K;
        m.mean[k] = start ? of->sample->x_double[random_below(r, of->sample->n)] : ordered(of->sample, i);
        m.sd[k] = all.sd / K * (start ? 0.3 + 1.2 * random_uniform(r) : 1);
    }
    random_close(r);
    return m;
}

static void sort_by_mean(mixture *m)
{
    for (int i = 1; i < m->components; i++)
        for (int k = i; k > 0 && m->mean[k] < m->mean[k - 1]; k--) {
            double mean = m->mean[k], sd = m->sd[k], weight = m->weight[k];
            m->mean[k] = m->mean[k - 1], m->sd[k] = m->sd[k - 1], m->weight[k] = m->weight[k - 1];
            m->mean[k - 1] = mean, m->sd[k - 1] = sd, m->weight[k - 1] = weight;
        }
}

static bool touches(const mixture *m, double bound)
{
    for (int k = 0; k < m->components; k++)
        if (m->sd[k] <= bound * (1 + 1e-9))
            return true;
    return false;
}

/* ---- Newton's method on the score ---- */

static void double_midpoints(const ball *from, int n, double *out)
{
    for (int i = 0; i < n; i++)
        out[i] = ball_double(from[i]);
}

static bool inside(int K, const double *theta)
{
    mixture m = from_theta(K, theta);
    for (int k = 0; k < K; k++)
        if (!(m.weight[k] > 0) || !(m.sd[k] > 0))
            return false;
    return true;
}

/* Solves A y = b in place of b; false if A is singular. */
static bool solve(int n, double *A, double *b)
{
    double x[D_MAX];
    size_t pivot[D_MAX];
    int sign;
    gsl_permutation order = {(size_t)n, pivot};
    gsl_matrix_view matrix = gsl_matrix_view_array(A, (size_t)n, (size_t)n);
    gsl_vector_view right = gsl_vector_view_array(b, (size_t)n), left = gsl_vector_view_array(x, (size_t)n);
    gsl_linalg_LU_decomp(&matrix.matrix, &order, &sign);
    for (int i = 0; i < n; i++)
        if (!(fabs(A[i * n + i]) > 0))
            return false;
    gsl_linalg_LU_solve(&matrix.matrix, &order, &right.vector, &left.vector);
    memcpy(b, x, (size_t)n * sizeof *b);
    return true;
}

static double norm(int n, const double *v)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

/* The score at theta, from an enclosure that leaves no rounding error of the summation. */
static void exact_score(scope *s, const mixture_problem *of, const double *theta, double *out)
{
    ball at[D_MAX], score[D_MAX];
    int d = mixture_parameters(of);
    scope_mark mark = scope_now(s);
    for (int a = 0; a < d; a++)
        at[a] = ball_exact_double(s, theta[a]);
    mixture_score(s, of, at, score);
    double_midpoints(score, d, out);
    scope_rewind(s, mark);
}

static void exact_curvature(scope *s, const mixture_problem *of, const double *theta, double *out)
{
    ball at[D_MAX], curvature[D_MAX * D_MAX];
    int d = mixture_parameters(of);
    scope_mark mark = scope_now(s);
    for (int a = 0; a < d; a++)
        at[a] = ball_exact_double(s, theta[a]);
    mixture_curvature(s, of, at, curvature);
    double_midpoints(curvature, d * d, out);
    scope_rewind(s, mark);
}

/* theta <- theta - curvature^-1 score while the score shrinks. */
static void polish(const mixture_problem *of, double *theta)
{
    int d = mixture_parameters(of);
    double score[D_MAX], step[D_MAX], next[D_MAX], curvature[D_MAX * D_MAX];
    scope *s = scope_open(96);
    exact_score(s, of, theta, score);
    for (int round = 0; round < NEWTON_STEPS; round++) {
        memcpy(step, score, sizeof step);
        exact_curvature(s, of, theta, curvature);
        if (!solve(d, curvature, step))
            break;
        for (int a = 0; a < d; a++)
            next[a] = theta[a] - step[a];
        if (!inside(of->components, next))
            break;
        exact_score(s, of, next, step);
        if (!(norm(d, step) < norm(d, score)))
            break;
        memcpy(score, step, sizeof score);
        memcpy(theta, next, (size_t)d * sizeof *theta);
    }
    scope_close(s);
}

/* ---- The fit ---- */

static bool is_better(const mixture_fit *a, const mixture_fit *b)
{
    return a->on_bound != b->on_bound ? b->on_bound : a->mean_log_likelihood > b->mean_log_likelihood;
}

static mixture_fit run_from(const mixture_problem *of, mixture m, double bound, bool sorted)
{
    mixture_fit run = {.sd_bound = bound, .increased = true};
    run.steps = em_run(of->sample, &m, bound, &run.mean_log_likelihood, &run.increased);
    run.on_bound = touches(&m, bound);
    if (sorted)
        sort_by_mean(&m);
    to_theta(&m, run.theta);
    return run;
}

bool mixture_fit_sample(const mixture_problem *of, const double *start, unsigned long seed, mixture_fit *out,
                        error *e)
{
    int K = of->components, starts = start || K == 1 ? 1 : STARTS;
    mixture_fit run[STARTS];
    spread all = spread_of(of->sample);
    if (all.different < (size_t)(K > 1 ? 2 * K : 2))
        return error_set(e, -1, "%zu different points are too few for %d normal component%s", all.different,
                         K, K > 1 ? "s" : "");
    int best = 0;
    for (int i = 0; i < starts; i++) {
        mixture m = start ? from_theta(K, start) : start_at(of, all, seed, i);
        run[i] = run_from(of, m, mixture_sd_fraction * all.sd, !start);
        if (is_better(&run[i], &run[best]))
            best = i;
    }
    *out = run[best];
    out->starts = starts;
    for (int i = 0; i < starts; i++)
        out->agreeing += fabs(run[i].mean_log_likelihood - out->mean_log_likelihood) < 1e-8;
    if (!out->on_bound)
        polish(of, out->theta);
    out->mean_log_likelihood = mixture_mean_log_likelihood_double(of, out->theta, NULL);
    return true;
}

/* -A is positive definite: Gaussian elimination on enclosures meets positive pivots only. */
static bool negative_definite(int n, ball *A)
{
    for (int k = 0; k < n; k++) {
        if (ball_positive(ball_neg(A[k * n + k])) != HOLDS)
            return false;
        for (int i = k + 1; i < n; i++) {
            ball multiple = ball_div(A[i * n + k], A[k * n + k]);
            for (int j = k + 1; j < n; j++)
                A[i * n + j] = ball_sub(A[i * n + j], ball_mul(multiple, A[k * n + j]));
        }
    }
    return true;
}

verdict mixture_certify(scope *s, const mixture_problem *of, const double *theta, slong goal, ball *box,
                        bool *maximum)
{
    int d = mixture_parameters(of);
    ball curvature[NEWTON_DIM * NEWTON_DIM];
    vector_field field = mixture_stationarity(of);
    *maximum = false;
    if (d > NEWTON_DIM)
        return UNDECIDED;
    for (int a = 0; a < d; a++) {
        double radius = ldexp(fmax(fabs(theta[a]), 1e-3), -30);
        box[a] = ball_widen(ball_exact_double(s, theta[a]), ball_exact_double(s, radius));
    }
    verdict found = newton_unique_zero(s, &field, box, goal);
    if (found == HOLDS) {
        mixture_curvature(s, of, box, curvature);
        *maximum = negative_definite(d, curvature);
    }
    return found;
}
