/*
 * RING(n, radius, sd): n normal laws of covariance sd^2 I in equal parts, with centres on a circle around the origin,
 *     radius (cos(2 pi k/n), sin(2 pi k/n)),   k = 0, ..., n - 1:
 * the toy problem on which generators drop modes (Metz, Poole, Pfau and Sohl-Dickstein 2017, with n = 8).
 */
#include "distributions/family.h"

enum { N, RADIUS, SD };
enum { MOST_MODES = 1000 };

static bool check(const component *c, error *e)
{
    slong n;
    if (!real_is_integer(c->par[N], &n) || n < 1 || n > MOST_MODES)
        return error_set(e, N, "ring needs a whole number n from 1 to %d", MOST_MODES);
    int sign = real_sign(c->par[RADIUS]);
    return sign == 0 || sign == 1 || error_set(e, RADIUS, "the radius of ring must not be negative");
}

static size_t modes(const component *c)
{
    slong n = 1;
    real_is_integer(c->par[N], &n);
    return (size_t)n;
}

/* radius cos(2 pi (turns)). */
static real on_circle(real_pool *pool, const component *c, real turns)
{
    real cosine = real_unary(pool, REAL_COSPI, real_mul(pool, real_int(pool, 2), turns));
    return real_mul(pool, c->par[RADIUS], cosine);
}

static void mode(real_pool *pool, const component *c, size_t i, component *out)
{
    real turns = real_div(pool, real_int(pool, (slong)i), c->par[N]);
    out->family = family_by_name("normal2");
    out->par[0] = on_circle(pool, c, turns);
    out->par[1] = on_circle(pool, c, real_sub(pool, turns, real_ratio(pool, 1, 4)));
    out->par[2] = out->par[3] = c->par[SD];
    out->par[4] = real_int(pool, 0);
}

static const char *const examples[] = {"8, 2, 0.1", "1, 0, 1", "7, 1/3, 2", "3, 1e3, 1e-3", NULL};

const family family_ring = {
    .name = "ring",
    .summary =
        "n normal laws with standard deviation sd in equal parts, centres on the circle of this radius",
    .kind = FAMILY_PLANAR,
    .parameters = {{"n", ANY_REAL, NULL, NULL},
                   {"radius", ANY_REAL, NULL, NULL},
                   {"sd", POSITIVE, NULL, NULL}},
    .examples = examples,
    .check = check,
    .modes = modes,
    .mode = mode,
};
