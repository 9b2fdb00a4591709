/*
 * Complex balls. See cball.h.
 *
 * A function that is holomorphic off a cut is integrable by Gauss-Legendre with error bounds only on boxes
 * off the cut. The tests for touching a cut are on the enclosure, so a box near the cut may be refused too:
 * the integrator then bisects.
 */
#include "number/cball.h"

#include "number/ball_arb.h"

#include <math.h>

typedef void (*acb_unary)(acb_t, const acb_t, slong);
typedef void (*acb_binary)(acb_t, const acb_t, const acb_t, slong);
typedef void (*acb_mixed)(acb_t, const acb_t, const arb_t, slong);

/* The Arb library's acb is a pair of adjacent arb, which is what a scope hands out. */
static cball fresh(scope *s)
{
    _Static_assert(sizeof(acb_struct) == 2 * sizeof(arb_struct), "acb is {real, imag}");
    return (cball){.v = (acb_ptr)scope_take(s, 2), .in = s};
}

cball cball_from_acb(scope *s, const acb_t z)
{
    cball result = fresh(s);
    acb_set(result.v, z);
    return result;
}

cball cball_from_ball(scope *s, ball a)
{
    cball result = fresh(s);
    scope_mark mark = scope_now(s);
    acb_set_arb(result.v, ball_arb(s, a));
    scope_rewind(s, mark);
    return result;
}

cball cball_nothing(scope *s)
{
    cball result = fresh(s);
    acb_indeterminate(result.v);
    return result;
}

/* ---- Arithmetic ---- */

static cball apply(acb_unary f, cball a)
{
    cball result = fresh(a.in);
    f(result.v, a.v, scope_bits(a.in));
    return result;
}

static cball apply2(acb_binary f, cball a, cball b)
{
    scope *s = scope_younger(a.in, b.in);
    cball result = fresh(s);
    f(result.v, a.v, b.v, scope_bits(s));
    return result;
}

static cball apply_mixed(acb_mixed f, cball a, ball b)
{
    scope *s = scope_younger(a.in, b.in);
    cball result = fresh(s);
    scope_mark mark = scope_now(s);
    f(result.v, a.v, ball_arb(s, b), scope_bits(s));
    scope_rewind(s, mark);
    return result;
}

static void negative(acb_t out, const acb_t z, slong bits)
{
    (void)bits;
    acb_neg(out, z);
}
static void times_i(acb_t out, const acb_t z, slong bits)
{
    (void)bits;
    acb_mul_onei(out, z);
}

#define BINARY(name, function)                                                                               \
    cball name(cball a, cball b) { return apply2(function, a, b); }
BINARY(cball_add, acb_add)
BINARY(cball_sub, acb_sub)
BINARY(cball_mul, acb_mul)
BINARY(cball_div, acb_div)

#define MIXED(name, function)                                                                                \
    cball name(cball a, ball b) { return apply_mixed(function, a, b); }
MIXED(cball_add_ball, acb_add_arb)
MIXED(cball_mul_ball, acb_mul_arb)

#define ENTIRE(name, function)                                                                               \
    cball name(cball a) { return apply(function, a); }
ENTIRE(cball_neg, negative)
ENTIRE(cball_times_i, times_i)
ENTIRE(cball_sqr, acb_sqr)
ENTIRE(cball_inv, acb_inv)
/* The interval product of m > 0 and c: a product of wide balls may lose the sign of c. */
static void positive_times(arb_t out, const arb_t m, const arb_t c, slong bits)
{
    arf_t least, most, low, high;
    arf_init(least), arf_init(most), arf_init(low), arf_init(high);
    arb_get_interval_arf(least, most, m, bits);
    arb_get_interval_arf(low, high, c, bits);
    arf_mul(low, arf_sgn(low) >= 0 ? least : most, low, bits, ARF_RND_FLOOR);
    arf_mul(high, arf_sgn(high) >= 0 ? most : least, high, bits, ARF_RND_CEIL);
    arb_set_interval_arf(out, low, high, bits);
    arf_clear(least), arf_clear(most), arf_clear(low), arf_clear(high);
}

