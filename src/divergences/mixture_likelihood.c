/* The likelihood of a normal mixture, its score and curvature: see mixture_likelihood.h. */
#include "divergences/mixture_likelihood.h"

#include <math.h>

enum { K_MAX = MIXTURE_COMPONENTS, D_MAX = MIXTURE_PARAMETERS };

static int mean_index(int components, int k) { return components - 1 + 2 * k; }

/* ---- Enclosures ---- */

/* The mixture at theta, and what is the same for every point. */
typedef struct mixture_balls {
    int components, dimension;
    ball weight[K_MAX], mean[K_MAX], sd[K_MAX];
    ball log_height[K_MAX]; /* log(w_k/s_k) */
} mixture_balls;

static ball if_positive(scope *s, ball a)
{
    return ball_positive(a) == HOLDS ? ball_in(s, a) : ball_nothing(s);
}

static mixture_balls unpack(scope *s, const mixture_problem *of, const ball *theta)
{
    int K = of->components;
    mixture_balls m = {.components = K, .dimension = 3 * K - 1};
    ball rest = ball_in(s, ball_int(1));
    for (int k = 0; k < K; k++) {
        m.weight[k] = if_positive(s, k + 1 < K ? theta[k] : rest);
        rest = ball_sub(rest, m.weight[k]);
        m.mean[k] = ball_in(s, theta[mean_index(K, k)]);
        m.sd[k] = if_positive(s, theta[mean_index(K, k) + 1]);
        m.log_height[k] = ball_sub(ball_log(m.weight[k]), ball_log(m.sd[k]));
    }
    return m;
}

/* One point under the mixture: z_k, l_k up to the constant -log(2 pi)/2, r_k. */
typedef struct point_balls {
    ball z[K_MAX], part[K_MAX], share[K_MAX];
} point_balls;

/* r_k = 1/(1 + sum_(j != k) exp(l_j - l_k)) never divides two sums that share the same wide enclosures. */
static point_balls at_point(scope *s, const mixture_balls *m, ball x)
{
    point_balls p;
    for (int k = 0; k < m->components; k++) {
        p.z[k] = ball_div(ball_sub(x, m->mean[k]), m->sd[k]);
        p.part[k] = ball_sub(m->log_height[k], ball_scale2(ball_sqr(p.z[k]), -1));
    }
    for (int k = 0; k < m->components; k++) {
        ball sum = ball_in(s, ball_int(1));
        for (int j = 0; j < m->components; j++)
            if (j != k)
                sum = ball_add(sum, ball_exp(ball_sub(p.part[j], p.part[k])));
        p.share[k] = ball_inv(sum);
    }
    return p;
}

/* dl_k/da for all parameters a; free zeros where there is no dependence. */
static void slopes(const mixture_balls *m, const point_balls *p, int k, ball *out)
{
    int K = m->components, at = mean_index(K, k);
    for (int a = 0; a < m->dimension; a++)
        out[a] = ball_int(0);
    for (int j = 0; j + 1 < K; j++)
        if (k + 1 == K)
            out[j] = ball_neg(ball_inv(m->weight[K - 1]));
        else if (j == k)
            out[j] = ball_inv(m->weight[k]);
    out[at] = ball_div(p->z[k], m->sd[k]);
    out[at + 1] = ball_div(ball_add_int(ball_sqr(p->z[k]), -1), m->sd[k]);
}

/* d2 l_k/da db. */
static ball bend(const mixture_balls *m, const point_balls *p, int k, int a, int b)
{
    int K = m->components, at = mean_index(K, k);
    if (a < K - 1 && b < K - 1 && (k + 1 == K || (a == k && b == k)))
        return ball_neg(ball_inv(ball_sqr(m->weight[k])));
    if (a < at || b < at || a > at + 1 || b > at + 1)
        return ball_int(0);
    ball precision = ball_inv(ball_sqr(m->sd[k]));
    if (a == at && b == at)
        return ball_neg(precision);
    if (a != b)
        return ball_mul(ball_mul_int(p->z[k], -2), precision);
    return ball_mul(ball_add_int(ball_mul_int(ball_sqr(p->z[k]), -3), 1), precision);
}

/* sum_k r_k dl_k/da */
static void point_score(const mixture_balls *m, const point_balls *p, ball slope[K_MAX][D_MAX], ball *out)
{
    for (int k = 0; k < m->components; k++)
        slopes(m, p, k, slope[k]);
    for (int a = 0; a < m->dimension; a++) {
        out[a] = ball_int(0);
        for (int k = 0; k < m->components; k++)
            out[a] = ball_add(out[a], ball_mul(p->share[k], slope[k][a]));
    }
}

/*
 * sum_k r_k (d2 l_k + (dl_k - g) dl_k^T): the rank-one part is centred, which is what keeps it narrow on a
 * box.
 */
