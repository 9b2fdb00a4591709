/* Sinkhorn, sliced distances, energy distance, MMD and FID: closed values, brute force, exact transport, and claimed probabilities. */
#include "ganproof.h"
#include "number/random.h"
#include "transport/exact.h"
#include "transport/frechet.h"
#include "transport/sinkhorn.h"
#include "transport/sliced.h"
#include "transport/two_sample.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

enum { ROOM = 400 };
typedef struct sample {
    points p;
    double x[ROOM];
} sample;

static void draw(random_stream *r, sample *s, size_t n, int dim, double mean, double sd)
{
    for (size_t k = 0; k < n * (size_t)dim; k++)
        s->x[k] = mean + sd * random_normal(r);
    s->p = (points){n, dim, s->x, NULL};
}

/* ---- Sinkhorn ---- */

/* Two points against themselves, cost 1 across: P = p/2 on the diagonal, p = 1/(1 + e^(-1/eps)). */
Test(sinkhorn, two_points_have_a_closed_form)
{
    const double x[] = {0, 0, 1, 0};
    points a = {2, 2, x, NULL}, b = a;
    for (double epsilon = 0.05; epsilon < 10; epsilon *= 3)
        for (int p = 1; p <= 2; p++) {
            sinkhorn_options o = {.p = p, .epsilon = epsilon, .tolerance = 1e-13, .most = 1000};
            sinkhorn_result s;
            sinkhorn_solve(&a, &b, &o, &s);
            double stay = 1 / (1 + exp(-1 / epsilon)), go = 1 - stay,
                   truth = go + epsilon * (stay * log(2 * stay) + (go > 0 ? go * log(2 * go) : 0));
            cr_expect(fabs(s.lower - truth) < 1e-12 && fabs(s.upper - truth) < 1e-12,
                      "eps %g: %.15g is in [%.15g, %.15g]", epsilon, truth, s.lower, s.upper);
            cr_expect(s.plain_lower <= 1e-15 && s.plain_upper >= 0, "eps %g: W = 0 is in [%g, %g]", epsilon,
                      s.plain_lower, s.plain_upper);
        }
}

static double exactly(int p, const sample *a, const sample *b)
{
    int64_t mass[2][ROOM];
    for (int k = 0; k < ROOM; k++)
        mass[0][k] = (int64_t)b->p.n, mass[1][k] = (int64_t)a->p.n;
    plane_cloud x = {a->p.n, a->x, mass[0]}, y = {b->p.n, b->x, mass[1]};
    transport_solution s;
    double sum = 0;
    cr_assert(transport_exact(p == 1 ? COST_W1 : COST_W2, &x, &y, NULL, &s, NULL));
    for (int64_t k = 0; k < s.shipments; k++) {
        const double *at = a->x + 2 * s.plan[k].row, *to = b->x + 2 * s.plan[k].column;
        sum += (double)s.plan[k].mass * pow(hypot(at[0] - to[0], at[1] - to[1]), p);
    }
    transport_clear(&s);
    return sum / ((double)a->p.n * (double)b->p.n);
}

/* Bounds hold however few iterations were done, for every epsilon; they close with both. */
Test(sinkhorn, bounds_hold_before_convergence)
{
    random_stream *r = random_open(5, 0);
    static sample a, b;
    for (int trial = 0; trial < 40; trial++) {
        int p = 1 + trial % 2;
        draw(r, &a, 2 + random_below(r, 40), 2, 0, 1);
        draw(r, &b, 2 + random_below(r, 40), 2, 1, 0.5);
        double plain = exactly(p, &a, &b), slack = 1e-12 * (1 + plain);
        sinkhorn_options o = {.p = p, .epsilon = trial % 3 ? 0.1 : 0.5, .tolerance = 1e-11, .most = 20000};
        sinkhorn_result full, cut;
        sinkhorn_solve(&a.p, &b.p, &o, &full);
        cr_expect(full.upper - full.lower < 1e-8 && full.lower <= full.upper + slack, "trial %d: a gap of %g",
                  trial, full.upper - full.lower);
        cr_expect(full.plain_lower <= plain + slack && plain <= full.plain_upper + slack,
                  "trial %d: %g is not in [%g, %g]", trial, plain, full.plain_lower, full.plain_upper);
        for (o.most = 1; o.most < 20; o.most *= 2) {
            sinkhorn_solve(&a.p, &b.p, &o, &cut);
            cr_expect(cut.lower <= full.upper + slack && full.lower <= cut.upper + slack,
                      "trial %d, %ld iterations: [%g, %g] misses %g", trial, o.most, cut.lower, cut.upper,
                      full.lower);
            cr_expect(cut.plain_lower <= plain + slack && plain <= cut.plain_upper + slack,
                      "trial %d, %ld iterations: %g is not in [%g, %g]", trial, o.most, plain,
                      cut.plain_lower, cut.plain_upper);
        }
    }
    random_close(r);
}

