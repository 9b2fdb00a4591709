/* Reading the smallest parts of an expression, and complaining: see logform_reader.h. */
#include "calculus/logform_reader.h"

#include <string.h>

/* Numbers of 4096 bits, the most that is calculated with, have up to 1234 digits. */
enum { DIGITS_MAX = 1234, EXPONENT_MAX = 4096 };

void *reader_fail(const reader *r, int at, const char *what)
{
    error_set(r->e, at, "%s", what);
    return NULL;
}

/* ASCII only, whatever the locale. */
bool reader_is_digit(char c) { return c >= '0' && c <= '9'; }
bool reader_is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

char reader_peek(reader *r)
{
    while (r->text[r->at] && strchr(" \t\r\n", r->text[r->at]))
        r->at++;
    return r->text[r->at];
}

bool reader_accept(reader *r, char wanted)
{
    bool found = reader_peek(r) == wanted;
    r->at += found;
    return found;
}

const logform *reader_expected(reader *r, const char *what)
{
    unsigned char found = (unsigned char)reader_peek(r);
    if (!found)
        error_set(r->e, r->at, "expected %s but the text ends", what);
    else if (found > ' ' && found < 127)
        error_set(r->e, r->at, "expected %s, not '%c'", what, found);
    else
        error_set(r->e, r->at, "expected %s, not the byte 0x%02x", what, found);
    return NULL;
}

const logform *reader_checked(const reader *r, const logform *f, int at)
{
    return logform_reported(r->field, f, at, r->e);
}

bool reader_demand(reader *r, char wanted, const char *what)
{
    return reader_accept(r, wanted) || reader_expected(r, what);
}

/* The name at the reader, which moves past it; its length, or 0 after a complaint. */
size_t reader_name(reader *r)
{
    int start = r->at;
    if (!reader_is_letter(reader_peek(r)))
        return reader_expected(r, "a name"), 0;
    for (start = r->at; reader_is_letter(r->text[r->at]) || reader_is_digit(r->text[r->at]);)
        r->at++;
    return (size_t)(r->at - start);
}

/* The digits of an integer or decimal, without the point; `decimals` counts those after it. */
static int read_digits(reader *r, char *digits, int *decimals)
{
    int count = 0;
    bool point = false;
    for (char c; reader_is_digit(c = r->text[r->at]) || (c == '.' && !point); r->at++) {
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
const logform *reader_number(reader *r)
{
    char digits[DIGITS_MAX + 1];
    int start = r->at, decimals = 0, count = read_digits(r, digits, &decimals);
    if (count == 0)
        return reader_fail(r, start, "expected a digit beside the decimal point");
    if (count > DIGITS_MAX)
        return reader_fail(r, start, "a number may have at most 1234 digits");
    fmpz_t value, scale;
    fmpz_init(value);
    fmpz_init(scale);
    fmpz_set_str(value, digits, 10);
    fmpz_ui_pow_ui(scale, 10, (ulong)decimals);
    const poly *n = field_integer(r->field, value), *d = field_integer(r->field, scale);
    fmpz_clear(value);
    fmpz_clear(scale);
    return reader_checked(r, logform_of_rational(r->field, ratio_make(r->field, n, d)), start);
}

bool reader_exponent(reader *r, slong *exponent)
{
    bool bracket = reader_accept(r, '('), minus = reader_accept(r, '-');
    if (!minus)
        reader_accept(r, '+');
    if (!reader_is_digit(reader_peek(r)))
        return reader_expected(r, "an integer exponent");
    int start = r->at;
    for (*exponent = 0; reader_is_digit(r->text[r->at]); r->at++)
        if (*exponent <= EXPONENT_MAX)
            *exponent = 10 * *exponent + (r->text[r->at] - '0');
    if (*exponent > EXPONENT_MAX)
        return reader_fail(r, start, "an exponent may be at most 4096");
    if (r->text[r->at] == '.')
        return reader_expected(r, "an integer exponent");
    if (minus)
        *exponent = -*exponent;
    return !bracket || reader_accept(r, ')') || reader_expected(r, "')' after the exponent");
}
