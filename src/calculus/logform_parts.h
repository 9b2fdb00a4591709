/*
 * Inside the normal form: what logform_field.c (rational functions and storage), logform.c (the algebra), logform_log.c
 * (factoring), logform_parse.c and logform_print.c (texts), logform_point.c (values at points) and logform_verdict.c share
 * with those that decide inequalities: logform_decide.c asks, with logform_least.c, logform_critical.c, logform_convex.c, logform_domain.c, logform_reduce.c
 * (scaling, unfolding of domains) and logform_sign.c (signs of factors); logform_line.c answers in one symbol.
 * Nobody else includes it.
 */
#ifndef CALCULUS_LOGFORM_PARTS_H
#define CALCULUS_LOGFORM_PARTS_H

#include "calculus/logform.h"

#include <stddef.h>

enum { LOGFORM_SYMBOLS = 16 };

typedef fmpz_mpoly_struct poly;

/* Coprime over Z, the denominator's leading coefficient positive. {NULL, NULL}: refused. */
typedef struct ratio {
    const poly *numerator, *denominator;
} ratio;

/* subject > 0 if positive, otherwise subject != 0; in either case the subject has a value. Redundant: it follows from the others of its list. */
typedef struct condition {
    ratio subject;
    bool positive, redundant;
    const struct condition *next;
} condition;

/* coefficient * log|atom|; an atom is a prime or a primitive polynomial with positive leading coefficient. */
typedef struct log_term {
    const poly *atom;
    ratio coefficient;
} log_term;

/* Terms are sorted by atom, coefficients are non-zero. A zero of any denominator violates a condition. */
struct logform {
    logform_field *field;
    ratio rational;
    int terms;
    log_term *term;
    const condition *conditions;
};

/* A name that stands for a form in the texts of its field. */
typedef struct definition {
    const char *name;
    const logform *form;
    const struct definition *next;
} definition;

/* `reason`: the cause of the first refusal since the last report; the later ones are its consequences. */
struct logform_field {
    fmpz_mpoly_ctx_t context;
    const char *name[LOGFORM_SYMBOLS];
    int symbols;
    const definition *definitions;
    const logform *assumed; /* 0 where the assumptions hold, or NULL */
    const char *reason;
    slong work; /* terms of all quotients that were brought to lowest terms: what a search stops by */
    struct stored_poly *polys;
    struct stored_bytes *bytes;
};

/* --- logform_field.c --- */
poly *field_poly(logform_field *K);
const poly *field_integer(logform_field *K, const fmpz_t n);
void *field_bytes(logform_field *K, size_t size);
const char *field_format(logform_field *K, const char *format, ...) __attribute__((format(printf, 2, 3)));
int field_symbol(const logform_field *K, const char *name, size_t length); /* its index, or -1 */
int field_enter_symbol(logform_field *K, const char *name, size_t length); /* -1: the field is full */
const logform *field_defined(const logform_field *K, const char *name, size_t length); /* or NULL */
void *field_refuse(logform_field *K, const char *reason);                              /* NULL */

ratio ratio_refused(void);
bool ratio_ok(ratio a);
ratio ratio_make(logform_field *K, const poly *numerator, const poly *denominator);
ratio ratio_integer(logform_field *K, slong n);
ratio ratio_rational(logform_field *K, const fmpq_t x);
ratio ratio_symbol(logform_field *K, int symbol);
ratio ratio_quotient(logform_field *K, ratio a, ratio b); /* b is not zero */
bool ratio_is_zero(const logform_field *K, ratio a);
bool ratio_equal(const logform_field *K, ratio a, ratio b);
bool ratio_sign(const logform_field *K, ratio a, int *sign); /* false unless a is constant */
ratio ratio_sum(logform_field *K, ratio a, ratio b);
ratio ratio_product(logform_field *K, ratio a, ratio b);
ratio ratio_inverse(logform_field *K, ratio a); /* a is not zero */
ratio ratio_power(logform_field *K, ratio a, slong n);
ratio ratio_derivative(logform_field *K, ratio a, int symbol);
ratio poly_at(logform_field *K, const poly *A, int symbol, ratio r); /* A with r for the symbol */
ratio ratio_at(logform_field *K, ratio a, int symbol, ratio r);

/* --- logform.c: NULL when an operand is NULL or the operation is refused --- */
logform *logform_of_rational(logform_field *K, ratio r);
logform *logform_of_sum(const logform *a, const logform *b);
logform *logform_of_negative(const logform *a);
logform *logform_of_product(const logform *a, const logform *b);
logform *logform_of_quotient(const logform *a, const logform *b);
logform *logform_of_power(const logform *a, slong n);
logform *logform_of_derivative(const logform *f, int symbol);
logform *logform_of_derivative_by(const logform *f, const logform *by);            /* by has one symbol */
logform *logform_of_substitution(const logform *f, int symbol, const logform *by); /* by is rational */
/* The rational part, room for terms (appended in the order of atoms), no conditions yet. */
logform *logform_with_room(logform_field *K, ratio rational, int terms);
bool logform_append(logform *f, const poly *atom, ratio coefficient); /* false if refused */
void logform_add_condition(logform *f, ratio subject, bool positive);
const logform *logform_without_conditions(const logform *f);
bool logform_is_zero(const logform *f); /* false for NULL */
/* Passes f on; if it is NULL, turns the field's reason into the error. */
const logform *logform_reported(logform_field *K, const logform *f, int position, error *e);

