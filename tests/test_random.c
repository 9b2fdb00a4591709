/*
 * Random streams: reproducible, distinct, and with the moments of their laws (errors of 6 standard
 * deviations).
 */
#include "number/random.h"

#include <criterion/criterion.h>
#include <math.h>

enum { DRAWS = 200000 };

Test(random, seeds_and_streams)
{
    random_stream *a = random_open(7, 3), *b = random_open(7, 3), *c = random_open(7, 4),
                  *d = random_open(8, 3);
    int same = 0;
    for (int i = 0; i < 1000; i++) {
        uint64_t x = random_bits(a);
        cr_assert_eq(x, random_bits(b));
        same += (x == random_bits(c)) + (x == random_bits(d));
    }
    cr_expect_eq(same, 0);
    cr_expect_eq(random_bits(a), UINT64_C(13561006522704866921), "the stream is the same everywhere");
    random_close(a);
    random_close(b);
    random_close(c);
    random_close(d);
}

Test(random, a_stream_returns_to_its_place)
{
    random_stream *a = random_open(7, 3), *b = random_open(1, 1);
    uint64_t place[4];
    random_normal(a);
    random_place(a, place);
    random_return(b, place);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(random_normal(a), random_normal(b));
    random_close(a);
    random_close(b);
}

static double exponential(random_stream *r) { return random_exponential(r); }
static double gamma_half(random_stream *r) { return random_gamma(r, 0.5); }
static double gamma_seven(random_stream *r) { return random_gamma(r, 7); }
static double die(random_stream *r) { return (double)random_below(r, 6); }

static const struct {
    const char *name;
    double (*draw)(random_stream *);
    double mean, variance, fourth; /* fourth central moment */
} laws[] = {
    {"uniform", random_uniform, 0.5, 1.0 / 12, 1.0 / 80},
    {"normal", random_normal, 0, 1, 3},
    {"exponential", exponential, 1, 1, 9},
    {"gamma(1/2)", gamma_half, 0.5, 0.5, 3.75},
    {"gamma(7)", gamma_seven, 7, 7, 189},
    {"below 6", die, 2.5, 35.0 / 12, 14.729166666666666},
};

Test(random, moments)
{
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        random_stream *r = random_open(20, i);
        double sum = 0, squares = 0;
        for (int k = 0; k < DRAWS; k++) {
            double x = laws[i].draw(r) - laws[i].mean;
            sum += x;
            squares += x * x;
        }
        double mean_error = fabs(sum / DRAWS) / sqrt(laws[i].variance / DRAWS);
        double variance_error = fabs(squares / DRAWS - laws[i].variance)
                                / sqrt((laws[i].fourth - laws[i].variance * laws[i].variance) / DRAWS);
        cr_expect(mean_error < 6 && variance_error < 6, "%s: mean off by %g, variance by %g standard errors",
                  laws[i].name, mean_error, variance_error);
        random_close(r);
    }
}

Test(random, ranges)
{
    random_stream *r = random_open(1, 1);
    for (int i = 0; i < DRAWS; i++) {
        double u = random_uniform(r);
        cr_assert(u > 0 && u < 1);
        cr_assert_eq(random_below(r, 1), 0);
        cr_assert_lt(random_below(r, UINT64_C(3) << 62), UINT64_C(3) << 62);
    }
    random_close(r);
}
