/*
 * Incomplete gamma and beta functions of complex balls. See incomplete_cball.h.
 *
 *     P(k, z) = G sum_n z^n / (k+1)_n,             G = z^k e^-z / Gamma(k+1)               DLMF 8.7.1
 *     I_z(a, b) = B sum_n (a+b)_n / (a+1)_n z^n,   B = z^a (1-z)^b / (a B(a, b)), |z| < 1  DLMF 8.17.8
 *     I_z(a, b) = 1 - I_{1-z}(b, a)                                                        DLMF 8.17.4
 *
 * with the derivatives G k / z and B a / (z (1-z)).
 *
 * On the support all terms are positive, so nothing cancels however large the shapes. (The series behind
 * Arb's own functions alternate; theirs are used where these have too many terms.) The exponents of G and B
 * do cancel: the working precision is doubled while that helps.
 *
 * A ball is treated by the mean value inequality: f(z) lies within |z - z0| sup |f'| of f(z0), z0 its
 * midpoint, the supremum being over the ball, which is convex and on which f is holomorphic.
 */
#include "distributions/incomplete_cball.h"

#include <math.h>

enum { PLACES = 3 /* the shapes, then z */, MOST_TERMS = 1000000 };
typedef void (*evaluation)(acb_t out, acb_srcptr shape, acb_srcptr z, slong bits);

/* out += factor * log Gamma(x) for factor +-1. */
static void add_lgamma(acb_t out, acb_srcptr x, int factor, slong bits)
{
    acb_t term;
    acb_init(term);
    acb_lgamma(term, x, bits);
    acb_addmul_si(out, term, factor, bits);
    acb_clear(term);
}

/* out += factor * log x. */
static void add_log(acb_t out, acb_srcptr factor, acb_srcptr x, slong bits)
{
    acb_t term;
    acb_init(term);
    acb_log(term, x, bits);
    acb_addmul(out, term, factor, bits);
    acb_clear(term);
}

static double midpoint(acb_srcptr x) { return arf_get_d(arb_midref(acb_realref(x)), ARF_RND_NEAR); }

/*
 * After how many terms, at most `limit`, sum_n (rise)_n / (start)_n |z|^n, without the numerator if rise is
 * NULL, has converged: a guess, as the remainder is bounded where the terms are summed.
 */
static slong count_terms(acb_srcptr rise, acb_srcptr start, acb_srcptr z, slong limit, slong bits)
{
    if (!acb_is_finite(z))
        return limit;
    arf_t size;
    arf_init(size);
    acb_get_abs_ubound_arf(size, z, 30);
    double x = arf_get_d(size, ARF_RND_UP), over = rise ? midpoint(rise) : 0, under = midpoint(start);
    arf_clear(size);
    double logarithm = 0, most = 0, least = -M_LN2 * (double)(bits + 10);
    for (slong n = 0; n < limit; n++) {
        double ratio = x * (rise ? over + (double)n : 1) / (under + (double)n);
        logarithm += log(ratio);
        most = fmax(most, logarithm);
        if (ratio < 1 && logarithm < most + least)
            return n + 1;
    }
    return limit;
}

/* ---- Gamma: shape[0] = k ---- */

static void gamma_prefactor(acb_t out, acb_srcptr shape, acb_srcptr z, slong bits)
{
    acb_t next;
    acb_init(next);
    acb_add_ui(next, shape, 1, bits);
    acb_neg(out, z);
    add_log(out, shape, z, bits);
    add_lgamma(out, next, -1, bits);
    acb_exp(out, out, bits);
    acb_clear(next);
}

static void gamma_value(acb_t out, acb_srcptr shape, acb_srcptr z, slong bits)
{
    acb_t next, series;
    acb_init(next);
    acb_init(series);
    acb_add_ui(next, shape, 1, bits);
    slong terms = count_terms(NULL, next, z, MOST_TERMS, bits);
    if (terms < MOST_TERMS) {
        acb_hypgeom_pfq_direct(series, NULL, 0, next, 1, z, terms, bits);
        gamma_prefactor(out, shape, z, bits);
        acb_mul(out, out, series, bits);
    } else {
        acb_hypgeom_gamma_lower(out, shape, z, 1, bits);
    }
    acb_clear(next);
    acb_clear(series);
}

static void gamma_slope(acb_t out, acb_srcptr shape, acb_srcptr z, slong bits)
{
    gamma_prefactor(out, shape, z, bits);
    acb_mul(out, out, shape, bits);
    acb_div(out, out, z, bits);
}

/* ---- Beta: shape = {a, b}; y = 1 - z ---- */

static void beta_prefactor(acb_t out, acb_srcptr a, acb_srcptr b, acb_srcptr z, acb_srcptr y, slong bits)
{
    acb_t sum;
    acb_init(sum);
    acb_add(sum, a, b, bits);
    acb_zero(out);
    add_log(out, a, z, bits);
    add_log(out, b, y, bits);
    add_lgamma(out, sum, 1, bits);
    add_lgamma(out, a, -1, bits);
    add_lgamma(out, b, -1, bits);
    acb_exp(out, out, bits);
    acb_div(out, out, a, bits);
    acb_clear(sum);
}

