/*
 * The algebra of log-linear forms  c_0 + sum_i c_i log|a_i|  with their domains; see logform.h.
 *
 *     d/dx      : c_0' + sum_i (c_i' log|a_i| + c_i a_i'/a_i)
 *     x <- r    : c_0[r] + sum_i c_i[r] log|a_i[r]|,  each a_i[r] factored again
 *     d/dg      : (d/ds) / (dg/ds), s the only symbol of g
 */
#include "calculus/logform_parts.h"

#include <string.h>

/* --- conditions --- */

/* A constant subject > 0 says nothing and is not stored; callers refuse subjects that are identically bad. */
void logform_add_condition(logform *f, ratio subject, bool positive)
{
    const logform_field *K = f->field;
    int sign;
    if (ratio_sign(K, subject, &sign) && (positive ? sign > 0 : sign != 0))
        return;
    for (const condition *c = f->conditions; c; c = c->next)
        if (c->positive == positive && ratio_equal(K, c->subject, subject))
            return;
    condition *added = field_bytes(f->field, sizeof *added);
    *added = (condition){subject, positive, false, f->conditions};
    f->conditions = added;
}

static void add_conditions_of(logform *f, const logform *of)
{
    if (!f->conditions)
        f->conditions = of->conditions;
    else if (f->conditions != of->conditions)
        for (const condition *c = of->conditions; c; c = c->next)
            logform_add_condition(f, c->subject, c->positive);
}

const logform *logform_without_conditions(const logform *f)
{
    logform *bare = field_bytes(f->field, sizeof *bare);
    *bare = *f;
    bare->conditions = NULL;
    return bare;
}

bool logform_is_zero(const logform *f) { return f && f->terms == 0 && ratio_is_zero(f->field, f->rational); }

/* --- sums and products --- */

logform *logform_with_room(logform_field *K, ratio rational, int terms)
{
    if (!ratio_ok(rational))
        return NULL;
    logform *f = field_bytes(K, sizeof *f);
    *f = (logform){.field = K, .rational = rational};
    f->term = field_bytes(K, (size_t)terms * sizeof *f->term);
    return f;
}

logform *logform_of_rational(logform_field *K, ratio r) { return logform_with_room(K, r, 0); }

/* Appends the term unless its coefficient vanishes; false if the coefficient was refused. */
bool logform_append(logform *f, const poly *atom, ratio coefficient)
{
    if (!ratio_ok(coefficient))
        return false;
    if (!ratio_is_zero(f->field, coefficient))
        f->term[f->terms++] = (log_term){atom, coefficient};
    return true;
}

/* The merge of the two sorted lists of terms. */
logform *logform_of_sum(const logform *a, const logform *b)
{
    if (!a || !b)
        return NULL;
    logform_field *K = a->field;
    if (b->field != K)
        return field_refuse(K, "the two expressions belong to different fields");
    logform *f = logform_with_room(K, ratio_sum(K, a->rational, b->rational), a->terms + b->terms);
    bool fine = f != NULL;
    for (int i = 0, j = 0; fine && (i < a->terms || j < b->terms);) {
        int order = i == a->terms   ? 1
                    : j == b->terms ? -1
                                    : fmpz_mpoly_cmp(a->term[i].atom, b->term[j].atom, K->context);
        const log_term *next = order <= 0 ? &a->term[i] : &b->term[j];
        fine = logform_append(f, next->atom,
                              order ? next->coefficient
                                    : ratio_sum(K, next->coefficient, b->term[j].coefficient));
        i += order <= 0;
        j += order >= 0;
    }
    if (!fine)
        return NULL;
    add_conditions_of(f, a);
    add_conditions_of(f, b);
    return f;
}

static logform *form_scaled(ratio r, const logform *a)
{
    logform_field *K = a->field;
    logform *f = logform_with_room(K, ratio_product(K, r, a->rational), a->terms);
    if (!f)
        return NULL;
    for (int i = 0; i < a->terms; i++)
        if (!logform_append(f, a->term[i].atom, ratio_product(K, r, a->term[i].coefficient)))
            return NULL;
    add_conditions_of(f, a);
    return f;
}

logform *logform_of_negative(const logform *a)
{
    return a ? form_scaled(ratio_integer(a->field, -1), a) : NULL;
}

logform *logform_of_product(const logform *a, const logform *b)
{
    if (!a || !b)
        return NULL;
    if (a->terms && b->terms)
        return field_refuse(a->field, "a product of two logarithms is not log-linear");
    const logform *factor = a->terms ? b : a, *other = a->terms ? a : b;
    logform *f = form_scaled(factor->rational, other);
    if (f)
        add_conditions_of(f, factor);
    return f;
}

logform *logform_of_quotient(const logform *a, const logform *b)
{
    if (!a || !b)
        return NULL;
    logform_field *K = a->field;
    if (b->terms)
        return field_refuse(K, "a quotient by a logarithm is not log-linear");
    if (ratio_is_zero(K, b->rational))
        return field_refuse(K, "division by zero");
    logform *f = form_scaled(ratio_inverse(K, b->rational), a);
    if (!f)
        return NULL;
    add_conditions_of(f, b);
    logform_add_condition(f, b->rational, false);
    return f;
}

