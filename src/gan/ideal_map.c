/*
 * The ideal game in parameters: see ideal.h. With x = G(z), everything is an expectation over z at fixed nodes:
 *     u(z)  = log p(x) - log q(x) = log p(G(z)) - log phi(z) + log |G'(z)|,
 *     V     = E value(u),
 *     d/dw E l(G(z)) with l = log(1-D*) or -log D* frozen  =  E l'(x) h,  h = dG/dw
 *                                                          =  E l(u) [z h/G' - (h/G')']        by parts,
 * which needs no derivative of p; h/G' is continuous and grows slower than phi falls. Where q is below the smallest double the integrand of V
 * is at most as large, so that nothing is lost however far the laws lie apart.
 */
#include "gan/ideal_kind.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PANELS_A_UNIT = 4, NODES_A_PANEL = 8 };
#define REACH 9.0 /* P(|z| > 9) = 2.3e-19 */
#define KNOTS_REACH 4.0

typedef struct generator_map {
    const law *data;
    size_t n, parameters;
    double rate, momentum;
    bool saturates, spline;
    double *z, *weight, *quantile;  /* nodes, weights with phi, and the data's quantiles there */
    double *x, *slope, *bend, *u;   /* G, G', G'', u */
    double *w, *velocity, *descent; /* parameters */
    double *h, *h_slope; /* dG/dw_j = e^(w_j) h_j of the spline, and its derivative by z: parameters x n */
} generator_map;

/* ---- G ---- */

/* The hat function at knot j and its integral from 0 to z; the outermost are 1 beyond the ends. */
static double hat(double z, size_t j, size_t knots)
{
    double step = 2 * KNOTS_REACH / (double)(knots - 1), at = (z + KNOTS_REACH) / step - (double)j;
    if ((j == 0 && at < 0) || (j == knots - 1 && at > 0))
        return 1;
    return fmax(0, 1 - fabs(at));
}

/* The integral of the hat from the far left end of its support (of the first hat: from its knot). */
static double hat_integral(double z, size_t j, size_t knots)
{
    double step = 2 * KNOTS_REACH / (double)(knots - 1), at = (z + KNOTS_REACH) / step - (double)j, rise = 0,
           fall;
    if (j > 0)
        rise = at <= -1 ? 0 : at >= 0 ? 0.5 : (1 + at) * (1 + at) / 2;
    else if (at < 0)
        return step * at;
    if (j == knots - 1 && at > 0)
        return step * (0.5 + at);
    fall = at <= 0 ? 0 : at >= 1 ? 0.5 : at - at * at / 2;
    return step * (rise + fall);
}

static void affine_map(generator_map *m)
{
    for (size_t i = 0; i < m->n; i++) {
        m->x[i] = m->w[0] + m->w[1] * m->z[i];
        m->slope[i] = m->w[1];
        m->bend[i] = 0;
    }
}

/* Knots are panel ends: G'' is constant on each panel, the slope between two knots. */
static void spline_map(generator_map *m)
{
    size_t knots = m->parameters - 1;
    double step = 2 * KNOTS_REACH / (double)(knots - 1);
    for (size_t i = 0; i < m->n; i++) {
        m->x[i] = m->w[0];
        m->slope[i] = 0;
        for (size_t j = 1; j <= knots; j++) {
            m->x[i] += exp(m->w[j]) * m->h[j * m->n + i];
            m->slope[i] += exp(m->w[j]) * m->h_slope[j * m->n + i];
        }
        double at = (m->z[i] + KNOTS_REACH) / step;
        bool inside = at > 0 && at < (double)(knots - 1);
        size_t j = inside ? (size_t)at : 0;
        m->bend[i] = inside ? (exp(m->w[j + 2]) - exp(m->w[j + 1])) / step : 0;
    }
}

/* Everything at the nodes; false if G has no density or a number is not finite. */
static bool evaluate(generator_map *m)
{
    m->spline ? spline_map(m) : affine_map(m);
    law_log_density_double(m->data, m->n, m->x, m->u);
    for (size_t i = 0; i < m->n; i++) {
        double log_phi = -m->z[i] * m->z[i] / 2 - log(2 * M_PI) / 2;
        if (!isfinite(m->x[i]) || !(fabs(m->slope[i]) > 0) || !isfinite(m->slope[i]))
            return false;
        m->u[i] += log(fabs(m->slope[i])) - log_phi;
    }
    return true;
}

/* ---- Nodes ---- */

static size_t make_nodes(generator_map *m, double panel)
{
    size_t n = 0, panels = (size_t)ceil(REACH / panel);
    gsl_integration_glfixed_table *rule = gsl_integration_glfixed_table_alloc(NODES_A_PANEL);
    for (size_t k = 0; k < 2 * panels; k++)
        for (size_t i = 0; i < NODES_A_PANEL; i++, n++) {
            double from = ((double)k - (double)panels) * panel;
            gsl_integration_glfixed_point(from, from + panel, i, &m->z[n], &m->weight[n], rule);
            m->weight[n] *= exp(-m->z[n] * m->z[n] / 2) / sqrt(2 * M_PI);
        }
    gsl_integration_glfixed_table_free(rule);
    return n;
}

