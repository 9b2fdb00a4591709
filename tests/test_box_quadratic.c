/*
 * The least W_2 over boxes of locations and scales: where it is known in closed form, and against certified values around it.
 */
#include "divergences/box_quadratic.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

typedef struct quadratic_case {
    const char *p, *q;
    int n;
    double lo[2], hi[2], at[2]; /* NAN: not known in closed form */
    bool found;
} quadratic_case;

/* Between location-scale laws of one family the minimiser is the law itself; for a scale s Z it is s = E(Y Z)/E Z^2. */
static const quadratic_case cases[] = {
    {"normal(1,2)", "normal(a,b)", 2, {0, 1}, {3, 4}, {1, 2}, true},
    {"uniform(0,1)", "uniform(a,b)", 2, {-0.5, 0.75}, {0.5, 2}, {0, 1}, true},
    {"logistic(1,1/2)", "normal(a,b)", 2, {0, 0.5}, {2, 2}, {1, NAN}, true}, /* the mean */
    {"point(3)", "gamma(2,a)", 1, {0.5, 0}, {2, 0}, {1, 0}, true},           /* 3 E Z/E Z^2, Z = gamma(2,1) */
    {"uniform(0,1)", "normal(a,b)", 2, {0, 0.1}, {1, 1}, {0.5, NAN}, true},
    {"normal(0,1)", "normal(a,1)", 1, {1, 0}, {2, 0}, {NAN, 0}, false},     /* outside of the box */
    {"gamma(2,1)", "gamma(a,1)", 1, {1, 0}, {3, 0}, {NAN, 0}, false},       /* a shape */
    {"normal(0,1)", "normal(a^2,1)", 1, {0.5, 0}, {2, 0}, {NAN, 0}, false}, /* not affine */
};
enum { CASES = sizeof cases / sizeof *cases, AROUND = 8 };

static real value_of(void *state, real_pool *pool, const char *name)
{
    return real_from_double(pool, ((double *)state)[name[0] == 'b']);
}

static double w2_at(const quadratic_case *c, double a, double b)
{
    double x[2] = {a, b};
    real_names names = {value_of, x, NULL};
    law *p = law_parse(c->p, NULL, NULL), *q = law_parse(c->q, &names, NULL);
    divergence d = {divergence_by_name("w2"), NULL};
    request r = request_default;
    result found = {0};
    cr_assert(p && q && divergence_compute(d, p, q, &r, &found, NULL));
    double value = ball_double(found.value);
    result_clear(&found);
    law_free(p);
    law_free(q);
    return value;
}

static void check(const quadratic_case *c)
{
    real_pool *pool = real_pool_open();
    symbols named = {.n = c->n, .name = {"a", "b"}, .range = {.n = c->n}};
    divergence d = {divergence_by_name("w2"), NULL};
    critical_found found;
    for (int i = 0; i < c->n; i++) {
        named.range.lo[i] = real_from_double(pool, c->lo[i]);
        named.range.hi[i] = real_from_double(pool, c->hi[i]);
    }
    bool some = box_quadratic_find(d, c->p, c->q, &named, &found);
    cr_expect_eq(some, c->found, "%s to %s", c->q, c->p);
    const critical_point *best = &found.point[0];
    for (int i = 0; i < c->n && some; i++) {
        cr_expect(isnan(c->at[i]) || (best->lo[i] <= c->at[i] && c->at[i] <= best->hi[i]),
                  "%s to %s: [%.17g, %.17g]", c->q, c->p, best->lo[i], best->hi[i]);
        cr_expect_lt(best->hi[i] - best->lo[i], 1e-12, "%s to %s", c->q, c->p);
    }
    for (int k = 0; k < AROUND && some; k++) { /* nothing around it is less */
        double angle = 2 * M_PI * k / AROUND, a = best->lo[0] + 0.01 * cos(angle),
               b = c->n > 1 ? best->lo[1] + 0.01 * sin(angle) : 0, value = w2_at(c, a, b);
        cr_expect(best->value_lo <= value + 1e-14, "%s to %s: %.17g at %g, %g", c->q, c->p, value, a, b);
    }
    if (some)
        cr_expect(fabs(w2_at(c, best->lo[0], best->lo[1]) - best->value_hi) < 1e-9, "%s to %s", c->q, c->p);
    real_pool_close(pool);
}

Test(box_quadratic, finds_the_least_transport_of_locations_and_scales)
{
    for (int i = 0; i < CASES; i++)
        check(&cases[i]);
}

/* Places that doubles would round: the answer is one of the two doubles around the exact one, wherever the box ends. */
Test(box_quadratic, boxes_of_any_ends)
{
    enum { BOXES = 12 };
    for (int k = 1; k <= BOXES; k++) {
        char p[40];
        snprintf(p, sizeof p, "normal(%d/7,%d/11)", k, k);
        quadratic_case c = {
            p, "normal(a,b)", 2, {0.1 * k, 0.03 * k}, {0.17 * k, 0.3 * k}, {k / 7.0, k / 11.0}, true};
        real_pool *pool = real_pool_open();
        symbols named = {.n = 2, .name = {"a", "b"}, .range = {.n = 2}};
        critical_found found;
        for (int i = 0; i < 2; i++)
            named.range.lo[i] = real_from_double(pool, c.lo[i]),
            named.range.hi[i] = real_from_double(pool, c.hi[i]);
        cr_assert(box_quadratic_find((divergence){divergence_by_name("w2"), NULL}, c.p, c.q, &named, &found),
                  "%s", p);
        for (int i = 0; i < 2; i++) {
            const critical_point *at = &found.point[0];
            cr_expect(at->lo[i] <= c.at[i] && c.at[i] <= at->hi[i], "%s, %d: %.17g is not in [%.17g, %.17g]",
                      p, i, c.at[i], at->lo[i], at->hi[i]);
        }
        real_pool_close(pool);
    }
}
