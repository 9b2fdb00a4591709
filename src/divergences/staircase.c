/* A law on the line in double precision. See staircase.h. */
#include "divergences/staircase.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const double LATTICE_LIMIT = 1e7, NEGLIGIBLE = 1e-18;

static int by_place(const void *a, const void *b)
{
    double x = ((const step *)a)->x, y = ((const step *)b)->x;
    return (x > y) - (x < y);
}

static step *room_for(staircase *c, size_t more)
{
    c->atom = realloc(c->atom, (c->n + more + 1) * sizeof *c->atom);
    return c->atom + c->n;
}

static void add_atoms(staircase *c, const component *k)
{
    real_pool *pool = real_pool_open();
    size_t n = k->family->atoms(k);
    step *to = room_for(c, n);
    for (size_t i = 0; i < n; i++) {
        real x, mass;
        k->family->atom(pool, k, i, &x, &mass);
        to[i] = (step){real_double(x), k->weight_double * real_double(mass)};
    }
    c->n += n;
    real_pool_close(pool);
}

/* Points of a cloud with equal weights: no exact numbers are touched. */
static void add_cloud(staircase *c, const component *k)
{
    size_t n = k->data->n;
    step *to = room_for(c, n);
    for (size_t i = 0; i < n; i++)
        to[i] = (step){k->data->x_double[i], k->weight_double / (double)n};
    c->n += n;
}

static bool add_lattice(staircase *c, const component *k)
{
    const double *par = k->par_double;
    double from = k->family->quantile_double(par, NEGLIGIBLE), to = from;
    for (double stride = 1; k->family->sf_double(par, to) > NEGLIGIBLE && to < LATTICE_LIMIT; stride *= 2)
        to += stride;
    if (!(to < LATTICE_LIMIT) || !(from >= 0))
        return false;
    size_t n = (size_t)(to - from) + 1;
    step *at = room_for(c, n);
    for (size_t i = 0; i < n; i++) {
        at[i].x = from + (double)i;
        k->family->log_density_double(par, 1, &at[i].x, &at[i].mass);
        at[i].mass = k->weight_double * exp(at[i].mass);
    }
    c->n += n;
    return true;
}

static bool add_component(staircase *c, const component *k)
{
    switch (k->family->kind) {
    case FAMILY_CONTINUOUS:
        c->continuous = true;
        c->density += k->weight_double;
        return true;
    case FAMILY_LATTICE: return add_lattice(c, k);
    case FAMILY_ATOMS:
        k->data && k->data->x_double && !k->data->weight ? add_cloud(c, k) : add_atoms(c, k);
        return true;
    default: return false;
    }
}

/* Compensated sums: a million masses of 10^-6 still add up to 1. */
static void accumulate(double *total, double *lost, double x)
{
    double sum = *total + x, back = sum - *total;
    *lost += (*total - (sum - back)) + (x - back);
    *total = sum;
}

static void add_up(staircase *c)
{
    double sum = 0, lost = 0;
    c->below = calloc(c->n + 1, sizeof *c->below);
    c->above = calloc(c->n + 1, sizeof *c->above);
    for (size_t i = 0; i < c->n; i++) {
        accumulate(&sum, &lost, c->atom[i].mass);
        c->below[i + 1] = sum + lost;
    }
    sum = lost = 0;
    for (size_t i = c->n; i-- > 0;) {
        accumulate(&sum, &lost, c->atom[i].mass);
        c->above[i] = sum + lost;
    }
}

bool staircase_open(staircase *c, const law *l)
{
    *c = (staircase){.l = l};
    bool done = l->dim == 1;
    for (int k = 0; done && k < l->n; k++)
        done = add_component(c, &l->c[k]);
    if (c->n)
        qsort(c->atom, c->n, sizeof *c->atom, by_place);
    add_up(c);
    return done;
}

void staircase_close(staircase *c)
{
    free(c->atom);
    free(c->below);
    free(c->above);
    free(c->memory);
    *c = (staircase){0};
}

double staircase_smooth(const staircase *c, int side, double x)
{
    double sum = 0;
    for (int k = 0; c->continuous && k < c->l->n; k++) {
        const component *one = &c->l->c[k];
        if (one->family->kind == FAMILY_CONTINUOUS)
            sum += one->weight_double
                   * (side ? one->family->sf_double : one->family->cdf_double)(one->par_double, x);
    }
    return sum;
}

static double staircase_place(const staircase *c, int side, size_t i)
{
    return c->atom[side ? c->n - 1 - i : i].x;
}

static double smooth_at(const staircase *c, int side, size_t i)
{
    return c->continuous ? staircase_smooth(c, side, staircase_place(c, side, i)) : 0;
}

double staircase_before(const staircase *c, int side, size_t i)
{
    return smooth_at(c, side, i) + (side ? c->above[c->n - i] : c->below[i]);
}

