/*
 * The Arb number inside a ball, for the files that implement balls on Arb. Everybody else uses ball.h.
 *
 * Pattern of an operation: take the result first, then mark, materialise operands, compute, rewind. The
 * temporaries then cost no storage, and the result can never alias an operand.
 */
#ifndef NUMBER_BALL_ARB_H
#define NUMBER_BALL_ARB_H

#include "number/ball.h"

typedef void (*arb_unary)(arb_t, const arb_t, slong);
typedef void (*arb_binary)(arb_t, const arb_t, const arb_t, slong);

/* A ball in s whose value is yet to be written. */
static inline ball ball_fresh(scope *s) { return (ball){.v = scope_take(s, 1), .in = s}; }

/* An exact rational, or no value (den == 0), without a scope. */
static inline bool ball_is_free(ball a) { return !a.in; }
static inline ball ball_free_nothing(void) { return (ball){.den = 0}; }

/* Arithmetic of two rationals without a scope. */
ball ball_exact_add(ball a, ball b);
ball ball_exact_sub(ball a, ball b);
ball ball_exact_mul(ball a, ball b);
ball ball_exact_div(ball a, ball b);
ball ball_exact_pow(ball a, ball b);
ball ball_exact_min(ball a, ball b);
ball ball_exact_max(ball a, ball b);
ball ball_exact_hull(ball a, ball b);

/* The Arb number of a; a rational without a scope is rounded into a new number of s, error enclosed. */
arb_srcptr ball_arb(scope *s, ball a);
void ball_arb_set_ratio(arb_t out, slong num, slong den, slong bits);

/* The operation f at the precision of the operand's scope. A rational without a scope gives no value. */
ball ball_apply(arb_unary f, ball a);

/*
 * The end of x on the given side (-1, 0 for the midpoint, 1); exact unless that takes over 2^17 bits, then
 * outward.
 */
void ball_arb_end(arf_t end, const arb_t x, int side);
static inline void ball_arb_set_end(arb_t out, const arb_t x, int side)
{
    ball_arb_end(arb_midref(out), x, side);
    mag_zero(arb_radref(out));
}

/* Regularised incomplete gamma and beta functions by series; false if that takes too many terms. */
bool ball_arb_gamma_p_series(arb_t out, const arb_t k, const arb_t x, slong bits);
bool ball_arb_beta_i_series(arb_t out, const arb_t a, const arb_t b, const arb_t x, slong bits);

/* The number n 10^e in the notation of ball_text. Free with free(). */
char *ball_arb_decimal(const fmpz_t n, const fmpz_t e);

#endif
