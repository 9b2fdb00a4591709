/*
 * Exact reals: nodes, and the rewriting done when they are made. See real.h.
 *
 * Rational arithmetic is folded, roots of perfect powers are taken, and the identities x + 0, x - x, 1 x, 0
 * x, x / x, log(exp x) are applied, so that coefficients which cancel are exactly zero. An identity that
 * drops a subexpression is applied only where the dropped part is known to have a value: 0 log(-1) stays what
 * it is.
 */
#include "number/real_node.h"

#include <stdlib.h>

struct real_pool {
    struct real_node *newest;
};

real_pool *real_pool_open(void) { return calloc(1, sizeof(real_pool)); }

void real_pool_close(real_pool *pool)
{
    if (!pool)
        return;
    for (struct real_node *node = pool->newest, *next; node; node = next) {
        next = node->next;
        fmpq_clear(&node->value);
        free(node);
    }
    free(pool);
}

static struct real_node *node_new(real_pool *pool, real_op op, real a, real b)
{
    struct real_node *node = calloc(1, sizeof *node);
    int depth_a = a ? a->depth : 0, depth_b = b ? b->depth : 0;
    node->op = op;
    node->a = a;
    node->b = b;
    node->depth = a || b ? 1 + (depth_a > depth_b ? depth_a : depth_b) : 0;
    node->boxed = op == REAL_INTERVAL || (a && a->boxed) || (b && b->boxed);
    fmpq_init(&node->value);
    node->next = pool->newest;
    pool->newest = node;
    return node;
}

/* ---- Leaves ---- */

real real_from_fmpq(real_pool *pool, const fmpq_t q)
{
    struct real_node *node = node_new(pool, REAL_RATIONAL, NULL, NULL);
    fmpq_set(&node->value, q);
    return node;
}

static real undefined(real_pool *pool)
{
    return node_new(pool, REAL_DIV, real_int(pool, 1), real_int(pool, 0));
}

real real_ratio(real_pool *pool, slong num, slong den)
{
    if (!den)
        return undefined(pool);
    struct real_node *node = node_new(pool, REAL_RATIONAL, NULL, NULL);
    fmpz_set_si(fmpq_numref(&node->value), num);
    fmpz_set_si(fmpq_denref(&node->value), den);
    fmpq_canonicalise(&node->value);
    return node;
}

real real_int(real_pool *pool, slong n) { return real_ratio(pool, n, 1); }

real real_from_double(real_pool *pool, double x)
{
    arf_t dyadic;
    arf_init(dyadic);
    arf_set_d(dyadic, x);
    if (!arf_is_finite(dyadic)) {
        arf_clear(dyadic);
        return undefined(pool);
    }
    struct real_node *node = node_new(pool, REAL_RATIONAL, NULL, NULL);
    arf_get_fmpq(&node->value, dyadic);
    arf_clear(dyadic);
    return node;
}

real real_interval(real_pool *pool, real lo, real hi)
{
    return real_same(lo, hi) && !lo->boxed ? lo : node_new(pool, REAL_INTERVAL, lo, hi);
}

real real_pi(real_pool *pool) { return node_new(pool, REAL_PI, NULL, NULL); }

bool real_same(real a, real b)
{
    if (a == b)
        return true;
    if (!a || !b || a->op != b->op || a->op == REAL_INTERVAL) /* two boxes are two parameters */
        return false;
    return fmpq_equal(&a->value, &b->value) && real_same(a->a, b->a) && real_same(a->b, b->b);
}

bool real_rational(real a, fmpq_t out)
{
    if (real_is_rational(a))
        fmpq_set(out, &a->value);
    return real_is_rational(a);
}

bool real_is_integer(real a, slong *out)
{
    if (!real_is_rational(a) || !fmpz_is_one(fmpq_denref(&a->value)) || !fmpz_fits_si(fmpq_numref(&a->value)))
        return false;
    *out = fmpz_get_si(fmpq_numref(&a->value));
    return true;
}

/* ---- Rational operations ---- */

