/*
 * Random forms far out: the slopes along rays and towards ends enclose the derivative at points far and near, and their bounds hold;
 * what grows without bound has the sign that its growth tells.
 */
#include "calculus/form_far.h"
#include "form_trial.h"

#include <criterion/criterion.h>
#include <math.h>

/* side > 0: the ray starts right of every branch point, hi; side < 0: left of lo. Functions of log x live right of 0. */
static void drop_wrong_terms(trial *one, int side)
{
    form kept = {0};
    for (int i = 0; i < one->f.n; i++) {
        term t = one->f.t[i];
        bool positive = t.kind == BASIS_LOG_SQUARED || t.kind == BASIS_POWER;
        if (positive ? side > 0 : t.kind != BASIS_LOG || real_sign(t.scale) == side)
            form_add(one->pool, &kept, t.kind, t.coef, t.at, t.scale);
    }
    one->f = kept;
}

/* x at s. */
static ball far_point(const trial *one, const outskirt *o, ball at)
{
    ball r = ball_mul(o->radius, ball_exp(o->at_end ? ball_neg(at) : at));
    return ball_add(real_ball(one->s, o->centre), ball_mul_int(r, o->side));
}

/* The slope as it is represented, on an enclosure of s. */
static ball represented(const trial *one, const far_slope *f, const outskirt *o, ball at)
{
    ball sum = ball_add(f->rest, ball_mul(f->linear, at));
    ball grown = ball_mul(o->radius, ball_expm1(at)); /* r - radius on a ray */
    for (int i = 0; i < f->n; i++) {
        ball exponent = ball_add(ball_mul(real_ball(one->s, f->t[i].rate), grown),
                                 ball_mul(real_ball(one->s, f->t[i].power), at));
        sum = ball_add(sum, ball_mul(f->t[i].coef, ball_exp(exponent)));
    }
    return sum;
}

/* (f(s + h) - f(s))/h, h = 2^-60, is the slope somewhere in between; 400 bits pay for it. */
static void check_slope(const trial *one, const outskirt *o, double s)
{
    scope *work = scope_open(400);
    trial wide = *one;
    wide.s = work;
    outskirt far = o->at_end ? outskirt_end(o->from, o->side, o->radius)
                             : outskirt_ray(work, one->pool, o->centre, o->from, o->side);
    ball at = ball_exact_double(work, s), h = ball_scale2(ball_in(work, ball_int(1)), -60),
         next = ball_add(at, h);
    ball rise = ball_sub(form_value(work, &one->f, far_point(&wide, &far, next)),
                         form_value(work, &one->f, far_point(&wide, &far, at)));
    ball quotient = ball_div(rise, h), between = ball_hull(at, next);
    far_slope slope = form_far_slope(one->s, one->pool, &one->f, o);
    slope_bound most = far_slope_upper(one->s, &slope, o);
    ball held = represented(&wide, &slope, &far, between);
    cr_expect(ball_overlaps(held, quotient), "side %d, end %d, radius %g, s = %g: %g in %g +- %g", o->side,
              o->at_end, ball_double(o->radius), s, ball_double(quotient), ball_double(held),
              ball_radius(held));
    ball bound = ball_add(most.constant, ball_mul(most.linear, between));
    cr_expect(ball_at_most(quotient, bound) != FAILS, "side %d, end %d, radius %g, s = %g: %g is above %g",
              o->side, o->at_end, ball_double(o->radius), s, ball_double(quotient), ball_double(bound));
    scope_close(work);
}

static bool has_positive_terms(const trial *one)
{
    return form_is_irregular(&one->f, real_int(one->pool, 0));
}

/* Far enough, the sign of a form is that of its fastest term; powers of nearly the same exponent take long. */
static int check_growth(const trial *one, const outskirt *o, double s)
{
    growth g = form_growth(one->pool, &one->f, o);
    int sign = growth_sign(&g);
    bool soon = g.n && real_sign(g.t[0].rate) != 0;
    ball value =
        form_value(one->s, &one->f, far_point(one, o, ball_exact_double(one->s, soon ? s : 100 * s)));
    cr_expect(g.known && sign != REAL_UNDECIDED);
    cr_expect(!sign || !ball_sign(value) || ball_sign(value) == sign, "side %d, end %d: sign %d, value %g",
              o->side, o->at_end, sign, ball_double(value));
    return sign && ball_sign(value);
}

Test(form_far, slopes_along_rays)
{
    static const double at[] = {0, 0.01, 0.3, 1, 3, 10, 40};
    int bounded = 0, grown = 0;
    for (int i = 0; i < 400 * effort(); i++) {
        trial one = trial_open(i % 5 ? MAP_AFFINE : MAP_TAN);
        int side = i % 2 ? 1 : -1;
        drop_wrong_terms(&one, side);
        real from = real_add(one.pool, side > 0 ? one.in.hi : one.in.lo, real_int(one.pool, side * draw(5)));
        real centre =
            real_sub(one.pool, side > 0 ? one.in.lo : one.in.hi, real_int(one.pool, side * draw(5)));
        if (has_positive_terms(&one))
            centre = real_int(one.pool, 0);
        outskirt o = outskirt_ray(one.s, one.pool, centre, from, side);
        far_slope slope = form_far_slope(one.s, one.pool, &one.f, &o);
        bounded += ball_is_finite(far_slope_upper(one.s, &slope, &o).constant);
        for (size_t k = 0; k < sizeof at / sizeof *at; k++)
            check_slope(&one, &o, at[k]);
        grown += check_growth(&one, &o, 60);
        trial_close(&one);
    }
    cr_expect(bounded > 100 * effort() && grown > 200 * effort(), "%d bounds, %d signs", bounded, grown);
}

Test(form_far, slopes_towards_an_end)
{
    static const double at[] = {0, 0.01, 0.3, 1, 3, 10, 40};
    int bounded = 0, grown = 0;
    for (int i = 0; i < 400 * effort(); i++) {
        trial one = trial_open(MAP_AFFINE);
        int direction = i % 2 ? 1 : -1;
        real end = direction > 0 ? one.in.lo : one.in.hi;
        ball length = real_ball(one.s, real_sub(one.pool, one.in.hi, one.in.lo)),
             radius = ball_div_int(length, 2 + draw(1000));
        outskirt o = outskirt_end(end, direction, radius);
        far_slope slope = form_far_slope(one.s, one.pool, &one.f, &o);
        bounded += ball_is_finite(far_slope_upper(one.s, &slope, &o).constant);
        for (size_t k = 0; k < sizeof at / sizeof *at; k++)
            check_slope(&one, &o, at[k]);
        grown += check_growth(&one, &o, 200);
        ball distance = ball_mul(radius, ball_exp(ball_in(one.s, ball_int(-3))));
        ball near = form_value_near(one.s, &one.f, end, direction, distance);
        ball x = ball_add(real_ball(one.s, end), ball_mul_int(distance, direction));
        cr_expect(ball_overlaps(near, form_value(one.s, &one.f, x)), "at %g, distance %g: value",
                  real_double(end), ball_double(distance));
        trial_close(&one);
    }
    cr_expect(bounded > 100 * effort() && grown > 20 * effort(), "%d bounds, %d signs", bounded, grown);
}

/* Terms that agree merge, and vanish if they cancel; growth adds up. */
