/* Transport in the public interface: known distances, the certificate checked from the header's words alone, and refusals. */
#include "ganproof.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

Test(public_transport, distances_that_are_known)
{
    static const double corners[] = {0, 0, 1, 0, 1, 1, 0, 1}, moved[] = {3, 4, 4, 4, 4, 5, 3, 5};
    static const double pair[] = {0, 1}, ends[] = {0, 4}, quarters[] = {0.25, 0.75}, threes[] = {1, 3};
    const struct {
        double p;
        gp_cloud a, b;
        double distance;
    } cases[] = {
        {1, {2, 4, corners, NULL}, {2, 4, moved, NULL}, 5}, /* by (3, 4) */
        {2, {2, 4, corners, NULL}, {2, 4, moved, NULL}, 5},
        {1, {1, 2, pair, NULL}, {1, 2, ends, NULL}, 1.5}, /* 0 stays, 1 goes to 4 */
        {2, {1, 2, pair, NULL}, {1, 2, ends, NULL}, sqrt(4.5)},
        {3, {1, 2, pair, NULL}, {1, 2, ends, NULL}, cbrt(13.5)},
        {1, {1, 2, pair, quarters}, {1, 2, ends, threes}, 2.25}, /* weights count by their shares */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gp_plan plan;
        cr_assert_eq(gp_transport(cases[i].p, &cases[i].a, &cases[i].b, &plan), GP_OK, "%s", plan.message);
        /* The right sides are rounded, as is `value`. */
        cr_expect(fabs(plan.value - cases[i].distance) <= 4e-16 * cases[i].distance,
                  "case %zu: %.17g, not %.17g", i, plan.value, cases[i].distance);
        double lower = strtod(plan.lower, NULL), upper = strtod(plan.upper, NULL);
        cr_expect(lower <= plan.value * (1 + 2e-16) && plan.value <= upper * (1 + 2e-16)
                      && upper - lower <= 1e-13 * upper,
                  "case %zu: [%s, %s]", i, plan.lower, plan.upper);
        gp_plan_clear(&plan);
        gp_plan_clear(&plan);
        cr_expect(!plan.mass && !plan.lower && isnan(plan.value));
    }
}

static double cost(double p, const gp_cloud *a, size_t i, const gp_cloud *b, size_t j)
{
    double square = 0;
    for (int k = 0; k < a->dim; k++) {
        double d = a->x[(size_t)a->dim * i + (size_t)k] - b->x[(size_t)a->dim * j + (size_t)k];
        square += d * d;
    }
    return pow(square, p / 2);
}

static double share(const gp_cloud *c, size_t i, double total)
{
    return c->weight ? c->weight[i] / total : 1 / total;
}

/*
 * Marginals, u_i + v_j <= c_ij, and weak duality, all by the definitions. The slack is for doubles: sums of up to 60 masses, and
 * potentials, none of which is above the largest cost, 2^(3p/2) here.
 */
