/* Balls: construction and arithmetic. See ball.h. */
#include "number/ball_arb.h"

/* ---- Access to the Arb numbers ---- */

void ball_arb_set_ratio(arb_t out, slong num, slong den, slong bits)
{
    if (!den) {
        arb_indeterminate(out);
        return;
    }
    arb_set_si(out, num);
    if (den != 1)
        arb_div_si(out, out, den, bits);
}

arb_srcptr ball_arb(scope *s, ball a)
{
    if (!ball_is_free(a))
        return a.v;
    arb_ptr v = scope_take(s, 1);
    ball_arb_set_ratio(v, a.num, a.den, scope_bits(s));
    return v;
}

ball ball_apply(arb_unary f, ball a)
{
    if (ball_is_free(a))
        return ball_free_nothing();
    ball result = ball_fresh(a.in);
    f(result.v, a.v, scope_bits(a.in));
    return result;
}

static ball apply2(arb_binary f, ball a, ball b)
{
    scope *s = scope_younger(a.in, b.in);
    if (!s)
        return ball_free_nothing();
    ball result = ball_fresh(s);
    scope_mark mark = scope_now(s);
    arb_srcptr x = ball_arb(s, a), y = ball_arb(s, b);
    f(result.v, x, y, scope_bits(s));
    scope_rewind(s, mark);
    return result;
}

/* [0, bound] with 0 exactly as lower end. */
static void set_upto(arb_t out, const mag_t bound)
{
    arf_set_mag(arb_midref(out), bound);
    mag_set(arb_radref(out), bound);
    arb_mul_2exp_si(out, out, -1);
}

/* ---- Constants ---- */

ball ball_in(scope *s, ball b)
{
    ball result = ball_fresh(s);
    if (ball_is_free(b))
        ball_arb_set_ratio(result.v, b.num, b.den, scope_bits(s));
    else
        arb_set(result.v, b.v);
    return result;
}

ball ball_from_arb(scope *s, const arb_t v)
{
    ball result = ball_fresh(s);
    arb_set(result.v, v);
    return result;
}

ball ball_from_rational(scope *s, const fmpq_t q)
{
    ball result = ball_fresh(s);
    arb_set_fmpq(result.v, q, scope_bits(s));
    return result;
}

ball ball_exact_double(scope *s, double x)
{
    ball result = ball_fresh(s);
    arb_set_d(result.v, x);
    return result;
}

#define CONSTANT(name, setting)                                                                              \
    ball name(scope *s)                                                                                      \
    {                                                                                                        \
        ball result = ball_fresh(s);                                                                         \
        setting;                                                                                             \
        return result;                                                                                       \
    }
CONSTANT(ball_pi, arb_const_pi(result.v, scope_bits(s)))
CONSTANT(ball_log2, arb_const_log2(result.v, scope_bits(s)))
CONSTANT(ball_euler, arb_const_euler(result.v, scope_bits(s)))
CONSTANT(ball_infinity, arb_pos_inf(result.v))
CONSTANT(ball_nothing, arb_indeterminate(result.v))

/* ---- Intervals ---- */

static void upto(arb_t out, const arb_t bound, slong bits)
{
    (void)bits;
    mag_t top;
    arf_t end;
    mag_init(top);
    arf_init(end);
    ball_arb_end(end, bound, 1);
    if (arf_is_finite(end) && arf_sgn(end) >= 0) {
        arf_get_mag_lower(top, end);
        if (arf_cmpabs_mag(end, top) > 0)
            arf_get_mag(top, end);
        set_upto(out, top);
    } else {
        arb_indeterminate(out);
    }
    arf_clear(end);
    mag_clear(top);
}

static void within(arb_t out, const arb_t bound, slong bits)
{
    (void)bits;
    arb_zero(out);
    arb_add_error(out, bound);
}

static void widen(arb_t out, const arb_t x, const arb_t error, slong bits)
{
    (void)bits;
    arb_set(out, x);
    arb_add_error(out, error);
}

/* Without a scope there is nowhere to keep a radius: only degenerate intervals have a value. */
ball ball_upto(ball bound) { return ball_is_free(bound) && !bound.num ? bound : ball_apply(upto, bound); }
ball ball_within(ball bound) { return ball_is_free(bound) && !bound.num ? bound : ball_apply(within, bound); }

