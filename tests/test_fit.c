/*
 * Fits of a model given as text: by likelihood and by a divergence. Every estimate's error is a claim: where the truth is known it
 * must lie within it.
 */
#include "divergences/fit.h"
#include "eruptions.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* ---- Maximum likelihood from the text of a model ---- */

static fit by_likelihood(const char *text, const char *file)
{
    error e = {.message = ""};
    model m;
    fit f;
    law *l = sample(file);
    cr_assert(model_read(&m, text, &e) && model_settle(&m, &e), "%s: %s", text, e.message);
    cr_assert(fit_by_likelihood(&m, l, &(fit_request){20, 1}, &f, &e), "%s: %s", text, e.message);
    model_clear(&m);
    law_free(l);
    return f;
}

static void check_within(const fit *f, const char *name, double truth, double at_most)
{
    for (int i = 0; i < f->n; i++)
        if (!strcmp(f->name[i], name)) {
            double off = fabs(ball_double(f->parameter[i]) - truth), claim = ball_radius(f->parameter[i]);
            cr_assert(off <= claim + 3e-15 * fabs(truth), "%s off by %g, claimed %g", name, off, claim);
            cr_assert(claim <= at_most, "%s: error %g, more than %g", name, claim, at_most);
            return;
        }
    cr_assert_fail("no parameter %s", name);
}

/* Mean and variance (divisor n) of the 272 numbers as exact rationals: see data/README.md. */
Test(fit, normal_is_mean_and_sd)
{
    fit f = by_likelihood("normal(mu, sigma)", "eruptions");
    cr_assert(f.grade == EVIDENCE_CERTIFIED && f.local_maximum, "not certified");
    ball mean = ball_ratio(948677, 272000), variance = ball_div(ball_int(96026710871), ball_int(73984000000));
    cr_assert(ball_overlaps(f.parameter[0], mean), "mean");
    cr_assert(ball_overlaps(ball_sqr(f.parameter[1]), variance), "sd");
    cr_assert(ball_digits(f.parameter[1]) >= 20, "%ld digits", (long)ball_digits(f.parameter[1]));
    fit_clear(&f);
}

Test(fit, mixture_names_may_stand_in_any_order)
{
    static const char *const texts[] = {"w*normal(m1, s1) + (1 - w)*normal(m2, s2)",
                                        "(1 - v)*normal(m1, s1) + v*normal(m2, s2)",
                                        "w*normal(sd=s1, mean=m1) + (1 - w)*normal(m2, s2)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fit f = by_likelihood(texts[i], "eruptions");
        cr_assert(f.route == FIT_EM && f.grade == EVIDENCE_CERTIFIED, "%s", texts[i]);
        if (i == 1)
            check_within(&f, "v", 1 - two_normals[0], 1e-15);
        else
            check_within(&f, "w", two_normals[0], 1e-15);
        check_within(&f, "m1", two_normals[1], 1e-14);
        check_within(&f, "s2", two_normals[4], 1e-15);
        fit_clear(&f);
    }
}

/* The same model by EM and, hidden from it by an expression, by descent. */
Test(fit, descent_agrees_with_em)
{
    fit f = by_likelihood("w*normal(m1, s1) + (1 - w)*normal(m2, exp(l2))", "eruptions");
    cr_assert(f.route == FIT_DESCENT, "EM saw it");
    bool swapped = fabs(ball_double(f.parameter[1]) - two_normals[1]) > 1;
    cr_assert(swapped || fabs(ball_double(f.parameter[4]) - log(two_normals[4])) < 1e-8, "log sd");
    check_within(&f, "w", swapped ? 1 - two_normals[0] : two_normals[0], 1e-8);
    check_within(&f, "m1", two_normals[swapped ? 3 : 1], 1e-8);
    check_within(&f, "s1", two_normals[swapped ? 4 : 2], 1e-8);
    fit_clear(&f);
}

Test(fit, closed_forms)
{
    fit rate = by_likelihood("exponential(rate=r)", "waiting"),
        scale = by_likelihood("exponential(scale=s)", "waiting");
    check_within(&rate, "r", 272.0 / 19284, 1e-18);
    check_within(&scale, "s", 19284 / 272.0, 1e-14);
    fit ends = by_likelihood("uniform(a, b)", "eruptions"), poisson = by_likelihood("poisson(r)", "waiting");
    check_within(&ends, "a", 1.6, 1e-15);
    check_within(&ends, "b", 5.1, 1e-15);
    check_within(&poisson, "r", 19284 / 272.0, 1e-14);
    fit_clear(&rate), fit_clear(&scale), fit_clear(&ends), fit_clear(&poisson);
}

/* ---- Fits by a divergence ---- */

static fit by_divergence(const char *text, const char *target, const char *name)
{
    error e = {.message = ""};
    model m;
    fit f;
    divergence d;
    real_pool *pool = real_pool_open();
    law *l = law_parse(target, NULL, &e);
    cr_assert(l && divergence_parse(name, pool, &d, &e), "%s", e.message);
    cr_assert(model_read(&m, text, &e) && model_settle(&m, &e), "%s: %s", text, e.message);
    cr_assert(fit_by_divergence(&m, l, d, &(fit_request){15, 1}, &f, &e), "%s: %s", text, e.message);
    model_clear(&m);
    law_free(l);
    real_pool_close(pool);
    return f;
}