/* The exact root of a non-negative rational, if it is rational. */
static bool rational_root(fmpq_t out, const fmpq_t q, slong degree)
{
    return fmpq_sgn(q) >= 0 && fmpz_root(fmpq_numref(out), fmpq_numref(q), degree)
           && fmpz_root(fmpq_denref(out), fmpq_denref(q), degree);
}

/* Powers with a rational value of reasonable size: the exponent n/d has |n| at most 1000 and d at most 64. */
static bool rational_power(fmpq_t out, const fmpq_t base, const fmpq_t exponent)
{
    enum { MOST = 1000, MOST_ROOT = 64, MOST_BITS = 200000 };
    if (fmpz_cmpabs(fmpq_numref(exponent), (fmpz[]){MOST}) > 0
        || fmpz_cmp_si(fmpq_denref(exponent), MOST_ROOT) > 0)
        return false;
    slong n = fmpz_get_si(fmpq_numref(exponent)), degree = fmpz_get_si(fmpq_denref(exponent));
    if ((fmpq_is_zero(base) && n < 0) || (slong)fmpq_height_bits(base) * labs(n) > MOST_BITS)
        return false;
    if (degree == 1)
        fmpq_set(out, base);
    else if (!rational_root(out, base, degree))
        return false;
    fmpq_pow_si(out, out, n);
    return true;
}

static bool fold_binary(fmpq_t out, real_op op, const fmpq_t x, const fmpq_t y)
{
    switch (op) {
    case REAL_ADD: fmpq_add(out, x, y); return true;
    case REAL_SUB: fmpq_sub(out, x, y); return true;
    case REAL_MUL: fmpq_mul(out, x, y); return true;
    case REAL_DIV:
        if (fmpq_is_zero(y))
            return false;
        fmpq_div(out, x, y);
        return true;
    case REAL_POW: return rational_power(out, x, y);
    default: return false;
    }
}

static bool fold_unary(fmpq_t out, real_op op, const fmpq_t x)
{
    switch (op) {
    case REAL_NEG: fmpq_neg(out, x); return true;
    case REAL_ABS: fmpq_abs(out, x); return true;
    case REAL_SQRT: return rational_root(out, x, 2);
    case REAL_EXP: fmpq_one(out); return fmpq_is_zero(x);
    case REAL_LOG: fmpq_zero(out); return fmpq_is_one(x);
    case REAL_LGAMMA: fmpq_zero(out); return fmpq_is_one(x) || fmpq_equal_si((fmpq *)x, 2);
    default: return false;
    }
}

/* ---- Identities: the simpler expression, or NULL ---- */

static bool opposite(real a, real b)
{
    return (a->op == REAL_NEG && real_same(a->a, b)) || (b->op == REAL_NEG && real_same(b->a, a));
}

static real zero_if_defined(real_pool *pool, real dropped)
{
    return real_has_value(dropped) ? real_int(pool, 0) : NULL;
}

static real simpler_sum(real_pool *pool, real_op op, real a, real b)
{
    if (real_is_si(b, 0))
        return a;
    if (real_is_si(a, 0))
        return op == REAL_ADD ? b : real_neg(pool, b);
    if (op == REAL_SUB ? real_same(a, b) : opposite(a, b))
        return zero_if_defined(pool, a);
    if (b->op == REAL_NEG)
        return op == REAL_ADD ? real_sub(pool, a, b->a) : real_add(pool, a, b->a);
    return NULL;
}

static real simpler_product(real_pool *pool, real a, real b)
{
    if (real_is_si(a, 1))
        return b;
    if (real_is_si(b, 1))
        return a;
    if (real_is_si(a, 0))
        return zero_if_defined(pool, b);
    if (real_is_si(b, 0))
        return zero_if_defined(pool, a);
    if (real_is_si(a, -1))
        return real_neg(pool, b);
    if (real_is_si(b, -1))
        return real_neg(pool, a);
    if (a->op == REAL_SQRT && real_same(a, b))
        return real_has_value(a) ? a->a : NULL;
    return NULL;
}