/* I_z(a, b) as a prefactor times a series of `terms` terms. */
static void beta_series(acb_t out, acb_srcptr a, acb_srcptr b, acb_srcptr z, acb_srcptr y, slong terms,
                        slong bits)
{
    acb_t sum, next;
    acb_init(sum);
    acb_init(next);
    acb_add(sum, a, b, bits);
    acb_add_ui(next, a, 1, bits);
    acb_hypgeom_pfq_direct(next, sum, 1, next, 1, z, terms, bits);
    beta_prefactor(out, a, b, z, y, bits);
    acb_mul(out, out, next, bits);
    acb_clear(sum);
    acb_clear(next);
}

static slong count_beta_terms(acb_srcptr a, acb_srcptr b, acb_srcptr z, slong limit, slong bits)
{
    acb_t sum, next;
    acb_init(sum);
    acb_init(next);
    acb_add(sum, a, b, bits);
    acb_add_ui(next, a, 1, bits);
    slong terms = count_terms(sum, next, z, limit, bits);
    acb_clear(sum);
    acb_clear(next);
    return terms;
}

/* From the end of the support where the series is shorter. */
static void beta_value(acb_t out, acb_srcptr shape, acb_srcptr z, slong bits)
{
    acb_srcptr a = shape, b = shape + 1;
    acb_t y;
    acb_init(y);
    acb_sub_ui(y, z, 1, bits);
    acb_neg(y, y);
    bool near_left = midpoint(z) <= 0.5;
    slong nearer =
        near_left ? count_beta_terms(a, b, z, MOST_TERMS, bits) : count_beta_terms(b, a, y, MOST_TERMS, bits);
    slong farther =
        near_left ? count_beta_terms(b, a, y, nearer, bits) : count_beta_terms(a, b, z, nearer, bits);
    if (farther >= MOST_TERMS) {
        acb_hypgeom_beta_lower(out, a, b, z, 1, bits);
    } else if (near_left == (farther >= nearer)) {
        beta_series(out, a, b, z, y, farther, bits);
    } else {
        beta_series(out, b, a, y, z, farther, bits);
        acb_sub_ui(out, out, 1, bits);
        acb_neg(out, out);
    }
    acb_clear(y);
}

static void beta_slope(acb_t out, acb_srcptr shape, acb_srcptr z, slong bits)
{
    acb_t y;
    acb_init(y);
    acb_sub_ui(y, z, 1, bits);
    acb_neg(y, y);
    beta_prefactor(out, shape, shape + 1, z, y, bits);
    acb_mul(out, out, shape, bits);
    acb_div(out, out, z, bits);
    acb_div(out, out, y, bits);
    acb_clear(y);
}

/* ---- On balls ---- */

/* f at an exact point; more precision is spent as long as it makes the result more accurate. */
static void accurately(acb_t out, evaluation f, acb_srcptr shape, acb_srcptr point, slong bits)
{
    slong before = -ARF_PREC_EXACT;
    for (slong work = bits; work <= 16 * bits; work *= 2) {
        f(out, shape, point, work);
        slong accuracy = acb_is_finite(out) ? acb_rel_accuracy_bits(out) : -ARF_PREC_EXACT;
        if (accuracy >= bits - 10 || (accuracy <= before && acb_is_finite(out)))
            break;
        before = accuracy;
    }
    acb_set_round(out, out, bits);
}

static cball on_ball(evaluation value, evaluation slope, const ball *shapes, int count, cball z)
{
    slong bits = scope_bits(z.in);
    cball result = cball_nothing(z.in);
    scope_mark mark = scope_now(z.in);
    acb_ptr shape = _acb_vec_init(PLACES), work = shape + count;
    mag_t distance, steepness;
    mag_init(distance);
    mag_init(steepness);
    for (int i = 0; i < count; i++)
        acb_set(shape + i, cball_from_ball(z.in, shapes[i]).v);
    acb_get_mid(work, z.v);
    accurately(result.v, value, shape, work, bits);
    if (!acb_is_exact(z.v)) {
        mag_hypot(distance, arb_radref(acb_realref(z.v)), arb_radref(acb_imagref(z.v)));
        slope(work, shape, z.v, bits);
        acb_get_mag(steepness, work);
        mag_mul(distance, distance, steepness);
        acb_add_error_mag(result.v, distance);
    }
    mag_clear(distance);
    mag_clear(steepness);
    _acb_vec_clear(shape, PLACES);
    scope_rewind(z.in, mark);
    return result;
}

/* Whether z may meet (-inf, 0]. */
static bool touches_negative_axis(cball z)
{
    return arb_contains_zero(acb_imagref(z.v)) && !arb_is_positive(acb_realref(z.v));
}

cball incomplete_gamma_cball(ball k, cball z)
{
    return touches_negative_axis(z) ? cball_nothing(z.in) : on_ball(gamma_value, gamma_slope, &k, 1, z);
}

cball incomplete_beta_cball(ball a, ball b, cball z)
{
    bool touches = touches_negative_axis(z) || touches_negative_axis(cball_add_int(cball_neg(z), 1));
    return touches ? cball_nothing(z.in) : on_ball(beta_value, beta_slope, (ball[]){a, b}, 2, z);
}
