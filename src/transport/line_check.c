/* Is a plan on the line optimal? See line_exact.h. */
#include "transport/line_exact.h"

#include <stdio.h>
#include <string.h>

#define REFUSE(out, ...) (snprintf((out)->why, sizeof(out)->why, __VA_ARGS__), false)

/* ---- Sums of mass * (cost or potential) in 192 bits, two's complement ---- */

__extension__ typedef unsigned __int128 uint128;
typedef struct wide {
    uint64_t limb[3];
} wide;

static void add_product(wide *w, int64_t mass, int128 value)
{
    uint128 low = (uint128)(uint64_t)mass * (uint64_t)value;
    int128 high = (int128)mass * (int64_t)(value >> 64);
    uint128 sum = (uint128)w->limb[0] + (uint64_t)low;
    w->limb[0] = (uint64_t)sum;
    sum = (sum >> 64) + w->limb[1] + (uint64_t)(low >> 64) + (uint64_t)high;
    w->limb[1] = (uint64_t)sum;
    w->limb[2] += (uint64_t)(sum >> 64) + (uint64_t)(high >> 64);
}

static void wide_get(fmpz_t out, const wide *w)
{
    const ulong limbs[3] = {w->limb[0], w->limb[1], w->limb[2]};
    fmpz_set_signed_ui_array(out, limbs, 3);
}

/* ---- Marginals ---- */

static bool marginal_is(const line_cloud *c, const char *which, const line_solution *s, bool rows,
                        line_bounds *out)
{
    int64_t *got = calloc(c->n, sizeof *got);
    bool inside = true, equal = true;
    for (int64_t k = 0; k < s->shipments && inside; k++) {
        int32_t at = rows ? s->plan[k].row : s->plan[k].column;
        inside = at >= 0 && (size_t)at < c->n && s->plan[k].mass > 0;
        /* a sum that passes the mass cannot come back to it: what follows is not added, so that nothing overflows */
        if (inside && got[at] <= c->mass[at])
            got[at] = s->plan[k].mass > c->mass[at] - got[at] ? INT64_MAX : got[at] + s->plan[k].mass;
    }
    for (size_t k = 0; k < c->n && equal && inside; k++)
        equal = got[k] == c->mass[k];
    free(got);
    return inside && equal
               ? true
               : REFUSE(out, inside ? "the plan misses a mass of %s" : "a shipment outside of %s", which);
}

/* ---- Potentials ---- */

typedef struct sorted_cloud {
    size_t n;
    int64_t *x;
    int128 *potential;
} sorted_cloud;

typedef struct placed {
    int64_t x;
    size_t at;
} placed;
static int by_place(const void *a, const void *b)
{
    int64_t x = ((const placed *)a)->x, y = ((const placed *)b)->x;
    return (x > y) - (x < y);
}

static sorted_cloud in_order(const line_cloud *c, const int128 *potential)
{
    sorted_cloud s = {c->n, malloc(c->n * sizeof *s.x), malloc(c->n * sizeof *s.potential)};
    placed *points = malloc(c->n * sizeof *points);
    for (size_t k = 0; k < c->n; k++)
        points[k] = (placed){c->x[k], k};
    qsort(points, c->n, sizeof *points, by_place);
    for (size_t k = 0; k < c->n; k++) {
        s.x[k] = points[k].x;
        s.potential[k] = potential[points[k].at];
    }
    free(points);
    return s;
}

typedef struct search {
    double p;
    const sorted_cloud *rows, *columns;
    bool plainly;
    int128 most; /* the largest u + v - c */
} search;

/* The column from..upto of least c - v for one row. */
static size_t look(search *s, size_t row, size_t from, size_t upto)
{
    int128 least = 0;
    size_t at = from;
    for (size_t j = from; j <= upto; j++) {
        int128 value = line_cost(s->p, s->rows->x[row] - s->columns->x[j]) - s->columns->potential[j];
        if (j == from || value < least)
            least = value, at = j;
    }
    int128 over = s->rows->potential[row] - least;
    s->most = over > s->most ? over : s->most;
    return at;
}

static void halve(search *s, size_t first, size_t end, size_t from, size_t upto)
{
    if (first >= end)
        return;
    size_t middle = first + (end - first) / 2;
    size_t at = s->plainly ? look(s, middle, 0, s->columns->n - 1) : look(s, middle, from, upto);
    halve(s, first, middle, from, at);
    halve(s, middle + 1, end, at, upto);
}

/* The largest u_i + v_j - c_ij over all pairs, with what the search may have missed. */
static int128 violation(const line_cloud *a, const line_cloud *b, const line_solution *s, bool plainly)
{
    sorted_cloud rows = in_order(a, s->u), columns = in_order(b, s->v);
    search all = {s->p, &rows, &columns, plainly, -((int128)1 << 126)};
    halve(&all, 0, a->n, 0, b->n - 1);
    free(rows.x), free(rows.potential), free(columns.x), free(columns.potential);
    bool rounded = s->p != 1 && s->p != 2;
    return all.most + (rounded && !plainly ? 4 * 32 : 0); /* fewer than 32 halvings */
}

/* ---- The bounds ---- */

static void add_side(wide *w, const line_cloud *c, const int128 *potential)
{
    for (size_t k = 0; k < c->n; k++)
        add_product(w, c->mass[k], potential[k]);
}

bool line_check(const line_cloud *a, const line_cloud *b, const line_solution *s, bool plainly,
                line_bounds *out)
{
    fmpz_init(out->lower);
    fmpz_init(out->upper);
    if (!marginal_is(a, "the first cloud", s, true, out)
        || !marginal_is(b, "the second cloud", s, false, out))
        return false;
    bool exact = s->p == 1 || s->p == 2;
    int128 over = violation(a, b, s, plainly);
    if (over > (exact ? 0 : (int128)1 << 50))
        return REFUSE(out, "two potentials add up to more than the cost between their points");
    wide dual = {{0}}, primal = {{0}};
    add_side(&dual, a, s->u);
    add_side(&dual, b, s->v);
    int128 slack = exact ? 0 : 1 + (over > 0 ? over : 0);
    for (size_t k = 0; k < a->n; k++)
        add_product(&dual, a->mass[k], -slack);
    for (int64_t k = 0; k < s->shipments; k++) {
        const shipment *one = &s->plan[k];
        int64_t d = a->x[one->row] - b->x[one->column];
        add_product(&primal, one->mass, line_cost(s->p, d) + (d && !exact));
    }
    wide_get(out->lower, &dual);
    wide_get(out->upper, &primal);
    return true;
}

void line_bounds_clear(line_bounds *b)
{
    fmpz_clear(b->lower);
    fmpz_clear(b->upper);
}
