/* Change of variables: see pushforward.h. */
#include "gan/pushforward.h"

#include <math.h>
#include <stdbool.h>

static const double reach = 6.5, spacing = 2 * 6.5 / (LINE_NODES - 1);
static const double root_two_pi = 2.50662827463100050242;

double line_node(size_t i) { return spacing * ((double)i - (LINE_NODES - 1) / 2.0); }
static double normal_density(double z) { return exp(-z * z / 2) / root_two_pi; }

double line_weight(size_t i)
{
    double within = erf(reach / M_SQRT2), end = i == 0 || i == LINE_NODES - 1 ? 0.5 : 1;
    return end * spacing * normal_density(line_node(i)) / within;
}

static int sign(double x) { return (x > 0) - (x < 0); }

void pushforward_make(pushforward *g, const double x[LINE_NODES])
{
    const size_t last = LINE_NODES - 1;
    g->x = x;
    g->slope[0] = (x[1] - x[0]) / spacing;
    g->slope[last] = (x[last] - x[last - 1]) / spacing;
    for (size_t i = 1; i < last; i++)
        g->slope[i] = (x[i + 1] - x[i - 1]) / (2 * spacing);
    g->runs = 0;
    g->start[0] = 0;
    for (size_t i = 1; i < last; i++)
        if (sign(x[i + 1] - x[i]) != sign(x[i] - x[i - 1]))
            g->start[++g->runs] = i;
    g->start[++g->runs] = last;
}

/* The density that the cell from node i to i + 1 gives at x, which lies in it. */
static double cell_density(const pushforward *g, size_t i, double x)
{
    double width = g->x[i + 1] - g->x[i], part = width == 0 ? 0.5 : (x - g->x[i]) / width;
    double slope = fabs((1 - part) * g->slope[i] + part * g->slope[i + 1]);
    double chord = fabs(width) / spacing;
    if (!(slope > chord / 4)) /* next to a turn the slopes interpolate through zero; the chord never does */
        slope = chord;
    return normal_density(line_node(i) + part * spacing) / slope;
}

/* The density at x of the part of p_g that one run carries. The run includes the end at which it starts. */
static double run_density(const pushforward *g, size_t run, double x)
{
    size_t from = g->start[run], to = g->start[run + 1];
    double a = g->x[from], b = g->x[to];
    if (a == b)
        return x == a ? INFINITY : 0;
    bool rises = a < b;
    if (rises ? !(a <= x && x < b) : !(b < x && x <= a))
        return 0;
    while (to - from > 1) { /* G(z_from) is at or before x, G(z_to) beyond it */
        size_t middle = from + (to - from) / 2;
        if (rises ? g->x[middle] <= x : g->x[middle] >= x)
            from = middle;
        else
            to = middle;
    }
    return cell_density(g, from, x);
}

double pushforward_log_density(const pushforward *g, double x)
{
    double sum = 0;
    for (size_t k = 0; k < g->runs; k++)
        sum += run_density(g, k, x);
    return log(sum);
}

/* At a node its own run gives phi/|G'| without interpolation. */
double pushforward_log_density_at_node(const pushforward *g, size_t i)
{
    size_t own = 0;
    double sum = 0;
    while (own + 1 < g->runs && g->start[own + 1] <= i)
        own++;
    for (size_t k = 0; k < g->runs; k++)
        sum += k == own ? normal_density(line_node(i)) / fabs(g->slope[i]) : run_density(g, k, g->x[i]);
    return log(sum);
}
