/*
 * Verdicts on log-linear forms; see logform.h for what is claimed.
 */
#include "calculus/logform_parts.h"

enum { BITS_FIRST = 64, BITS_LAST = 1024, VALUE_BITS = 1024 };

/* --- values --- */

static bool values_differ(const logform *f, const logform *g, const fmpq *x)
{
    bool disjoint = false;
    arb_t a, b;
    arb_init(a);
    arb_init(b);
    for (slong bits = BITS_FIRST; !disjoint && bits <= BITS_LAST; bits *= 2) {
        logform_value_at(a, f, x, bits);
        logform_value_at(b, g, x, bits);
        disjoint = arb_is_finite(a) && arb_is_finite(b) && !arb_overlaps(a, b);
    }
    arb_clear(a);
    arb_clear(b);
    return disjoint;
}

/* --- equality --- */

static bool same_normal_form(const logform *f, const logform *g)
{
    bool same = f->terms == g->terms && ratio_equal(f->field, f->rational, g->rational);
    for (int i = 0; same && i < f->terms; i++)
        same = fmpz_mpoly_equal(f->term[i].atom, g->term[i].atom, f->field->context)
               && ratio_equal(f->field, f->term[i].coefficient, g->term[i].coefficient);
    return same;
}

static verdict undecided(error *why, const char *reason)
{
    error_set(why, -1, "%s", reason);
    return UNDECIDED;
}

static const char no_point[] = "no point with positive symbols was found where both sides are defined";

verdict logform_equal(const logform *f, const logform *g, error *why)
{
    bool seen;
    if (!f || !g)
        return UNDECIDED;
    if (f->field != g->field)
        return undecided(why, "the two expressions belong to different fields");
    bool same = same_normal_form(f, g);
    if (logform_find_point(f, g, same ? any_point : values_differ, &seen))
        return same ? HOLDS : FAILS;
    return undecided(why,
                     seen ? "the normal forms differ, but no point was found where the values do" : no_point);
}

const char *logform_witness(const logform *f, const logform *g)
{
    bool seen;
    if (!f || !g || f->field != g->field || same_normal_form(f, g))
        return NULL;
    return logform_find_point(f, g, values_differ, &seen);
}

/* --- inequalities --- */

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

static int sign_at(const logform *f, const fmpq *x)
{
    logform_field *K = f->field;
    if (value_is(f, x, arb_is_negative))
        return -1;
    const logform *c = logform_without_conditions(f);
    for (int j = 0; j < K->symbols && c; j++)
        c = logform_of_substitution(c, j, logform_of_rational(K, ratio_rational(K, x + j)));
    return c ? logform_sign_of_constant(c) : SIGN_UNKNOWN;
}

/* The text of the point if the inequality is false there, shown again from the form itself; or NULL. */
static const char *refuting_point(const logform *f, const ratio *point, bool strict)
{
    logform_field *K = f->field;
    const char *text = NULL;
    fmpq *x = logform_point_open();
    bool positive = true;
    for (int j = 0; j < K->symbols; j++) {
        int sign;
        positive = positive && ratio_sign(K, point[j], &sign) && sign > 0;
        if (positive)
            fmpq_set_fmpz_frac(x + j, point[j].numerator->coeffs, point[j].denominator->coeffs);
    }
    int sign = positive && logform_in_domain(f, x) ? sign_at(f, x) : SIGN_UNKNOWN;
    if (sign == -1 || (strict && sign == 0))
        text = logform_point_text(f, f, x);
    logform_point_close(x);
    return text;
}

static verdict decided(const logform *f, bool strict, logform_grounds *grounds, error *why)
{
    bool seen;
    answer found = logform_decide_by_signs(f, strict);
    grounds->point = logform_find_point(f, f,
                                        found.is == HOLDS ? any_point
                                        : strict          ? at_most_zero
                                                          : below_zero,
                                        &seen);
    if (grounds->point && found.is != HOLDS) /* cheaper than a search for a certificate */
        return FAILS;
    grounds->point = NULL;
    found = found.is == HOLDS ? found : logform_decide(f, strict);
    if (found.is == HOLDS && seen) {
        grounds->certificate = found.how;
        return HOLDS;
    }
    grounds->point = found.is == FAILS ? refuting_point(f, found.point, strict) : logform_find_negative(f);
    if (grounds->point)
        return FAILS;
    return undecided(why, seen ? "neither a point that refutes it nor a certificate for all values was found"
                               : no_point);
}

static verdict decided_for(const logform *f, bool strict, logform_grounds *grounds, error *why)
{
    logform_grounds none;
    grounds = grounds ? grounds : &none;
    *grounds = (logform_grounds){NULL, NULL};
    verdict is = f ? decided(f, strict, grounds, why) : UNDECIDED;
    if (f)
        f->field->reason = NULL; /* of attempts that were refused */
    return is;
}

verdict logform_positive(const logform *f, logform_grounds *grounds, error *why)
{
    return decided_for(f, true, grounds, why);
}

verdict logform_not_negative(const logform *f, logform_grounds *grounds, error *why)
{
    return decided_for(f, false, grounds, why);
}
