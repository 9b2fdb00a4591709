/*
 * The grammar of log-linear expressions, read by recursive descent straight into the normal form:
 *
 *     sum     = product { ("+" | "-") product }
 *     product = factor { ("*" | "/") factor }
 *     factor  = ("+" | "-") factor  |  primary [ "^" exponent ]          so -p^2 is -(p^2)
 *     primary = number | symbol | "(" sum ")" | "log" "(" sum ")" | "log" "|" sum "|"
 *     exponent = ["+" | "-"] digits  |  "(" ["+" | "-"] digits ")"
 */
#include "calculus/logform_parts.h"

#include <string.h>

enum { DEPTH_MAX = 200, DIGITS_MAX = 600, EXPONENT_MAX = 4096, TEXT_MAX = 20000 };

typedef struct reader {
    logform_field *field;
    const char *text;
    int at, depth;
    error *e;
} reader;

static const logform *read_sum(reader *r);

static void *fail(const reader *r, int at, const char *what)
{
    error_set(r->e, at, "%s", what);
    return NULL;
}

/* ASCII only, whatever the locale. */
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

static char peek(reader *r)
{
    while (r->text[r->at] && strchr(" \t\r\n", r->text[r->at]))
        r->at++;
    return r->text[r->at];
}

static bool accept(reader *r, char wanted)
{
    bool found = peek(r) == wanted;
    r->at += found;
    return found;
}

static const logform *expected(reader *r, const char *what)
{
    unsigned char found = (unsigned char)peek(r);
    if (!found)
        error_set(r->e, r->at, "expected %s but the text ends", what);
    else if (found > ' ' && found < 127)
        error_set(r->e, r->at, "expected %s, not '%c'", what, found);
    else
        error_set(r->e, r->at, "expected %s, not the byte 0x%02x", what, found);
    return NULL;
}

static const logform *checked(const reader *r, const logform *f, int at)
{
    return logform_reported(r->field, f, at, r->e);
}

/* The digits of an integer or decimal, without the point; `decimals` counts those after it. */
static int read_digits(reader *r, char *digits, int *decimals)
{
    int count = 0;
    bool point = false;
    for (char c; is_digit(c = r->text[r->at]) || (c == '.' && !point); r->at++) {
        point |= c == '.';
        if (c == '.')
            continue;
        if (count < DIGITS_MAX)
            digits[count] = c;
        *decimals += point;
        count++;
    }
    digits[count < DIGITS_MAX ? count : DIGITS_MAX] = '\0';
    return count;
}

/* 0.25 = 25 / 10^2 */
static const logform *read_number(reader *r)
{
    char digits[DIGITS_MAX + 1];
    int start = r->at, decimals = 0, count = read_digits(r, digits, &decimals);
    if (count == 0)
        return fail(r, start, "expected a digit beside the decimal point");
    if (count > DIGITS_MAX)
        return fail(r, start, "a number may have at most 600 digits");
    fmpz_t value, scale;
    fmpz_init(value);
    fmpz_init(scale);
    fmpz_set_str(value, digits, 10);
    fmpz_ui_pow_ui(scale, 10, (ulong)decimals);
    const poly *n = field_integer(r->field, value), *d = field_integer(r->field, scale);
    fmpz_clear(value);
    fmpz_clear(scale);
    return checked(r, logform_of_rational(r->field, ratio_make(r->field, n, d)), start);
}

static const logform *read_symbol(reader *r, int start, size_t length)
{
    if (length == 2 && memcmp(r->text + start, "pi", 2) == 0)
        return fail(r, start, "pi is not a symbol: only rational constants and their logarithms are exact");
    if (peek(r) == '(')
        return fail(r, start, "unknown function: only log is log-linear");
    int symbol = field_enter_symbol(r->field, r->text + start, length);
    if (symbol < 0)
        return fail(r, start, "too many symbols: a field has at most 16");
    poly *x = field_poly(r->field);
    fmpz_mpoly_gen(x, symbol, r->field->context);
    return checked(r, logform_of_rational(r->field, (ratio){x, ratio_integer(r->field, 1).denominator}),
                   start);
}

