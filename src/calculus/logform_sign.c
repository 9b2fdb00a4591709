/*
 * Inequalities between log-linear forms, by certificates in exact arithmetic; see logform.h for what is claimed.
 *
 * SIGN OF A RATIONAL FUNCTION. Numerator and denominator are factored. A factor has a sign if all its coefficients
 * have that sign (symbols are positive) or if a condition of the domain says so; an even power is never negative.
 *
 * LEAST VALUE. Let h be the form, or the form over one of its own coefficients if that is positive; s a symbol; and r
 * free of s: 1/2, 1 or another symbol. Let the domain of h in s, the other symbols fixed, be an interval with r in
 * it, and h = 0 at s = r. Then h ≥ 0 if
 *     h is convex in s and touches zero:       dh/ds = 0 at s = r, and d²h/ds² ≥ 0, shown in its turn;      or
 *     h falls to zero and rises:               dh/ds = (s - r) k with k ≥ 0.
 */
#include "calculus/logform_parts.h"

enum { BITS_LAST = 1024 };

/* What signs are taken from: the conditions of a domain, or those that are free of one symbol. */
typedef struct knowledge {
    logform_field *K;
    const condition *conditions;
    int free_of; /* -1: all of them */
} knowledge;

/* +1, -1, or 0 if unknown; strict: the value is never zero. */
typedef struct known_sign {
    int is;
    bool strict;
} known_sign;

static bool involves(const logform_field *K, const poly *A, int symbol)
{
    return symbol >= 0 && fmpz_mpoly_degree_si(A, symbol, K->context) > 0;
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

/* c a = n with n/d > 0 on the domain and the sign of d known gives that of a. */
static int sign_by_condition(const knowledge *of, const poly *a, const condition *c)
{
    const logform_field *K = of->K;
    int below = sign_by_coefficients(c->subject.denominator);
    fmpz_mpoly_t quotient;
    fmpz_mpoly_init(quotient, K->context);
    bool multiple = c->positive && below && !ratio_involves(K, c->subject, of->free_of)
                    && fmpz_mpoly_divides(quotient, c->subject.numerator, a, K->context)
                    && fmpz_mpoly_is_fmpz(quotient, K->context);
    int sign = multiple ? below * fmpz_sgn(fmpz_mpoly_leadcoeff(quotient)) : 0;
    fmpz_mpoly_clear(quotient, K->context);
    return sign;
}

static int sign_of_factor(const knowledge *of, const poly *a)
{
    int sign = sign_by_coefficients(a);
    for (const condition *c = of->conditions; c && !sign; c = c->next)
        sign = sign_by_condition(of, a, c);
    return sign;
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
        int one = sign_of_factor(of, factors->poly + i);
        bool even = fmpz_is_even(factors->exp + i);
        known.is *= even ? 1 : one;
        known.strict = known.strict && one != 0;
    }
    fmpz_mpoly_factor_clear(factors, K->context);
    return known;
}

static known_sign sign_of_ratio(const knowledge *of, ratio a)
{
    known_sign above = sign_of_poly(of, a.numerator), below = sign_of_poly(of, a.denominator);
    return (known_sign){above.is * below.is, above.strict};
}

static bool never_negative(const knowledge *of, ratio a)
{
    return ratio_is_zero(of->K, a) || sign_of_ratio(of, a).is > 0;
}

/* --- the domain in one symbol --- */

/* n/d > 0, or only n ≠ 0 ≠ d */
static bool satisfied(const knowledge *of, ratio n, ratio d, bool positive)
{
    known_sign above = sign_of_ratio(of, n), below = sign_of_ratio(of, d);
    return above.strict && below.strict && (!positive || above.is * below.is > 0);
}

static bool always_satisfied(const knowledge *of, const condition *c, bool positive)
{
    const poly *one = ratio_integer(of->K, 1).numerator;
    return satisfied(of, (ratio){c->subject.numerator, one}, (ratio){c->subject.denominator, one}, positive);
}

