/*
 * The exact quantities of a game on the line against closed forms and routes of their own, and the monitor's estimates against
 * laws for which they are known.
 */
#include "divergences/numerical.h"
#include "gan/cloud_distance.h"
#include "gan/coverage.h"
#include "gan/line_game.h"
#include "gan/smoothed.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

/* ---- The line ---- */

typedef struct generator_case {
    const char *name;
    double (*of)(double z);
    const char *law; /* of G(Z), as a specification; NULL if it has none */
} generator_case;

static double affine(double z) { return 2 * z + 1; }
static double falling(double z) { return 1 - 0.5 * z; }
static double exponential_of(double z) { return exp(z / 2); }
static double folded(double z) { return fabs(z); }
static double narrow(double z) { return 1.5 + 1e-4 * z; }

static const generator_case generators[] = {
    {"2z + 1", affine, "normal(1,2)"},
    {"1 - z/2", falling, "normal(1,1/2)"},
    {"e^(z/2)", exponential_of, "lognormal(0,1/2)"},
    {"|z|", folded, "halfnormal(1)"},
    {"nearly constant", narrow, "normal(1.5,1e-4)"},
};
enum { GENERATORS = sizeof generators / sizeof *generators };
static const char *const data_laws[] = {"normal(0,1)", "0.4*normal(-2,0.5) + 0.6*normal(2,0.7)",
                                        "uniform(-1,3)"};
enum { DATA_LAWS = sizeof data_laws / sizeof *data_laws };

static double of_laws(const char *name, const law *p, const law *q)
{
    real_pool *pool = real_pool_open();
    divergence d;
    double value = NAN, off;
    infinity_reason why;
    cr_assert(divergence_parse(name, pool, &d, NULL));
    cr_assert(numerical_divergence(&d, p, q, &value, &off, &why), "%s", name);
    real_pool_close(pool);
    return value;
}

static line_data data;
static double made[LINE_NODES], on_data[LINE_NODES], on_made[LINE_NODES];

/* Some D, neither optimal nor constant. */
static double logit(double x) { return 0.7 - 0.3 * x + 0.1 * x * x; }

/* The law stays in `data`. */
static line_game play(const char *law_text, double (*generator)(double))
{
    static law *p;
    law_free(p);
    p = law_parse(law_text, NULL, NULL);
    line_game g;
    line_data_make(&data, p);
    for (size_t i = 0; i < LINE_NODES; i++) {
        made[i] = generator(line_node(i));
        on_data[i] = logit(data.x[i]);
        on_made[i] = logit(made[i]);
    }
    line_game_find(&data, made, on_data, on_made, &g);
    return g;
}

/*
 * Where the integrand of JS jumps, an end of the uniform law or a fold of G, the trapezium rule is off by up to the weight of a node,
 * h phi(0) = 0.0025, times half the jump, which is at most log 2; elsewhere the quantile function, steep in the gap between two modes,
 * costs 1e-4. Slopes by central differences cost 1e-5.
 */
static const double at_jumps = 9e-4;

Test(gan_monitor, js_and_transport_are_those_of_the_laws)
{
    for (int i = 0; i < DATA_LAWS; i++)
        for (int k = 0; k < GENERATORS; k++) {
            law *p = law_parse(data_laws[i], NULL, NULL), *q = law_parse(generators[k].law, NULL, NULL);
            line_game g = play(data_laws[i], generators[k].of);
            const char *name = generators[k].name;
            cr_expect_float_eq(g.js, of_laws("js", p, q), at_jumps, "%s, %s: JS %.9g", data_laws[i], name,
                               g.js);
            cr_expect_float_eq(g.w1, of_laws("w1", p, q), 1e-4, "%s, %s: W1 %.9g", data_laws[i], name, g.w1);
            cr_expect_float_eq(g.w2, of_laws("w2", p, q), 1e-4, "%s, %s: W2 %.9g", data_laws[i], name, g.w2);
            cr_expect_float_eq(g.best, 2 * g.js - log(4), 1e-15, "%s", name);
            law_free(p);
            law_free(q);
        }
}

Test(gan_monitor, suboptimality_is_what_the_discriminator_lacks)
{
    for (int i = 0; i < DATA_LAWS; i++)
        for (int k = 0; k < GENERATORS; k++) {
            line_game g = play(data_laws[i], generators[k].of);
            cr_expect(g.suboptimality > 0, "%s, %s: %g", data_laws[i], generators[k].name, g.suboptimality);
            cr_expect_float_eq(g.suboptimality, g.best - g.value, 2 * at_jumps,
                               "%s, %s: %.9g, as a difference %.9g", data_laws[i], generators[k].name,
                               g.suboptimality, g.best - g.value);
            cr_expect_eq(g.branches, generators[k].of == folded ? 2u : 1u, "%s", generators[k].name);
        }
}