/* e^(x + iy) = e^x cos y + i e^x sin y */
static void exp_of_box(acb_t out, const acb_t z, slong bits)
{
    arb_t size, sine, cosine;
    arb_init(size), arb_init(sine), arb_init(cosine);
    arb_exp(size, acb_realref(z), bits);
    arb_sin_cos(sine, cosine, acb_imagref(z), bits);
    positive_times(acb_realref(out), size, cosine, bits);
    positive_times(acb_imagref(out), size, sine, bits);
    arb_clear(size), arb_clear(sine), arb_clear(cosine);
}

static void exp_of_ball(acb_t out, const acb_t z, slong bits)
{
    mag_srcptr radius = arb_radref(acb_realref(z));
    bool box = mag_cmp_2exp_si(radius, -5) > 0 && mag_cmp_2exp_si(radius, 20) < 0 && acb_is_finite(z);
    (box ? exp_of_box : acb_exp)(out, z, bits);
}

ENTIRE(cball_exp, exp_of_ball)
ENTIRE(cball_expm1, acb_expm1)
ENTIRE(cball_sin, acb_sin)
ENTIRE(cball_cos, acb_cos)
ENTIRE(cball_erf, acb_hypgeom_erf)
ENTIRE(cball_erfc, acb_hypgeom_erfc)

cball cball_mid(cball a)
{
    cball result = fresh(a.in);
    acb_get_mid(result.v, a.v);
    return result;
}

cball cball_add_int(cball a, slong n)
{
    cball result = fresh(a.in);
    arb_add_si(acb_realref(result.v), acb_realref(a.v), n, scope_bits(a.in));
    arb_set(acb_imagref(result.v), acb_imagref(a.v));
    return result;
}

cball cball_scale2(cball a, slong k)
{
    cball result = fresh(a.in);
    acb_mul_2exp_si(result.v, a.v, k);
    return result;
}

cball cball_linear(ball c0, ball c1, cball z)
{
    scope *s = scope_younger(scope_younger(c0.in, c1.in), z.in);
    cball result = fresh(s);
    scope_mark mark = scope_now(s);
    acb_mul_arb(result.v, z.v, ball_arb(s, c1), scope_bits(s));
    acb_add_arb(result.v, result.v, ball_arb(s, c0), scope_bits(s));
    scope_rewind(s, mark);
    return result;
}

/* ---- Functions with a cut ---- */

/* True unless the box is certainly off (-inf, 0]. NaN touches everything. */
static bool touches_negative_axis(const acb_t z)
{
    return arb_contains_zero(acb_imagref(z)) && !arb_is_positive(acb_realref(z));
}

/* True unless |x| < bound is certain. */
static bool may_reach(const arb_t x, const arb_t bound)
{
    arb_t size;
    arb_init(size);
    arb_abs(size, x);
    bool reach = !arb_lt(size, bound);
    arb_clear(size);
    return reach;
}

static cball cut_at_zero(acb_unary f, cball a)
{
    return scope_holomorphic(a.in) && touches_negative_axis(a.v) ? cball_nothing(a.in) : apply(f, a);
}

cball cball_log(cball a) { return cut_at_zero(acb_log, a); }
cball cball_sqrt(cball a) { return cut_at_zero(acb_sqrt, a); }
cball cball_lgamma(cball a) { return cut_at_zero(acb_lgamma, a); }

/* True if a may touch [1, inf) where that matters. */
static bool touches_cut_beyond_one(cball a)
{
    cball left = fresh(a.in);
    acb_sub_ui(left.v, a.v, 1, scope_bits(a.in));
    acb_neg(left.v, left.v);
    return scope_holomorphic(a.in) && touches_negative_axis(left.v);
}

cball cball_1f1(ball a, ball b, cball z)
{
    scope *s = z.in;
    cball result = fresh(s);
    scope_mark mark = scope_now(s);
    acb_hypgeom_m(result.v, cball_from_ball(s, a).v, cball_from_ball(s, b).v, z.v, 0, scope_bits(s));
    scope_rewind(s, mark);
    return result;
}

cball cball_2f1(ball a, ball b, ball c, cball z)
{
    scope *s = z.in;
    if (touches_cut_beyond_one(z))
        return cball_nothing(s);
    cball result = fresh(s);
    scope_mark mark = scope_now(s);
    acb_hypgeom_2f1(result.v, cball_from_ball(s, a).v, cball_from_ball(s, b).v, cball_from_ball(s, c).v, z.v,
                    0, scope_bits(s));
    scope_rewind(s, mark);
    return result;
}