static void verify(double p, const gp_cloud *a, const gp_cloud *b, const gp_plan *plan)
{
    double slack = 1e-13 * pow(8, p / 2), total[2] = {0, 0}, dual = 0, primal = 0;
    double *row = calloc(a->n, sizeof *row), *column = calloc(b->n, sizeof *column);
    for (size_t i = 0; i < a->n; i++)
        total[0] += a->weight ? a->weight[i] : 1;
    for (size_t j = 0; j < b->n; j++)
        total[1] += b->weight ? b->weight[j] : 1;
    for (size_t k = 0; k < plan->shipments; k++) {
        cr_assert(plan->from[k] < a->n && plan->to[k] < b->n && plan->mass[k] > 0);
        row[plan->from[k]] += plan->mass[k];
        column[plan->to[k]] += plan->mass[k];
        double c = cost(p, a, plan->from[k], b, plan->to[k]);
        primal += plan->mass[k] * c;
        cr_expect(fabs(plan->u[plan->from[k]] + plan->v[plan->to[k]] - c) <= slack,
                  "shipment %zu is not tight", k);
    }
    for (size_t i = 0; i < a->n; i++) {
        cr_expect(fabs(row[i] - share(a, i, total[0])) <= 1e-13, "A %zu: %g", i, row[i]);
        dual += share(a, i, total[0]) * plan->u[i];
        for (size_t j = 0; j < b->n; j++)
            cr_expect(plan->u[i] + plan->v[j] <= cost(p, a, i, b, j) + slack, "pair %zu, %zu", i, j);
    }
    for (size_t j = 0; j < b->n; j++) {
        cr_expect(fabs(column[j] - share(b, j, total[1])) <= 1e-13, "B %zu: %g", j, column[j]);
        dual += share(b, j, total[1]) * plan->v[j];
    }
    cr_expect(fabs(pow(plan->value, p) - primal) <= slack && fabs(dual - primal) <= slack,
              "%.17g, %.17g, %.17g", dual, pow(plan->value, p), primal);
    free(row);
    free(column);
}

Test(public_transport, the_certificate_holds_by_the_definitions)
{
    enum { N = 37, M = 23 };
    double x[2 * N], y[2 * M], w[N];
    unsigned state = 1; /* a linear congruence is enough to scatter points on [-1, 1]^2 */
    for (int i = 0; i < 2 * N + 2 * M + N; i++) {
        state = state * 1664525u + 1013904223u;
        double u = ldexp(state >> 8, -23) - 1;
        *(i < 2 * N           ? &x[i]
          : i < 2 * N + 2 * M ? &y[i - 2 * N]
                              : &w[i - 2 * N - 2 * M]) = i < 2 * N + 2 * M ? u : u + 1;
    }
    static const double orders[2][3] = {{1, 2, 3.5}, {1, 2, 1}};
    for (int dim = 1; dim <= 2; dim++)
        for (int k = 0; k < 3; k++)
            for (int weighted = 0; weighted < 2; weighted++) {
                gp_cloud a = {dim, N, x, weighted ? w : NULL}, b = {dim, M, y, NULL};
                gp_plan plan;
                cr_assert_eq(gp_transport(orders[dim - 1][k], &a, &b, &plan), GP_OK, "%s", plan.message);
                verify(orders[dim - 1][k], &a, &b, &plan);
                gp_plan_clear(&plan);
            }
}

Test(public_transport, refusals_name_the_culprit)
{
    static const double x[] = {0, 1}, infinite[] = {0, INFINITY}, nothing[] = {0, 0}, negative[] = {2, -1};
    const gp_cloud good = {1, 2, x, NULL};
    const struct {
        double p;
        gp_cloud a;
        const char *words;
    } cases[] = {
        {1, {1, 0, x, NULL}, "A has no points"},
        {1, {1, 2, NULL, NULL}, "A has no points"},
        {1, {3, 1, x, NULL}, "dimension 3"},
        {1, {2, 1, x, NULL}, "dimension"},
        {1, {1, 2, infinite, NULL}, "point 1"},
        {1, {1, 2, x, infinite}, "weight 1"},
        {1, {1, 2, x, nothing}, "A"},
        {1, {1, 2, x, negative}, "A"},
        {0.5, {1, 2, x, NULL}, "order 0.5"},
        {NAN, {1, 2, x, NULL}, "order"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gp_plan plan;
        cr_expect_eq(gp_transport(cases[i].p, &cases[i].a, &good, &plan), GP_BAD_INPUT, "case %zu", i);
        cr_expect(strstr(plan.message, cases[i].words) && !strchr(plan.message, '\n'), "case %zu: '%s'", i,
                  plan.message);
        cr_expect(!plan.mass && !plan.u && isnan(plan.value), "case %zu: a plan in spite of it", i);
        gp_plan_clear(&plan);
    }
}
