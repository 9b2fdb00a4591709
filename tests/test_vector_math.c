/* Vectorised elementary functions against certified values, over all doubles and not only the pleasant ones. */
#include "number/ball.h"
#include "number/random.h"
#include "number/vector_math.h"

#include <criterion/criterion.h>
#include <float.h>
#include <string.h>

enum { N = 4099 }; /* no multiple of a vector's width */

typedef struct function {
    const char *name;
    void (*many)(size_t n, const double *x, double *out);
    ball (*truth)(ball x);
    double lo, hi; /* arguments with finite values different from 0 */
} function;

static const function functions[] = {{"exp", vector_exp, ball_exp, -745.1, 709.78},
                                     {"log", vector_log, ball_log, 0x1p-1074, DBL_MAX},
                                     {"log1p", vector_log1p, ball_log1p, -1 + DBL_EPSILON / 2, DBL_MAX}};

/* Around 0, around 1, over the whole range, and by exponents. */
static double argument(const function *f, random_stream *r, int regime)
{
    double u = random_uniform(r), sign = regime % 2 ? -1 : 1;
    double x = regime < 2   ? sign * ldexp(u, -(int)random_below(r, 1070))
               : regime < 4 ? 1 + sign * ldexp(u, -(int)random_below(r, 53))
               : regime < 6 ? f->lo + u * (fmin(f->hi, 1e3) - f->lo)
                            : ldexp(u, (int)random_below(r, 1023));
    return x < f->lo || x > f->hi ? f->lo + u * (fmin(f->hi, 1e3) - f->lo) : x;
}

/* |value - truth| in ulp of the truth. */
static double distance(const function *f, double x, double value)
{
    scope *s = scope_open(128);
    ball truth = f->truth(ball_exact_double(s, x));
    double size = fabs(ball_double(truth)), ulp = fmax(nextafter(size, INFINITY) - size, 0x1p-1074);
    double off = ball_double(ball_abs(ball_sub(truth, ball_exact_double(s, value)))) / ulp;
    scope_close(s);
    return off;
}

Test(vector_math, every_regime_within_the_stated_error)
{
    static double x[N], out[N];
    for (size_t k = 0; k < sizeof functions / sizeof *functions; k++) {
        const function *f = &functions[k];
        random_stream *r = random_open(11, k);
        double worst = 0;
        for (int i = 0; i < N; i++)
            x[i] = argument(f, r, i % 8);
        f->many(N, x, out);
        for (int i = 0; i < N; i++) {
            double off = distance(f, x[i], out[i]);
            worst = fmax(worst, off);
            cr_expect(off <= VECTOR_ULPS, "%s(%a) = %a is off by %.3g ulp", f->name, x[i], out[i], off);
        }
        cr_log_info("%s: at most %.3f ulp", f->name, worst);
        memcpy(x, out, sizeof x);
        random_close(r);
    }
}

static bool same(double a, double b) { return isnan(a) ? isnan(b) : a == b; }

/* Each special argument in each place of a vector, among ordinary ones. */
Test(vector_math, special_arguments)
{
    static const struct {
        double x, exp, log, log1p;
    } rows[] = {
        {0, 1, -INFINITY, 0},
        {-0.0, 1, -INFINITY, -0.0},
        {INFINITY, INFINITY, INFINITY, INFINITY},
        {-INFINITY, 0, NAN, NAN},
        {NAN, NAN, NAN, NAN},
        {-746, 0, NAN, NAN},
        {-DBL_MAX, 0, NAN, NAN},
        {DBL_MAX, INFINITY, 709.782712893384, 709.782712893384},
        {710, INFINITY, 6.5652649700353614, 6.5666724298032404},
        {-1, 0.36787944117144233, NAN, -INFINITY},
        {1, M_E, 0, M_LN2},
        {0x1p-1074, 1, -744.4400719213812, 0x1p-1074},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        for (size_t at = 0; at < 19; at++) {
            double x[19], out[3][19];
            for (size_t i = 0; i < 19; i++)
                x[i] = i == at ? rows[k].x : 1.5;
            vector_exp(19, x, out[0]);
            vector_log(19, x, out[1]);
            vector_log1p(19, x, out[2]);
            const double wanted[] = {rows[k].exp, rows[k].log, rows[k].log1p},
                         ordinary[] = {exp(1.5), log(1.5), log1p(1.5)};
            for (int f = 0; f < 3; f++)
                for (size_t i = 0; i < 19; i++) {
                    double value = i == at ? wanted[f] : ordinary[f],
                           slack = isfinite(value) ? VECTOR_ULPS * DBL_EPSILON * fabs(value) : 0;
                    cr_expect(same(out[f][i], value) || fabs(out[f][i] - value) <= slack,
                              "%s(%g) in place %zu: %.17g, not %.17g", functions[f].name, x[i], i, out[f][i],
                              value);
                }
        }
}

Test(vector_math, in_place_and_empty)
{
    double x[5] = {0, 1, 2, 3, 4}, y[5];
    vector_exp(5, x, y);
    vector_exp(5, x, x);
    cr_expect_arr_eq(x, y, sizeof x);
    vector_log(0, NULL, NULL);
}