logform *logform_of_power(const logform *a, slong n)
{
    if (!a)
        return NULL;
    logform_field *K = a->field;
    if (a->terms)
        return field_refuse(K, "a power of a logarithm is not log-linear");
    if (n <= 0 && ratio_is_zero(K, a->rational))
        return field_refuse(K, n ? "division by zero" : "0^0 has no value");
    logform *f = logform_with_room(K, ratio_power(K, a->rational, n), 0);
    if (!f)
        return NULL;
    add_conditions_of(f, a);
    if (n <= 0)
        logform_add_condition(f, a->rational, false);
    return f;
}

/* --- the public operations --- */

const logform *logform_reported(logform_field *K, const logform *f, int position, error *e)
{
    if (!f && K->reason)
        error_set(e, position, "%s", K->reason);
    K->reason = NULL;
    return f;
}

const logform *logform_sum(const logform *f, const logform *g, error *e)
{
    return f && g ? logform_reported(f->field, logform_of_sum(f, g), -1, e) : NULL;
}

const logform *logform_difference(const logform *f, const logform *g, error *e)
{
    return f && g ? logform_reported(f->field, logform_of_sum(f, logform_of_negative(g)), -1, e) : NULL;
}

static bool known_symbol(const logform_field *K, const char *name, int *symbol, error *e)
{
    *symbol = field_symbol(K, name, strlen(name));
    return *symbol >= 0
           || error_set(e, -1, "the symbol '%.80s' does not occur in any expression of this field", name);
}

/* (c log|a|)' = c' log|a| + c a'/a */
static const logform *term_derivative(logform_field *K, log_term t, int symbol)
{
    poly *slope = field_poly(K);
    fmpz_mpoly_derivative(slope, t.atom, symbol, K->context);
    logform *f = logform_with_room(K, ratio_product(K, t.coefficient, ratio_make(K, slope, t.atom)), 1);
    return f && logform_append(f, t.atom, ratio_derivative(K, t.coefficient, symbol)) ? f : NULL;
}

logform *logform_of_derivative(const logform *f, int symbol)
{
    if (!f)
        return NULL;
    logform_field *K = f->field;
    logform *slope = logform_of_rational(K, ratio_derivative(K, f->rational, symbol));
    for (int i = 0; i < f->terms; i++)
        slope = logform_of_sum(slope, term_derivative(K, f->term[i], symbol));
    if (slope)
        add_conditions_of(slope, f);
    return slope;
}

/* df/dg along the only symbol s of g, the others kept: (df/ds)/(dg/ds). */
logform *logform_of_derivative_by(const logform *f, const logform *by)
{
    if (!f || !by)
        return NULL;
    int symbol = logform_only_symbol(by);
    if (symbol < 0)
        return field_refuse(f->field, "a derivative is by a symbol, or by an expression in one symbol");
    return logform_of_quotient(logform_of_derivative(f, symbol), logform_of_derivative(by, symbol));
}

const logform *logform_derivative(const logform *f, const char *symbol, error *e)
{
    int x;
    if (!f || !known_symbol(f->field, symbol, &x, e))
        return NULL;
    return logform_reported(f->field, logform_of_derivative(f, x), -1, e);
}

/* A factor that numerator and denominator share after x <- r cancels, but still must not vanish. */
static bool substitute_condition(logform *f, const condition *c, int x, ratio r)
{
    logform_field *K = f->field;
    ratio subject = ratio_at(K, c->subject, x, r);
    ratio parts[] = {poly_at(K, c->subject.numerator, x, r), poly_at(K, c->subject.denominator, x, r)};
    int sign;
    if (!ratio_ok(subject) || !ratio_ok(parts[0]) || !ratio_ok(parts[1]))
        return false;
    if (ratio_sign(K, subject, &sign) && (sign == 0 || (sign < 0 && c->positive)))
        return field_refuse(K, "the substitution leaves the domain of the expression");
    logform_add_condition(f, subject, c->positive);
    logform_add_condition(f, parts[0], false);
    logform_add_condition(f, parts[1], false);
    return true;
}

logform *logform_of_substitution(const logform *f, int x, const logform *by)
{
    if (!f || !by)
        return NULL;
    logform_field *K = f->field;
    ratio r = by->rational;
    if (by->terms)
        return field_refuse(K, "only a rational function can be put in the place of a symbol");
    logform *g = logform_of_rational(K, ratio_at(K, f->rational, x, r));
    for (const condition *c = f->conditions; g && c; c = c->next)
        if (!substitute_condition(g, c, x, r))
            return NULL;
    for (int i = 0; g && i < f->terms; i++) {
        const logform *log = logform_log_absolute(K, poly_at(K, f->term[i].atom, x, r));
        g = log ? logform_of_sum(g, form_scaled(ratio_at(K, f->term[i].coefficient, x, r), log)) : NULL;
    }
    if (g)
        add_conditions_of(g, by);
    return g;
}

const logform *logform_substitute(const logform *f, const char *symbol, const char *by, error *e)
{
    int x;
    if (!f || !known_symbol(f->field, symbol, &x, e))
        return NULL;
    const logform *r = logform_parse(f->field, by, e);
    return r ? logform_reported(f->field, logform_of_substitution(f, x, r), -1, e) : NULL;
}
