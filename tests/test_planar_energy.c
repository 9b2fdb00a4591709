/* The energy distance of normal laws and points on the plane: closed forms, invariances, the line as a limit, and samples. */
#include "planar_checks.h"

#include <gsl/gsl_sf_ellint.h>
#include <gsl/gsl_sf_hyperg.h>
#include <string.h>

/* E|Z| for Z ~ N((m, 0), v I): the mean of Rice's law; and for Z ~ N(0, diag(a, b)), a >= b: a complete elliptic integral. */
static double rice(double m, double v)
{
    return sqrt(v * M_PI / 2) * gsl_sf_hyperg_1F1(-0.5, 1, -m * m / (2 * v));
}
static double elliptic(double a, double b)
{
    return sqrt(2 * a / M_PI) * gsl_sf_ellint_Ecomp(sqrt(1 - b / a), GSL_PREC_DOUBLE);
}

Test(planar_energy, closed_forms)
{
    expect_near("energy", "normal2(0,0,1,1,0)", "normal2(3/5,4/5,2,2,0)",
                sqrt(2 * rice(1, 5) - rice(0, 2) - rice(0, 8)), 1e-13);
    expect_near("energy", "normal2(1,2,1,1,0)", "normal2(4,6,1,1,0)", sqrt(2 * (rice(5, 2) - rice(0, 2))),
                1e-13);
    expect_near("energy", "normal2(1,1,2,1,0)", "normal2(1,1,1,3,0)",
                sqrt(2 * elliptic(10, 5) - elliptic(8, 2) - elliptic(18, 2)), 1e-13);
    expect_near("energy", "product(point(3),point(4))", "normal2(0,0,1,1,0)",
                sqrt(2 * rice(5, 1) - rice(0, 2)), 1e-13);
    /* with weights: E|X - Y| and E|X - X'| are sums over the points and components */
    expect_near("energy", "product(finite(-1: 1/2, 1: 1/2), point(0))", "normal2(0,0,1,1,0)",
                sqrt(2 * rice(1, 1) - 1 - rice(0, 2)), 1e-13);
    expect_near("energy", "1/4*normal2(0,0,1,1,0) + 3/4*normal2(2,0,1,1,0)", "normal2(0,0,1,1,0)",
                0.75 * sqrt(2 * (rice(2, 2) - rice(0, 2))), 1e-13);
}

/* The distance does not see the frame, and scales with the root of lengths. */
Test(planar_energy, moved_turned_and_stretched)
{
    static const char *const maps[][2] = {
        {"1/2*normal2(0,0,1,2,0) + 1/2*normal2(3,1,1,1,0)", "normal2(1,1,2,1,0)"},
        {"1/2*normal2(7,-2,1,2,0) + 1/2*normal2(10,-1,1,1,0)", "normal2(8,-1,2,1,0)"},
        {"1/2*normal2(0,0,2,1,0) + 1/2*normal2(1,3,1,1,0)", "normal2(1,1,1,2,0)"},
        {"1/2*normal2(0,0,sqrt(5/2),sqrt(5/2),-3/5) + 1/2*normal2(2/sqrt(2),4/sqrt(2),1,1,0)",
         "normal2(0,sqrt(2),sqrt(5/2),sqrt(5/2),3/5)"},
        {"1/2*normal2(0,0,4,8,0) + 1/2*normal2(12,4,4,4,0)", "normal2(4,4,8,4,0)"},
    };
    scope *s = scope_open(120);
    ball first = value_of(s, "energy", maps[0][0], maps[0][1]);
    for (size_t i = 1; i < 5; i++) {
        ball value = value_of(s, "energy", maps[i][0], maps[i][1]);
        value = i == 4 ? ball_scale2(value, -1) : value;
        cr_expect(ball_overlaps(first, value), "map %zu: %.17g, not %.17g", i, ball_double(value),
                  ball_double(first));
    }
    scope_close(s);
}

/* A mixture of copies is the law; laws of grids have many equal differences. */
Test(planar_energy, copies_and_grids)
{
    scope *s = scope_open(120);
    ball once = value_of(s, "energy", "normal2(0,0,1,2,1/2)", "normal2(1,1,1,1,0)"),
         twice = value_of(s, "energy", "1/3*normal2(0,0,1,2,1/2) + 2/3*normal2(0,0,1,2,1/2)",
                          "normal2(1,1,1,1,0)");
    cr_expect(ball_overlaps(once, twice), "%.17g, in two parts %.17g", ball_double(once), ball_double(twice));
    ball
        grid = value_of(s, "energy", "grid(2,2,1)", "normal2(0,0,2,2,0)"),
        sum = value_of(
            s, "energy",
            "1/4*normal2(-1,-1,1,1,0) + 1/4*normal2(-1,1,1,1,0) + 1/4*normal2(1,-1,1,1,0) + 1/4*normal2(1,1,1,1,0)",
            "product(normal(0,2),normal(0,2))");
    cr_expect(ball_overlaps(grid, sum), "%.17g, component by component %.17g", ball_double(grid),
              ball_double(sum));
    scope_close(s);
}

/* The second coordinate shrinks: E|Z| grows by at most E|Y| for Z = (X, Y), and energy^2 is four such means. */
Test(planar_energy, thin_laws_are_near_the_line)
{
    scope *s = scope_open(160);
    double line = ball_double(value_of(s, "energy", "normal(0,1)", "normal(1,2)"));
    double thin = ball_double(value_of(s, "energy", "normal2(0,0,1,1e-6,0)", "normal2(1,0,2,1e-6,0)"));
    cr_expect(fabs(thin * thin - line * line) <= 4 * 2e-6, "%.15g, on the line %.15g", thin, line);
    scope_close(s);
}

Test(planar_energy, samples_agree)
{
    static const char *const pairs[][2] = {
        {"grid(2,2,1)", "normal2(0,0,2,2,0)"},
        {"1/2*normal2(0,0,1,2,1/2) + 1/2*normal2(3,1,1,1,0)", "normal2(1,1,2,1,-1/3)"},
    };
    for (size_t i = 0; i < 2; i++) {
        law *p = parsed(pairs[i][0]), *q = parsed(pairs[i][1]);
        divergence energy = {divergence_by_name("energy"), NULL};
        request r = request_default;
        result drawn, certified;
        error e = {0};
        cr_assert(divergence_compute(energy, p, q, &r, &certified, &e) && certified.decided);
        r.by = METHOD_SAMPLES, r.samples = 3000;
        cr_assert(divergence_compute(energy, p, q, &r, &drawn, &e), "%s", e.message);
        cr_expect(fabs(ball_double(drawn.value) - ball_double(certified.value))
                      <= 2 * ball_radius(drawn.value),
                  "%s and %s: %g, of samples %g +- %g", pairs[i][0], pairs[i][1],
                  ball_double(certified.value), ball_double(drawn.value), ball_radius(drawn.value));
        result_clear(&drawn);
        result_clear(&certified);
        law_free(p);
        law_free(q);
    }
}

/* Laws on parallel lines are beyond these formulas: no route rather than a wrong one. */
Test(planar_energy, no_route_for_laws_on_lines)
{
    law *p = parsed("product(point(0),normal(0,1))"), *q = parsed("product(point(1),normal(0,1))");
    divergence energy = {divergence_by_name("energy"), NULL};
    scope *s = scope_open(80);
    enclosure out;
    cr_expect(!divergence_enclose(s, energy, p, q, 40, METHOD_CERTIFIED, &out));
    scope_close(s);
    law_free(p);
    law_free(q);
}
