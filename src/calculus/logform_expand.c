/*
 * The sign of a form in one symbol immediately beside a rational place x0, and at infinity: that of the first term of an
 * expansion. With t > 0 and x = x0 ± t or x = 1/t, every atom is t^e a0 (1 + ...), a0 rational, so
 *     f  =  sum_k t^k (A_k + B_k log t),    B_k rational, A_k rational plus rational multiples of logarithms of rationals,
 * and the first k with B_k ≠ 0 (then -B_k) or A_k ≠ 0 gives the sign as t falls to 0. A_k is 0 only if its normal form is:
 * logarithms of primes and 1 are linearly independent over Q, as e^r is irrational for rational r ≠ 0.
 */
#include "calculus/logform_line.h"

enum { SERIES_FIRST = 8, SERIES_LAST = 128 };

/* x = origin + side t; at infinity x = 1/t. Series are known up to t^length. */
typedef struct frame {
    const line *l;
    const place *at;
    int side;
    slong length;
} frame;

/* A = t^order * out, out(0) ≠ 0 */
static slong expand(fmpq_poly_t out, const frame *w, const poly *A)
{
    slong order = 0, lowered = 0;
    fmpz_poly_t p;
    fmpq_poly_t move;
    fmpz_poly_init(p);
    fmpq_poly_init(move);
    fmpz_mpoly_get_fmpz_poly(p, A, w->l->x, w->l->K->context);
    if (w->at->infinite) {
        lowered = fmpz_poly_degree(p);
        fmpz_poly_reverse(p, p, lowered + 1);
    }
    fmpq_poly_set_fmpz_poly(out, p);
    if (!w->at->infinite) {
        fmpq_poly_set_coeff_fmpq(move, 0, w->at->lo);
        fmpq_poly_set_coeff_si(move, 1, w->side);
        fmpq_poly_compose(out, out, move);
    }
    while (order < fmpq_poly_length(out) && fmpz_is_zero(fmpq_poly_numref(out) + order))
        order++;
    fmpq_poly_shift_right(out, out, order);
    fmpz_poly_clear(p);
    fmpq_poly_clear(move);
    return order - lowered;
}

/* a ≠ 0 is t^order * out */
static slong expand_ratio(fmpq_poly_t out, const frame *w, ratio a)
{
    fmpq_poly_t d;
    fmpq_poly_init(d);
    slong order = expand(out, w, a.numerator) - expand(d, w, a.denominator);
    fmpq_poly_inv_series(d, d, w->length);
    fmpq_poly_mullow(out, out, d, w->length);
    fmpq_poly_clear(d);
    return order;
}

/* c log|a| = c (e log t + log|a0| + log(1 + ...)); the rational part of a form has no logarithm. */
typedef struct term_series {
    fmpq_poly_t c, log;
    slong order, e;
    const logform *log_at_0; /* log|a0|, or NULL */
} term_series;

static const logform *expand_log(term_series *t, const frame *w, const poly *atom)
{
    fmpq_t first;
    fmpq_init(first);
    t->e = expand(t->log, w, atom);
    fmpq_poly_get_coeff_fmpq(first, t->log, 0);
    fmpq_poly_scalar_div_fmpq(t->log, t->log, first);
    fmpq_poly_truncate(t->log, w->length);
    fmpq_poly_log_series(t->log, t->log, w->length);
    const logform *log = logform_log_absolute(w->l->K, ratio_rational(w->l->K, first));
    fmpq_clear(first);
    return log;
}

static bool expand_terms(term_series *of, const frame *w, const logform *f)
{
    bool fine = true;
    for (int i = 0; i <= f->terms; i++) {
        fmpq_poly_init(of[i].c);
        fmpq_poly_init(of[i].log);
        ratio c = i < f->terms ? f->term[i].coefficient : f->rational;
        of[i].order = ratio_is_zero(w->l->K, c) ? WORD_MAX : expand_ratio(of[i].c, w, c);
        of[i].log_at_0 = i < f->terms ? expand_log(&of[i], w, f->term[i].atom) : NULL;
        fine = fine && (of[i].log_at_0 || i == f->terms);
    }
    return fine;
}

/* The sign of the coefficient A_k: the rational part so far, and the multiples of log|a0|. */
static int sign_of_coefficient(const frame *w, const term_series *of, int terms, const fmpq_poly_t plain,
                               slong k)
{
    logform_field *K = w->l->K;
    fmpq_t c;
    fmpq_init(c);
    fmpq_poly_get_coeff_fmpq(c, plain, k);
    const logform *sum = logform_of_rational(K, ratio_rational(K, c));
    for (int i = 0; i < terms; i++) {
        fmpq_poly_get_coeff_fmpq(c, of[i].c, k);
        if (!fmpq_is_zero(c))
            sum = logform_of_sum(
                sum, logform_of_product(logform_of_rational(K, ratio_rational(K, c)), of[i].log_at_0));
    }
    fmpq_clear(c);
    return sum ? logform_sign_of_constant(sum) : SIGN_UNKNOWN;
}

/* 0: all known coefficients vanish. */
static int first_sign(const frame *w, term_series *of, int terms)
{
    slong lowest = WORD_MAX;
    int sign = 0;
    fmpq_poly_t plain, logs, product;
    fmpq_poly_init(plain);
    fmpq_poly_init(logs);
    fmpq_poly_init(product);
    for (int i = 0; i <= terms; i++)
        lowest = FLINT_MIN(lowest, of[i].order);
    for (int i = 0; i <= terms; i++) {
        if (of[i].order == WORD_MAX)
            continue;
        fmpq_poly_shift_left(of[i].c, of[i].c, of[i].order - lowest);
        fmpq_poly_truncate(of[i].c, w->length);
        if (i == terms) {
            fmpq_poly_add(plain, plain, of[i].c);
            continue;
        }
        fmpq_poly_mullow(product, of[i].c, of[i].log, w->length);
        fmpq_poly_add(plain, plain, product);
        fmpq_poly_scalar_mul_si(product, of[i].c, of[i].e);
        fmpq_poly_add(logs, logs, product);
    }
    for (slong k = 0; k < w->length && !sign; k++) {
        bool logarithmic = k < fmpq_poly_length(logs) && !fmpz_is_zero(fmpq_poly_numref(logs) + k);
        sign =
            logarithmic ? -fmpz_sgn(fmpq_poly_numref(logs) + k) : sign_of_coefficient(w, of, terms, plain, k);
    }
    fmpq_poly_clear(plain);
    fmpq_poly_clear(logs);
    fmpq_poly_clear(product);
    return sign;
}

static int sign_by_expansion(const frame *w, const logform *f)
{
    term_series *of = flint_calloc((size_t)f->terms + 1, sizeof *of);
    int sign = expand_terms(of, w, f) ? first_sign(w, of, f->terms) : SIGN_UNKNOWN;
    for (int i = 0; i <= f->terms; i++) {
        fmpq_poly_clear(of[i].c);
        fmpq_poly_clear(of[i].log);
    }
    flint_free(of);
    return sign;
}

int line_sign_by_expansion(const line *l, const logform *f, const place *p, int side)
{
    int sign = 0;
    for (slong length = SERIES_FIRST; !sign && length <= SERIES_LAST; length *= 4)
        sign = sign_by_expansion(&(frame){l, p, side, length}, f);
    return sign ? sign : SIGN_UNKNOWN;
}
