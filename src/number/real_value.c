/*
 * Exact reals: enclosures, order, nearest doubles. See real.h.
 *
 * Two expressions are compared by enclosures of growing precision, which ends when they differ. Whether two
 * different expressions are equal is not decidable that way: at 4096 bits the answer is REAL_UNDECIDED.
 */
#include "number/ball_arb.h"
#include "number/real_node.h"

/* The elementary meaning of x^y, where x may not reach below 0 unless y is an integer by construction. */
static ball power(real a, ball x, ball y)
{
    bool integer = real_is_rational(a->b) && fmpz_is_one(fmpq_denref(&a->b->value));
    return integer || arb_is_nonnegative(x.v) ? ball_pow(x, y) : ball_nothing(x.in);
}

/* Unlike ball_sqrt, no value if the argument may be negative. */
static ball square_root(ball x) { return arb_is_nonnegative(x.v) ? ball_sqrt(x) : ball_nothing(x.in); }

static ball evaluate(scope *s, real a)
{
    ball x = a->a ? real_ball(s, a->a) : ball_int(0);
    ball y = a->b ? real_ball(s, a->b) : ball_int(0);
    switch (a->op) {
    case REAL_RATIONAL: return ball_from_rational(s, &a->value);
    case REAL_INTERVAL: return ball_hull(x, y);
    case REAL_PI: return ball_pi(s);
    case REAL_ADD: return ball_add(x, y);
    case REAL_SUB: return ball_sub(x, y);
    case REAL_MUL: return ball_mul(x, y);
    case REAL_DIV: return ball_div(x, y);
    case REAL_POW: return power(a, x, y);
    case REAL_NEG: return ball_neg(x);
    case REAL_SQRT: return square_root(x);
    case REAL_EXP: return ball_exp(x);
    case REAL_LOG: return ball_log(x);
    case REAL_ABS: return ball_abs(x);
    case REAL_LGAMMA: return ball_lgamma(x);
    case REAL_COSPI: return ball_cospi(x);
    }
    return ball_nothing(s);
}

ball real_ball(scope *s, real a)
{
    ball result = ball_fresh(s);
    scope_mark mark = scope_now(s);
    arb_swap(result.v, evaluate(s, a).v);
    scope_rewind(s, mark);
    return result;
}

bool real_has_value(real a)
{
    if (real_is_rational(a))
        return true;
    scope *s = scope_open(64);
    bool defined = ball_is_finite(real_ball(s, a));
    scope_close(s);
    return defined;
}

bool real_is_not_zero(real a)
{
    if (real_is_rational(a))
        return !fmpq_is_zero(&a->value);
    scope *s = scope_open(64);
    ball value = real_ball(s, a);
    bool apart = ball_is_finite(value) && ball_sign(value);
    scope_close(s);
    return apart;
}

/* The sign of a - b from enclosures; b may be NULL for zero. More bits do not help a box. */
static int compare_enclosures(real a, real b)
{
    int order = REAL_UNDECIDED;
    slong most = a->boxed || (b && b->boxed) ? 256 : 4096;
    for (slong bits = 64; bits <= most && order == REAL_UNDECIDED; bits *= 4) {
        scope *s = scope_open(bits);
        ball x = real_ball(s, a), y = b ? real_ball(s, b) : ball_int(0);
        if (ball_less(x, y) == HOLDS)
            order = -1;
        else if (ball_less(y, x) == HOLDS)
            order = 1;
        else if (ball_is_finite(x) && ball_at_most(x, y) == HOLDS && ball_at_most(y, x) == HOLDS)
            order = 0;
        scope_close(s);
    }
    return order;
}

int real_compare(real a, real b)
{
    if (real_is_rational(a) && real_is_rational(b)) {
        int order = fmpq_cmp(&a->value, &b->value);
        return (order > 0) - (order < 0);
    }
    if (real_same(a, b))
        return real_has_value(a) ? 0 : REAL_UNDECIDED;
    return compare_enclosures(a, b);
}

int real_sign(real a) { return real_is_rational(a) ? fmpq_sgn(&a->value) : compare_enclosures(a, NULL); }

double real_double(real a)
{
    double x = 0;
    for (slong bits = 128; bits <= 1024; bits *= 8) {
        scope *s = scope_open(bits);
        ball value = real_ball(s, a);
        x = ball_double(value);
        bool accurate = arb_rel_accuracy_bits(value.v) >= 60;
        scope_close(s);
        if (accurate)
            break;
    }
    return x;
}