static void point_curvature(scope *s, const mixture_balls *m, const point_balls *p, ball *out)
{
    ball slope[K_MAX][D_MAX], g[D_MAX];
    point_score(m, p, slope, g);
    for (int a = 0; a < m->dimension; a++)
        for (int b = 0; b < m->dimension; b++) {
            ball sum = ball_in(s, ball_int(0));
            for (int k = 0; k < m->components; k++) {
                ball product = ball_mul(ball_sub(slope[k][a], g[a]), slope[k][b]);
                sum = ball_add(sum, ball_mul(p->share[k], ball_add(bend(m, p, k, a, b), product)));
            }
            out[a * m->dimension + b] = sum;
        }
}

typedef void (*point_function)(scope *s, const mixture_balls *m, const point_balls *p, ball *out);

/* (1/n) sum_i f(x_i), `count` functions at once; the storage of each point is reused by the next. */
static void sample_mean(scope *s, const mixture_problem *of, const ball *theta, point_function f, int count,
                        ball *out)
{
    ball terms[D_MAX * D_MAX];
    mixture_balls m = unpack(s, of, theta);
    for (int a = 0; a < count; a++)
        out[a] = ball_in(s, ball_int(0));
    scope_mark mark = scope_now(s);
    for (size_t i = 0; i < of->sample->n; i++, scope_rewind(s, mark)) {
        point_balls p = at_point(s, &m, real_ball(s, of->sample->x[i]));
        f(s, &m, &p, terms);
        for (int a = 0; a < count; a++)
            arb_add(out[a].v, out[a].v, ball_in(s, terms[a]).v, scope_bits(s));
    }
    for (int a = 0; a < count; a++)
        out[a] = ball_div_int(out[a], (slong)of->sample->n);
}

/*
 * l_1 - log r_1 = log sum_k exp(l_k), for any k in the place of 1; the component with the largest share has
 * the best digits.
 */
static void log_density_of(scope *s, const mixture_balls *m, const point_balls *p, ball *out)
{
    (void)s;
    int best = 0;
    for (int k = 1; k < m->components; k++)
        if (ball_double(p->share[k]) > ball_double(p->share[best]))
            best = k;
    out[0] = ball_sub(p->part[best], ball_log(p->share[best]));
}

static void score_of(scope *s, const mixture_balls *m, const point_balls *p, ball *out)
{
    (void)s;
    ball slope[K_MAX][D_MAX];
    point_score(m, p, slope, out);
}

ball mixture_mean_log_likelihood(scope *s, const mixture_problem *of, const ball *theta)
{
    ball mean;
    sample_mean(s, of, theta, log_density_of, 1, &mean);
    return ball_sub(mean, ball_scale2(ball_log(ball_mul_int(ball_pi(s), 2)), -1));
}

void mixture_score(scope *s, const mixture_problem *of, const ball *theta, ball *out)
{
    sample_mean(s, of, theta, score_of, mixture_parameters(of), out);
}

void mixture_curvature(scope *s, const mixture_problem *of, const ball *theta, ball *out)
{
    int d = mixture_parameters(of);
    sample_mean(s, of, theta, point_curvature, d * d, out);
}

static void stationarity_value(void *state, scope *s, const ball *x, ball *out)
{
    mixture_score(s, state, x, out);
}
static void stationarity_slope(void *state, scope *s, const ball *x, ball *out)
{
    mixture_curvature(s, state, x, out);
}

vector_field mixture_stationarity(const mixture_problem *of)
{
    return (vector_field){mixture_parameters(of), stationarity_value, stationarity_slope, (void *)of};
}

/* ---- Double precision ---- */

/* log f at x; r_k dl_k/da is added to the gradient. */
static double add_point(const mixture_problem *of, const double *theta, double x, double *gradient)
{
    int K = of->components;
    double part[K_MAX], weight[K_MAX], most = -INFINITY, sum = 0, rest = 1;
    for (int k = 0; k < K; k++) {
        weight[k] = k + 1 < K ? theta[k] : rest;
        rest -= weight[k];
        double sd = theta[mean_index(K, k) + 1], z = (x - theta[mean_index(K, k)]) / sd;
        part[k] = log(weight[k]) - log(sd) - 0.5 * log(2 * M_PI) - 0.5 * z * z;
        most = fmax(most, part[k]);
    }
    for (int k = 0; k < K; k++)
        sum += exp(part[k] - most);
    for (int k = 0; gradient && k < K; k++) {
        int at = mean_index(K, k);
        double share = exp(part[k] - most) / sum, sd = theta[at + 1], z = (x - theta[at]) / sd;
        for (int j = 0; j + 1 < K; j++)
            gradient[j] += k + 1 == K ? -share / weight[k] : j == k ? share / weight[k] : 0;
        gradient[at] += share * z / sd;
        gradient[at + 1] += share * (z * z - 1) / sd;
    }
    return most + log(sum);
}

double mixture_mean_log_likelihood_double(const mixture_problem *of, const double *theta, double *gradient)
{
    double total = 0, n = (double)of->sample->n;
    for (int a = 0; gradient && a < mixture_parameters(of); a++)
        gradient[a] = 0;
    for (size_t i = 0; i < of->sample->n; i++)
        total += add_point(of, theta, of->sample->x_double[i], gradient);
    for (int a = 0; gradient && a < mixture_parameters(of); a++)
        gradient[a] /= n;
    return total / n;
}
