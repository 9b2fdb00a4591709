/*
 * Balls as decimal text. See ball.h.
 *
 * An end x of a ball is printed as N 10^e with an integer N of the wanted number of digits: N is the floor or
 * the ceiling of an enclosure of x 10^-e, so the text is on the right side of x whatever the rounding in
 * between. For |e| < 4096 the enclosure is a point if x is a dyadic number, and a number that has a short
 * decimal is printed exactly.
 *
 * Notation: plain for 1e-6 <= |x| < 1e16, else scientific, as 1.5e+20.
 */
#include "number/ball_arb.h"

#include <flint/flint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The decimal number n 10^e. */
typedef struct decimal {
    fmpz_t n, e;
} decimal;

static void decimal_init(decimal *d)
{
    fmpz_init(d->n);
    fmpz_init(d->e);
}

static void decimal_clear(decimal *d)
{
    fmpz_clear(d->n);
    fmpz_clear(d->e);
}

/* ---- Layout ---- */

static char *plain(bool negative, const char *digits, slong count, slong last)
{
    slong zeros = last > 0 ? last : 0, leading = last <= -count ? 1 - last - count : 0;
    char *text = malloc((size_t)(count + zeros + leading) + 4), *at = text;
    if (negative)
        *at++ = '-';
    for (slong i = -leading; i < count + zeros; i++) {
        *at++ = i < 0 || i >= count ? '0' : digits[i];
        if (last < 0 && i == count - 1 + last)
            *at++ = '.';
    }
    *at = 0;
    return text;
}

static char *scientific(bool negative, const char *digits, slong count, const fmpz_t lead)
{
    char *exponent = fmpz_get_str(NULL, 10, lead);
    char *text = malloc((size_t)count + strlen(exponent) + 6);
    sprintf(text, "%s%c%s%.*se%s%s", negative ? "-" : "", digits[0], count > 1 ? "." : "", (int)(count - 1),
            digits + 1, fmpz_sgn(lead) < 0 ? "" : "+", exponent);
    flint_free(exponent);
    return text;
}

/*
 * d as text. If `whole`, d is all there is to say and its trailing zeros mean nothing; otherwise its digits
 * are significant, none are added, and none are dropped.
 */
static char *layout(const decimal *d, bool whole)
{
    fmpz_t lead;
    char *digits = fmpz_get_str(NULL, 10, d->n), *first = digits + (digits[0] == '-');
    slong count = (slong)strlen(first), stripped = 0;
    while (whole && count > 1 && first[count - 1] == '0') {
        count--;
        stripped++;
    }
    fmpz_init(lead);
    fmpz_add_si(lead, d->e, stripped + count - 1);
    bool is_plain = fmpz_cmp_si(lead, -6) >= 0 && fmpz_cmp_si(lead, 16) < 0 && (whole || fmpz_sgn(d->e) <= 0);
    char *text = is_plain ? plain(digits[0] == '-', first, count, fmpz_get_si(lead) - count + 1)
                          : scientific(digits[0] == '-', first, count, lead);
    fmpz_clear(lead);
    flint_free(digits);
    return text;
}

char *ball_arb_decimal(const fmpz_t n, const fmpz_t e)
{
    decimal d;
    decimal_init(&d);
    fmpz_set(d.n, n);
    fmpz_set(d.e, e);
    char *text = layout(&d, true);
    decimal_clear(&d);
    return text;
}

static char *copy(const char *text)
{
    char *mine = malloc(strlen(text) + 1);
    return strcpy(mine, text);
}

/* ---- Decimals around a number ---- */

/* An enclosure of x / den / 10^e. */
static void scaled(arb_t t, arb_srcptr x, slong den, const fmpz_t e, slong digits)
{
    enum { EXACT_POWERS = 4096 };
    fmpz_t size;
    fmpz_init(size);
    fmpz_abs(size, e);
    slong bits = arf_bits(arb_midref(x)) + 4 * digits + 128;
    bits += fmpz_cmp_si(size, EXACT_POWERS) < 0 ? 4 * fmpz_get_si(size) : (slong)fmpz_bits(size);
    arb_set_ui(t, 10);
    arb_pow_fmpz(t, t, size, bits);
    if (fmpz_sgn(e) < 0)
        arb_mul(t, x, t, bits);
    else
        arb_div(t, x, t, bits);
    arb_div_si(t, t, den, bits);
    fmpz_clear(size);
}

static void decimal_exponent(fmpz_t e, arb_srcptr x, slong den, slong digits)
{
    arb_t size, ten;
    arb_init(size);
    arb_init(ten);
    slong bits = 64 + (slong)fmpz_bits(ARF_EXPREF(arb_midref(x)));
    arb_div_si(size, x, den, bits);
    arb_abs(size, size);
    arb_log(size, size, bits);
    arb_const_log10(ten, bits);
    arb_div(size, size, ten, bits);
    arf_get_fmpz(e, arb_midref(size), ARF_RND_FLOOR);
    fmpz_sub_si(e, e, digits - 1);
    arb_clear(size);
    arb_clear(ten);
}

/*
 * The decimal of so many digits next to the number on the given side; true if it is the number itself. The
 * exponent is guessed by logarithms and corrected by one if the guess was at a power of ten.
 */
