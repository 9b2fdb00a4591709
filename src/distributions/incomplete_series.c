/* Distribution functions along curves of parameters: see incomplete_series.h. */
#include "distributions/incomplete_series.h"

void cdf_curve_clear(cdf_curve *m)
{
    hyper_table_clear(&m->table[0]);
    hyper_table_clear(&m->table[1]);
    if (m->begun)
        acb_poly_clear(m->constant);
    m->begun = false;
}

/* ---- Series ---- */

static void add_constant(acb_poly_t out, const acb_poly_t u, slong n, slong bits)
{
    acb_poly_t c;
    acb_poly_init(c);
    acb_poly_set_si(c, n);
    acb_poly_add(out, u, c, bits);
    acb_poly_clear(c);
}

static void exact_lgamma(acb_poly_t out, const arf_t at, const cdf_curve *m)
{
    acb_poly_t u;
    acb_t x;
    acb_poly_init(u);
    acb_init(x);
    arb_set_arf(acb_realref(x), at);
    acb_poly_set_acb(u, x);
    acb_poly_set_coeff_si(u, 1, 1);
    acb_poly_lgamma_series(out, u, m->length, m->bits);
    acb_poly_clear(u);
    acb_clear(x);
}

/*
 * log Gamma(x + e) for every x > 0 in a ball. All derivatives but log Gamma itself are monotone on x > 0, so their values at the ends
 * enclose them; log Gamma(x) is in log Gamma(m) + psi (x - m).
 */
static void lgamma_around(acb_poly_t out, arb_srcptr x, const cdf_curve *m)
{
    acb_poly_t low, high;
    arf_t end;
    arb_t off;
    acb_poly_init(low);
    acb_poly_init(high);
    arf_init(end);
    arb_init(off);
    arb_get_lbound_arf(end, x, m->bits);
    exact_lgamma(low, end, m);
    arb_get_ubound_arf(end, x, m->bits);
    exact_lgamma(high, end, m);
    exact_lgamma(out, arb_midref(x), m);
    for (slong j = 1; j < m->length; j++) /* these series have all their terms: none is 0 */
        arb_union(acb_realref(acb_poly_get_coeff_ptr(out, j)), acb_realref(acb_poly_get_coeff_ptr(low, j)),
                  acb_realref(acb_poly_get_coeff_ptr(high, j)), m->bits);
    arb_sub_arf(off, x, arb_midref(x), m->bits);
    if (m->length > 1)
        arb_addmul(acb_realref(acb_poly_get_coeff_ptr(out, 0)), off,
                   acb_realref(acb_poly_get_coeff_ptr(out, 1)), m->bits);
    acb_poly_clear(low);
    acb_poly_clear(high);
    arf_clear(end);
    arb_clear(off);
}

/* out += sign * log Gamma(u), u real */
static void add_lgamma(acb_poly_t out, const acb_poly_t u, int sign, const cdf_curve *m)
{
    acb_poly_t series, rest;
    acb_t x;
    acb_poly_init(series);
    acb_poly_init(rest);
    acb_init(x);
    acb_poly_get_coeff_acb(x, u, 0);
    if (arb_is_positive(acb_realref(x)) && arb_is_finite(acb_realref(x))) {
        lgamma_around(series, acb_realref(x), m);
        acb_poly_set(rest, u);
        acb_poly_set_coeff_si(rest, 0, 0);
        acb_poly_compose_series(series, series, rest, m->length, m->bits);
    } else {
        acb_poly_lgamma_series(series, u, m->length, m->bits);
    }
    (sign > 0 ? acb_poly_add : acb_poly_sub)(out, out, series, m->bits);
    acb_poly_clear(series);
    acb_poly_clear(rest);
    acb_clear(x);
}

/* out += u * v */
static void add_product(acb_poly_t out, const acb_poly_t u, const acb_poly_t v, const cdf_curve *m)
{
    acb_poly_t term;
    acb_poly_init(term);
    acb_poly_mullow(term, u, v, m->length, m->bits);
    acb_poly_add(out, out, term, m->bits);
    acb_poly_clear(term);
}

/* out += u log z */
static void add_log(acb_poly_t out, const acb_poly_t u, const acb_t z, slong bits)
{
    acb_poly_t term;
    acb_t logarithm;
    acb_poly_init(term);
    acb_init(logarithm);
    acb_log(logarithm, z, bits);
    acb_poly_scalar_mul(term, u, logarithm, bits);
    acb_poly_add(out, out, term, bits);
    acb_poly_clear(term);
    acb_clear(logarithm);
}