/* N(0,1) against N(1,2): the logit of D* is log 2 - x^2/2 + (x-1)^2/8. */
Test(gan_monitor, the_optimal_discriminator_lacks_nothing)
{
    line_game g = play("normal(0,1)", affine);
    for (size_t i = 0; i < LINE_NODES; i++) {
        on_data[i] = log(2) - data.x[i] * data.x[i] / 2 + pow(data.x[i] - 1, 2) / 8;
        on_made[i] = log(2) - made[i] * made[i] / 2 + pow(made[i] - 1, 2) / 8;
    }
    line_game_find(&data, made, on_data, on_made, &g);
    /* In the worst case quadratic in the relative error of the slope, 1e-10 for an affine G. */
    cr_expect_lt(g.suboptimality, 1e-12, "%g", g.suboptimality);
    cr_expect_float_eq(g.value, g.best, 1e-8, "%.12g %.12g", g.value, g.best);
    pushforward push;
    pushforward_make(&push, made);
    line_point at = line_game_at(&data, &push, 0.3);
    cr_expect_float_eq(at.p, 0.38138781546052414, 1e-12);
    cr_expect_float_eq(at.q, exp(-pow(0.7 / 2, 2) / 2) / sqrt(8 * M_PI), 1e-9, "%.12g", at.q);
    cr_expect_float_eq(at.best, at.p / (at.p + at.q), 1e-12);
}

static double constant(double z) { return 0 * z + 0.5; }
static double half_dead(double z) { return z > 0 ? z : 0; }

Test(gan_monitor, atoms_of_the_generator_are_seen)
{
    line_game g = play("normal(0,1)", constant);
    cr_expect_float_eq(g.js, log(2), 1e-12, "mutually singular: %.12g", g.js);
    cr_expect_float_eq(g.w1, 0.8955931, 1e-4, "E|X - 1/2| = %.9g",
                       g.w1); /* 2 phi(1/2) + (2 Phi(1/2) - 1)/2 */
    g = play("normal(0,1)", half_dead);
    /* Half of p_g an atom at 0; where x > 0 both have the density phi; where x < 0 p only: 2 JS = 1/2 log 2 + 1/2 log 2. */
    cr_expect_float_eq(g.js, log(2) / 2, at_jumps, "%.9g", g.js);
}

/* ---- Clouds ---- */

enum { POINTS = 2000 };
static double first[2 * POINTS], second[2 * POINTS];

static target *drawn(const char *text, uint64_t stream, double *out)
{
    error e = {.message = ""};
    target *t = target_of_law(text, false, &e);
    cr_assert(t, "%s: %s", text, e.message);
    random_stream *r = random_open(1, stream);
    target_draw(t, r, POINTS, out);
    random_close(r);
    return t;
}

Test(gan_monitor, distances_of_clouds)
{
    target *t = drawn("normal(0,1)", 1, first), *u = drawn("normal(1,1)", 2, second);
    cloud_distance line = cloud_distance_of(1, POINTS, first, second, true);
    /* Means of 2000 draws are off by 5 standard errors, 0.16, with probability 1e-6. */
    cr_expect_float_eq(line.w1, 1, 0.16, "%g", line.w1);
    cr_expect_float_eq(line.w2, 1, 0.16, "%g", line.w2);
    double in_plane[2][2 * 50], on_line[2][50];
    for (int i = 0; i < 50; i++)
        for (int k = 0; k < 2; k++) {
            on_line[k][i] = (k ? second : first)[i];
            in_plane[k][2 * i] = 0.6 * on_line[k][i];
            in_plane[k][2 * i + 1] = 0.8 * on_line[k][i];
        }
    /* The same points on an inclined line of the plane: other routes, the same distances, but for rounding of costs. */
    cloud_distance a = cloud_distance_of(1, 50, on_line[0], on_line[1], true),
                   b = cloud_distance_of(2, 50, in_plane[0], in_plane[1], true);
    cr_expect_float_eq(a.energy, b.energy, 1e-7, "%.12g %.12g", a.energy, b.energy);
    cr_expect_float_eq(a.w1, b.w1, 1e-10, "%.12g %.12g", a.w1, b.w1);
    cr_expect_float_eq(a.w2, b.w2, 1e-10, "%.12g %.12g", a.w2, b.w2);
    target_free(t);
    target_free(u);
}

