/*
 * Signs of rational functions and the shape of a domain, as far as exact arithmetic shows them.
 *
 * Numerator and denominator are factored. A factor has a sign if all its coefficients have that sign (symbols are
 * positive), if a condition of the domain says so, if it has one symbol and no positive root, or by its discriminant if it
 * has degree two in some symbol; an even power is never negative.
 */
#include "calculus/logform_parts.h"

static bool involves(const logform_field *K, const poly *A, int symbol)
{
    return fmpz_mpoly_degree_si(A, symbol, K->context) > 0;
}

static bool ratio_involves(const logform_field *K, ratio a, int symbol)
{
    return involves(K, a.numerator, symbol) || involves(K, a.denominator, symbol);
}

/* --- signs --- */

static int sign_by_coefficients(const poly *A)
{
    int sign = A->length ? fmpz_sgn(A->coeffs) : 0;
    for (slong i = 1; i < A->length; i++)
        if (fmpz_sgn(A->coeffs + i) != sign)
            return 0;
    return sign;
}

/* c a = n with n/d > 0 on the domain, where d has only positive coefficients, gives the sign of a. */
static int sign_by_condition(const knowledge *of, const poly *a, const condition *c)
{
    const logform_field *K = of->K;
    fmpz_mpoly_t quotient;
    fmpz_mpoly_init(quotient, K->context);
    bool multiple = c->positive && sign_by_coefficients(c->subject.denominator) > 0
                    && fmpz_mpoly_divides(quotient, c->subject.numerator, a, K->context)
                    && fmpz_mpoly_is_fmpz(quotient, K->context);
    int sign = multiple ? fmpz_sgn(fmpz_mpoly_leadcoeff(quotient)) : 0;
    fmpz_mpoly_clear(quotient, K->context);
    return sign;
}

static known_sign sign_of_poly(const knowledge *of, const poly *A);

static const poly *coefficient_in(logform_field *K, const poly *a, int s, ulong exponent)
{
    slong variable = s;
    poly *c = field_poly(K);
    fmpz_mpoly_get_coeff_vars_ui(c, a, &variable, &exponent, 1, K->context);
    return c;
}

/* a = A s² + B s + C: if B² - 4 A C ≤ 0, the sign of A. */
static known_sign sign_by_discriminant(const knowledge *of, const poly *a)
{
    logform_field *K = of->K;
    for (int s = 0; s < K->symbols; s++) {
        if (fmpz_mpoly_degree_si(a, s, K->context) != 2)
            continue;
        const poly *one = ratio_integer(K, 1).numerator;
        ratio A = {coefficient_in(K, a, s, 2), one}, B = {coefficient_in(K, a, s, 1), one},
              C = {coefficient_in(K, a, s, 0), one};
        ratio d = ratio_sum(K, ratio_product(K, B, B),
                            ratio_product(K, ratio_integer(K, -4), ratio_product(K, A, C)));
        known_sign lead = sign_of_poly(of, A.numerator), below = {0, false};
        if (lead.is && lead.strict && ratio_ok(d))
            below = sign_of_poly(of, d.numerator);
        if (below.is < 0)
            return (known_sign){lead.is, below.strict};
    }
    return (known_sign){0, false};
}

/* A polynomial in one symbol without a positive root, hence a(s²) without a real one, has the sign of its leading coefficient. */
static int sign_by_roots(const logform_field *K, const poly *a)
{
    int used[LOGFORM_SYMBOLS], symbols = 0, only = 0, sign = 0;
    fmpz_mpoly_used_vars(used, a, K->context);
    for (int s = 0; s < LOGFORM_SYMBOLS; s++)
        if (used[s]) {
            only = s;
            symbols++;
        }
    if (symbols != 1)
        return 0;
    fmpz_poly_t p;
    fmpz_poly_init(p);
    fmpz_mpoly_get_fmpz_poly(p, a, only, K->context);
    if (!fmpz_is_zero(p->coeffs)) {
        fmpz_poly_inflate(p, p, 2);
        sign = fmpz_poly_num_real_roots(p) == 0 ? fmpz_sgn(fmpz_poly_lead(p)) : 0;
    }
    fmpz_poly_clear(p);
    return sign;
}

/* a is irreducible. */
static known_sign sign_of_factor(const knowledge *of, const poly *a)
{
    int sign = sign_by_coefficients(a);
    for (const condition *c = of->conditions; c && !sign; c = c->next)
        sign = sign_by_condition(of, a, c);
    sign = sign ? sign : sign_by_roots(of->K, a);
    return sign ? (known_sign){sign, true} : sign_by_discriminant(of, a);
}

static known_sign sign_of_poly(const knowledge *of, const poly *A)
{
    const logform_field *K = of->K;
    known_sign known = {0, false};
    fmpz_mpoly_factor_t factors;
    fmpz_mpoly_factor_init(factors, K->context);
    if (A->length && poly_factors(factors, K, A))
        known = (known_sign){fmpz_sgn(factors->constant), fmpz_is_one(factors->constant_den)};
    for (slong i = 0; known.is && i < factors->num; i++) {
        known_sign one = sign_of_factor(of, factors->poly + i);
        known.is *= fmpz_is_even(factors->exp + i) ? 1 : one.is;
        known.strict = known.strict && one.is && one.strict;
    }
    fmpz_mpoly_factor_clear(factors, K->context);
    return known;
}

