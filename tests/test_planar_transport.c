/*
 * Wasserstein distances on the plane: enclosures against formulas, permutations, symmetry and scaling; quantisation against
 * draws; areas of disks and rectangles against the formulas of the circle.
 */
#include "planar_checks.h"

#include "calculus/dense_flow.h"
#include "divergences/planar_plan.h"
#include "divergences/planar_quantise.h"
#include "divergences/planar_transport.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ball distance(scope *s, slong order, const char *p, const char *q)
{
    law *a = parsed(p), *b = parsed(q);
    real_pool *pool = real_pool_open();
    enclosure out;
    cr_assert(planar_wasserstein(s, real_int(pool, order), a, b, 20, &out), "W%ld of %s, %s: no route",
              (long)order, p, q);
    law_free(a);
    law_free(b);
    real_pool_close(pool);
    return out.value;
}

/* The same from quantised laws alone: no formula for components or moments narrows the ends. */
static void expect_between_points(int order, const char *p, const char *q, double value)
{
    scope *s = scope_open(60);
    law *a = parsed(p), *b = parsed(q);
    ball low, high;
    cr_assert(quantised_bounds(s, a, b, order == 2, 900, &low, &high), "W%d of %s, %s", order, p, q);
    double from = ball_double(ball_lower(low)), to = ball_double(ball_upper(high));
    cr_expect(from <= value + 1e-9 && value - 1e-9 <= to,
              "W%d of %s, %s by points: [%.12g, %.12g], not %.12g", order, p, q, from, to, value);
    /* the lower end loses both quantisation errors, of up to 1.65 sqrt(2) sd/30 for 30 cells a side */
    cr_expect(to - from <= 0.25, "W%d of %s, %s by points: [%g, %g] is too wide", order, p, q, from, to);
    law_free(a);
    law_free(b);
    scope_close(s);
}

/* Two halves of a law take the general route; `width` is a bound of what it may lose. */
Test(planar_transport, enclosures_contain_known_values)
{
    static const struct {
        int order;
        const char *p, *q;
        double value, width;
    } known[] = {
        {2, "normal2(0,0,1,1,0)", "1/2*normal2(1,0,1,1,1/2) + 1/2*normal2(1,0,1,1,1/2)", 1.0659721829596337,
         0.01},
        {1, "normal2(0,0,1,1,0)", "1/2*normal2(3,4,1,1,0) + 1/2*normal2(3,4,1,1,0)", 5, 0.02},
        {2, "rectangle(0,1,0,1)", "1/2*rectangle(0,2,0,3) + 1/2*rectangle(0,2,0,3)", 1.2909944487358056,
         0.001},
        {2, "disk(0,0,1)", "1/2*disk(1,0,2) + 1/2*disk(1,0,2)", 1.2247448713915890, 0.003},
        {1, "disk(0,0,1)", "1/2*disk(0,0,2) + 1/2*disk(0,0,2)", 2. / 3, 0.3},
        {2, "segment(0,0,1,0)", "1/2*segment(0,1,1,2) + 1/2*segment(0,1,1,2)", 1.5275252316519468, 1e-6},
        {1, "product(point(0),uniform(0,1))", "product(point(2),uniform(0,1))", 2, 1e-4},
    };
    scope *s = scope_open(40);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        ball w = distance(s, known[i].order, known[i].p, known[i].q);
        double low = ball_double(ball_lower(w)), high = ball_double(ball_upper(w));
        cr_expect(low <= known[i].value + 1e-9 && known[i].value - 1e-9 <= high,
                  "W%d of %s, %s: [%.12g, %.12g], not %.12g", known[i].order, known[i].p, known[i].q, low,
                  high, known[i].value);
        cr_expect(high - low <= known[i].width, "W%d of %s, %s: [%g, %g] is too wide", known[i].order,
                  known[i].p, known[i].q, low, high);
        expect_between_points(known[i].order, known[i].p, known[i].q, known[i].value);
    }
    scope_close(s);
}

