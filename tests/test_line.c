/* Transport on the line: sorting, distances in double precision, exact plans and potentials, and the check against forgeries. */
#include "number/random.h"
#include "transport/exact.h"
#include "transport/line.h"
#include "transport/line_exact.h"
#include "transport/sorting.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Numbers as users have them. */
typedef enum {
    NORMAL,
    REPEATED,
    CLUSTERS,
    SIGNED_CLUSTERS,
    OUTLIER,
    CAUCHY,
    TINY,
    SORTED,
    REVERSED,
    CONSTANT,
    REGIMES
} regime;

static void fill(random_stream *r, regime kind, size_t n, double *x)
{
    for (size_t k = 0; k < n; k++) {
        double z = random_normal(r);
        x[k] = kind == REPEATED          ? rint(3 * z) / 10
               : kind == CLUSTERS        ? 1e8 * (double)(k % 3) + 1e-7 * z
               : kind == SIGNED_CLUSTERS ? (k % 2 ? 1 : -1) * (1e8 + 1e-7 * z)
               : kind == OUTLIER         ? (k == n / 2 ? -1e300 : z)
               : kind == CAUCHY          ? tan(3.1415 * (random_uniform(r) - 0.5))
               : kind == TINY            ? 1e-310 * z
               : kind == SORTED          ? (double)k
               : kind == REVERSED        ? -(double)k
               : kind == CONSTANT        ? -0.0
                                         : z;
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

Test(sorting, agrees_with_the_library)
{
    enum { MOST = 5000 };
    random_stream *r = random_open(1, 0);
    static double x[MOST], sorted[MOST];
    static uint64_t room[MOST];
    static uint32_t order[MOST];
    for (int trial = 0; trial < 200; trial++) {
        size_t n = random_below(r, trial % 2 ? 70 : MOST);
        fill(r, (regime)(trial % REGIMES), n, x);
        sort_doubles(n, x, sorted, room);
        for (size_t k = 0; k < n; k++)
            room[k] = key_of_double(x[k]);
        sort_keys(n, room, order);
        for (size_t k = 1; k < n; k++)
            cr_expect(room[k - 1] < room[k] || (room[k - 1] == room[k] && order[k - 1] < order[k]),
                      "trial %d: keys are out of order at %zu", trial, k);
        for (size_t k = 0; k < n; k++)
            cr_expect(room[k] == key_of_double(x[order[k]]), "trial %d: wrong place at %zu", trial, k);
        qsort(x, n, sizeof *x, by_size);
        for (size_t k = 0; k < n; k++)
            cr_expect(x[k] == sorted[k], "trial %d, regime %d: %g for %g", trial, trial % REGIMES, sorted[k],
                      x[k]);
    }
    random_close(r);
}

/* Many numbers, for the ways that only many are sorted. */
static double one_of_many(random_stream *r, int kind, size_t k, size_t n)
{
    double z = random_normal(r);
    switch (kind) {
    case 0: return rint(300 * z) / 300;                        /* few values, -0 and 0 among them */
    case 1: return k % 3 ? 0.25 : z;                           /* one value often, the rest but once */
    case 2: return rint(4000 * z) / 4000;                      /* more values than are counted */
    case 3: return (k % 2 ? 5e299 : -5e299) * (1 + 1e-12 * z); /* 1e300 apart */
    case 4: return k == n / 2 ? 1e15 : 1e6 * (double)(k % 20) + 1e-6 * z;
    case 5:
        return k == 7 ? -1e300 : 1 + 1e-4 * (double)(k % 50) + 1e-13 * z; /* clusters closer than pieces */
    case 6: return (k % 2 ? 1 : -1) * 4.94065645841246544e-324 * rint(1e5 * fabs(z)); /* subnormal */
    case 7: return k == 0 ? -1e308 : 1e308 * (1 + 1e-9 * z);                          /* the last piece */
    case 8: return k % 2 ? -0.0 : 0.0;
    case 9: return 1.5;                          /* all equal */
    case 10: return (double)k - 0.5 * (double)n; /* sorted */
    case 11: return 0.3 * (double)n - (double)k; /* reversed */
    case 12: return ldexp(z, (int)random_below(r, 1900) - 950);
    default: return z;
    }
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

Test(sorting, many_keys_of_every_kind)
{
    enum { MANY = 150000, KINDS = 14 };
    random_stream *r = random_open(7, 0);
    static double x[MANY], sorted[MANY];
    static uint64_t room[MANY], key[MANY];
    static uint32_t order[MANY];
    for (int kind = 0; kind < KINDS; kind++) {
        for (size_t k = 0; k < MANY; k++)
            x[k] = one_of_many(r, kind, k, MANY), key[k] = room[k] = key_of_double(x[k]);
        sort_keys(MANY, key, order);
        size_t unstable = 0, misplaced = 0, differ = 0;
        for (size_t k = 0; k < MANY; k++) {
            unstable += k && key[k - 1] == key[k] && order[k - 1] >= order[k];
            misplaced += key[k] != room[order[k]];
        }
        sort_doubles(MANY, x, sorted, room);
        for (size_t k = 0; k < MANY; k++)
            room[k] = key_of_double(x[k]);
        qsort(room, MANY, sizeof *room, by_key);
        for (size_t k = 0; k < MANY; k++)
            differ += key[k] != room[k] || key_of_double(sorted[k]) != room[k];
        cr_expect(!unstable && !misplaced && !differ,
                  "kind %d: %zu unstable, %zu misplaced, %zu out of order", kind, unstable, misplaced,
                  differ);
        sort_doubles(MANY, x, x, room); /* in place */
        cr_expect(!memcmp(x, sorted, sizeof x), "kind %d in place", kind);
    }
    random_close(r);
}

/* W1 as the integral of |F - G|, in long doubles: another formula than the walk's. */
static double by_distribution_functions(const line_points *a, const line_points *b)
{
    size_t n = a->n + b->n;
    double *at = malloc(n * sizeof *at);
    memcpy(at, a->x, a->n * sizeof *at);
    memcpy(at + a->n, b->x, b->n * sizeof *at);
    qsort(at, n, sizeof *at, by_size);
    const line_points *side[2] = {a, b};
    long double sum = 0;
    for (size_t k = 0; k + 1 < n; k++) {
        long double F[2];
        for (int s = 0; s < 2; s++) {
            long double below = 0, total = 0;
            for (size_t i = 0; i < side[s]->n; i++) {
                long double w = side[s]->weight ? side[s]->weight[i] : 1;
                total += w;
                below += side[s]->x[i] <= at[k] ? w : 0;
            }
            F[s] = below / total;
        }
        sum += fabsl(F[0] - F[1]) * ((long double)at[k + 1] - at[k]);
    }
    free(at);
    return (double)sum;
}

Test(line, w1_is_the_integral_of_the_gap)
{
    enum { MOST = 60 };
    random_stream *r = random_open(2, 0);
    double x[MOST], y[MOST], w[MOST];
    for (int trial = 0; trial < 200; trial++) {
        size_t n = 1 + random_below(r, MOST), m = trial % 3 ? n : 1 + random_below(r, MOST);
        regime kind = (regime)(trial % REGIMES);
        fill(r, kind, n, x);
        fill(r, kind, m, y);
        for (size_t k = 0; k < n; k++)
            w[k] = k % 4 == 1 ? 0 : random_uniform(r);
        line_points a = {n, x, trial % 2 ? w : NULL}, b = {m, y, NULL};
        double value, wrong;
        cr_expect(line_distance(1, &a, &b, &value, &wrong, NULL), "trial %d", trial);
        double truth = by_distribution_functions(&a, &b), rounding = 1e-15 * truth;
        /* the reference's own error grows with the span: long doubles, 2 n sums */
        double span = 0;
        for (size_t k = 0; k < n; k++)
            for (size_t l = 0; l < m; l++)
                span = fmax(span, fabs(x[k] - y[l]));
        cr_expect(fabs(value - truth) <= wrong + rounding + span * 1e-17,
                  "trial %d, regime %d: %.17g is %.17g, off by %g of %g", trial, kind, value, truth,
                  value - truth, wrong);
        cr_expect(wrong <= 1e-14 * (value + 0.01 * span) + 1e-300, "trial %d: an error of %g for %g", trial,
                  wrong, value);
    }
    random_close(r);
}

Test(line, refuses_what_is_no_sample)
{
    const double x[] = {1, 2, NAN}, w[] = {1, -1, 0}, zero[] = {0, 0, 0};
    double value;
    error e;
    line_points good = {2, x, NULL};
    const struct {
        line_points bad;
        const char *says;
    } cases[] = {{{3, x, NULL}, "finite"},
                 {{2, x, w}, "weight of point 2"},
                 {{2, x, zero}, "add up to 0"},
                 {{0, x, NULL}, "0 points"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        cr_expect(!line_distance(1, &good, &cases[k].bad, &value, NULL, &e)
                      && strstr(e.message, cases[k].says),
                  "case %zu: %s", k, e.message);
    }
    cr_expect(!line_distance(0.5, &good, &good, &value, NULL, &e) && strstr(e.message, "order"), "%s",
              e.message);
}

/* ---- Exact plans ---- */

typedef struct cloud_case {
    line_cloud c;
    int64_t *x, *mass;
} cloud_case;

static cloud_case grid_cloud(random_stream *r, size_t n, int64_t total, int64_t step, int64_t places)
{
    cloud_case c = {.x = malloc(n * sizeof(int64_t)), .mass = malloc(n * sizeof(int64_t))};
    int64_t left = total;
    for (size_t k = 0; k < n; k++) {
        c.x[k] = step * (int64_t)random_below(r, (uint64_t)places);
        c.mass[k] = k + 1 == n ? left : (int64_t)random_below(r, (uint64_t)left / 3 + 1);
        left -= c.mass[k];
    }
    c.c = (line_cloud){n, c.x, c.mass};
    return c;
}
static void leave(cloud_case *c)
{
    free(c->x);
    free(c->mass);
}

/* The same problem solved by the planar solver, which knows nothing of lines: its enclosure must hold the exact value. */
static double in_the_plane(int p, const cloud_case *a, const cloud_case *b, double unit)
{
    plane_cloud plane[2];
    const cloud_case *side[2] = {a, b};
    for (int s = 0; s < 2; s++) {
        double *xy = calloc(2 * side[s]->c.n, sizeof *xy);
        for (size_t k = 0; k < side[s]->c.n; k++)
            xy[2 * k] = (double)side[s]->x[k] * unit;
        plane[s] = (plane_cloud){side[s]->c.n, xy, side[s]->mass};
    }
    transport_solution s;
    double sum = 0, total = (double)plane_mass(&plane[0]);
    bool done = transport_exact(p == 1 ? COST_W1 : COST_W2, &plane[0], &plane[1], NULL, &s, NULL);
    for (int64_t k = 0; done && k < s.shipments; k++)
        sum += (double)s.plan[k].mass / total
               * pow(fabs(plane[0].xy[2 * s.plan[k].row] - plane[1].xy[2 * s.plan[k].column]), p);
    transport_clear(&s);
    free((void *)plane[0].xy);
    free((void *)plane[1].xy);
    return done ? sum : NAN;
}

Test(line, exact_plans_pass_both_checks_and_agree_with_the_plane)
{
    random_stream *r = random_open(3, 0);
    const double orders[] = {1, 2, 3, 1.5, 7};
    for (int trial = 0; trial < 150; trial++) {
        double p = orders[trial % 5];
        size_t n = 1 + random_below(r, 40), m = 1 + random_below(r, 40);
        int64_t total = trial % 2 ? 50 : (int64_t)1 << 61, places = trial % 3 ? 20 : 1000000,
                step = ((int64_t)1 << LINE_BITS) / places;
        cloud_case a = grid_cloud(r, n, total, step, places), b = grid_cloud(r, m, total, step, places);
        line_solution s;
        line_bounds fast, plain;
        line_solve(p, &a.c, &b.c, &s);
        cr_expect(line_check(&a.c, &b.c, &s, false, &fast), "trial %d: %s", trial, fast.why);
        cr_expect(line_check(&a.c, &b.c, &s, true, &plain), "trial %d, plainly: %s", trial, plain.why);
        cr_expect(fmpz_cmp(plain.lower, plain.upper) <= 0 && fmpz_cmp(fast.lower, plain.lower) <= 0
                      && fmpz_equal(fast.upper, plain.upper),
                  "trial %d: two checks, two answers", trial);
        double unit = ldexp(1, -line_cost_bits(p)) / (double)total, lower = fmpz_get_d(fast.lower) * unit,
               upper = fmpz_get_d(fast.upper) * unit;
        if (p == 1 || p == 2) {
            cr_expect(fmpz_equal(fast.lower, fast.upper), "trial %d: a gap", trial);
            double plane = in_the_plane((int)p, &a, &b, ldexp(1, -LINE_BITS));
            /* costs there are rounded to 2^-49 of the largest */
            cr_expect(fabs(plane - upper) < 1e-13, "trial %d: %.17g on the line, %.17g in the plane", trial,
                      upper, plane);
        } else {
            cr_expect(upper - lower < 1e-15, "trial %d, p = %g: a gap of %g", trial, p, upper - lower);
        }
        line_bounds_clear(&fast);
        line_bounds_clear(&plain);
        line_solution_clear(&s);
        leave(&a);
        leave(&b);
    }
    random_close(r);
}

Test(line, forged_certificates_are_refused)
{
    random_stream *r = random_open(4, 0);
    cloud_case a = grid_cloud(r, 30, 1000, (int64_t)1 << 50, 1000),
               b = grid_cloud(r, 20, 1000, (int64_t)1 << 50, 1000);
    for (int forgery = 0; forgery < 7; forgery++)
        for (int plainly = 0; plainly < 2; plainly++) {
            line_solution s;
            line_bounds found;
            line_solve(1 + forgery % 2, &a.c, &b.c, &s);
            int64_t last = s.shipments - 1;
            s.u[7] += forgery == 0;
            s.v[19] += forgery == 1;
            s.plan[last].mass += forgery == 2;
            s.plan[last].column = forgery == 3 ? 20 : forgery == 4 ? s.plan[0].column : s.plan[last].column;
            s.plan[last].row = forgery == 5 ? -1 : s.plan[last].row;
            s.shipments -= forgery == 6;
            cr_expect(!line_check(&a.c, &b.c, &s, plainly, &found), "forgery %d passes", forgery);
            line_bounds_clear(&found);
            line_solution_clear(&s);
        }
    leave(&a);
    leave(&b);
    random_close(r);
}