/* n/d > 0 on an interval of s, whatever the other symbols: always, or n of degree one in s and d free of it. */
static bool holds_on_an_interval(const knowledge *of, const condition *c, int s)
{
    const knowledge nothing = {of->K, NULL, -1};
    if (!ratio_involves(of->K, c->subject, s) || always_satisfied(&nothing, c, c->positive))
        return true;
    if (c->positive)
        return fmpz_mpoly_degree_si(c->subject.numerator, s, of->K->context) <= 1
               && !involves(of->K, c->subject.denominator, s);
    return always_satisfied(of, c, false); /* a consequence of the positive conditions */
}

/* Does r satisfy the condition in the place of s, by what the conditions free of s say? Nothing is cancelled. */
static bool holds_at(const knowledge *of, const condition *c, int s, ratio r)
{
    const knowledge others = {of->K, of->conditions, s};
    if (!ratio_involves(of->K, c->subject, s))
        return true;
    ratio n = poly_at(of->K, c->subject.numerator, s, r), d = poly_at(of->K, c->subject.denominator, s, r);
    return ratio_ok(n) && ratio_ok(d) && satisfied(&others, n, d, c->positive);
}

static bool interval_with(const knowledge *of, int s, ratio r)
{
    for (const condition *c = of->conditions; c; c = c->next)
        if (!holds_on_an_interval(of, c, s) || !holds_at(of, c, s, r))
            return false;
    return true;
}

/* --- least values --- */

static bool is_zero(const logform *f) { return f && f->terms == 0 && ratio_is_zero(f->field, f->rational); }

enum { DEPTH_MAX = 2 }; /* convexity of a second derivative's second derivative is not looked for */
static const char *certificate(const logform *f, int depth);

/* Why h ≥ 0 with h = 0 at s = r, or NULL. */
static const char *least_at(const logform *h, int s, const logform *r, int depth)
{
    logform_field *K = h->field;
    const knowledge of = {K, h->conditions, -1};
    if (!is_zero(logform_of_substitution(h, s, r)) || !interval_with(&of, s, r->rational))
        return NULL;
    const logform *slope = logform_of_derivative(h, s), *bend;
    if (is_zero(logform_of_substitution(slope, s, r)) && (bend = logform_of_derivative(slope, s))
        && certificate(bend, depth + 1))
        return "is convex in";
    if (!slope || slope->terms)
        return NULL;
    poly *x = field_poly(K);
    fmpz_mpoly_gen(x, s, K->context);
    ratio gap = ratio_sum(K, (ratio){x, ratio_integer(K, 1).denominator},
                          ratio_product(K, ratio_integer(K, -1), r->rational));
    ratio k = ratio_product(K, slope->rational, ratio_inverse(K, gap));
    return ratio_ok(k) && never_negative(&of, k) ? "falls and rises in" : NULL;
}

/* The places r, by index: 1/2, 1, then the symbols. */
enum { HALF = -2, ONE = -1 };

static const logform *place(logform_field *K, int index)
{
    if (index < 0)
        return logform_of_rational(K, index == HALF ? ratio_inverse(K, ratio_integer(K, 2))
                                                    : ratio_integer(K, 1));
    poly *x = field_poly(K);
    fmpz_mpoly_gen(x, index, K->context);
    return logform_of_rational(K, (ratio){x, ratio_integer(K, 1).denominator});
}

static const char *place_name(const logform_field *K, int index)
{
    return index == HALF ? "1/2" : index == ONE ? "1" : K->name[index];
}

static const char *least_somewhere(const logform *h, const char *over, int depth)
{
    logform_field *K = h->field;
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(h, used);
    for (int s = 0; s < K->symbols; s++)
        for (int r = HALF; r < K->symbols; r++) {
            if (!used[s] || r == s || (r >= 0 && !used[r]))
                continue;
            const char *shape = least_at(h, s, place(K, r), depth);
            K->reason = NULL; /* of an attempt that was refused */
            if (shape)
                return field_format(K, "the difference%s%s %s %s, with least value 0 at %s = %s",
                                    *over ? " over " : "", over, shape, K->name[s], K->name[s],
                                    place_name(K, r));
        }
    return NULL;
}

