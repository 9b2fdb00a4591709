/*
 * Exact reals: folding, order, enclosures, the grammar with the positions of its errors, and texts that
 * read back.
 */
#include "number/random.h"
#include "number/real.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static real theta(void *state, real_pool *pool, const char *name)
{
    (void)state;
    return strcmp(name, "theta") ? NULL : real_interval(pool, real_int(pool, 1), real_int(pool, 2));
}

static real the_leaf(void *state, real_pool *pool, const char *name)
{
    (void)pool;
    return strcmp(name, "theta") ? NULL : *(real *)state;
}

static const real_names names = {theta, NULL, "theta"};

static real parse(real_pool *pool, const char *text)
{
    error e = {.position = -2};
    int at = 0;
    real a = real_parse(pool, text, &at, &names, &e);
    cr_assert(a, "'%s': %s at %d", text, e.message, e.position);
    cr_assert_eq(text[at], 0, "'%s' is read up to %d", text, at);
    return a;
}

/* ---- Values ---- */

static const struct {
    const char *text;
    slong num, den;
} rationals[] = {
    {"0.1", 1, 10},        {"1e-3", 1, 1000},      {"-.5", -1, 2},       {"2^-3", 1, 8},
    {"1/3 + 1/6", 1, 2},   {"-2^2", -4, 1},        {"(-2)^2", 4, 1},     {"2^3^2", 512, 1},
    {"7 - 2 - 1", 4, 1},   {"8/2/2", 2, 1},        {"sqrt(4/9)", 2, 3},  {"8^(1/3)", 2, 1},
    {"8^(-2/3)", 1, 4},    {"exp(0)", 1, 1},       {"log(1)", 0, 1},     {"lgamma(2)", 0, 1},
    {"abs(-3)", 3, 1},     {"--3", 3, 1},          {"+-+3", -3, 1},      {"sqrt(2) - sqrt(2)", 0, 1},
    {"0*pi", 0, 1},        {"pi/pi", 1, 1},        {"sqrt(3)^2", 3, 1},  {"sqrt(5)*sqrt(5)", 5, 1},
    {"log(exp(7))", 7, 1}, {"1e300*1e-300", 1, 1}, {"1E2", 100, 1},      {" ( 1 ) ", 1, 1},
    {"0.30*10", 3, 1},     {"-pi + pi", 0, 1},     {"pi - pi*1", 0, 1},  {"0^0", 1, 1},
    {"1.50e+1", 15, 1},    {"exp(1)^0", 1, 1},     {"2*(3+4)*5", 70, 1}, {"2^10 - 1024 + 1/7", 1, 7},
    {"cospi(1)", -1, 1},   {"cospi(-1/2)", 0, 1},  {"cospi(7/3)", 1, 2}, {"cospi(1/4)^2", 1, 2},
    {"cospi(2/3)", -1, 2}, {"cospi(0)", 1, 1},     {"cospi(3)", -1, 1},  {"cospi(2.2)/cospi(.2)", 1, 1},
};

Test(real, rational_values)
{
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof rationals / sizeof *rationals; i++) {
        fmpq_t q;
        fmpq_init(q);
        bool rational = real_rational(parse(pool, rationals[i].text), q);
        cr_expect(rational && fmpz_equal_si(fmpq_numref(q), rationals[i].num)
                      && fmpz_equal_si(fmpq_denref(q), rationals[i].den),
                  "%s", rationals[i].text);
        fmpq_clear(q);
    }
    real_pool_close(pool);
}

static const struct {
    const char *text;
    double value;
} irrationals[] = {
    {"pi", 3.14159265358979323846},
    {"sqrt(2)", 1.41421356237309504880},
    {"exp(1) - 2", 0.71828182845904523536},
    {"log(10)", 2.30258509299404568402},
    {"lgamma(1/2)", 0.57236494292470008707},
    {"2^(1/2)", 1.41421356237309504880},
    {"2^pi", 8.82497782707628762386},
    {"sqrt(2)^-3", 0.35355339059327376220},
    {"abs(1 - pi)", 2.14159265358979323846},
    {"exp(-1000)*exp(1000)", 1},
    {"1e-300/3", 1e-300 / 3},
    {"exp(100) - exp(100 + 1e-40)", -2.68811714181613544841e3},
    {"-(sqrt(2)/sqrt(3))", -0.81649658092772603273},
    {"1e400*1e-400*pi", 3.14159265358979323846},
    {"cospi(1/5)", 0.80901699437494742410},
    {"cospi(-9/8)", -0.92387953251128675613},
    {"cospi(sqrt(2))", -0.26625534204141548893},
};

Test(real, irrational_values)
{
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof irrationals / sizeof *irrationals; i++) {
        real a = parse(pool, irrationals[i].text);
        double x = real_double(a), y = irrationals[i].value;
        if (i != 11) /* the difference is about -e^100 1e-40 */
            cr_expect(fabs(x - y) <= 2.3e-16 * fabs(y), "%s = %.17g, not %.17g", irrationals[i].text, x, y);
        else
            cr_expect(fabs(x / -exp(100) / 1e-40 - 1) < 1e-13, "%s = %.17g", irrationals[i].text, x);
    }
    real_pool_close(pool);
}

/* ---- Order ---- */

