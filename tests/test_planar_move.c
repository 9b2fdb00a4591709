/*
 * How far normal laws on the plane and their mixtures move: never less than the certified distance of the two laws, and for a
 * small step hardly more than it.
 */
#include "divergences/planar_move.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

typedef struct move_case {
    const char *p;
    double at, step;
    double sharp; /* the distance is more than this part of the bound, for hellinger2 */
} move_case;

static const move_case cases[] = {
    {"normal2(theta,2,1,3,1/2)", 1, 0.01, 0.99},
    {"normal2(theta,theta/2,1,3,-1/2)", 1, 0.01, 0.99},
    {"normal2(0,0,theta,2,1/3)", 1, 0.01, 0.97},
    {"normal2(0,0,theta,2*theta,-1/3)", 1, 0.01, 0.97},
    {"normal2(1,0,1,2,theta)", 0.5, 0.01, 0.95},
    {"normal2(theta,1,exp(theta),2,theta/3)", 1, 0.01, 0.95},
    {"theta*normal2(0,0,1,1,0)+(1-theta)*normal2(3,0,1,2,0)", 0.5, 0.01, 0.8},
    {"1/2*normal2(theta,0,1,1,0)+1/2*normal2(0,3,1,2,1/2)", 1, 0.01, 0.6},
};
enum { CASES = sizeof cases / sizeof *cases };

static real theta_is(void *state, real_pool *pool, const char *name)
{
    return strcmp(name, "theta") ? NULL : real_from_double(pool, *(double *)state);
}

static law *law_at(const char *text, double theta)
{
    real_names names = {theta_is, &theta, NULL};
    law *l = law_parse(text, &names, NULL);
    cr_assert(l, "%s", text);
    return l;
}

static bool open_around(box_laws *l, const char *p, double at, double step)
{
    symbols named = {.n = 1, .name = {"theta"}, .range = {.n = 1}};
    double from = at - step, to = at + step;
    return box_laws_open_between(l, p, p, &named, &from, &to, NULL);
}

/* The metric, from the closed form or the certified integral. */
static double distance(const char *name, const law *p, const law *q)
{
    divergence d = {divergence_by_name(name), NULL};
    request r = request_default;
    result found = {0};
    r.digits = 5;
    cr_assert(divergence_compute(d, p, q, &r, &found, NULL));
    double value = ball_double(found.value), off = ball_radius(found.value);
    result_clear(&found);
    bool squared = strcmp(name, "tv");
    return squared ? sqrt(fmax(value - off, 0)) : value - off;
}

static double bound(const char *name, const move_case *c, const law *at)
{
    box_laws l;
    divergence d = {divergence_by_name(name), NULL};
    scope *s = scope_open(64);
    cr_assert(open_around(&l, c->p, c->at, c->step), "%s", c->p);
    double most = ball_double(planar_move(s, &d, &l, l.p, at, ball_exact_double(s, c->step)));
    scope_close(s);
    box_laws_close(&l);
    return most;
}

Test(planar_move, is_at_least_the_distance_and_sharp, .timeout = 60)
{
    static const char *const names[] = {"hellinger2", "js", "tv"};
    for (int i = 0; i < CASES; i++) {
        const move_case *c = &cases[i];
        bool closed = c->sharp > 0.9; /* the others take long */
        law *at = law_at(c->p, c->at), *there = law_at(c->p, c->at + c->step);
        for (int k = 0; k < (closed ? 2 : 1); k++) {
            double d = distance(names[k], at, there), most = bound(names[k], c, at);
            cr_expect(d <= most, "%s of %s: %g, bounded by %g", names[k], c->p, d, most);
            cr_expect(d >= c->sharp * most, "%s of %s: %g, bounded by %g only", names[k], c->p, d, most);
        }
        law_free(at);
        law_free(there);
    }
}

/* Means alone: TV = 2 Phi(|h|/2) - 1 <= |h|/sqrt(2 pi), which E|d log p|/2 is, of which the bound is sqrt(pi/2) as much. */
Test(planar_move, bounds_the_variation_of_a_shift)
{
    const move_case c = {"normal2(theta,0,1,1,0)", 0, 0.25, 0};
    law *at = law_at(c.p, 0);
    double most = bound("tv", &c, at), exact = erf(0.25 / (2 * sqrt(2)));
    cr_expect(exact <= most && most <= 1.3 * exact, "%g, bounded by %g", exact, most);
    law_free(at);
}

Test(planar_move, knows_nothing_of_other_laws_that_move)
{
    static const char *const laws[] = {"disk(theta,0,1)", "rectangle(0,theta,0,1)",
                                       "product(normal(theta,1),normal(0,1))"};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        box_laws l;
        divergence js = {divergence_by_name("js"), NULL};
        law *at = law_at(laws[i], 1);
        scope *s = scope_open(64);
        cr_assert(open_around(&l, laws[i], 1, 0.125), "%s", laws[i]);
        cr_expect(!ball_is_finite(planar_move(s, &js, &l, l.p, at, ball_ratio(1, 8))), "%s", laws[i]);
        scope_close(s);
        box_laws_close(&l);
        law_free(at);
    }
}

/* From both sides: a value that is moved holds what it may have become. */
Test(planar_move, moves_values_in_the_metric)
{
    scope *s = scope_open(64);
    divergence js = {divergence_by_name("js"), NULL}, tv = {divergence_by_name("tv"), NULL};
    ball quarter = ball_in(s, ball_ratio(1, 4)), tenth = ball_in(s, ball_ratio(1, 10));
    ball moved = planar_moved(&js, quarter, tenth), shifted = planar_moved(&tv, quarter, tenth);
    cr_expect(ball_contains(moved, ball_hull(ball_in(s, ball_ratio(161, 1000)), ball_ratio(359, 1000))));
    cr_expect(ball_contains(shifted, ball_hull(ball_in(s, ball_ratio(151, 1000)), ball_ratio(349, 1000))));
    cr_expect_lt(ball_radius(moved), 0.1001);
    cr_expect_lt(ball_radius(shifted), 0.1001);
    scope_close(s);
}