Test(planar_transport, formulas)
{
    expect_near("w2", "disk(0,0,1)", "disk(3,4,3)", sqrt(27), 1e-14);
    expect_near("w1", "disk(1,2,1)", "disk(1,2,4)", 2, 1e-14);
    expect_near("wp(3)", "disk(1,2,1)", "disk(1,2,4)", 3 * pow(0.4, 1. / 3), 1e-14);
    expect_near("w1", "ring(5,2,0.1)", "ring(5,2,0.1)", 0, 0);
    expect_near("wp(7)", "1/3*normal2(0,0,1,2,1/2) + 2/3*disk(1,1,1)",
                "1/3*normal2(3,4,1,2,1/2) + 2/3*disk(4,5,1)", 5, 1e-14);
    expect_near("w1", "1/4*segment(0,0,1,1) + 3/4*segment(1,0,2,3)",
                "1/4*segment(0,2,1,3) + 3/4*segment(1,2,2,5)", 2, 1e-14);
}

/* Points, homotheties and radial laws: formulas, and the enclosures by quantised laws. */
Test(planar_transport, exact_couplings)
{
    expect_near("w1", "disk(0,0,1)", "product(point(0),point(1))", 32 / (9 * M_PI), 1e-14);
    expect_near("w2", "ring(3,2,1/2)", "product(point(0),point(1))", sqrt(4 + 1 + 2 * 0.25), 1e-14);
    expect_near("w1", "normal2(1,2,1,1,0)", "normal2(1,2,3,3,0)", 2 * sqrt(M_PI / 2), 1e-14);
    expect_near("w2", "ring(4,1,1/3)", "ring(4,3,1)", 2 * sqrt(1 + 2. / 9), 1e-14);
    expect_near("w1", "rectangle(-1,1,-1,1)", "rectangle(-3,3,-3,3)", 2 * (M_SQRT2 + log(1 + M_SQRT2)) / 3,
                1e-14);
    expect_near("w2", "disk(0,0,1)", "1/2*disk(3,4,2) + 1/2*disk(3,4,2)", sqrt(25.5), 1e-14);
    expect_near("wp(3)", "disk(1,2,1)", "1/3*disk(1,2,4) + 2/3*disk(1,2,4)", 3 * pow(0.4, 1. / 3), 1e-14);
    expect_between_points(2, "disk(0,0,1)", "normal2(0,0,1,1,0)", 0.734887344665010);
    expect_between_points(1, "disk(0,0,1)", "normal2(0,0,1,1,0)", 0.586647470648834);
}

/* A mean length that its integral does not reach; and an order that has one way only, which no lack of time takes away. */
Test(planar_transport, formulas_that_fail)
{
    scope *s = scope_open(24);
    ball w1 = enclosed(s, "w1", "normal2(0,0,1,1,0.999999999)", "product(point(1),point(0))", 12, METHOD_AUTO)
                  .value;
    cr_expect(ball_is_finite(w1) && ball_radius(w1) < 0.2, "%g +- %g", ball_double(w1), ball_radius(w1));
    scope_close(s);
    real_pool *pool = real_pool_open();
    law *p = parsed("normal2(0,0,1,1,0)"), *q = parsed("disk(0,0,2)");
    divergence d;
    request r = request_default;
    cr_assert(divergence_parse("wp(3)", pool, &d, NULL));
    cr_expect(divergence_has_method(d, p, q, &r, NULL));
    law_free(p);
    law_free(q);
    real_pool_close(pool);
}

