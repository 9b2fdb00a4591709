/* Linear forms over basis functions: exact algebra, growth, values and slopes. See form.h. */
#include "calculus/form.h"

static bool same(real a, real b) { return a == b || (a && b && real_equal(a, b)); }

void form_add(real_pool *pool, form *f, basis kind, real coef, real at, real scale)
{
    int i = 0;
    while (i < f->n && !(f->t[i].kind == kind && same(f->t[i].at, at) && same(f->t[i].scale, scale)))
        i++;
    if (i < f->n)
        coef = real_add(pool, f->t[i].coef, coef);
    else if (f->n < FORM_TERMS)
        f->n++;
    f->t[i] = (term){kind, coef, at, scale};
    if (real_is_zero(coef))
        f->t[i] = f->t[--f->n];
}

form form_combine(real_pool *pool, real alpha, const form *f, real beta, const form *g)
{
    form sum = {0};
    for (int i = 0; i < f->n; i++)
        form_add(pool, &sum, f->t[i].kind, real_mul(pool, alpha, f->t[i].coef), f->t[i].at, f->t[i].scale);
    for (int i = 0; i < g->n; i++)
        form_add(pool, &sum, g->t[i].kind, real_mul(pool, beta, g->t[i].coef), g->t[i].at, g->t[i].scale);
    return sum;
}

form form_difference(real_pool *pool, const form *f, const form *g)
{
    return form_combine(pool, real_int(pool, 1), f, real_int(pool, -1), g);
}

growth form_growth(real_pool *pool, const form *f, int side)
{
    real zero = real_int(pool, 0);
    growth g = {zero, zero, zero};
    for (int i = 0; i < f->n; i++) {
        term t = f->t[i];
        switch (t.kind) {
        case BASIS_XX: g.quadratic = real_add(pool, g.quadratic, t.coef); break;
        case BASIS_X: g.linear = real_add(pool, g.linear, side > 0 ? t.coef : real_neg(pool, t.coef)); break;
        case BASIS_SOFTPLUS: /* log(1 + e^z) ~ z as z -> +infinity, 0 as z -> -infinity */
            if (real_sign(t.scale) == side) {
                real slope = real_div(pool, t.coef, t.scale);
                g.linear = real_add(pool, g.linear, side > 0 ? slope : real_neg(pool, slope));
            }
            break;
        case BASIS_LOG: g.logarithmic = real_add(pool, g.logarithmic, t.coef); break;
        case BASIS_LOG_QUADRATIC:
            g.logarithmic = real_add(pool, g.logarithmic, real_mul(pool, real_int(pool, 2), t.coef));
            break;
        default: break;
        }
    }
    return g;
}

real form_exponent(real_pool *pool, const form *f, real at)
{
    for (int i = 0; i < f->n; i++)
        if (f->t[i].kind == BASIS_LOG && real_equal(f->t[i].at, at))
            return f->t[i].coef;
    return real_int(pool, 0);
}

static ball standardised(scope *s, term t, ball x)
{
    return ball_div(ball_sub(x, real_ball(s, t.at)), real_ball(s, t.scale));
}

static ball basis_value(scope *s, term t, ball x)
{
    switch (t.kind) {
    case BASIS_X: return x;
    case BASIS_XX: return ball_sqr(x);
    case BASIS_LOG: return ball_log(ball_mul(real_ball(s, t.scale), ball_sub(x, real_ball(s, t.at))));
    case BASIS_LOG_QUADRATIC: return ball_log1p(ball_sqr(standardised(s, t, x)));
    case BASIS_SOFTPLUS: return ball_softplus(standardised(s, t, x));
    case BASIS_LGAMMA:
        return ball_lgamma(ball_add_int(ball_mul(real_ball(s, t.scale), ball_sub(x, real_ball(s, t.at))), 1));
    default: return ball_int(1);
    }
}

ball form_value(scope *s, const form *f, ball x)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < f->n; i++)
        sum = ball_add(sum, ball_mul(real_ball(s, f->t[i].coef), basis_value(s, f->t[i], x)));
    return sum;
}

ball form_value_near(scope *s, const form *f, real at, int direction, ball distance)
{
    ball x = ball_add(real_ball(s, at), ball_mul_int(distance, direction)), sum = ball_in(s, ball_int(0));
    for (int i = 0; i < f->n; i++) {
        term t = f->t[i];
        bool own = t.kind == BASIS_LOG && real_equal(t.at, at);
        ball value =
            own ? ball_log(ball_mul(ball_abs(real_ball(s, t.scale)), distance)) : basis_value(s, t, x);
        sum = ball_add(sum, ball_mul(real_ball(s, t.coef), value));
    }
    return sum;
}