static real simpler_quotient(real_pool *pool, real a, real b)
{
    if (real_is_si(b, 1))
        return a;
    if (real_is_si(b, -1))
        return real_neg(pool, a);
    if (real_is_si(a, 0))
        return real_is_not_zero(b) ? real_int(pool, 0) : NULL;
    if (real_same(a, b))
        return real_is_not_zero(b) ? real_int(pool, 1) : NULL;
    return NULL;
}

static real simpler_power(real_pool *pool, real a, real b)
{
    if (real_is_si(b, 1))
        return a;
    if (real_is_si(b, 0))
        return real_has_value(a) ? real_int(pool, 1) : NULL;
    if (real_is_si(b, 2) && a->op == REAL_SQRT)
        return real_has_value(a) ? a->a : NULL;
    if (real_is_rational(b) && fmpz_is_one(fmpq_numref(&b->value))
        && fmpz_equal_si(fmpq_denref(&b->value), 2))
        return real_sqrt(pool, a);
    return NULL;
}

real real_binary(real_pool *pool, real_op op, real a, real b)
{
    if (real_is_rational(a) && real_is_rational(b)) {
        struct real_node *node = node_new(pool, REAL_RATIONAL, NULL, NULL);
        if (fold_binary(&node->value, op, &a->value, &b->value))
            return node;
    }
    real simpler = op == REAL_MUL   ? simpler_product(pool, a, b)
                   : op == REAL_DIV ? simpler_quotient(pool, a, b)
                   : op == REAL_POW ? simpler_power(pool, a, b)
                                    : simpler_sum(pool, op, a, b);
    return simpler ? simpler : node_new(pool, op, a, b);
}

/* cos(pi x) for x = r + 2k or -r + 2k with 0 <= r <= 1, and its opposite at 1 - r; exact at twelfths of a turn. */
static real reduced_cospi(real_pool *pool, real x)
{
    static const struct {
        slong num, den, square_num, square_den;
    } roots[] = {{0, 1, 1, 1}, {1, 6, 3, 4}, {1, 4, 1, 2}, {1, 3, 1, 4}, {1, 2, 0, 1}};
    fmpz_t turns;
    fmpz_init(turns);
    fmpz_mul_2exp(turns, fmpq_denref(&x->value), 1);
    fmpz_fdiv_q(turns, fmpq_numref(&x->value), turns);
    fmpz_mul_2exp(turns, turns, 1);
    struct real_node *r = node_new(pool, REAL_RATIONAL, NULL, NULL);
    fmpq_sub_fmpz(&r->value, &x->value, turns);
    fmpz_clear(turns);
    if (fmpq_cmp_ui(&r->value, 1) > 0) {
        fmpq_neg(&r->value, &r->value);
        fmpq_add_ui(&r->value, &r->value, 2);
    }
    if (real_compare(r, real_ratio(pool, 1, 2)) > 0)
        return real_neg(pool, reduced_cospi(pool, real_sub(pool, real_int(pool, 1), r)));
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (fmpz_equal_si(fmpq_numref(&r->value), roots[i].num)
            && fmpz_equal_si(fmpq_denref(&r->value), roots[i].den))
            return real_sqrt(pool, real_ratio(pool, roots[i].square_num, roots[i].square_den));
    return node_new(pool, REAL_COSPI, r, NULL);
}

real real_unary(real_pool *pool, real_op op, real a)
{
    if (op == REAL_COSPI && real_is_rational(a))
        return reduced_cospi(pool, a);
    if (real_is_rational(a)) {
        struct real_node *node = node_new(pool, REAL_RATIONAL, NULL, NULL);
        if (fold_unary(&node->value, op, &a->value))
            return node;
    }
    if (op == REAL_NEG && a->op == REAL_NEG)
        return a->a;
    if (op == REAL_LOG && a->op == REAL_EXP)
        return a->a;
    return node_new(pool, op, a, NULL);
}

bool real_is_zero(real a) { return real_is_si(a, 0); }
