/*
 * Mean distances between random points of segments, rectangles, disks and normal laws: known constants, invariances, and the three
 * formulas (Euler's identity, radial potentials, directions) against each other.
 */
#include "planar_checks.h"

#include "divergences/planar_length.h"

/* E|X - Y| for X of P and Y of Q. */
static ball mean_distance(scope *s, const char *p_text, const char *q_text)
{
    law *p = parsed(p_text), *q = parsed(q_text);
    real_pool *pool = real_pool_open();
    shapes a = {.pool = pool}, b = {.pool = pool},
           both = {.pool = pool, .of = malloc(4096 * sizeof *both.of)};
    cr_assert(shapes_add(&a, p, 1) && shapes_add(&b, q, 1), "%s, %s", p_text, q_text);
    for (int i = 0; i < a.n; i++)
        for (int k = 0; k < b.n; k++)
            both.of[both.n++] = shape_difference(pool, &a.of[i], &b.of[k]);
    ball sum;
    cr_assert(mean_lengths(s, &both, 44, &sum), "%s, %s: no formula", p_text, q_text);
    cr_expect(ball_log2_error(sum) < -40, "%s, %s is off by 2^%g", p_text, q_text, ball_log2_error(sum));
    shapes_free(&both);
    shapes_free(&a);
    shapes_free(&b);
    real_pool_close(pool);
    law_free(p);
    law_free(q);
    return sum;
}

static void expect_distance(const char *p, const char *q, double value)
{
    scope *s = scope_open(130);
    double found = ball_double(mean_distance(s, p, q));
    cr_expect(fabs(found - value) <= 1e-12, "E|X-Y| of %s, %s: %.17g, not %.17g", p, q, found, value);
    scope_close(s);
}

static void expect_same(const char *p, const char *q, double factor, const char *p2, const char *q2)
{
    scope *s = scope_open(130);
    ball one = ball_mul(mean_distance(s, p, q), ball_exact_double(s, factor)), two = mean_distance(s, p2, q2);
    cr_expect(ball_overlaps(one, two), "E|X-Y| of %s, %s: %.17g; of %s, %s: %.17g", p, q, ball_double(one),
              p2, q2, ball_double(two));
    scope_close(s);
}

/* Classical mean distances (Mathai 1999, An introduction to geometrical probability; Burgstaller and Pillichshammer 2009 for disks). */
Test(planar_length, known_constants)
{
    const double root2 = sqrt(2), log_root2 = log(1 + root2);
    expect_distance("segment(0,0,1,0)", "segment(0,0,1,0)", 1. / 3);
    expect_distance("segment(0,0,1,0)", "product(point(0),point(0))", 1. / 2);
    expect_distance("rectangle(0,1,0,1)", "rectangle(0,1,0,1)", (2 + root2 + 5 * log_root2) / 15);
    expect_distance("rectangle(0,1,0,1)", "product(point(0),point(0))", (root2 + log_root2) / 3);
    expect_distance("segment(0,0,1,0)", "segment(0,0,0,1)", (root2 + log_root2) / 3);
    expect_distance("segment(0,0,1,0)", "segment(0,1,1,1)", (2 - root2) / 3 + log_root2);
    expect_distance("disk(0,0,1)", "disk(0,0,1)", 128 / (45 * M_PI));
    expect_distance("disk(0,0,1)", "product(point(0),point(0))", 2. / 3);
    expect_distance("disk(0,0,1)", "product(point(0),point(1))", 32 / (9 * M_PI));
    expect_distance("normal2(0,0,1,1,0)", "product(point(0),point(0))", sqrt(M_PI / 2));
    /* the circle of radius 1 around a disk's centre: y V has the flux E D over the unit disk, to which radius t adds the rest */
    expect_distance("disk(0,0,2)", "disk(0,0,2)", 256 / (45 * M_PI));
}

/* The last one takes the slow route. */
static const char *const laws[] = {"rectangle(0,1,0,1)",
                                   "rectangle(0,2,1,3)",
                                   "disk(0,0,1)",
                                   "disk(1,1,2)",
                                   "segment(0,0,1,0)",
                                   "segment(-1,0,2,1)",
                                   "product(point(1),point(0))",
                                   "normal2(0,0,1,1,0)",
                                   "normal2(1,0,1/2,2,0)"};
/* Turned by a right angle, moved by (3, -1) and then twice as large. */
static const char *const moved[] = {"rectangle(4,6,-2,0)",
                                    "rectangle(0,4,-2,2)",
                                    "disk(6,-2,2)",
                                    "disk(4,0,4)",
                                    "segment(6,-2,6,0)",
                                    "segment(6,-4,4,2)",
                                    "product(point(6),point(0))",
                                    "normal2(6,-2,2,2,0)",
                                    "normal2(6,0,4,1,0)"};
enum { LAWS = sizeof laws / sizeof *laws };

Test(planar_length, symmetric_and_invariant)
{
    for (size_t i = 0; i < LAWS; i++)
        for (size_t k = i; k < LAWS && (k < LAWS - 1 || i == 6); k++)
            expect_same(laws[i], laws[k], 2, moved[k], moved[i]);
}