static bool decimal_beside(decimal *d, arb_srcptr x, slong den, int side, slong digits)
{
    fmpz_t below, above, most, least;
    arb_t t;
    arf_t end;
    fmpz_init(below);
    fmpz_init(above);
    fmpz_init(most);
    fmpz_init(least);
    arb_init(t);
    arf_init(end);
    fmpz_ui_pow_ui(most, 10, (ulong)digits);
    fmpz_ui_pow_ui(least, 10, (ulong)digits - 1);
    decimal_exponent(d->e, x, den, digits);
    for (int round = 0; round < 4; round++) {
        scaled(t, x, den, d->e, digits);
        ball_arb_end(end, t, -1);
        arf_get_fmpz(below, end, ARF_RND_FLOOR);
        ball_arb_end(end, t, 1);
        arf_get_fmpz(above, end, ARF_RND_CEIL);
        fmpz_set(d->n, side < 0 ? below : above);
        int correction = (fmpz_cmpabs(d->n, most) > 0) - (fmpz_cmpabs(d->n, least) < 0);
        if (!correction || round == 3)
            break;
        fmpz_add_si(d->e, d->e, correction);
    }
    bool equal = fmpz_equal(below, above);
    fmpz_clear(below);
    fmpz_clear(above);
    fmpz_clear(most);
    fmpz_clear(least);
    arb_clear(t);
    arf_clear(end);
    return equal;
}

/* Reads back the digits of Arb's own decimal output, such as 0.00120, 1.50e-7. */
static void decimal_read(decimal *d, const char *text)
{
    size_t length = strcspn(text, "e");
    char *digits = malloc(length + 1), *out = digits;
    const char *point = memchr(text, '.', length);
    for (size_t i = 0; i < length; i++)
        if (text[i] != '.')
            *out++ = text[i];
    *out = 0;
    fmpz_set_str(d->n, digits, 10);
    fmpz_zero(d->e);
    if (text[length])
        fmpz_set_str(d->e, text + length + 1 + (text[length + 1] == '+'), 10);
    if (point)
        fmpz_sub_si(d->e, d->e, (slong)length - (point - text) - 1);
    free(digits);
}

/* ---- The two forms ---- */

static const char *without_digits(const arb_t v)
{
    if (arf_is_nan(arb_midref(v)))
        return "nan";
    if (mag_is_inf(arb_radref(v)))
        return "[+/- inf]";
    return arf_sgn(arb_midref(v)) < 0 ? "-inf" : "inf";
}

/* As many digits of an inexact number as are correct: Arb's claim is one unit of the last place. */
static char *rounded_text(const arb_t v, slong digits)
{
    char *arb_text = arb_get_str(v, digits, ARB_STR_NO_RADIUS), *text;
    decimal d;
    decimal_init(&d);
    decimal_read(&d, arb_text);
    if (fmpz_is_zero(d.n)) {
        flint_free(arb_text);
        arb_text = arb_get_str(v, digits, 0); /* no digit is correct: [+/- radius] */
        text = copy(arb_text);
    } else {
        text = layout(&d, false);
    }
    decimal_clear(&d);
    flint_free(arb_text);
    return text;
}

/* Stores the number that an end of a ball, or a rational without a scope, is: x / denominator. */
static slong number_init(arb_t x, ball a, int side)
{
    arb_init(x);
    if (ball_is_free(a)) {
        arb_set_si(x, a.num);
        if (!a.den)
            arb_indeterminate(x);
        return a.den ? a.den : 1;
    }
    ball_arb_end(arb_midref(x), a.v, side);
    return 1;
}

char *ball_text(ball a, slong digits)
{
    digits = digits < 1 ? 1 : digits;
    if (!ball_is_finite(a))
        return copy(ball_is_free(a) ? "nan" : without_digits(a.v));
    if (ball_is_exact_zero(a))
        return copy("0");
    if (!ball_is_free(a) && !arb_is_exact(a.v))
        return rounded_text(a.v, digits);
    arb_t x;
    decimal d;
    char *text;
    slong den = number_init(x, a, 0);
    decimal_init(&d);
    if (decimal_beside(&d, x, den, -1, digits)) {
        text = layout(&d, true);
    } else {
        arb_div_si(x, x, den, arf_bits(arb_midref(x)) + 4 * digits + 64);
        text = rounded_text(x, digits);
    }
    decimal_clear(&d);
    arb_clear(x);
    return text;
}

char *ball_bound(ball a, int side, slong digits)
{
    arb_t x;
    decimal d;
    char *text;
    slong den = number_init(x, a, side);
    decimal_init(&d);
    if (arf_is_nan(arb_midref(x))) {
        text = copy(side < 0 ? "-inf" : "inf");
    } else if (arf_is_inf(arb_midref(x))) {
        text = copy(arf_sgn(arb_midref(x)) < 0 ? "-inf" : "inf");
    } else {
        if (!arb_is_zero(x))
            decimal_beside(&d, x, den, side, digits < 1 ? 1 : digits);
        text = layout(&d, true);
    }
    decimal_clear(&d);
    arb_clear(x);
    return text;
}
