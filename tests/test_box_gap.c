/*
 * The energy distance and W_1 over boxes of a parameter, with derivatives. What they enclose is compared with values that know of no
 * boxes and no derivatives: by the mean value theorem each difference quotient inside of a box is a value of the derivative there.
 */
#include "divergences/box_gap.h"
#include "laws_under_test.h"

#include <math.h>

typedef struct gap_case {
    const char *p, *q;
    double from, to;
    int energy_order; /* how many derivatives are promised */
} gap_case;

static const gap_case cases[] = {
    {"normal(theta,1)", "laplace(0,1)", 0.5, 0.75, 2},
    {"normal(0,theta)", "normal(1,1+theta)", 0.5, 0.625, 2},
    {"normal(1/2,1)", "student(3,theta,1+theta)", 0, 0.0625, 2},
    {"cauchy(theta,1)", "cauchy(0,1)", 1, 1.25, 2}, /* W1 from infinite means: no claim */
    {"logistic(theta,theta)", "gumbel(theta,2)", 1, 1.25, 2},
    {"theta*normal(-1,1)+(1-theta)*normal(2,1)", "normal(0,1)", 0.25, 0.375, 2},
    {"1/2*normal(-theta,1)+1/2*normal(theta,1)", "normal(0,2)", 1, 1.125, 2},
    {"gamma(1/2,theta)", "exponential(theta)", 1, 1.125, 2},
    {"lognormal(theta,1/2)", "rayleigh(theta)", 0.5, 0.625, 2},
    {"lognormal(0,theta)", "halfnormal(1)", 0.5, 0.5625, 2},
    {"weibull(1+theta,2)", "weibull(2,1+theta)", 0.5, 0.625, 2},
    {"pareto(1,2+theta)", "exponential(1/4)", 1, 1.125, 2},
    {"pareto(theta,3)", "exponential(1/4)", 1, 1.0625, 1}, /* a support's end moves */
    {"uniform(-theta,2*theta)", "normal(0,1)", 1, 1.0625, 1},
    {"triangular(0,theta,3)", "uniform(-1,4)", 1, 1.0625, 2}, /* only a kink moves */
    {"gamma(theta,1)", "exponential(1/2)", 2, 2.125, 2},
    {"gamma(theta,2-theta)", "gamma(1/2,1)", 0.5, 0.5625, 2},
    {"beta(theta,1+theta)", "uniform(0,1)", 1, 1.0625, 2},
    {"student(2+theta,theta/4,1)", "normal(0,1)", 1, 1.0625, 2},
    {"inversegaussian(theta,3-theta)", "halfnormal(1)", 1, 1.0625, 2},
    {"poisson(theta)", "geometric(1/4)", 2, 2.0625, 2},
    {"binomial(8,theta)", "poisson(4)", 0.5, 0.53125, 2},
    {"theta*poisson(theta)+(1-theta)*geometric(theta/2)", "binomial(9,1/3)", 0.5, 0.5625, 2},
    {"theta*point(0)+(1-theta)*normal(0,1)", "0.5*point(0)+0.5*normal(1,1)", 0.25, 0.375, 2},
    {"bernoulli(theta)", "uniform(0,2)", 0.25, 0.5, 2},
    {"finite(0:theta, 1/8:1-theta)", "uniform(theta-7/16,1000)", 0.25, 0.75,
     1}, /* an end moves across atoms */
};
enum { CASES = sizeof cases / sizeof *cases, BITS = 80, GOAL = 40 };

static real theta_is(void *state, real_pool *pool, const char *name)
{
    return strcmp(name, "theta") ? NULL : real_from_double(pool, *(double *)state);
}

/* J at a point, from the distance as it is certified elsewhere: the square of the energy distance, or W_1. */
static double value_at(const gap_case *c, divergence d, bool energy, double theta)
{
    real_names names = {theta_is, &theta, NULL};
    law *p = law_parse(c->p, &names, NULL), *q = law_parse(c->q, &names, NULL);
    request r = request_default;
    result found = {0};
    cr_assert(p && q && divergence_compute(d, p, q, &r, &found, NULL));
    double value = ball_double(found.value);
    result_clear(&found);
    law_free(p);
    law_free(q);
    return energy ? value * value : value;
}

