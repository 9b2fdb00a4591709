/*
 * f-divergences of mixtures and of uniform laws on the plane: certified values against sums on a grid in double precision,
 * against the routes for single pairs and for products, under affine maps, and against sums over mutually singular parts.
 */
#include "planar_checks.h"

#include <stdlib.h>
#include <string.h>

/* ---- Sums on a grid, in double precision ---- */

typedef double (*integrand)(double p, double q);
static double kl_of(double p, double q) { return p > 0 ? p * log(p / q) : 0; }
static double js_of(double p, double q) { return (kl_of(p, (p + q) / 2) + kl_of(q, (p + q) / 2)) / 2; }
static double tv_of(double p, double q) { return fabs(p - q) / 2; }
static double hellinger_of(double p, double q) { return pow(sqrt(p) - sqrt(q), 2) / 2; }
static double chi2_of(double p, double q) { return q > 0 ? (p - q) * (p - q) / q : 0; }
static double entropy_of(double p, double q) { return (void)q, p > 0 ? -p * log(p) : 0; }

/* `smooth`: the midpoint rule converges exponentially there; otherwise its error is of the order of the step squared. */
static const struct {
    const char *name;
    integrand f;
    double smooth, kinked;
} sums[] = {{"kl", kl_of, 1e-9, 2e-2},     {"js", js_of, 1e-9, 2e-2},
            {"tv", tv_of, 2e-4, 2e-2},     {"hellinger2", hellinger_of, 1e-9, 2e-2},
            {"chi2", chi2_of, 1e-9, 2e-2}, {"entropy", entropy_of, 1e-9, 2e-2}};

static const struct {
    const char *p, *q;
    bool smooth;
    const char *without; /* names left out: infinite ones */
} pairs[] = {
    {"0.5*normal2(-1,0,1,1,0.3) + 0.5*normal2(1,1,0.7,1,0)", "normal2(0,0,3/2,3/2,0)", true, ""},
    {"normal2(0,0,1,1,0)", "0.3*normal2(-1,0,1,1,0) + 0.3*normal2(1,0,1,1,0.5) + 0.4*normal2(0,1,2,1,-0.2)",
     true, "tv"},
    {"ring(3,1,1/2)", "grid(2,1,1/2)", true, "tv"},
    {"rectangle(-1,1,0,2)", "0.5*normal2(0,0,1,1,1/2) + 0.5*normal2(1,0,2,1,0)", false, ""},
    {"disk(0,1,1)", "normal2(0,0,1,1,1/2)", false, "tv"},
    {"1/2*rectangle(-1,1,0,2) + 1/2*normal2(0,0,1,1,0)", "product(laplace(0,1),normal(1,1)) ", false, "chi2"},
};

Test(planar_mixtures, certified_values_agree_with_sums_on_a_grid)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        law *p = parsed(pairs[i].p), *q = parsed(pairs[i].q);
        for (size_t k = 0; k < sizeof sums / sizeof *sums; k++) {
            bool alone = !strcmp(sums[k].name, "entropy");
            if (strstr(pairs[i].without, sums[k].name) && *pairs[i].without)
                continue;
            double expected = lattice_sum(p, q, sums[k].f, 12, 240);
            scope *s = scope_open(90);
            ball value =
                enclosed(s, sums[k].name, pairs[i].p, alone ? NULL : pairs[i].q, 32, METHOD_AUTO).value;
            double allowed =
                (pairs[i].smooth ? sums[k].smooth : sums[k].kinked * (1 + fabs(expected))) + 1e-9;
            cr_expect(ball_log2_error(value) < -30 && fabs(ball_double(value) - expected) <= allowed,
                      "%s of %s and %s: %.12g +- 2^%g, the grid says %.12g", sums[k].name, pairs[i].p,
                      pairs[i].q, ball_double(value), ball_log2_error(value), expected);
            scope_close(s);
        }
        law_free(p);
        law_free(q);
    }
}

/* ---- Against the routes for single laws and for products ---- */

static void expect_same(const char *name, const char *p, const char *q, const char *a, const char *b,
                        double digits)
{
    scope *s = scope_open(100);
    enclosure first = enclosed(s, name, p, q, 28, METHOD_AUTO),
              second = enclosed(s, name, a, b, 28, METHOD_AUTO);
    ball x = first.value, y = second.value;
    cr_expect(first.why == second.why, "%s of %s, %s and of %s, %s: reasons %d, %d", name, p, q, a, b,
              first.why, second.why);
    cr_expect(first.why != FINITE || ball_overlaps(x, y), "%s of %s, %s is %.15g, of %s, %s %.15g", name, p,
              q, ball_double(x), a, b, ball_double(y));
    cr_expect(first.why != FINITE || (ball_log2_error(x) < digits && ball_log2_error(y) < digits),
              "%s of %s, %s or %s, %s is too wide: 2^%g, 2^%g", name, p, q, a, b, ball_log2_error(x),
              ball_log2_error(y));
    scope_close(s);
}

