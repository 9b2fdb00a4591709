/* Exact planar transport against brute force and closed values; what is stopped, refused or forged. */
#include "median.h"
#include "plane_clouds.h"

#include <string.h>

static bool next_permutation(int *p, int n)
{
    int i = n - 2, j = n - 1;
    while (i >= 0 && p[i] >= p[i + 1])
        i--;
    if (i < 0)
        return false;
    while (p[j] <= p[i])
        j--;
    int t = p[i];
    p[i] = p[j], p[j] = t;
    for (int l = i + 1, r = n - 1; l < r; l++, r--)
        t = p[l], p[l] = p[r], p[r] = t;
    return true;
}

/* Every mass unit is a point of its own; all ways to pair them (Birkhoff: one of them is optimal). */
static double by_permutations(cost_kind kind, const plane_cloud *a, const plane_cloud *b)
{
    enum { MOST = 8 };
    const double *x[MOST], *y[MOST];
    int n = 0, m = 0, order[MOST];
    for (size_t k = 0; k < a->n; k++)
        for (int64_t u = 0; u < a->mass[k]; u++)
            x[n++] = a->xy + 2 * k;
    for (size_t k = 0; k < b->n; k++)
        for (int64_t u = 0; u < b->mass[k]; u++)
            order[m] = m, y[m++] = b->xy + 2 * k;
    double best = INFINITY;
    do {
        double sum = 0;
        for (int k = 0; k < n; k++)
            sum += distance(kind, x[k], y[order[k]]);
        best = fmin(best, sum);
    } while (next_permutation(order, n));
    return best / n;
}

/* Few points, many times over the same coordinates, with masses 0 to 3 that add up to at most 7. */
static cloud_case little_cloud(random_stream *r, int64_t total)
{
    cloud_case c = room(7);
    int64_t left = total;
    for (size_t k = 0; k < 7; k++) {
        c.xy[2 * k] = (double)random_below(r, 5);
        c.xy[2 * k + 1] = (double)random_below(r, 3) / 4;
        c.mass[k] = k == 6 ? left : (int64_t)random_below(r, (uint64_t)(left < 3 ? left : 3) + 1);
        left -= c.mass[k];
    }
    return c;
}

Test(transport, small_problems_agree_with_all_permutations)
{
    random_stream *r = random_open(11, 0);
    for (int trial = 0; trial < 300; trial++) {
        int64_t total = 1 + (int64_t)random_below(r, 7);
        cloud_case a = little_cloud(r, total), b = little_cloud(r, total);
        cost_kind kind = trial % 2 ? COST_W1 : COST_W2;
        optimality o = solved(kind, &a.cloud, &b.cloud, "little clouds"); /* no cost is above 25 */
        double truth = by_permutations(kind, &a.cloud, &b.cloud), rounding = 1e-14 * (1 + truth);
        cr_expect(o.lower <= truth + rounding && truth - rounding <= o.upper
                      && o.upper - o.lower < 200 * 0x1p-50,
                  "trial %d: %.17g outside of [%.17g, %.17g]", trial, truth, o.lower, o.upper);
        leave(&a);
        leave(&b);
    }
    random_close(r);
}

/* Moving a cloud by h: W1 = |h|, W2^2 = |h|^2. */
Test(transport, a_translation_costs_its_length)
{
    random_stream *r = random_open(13, 0);
    cloud_case a = normal_cloud(r, 1000, 0, 0, 1), b = room(1000);
    for (size_t k = 0; k < 1000; k++) {
        a.xy[2 * k] = rint(a.xy[2 * k] * 0x1p20) * 0x1p-20,
                 a.xy[2 * k + 1] = rint(a.xy[2 * k + 1] * 0x1p20) * 0x1p-20;
        b.xy[2 * k] = a.xy[2 * k] + 3, b.xy[2 * k + 1] = a.xy[2 * k + 1] - 4;
    }
    optimality first = solved(COST_W1, &a.cloud, &b.cloud, "W1"),
               second = solved(COST_W2, &a.cloud, &b.cloud, "W2");
    cr_expect(first.lower <= 5 && 5 <= first.upper && first.upper - first.lower < 1e-12);
    cr_expect(second.lower <= 25 && 25 <= second.upper && second.upper - second.lower < 1e-11);
    leave(&a);
    leave(&b);
    random_close(r);
}

/* On a line, in any direction and anywhere, W1 is the mean distance of sorted points. */
Test(transport, on_a_line_sorting_is_solving)
{
    enum { N = 300 };
    random_stream *r = random_open(16, 0);
    for (int trial = 0; trial < 20; trial++) {
        double angle = trial * M_PI / 10, far = trial % 3 ? 0 : 1000, s[2][N], mean = 0;
        cloud_case c[2] = {room(N), room(N)};
        for (int side = 0; side < 2; side++)
            for (size_t k = 0; k < N; k++) {
                s[side][k] = random_normal(r) * (1 + side) + side;
                c[side].xy[2 * k] = far + cos(angle) * s[side][k];
                c[side].xy[2 * k + 1] = sin(angle) * s[side][k];
            }
        optimality o = solved(COST_W1, &c[0].cloud, &c[1].cloud, "a line");
        for (int side = 0; side < 2; side++)
            qsort(s[side], N, sizeof(double), by_size);
        for (size_t k = 0; k < N; k++)
            mean += fabs(s[0][k] - s[1][k]) / N;
        double rounding = 1e-13 + 1e-15 * far; /* of coordinates near 10 and `far`, of 300 additions */
        cr_expect(o.lower - rounding <= mean && mean <= o.upper + rounding && o.upper - o.lower < 1e-12,
                  "direction %g: [%.17g, %.17g], not %.17g", angle, o.lower, o.upper, mean);
        leave(&c[0]);
        leave(&c[1]);
    }
    random_close(r);
}