static box_value over(scope *s, const gap_case *c, const char *name, double from, double to)
{
    symbols named = {.n = 1, .name = {"theta"}, .range = {.n = 1}};
    box_laws l;
    box_divergence d;
    box_value v;
    divergence asked = {divergence_by_name(name), NULL};
    cr_assert(box_laws_open_between(&l, c->p, c->q, &named, &c->from, &c->to, NULL));
    cr_assert(box_gap_of(&asked, &l, &d), "%s of %s", name, c->p);
    ball x = ball_hull(ball_exact_double(s, from), ball_exact_double(s, to));
    box_integral(s, &l, &d, &x, 2, GOAL, &v);
    box_laws_close(&l);
    return v;
}

static bool holds(scope *s, ball a, double value, double off)
{
    return ball_overlaps(a, ball_widen(ball_exact_double(s, value), ball_exact_double(s, off)));
}

static void check(const gap_case *c, const char *name)
{
    enum { STEPS = 4 };
    scope *s = scope_open(BITS);
    bool energy = !strcmp(name, "energy"), finite = energy || strncmp(c->p, "cauchy", 6);
    divergence d = {divergence_by_name(name), NULL};
    box_value wide = over(s, c, name, c->from, c->to);
    cr_expect_eq(wide.finite, finite, "%s of %s", name, c->p);
    cr_expect_eq(wide.order,
                 !finite  ? 0
                 : energy ? c->energy_order
                          : 1,
                 "%s of %s: order %d", name, c->p, wide.order);
    double last = NAN, last_slope = NAN, step = (c->to - c->from) / STEPS;
    for (int k = 0; k <= STEPS && finite; k++) {
        double theta = c->from + k * step, J = value_at(c, d, energy, theta), off = 1e-13 * (1 + J);
        box_value thin = over(s, c, name, theta, theta);
        cr_expect(holds(s, thin.value, J, off), "%s of %s at %g: %.15g, not %.15g", name, c->p, theta,
                  ball_double(thin.value), J);
        cr_expect(holds(s, wide.value, J, off), "%s of %s at %g over the box", name, c->p, theta);
        cr_expect_lt(ball_radius(thin.value), 1e-9, "%s of %s at %g", name, c->p, theta);
        cr_expect_lt(ball_radius(thin.slope[0]), 1e-8, "%s of %s at %g", name, c->p, theta);
        cr_expect(ball_contains(ball_widen(wide.slope[0], ball_ratio(1, 1000000000)), thin.slope[0]),
                  "%s of %s: the slope at %g", name, c->p, theta);
        if (k) { /* the mean value theorem, for J and for J' */
            double mean = (J - last) / step, bend = (ball_double(thin.slope[0]) - last_slope) / step;
            cr_expect(holds(s, wide.slope[0], mean, 4 * off / step), "%s of %s up to %g: slope %g", name,
                      c->p, theta, mean);
            cr_expect(wide.order < 2 || holds(s, wide.bend[0][0], bend, 2e-8 / step),
                      "%s of %s up to %g: bend %g", name, c->p, theta, bend);
        }
        last = J, last_slope = ball_double(thin.slope[0]);
    }
    scope_close(s);
}

Test(box_gap, holds_values_and_difference_quotients, .timeout = 100)
{
    for (int i = 0; i < CASES; i++) {
        check(&cases[i], "energy");
        check(&cases[i], "w1");
    }
}

/*
 * sup |D| need not be differentiable; its difference quotients are between its slopes all the same. A quotient that is a third off is told
 * from the true one in most cases.
 */