cball cball_log1p(cball a)
{
    cball result = fresh(a.in);
    acb_add_ui(result.v, a.v, 1, scope_bits(a.in));
    if (scope_holomorphic(a.in) && touches_negative_axis(result.v))
        acb_indeterminate(result.v);
    else
        acb_log1p(result.v, a.v, scope_bits(a.in));
    return result;
}

/* log(1 + z) - z at an exact z. */
static void log1p_rest_at(acb_t out, const acb_t z, slong bits)
{
    mag_t size;
    mag_init(size);
    acb_get_mag(size, z);
    double below = mag_is_zero(size) ? 0 : fmax(0, fmin(-mag_get_d_log2_approx(size), 4 * (double)bits));
    acb_t log;
    acb_init(log);
    acb_log1p(log, z, bits + (slong)below + 4);
    acb_sub(out, log, z, bits);
    acb_clear(log);
    mag_clear(size);
}

/* What |log(1 + h) - h| is below for |h| <= share < 1: h^2/2 + h^3/3 + ... <= share^2/(2 (1 - share)); infinite for other shares. */
static void rest_bound(mag_t out, const mag_t share)
{
    mag_t one, left;
    mag_init(left), mag_init(one);
    mag_one(one);
    mag_sub_lower(left, one, share);
    mag_mul(out, share, share);
    mag_div(out, out, left);
    mag_mul_2exp_si(out, out, -1);
    mag_clear(left), mag_clear(one);
}

/*
 * With c the midpoint and h = (a - c)/(1 + c):  rest(a) = rest(c) - c h + rest(h),  whose width is |c h|, not that of log(1 + a). For
 * Re c > -1, |h| < 1 keeps a off the cut, which is as far from c as -1 is.
 */
cball cball_log1p_rest(cball a)
{
    slong bits = scope_bits(a.in);
    cball result = fresh(a.in);
    scope_mark mark = scope_now(a.in);
    cball c = cball_mid(a), h = cball_div(cball_sub(a, c), cball_add_int(c, 1));
    mag_t share;
    mag_init(share);
    acb_get_mag(share, h.v);
    rest_bound(share, share);
    if (mag_is_inf(share) || arf_cmp_si(arb_midref(acb_realref(a.v)), -1) <= 0) {
        cball plain = cball_sub(cball_log1p(a), a);
        acb_set(result.v, plain.v);
    } else {
        log1p_rest_at(result.v, c.v, bits);
        acb_submul(result.v, c.v, h.v, bits);
        acb_add_error_mag(result.v, share);
    }
    mag_clear(share);
    scope_rewind(a.in, mark);
    return result;
}

cball cball_atan(cball a)
{
    arb_t one;
    arb_init(one);
    arb_one(one);
    bool touches = arb_contains_zero(acb_realref(a.v)) && may_reach(acb_imagref(a.v), one);
    arb_clear(one);
    return scope_holomorphic(a.in) && touches ? cball_nothing(a.in) : apply(acb_atan, a);
}

/*
 * log(1 + e^a) = a + log(1 + e^-a): both are analytic in a half-plane, Re a < 0 and Re a > 0, and agree on
 * the real axis. On a box that meets the real axis either is the continuation from there, wherever it is
 * analytic on the whole box.
 */
cball cball_softplus(cball a)
{
    bool right = arf_sgn(arb_midref(acb_realref(a.v))) > 0;
    slong bits = scope_bits(a.in);
    cball result = fresh(a.in);
    scope_mark mark = scope_now(a.in);
    cball power = cball_exp(right ? cball_neg(a) : a);
    acb_add_ui(result.v, power.v, 1, bits);
    if (scope_holomorphic(a.in) && touches_negative_axis(result.v)) {
        acb_indeterminate(result.v);
    } else {
        acb_log1p(result.v, power.v, bits);
        if (right)
            acb_add(result.v, result.v, a.v, bits);
    }
    scope_rewind(a.in, mark);
    return result;
}

/* ---- Reading ---- */

ball cball_real(cball a) { return ball_from_arb(a.in, acb_realref(a.v)); }
bool cball_is_finite(cball a) { return acb_is_finite(a.v); }
int cball_side(cball a) { return arf_sgn(arb_midref(acb_realref(a.v))); }

bool cball_dominates(cball a, cball b)
{
    return arf_cmp(arb_midref(acb_realref(a.v)), arb_midref(acb_realref(b.v))) > 0;
}
