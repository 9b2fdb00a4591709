/*
 * The families of laws on the plane and their mixtures: doubles against balls, samplers against moments and densities,
 * the shorthands against what they stand for.
 */
#include "planar_checks.h"

#include <stdio.h>
#include <string.h>

static const char *const mixtures[] = {
    "0.3*normal2(1, 0, 1, 1, 1/2) + 0.7*product(normal(0, 1), uniform(0, 1))",
    "1/2*ring(3, 2, 1/2) + 1/4*disk(0, 0, 1) + 1/4*rectangle(-1, 1, -1, 1)",
    "1/2*segment(0, 0, 1, 1) + 1/2*grid(2, 1, 1/4)",
};

static void on(const char *text, random_stream *r, void (*check)(const law *l, random_stream *r))
{
    law *l = parsed(text);
    check(l, r);
    law_free(l);
}

static void for_each_planar_law(unsigned seed, void (*check)(const law *l, random_stream *r))
{
    random_stream *r = random_open(seed, 0);
    char text[300];
    int runs = 0;
    for (size_t i = 0; i < family_count; i++)
        for (const char *const *example = families[i]->examples; example && *example; example++)
            if (families[i]->kind == FAMILY_PLANAR) {
                snprintf(text, sizeof text, "%s(%s)", families[i]->name, *example);
                on(text, r, check);
                runs++;
            }
    for (size_t i = 0; i < sizeof mixtures / sizeof *mixtures; i++)
        on(mixtures[i], r, check);
    random_close(r);
    cr_assert(runs >= 20, "only %d examples", runs);
}

static bool has_density(const law *l)
{
    for (int i = 0; i < l->n; i++)
        if (component_dimension2(&l->c[i]) == 2)
            return true;
    return false;
}

static ball around(scope *s, double x)
{
    return ball_widen(ball_exact_double(s, x), ball_exact_double(s, 1e-15 * fabs(x)));
}

/*
 * The certified density around a point, as rounding a centre moves it: components without a value there (outside, on an
 * edge) count as 0.
 */
static ball density_at(scope *s, const law *l, const double xy[2])
{
    ball sum = ball_in(s, ball_int(0)), x = around(s, xy[0]), y = around(s, xy[1]);
    for (int i = 0; i < l->n; i++)
        if (component_dimension2(&l->c[i]) == 2) {
            ball one = ball_exp(l->c[i].family->planar->log_density(s, &l->c[i], x, y));
            if (ball_is_finite(one))
                sum = ball_add(sum, ball_mul(one, real_ball(s, l->c[i].weight)));
        }
    return sum;
}

static void check_density(const law *l, random_stream *r)
{
    int tested = 0;
    for (int trial = 0; trial < 50; trial++) {
        double xy[2], out;
        law_draw2(l, r, xy);
        law_log_density2_double(l, 1, xy, &out);
        scope *s = scope_open(120);
        ball density = density_at(s, l, xy);
        if (ball_positive(density) == HOLDS && out > -INFINITY) {
            ball allowed = ball_widen(ball_log(density), ball_exact_double(s, 1e-12 * (10 + fabs(out))));
            cr_assert(ball_contains(allowed, ball_exact_double(s, out)), "%s at %g, %g: %.17g", l->text,
                      xy[0], xy[1], out);
            tested++;
        } else {
            cr_assert(!has_density(l) || l->n > 1, "%s has no density at %g, %g", l->text, xy[0], xy[1]);
            cr_assert(out == -INFINITY, "%s has a density at %g, %g", l->text, xy[0], xy[1]);
        }
        scope_close(s);
    }
    cr_assert(!has_density(l) || tested >= 10, "%s: only %d points with a density", l->text, tested);
}

Test(planar_families, double_densities_lie_in_their_balls) { for_each_planar_law(20, check_density); }

static void check_moments(const law *l, random_stream *r)
{
    enum { N = 20000 };
    scope *s = scope_open(80);
    moments2 m = law_moments2(s, l);
    double mean[2] = {ball_double(m.mean[0]), ball_double(m.mean[1])}, sum[5] = {0};
    double xx = ball_double(m.xx), xy = ball_double(m.xy), yy = ball_double(m.yy);
    for (int i = 0; i < N; i++) {
        double p[2];
        law_draw2(l, r, p);
        double x = p[0] - mean[0], y = p[1] - mean[1];
        sum[0] += x, sum[1] += y, sum[2] += x * x, sum[3] += x * y, sum[4] += y * y;
    }
    double wide = 6 / sqrt(N), moment[] = {0, 0, xx, xy, yy}; /* six deviations: a chance of 2e-9 for each */
    double size[] = {sqrt(xx), sqrt(yy), 3 * xx, 3 * sqrt(xx * yy), 3 * yy};
    for (int i = 0; i < 5; i++)
        cr_assert(fabs(sum[i] / N - moment[i]) <= wide * size[i] + 1e-12, "%s: moment %d is %g, not %g",
                  l->text, i, sum[i] / N, moment[i]);
    scope_close(s);
}

