/*
 * The error that quadrature reports is a claim: |true value - value| <= error. It is tested on families of integrals
 * whose values are enclosed by ball arithmetic, at several accuracies, with end-point singularities, heavy tails, badly
 * placed panels, kinks, steps and needles. Divergent integrals must not come out with an error.
 */
#include "calculus/quadrature.h"
#include "number/ball.h"

#include <criterion/criterion.h>
#include <math.h>

typedef double (*function)(double x, double from_lo, double from_hi, const double *par);

typedef struct task {
    function f;
    const double *par;
} task;

static void evaluate(void *state, const abscissae *at, double *out)
{
    const task *t = state;
    for (size_t i = 0; i < at->n; i++)
        out[i] = t->f(at->x[i], at->from_lo[i], at->from_hi[i], t->par);
}

static const accuracy fine = {0, 1e-13, 200000}, middling = {0, 1e-9, 200000}, rough = {0, 1e-4, 200000};

typedef struct tally {
    int integrals, reached;
    double tightest; /* largest observed error as a part of the claimed one */
} tally;

/* The claim at three accuracies. */
static void check(tally *all, const char *what, function f, const double *par, const panel *p, size_t n,
                  ball truth)
{
    const accuracy wanted[] = {fine, middling, rough};
    task t = {f, par};
    for (int i = 0; i < 3; i++) {
        integral I;
        bool done = quadrature(evaluate, &t, 1, p, n, wanted[i], &I);
        ball claimed = ball_widen(ball_exact_double(truth.in, I.value),
                                  ball_exact_double(truth.in, fmin(I.error, 1e300)));
        double off = fabs(ball_double(ball_sub(ball_exact_double(truth.in, I.value), truth)));
        cr_expect(ball_contains(claimed, truth), "%s(%g, %g) wanted %g: %.17g +- %.3g but %.17g, off by %.3g",
                  what, par[0], par[1], wanted[i].relative, I.value, I.error, ball_double(truth), off);
        all->integrals++;
        all->reached += done;
        if (I.error > 0)
            all->tightest = fmax(all->tightest, off / I.error);
    }
}

static ball exact(scope *s, double x) { return ball_exact_double(s, x); }
static ball power_ball(ball x, double a) { return ball_pow(x, exact(x.in, a)); }
static ball gamma_ball(scope *s, double x) { return ball_gamma(exact(s, x)); }

static void finish(scope *s, const tally *all, int least_reached)
{
    cr_expect(all->reached >= least_reached, "%d of %d integrals reached their accuracy", all->reached,
              all->integrals);
    cr_log_info("%d integrals, %d reached, largest error is %.2g of the claim", all->integrals, all->reached,
                all->tightest);
    scope_close(s);
}

/* x^a (-log x)^b on [0, 1]: Gamma(b+1)/(a+1)^(b+1). log x from the nearer end. */
static double power_log(double x, double from_lo, double from_hi, const double *par)
{
    return pow(x, par[0]) * pow(from_lo < from_hi ? -log(from_lo) : -log1p(-from_hi), par[1]);
}

/* x^(a-1) (1-x)^(b-1) on [0, 1]. */
static double beta_density(double x, double from_lo, double from_hi, const double *par)
{
    (void)x;
    return pow(from_lo, par[0] - 1) * pow(from_hi, par[1] - 1);
}

Test(quadrature, singular_ends)
{
    scope *s = scope_open(128);
    tally all = {0};
    const panel unit = {0, 1, 0, 0};
    const double a[] = {-0.9375, -0.5, -0.125, 0, 0.25, 1, 2.5, 10}, b[] = {0, 0.5, 1, 2, 3, -0.5};
    const double shape[] = {0.125, 0.5, 1, 1.5, 3, 8, 40};
    for (size_t i = 0; i < 8; i++)
        for (size_t j = 0; j < 6; j++) {
            ball truth = ball_div(gamma_ball(s, b[j] + 1), power_ball(exact(s, a[i] + 1), b[j] + 1));
            check(&all, "power log", power_log, (double[]){a[i], b[j]}, &unit, 1, truth);
        }
    for (size_t i = 0; i < 7; i++)
        for (size_t j = 0; j < 7; j++) {
            ball both = ball_mul(gamma_ball(s, shape[i]), gamma_ball(s, shape[j]));
            ball truth = ball_div(both, gamma_ball(s, shape[i] + shape[j]));
            check(&all, "beta", beta_density, (double[]){shape[i], shape[j]}, &unit, 1, truth);
        }
    finish(s, &all, all.integrals * 95 / 100);
}

