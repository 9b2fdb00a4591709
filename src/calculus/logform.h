/*
 * The symbolic normal form of log-linear expressions, in exact arithmetic over the rationals.
 *
 *     f  =  c_0 + sum_i c_i log|a_i|        c_i in Q(p, q, D, ...), reduced and non-zero,
 *                                           a_i different primes or primitive irreducible polynomials
 *
 * A text such as  p*log(p/(p+q)) + q*log(q/(p+q))  is brought into this form by factoring every argument
 * of a logarithm, constants into primes, and collecting the coefficients.
 *
 * THE DOMAIN of an expression is the set of real points where every written denominator is non-zero, every
 * written argument of log( ) is > 0 and every written argument of log| | is non-zero. It is remembered as
 * conditions beside the form, and nothing that cancels takes its condition away.
 *
 * SIGNS. If t = u * product a_i^(e_i) > 0 with u rational, then log t = log|u| + sum e_i log|a_i|: the two
 * sides have the same absolute value inside, whatever the signs of the factors. So an expression equals its
 * normal form on the whole of its domain, and log((p-q)^2) = 2 log|p-q| needs no assumption on p-q.
 *
 * EQUALITY. Equal normal forms imply equal values wherever both expressions are defined, for all real
 * values of the symbols there: that is the grade `exact`. The verdict HOLDS asks besides for one point of
 * the common domain with positive symbols, so that no identity holds for lack of points: log(-p) and
 * log(p) have one normal form and no common domain, and the verdict is UNDECIDED.
 * FAILS always rests on a witness, a rational point of the common domain with positive symbols where
 * disjoint balls enclose the two values. That unequal forms do differ somewhere is not used; it is true
 * because continuation around a zero of a_i adds 2 pi i c_i, and the logarithms of primes are linearly
 * independent over Q by unique factorisation.
 *
 * Forms are immutable and belong to their field; closing it frees them all. Every function that makes a
 * form returns NULL and fills the error when it cannot, and answers NULL (or UNDECIDED) to NULL without
 * touching the error, so calls can be nested and checked once.
 *
 * INEQUALITIES hold by a certificate for all positive values of the symbols in the domain, found in exact arithmetic
 * (logform_decide.c), and fail by a point, drawn or found downhill (logform_search.c). With neither they are UNDECIDED. In one
 * symbol, and where scaling leaves one, nearly all are decided (logform_line.c).
 *
 *     logform_field *K = logform_field_open();
 *     logform_where(K, "V = p*log(D) + q*log(1-D)", &e);
 *     const logform *slope = logform_parse(K, "at(diff(V, D), D = p/(p+q))", &e);
 *     verdict stationary = logform_equal(slope, logform_parse(K, "0", &e), &e);
 *     logform_field_close(K);
 */
#ifndef CALCULUS_LOGFORM_H
#define CALCULUS_LOGFORM_H

#include "number/error.h"
#include "number/flint.h"
#include "number/verdict.h"

/* The field Q(symbols), at most 16 of them, entered as they are met. Not to be shared between threads. */
typedef struct logform_field logform_field;
typedef struct logform logform;

logform_field *logform_field_open(void);
void logform_field_close(logform_field *K);

/*
 * Grammar: sums, products and quotients of integers, decimals (0.25 is 1/4), symbols, log(rational
 * function), log|rational function| and parentheses; ^ takes an integer. Error positions are offsets
 * in `text`. log(2)*log(3), log(log(p)) and 1/log(p) are not log-linear and are refused.
 *     diff(f, g, h)   the derivative of f by g, and that by h: (df/ds)/(dg/ds), where g has one symbol s only. So
 *                     diff(f, D) is a partial derivative, and diff(f, log(D/(1-D))) one by the logit of D.
 *     at(f, s = r)    f with the rational function r in the place of the symbol s.
 */
const logform *logform_parse(logform_field *K, const char *text, error *e);

/*
 * Names for forms in the texts to come, "m = (p+q)/2, j = (p*log(p/m) + q*log(q/m))/2", which may use those before them; and
 * assumptions, "0 < p < 1, p > q", between rational functions: they belong to the domain of every text to come.
 */
bool logform_where(logform_field *K, const char *text, error *e);

/* f + g, f - g; the domain is the common one. */
const logform *logform_sum(const logform *f, const logform *g, error *e);
const logform *logform_difference(const logform *f, const logform *g, error *e);

/* The partial derivative, valid on the (open) domain of f. The symbol must be known to the field. */
const logform *logform_derivative(const logform *f, const char *symbol, error *e);

/* f with a rational function, given as text, in the place of a symbol. Error positions refer to that text. */
const logform *logform_substitute(const logform *f, const char *symbol, const char *by, error *e);

/* Is f = g on the common domain? `why` (or NULL) explains UNDECIDED. */
verdict logform_equal(const logform *f, const logform *g, error *why);

/* What an inequality is decided by: a certificate, or a point "p=1/2, q=3" of its domain where it is false. */
typedef struct logform_grounds {
    const char *certificate, *point;
} logform_grounds;

/* Is f > 0, is f ≥ 0, at every point of its domain with positive symbols? `grounds` (or NULL) belong to the field. */
verdict logform_positive(const logform *f, logform_grounds *grounds, error *why);
verdict logform_not_negative(const logform *f, logform_grounds *grounds, error *why);

/* A point as in the text "p=1/2, q=3" where f and g differ; NULL if there is none or none was found.
 * Symbols that occur in neither are left out. The text belongs to the field. */
const char *logform_witness(const logform *f, const logform *g);

/* An enclosure of f at such a point, of about `bits` bits. Refuses points outside the domain. */
bool logform_value(arb_t value, const logform *f, const char *point, slong bits, error *e);

/* The normal form as text, which logform_parse reads back as the same form. It belongs to the field. */
const char *logform_print(const logform *f);

#endif