Test(planar_transport, symmetry_and_scaling)
{
    static const char *const pairs[][4] = {
        {"ring(4,1,1/4)", "normal2(0,0,1,1,0)", "ring(4,2,1/2)", "normal2(0,0,2,2,0)"},
        {"disk(0,0,1)", "rectangle(0,1,-1,1)", "disk(0,0,2)", "rectangle(0,2,-2,2)"},
    };
    scope *s = scope_open(24);
    for (size_t i = 0; i < 2; i++)
        for (slong k = 1; k <= 2; k++) {
            ball there = distance(s, k, pairs[i][0], pairs[i][1]),
                 back = distance(s, k, pairs[i][1], pairs[i][0]);
            ball twice = distance(s, k, pairs[i][2], pairs[i][3]);
            cr_expect(ball_overlaps(there, back), "W%ld of %s, %s is not symmetric", (long)k, pairs[i][0],
                      pairs[i][1]);
            cr_expect(ball_overlaps(ball_scale2(there, 1), twice), "W%ld of %s, %s does not scale", (long)k,
                      pairs[i][0], pairs[i][1]);
            cr_expect(ball_radius(there) < 0.2, "W%ld of %s, %s: radius %g", (long)k, pairs[i][0],
                      pairs[i][1], ball_radius(there));
        }
    scope_close(s);
}

/* The squares of these distances are no doubles. */
Test(planar_transport, tiny_laws_have_tiny_distances)
{
    static const char *const p[] = {"normal2(0,0,1,1,0)", "normal2(0,0,1e-170,1e-170,0)"},
                             *const q[] = {"1/2*normal2(1,0,1,1,0) + 1/2*normal2(-1,0,1,2,0)",
                                           "1/2*normal2(1e-170,0,1e-170,1e-170,0)"
                                           " + 1/2*normal2(-1e-170,0,1e-170,2e-170,0)"};
    scope *s = scope_open(70);
    ball unit = ball_pow(ball_in(s, ball_int(10)), ball_int(-170));
    law *a[] = {parsed(p[0]), parsed(p[1])}, *b[] = {parsed(q[0]), parsed(q[1])};
    for (int k = 1; k <= 2; k++) {
        ball low, high, unused;
        cr_assert(quantised_bounds(s, a[0], b[0], k == 2, 900, &low, &unused)
                  && quantised_bounds(s, a[1], b[1], k == 2, 900, &unused, &high));
        cr_expect(ball_less(ball_mul(low, unit), high) == HOLDS, "W%d by points: %g", k, ball_double(high));
        high = components_bound(s, a[1], b[1], k == 2);
        cr_expect(ball_less(ball_mul(low, unit), high) == HOLDS, "W%d by parts: %g", k, ball_double(high));
    }
    for (int i = 0; i < 2; i++)
        law_free(a[i]), law_free(b[i]);
    scope_close(s);
}

/* More points narrow both ends, which meet: a mixture without a formula, of components that have one. */
Test(planar_transport, more_points_narrow_the_enclosure)
{
    scope *s = scope_open(60);
    law *p = parsed("ring(3,2,0.2)"), *q = parsed("1/2*normal2(0,0,1,1,0) + 1/2*normal2(1,0,1,1,1/2)");
    for (int order = 1; order <= 2; order++) {
        ball from = ball_in(s, ball_int(0)), to = ball_infinity(s);
        double width = INFINITY;
        for (size_t points = 100; points <= 6400; points *= 4) {
            ball low, high;
            cr_assert(quantised_bounds(s, p, q, order == 2, points, &low, &high));
            double now = ball_double(ball_sub(high, low));
            cr_expect(now < 0.7 * width, "W%d: %g wide with %zu points, after %g", order, now, points, width);
            width = now;
            from = ball_max(from, ball_lower(low)), to = ball_min(to, ball_upper(high));
            cr_expect(ball_less(from, to) == HOLDS, "W%d: the ends cross at %zu points", order, points);
        }
        ball coupled = components_bound(s, p, q, order == 2);
        cr_expect(ball_less(from, coupled) == HOLDS, "W%d: coupled by components %g, at least %g", order,
                  ball_double(coupled), ball_double(from));
    }
    law_free(p);
    law_free(q);
    scope_close(s);
}

