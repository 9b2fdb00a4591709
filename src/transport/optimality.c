/* See optimality.h. Nothing of the solver is used here but the names of its types. */
#include "transport/optimality.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A point in units of 2^-shift, with its potential. */
typedef struct spot {
    double x, y;
    int64_t potential;
    size_t at;
} spot;

/* A box of consecutive spots and their largest potential; a halving has its halves behind it. */
typedef struct crate {
    double lo[2], hi[2];
    int64_t highest;
    size_t from, upto, second; /* second: the other half; 0: none */
} crate;

typedef struct side {
    spot *spot;
    crate *crate;
    size_t crates;
} side;

#define SLACK 0.625
__extension__ typedef __int128 wide;

static double cost(cost_kind kind, double dx, double dy)
{
    return kind == COST_W2 ? dx * dx + dy * dy : sqrt(dx * dx + dy * dy);
}

static int by_x(const void *a, const void *b)
{
    double s = ((const spot *)a)->x, t = ((const spot *)b)->x;
    return (s > t) - (s < t);
}

static int by_y(const void *a, const void *b)
{
    double s = ((const spot *)a)->y, t = ((const spot *)b)->y;
    return (s > t) - (s < t);
}

static void halve(side *s, size_t from, size_t upto)
{
    enum { SMALL = 16 };
    size_t at = s->crates++;
    crate c = {{INFINITY, INFINITY}, {-INFINITY, -INFINITY}, INT64_MIN, from, upto, 0};
    for (size_t k = from; k < upto; k++) {
        c.lo[0] = fmin(c.lo[0], s->spot[k].x), c.hi[0] = fmax(c.hi[0], s->spot[k].x);
        c.lo[1] = fmin(c.lo[1], s->spot[k].y), c.hi[1] = fmax(c.hi[1], s->spot[k].y);
        c.highest = s->spot[k].potential > c.highest ? s->spot[k].potential : c.highest;
    }
    if (upto - from > SMALL) {
        qsort(s->spot + from, upto - from, sizeof(spot), c.hi[0] - c.lo[0] > c.hi[1] - c.lo[1] ? by_x : by_y);
        halve(s, from, from + (upto - from) / 2);
        c.second = s->crates;
        halve(s, from + (upto - from) / 2, upto);
    }
    s->crate[at] = c;
}

static side side_make(const plane_cloud *c, const int64_t *potential, int shift)
{
    side s = {malloc(sizeof(spot) * c->n), malloc(sizeof(crate) * (c->n + 1)), 0};
    for (size_t k = 0; k < c->n; k++)
        s.spot[k] = (spot){ldexp(c->xy[2 * k], shift), ldexp(c->xy[2 * k + 1], shift), potential[k], k};
    halve(&s, 0, c->n);
    return s;
}

static void side_free(side *s)
{
    free(s->spot);
    free(s->crate);
}

/* The least distance of two boxes along an axis. */
static double apart(const crate *a, const crate *b, int axis)
{
    return fmax(fmax(a->lo[axis] - b->hi[axis], b->lo[axis] - a->hi[axis]), 0);
}

/* Looks for a pair with u + v > c + 5/8 among two boxes; false and the pair if there is one. */
static bool feasible(cost_kind kind, const side *a, size_t i, const side *b, size_t j, size_t found[2])
{
    const crate *s = &a->crate[i], *t = &b->crate[j];
    if (s->highest + t->highest <= cost(kind, apart(s, t, 0), apart(s, t, 1)))
        return true;
    if (s->second && (s->upto - s->from >= t->upto - t->from || !t->second))
        return feasible(kind, a, i + 1, b, j, found) && feasible(kind, a, s->second, b, j, found);
    if (t->second)
        return feasible(kind, a, i, b, j + 1, found) && feasible(kind, a, i, b, t->second, found);
    for (size_t k = s->from; k < s->upto; k++)
        for (size_t l = t->from; l < t->upto; l++) {
            const spot *x = &a->spot[k], *y = &b->spot[l];
            if (x->potential + y->potential > cost(kind, x->x - y->x, x->y - y->y) + SLACK) {
                found[0] = x->at, found[1] = y->at;
                return false;
            }
        }
    return true;
}