ball ball_widen(ball a, ball error)
{
    if (ball_is_free(a) && ball_is_free(error))
        return error.den && !error.num ? a : ball_free_nothing();
    return apply2(widen, a, error);
}

/* ---- Arithmetic ---- */

/* x^y; if x may touch 0 and y is positive but no integer, max(x, 0)^y lies between 0 and upper(x)^y. */
static void power(arb_t out, const arb_t x, const arb_t y, slong bits)
{
    arf_t top;
    if (arf_is_nan(arb_midref(x))) { /* Arb answers 1 for y = 0 */
        arb_indeterminate(out);
        return;
    }
    arb_pow(out, x, y, bits);
    if (arb_is_finite(out) || !arb_contains_nonpositive(x) || !arb_is_positive(y) || arb_is_int(y))
        return;
    arf_init(top);
    ball_arb_end(top, x, 1);
    if (arf_sgn(top) >= 0) {
        arb_set_arf(out, top);
        arb_pow(out, out, y, bits);
        upto(out, out, bits);
    }
    arf_clear(top);
}

/* On a ball around 0, |x| and x^2 fill [0, bound]; Arb's own results would reach below 0. */
static bool around_zero(const arb_t x) { return arb_is_finite(x) && arb_contains_zero(x) && !arb_is_zero(x); }

static void absolute(arb_t out, const arb_t x, slong bits)
{
    arb_abs(out, x);
    if (around_zero(x))
        upto(out, out, bits);
}

static void square(arb_t out, const arb_t x, slong bits)
{
    if (around_zero(x)) {
        absolute(out, x, bits);
        arb_sqr(out, out, bits);
        upto(out, out, bits);
    } else {
        arb_sqr(out, x, bits);
    }
}

static void square_root(arb_t out, const arb_t x, slong bits) { arb_sqrtpos(out, x, bits); }
static void negative(arb_t out, const arb_t x, slong bits)
{
    (void)bits;
    arb_neg(out, x);
}

#define BINARY(name, exact, function)                                                                        \
    ball name(ball a, ball b)                                                                                \
    {                                                                                                        \
        return ball_is_free(a) && ball_is_free(b) ? exact(a, b) : apply2(function, a, b);                    \
    }
BINARY(ball_add, ball_exact_add, arb_add)
BINARY(ball_sub, ball_exact_sub, arb_sub)
BINARY(ball_mul, ball_exact_mul, arb_mul)
BINARY(ball_div, ball_exact_div, arb_div)
BINARY(ball_pow, ball_exact_pow, power)
BINARY(ball_min, ball_exact_min, arb_min)
BINARY(ball_max, ball_exact_max, arb_max)
BINARY(ball_hull, ball_exact_hull, arb_union)

#define UNARY(name, exact, function)                                                                         \
    ball name(ball a) { return ball_is_free(a) ? (exact) : ball_apply(function, a); }
UNARY(ball_neg, ball_exact_sub(ball_int(0), a), negative)
UNARY(ball_abs, a.num < 0 ? ball_exact_sub(ball_int(0), a) : a, absolute)
UNARY(ball_sqr, ball_exact_mul(a, a), square)
UNARY(ball_inv, ball_exact_div(ball_int(1), a), arb_inv)
UNARY(ball_sqrt, ball_free_nothing(), square_root)

#define WITH_INT(name, exact, function)                                                                      \
    ball name(ball a, slong n)                                                                               \
    {                                                                                                        \
        if (ball_is_free(a))                                                                                 \
            return exact(a, ball_int(n));                                                                    \
        ball result = ball_fresh(a.in);                                                                      \
        function(result.v, a.v, n, scope_bits(a.in));                                                        \
        return result;                                                                                       \
    }
WITH_INT(ball_add_int, ball_exact_add, arb_add_si)
WITH_INT(ball_mul_int, ball_exact_mul, arb_mul_si)
WITH_INT(ball_div_int, ball_exact_div, arb_div_si)

ball ball_scale2(ball a, slong k)
{
    if (ball_is_free(a)) {
        return ball_exact_mul(a, ball_exact_pow(ball_int(2), ball_int(k)));
    }
    ball result = ball_fresh(a.in);
    arb_mul_2exp_si(result.v, a.v, k);
    return result;
}