static double gamma_density(double x, double from_lo, double from_hi, const double *par)
{
    (void)x, (void)from_hi;
    return pow(from_lo, par[0] - 1) * exp(-from_lo);
}

/* The same on (-inf, 0]. */
static double mirrored(double x, double from_lo, double from_hi, const double *par)
{
    return gamma_density(x, from_hi, from_lo, par);
}

/* (1 + x)^-a on [0, inf): 1/(a-1). */
static double pareto(double x, double from_lo, double from_hi, const double *par)
{
    (void)from_lo, (void)from_hi;
    return pow(1 + x, -par[0]);
}

Test(quadrature, half_lines)
{
    scope *s = scope_open(128);
    tally all = {0};
    const double shape[] = {0.125, 0.5, 1, 2, 4.5, 20}, scale[] = {0.125, 1, 8, 100},
                 fall[] = {1.125, 1.5, 2, 3, 20};
    for (size_t j = 0; j < 4; j++) {
        const panel right = {0, INFINITY, 0, scale[j]}, left = {-INFINITY, 0, 0, scale[j]};
        for (size_t i = 0; i < 6; i++) {
            ball truth = gamma_ball(s, shape[i]);
            check(&all, "gamma", gamma_density, (double[]){shape[i], scale[j]}, &right, 1, truth);
            check(&all, "gamma, mirrored", mirrored, (double[]){shape[i], scale[j]}, &left, 1, truth);
        }
        for (size_t i = 0; i < 5; i++)
            check(&all, "pareto", pareto, (double[]){fall[i], scale[j]}, &right, 1,
                  ball_inv(exact(s, fall[i] - 1)));
    }
    finish(s, &all, all.integrals * 95 / 100);
}

/* exp(-((x-m)/w)^2/2): w sqrt(2 pi). */
static double bell(double x, double from_lo, double from_hi, const double *par)
{
    (void)from_lo, (void)from_hi;
    double z = (x - par[0]) / par[1];
    return exp(-z * z / 2);
}

/* (1+x^2)^-k: sqrt(pi) Gamma(k - 1/2)/Gamma(k). */
static double student(double x, double from_lo, double from_hi, const double *par)
{
    (void)from_lo, (void)from_hi;
    return pow(1 + x * x, -par[0]);
}

/* P(|Z| <= 10). */
static ball ten_deviations(scope *s) { return ball_erf(ball_mul_int(ball_sqrt(exact(s, 0.5)), 10)); }

Test(quadrature, whole_line)
{
    scope *s = scope_open(128);
    tally all = {0};
    const double mean[] = {0, -1, 5, 30}, width[] = {0.25, 1, 3, 10}, power[] = {0.625, 1, 1.5, 4, 12};
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            const panel centred = {-INFINITY, INFINITY, mean[i] + 0.5, 1},
                        plain = {-INFINITY, INFINITY, 0, 1};
            const panel tight = {mean[i] - 10 * width[j], mean[i] + 10 * width[j], 0, 0};
            ball truth = ball_mul(exact(s, width[j]), ball_sqrt(ball_mul_int(ball_pi(s), 2)));
            const double *par = (double[]){mean[i], width[j]};
            check(&all, "bell, centred", bell, par, &centred, 1, truth);
            check(&all, "bell, off centre", bell, par, &plain, 1, truth);
            check(&all, "bell, cut", bell, par, &tight, 1, ball_mul(truth, ten_deviations(s)));
        }
    for (size_t i = 0; i < 5; i++)
        for (double scale = 0.1; scale < 20; scale *= 10) {
            const panel line = {-INFINITY, INFINITY, 0.3, scale};
            ball truth = ball_div(gamma_ball(s, power[i] - 0.5), gamma_ball(s, power[i]));
            truth = ball_mul(truth, ball_sqrt(ball_pi(s)));
            check(&all, "student", student, (double[]){power[i], scale}, &line, 1, truth);
        }
    finish(s, &all, all.integrals * 90 / 100);
}

static double hyperbolic(double x, double from_lo, double from_hi, const double *par)
{
    (void)from_lo, (void)from_hi;
    return cosh(par[0] * x);
}

static double runge(double x, double from_lo, double from_hi, const double *par)
{
    (void)from_lo, (void)from_hi;
    double z = x - par[1];
    return 1 / (z * z + par[0] * par[0]);
}

/* |x - c|^b, not cut at c. */
static double kink(double x, double from_lo, double from_hi, const double *par)
{
    (void)from_lo, (void)from_hi;
    return pow(fabs(x - par[1]), par[0]);
}

