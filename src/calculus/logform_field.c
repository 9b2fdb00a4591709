/*
 * The field Q(symbols): storage and rational functions for the normal form of log-linear expressions.
 *
 * A rational function n/d is kept with gcd(n, d) = 1 in Z[symbols] (contents included) and the leading
 * coefficient of d positive. That representation is unique, so equality is equality of polynomials.
 * Everything is stored in the field until it is closed; values are immutable.
 */
#include "calculus/logform_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Beyond these sizes an expression is refused: factoring and greatest common divisors would take too long. */
enum { TERMS_MAX = 2000, BITS_MAX = 4096, DEGREE_MAX = 256 };
static const char too_large[] = "the expression is too large: more than 2000 terms, degree 256 or 4096 bits";

struct stored_poly {
    struct stored_poly *next;
    poly value;
};

struct stored_bytes {
    struct stored_bytes *next;
    max_align_t bytes[];
};

logform_field *logform_field_open(void)
{
    logform_field *K = flint_calloc(1, sizeof *K);
    fmpz_mpoly_ctx_init(K->context, LOGFORM_SYMBOLS, ORD_LEX);
    for (int i = 0; i < LOGFORM_SYMBOLS; i++)
        K->name[i] = "?";
    return K;
}

void logform_field_close(logform_field *K)
{
    if (!K)
        return;
    for (struct stored_poly *s = K->polys, *next; s; s = next) {
        next = s->next;
        fmpz_mpoly_clear(&s->value, K->context);
        flint_free(s);
    }
    for (struct stored_bytes *s = K->bytes, *next; s; s = next) {
        next = s->next;
        flint_free(s);
    }
    fmpz_mpoly_ctx_clear(K->context);
    flint_free(K);
}

poly *field_poly(logform_field *K)
{
    struct stored_poly *s = flint_malloc(sizeof *s);
    fmpz_mpoly_init(&s->value, K->context);
    s->next = K->polys;
    K->polys = s;
    return &s->value;
}

const poly *field_integer(logform_field *K, const fmpz_t n)
{
    poly *A = field_poly(K);
    fmpz_mpoly_set_fmpz(A, n, K->context);
    return A;
}

void *field_bytes(logform_field *K, size_t size)
{
    struct stored_bytes *s = flint_malloc(sizeof *s + size);
    s->next = K->bytes;
    K->bytes = s;
    return s->bytes;
}

const char *field_format(logform_field *K, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t size = (size_t)vsnprintf(NULL, 0, format, again) + 1;
    va_end(again);
    char *text = field_bytes(K, size);
    vsnprintf(text, size, format, arguments);
    va_end(arguments);
    return text;
}

int field_symbol(const logform_field *K, const char *name, size_t length)
{
    for (int i = 0; i < K->symbols; i++)
        if (strlen(K->name[i]) == length && memcmp(K->name[i], name, length) == 0)
            return i;
    return -1;
}

int field_enter_symbol(logform_field *K, const char *name, size_t length)
{
    int known = field_symbol(K, name, length);
    if (known >= 0 || K->symbols == LOGFORM_SYMBOLS)
        return known;
    K->name[K->symbols] = field_format(K, "%.*s", (int)length, name);
    return K->symbols++;
}

const logform *field_defined(const logform_field *K, const char *name, size_t length)
{
    for (const definition *d = K->definitions; d; d = d->next)
        if (strlen(d->name) == length && memcmp(d->name, name, length) == 0)
            return d->form;
    return NULL;
}

void *field_refuse(logform_field *K, const char *reason)
{
    if (!K->reason)
        K->reason = reason;
    return NULL;
}

/* --- polynomials within the limits; NULL is passed on --- */

static const poly *poly_within_limits(logform_field *K, const poly *A)
{
    bool small = A->length <= TERMS_MAX && FLINT_ABS(fmpz_mpoly_max_bits(A)) <= BITS_MAX
                 && fmpz_mpoly_total_degree_fits_si(A, K->context)
                 && fmpz_mpoly_total_degree_si(A, K->context) <= DEGREE_MAX;
    return small ? A : field_refuse(K, too_large);
}

static const poly *poly_product(logform_field *K, const poly *a, const poly *b)
{
    if (!a || !b)
        return NULL;
    poly *c = field_poly(K);
    fmpz_mpoly_mul(c, a, b, K->context);
    return poly_within_limits(K, c);
}

static const poly *poly_combination(logform_field *K, const poly *a, int sign, const poly *b)
{
    if (!a || !b)
        return NULL;
    poly *c = field_poly(K);
    (sign > 0 ? fmpz_mpoly_add : fmpz_mpoly_sub)(c, a, b, K->context);
    return poly_within_limits(K, c);
}

/* --- rational functions --- */

ratio ratio_refused(void) { return (ratio){NULL, NULL}; }
bool ratio_ok(ratio a) { return a.numerator != NULL; }

