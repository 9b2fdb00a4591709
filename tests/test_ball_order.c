/* Balls: arithmetic against exact rationals, order, infinities, indeterminate balls, and hulls. */
#include "number/ball.h"
#include "number/random.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>

typedef ball (*operation)(ball, ball);
static const struct {
    const char *name;
    operation f;
    void (*exact)(fmpq_t, const fmpq_t, const fmpq_t);
} operations[] = {
    {"add", ball_add, fmpq_add},
    {"sub", ball_sub, fmpq_sub},
    {"mul", ball_mul, fmpq_mul},
    {"div", ball_div, fmpq_div},
};

/*
 * With or without scopes, the result encloses the rational one; without any it is that rational or has no
 * value.
 */
Test(ball_order, arithmetic_is_rational_arithmetic)
{
    random_stream *r = random_open(5, 0);
    fmpq_t p, q, value;
    fmpq_init(p);
    fmpq_init(q);
    fmpq_init(value);
    for (int i = 0; i < 2000; i++) {
        slong size = (slong)1 << (1 + random_below(r, 62));
        slong num[2], den[2];
        for (int k = 0; k < 2; k++) {
            num[k] = (slong)random_below(r, (uint64_t)size) - size / 2;
            den[k] = 1 + (slong)random_below(r, (uint64_t)size);
        }
        num[1] += !num[1];
        fmpq_set_si(p, num[0], (ulong)den[0]);
        fmpq_set_si(q, num[1], (ulong)den[1]);
        scope *s = scope_open(64);
        ball a = ball_ratio(num[0], den[0]), b = ball_ratio(num[1], den[1]);
        for (int k = 0; k < 4; k++) {
            operations[k].exact(value, p, q);
            ball results[] = {operations[k].f(a, b), operations[k].f(ball_in(s, a), b),
                              operations[k].f(a, ball_in(s, b)),
                              operations[k].f(ball_in(s, a), ball_in(s, b))};
            for (int m = 0; m < 4; m++) {
                ball in = ball_in(s, results[m]);
                cr_expect(arb_contains_fmpq(in.v, value), "%ld/%ld %s %ld/%ld, form %d", num[0], den[0],
                          operations[k].name, num[1], den[1], m);
                cr_expect(m == 0 || ball_is_finite(in));
            }
            cr_expect(results[0].in == NULL);
        }
        cr_expect_eq(ball_less(a, b), fmpq_cmp(p, q) < 0 ? HOLDS : FAILS);
        cr_expect_eq(ball_at_most(a, b), fmpq_cmp(p, q) <= 0 ? HOLDS : FAILS);
        scope_close(s);
    }
    fmpq_clear(p);
    fmpq_clear(q);
    fmpq_clear(value);
    random_close(r);
}

Test(ball_order, rationals_without_a_scope)
{
    ball third = ball_ratio(-2, -6);
    cr_expect(third.num == 1 && third.den == 3);
    cr_expect(!ball_is_finite(ball_ratio(1, 0)));
    cr_expect(!ball_is_finite(ball_mul_int(ball_int(WORD_MAX), 2)), "overflow has no value");
    cr_expect(!ball_is_finite(ball_ratio(WORD_MIN, 1)));
    cr_expect(!ball_is_finite(ball_div(third, ball_int(0))));
    cr_expect(!ball_is_finite(ball_exp(third)), "no precision, no value");
    cr_expect(!ball_is_finite(ball_add(third, ball_ratio(1, 0))));
    cr_expect_eq(ball_pow(third, ball_int(-5)).num, 243);
    cr_expect_eq(ball_scale2(third, -4).den, 48);
    cr_expect_eq(ball_add_int(third, -1).num, -2);
    cr_expect_eq(ball_sign(ball_neg(third)), -1);
    cr_expect(ball_contains(third, third) && !ball_contains(third, ball_ratio(1, 2)));
    cr_expect(ball_at_most(third, third) == HOLDS && ball_less(third, third) == FAILS);
    cr_expect_eq(ball_double(third), 1.0 / 3);
    cr_expect_eq(ball_less(ball_ratio(WORD_MAX - 1, WORD_MAX), ball_ratio(WORD_MAX - 2, WORD_MAX - 1)),
                 FAILS);
    cr_expect(ball_is_exact_zero(ball_sub(third, ball_ratio(2, 6))));
}

