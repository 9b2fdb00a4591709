/*
 * The ideal game in function space: see ideal.h. Masses p_i and q_i of cells, both laws restricted to [lo, hi];
 *     V + log 4 = sum of q_i times the excess at u_i = log p_i - log q_i.
 * Everything is kept as logarithms, so that no cell is lost.
 */
#include "gan/ideal_kind.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Beyond it a logarithm's rounding is seen in the mass, by 1e-9. */
#define MOST_LOG 1e7

typedef struct grid {
    size_t n;
    double lo, width, rate;
    bool saturates;
    double *log_p, *log_q, *next;
} grid;

static double log_sum(size_t n, const double *log_mass)
{
    double most = -INFINITY, sum = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, log_mass[i]);
    for (size_t i = 0; i < n; i++)
        sum += exp(log_mass[i] - most);
    return most + log(sum);
}

static void normalise(size_t n, double *log_mass)
{
    double whole = log_sum(n, log_mass);
    for (size_t i = 0; i < n; i++)
        log_mass[i] -= whole;
}

/* log of the normal mass of [a, b], from the side where it does not cancel. */
static double log_normal_mass(double a, double b)
{
    double mass = a > 0 ? gsl_cdf_ugaussian_Q(a) - gsl_cdf_ugaussian_Q(b)
                        : gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a);
    double middle = (a + b) / 2;
    return mass > 1e-290 ? log(mass) : -middle * middle / 2 - log(2 * M_PI) / 2 + log(b - a);
}

static double cell_mass(const law *of, double a, double b)
{
    return law_cdf_double(of, a) > 0.5 ? law_sf_double(of, a) - law_sf_double(of, b)
                                       : law_cdf_double(of, b) - law_cdf_double(of, a);
}

static void *grid_open(const ideal_settings *s, const law *data)
{
    grid *g = malloc(sizeof *g);
    *g = (grid){.n = (size_t)s->cells, .lo = s->lo, .rate = s->rate, .saturates = ideal_saturates(s)};
    g->width = (s->hi - s->lo) / s->cells;
    g->log_p = malloc(3 * g->n * sizeof *g->log_p);
    g->log_q = g->log_p + g->n;
    g->next = g->log_q + g->n;
    for (size_t i = 0; i < g->n; i++) {
        double a = g->lo + (double)i * g->width, b = g->lo + (double)(i + 1) * g->width;
        g->log_p[i] = log(fmax(cell_mass(data, a, b), 0x1p-1000)); /* where a cdf has no digits left */
        g->log_q[i] = log_normal_mass((a - s->mean) / s->sd, (b - s->mean) / s->sd);
    }
    normalise(g->n, g->log_p);
    normalise(g->n, g->log_q);
    return g;
}

static void grid_close(void *state)
{
    grid *g = state;
    free(g->log_p);
    free(g);
}

static bool grid_step(void *state)
{
    grid *g = state;
    for (size_t i = 0; i < g->n; i++)
        g->next[i] = g->log_q[i] - g->rate * ideal_loss(g->log_p[i] - g->log_q[i], g->saturates);
    normalise(g->n, g->next);
    for (size_t i = 0; i < g->n; i++)
        if (!(fabs(g->next[i]) < MOST_LOG))
            return false;
    memcpy(g->log_q, g->next, g->n * sizeof *g->log_q);
    return true;
}

/* The slope is that along the simplex: the loss less its mean under q, in the norm of q. */
static void grid_look(const void *state, ideal_state *out)
{
    const grid *g = state;
    double mean_loss = 0, square = 0, gap = 0, second = 0;
    *out = (ideal_state){0};
    for (size_t i = 0; i < g->n; i++) {
        double x = g->lo + ((double)i + 0.5) * g->width, p = exp(g->log_p[i]), q = exp(g->log_q[i]);
        double u = g->log_p[i] - g->log_q[i], loss = ideal_loss(u, g->saturates);
        /* for each unit of p where it is the larger mass: e^u may overflow */
        out->excess += u > 0 ? p * ideal_excess(-u) : q * ideal_excess(u);
        mean_loss += q * loss;
        square += q * loss * loss;
        gap += p - q;
        out->w1 += fabs(gap) * g->width;
        out->mean += q * x;
        second += q * x * x;
    }
    out->slope = sqrt(fmax(0, square - mean_loss * mean_loss));
    out->sd = sqrt(fmax(0, second - out->mean * out->mean));
}

/* log q interpolated between the middles of cells, for a picture. */
static double grid_density(const void *state, double x)
{
    const grid *g = state;
    double last = (double)(g->n - 1), at = (x - g->lo) / g->width - 0.5;
    if (at < -0.5 || at > last + 0.5)
        return 0;
    at = fmin(fmax(at, 0), last);
    size_t i = (size_t)fmin(at, last - 1);
    double t = at - (double)i;
    return exp((1 - t) * g->log_q[i] + t * g->log_q[i + 1]) / g->width;
}

static double *no_parameters(void *state, size_t *count)
{
    (void)state;
    *count = 0;
    return NULL;
}
static void no_slope(void *state, double *out)
{
    (void)state;
    (void)out;
}

const ideal_kind ideal_density = {grid_open,    grid_close,    grid_step, grid_look,
                                  grid_density, no_parameters, no_slope};
