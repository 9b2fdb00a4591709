/* Critical points of divergences over boxes: where they are known by formula, by symmetry, or by earlier computation. */
#include "divergences/box_critical.h"

#include <criterion/criterion.h>
#include <math.h>

typedef struct critical_case {
    const char *divergence, *p, *model, *box;
    int points, minima;
    double at[2]; /* the lowest */
    bool certain; /* a single one is the lowest */
} critical_case;

static const critical_case cases[] = {
    /* moment matching: mean 0; mean 1.01, variance 3.35135 */
    {"kl", "0.5*normal(-1,1)+0.5*normal(1,1)", "normal(mu,1)", "mu in [-3, 3]", 1, 1, {0, 0}, true},
    {"kl",
     "0.33*normal(-1,sqrt(0.065))+0.67*normal(2,sqrt(2))",
     "normal(mu,sigma)",
     "mu in [0.9, 1.1], sigma in [1.7, 1.95]",
     1,
     1,
     {1.01, 1.8306692765215676},
     true},
    /* the law itself; and none where it is not in the box */
    {"js", "normal(1,1)", "normal(mu,1)", "mu in [-1, 2.5]", 1, 1, {1, 0}, true},
    {"hellinger2", "normal(1,1)", "normal(mu,1)", "mu in [-1, 2.5]", 1, 1, {1, 0}, true},
    /* moment matching on atoms */
    {"kl", "finite(0: 1/2, 1: 1/8, 3: 3/8)", "poisson(mu)", "mu in [1/2, 3]", 1, 1, {1.25, 0}, true},
    {"kl",
     "0.25*point(0)+0.75*normal(0,1)",
     "mu*point(0)+(1-mu)*normal(0,1)",
     "mu in [1/8, 7/8]",
     1,
     1,
     {0.25, 0},
     true},
    /* two modes: by symmetry two minima with a maximum between them */
    {"reverse-kl",
     "0.5*normal(-3,1)+0.5*normal(3,1)",
     "normal(mu,1)",
     "mu in [-4, 5]",
     3,
     2,
     {2.9870544878543, 0},
     false},
};

static critical_request request_of(const critical_case *c, real_pool *pool, bool least)
{
    error e = {.message = ""};
    divergence d;
    critical_request r = {.least = least, .goal = 40, .cap = 3000};
    cr_assert(symbols_read(&r.named, pool, c->box, &e), "%s", e.message);
    cr_assert(divergence_parse(c->divergence, pool, &d, &e) && box_divergence_of(&d, pool, &r.d), "%s",
              c->divergence);
    r.p = r.d.exchanged ? c->model : c->p;
    r.q = r.d.exchanged ? c->p : c->model;
    return r;
}

Test(box_critical, finds_all_critical_points)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const critical_case *c = &cases[i];
        real_pool *pool = real_pool_open();
        critical_request r = request_of(c, pool, false);
        critical_found f;
        int minima = 0;
        error e = {.message = ""};
        cr_assert(box_critical_find(&r, &f, &e), "case %zu: %s", i, e.message);
        for (int k = 0; k < f.n; k++)
            minima += f.point[k].kind == CRITICAL_MINIMUM;
        cr_expect(f.complete && f.n == c->points && minima == c->minima,
                  "case %zu: %d points, %d minima, %ld left", i, f.n, minima, f.left);
        cr_expect_eq(f.certain, c->certain, "case %zu", i);
        for (int a = 0; a < r.named.n && f.lowest >= 0; a++) {
            const critical_point *p = &f.point[f.lowest];
            double off = fmin(fabs(p->lo[a] - c->at[a]), fabs(-p->lo[a] - c->at[a]));
            cr_expect(off < 1e-7 && p->hi[a] - p->lo[a] < 1e-8, "case %zu: [%.17g, %.17g]", i, p->lo[a],
                      p->hi[a]);
        }
        real_pool_close(pool);
    }
}

/* A minimum on the boundary is never passed over: the search ends incomplete, without a claim. */
Test(box_critical, does_not_claim_a_minimum_at_the_boundary)
{
    static const critical_case edge = {"js", "normal(1,1)", "normal(mu,1)", "mu in [2, 3]", 0,
                                       0,    {0, 0},        false};
    real_pool *pool = real_pool_open();
    critical_request r = request_of(&edge, pool, true);
    critical_found f;
    cr_assert(box_critical_find(&r, &f, NULL));
    cr_expect(!f.complete && f.n == 0 && !f.certain);
    real_pool_close(pool);
}

Test(box_critical, refuses_atoms_that_meet_and_the_plane)
{
    static const char *const bad[][4] = {
        {"bernoulli(1/3)", "point(mu)", "mu in [1/2, 2]", "come together near mu"},
        {"normal2(0,0,1,1,0)", "normal2(mu,0,1,1,0)", "mu in [1/4, 1/2]", "on the line"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        critical_case c = {"kl", bad[i][0], bad[i][1], bad[i][2], 0, 0, {0, 0}, false};
        real_pool *pool = real_pool_open();
        critical_request r = request_of(&c, pool, true);
        critical_found f;
        error e = {.message = ""};
        cr_expect(!box_critical_find(&r, &f, &e) && strstr(e.message, bad[i][3]), "'%s'", e.message);
        real_pool_close(pool);
    }
}