Test(ball_order, nothing_is_undecided)
{
    scope *s = scope_open(64);
    ball samples[] = {ball_nothing(s),
                      ball_int(1),
                      ball_in(s, ball_int(0)),
                      ball_infinity(s),
                      ball_ratio(1, 0),
                      ball_log(ball_in(s, ball_int(-1))),
                      ball_within(ball_infinity(s))};
    enum { SAMPLES = sizeof samples / sizeof *samples, LINE = SAMPLES - 1 };
    for (int i = 0; i < SAMPLES; i++) {
        for (int k = 0; k < SAMPLES; k++) {
            ball a = samples[i], b = samples[k];
            bool known = (i >= 1 && i <= 3) && (k >= 1 && k <= 3);
            bool below_infinity = (i == 3 && k == LINE) || (i == LINE && k == 3);
            if (!below_infinity) {
                cr_expect_eq(ball_less(a, b) != UNDECIDED, known, "%d < %d", i, k);
                cr_expect_eq(ball_at_most(a, b) != UNDECIDED, known, "%d <= %d", i, k);
            }
            if (!known) {
                cr_expect_eq(ball_agree(a, b), UNDECIDED);
                cr_expect(ball_overlaps(a, b));
                cr_expect(i == LINE || !ball_contains(a, b), "%d contains %d", i, k);
            }
        }
        if (i == 0 || i > 3) {
            cr_expect(!ball_is_finite(samples[i]) && ball_digits(samples[i]) == 0);
            cr_expect(!ball_is_exact_zero(samples[i]) && ball_sign(samples[i]) == 0);
            cr_expect(isinf(ball_log2_error(samples[i])) && ball_log2_error(samples[i]) > 0);
            cr_expect(isinf(ball_radius(samples[i])));
            cr_expect_eq(ball_positive(samples[i]), UNDECIDED);
        }
    }
    scope_close(s);
}

Test(ball_order, infinity_and_extremes)
{
    scope *s = scope_open(64);
    ball infinity = ball_infinity(s), huge = ball_exact_double(s, DBL_MAX),
         tiny = ball_exact_double(s, 5e-324);
    cr_expect_eq(ball_less(huge, infinity), HOLDS);
    cr_expect_eq(ball_less(infinity, huge), FAILS);
    cr_expect_eq(ball_at_most(infinity, infinity), HOLDS);
    cr_expect_eq(ball_less(ball_neg(infinity), ball_neg(huge)), HOLDS);
    cr_expect_eq(ball_agree(infinity, huge), FAILS);
    cr_expect_eq(ball_sign(infinity), 1);
    cr_expect_eq(ball_positive(tiny), HOLDS);
    cr_expect_eq(ball_double(tiny), 5e-324);
    ball product = ball_mul(huge, ball_sqr(huge));
    cr_expect(ball_is_finite(product) && ball_digits(product) > 15 && isinf(ball_double(product)));
    cr_expect_eq(ball_less(ball_exp(ball_neg(huge)), tiny), HOLDS);
    cr_expect_eq(ball_less(ball_softplus(ball_neg(huge)), tiny), HOLDS);
    cr_expect(ball_contains(ball_softplus(huge), huge));
    cr_expect_eq(ball_at_most(ball_sigmoid(huge), ball_int(1)) == FAILS, false);
    cr_expect(ball_contains(ball_erf(infinity), ball_int(1)));
    cr_expect(ball_contains(ball_normal_cdf(ball_neg(infinity)), ball_int(0)));
    cr_expect(ball_contains(ball_gamma_p(ball_int(2), infinity), ball_int(1)));
    scope_close(s);
}

