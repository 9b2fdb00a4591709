/*
 * Forms in one symbol x > 0: places on [0, ∞] and the signs of forms at them and beside them (logform_place.c, logform_near.c, logform_expand.c),
 * and the decision of f ≥ 0 and f > 0 (logform_line.c, logform_walls.c). Forms are taken without their conditions; where an atom or a
 * denominator vanishes is a place like any other.
 */
#ifndef CALCULUS_LOGFORM_LINE_H
#define CALCULUS_LOGFORM_LINE_H

#include "calculus/logform_parts.h"

/* The line of the symbol x of a field. */
typedef struct line {
    logform_field *K;
    int x;
} line;

/* A rational (lo = hi), the only zero of `of` in lo < x < hi, where it changes its sign, or infinity. */
typedef struct place {
    fmpq_t lo, hi;
    const logform *of;
    int sign_at_lo;
    bool infinite;
} place;

/* --- logform_place.c --- */
place *place_rational(const fmpq_t x);
place *place_infinity(void);
/* A zero of f between lo and hi, where f has opposite signs and no other zero. */
place *place_of_zero(const logform *f, const fmpq_t lo, const fmpq_t hi, int sign_at_lo);
void place_free(place *p);
bool place_is_rational(const place *p);
/* Until hi - lo ≤ 2^-bits hi. */
bool place_narrow(const line *l, place *p, slong bits);
/* A rational between two places, of small height; a before b. */
bool place_between(const line *l, fmpq_t x, place *a, place *b);

/* From 0 to infinity, in order; it owns its places. */
typedef struct places {
    place **at;
    slong n, room;
} places;

void places_insert(places *of, slong i, place *p);
/* A rational that is there already is not inserted again. False if the order could not be found out. */
bool places_insert_in_order(const line *l, places *of, place *p);
void places_clear(places *of);

/* --- logform_near.c --- */
/* A polynomial that makes polynomials of the coefficients of the logarithms, and (`of_all`) of the rational part. */
ratio line_common_denominator(const line *l, const logform *f, bool of_all);
int line_sign_at(const line *l, const logform *f, const fmpq_t x);
/* The sign of f immediately to the right (side = 1) or to the left (-1) of a place. f is not 0. */
int line_sign_beside(const line *l, const logform *f, place *p, int side);
/* The sign of f at a place that is not rational, inside the domain: never 0, and unknown if the place turns out to be rational. */
int line_sign_at_irrational(const line *l, const logform *f, place *p);

/* --- logform_root.c --- */
/* Is F, with polynomials for coefficients, seen to be 0 at the roots of the irreducible polynomial B? 0 log 0 counts 0. */
bool line_vanishes_at_root(const line *l, const logform *F, const poly *B);

/* --- logform_expand.c: the place is rational, or infinity --- */
int line_sign_by_expansion(const line *l, const logform *f, const place *p, int side);

/* --- logform_walls.c --- */
enum { LEVELS_MAX = 24 };
/* f[k+1] is the derivative of f[k] over divisor[k]; f[last] is rational. */
typedef struct chain {
    const logform *f[LEVELS_MAX];
    ratio divisor[LEVELS_MAX];
    int last;
} chain;

/* Where an atom, a numerator or denominator of the chain or a condition of its domain vanishes. */
bool places_add_walls(places *to, const line *l, const chain *of);

/* --- logform_line.c --- */
/* Is f > 0 (strict), or f ≥ 0, on its domain in the only symbol x? FAILS at a rational x. After so many derivatives f is rational. */
verdict line_decide(const line *l, const logform *f, bool strict, fmpq_t x, int *derivatives);

#endif
