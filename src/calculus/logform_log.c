/*
 * log|n/d| in normal form: the sum over the factorisations of n and d, constants into primes.
 *
 * Every factorisation is multiplied out and compared with what was factored. That the factors are
 * irreducible is trusted to FLINT, and an error there could only hide an equality, never invent one.
 */
#include "calculus/logform_parts.h"

#include <flint/fmpz_vec.h>

static const logform *add_log(const logform *sum, const poly *atom, slong times)
{
    if (!sum)
        return NULL;
    logform *one = logform_with_room(sum->field, ratio_integer(sum->field, 0), 1);
    logform_append(one, atom, ratio_integer(sum->field, times));
    return logform_of_sum(sum, one);
}

/* Full factorisation; false if what trial division leaves over is composite and has more than 128 bits. */
static bool factor_integer(fmpz_factor_t factors, const fmpz_t n)
{
    fmpz_t left;
    fmpz_init(left);
    bool factored = fmpz_factor_trial(factors, n, 1000);
    if (!factored) {
        fmpz_set(left, factors->p + factors->num - 1);
        bool small = fmpz_bits(left) <= 128;
        if (small)
            fmpz_factor(factors, n);
        factored = small || fmpz_is_probabprime(left);
    }
    fmpz_factor_expand(left, factors);
    factored = factored && fmpz_equal(left, n);
    fmpz_clear(left);
    return factored;
}

/* sum + times * log|n|, n a non-zero integer */
static const logform *add_log_integer(const logform *sum, const fmpz_t n, slong times)
{
    fmpz_factor_t factors;
    fmpz_factor_init(factors);
    if (!factor_integer(factors, n))
        sum = sum ? field_refuse(sum->field, "the constant inside a logarithm is too large to factor") : NULL;
    for (slong i = 0; sum && i < factors->num; i++)
        sum = add_log(sum, field_integer(sum->field, factors->p + i), times * (slong)factors->exp[i]);
    fmpz_factor_clear(factors);
    return sum;
}

/* A = content * (the primitive part with positive leading coefficient) */
static const poly *primitive_part(logform_field *K, const poly *A, fmpz_t content)
{
    poly *primitive = field_poly(K);
    _fmpz_vec_content(content, A->coeffs, A->length);
    if (fmpz_sgn(fmpz_mpoly_leadcoeff(A)) < 0)
        fmpz_neg(content, content);
    fmpz_mpoly_scalar_divexact_fmpz(primitive, A, content, K->context);
    return primitive;
}

static const logform *add_log_factors(const logform *sum, fmpz_mpoly_factor_t factors, slong times)
{
    logform_field *K = sum->field;
    fmpz_t content;
    fmpz_init(content);
    fmpz_mpoly_factor_get_constant_fmpz(content, factors, K->context);
    sum = add_log_integer(sum, content, times);
    for (slong i = 0; sum && i < fmpz_mpoly_factor_length(factors, K->context); i++) {
        slong exponent = times * fmpz_mpoly_factor_get_exp_si(factors, i, K->context);
        poly *base = field_poly(K);
        fmpz_mpoly_factor_get_base(base, factors, i, K->context);
        sum = add_log(sum, primitive_part(K, base, content), exponent);
        sum = add_log_integer(sum, content, exponent);
    }
    fmpz_clear(content);
    return sum;
}

bool poly_factors(fmpz_mpoly_factor_t factors, const logform_field *K, const poly *A)
{
    fmpz_mpoly_t expanded;
    fmpz_mpoly_init(expanded, K->context);
    bool factored = fmpz_mpoly_factor(factors, A, K->context)
                    && fmpz_mpoly_factor_expand(expanded, factors, K->context)
                    && fmpz_mpoly_equal(expanded, A, K->context);
    fmpz_mpoly_clear(expanded, K->context);
    return factored;
}

/* sum + times * log|A|, A a non-zero polynomial */
static const logform *add_log_poly(const logform *sum, const poly *A, slong times)
{
    if (!sum)
        return NULL;
    logform_field *K = sum->field;
    fmpz_mpoly_factor_t factors;
    fmpz_mpoly_factor_init(factors, K->context);
    sum = poly_factors(factors, K, A) ? add_log_factors(sum, factors, times)
                                      : field_refuse(K, "the argument of a logarithm could not be factored");
    fmpz_mpoly_factor_clear(factors, K->context);
    return sum;
}

const logform *logform_log_absolute(logform_field *K, ratio r)
{
    if (!ratio_ok(r) || ratio_is_zero(K, r))
        return ratio_ok(r) ? field_refuse(K, "the logarithm of zero") : NULL;
    const logform *zero = logform_with_room(K, ratio_integer(K, 0), 0);
    return add_log_poly(add_log_poly(zero, r.numerator, 1), r.denominator, -1);
}

logform *logform_of_log(const logform *argument, bool absolute)
{
    if (!argument)
        return NULL;
    logform_field *K = argument->field;
    int sign;
    if (argument->terms)
        return field_refuse(K, "a logarithm inside a logarithm is not log-linear");
    if (!absolute && ratio_sign(K, argument->rational, &sign) && sign < 0)
        return field_refuse(K, "the logarithm of a negative number");
    /* argument * 0 carries the conditions of the argument into the sum. */
    const logform *nothing = logform_of_product(argument, logform_of_rational(K, ratio_integer(K, 0)));
    logform *f = logform_of_sum(logform_log_absolute(K, argument->rational), nothing);
    if (f)
        logform_add_condition(f, argument->rational, !absolute);
    return f;
}
