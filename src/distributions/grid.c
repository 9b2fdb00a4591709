/*
 * GRID(n, spacing, sd): n x n normal laws of covariance sd^2 I in equal parts, with centres
 *     spacing (i - (n-1)/2, k - (n-1)/2),   i, k = 0, ..., n - 1:
 * the grid of 25 modes of the literature is grid(5, 2, 0.05).
 */
#include "distributions/family.h"

enum { N, SPACING, SD };
enum { MOST_SIDE = 32 };

static bool check(const component *c, error *e)
{
    slong n;
    return (real_is_integer(c->par[N], &n) && n >= 1 && n <= MOST_SIDE)
           || error_set(e, N, "grid needs a whole number n from 1 to %d, for n x n modes", MOST_SIDE);
}

static slong side(const component *c)
{
    slong n = 1;
    real_is_integer(c->par[N], &n);
    return n;
}

static size_t modes(const component *c) { return (size_t)(side(c) * side(c)); }

static real line_of(real_pool *pool, const component *c, slong i)
{
    return real_mul(pool, c->par[SPACING], real_ratio(pool, 2 * i - side(c) + 1, 2));
}

static void mode(real_pool *pool, const component *c, size_t i, component *out)
{
    slong n = side(c);
    out->family = family_by_name("normal2");
    out->par[0] = line_of(pool, c, (slong)i / n);
    out->par[1] = line_of(pool, c, (slong)i % n);
    out->par[2] = out->par[3] = c->par[SD];
    out->par[4] = real_int(pool, 0);
}

static const char *const examples[] = {"5, 2, 0.05", "1, 7, 2", "2, 1/2, 1", NULL};

const family family_grid = {
    .name = "grid",
    .summary =
        "n x n normal laws with standard deviation sd in equal parts, centres on a square grid around 0",
    .kind = FAMILY_PLANAR,
    .parameters = {{"n", ANY_REAL, NULL, NULL},
                   {"spacing", ANY_REAL, NULL, NULL},
                   {"sd", POSITIVE, NULL, NULL}},
    .examples = examples,
    .check = check,
    .modes = modes,
    .mode = mode,
};