known_sign logform_sign_of(const knowledge *of, ratio a)
{
    known_sign above = sign_of_poly(of, a.numerator), below = sign_of_poly(of, a.denominator);
    return (known_sign){above.is * below.is, above.strict};
}

bool logform_never_negative(const knowledge *of, ratio a)
{
    return ratio_is_zero(of->K, a) || logform_sign_of(of, a).is > 0;
}

/* --- the domain in one symbol --- */

/* n/d > 0, or only n ≠ 0 ≠ d */
static bool satisfied(const knowledge *of, ratio n, ratio d, bool positive)
{
    known_sign above = logform_sign_of(of, n), below = logform_sign_of(of, d);
    return above.strict && below.strict && (!positive || above.is * below.is > 0);
}

static bool always_satisfied(const knowledge *of, const condition *c, bool positive)
{
    const poly *one = ratio_integer(of->K, 1).numerator;
    return satisfied(of, (ratio){c->subject.numerator, one}, (ratio){c->subject.denominator, one}, positive);
}

bool logform_surely_positive(const knowledge *of, ratio a)
{
    const poly *one = ratio_integer(of->K, 1).numerator;
    return satisfied(of, (ratio){a.numerator, one}, (ratio){a.denominator, one}, true);
}

/* n/d > 0 on an interval of s, whatever the other symbols: always, or n of degree one in s and d free of it. */
static bool holds_on_an_interval(const knowledge *of, const condition *c, int s)
{
    const knowledge nothing = {of->K, NULL};
    if (!ratio_involves(of->K, c->subject, s) || always_satisfied(&nothing, c, c->positive))
        return true;
    if (c->positive)
        return fmpz_mpoly_degree_si(c->subject.numerator, s, of->K->context) <= 1
               && !involves(of->K, c->subject.denominator, s);
    return always_satisfied(of, c, false); /* a consequence of the positive conditions */
}

/*
 * Does r satisfy the condition in the place of s? Nothing is cancelled. What is known of a factor free of s comes from a
 * condition whose numerator is that factor, so it is true whatever s is.
 */
static bool holds_at(const knowledge *of, const condition *c, int s, ratio r)
{
    if (!ratio_involves(of->K, c->subject, s))
        return true;
    ratio n = poly_at(of->K, c->subject.numerator, s, r), d = poly_at(of->K, c->subject.denominator, s, r);
    return ratio_ok(n) && ratio_ok(d) && satisfied(of, n, d, c->positive);
}

bool logform_interval_with(const knowledge *of, int s, ratio r)
{
    for (const condition *c = of->conditions; c; c = c->next)
        if (!c->redundant && (!holds_on_an_interval(of, c, s) || !holds_at(of, c, s, r)))
            return false;
    return true;
}

bool logform_half_line(const knowledge *of, int s)
{
    const knowledge nothing = {of->K, NULL};
    for (const condition *c = of->conditions; c; c = c->next)
        if (!c->redundant && ratio_involves(of->K, c->subject, s)
            && !always_satisfied(&nothing, c, c->positive))
            return false;
    return true;
}

void logform_keep_conditions(logform *to, const logform *h, int s)
{
    for (const condition *c = h->conditions; c; c = c->next)
        if (!ratio_involves(h->field, c->subject, s))
            logform_add_condition(to, c->subject, c->positive);
}

/* --- limits --- */

/* a at s = 0, if its denominator is not 0 there for any positive values of the other symbols. */
static ratio ratio_at_zero(logform_field *K, ratio a, int s)
{
    const knowledge nothing = {K, NULL};
    ratio zero = ratio_integer(K, 0), below = poly_at(K, a.denominator, s, zero);
    bool regular = ratio_ok(below) && !ratio_is_zero(K, below) && logform_sign_of(&nothing, below).strict;
    return regular ? ratio_at(K, a, s, zero) : ratio_refused();
}

static bool add_term_at_zero(logform **sum, logform_field *K, const log_term *t, int s)
{
    const knowledge nothing = {K, NULL};
    ratio c = ratio_at_zero(K, t->coefficient, s), a = poly_at(K, t->atom, s, ratio_integer(K, 0));
    if (!ratio_ok(c) || !ratio_ok(a))
        return false;
    if (ratio_is_zero(K, c)) /* an irreducible atom that is 0 at s = 0 is s itself, and s log s tends to 0 */
        return true;
    if (ratio_is_zero(K, a) || !logform_sign_of(&nothing, a).strict)
        return false;
    const logform *log = logform_log_absolute(K, a);
    *sum = log ? logform_of_sum(*sum, logform_of_product(logform_of_rational(K, c), log)) : NULL;
    return *sum;
}

const logform *logform_limit_at_zero(const logform *h, int s)
{
    logform_field *K = h->field;
    ratio r = ratio_at_zero(K, h->rational, s);
    logform *sum = ratio_ok(r) ? logform_of_rational(K, r) : NULL;
    for (int i = 0; sum && i < h->terms; i++)
        if (!add_term_at_zero(&sum, K, &h->term[i], s))
            return NULL;
    if (sum)
        logform_keep_conditions(sum, h, s);
    return sum;
}
