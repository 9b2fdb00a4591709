/* W1, Wp, the Kolmogorov and the energy distance: closed forms, laws, and two independent routes. */
#include "divergences/gap.h"
#include "divergences/staircase.h"
#include "divergences/wasserstein.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum { W1, KOLMOGOROV, ENERGY, KINDS } kind;
static const char *const names[] = {"w1", "kolmogorov", "energy"};

static law *parsed(const char *text)
{
    error e;
    law *l = law_parse(text, NULL, &e);
    cr_assert(l, "%s: %s", text, e.message);
    return l;
}

static bool enclose_at(scope *s, kind k, const char *p, const char *q, slong goal, enclosure *out)
{
    law *P = parsed(p), *Q = parsed(q);
    real_pool *pool = real_pool_open();
    bool known = k == W1           ? wasserstein_enclose(s, real_int(pool, 1), P, Q, goal, out)
                 : k == KOLMOGOROV ? kolmogorov_enclose(s, P, Q, goal, out)
                                   : energy_enclose(s, P, Q, goal, out);
    real_pool_close(pool);
    law_free(P);
    law_free(Q);
    return known;
}

static ball enclosed(scope *s, kind k, const char *p, const char *q, slong goal)
{
    enclosure e;
    cr_assert(enclose_at(s, k, p, q, goal, &e), "%s of %s, %s has no certified route", names[k], p, q);
    cr_assert(ball_is_finite(e.value), "%s of %s, %s is not enclosed", names[k], p, q);
    cr_expect(ball_radius(e.value) <= ldexp(1, (int)(6 - goal)), "%s of %s, %s: radius %g", names[k], p, q,
              ball_radius(e.value));
    return e.value;
}

static ball number(scope *s, const char *text)
{
    real_pool *pool = real_pool_open();
    error e;
    int at = 0;
    real x = real_parse(pool, text, &at, NULL, &e);
    cr_assert(x, "%s: %s", text, e.message);
    ball b = real_ball(s, x);
    real_pool_close(pool);
    return b;
}

/* ---- Values known otherwise ---- */

typedef struct known {
    kind k;
    const char *p, *q, *value;
} known;