ratio ratio_make(logform_field *K, const poly *numerator, const poly *denominator)
{
    if (!numerator || !denominator)
        return ratio_refused();
    K->work += numerator->length + denominator->length;
    poly *n = field_poly(K), *d = field_poly(K), *g = field_poly(K);
    if (!fmpz_mpoly_gcd_cofactors(g, n, d, numerator, denominator, K->context)) {
        field_refuse(K, too_large);
        return ratio_refused();
    }
    if (fmpz_sgn(fmpz_mpoly_leadcoeff(d)) < 0) {
        fmpz_mpoly_neg(n, n, K->context);
        fmpz_mpoly_neg(d, d, K->context);
    }
    return (ratio){n, d};
}

ratio ratio_integer(logform_field *K, slong n)
{
    poly *A = field_poly(K), *one = field_poly(K);
    fmpz_mpoly_set_si(A, n, K->context);
    fmpz_mpoly_set_si(one, 1, K->context);
    return (ratio){A, one};
}

ratio ratio_rational(logform_field *K, const fmpq_t x)
{
    return (ratio){field_integer(K, fmpq_numref(x)), field_integer(K, fmpq_denref(x))};
}

ratio ratio_symbol(logform_field *K, int symbol)
{
    poly *x = field_poly(K);
    fmpz_mpoly_gen(x, symbol, K->context);
    return (ratio){x, ratio_integer(K, 1).denominator};
}

bool ratio_is_zero(const logform_field *K, ratio a)
{
    return ratio_ok(a) && fmpz_mpoly_is_zero(a.numerator, K->context);
}

bool ratio_equal(const logform_field *K, ratio a, ratio b)
{
    return ratio_ok(a) && ratio_ok(b) && fmpz_mpoly_equal(a.numerator, b.numerator, K->context)
           && fmpz_mpoly_equal(a.denominator, b.denominator, K->context);
}

bool ratio_sign(const logform_field *K, ratio a, int *sign)
{
    if (!fmpz_mpoly_is_fmpz(a.numerator, K->context) || !fmpz_mpoly_is_fmpz(a.denominator, K->context))
        return false;
    *sign = ratio_is_zero(K, a) ? 0 : fmpz_sgn(fmpz_mpoly_leadcoeff(a.numerator));
    return true;
}

ratio ratio_sum(logform_field *K, ratio a, ratio b)
{
    const poly *left = poly_product(K, a.numerator, b.denominator);
    const poly *right = poly_product(K, b.numerator, a.denominator);
    return ratio_make(K, poly_combination(K, left, 1, right), poly_product(K, a.denominator, b.denominator));
}

ratio ratio_product(logform_field *K, ratio a, ratio b)
{
    return ratio_make(K, poly_product(K, a.numerator, b.numerator),
                      poly_product(K, a.denominator, b.denominator));
}

ratio ratio_inverse(logform_field *K, ratio a) { return ratio_make(K, a.denominator, a.numerator); }

ratio ratio_quotient(logform_field *K, ratio a, ratio b) { return ratio_product(K, a, ratio_inverse(K, b)); }

ratio ratio_power(logform_field *K, ratio a, slong n)
{
    ratio base = n < 0 ? ratio_inverse(K, a) : a, power = ratio_integer(K, 1);
    for (ulong left = n < 0 ? -(ulong)n : (ulong)n; left && ratio_ok(power); left >>= 1) {
        if (left & 1)
            power = ratio_product(K, power, base);
        if (left > 1)
            base = ratio_product(K, base, base);
    }
    return power;
}

/* (n/d)' = (n'd - nd')/d^2 */
ratio ratio_derivative(logform_field *K, ratio a, int symbol)
{
    if (!ratio_ok(a))
        return a;
    poly *n = field_poly(K), *d = field_poly(K);
    fmpz_mpoly_derivative(n, a.numerator, symbol, K->context);
    fmpz_mpoly_derivative(d, a.denominator, symbol, K->context);
    const poly *left = poly_product(K, n, a.denominator), *right = poly_product(K, a.numerator, d);
    return ratio_make(K, poly_combination(K, left, -1, right), poly_product(K, a.denominator, a.denominator));
}

/* A = sum_k A_k x^k by Horner's rule at x = r. */
ratio poly_at(logform_field *K, const poly *A, int symbol, ratio r)
{
    slong variable = symbol;
    ratio value = ratio_integer(K, 0), one = ratio_integer(K, 1);
    for (slong k = fmpz_mpoly_degree_si(A, variable, K->context); k >= 0 && ratio_ok(value); k--) {
        ulong exponent = (ulong)k;
        poly *coefficient = field_poly(K);
        fmpz_mpoly_get_coeff_vars_ui(coefficient, A, &variable, &exponent, 1, K->context);
        value = ratio_sum(K, ratio_product(K, value, r), (ratio){coefficient, one.denominator});
    }
    return value;
}

ratio ratio_at(logform_field *K, ratio a, int symbol, ratio r)
{
    ratio n = poly_at(K, a.numerator, symbol, r), d = poly_at(K, a.denominator, symbol, r);
    if (ratio_is_zero(K, d)) {
        field_refuse(K, "the substitution makes a denominator vanish identically");
        return ratio_refused();
    }
    return ratio_ok(d) ? ratio_quotient(K, n, d) : d;
}
