/*
 * Distribution functions with derivatives by moving shapes: over random boxes of parameters they hold the certified values at
 * parameters in them, the difference quotients of those values and, of the derivatives at points, their difference quotients.
 */
#include "distributions/cdf_jet.h"
#include "distributions/hyper_series.h"

#include <criterion/criterion.h>
#include <math.h>

typedef struct moving_family {
    const char *name;
    int count, shapes;  /* parameters; the first of them are drawn, the others are 0, 1 */
    double least, most; /* shapes */
    double from, to;    /* points */
} moving_family;

static const moving_family of[] = {{"gamma", 2, 2, 0.2, 60, 0.05, 80},
                                   {"beta", 2, 2, 0.2, 40, 0.02, 0.98},
                                   {"student", 3, 1, 0.6, 50, -9, 9},
                                   {"inversegaussian", 2, 2, 0.3, 20, 0.05, 9}};
enum { FAMILIES = sizeof of / sizeof *of, BOXES = 30, BITS = 90, STEPS = 3 };

static double between(random_stream *r, double lo, double hi) { return lo + (hi - lo) * random_uniform(r); }

static cjet jet_of(scope *s, ball value, double slope)
{
    cjet j = cjet_constant(1, cball_from_ball(s, value));
    if (slope != 0)
        j.order = 1, j.slope[0] = cball_from_ball(s, ball_exact_double(s, slope));
    return j;
}

/* F where theta is in the ball: par_i = start_i + speed_i theta. */
static cjet jet_over(scope *s, const moving_family *m, const double *start, const double *speed, ball theta,
                     double x)
{
    cjet over[MAX_PARAMETERS], middle[MAX_PARAMETERS];
    ball half = ball_sub(theta, ball_mid(theta));
    for (int i = 0; i < m->count; i++) {
        ball a = ball_exact_double(s, start[i]), b = ball_exact_double(s, speed[i]);
        over[i] = jet_of(s, ball_add(a, ball_mul(b, theta)), speed[i]);
        middle[i] = jet_of(s, ball_add(a, ball_mul(b, ball_mid(theta))), speed[i]);
    }
    cdf_jet *j = cdf_jet_make(family_by_name(m->name), m->count, over, middle, &half, BITS);
    cjet F = cdf_jet_at(j, cball_from_ball(s, ball_exact_double(s, x)));
    cdf_jet_free(j);
    return F;
}

/* By the family's own ball cdf, which knows no series. */
static ball value_at(scope *s, const moving_family *m, const double *start, const double *speed, double theta,
                     double x)
{
    real_pool *pool = real_pool_open();
    real par[MAX_PARAMETERS], at = real_from_double(pool, theta);
    for (int i = 0; i < m->count; i++)
        par[i] = real_add(pool, real_from_double(pool, start[i]),
                          real_mul(pool, real_from_double(pool, speed[i]), at));
    law *l = law_of(m->name, par);
    ball F = law_cdf(s, l, ball_exact_double(s, x));
    law_free(l);
    real_pool_close(pool);
    return F;
}

static ball quotient(ball from, ball to, double step)
{
    return ball_div(ball_sub(to, from), ball_exact_double(to.in, step));
}

static double check(const moving_family *m, random_stream *r)
{
    scope *s = scope_open(BITS);
    double start[MAX_PARAMETERS] = {0}, speed[MAX_PARAMETERS] = {0}, x = between(r, m->from, m->to);
    for (int i = 0; i < m->count; i++)
        start[i] = i < m->shapes ? exp(between(r, log(m->least), log(m->most))) : i - 1;
    for (int i = 0; i < m->shapes; i++)
        speed[i] = start[i] * between(r, -0.5, 1);
    double h = ldexp(1, -(int)(2 + 8 * random_uniform(r)));
    ball theta = ball_widen(ball_in(s, ball_int(0)), ball_exact_double(s, h));
    cjet wide = jet_over(s, m, start, speed, theta, x), before = wide;
    ball last = ball_int(0);
    for (int k = 0; k <= STEPS; k++) {
        double at = -h + 2 * h * k / STEPS, step = 2 * h / STEPS;
        ball F = value_at(s, m, start, speed, at, x), point = ball_exact_double(s, at);
        cjet thin = jet_over(s, m, start, speed, point, x);
        cr_expect(ball_overlaps(cball_real(wide.value), F) && ball_overlaps(cball_real(thin.value), F),
                  "%s(%g + %g theta, ...) at %g, theta = %g", m->name, start[0], speed[0], x, at);
        cr_expect(ball_overlaps(cball_real(wide.slope[0]), cball_real(thin.slope[0]))
                      && ball_overlaps(cball_real(wide.bend[0]), cball_real(thin.bend[0])),
                  "derivatives of %s(%g + %g theta, ...) at %g, theta = %g", m->name, start[0], speed[0], x,
                  at);
        /* by the mean value theorem; at + step rounds, which moves the quotients by less than 2^-40 */
        ball off = ball_exact_double(s, 1e-11);
        if (k) {
            cr_expect(ball_overlaps(cball_real(wide.slope[0]), ball_widen(quotient(last, F, step), off)),
                      "slope of %s(%g + %g theta, ...) at %g", m->name, start[0], speed[0], x);
            ball bend = quotient(cball_real(before.slope[0]), cball_real(thin.slope[0]), step);
            cr_expect(ball_overlaps(cball_real(wide.bend[0]), ball_widen(bend, ball_exact_double(s, 1e-8))),
                      "bend of %s(%g + %g theta, ...) at %g", m->name, start[0], speed[0], x);
        }
        last = F, before = thin;
    }
    double width = cball_is_finite(wide.slope[0]) ? ball_radius(cball_real(wide.slope[0])) : INFINITY;
    scope_close(s);
    return width / h;
}