/* Translates and ordered laws: difference of the means. Scale pairs: E|Z| |s - t|. Decimals: 36-digit quadrature (mpmath). */
static const known table[] = {
    {W1, "beta(1,2)", "beta(2,1)", "1/3"},
    {W1, "normal(0,1)", "normal(1,1)", "1"},
    {W1, "normal(0,1)", "normal(0,2)", "sqrt(2/pi)"},
    {W1, "normal(0,1)", "normal(2,1/2)", "2.00000714525843240566675899146155208"},
    {W1, "exponential(1)", "exponential(2)", "1/2"},
    {W1, "uniform(0,1)", "uniform(1/2,3/2)", "1/2"},
    {W1, "laplace(0,1)", "laplace(2,1)", "2"},
    {W1, "logistic(0,1)", "logistic(2,1)", "2"},
    {W1, "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "2/3"},
    {W1, "bernoulli(3/4)", "bernoulli(1/4)", "1/2"},
    {W1, "poisson(2)", "poisson(3)", "1"},
    {W1, "gamma(2,1)", "gamma(3,1)", "1"},
    {W1, "beta(2,3)", "beta(3,2)", "1/5"},
    {W1, "point(0)", "normal(0,1)", "sqrt(2/pi)"},
    {W1, "point(-1/3)", "point(1e6)", "1e6 + 1/3"},
    {W1, "0.5*normal(0,1) + 0.5*point(0)", "normal(0,1)", "1/sqrt(2*pi)"},
    {W1, "0.5*cauchy(0,1) + 0.5*normal(0,1)", "0.5*cauchy(0,1) + 0.5*normal(1,1)", "1/2"},
    {W1, "uniform(0,1)", "bernoulli(1/2)", "1/4"},
    {W1, "gamma(1/2,1)", "gamma(3,2)", "11/2"},
    {KOLMOGOROV, "normal(0,1)", "normal(1,1)", "0.382924922548026207275409221216675480"},
    {KOLMOGOROV, "normal(0,1)", "normal(2,1/2)", "0.83054229023391186806"},
    {KOLMOGOROV, "exponential(1)", "exponential(2)", "1/4"},
    {KOLMOGOROV, "uniform(0,1)", "uniform(1/2,3/2)", "1/2"},
    {KOLMOGOROV, "laplace(0,1)", "laplace(2,1)", "1 - exp(-1)"},
    {KOLMOGOROV, "beta(2,3)", "beta(3,2)", "3/8"},
    {KOLMOGOROV, "gamma(2,1)", "gamma(3,1)", "2*exp(-2)"},
    {KOLMOGOROV, "cauchy(0,1)", "cauchy(1,2)", "1/4"},
    {KOLMOGOROV, "point(0)", "normal(0,1)", "1/2"},
    {KOLMOGOROV, "bernoulli(3/4)", "bernoulli(1/4)", "1/2"},
    {ENERGY, "normal(0,1)", "point(0)", "sqrt(2*sqrt(2/pi) - 2/sqrt(pi))"}, /* E|Z|, E|Z-Z'| */
    {ENERGY, "exponential(1)", "exponential(2)", "sqrt(1/6)"},
    {ENERGY, "bernoulli(3/4)", "bernoulli(1/4)", "sqrt(1/2)"},
    {ENERGY, "normal(0,1)", "normal(0,2)", "sqrt(2*sqrt(10/pi) - 2/sqrt(pi) - 4/sqrt(pi))"},
    {ENERGY, "uniform(0,1)", "uniform(1,2)", "sqrt(4/3)"},
    {ENERGY, "point(0)", "point(3)", "sqrt(6)"},
    {ENERGY, "pareto(1,3/4)", "pareto(2,1)",
     "sqrt(26 - 64/3*2^(1/4))"}, /* 2 integral of (F - G)^2, powers of x */
    {ENERGY, "pareto(1,3/5)", "normal(0,1)", "3.3060909578031835083081"},
    {ENERGY, "student(3/5,0,1)", "normal(0,1)", "1.3510522824290163176047"},
};

Test(wasserstein, known_values_to_thirty_digits)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        known row = table[i];
        scope *s = scope_open(row.k == ENERGY ? 320 : 160); /* a heavy tail is as long as 2^100 */
        ball value = enclosed(s, row.k, row.p, row.q, 110), expected = number(s, row.value);
        bool decimal = strchr(row.value, '.') != NULL;
        double digits = decimal ? pow(10, 2 - (double)strlen(strchr(row.value, '.'))) : 0;
        if (decimal)
            expected = ball_widen(expected, ball_exact_double(s, digits));
        cr_expect(ball_overlaps(value, expected), "%s of %s, %s: %.17g, not %s", names[row.k], row.p, row.q,
                  ball_double(value), row.value);
        scope_close(s);
    }
}

Test(wasserstein, infinite_means)
{
    scope *s = scope_open(96);
    const char *const pairs[][2] = {{"cauchy(0,1)", "cauchy(1,2)"},
                                    {"cauchy(0,1)", "normal(0,1)"},
                                    {"point(0)", "cauchy(5,1/10)"},
                                    {"0.9*normal(0,1) + 0.1*cauchy(0,1)", "cauchy(0,1)"}};
    for (size_t i = 0; i < 4; i++) {
        enclosure e;
        cr_expect(enclose_at(s, W1, pairs[i][0], pairs[i][1], 54, &e) && e.why == INFINITE_TAIL, "%s",
                  pairs[i][0]);
        cr_expect(gap_is_infinite(e.value));
    }
    /* Finite, |shift|: both means are infinite and the densities approach each other; infinity would be wrong. */
    enclosure e;
    enclose_at(s, W1, "cauchy(0,1)", "cauchy(1,1)", 24, &e);
    cr_expect(e.why == FINITE && (!ball_is_finite(e.value) || ball_contains(e.value, ball_int(1))));
    scope_close(s);
}

