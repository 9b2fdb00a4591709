/* Transport on the line in double precision. */
#include "line_regimes.h"
#include "median.h"
#include "transport/line.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
