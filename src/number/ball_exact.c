/*
 * Balls without a scope: exact rationals num/den in lowest terms with den > 0. See ball.h.
 *
 * den = 0 says that there is no value: overflow, division by zero, or a function that needs a precision.
 * Arithmetic is exact in 128 bits and gives up when the reduced result leaves 64 bits.
 */
#include "number/ball_arb.h"

__extension__ typedef __int128 wide;

static wide wide_gcd(wide a, wide b)
{
    while (b) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

static ball reduced(wide num, wide den)
{
    if (!den)
        return ball_free_nothing();
    wide g = wide_gcd(num, den);
    if (den < 0)
        g = -g;
    num /= g;
    den /= g;
    if (num > WORD_MAX || num < -WORD_MAX || den > WORD_MAX)
        return ball_free_nothing();
    return (ball){.num = (slong)num, .den = (slong)den};
}

ball ball_exact_add(ball a, ball b)
{
    return reduced((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den);
}

ball ball_exact_sub(ball a, ball b)
{
    return reduced((wide)a.num * b.den - (wide)b.num * a.den, (wide)a.den * b.den);
}

ball ball_exact_mul(ball a, ball b) { return reduced((wide)a.num * b.num, (wide)a.den * b.den); }
ball ball_exact_div(ball a, ball b) { return reduced((wide)a.num * b.den, b.den ? (wide)a.den * b.num : 0); }
static bool exact_less(ball a, ball b) { return (wide)a.num * b.den < (wide)b.num * a.den; }

ball ball_exact_min(ball a, ball b)
{
    return !a.den || !b.den ? ball_free_nothing() : exact_less(b, a) ? b : a;
}

ball ball_exact_max(ball a, ball b)
{
    return !a.den || !b.den ? ball_free_nothing() : exact_less(a, b) ? b : a;
}

/* Powers by repeated squaring; only integer exponents have an exact value in general. */
ball ball_exact_pow(ball a, ball b)
{
    if (!a.den || b.den != 1)
        return ball_free_nothing();
    ball power = ball_int(1), square = a;
    for (ulong n = b.num < 0 ? -(ulong)b.num : (ulong)b.num; n; n >>= 1) {
        if (n & 1)
            power = ball_exact_mul(power, square);
        if (n > 1)
            square = ball_exact_mul(square, square);
        if (!power.den)
            return power;
    }
    return b.num < 0 ? ball_exact_div(ball_int(1), power) : power;
}

ball ball_exact_hull(ball a, ball b)
{
    return a.den && a.num == b.num && a.den == b.den ? a : ball_free_nothing();
}

ball ball_ratio(slong num, slong den) { return reduced(num, den); }
ball ball_int(slong n) { return reduced(n, 1); }
