/*
 * Nodes of the double-exponential rules. All three need only
 *     e(t) = exp((pi/2) sinh t)   and   c(t) = (pi/2) cosh t     for t = i/128 >= 0,
 * one table for the process. On [lo, hi] the nearer end is at the distance (hi - lo) d, d = 1/(1 + e^2), and
 *     dx/dt = 2 (hi - lo) c d (1 - d).
 */
#include "calculus/double_exponential.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

static double growth_table[LAST + 1], speed_table[LAST + 1];

/* Made once for all threads. */
void double_exponential_tables(void)
{
    static atomic_bool ready;
    if (atomic_load_explicit(&ready, memory_order_acquire))
        return;
#pragma omp critical(quadrature_tables)
    if (!atomic_load_explicit(&ready, memory_order_relaxed)) {
        for (int i = 0; i <= LAST; i++) {
            double t = (double)i / STEPS;
            growth_table[i] = exp(M_PI_2 * sinh(t));
            speed_table[i] = M_PI_2 * cosh(t);
        }
        atomic_store_explicit(&ready, true, memory_order_release);
    }
}

static abscissa finite_node(const panel *p, int i)
{
    int at = abs(i);
    double e = growth_table[at], length = p->hi - p->lo, d = 1 / (1 + e * e), rest = 1 / (1 + 1 / (e * e));
    double near = length * d, far = length * rest, weight = 2 * length * speed_table[at] * d * rest;
    return i < 0 ? (abscissa){p->lo + near, near, far, weight} : (abscissa){p->hi - near, far, near, weight};
}

/* lo + d or hi - d, d = scale e(t): the index is turned round on the left, so that x increases with it. */
static abscissa half_line_node(const panel *p, int i)
{
    bool left = isinf(p->lo);
    int at = left ? -i : i;
    double e = growth_table[abs(at)], d = p->scale * (at < 0 ? 1 / e : e), weight = d * speed_table[abs(at)];
    return left ? (abscissa){p->hi - d, INFINITY, d, weight} : (abscissa){p->lo + d, d, INFINITY, weight};
}

static abscissa line_node(const panel *p, int i)
{
    double e = growth_table[abs(i)], d = p->scale * (e - 1 / e) / 2;
    double weight = p->scale * speed_table[abs(i)] * (e + 1 / e) / 2;
    return (abscissa){i < 0 ? p->centre - d : p->centre + d, INFINITY, INFINITY, weight};
}

abscissa double_exponential_node(const panel *p, int i)
{
    if (isfinite(p->lo) && isfinite(p->hi))
        return finite_node(p, i);
    return isfinite(p->lo) || isfinite(p->hi) ? half_line_node(p, i) : line_node(p, i);
}

size_t quadrature_nodes(const panel *p, int level, double *x)
{
    double_exponential_tables();
    int step = STEPS >> level, last = LAST / step * step;
    size_t n = 0;
    for (int i = -last; i <= last; i += step)
        x[n++] = double_exponential_node(p, i).x;
    return n;
}
