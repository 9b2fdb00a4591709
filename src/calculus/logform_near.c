/*
 * The sign of a form in one symbol at a place and immediately beside it; see logform_line.h.
 *
 * Beside an irrational place p, a zero of another form, the sign is that of the value there, once denominators are multiplied
 * out; the value has to be apart from 0, or seen to be 0 at the root of an irreducible polynomial (logform_root.c). Two irreducible
 * polynomials have no root in common, so at most one atom vanishes at p.
 * Beside a rational place and at infinity an expansion shows it (logform_expand.c).
 */
#include "calculus/logform_line.h"

enum { BITS_FIRST = 64, BITS_EXACT = 256, BITS_LAST = 4096, HEIGHT_EXACT = 128, NARROW_LAST = 256 };

static int sign_of_ball(const arb_t a)
{
    return arb_is_positive(a) ? 1 : arb_is_negative(a) ? -1 : SIGN_UNKNOWN;
}

ratio line_common_denominator(const line *l, const logform *f, bool of_all)
{
    ratio all = ratio_integer(l->K, 1);
    for (int i = 0; i < f->terms + of_all && ratio_ok(all); i++) {
        ratio left = ratio_product(l->K, i < f->terms ? f->term[i].coefficient : f->rational, all);
        all = ratio_ok(left) ? ratio_product(l->K, all, (ratio){left.denominator, all.denominator}) : left;
    }
    return all;
}

/* --- at a point --- */

int logform_sign_of_constant(const logform *c)
{
    int sign = SIGN_UNKNOWN;
    if (c->terms == 0)
        return ratio_sign(c->field, c->rational, &sign) ? sign : SIGN_UNKNOWN;
    fmpq *x = logform_point_open();
    arb_t value;
    arb_init(value);
    for (slong bits = BITS_FIRST; sign == SIGN_UNKNOWN && bits <= BITS_LAST; bits *= 4) {
        logform_value_at(value, c, x, bits);
        sign = sign_of_ball(value);
    }
    arb_clear(value);
    logform_point_close(x);
    return sign;
}

static int exact_sign_at(const line *l, const logform *f, const fmpq_t x)
{
    const logform *c = logform_of_substitution(logform_without_conditions(f), l->x,
                                               logform_of_rational(l->K, ratio_rational(l->K, x)));
    return c ? logform_sign_of_constant(c) : SIGN_UNKNOWN;
}

int line_sign_at(const line *l, const logform *f, const fmpq_t x)
{
    int sign = SIGN_UNKNOWN;
    fmpq *point = logform_point_open();
    arb_t value;
    arb_init(value);
    fmpq_set(point + l->x, x);
    for (slong bits = BITS_FIRST; sign == SIGN_UNKNOWN && bits <= BITS_LAST; bits *= 4) {
        logform_value_at(value, f, point, bits);
        sign = sign_of_ball(value);
        if (sign == SIGN_UNKNOWN && bits == BITS_EXACT && fmpq_height_bits(x) <= HEIGHT_EXACT)
            sign = exact_sign_at(l, f, x);
    }
    arb_clear(value);
    logform_point_close(point);
    return sign;
}

/* --- over a small interval --- */

static void poly_over(arb_t value, const line *l, const poly *A, const arb_t x, slong bits)
{
    fmpz_poly_t p;
    fmpz_poly_init(p);
    fmpz_mpoly_get_fmpz_poly(p, A, l->x, l->K->context);
    arb_fmpz_poly_evaluate_arb(value, p, x, bits);
    fmpz_poly_clear(p);
}

static void ratio_over(arb_t value, const line *l, ratio a, const arb_t x, slong bits)
{
    arb_t d;
    arb_init(d);
    poly_over(value, l, a.numerator, x, bits);
    poly_over(d, l, a.denominator, x, bits);
    arb_div(value, value, d, bits);
    arb_clear(d);
}

static void form_over(arb_t value, const line *l, const logform *f, const arb_t x, slong bits)
{
    arb_t log, coefficient;
    arb_init(log);
    arb_init(coefficient);
    ratio_over(value, l, f->rational, x, bits);
    for (int i = 0; i < f->terms; i++) {
        poly_over(log, l, f->term[i].atom, x, bits);
        arb_abs(log, log);
        arb_log(log, log, bits);
        ratio_over(coefficient, l, f->term[i].coefficient, x, bits);
        arb_addmul(value, log, coefficient, bits);
    }
    arb_clear(log);
    arb_clear(coefficient);
}

