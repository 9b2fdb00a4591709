/*
 * The objectives, row by row: slopes against central differences; no overflow where the docstring promises none; and for the f-GAN
 * family the conjugate against the supremum that it is, Young's inequality, the bound's tightness at the best critic, and the
 * composed form against f*(g(v)).
 */
#include "gan/objective.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <string.h>

/* Every row of the f-GAN table, with some orders where it has one. */
static const struct {
    fgan_name row;
    double order;
} cases[] = {
    {FGAN_KL, 0},       {FGAN_REVERSE_KL, 0},    {FGAN_PEARSON, 0},
    {FGAN_NEYMAN, 0},   {FGAN_HELLINGER, 0},     {FGAN_JEFFREYS, 0},
    {FGAN_JS, 0},       {FGAN_JS_WEIGHTED, 0.3}, {FGAN_JS_WEIGHTED, 0.8},
    {FGAN_GAN, 0},      {FGAN_ALPHA, 0.4},       {FGAN_ALPHA, 2.5},
    {FGAN_ALPHA, -0.5}, {FGAN_ALPHA, 1.2},       {FGAN_TV, 0},
};
enum { CASES = sizeof cases / sizeof *cases };

/* (f(+h) - f(-h))/(2h) once extrapolated: error O(h^4), about 1e-11 of the scale of f for h = 1e-3. */
static double slope_by_differences(jet (*f)(double, double), double at, double order)
{
    double h = 1e-3 * fmax(1e-2, fmin(1, fabs(at))), d[2];
    for (int k = 0; k < 2; k++, h /= 2)
        d[k] = (f(at + h, order).value - f(at - h, order).value) / (2 * h);
    return (4 * d[1] - d[0]) / 3;
}

#define NEAR(a, b, tolerance) (fabs((a) - (b)) <= (tolerance) * (1 + fabs(b)))

Test(gan_objectives, f_gan_slopes)
{
    static const double us[] = {0.05, 0.3, 0.9, 1.7, 6}, vs[] = {-7, -1.2, -0.1, 0.4, 2, 6};
    for (int c = 0; c < CASES; c++) {
        const fgan_row *row = &fgan_rows[cases[c].row];
        double order = cases[c].order;
        for (size_t i = 0; i < sizeof us / sizeof *us; i++) {
            double slope = row->f(us[i], order).slope, seen = slope_by_differences(row->f, us[i], order);
            cr_expect(NEAR(seen, slope, 1e-8), "%s(%g): f'(%g) = %.12g, differences %.12g", row->name, order,
                      us[i], slope, seen);
        }
        for (size_t i = 0; i < sizeof vs / sizeof *vs; i++) {
            double g = row->output(vs[i], order).slope, h = row->composed(vs[i], order).slope;
            cr_expect(NEAR(slope_by_differences(row->output, vs[i], order), g, 1e-8), "%s(%g): g'(%g)",
                      row->name, order, vs[i]);
            cr_expect(NEAR(slope_by_differences(row->composed, vs[i], order), h, 1e-8), "%s(%g): h'(%g) = %g",
                      row->name, order, vs[i], h);
        }
    }
}

/* h(v) = f*(g(v)), as far as g(v) itself keeps the digits: its error eps (1 + |g|) is magnified by f*' = h'/g'. */
Test(gan_objectives, f_gan_composed_is_the_conjugate_of_the_output)
{
    for (int c = 0; c < CASES; c++) {
        const fgan_row *row = &fgan_rows[cases[c].row];
        double order = cases[c].order;
        for (double v = -6; v <= 6; v += 0.375) {
            jet g = row->output(v, order), h = row->composed(v, order);
            double apart = row->conjugate(g.value, order),
                   allowed = 1e-14 * (1 + fabs(h.value))
                             + 8 * DBL_EPSILON * (1 + fabs(g.value)) * fabs(h.slope / g.slope);
            cr_expect(fabs(apart - h.value) <= allowed, "%s(%g) at %g: f*(g) = %.17g, h = %.17g", row->name,
                      order, v, apart, h.value);
        }
    }
}

/* f*(t) = sup over u of u t - f(u): no u exceeds it, and the u of the best output attains it. */
Test(gan_objectives, f_gan_conjugate_is_the_supremum)
{
    for (int c = 0; c < CASES; c++) {
        const fgan_row *row = &fgan_rows[cases[c].row];
        double order = cases[c].order;
        for (double v = -3; v <= 3; v += 0.5) {
            double t = row->output(v, order).value, sup = -INFINITY, conjugate = row->conjugate(t, order);
            for (double log_u = -16; log_u <= 16; log_u += 1. / 1024)
                sup = fmax(sup, exp(log_u) * t - row->f(exp(log_u), order).value);
            /* A maximum found on a grid of ratio 1/1024 is low by f''(u) u^2/2^22 at most; or, at u -> 0, by what is left at e^-16. */
            double u = fabs(row->composed(v, order).slope / row->output(v, order).slope);
            cr_expect(sup <= conjugate + 1e-12 * (1 + fabs(conjugate)),
                      "%s(%g): u t - f(u) = %.15g exceeds f*(%g) = %.15g", row->name, order, sup, t,
                      conjugate);
            cr_expect(conjugate - sup <= 1e-5 * (1 + u + fabs(conjugate)),
                      "%s(%g): f*(%g) = %.15g, supremum %.15g", row->name, order, t, conjugate, sup);
        }
    }
}

