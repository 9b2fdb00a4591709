/* Where divergences without derivatives are least over a box: where that is known by symmetry, by moments, or by a formula. */
#include "divergences/box_least.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

typedef struct least_case {
    const char *divergence, *p, *model, *box;
    double at[2], value;
    long cap;
    bool narrow;
} least_case;

static const least_case cases[] = {
    {"w1", "laplace(0,1)", "normal(mu,1)", "mu in [-1, 2]", {0}, 0.2208155, 2000, true},
    {"energy", "poisson(3)", "poisson(r)", "r in [1, 7]", {3}, 0, 2000, true},
    {"kolmogorov", "gamma(2,1)", "gamma(k,1)", "k in [1, 3]", {2}, 0, 2000, true},
    {"w2", "normal(1,2)", "normal(mu,s)", "mu in [0, 2.5], s in [1, 4]", {1, 2}, 0, 4000, true},
    {"kl",
     "normal2(1,0,1,1,1/2)",
     "normal2(m,0,1,1,0)",
     "m in [-1, 3.5]",
     {1},
     0.143841036225890,
     2000,
     true},
    {"w1",
     "laplace(0,1)",
     "normal(mu,s)",
     "mu in [-1, 1], s in [0.7, 2]",
     {0, 1.21551394294},
     0.162248733210589,
     64,
     false},
};

Test(box_least, holds_the_minimiser_and_the_least_value)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const least_case *c = &cases[i];
        real_pool *pool = real_pool_open();
        least_request r = {.p = c->p, .q = c->model, .fraction = 0.02, .cap = c->cap};
        least_found f;
        error e = {.message = ""};
        cr_assert(symbols_read(&r.named, pool, c->box, &e) && divergence_parse(c->divergence, pool, &r.d, &e),
                  "%s", e.message);
        cr_assert(box_least_find(&r, &f, &e), "case %zu: %s", i, e.message);
        cr_expect(f.narrow == c->narrow && (f.inside || !c->narrow), "case %zu: %ld boxes, %ld left", i,
                  f.boxes, f.left);
        for (int k = 0; k < f.n; k++)
            cr_expect(f.lo[k] <= c->at[k] && c->at[k] <= f.hi[k], "case %zu: %g is not in [%g, %g]", i,
                      c->at[k], f.lo[k], f.hi[k]);
        cr_expect(f.value_lo <= c->value + 1e-6 && c->value <= f.value_hi + 1e-6,
                  "case %zu: %.9g is not in [%.9g, %.9g]", i, c->value, f.value_lo, f.value_hi);
        real_pool_close(pool);
    }
}

Test(box_least, refuses_what_it_cannot_bound)
{
    static const char *const bad[][5] = {
        {"w1", "normal(0,1)", "normal(0,s)", "s in [-1, 2]", "to be positive"},
        {"w2", "normal(0,1)", "normal2(m,0,1,1,0)", "m in [0, 2]", "2-dimensional"},
        {"w2", "0.5*disk(0,0,1)+0.5*disk(3,0,1)", "normal2(m,0,1,1,0)", "m in [0, 2]", "on the plane"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        real_pool *pool = real_pool_open();
        least_request r = {.p = bad[i][1], .q = bad[i][2], .fraction = 0.02, .cap = 10};
        least_found f;
        error e = {.message = ""};
        cr_assert(symbols_read(&r.named, pool, bad[i][3], &e) && divergence_parse(bad[i][0], pool, &r.d, &e));
        cr_expect(!box_least_find(&r, &f, &e) && strstr(e.message, bad[i][4]), "case %zu: '%s'", i,
                  e.message);
        real_pool_close(pool);
    }
}