Test(sinkhorn, the_divergence_is_zero_only_between_equals)
{
    random_stream *r = random_open(6, 0);
    static sample a, b;
    sinkhorn_divergence_result d;
    draw(r, &a, 30, 3, 0, 1);
    draw(r, &b, 40, 3, 0.5, 1);
    const double weight[30] = {1, 0, 3, 1, 1};
    sinkhorn_options o = {.p = 2, .epsilon = 0.3, .tolerance = 1e-12, .most = 20000};
    sinkhorn_divergence(&a.p, &(points){30, 3, a.x, NULL}, &o, &d);
    /* two equal clouds, not known to be: points pair up, and the last mass moves slowly */
    cr_expect(d.lower <= 1e-12 && d.upper >= -1e-12 && d.upper - d.lower < 1e-4, "equal: [%g, %g]", d.lower,
              d.upper);
    sinkhorn_divergence(&a.p, &b.p, &o, &d);
    cr_expect(d.lower > 0.1 && d.upper - d.lower < 1e-8, "different: [%g, %g]", d.lower, d.upper);
    a.p.weight = weight; /* points without mass do not count */
    sinkhorn_divergence(&a.p, &b.p, &o, &d);
    cr_expect(isfinite(d.lower) && d.upper - d.lower < 1e-8, "weights: [%g, %g]", d.lower, d.upper);
    random_close(r);
}

/* ---- Sliced: two points at distance 5 in the plane have SW_1 = 5 * 2/pi, SW_2 = 5/sqrt 2; in d dimensions SW_2 = 5/sqrt d ---- */

Test(sliced, points_have_closed_values_and_intervals_cover_them)
{
    const double zero[5] = {0}, five[5] = {3, 4};
    int missed = 0;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        sliced_result one, two, many;
        sliced_distance(1, &(points){1, 2, zero, NULL}, &(points){1, 2, five, NULL}, 300, seed, &one, NULL);
        sliced_distance(2, &(points){1, 2, zero, NULL}, &(points){1, 2, five, NULL}, 300, seed, &two, NULL);
        sliced_distance(2, &(points){1, 5, zero, NULL}, &(points){1, 5, five, NULL}, 300, seed, &many, NULL);
        missed += !(one.lower <= 10 / M_PI && 10 / M_PI <= one.upper);
        missed += !(two.lower <= 5 / M_SQRT2 && 5 / M_SQRT2 <= two.upper);
        missed += !(many.lower <= 5 / sqrt(5) && 5 / sqrt(5) <= many.upper);
        cr_expect(two.upper - two.lower < 1.2, "seed %lu: a width of %g", (unsigned long)seed,
                  two.upper - two.lower);
    }
    /* each misses with probability 1e-4, somewhat more at 300 directions: three of 300 would do so with probability 1e-5 */
    cr_expect(missed < 3, "%d of 300 intervals miss", missed);
}

Test(sliced, the_best_direction_bounds_w)
{
    random_stream *r = random_open(7, 0);
    static sample a, b;
    const double zero[3] = {0}, five[3] = {3, 0, 4};
    double t[3];
    sliced_result s;
    max_sliced_distance(2, &(points){1, 3, zero, NULL}, &(points){1, 3, five, NULL}, 100, 1, t, &s, NULL);
    cr_expect(s.lower <= 5 && s.upper > 4.9999 && s.upper < 5 + 1e-12, "[%.17g, %.17g] for 5", s.lower,
              s.upper);
    for (int trial = 0; trial < 20; trial++) {
        int p = 1 + trial % 2;
        draw(r, &a, 30, 2, 0, 1);
        draw(r, &b, 50, 2, 0.3, 1);
        double W = pow(exactly(p, &a, &b), 1.0 / p);
        max_sliced_distance(p, &a.p, &b.p, 50, (uint64_t)trial, t, &s, NULL);
        cr_expect(s.lower <= W * (1 + 1e-13) && s.upper - s.lower < 1e-12 && s.lower > 0.3 * W,
                  "trial %d: [%g, %g] for W = %g", trial, s.lower, s.upper, W);
    }
    random_close(r);
}

