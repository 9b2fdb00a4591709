/*
 * Distribution functions and densities of every family: the laws they obey, and the certified and the
 * double-precision part, which are written separately, held against each other.
 */
#include "laws_under_test.h"

TestSuite(families, .init = quiet);

/* ---- Distribution functions ---- */

static void check_complement(const law *l)
{
    scope *s = scope_open(128);
    for (int i = 0; i < POINTS; i++) {
        ball x = ball_exact_double(s, law_quantile_double(l, levels[i]));
        if (law_has_atoms(l)) /* off the atoms, which may not be exact doubles */
            x = ball_add(x, ball_ratio(1, 1 << 20));
        ball excess = ball_add_int(ball_add(law_cdf(s, l, x), law_sf(s, l, x)), -1);
        cr_expect(ball_contains(excess, ball_int(0)), "%s at u = %g: cdf + sf - 1 = %g", l->text, levels[i],
                  ball_double(excess));
        cr_expect_lt(ball_log2_error(excess), -90, "%s at u = %g", l->text,
                     levels[i]); /* inexact parameters cost bits */
    }
    scope_close(s);
}

Test(families, cdf_and_sf_sum_to_one) { for_each_law(check_complement); }

static void check_monotone(const law *l)
{
    scope *s = scope_open(128);
    for (int i = 1; i < POINTS; i++) {
        double lo = law_quantile_double(l, levels[i - 1]), hi = law_quantile_double(l, levels[i]);
        ball low = law_cdf(s, l, ball_exact_double(s, lo)), high = law_cdf(s, l, ball_exact_double(s, hi));
        cr_expect_leq(lo, hi, "%s: quantiles at %g and %g", l->text, levels[i - 1], levels[i]);
        cr_expect_neq(ball_less(high, low), HOLDS, "%s: cdf at %g and %g", l->text, lo, hi);
        if (continuous(l) && lo < hi)
            cr_expect_eq(ball_less(low, high), HOLDS, "%s: cdf at %g and %g", l->text, lo, hi);
        cr_expect_leq(law_cdf_double(l, lo), law_cdf_double(l, hi), "%s: cdf_double at %g and %g", l->text,
                      lo, hi);
        cr_expect_geq(law_sf_double(l, lo), law_sf_double(l, hi), "%s: sf_double at %g and %g", l->text, lo,
                      hi);
    }
    scope_close(s);
}

Test(families, cdf_increases) { for_each_law(check_monotone); }

/* Quantiles as one parameter varies, if the family says that they are ordered in it. */
static void check_order(const law *l)
{
    enum { STEPS = 6 };
    const component *c = &l->c[0];
    const family *f = c->family;
    for (int i = 0; l->n == 1 && i < MAX_PARAMETERS && f->parameters[i].name; i++)
        for (int k = 0; (f->ordered >> i & 1) && k < POINTS; k++) {
            double q[STEPS];
            int met = 0, up = 0, down = 0;
            for (int step = 0; step < STEPS; step++) {
                double par[MAX_PARAMETERS];
                memcpy(par, c->par_double, sizeof par);
                par[i] = f->parameters[i].in == ANY_REAL ? par[i] + 0.07 * step * (1 + fabs(par[i]))
                                                         : par[i] * (1 + 0.11 * step);
                if (!strcmp(f->parameters[i].name, "n"))
                    par[i] = c->par_double[i] + step;
                bool legal = f->parameters[i].in != PROBABILITY || par[i] < 1;
                if (!strcmp(f->name, "triangular") || !strcmp(f->name, "uniform"))
                    legal = par[0] < par[1] && (f->name[0] == 'u' || (par[0] <= par[1] && par[1] <= par[2]));
                if (legal)
                    q[met++] = f->quantile_double(par, levels[k]);
            }
            for (int step = 1; step < met; step++) {
                double slack = 1e-9 * (fabs(q[step]) + fabs(q[step - 1]));
                up += q[step] > q[step - 1] + slack;
                down += q[step] < q[step - 1] - slack;
            }
            cr_expect(!up || !down, "%s at u = %g: not ordered in %s", l->text, levels[k],
                      f->parameters[i].name);
        }
}

Test(families, quantiles_are_ordered_as_stated) { for_each_family_example(check_order); }

/*
 * A double value must lie in the enclosure over x +- slack (backward error), widened by a relative 2e-13
 * (about 1000 units of the last place: the square root of the largest shape in the examples).
 */
static void expect_in(const law *l, const char *what, double x, double value, ball low, ball high)
{
    ball wide = ball_hull(low, high);
    ball allowed = ball_widen(
        wide, ball_mul(ball_exact_double(wide.in, 2e-13), ball_abs(ball_exact_double(wide.in, value))));
    bool tiny = fabs(value) < 1e-300 && fabs(ball_double(wide)) < 1e-300; /* near underflow */
    cr_expect(tiny || ball_overlaps(allowed, ball_exact_double(wide.in, value)),
              "%s: %s(%.17g) = %.17g, certified %.17g", l->text, what, x, value, ball_double(wide));
}