Test(gan_monitor, coverage_counts_modes)
{
    target *ring = drawn("ring(8,2,0.1)", 1, first);
    coverage all = coverage_of(ring, POINTS, first);
    cr_expect_eq(all.hit, 8u);
    /* 1 - e^(-9/2) = 0.98889, sd 0.0023 over 2000 draws */
    cr_expect_float_eq(all.quality, 1 - exp(-4.5), 0.0125, "%g", all.quality);
    target *one = drawn("normal2(2,0,0.1,0.1,0)", 2, first);
    coverage dropped = coverage_of(ring, POINTS, first);
    cr_expect_eq(dropped.hit, 1u);
    cr_expect_gt(dropped.quality, 0.97);
    target *off = drawn("normal2(0,0,0.1,0.1,0)", 3, first);
    coverage none = coverage_of(ring, POINTS, first);
    cr_expect_eq(none.hit, 0u);
    cr_expect_eq(none.quality, 0.0);
    target *line = drawn("0.1*normal(-9,1) + 0.9*normal(9,1)", 4, first);
    cr_expect_eq(coverage_of(line, POINTS, first).hit, 2u);
    target_free(ring);
    target_free(one);
    target_free(off);
    target_free(line);
}

/* Smoothing by a normal kernel of sd b makes N(m, s) into N(m, sqrt(s^2 + b^2)): the JS of these is known. */
Test(gan_monitor, smoothed_js_is_that_of_the_smoothed_laws)
{
    target *t = drawn("normal(0,1)", 1, first), *u = drawn("normal(2,1)", 2, second);
    law *p = law_parse("normal(0,sqrt(5/4))", NULL, NULL), *q = law_parse("normal(2,sqrt(5/4))", NULL, NULL);
    double js = smoothed_js(1, POINTS, first, second, 0.5), truth = of_laws("js", p, q);
    /* JS is smooth in the densities, whose means over 2000 draws are off by a few per cent. */
    cr_expect_float_eq(js, truth, 0.03, "%g not %g", js, truth);
    cr_expect_eq(smoothed_js(1, POINTS, first, first, 0), 0.0);
    target_free(t);
    target_free(u);
    t = drawn("normal2(0,0,1,1,0)", 1, first), u = drawn("normal2(2,0,1,1,0)", 2, second);
    js = smoothed_js(2, POINTS, first, second, 0.5);
    cr_expect_float_eq(js, truth, 0.04, "%g not %g", js, truth);
    law_free(p);
    law_free(q);
    target_free(t);
    target_free(u);
}

/* ---- Targets ---- */

Test(gan_target, points_can_be_standardised)
{
    char text[600];
    error e = {.message = ""};
    snprintf(text, sizeof text, "samples(\"%s/data/faithful.csv\")", getenv("GANPROOF_SOURCE"));
    target *t = target_of_law(text, true, &e);
    cr_assert(t, "%s", e.message);
    cr_expect_eq(t->n, 272u);
    for (int k = 0; k < 2; k++) {
        double mean = 0, square = 0;
        for (size_t i = 0; i < t->n; i++) {
            mean += t->point[2 * i + k] / 272;
            square += pow(t->point[2 * i + k], 2) / 272;
        }
        cr_expect_float_eq(mean, 0, 1e-13, "%g", mean);
        cr_expect_float_eq(square, 1, 1e-13, "%g", square);
    }
    cr_expect(!target_has_density(t));
    cr_expect_null(target_of_law("normal(0,1)", true, &e));
    target_free(t);
}

Test(gan_target, images_and_blobs)
{
    error e = {.message = ""};
    target *t = target_of_images("label,pixels\n3,08gc\n", &e);
    cr_assert(t, "%s", e.message);
    double pixels[4];
    random_stream *r = random_open(1, 1);
    target_draw(t, r, 1, pixels);
    cr_expect_eq(pixels[0], -1.0);
    cr_expect_eq(pixels[1], 0.0);
    cr_expect_eq(pixels[2], 1.0);
    cr_expect_eq(pixels[3], 0.5);
    cr_expect_null(target_of_images("label,pixels\n3,08gh\n", &e));
    cr_expect_str_eq(e.message, "line 2, pixel 4: 'h' is none of 0 to 9 and a to g");
    cr_expect_null(target_of_images("label,pixels\n3,08g\n", &e));
    cr_expect_null(target_of_images("label,pixels\n", &e));
    cr_expect_null(target_of_images("", &e));
    target *b = target_of_blobs();
    double image[BLOB_SIDE * BLOB_SIDE];
    target_draw(b, r, 1, image);
    double most = -1;
    for (int i = 0; i < b->dim; i++)
        most = fmax(most, image[i]);
    cr_expect(most > 0.7 && most <= 1, "%g",
              most); /* a centre is at most 1/sqrt(2) from a pixel: 2 e^(-1/9) - 1 = 0.79 */
    random_close(r);
    target_free(t);
    target_free(b);
}
