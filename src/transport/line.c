/* Wasserstein distances on the line in double precision. See line.h. */
#include "transport/line.h"
#include "transport/sorting.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* ---- A sum whose rounding does not grow with its length: blocks of 1024 in long double, 2 * 1024 * 2^-64 < 2^-52 of it. ---- */

enum { BLOCK = 1024 };
typedef struct long_sum {
    long double block, total;
    unsigned count;
} long_sum;

static inline void add(long_sum *s, double x)
{
    s->block += x;
    if (++s->count % BLOCK == 0) {
        s->total += s->block;
        s->block = 0;
    }
}
static double sum_of(const long_sum *s) { return (double)(s->total + s->block); }

static inline double cost(double p, double d)
{
    d = fabs(d);
    return p == 1 ? d : p == 2 ? d * d : pow(d, p);
}

/* ---- The walk: at each step the lesser of the masses that are left moves. ---- */

/* Sorted points with integer masses; mass NULL: `each`. */
typedef struct sorted_side {
    size_t n;
    const double *x;
    const int64_t *mass;
    int64_t each;
} sorted_side;

static inline int64_t mass_of(const sorted_side *s, size_t k) { return s->mass ? s->mass[k] : s->each; }

/* The sum of mass * unit * cost; the totals are equal. */
static inline double walk(double p, const sorted_side *a, const sorted_side *b, double unit)
{
    long_sum s = {0};
    int64_t left = mass_of(a, 0), right = mass_of(b, 0);
    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        int64_t moved = left < right ? left : right;
        add(&s, (double)moved * unit * cost(p, a->x[i] - b->x[j]));
        left -= moved;
        right -= moved;
        bool next_left = left == 0, next_right = right == 0;
        i += next_left;
        j += next_right;
        if (next_left && i < a->n)
            left = mass_of(a, i);
        if (next_right && j < b->n)
            right = mass_of(b, j);
    }
    return sum_of(&s);
}

static double in_pairs(double p, size_t n, const double *x, const double *y)
{
    long_sum s = {0};
    for (size_t k = 0; k < n; k++)
        add(&s, cost(p, x[k] - y[k]));
    return sum_of(&s) / (double)n;
}

/* W_p^p of equal weights: m/(nm) and n/(nm) each, which are integers over a common denominator. */
static double power_sorted(double p, size_t n, const double *x, size_t m, const double *y)
{
    if (n == m)
        return p == 1 ? in_pairs(1, n, x, y) : p == 2 ? in_pairs(2, n, x, y) : in_pairs(p, n, x, y);
    sorted_side a = {n, x, NULL, (int64_t)m}, b = {m, y, NULL, (int64_t)n};
    double unit = 1 / ((double)n * (double)m);
    return p == 1 ? walk(1, &a, &b, unit) : p == 2 ? walk(2, &a, &b, unit) : walk(p, &a, &b, unit);
}

static double root(double p, double power)
{
    return p == 1 ? power : p == 2 ? sqrt(power) : pow(power, 1 / p);
}

/* ---- Points as they come ---- */

static bool all_finite(size_t n, const double *x)
{
    int finite = 1;
    for (size_t k = 0; k < n; k++)
        finite &= fabs(x[k]) <= DBL_MAX;
    return finite;
}

static bool accept(const line_points *c, const char *which, error *e)
{
    if (!c->n || c->n >= (size_t)1 << 31)
        return error_set(e, -1, "%s: %zu points", which, c->n);
    if (!all_finite(c->n, c->x))
        return error_set(e, -1, "%s: a point is not a finite number", which);
    if (!c->weight)
        return true;
    double total = 0;
    for (size_t k = 0; k < c->n; k++) {
        if (!(c->weight[k] >= 0))
            return error_set(e, -1, "%s: the weight of point %zu is negative or no number", which, k + 1);
        total += c->weight[k];
    }
    return (total > 0 && isfinite(total)) || error_set(e, -1, "%s: the weights add up to %g", which, total);
}

