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

/* n with c = n unit, for a small integer n; 0 if there is none. */
static slong small_multiple(logform_field *K, ratio c, ratio unit)
{
    ratio n = ratio_quotient(K, c, unit);
    int sign;
    if (!ratio_ok(n) || !ratio_sign(K, n, &sign) || !fmpz_mpoly_is_one(n.denominator, K->context)
        || !fmpz_fits_si(n.numerator->coeffs))
        return 0;
    slong small = fmpz_get_si(n.numerator->coeffs);
    return FLINT_ABS(small) <= EXPONENTS_MAX ? small : 0;
}

static ratio product_over(const logform *f, ratio unit)
{
    logform_field *K = f->field;
    slong all = 0;
    ratio product = ratio_integer(K, 1);
    for (int i = 0; i < f->terms; i++) {
        slong n = small_multiple(K, f->term[i].coefficient, unit);
        if (n == 0 || (all += FLINT_ABS(n)) > 2 * EXPONENTS_MAX)
            return ratio_refused();
        ratio a = {f->term[i].atom, ratio_integer(K, 1).denominator};
        product = ratio_product(K, product, ratio_power(K, a, n));
    }
    return product;
}

/* X and c with f = c log|X|; refused if f is not seen to be of this form. */
static ratio as_one_logarithm(const logform *f, ratio *unit)
{
    logform_field *K = f->field;
    ratio product = ratio_refused();
    if (f->terms && ratio_is_zero(K, f->rational))
        for (int i = 0; i < f->terms && !ratio_ok(product); i++)
            product = product_over(f, *unit = f->term[i].coefficient);
    return product;
}

/* f = c log|X| with X > 0 has the sign of c (X - 1). */
ratio logform_with_its_sign(const logform *f)
{
    logform_field *K = f->field;
    const knowledge of = {K, f->conditions};
    if (!f->terms)
        return f->rational;
    ratio unit, X = as_one_logarithm(f, &unit);
    return ratio_ok(X) && logform_surely_positive(&of, X)
               ? ratio_product(K, unit, ratio_sum(K, X, ratio_integer(K, -1)))
               : ratio_refused();
}

void logform_candidates(const logform *h, int s, candidates *to)
{
    logform_field *K = h->field;
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(h, used);
    ratio product, unit;
    const logform *slope = logform_of_derivative(h, s);
    if (slope && !slope->terms)
        add_linear_factors(K, to, slope->rational.numerator, s);
    else if (slope && ratio_ok(product = as_one_logarithm(slope, &unit)))
        add_linear_factors(K, to, ratio_sum(K, product, ratio_integer(K, -1)).numerator, s);
    add_candidate(K, to, ratio_integer(K, 1));
    for (int r = 0; r < K->symbols; r++)
        if (r != s && used[r])
            add_candidate(K, to, ratio_symbol(K, r));
}