/* At the best critic for the ratio u: u g(v) - h(v) = f(u), the bound of a point with densities (u, 1). */
Test(gan_objectives, f_gan_bound_is_tight)
{
    for (int c = 0; c < CASES; c++) {
        const fgan_row *row = &fgan_rows[cases[c].row];
        double order = cases[c].order;
        for (double u = 1. / 64; u <= 64; u *= 1.5) {
            double v = row->best(u, order), f = row->f(u, order).value;
            double bound = u * row->output(v, order).value - row->composed(v, order).value;
            cr_expect(NEAR(bound, f, 1e-12 * (1 + u)), "%s(%g) at u = %g: bound %.15g, f %.15g", row->name,
                      order, u, bound, f);
            if (cases[c].row != FGAN_TV) {
                double g = row->output(v, order).value, slope = row->f(u, order).slope;
                cr_expect(NEAR(g, slope, 1e-12), "%s(%g): g(best(%g)) = %.15g, f' = %.15g", row->name, order,
                          u, g, slope);
            }
        }
    }
}

static void slopes_of(const objective *o, const char *what, objective_part *part)
{
    for (double t = -6.1; t < 6.2; t += 0.4) {
        double h = 1e-3, at[5] = {t, t + h, t - h, t + h / 2, t - h / 2}, value[5], slope[5];
        part(o, 5, at, value, slope);
        double seen = (4 * (value[3] - value[4]) / h - (value[1] - value[2]) / (2 * h)) / 3;
        cr_expect(NEAR(seen, slope[0], 1e-8), "%s, %s: slope %.12g at %g, differences %.12g", o->kind->name,
                  what, slope[0], t, seen);
    }
}

Test(gan_objectives, slopes_of_every_row)
{
    int rows = 0;
    for (const objective_kind *k; (k = objective_listed(rows)); rows++) {
        objective o;
        error e;
        cr_assert(objective_named(k->name, &o, &e) && objective_valid(&o, &e), "%s: %s", k->name, e.message);
        slopes_of(&o, "real", k->real);
        slopes_of(&o, "fake", k->fake);
        slopes_of(&o, "generator", k->generator);
    }
    cr_expect(rows >= 16);
}

/* Logits of a discriminator that is certain: every value is finite and exact, every slope is in [-1, 1]. */
Test(gan_objectives, certain_discriminators_do_not_overflow)
{
    static const double far[] = {-1e300, -800, -40, 0, 40, 800, 1e300};
    double value[7], slope[7];
    objective o;
    error e;
    cr_assert(objective_named("non-saturating", &o, &e));
    o.kind->real(&o, 7, far, value, slope);
    for (int i = 0; i < 7; i++) {
        double exact = far[i] < -40 ? -far[i] : far[i] > 700 ? 0 : log1p(exp(-far[i]));
        cr_expect(NEAR(value[i], exact, 1e-15) && slope[i] <= 0 && slope[i] >= -1, "softplus(%g) = %.17g",
                  -far[i], value[i]);
    }
    cr_expect(value[4] > 4.24e-18 && value[4] < 4.25e-18, "e^-40 is not lost: %g", value[4]);
    cr_assert(objective_named("minimax", &o, &e));
    o.kind->generator(&o, 7, far, value, slope);
    cr_expect(slope[1] == 0 && slope[2] > -4.25e-18 && slope[2] < -4.24e-18, "saturates like e^t: %g",
              slope[2]);
    o.kind->real(&o, 1, (double[]){NAN}, value, slope);
    cr_expect(isnan(value[0]) && isnan(slope[0]), "NaN stays NaN");
}

Test(gan_objectives, names_and_constants)
{
    objective o;
    error e;
    cr_expect(!objective_named("wassertsein", &o, &e) && strstr(e.message, "'wasserstein'?"), "%s",
              e.message);
    cr_expect(!objective_named("none", &o, &e) && strstr(e.message, "f-tv"), "%s", e.message);
    cr_assert(objective_named("f-alpha", &o, &e));
    o.constant[0] = 1;
    cr_expect(!objective_valid(&o, &e) && strstr(e.message, "f-kl"), "%s", e.message);
    cr_assert(objective_named("least-squares", &o, &e));
    o.constant[0] = o.constant[1];
    cr_expect(!objective_valid(&o, &e));
}