static void complement(acb_poly_t out, slong bits)
{
    acb_poly_neg(out, out);
    add_constant(out, out, 1, bits);
}

/* True once: the constant is to be made. */
static bool begin(cdf_curve *m)
{
    if (m->begun)
        return false;
    acb_poly_init(m->constant);
    return m->begun = true;
}

/* ---- Sums ---- */

static arb_ptr real_parts(const acb_poly_t u, slong length)
{
    arb_ptr v = _arb_vec_init(length);
    for (slong j = 0; j < length && j < acb_poly_length(u); j++)
        arb_set(v + j, acb_realref(acb_poly_get_coeff_ptr(u, j)));
    return v;
}

static void sum_of(acb_poly_t out, cdf_curve *m, int which, const acb_poly_struct *rise,
                   const acb_poly_t start, const acb_poly_t w)
{
    slong length = m->length;
    hyper_table *t = &m->table[which];
    acb_ptr at = _acb_vec_init(length);
    for (slong j = 0; j < length; j++)
        acb_poly_get_coeff_acb(at + j, w, j);
    if (!t->length) {
        arb_ptr above = rise ? real_parts(rise, length) : NULL, below = real_parts(start, length);
        hyper_table_begin(t, above, below, at, length, m->bits);
        if (above)
            _arb_vec_clear(above, length);
        _arb_vec_clear(below, length);
    }
    acb_poly_fit_length(out, length);
    hyper_table_sum(out->coeffs, t, at);
    _acb_poly_set_length(out, length);
    _acb_vec_clear(at, length);
}

/* ---- Gamma ---- */

void incomplete_gamma_series(acb_poly_t out, cdf_curve *m, const acb_poly_t k, const acb_poly_t z)
{
    acb_poly_t next, factor, logarithm;
    acb_poly_init(next);
    acb_poly_init(factor);
    acb_poly_init(logarithm);
    add_constant(next, k, 1, m->bits);
    if (begin(m))
        add_lgamma(m->constant, next, -1, m);
    acb_poly_log_series(logarithm, z, m->length, m->bits);
    acb_poly_sub(factor, m->constant, z, m->bits);
    add_product(factor, k, logarithm, m);
    acb_poly_exp_series(factor, factor, m->length, m->bits);
    sum_of(out, m, 0, NULL, next, z);
    acb_poly_mullow(out, out, factor, m->length, m->bits);
    acb_poly_clear(next);
    acb_poly_clear(factor);
    acb_poly_clear(logarithm);
}

/* ---- Beta ---- */

/* From the left, which = 0, or the mirror image, with a and b and z and y = 1 - z exchanged. */
static void beta_from(acb_poly_t out, cdf_curve *m, int which, const acb_poly_t a, const acb_poly_t b,
                      const acb_t z, const acb_t y)
{
    acb_poly_t sum, next, factor;
    acb_poly_init(sum);
    acb_poly_init(next);
    acb_poly_init(factor);
    acb_poly_add(sum, a, b, m->bits);
    add_constant(next, a, 1, m->bits);
    if (begin(m)) {
        add_lgamma(m->constant, sum, +1, m);
        add_lgamma(m->constant, a, -1, m);
        add_lgamma(m->constant, b, -1, m);
    }
    acb_poly_set(factor, m->constant);
    add_log(factor, a, z, m->bits);
    add_log(factor, b, y, m->bits);
    acb_poly_exp_series(factor, factor, m->length, m->bits);
    acb_poly_div_series(factor, factor, a, m->length, m->bits);
    acb_poly_set_acb(out, z);
    sum_of(out, m, which, sum, next, out);
    acb_poly_mullow(out, out, factor, m->length, m->bits);
    acb_poly_clear(sum);
    acb_poly_clear(next);
    acb_poly_clear(factor);
}

static double middle_of(acb_srcptr x) { return arf_get_d(arb_midref(acb_realref(x)), ARF_RND_NEAR); }

static double modulus(const acb_t x)
{
    mag_t size;
    mag_init(size);
    acb_get_mag(size, x);
    double d = mag_get_d(size);
    mag_clear(size);
    return d;
}

static double first_of(const acb_poly_t u)
{
    return acb_poly_length(u) ? middle_of(acb_poly_get_coeff_ptr(u, 0)) : 0;
}

