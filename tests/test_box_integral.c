/*
 * Divergences over boxes of parameters: enclosures contain certified values at random points of the box (which come from the other
 * integrator or from closed forms), slopes contain difference quotients (mean value theorem), second derivatives those of slopes.
 */
#include "divergences/box_integral.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

typedef struct family_case {
    const char *divergence, *p, *q, *from, *to;
    int order; /* derivatives that must be enclosed */
} family_case;

static const family_case cases[] = {
    {"js", "normal(0,1)", "normal(theta,1)", "0.9", "1.1", 2},
    {"js", "normal(0,1)", "normal(theta,1)", "-1/2", "1/2", 2},
    {"kl", "normal(0,1)", "normal(1,theta)", "0.9", "1", 2},
    {"reverse-kl", "normal(0,1)", "normal(1,theta)", "0.9", "1", 2},
    {"kl", "normal(theta,theta^2+1)", "normal(1,2-theta)", "0.4", "0.5", 2},
    {"jeffreys", "normal(0,1)", "normal(theta,theta)", "0.9", "1", 2},
    {"chi2", "normal(0,1)", "normal(1,theta)", "0.95", "1", 2},
    {"neyman", "normal(0,1)", "normal(1,theta)", "0.95", "1", 2},
    {"hellinger2", "normal(theta,1)", "normal(1,theta)", "0.45", "1/2", 2},
    {"renyi(3/2)", "normal(0,1)", "normal(1,theta)", "0.95", "1", 2},
    {"renyi(1/3)", "normal(0,1)", "normal(theta,2)", "0.9", "1", 2},
    {"tv", "normal(0,1)", "normal(theta,1)", "0.9", "1", 1},
    {"tv", "normal(0,1)", "normal(0,theta)", "1.5", "1.6", 1},
    {"js", "laplace(0,1)", "laplace(theta,1)", "0.9", "1", 2},
    {"js", "laplace(0,1)", "laplace(theta,1)", "-0.01", "0.02", 1},
    {"kl", "laplace(0,1)", "laplace(theta,2)", "-0.01", "0.02", 1},
    {"kl", "laplace(0,1)", "laplace(1,theta)", "1", "1.1", 2},
    {"js", "logistic(0,1)", "logistic(theta,2)", "0.9", "1", 2},
    {"kl", "logistic(0,theta)", "logistic(1,1)", "0.9", "1", 2},
    {"js", "cauchy(0,1)", "cauchy(theta,1)", "0.9", "1", 2},
    {"kl", "cauchy(0,theta)", "cauchy(1,1)", "0.9", "1", 2},
    {"hellinger2", "cauchy(0,1)", "normal(theta,1)", "0.9", "1", 2},
    {"js", "normal(theta,1)", "cauchy(0,2)", "0.9", "1", 2},
    {"js", "gamma(theta,1)", "gamma(2,1)", "0.45", "1/2", 2},
    {"kl", "gamma(2,theta)", "gamma(3/2,1)", "0.9", "1", 2},
    {"js", "beta(theta,1/2)", "beta(2,3)", "0.45", "1/2", 2},
    {"js", "exponential(1)", "exponential(theta)", "0.9", "1", 2},
    {"kl", "rayleigh(theta)", "rayleigh(1)", "0.9", "1", 2},
    {"kl", "uniform(0,1)", "uniform(0,theta)", "1.1", "1.2", 2},
    {"js", "uniform(0,1)", "uniform(theta,theta+1)", "0.1", "0.2", 2},
    {"js", "uniform(0,1)", "uniform(theta,theta+1)", "-0.1", "0.2", 0},
    {"hellinger2", "uniform(0,1)", "uniform(theta,theta+1)", "-0.1", "0.1", 0},
    {"js", "uniform(0,1)", "normal(theta,1)", "-0.1", "0.2", 2},
    {"js", "0.3*normal(-1,0.5)+0.7*normal(2,1.5)", "theta*normal(0,1)+(1-theta)*normal(1,2)", "0.2", "0.3",
     2},
    {"kl", "normal(theta,1)", "0.5*normal(-3,1)+0.5*normal(3,1)", "0.2", "0.3", 2},
    {"kl", "theta*normal(-1,1)+(1-theta)*normal(1,1)", "normal(0,2)", "0.2", "0.3", 2},
    {"js", "theta*uniform(-1,1)+(1-theta)*normal(1,1)", "laplace(0,2)", "0.2", "0.3", 2},
};
enum { CASES = sizeof cases / sizeof *cases, POINTS = 6, BITS = 96 };

typedef struct opened {
    const family_case *of;
    real_pool *pool;
    divergence d;
    box_divergence b;
    box_laws laws;
    scope *s;
    random_stream *random;
} opened;

