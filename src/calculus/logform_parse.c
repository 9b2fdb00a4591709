/*
 * The grammar of log-linear expressions, read by recursive descent straight into the normal form:
 *
 *     sum     = product { ("+" | "-") product }
 *     product = factor { ("*" | "/") factor }
 *     factor  = ("+" | "-") factor  |  primary [ "^" exponent ]          so -p^2 is -(p^2)
 *     primary = number | name | "(" sum ")" | "log" "(" sum ")" | "log" "|" sum "|"
 *             | "diff" "(" sum "," sum { "," sum } ")" | "at" "(" sum "," name "=" sum ")"
 *     exponent = ["+" | "-"] digits  |  "(" ["+" | "-"] digits ")"
 * A name is a definition of the field, made by
 *     where   = [ item { "," item } ]          item = name "=" sum | sum "<" sum { "<" sum } | sum ">" sum { ">" sum }
 * or a symbol.
 */
#include "calculus/logform_reader.h"

#include <string.h>

enum { DEPTH_MAX = 200, TEXT_MAX = 20000 };

static const char too_long[] = "an expression may have at most 20000 characters";

static const logform *read_sum(reader *r);

static const logform *read_symbol(reader *r, int start, size_t length)
{
    if (length == 2 && memcmp(r->text + start, "pi", 2) == 0)
        return reader_fail(r, start,
                           "pi is not a symbol: only rational constants and their logarithms are exact");
    if (reader_peek(r) == '(')
        return reader_fail(r, start, "unknown function: known are log, diff and at");
    const logform *defined = field_defined(r->field, r->text + start, length);
    if (defined)
        return defined;
    int symbol = field_enter_symbol(r->field, r->text + start, length);
    if (symbol < 0)
        return reader_fail(r, start, "too many symbols: a field has at most 16");
    return reader_checked(r, logform_of_rational(r->field, ratio_symbol(r->field, symbol)), start);
}

static const logform *read_bracketed(reader *r, char closing)
{
    int opening = r->at - 1;
    const logform *f = read_sum(r);
    if (!f || reader_accept(r, closing))
        return f;
    if (!reader_peek(r)) {
        error_set(r->e, opening, "no '%c' closes the '%c' opened here", closing, r->text[opening]);
        return NULL;
    }
    return reader_expected(r, closing == ')' ? "an operator or ')'" : "an operator or '|'");
}

static const logform *read_log(reader *r, int start)
{
    bool absolute = reader_accept(r, '|');
    if (!absolute && !reader_accept(r, '('))
        return reader_expected(r, "'(' or '|' after log");
    const logform *argument = read_bracketed(r, absolute ? '|' : ')');
    return argument ? reader_checked(r, logform_of_log(argument, absolute), start) : NULL;
}

/* diff(f, g, h): the derivative by g, and that by h */
static const logform *read_diff(reader *r, int start)
{
    const logform *f = reader_demand(r, '(', "'(' after diff") ? read_sum(r) : NULL;
    if (!f || !reader_demand(r, ',', "',' and what the derivative is by"))
        return NULL;
    do {
        const logform *by = read_sum(r);
        f = by ? reader_checked(r, logform_of_derivative_by(f, by), start) : NULL;
    } while (f && reader_accept(r, ','));
    return f && reader_demand(r, ')', "',' or ')'") ? f : NULL;
}

/* at(f, s = r): f with r in the place of the symbol s */
static const logform *read_at(reader *r, int start)
{
    const logform *f = reader_demand(r, '(', "'(' after at") ? read_sum(r) : NULL;
    if (!f || !reader_demand(r, ',', "',' and symbol = value"))
        return NULL;
    size_t length = reader_name(r);
    int name = r->at - (int)length, symbol = field_symbol(r->field, r->text + name, length);
    if (length && symbol < 0)
        return reader_fail(r, name, "at puts a value in the place of a symbol that occurs before");
    const logform *by = length && reader_demand(r, '=', "'=' after the symbol") ? read_sum(r) : NULL;
    f = by ? reader_checked(r, logform_of_substitution(f, symbol, by), start) : NULL;
    return f && reader_demand(r, ')', "')'") ? f : NULL;
}

typedef const logform *word_reader(reader *r, int start);
static const struct word {
    const char *name;
    word_reader *read;
    bool reserved; /* not a symbol even without a bracket */
} words[] = {{"log", read_log, true}, {"diff", read_diff, false}, {"at", read_at, false}};
enum { WORDS = sizeof words / sizeof *words };

static const logform *read_word(reader *r, int start, size_t length)
{
    for (int i = 0; i < WORDS; i++)
        if (strlen(words[i].name) == length && memcmp(r->text + start, words[i].name, length) == 0
            && (words[i].reserved || reader_peek(r) == '('))
            return words[i].read(r, start);
    return read_symbol(r, start, length);
}

static const logform *read_primary(reader *r)
{
    char c = reader_peek(r);
    int start = r->at;
    if (reader_is_digit(c) || c == '.')
        return reader_number(r);
    if (reader_accept(r, '('))
        return read_bracketed(r, ')');
    if (!reader_is_letter(c))
        return reader_expected(r, "a number, a symbol, log or '('");
    return read_word(r, start, reader_name(r));
}