Test(transport, the_check_refuses_forgeries)
{
    random_stream *r = random_open(14, 0);
    cloud_case a = normal_cloud(r, 400, 0, 0, 1), b = normal_cloud(r, 400, 1, 0, 1);
    transport_solution s;
    optimality o;
    error e;
    cr_assert(transport_exact(COST_W2, &a.cloud, &b.cloud, NULL, &s, &e) && s.optimal);
    for (size_t k = 0; k < 400; k += 7)
        for (int plainly = 0; plainly < 2; plainly++) {
            s.u[k] += 2; /* two units of 2^-50 of the largest cost */
            cr_expect(!optimality_check(&a.cloud, &b.cloud, &s, plainly, &o), "u of point %zu is too large",
                      k);
            s.u[k] -= 2;
            s.plan[k].mass++;
            cr_expect(!optimality_check(&a.cloud, &b.cloud, &s, plainly, &o), "shipment %zu is too large", k);
            s.plan[k].mass--;
            int32_t column = s.plan[k].column;
            s.plan[k].column = column == 3 ? 4 : 3;
            cr_expect(!optimality_check(&a.cloud, &b.cloud, &s, plainly, &o), "shipment %zu goes elsewhere",
                      k);
            s.plan[k].column = 400;
            cr_expect(!optimality_check(&a.cloud, &b.cloud, &s, plainly, &o), "shipment %zu goes nowhere", k);
            s.plan[k].column = column;
        }
    cr_expect(optimality_check(&a.cloud, &b.cloud, &s, false, &o), "%s", o.why);
    int32_t column = s.plan[0].column; /* a plan with the right marginals that is not optimal */
    s.plan[0].column = s.plan[1].column, s.plan[1].column = column;
    optimality worse;
    cr_expect(optimality_check(&a.cloud, &b.cloud, &s, false, &worse) && worse.upper > o.upper + 1e-9);
    transport_clear(&s);
    leave(&a);
    leave(&b);
    random_close(r);
}

static bool stop_after(void *state, int level, int levels, int round, int64_t violated)
{
    (void)levels, (void)round, (void)violated;
    return level < *(const int *)state;
}

Test(transport, what_is_stopped_early_has_a_lower_bound)
{
    random_stream *r = random_open(15, 0);
    cloud_case a = normal_cloud(r, 3000, 0, 0, 1), b = normal_cloud(r, 3000, 1, 0, 1);
    optimality whole = solved(COST_W2, &a.cloud, &b.cloud, "whole");
    double before = 0;
    for (int last = 1; last < 4; last++) { /* of the four levels of 3000 points */
        transport_solution s;
        transport_watch watch = {stop_after, &last};
        optimality o;
        error e;
        cr_expect(transport_exact(COST_W2, &a.cloud, &b.cloud, &watch, &s, &e) && !s.optimal && !s.plan);
        cr_expect(optimality_check(&a.cloud, &b.cloud, &s, false, &o), "%s", o.why);
        cr_expect(o.lower <= whole.upper && o.lower > before && isinf(o.upper), "level %d: %g of %g", last,
                  o.lower, whole.lower);
        before = o.lower;
        transport_clear(&s);
    }
    cr_expect(before > 0.95 * whole.lower, "the last coarse level: %g of %g", before, whole.lower);
    leave(&a);
    leave(&b);
    random_close(r);
}

Test(transport, bad_clouds_are_refused)
{
    double xy[] = {0, 0, 1, NAN}, fine[] = {0, 0, 1, 1};
    int64_t one[] = {1, 1}, two[] = {1, 2}, negative[] = {3, -1}, none[] = {0, 0},
            huge[] = {INT64_MAX, INT64_MAX};
    plane_cloud good = {2, fine, one};
    const struct {
        plane_cloud cloud;
        const char *says;
    } bad[] = {{{2, xy, one}, "not finite"},      {{2, fine, two}, "totals"},
               {{2, fine, negative}, "negative"}, {{2, fine, none}, "is 0"},
               {{2, fine, huge}, "above 2^62"},   {{0, fine, one}, "points are needed"}};
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        transport_solution s;
        error e = {.message = ""};
        cr_expect(!transport_exact(COST_W2, &good, &bad[k].cloud, NULL, &s, &e), "%s", bad[k].says);
        cr_expect(strstr(e.message, k == 1 ? "total masses differ" : bad[k].says), "'%s' in '%s'",
                  bad[k].says, e.message);
        transport_clear(&s);
    }
}