static double jump(double x, double from_lo, double from_hi, const double *par)
{
    (void)from_lo, (void)from_hi;
    return x < par[1] ? par[0] : 1;
}

static ball kink_value(scope *s, double b, double c)
{
    ball left = power_ball(exact(s, c), b + 1), right = power_ball(ball_sub(ball_int(1), exact(s, c)), b + 1);
    return ball_div(ball_add(left, right), exact(s, b + 1));
}

static ball runge_value(scope *s, double a, double c)
{
    ball up = ball_atan(ball_div(ball_sub(ball_int(1), exact(s, c)), exact(s, a)));
    ball down = ball_atan(ball_div(exact(s, c), exact(s, a)));
    return ball_div(ball_add(up, down), exact(s, a));
}

Test(quadrature, kinks_jumps_and_needles)
{
    scope *s = scope_open(128);
    tally all = {0};
    const panel unit = {0, 1, 0, 0};
    const double at[] = {0.015625, 0.1, 1.0 / 3, 0.5, 0.62, 0.7071, 0.99}, b[] = {0.5, 1, 1.5, 2.5, -0.25};
    const double width[] = {1, 0.1, 0.02, 0.005};
    for (size_t i = 0; i < 7; i++) {
        for (size_t j = 0; j < 5; j++)
            check(&all, "kink", kink, (double[]){b[j], at[i]}, &unit, 1, kink_value(s, b[j], at[i]));
        for (size_t j = 0; j < 4; j++)
            check(&all, "needle", runge, (double[]){width[j], at[i]}, &unit, 1,
                  runge_value(s, width[j], at[i]));
        ball part = ball_add(ball_mul(exact(s, 3), exact(s, at[i])), ball_sub(ball_int(1), exact(s, at[i])));
        check(&all, "jump", jump, (double[]){3, at[i]}, &unit, 1, part);
    }
    for (double w = 0.25; w < 500; w *= 3) {
        check(&all, "cosh", hyperbolic, (double[]){w, 0}, &unit, 1,
              ball_div(ball_sinh(exact(s, w)), exact(s, w)));
    }
    finish(s, &all, all.integrals * 85 / 100);
}

/* Panels far from zero: nodes are rounded to 1e-8 of the width, and the estimate knows. */
Test(quadrature, rounded_nodes)
{
    scope *s = scope_open(128);
    tally all = {0};
    for (double mean = 1; mean < 1e13; mean *= 1000) {
        const panel near = {mean - 10, mean + 10, 0, 0};
        ball truth = ball_mul(ball_sqrt(ball_mul_int(ball_pi(s), 2)), ten_deviations(s));
        check(&all, "far bell", bell, (double[]){mean, 1}, &near, 1, truth);
    }
    finish(s, &all, 3);
}

Test(quadrature, divergence_is_noticed)
{
    const panel unit = {0, 1, 0, 0}, ray = {1, INFINITY, 0, 1};
    const struct {
        double power;
        panel p;
    } c[] = {{-1, unit}, {-1.5, unit}, {-1, ray}, {-0.5, ray}, {0, ray}, {2, ray}, {-3, unit}};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        task t = {beta_density, (double[]){c[i].power + 1, 1}};
        integral I;
        bool done = quadrature(evaluate, &t, 1, &c[i].p, 1, rough, &I);
        cr_expect(!done && !(I.error < INFINITY), "x^%g from %g: %g +- %g", c[i].power, c[i].p.lo, I.value,
                  I.error);
    }
}

static void several(void *state, const abscissae *at, double *out)
{
    size_t *calls = state;
    *calls += at->n;
    for (size_t i = 0; i < at->n; i++) {
        out[i] = at->panel == 0 ? 1 : 2;
        out[at->n + i] = sqrt(at->panel == 0 ? at->from_lo[i] : 1 + at->from_lo[i]);
        out[2 * at->n + i] = 0;
    }
}

Test(quadrature, several_functions_share_nodes)
{
    const panel two[] = {{0, 1, 0, 0}, {1, 3, 0, 0}};
    size_t calls = 0;
    integral I[3];
    cr_expect(quadrature(several, &calls, 3, two, 2, fine, I) || I[2].error == 0);
    cr_expect(fabs(I[0].value - 5) <= I[0].error && fabs(I[1].value - 2 * sqrt(3)) <= I[1].error + 1e-15);
    cr_expect(I[2].value == 0 && I[2].error == 0, "nothing integrates to nothing");
    cr_expect(I[0].error < 1e-12 && calls < 600, "%zu nodes", calls);
}
