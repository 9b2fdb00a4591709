/*
 * Balls as text: a bound read back as a rational is on its side of the end and close to it; the printed
 * digits of a ball are all correct; the notation.
 */
#include "number/ball.h"
#include "number/random.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Reads [-]digits[.digits][e[+-]digits] exactly, independently of the library; false if it is anything
 * else.
 */
static bool read_back(fmpq_t q, slong *digits, slong *last_place, const char *text)
{
    fmpz_t power;
    slong exponent = 0;
    bool point = false, negative = *text == '-', leading = true;
    fmpz_init(power);
    fmpq_zero(q);
    *digits = 0;
    for (text += negative; (*text >= '0' && *text <= '9') || (*text == '.' && !point); text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        leading = leading && *text == '0';
        *digits += !leading;
        fmpz_mul_ui(fmpq_numref(q), fmpq_numref(q), 10);
        fmpz_add_ui(fmpq_numref(q), fmpq_numref(q), (ulong)(*text - '0'));
        exponent -= point;
    }
    char *end = (char *)text;
    if (*text == 'e')
        exponent += strtol(text + 1, &end, 10);
    *last_place = exponent;
    fmpz_ui_pow_ui(power, 10, (ulong)labs(exponent));
    if (exponent < 0)
        fmpq_div_fmpz(q, q, power);
    else
        fmpq_mul_fmpz(q, q, power);
    if (negative)
        fmpq_neg(q, q);
    fmpz_clear(power);
    return !*end;
}

/* Random balls: short decimals, dyadics, powers of ten and their neighbours, huge, tiny, wide, exact. */
static ball random_ball(scope *s, random_stream *r)
{
    slong n = (slong)random_below(r, 2000) - 1000;
    ball b;
    switch (random_below(r, 6)) {
    case 0: b = ball_div(ball_in(s, ball_int(n)), ball_int(1 + (slong)random_below(r, 1000))); break;
    case 1: b = ball_scale2(ball_in(s, ball_int(n)), (slong)random_below(r, 40) - 20); break;
    case 2:
        b = ball_add(ball_pow(ball_in(s, ball_int(10)), ball_int(n / 25)),
                     ball_exact_double(s, ldexp(1, (int)n % 60)));
        break;
    case 3: b = ball_exact_double(s, ldexp(random_uniform(r) - 0.5, (int)n)); break;
    case 4: b = ball_exp(ball_exact_double(s, (double)n * random_uniform(r))); break;
    default: b = ball_pow(ball_in(s, ball_int(10)), ball_int(n / 10)); break;
    }
    if (random_below(r, 2))
        b = ball_widen(b, ball_mul(ball_abs(b), ball_exact_double(s, ldexp(1, -(int)random_below(r, 70)))));
    return b;
}

Test(ball_text, bounds_are_outward_and_close)
{
    random_stream *r = random_open(21, 0);
    fmpq_t q, end, gap;
    fmpq_init(q);
    fmpq_init(end);
    fmpq_init(gap);
    for (int i = 0; i < 6000; i++) {
        scope *s = scope_open(64);
        ball b = random_ball(s, r), e;
        int side = random_below(r, 2) ? 1 : -1;
        slong digits = 1 + (slong)random_below(r, 25), shown, place;
        char *text = ball_bound(b, side, digits);
        e = side < 0 ? ball_lower(b) : ball_upper(b);
        arf_get_fmpq(end, arb_midref(e.v));
        cr_assert(read_back(q, &shown, &place, text), "'%s'", text);
        cr_expect(fmpq_cmp(q, end) * side >= 0, "bound %s on side %d of %.17g", text, side, ball_double(e));
        fmpq_sub(gap, q, end);
        double off = fabs(fmpq_get_d(gap)), size = fabs(fmpq_get_d(end));
        cr_expect(off <= size * pow(10, (double)(1 - digits)) * (1 + 1e-9) + DBL_MIN,
                  "bound %s of %.17g is loose", text, ball_double(e));
        cr_expect_leq(shown, digits < 17 ? 17 : digits, "'%s' for %ld digits", text, digits);
        free(text);
        scope_close(s);
    }
    fmpq_clear(q);
    fmpq_clear(end);
    fmpq_clear(gap);
    random_close(r);
}

