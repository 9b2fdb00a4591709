/*
 * The distribution function of Student's t at complex balls: see incomplete_cball.h.
 *
 * With the density f, w = df/(df + z^2) and v = z^2/(df + z^2) = 1 - w, by the incomplete beta function (DLMF 8.17.8) and
 * (1-w)^(1/2) = z (w/df)^(1/2) for Re z > 0,
 *
 *     P(0 < T <= z) = z f(z)    sum_n ((df+1)/2)_n / (3/2)_n v^n,          |v| < 1
 *     P(T > z)      = z f(z)/df sum_n ((df+1)/2)_n / (df/2+1)_n w^n,       |w| < 1, Re z > 0
 *
 * On the line all terms are positive, so nothing cancels however large df.
 */
#include "distributions/incomplete_cball.h"

#include "distributions/mean_value.h"

/* (df + 1)/2 */
static void rise_of(acb_t out, acb_srcptr df, slong bits)
{
    acb_add_ui(out, df, 1, bits);
    acb_mul_2exp_si(out, out, -1);
}

/* f(z) = exp(lgamma((df+1)/2) - lgamma(df/2) - (df+1)/2 log(1 + z^2/df)) / sqrt(pi df) */
static void density(acb_t out, acb_srcptr df, acb_srcptr z, slong bits)
{
    acb_t rise, term;
    acb_init(rise);
    acb_init(term);
    rise_of(rise, df, bits);
    acb_lgamma(out, rise, bits);
    acb_mul_2exp_si(term, df, -1);
    acb_lgamma(term, term, bits);
    acb_sub(out, out, term, bits);
    acb_mul(term, z, z, bits);
    acb_div(term, term, df, bits);
    acb_log1p(term, term, bits);
    acb_submul(out, rise, term, bits);
    acb_exp(out, out, bits);
    acb_const_pi(term, bits);
    acb_mul(term, term, df, bits);
    acb_rsqrt(term, term, bits);
    acb_mul(out, out, term, bits);
    acb_clear(rise);
    acb_clear(term);
}

/* z f(z) sum_n ((df+1)/2)_n / (start)_n x^n, with a bound for what is left out; indeterminate unless |x| < 0.97. */
static void series(acb_t out, acb_srcptr df, acb_srcptr z, acb_srcptr start, acb_srcptr x, slong bits)
{
    acb_ptr rise = _acb_vec_init(2);
    mag_t size;
    mag_init(size);
    acb_get_mag(size, x);
    rise_of(rise, df, bits);
    if (mag_cmp_2exp_si(size, 0) < 0 && mag_get_d(size) < 0.97) {
        slong terms = acb_hypgeom_pfq_choose_n(rise, 1, start, 1, x, bits);
        acb_hypgeom_pfq_direct(rise + 1, rise, 1, start, 1, x, terms, bits);
        density(out, df, z, bits);
        acb_mul(out, out, rise + 1, bits);
        acb_mul(out, out, z, bits);
    } else {
        acb_indeterminate(out);
    }
    mag_clear(size);
    _acb_vec_clear(rise, 2);
}

/* P(0 < T <= z) */
static void from_centre(acb_t out, acb_srcptr df, acb_srcptr z, acb_srcptr v, slong bits)
{
    acb_t start;
    acb_init(start);
    acb_set_d(start, 1.5);
    series(out, df, z, start, v, bits);
    acb_clear(start);
}

/* P(T > z), Re z > 0 */
static void beyond(acb_t out, acb_srcptr df, acb_srcptr z, acb_srcptr w, slong bits)
{
    acb_t start;
    acb_init(start);
    acb_mul_2exp_si(start, df, -1);
    acb_add_ui(start, start, 1, bits);
    series(out, df, z, start, w, bits);
    acb_div(out, out, df, bits);
    acb_clear(start);
}

/* From the side where the argument of the series is smaller. */
static void value(acb_t out, acb_srcptr df, acb_srcptr z, slong bits)
{
    acb_ptr work = _acb_vec_init(3);
    acb_ptr square = work, total = work + 1, mirrored = work + 2;
    acb_mul(square, z, z, bits);
    acb_add(total, df, square, bits);
    double near = arf_get_d(arb_midref(acb_realref(square)), ARF_RND_NEAR),
           centre = arf_get_d(arb_midref(acb_realref(df)), ARF_RND_NEAR);
    bool left = arb_is_negative(acb_realref(z)), right = arb_is_positive(acb_realref(z));
    if (near > centre && (left || right)) {
        acb_div(total, df, total, bits);
        acb_set(mirrored, z);
        if (left)
            acb_neg(mirrored, z);
        beyond(out, df, mirrored, total, bits);
        if (right) {
            acb_sub_ui(out, out, 1, bits);
            acb_neg(out, out);
        }
    } else {
        acb_div(total, square, total, bits);
        from_centre(out, df, z, total, bits);
        acb_set_d(square, 0.5);
        acb_add(out, out, square, bits);
    }
    _acb_vec_clear(work, 3);
}

/* Whether z may meet the imaginary axis beyond +-i sqrt(df). */
static bool touches_cut(ball df, cball z)
{
    ball height = ball_from_arb(z.in, acb_imagref(z.v));
    return arb_contains_zero(acb_realref(z.v)) && ball_less(ball_sqr(height), df) != HOLDS;
}

cball student_cball(ball df, cball z)
{
    return touches_cut(df, z) ? cball_nothing(z.in) : cball_mean_value(value, density, &df, 1, z);
}
