/* Points of which a law on the plane is the mean: they dominate it in the convex order, and bound W2 from below. */
#include "planar_checks.h"

#include "divergences/planar_plan.h"
#include "divergences/planar_quantise.h"

/*
 * Points outward of the laws bound W2 from below, and the more of them the closer: the gap to the upper end is of the order 1/n, with
 * a factor 16 for 16 times as many points if the cells were all alike.
 */
Test(planar_outward, points_outward_bound_from_below)
{
    static const struct {
        const char *p, *q;
        double value; /* 0: not known */
    } pairs[] = {
        {"normal2(0,0,1,1,0)", "1/2*normal2(1,0,1,1,1/2) + 1/2*normal2(1,0,1,1,1/2)", 1.0659721829596337},
        {"disk(0,0,1)", "1/2*disk(1,0,2) + 1/2*disk(1,0,2)", 1.2247448713915890},
        {"rectangle(0,1,0,1)", "1/2*rectangle(0,2,0,3) + 1/2*rectangle(0,2,0,3)", 1.2909944487358056},
        {"segment(0,0,1,0)", "1/2*segment(0,1,1,2) + 1/2*segment(0,1,1,2)", 1.5275252316519468},
        {"product(uniform(0,1),finite(0: 1/3, 2: 2/3))", "product(uniform(0,2),normal(1,1/2))", 0},
        {"ring(3,2,0.2)", "1/2*disk(0,0,1) + 1/2*rectangle(-3,3,-1,1)", 0},
    };
    scope *s = scope_open(70);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        law *p = parsed(pairs[i].p), *q = parsed(pairs[i].q);
        double gap[2];
        for (int k = 0; k < 2; k++) {
            ball low, high, outward = outward_bound(s, p, q, k ? 3200 : 200);
            cr_assert(quantised_bounds(s, p, q, true, k ? 3200 : 200, &low, &high));
            double from = ball_double(outward), to = ball_double(ball_upper(high));
            gap[k] = to - from;
            cr_expect(from <= to, "%s, %s: [%.12g, %.12g]", pairs[i].p, pairs[i].q, from, to);
            cr_expect(!pairs[i].value || from <= pairs[i].value + 1e-12, "%s, %s: %.12g above %.12g",
                      pairs[i].p, pairs[i].q, from, pairs[i].value);
        }
        cr_expect(gap[1] < gap[0] / 6, "%s, %s: gaps of %g and %g", pairs[i].p, pairs[i].q, gap[0], gap[1]);
        law_free(p);
        law_free(q);
    }
    scope_close(s);
}

/* Draws lie on average where the points outward of a law have their mean, and E f is larger there for convex f = |x - a|. */
Test(planar_outward, points_outward_dominate)
{
    static const char *const laws[] = {"normal2(1,2,1,3,0.7)", "disk(1,0,2)", "rectangle(0,1,0,5)",
                                       "segment(0,0,3,1)", "ring(5,2,0.3)"};
    static const double from[][2] = {{0, 0}, {1, 1}, {3, -2}};
    scope *s = scope_open(90);
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        law *l = parsed(laws[i]);
        quantised inward, outward;
        ball cut;
        cr_assert(quantise(&inward, s, l, 400) && quantise_outward(&outward, s, l, 400, &cut), "%s", laws[i]);
        for (size_t k = 0; k < 3; k++) {
            const quantised *q[] = {&inward, &outward};
            double mean[2] = {0, 0}, square[2] = {0, 0};
            for (int side = 0; side < 2; side++)
                for (size_t j = 0; j < q[side]->n; j++) {
                    double m = ball_double(ball_from_arb(s, q[side]->mass + j)),
                           d = hypot(q[side]->x[j] - from[k][0], q[side]->y[j] - from[k][1]);
                    mean[side] += m * d, square[side] += m * d * d;
                }
            moments2 m = law_moments2(s, l);
            double exact = ball_double(m.xx) + ball_double(m.yy) + pow(ball_double(m.mean[0]) - from[k][0], 2)
                           + pow(ball_double(m.mean[1]) - from[k][1], 2);
            cr_expect(mean[0] < mean[1] && square[0] < exact && exact < square[1],
                      "%s from %zu: E|X - a| %.9g and %.9g, squares %.9g, %.9g, %.9g", laws[i], k, mean[0],
                      mean[1], square[0], exact, square[1]);
            cr_expect(square[1] - exact <= ball_double(outward.error) + 1e-6, "%s: %g, more than %g", laws[i],
                      square[1] - exact, ball_double(outward.error));
        }
        quantised_free(&inward);
        quantised_free(&outward);
        law_free(l);
    }
    scope_close(s);
}
