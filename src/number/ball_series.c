/*
 * Incomplete gamma and beta functions by series of positive terms, which lose no digits however small the
 * value (DLMF 8.7.1 with 8.2.6, and 8.17.8), for x > 0 and 0 < x < 1:
 *
 *     P(k, x) = x^k e^-x / Gamma(k+1) sum_n x^n / (k+1)_n,
 *     I_x(a, b) = x^a (1-x)^b / (a B(a, b)) sum_n x^n (a+b)_n / (a+1)_n.
 */
#include "number/ball_arb.h"

/*
 * After `term` the ratios are at most rho = max(ratio, limit). If term rho / (1 - rho), which bounds the
 * rest, is below 2^-bits of the sum, adds it to the error of the sum and returns true.
 */
static bool rest_is_negligible(arb_t sum, const arb_t term, const arb_t ratio, const mag_t limit, slong bits)
{
    mag_t rho, gap, rest, size;
    mag_init(rho);
    mag_init(gap);
    mag_init(rest);
    mag_init(size);
    arb_get_mag(rho, ratio);
    mag_max(rho, rho, limit);
    mag_one(gap);
    mag_sub_lower(gap, gap, rho);
    arb_get_mag(rest, term);
    mag_mul(rest, rest, rho);
    mag_div(rest, rest, gap); /* infinite if rho >= 1 */
    arb_get_mag(size, sum);
    mag_mul_2exp_si(size, size, -bits);
    bool negligible = mag_cmp(rest, size) < 0;
    if (negligible)
        arb_add_error_mag(sum, rest);
    mag_clear(rho);
    mag_clear(gap);
    mag_clear(rest);
    mag_clear(size);
    return negligible;
}

/*
 * sum_n x^n (c)_n / (d)_n, or without (c)_n if c is NULL, for positive x, c, d. The ratio of successive terms
 * tends to its limit x (or 0) monotonically, so where it and the limit are below 1 the rest is below a
 * geometric series. False if that takes too many terms.
 */
static bool positive_series(arb_t sum, const arb_t x, arb_srcptr c, const arb_t d, slong bits)
{
    enum { MOST_TERMS = 1 << 18 };
    arb_t term, ratio, factor;
    mag_t limit;
    bool converged = false;
    arb_init(term);
    arb_init(ratio);
    arb_init(factor);
    mag_init(limit);
    if (c)
        arb_get_mag(limit, x);
    arb_one(term);
    arb_one(sum);
    for (ulong n = 0; n < MOST_TERMS; n++) {
        arb_add_ui(factor, d, n, bits);
        arb_div(ratio, x, factor, bits);
        if (c) {
            arb_add_ui(factor, c, n, bits);
            arb_mul(ratio, ratio, factor, bits);
        }
        converged = rest_is_negligible(sum, term, ratio, limit, bits);
        if (converged)
            break;
        arb_mul(term, term, ratio, bits);
        arb_add(sum, sum, term, bits);
    }
    arb_clear(term);
    arb_clear(ratio);
    arb_clear(factor);
    mag_clear(limit);
    return converged;
}

bool ball_arb_gamma_p_series(arb_t out, const arb_t k, const arb_t x, slong bits)
{
    arb_t next, log;
    arb_init(next);
    arb_init(log);
    arb_add_ui(next, k, 1, bits);
    bool converged = positive_series(out, x, NULL, next, bits);
    if (converged) {
        arb_log(log, x, bits);
        arb_mul(log, log, k, bits);
        arb_sub(log, log, x, bits);
        arb_lgamma(next, next, bits);
        arb_sub(log, log, next, bits);
        arb_exp(log, log, bits);
        arb_mul(out, out, log, bits);
    }
    arb_clear(next);
    arb_clear(log);
    return converged;
}

bool ball_arb_beta_i_series(arb_t out, const arb_t a, const arb_t b, const arb_t x, slong bits)
{
    arb_t next, sum, log, part;
    arb_init(next);
    arb_init(sum);
    arb_init(log);
    arb_init(part);
    arb_add_ui(next, a, 1, bits);
    arb_add(sum, a, b, bits);
    bool converged = positive_series(out, x, sum, next, bits);
    if (converged) {
        arb_lgamma(log, sum, bits);
        arb_lgamma(part, next, bits);
        arb_sub(log, log, part, bits);
        arb_lgamma(part, b, bits);
        arb_sub(log, log, part, bits);
        arb_log(part, x, bits);
        arb_addmul(log, part, a, bits);
        arb_neg(part, x);
        arb_log1p(part, part, bits);
        arb_addmul(log, part, b, bits);
        arb_exp(log, log, bits);
        arb_mul(out, out, log, bits);
    }
    arb_clear(next);
    arb_clear(sum);
    arb_clear(log);
    arb_clear(part);
    return converged;
}