/* Mixtures of the same weights, each component moved by a vector of its own: the coupling by components is the best if they are far apart. */
Test(planar_transport, components_that_are_far_apart)
{
    ball w2, w1;
    scope *s = scope_open(60);
    law *p = parsed("1/4*normal2(0,0,1,1,0) + 3/4*normal2(100,0,1,2,0)"),
        *q = parsed("3/4*normal2(100,3,1,2,0) + 1/4*normal2(4,0,1,1,0)");
    w2 = components_bound(s, p, q, true), w1 = components_bound(s, p, q, false);
    cr_expect(fabs(ball_double(w2) - sqrt(16. / 4 + 9 * 0.75)) < 1e-9, "W2: %.12g", ball_double(w2));
    cr_expect(fabs(ball_double(w1) - (4. / 4 + 3 * 0.75)) < 1e-9, "W1: %.12g", ball_double(w1));
    law_free(p);
    law_free(q);
    scope_close(s);
}

/* Draws are on average no further from the nearest point than the quantisation claims, and the masses sum to 1. */
Test(planar_transport, quantisation_keeps_its_promise)
{
    static const char *const laws[] = {"normal2(1,2,1,3,0.7)",
                                       "disk(1,0,2)",
                                       "rectangle(0,1,0,5)",
                                       "segment(0,0,3,1)",
                                       "product(exponential(1),finite(0: 1/3, 2: 2/3))",
                                       "ring(5,2,0.3)"};
    enum { DRAWS = 2000 };
    random_stream *r = random_open(31, 0);
    scope *s = scope_open(64);
    for (size_t k = 0; k < sizeof laws / sizeof *laws; k++) {
        law *l = parsed(laws[k]);
        quantised q;
        cr_assert(quantise(&q, s, l, 100), "%s", laws[k]);
        ball total = ball_in(s, ball_int(0));
        for (size_t i = 0; i < q.n; i++)
            total = ball_add(total, ball_from_arb(s, q.mass + i));
        cr_expect(ball_contains(total, ball_int(1)), "%s: the masses sum to %.17g", laws[k],
                  ball_double(total));
        double mean = 0, squares = 0, worst = ball_double(q.error);
        for (int d = 0; d < DRAWS; d++) {
            double xy[2], least = INFINITY;
            law_draw2(l, r, xy);
            for (size_t i = 0; i < q.n; i++)
                least = fmin(least, pow(xy[0] - q.x[i], 2) + pow(xy[1] - q.y[i], 2));
            mean += least / DRAWS, squares += least * least / DRAWS;
        }
        double deviation = sqrt((squares - mean * mean) / DRAWS);
        cr_expect(mean <= worst + 5 * deviation && mean > worst / 3, "%s: mean square %g, claimed %g",
                  laws[k], mean, worst);
        quantised_free(&q);
        law_free(l);
    }
    scope_close(s);
    random_close(r);
}

/* ---- The solver against all permutations ---- */

static double best_permutation(int n, const double *cost, int row, unsigned used)
{
    double best = row == n ? 0 : INFINITY;
    for (int j = 0; j < n && row < n; j++)
        if (!(used >> j & 1))
            best = fmin(best, cost[row * n + j] + best_permutation(n, cost, row + 1, used | 1u << j));
    return best;
}

Test(planar_transport, solver_finds_the_best_permutation)
{
    enum { N = 6, TRIALS = 40 };
    random_stream *r = random_open(32, 0);
    for (int trial = 0; trial < TRIALS; trial++) {
        double cost[N * N], plan[N * N], mass[N], f[N], g[N], sum = 0;
        for (int i = 0; i < N * N; i++)
            cost[i] = trial % 2 ? random_uniform(r) : (double)random_below(r, 4);
        for (int i = 0; i < N; i++)
            mass[i] = 1. / N;
        dense_flow(NULL, N, N, mass, mass, cost, plan, f, g);
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) {
                sum += plan[i * N + j] * cost[i * N + j];
                cr_expect(f[i] + g[j] <= cost[i * N + j] + 1e-14, "potentials %d, %d", i, j);
            }
        double best = best_permutation(N, cost, 0, 0) / N;
        cr_expect(fabs(sum - best) < 1e-14, "trial %d: %.17g, not %.17g", trial, sum, best);
    }
    random_close(r);
}

