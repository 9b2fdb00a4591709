/* Exact planar transport of clouds of many kinds, each with its certificate. */
#include "plane_clouds.h"

#include <string.h>

/* What users feed it: each makes two clouds of equal total mass. */
typedef void (*regime)(random_stream *r, cloud_case *a, cloud_case *b);

static void displaced(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = normal_cloud(r, 1500, 0, 0, 1), *b = normal_cloud(r, 1500, 2, 0.5, 0.6);
}
static void far_from_the_origin(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = normal_cloud(r, 700, 1e8, -1e8, 1), *b = normal_cloud(r, 700, 1e8, -1e8, 2);
}
static void minute(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = normal_cloud(r, 700, 0, 0, 1e-8), *b = normal_cloud(r, 700, 1e-8, 0, 1e-8);
}
static void immense(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = normal_cloud(r, 300, 0, 0, 1e150), *b = normal_cloud(r, 300, 0, 0, 1e150);
}
static void identical(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = normal_cloud(r, 900, 0, 0, 1), *b = room(900);
    memcpy(b->xy, a->xy, sizeof(double) * 1800);
}
static void weighted(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = normal_cloud(r, 900, 0, 0, 1), *b = normal_cloud(r, 500, 1, 0, 1);
    int64_t total = 0;
    for (size_t k = 0; k < 900; k++)
        total += a->mass[k] = k % 9 ? (int64_t)random_below(r, 1000000) : 0;
    for (size_t k = 0; k < 500; k++)
        total -= b->mass[k] = k < 499 ? (int64_t)random_below(r, 900000) : total;
    if (total)
        a->mass[0] -= total < 0 ? total : 0, b->mass[499] += total > 0 ? total : 0;
}
static void one_point(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = normal_cloud(r, 800, 0, 0, 1), *b = normal_cloud(r, 1, 3, 4, 1);
    b->mass[0] = 800;
}
static void lattice(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = room(1200), *b = room(1200);
    for (size_t k = 0; k < 2400; k++)
        a->xy[k] = (double)random_below(r, 12), b->xy[k] = (double)random_below(r, 12);
}
static void collinear(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = room(500), *b = room(500);
    for (size_t k = 0; k < 500; k++) {
        a->xy[2 * k] = random_normal(r), a->xy[2 * k + 1] = 2 * a->xy[2 * k];
        b->xy[2 * k] = 1 + random_normal(r), b->xy[2 * k + 1] = 2 * b->xy[2 * k];
    }
}
static void slanted(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = room(500), *b = room(400);
    for (size_t k = 0; k < 500; k++) {
        a->xy[2 * k] = random_normal(r), a->xy[2 * k + 1] = 0.3 * a->xy[2 * k];
        a->mass[k] = k % 5 != 4;
    }
    for (size_t k = 0; k < 400; k++)
        b->xy[2 * k] = 2 * random_normal(r), b->xy[2 * k + 1] = 0.3 * b->xy[2 * k];
}
static void reordered(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = normal_cloud(r, 600, 0, 0, 1), *b = room(700);
    for (size_t k = 0; k < 700; k++) {
        size_t from = k < 600 ? 599 - k : k - 600;
        memcpy(b->xy + 2 * k, a->xy + 2 * from, 2 * sizeof(double));
        b->mass[k] = k < 600;
    }
}
static void clustered(random_stream *r, cloud_case *a, cloud_case *b)
{
    *a = normal_cloud(r, 1200, 0, 0, 0.05), *b = normal_cloud(r, 1200, 0, 0, 0.05);
    double at[40];
    for (int k = 0; k < 40; k++)
        at[k] = 3 * random_normal(r);
    for (size_t k = 0; k < 1200; k++) {
        uint64_t p = random_below(r, 10), q = random_below(r, 10);
        a->xy[2 * k] += at[2 * p], a->xy[2 * k + 1] += at[2 * p + 1];
        b->xy[2 * k] += at[20 + 2 * q], b->xy[2 * k + 1] += at[21 + 2 * q];
    }
}

static const struct {
    const char *name;
    regime make;
} regimes[] = {{"displaced", displaced}, {"far from the origin", far_from_the_origin},
               {"minute", minute},       {"immense", immense},
               {"identical", identical}, {"weighted", weighted},
               {"one point", one_point}, {"lattice", lattice},
               {"collinear", collinear}, {"clustered", clustered},
               {"slanted", slanted},     {"reordered", reordered}};

/* The gap of an optimal pair: a unit of 2^-50 of the largest cost, and roundings of the sums. */
Test(transport_regimes, every_regime_is_solved_and_certified)
{
    random_stream *r = random_open(12, 0);
    for (size_t k = 0; k < sizeof regimes / sizeof *regimes; k++)
        for (int kind = COST_W1; kind <= COST_W2; kind++) {
            cloud_case a, b;
            regimes[k].make(r, &a, &b);
            optimality o = solved((cost_kind)kind, &a.cloud, &b.cloud, regimes[k].name);
            double largest = 0;
            for (size_t i = 0; i < a.cloud.n; i++)
                largest = fmax(largest, distance((cost_kind)kind, a.xy + 2 * i, b.xy));
            cr_expect(0 <= o.lower && o.lower <= o.upper
                          && o.upper - o.lower <= 64 * largest * 0x1p-50 + 0x1p-1000,
                      "%s, %d: [%.17g, %.17g]", regimes[k].name, kind, o.lower, o.upper);
            leave(&a);
            leave(&b);
        }
    random_close(r);
}