static void open_case(opened *o, const family_case *of)
{
    error e = {.message = ""};
    symbols named = {.n = 1, .name = {"theta"}, .range = {.n = 1}};
    *o = (opened){.of = of, .pool = real_pool_open(), .s = scope_open(BITS), .random = random_open(7, 0)};
    int at = 0, other = 0;
    real from = real_parse(o->pool, of->from, &at, NULL, &e),
         to = real_parse(o->pool, of->to, &other, NULL, &e);
    cr_assert(divergence_parse(of->divergence, o->pool, &o->d, &e), "%s", e.message);
    cr_assert(box_divergence_of(&o->d, o->pool, &o->b), "%s", of->divergence);
    bool swap = o->b.exchanged;
    cr_assert(box_laws_open(&o->laws, swap ? of->q : of->p, swap ? of->p : of->q, &named, &from, &to, &e),
              "%s", e.message);
}

static void close_case(opened *o)
{
    box_laws_close(&o->laws);
    scope_close(o->s);
    random_close(o->random);
    real_pool_close(o->pool);
}

static real theta_is(void *state, real_pool *pool, const char *name)
{
    return strcmp(name, "theta") ? NULL : real_from_double(pool, *(double *)state);
}

/* The divergence at one theta, by whatever `ganproof divergence` uses. */
static ball value_at(opened *o, double theta)
{
    real_names names = {theta_is, &theta, NULL};
    law *p = law_parse(o->of->p, &names, NULL), *q = law_parse(o->of->q, &names, NULL);
    request r = request_default;
    result found;
    r.digits = 13;
    r.budget = 2;
    ball value = ball_nothing(o->s);
    if (divergence_compute(o->d, p, q, &r, &found, NULL)) {
        value = ball_in(o->s, found.value);
        result_clear(&found);
    }
    law_free(p);
    law_free(q);
    return value;
}

static ball to_divergence(const opened *o, ball J)
{
    return o->b.of_integral ? o->b.of_integral(J, o->b.order ? real_ball(o->s, o->b.order) : ball_int(0)) : J;
}

static double random_between(opened *o, double lo, double hi)
{
    return lo + (hi - lo) * random_uniform(o->random);
}

static void box_of(opened *o, double lo, double hi, int order, box_value *v)
{
    ball x = ball_hull(ball_exact_double(o->s, lo), ball_exact_double(o->s, hi));
    box_integral(o->s, &o->laws, &o->b, &x, order, 44, v);
}

/* For every case: the whole box, and random boxes in it down to points. */
Test(box_integral, contains_values_slopes_and_bends)
{
    for (size_t i = 0; i < CASES; i++) {
        opened o;
        open_case(&o, &cases[i]);
        double lo = nextafter(real_double(o.laws.over.range.lo[0]), INFINITY),
               hi = nextafter(real_double(o.laws.over.range.hi[0]), -INFINITY);
        for (int k = 0; k < POINTS; k++) {
            scope_mark mark = scope_now(o.s);
            double width = (hi - lo) * (k ? pow(4, -k) : 1), a = k ? random_between(&o, lo, hi - width) : lo,
                   b = a + width;
            double x = random_between(&o, a, b), y = random_between(&o, a, b);
            box_value over, at_x, at_y;
            box_of(&o, a, b, 2, &over);
            box_of(&o, x, x, 1, &at_x);
            box_of(&o, y, y, 1, &at_y);
            const char *name = cases[i].divergence;
            cr_expect(over.finite && over.order >= (k ? 0 : cases[i].order), "case %zu %s: order %d", i, name,
                      over.order);
            ball known = value_at(&o, x);
            cr_expect(ball_is_finite(known) && ball_overlaps(to_divergence(&o, over.value), known),
                      "case %zu %s: box [%g, %g] misses the value at %.17g", i, name, a, b, x);
            cr_expect(!ball_is_finite(at_x.value) || ball_overlaps(to_divergence(&o, at_x.value), known),
                      "case %zu %s: point %.17g: %.15g is not %.15g", i, name, x,
                      ball_double(to_divergence(&o, at_x.value)), ball_double(known));
            ball step = ball_sub(ball_exact_double(o.s, y), ball_exact_double(o.s, x));
            if (over.order > 0)
                cr_expect(ball_overlaps(ball_div(ball_sub(at_y.value, at_x.value), step), over.slope[0]),
                          "case %zu %s: slope on [%g, %g] misses the quotient", i, name, a, b);
            if (over.order > 1 && at_x.order > 0 && at_y.order > 0)
                cr_expect(
                    ball_overlaps(ball_div(ball_sub(at_y.slope[0], at_x.slope[0]), step), over.bend[0][0]),
                    "case %zu %s: bend on [%g, %g] misses the quotient", i, name, a, b);
            scope_rewind(o.s, mark);
        }
        close_case(&o);
    }
}