/* A deadline in the past: everything is sent nevertheless, and the potentials stay below the costs. */
Test(planar_transport, solver_ends_with_the_deadline)
{
    enum { N = 5, M = 7 };
    random_stream *r = random_open(33, 0);
    scope *s = scope_open(53);
    scope_set_deadline(s, scope_work() - 1);
    double cost[N * M], plan[N * M], supply[N] = {.3, .1, .25, .15, .2}, demand[M], f[N], g[M];
    for (int j = 0; j < M; j++)
        demand[j] = 1. / M;
    for (int i = 0; i < N * M; i++)
        cost[i] = random_uniform(r);
    dense_flow(s, N, M, supply, demand, cost, plan, f, g);
    for (int i = 0; i < N; i++) {
        double row = 0;
        for (int j = 0; j < M; j++) {
            row += plan[i * M + j];
            cr_expect(plan[i * M + j] >= 0 && f[i] + g[j] <= cost[i * M + j] + 1e-14, "at %d, %d", i, j);
        }
        cr_expect(fabs(row - supply[i]) < 1e-13, "row %d: %.17g", i, row);
    }
    for (int j = 0; j < M; j++) {
        double column = 0;
        for (int i = 0; i < N; i++)
            column += plan[i * M + j];
        cr_expect(fabs(column - demand[j]) < 1e-13, "column %d: %.17g", j, column);
    }
    scope_close(s);
    random_close(r);
}

/* ---- Disks and rectangles ---- */

static double lens(double r, double t, double d) /* the area common to two disks at distance d */
{
    double a = r * r * acos((d * d + r * r - t * t) / (2 * d * r)),
           b = t * t * acos((d * d + t * t - r * r) / (2 * d * t));
    return a + b - 0.5 * sqrt((-d + r + t) * (d + r - t) * (d - r + t) * (d + r + t));
}

Test(planar_transport, uniform_laws)
{
    double common = lens(1, 1, 1) / M_PI, half = M_PI / 2;
    expect_near("tv", "disk(0,0,1)", "disk(1,0,1)", 1 - common, 1e-13);
    expect_near("tv", "disk(0,0,1)", "disk(3/5,4/5,1)", 1 - common, 1e-13);
    expect_near("js", "disk(0,0,1)", "disk(1,0,1)", (1 - common) * M_LN2, 1e-13);
    expect_near("hellinger2", "disk(0,0,1)", "disk(1,0,2)", 1 - 0.5, 1e-13); /* inside, touching */
    expect_near("tv", "disk(0,0,2)", "disk(1,1,3/2)", 1 - lens(2, 1.5, M_SQRT2) / (4 * M_PI), 1e-13);
    expect_near("kl", "disk(0,0,1)", "rectangle(-1,1,-1,1)", log(4 / M_PI), 1e-13);
    expect_near("chi2", "disk(0,0,1)", "rectangle(-1,1,-1,2)", 6 / M_PI - 1, 1e-13);
    expect_near("renyi(2)", "rectangle(0,1/2,0,1/2)", "disk(0,0,1)", log(4 * M_PI), 1e-13);
    expect_near("tv", "disk(0,0,1)", "rectangle(0,2,-1,1)", 1 - half / 4, 1e-13);
    expect_near("js", "1/2*disk(0,0,1) + 1/2*rectangle(2,3,0,1)", "1/2*disk(5,0,1) + 1/2*rectangle(2,3,0,1)",
                M_LN2 / 2, 1e-13);
    expect_near("tv", "1/2*disk(0,0,1) + 1/2*disk(0,0,2)", "disk(0,0,2)", 3. / 8, 1e-13);
    expect_infinite("kl", "disk(0,0,1)", "disk(1,0,1)", INFINITE_SUPPORT);
    expect_infinite("chi2", "rectangle(-1,1,-1,1)", "disk(0,0,1.4)", INFINITE_SUPPORT);
}
