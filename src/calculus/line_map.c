/* Nodes of trapezium rules after a change of variable: see line_map.h. */
#include "calculus/line_map.h"

#include "number/vector_math.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>

/* Where the tables end: powers down to x^-0.9 at an end, tails like x^-1.3. sinh and e^y stay below 1e53. */
enum { SINH_END = 120, HALF_START = -6, HALF_END = 120, FINITE_END = 5, LINEAR_END = 4096 };
enum {
    STEPS = 1 << FINEST_LEVEL,
    SINH_SIZE = 2 * SINH_END * STEPS + 1,
    HALF_SIZE = (HALF_END - HALF_START) * STEPS + 1,
    FINITE_SIZE = 2 * FINITE_END * STEPS + 1
};

typedef struct entry {
    double x, weight;
} entry;
static entry sinh_table[SINH_SIZE], light_table[HALF_SIZE], heavy_table[HALF_SIZE], finite_table[FINITE_SIZE];

static const struct {
    const entry *at;
    int start, end; /* in t */
} tables[] = {
    [LINE_LINEAR] = {NULL, -LINEAR_END, LINEAR_END},
    [LINE_SINH] = {sinh_table, -SINH_END, SINH_END},
    [LINE_LIGHT] = {light_table, HALF_START, HALF_END},
    [LINE_HEAVY] = {heavy_table, HALF_START, HALF_END},
    [LINE_FINITE] = {finite_table, -FINITE_END, FINITE_END},
};

static double at_index(int start, int i) { return start + (double)i / STEPS; }

static void fill_tables(void)
{
    for (int i = 0; i < SINH_SIZE; i++) {
        double t = at_index(-SINH_END, i);
        sinh_table[i] = (entry){sinh(t), cosh(t)};
    }
    for (int i = 0; i < HALF_SIZE; i++) {
        double t = at_index(HALF_START, i), y = t - exp(-t), rate = 1 + exp(-t), power = exp(y);
        light_table[i] = (entry){y > 30 ? y + exp(-y) : log1p(power), rate / (1 + exp(-y))};
        heavy_table[i] = (entry){power, rate * power};
    }
    for (int i = 0; i < FINITE_SIZE; i++) {
        double t = at_index(-FINITE_END, i), e = exp(-M_PI * sinh(fabs(t))), near = e / (1 + e);
        finite_table[i] = (entry){t < 0 ? near : 1 / (1 + e), M_PI * cosh(t) * near / (1 + e)};
    }
}

void line_map_tables(void)
{
    static atomic_bool ready;
    if (atomic_load_explicit(&ready, memory_order_acquire))
        return;
#pragma omp critical(line_map_tables)
    if (!atomic_load_explicit(&ready, memory_order_relaxed)) {
        fill_tables();
        atomic_store_explicit(&ready, true, memory_order_release);
    }
}

void line_map_range(line_kind kind, int level, long *first, long *last)
{
    *first = tables[kind].start * (1L << level);
    *last = tables[kind].end * (1L << level) - 1;
}

VECTORISED static void linear_nodes(const line_map *m, double h, long first, long stride, size_t n, double *x,
                                    double *weight)
{
    double start = m->scale * h * (double)first, step = m->scale * h * (double)stride, origin = m->origin,
           scale = m->scale;
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        x[i] = origin + (start + step * (double)(int)i);
        weight[i] = scale;
    }
}

/* Next to an end x rounds to it: one ulp inside, the densities are those of this side. */
static double inside(const line_map *m, double x)
{
    return x <= m->lo ? nextafter(m->lo, INFINITY) : x >= m->hi ? nextafter(m->hi, -INFINITY) : x;
}

void line_map_nodes(const line_map *m, int level, long first, long stride, size_t n, double *x,
                    double *weight)
{
    if (m->kind == LINE_LINEAR) {
        linear_nodes(m, ldexp(1, -level), first, stride, n, x, weight);
        return;
    }
    long step = STEPS >> level;
    const entry *at = tables[m->kind].at - (long)tables[m->kind].start * STEPS + first * step;
    for (size_t i = 0; i < n; i++) {
        const entry *e = at + (long)i * stride * step;
        x[i] = inside(m, m->origin + m->scale * e->x);
        weight[i] = fabs(m->scale) * e->weight;
    }
}