Test(ball_text, all_digits_are_correct)
{
    random_stream *r = random_open(22, 0);
    fmpq_t q, end, gap, unit;
    fmpq_init(q);
    fmpq_init(end);
    fmpq_init(gap);
    fmpq_init(unit);
    for (int i = 0; i < 6000; i++) {
        scope *s = scope_open(64);
        ball b = random_ball(s, r);
        slong digits = 1 + (slong)random_below(r, 25), shown, place;
        char *text = ball_text(b, digits);
        if (text[0] != '[') {
            cr_assert(read_back(q, &shown, &place, text), "'%s'", text);
            fmpz_set_si(fmpq_numref(unit), 10);
            fmpz_one(fmpq_denref(unit));
            fmpq_pow_si(unit, unit, place);
            for (int side = -1; side <= 1; side += 2) {
                ball e = side < 0 ? ball_lower(b) : ball_upper(b);
                arf_get_fmpq(end, arb_midref(e.v));
                fmpq_sub(gap, q, end);
                fmpq_abs(gap, gap);
                cr_expect(fmpq_cmp(gap, unit) <= 0, "'%s' for [%.17g, %.17g]", text,
                          ball_double(ball_lower(b)), ball_double(ball_upper(b)));
            }
            slong correct = ball_digits(b) < digits ? ball_digits(b) : digits;
            cr_expect(ball_radius(b) == 0 || shown >= correct - 1, "'%s' shows %ld of %ld digits", text,
                      shown, correct);
            cr_expect(ball_radius(b) == 0 || shown <= digits, "'%s' shows more than %ld digits", text,
                      digits);
        } else {
            cr_expect_leq(ball_digits(b), 0, "'%s' though %ld digits are known", text, ball_digits(b));
        }
        free(text);
        scope_close(s);
    }
    fmpq_clear(q);
    fmpq_clear(end);
    fmpq_clear(gap);
    fmpq_clear(unit);
    random_close(r);
}

/* ---- Notation ---- */

static const struct notation {
    const char *number; /* as Arb reads it */
    slong digits;
    const char *text, *below, *above;
} notations[] = {
    {"0", 15, "0", "0", "0"},
    {"0.5", 15, "0.5", "0.5", "0.5"},
    {"1", 15, "1", "1", "1"},
    {"-1200", 15, "-1200", "-1200", "-1200"},
    {"-1234", 2, "-1.2e+3", "-1300", "-1200"},
    {"1e20", 15, "1e+20", "1e+20", "1e+20"},
    {"1000000000000000", 15, "1000000000000000", "1000000000000000", "1000000000000000"},
    {"0 +/- 1e-20", 5, "[+/- 1.01e-20]", "-1.0001e-20", "1.0001e-20"},
    {"1 +/- 1e-20", 15, "1.00000000000000", "0.999999999999999", "1.00000000000001"},
    {"-1.5e-7 +/- 1e-20", 4, "-1.500e-7", "-1.501e-7", "-1.499e-7"},
    {"0.00001 +/- 1e-18", 3, "0.0000100", "0.00000999", "0.0000101"},
    {"9.9999999999 +/- 1e-3", 15, "10.0", NULL, NULL},
    {"123456789012345678 +/- 1e5", 15, "1.23456789012e+17", NULL, NULL},
    {"0 +/- inf", 15, "[+/- inf]", "-inf", "inf"},
    {"nan", 15, "nan", "-inf", "inf"},
    {"1e20000", 5, "1.0000e+20000", "9.9999e+19999", NULL},
};

Test(ball_text, notation)
{
    scope *s = scope_open(128);
    arb_t v;
    arb_init(v);
    for (size_t i = 0; i < sizeof notations / sizeof *notations; i++) {
        const struct notation *n = &notations[i];
        cr_assert_eq(arb_set_str(v, n->number, 128), 0);
        ball b = ball_from_arb(s, v);
        char *text[] = {ball_text(b, n->digits), ball_bound(b, -1, n->digits), ball_bound(b, 1, n->digits)};
        const char *expected[] = {n->text, n->below, n->above};
        for (int k = 0; k < 3; k++) {
            cr_expect(!expected[k] || !strcmp(text[k], expected[k]), "%s: '%s', expected '%s'", n->number,
                      text[k], expected[k]);
            free(text[k]);
        }
    }
    arb_clear(v);
    scope_close(s);
}

Test(ball_text, without_a_scope)
{
    const struct {
        ball b;
        const char *text, *below, *above;
    } cases[] = {
        {ball_ratio(1, 3), "0.33333", "0.33333", "0.33334"},
        {ball_ratio(-2, 3), "-0.66667", "-0.66667", "-0.66666"},
        {ball_ratio(3, 10), "0.3", "0.3", "0.3"},
        {ball_ratio(-7, 10000000), "-7e-7", "-7e-7", "-7e-7"},
        {ball_int(0), "0", "0", "0"},
        {ball_ratio(1, 0), "nan", "-inf", "inf"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = ball_text(cases[i].b, 5), *below = ball_bound(cases[i].b, -1, 5),
             *above = ball_bound(cases[i].b, 1, 5);
        cr_expect_str_eq(text, cases[i].text);
        cr_expect_str_eq(below, cases[i].below);
        cr_expect_str_eq(above, cases[i].above);
        free(text);
        free(below);
        free(above);
    }
}
