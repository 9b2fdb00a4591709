/* Places that are rational functions of the other symbols, where a form may have its least value in one of them. */
#include "calculus/logform_parts.h"

enum { EXPONENTS_MAX = 6 };

static void add_candidate(logform_field *K, candidates *to, ratio r)
{
    for (int i = 0; i < to->n; i++)
        if (ratio_equal(K, r, to->r[i]))
            return;
    if (ratio_ok(r) && to->n < PLACES_MAX)
        to->r[to->n++] = r;
}

/* -α/β for every factor α + β s of A. */
static void add_linear_factors(logform_field *K, candidates *to, const poly *A, int s)
{
    fmpz_mpoly_factor_t factors;
    fmpz_mpoly_factor_init(factors, K->context);
    bool factored = A && A->length && poly_factors(factors, K, A);
    for (slong i = 0; factored && i < factors->num; i++) {
        slong variable = s;
        ulong exponent = 1;
        if (fmpz_mpoly_degree_si(factors->poly + i, s, K->context) != 1)
            continue;
        poly *b = field_poly(K);
        fmpz_mpoly_get_coeff_vars_ui(b, factors->poly + i, &variable, &exponent, 1, K->context);
        ratio a = poly_at(K, factors->poly + i, s, ratio_integer(K, 0));
        add_candidate(K, to, ratio_product(K, a, ratio_make(K, ratio_integer(K, -1).numerator, b)));
    }
    fmpz_mpoly_factor_clear(factors, K->context);
}

/* sum_i n_i log|a_i| = 0 where product a_i^(n_i) = 1, for small integers n_i; the numerator of product - 1. */
static const poly *where_logarithms_cancel(const logform *slope)
{
    logform_field *K = slope->field;
    slong all = 0;
    ratio product = ratio_integer(K, 1);
    for (int i = 0; i < slope->terms; i++) {
        ratio c = slope->term[i].coefficient;
        int sign;
        if (!ratio_sign(K, c, &sign) || !fmpz_mpoly_is_one(c.denominator, K->context)
            || !fmpz_fits_si(c.numerator->coeffs))
            return NULL;
        slong n = fmpz_get_si(c.numerator->coeffs);
        if (n > EXPONENTS_MAX || n < -EXPONENTS_MAX || (all += FLINT_ABS(n)) > 2 * EXPONENTS_MAX)
            return NULL;
        ratio a = {slope->term[i].atom, ratio_integer(K, 1).denominator};
        product = ratio_product(K, product, ratio_power(K, a, n));
    }
    return ratio_ok(product) ? ratio_sum(K, product, ratio_integer(K, -1)).numerator : NULL;
}

void logform_candidates(const logform *h, int s, candidates *to)
{
    logform_field *K = h->field;
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(h, used);
    const logform *slope = logform_of_derivative(h, s);
    if (slope && !slope->terms)
        add_linear_factors(K, to, slope->rational.numerator, s);
    else if (slope && ratio_is_zero(K, slope->rational))
        add_linear_factors(K, to, where_logarithms_cancel(slope), s);
    add_candidate(K, to, ratio_integer(K, 1));
    for (int r = 0; r < K->symbols; r++)
        if (r != s && used[r])
            add_candidate(K, to, ratio_symbol(K, r));
}