/* ---- Energy distance and MMD ---- */

static double kernel(kernel_kind k, double h, int dim, const double *x, const double *y)
{
    double squared = 0;
    for (int i = 0; i < dim; i++)
        squared += (x[i] - y[i]) * (x[i] - y[i]);
    return k == KERNEL_ENERGY     ? -sqrt(squared)
           : k == KERNEL_GAUSSIAN ? exp(-squared / (2 * h * h))
                                  : exp(-sqrt(squared) / h);
}

static double mean_kernel(kernel_kind k, double h, const points *a, const points *b, bool without_self)
{
    double sum = 0, count = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++)
            if (!without_self || i != j) {
                sum += kernel(k, h, a->dim, a->x + i * (size_t)a->dim, b->x + j * (size_t)b->dim);
                count++;
            }
    return sum / count;
}

Test(two_sample, agrees_with_its_definition)
{
    random_stream *r = random_open(8, 0);
    static sample a, b;
    for (int trial = 0; trial < 60; trial++) {
        kernel_kind k = (kernel_kind)(trial % 3);
        int dim = 1 + trial % 4;
        double h = 0.3 + 0.1 * (trial % 7);
        draw(r, &a, 2 + random_below(r, 80), dim, 0, 1);
        draw(r, &b, 2 + random_below(r, 80), dim, 0.5, 2);
        two_sample plain, tested;
        two_sample_compare(k, h, &a.p, &b.p, 0, 1, &plain);
        two_sample_compare(k, h, &a.p, &b.p, 10, 1, &tested);
        double across = mean_kernel(k, h, &a.p, &b.p, false),
               biased =
                   mean_kernel(k, h, &a.p, &a.p, false) + mean_kernel(k, h, &b.p, &b.p, false) - 2 * across,
               unbiased =
                   mean_kernel(k, h, &a.p, &a.p, true) + mean_kernel(k, h, &b.p, &b.p, true) - 2 * across;
        cr_expect(fabs(plain.biased - biased) < 1e-12 && fabs(tested.biased - biased) < 1e-12,
                  "trial %d: biased %g, %g for %g", trial, plain.biased, tested.biased, biased);
        cr_expect(fabs(plain.unbiased - unbiased) < 1e-12 && fabs(tested.unbiased - unbiased) < 1e-12,
                  "trial %d: unbiased %g, %g for %g", trial, plain.unbiased, tested.unbiased, unbiased);
        cr_expect(isnan(plain.p_value) && tested.p_value >= 1.0 / 11 && tested.p_value <= 1,
                  "trial %d: p = %g", trial, tested.p_value);
    }
    random_close(r);
}

/* Over all samples of two coins, 1/2 and 1/4, of sizes 3 and 2: the mean of the unbiased one is D^2, that of the other is not. */
Test(two_sample, is_unbiased)
{
    for (int k = 0; k < 3; k++) {
        double unbiased = 0, biased = 0;
        for (int outcome = 0; outcome < 32; outcome++) {
            double x[5], probability = 1;
            for (int i = 0; i < 5; i++) {
                x[i] = outcome >> i & 1;
                probability *= i < 3 ? 0.5 : x[i] > 0 ? 0.25 : 0.75;
            }
            two_sample s;
            two_sample_compare((kernel_kind)k, 1, &(points){3, 1, x, NULL}, &(points){2, 1, x + 3, NULL}, 0,
                               1, &s);
            unbiased += probability * s.unbiased;
            biased += probability * s.biased;
        }
        double far = k == KERNEL_ENERGY     ? -1
                     : k == KERNEL_GAUSSIAN ? exp(-0.5)
                                            : exp(-1),
               near = k == KERNEL_ENERGY ? 0 : 1;
        double truth = 2 * 0.25 * 0.25 * (near - far); /* (1/2 - 1/4)^2 * 2 (k(0) - k(1)) */
        cr_expect(fabs(unbiased - truth) < 1e-14, "kernel %d: %.17g for %.17g", k, unbiased, truth);
        cr_expect(fabs(biased - truth) > 0.05, "kernel %d: the biased one is not biased", k);
    }
}

