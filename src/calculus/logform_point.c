/*
 * Log-linear forms at rational points: rational functions exactly, logarithms by balls.
 *
 * A point is an array of LOGFORM_SYMBOLS rationals, in the order of the field's symbols.
 */
#include "calculus/logform_parts.h"

#include <string.h>

/* --- points --- */

fmpq *logform_point_open(void)
{
    fmpq *x = flint_malloc(LOGFORM_SYMBOLS * sizeof *x);
    for (int i = 0; i < LOGFORM_SYMBOLS; i++)
        fmpq_init(x + i);
    return x;
}

void logform_point_close(fmpq *x)
{
    for (int i = 0; i < LOGFORM_SYMBOLS; i++)
        fmpq_clear(x + i);
    flint_free(x);
}

static void mark_symbols(const logform_field *K, ratio a, bool *used)
{
    int in_numerator[LOGFORM_SYMBOLS], in_denominator[LOGFORM_SYMBOLS];
    fmpz_mpoly_used_vars(in_numerator, a.numerator, K->context);
    fmpz_mpoly_used_vars(in_denominator, a.denominator, K->context);
    for (int i = 0; i < LOGFORM_SYMBOLS; i++)
        used[i] |= in_numerator[i] || in_denominator[i];
}

void logform_mark_symbols(const logform *f, bool *used)
{
    mark_symbols(f->field, f->rational, used);
    for (int i = 0; i < f->terms; i++) {
        mark_symbols(f->field, (ratio){f->term[i].atom, f->rational.denominator}, used);
        mark_symbols(f->field, f->term[i].coefficient, used);
    }
    for (const condition *c = f->conditions; c; c = c->next)
        mark_symbols(f->field, c->subject, used);
}

int logform_only_symbol(const logform *f)
{
    bool used[LOGFORM_SYMBOLS] = {false};
    int only = -1, count = 0;
    logform_mark_symbols(f, used);
    for (int i = 0; i < LOGFORM_SYMBOLS; i++)
        if (used[i]) {
            only = i;
            count++;
        }
    return count == 1 ? only : -1;
}

/* --- values at a point --- */

static void poly_value(fmpq_t value, const logform_field *K, const poly *A, const fmpq *x)
{
    ulong exponent[LOGFORM_SYMBOLS];
    fmpq_t term, power;
    fmpq_init(term);
    fmpq_init(power);
    fmpq_zero(value);
    for (slong i = 0; i < A->length; i++) {
        fmpz_mpoly_get_term_exp_ui(exponent, A, i, K->context);
        fmpq_set_fmpz(term, A->coeffs + i);
        for (int k = 0; k < LOGFORM_SYMBOLS; k++)
            if (exponent[k]) {
                fmpq_pow_si(power, x + k, (slong)exponent[k]);
                fmpq_mul(term, term, power);
            }
        fmpq_add(value, value, term);
    }
    fmpq_clear(term);
    fmpq_clear(power);
}

/* false where the denominator vanishes */
static bool ratio_value(fmpq_t value, const logform_field *K, ratio a, const fmpq *x)
{
    fmpq_t d;
    fmpq_init(d);
    poly_value(d, K, a.denominator, x);
    bool defined = !fmpq_is_zero(d);
    if (defined) {
        poly_value(value, K, a.numerator, x);
        fmpq_div(value, value, d);
    }
    fmpq_clear(d);
    return defined;
}

bool logform_in_domain(const logform *f, const fmpq *x)
{
    bool inside = true;
    fmpq_t value;
    fmpq_init(value);
    for (const condition *c = f->conditions; inside && c; c = c->next) {
        inside = ratio_value(value, f->field, c->subject, x);
        inside = inside && (c->positive ? fmpq_sgn(value) > 0 : !fmpq_is_zero(value));
    }
    fmpq_clear(value);
    return inside;
}

/* value += c log|a| */
static void add_term_value(arb_t value, const logform_field *K, log_term t, const fmpq *x, slong bits)
{
    arb_t log, coefficient;
    fmpq_t exact;
    arb_init(log);
    arb_init(coefficient);
    fmpq_init(exact);
    bool defined = ratio_value(exact, K, t.coefficient, x);
    arb_set_fmpq(coefficient, exact, bits);
    poly_value(exact, K, t.atom, x);
    fmpq_abs(exact, exact);
    arb_set_fmpq(log, exact, bits);
    arb_log(log, log, bits); /* indeterminate at 0 */
    arb_addmul(value, coefficient, log, bits);
    if (!defined)
        arb_indeterminate(value);
    fmpq_clear(exact);
    arb_clear(coefficient);
    arb_clear(log);
}

/* On the domain: sum_i c_i log|a_i| + c_0. */
void logform_value_at(arb_t value, const logform *f, const fmpq *x, slong bits)
{
    fmpq_t rational;
    fmpq_init(rational);
    arb_zero(value);
    if (ratio_value(rational, f->field, f->rational, x))
        arb_set_fmpq(value, rational, bits);
    else
        arb_indeterminate(value);
    for (int i = 0; i < f->terms; i++)
        add_term_value(value, f->field, f->term[i], x, bits);
    fmpq_clear(rational);
}

/* --- the value at a given point --- */

/* Reads "name=value" up to the comma or the end into x; the value is a constant expression. */
static bool read_assignment(logform_field *K, const char *text, size_t length, fmpq *x, bool *given, error *e)
{
    const char *entry = field_format(K, "%.*s", (int)length, text), *equals = strchr(entry, '=');
    size_t start = strspn(entry, " "), end = equals ? (size_t)(equals - entry) : 0;
    while (end > start && entry[end - 1] == ' ')
        end--;
    int symbol = end > start ? field_symbol(K, entry + start, end - start) : -1;
    if (symbol < 0)
        return error_set(e, -1, "expected symbol=value with a symbol of the field, not '%.80s'", entry);
    const logform *value = logform_parse(K, equals + 1, e);
    int sign;
    if (!value)
        return false;
    if (value->terms || !ratio_sign(K, value->rational, &sign))
        return error_set(e, -1, "the value in '%.80s' is not a rational constant", entry);
    given[symbol] = true;
    return ratio_value(x + symbol, K, value->rational, x);
}

static bool read_point(const logform *f, const char *point, fmpq *x, error *e)
{
    bool given[LOGFORM_SYMBOLS] = {false}, used[LOGFORM_SYMBOLS] = {false};
    for (const char *at = point; *at;) {
        size_t length = strcspn(at, ",");
        if (!read_assignment(f->field, at, length, x, given, e))
            return false;
        at += length + (at[length] == ',');
    }
    logform_mark_symbols(f, used);
    for (int k = 0; k < LOGFORM_SYMBOLS; k++)
        if (used[k] && !given[k])
            return error_set(e, -1, "the point gives no value for '%s'", f->field->name[k]);
    return logform_in_domain(f, x) || error_set(e, -1, "the expression is not defined at this point");
}

bool logform_value(arb_t value, const logform *f, const char *point, slong bits, error *e)
{
    if (!f)
        return false;
    fmpq *x = logform_point_open();
    bool fine = read_point(f, point, x, e);
    if (fine)
        logform_value_at(value, f, x, bits);
    logform_point_close(x);
    return fine;
}
