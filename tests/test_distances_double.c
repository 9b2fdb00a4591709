/*
 * What the distances in double precision claim, where it is hard to keep: components of little weight or width, which lie between all
 * quantiles of their mixture; tails so heavy that an integral hardly converges, or does not; parameters whose rounding shows.
 * The certified routes know the values.
 */
#include "divergence_checks.h"
#include "divergences/wasserstein.h"

TestSuite(distances_double, .init = quiet, .timeout = 120);

static const char *const names[] = {"w1", "w2", "energy", "kolmogorov"};
enum { NAMES = sizeof names / sizeof *names };

static void compare(const char *name, const char *p, const char *q, int *met)
{
    request exact = {.digits = 15, .by = METHOD_AUTO, .budget = 2},
            doubles = {.by = METHOD_QUADRATURE, .digits = 15};
    result known, found;
    bool both = computed(name, p, q, &exact, &known) && known.grade == EVIDENCE_CERTIFIED && known.decided;
    if (!both)
        return;
    if (computed(name, p, q, &doubles, &found)) {
        cr_expect(found.why == known.why, "%s of %s, %s: reasons %d, %d", name, p, q, found.why, known.why);
        if (found.why == FINITE && known.why == FINITE) {
            cr_expect(ball_overlaps(found.value, known.value), "%s of %s, %s: %.17g +- %.2g, not %.17g", name,
                      p, q, ball_double(found.value), ball_radius(found.value), ball_double(known.value));
            cr_expect(ball_radius(found.value) < 1e-5 * (1 + fabs(ball_double(known.value))),
                      "%s of %s, %s: %.17g +- %.2g claims nothing", name, p, q, ball_double(found.value),
                      ball_radius(found.value));
        }
        (*met)++;
    }
    result_clear(&found);
    result_clear(&known);
}

Test(distances_double, keep_their_claims_where_components_hide)
{
    static const char *const pairs[][2] = {
        {"49/50*rayleigh(1/100) + 1/50*uniform(3,3001/1000)", "rayleigh(1000001/100000000)"},
        {"999/1000*logistic(3,5/9) + 1/1000*uniform(3,3000001/1000000)", "pareto(7/16,5)"},
        {"49/50*weibull(3/2,2) + 1/50*laplace(1/2,1e-6)", "triangular(12/7,33/7,33/7)"},
        {"299/300*beta(4/3,1) + 1/300*student(30,44/9,1e-9)", "beta(4/3,1)"},
        {"299/300*chi2(3) + 1/300*gumbel(-1,1e-12)", "chi2(3003/1000)"},
        {"0.998*rayleigh(22) + 0.001*student(4,1000,1e-9) + 0.001*student(5,27/4,1e-9)", "student(4,30,1/2)"},
        {"uniform(42/17,42/17+1e-9)", "0.99999*uniform(42/17,42/17+1.001e-9) + 0.00001*normal(30,1e-9)"},
    };
    int met = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (int k = 0; k < NAMES; k++)
            compare(names[k], pairs[i][0], pairs[i][1], &met);
    cr_expect(met >= 20, "met: %d", met);
}

Test(distances_double, see_whether_heavy_tails_converge)
{
    static const char *const pairs[][2] = {
        {"pareto(1,1.01)", "normal(0,1)"},
        {"student(1.01,0,1)", "normal(0,1)"},
        {"pareto(1,0.505)", "normal(0,1)"},
        {"pareto(1,1/5)", "0.7*pareto(1,1/5) + 0.3*chi2(5)"},
        {"beta(28,1/3)", "0.98*laplace(3,29/9) + 0.02*cauchy(-31/19,1e-12)"},
        {"student(7/3,0,5/4)", "99999999/100000000*triangular(-1,1/4,1/4) + 1/100000000*cauchy(-1,1e-12)"},
        {"cauchy(0,1)", "cauchy(1,1)"},
        {"cauchy(1/2,1001/1250)", "299/300*cauchy(1/2,4/5) + 1/300*triangular(-3,-2,-1)"},
    };
    static const char *const few[] = {"w1", "energy"};
    int met = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (int k = 0; k < 2; k++)
            compare(few[k], pairs[i][0], pairs[i][1], &met);
    cr_expect(met >= 14, "met: %d", met);
}

/* Tails that nearly cancel: noise may feign that what is left does not decay, and no integral diverges by that. */
Test(distances_double, noise_is_no_divergence)
{
    static const char *const cases[][3] = {
        {"w1", "student(1.001,0,1)", "student(1.001,0,1.0000000000001)"},
        {"w1", "student(1.002,0,1)", "student(1.002,0,1.00000000000003)"},
        {"energy", "student(0.501,0,1)", "student(0.501,0,1.0000000000001)"},
    };
    request r = {.digits = 15, .by = METHOD_QUADRATURE};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        result found;
        if (computed(cases[i][0], cases[i][1], cases[i][2], &r, &found)) {
            cr_expect(found.why == FINITE, "%s of %s, %s", cases[i][0], cases[i][1], cases[i][2]);
            result_clear(&found);
        }
    }
}

/* Powers of an order so high that they vanish or overflow say nothing, and are no reason to think for long. */
Test(distances_double, powers_beyond_all_doubles_are_not_known)
{
    static const struct {
        const char *p, *q;
        double order;
    } cases[] = {{"uniform(0,1/4)", "uniform(0,1/3)", 1e4},
                 {"uniform(0,1)", "uniform(1,3)", 1e5},
                 {"normal(0,1)", "normal(1,2)", INFINITY}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        law *P = read_law(cases[i].p), *Q = read_law(cases[i].q);
        double wrong, value = wasserstein_double(P, Q, cases[i].order, &wrong);
        cr_expect(!isfinite(value), "w%g of %s, %s: %g", cases[i].order, cases[i].p, cases[i].q, value);
        law_free(P);
        law_free(Q);
    }
    request r = {.digits = 15, .by = METHOD_AUTO, .budget = 1};
    result found;
    cr_assert(computed("wp(1e5)", "uniform(0,1)", "uniform(1,3)", &r, &found));
    cr_expect(!found.decided && found.why == FINITE, "1e5 bits of a power are known");
    result_clear(&found);
}
