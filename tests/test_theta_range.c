/*
 * Bounds of divergences for all theta of an interval: sampled values lie between them and come as near as promised; the pieces by
 * the sign of the derivative cover the interval and agree with sampled values.
 */
#include "divergences/theta_range.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

typedef struct sweep_case {
    const char *divergence, *p, *q, *from, *to;
    const char *pieces; /* r rises, f falls, m one minimum, M one maximum, i infinite, o open */
} sweep_case;

static const sweep_case cases[] = {
    {"js", "normal(0,1)", "normal(theta,1)", "-3", "4", "fmr"},
    {"kl", "normal(0,1)", "normal(1,theta)", "1/2", "4", "fmr"},
    {"kl", "normal(theta,1)", "normal(0,1)", "-1", "1",
     "fmr"}, /* the value at theta = 0 is enclosed around 0 */
    {"hellinger2", "normal(0,1)", "normal(1,theta)", "1/2", "2", "fmr"},
    {"renyi(1/2)", "normal(0,1)", "normal(theta,1)", "-1", "2", "fmr"},
    {"kl", "normal(theta,1)", "0.5*normal(-3,1)+0.5*normal(3,1)", "-5", "5", "fmrMfmr"},
    {"js", "normal(0,1)", "normal(theta,1)", "0", "3", "ar"}, /* J' is 0 at an end */
    {"renyi(1/2)", "normal(theta,1)", "normal(0,1)", "-2", "0", "fa"},
    {"kl", "normal(theta,1)", "0.5*normal(-3,1)+0.5*normal(3,1)", "0", "1", "Af"}, /* a maximum at an end */
    {"energy", "normal(theta,1)", "0.5*normal(-3,1)+0.5*normal(3,1)", "-5", "5", "fmr"},
    {"energy", "theta*normal(-1,1)+(1-theta)*normal(2,1)", "normal(0,1)", "1/4", "7/8", "fmr"},
    {"energy", "weibull(theta,1)", "weibull(2,1)", "3/2", "3", "fmr"}, /* 0 at theta = 2 */
    {"energy", "uniform(0,theta)", "normal(0,1)", "1/4", "1", "for"},
    {"w1", "exponential(theta)", "exponential(1)", "1/2", "2", "fr"}, /* 0 at theta = 1, which is found */
    {"w1", "gamma(theta,1)", "gamma(2,1)", "1", "3", "fr"},
    {"energy", "beta(theta,2)", "beta(2,1)", "2", "6", "fmr"},
    {"kolmogorov", "gamma(theta,1)", "gamma(2,1)", "1", "3", "fr"},
    {"w1", "theta*normal(-1,1)+(1-theta)*normal(2,1)", "normal(0,1)", "1/4", "7/8", "for"},
    {"energy", "poisson(theta)", "geometric(1/4)", "1", "5", "fmr"},
    {"w1", "binomial(8,theta)", "binomial(8,1/3)", "1/4", "3/4", "fr"},
    {"kolmogorov", "geometric(theta)", "geometric(37/100)", "1/4", "3/4", "fr"},
    {"kl", "uniform(0,1)", "uniform(0,theta)", "1/2", "2", "ior"},
    {"chi2", "normal(0,1)", "normal(0,theta)", "0.9", "1.2", "fmr"},
    {"js", "0.3*normal(-1,0.5)+0.7*normal(2,1.5)", "theta*normal(0,1)+(1-theta)*normal(1,2)", "0.1", "0.9",
     "r"},
};
enum { CASES = sizeof cases / sizeof *cases, SAMPLES = 25 };

static real theta_is(void *state, real_pool *pool, const char *name)
{
    (void)pool;
    return strcmp(name, "theta") ? NULL : *(real *)state;
}

/* The divergence at theta in double precision, which knows nothing of boxes; +infinity if it is infinite. */
static double sample(const sweep_case *c, divergence d, double theta)
{
    real_pool *pool = real_pool_open();
    real at = real_from_double(pool, theta);
    real_names names = {theta_is, &at, NULL};
    law *p = law_parse(c->p, &names, NULL), *q = law_parse(c->q, &names, NULL);
    request r = request_default;
    result found = {0};
    r.by = METHOD_QUADRATURE;
    cr_assert(p && q && divergence_compute(d, p, q, &r, &found, NULL));
    double value = found.why == FINITE ? ball_double(found.value) : INFINITY;
    result_clear(&found);
    law_free(p);
    law_free(q);
    real_pool_close(pool);
    return value;
}

static real number(real_pool *pool, const char *text)
{
    int at = 0;
    return real_parse(pool, text, &at, NULL, NULL);
}

static theta_request request_of(const sweep_case *c, real_pool *pool)
{
    theta_request r = {.p = c->p, .q = c->q, .width = 1e-5, .cap = 3000, .signs = true, .gap = 1e-4};
    r.from = number(pool, c->from), r.to = number(pool, c->to);
    cr_assert(divergence_parse(c->divergence, pool, &r.d, NULL));
    return r;
}

