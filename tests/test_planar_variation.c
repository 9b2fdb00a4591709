/*
 * Total variation on the plane along the curve p = q: values under rotation, for laws that share parts, along straight and
 * crossing curves, on cells whose edges the curve touches, and against sums over a lattice.
 */
#include "planar_checks.h"

#include <string.h>

static const char three[] = "1/3*normal2(0,0,1,1,0) + 1/2*normal2(2,0,1,1,1/2) + 1/6*normal2(0,2,1,1/2,0)";
static const char two[] = "1/2*normal2(1,1,1,1,0) + 1/2*normal2(-1,0,1,2,1/3)";

/* ---- Values ---- */

/* Integrates over the plane whatever the factors of the laws are. */
static ball over_the_plane(scope *s, const char *p, const char *q, slong goal)
{
    law *a = parsed(p), *b = parsed(q);
    divergence tv = {divergence_by_name("tv"), NULL};
    enclosure out;
    cr_assert(tv.row->certified(s, &tv, a, b, goal, &out), "%s and %s", p, q);
    law_free(a);
    law_free(b);
    return out.value;
}

static void expect_agree(ball a, ball b, double accuracy, const char *what)
{
    cr_expect(ball_overlaps(a, b), "%s: %.17g and %.17g", what, ball_double(a), ball_double(b));
    cr_expect(ball_log2_error(a) < accuracy && ball_log2_error(b) < accuracy, "%s: errors 2^%g, 2^%g", what,
              ball_log2_error(a), ball_log2_error(b));
}

/* A normal component with whole means and covariances, turned by the angle with cosine 3/5 and sine 4/5. */
typedef struct component2 {
    int weight, x, y, xx, xy, yy;
} component2;

static void write_law(char *out, size_t room, const component2 *c, int n, bool turned)
{
    int total = 0;
    for (int i = 0; i < n; i++)
        total += c[i].weight;
    for (int i = 0; i < n; i++) {
        component2 k = c[i];
        int x = 5 * k.x, y = 5 * k.y, xx = 25 * k.xx, xy = 25 * k.xy, yy = 25 * k.yy;
        if (turned) {
            x = 3 * k.x - 4 * k.y, y = 4 * k.x + 3 * k.y;
            xx = 9 * k.xx - 24 * k.xy + 16 * k.yy, yy = 16 * k.xx + 24 * k.xy + 9 * k.yy;
            xy = 12 * k.xx - 7 * k.xy - 12 * k.yy;
        }
        size_t used = i ? strlen(out) : 0;
        snprintf(out + used, room - used,
                 "%s%d/%d*normal2(%d/5, %d/5, sqrt(%d/25), sqrt(%d/25), %d/sqrt(%d*%d))", i ? " + " : "",
                 k.weight, total, x, y, xx, yy, xy, xx, yy);
    }
}

static const struct turnable {
    int n[2];
    component2 of[2][5];
} turnables[] = {
    {{3, 1}, {{{1, 0, 0, 1, 0, 1}, {1, 2, 0, 1, 0, 2}, {2, 0, 2, 2, 1, 1}}, {{1, 1, 1, 2, 0, 2}}}},
    {{3, 2},
     {{{1, -1, 0, 1, 0, 1}, {1, 1, 0, 1, 0, 1}, {1, 0, 2, 1, 0, 1}},
      {{2, 0, 0, 3, 1, 2}, {1, 0, 3, 1, 0, 1}}}},
    {{2, 2}, {{{1, 0, 0, 1, 0, 1}, {1, 3, 3, 1, 0, 1}}, {{1, 3, 0, 1, 0, 1}, {1, 0, 3, 1, 0, 1}}}},
    {{1, 5},
     {{{1, 0, 0, 4, 0, 4}},
      {{1, 0, 0, 1, 0, 1},
       {1, 3, 0, 1, 0, 1},
       {1, 0, 3, 1, 0, 1},
       {1, -3, 0, 1, 0, 1},
       {1, 0, -3, 1, 0, 1}}}},
};

/* For the third pair p - q = (a(x) - b(x)) (a(y) - b(y))/2, so that the curve is two lines that cross, and TV = TV(a, b)^2. */
Test(planar_variation, a_rotation_changes_nothing)
{
    for (size_t i = 0; i < sizeof turnables / sizeof *turnables; i++) {
        char straight[2][1000], turned[2][1000], what[32];
        scope *s = scope_open(100);
        for (int k = 0; k < 2; k++) {
            write_law(straight[k], sizeof straight[k], turnables[i].of[k], turnables[i].n[k], false);
            write_law(turned[k], sizeof turned[k], turnables[i].of[k], turnables[i].n[k], true);
        }
        snprintf(what, sizeof what, "pair %zu", i);
        expect_agree(over_the_plane(s, straight[0], straight[1], 30),
                     over_the_plane(s, turned[0], turned[1], 30), -28, what);
        if (i == 2)
            expect_agree(over_the_plane(s, turned[0], turned[1], 50),
                         ball_sqr(value_of(s, "tv", "normal(0,1)", "normal(3,1)")), -48, "two lines");
        scope_close(s);
    }
}

