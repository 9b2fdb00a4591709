/*
 * Inequalities between log-linear forms, by certificates in exact arithmetic; see logform.h for what is claimed.
 *
 * Let h be the form, or the form over one of its own coefficients if that is positive; s a symbol; and r free of s: 1/2,
 * 1 or another symbol. Let the domain of h in s, the other symbols fixed, be an interval with r in it, and h = 0 at
 * s = r. Then h ≥ 0 if
 *     h is convex in s and touches zero:       dh/ds = 0 at s = r, and d²h/ds² ≥ 0, shown in its turn;      or
 *     h falls to zero and rises:               dh/ds = (s - r) k with k ≥ 0.
 * And if the domain in s is s > 0 and h has a limit as s falls to 0, then h ≥ 0 (h > 0) if
 *     h rises from there:     the limit is ≥ 0 and dh/ds ≥ 0 (one of them > 0 for all values of the symbols).
 */
#include "calculus/logform_parts.h"

enum {
    VALUE_BITS = 1024,
    DEPTH_MAX = 2
}; /* convexity is shown by that of a second derivative, and no further */

/* --- least values --- */

static bool is_zero(const logform *f) { return f && f->terms == 0 && ratio_is_zero(f->field, f->rational); }

static const char *certificate(const logform *f, int depth);

/* Why h ≥ 0 with h = 0 at s = r, or NULL. */
static const char *least_at(const logform *h, int s, const logform *r, int depth)
{
    logform_field *K = h->field;
    const knowledge of = {K, h->conditions};
    if (!is_zero(logform_of_substitution(h, s, r)) || !logform_interval_with(&of, s, r->rational))
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
    return ratio_ok(k) && logform_never_negative(&of, k) ? "falls and rises in" : NULL;
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

static const char *positive_certificate(const logform *f, int depth);

/* The limit at s = 0 and the slope, each in its turn; `strictly`: h > 0. */
static bool rises_in(const logform *h, int s, int depth, bool strictly)
{
    const knowledge of = {h->field, h->conditions};
    const logform *low, *slope;
    if (depth == DEPTH_MAX || !logform_half_line(&of, s) || !(low = logform_limit_at_zero(h, s))
        || !(slope = logform_of_derivative(h, s)))
        return false;
    if (!strictly)
        return certificate(low, depth + 1) && certificate(slope, depth + 1);
    return (certificate(low, depth + 1) && positive_certificate(slope, depth + 1))
           || (positive_certificate(low, depth + 1) && certificate(slope, depth + 1));
}

static const char *rises_somewhere(const logform *h, const char *over, int depth, bool strictly)
{
    logform_field *K = h->field;
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(h, used);
    for (int s = 0; s < K->symbols; s++) {
        bool rises = used[s] && rises_in(h, s, depth, strictly);
        K->reason = NULL; /* of an attempt that was refused */
        if (rises)
            return field_format(K, "the difference%s%s rises in %s, from a limit at 0 that is not negative",
                                *over ? " over " : "", over, K->name[s]);
    }
    return NULL;
}

/* f, or f over a coefficient of one sign, so that one of its logarithms has a derivative that is rational. */
static const char *least_value_is_zero(const logform *f, int depth, bool strictly)
{
    logform_field *K = f->field;
    const knowledge of = {K, f->conditions};
    const char *how = strictly ? NULL : least_somewhere(f, "", depth);
    how = how ? how : rises_somewhere(f, "", depth, strictly);
    for (int i = 0; i < f->terms && !how; i++) {
        ratio c = f->term[i].coefficient;
        known_sign known = logform_sign_of(&of, c);
        if (!known.is || !known.strict)
            continue;
        if (known.is < 0)
            c = ratio_product(K, ratio_integer(K, -1), c);
        const logform *divisor = logform_of_rational(K, c);
        const logform *h = logform_of_quotient(f, divisor);
        how = h && !strictly ? least_somewhere(h, logform_print(divisor), depth) : NULL;
        how = how || !h ? how : rises_somewhere(h, logform_print(divisor), depth, strictly);
    }
    K->reason = NULL;
    return how;
}

/* --- values at points --- */

static bool value_is(const logform *f, const fmpq *x, int (*sign)(const arb_t))
{
    arb_t a;
    arb_init(a);
    logform_value_at(a, f, x, VALUE_BITS);
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
    const knowledge of = {f->field, f->conditions};
    if (f->terms == 0 && logform_never_negative(&of, f->rational))
        return "no factor of the difference is negative";
    return is_constant(f) && logform_find_point(f, f, above_zero, &seen) ? "a constant, by enclosure" : NULL;
}

/* Why f ≥ 0 on its domain, or NULL. */
static const char *certificate(const logform *f, int depth)
{
    const char *how = plain_certificate(f);
    return how || depth == DEPTH_MAX ? how : least_value_is_zero(f, depth, false);
}

/* Why f > 0 on its domain, or NULL. */
static const char *positive_certificate(const logform *f, int depth)
{
    bool seen;
    const knowledge of = {f->field, f->conditions};
    known_sign known = f->terms ? (known_sign){0, false} : logform_sign_of(&of, f->rational);
    if (known.is > 0 && known.strict)
        return "every factor of the difference is positive";
    if (is_constant(f))
        return logform_find_point(f, f, above_zero, &seen) ? "a constant, by enclosure" : NULL;
    return depth == DEPTH_MAX ? NULL : least_value_is_zero(f, depth, true);
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
    if (logform_find_point(f, f, at_most_zero, &seen)) /* cheaper than a search for a certificate */
        return FAILS;
    return decided(f, positive_certificate(f, 0), at_most_zero, why);
}

verdict logform_not_negative(const logform *f, const char **how, error *why)
{
    bool seen;
    if (!f)
        return UNDECIDED;
    const char *found = plain_certificate(f);
    if (!found && logform_find_point(f, f, below_zero, &seen)) /* cheaper than a search for a certificate */
        return FAILS;
    found = found ? found : least_value_is_zero(f, 0, false);
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