Test(box_gap, slopes_of_the_supremum_hold_difference_quotients, .timeout = 100)
{
    enum { STEPS = 8 };
    int known = 0, told = 0;
    for (int i = 0; i < CASES; i++) {
        const gap_case *c = &cases[i];
        divergence d = {divergence_by_name("kolmogorov"), NULL};
        double step = (c->to - c->from) / STEPS;
        for (int k = 0; k < STEPS; k += 3) {
            scope *s = scope_open(BITS);
            double from = c->from + k * step, low = value_at(c, d, false, from),
                   high = value_at(c, d, false, from + step), mean = (high - low) / step;
            box_value v = over(s, c, "kolmogorov", from, from + step);
            cr_expect(holds(s, v.value, low, 1e-13) && holds(s, v.value, high, 1e-13), "%s from %g", c->p,
                      from);
            cr_expect(v.order < 1 || holds(s, v.slope[0], mean, 1e-12 / step), "%s from %g: %g, not %g", c->p,
                      from, ball_double(v.slope[0]), mean);
            known += v.order > 0;
            told += v.order > 0 && !holds(s, v.slope[0], 4 * mean / 3, 1e-12 / step);
            scope_close(s);
        }
    }
    cr_expect_geq(known, 40, "%d", known);
    cr_expect_geq(told, 25, "%d", told);
}

/* Two parameters: the gradient and the mixed second derivative at a point, by differences along each of them. */
Test(box_gap, has_gradients_in_several_parameters)
{
    static const char *const p = "1/2*normal(-1,1)+1/2*laplace(2,1)", *const q = "normal(a,b)";
    symbols named = {.n = 2, .name = {"a", "b"}, .range = {.n = 2}};
    double from[] = {0, 1}, to[] = {1, 2}, at[] = {0.25, 1.5}, h = 0x1p-12;
    box_laws l;
    box_divergence d;
    divergence energy = {divergence_by_name("energy"), NULL};
    scope *s = scope_open(BITS);
    box_value v[3][3]; /* moved along a, along b */
    cr_assert(box_laws_open_between(&l, p, q, &named, from, to, NULL) && box_gap_of(&energy, &l, &d));
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++) {
            ball x[] = {ball_exact_double(s, at[0] + (i - 1) * h), ball_exact_double(s, at[1] + (k - 1) * h)};
            box_integral(s, &l, &d, x, 2, GOAL, &v[i][k]);
            cr_expect_eq(v[i][k].order, 2);
        }
    double by_a = ball_double(ball_sub(v[2][1].value, v[0][1].value)) / (2 * h),
           by_b = ball_double(ball_sub(v[1][2].value, v[1][0].value)) / (2 * h),
           by_ab = ball_double(ball_sub(v[1][2].slope[0], v[1][0].slope[0])) / (2 * h);
    double off = 1e-6; /* h^2 times a third derivative */
    cr_expect(holds(s, v[1][1].slope[0], by_a, off), "%g, not %g", ball_double(v[1][1].slope[0]), by_a);
    cr_expect(holds(s, v[1][1].slope[1], by_b, off), "%g, not %g", ball_double(v[1][1].slope[1]), by_b);
    cr_expect(holds(s, v[1][1].bend[0][1], by_ab, off), "%g, not %g", ball_double(v[1][1].bend[0][1]), by_ab);
    cr_expect(!holds(s, v[1][1].slope[0], by_b, off) && fabs(by_ab) > 1e-3, "%g, %g, %g", by_a, by_b, by_ab);
    scope_close(s);
    box_laws_close(&l);
}

/* At a point the slope is sharp enough to tell a derivative that is a thousandth off. */
Test(box_gap, tells_a_wrong_slope)
{
    for (int i = 0; i < CASES; i++) {
        const gap_case *c = &cases[i];
        scope *s = scope_open(BITS);
        divergence d = {divergence_by_name("energy"), NULL};
        double theta = (c->from + c->to) / 2, h = 1e-4;
        double mean = (value_at(c, d, true, theta + h) - value_at(c, d, true, theta - h)) / (2 * h);
        box_value thin = over(s, c, "energy", theta, theta);
        double off = 1e-5 * fabs(mean) + 1e-7; /* h^2 J'''/6, and the last digits over 2h */
        cr_expect(holds(s, thin.slope[0], mean, off), "%s: %g, not %g", c->p, ball_double(thin.slope[0]),
                  mean);
        cr_expect(!holds(s, thin.slope[0], 1.001 * mean, off), "%s: %g", c->p, mean);
        scope_close(s);
    }
}