/* What two products share does not count: there is the same value on the line, where it has a closed form or a route of its own. */
Test(planar_variation, products_have_the_value_of_what_differs)
{
    static const char *const cases[][4] = {
        {"product(normal(0,1), laplace(1,2))", "product(normal(1,2), laplace(1,2))", "normal(0,1)",
         "normal(1,2)"},
        {"product(laplace(1,2), normal(0,1))", "product(laplace(1,2), normal(1,2))", "normal(0,1)",
         "normal(1,2)"},
        {"grid(2,2,1)", "product(1/2*normal(-1,1) + 1/2*normal(1,1), 1/2*normal(0,1) + 1/2*normal(2,1))",
         "1/2*normal(-1,1) + 1/2*normal(1,1)", "1/2*normal(0,1) + 1/2*normal(2,1)"},
        {"product(exponential(1), uniform(0,1))", "product(exponential(2), uniform(0,1))", "exponential(1)",
         "exponential(2)"},
        {"product(uniform(0,2), exponential(1))",
         "product(uniform(0,2), 1/2*exponential(2) + 1/2*exponential(1/2))", "exponential(1)",
         "1/2*exponential(2) + 1/2*exponential(1/2)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scope *s = scope_open(100);
        expect_agree(over_the_plane(s, cases[i][0], cases[i][1], 50),
                     value_of(s, "tv", cases[i][2], cases[i][3]), -48, cases[i][0]);
        scope_close(s);
    }
}

/* With weight w on a law that both share, TV is 1 - w times that of the rest; also if the shared weights differ. */
Test(planar_variation, what_both_laws_share_does_not_count)
{
    scope *s = scope_open(100);
    static const char *const shared[] = {"product(laplace(0,1),laplace(0,1))", "normal2(1,0,1,2,1/2)"};
    ball rest = value_of(s, "tv", "normal2(0,0,1,1,0)", "normal2(1,0,1,1,0)");
    for (int i = 0; i < 2; i++) {
        char p[200], q[200];
        snprintf(p, sizeof p, "3/4*%s + 1/4*normal2(0,0,1,1,0)", shared[i]);
        snprintf(q, sizeof q, "3/4*%s + 1/4*normal2(1,0,1,1,0)", shared[i]);
        expect_agree(over_the_plane(s, p, q, 50), ball_scale2(rest, -2), -48, shared[i]);
    }
    expect_agree(over_the_plane(s, "1/2*normal2(3,0,1,1,0) + 1/2*normal2(0,0,1,1,0)",
                                "1/4*normal2(3,0,1,1,0) + 3/4*normal2(0,0,1,1,0)", 50),
                 ball_scale2(value_of(s, "tv", "normal2(3,0,1,1,0)", "normal2(0,0,1,1,0)"), -2), -48,
                 "two weights of the same laws");
    scope_close(s);
}

/* Parts written several times over, in other pieces, or with weights whose order only their sums tell. */
Test(planar_variation, how_a_law_is_written_does_not_count)
{
    static const char *const ways[][4] = {
        {"1/2*normal2(0,0,1,1,0) + 1/4*normal2(0,0,1,1,0) + 1/4*normal2(3,0,1,1,0)",
         "1/2*normal2(0,0,1,1,0) + 1/2*normal2(0,3,1,1,0)", "3/4*normal2(0,0,1,1,0) + 1/4*normal2(3,0,1,1,0)",
         "1/2*normal2(0,0,1,1,0) + 1/2*normal2(0,3,1,1,0)"},
        {"1/3*normal2(0,0,1,1,0) + 2/3*normal2(3,0,1,1,0)",
         "1/4*normal2(0,0,1,1,0) + 1/4*product(normal(0,1),normal(0,1)) + 1/2*normal2(0,3,1,1,0)",
         "1/3*normal2(0,0,1,1,0) + 2/3*normal2(3,0,1,1,0)",
         "1/2*normal2(0,0,1,1,0) + 1/2*normal2(0,3,1,1,0)"},
        {"1/2*rectangle(0,1,0,1) + 1/4*rectangle(0,2,0,1) + 1/4*normal2(0,0,1,1,0)",
         "5/8*rectangle(0,1,0,1) + 3/8*normal2(1,0,1,1,0)",
         "5/8*rectangle(0,1,0,1) + 1/8*rectangle(1,2,0,1) + 1/4*normal2(0,0,1,1,0)",
         "5/8*rectangle(0,1,0,1) + 3/8*normal2(1,0,1,1,0)"},
    };
    scope *s = scope_open(100);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        expect_agree(over_the_plane(s, ways[i][0], ways[i][1], 40),
                     over_the_plane(s, ways[i][2], ways[i][3], 40), -38, ways[i][0]);
    scope_close(s);
}

/*
 * Laplace's laws on the plane with |x| + |y| - |x - 1| - |y - 1| = 0: the curve runs through corners and along edges of the cells,
 * and p = q on two of them. With s = x + y, TV = P(A) - Q(A), A = {x + y < 1} up to the cells where p = q, and P(A), Q(A) follow
 * from the law of X + Y, of density (1 + |t|) e^-|t|/4 and distribution function 1 - (2 + t) e^-t/4 at t > 0: the two laws
 * give A the same difference when it is replaced by {x + y < 1}.
 */
Test(planar_variation, the_curve_may_run_along_edges)
{
    scope *s = scope_open(100);
    ball tv =
        over_the_plane(s, "product(laplace(0,1),laplace(0,1))", "product(laplace(1,1),laplace(1,1))", 50);
    double expected = 1 - 2 * 3 * exp(-1) / 4;
    cr_expect(fabs(ball_double(tv) - expected) < 1e-14 && ball_log2_error(tv) < -48, "%.16g, expected %.16g",
              ball_double(tv), expected);
    scope_close(s);
}

/* On parts of a tile another term may lead, and the slope of the curve be less well known than on the tile. */
Test(planar_variation, exchanged_axes_change_nothing)
{
    static const char *const ways[2][2] = {
        {"5/7*normal2(1,0,1,1,0) + 1/7*normal2(-2/5,-1,1,1,0) + 1/7*normal2(0,1/2,1,1,0)",
         "normal2(-1,-1,1,1,0)"},
        {"5/7*normal2(0,1,1,1,0) + 1/7*normal2(-1,-2/5,1,1,0) + 1/7*normal2(1/2,0,1,1,0)",
         "normal2(-1,-1,1,1,0)"}};
    scope *s = scope_open(100);
    for (slong goal = 28; goal < 44; goal += 3)
        expect_agree(over_the_plane(s, ways[0][0], ways[0][1], goal),
                     over_the_plane(s, ways[1][0], ways[1][1], goal), 2 - (double)goal, ways[0][0]);
    scope_close(s);
}

/* ---- Sums over a lattice ---- */

/* The kinks along the curve cost about h^2, with signs that vary. */
static double variation(double p, double q) { return fabs(p - q) / 2; }

Test(planar_variation, values_agree_with_sums_over_a_lattice)
{
    static const struct {
        const char *p, *q;
        double reach;
    } cases[] = {
        {three, two, 12},
        {"grid(2,2,1)", "normal2(0,0,2,2,0)", 12},
        {"ring(3,1,1/2)", "grid(2,1,1/2)", 5},
        {"ring(6,2,0.4)", "ring(6,5/2,1/2)", 6},
        {"normal2(0,0,1,1,0)",
         "0.3*normal2(-1,0,1,1,0) + 0.3*normal2(1,0,1,1,0.5) + 0.4*normal2(0,1,2,1,-0.2)", 14},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scope *s = scope_open(80);
        ball tv = over_the_plane(s, cases[i].p, cases[i].q, 30);
        law *p = parsed(cases[i].p), *q = parsed(cases[i].q);
        double sum = lattice_sum(p, q, variation, cases[i].reach, 400);
        cr_expect(ball_log2_error(tv) < -29 && fabs(ball_double(tv) - sum) < 6e-5,
                  "%s and %s: %.10g, the sum is %.10g", cases[i].p, cases[i].q, ball_double(tv), sum);
        law_free(p);
        law_free(q);
        scope_close(s);
    }
}

/* Coarse enclosures contain fine ones, at all accuracies and at the end of the time. */
Test(planar_variation, every_accuracy_is_honest)
{
    scope *s = scope_open(140);
    ball fine = over_the_plane(s, three, two, 70);
    cr_assert(ball_log2_error(fine) < -69);
    for (slong goal = 3; goal < 64; goal += 22) {
        ball coarse = over_the_plane(s, three, two, goal);
        cr_expect(ball_contains(coarse, fine) && ball_log2_error(coarse) < 1 - (double)goal, "2^-%ld: 2^%g",
                  (long)goal, ball_log2_error(coarse));
    }
    for (double budget = 0; budget < 0.05; budget += 0.013) {
        scope_set_deadline(s, scope_work() + budget);
        ball early = over_the_plane(s, three, two, 70);
        cr_expect(ball_contains(early, fine), "%g s: %g +- %g", budget, ball_double(early),
                  ball_radius(early));
    }
    scope_close(s);
}