static void *map_open(const ideal_settings *s, const law *data, bool spline)
{
    generator_map *m = calloc(1, sizeof *m);
    size_t knots = (size_t)s->knots;
    /* so that knots are ends of panels */
    double between = 2 * KNOTS_REACH / (double)(knots - 1);
    double panel = spline ? between / ceil(between * PANELS_A_UNIT) : 1.0 / PANELS_A_UNIT;
    size_t room = 2 * (size_t)ceil(REACH / panel) * NODES_A_PANEL;
    m->parameters = spline ? knots + 1 : 2;
    m->data = data;
    m->spline = spline;
    m->saturates = ideal_saturates(s);
    m->rate = s->rate;
    m->momentum = s->momentum;
    m->z = calloc(7 * room + 3 * m->parameters + (spline ? 2 * m->parameters * room : 0), sizeof *m->z);
    m->weight = m->z + room;
    m->quantile = m->weight + room;
    m->x = m->quantile + room;
    m->slope = m->x + room;
    m->bend = m->slope + room;
    m->u = m->bend + room;
    m->w = m->u + room;
    m->velocity = m->w + m->parameters;
    m->descent = m->velocity + m->parameters;
    m->h = m->descent + m->parameters;
    m->h_slope = m->h + m->parameters * room;
    m->n = make_nodes(m, panel);
    for (size_t i = 0; i < m->n; i++)
        m->quantile[i] = law_quantile_double(data, fmin(gsl_cdf_ugaussian_P(m->z[i]), 1 - 0x1p-53));
    for (size_t j = 1; spline && j <= knots; j++)
        for (size_t i = 0; i < m->n; i++) {
            m->h[j * m->n + i] = hat_integral(m->z[i], j - 1, knots) - hat_integral(0, j - 1, knots);
            m->h_slope[j * m->n + i] = hat(m->z[i], j - 1, knots);
        }
    m->w[0] = s->mean;
    for (size_t j = 1; j < m->parameters; j++)
        m->w[j] = spline ? log(s->sd) : s->sd;
    evaluate(m);
    return m;
}

static void *affine_open(const ideal_settings *s, const law *data) { return map_open(s, data, false); }
static void *spline_open(const ideal_settings *s, const law *data) { return map_open(s, data, true); }

static void map_close(void *state)
{
    generator_map *m = state;
    free(m->z);
    free(m);
}

/* ---- The slope ---- */

static void map_slope(void *state, double *out)
{
    const generator_map *m = state;
    memset(out, 0, m->parameters * sizeof *out);
    for (size_t i = 0; i < m->n; i++) {
        double loss = m->weight[i] * ideal_loss(m->u[i], m->saturates), z = m->z[i];
        double inverse = 1 / m->slope[i], turn = z * inverse + m->bend[i] * inverse * inverse;
        out[0] += loss * turn; /* h = 1 */
        if (!m->spline)
            out[1] += loss * inverse * (z * z - 1); /* h = z */
        else
            for (size_t j = 1; j < m->parameters; j++)
                out[j] += loss * (turn * m->h[j * m->n + i] - inverse * m->h_slope[j * m->n + i]);
    }
    for (size_t j = 1; m->spline && j < m->parameters; j++)
        out[j] *= exp(m->w[j]);
}

static bool map_step(void *state)
{
    generator_map *m = state;
    map_slope(m, m->descent);
    for (size_t j = 0; j < m->parameters; j++) {
        m->velocity[j] = m->momentum * m->velocity[j] - m->rate * m->descent[j];
        m->w[j] += m->velocity[j];
    }
    if (evaluate(m))
        return true;
    for (size_t j = 0; j < m->parameters; j++)
        m->w[j] -= m->velocity[j];
    evaluate(m);
    return false;
}

static void map_look(const void *state, ideal_state *out)
{
    const generator_map *m = state;
    double second = 0, square = 0;
    *out = (ideal_state){.excess = 2 * M_LN2};
    for (size_t i = 0; i < m->n; i++) {
        size_t mirrored =
            m->slope[i] > 0 ? i : m->n - 1 - i; /* a falling G meets the data's quantiles from above */
        out->excess += m->weight[i] * ideal_value(m->u[i]);
        out->w1 += m->weight[i] * fabs(m->x[i] - m->quantile[mirrored]);
        out->mean += m->weight[i] * m->x[i];
        second += m->weight[i] * m->x[i] * m->x[i];
    }
    double *slope = malloc(m->parameters * sizeof *slope);
    map_slope((void *)state, slope);
    for (size_t j = 0; j < m->parameters; j++)
        square += slope[j] * slope[j];
    free(slope);
    out->slope = sqrt(square);
    out->sd = sqrt(fmax(0, second - out->mean * out->mean));
}

/* By linear interpolation of log q = log phi - log|G'| between nodes; 0 beyond them. */
static double map_density(const void *state, double x)
{
    const generator_map *m = state;
    bool rises = m->slope[0] > 0;
    size_t lo = 0, hi = m->n - 1;
    if (!(x >= fmin(m->x[lo], m->x[hi]) && x <= fmax(m->x[lo], m->x[hi])))
        return 0;
    while (hi - lo > 1) {
        size_t middle = (lo + hi) / 2;
        if ((m->x[middle] <= x) == rises)
            lo = middle;
        else
            hi = middle;
    }
    double t = (x - m->x[lo]) / (m->x[hi] - m->x[lo]), z = m->z[lo] + t * (m->z[hi] - m->z[lo]);
    double log_slope = (1 - t) * log(fabs(m->slope[lo])) + t * log(fabs(m->slope[hi]));
    return exp(-z * z / 2 - log(2 * M_PI) / 2 - log_slope);
}

static double *map_parameters(void *state, size_t *count)
{
    generator_map *m = state;
    *count = m->parameters;
    return m->w;
}
/* For tests, the parameters may have been changed. */
static void fresh_slope(void *state, double *out)
{
    evaluate(state);
    map_slope(state, out);
}

const ideal_kind ideal_affine = {affine_open, map_close,      map_step,   map_look,
                                 map_density, map_parameters, fresh_slope};
const ideal_kind ideal_spline = {spline_open, map_close,      map_step,   map_look,
                                 map_density, map_parameters, fresh_slope};
