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
 */
#include "distributions/incomplete_cball.h"

#include "distributions/mean_value.h"

#include <math.h>

enum { MOST_TERMS = 1000000 };

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

/* Whether z may meet (-inf, 0]. */
static bool touches_negative_axis(cball z)
{
    return arb_contains_zero(acb_imagref(z.v)) && !arb_is_positive(acb_realref(z.v));
}

cball incomplete_gamma_cball(ball k, cball z)
{
    return touches_negative_axis(z) ? cball_nothing(z.in)
                                    : cball_mean_value(gamma_value, gamma_slope, &k, 1, z);
}

cball incomplete_beta_cball(ball a, ball b, cball z)
{
    bool touches = touches_negative_axis(z) || touches_negative_axis(cball_add_int(cball_neg(z), 1));
    return touches ? cball_nothing(z.in) : cball_mean_value(beta_value, beta_slope, (ball[]){a, b}, 2, z);
}