static const logform *read_power(reader *r)
{
    const logform *base = read_primary(r);
    slong exponent = 0;
    if (!base || !reader_accept(r, '^'))
        return base;
    int operator_at = r->at - 1;
    return reader_exponent(r, &exponent) ? reader_checked(r, logform_of_power(base, exponent), operator_at)
                                         : NULL;
}

static const logform *read_factor(reader *r)
{
    bool negative = false;
    for (char c; (c = reader_peek(r)) == '-' || c == '+'; r->at++)
        negative ^= c == '-';
    int start = r->at;
    const logform *f = read_power(r);
    return f && negative ? reader_checked(r, logform_of_negative(f), start) : f;
}

static const logform *read_product(reader *r)
{
    const logform *f = read_factor(r);
    for (char c; f && ((c = reader_peek(r)) == '*' || c == '/');) {
        int operator_at = r->at++;
        const logform *g = read_factor(r);
        f = c == '*' ? logform_of_product(f, g) : logform_of_quotient(f, g);
        f = g ? reader_checked(r, f, operator_at) : NULL;
    }
    return f;
}

static const logform *read_sum(reader *r)
{
    if (++r->depth > DEPTH_MAX)
        return reader_fail(r, r->at, "the parentheses are nested more than 200 deep");
    const logform *f = read_product(r);
    for (char c; f && ((c = reader_peek(r)) == '+' || c == '-');) {
        int operator_at = r->at++;
        const logform *g = read_product(r);
        f = g ? reader_checked(r, logform_of_sum(f, c == '+' ? g : logform_of_negative(g)), operator_at)
              : NULL;
    }
    r->depth--;
    return f;
}

const logform *logform_parse(logform_field *K, const char *text, error *e)
{
    reader r = {.field = K, .text = text, .e = e};
    if (strnlen(text, TEXT_MAX + 1) > TEXT_MAX)
        return reader_fail(&r, TEXT_MAX, too_long);
    const logform *f = read_sum(&r);
    if (f && reader_peek(&r))
        return reader_expected(&r, "an operator or the end");
    return f && K->assumed ? reader_checked(&r, logform_of_sum(f, K->assumed), 0) : f;
}

/* ---- definitions ---- */

static bool define(reader *r, int start, size_t length, const logform *f)
{
    logform_field *K = r->field;
    const char *name = field_format(K, "%.*s", (int)length, r->text + start);
    for (int i = 0; i < WORDS; i++)
        if (strcmp(name, words[i].name) == 0)
            return reader_fail(r, start, "this name has a meaning of its own");
    if (field_symbol(K, name, length) >= 0 || field_defined(K, name, length))
        return reader_fail(r, start, "this name is in use already");
    definition *d = field_bytes(K, sizeof *d);
    *d = (definition){name, f, K->definitions};
    K->definitions = d;
    return true;
}

/* left < right, or left > right: what is larger, less the other, is positive. */
static bool assume(reader *r, const logform *left, const logform *right, bool less, int start)
{
    logform_field *K = r->field;
    const logform *gap = less ? logform_of_sum(right, logform_of_negative(left))
                              : logform_of_sum(left, logform_of_negative(right));
    if (!reader_checked(r, gap, start))
        return false;
    int sign;
    if (gap->terms)
        return reader_fail(r, start, "an assumption compares expressions without logarithms");
    if (ratio_sign(K, gap->rational, &sign) && sign <= 0)
        return reader_fail(r, start, "this assumption is never true");
    logform *zero =
        logform_of_product(gap, logform_of_rational(K, ratio_integer(K, 0))); /* its domain stays */
    if (zero)
        logform_add_condition(zero, gap->rational, true);
    const logform *all = zero && K->assumed ? logform_of_sum(zero, K->assumed) : zero;
    if (all)
        K->assumed = all;
    return all;
}

/* 0 < p < 1 */
static bool read_assumption(reader *r)
{
    int start = r->at;
    const logform *left = read_sum(r);
    char sign = left ? reader_peek(r) : '\0';
    if (left && sign != '<' && sign != '>')
        return reader_expected(r, "'<' or '>' in an assumption, or name = ...");
    while (left && reader_accept(r, sign)) {
        if (reader_peek(r) == '=')
            return reader_expected(r, "a strict < or > in an assumption");
        const logform *right = read_sum(r);
        left = right && assume(r, left, right, sign == '<', start) ? right : NULL;
    }
    return left;
}

static bool read_definition_or_assumption(reader *r)
{
    int start = (reader_peek(r), r->at);
    size_t length = reader_is_letter(reader_peek(r)) ? reader_name(r) : 0;
    if (!length || reader_peek(r) != '=') {
        r->at = start;
        return read_assumption(r);
    }
    reader_accept(r, '=');
    const logform *f = read_sum(r);
    return f && define(r, start, length, f);
}

bool logform_where(logform_field *K, const char *text, error *e)
{
    reader r = {.field = K, .text = text, .e = e};
    if (strnlen(text, TEXT_MAX + 1) > TEXT_MAX)
        return reader_fail(&r, TEXT_MAX, too_long);
    if (!reader_peek(&r))
        return true;
    do {
        if (!read_definition_or_assumption(&r))
            return false;
    } while (reader_accept(&r, ','));
    return !reader_peek(&r) || reader_expected(&r, "an operator, ',' or the end");
}
