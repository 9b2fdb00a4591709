/*
 * Exact reals as text that real_parse reads back. See real.h.
 *
 * A rational with a terminating decimal of at most 17 digits is printed as that decimal, any other one as
 * p/q. Brackets follow the grammar: sums bind less than products, products less than signs, signs less than
 * powers.
 */
#include "number/ball_arb.h"
#include "number/real_node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { SUM, PRODUCT, SIGN, POWER, ATOM } binding;

static const struct form {
    binding own, left, right; /* of the text, and the least allowed for the operands */
    const char *before, *between, *after;
} forms[] = {
    [REAL_INTERVAL] = {ATOM, SUM, SUM, "[", ", ", "]"}, [REAL_ADD] = {SUM, SUM, PRODUCT, "", " + ", ""},
    [REAL_SUB] = {SUM, SUM, PRODUCT, "", " - ", ""},    [REAL_MUL] = {PRODUCT, PRODUCT, SIGN, "", "*", ""},
    [REAL_DIV] = {PRODUCT, PRODUCT, SIGN, "", "/", ""}, [REAL_POW] = {POWER, ATOM, SIGN, "", "^", ""},
    [REAL_NEG] = {SIGN, SIGN, SUM, "-", "", ""},        [REAL_SQRT] = {ATOM, SUM, SUM, "sqrt(", "", ")"},
    [REAL_EXP] = {ATOM, SUM, SUM, "exp(", "", ")"},     [REAL_LOG] = {ATOM, SUM, SUM, "log(", "", ")"},
    [REAL_ABS] = {ATOM, SUM, SUM, "abs(", "", ")"},     [REAL_LGAMMA] = {ATOM, SUM, SUM, "lgamma(", "", ")"},
    [REAL_COSPI] = {ATOM, SUM, SUM, "cospi(", "", ")"},
};

/*
 * q = n 10^-k with as few digits as possible, if the denominator is 2^a 5^b and n has at most 17 digits.
 */
static bool short_decimal(fmpz_t n, fmpz_t exponent, const fmpq_t q)
{
    enum { DIGITS = 17 };
    fmpz_t rest;
    fmpz_init(rest);
    slong twos = fmpz_remove(rest, fmpq_denref(q), (fmpz[]){2});
    slong fives = fmpz_remove(rest, rest, (fmpz[]){5});
    slong places = twos > fives ? twos : fives;
    bool terminates = fmpz_is_one(rest);
    if (terminates) {
        fmpz_ui_pow_ui(rest, 10, (ulong)places);
        fmpz_mul(rest, rest, fmpq_numref(q));
        fmpz_divexact(rest, rest, fmpq_denref(q));
        slong zeros = fmpz_is_zero(rest) ? 0 : fmpz_remove(n, rest, (fmpz[]){10});
        if (fmpz_is_zero(rest))
            fmpz_zero(n);
        fmpz_set_si(exponent, zeros - places);
    }
    terminates = terminates && fmpz_sizeinbase(n, 10) <= DIGITS;
    fmpz_clear(rest);
    return terminates;
}

static char *rational_text(const fmpq_t q, binding *own)
{
    fmpz_t n, exponent;
    char *text;
    fmpz_init(n);
    fmpz_init(exponent);
    *own = fmpq_sgn(q) < 0 ? SIGN : ATOM;
    if (short_decimal(n, exponent, q)) {
        text = ball_arb_decimal(n, exponent);
    } else {
        char *fraction = fmpq_get_str(NULL, 10, q);
        text = strdup(fraction);
        flint_free(fraction);
        if (!fmpz_is_one(fmpq_denref(q)))
            *own = PRODUCT;
    }
    fmpz_clear(n);
    fmpz_clear(exponent);
    return text;
}

static char *text_of(real a, binding *own);

/* The text of an operand, in brackets if it binds less than the place demands; empty for no operand. */
static char *operand(real a, binding least)
{
    binding own;
    if (!a)
        return strdup("");
    char *inside = text_of(a, &own);
    if (own >= least)
        return inside;
    char *text = malloc(strlen(inside) + 3);
    sprintf(text, "(%s)", inside);
    free(inside);
    return text;
}

static char *text_of(real a, binding *own)
{
    if (a->op == REAL_RATIONAL)
        return rational_text(&a->value, own);
    if (a->op == REAL_PI) {
        *own = ATOM;
        return strdup("pi");
    }
    const struct form *form = &forms[a->op];
    char *left = operand(a->a, form->left), *right = operand(a->b, form->right), *text;
    size_t length = strlen(form->before) + strlen(form->between) + strlen(form->after) + 1;
    text = malloc(length + strlen(left) + strlen(right));
    sprintf(text, "%s%s%s%s%s", form->before, left, form->between, right, form->after);
    free(left);
    free(right);
    *own = form->own;
    return text;
}

char *real_text(real a)
{
    binding own;
    return text_of(a, &own);
}