Test(cdf_jet, holds_values_and_difference_quotients, .timeout = 60)
{
    random_stream *r = random_open(77, 0);
    for (int i = 0; i < FAMILIES; i++) {
        int narrow = 0;
        for (int k = 0; k < BOXES; k++)
            narrow += check(&of[i], r) < 60;
        cr_expect(2 * narrow > BOXES, "%s: narrow on %d boxes", of[i].name, narrow);
    }
    random_close(r);
}

/* Two parameters that move apart: the mixed derivative against difference quotients of the first ones. */
Test(cdf_jet, holds_mixed_derivatives)
{
    scope *s = scope_open(BITS);
    for (int i = 0; i < FAMILIES; i++) {
        double x = of[i].to > 1 ? 1.25 : 0.375, h = 0x1p-20;
        cjet at[2];
        for (int side = 0; side < 2; side++) {
            cjet par[MAX_PARAMETERS];
            for (int k = 0; k < of[i].count; k++) {
                par[k] =
                    cjet_constant(2, cball_from_ball(s, ball_exact_double(s, 1.5 + k + (k == 1) * side * h)));
                if (k < 2) {
                    par[k].order = 1;
                    par[k].slope[k] = cball_from_ball(s, ball_in(s, ball_int(1)));
                    par[k].slope[1 - k] = cball_from_ball(s, ball_in(s, ball_int(0)));
                }
            }
            ball none[2] = {ball_in(s, ball_int(0)), ball_in(s, ball_int(0))};
            cdf_jet *j = cdf_jet_make(family_by_name(of[i].name), of[i].count, par, par, none, BITS);
            at[side] = cdf_jet_at(j, cball_from_ball(s, ball_exact_double(s, x)));
            cdf_jet_free(j);
        }
        double mixed = ball_double(cball_real(at[0].bend[cjet_bend(1, 0)])),
               found = ball_double(quotient(cball_real(at[0].slope[0]), cball_real(at[1].slope[0]), h));
        cr_expect(fabs(mixed - found) < 1e-5 && fabs(mixed) > 1e-3, "%s: %g, %g", of[i].name, mixed, found);
    }
    scope_close(s);
}

/* The sum of (a+e)_n/(b+e)_n (w+e)^n, or of (w+e)^n/(b+e)_n, modulo e^3. */
static void sum_of(acb_ptr out, double a, double b, double w, slong bits)
{
    hyper_table t = {0};
    arb_ptr par = _arb_vec_init(2 * STEPS);
    acb_ptr at = _acb_vec_init(STEPS);
    arb_set_d(par, a);
    arb_set_d(par + STEPS, b);
    acb_set_d(at, w);
    arb_one(par + 1), arb_one(par + STEPS + 1), acb_one(at + 1);
    hyper_table_begin(&t, a > 0 ? par : NULL, par + STEPS, at, STEPS, bits);
    hyper_table_sum(out, &t, at);
    hyper_table_clear(&t);
    _arb_vec_clear(par, 2 * STEPS);
    _acb_vec_clear(at, STEPS);
}

/* What is left out after the last term is more than rounding: a sum of few bits holds that of many only if it is added. */
Test(cdf_jet, sums_of_few_bits_hold_those_of_many)
{
    acb_ptr few = _acb_vec_init(STEPS), many = _acb_vec_init(STEPS);
    for (double a = 0; a < 9; a += 2.75)
        for (double b = 1.25; b < 9; b *= 1.7)
            for (double w = 0.05; w < 0.8; w += 0.11) {
                sum_of(few, a, b, w, 40);
                sum_of(many, a, b, w, 200);
                cr_expect(acb_is_finite(few) && acb_rel_accuracy_bits(few) > 20, "%g, %g, %g is wide", a, b,
                          w);
                for (int k = 0; k < STEPS; k++)
                    cr_expect(acb_contains(few + k, many + k), "%g, %g, %g: coefficient %d", a, b, w, k);
            }
    _acb_vec_clear(few, STEPS);
    _acb_vec_clear(many, STEPS);
}