/* Under one law P(p <= u) <= u; 500 tests: at most u + 4 standard deviations of a binomial share. Far apart: p is the least possible. */
Test(two_sample, p_values_are_what_they_say)
{
    enum { TESTS = 500 };
    random_stream *r = random_open(9, 0);
    static sample a, b;
    int below[3] = {0};
    const double level[3] = {0.05, 0.2, 0.5};
    for (int trial = 0; trial < TESTS; trial++) {
        two_sample s;
        draw(r, &a, 12, 2, 0, 1);
        draw(r, &b, 17, 2, 0, 1);
        two_sample_compare((kernel_kind)(trial % 3), 1, &a.p, &b.p, 99, (uint64_t)trial, &s);
        for (int l = 0; l < 3; l++)
            below[l] += s.p_value <= level[l];
    }
    for (int l = 0; l < 3; l++) {
        double share = below[l] / (double)TESTS, room = 4 * sqrt(level[l] * (1 - level[l]) / TESTS);
        cr_expect(fabs(share - level[l]) < room, "p <= %g in %g of all tests", level[l], share);
    }
    two_sample s;
    draw(r, &b, 17, 2, 3, 1);
    two_sample_compare(KERNEL_ENERGY, 1, &a.p, &b.p, 199, 1, &s);
    cr_expect(s.p_value == 1.0 / 200, "far apart: p = %g", s.p_value);
    draw(r, &b, 12, 2, 0, 1);
    two_sample_compare(KERNEL_GAUSSIAN, 1, &a.p, &a.p, 199, 1, &s);
    cr_expect(s.p_value == 1, "equal samples: p = %g", s.p_value);
    random_close(r);
}

/* ---- FID ---- */

Test(frechet, is_w2_between_normals)
{
    const struct {
        const char *p, *q;
        double m[2], A[4], n[2], B[4];
    } cases[] = {{"normal2(0,0,sqrt(2),sqrt(2),1/2)",
                  "normal2(3,-4,1,2,0)",
                  {0, 0},
                  {2, 1, 1, 2},
                  {3, -4},
                  {1, 0, 0, 4}},
                 {"normal2(0,0,1,1,0)", "normal2(1,0,1,1,0)", {0, 0}, {1, 0, 0, 1}, {1, 0}, {1, 0, 0, 1}},
                 {"normal2(0,0,1,1,9/10)",
                  "normal2(0,0,1,1,-9/10)",
                  {0, 0},
                  {1, 0.9, 0.9, 1},
                  {0, 0},
                  {1, -0.9, -0.9, 1}}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        gp_value truth;
        cr_assert_eq(gp_divergence("w2", cases[k].p, cases[k].q, 15, &truth), GP_OK);
        double squared = frechet_squared(2, cases[k].m, cases[k].A, cases[k].n, cases[k].B);
        cr_expect(fabs(sqrt(squared) - truth.value) < 1e-12, "case %zu: %.17g for %.17g", k, sqrt(squared),
                  truth.value);
        gp_value_clear(&truth);
    }
    /* samples: (0,0), (2,0), (1,3) have mean (1,1) and covariance [[1, 0], [0, 3]]; moved by (3,4) the square is 25 */
    const double x[] = {0, 0, 2, 0, 1, 3}, y[] = {3, 4, 5, 4, 4, 7};
    double moved = frechet_of_samples(&(points){3, 2, x, NULL}, &(points){3, 2, y, NULL}), mean[2],
           covariance[4];
    sample_moments(&(points){3, 2, x, NULL}, mean, covariance);
    cr_expect(fabs(moved - 25) < 1e-12, "moved: %.17g", moved);
    cr_expect(fabs(covariance[0] - 1) + fabs(covariance[1]) + fabs(covariance[3] - 3) < 1e-14,
              "covariance %g %g %g", covariance[0], covariance[1], covariance[3]);
}