static void check_cdf_double(const law *l)
{
    scope *s = scope_open(128);
    double middle = median(l);
    for (int i = 0; i < POINTS; i++) {
        double x = law_quantile_double(l, levels[i]);
        if (law_has_atoms(l))
            x += 0x1p-20;
        ball lo = ball_exact_double(s, x - slack(middle, x)), hi = ball_exact_double(s, x + slack(middle, x));
        expect_in(l, "cdf", x, law_cdf_double(l, x), law_cdf(s, l, lo), law_cdf(s, l, hi));
        expect_in(l, "sf", x, law_sf_double(l, x), law_sf(s, l, lo), law_sf(s, l, hi));
    }
    scope_close(s);
}

Test(families, double_cdf_lies_in_the_enclosure) { for_each_law(check_cdf_double); }

static void check_quantile(const law *l)
{
    double middle = median(l);
    for (int i = 0; i < POINTS; i++) {
        double u = levels[i], x = law_quantile_double(l, u), by = slack(middle, x) + DBL_MIN;
        bool left = u <= 0.5;
        double reached = left ? law_cdf_double(l, x + by) : law_sf_double(l, x + by);
        double before = left ? law_cdf_double(l, x - by) : law_sf_double(l, x - by);
        double level = left ? u : 1 - u, few = 4e-13 * level;
        cr_expect(left ? reached >= level - few : reached <= level + few,
                  "%s: cdf(quantile(%g)) is too small", l->text, u);
        cr_expect(left ? before <= level + few : before >= level - few, "%s: quantile(%g) is too large",
                  l->text, u);
    }
}

Test(families, quantile_inverts_cdf) { for_each_law(check_quantile); }

/* ---- Densities ---- */

static ball density_at(scope *s, const law *l, real inside, ball x)
{
    form f = l->c[0].family->log_density(l->pool, &l->c[0], inside);
    return ball_exp(form_value(s, &f, x));
}

/*
 * F(b) - F(a) = (b - a) p(some point between a and b), certified, on an interval of 2^-60 of the room around
 * x.
 */
static void check_derivative(const law *l)
{
    scope *s = scope_open(400);
    for (int i = 0; i < POINTS && continuous(l); i++) {
        double x = law_quantile_double(l, levels[i]), room = room_around(l, x);
        room = isfinite(room) ? room : spread(l) + fabs(x - median(l));
        if (!(room > 1e-300))
            continue;
        ball a = ball_exact_double(s, x), h = ball_scale2(ball_exact_double(s, room), -60),
             b = ball_add(a, h);
        ball gain = ball_div(ball_sub(law_cdf(s, l, b), law_cdf(s, l, a)), h);
        ball density = density_at(s, l, real_from_double(l->pool, x), ball_hull(a, b));
        cr_expect(ball_overlaps(gain, density), "%s: cdf' = %.17g and density %.17g at %g", l->text,
                  ball_double(gain), ball_double(density), x);
        cr_expect_geq(ball_digits(gain), 6, "%s: cdf' at %g", l->text, x);
        cr_expect_geq(ball_digits(density), 3, "%s: density at %g", l->text, x);
    }
    scope_close(s);
}

Test(families, cdf_has_the_density_as_derivative) { for_each_family_example(check_derivative); }

static void check_density_double(const law *l)
{
    scope *s = scope_open(256);
    for (int i = 0; i < POINTS && (continuous(l) || lattice(l)); i++) {
        const component *c = &l->c[0];
        double x = law_quantile_double(l, levels[i]), value, by = lattice(l) ? 0 : slack(median(l), x);
        if (continuous(l) && !(room_around(l, x) > 2 * by))
            continue;
        c->family->log_density_double(c->par_double, 1, &x, &value);
        form f = c->family->log_density(l->pool, c, real_from_double(l->pool, x));
        ball hull = ball_hull(form_value(s, &f, ball_exact_double(s, x - by)),
                              form_value(s, &f, ball_exact_double(s, x + by)));
        double width = lattice(l) ? 1 : spread(l) + DBL_MIN, size = 1 + fabs(value) + fabs(log(width));
        double most = 1e-14 * size + by / width;
        hull = ball_widen(ball_hull(hull, form_value(s, &f, ball_exact_double(s, x))),
                          ball_exact_double(s, most));
        cr_expect(ball_overlaps(hull, ball_exact_double(s, value)),
                  "%s: log density(%.17g) = %.17g, certified %.17g", l->text, x, value, ball_double(hull));
    }
    scope_close(s);
}

Test(families, double_density_lies_in_the_enclosure) { for_each_family_example(check_density_double); }

