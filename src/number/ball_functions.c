/*
 * Balls: elementary and error functions. See ball.h.
 *
 * A function that is monotone on the whole domain is evaluated at the two ends of its argument and the
 * results are joined: the enclosure is then as tight as the rounding, however wide the argument.
 */
#include "number/ball_arb.h"

/* ---- Arb's own enclosures ---- */

#define FUNCTION(name, function)                                                                             \
    ball name(ball a) { return ball_apply(function, a); }
FUNCTION(ball_exp, arb_exp)
FUNCTION(ball_expm1, arb_expm1)
FUNCTION(ball_log, arb_log)
FUNCTION(ball_log1p, arb_log1p)
FUNCTION(ball_sinh, arb_sinh)
FUNCTION(ball_asinh, arb_asinh)
FUNCTION(ball_cosh, arb_cosh)
FUNCTION(ball_coth, arb_coth)
FUNCTION(ball_tan, arb_tan)
FUNCTION(ball_sin, arb_sin)
FUNCTION(ball_cos, arb_cos)
FUNCTION(ball_cospi, arb_cos_pi)
FUNCTION(ball_gamma, arb_gamma)
FUNCTION(ball_lgamma, arb_lgamma)

/* ---- Monotone functions ---- */

static void by_ends(arb_t out, arb_unary f, const arb_t x, slong bits)
{
    if (arb_is_exact(x)) {
        f(out, x, bits);
        return;
    }
    arb_t left, right;
    arb_init(left);
    arb_init(right);
    ball_arb_set_end(left, x, -1);
    ball_arb_set_end(right, x, 1);
    f(left, left, bits);
    f(right, right, bits);
    arb_union(out, left, right, bits);
    arb_clear(left);
    arb_clear(right);
}

/* log(1 + e^x) = x + log(1 + e^-x): the exponential never exceeds 1. */
static void softplus_at(arb_t out, const arb_t x, slong bits)
{
    arb_t small;
    arb_init(small);
    bool right = arf_sgn(arb_midref(x)) > 0;
    right ? arb_neg(small, x) : arb_set(small, x);
    arb_exp(small, small, bits);
    arb_log1p(small, small, bits);
    right ? arb_add(out, x, small, bits) : arb_set(out, small);
    arb_clear(small);
}

/* 1 / (1 + e^-x) = e^x / (1 + e^x): again the exponential never exceeds 1. */
static void sigmoid_at(arb_t out, const arb_t x, slong bits)
{
    arb_t small, sum;
    arb_init(small);
    arb_init(sum);
    bool right = arf_sgn(arb_midref(x)) > 0;
    right ? arb_neg(small, x) : arb_set(small, x);
    arb_exp(small, small, bits);
    arb_add_ui(sum, small, 1, bits);
    right ? arb_inv(out, sum, bits) : arb_div(out, small, sum, bits);
    arb_clear(small);
    arb_clear(sum);
}

/* log(1 + x) - x at an exact x: of the order of x^2, so that as many more bits are needed as x is below 1. */
static void log1p_rest_at(arb_t out, const arb_t x, slong bits)
{
    slong below = arb_is_zero(x) || !arb_is_finite(x) ? 0 : -arf_abs_bound_lt_2exp_si(arb_midref(x));
    below = below < 0 ? 0 : below < 4 * bits ? below : 4 * bits;
    arb_t log;
    arb_init(log);
    arb_log1p(log, x, bits + below + 2);
    arb_sub(out, log, x, bits);
    arb_clear(log);
}

/* It rises up to 0 and falls from there. */
static void log1p_rest(arb_t out, const arb_t x, slong bits)
{
    by_ends(out, log1p_rest_at, x, bits);
    if (!arb_is_exact(x) && arb_contains_zero(x)) {
        arb_t zero;
        arb_init(zero);
        arb_union(out, out, zero, bits);
        arb_clear(zero);
    }
}

/* Arb leaves out the limits at infinity. */
static void erf_at(arb_t out, const arb_t x, slong bits)
{
    if (arf_is_inf(arb_midref(x)))
        arb_set_si(out, arf_sgn(arb_midref(x)));
    else
        arb_hypgeom_erf(out, x, bits);
}

static void erfc_at(arb_t out, const arb_t x, slong bits)
{
    if (arf_is_inf(arb_midref(x)))
        arb_set_si(out, 1 - arf_sgn(arb_midref(x)));
    else
        arb_hypgeom_erfc(out, x, bits);
}

/* -Ei(-x). Between the convergent and the asymptotic series Arb's loses digits, about 3x bits: precision is added until it does. */
static void expint_e1_at(arb_t out, const arb_t x, slong bits)
{
    arb_t negative;
    if (!arb_is_positive(x)) {
        arb_indeterminate(out);
        return;
    }
    arb_init(negative);
    arb_neg(negative, x);
    for (slong work = bits + 10; work < 16 * bits + 2048; work *= 2) {
        arb_hypgeom_ei(out, negative, work);
        if (arb_rel_accuracy_bits(out) >= bits)
            break;
    }
    arb_neg(out, out);
    arb_set_round(out, out, bits);
    arb_clear(negative);
}

