/*
 * A ball is an enclosure of one real number, used like a number: functions take balls by value and return
 * balls, and the scope that the operands live in owns the storage and the precision.
 *
 *     ball gap = ball_sub(ball_sqr(tv), ball_mul(ball_ratio(1, 2), kl));
 *
 * Every result contains every value that the operation takes on the operands' enclosures (Arb's guarantee).
 * A ball that does not belong to a scope is an exact small rational (ball_ratio, ball_int); it takes the
 * precision of whatever it meets. An operation without a value (log of a ball that meets 0) gives an
 * indeterminate ball, on which every comparison is UNDECIDED.
 */
#ifndef NUMBER_BALL_H
#define NUMBER_BALL_H

#include "number/scope.h"
#include "number/verdict.h"

typedef struct ball {
    arb_ptr v; /* NULL for an exact rational without a scope */
    scope *in; /* NULL for an exact rational without a scope */
    slong num, den;
} ball;

/* Constants. */
ball ball_ratio(slong num, slong den);
ball ball_int(slong n);
ball ball_in(scope *s, ball b); /* the same enclosure, stored in s */
ball ball_from_arb(scope *s, const arb_t v);
ball ball_from_rational(scope *s, const fmpq_t q); /* rounded to the scope's precision, error enclosed */
ball ball_exact_double(scope *s, double x); /* the double itself, which is what it is: a dyadic rational */
ball ball_pi(scope *s);
ball ball_log2(scope *s);
ball ball_euler(scope *s);
ball ball_infinity(scope *s);
ball ball_nothing(scope *s);         /* indeterminate: no information */
ball ball_hull(ball a, ball b);      /* the smallest ball around both */
ball ball_upto(ball bound);          /* [0, bound] for bound >= 0: a quantity known to be in between */
ball ball_within(ball bound);        /* [-bound, bound] */
ball ball_widen(ball a, ball error); /* a +- |error| */

/* Arithmetic. */
ball ball_add(ball a, ball b);
ball ball_sub(ball a, ball b);
ball ball_mul(ball a, ball b);
ball ball_div(ball a, ball b);
ball ball_pow(ball a, ball b); /* a^b for a >= 0 or an integer b */
ball ball_min(ball a, ball b);
ball ball_max(ball a, ball b);
ball ball_neg(ball a);
ball ball_sqr(ball a);
ball ball_inv(ball a);
ball ball_abs(ball a);
ball ball_sqrt(ball a); /* of max(a, 0): use only where a >= 0 is known */
ball ball_add_int(ball a, slong n);
ball ball_mul_int(ball a, slong n);
ball ball_div_int(ball a, slong n);
ball ball_scale2(ball a, slong k); /* a * 2^k */

/* Functions. */
ball ball_exp(ball a);
ball ball_expm1(ball a);
ball ball_log(ball a);
ball ball_log1p(ball a);
ball ball_log1p_rest(ball a); /* log(1 + a) - a, of the order of a^2, with digits of its own */
ball ball_softplus(ball a);   /* log(1 + e^a), without overflow */
ball ball_sigmoid(ball a);    /* 1 / (1 + e^-a) */
ball ball_xlogx(ball a);      /* a log a with 0 log 0 = 0, for a >= 0 */
ball ball_sinh(ball a);
ball ball_asinh(ball a);
ball ball_cosh(ball a);
ball ball_tanh(ball a);
ball ball_coth(ball a);
ball ball_atan(ball a);
ball ball_tan(ball a);
ball ball_sin(ball a);
ball ball_cos(ball a);
ball ball_cospi(ball a); /* cos(pi a) */
ball ball_erf(ball a);
ball ball_erfc(ball a);
ball ball_normal_cdf(ball z); /* Phi(z) = erfc(-z/sqrt 2)/2, relative accuracy on the left */
ball ball_gamma(ball a);
ball ball_lgamma(ball a);
ball ball_digamma(ball a);
ball ball_expint_e1(ball a); /* the integral of e^-t/t from a > 0 */
ball ball_ein(ball a);       /* the integral of (1 - e^-t)/t from 0 to a >= 0: E1(a) + log a + gamma */
ball ball_trigamma(ball a);
ball ball_gamma_p(ball k, ball x);        /* regularised lower incomplete gamma P(k, x), x >= 0 */
ball ball_gamma_q(ball k, ball x);        /* regularised upper incomplete gamma Q(k, x), x >= 0 */
ball ball_beta_i(ball a, ball b, ball x); /* regularised incomplete beta I_x(a, b), 0 <= x <= 1 */

/* Questions: HOLDS or FAILS only if true or false for every pair of numbers in the enclosures. */
verdict ball_less(ball a, ball b);    /* a < b */
verdict ball_at_most(ball a, ball b); /* a <= b */
verdict ball_positive(ball a);
verdict ball_agree(ball a, ball b); /* FAILS if disjoint, UNDECIDED otherwise */
bool ball_is_finite(ball a);
bool ball_is_exact_zero(ball a);
bool ball_overlaps(ball a, ball b);
bool ball_contains(ball a, ball b); /* a contains all of b; false for indeterminate balls */
int ball_sign(ball a);              /* +1, -1 if the sign is certain, else 0 */

/* Reading. */
double ball_double(ball a);     /* the midpoint, rounded */
double ball_radius(ball a);     /* rounded up */
double ball_log2_error(ball a); /* log2 of the absolute radius: -inf if exact, +inf if unbounded */
slong ball_digits(ball a);      /* correct decimal digits: floor of -log10 of the relative radius */
ball ball_lower(ball a);        /* the exact lower end as a ball */
ball ball_upper(ball a);
ball ball_mid(ball a);

/*
 * The decimals of a that are all correct, at most `digits` significant ones: every number in the enclosure rounds
 * to the printed text within one unit of its last place. `ball_bound` prints an end rounded outward
 * (side < 0: a number at most the lower end; side > 0: at least the upper end). Free with free().
 */
char *ball_text(ball a, slong digits);
char *ball_bound(ball a, int side, slong digits);

#endif