/* At points the enclosures are sharp wherever the laws are analytic: a wide answer would pass the test above. */
Test(box_integral, is_sharp_at_points)
{
    for (size_t i = 0; i < CASES; i++) {
        opened o;
        open_case(&o, &cases[i]);
        double x = real_double(o.laws.over.range.lo[0])
                   + 0.37 * (real_double(o.laws.over.range.hi[0]) - real_double(o.laws.over.range.lo[0]));
        box_value v;
        box_of(&o, x, x, 2, &v);
        if (cases[i].order == 2) {
            cr_expect(v.order == 2, "case %zu: order %d", i, v.order);
            cr_expect(ball_radius(v.value) < 1e-11 && ball_radius(v.slope[0]) < 1e-10
                          && ball_radius(v.bend[0][0]) < 1e-8,
                      "case %zu %s: radii %g %g %g", i, cases[i].divergence, ball_radius(v.value),
                      ball_radius(v.slope[0]), ball_radius(v.bend[0][0]));
        }
        close_case(&o);
    }
}

/* KL(N(0,1) || N(m, s)) = log s + (1 + m^2)/(2 s^2) - 1/2, with its derivatives by both parameters. */
Test(box_integral, has_the_gradient_and_second_derivatives_of_the_closed_form)
{
    error e = {.message = ""};
    real_pool *pool = real_pool_open();
    symbols named = {.n = 2, .name = {"m", "s"}, .range = {.n = 2}};
    real lo[] = {real_ratio(pool, 1, 4), real_ratio(pool, 5, 4)},
         hi[] = {real_ratio(pool, 1, 2), real_ratio(pool, 3, 2)};
    divergence d;
    box_divergence b;
    box_laws l;
    box_value v;
    scope *s = scope_open(BITS);
    cr_assert(divergence_parse("kl", pool, &d, &e) && box_divergence_of(&d, pool, &b));
    cr_assert(box_laws_open(&l, "normal(0,1)", "normal(m,s)", &named, lo, hi, &e), "%s", e.message);
    ball m = ball_in(s, ball_ratio(3, 8)), sd = ball_in(s, ball_ratio(11, 8)), x[] = {m, sd};
    box_integral(s, &l, &b, x, 2, 60, &v);
    ball square = ball_add_int(ball_sqr(m), 1), sd2 = ball_sqr(sd), sd3 = ball_mul(sd2, sd);
    ball value = ball_add(ball_log(sd), ball_sub(ball_scale2(ball_div(square, sd2), -1), ball_ratio(1, 2)));
    ball by_m = ball_div(m, sd2), by_s = ball_sub(ball_inv(sd), ball_div(square, sd3));
    ball mm = ball_inv(sd2), ms = ball_div(ball_mul_int(m, -2), sd3);
    ball ss = ball_sub(ball_div(ball_mul_int(square, 3), ball_sqr(sd2)), ball_inv(sd2));
    ball expected[] = {value, by_m, by_s, mm, ms, ss},
         found[] = {v.value, v.slope[0], v.slope[1], v.bend[0][0], v.bend[0][1], v.bend[1][1]};
    for (int i = 0; i < 6; i++)
        cr_expect(ball_overlaps(expected[i], found[i]) && ball_radius(found[i]) < 1e-15,
                  "derivative %d: %.17g +- %g, not %.17g", i, ball_double(found[i]), ball_radius(found[i]),
                  ball_double(expected[i]));
    box_laws_close(&l);
    scope_close(s);
    real_pool_close(pool);
}

/* An interval of one point is a number, of which nothing has a derivative: none is given, rather than 0. */
Test(box_integral, gives_no_slopes_to_laws_opened_at_a_point)
{
    static const char *const names[] = {"kl", "js", "tv", "hellinger2"};
    real_pool *pool = real_pool_open();
    symbols named = {.n = 1, .name = {"theta"}, .range = {.n = 1}};
    real at = real_ratio(pool, 1, 2), to = real_ratio(pool, 3, 4);
    for (int k = 0; k < 8; k++) {
        divergence d = {divergence_by_name(names[k / 2]), NULL};
        box_divergence b;
        box_laws l;
        box_value v;
        bool moves = k % 2;
        scope *s = scope_open(BITS);
        ball x = ball_in(s, ball_ratio(1, 2));
        cr_assert(box_divergence_of(&d, pool, &b));
        cr_assert(box_laws_open(&l, "normal(theta,1)", "normal(0,1)", &named, &at, moves ? &to : &at, NULL));
        box_integral(s, &l, &b, &x, 1, 40, &v);
        cr_expect(v.finite && v.order == moves, "%s: order %d", names[k / 2], v.order);
        cr_expect(!moves || ball_sign(v.slope[0]) != 0, "%s: no slope", names[k / 2]);
        box_laws_close(&l);
        scope_close(s);
    }
    real_pool_close(pool);
}
