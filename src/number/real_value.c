/*
 * Exact reals: enclosures, order, nearest doubles. See real.h.
 *
 * Two expressions are compared by enclosures of growing precision, which ends when they differ. Whether two
 * different expressions are equal is not decidable that way: what is not told apart at 4096 bits is REAL_UNDECIDED, unless both
 * are the same sum of rational multiples of expressions.
 */
#include "number/ball_arb.h"
#include "number/real_node.h"

/* The elementary meaning of x^y, where x may not reach below 0 unless y is an integer by construction. */
/* Monotone on x >= 0 for a rational exponent, and even ones see |x|: the ends of a wide x decide. */
static ball power(real a, ball x, ball y)
{
    bool rational = real_is_rational(a->b), integer = rational && fmpz_is_one(fmpq_denref(&a->b->value));
    if (!integer && !arb_is_nonnegative(x.v))
        return ball_nothing(x.in);
    if (integer && fmpz_is_even(fmpq_numref(&a->b->value)))
        x = ball_abs(x);
    ball lo = ball_lower(x), ends = lo;
    if (rational && !arb_is_exact(x.v) && arb_is_nonnegative(lo.v))
        ends = ball_hull(ball_pow(lo, y), ball_pow(ball_upper(x), y));
    return ends.v != lo.v && ball_is_finite(ends) ? ends : ball_pow(x, y);
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

/*
 * What no precision tells apart: a - b as a sum of rational multiples of expressions, in which those that are the same by
 * construction merge. theta + (1 - theta) is 1, whatever theta is, and 1 + pi is pi + 1. If nothing else than a number is left, that
 * is the difference.
 */
enum { LINEAR_TERMS = 64 };
typedef struct linear {
    int n;
    real of[LINEAR_TERMS];
    fmpq by[LINEAR_TERMS], constant;
    bool full;
} linear;

static void add_multiple(linear *sum, real a, const fmpq_t by)
{
    int i = 0;
    while (i < sum->n && !real_same(sum->of[i], a))
        i++;
    if (i == LINEAR_TERMS) {
        sum->full = true;
        return;
    }
    if (i == sum->n) {
        sum->of[sum->n++] = a;
        fmpq_init(&sum->by[i]);
    }
    fmpq_add(&sum->by[i], &sum->by[i], by);
}

static void expand(linear *sum, real a, const fmpq_t by)
{
    fmpq_t inner;
    fmpq_init(inner);
    if (real_is_rational(a)) {
        fmpq_addmul(&sum->constant, &a->value, by);
    } else if (a->op == REAL_ADD || a->op == REAL_SUB) {
        expand(sum, a->a, by);
        a->op == REAL_SUB ? fmpq_neg(inner, by) : fmpq_set(inner, by);
        expand(sum, a->b, inner);
    } else if (a->op == REAL_NEG) {
        fmpq_neg(inner, by);
        expand(sum, a->a, inner);
    } else if (a->op == REAL_MUL && (real_is_rational(a->a) || real_is_rational(a->b))) {
        bool left = real_is_rational(a->a);
        fmpq_mul(inner, by, left ? &a->a->value : &a->b->value);
        expand(sum, left ? a->b : a->a, inner);
    } else if (a->op == REAL_DIV && real_is_rational(a->b) && !fmpq_is_zero(&a->b->value)) {
        fmpq_div(inner, by, &a->b->value);
        expand(sum, a->a, inner);
    } else {
        add_multiple(sum, a, by);
    }
    fmpq_clear(inner);
}

/* What has no value must not cancel. */
static bool linear_difference(real a, real b, int *sign)
{
    linear sum = {0};
    fmpq_t one;
    fmpq_init(one);
    fmpq_init(&sum.constant);
    fmpq_one(one);
    expand(&sum, a, one);
    fmpq_neg(one, one);
    expand(&sum, b, one);
    bool constant = !sum.full && real_has_value(a) && real_has_value(b);
    for (int i = 0; i < sum.n; i++) {
        constant = constant && fmpq_is_zero(&sum.by[i]);
        fmpq_clear(&sum.by[i]);
    }
    *sign = fmpq_sgn(&sum.constant);
    fmpq_clear(one);
    fmpq_clear(&sum.constant);
    return constant;
}

/* The least value that a sum of multiples of boxes and a constant takes; false if something else is in it. */
static bool least_of_boxes(const linear *sum, fmpq_t least)
{
    fmpq_set(least, &sum->constant);
    for (int i = 0; i < sum->n; i++) {
        real box = sum->of[i], end = fmpq_sgn(&sum->by[i]) > 0 ? box->a : box->b;
        if (box->op != REAL_INTERVAL || !real_is_rational(end))
            return false;
        fmpq_addmul(least, &sum->by[i], &end->value);
    }
    return !sum->full;
}

bool real_at_least(real a, real b)
{
    linear sum = {0};
    fmpq_t one, least;
    fmpq_init(one);
    fmpq_init(least);
    fmpq_init(&sum.constant);
    fmpq_one(one);
    expand(&sum, a, one);
    fmpq_neg(one, one);
    expand(&sum, b, one);
    bool known = least_of_boxes(&sum, least) && fmpq_sgn(least) >= 0;
    for (int i = 0; i < sum.n; i++)
        fmpq_clear(&sum.by[i]);
    fmpq_clear(one);
    fmpq_clear(least);
    fmpq_clear(&sum.constant);
    int order = known ? 1 : real_compare(a, b);
    return order == 0 || order == 1;
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
    int order = compare_enclosures(a, b);
    int exact;
    return order == REAL_UNDECIDED && linear_difference(a, b, &exact) ? exact : order;
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