static const logform *read_bracketed(reader *r, char closing)
{
    int opening = r->at - 1;
    const logform *f = read_sum(r);
    if (!f || accept(r, closing))
        return f;
    if (!peek(r)) {
        error_set(r->e, opening, "no '%c' closes the '%c' opened here", closing, r->text[opening]);
        return NULL;
    }
    return expected(r, closing == ')' ? "an operator or ')'" : "an operator or '|'");
}

static const logform *read_log(reader *r, int start)
{
    bool absolute = accept(r, '|');
    if (!absolute && !accept(r, '('))
        return expected(r, "'(' or '|' after log");
    const logform *argument = read_bracketed(r, absolute ? '|' : ')');
    return argument ? checked(r, logform_of_log(argument, absolute), start) : NULL;
}

static const logform *read_primary(reader *r)
{
    char c = peek(r);
    int start = r->at;
    if (is_digit(c) || c == '.')
        return read_number(r);
    if (accept(r, '('))
        return read_bracketed(r, ')');
    if (!is_letter(c))
        return expected(r, "a number, a symbol, log or '('");
    while (is_letter(r->text[r->at]) || is_digit(r->text[r->at]))
        r->at++;
    size_t length = (size_t)(r->at - start);
    bool log = length == 3 && memcmp(r->text + start, "log", 3) == 0;
    return log ? read_log(r, start) : read_symbol(r, start, length);
}

static bool read_exponent(reader *r, slong *exponent)
{
    bool bracket = accept(r, '('), minus = accept(r, '-');
    if (!minus)
        accept(r, '+');
    if (!is_digit(peek(r)))
        return expected(r, "an integer exponent");
    int start = r->at;
    for (*exponent = 0; is_digit(r->text[r->at]); r->at++)
        if (*exponent <= EXPONENT_MAX)
            *exponent = 10 * *exponent + (r->text[r->at] - '0');
    if (*exponent > EXPONENT_MAX)
        return fail(r, start, "an exponent may be at most 4096");
    if (r->text[r->at] == '.')
        return expected(r, "an integer exponent");
    if (minus)
        *exponent = -*exponent;
    return !bracket || accept(r, ')') || expected(r, "')' after the exponent");
}

static const logform *read_power(reader *r)
{
    const logform *base = read_primary(r);
    slong exponent = 0;
    if (!base || !accept(r, '^'))
        return base;
    int operator_at = r->at - 1;
    return read_exponent(r, &exponent) ? checked(r, logform_of_power(base, exponent), operator_at) : NULL;
}

static const logform *read_factor(reader *r)
{
    bool negative = false;
    for (char c; (c = peek(r)) == '-' || c == '+'; r->at++)
        negative ^= c == '-';
    int start = r->at;
    const logform *f = read_power(r);
    return f && negative ? checked(r, logform_of_negative(f), start) : f;
}

static const logform *read_product(reader *r)
{
    const logform *f = read_factor(r);
    for (char c; f && ((c = peek(r)) == '*' || c == '/');) {
        int operator_at = r->at++;
        const logform *g = read_factor(r);
        f = c == '*' ? logform_of_product(f, g) : logform_of_quotient(f, g);
        f = g ? checked(r, f, operator_at) : NULL;
    }
    return f;
}

static const logform *read_sum(reader *r)
{
    if (++r->depth > DEPTH_MAX)
        return fail(r, r->at, "the parentheses are nested more than 200 deep");
    const logform *f = read_product(r);
    for (char c; f && ((c = peek(r)) == '+' || c == '-');) {
        int operator_at = r->at++;
        const logform *g = read_product(r);
        f = g ? checked(r, logform_of_sum(f, c == '+' ? g : logform_of_negative(g)), operator_at) : NULL;
    }
    r->depth--;
    return f;
}

const logform *logform_parse(logform_field *K, const char *text, error *e)
{
    reader r = {.field = K, .text = text, .e = e};
    if (strnlen(text, TEXT_MAX + 1) > TEXT_MAX)
        return fail(&r, TEXT_MAX, "an expression may have at most 20000 characters");
    const logform *f = read_sum(&r);
    return !f || !peek(&r) ? f : expected(&r, "an operator or the end");
}