/*
 * Along x = X + side * s, s >= 0, with z = (x - at)/scale and r = X - at:
 *     x:              side                         x^2:           2 side X + 2 s
 *     log|x - at|:    in [0, 1/|r|] moving away from `at` (moving towards it the slope is unbounded)
 *     log(1 + z^2):   2 (x - at)/(scale^2 + (x - at)^2) * side, absolute value at most 1/|scale|, and at most 2/|r| outward
 *     log(1 + e^z):   between its slope at X and its limit, as it is monotone
 */
static ray_slope basis_ray_slope(scope *s, term t, ball X, int side)
{
    ball zero = ball_in(s, ball_int(0));
    ball r = t.at ? ball_mul_int(ball_sub(X, real_ball(s, t.at)), side)
                  : zero; /* positive if moving away from `at` */
    switch (t.kind) {
    case BASIS_X: return (ray_slope){ball_in(s, ball_int(side)), zero};
    case BASIS_XX: return (ray_slope){ball_mul_int(X, 2 * side), ball_in(s, ball_int(2))};
    case BASIS_LOG:
        return (ray_slope){ball_positive(r) == HOLDS ? ball_upto(ball_inv(r)) : ball_nothing(s), zero};
    case BASIS_LOG_QUADRATIC: {
        ball steepest = ball_inv(ball_abs(real_ball(s, t.scale)));
        if (ball_positive(r) == HOLDS)
            return (ray_slope){ball_upto(ball_min(steepest, ball_mul_int(ball_inv(r), 2))), zero};
        return (ray_slope){ball_within(steepest), zero};
    }
    case BASIS_SOFTPLUS: {
        ball scale = real_ball(s, t.scale);
        ball here = ball_sigmoid(standardised(s, t, X));
        ball limit = ball_in(s, ball_int(real_sign(t.scale) == side ? 1 : 0));
        return (ray_slope){ball_div(ball_mul_int(ball_hull(here, limit), side), scale), zero};
    }
    case BASIS_LGAMMA: return (ray_slope){ball_nothing(s), ball_nothing(s)};
    default: return (ray_slope){zero, zero};
    }
}

ray_slope form_ray_slope(scope *s, const form *f, real from, int side)
{
    ball X = real_ball(s, from);
    ray_slope sum = {ball_in(s, ball_int(0)), ball_in(s, ball_int(0))};
    for (int i = 0; i < f->n; i++) {
        ray_slope one = basis_ray_slope(s, f->t[i], X, side);
        ball coef = real_ball(s, f->t[i].coef);
        sum.constant = ball_add(sum.constant, ball_mul(coef, one.constant));
        sum.linear = ball_add(sum.linear, ball_mul(coef, one.linear));
    }
    return sum;
}

static ball basis_slope(scope *s, term t, ball x)
{
    switch (t.kind) {
    case BASIS_X: return ball_in(s, ball_int(1));
    case BASIS_XX: return ball_mul_int(x, 2);
    case BASIS_LOG: return ball_inv(ball_sub(x, real_ball(s, t.at)));
    case BASIS_LOG_QUADRATIC: {
        ball z = standardised(s, t, x);
        return ball_div(ball_mul_int(z, 2), ball_mul(real_ball(s, t.scale), ball_add_int(ball_sqr(z), 1)));
    }
    case BASIS_SOFTPLUS: return ball_div(ball_sigmoid(standardised(s, t, x)), real_ball(s, t.scale));
    case BASIS_LGAMMA: return ball_nothing(s);
    default: return ball_in(s, ball_int(0));
    }
}

ray_slope form_end_slope(scope *s, const form *f, real at, int direction, ball radius)
{
    ball end = real_ball(s, at), r = ball_upto(radius);
    ball x = ball_hull(end, ball_add(end, ball_mul_int(radius, direction)));
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < f->n; i++) {
        bool own = f->t[i].kind == BASIS_LOG && real_equal(f->t[i].at, at);
        ball speed = own ? ball_int(1) : ball_mul_int(ball_mul(r, basis_slope(s, f->t[i], x)), direction);
        sum = ball_sub(sum, ball_mul(real_ball(s, f->t[i].coef), speed));
    }
    return (ray_slope){sum, ball_in(s, ball_int(0))};
}