/* The law-level density of a mixture is the weighted sum. */
Test(families, mixture_density)
{
    double x[300], mixed[300], first[300], second[300];
    law *l = law_parse("0.25*normal(0, 1) + 0.25*point(0) + 0.5*uniform(0, 2)", NULL, NULL);
    for (int i = 0; i < 300; i++)
        x[i] = -3 + i * 0.02;
    law_log_density_double(l, 300, x, mixed);
    l->c[0].family->log_density_double(l->c[0].par_double, 300, x, first);
    l->c[2].family->log_density_double(l->c[2].par_double, 300, x, second);
    for (int i = 0; i < 300; i++)
        cr_expect_float_eq(exp(mixed[i]), 0.25 * exp(first[i]) + 0.5 * exp(second[i]), 1e-15, "at %g", x[i]);
    law_free(l);
    l = law_parse("0.5*point(0) + 0.5*poisson(2)", NULL, NULL);
    law_log_density_double(l, 1, x, mixed);
    cr_expect_eq(mixed[0], -INFINITY);
    cr_expect(!law_has_density(l) && law_has_atoms(l));
    law_free(l);
}

/* ---- Total mass ---- */

static void check_mass(const law *l)
{
    const component *c = &l->c[0];
    real total = real_int(l->pool, 0), x, w;
    scope *s = scope_open(128);
    for (size_t i = 0; c->family->kind == FAMILY_ATOMS && i < c->family->atoms(c); i++) {
        c->family->atom(l->pool, c, i, &x, &w);
        cr_expect_eq(real_sign(w), 1, "%s: weight of atom %zu", l->text, i);
        total = real_add(l->pool, total, w);
    }
    ball sum = real_ball(s, total);
    if (lattice(l)) {
        form f = c->family->log_density(l->pool, c, NULL);
        double last = real_double(c->family->reach(l->pool, c, 1, 60));
        sum = law_sf(s, l, ball_exact_double(s, last));
        for (double n = 0; n <= last; n++)
            sum = ball_add(sum, ball_exp(form_value(s, &f, ball_exact_double(s, n))));
    }
    cr_expect(continuous(l) || ball_contains(sum, ball_int(1)), "%s: total mass %.17g", l->text,
              ball_double(sum));
    scope_close(s);
}

Test(families, atoms_have_mass_one) { for_each_family_example(check_mass); }

/* ---- Extremes ---- */

static void check_extremes(const law *l)
{
    const double at[] = {-INFINITY, -DBL_MAX, -1e10, -1,      -DBL_MIN,  -0.0, 0,
                         5e-324,    DBL_MIN,  1e-10, 0.5,     1 - 1e-16, 1,    1 + 1e-15,
                         2.5,       1e10,     1e200, DBL_MAX, INFINITY};
    const double u[] = {0, 5e-324, DBL_MIN, 1e-100, 0.5, 1 - 0x1p-53, 1};
    double out[sizeof at / sizeof *at];
    size_t n = sizeof at / sizeof *at;
    law_log_density_double(l, n, at, out);
    for (size_t i = 0; i < n; i++) {
        double cdf = law_cdf_double(l, at[i]), sf = law_sf_double(l, at[i]);
        cr_expect(cdf >= 0 && cdf <= 1 + 4e-16 && sf >= 0 && sf <= 1 + 4e-16, "%s: cdf %g, sf %g at %g",
                  l->text, cdf, sf, at[i]);
        cr_expect_float_eq(cdf + sf, 1, 1e-12, "%s: cdf + sf at %g", l->text, at[i]);
        cr_expect(!isnan(out[i]), "%s: log density at %g", l->text, at[i]);
        cr_expect(out[i] == -INFINITY || isfinite(at[i]), "%s: log density %g at %g", l->text, out[i], at[i]);
    }
    for (size_t i = 0; i < sizeof u / sizeof *u; i++)
        cr_expect(!isnan(law_quantile_double(l, u[i])), "%s: quantile(%g)", l->text, u[i]);
    cr_expect_eq(law_cdf_double(l, -INFINITY), 0, "%s", l->text);
    cr_expect_eq(law_sf_double(l, INFINITY), 0, "%s", l->text);
}

Test(families, extremes_are_numbers) { for_each_law(check_extremes); }

/* Log densities are -inf outside the support. */
static void check_outside(const law *l)
{
    real lo, hi;
    const component *c = &l->c[0];
    if (!continuous(l))
        return;
    c->family->support(l->pool, c, &lo, &hi);
    double beyond[2] = {lo ? nextafter(real_double(lo), -INFINITY) : -INFINITY,
                        hi ? nextafter(real_double(hi), INFINITY) : INFINITY},
           out[2];
    c->family->log_density_double(c->par_double, 2, beyond, out);
    cr_expect(out[0] == -INFINITY && out[1] == -INFINITY, "%s: %g, %g", l->text, out[0], out[1]);
    cr_expect_eq(law_cdf_double(l, beyond[0]), 0, "%s", l->text);
    cr_expect_eq(law_sf_double(l, beyond[1]), 0, "%s", l->text);
}

Test(families, density_vanishes_outside_the_support) { for_each_family_example(check_outside); }

/* The same for an empirical law. */
Test(families, empirical_law)
{
    void (*const checks[])(const law *) = {check_complement, check_monotone, check_cdf_double,
                                           check_quantile,   check_mass,     check_extremes};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        on_samples(checks[i]);
}
