/*
 * Products recognised among laws on the plane: which laws are, their divergences against integrals over the plane from the
 * definitions, and W2 against the enclosure by quantised laws.
 */
#include "planar_checks.h"

#include "divergences/planar_factors.h"
#include "divergences/planar_transport.h"

static void expect_factors(const char *text, int first, int second)
{
    law *l = parsed(text);
    real_pool *pool = real_pool_open();
    factored f;
    bool product = factored_make(&f, pool, l);
    cr_expect_eq(product, first > 0, "%s", text);
    if (product && first > 0) {
        int n[2] = {f.c.factor[0]->n, f.c.factor[1]->n};
        cr_expect(n[0] == first && n[1] == second, "%s: %d x %d", text, n[0], n[1]);
    }
    factored_free(&f);
    real_pool_close(pool);
    law_free(l);
}

Test(planar_factors, products_are_recognised)
{
    expect_factors("grid(5, 2, 1/20)", 5, 5);
    expect_factors("normal2(0, 1, 2, 3, 0)", 1, 1);
    expect_factors("rectangle(0, 1, 0, 2)", 1, 1);
    expect_factors("product(1/2*normal(0, 1) + 1/2*normal(2, 1), laplace(0, 1))", 2, 1);
    expect_factors("1/3*rectangle(0, 1, 0, 2) + 2/3*rectangle(1, 3, 0, 2)", 2, 1);
    expect_factors("1/12*normal2(0,0,1,1,0) + 1/4*normal2(0,2,1,1,0) + 1/6*normal2(1,0,1,1,0) + "
                   "1/2*normal2(1,2,1,1,0)",
                   2, 2);
    expect_factors("1/12*normal2(0,0,1,1,0) + 1/3*normal2(0,2,1,1,0) + 1/12*normal2(0,0,1,1,0) + "
                   "1/3*normal2(1,2,1,1,0) + 1/6*normal2(1,0,1,1,0)",
                   2, 2);
}

Test(planar_factors, other_laws_are_not)
{
    expect_factors("normal2(0, 0, 1, 1, 1/2)", 0, 0);
    expect_factors("ring(4, 1, 1/2)", 0, 0);
    expect_factors("disk(0, 0, 1)", 0, 0);
    expect_factors("1/2*normal2(0, 0, 1, 1, 0) + 1/2*normal2(1, 1, 1, 1, 0)", 0, 0);
    expect_factors("1/2*rectangle(0, 1, 0, 1) + 1/2*rectangle(1, 2, 0, 2)", 0, 0);
    expect_factors("0.1*normal2(0,0,1,1,0) + 0.2*normal2(0,2,1,1,0) + 0.3*normal2(1,0,1,1,0) + "
                   "0.4*normal2(1,2,1,1,0)",
                   0, 0);
    expect_factors("1/2*grid(2, 1, 1) + 1/2*disk(0, 0, 1)", 0, 0);
}

static const char *const pairs[][2] = {
    {"grid(2, 2, 1)", "normal2(1/4, 0, 2, 3/2, 0)"},
    {"normal2(0, 1/2, 1, 1, 0)", "grid(2, 1, 3/2)"},
    {"1/3*rectangle(0, 1, 0, 2) + 2/3*rectangle(1, 3, 0, 2)", "rectangle(-1, 4, -1, 2)"},
};

/* The table's route for laws on the plane integrates over the plane: it knows of no factors. */
static void check_definition(const char *name, const char *p, const char *q)
{
    enum { GOAL = 24 };
    scope *s = scope_open(80);
    real_pool *pool = real_pool_open();
    law *a = parsed(p), *b = parsed(q);
    divergence d;
    error e;
    enclosure plane;
    cr_assert(divergence_parse(name, pool, &d, &e), "%s", name);
    cr_assert(d.row->certified(s, &d, a, d.row->needs_second_law ? b : NULL, GOAL, &plane), "%s", name);
    ball factors = value_of(s, name, p, d.row->needs_second_law ? q : NULL);
    cr_expect(ball_log2_error(plane.value) < -10, "%s of %s and %s over the plane: 2^%g", name, p, q,
              ball_log2_error(plane.value));
    cr_expect(ball_overlaps(factors, plane.value), "%s of %s and %s: %.17g, over the plane %.17g", name, p, q,
              ball_double(factors), ball_double(plane.value));
    law_free(a);
    law_free(b);
    real_pool_close(pool);
    scope_close(s);
}

Test(planar_factors, values_are_those_of_the_plane)
{
    static const char *const names[] = {"kl", "renyi(1/2)", "chi2", "hellinger2", "entropy", "cross-entropy"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            check_definition(names[k], pairs[i][0], pairs[i][1]);
}

/* Both ends from quantised laws, which know of no factors. */
Test(planar_factors, w2_lies_between_the_bounds)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        scope *s = scope_open(80);
        real_pool *pool = real_pool_open();
        law *p = parsed(pairs[i][0]), *q = parsed(pairs[i][1]);
        enclosure bounds;
        ball w2 = value_of(s, "w2", pairs[i][0], pairs[i][1]);
        cr_assert(planar_wasserstein(s, real_int(pool, 2), p, q, 20, &bounds));
        cr_expect(bounds.by == METHOD_QUANTISATION && ball_contains(bounds.value, w2),
                  "W2 of %s and %s: %.17g", pairs[i][0], pairs[i][1], ball_double(w2));
        law_free(p);
        law_free(q);
        real_pool_close(pool);
        scope_close(s);
    }
}