static bool feasible_plainly(cost_kind kind, const side *a, size_t n, const side *b, size_t m,
                             size_t found[2])
{
    for (size_t k = 0; k < n; k++)
        for (size_t l = 0; l < m; l++) {
            const spot *x = &a->spot[k], *y = &b->spot[l];
            if (x->potential + y->potential > cost(kind, x->x - y->x, x->y - y->y) + SLACK) {
                found[0] = x->at, found[1] = y->at;
                return false;
            }
        }
    return true;
}

/* Does what is shipped from (or to) each point add up to its mass? */
static bool marginal(const plane_cloud *c, const transport_solution *s, bool of_rows)
{
    wide *sum = calloc(c->n, sizeof *sum);
    bool right = true;
    for (int64_t k = 0; k < s->shipments && right; k++) {
        int32_t at = of_rows ? s->plan[k].row : s->plan[k].column;
        right = at >= 0 && (size_t)at < c->n && s->plan[k].mass >= 0;
        if (right)
            sum[at] += s->plan[k].mass;
    }
    for (size_t k = 0; k < c->n && right; k++)
        right = sum[k] == c->mass[k];
    free(sum);
    return right;
}

static wide dual_sum(const plane_cloud *c, const int64_t *potential)
{
    wide sum = 0;
    for (size_t k = 0; k < c->n; k++)
        sum += (wide)c->mass[k] * potential[k];
    return sum;
}

/* 2^PLAN_BITS times the cost of the plan, from above: each computed cost is enlarged by more than its relative error. */
enum { PLAN_BITS = 8 };
static wide plan_sum(const plane_cloud *a, const plane_cloud *b, const transport_solution *s, int shift)
{
    wide sum = 0;
    for (int64_t k = 0; k < s->shipments; k++) {
        const double *x = a->xy + 2 * (size_t)s->plan[k].row, *y = b->xy + 2 * (size_t)s->plan[k].column;
        double dx = ldexp(x[0], shift) - ldexp(y[0], shift), dy = ldexp(x[1], shift) - ldexp(y[1], shift);
        double above = cost(s->kind, dx, dy) * (1 + 0x1p-50);
        sum += (wide)s->plan[k].mass * (int64_t)ceil(ldexp(above, PLAN_BITS));
    }
    return sum;
}

/* sum / total * 2^-exponent as a double on the given side: two conversions and a division are rounded. */
static double outward(wide sum, wide total, int exponent, int to)
{
    double value = ldexp((double)sum / (double)total, -exponent);
    if (sum == 0)
        return 0;
    return value + to * (fabs(value) * 0x1p-50 + 0x1p-1070);
}

bool optimality_check(const plane_cloud *a, const plane_cloud *b, const transport_solution *s, bool plainly,
                      optimality *out)
{
    *out = (optimality){-INFINITY, INFINITY, ""};
    int shift = s->kind == COST_W2 ? s->exponent / 2 : s->exponent;
    side rows = side_make(a, s->u, shift), columns = side_make(b, s->v, shift);
    size_t found[2] = {0, 0};
    bool dual = plainly ? feasible_plainly(s->kind, &rows, a->n, &columns, b->n, found)
                        : feasible(s->kind, &rows, 0, &columns, 0, found);
    side_free(&rows);
    side_free(&columns);
    wide total = 0;
    for (size_t k = 0; k < a->n; k++)
        total += a->mass[k];
    if (!dual)
        snprintf(out->why, sizeof out->why, "the potentials of points %zu and %zu exceed the cost", found[0],
                 found[1]);
    else
        out->lower = fmax(
            outward(8 * (dual_sum(a, s->u) + dual_sum(b, s->v)) - 9 * total, 8 * total, s->exponent, -1), 0);
    if (!s->optimal)
        return dual;
    bool primal = marginal(a, s, true) && marginal(b, s, false);
    if (!primal)
        snprintf(out->why, sizeof out->why, "what the plan ships is not what the points hold");
    else
        out->upper = outward(plan_sum(a, b, s, shift), total, s->exponent + PLAN_BITS, +1);
    return dual && primal;
}