/*
 * Points in order with masses in units of 2^-61 of the total, rounded down; what is missing goes to the heaviest point. With the
 * rounding of the total and of the quotient, no more than n units have moved.
 */
typedef struct side {
    double *x;
    int64_t *mass;
} side;
static const int64_t whole = (int64_t)1 << 61;

static void share_out(const double *weight, const uint32_t *order, size_t n, int64_t *mass)
{
    long double total = 0;
    size_t heaviest = 0;
    int64_t missing = whole;
    for (size_t k = 0; k < n; k++)
        total += weight[k];
    const long double scale = (long double)whole / total;
    for (size_t k = 0; k < n; k++) {
        mass[k] = (int64_t)(weight[order[k]] * scale);
        mass[k] = mass[k] < missing ? mass[k] : missing;
        missing -= mass[k];
        heaviest = mass[k] > mass[heaviest] ? k : heaviest;
    }
    mass[heaviest] += missing;
}

/* In large pages if that many numbers fill some: the first touch of small ones takes as long as a pass over the keys. */
static void *many(size_t numbers)
{
    const size_t page = (size_t)1 << 21, size = numbers * sizeof(double);
    if (size < 2 * page)
        return malloc(size);
    void *out = aligned_alloc(page, (size + page - 1) / page * page);
#ifdef MADV_HUGEPAGE
    if (out)
        madvise(out, size, MADV_HUGEPAGE);
#endif
    return out;
}

/* `room`: for a key of each point. */
static side side_make(const line_points *c, bool weighted, double *x, uint64_t *room)
{
    side s = {x, weighted ? malloc(c->n * sizeof(int64_t)) : NULL};
    if (!c->weight) {
        sort_doubles(c->n, c->x, s.x, room);
        for (size_t k = 0; weighted && k < c->n;
             k++) /* shares that add up to the whole, none off by a unit */
            s.mass[k] = whole / (int64_t)c->n + ((int64_t)k < whole % (int64_t)c->n);
        return s;
    }
    uint32_t *order = malloc(c->n * sizeof *order);
    for (size_t k = 0; k < c->n; k++)
        room[k] = key_of_double(c->x[k]);
    sort_keys(c->n, room, order);
    for (size_t k = 0; k < c->n; k++)
        s.x[k] = double_of_key(room[k]);
    share_out(c->weight, order, c->n, s.mass);
    free(order);
    return s;
}

bool line_distance(double p, const line_points *a, const line_points *b, double *value, double *wrong,
                   error *e)
{
    if (!(p >= 1 && p <= 1000))
        return error_set(e, -1, "the order %g is not in [1, 1000]", p);
    if (!accept(a, "the first sample", e) || !accept(b, "the second sample", e))
        return false;
    bool weighted = a->weight || b->weight;
    double *places = many(a->n + b->n + (a->n > b->n ? a->n : b->n));
    uint64_t *room = (uint64_t *)(places + a->n + b->n);
    side x = side_make(a, weighted, places, room), y = side_make(b, weighted, places + a->n, room);
    sorted_side left = {a->n, x.x, x.mass, 0}, right = {b->n, y.x, y.mass, 0};
    double power = weighted ? walk(p, &left, &right, 0x1p-61) : power_sorted(p, a->n, x.x, b->n, y.x);
    double farthest = fmax(fabs(x.x[a->n - 1] - y.x[0]), fabs(y.x[b->n - 1] - x.x[0]));
    double moved = weighted ? ((double)a->n + (double)b->n) * 0x1p-61 : 0;
    double power_wrong = power * (p + 8) * 0x1p-53 + moved * cost(p, farthest)
                         + ((double)a->n + (double)b->n) * 0x1p-1072; /* what underflows */
    *value = root(p, power);
    if (wrong) /* the root is rounded, too, and a difference of two of them */
        *wrong = root(p, power + power_wrong) - root(p, fmax(power - power_wrong, 0)) + *value * 0x1p-51;
    free(x.mass), free(y.mass), free(places);
    return isfinite(power) || error_set(e, -1, "the distance is beyond the range of double precision");
}