/* ---- Laws ---- */

static const char *const sample[] = {
    "normal(0,1)",
    "normal(1,2)",
    "uniform(-1,2)",
    "0.3*normal(-1,0.5) + 0.7*laplace(2,1)",
    "logistic(1/2,1/3)",
    "gamma(1/2,1)",
    "beta(1/2,3/2)",
    "finite(-1: 1/4, 0.1: 1/4, 3: 1/2)",
    "0.5*point(0) + 0.5*exponential(1)",
    "poisson(2)",
};
enum { SAMPLE = sizeof sample / sizeof *sample };

Test(wasserstein, distances_and_their_double_routes, .timeout = 120)
{
    scope *s = scope_open(90);
    for (int k = 0; k < KINDS; k++) {
        ball d[SAMPLE][SAMPLE];
        for (int i = 0; i < SAMPLE; i++)
            for (int j = 0; j < SAMPLE; j++) {
                d[i][j] = enclosed(s, (kind)k, sample[i], sample[j], 54);
                double wrong = 0, value;
                law *P = parsed(sample[i]), *Q = parsed(sample[j]);
                value = k == W1           ? wasserstein_double(P, Q, 1, &wrong)
                        : k == KOLMOGOROV ? kolmogorov_double(P, Q, &wrong)
                                          : energy_double(P, Q, &wrong);
                /* An error below 10^-7 of an energy distance 0 is one below 10^-14 of its square. */
                double floor = ball_is_exact_zero(d[i][j]) ? (k == ENERGY ? 1e-7 : 1e-13) : 0;
                cr_expect(fabs(value - ball_double(d[i][j])) <= wrong + ball_radius(d[i][j]) + floor + 1e-16,
                          "%s of %s, %s: %.17g +- %.2g, not %.17g", names[k], sample[i], sample[j], value,
                          wrong, ball_double(d[i][j]));
                cr_expect(wrong < 1e-9, "%s of %s, %s: error %g", names[k], sample[i], sample[j], wrong);
                law_free(P);
                law_free(Q);
            }
        for (int i = 0; i < SAMPLE; i++) {
            cr_expect(ball_is_exact_zero(d[i][i]), "%s of %s to itself", names[k], sample[i]);
            for (int j = 0; j < SAMPLE; j++) {
                cr_expect(ball_overlaps(d[i][j], d[j][i]), "%s of %s, %s: symmetry", names[k], sample[i],
                          sample[j]);
                cr_expect(i == j || ball_positive(d[i][j]) == HOLDS, "%s of %s, %s is positive", names[k],
                          sample[i], sample[j]);
                for (int l = 0; l < SAMPLE; l++)
                    cr_expect(ball_at_most(d[i][l], ball_add(d[i][j], d[j][l])) != FAILS, "triangle %d %d %d",
                              i, j, l);
            }
        }
    }
    scope_close(s);
}

Test(wasserstein, the_same_law_under_two_names_is_at_distance_zero)
{
    scope *s = scope_open(96);
    const char *const pairs[][2] = {{"gamma(1,1)", "exponential(1)"},
                                    {"uniform(0,1)", "beta(1,1)"},
                                    {"bernoulli(1/3)", "finite(0: 2/3, 1: 1/3)"},
                                    {"0.5*uniform(0,1) + 0.5*uniform(1,2)", "uniform(0,2)"}};
    for (int k = 0; k < KINDS; k++)
        for (size_t i = 0; i < 4; i++) {
            enclosure e;
            cr_assert(enclose_at(s, (kind)k, pairs[i][0], pairs[i][1], 54, &e));
            cr_expect(ball_contains(e.value, ball_int(0))
                          && ball_radius(e.value) < (k == ENERGY ? 1e-8 : 1e-14),
                      "%s of %s, %s: %g +- %g", names[k], pairs[i][0], pairs[i][1], ball_double(e.value),
                      ball_radius(e.value));
        }
    scope_close(s);
}

