/*
 * Densities with large parameters, in which (k - 1) log x and -x/theta, or (df + 1)/2 log(1 + z^2/df) and z^2/2, cancel: certified
 * quadrature against closed forms, the double-precision route, and what is known of the approach to a normal law.
 */
#include "divergence_checks.h"
#include "divergences/fdivergence.h"

TestSuite(large_parameters, .init = quiet);

static const char *const closed[][3] = {
    {"kl", "gamma(1e3,1)", "gamma(1.1e3,1)"},           {"kl", "gamma(1e6,1)", "gamma(1.001e6,1)"},
    {"kl", "gamma(1e6,1)", "gamma(1e6,1.001)"},         {"kl", "gamma(1e8,2)", "gamma(1.0001e8,2)"},
    {"hellinger2", "gamma(1e6,1)", "gamma(1.002e6,1)"}, {"chi2", "gamma(1e6,1)", "gamma(1.0005e6,1)"},
    {"neyman", "chi2(1e5)", "chi2(1.001e5)"},           {"renyi(1/5)", "chi2(1e5)", "chi2(1.01e5)"},
    {"kl", "beta(1e5,1e5)", "beta(1.001e5,1e5)"},       {"hellinger2", "beta(1e5,1e5)", "beta(1e5,1.005e5)"},
    {"kl", "beta(1e4,300)", "beta(1.01e4,300)"},
};

/* The integral of the definition, without the closed form. */
Test(large_parameters, closed_forms)
{
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        question one = ask(closed[i][0], closed[i][1], closed[i][2]);
        scope *s = scope_open(110);
        scope_set_deadline(s, scope_work() + 5);
        enclosure exact, integral;
        bool both = divergence_enclose(s, one.d, one.p, one.q, 60, METHOD_CLOSED_FORM, &exact)
                    && divergence_enclose(s, one.d, one.p, one.q, 60, METHOD_CERTIFIED, &integral);
        cr_expect(both, "%s of %s, %s: no route", closed[i][0], closed[i][1], closed[i][2]);
        cr_expect(both && ball_overlaps(exact.value, integral.value) && ball_log2_error(integral.value) < -50,
                  "%s of %s, %s: %.17g, integral %.17g +- %.2g", closed[i][0], closed[i][1], closed[i][2],
                  ball_double(exact.value), ball_double(integral.value), ball_radius(integral.value));
        forget(&one);
        scope_close(s);
    }
}

static const char *const doubled[][3] = {
    {"js", "gamma(1e4,1)", "gamma(1.01e4,1)"},
    {"js", "gamma(1e6,1)", "gamma(1.001e6,1)"},
    {"js", "gamma(1e6,1)", "normal(1e6,1e3)"},
    {"js", "gamma(1e6,1)", "student(3,1e6,1e3)"},
    {"js", "beta(1e5,1e5)", "beta(1.01e5,1e5)"},
    {"js", "inversegaussian(1,1e4)", "inversegaussian(1.01,1e4)"},
    {"js", "student(200,0,1)", "student(3,1,2)"},
    {"kl", "student(1e4,0,1)", "laplace(1,2)"},
    {"tv", "student(1e4,0,1)", "normal(1,1)"},
    {"js", "student(3e4,2.01,1)", "student(1,-1.94,1)"},
    {"chi2", "student(3e4,2.01,1)", "student(1,-1.94,1)"},
    {"tv", "gamma(1e6,1)", "gamma(1.001e6,1)"},
};

Test(large_parameters, double_precision)
{
    for (size_t i = 0; i < sizeof doubled / sizeof *doubled; i++) {
        request r = request_default;
        result certified, numerical;
        r.by = METHOD_CERTIFIED;
        cr_assert(computed(doubled[i][0], doubled[i][1], doubled[i][2], &r, &certified));
        r.by = METHOD_QUADRATURE;
        cr_assert(computed(doubled[i][0], doubled[i][1], doubled[i][2], &r, &numerical));
        double x = ball_double(certified.value), y = ball_double(numerical.value);
        cr_expect(certified.decided, "%s of %s, %s", doubled[i][0], doubled[i][1], doubled[i][2]);
        /* x^k e^-x loses as many digits as k log x has before the point. */
        cr_expect(fabs(x - y) < 1e-8 * (1 + fabs(x)), "%s of %s, %s: %.17g, in double precision %.17g",
                  doubled[i][0], doubled[i][1], doubled[i][2], x, y);
        result_clear(&certified);
        result_clear(&numerical);
    }
}

/*
 * log(normal/student(n)) = g(x)/(4n) + O(n^-2), g = x^4 - 2 x^2 - 1, which has the mean 0 and the variance 105 - 60 + 10 + 4 - 3 = 56 under the
 * normal law: chi2 is 56/(16 n^2) to within O(1/n) of itself, KL half and JS an eighth of that. TV is E|g|/(8n); (-(x^3 + x) phi)' = g phi and
 * g(a) = 0 for a^2 = 1 + sqrt 2 make it (a^3 + a) phi(a)/(2n).
 */
Test(large_parameters, student_tends_to_normal)
{
    double a = sqrt(1 + sqrt(2)), tv = (a * a * a + a) * exp(-a * a / 2) / sqrt(2 * M_PI) / 2;
    const struct {
        const char *name;
        double size;
        int power;
    } rows[] = {{"kl", 7.0 / 4, 2}, {"js", 7.0 / 16, 2}, {"tv", tv, 1}};
    static const double df[] = {200, 3e3, 1e4, 1e5, 1e7, 1e9};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        for (size_t i = 0; i < sizeof df / sizeof *df; i++) {
            char text[60];
            request r = request_default;
            r.by = METHOD_CERTIFIED;
            result found;
            snprintf(text, sizeof text, "student(%.0f,0,1)", df[i]);
            cr_assert(computed(rows[k].name, "normal(0,1)", text, &r, &found));
            double value = ball_double(found.value), limit = rows[k].size * pow(df[i], -rows[k].power);
            cr_expect(found.decided && fabs(value - limit) < 12 / df[i] * limit + 1e-13 * limit,
                      "%s of normal, %s: %.17g, near %.17g", rows[k].name, text, value, limit);
            result_clear(&found);
        }
}
