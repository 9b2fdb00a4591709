/*
 * The double-precision route on the plane: its error is a claim. The certified enclosure of each value must meet value +- error, and
 * infinite values must be found infinite for the right reason, or be declined.
 */
#include "planar_checks.h"

#include "divergences/numerical.h"

#include <string.h>

static const char *const names[] = {"kl", "js", "js-distance", "tv", "renyi(1/2)", "renyi(2)", "entropy"};
enum { NAMES = sizeof names / sizeof *names };

/* `rough`: what may be claimed for TV, where the curve p = q is no line along an axis. */
static const struct {
    const char *p, *q;
    double smooth, rough;
} pairs[] = {
    {"normal2(0,0,1,1,0)", "normal2(1,0,1,1,1/2)", 1e-10, 1e-10},
    {"1/2*normal2(-1,0,1,1,0.3) + 1/2*normal2(1,1,0.7,1,0)", "normal2(0,0,3/2,3/2,0)", 1e-10, 1e-5},
    {"normal2(0,0,2,2,0)", "normal2(0,0,1,1,0)", 1e-10, 1e-5},
    {"normal2(0,0,1,1,0)", "normal2(1/100000,0,1,1,0)", 1e-10, 1e-10},
    {"rectangle(-1,1,0,2)", "normal2(0,0,1,1,1/2)", 1e-10, 1e-10},
    {"rectangle(0,1,0,1)", "rectangle(1/3,2,-1/5,1)", 1e-11, 1e-11},
    {"disk(0,0,1)", "normal2(0,0,1,1,0)", 1e-10, 1e-10},
    {"disk(0,0,1)", "disk(1,1/2,3/2)", 1e-11, 1e-11},
    {"disk(0,0,1)", "rectangle(0,2,-1,1)", 1e-11, 1e-11},
    {"1/3*disk(0,0,2) + 2/3*disk(0,0,1)", "1/2*disk(1,0,1) + 1/2*rectangle(-2,1,0,3)", 1e-11, 1e-11},
    {"product(laplace(0,1),normal(0,1))", "product(laplace(1,3/2),normal(1,1))", 1e-10, 1e-10},
    {"normal2(0,0,1,1,0)", "product(exponential(1),normal(0,1))", 1e-10, 1e-10},
};

static void expect_claim(const char *p, const char *q, const char *name, const numerical *found,
                         const enclosure *truth, double most)
{
    if (found->why != FINITE) {
        cr_expect(found->why == truth->why, "%s of %s and %s is infinite", name, p, q);
        return;
    }
    double off = fabs(found->value - ball_double(truth->value));
    cr_expect(truth->why == FINITE && off <= found->error + ball_radius(truth->value),
              "%s of %s and %s: %.15g +- %g, not %.15g", name, p, q, found->value, found->error,
              ball_double(truth->value));
    /* the distance of nearly equal laws is a root, of which the error has half of the digits */
    double root = strcmp(name, "js-distance") ? 1 : 1 / fmax(1e-6, fabs(found->value));
    cr_expect(found->error <= most * root * (1 + fabs(found->value)), "%s of %s and %s: error %g", name, p, q,
              found->error);
}

Test(planar_numerical, claimed_errors_hold)
{
    real_pool *pool = real_pool_open();
    int finite = 0, all = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        law *p = parsed(pairs[i].p), *q = parsed(pairs[i].q);
        divergence d[NAMES];
        numerical found[NAMES];
        error e;
        for (int k = 0; k < NAMES; k++)
            cr_assert(divergence_parse(names[k], pool, &d[k], &e));
        numerical_divergences(d, NAMES, p, q, found);
        for (int k = 0; k < NAMES; k++, all++) {
            enclosure truth;
            scope *s = scope_open(80);
            cr_assert(
                divergence_enclose(s, d[k], p, d[k].row->needs_second_law ? q : p, 36, METHOD_AUTO, &truth));
            if (found[k].known)
                expect_claim(pairs[i].p, pairs[i].q, names[k], &found[k], &truth,
                             strcmp(names[k], "tv") ? pairs[i].smooth : pairs[i].rough);
            else
                cr_expect(truth.why != FINITE, "%s of %s and %s is declined", names[k], pairs[i].p,
                          pairs[i].q);
            finite += found[k].known && found[k].why == FINITE;
            scope_close(s);
        }
        law_free(p);
        law_free(q);
    }
    cr_expect(finite > all * 2 / 3, "%d of %d values are finite numbers", finite, all);
    real_pool_close(pool);
}

/* Half a disk lies on the rectangle: three regions of constant density. The certified route does not cut along both kinds of edges. */
Test(planar_numerical, answers_where_the_certified_route_has_none)
{
    const double area[] = {M_PI / 2, M_PI / 2, 9 - M_PI / 2},
                 density[] = {1 / (2 * M_PI) + 1. / 18, 1 / (2 * M_PI), 1. / 18};
    double entropy = 0;
    for (int i = 0; i < 3; i++)
        entropy -= area[i] * density[i] * log(density[i]);
    law *p = parsed("1/2*disk(0,0,1) + 1/2*rectangle(-2,1,0,3)");
    divergence d = {divergence_by_name("entropy"), NULL};
    result found;
    error e;
    cr_assert(divergence_compute(d, p, p, &request_default, &found, &e));
    cr_expect(found.grade == EVIDENCE_NUMERICAL && found.decided);
    cr_expect(fabs(ball_double(found.value) - entropy) <= ball_radius(found.value)
                  && ball_radius(found.value) < 1e-11,
              "%.15g +- %g, not %.15g", ball_double(found.value), ball_radius(found.value), entropy);
    result_clear(&found);
    law_free(p);
}