/*
 * A normal fitted to 0.33 N(-1, variance 0.065) + 0.67 N(2, variance 2): which one depends on the divergence.
 * Reference: Newton's method on the exact gradient in 42-digit arithmetic, two step sizes of the trapezoid
 * rule agreeing to 28 digits.
 */
Test(fit, the_divergence_decides_which_normal)
{
    static const struct {
        const char *name;
        double mu, sigma, value;
    } cases[] = {
        {"kl", 1.01, 1.83066927652156767166, 0.283051745406590164734},
        {"reverse-kl", 1.57810465921631182081, 1.63117412217368358710, 0.248209932013623473871},
        {"js", 1.30684682882004549120, 1.75397398982078987712, 0.128078536876162623586 / 2},
        {"jeffreys", 1.32163038250035250427, 1.70291954240084312517, 0.570807225065595344072},
        {"chi2", 0.573663024265532940627, 1.92731350167672396440, 0.645779855950683818783},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fit f = by_divergence("normal(mu, sigma)", "0.33*normal(-1, sqrt(0.065)) + 0.67*normal(2, sqrt(2))",
                              cases[i].name);
        check_within(&f, "mu", cases[i].mu, 1e-7);
        check_within(&f, "sigma", cases[i].sigma, 1e-7);
        cr_assert_float_eq(ball_double(f.value), cases[i].value, 1e-13, "%s: the value", cases[i].name);
        fit_clear(&f);
    }
}

/* KL(Laplace(0,1) || N(0,s)) is least at s = sqrt 2, KL(N(0,s) || Laplace(0,1)) at sqrt(pi/2). */
Test(fit, the_order_of_arguments_matters)
{
    fit forward = by_divergence("normal(0, s)", "laplace(0, 1)", "kl");
    fit backward = by_divergence("normal(0, s)", "laplace(0, 1)", "reverse-kl");
    check_within(&forward, "s", sqrt(2), 1e-8);
    check_within(&backward, "s", sqrt(M_PI_2), 1e-8);
    fit_clear(&forward), fit_clear(&backward);
}

Test(fit, atoms_and_distances)
{
    fit poisson = by_divergence("poisson(r)", "bernoulli(1/3)", "kl");
    check_within(&poisson, "r", 1.0 / 3, 1e-8);
    fit moved = by_divergence("normal(m, s)", "normal(3, 2)", "w2");
    check_within(&moved, "m", 3, 1e-3); /* W2 has a cone at its zero: no derivative there */
    fit_clear(&poisson), fit_clear(&moved);
}

/* An infimum at the end of a parameter's range is told from a minimum far out. */
Test(fit, an_infimum_that_is_not_attained_is_reported)
{
    static const struct {
        const char *model, *target, *by;
        int escape; /* of the first parameter */
    } cases[] = {
        {"student(nu, 0, 1)", "normal(0, 1)", "kl", 1},       {"student(nu, m, s)", "normal(0, 1)", "js", 1},
        {"student(nu, 0, 1)", "normal(0, 1)", "tv", 1},       {"normal(0, s)", "point(0)", "w1", -1},
        {"student(nu, 0, 1)", "student(2e6, 0, 1)", "kl", 0}, {"gamma(a, b)", "gamma(3e6, 2)", "kl", 0},
        {"normal(0, s)", "normal(0, 1e-30)", "kl", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fit f = by_divergence(cases[i].model, cases[i].target, cases[i].by);
        cr_expect_eq(f.escapes, cases[i].escape != 0, "%s to %s", cases[i].model, cases[i].target);
        cr_expect(!f.escapes
                      || (f.escape[0] == cases[i].escape && !ball_is_finite(f.value) && f.reached < 1e-4),
                  "%s to %s: %d, at most %g", cases[i].model, cases[i].target, f.escape[0], f.reached);
        fit_clear(&f);
    }
}

Test(fit, nothing_to_minimise_is_said)
{
    static const char *const cases[][3] = {
        {"normal(m, 1)", "cauchy(0, 1)", "kl"}, /* infinite for every m */
        {"normal(m, 1)", "point(0)", "js"},     /* log 2 for every m */
        {"normal(m, 1)", "normal(0, 1)", "entropy"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        error e = {.message = ""};
        model m;
        fit f;
        divergence d;
        law *l = law_parse(cases[i][1], NULL, &e);
        cr_assert(divergence_parse(cases[i][2], NULL, &d, &e) && model_read(&m, cases[i][0], &e)
                      && model_settle(&m, &e),
                  "%s", e.message);
        cr_assert(!fit_by_divergence(&m, l, d, &(fit_request){15, 1}, &f, &e) && e.message[0], "case %zu", i);
        model_clear(&m);
        law_free(l);
    }
}