/* From the end on whose side of the mean z is, where the terms fall from the first, if it is not too far from there. */
void incomplete_beta_series(acb_poly_t out, cdf_curve *m, const acb_poly_t a, const acb_poly_t b,
                            const acb_t z)
{
    const double far = 0.9;
    acb_t y;
    acb_init(y);
    acb_sub_ui(y, z, 1, m->bits);
    acb_neg(y, y);
    double mean = first_of(a) / (first_of(a) + first_of(b)), left = modulus(z), right = modulus(y);
    bool from_left = left < far && (right >= far || middle_of(z) <= mean);
    if (from_left) {
        beta_from(out, m, 0, a, b, z, y);
    } else {
        beta_from(out, m, 1, b, a, y, z);
        complement(out, m->bits);
    }
    acb_clear(y);
}

/* ---- Student ---- */

/* lgamma((df+1)/2) - lgamma(df/2) - log(pi df)/2 */
static void student_constant(cdf_curve *m, const acb_poly_t df, const acb_poly_t rise)
{
    acb_poly_t term;
    acb_t pi;
    acb_poly_init(term);
    acb_init(pi);
    acb_const_pi(pi, m->bits);
    acb_poly_scalar_mul(term, df, pi, m->bits);
    acb_poly_log_series(term, term, m->length, m->bits);
    acb_poly_scalar_mul_2exp_si(term, term, -1);
    acb_poly_neg(m->constant, term);
    acb_poly_scalar_mul_2exp_si(term, df, -1);
    add_lgamma(m->constant, rise, +1, m);
    add_lgamma(m->constant, term, -1, m);
    acb_poly_clear(term);
    acb_clear(pi);
}

/* z f(z), f(z) = e^constant (1 + z^2/df)^(-(df+1)/2) */
static void times_density(acb_poly_t out, const cdf_curve *m, const acb_poly_t df, const acb_poly_t rise,
                          const acb_poly_t z, const acb_poly_t square)
{
    acb_poly_t term, factor;
    acb_poly_init(term);
    acb_poly_init(factor);
    acb_poly_div_series(term, square, df, m->length, m->bits);
    acb_poly_log1p_series(term, term, m->length, m->bits);
    acb_poly_neg(term, term);
    acb_poly_set(factor, m->constant);
    add_product(factor, rise, term, m);
    acb_poly_exp_series(factor, factor, m->length, m->bits);
    acb_poly_mullow(out, factor, z, m->length, m->bits);
    acb_poly_clear(term);
    acb_poly_clear(factor);
}

/* P(0 < T <= z), or P(T > z) for Re z > 0. */
static void student_part(acb_poly_t out, cdf_curve *m, const acb_poly_t df, const acb_poly_t z, bool beyond)
{
    acb_poly_t rise, start, w, square;
    acb_poly_init(rise);
    acb_poly_init(start);
    acb_poly_init(w);
    acb_poly_init(square);
    add_constant(rise, df, 1, m->bits);
    acb_poly_scalar_mul_2exp_si(rise, rise, -1);
    if (begin(m))
        student_constant(m, df, rise);
    if (beyond)
        add_constant(start, df, 2, m->bits);
    else
        acb_poly_set_si(start, 3);
    acb_poly_scalar_mul_2exp_si(start, start, -1);
    acb_poly_mullow(square, z, z, m->length, m->bits);
    acb_poly_add(w, square, df, m->bits);
    acb_poly_div_series(w, beyond ? df : square, w, m->length, m->bits);
    sum_of(w, m, beyond, rise, start, w);
    times_density(out, m, df, rise, z, square);
    acb_poly_mullow(out, out, w, m->length, m->bits);
    if (beyond)
        acb_poly_div_series(out, out, df, m->length, m->bits);
    acb_poly_clear(rise);
    acb_poly_clear(start);
    acb_poly_clear(w);
    acb_poly_clear(square);
}

void student_series(acb_poly_t out, cdf_curve *m, const acb_poly_t df, const acb_poly_t z)
{
    acb_t at;
    acb_poly_t other;
    acb_init(at);
    acb_poly_init(other);
    acb_poly_get_coeff_acb(at, z, 0);
    bool right = arb_is_positive(acb_realref(at)), left = arb_is_negative(acb_realref(at));
    acb_mul(at, at, at, 30);
    bool far = middle_of(at) > first_of(df) && (left || right);
    if (far && left) {
        acb_poly_neg(other, z);
        student_part(out, m, df, other, true);
    } else {
        student_part(out, m, df, z, far);
        acb_set_d(at, 0.5);
        acb_poly_set_acb(other, at);
        if (far)
            complement(out, m->bits);
        else
            acb_poly_add(out, out, other, m->bits);
    }
    acb_clear(at);
    acb_poly_clear(other);
}