Test(wasserstein, translation_and_scale)
{
    scope *s = scope_open(128);
    ball one = enclosed(s, W1, "normal(0,1)", "laplace(1,2)", 80);
    ball moved = enclosed(s, W1, "normal(1e6,1)", "laplace(1000001,2)", 80);
    ball scaled = enclosed(s, W1, "normal(0,3)", "laplace(3,6)", 80);
    cr_expect(ball_overlaps(one, moved), "W1 does not depend on the origin");
    cr_expect(ball_overlaps(ball_mul_int(one, 3), scaled), "W1 scales with the unit");
    cr_expect(ball_overlaps(enclosed(s, ENERGY, "normal(0,1)", "laplace(1,2)", 60),
                            enclosed(s, ENERGY, "normal(1e6,1)", "laplace(1000001,2)", 60)));
    cr_expect(ball_overlaps(enclosed(s, KOLMOGOROV, "normal(0,1)", "laplace(1,2)", 80),
                            enclosed(s, KOLMOGOROV, "normal(0,3)", "laplace(3,6)", 80)));
    scope_close(s);
}

Test(wasserstein, laws_far_apart)
{
    scope *s = scope_open(1200);
    enclosure e;
    cr_assert(enclose_at(s, W1, "normal(0,1)", "normal(1e300,1)", 60, &e));
    cr_expect(ball_overlaps(e.value, number(s, "1e300")) && ball_digits(e.value) > 15, "radius %g",
              ball_radius(e.value));
    cr_assert(enclose_at(s, KOLMOGOROV, "normal(0,1)", "normal(1e300,1)", 60, &e));
    cr_expect(ball_overlaps(e.value, ball_int(1)) && ball_digits(e.value) > 15);
    cr_assert(enclose_at(s, W1, "normal(0,1e-200)", "normal(0,1e200)", 1100, &e));
    cr_expect(ball_digits(e.value) > 15, "scales far apart: radius %g", ball_radius(e.value));
    /* Too few bits: wide or indeterminate, but not wrong. */
    scope *low = scope_open(64);
    cr_assert(enclose_at(low, W1, "normal(0,1)", "normal(1e300,1)", 54, &e));
    cr_expect(!ball_is_finite(e.value) || ball_overlaps(e.value, number(s, "1e300")));
    scope_close(low);
    scope_close(s);
}

/* ---- Orders above 1 ---- */

typedef struct powered {
    const char *p, *q;
    double order;
    const char *power; /* of the distance to the order */
} powered;

static const powered orders[] = {
    {"beta(1,2)", "beta(2,1)", 2, "pi/4 - 2/3"},
    {"normal(0,1)", "normal(1,1)", 2, "1"},
    {"normal(0,1)", "normal(0,2)", 2, "1"},
    {"normal(0,1)", "normal(2,1/2)", 2, "17/4"},
    {"exponential(1)", "exponential(2)", 2, "1/2"},
    {"uniform(0,1)", "uniform(1/2,3/2)", 2, "1/4"},
    {"laplace(0,1)", "laplace(2,1)", 2, "4"},
    {"logistic(0,1)", "logistic(2,1)", 2, "4"},
    {"bernoulli(3/4)", "bernoulli(1/4)", 2, "1/2"},
    {"finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", 2, "2/3"},
    {"exponential(1)", "exponential(2)", 3, "6/8"},
    {"normal(0,1)", "point(0)", 4, "3"},
    {"uniform(0,1)", "point(0)", 1.5, "2/5"},
    {"normal(0,1)", "normal(0,1)", 2, "0"},
};