/* The value at the place has this sign, and so has f beside it: nothing is singular where the value is finite. */
static int sign_on(const line *l, const logform *f, place *p)
{
    int sign = SIGN_UNKNOWN;
    arb_t x, end, value;
    arb_init(x);
    arb_init(end);
    arb_init(value);
    for (slong bits = 16; sign == SIGN_UNKNOWN && bits <= NARROW_LAST && place_narrow(l, p, bits);
         bits *= 2) {
        if (place_is_rational(p)) /* it has just become one */
            break;
        arb_set_fmpq(x, p->lo, 2 * bits);
        arb_set_fmpq(end, p->hi, 2 * bits);
        arb_union(x, x, end, 2 * bits);
        form_over(value, l, f, x, 2 * bits);
        sign = sign_of_ball(value);
    }
    arb_clear(x);
    arb_clear(end);
    arb_clear(value);
    return sign;
}

/* --- beside an irrational place --- */

/* B changes its sign at its root p, and A = B^m A' with A' ≠ 0 there. */
static int poly_sign_beside(const line *l, const poly *A, place *p, int side)
{
    const poly *B = p->of->rational.numerator;
    int sign = 1, of_B = side > 0 ? -p->sign_at_lo : p->sign_at_lo;
    poly *quotient = field_poly(l->K);
    while (!p->of->terms && fmpz_mpoly_divides(quotient, A, B, l->K->context)) {
        sign *= of_B;
        A = quotient;
        quotient = field_poly(l->K);
    }
    ratio r = {A, ratio_integer(l->K, 1).denominator};
    int on = sign_on(l, logform_of_rational(l->K, r), p);
    return on == SIGN_UNKNOWN ? on : sign * on;
}

/* F has polynomials for coefficients. Where one of its logarithms is infinite, that decides unless its coefficient is 0. */
static int regular_sign_beside(const line *l, const logform *F, place *p)
{
    const poly *B = p->of->rational.numerator;
    logform *rest = logform_with_room(l->K, F->rational, F->terms);
    for (int i = 0; i < F->terms; i++) {
        ratio c = F->term[i].coefficient;
        if (p->of->terms || !fmpz_mpoly_equal(F->term[i].atom, B, l->K->context)) {
            logform_append(rest, F->term[i].atom, c);
            continue;
        }
        if (!fmpz_mpoly_divides(field_poly(l->K), c.numerator, B, l->K->context)) {
            int sign = sign_on(l, logform_of_rational(l->K, c), p);
            return sign == SIGN_UNKNOWN ? sign : -sign;
        }
    }
    return sign_on(l, rest, p);
}

/* F/B, if it has polynomials for coefficients, too; or NULL. */
static const logform *divided(const logform *F, const poly *B)
{
    logform_field *K = F->field;
    const ratio over = ratio_inverse(K, (ratio){B, ratio_integer(K, 1).denominator});
    const logform *G = logform_of_product(F, logform_of_rational(K, over));
    bool whole = G && fmpz_mpoly_is_one(G->rational.denominator, K->context);
    for (int i = 0; whole && i < G->terms; i++)
        whole = fmpz_mpoly_is_one(G->term[i].coefficient.denominator, K->context);
    return whole ? G : NULL;
}

/* Where F is 0 at a root of B: by F/B, or by the derivative. */
static int sign_beside_zero(const line *l, const logform *F, place *p, int side)
{
    const poly *B = p->of->rational.numerator;
    const logform *G = NULL;
    int sign = SIGN_UNKNOWN, times = side;
    if (F->terms == 0)
        return poly_sign_beside(l, F->rational.numerator, p, side);
    if ((G = divided(F, B)))
        times = side > 0 ? -p->sign_at_lo : p->sign_at_lo;
    else if (line_vanishes_at_root(l, F, B))
        G = logform_of_derivative(F, l->x);
    if (G)
        sign = line_sign_beside(l, G, p, side);
    return sign == SIGN_UNKNOWN ? sign : times * sign;
}

static int sign_beside_irrational(const line *l, const logform *f, place *p, int side, bool zeros)
{
    ratio D = line_common_denominator(l, f, true);
    const logform *F = ratio_ok(D) ? logform_of_product(f, logform_of_rational(l->K, D)) : NULL;
    int above = F ? regular_sign_beside(l, F, p) : SIGN_UNKNOWN;
    if (zeros && F && above == SIGN_UNKNOWN && !p->of->terms)
        above = sign_beside_zero(l, F, p, side);
    int below = above == SIGN_UNKNOWN ? above : poly_sign_beside(l, D.numerator, p, side);
    return below == SIGN_UNKNOWN ? below : above * below;
}

int line_sign_at_irrational(const line *l, const logform *f, place *p)
{
    return sign_beside_irrational(l, f, p, 1, false);
}

int line_sign_beside(const line *l, const logform *f, place *p, int side)
{
    if (!p->infinite && !place_is_rational(p)) {
        int sign = sign_beside_irrational(l, f, p, side, true);
        if (!place_is_rational(p)) /* it may have become rational */
            return sign;
    }
    return line_sign_by_expansion(l, f, p, side);
}
