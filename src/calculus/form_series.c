/* Taylor coefficients of forms: every basis function is elementary, so are its series. See form_series.h. */
#include "calculus/form_series.h"

form_series form_series_of(scope *s, const form *f, real origin)
{
    form_series g = {.n = f->n, .origin_is_zero = origin && real_sign(origin) == 0};
    for (int i = 0; i < f->n; i++) {
        const term *t = &f->t[i];
        g.t[i].kind = t->kind;
        g.t[i].near = t->kind == BASIS_LOG && origin && real_equal(t->at, origin);
        g.t[i].coef = real_ball(s, t->coef);
        g.t[i].at = t->at ? real_ball(s, t->at) : ball_in(s, ball_int(0));
        g.t[i].scale = t->scale ? real_ball(s, t->scale) : ball_in(s, ball_int(1));
    }
    return g;
}

/* (x - at)/scale */
static void standardise(arb_poly_t v, const arb_poly_t x, ball at, ball scale, slong bits)
{
    arb_poly_set(v, x);
    if (!arb_poly_length(v))
        arb_poly_zero(v), arb_poly_fit_length(v, 1), _arb_poly_set_length(v, 1);
    arb_sub(arb_poly_get_coeff_ptr(v, 0), arb_poly_get_coeff_ptr(v, 0), at.v, bits);
    arb_poly_scalar_div(v, v, scale.v, bits);
}

/* log(1 + e^v) = log(1 + e^-|v|) + max(v, 0), by the sign at t = 0. */
static void softplus(arb_poly_t v, slong n, slong bits)
{
    bool right = arb_poly_length(v) && arb_is_positive(arb_poly_get_coeff_ptr(v, 0));
    arb_poly_t e;
    arb_poly_init(e);
    if (right)
        arb_poly_neg(e, v);
    else
        arb_poly_set(e, v);
    arb_poly_exp_series(e, e, n, bits);
    arb_poly_add_si(e, e, 1, bits);
    arb_poly_log_series(e, e, n, bits);
    if (right)
        arb_poly_add(v, v, e, bits);
    else
        arb_poly_swap(v, e);
    arb_poly_clear(e);
}

static void basis_along(arb_poly_t out, const form_series *f, int i, const arb_poly_t x,
                        const arb_poly_struct *distance, slong n, slong bits)
{
    ball at = f->t[i].at, scale = f->t[i].scale;
    switch (f->t[i].kind) {
    case BASIS_ONE: arb_poly_one(out); return;
    case BASIS_X: arb_poly_set_trunc(out, x, n); return;
    case BASIS_XX: arb_poly_mullow(out, x, x, n, bits); return;
    case BASIS_LOG:
        if (f->t[i].near && distance) {
            arb_poly_log_series(out, distance, n, bits);
            return;
        }
        standardise(out, x, at, scale, bits);
        arb_poly_log_series(out, out, n, bits);
        return;
    case BASIS_LOG_QUADRATIC:
        standardise(out, x, at, scale, bits);
        arb_poly_mullow(out, out, out, n, bits);
        arb_poly_add_si(out, out, 1, bits);
        arb_poly_log_series(out, out, n, bits);
        return;
    case BASIS_SOFTPLUS:
        standardise(out, x, at, scale, bits);
        softplus(out, n, bits);
        return;
    case BASIS_LOG_SQUARED:
        arb_poly_log_series(out, distance && f->origin_is_zero ? distance : x, n, bits);
        arb_poly_mullow(out, out, out, n, bits);
        return;
    case BASIS_POWER:
        arb_poly_log_series(out, distance && f->origin_is_zero ? distance : x, n, bits);
        arb_poly_scalar_mul(out, out, scale.v, bits);
        arb_poly_exp_series(out, out, n, bits);
        return;
    case BASIS_EXP:
        standardise(out, x, at, scale, bits);
        arb_poly_exp_series(out, out, n, bits);
        return;
    default:
        arb_poly_zero(out);
        arb_poly_fit_length(out, 1);
        arb_indeterminate(out->coeffs);
        _arb_poly_set_length(out, 1);
    }
}

void form_series_along(arb_poly_t out, const form_series *f, const arb_poly_t x,
                       const arb_poly_struct *distance, slong n, slong bits)
{
    arb_poly_t one;
    arb_poly_init(one);
    arb_poly_zero(out);
    for (int i = 0; i < f->n; i++) {
        basis_along(one, f, i, x, distance, n, bits);
        arb_poly_scalar_mul(one, one, f->t[i].coef.v, bits);
        arb_poly_add(out, out, one, bits);
    }
    arb_poly_clear(one);
}

static cball basis_slope(const form_series *f, int i, scope *s, cball x)
{
    ball at = f->t[i].at, scale = f->t[i].scale;
    cball away = cball_add_ball(x, ball_neg(at)), v = cball_mul_ball(away, ball_inv(scale));
    switch (f->t[i].kind) {
    case BASIS_ONE: return cball_from_ball(s, ball_in(s, ball_int(0)));
    case BASIS_X: return cball_from_ball(s, ball_in(s, ball_int(1)));
    case BASIS_XX: return cball_scale2(x, 1);
    case BASIS_LOG: return cball_inv(away);
    case BASIS_LOG_QUADRATIC: /* 2 v/(scale (1 + v^2)) */
        return cball_mul_ball(cball_mul(cball_scale2(v, 1), cball_inv(cball_add_int(cball_sqr(v), 1))),
                              ball_inv(scale));
    case BASIS_SOFTPLUS: /* 1/(scale (1 + e^-v)) */
        return cball_mul_ball(cball_inv(cball_add_int(cball_exp(cball_neg(v)), 1)), ball_inv(scale));
    case BASIS_LOG_SQUARED: return cball_mul(cball_scale2(cball_log(x), 1), cball_inv(x));
    case BASIS_POWER: {
        cball power = cball_exp(cball_mul_ball(cball_log(x), scale));
        return cball_mul_ball(cball_mul(power, cball_inv(x)), scale);
    }
    case BASIS_EXP: return cball_mul_ball(cball_exp(v), ball_inv(scale));
    default: return cball_from_ball(s, ball_nothing(s));
    }
}

cball form_series_slope(const form_series *f, scope *s, cball x)
{
    cball sum = cball_from_ball(s, ball_in(s, ball_int(0)));
    for (int i = 0; i < f->n; i++)
        sum = cball_add(sum, cball_mul_ball(basis_slope(f, i, s, x), f->t[i].coef));
    return sum;
}