static const struct {
    const char *a, *b;
    int order;
} orders[] = {
    {"1/3", "0.333333333333333333333333", 1},
    {"sqrt(2)", "1.4142135623730950488016887242097", -1},
    {"pi", "22/7", -1},
    {"exp(1)", "pi", -1},
    {"sqrt(2)*sqrt(3)", "sqrt(6)", REAL_UNDECIDED},
    {"sqrt(2)", "sqrt(2)", 0},
    {"1 + pi", "1 + pi", 0},
    {"1 + pi", "pi + 1", 0},
    {"1 + pi/2 - sqrt(2)", "3 - sqrt(2) - (2 - pi/2)", 0},
    {"sqrt(2)*sqrt(3)", "sqrt(6)", REAL_UNDECIDED},
    {"theta", "1", REAL_UNDECIDED},
    {"theta", "0", 1},
    {"theta", "theta", REAL_UNDECIDED},
    {"theta", "3", -1},
    {"2*theta - 5", "0", -1},
    {"exp(pi)", "exp(pi + 1e-500)", -1},
    {"exp(sqrt(163)*pi)", "262537412640768744", -1},
    {"1e300", "1e299*10", 0},
    {"exp(exp(5))", "exp(exp(4))*1e10", 1},
    {"0.1", "1/10", 0},
};

Test(real, comparison)
{
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        real a = parse(pool, orders[i].a), b = parse(pool, orders[i].b);
        int opposite = orders[i].order == REAL_UNDECIDED ? REAL_UNDECIDED : -orders[i].order;
        cr_expect_eq(real_compare(a, b), orders[i].order, "%s against %s", orders[i].a, orders[i].b);
        cr_expect_eq(real_compare(b, a), opposite, "%s against %s", orders[i].b, orders[i].a);
    }
    real box = parse(pool, "theta");
    cr_expect_eq(real_compare(box, box), 0, "one parameter is itself");
    slong n = 0;
    cr_expect(real_is_integer(parse(pool, "sqrt(49)"), &n) && n == 7);
    cr_expect(!real_is_integer(parse(pool, "1/2"), &n) && !real_is_integer(parse(pool, "1e30"), &n));
    real_pool_close(pool);
}

/* What has no value is undecided and indeterminate, also when it is built without the parser. */
Test(real, undefined)
{
    real_pool *pool = real_pool_open();
    scope *s = scope_open(64);
    real minus = real_int(pool, -1), zero = real_int(pool, 0);
    real samples[] = {
        real_div(pool, minus, zero),
        real_ratio(pool, 1, 0),
        real_sqrt(pool, minus),
        real_log(pool, zero),
        real_mul(pool, zero, real_log(pool, minus)),
        real_pow(pool, zero, minus),
        real_from_double(pool, NAN),
        real_from_double(pool, INFINITY),
        real_pow(pool, minus, real_ratio(pool, 1, 3)),
        real_sub(pool, real_log(pool, minus), real_log(pool, minus)),
        real_exp(pool, real_log(pool, zero)),
        real_sqrt(pool, real_sub(pool, real_int(pool, 3), real_pi(pool))),
        real_unary(pool, REAL_LGAMMA, zero),
        real_pow(pool, real_sqrt(pool, minus), zero),
        real_sqrt(pool, real_interval(pool, minus, real_int(pool, 1))),
        real_pow(pool, real_interval(pool, minus, real_int(pool, 1)), real_ratio(pool, 1, 3)),
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        cr_expect(!ball_is_finite(real_ball(s, samples[i])), "sample %zu has a value", i);
        cr_expect_eq(real_sign(samples[i]), REAL_UNDECIDED, "sample %zu", i);
        cr_expect_eq(real_compare(samples[i], samples[i]), REAL_UNDECIDED, "sample %zu", i);
        cr_expect_eq(real_compare(samples[i], minus), REAL_UNDECIDED, "sample %zu", i);
    }
    cr_expect_eq(real_double(real_from_double(pool, 0.1)), 0.1);
    cr_expect_neq(real_compare(real_from_double(pool, 0.1), real_ratio(pool, 1, 10)), 0);
    scope_close(s);
    real_pool_close(pool);
}

/* What cancels by construction is recognised however the parameter is boxed; what does not cancel is not. */
Test(real, sums_with_intervals_that_cancel)
{
    static const struct {
        const char *a, *b;
        int order;
    } cases[] = {{"theta + (1 - theta)", "1", 0},
                 {"0.3 + theta/2 + (0.7 - theta/2)", "1", 0},
                 {"2*theta - (theta + 1)", "theta - 1/2", -1},
                 {"sqrt(theta) - sqrt(theta)*3/3", "1", -1},
                 {"theta + (1 - theta^2)", "1", REAL_UNDECIDED}};
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int at = 0, other = 0;
        real leaf = real_interval(pool, real_int(pool, 1), real_int(pool, 2));
        real_names one = {the_leaf, &leaf, "theta"};
        real a = real_parse(pool, cases[i].a, &at, &one, NULL),
             b = real_parse(pool, cases[i].b, &other, &one, NULL);
        cr_expect_eq(real_compare(a, b), cases[i].order, "%s against %s", cases[i].a, cases[i].b);
    }
    real_pool_close(pool);
}