Test(ball_order, intervals)
{
    scope *s = scope_open(64);
    ball one = ball_in(s, ball_int(1)), upto = ball_upto(ball_ratio(1, 3)),
         third = ball_in(s, ball_ratio(1, 3));
    cr_expect(!ball_is_finite(upto), "no scope, no radius");
    upto = ball_upto(third);
    cr_expect(ball_contains(upto, third) && ball_contains(upto, ball_int(0)));
    cr_expect_eq(ball_less(upto, ball_int(0)), FAILS, "the lower end is exactly 0");
    cr_expect(!ball_contains(upto, ball_ratio(3334, 10000)));
    cr_expect(!ball_is_finite(ball_upto(ball_infinity(s)))
              && !ball_is_finite(ball_upto(ball_in(s, ball_int(-1)))));
    cr_expect(ball_contains(ball_within(one), ball_int(-1)) && ball_contains(ball_within(one), one));
    cr_expect(ball_contains(ball_widen(one, third), ball_ratio(4, 3)));
    cr_expect(ball_contains(ball_widen(ball_int(1), ball_neg(third)), ball_ratio(2, 3)));
    ball hull = ball_hull(ball_int(-1), ball_in(s, ball_int(3)));
    cr_expect(ball_contains(hull, ball_int(-1)) && ball_contains(hull, ball_int(3)));
    cr_expect_eq(ball_less(ball_sqr(hull), ball_int(0)), FAILS, "a square is not negative");
    cr_expect_eq(ball_less(ball_abs(hull), ball_int(0)), FAILS);
    cr_expect(ball_contains(ball_sqr(hull), ball_int(9)) && ball_contains(ball_sqr(hull), ball_int(0)));
    cr_expect(ball_contains(ball_sqrt(hull), ball_int(0))
              && ball_contains(ball_sqrt(hull), ball_ratio(173, 100)));
    cr_expect(ball_contains(ball_pow(hull, ball_ratio(1, 3)), ball_ratio(144, 100)),
              "the part with a real power");
    cr_expect(ball_contains(ball_pow(hull, ball_int(3)), ball_int(-1)));
    cr_expect(ball_contains(ball_xlogx(ball_upto(one)), ball_neg(ball_exp(ball_int(-1))))
              || ball_contains(ball_xlogx(ball_upto(one)), ball_neg(ball_exp(ball_in(s, ball_int(-1))))));
    cr_expect(ball_is_exact_zero(ball_xlogx(ball_in(s, ball_int(0)))));
    cr_expect_eq(ball_less(ball_lower(hull), ball_upper(hull)), HOLDS);
    ball tiny = ball_scale2(one, -300000), around_one = ball_widen(one, tiny); /* ends too long to be exact */
    cr_expect_eq(ball_less(one, ball_upper(around_one)), HOLDS);
    cr_expect_eq(ball_less(ball_lower(around_one), one), HOLDS);
    cr_expect(ball_contains(hull, ball_lower(hull)) && ball_contains(hull, ball_upper(hull)));
    scope_close(s);
}

/*
 * Results live in the younger scope, at its precision; rewinding reuses storage without touching older
 * balls.
 */
Test(ball_order, scopes)
{
    scope *old = scope_open(64), *young = scope_open(256);
    ball a = ball_pi(old), b = ball_pi(young);
    cr_expect(ball_add(a, b).in == young && ball_add(b, a).in == young && ball_add(a, ball_int(1)).in == old);
    cr_expect(ball_digits(b) > 70 && ball_digits(a) < 20 && ball_contains(a, b));
    ball keep = ball_sqr(b);
    scope_mark mark = scope_now(young);
    for (int i = 0; i < 1000; i++) {
        ball sum = ball_int(0);
        for (int k = 0; k < 300; k++)
            sum = ball_add(sum, ball_mul(b, ball_ratio(1, 3)));
        cr_assert(ball_overlaps(sum, ball_mul_int(b, 100)));
        scope_rewind(young, mark);
    }
    cr_expect(ball_overlaps(keep, ball_mul(b, b)) && ball_digits(keep) > 70);
    scope_close(young);
    scope_close(old);
}