/* x 2F2(1, 1; 2, 2; -x) */
static void ein_series(arb_t out, const arb_t x, slong bits)
{
    arb_struct one[2], two[2];
    for (int i = 0; i < 2; i++) {
        arb_init(&one[i]), arb_init(&two[i]);
        arb_one(&one[i]), arb_set_ui(&two[i], 2);
    }
    arb_t negative;
    arb_init(negative);
    arb_neg(negative, x);
    arb_hypgeom_pfq(negative, one, 2, two, 2, negative, 0, bits + 8);
    arb_mul(out, negative, x, bits);
    arb_clear(negative);
    for (int i = 0; i < 2; i++)
        arb_clear(&one[i]), arb_clear(&two[i]);
}

/* E1(x) + log x + gamma, which cancel for small x. */
static void ein_at(arb_t out, const arb_t x, slong bits)
{
    arb_t log_x, euler;
    if (arf_cmp_si(arb_midref(x), 2) < 0) {
        ein_series(out, x, bits);
        return;
    }
    arb_init(log_x), arb_init(euler);
    arb_log(log_x, x, bits);
    arb_const_euler(euler, bits);
    arb_add(log_x, log_x, euler, bits);
    expint_e1_at(out, x, bits);
    arb_add(out, out, log_x, bits);
    arb_clear(log_x), arb_clear(euler);
}

/*
 * erfc(-z / sqrt 2) / 2. A relative error d of the argument becomes z^2 d, hence twice the bits of |z| on
 * top.
 */
static void normal_cdf_at(arb_t out, const arb_t z, slong bits)
{
    enum { MOST_GUARD = 128 };
    arb_t root;
    arb_init(root);
    slong size = arf_abs_bound_lt_2exp_si(arb_midref(z)), guard = 10;
    if (size > 0)
        guard += 2 * (size < MOST_GUARD ? size : MOST_GUARD);
    arb_sqrt_ui(root, 2, bits + guard);
    arb_div(root, z, root, bits + guard);
    arb_neg(root, root);
    erfc_at(out, root, bits + guard);
    arb_mul_2exp_si(out, out, -1);
    arb_set_round(out, out, bits);
    arb_clear(root);
}

static void xlogx_at(arb_t out, const arb_t x, slong bits)
{
    arb_t log;
    if (arf_sgn(arb_midref(x)) <= 0) { /* the part of the enclosure below 0 is not meant */
        arb_zero(out);
        return;
    }
    arb_init(log);
    arb_log(log, x, bits);
    arb_mul(out, x, log, bits);
    arb_clear(log);
}

/* Decreasing before 1/e, where it takes its minimum -1/e, and increasing after. */
static void xlogx(arb_t out, const arb_t x, slong bits)
{
    arb_t turn;
    if (arb_is_negative(x) || !arb_is_finite(x)) {
        arb_indeterminate(out);
        return;
    }
    arb_init(turn);
    arb_const_e(turn, bits);
    arb_inv(turn, turn, bits);
    bool turns = arb_overlaps(turn, x) && !arb_is_exact(x);
    by_ends(out, xlogx_at, x, bits);
    if (turns) {
        arb_neg(turn, turn);
        arb_union(out, out, turn, bits);
    }
    arb_clear(turn);
}

static void trigamma_at(arb_t out, const arb_t x, slong bits)
{
    acb_t z, one;
    acb_init(z);
    acb_init(one);
    acb_set_arb(z, x);
    acb_one(one);
    acb_polygamma(z, one, z, bits);
    arb_set(out, acb_realref(z));
    acb_clear(z);
    acb_clear(one);
}

/* Increasing and decreasing on x > 0. */
static void digamma(arb_t out, const arb_t x, slong bits)
{
    arb_is_positive(x) ? by_ends(out, arb_digamma, x, bits) : arb_digamma(out, x, bits);
}

static void trigamma(arb_t out, const arb_t x, slong bits)
{
    arb_is_positive(x) ? by_ends(out, trigamma_at, x, bits) : trigamma_at(out, x, bits);
}

#define MONOTONE(name, function)                                                                             \
    static void name##_by_ends(arb_t out, const arb_t x, slong bits) { by_ends(out, function, x, bits); }    \
    ball name(ball a) { return ball_apply(name##_by_ends, a); }
MONOTONE(ball_softplus, softplus_at)
MONOTONE(ball_sigmoid, sigmoid_at)
MONOTONE(ball_tanh, arb_tanh)
MONOTONE(ball_atan, arb_atan)
MONOTONE(ball_expint_e1, expint_e1_at)
MONOTONE(ball_ein, ein_at)
MONOTONE(ball_erf, erf_at)
MONOTONE(ball_erfc, erfc_at)
MONOTONE(ball_normal_cdf, normal_cdf_at)
FUNCTION(ball_xlogx, xlogx)
FUNCTION(ball_log1p_rest, log1p_rest)
FUNCTION(ball_digamma, digamma)
FUNCTION(ball_trigamma, trigamma)
