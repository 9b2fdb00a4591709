/*
 * The sign structure of a continuously differentiable function f on an interval [a, b], certified.
 *
 * The interval is cut into pieces on which f >= 0 or f <= 0 is certain, separated by small unresolved ones that
 * hold the zeros. Three facts settle a piece T with midpoint m:
 *     f(T) has a sign;    f(m) + f'(T)(T - m) has a sign (mean value form);
 *     f'(T) has a sign, hence f is monotone and its ends decide; if they differ, T holds one simple zero, which
 *     Newton's operator m - f(m)/f'(T) shrinks quadratically (Moore 1966).
 * Otherwise T is halved. A double zero, a stretch where f vanishes, or a lack of precision end unresolved, with a
 * bound of |f| there: a caller that bounds the stretch by width * sup|f| is never wrong.
 */
#ifndef CALCULUS_ROOTS_H
#define CALCULUS_ROOTS_H

#include "number/ball.h"

/*
 * Enclosures of f and f' over an enclosure of t; an indeterminate ball is allowed. `sign` may be NULL: a test that can tell
 * +1 (f >= 0 on t) or -1 (f <= 0) where enclosures are too wide, such as a comparison of logarithms; 0 says nothing.
 */
typedef struct curve {
    ball (*value)(void *state, scope *s, ball t);
    ball (*slope)(void *state, scope *s, ball t);
    void *state;
    int (*sign)(void *state, scope *s, ball t);
} curve;

/*
 * A piece may stay unresolved when its width is at most 2^-width, or width * sup|f| is at most 2^-area, or when
 * more than `evaluations` values of f and f' have been asked for.
 */
typedef struct resolution {
    slong width, area;
    slong evaluations;
} resolution;

/* Stands for "as small as the other criterion asks". */
enum { ROOTS_ANY = 1 << 28 };

typedef struct sign_piece {
    ball from, to; /* exact; a piece ends where the next one starts */
    int sign;      /* +1: f >= 0 on the piece; -1: f <= 0; 0: unresolved */
    bool root;     /* unresolved, and it holds exactly one zero, a simple one with a change of sign */
    ball sup;      /* unresolved: at least sup|f| on the piece (maybe infinite) */
} sign_piece;

typedef struct sign_pieces {
    size_t n, room;
    sign_piece *piece;
    slong evaluations;
    bool spent; /* the evaluations ran out */
} sign_pieces;

/* The balls of the pieces live in s. a and b must be exact, a <= b. Free with sign_pieces_clear. */
sign_pieces sign_pieces_find(scope *s, const curve *f, ball a, ball b, resolution wanted);
void sign_pieces_clear(sign_pieces *p);

/* The same for a function known to be monotone on [a, b], rising (+1) or falling (-1): at most three pieces. */
sign_pieces sign_pieces_monotone(scope *s, const curve *f, ball a, ball b, int rising, resolution wanted);

/* Appends a piece that starts where the last one ends; equal certain signs merge. */
void sign_pieces_append(sign_pieces *p, sign_piece next);

/* The enclosure [from, to] of a piece. */
ball sign_piece_range(scope *s, const sign_piece *p);

#endif
