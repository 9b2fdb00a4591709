/*
 * Decimals read as the rationals they are: `0.1` is 1/10, `1e-3` is 1/1000. See real.h.
 *
 * The numbers of digits and the exponent are bounded, so no text can ask for a number of a million digits.
 */
#include "number/real_node.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 2000, MOST_EXPONENT = 5000 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static int count_digits(const char *text)
{
    int count = 0;
    while (is_digit(text[count]))
        count++;
    return count;
}

/* The exponent after 'e', saturated; the number of characters of it, 0 if there is none. */
static int read_exponent(const char *text, slong *exponent)
{
    int sign_length = text[0] && (text[1] == '-' || text[1] == '+');
    int digits = (text[0] == 'e' || text[0] == 'E') ? count_digits(text + 1 + sign_length) : 0;
    *exponent = 0;
    if (!digits)
        return 0;
    for (int i = 0; i < digits && *exponent <= MOST_EXPONENT; i++)
        *exponent = 10 * *exponent + (text[1 + sign_length + i] - '0');
    if (text[1] == '-')
        *exponent = -*exponent;
    return 1 + sign_length + digits;
}

static real make_decimal(real_pool *pool, const char *digits, slong exponent)
{
    fmpq_t value;
    fmpz_t power;
    fmpq_init(value);
    fmpz_init(power);
    fmpz_set_str(fmpq_numref(value), digits, 10);
    fmpz_ui_pow_ui(power, 10, (ulong)labs(exponent));
    if (exponent < 0)
        fmpq_div_fmpz(value, value, power);
    else
        fmpq_mul_fmpz(value, value, power);
    real decimal = real_from_fmpq(pool, value);
    fmpz_clear(power);
    fmpq_clear(value);
    return decimal;
}

real real_read_decimal(real_pool *pool, const char *text, int *at, error *e)
{
    char digits[MOST_DIGITS + 1];
    const char *start = text + *at;
    slong exponent;
    int whole = count_digits(start), fraction = start[whole] == '.' ? count_digits(start + whole + 1) : 0;
    if (whole + fraction > MOST_DIGITS) {
        error_set(e, *at, "a number of more than %d digits", MOST_DIGITS);
        return NULL;
    }
    memcpy(digits, start, (size_t)whole);
    memcpy(digits + whole, start + whole + 1, (size_t)fraction);
    digits[whole + fraction] = 0;
    int length = whole + (fraction ? 1 + fraction : 0);
    length += read_exponent(start + length, &exponent);
    if (exponent > MOST_EXPONENT || exponent < -MOST_EXPONENT) {
        error_set(e, *at, "the exponent of '%.*s' is beyond %d", length < 60 ? length : 60, start,
                  MOST_EXPONENT);
        return NULL;
    }
    *at += length;
    return make_decimal(pool, digits, exponent - fraction);
}