Test(planar_families, draws_have_the_moments) { for_each_planar_law(21, check_moments); }

/* E 1/p over draws is the area of the support, for bounded densities that are constant there. */
Test(planar_families, uniform_laws_fill_their_sets)
{
    static const struct {
        const char *text;
        double area;
    } sets[] = {{"disk(1, -2, 3)", 9 * M_PI}, {"rectangle(-1, 2, 0, 1/2)", 1.5}};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        law *l = parsed(sets[i].text);
        random_stream *r = random_open(22, i);
        for (int k = 0; k < 1000; k++) {
            double xy[2], out;
            law_draw2(l, r, xy);
            law_log_density2_double(l, 1, xy, &out);
            cr_assert(fabs(exp(-out) - sets[i].area) < 1e-12, "%s: area %.17g", sets[i].text, exp(-out));
        }
        random_close(r);
        law_free(l);
    }
}

/* ---- Shorthands ---- */

/* The centres are equally spaced on the circle, the first on the x axis; symmetric ones are exactly so. */
Test(planar_families, ring_is_a_regular_polygon)
{
    for (int n = 1; n <= 24; n++) {
        char text[64];
        snprintf(text, sizeof text, "ring(%d, 3, 1/10)", n);
        law *l = parsed(text);
        scope *s = scope_open(100);
        cr_assert_eq(l->n, n, "%s has %d components", text, l->n);
        for (int k = 0; k < n; k++) {
            const component *c = &l->c[k];
            double angle = 2 * M_PI * k / n;
            cr_assert(fabs(c->par_double[0] - 3 * cos(angle)) < 1e-14
                          && fabs(c->par_double[1] - 3 * sin(angle)) < 1e-14,
                      "%s: centre %d at %.17g, %.17g", text, k, c->par_double[0], c->par_double[1]);
            ball square = ball_add(ball_sqr(real_ball(s, c->par[0])), ball_sqr(real_ball(s, c->par[1])));
            cr_assert(ball_contains(square, ball_int(9)) && ball_log2_error(square) < -90, "%s: radius",
                      text);
            if (4 * k % n == 0)
                cr_assert(real_is_zero(c->par[(4 * k / n + 1) % 2]), "%s: centre %d is not on an axis", text,
                          k);
        }
        scope_close(s);
        law_free(l);
    }
}

Test(planar_families, shorthands_are_their_mixtures)
{
    expect_near("js", "rectangle(0,1,0,2)", "product(uniform(0,1),uniform(0,2))", 0, 0);
    law *l = parsed("1/3*grid(3, 2, 1/4) + 2/3*normal2(0, 0, 1, 1, 0)");
    double x = 0, y = 0;
    for (int i = 0; i < 9; i++)
        x += fabs(l->c[i].par_double[0]), y += fabs(l->c[i].par_double[1]);
    cr_assert(l->n == 10 && x == 12 && y == 12 && fabs(l->c[0].weight_double - 1. / 27) < 1e-17,
              "grid(3, 2, 1/4)");
    law_free(l);
}

Test(planar_families, impossible_parameters_are_refused)
{
    const char *const bad[] = {"normal2(0,0,1,1,1)",
                               "normal2(0,0,0,1,0)",
                               "normal2(0,0,1,1,-3/2)",
                               "segment(1,2,1,2)",
                               "segment(1,2,3)",
                               "product(normal(0,1))",
                               "product(normal2(0,0,1,1,0), normal(0,1))",
                               "0.5*normal(0,1) + 0.5*segment(0,0,1,1)",
                               "rectangle(0,0,1,2)",
                               "rectangle(0,1,2,1)",
                               "disk(0,0,0)",
                               "ring(0,1,1)",
                               "ring(2.5,1,1)",
                               "ring(3,-1,1)",
                               "grid(33,1,1)",
                               "grid(pi,1,1)",
                               "grid(2,1,0)"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        error e = {0};
        law *l = law_parse(bad[i], NULL, &e);
        cr_assert(!l && e.message[0], "%s was accepted", bad[i]);
    }
}