/* A law in parts. The cut of the rectangle crosses the rims of disks elsewhere; a disk's concentric parts are a disk and a ring. */
Test(planar_length, parts_sum_to_the_whole)
{
    for (size_t i = 0; i + 1 < LAWS; i++) {
        expect_same("rectangle(0,1,0,1)", laws[i], 1,
                    "1/3*rectangle(0,1/3,0,1) + 2/9*rectangle(1/3,1,0,1/3) + 4/9*rectangle(1/3,1,1/3,1)",
                    laws[i]);
        expect_same("segment(0,0,1,3)", laws[i], 1, "1/4*segment(0,0,1/4,3/4) + 3/4*segment(1,3,1/4,3/4)",
                    laws[i]);
    }
}

/* A thin rectangle is near its middle line, and a thin normal law near a point: |E|X-Y| - E|X-Y'|| <= E|Y-Y'|. */
Test(planar_length, thin_laws)
{
    scope *s = scope_open(200);
    for (size_t i = 0; i + 1 < LAWS; i++) {
        double line = ball_double(mean_distance(s, laws[i], "segment(0,0,1,0)")),
               strip = ball_double(mean_distance(s, laws[i], "rectangle(0,1,-1e-7,1e-7)"));
        cr_expect(fabs(line - strip) <= 1e-7, "%s: %.17g near %.17g", laws[i], strip, line);
        double point = ball_double(mean_distance(s, laws[i], "product(point(1),point(1))")),
               dot = ball_double(mean_distance(s, laws[i], "disk(1,1,1e-7)"));
        cr_expect(fabs(point - dot) <= 1e-7, "%s: %.17g near %.17g", laws[i], dot, point);
    }
    scope_close(s);
}

/* The integral over places and directions, from which radial laws do not differ, against the radial potentials. */
Test(planar_length, radial_and_directional_routes_agree)
{
    static const char *const pairs[][2] = {
        {"normal2(1,0,1,1,0)", "rectangle(0,1,0,3)"},
        {"normal2(1/2,1/3,1/2,1/2,0)", "segment(-1,0,2,1)"},
        {"normal2(1,0,1,1,0)", "disk(0,1,2)"},
    };
    scope *s = scope_open(110);
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < 3; i++) {
        law *p = parsed(pairs[i][0]), *q = parsed(pairs[i][1]);
        shapes a = {.pool = pool};
        cr_assert(shapes_add(&a, p, 1) && shapes_add(&a, q, 1));
        shape d = shape_difference(pool, &a.of[0], &a.of[1]);
        ball radial = radial_length(s, &d, 40), directional = smooth_lengths(s, &(shapes){pool, 1, &d}, 40);
        cr_expect(ball_overlaps(radial, directional) && ball_radius(radial) < 1e-11
                      && ball_radius(directional) < 1e-11,
                  "%s, %s: %.17g +- %g, by directions %.17g +- %g", pairs[i][0], pairs[i][1],
                  ball_double(radial), ball_radius(radial), ball_double(directional),
                  ball_radius(directional));
        shapes_free(&a);
        law_free(p);
        law_free(q);
    }
    real_pool_close(pool);
    scope_close(s);
}

/* Turned by 45 degrees, covariances and segments alike. */
Test(planar_length, turned_normal_laws)
{
    expect_same("normal2(1,0,sqrt(3/2),sqrt(1/2),0)", "segment(0,0,1,2)", 1,
                "normal2(sqrt(1/2),sqrt(1/2),1,1,1/2)", "segment(0,0,-sqrt(1/2),3*sqrt(1/2))");
    expect_same("normal2(1,0,sqrt(3/2),sqrt(1/2),0)", "disk(0,1,1)", 1,
                "normal2(sqrt(1/2),sqrt(1/2),1,1,1/2)", "disk(-sqrt(1/2),sqrt(1/2),1)");
}

/* A disk as many points of equal weight in rings of equal area; the mean radius of each leaves an error of the order n^-2. */
Test(planar_length, disks_by_points)
{
    enum { RINGS = 200, ANGLES = 199 };
    static const double centre[][3] = {{0, 0, 1}, {2, 1, 1}, {3, 0, 2}, {1, 0, 1. / 2}};
    static const char *const text[] = {"disk(0,0,1)", "disk(2,1,1)", "disk(3,0,2)", "disk(1,0,1/2)"};
    scope *s = scope_open(130);
    for (size_t i = 0; i < 4; i++) {
        double sum = 0;
        for (int r = 0; r < RINGS; r++)
            for (int a = 0; a < ANGLES; a++) {
                double from = sqrt((double)r / RINGS), to = sqrt((r + 1.) / RINGS);
                double radius = (from + to) / 2 * centre[i][2], angle = 2 * M_PI * (a + 0.5) / ANGLES;
                sum += hypot(centre[i][0] + radius * cos(angle) - 1,
                             centre[i][1] + radius * sin(angle) - 1 / 3.);
            }
        double found = ball_double(mean_distance(s, text[i], "product(point(1),point(1/3))"));
        cr_expect(fabs(found - sum / (RINGS * ANGLES)) < 1e-4, "%s: %.12g, by points %.12g", text[i], found,
                  sum / (RINGS * ANGLES));
    }
    scope_close(s);
}

/* Beyond the formulas: parts of a law on lines that are normal along them. */
Test(planar_length, no_formula_for_normal_laws_on_lines)
{
    law *p = parsed("product(point(0),normal(0,1))");
    real_pool *pool = real_pool_open();
    shapes a = {.pool = pool};
    scope *s = scope_open(80);
    ball sum;
    cr_assert(shapes_add(&a, p, 1));
    cr_expect(!mean_lengths(s, &a, 40, &sum));
    scope_close(s);
    shapes_free(&a);
    real_pool_close(pool);
    law_free(p);
}