/* f, or f over a coefficient of one sign, so that one of its logarithms has a derivative that is rational. */
static const char *least_value_is_zero(const logform *f, int depth)
{
    logform_field *K = f->field;
    const knowledge of = {K, f->conditions, -1};
    const char *how = least_somewhere(f, "", depth);
    for (int i = 0; i < f->terms && !how; i++) {
        ratio c = f->term[i].coefficient;
        known_sign known = sign_of_ratio(&of, c);
        if (!known.is || !known.strict)
            continue;
        if (known.is < 0)
            c = ratio_product(K, ratio_integer(K, -1), c);
        const logform *divisor = logform_of_rational(K, c);
        const logform *h = logform_of_quotient(f, divisor);
        how = h ? least_somewhere(h, logform_print(divisor), depth) : NULL;
    }
    K->reason = NULL;
    return how;
}

/* --- values at points --- */

static bool value_is(const logform *f, const fmpq *x, int (*sign)(const arb_t))
{
    arb_t a;
    arb_init(a);
    logform_value_at(a, f, x, BITS_LAST);
    bool found = sign(a);
    arb_clear(a);
    return found;
}
static bool at_most_zero(const logform *f, const logform *g, const fmpq *x)
{
    return f == g && value_is(f, x, arb_is_nonpositive);
}
static bool below_zero(const logform *f, const logform *g, const fmpq *x)
{
    return f == g && value_is(f, x, arb_is_negative);
}
static bool above_zero(const logform *f, const logform *g, const fmpq *x)
{
    return f == g && value_is(f, x, arb_is_positive);
}

static bool is_constant(const logform *f)
{
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(f, used);
    for (int i = 0; i < LOGFORM_SYMBOLS; i++)
        if (used[i])
            return false;
    return true;
}

/* --- certificates --- */

static const char *plain_certificate(const logform *f)
{
    bool seen;
    const knowledge of = {f->field, f->conditions, -1};
    if (f->terms == 0 && never_negative(&of, f->rational))
        return "no factor of the difference is negative";
    return is_constant(f) && logform_find_point(f, f, above_zero, &seen) ? "a constant, by enclosure" : NULL;
}

/* Why f ≥ 0 on its domain, or NULL. */
static const char *certificate(const logform *f, int depth)
{
    const char *how = plain_certificate(f);
    return how || depth == DEPTH_MAX ? how : least_value_is_zero(f, depth);
}

/* --- verdicts --- */

static verdict decided(const logform *f, bool certified, point_test *refutes, error *why)
{
    bool seen;
    if (logform_find_point(f, f, certified ? any_point : refutes, &seen))
        return certified ? HOLDS : FAILS;
    return logform_undecided(why, seen ? "no point refutes it, but no certificate for all values was found"
                                       : logform_no_point);
}

verdict logform_positive(const logform *f, error *why)
{
    bool seen;
    if (!f)
        return UNDECIDED;
    const knowledge of = {f->field, f->conditions, -1};
    known_sign known = f->terms ? (known_sign){0, false} : sign_of_ratio(&of, f->rational);
    bool certified =
        (known.is > 0 && known.strict) || (is_constant(f) && logform_find_point(f, f, above_zero, &seen));
    return decided(f, certified, at_most_zero, why);
}

verdict logform_not_negative(const logform *f, const char **how, error *why)
{
    bool seen;
    if (!f)
        return UNDECIDED;
    const char *found = plain_certificate(f);
    if (!found && logform_find_point(f, f, below_zero, &seen)) /* cheaper than a search for a certificate */
        return FAILS;
    found = found ? found : least_value_is_zero(f, 0);
    if (how)
        *how = found;
    return decided(f, found != NULL, below_zero, why);
}

const char *logform_witness_below(const logform *f, const logform *g, bool enough)
{
    bool seen;
    const logform *difference = logform_difference(f, g, NULL);
    return difference ? logform_find_point(difference, difference, enough ? at_most_zero : below_zero, &seen)
                      : NULL;
}