Test(wasserstein, orders_above_one_in_double_precision)
{
    scope *s = scope_open(96);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        law *P = parsed(orders[i].p), *Q = parsed(orders[i].q);
        double wrong, value = wasserstein_double(P, Q, orders[i].order, &wrong);
        double expected = pow(ball_double(number(s, orders[i].power)), 1 / orders[i].order);
        cr_expect(fabs(value - expected) <= wrong + 1e-15, "w%g of %s, %s: %.17g +- %g, not %.17g",
                  orders[i].order, orders[i].p, orders[i].q, value, wrong, expected);
        cr_expect(wrong < 1e-7, "w%g of %s, %s: error %g", orders[i].order, orders[i].p, orders[i].q, wrong);
        law_free(P);
        law_free(Q);
    }
    law *P = parsed("cauchy(0,1)"), *Q = parsed("cauchy(1,2)");
    double wrong;
    cr_expect(isinf(wasserstein_double(P, Q, 1, &wrong)) && isinf(wasserstein_double(P, Q, 2, &wrong)),
              "diverges");
    law_free(P);
    law_free(Q);
    scope_close(s);
}

/* W_k of equal numbers of equal masses is the mean of |x_(i) - y_(i)|^k over the sorted points. */
Test(wasserstein, atoms_of_equal_mass_are_matched_in_order)
{
    enum { N = 40 };
    char p[2048] = "finite(", q[2048] = "finite(";
    double expected = 0;
    for (int i = 0; i < N; i++) {
        int x = (i * 17) % N, y = (i * 29) % N; /* permutations */
        sprintf(p + strlen(p), "%s%d: 1/%d", i ? ", " : "", x * x, N);
        sprintf(q + strlen(q), "%s%d: 1/%d", i ? ", " : "", 7 * y - 20, N);
        expected += pow(abs(i * i - (7 * i - 20)), 3) / N;
    }
    strcat(p, ")");
    strcat(q, ")");
    scope *s = scope_open(96);
    real_pool *pool = real_pool_open();
    law *P = parsed(p), *Q = parsed(q);
    enclosure e;
    double wrong;
    cr_assert(wasserstein_enclose(s, real_int(pool, 3), P, Q, 54, &e));
    double cube = pow(ball_double(e.value), 3), other = wasserstein_double(P, Q, 3, &wrong);
    cr_expect(fabs(cube - expected) < 1e-12 * expected, "%.17g, not %.17g", cube, expected);
    cr_expect(fabs(other - ball_double(e.value)) <= wrong + ball_radius(e.value), "%.17g +- %g", other,
              wrong);
    ball w1 = ball_nothing(s);
    cr_assert(wasserstein_enclose(s, real_int(pool, 1), P, Q, 54, &e));
    w1 = e.value;
    cr_assert(transport_enclose(s, real_int(pool, 1), P, Q, &e));
    cr_expect(ball_overlaps(w1, e.value), "the coupling and the integral of |F - G| agree");
    law_free(P);
    law_free(Q);
    real_pool_close(pool);
    scope_close(s);
}

/* Asked again, in another order and beyond what the memory holds, it answers the same. */
Test(wasserstein, a_staircase_that_remembers_answers_the_same)
{
    enum { MASSES = 20000 };
    law *l = law_parse("1/4*point(0) + 3/4*logistic(0,1)", NULL, NULL);
    staircase forgetful, mindful;
    cr_assert(staircase_open(&forgetful, l) && staircase_open(&mindful, l));
    staircase_remember(&mindful);
    for (int round = 0; round < 3; round++)
        for (int i = 1; i < MASSES; i++) {
            double w = (round & 1 ? MASSES - i : i) / (double)MASSES;
            int side = round < 2 ? i & 1 : 1 - (i & 1);
            double x = staircase_quantile(&mindful, side, w), y = staircase_quantile(&forgetful, side, w);
            cr_expect(x == y, "side %d, mass %.17g: %.17g, not %.17g", side, w, x, y);
        }
    staircase_close(&mindful);
    staircase_close(&forgetful);
    law_free(l);
}
