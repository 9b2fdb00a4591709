/*
 * Zeros of a form F = R + sum c_i log|a_i| at the roots of an irreducible polynomial B, in exact arithmetic modulo B.
 *
 * Where R = r and c_i = n_i / d are rational modulo B, n_i and d integers, and product a_i^(n_i) = ρ is, then F = r + log|ρ| / d at
 * every root of B: with x² + x = 1 it is 0 for log x + log(x+1).
 */
#include "calculus/logform_line.h"

#include <flint/fmpq_poly.h>

enum { EXPONENTS_MAX = 12 };

static void rational_poly(fmpq_poly_t out, const line *l, const poly *A)
{
    fmpz_poly_t whole;
    fmpz_poly_init(whole);
    fmpz_mpoly_get_fmpz_poly(whole, A, l->x, l->K->context);
    fmpq_poly_set_fmpz_poly(out, whole);
    fmpz_poly_clear(whole);
}

static void modulo(fmpq_poly_t out, const line *l, const poly *A, const fmpq_poly_t B)
{
    rational_poly(out, l, A);
    fmpq_poly_rem(out, out, B);
}

/* The value of A at the roots of B, if it is rational. */
static bool rational_value(fmpq_t value, const line *l, const poly *A, const fmpq_poly_t B)
{
    fmpq_poly_t a;
    fmpq_poly_init(a);
    modulo(a, l, A, B);
    bool rational = fmpq_poly_degree(a) <= 0;
    fmpq_poly_get_coeff_fmpq(value, a, 0);
    fmpq_poly_clear(a);
    return rational;
}

/* The common denominator of the coefficients' values. */
static bool denominator(fmpz_t d, const line *l, const logform *F, const fmpq_poly_t B)
{
    bool rational = true;
    fmpq_t c;
    fmpq_init(c);
    fmpz_one(d);
    for (int i = 0; rational && i < F->terms; i++) {
        rational = rational_value(c, l, F->term[i].coefficient.numerator, B);
        fmpz_lcm(d, d, fmpq_denref(c));
    }
    fmpq_clear(c);
    return rational;
}

/* Products of the a_i with n_i > 0 and of those with n_i < 0, modulo B. */
static bool products(fmpq_poly_t up, fmpq_poly_t down, const line *l, const logform *F, const fmpz_t d,
                     const fmpq_poly_t B)
{
    fmpq_t n;
    fmpq_poly_t a;
    bool small = true;
    fmpq_init(n);
    fmpq_poly_init(a);
    fmpq_poly_one(up);
    fmpq_poly_one(down);
    for (int i = 0; small && i < F->terms; i++) {
        rational_value(n, l, F->term[i].coefficient.numerator, B);
        fmpq_mul_fmpz(n, n, d);
        small = fmpz_cmpabs(fmpq_numref(n), (fmpz[]){EXPONENTS_MAX}) <= 0;
        modulo(a, l, F->term[i].atom, B);
        for (slong k = small ? fmpz_get_si(fmpq_numref(n)) : 0; k; k += k > 0 ? -1 : 1) {
            fmpq_poly_struct *to = k > 0 ? up : down;
            fmpq_poly_mul(to, to, a);
            fmpq_poly_rem(to, to, B);
        }
    }
    fmpq_poly_clear(a);
    fmpq_clear(n);
    return small;
}

/* up = ρ down, ρ rational and not 0 */
static bool quotient(fmpq_t rho, const fmpq_poly_t up, const fmpq_poly_t down)
{
    slong degree = fmpq_poly_degree(up);
    if (degree < 0 || degree != fmpq_poly_degree(down))
        return false;
    fmpq_t below;
    fmpq_poly_t multiple;
    fmpq_init(below);
    fmpq_poly_init(multiple);
    fmpq_poly_get_coeff_fmpq(rho, up, degree);
    fmpq_poly_get_coeff_fmpq(below, down, degree);
    fmpq_div(rho, rho, below);
    fmpq_poly_scalar_mul_fmpq(multiple, down, rho);
    bool equal = fmpq_poly_equal(multiple, up);
    fmpq_poly_clear(multiple);
    fmpq_clear(below);
    return equal;
}

/* d r + log|ρ| = 0 */
static bool is_zero(const line *l, const fmpq_t r, const fmpz_t d, const fmpq_t rho)
{
    fmpq_t whole;
    fmpq_init(whole);
    fmpq_mul_fmpz(whole, r, d);
    const logform *value = logform_of_sum(logform_of_rational(l->K, ratio_rational(l->K, whole)),
                                          logform_log_absolute(l->K, ratio_rational(l->K, rho)));
    fmpq_clear(whole);
    return value && logform_sign_of_constant(value) == 0;
}

bool line_vanishes_at_root(const line *l, const logform *F, const poly *B)
{
    fmpz_t d;
    fmpq_t r, rho;
    fmpq_poly_t b, up, down;
    fmpz_init(d);
    fmpq_init(r);
    fmpq_init(rho);
    fmpq_poly_init(b);
    fmpq_poly_init(up);
    fmpq_poly_init(down);
    rational_poly(b, l, B);
    bool zero = rational_value(r, l, F->rational.numerator, b) && denominator(d, l, F, b)
                && products(up, down, l, F, d, b) && quotient(rho, up, down) && is_zero(l, r, d, rho);
    fmpq_poly_clear(down);
    fmpq_poly_clear(up);
    fmpq_poly_clear(b);
    fmpq_clear(rho);
    fmpq_clear(r);
    fmpz_clear(d);
    return zero;
}