static void check_pieces(const sweep_case *c, size_t i, const theta_request *r, const theta_range *found)
{
    char kinds[32] = "";
    double at = real_double(r->from);
    for (size_t k = 0; k < found->pieces && k < sizeof kinds - 1; k++) {
        const theta_piece *one = &found->piece[k];
        double from = real_double(one->from), to = real_double(one->to);
        kinds[k] = (one->minimum ? "rfmaoi" : "rfMAoi")[one->kind];
        cr_expect_eq(from, at, "case %zu: a gap before %g", i, from);
        at = to;
        double left = sample(c, r->d, from + 0.2 * (to - from)),
               right = sample(c, r->d, to - 0.2 * (to - from));
        if (one->kind == THETA_RISES)
            cr_expect(left < right, "case %zu: no rise on [%g, %g]", i, from, to);
        if (one->kind == THETA_FALLS)
            cr_expect(left > right, "case %zu: no fall on [%g, %g]", i, from, to);
        if (one->kind == THETA_INFINITE)
            cr_expect(isinf(left) && isinf(right), "case %zu: finite on [%g, %g]", i, from, to);
        if (one->kind == THETA_ONE_CRITICAL || one->kind == THETA_AT_MOST_ONE_CRITICAL)
            cr_expect(to - from <= r->gap, "case %zu: [%g, %g] is wide", i, from, to);
        if (one->kind == THETA_OPEN) /* a few parts, each as narrow as asked for */
            cr_expect(to - from <= 12 * r->gap, "case %zu: [%g, %g] is wide", i, from, to);
    }
    cr_expect_eq(at, real_double(r->to), "case %zu: the pieces end at %g", i, at);
    cr_expect_str_eq(kinds, c->pieces, "case %zu", i);
}

Test(theta_range, encloses_sampled_values_and_tells_rises_from_falls)
{
    for (size_t i = 0; i < CASES; i++) {
        const sweep_case *c = &cases[i];
        real_pool *pool = real_pool_open();
        theta_request r = request_of(c, pool);
        theta_range found;
        error e = {.message = ""};
        cr_assert(theta_range_find(&r, &found, &e), "case %zu: %s", i, e.message);
        bool infinite = strchr(c->pieces, 'i');
        double lower = ball_double(found.lower), upper = infinite ? INFINITY : ball_double(found.upper);
        double least = INFINITY, most = 0, from = real_double(r.from), to = real_double(r.to);
        for (int k = 0; k <= SAMPLES; k++) {
            double value = sample(c, r.d, from + (to - from) * k / SAMPLES);
            least = fmin(least, value), most = fmax(most, value);
        }
        cr_expect(lower <= least + 1e-9 && most <= upper + 1e-9, "case %zu: [%g, %g] misses [%g, %g]", i,
                  lower, upper, least, most);
        cr_expect(found.decided || infinite, "case %zu is undecided", i);
        cr_expect(ball_double(found.lowest.value) - lower <= r.width * 1.01,
                  "case %zu: the lower bound is loose", i);
        cr_expect(ball_sign(ball_lower(found.lowest.value)) >= 0, "case %zu: a divergence below 0 is shown",
                  i);
        if (!infinite)
            cr_expect(upper - ball_double(found.highest.value) <= r.width * 1.01,
                      "case %zu: the upper bound is loose", i);
        cr_expect_eq(found.why, infinite ? INFINITE_SUPPORT : FINITE, "case %zu", i);
        check_pieces(c, i, &r, &found);
        theta_range_clear(&found);
        real_pool_close(pool);
    }
}

/* A budget that runs out leaves valid bounds and says so. */
Test(theta_range, is_undecided_within_too_few_boxes)
{
    real_pool *pool = real_pool_open();
    const sweep_case c = {"renyi(1/2)", "normal(0,1)", "normal(theta,1)", "-1", "2", ""};
    theta_request r = request_of(&c, pool);
    theta_range found;
    r.cap = 8;
    cr_assert(theta_range_find(&r, &found, NULL));
    cr_expect(!found.decided);
    double at_0 = sample(&c, r.d, 0), at_2 = sample(&c, r.d, 2);
    cr_expect(ball_double(found.lower) <= at_2 && at_0 <= ball_double(found.upper));
    theta_range_clear(&found);
    real_pool_close(pool);
}

Test(theta_range, refuses_impossible_parameters)
{
    static const char *const bad[][3] = {
        {"normal(0,1)", "normal(0,theta)", "cannot be shown to be positive"},
        {"normal(0,1)", "theta*normal(0,1)", "cannot be shown to be at least 0"},
        {"uniform(theta,1)", "normal(0,1)", "uniform"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        real_pool *pool = real_pool_open();
        sweep_case c = {"js", bad[i][0], bad[i][1], "-1", "2", ""};
        theta_request r = request_of(&c, pool);
        theta_range found;
        error e = {.message = ""};
        cr_expect(!theta_range_find(&r, &found, &e) && strstr(e.message, bad[i][2]), "case %zu: '%s'", i,
                  e.message);
        theta_range_clear(&found);
        real_pool_close(pool);
    }
}
