/* Linear forms over basis functions: exact algebra, values and slopes. See form.h. */
#include "calculus/form.h"

static bool same(real a, real b) { return a == b || (a && b && real_equal(a, b)); }

void form_add(real_pool *pool, form *f, basis kind, real coef, real at, real scale)
{
    int i = 0;
    slong power = 0;
    if (kind == BASIS_POWER && real_is_integer(scale, &power) && (power == 1 || power == 2)) {
        kind = power == 1 ? BASIS_X : BASIS_XX;
        scale = NULL;
    }
    while (i < f->n && !(f->t[i].kind == kind && same(f->t[i].at, at) && same(f->t[i].scale, scale)))
        i++;
    if (i < f->n)
        coef = real_add(pool, f->t[i].coef, coef);
    else if (f->n < FORM_TERMS)
        f->n++;
    else { /* no room: a form without a value anywhere */
        f->t[0].coef = real_log(pool, real_int(pool, -1));
        return;
    }
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

real form_exponent(real_pool *pool, const form *f, real at)
{
    for (int i = 0; i < f->n; i++)
        if (f->t[i].kind == BASIS_LOG && real_equal(f->t[i].at, at))
            return f->t[i].coef;
    return real_int(pool, 0);
}

bool form_is_irregular(const form *f, real at)
{
    for (int i = 0; i < f->n; i++)
        if ((f->t[i].kind == BASIS_LOG_SQUARED || f->t[i].kind == BASIS_POWER) && real_sign(at) == 0)
            return true;
    return false;
}

ball term_value(scope *s, term t, ball x)
{
    switch (t.kind) {
    case BASIS_X: return x;
    case BASIS_XX: return ball_sqr(x);
    case BASIS_LOG: return ball_log(ball_mul(real_ball(s, t.scale), ball_sub(x, real_ball(s, t.at))));
    case BASIS_LOG_QUADRATIC: return ball_log1p(ball_sqr(term_standardised(s, t, x)));
    case BASIS_SOFTPLUS: return ball_softplus(term_standardised(s, t, x));
    case BASIS_LOG_SQUARED: return ball_sqr(ball_log(x));
    case BASIS_POWER: return ball_pow(x, real_ball(s, t.scale));
    case BASIS_EXP: return ball_exp(term_standardised(s, t, x));
    case BASIS_LGAMMA:
        return ball_lgamma(ball_add_int(ball_mul(real_ball(s, t.scale), ball_sub(x, real_ball(s, t.at))), 1));
    default: return ball_int(1);
    }
}

ball form_value(scope *s, const form *f, ball x)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < f->n; i++)
        sum = ball_add(sum, ball_mul(real_ball(s, f->t[i].coef), term_value(s, f->t[i], x)));
    return sum;
}

ball form_value_near(scope *s, const form *f, real at, int direction, ball distance)
{
    ball x = ball_add(real_ball(s, at), ball_mul_int(distance, direction)), sum = ball_in(s, ball_int(0));
    for (int i = 0; i < f->n; i++) {
        term t = f->t[i];
        bool own = t.kind == BASIS_LOG && real_equal(t.at, at);
        ball value =
            own ? ball_log(ball_mul(ball_abs(real_ball(s, t.scale)), distance)) : term_value(s, t, x);
        sum = ball_add(sum, ball_mul(real_ball(s, t.coef), value));
    }
    return sum;
}

ball term_slope(scope *s, term t, ball x)
{
    switch (t.kind) {
    case BASIS_X: return ball_in(s, ball_int(1));
    case BASIS_XX: return ball_mul_int(x, 2);
    case BASIS_LOG: return ball_inv(ball_sub(x, real_ball(s, t.at)));
    case BASIS_LOG_QUADRATIC: {
        ball z = term_standardised(s, t, x);
        return ball_div(ball_mul_int(z, 2), ball_mul(real_ball(s, t.scale), ball_add_int(ball_sqr(z), 1)));
    }
    case BASIS_SOFTPLUS: return ball_div(ball_sigmoid(term_standardised(s, t, x)), real_ball(s, t.scale));
    case BASIS_LOG_SQUARED: return ball_div(ball_mul_int(ball_log(x), 2), x);
    case BASIS_POWER: {
        ball k = real_ball(s, t.scale);
        return ball_mul(k, ball_pow(x, ball_add_int(k, -1)));
    }
    case BASIS_EXP: return ball_div(ball_exp(term_standardised(s, t, x)), real_ball(s, t.scale));
    case BASIS_LGAMMA: return ball_nothing(s);
    default: return ball_in(s, ball_int(0));
    }
}