/* Turned by a right angle, the rules run along the other axis. */
Test(planar_numerical, axes_do_not_matter)
{
    static const char *const turned[][4] = {
        {"disk(0,0,1)", "rectangle(0,2,-1,1)", "disk(0,0,1)", "rectangle(-1,1,0,2)"},
        {"1/2*normal2(1,0,1,2,1/2) + 1/2*disk(0,1,1)", "normal2(0,0,2,1,0)",
         "1/2*normal2(0,1,2,1,-1/2) + 1/2*disk(-1,0,1)", "normal2(0,0,1,2,0)"},
    };
    for (size_t i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++) {
            divergence d = {divergence_by_name(k ? "tv" : "js"), NULL};
            numerical found[2];
            for (int side = 0; side < 2; side++) {
                law *p = parsed(turned[i][2 * side]), *q = parsed(turned[i][2 * side + 1]);
                numerical_divergences(&d, 1, p, q, &found[side]);
                law_free(p);
                law_free(q);
            }
            cr_expect(found[0].known && found[1].known
                          && fabs(found[0].value - found[1].value) <= found[0].error + found[1].error,
                      "%s of %s: %.15g +- %g and %.15g +- %g", d.row->name, turned[i][0], found[0].value,
                      found[0].error, found[1].value, found[1].error);
        }
}

/* Distances, laws without a density on the plane, integrals that diverge or do not settle. */
Test(planar_numerical, what_is_declined)
{
    static const char *const declined[][3] = {
        {"w2", "normal2(0,0,1,1,0)", "1/2*normal2(0,0,1,1,0) + 1/2*normal2(1,0,1,1,0)"},
        {"energy", "normal2(0,0,1,1,0)", "disk(0,0,1)"},
        {"kl", "segment(0,0,1,1)", "segment(0,0,2,2)"},
        {"js", "product(point(0),normal(0,1))", "normal2(0,0,1,1,0)"},
        {"chi2", "normal2(0,0,2,2,0)", "normal2(0,0,1,1,0)"},
        {"chi2", "product(gamma(1/2,1),uniform(0,1))", "product(exponential(1),uniform(0,1))"},
        {"kl", "product(cauchy(0,1),normal(0,1))", "normal2(0,0,1,1,0)"},
    };
    for (size_t i = 0; i < sizeof declined / sizeof *declined; i++) {
        law *p = parsed(declined[i][1]), *q = parsed(declined[i][2]);
        divergence d = {divergence_by_name(declined[i][0]), NULL};
        numerical found;
        numerical_divergences(&d, 1, p, q, &found);
        cr_expect(!found.known, "%s of %s and %s: %g", declined[i][0], declined[i][1], declined[i][2],
                  found.value);
        law_free(p);
        law_free(q);
    }
}

/* The mass of one law beyond the other's support need not lie within reach of any node. */
Test(planar_numerical, supports_beyond_the_nodes)
{
    law *p = parsed("grid(2,1,1/100)"), *q = parsed("rectangle(-3,3,-3,3)");
    divergence d[] = {{divergence_by_name("kl"), NULL}, {divergence_by_name("reverse-kl"), NULL}};
    numerical found[2];
    numerical_divergences(d, 2, p, q, found);
    cr_expect(found[0].known && found[0].why == INFINITE_SUPPORT, "KL(P||Q): %g", found[0].value);
    cr_expect(found[1].known && found[1].why == FINITE, "KL(Q||P): %g", found[1].value);
    law_free(p);
    law_free(q);
}

/* Where the certified routes know no more than a divergence's range, doubles answer, and say that they do. */
Test(planar_numerical, answers_where_nothing_is_certified)
{
    law *p = parsed("rectangle(0,1,0,1)"), *q = parsed("1/2*normal2(0,0,1,1,1/2) + 1/2*disk(0,0,3)");
    static const char *const asked[] = {"kl", "js", "tv"};
    for (size_t i = 0; i < 3; i++) {
        divergence d = {divergence_by_name(asked[i]), NULL};
        request r = request_default;
        result by_default, certified;
        cr_assert(divergence_compute(d, p, q, &r, &by_default, NULL));
        cr_expect(by_default.grade == EVIDENCE_NUMERICAL && by_default.decided
                      && ball_log2_error(by_default.value) < -33,
                  "%s", asked[i]);
        r.by = METHOD_CERTIFIED;
        if (divergence_compute(d, p, q, &r, &certified, NULL)) {
            cr_expect(certified.grade == EVIDENCE_CERTIFIED && !certified.decided, "%s", asked[i]);
            result_clear(&certified);
        }
        result_clear(&by_default);
    }
    law_free(p);
    law_free(q);
}