/* --- logform_print.c --- */
const char *logform_ratio_text(logform_field *K, ratio r);

/* --- logform_log.c --- */
/* Irreducible factors, multiplied out again and compared; false if that fails. */
bool poly_factors(fmpz_mpoly_factor_t factors, const logform_field *K, const poly *A);
logform *logform_of_log(const logform *argument, bool absolute);
const logform *logform_log_absolute(logform_field *K, ratio r); /* log|r|, without its conditions */

/* --- logform_point.c: a point is an array of LOGFORM_SYMBOLS rationals --- */
fmpq *logform_point_open(void);
void logform_point_close(fmpq *x);
/* The only symbol that f involves, or -1. */
int logform_only_symbol(const logform *f);
bool logform_in_domain(const logform *f, const fmpq *x);
void logform_value_at(arb_t value, const logform *f, const fmpq *x, slong bits);
void logform_mark_symbols(const logform *f, bool *used); /* those that f or its domain involve */

/* In the place of a sign: it was not found out. */
enum { SIGN_UNKNOWN = 2 };
/* The sign of a form without symbols: of its normal form, so 0 only for 0. */
int logform_sign_of_constant(const logform *c);

/* --- logform_search.c --- */
/* The text of a point of the common domain, symbols positive, that passes; or NULL. `seen`: was there any point at all? */
typedef bool point_test(const logform *f, const logform *g, const fmpq *x);
const char *logform_find_point(const logform *f, const logform *g, point_test *passes, bool *seen);
/* Symbols that occur in neither are left out. */
const char *logform_point_text(const logform *f, const logform *g, const fmpq *x);
point_test any_point;
/* The text of a point of the domain, symbols positive, where f is certainly negative, or NULL. */
const char *logform_find_negative(const logform *f);

/* --- logform_sign.c --- */
/* What signs are taken from: the conditions of a domain. */
typedef struct knowledge {
    logform_field *K;
    const condition *conditions;
} knowledge;

/* +1, -1, or 0 if unknown; strict: the value is never zero. */
typedef struct known_sign {
    int is;
    bool strict;
} known_sign;

known_sign logform_sign_of(const knowledge *of, ratio a);
bool logform_never_negative(const knowledge *of, ratio a);
bool logform_surely_positive(const knowledge *of, ratio a);
/* Is the domain in s, whatever the other symbols, an interval that contains r, a ratio free of s? */
bool logform_interval_with(const knowledge *of, int s, ratio r);
/* Is the domain in s all of s > 0, whatever the other symbols? */
bool logform_half_line(const knowledge *of, int s);
/* Adds to a form without s the conditions of h that are free of s. */
void logform_keep_conditions(logform *to, const logform *h, int s);
/* The limit of h as s falls to 0, as a form in the other symbols; NULL if it is not seen to exist. */
const logform *logform_limit_at_zero(const logform *h, int s);

/* --- logform_domain.c --- */
/* f, with what follows from the conditions of its domain beside them. */
const logform *logform_with_consequences(const logform *f);
/* f on a domain that contains its own, with conditions that are only those by which f is seen to be defined; NULL if there is none. */
const logform *logform_on_larger_domain(const logform *f);

/* --- logform_convex.c --- */
/* Are the second derivatives of f by these n symbols rational, and their matrix positive definite on the domain? */
bool logform_convex(const logform *f, const int *s, int n);

/* --- logform_reduce.c --- */
/* A symbol that may be put equal to 1 as f is homogeneous, or -1. */
int logform_scale(const logform *f);
/* f with another symbol in the place of one, which it meets only in one sum with it; NULL if there is none. */
const logform *logform_merge(const logform *f, int *symbol, ratio *by);
/* The only factor of n d, subject n/d, whose sign is not known, and the sign of the others; false if there is not just one. */
bool logform_open_factor(const knowledge *of, ratio subject, poly *out, int *sign);
/* f with `by` in the place of the symbol, so that one more condition is met by all positive values; NULL if none is left. */
const logform *logform_unfold(const logform *f, int *symbol, ratio *by);

/* --- logform_critical.c --- */
enum { PLACES_MAX = 32 };
/* Without repetition. */
typedef struct candidates {
    ratio r[PLACES_MAX];
    int n;
} candidates;

void logform_candidates(const logform *h, int s, candidates *to);
/* A rational function that has the sign of f on its domain: f itself, or c (X - 1) for c log X; refused otherwise. */
ratio logform_with_its_sign(const logform *f);

/* --- logform_decide.c --- */
/* FAILS at a point, a constant for each symbol; HOLDS by `how`, which says what the difference does. */
typedef struct answer {
    verdict is;
    const char *how;
    const ratio *point;
} answer;

answer logform_decide(const logform *f, bool strict);
/* Without a search: by the signs of factors, or for a constant. */
answer logform_decide_by_signs(const logform *f, bool strict);

#endif