/* A moving atom, a law on 0, 1, 2, ... beside a density: what is not supported says so. */
Test(box_gap, refuses_what_has_no_derivative_here)
{
    static const char *const refused[][2] = {{"point(theta)", "normal(0,1)"},
                                             {"poisson(theta)", "normal(0,1)"},
                                             {"normal2(theta,0,1,1,0)", "normal2(0,0,1,1,0)"}};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        symbols named = {.n = 1, .name = {"theta"}, .range = {.n = 1}};
        double from = 1, to = 2;
        box_laws l;
        box_divergence d;
        divergence energy = {divergence_by_name("energy"), NULL};
        cr_assert(box_laws_open_between(&l, refused[i][0], refused[i][1], &named, &from, &to, NULL));
        cr_expect(!box_gap_of(&energy, &l, &d), "%s", refused[i][0]);
        box_laws_close(&l);
    }
}

/* ---- Pathwise derivatives: by the quantile in double precision ---- */

static ball pathwise_at(scope *s, const component *c, int i, double x)
{
    cjet par[MAX_PARAMETERS];
    for (int k = 0; k < MAX_PARAMETERS && c->family->parameters[k].name; k++)
        par[k] = cjet_constant(1, cball_from_ball(s, real_ball(s, c->par[k])));
    real_pool *pool = real_pool_open();
    cjet v = c->family->pathwise(c, par, i, cball_from_ball(s, ball_exact_double(s, x)),
                                 real_from_double(pool, x));
    real_pool_close(pool);
    return cball_real(v.value);
}

static int met;

static void check_component(const component *c)
{
    const family *f = c->family;
    scope *s = scope_open(64);
    for (int i = 0; f->pathwise && i < MAX_PARAMETERS && f->parameters[i].name; i++)
        for (double u = 0.1; u < 1; u += 0.2) {
            double par[2][MAX_PARAMETERS], x = f->quantile_double(c->par_double, u);
            double h = 1e-4 * fmax(fabs(c->par_double[i]), 1e-3);
            memcpy(par[0], c->par_double, sizeof par[0]);
            memcpy(par[1], c->par_double, sizeof par[1]);
            par[0][i] -= h, par[1][i] += h;
            double low = f->quantile_double(par[0], u), high = f->quantile_double(par[1], u),
                   slope = (high - low) / (2 * h);
            ball v = pathwise_at(s, c, i, x);
            if (!ball_is_finite(v))
                continue;
            double off = 1e-4 * fabs(slope) + 1e-11 * fabs(x) / h;
            met++;
            cr_expect(fabs(ball_double(v) - slope) <= off, "%s, parameter %d at %g: %.9g, not %.9g", f->name,
                      i, x, ball_double(v), slope);
        }
    scope_close(s);
}

Test(box_gap, pathwise_derivatives_are_those_of_quantiles, .init = quiet)
{
    static const char *const laws[] = {
        "normal(1,2)",       "uniform(-1,2)",  "exponential(3/2)",     "laplace(1,2)",      "logistic(1,2)",
        "cauchy(1,2)",       "gamma(3,2)",     "rayleigh(2)",          "lognormal(1,1/2)",  "weibull(3,2)",
        "gumbel(1,2)",       "student(4,1,2)", "halfnormal(2)",        "pareto(2,3)",       "chi2(4)",
        "triangular(0,1,3)", "beta(2,3)",      "inversegaussian(1,2)", "triangular(-1,2,5)"};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        law *l = law_parse(laws[i], NULL, NULL);
        check_component(&l->c[0]);
        law_free(l);
    }
    cr_expect_geq(met, 5 * 25, "%d", met);
}