double staircase_through(const staircase *c, int side, size_t i)
{
    return smooth_at(c, side, i) + (side ? c->above[c->n - 1 - i] : c->below[i + 1]);
}

/* The first atom (from the side) through which the mass reaches w; n if none. */
static size_t first_through(const staircase *c, int side, double w)
{
    size_t low = 0, high = c->n;
    while (low < high) {
        size_t half = low + (high - low) / 2;
        if (staircase_through(c, side, half) < w)
            low = half + 1;
        else
            high = half;
    }
    return low;
}

static double smooth_quantile(const staircase *c, int side, double w);

static double quantile(const staircase *c, int side, double w)
{
    size_t i = first_through(c, side, w);
    if (!c->continuous)
        return staircase_place(c, side, i < c->n ? i : c->n - 1);
    if (i < c->n && staircase_before(c, side, i) < w)
        return staircase_place(c, side, i);
    return smooth_quantile(c, side, w);
}

/* Each mass has one place, where the last one with the same hash is kept. */
enum { MEMORY_BITS = 14 };
typedef struct quantile_memory {
    double mass[2][1 << MEMORY_BITS], x[2][1 << MEMORY_BITS]; /* by side; 0: nothing yet */
} quantile_memory;

void staircase_remember(staircase *c)
{
    if (!c->memory)
        c->memory = calloc(1, sizeof *c->memory);
}

/* Fibonacci hashing: the product's upper bits depend on all bits of the mass. */
static size_t place_of(double w)
{
    uint64_t bits;
    memcpy(&bits, &w, sizeof bits);
    return (size_t)(bits * UINT64_C(0x9E3779B97F4A7C15) >> (64 - MEMORY_BITS));
}

double staircase_quantile(const staircase *c, int side, double w)
{
    if (!c->memory)
        return quantile(c, side, w);
    size_t i = place_of(w);
    if (c->memory->mass[side][i] != w) {
        c->memory->x[side][i] = quantile(c, side, w);
        c->memory->mass[side][i] = w;
    }
    return c->memory->x[side][i];
}

/* The atoms at or before x, or after x. */
static double atoms_beside(const staircase *c, int side, double x)
{
    size_t low = 0, high = c->n;
    while (low < high) {
        size_t half = low + (high - low) / 2;
        if (c->atom[half].x <= x)
            low = half + 1;
        else
            high = half;
    }
    return side ? c->above[low] : c->below[low];
}

double staircase_mass(const staircase *c, int side, double x)
{
    return staircase_smooth(c, side, x) + atoms_beside(c, side, x);
}

/* One step of Newton's method for S(x) = w: a quantile at 1 - w does not know w to better than the rounding of 1 - w. */
static double corrected(const staircase *c, double x, double w)
{
    double log_density;
    law_log_density_double(c->l, 1, &x, &log_density);
    double more = (staircase_mass(c, 1, x) - w) / exp(log_density);
    return fabs(more) <= 1e-8 * fabs(x) ? x + more : x;
}

/* The law's own quantile, unless w is small on the right, where 1 - w would forget it: then by bisection. */
static double smooth_quantile(const staircase *c, int side, double w)
{
    if (!side || w > 1e-3)
        return side ? corrected(c, law_quantile_double(c->l, 1 - w), w) : law_quantile_double(c->l, w);
    double low = law_quantile_double(c->l, 0.999),
           width = fabs(law_quantile_double(c->l, 0.9) - low) + 1e-300, high = low;
    for (; staircase_mass(c, 1, high) > w && isfinite(high); width *= 2)
        low = high, high += width;
    for (int k = 0; k < 200; k++) {
        double half = low + 0.5 * (high - low);
        if (half <= low || half >= high)
            break;
        *(staircase_mass(c, 1, half) > w ? &low : &high) = half;
    }
    return high;
}

/* ---- Landmarks ---- */

static size_t add_if_finite(double x, double *to)
{
    *to = x;
    return isfinite(x) ? 1 : 0;
}

static size_t landmarks_of(const component *k, int depth, double *to)
{
    component alone = *k;
    law only = {.dim = 1, .n = 1, .c = &alone};
    staircase c;
    size_t n = add_if_finite(k->family->quantile_double(k->par_double, 0), to);
    n += add_if_finite(k->family->quantile_double(k->par_double, 1), to + n);
    alone.weight_double = 1;
    if (staircase_open(&c, &only))
        for (int j = 0; j < depth; j++)
            for (int side = 0; side < 2; side++)
                n += add_if_finite(staircase_quantile(&c, side, ldexp(0.5, -2 * j)), to + n);
    staircase_close(&c);
    return n;
}

size_t staircase_landmarks(const staircase *c, int depth, double *to)
{
    size_t n = 0;
    for (int k = 0; c->continuous && k < c->l->n; k++)
        if (c->l->c[k].family->kind == FAMILY_CONTINUOUS)
            n += landmarks_of(&c->l->c[k], depth, to + n);
    return n;
}