static const char *const smooth[] = {"kl",         "js",         "hellinger2", "chi2", "renyi(1/3)",
                                     "renyi(3/2)", "reverse-kl", "neyman",     "tv"};
enum { SMOOTH = sizeof smooth / sizeof *smooth };

/* A law written as a mixture of two copies of itself goes through the general route. */
Test(planar_mixtures, two_halves_are_the_whole)
{
    static const struct {
        const char *p, *halves, *q;
    } cases[] = {
        {"normal2(0,0,1,1,0)", "1/2*normal2(0,0,1,1,0) + 1/2*normal2(0,0,1,1,0)",
         "normal2(1,1/2,3/2,5/4,0.3)"},
        {"product(laplace(0,1),normal(0,1))",
         "1/3*product(laplace(0,1),normal(0,1)) + 2/3*product(laplace(0,1),normal(0,1))",
         "product(laplace(1,3/2),normal(1,1.2))"},
        {"rectangle(0,1,0,2)", "1/2*rectangle(0,1,0,2) + 1/2*rectangle(0,1,0,2)",
         "product(exponential(1),exponential(2))"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int k = 0; k < SMOOTH; k++) {
            bool power = strchr(smooth[k], '(') || strstr(smooth[k], "chi2") || strstr(smooth[k], "neyman");
            if (i == 0 || (!power && !(i == 2 && k >= SMOOTH - 3) && !(i == 1 && !strcmp(smooth[k], "tv"))))
                expect_same(smooth[k], cases[i].p, cases[i].q, cases[i].halves, cases[i].q, -22);
        }
}

/* Moving, turning by right angles, stretching and exchanging coordinates leave every f-divergence as it is. */
Test(planar_mixtures, affine_maps_change_nothing)
{
    static const char *const maps[][2] = {
        {"1/4*normal2(0,0,1,1/2,0.3) + 3/4*normal2(1,1,1,1,0)", "normal2(0,1,1.2,1.5,0)"},
        {"1/4*normal2(5,-3,1,1/2,0.3) + 3/4*normal2(6,-2,1,1,0)", "normal2(5,-2,1.2,1.5,0)"},
        {"1/4*normal2(0,0,1/2,1,0.3) + 3/4*normal2(1,1,1,1,0)", "normal2(1,0,1.5,1.2,0)"},
        {"1/4*normal2(0,0,1/2,1,-0.3) + 3/4*normal2(-1,1,1,1,0)", "normal2(-1,0,1.5,1.2,0)"},
        {"1/4*normal2(0,0,10,1/20,0.3) + 3/4*normal2(10,0.1,10,0.1,0)", "normal2(0,0.1,12,0.15,0)"},
    };
    for (size_t i = 1; i < sizeof maps / sizeof *maps; i++)
        for (int k = i == 3 ? SMOOTH - 1 : 0; k < (i == 3 ? SMOOTH : SMOOTH - 1); k += i % 2 ? 1 : 3)
            expect_same(smooth[k], maps[0][0], maps[0][1], maps[i][0], maps[i][1], -22);
}

/* sqrt 2 (x, y) turned by 45 degrees: (x - y, x + y). */
Test(planar_mixtures, a_turn_by_45_degrees_changes_nothing)
{
    for (int k = 0; k < SMOOTH - 1; k++)
        expect_same(smooth[k], "1/2*normal2(0,0,1,1,0) + 1/2*normal2(2,0,1,1,1/2)", "normal2(1,0,3/2,3/2,0)",
                    "1/2*normal2(0,0,sqrt(2),sqrt(2),0) + 1/2*normal2(2,2,1,sqrt(3),0)",
                    "normal2(1,1,3/sqrt(2),3/sqrt(2),0)", -22);
}

/* Every accuracy is honest: coarse enclosures contain fine ones. */
Test(planar_mixtures, coarse_enclosures_contain_fine_ones)
{
    static const char *const names[] = {"kl", "js", "tv", "hellinger2", "chi2"};
    scope *s = scope_open(120);
    for (size_t i = 0; i < 5; i++) {
        const char *p = pairs[i % 2].p, *q = pairs[i % 2].q;
        ball fine = enclosed(s, names[i], p, q, 28, METHOD_AUTO).value;
        for (slong goal = 3; goal < 30; goal += 9) {
            ball coarse = enclosed(s, names[i], p, q, goal, METHOD_AUTO).value;
            cr_assert(ball_contains(coarse, fine), "%s at 2^-%ld", names[i], (long)goal);
            cr_assert(ball_log2_error(coarse) < 3 - (double)goal, "%s at 2^-%ld is too wide", names[i],
                      (long)goal);
        }
    }
    scope_close(s);
}

/* ---- Mutually singular parts ---- */

/* D_f is the sum over the parts: with equal weights in P and Q, the mean of the parts' values. */
Test(planar_mixtures, parts_are_added_up)
{
    static const char *const parts[][2] = {
        {"normal2(0,0,1,1,0)", "normal2(1,0,1,1,1/4)"},
        {"segment(0,0,1,2)", "segment(0,0,3/2,3)"},
        {"product(point(1),normal(0,1))", "product(point(1),normal(1/2,1))"},
        {"product(point(0),finite(0: 1/2, 1: 1/2))", "product(point(0),finite(0: 1/3, 1: 2/3))"},
    };
    static const char *const names[] = {"kl", "js", "tv"};
    char p[400] = "", q[400] = "";
    for (int i = 0; i < 4; i++)
        snprintf(p + strlen(p), sizeof p - strlen(p), "%s1/4*%s", i ? " + " : "", parts[i][0]),
            snprintf(q + strlen(q), sizeof q - strlen(q), "%s1/4*%s", i ? " + " : "", parts[i][1]);
    scope *s = scope_open(100);
    for (int k = 0; k < 3; k++) {
        ball sum = ball_in(s, ball_int(0));
        for (int i = 0; i < 4; i++)
            sum = ball_add(
                sum, ball_scale2(enclosed(s, names[k], parts[i][0], parts[i][1], 45, METHOD_AUTO).value, -2));
        ball whole = enclosed(s, names[k], p, q, 45, METHOD_AUTO).value;
        cr_assert(ball_overlaps(whole, sum) && ball_log2_error(whole) < -35, "%s: %.12g, not %.12g", names[k],
                  ball_double(whole), ball_double(sum));
    }
    scope_close(s);
    expect_near("tv", "1/2*segment(0,0,1,1) + 1/2*segment(0,0,1,2)", "segment(-1,-1,1,1)", 0.5, 1e-14);
    expect_near("js", "1/2*segment(0,0,1,1) + 1/2*rectangle(0,1,0,1)",
                "1/2*segment(2,0,3,0) + 1/2*rectangle(0,1,0,1)", M_LN2 / 2, 1e-12);
    expect_infinite("kl", p, "normal2(0,0,1,1,0)", INFINITE_SUPPORT);
}

/* Length along the line is the reference measure of laws on lines: a segment's entropy is the log of its length. */
Test(planar_mixtures, entropies_of_parts)
{
    expect_near("entropy", "segment(0,0,3,4)", NULL, log(5), 1e-14);
    expect_near("entropy", "segment(0,4,0,1)", NULL, log(3), 1e-14);
    expect_near("entropy", "1/2*segment(0,0,3,4) + 1/2*segment(0,0,0,1)", NULL, M_LN2 + log(5) / 2, 1e-12);
    expect_near("entropy", "disk(3,1,2)", NULL, log(4 * M_PI), 1e-12);
    expect_near("cross-entropy", "disk(0,0,1)", "normal2(0,0,1,1,0)", log(2 * M_PI) + 0.25, 1e-12);
}

/* ---- Infinite values ---- */

Test(planar_mixtures, reasons_for_infinity)
{
    static const char normal[] = "normal2(0,0,1,1,0)",
                      wide[] = "1/2*normal2(0,0,2,2,0) + 1/2*normal2(1,0,1,1,0)";
    expect_infinite("chi2", wide, normal, INFINITE_TAIL);
    expect_infinite("neyman", normal, wide, INFINITE_TAIL);
    expect_infinite("renyi(3/2)", "1/2*normal2(0,0,2,1,0) + 1/2*normal2(1,0,1,1,0)", normal, INFINITE_TAIL);
    /* 2 B - A is singular at the boundary: sd sqrt 2 */
    expect_infinite("chi2", "1/2*normal2(0,0,sqrt(2),1,0) + 1/2*normal2(0,0,1,1,0)", normal, INFINITE_TAIL);
    expect_infinite("kl", normal, "rectangle(-9,9,-9,9)", INFINITE_SUPPORT);
    expect_infinite("kl", wide, "disk(0,0,9)", INFINITE_SUPPORT);
    expect_infinite("chi2", "rectangle(0,2,0,1)", "1/2*rectangle(0,1,0,1) + 1/2*rectangle(3/2,2,0,1)",
                    INFINITE_SUPPORT);
    expect_near("kl", "rectangle(0,2,0,1)", "1/2*rectangle(0,1,0,1) + 1/2*rectangle(1,2,0,1)", 0, 1e-14);
}

/* Spikes within a law whose own mass reaches much farther. */
Test(planar_mixtures, spikes_against_a_wide_law)
{
    static const char p[] = "1/2*normal2(0,0,1/20,1/20,0) + 1/2*normal2(1,0,1/20,1/20,0)",
                      q[] = "normal2(0,0,2,2,0)";
    scope *s = scope_open(120);
    /* The spikes do not meet: -log 2 - log(2 pi e/400) for each, less the mean of log q. */
    double expected = -log(2) - log(2 * M_PI * M_E / 400) + log(8 * M_PI) + (0.5 + 2 / 400.0) / 8;
    ball value = enclosed(s, "kl", p, q, 50, METHOD_AUTO).value;
    cr_expect(ball_log2_error(value) < -48 && fabs(ball_double(value) - expected) < 1e-12, "%.17g, not %.17g",
              ball_double(value), expected);
    scope_close(s);
}
