/*
 * Bounds for all theta of an interval where no integral of densities gives them: atoms, laws on 0, 1, 2, ..., transport, energy, sup|F - G|, entropies, and
 * laws on the plane. Values at single thetas, certified by the routes that know of no interval, must lie between the bounds.
 */
#include "divergences/closed_form.h"
#include "divergences/theta_range.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

typedef struct range_case {
    const char *divergence, *p, *q, *from, *to;
    long cap;
    bool decided;
} range_case;

static const range_case cases[] = {
    {"kl", "bernoulli(theta)", "bernoulli(1/2)", "0", "1", 500, true},
    {"js", "finite(0: theta, 2: 1-theta)", "finite(0: 1/3, 1: 1/3, 2: 1/3)", "0", "1", 500, true},
    {"tv", "point(theta)", "0.5*point(0)+0.5*normal(0,1)", "1/2", "3", 500, true},
    {"js", "poisson(theta)", "poisson(3)", "1", "5", 500, true},
    {"chi2", "poisson(theta)", "0.5*poisson(3)+0.5*geometric(1/9)", "1", "5", 500, true},
    {"jeffreys", "0.5*point(3)+0.5*poisson(theta)", "geometric(1/4)", "1/2", "3", 500, true},
    {"hellinger2", "binomial(9,theta)", "0.9*poisson(4)+0.1*point(-1)", "1/8", "7/8", 500, true},
    {"kl", "theta*point(0)+(1-theta)*normal(0,1)", "0.5*point(0)+0.5*normal(0,2)", "0.1", "0.9", 500, true},
    {"js", "triangular(theta,1,2)", "triangular(0,1,2)", "-1", "1/2", 500,
     true}, /* ends of supports meet at 0 */
    {"w1", "normal(theta,1)", "laplace(0,1)", "-1", "1", 500, true},
    {"w1", "theta*normal(0,1)+(1-theta)*uniform(3,4)", "normal(1,1)", "0", "1", 60, false},
    {"w2", "normal(theta,2+theta)", "normal(0,2)", "-1", "1", 500, true},
    {"wp(3)", "uniform(theta,3)", "weibull(2,theta)", "1", "2", 40, true}, /* convex in theta */
    {"w2", "normal(theta,3-theta)", "logistic(1,2)", "0", "2", 40, true},
    {"energy", "poisson(theta)", "poisson(3)", "2", "5", 500, true},
    {"energy", "uniform(theta,3+theta)", "weibull(2,1)", "1", "2", 300, true},
    {"kolmogorov", "student(theta,0,1)", "normal(0,1)", "1", "2", 20, true},
    {"kolmogorov", "0.5*bernoulli(theta)+0.5*normal(0,1)", "normal(0,1)", "0", "1", 60, true},
    /* both ends of a narrow support within one cluster of cuts, while another component moves */
    {"kolmogorov", "1/2*uniform(theta,theta+1/100)+1/2*normal(theta/100,1)", "normal(1,1)", "0", "1", 8,
     false},
    {"kolmogorov", "1/2*uniform(theta,theta+1/100)+1/2*normal(theta/100,1)",
     "1/2*uniform(1/2,51/100)+1/2*normal(1/200,1)", "0", "1", 8, false},
    {"entropy", "0.5*normal(0,1)+0.5*normal(theta,1)", "normal(0,1)", "1", "2", 500, true},
    {"cross-entropy", "uniform(0,theta)", "normal(0,theta)", "1", "2", 500, true},
    {"kl", "normal2(theta,0,1,2,theta/4)", "normal2(0,0,1,1,1/2)", "0", "2", 500, true},
    {"js", "ring(3,theta,1/2)", "normal2(0,0,1,1,0)", "1", "5/4", 10, false},
    {"hellinger2", "theta*normal2(0,0,1,1,0)+(1-theta)*normal2(1,0,1,2,1/2)", "normal2(0,1,1,1,theta/2)",
     "1/4", "1/2", 10, false},
    {"w2", "normal2(0,theta,theta,1,0)", "normal2(0,0,1,1,1/2)", "1/2", "2", 500, true},
};
enum { CASES = sizeof cases / sizeof *cases, SAMPLES = 7 };

static real theta_is(void *state, real_pool *pool, const char *name)
{
    (void)pool;
    return strcmp(name, "theta") ? NULL : *(real *)state;
}

static real number(real_pool *pool, const char *text)
{
    int at = 0;
    return real_parse(pool, text, &at, NULL, NULL);
}

static result value_at(divergence d, const char *p_text, const char *q_text, real at)
{
    real_names names = {theta_is, &at, NULL};
    law *p = law_parse(p_text, &names, NULL), *q = law_parse(q_text, &names, NULL);
    request r = request_default;
    result found = {0};
    r.digits = p && p->dim == 2 ? 5 : 10;
    cr_assert(p && q && divergence_compute(d, p, q, &r, &found, NULL));
    law_free(p);
    law_free(q);
    return found;
}

static theta_request request_of(const range_case *c, real_pool *pool)
{
    theta_request r = {.p = c->p, .q = c->q, .digits = 3, .cap = c->cap, .gap = 1e-3};
    r.from = number(pool, c->from), r.to = number(pool, c->to);
    cr_assert(divergence_parse(c->divergence, pool, &r.d, NULL));
    return r;
}

Test(theta_metric, encloses_certified_values, .timeout = 120)
{
    for (size_t i = 0; i < CASES; i++) {
        const range_case *c = &cases[i];
        real_pool *pool = real_pool_open();
        theta_request r = request_of(c, pool);
        theta_range found;
        error e = {.message = ""};
        cr_assert(theta_range_find(&r, &found, &e), "%s of %s: %s", c->divergence, c->p, e.message);
        cr_expect_eq(found.decided, c->decided, "%s of %s: %ld boxes", c->divergence, c->p, found.boxes);
        for (int k = 0; k <= SAMPLES; k++) {
            real at = real_add(pool, r.from,
                               real_mul(pool, real_ratio(pool, k, SAMPLES), real_sub(pool, r.to, r.from)));
            result one = value_at(r.d, c->p, c->q, at);
            cr_expect(one.why != FINITE
                          || (ball_less(one.value, found.lower) != HOLDS
                              && ball_less(found.upper, one.value) != HOLDS),
                      "%s of %s at theta = %g: %.12g outside [%.12g, %.12g]", c->divergence, c->p,
                      real_double(at), ball_double(one.value), ball_double(found.lower),
                      ball_double(found.upper));
            result_clear(&one);
        }
        theta_range_clear(&found);
        real_pool_close(pool);
    }
}

/* Closed forms at interval parameters hold those at the parameters in them. */
Test(theta_metric, closed_forms_at_intervals_hold_those_at_points)
{
    static const char *const pairs[][2] = {
        {"normal(theta,1)", "normal(0,theta)"},
        {"normal(0,theta)", "normal(0,1.1)"},
        {"uniform(-theta,theta)", "uniform(-3,3)"},
        {"uniform(0,1)", "uniform(0,theta)"},
        {"exponential(theta)", "exponential(1.1)"},
        {"laplace(theta,1)", "laplace(0,theta)"},
        {"laplace(1,theta)", "laplace(1,1.2)"},
        {"logistic(0,theta)", "logistic(0,1.2)"},
        {"cauchy(theta,1)", "cauchy(0,theta)"},
        {"student(theta,0,1)", "student(theta,1,1)"},
        {"gamma(theta,1)", "gamma(2,theta)"},
        {"gamma(theta,2)", "gamma(1.2,2)"},
        {"beta(theta,2)", "beta(2,theta)"},
        {"lognormal(theta,1)", "lognormal(1,theta)"},
        {"weibull(theta,1)", "weibull(theta,2)"},
        {"gumbel(theta,1)", "gumbel(0,theta)"},
        {"pareto(theta,3)", "pareto(1,theta)"},
        {"rayleigh(theta)", "rayleigh(1.2)"},
        {"halfnormal(theta)", "halfnormal(1.2)"},
        {"inversegaussian(theta,1)", "inversegaussian(1.2,theta)"},
        {"chi2(theta)", "chi2(3)"},
        {"triangular(0,1,1+theta)", "triangular(0,1,1+theta)"},
        {"poisson(theta)", "poisson(1.2)"},
        {"geometric(theta/3)", "geometric(1/2)"},
        {"binomial(5,theta/3)", "binomial(5,1/2)"},
        {"bernoulli(theta/3)", "bernoulli(1/2)"},
        {"point(theta)", "point(3)"},
        {"point(theta)", "normal(theta,1)"},
        {"normal(theta,1)", "uniform(0,1)"},
        {"normal(theta,1)", "exponential(1)"},
        {"normal2(theta,0,theta,1,1/3)", "normal2(0,0,1,theta,0)"},
        {"rectangle(0,theta,0,1)", "rectangle(0,3,0,2)"},
        {"disk(0,0,theta)", "disk(0,0,3)"},
        {"segment(0,0,0,theta)", "segment(1,0,1,theta)"},
        {"product(normal(theta,1),exponential(theta))", "product(normal(0,1),exponential(1))"},
    };
    int met = 0;
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (size_t row = 0; row < divergence_count; row++) {
            divergence d = {&divergence_rows[row], real_int(pool, 2)};
            real ends[] = {real_ratio(pool, 9, 8), real_ratio(pool, 5, 4)},
                 all = real_interval(pool, ends[0], ends[1]);
            for (int k = 0; k <= 4; k++) {
                scope *s = scope_open(100);
                real at = real_add(pool, ends[0],
                                   real_mul(pool, real_ratio(pool, k, 4), real_sub(pool, ends[1], ends[0])));
                real_names wide = {theta_is, &all, NULL}, thin = {theta_is, &at, NULL};
                law *P = law_parse(pairs[i][0], &wide, NULL), *Q = law_parse(pairs[i][1], &wide, NULL),
                    *p = law_parse(pairs[i][0], &thin, NULL), *q = law_parse(pairs[i][1], &thin, NULL);
                enclosure over, one;
                cr_assert(P && Q && p && q, "%s, %s", pairs[i][0], pairs[i][1]);
                const law *Second = d.row->needs_second_law ? Q : NULL,
                          *second = d.row->needs_second_law ? q : NULL;
                if (closed_form(s, d, P, Second, &over) && ball_is_finite(over.value)
                    && closed_form(s, d, p, second, &one)) {
                    met++;
                    cr_expect(one.why == over.why
                                  && (one.why != FINITE || ball_overlaps(over.value, one.value)),
                              "%s of %s and %s at theta = %g", d.row->name, pairs[i][0], pairs[i][1],
                              real_double(at));
                } else if (closed_form(s, d, P, Second, &over) && over.why != FINITE) {
                    met++;
                    cr_expect(closed_form(s, d, p, second, &one) && one.why == over.why,
                              "%s of %s and %s at theta = %g", d.row->name, pairs[i][0], pairs[i][1],
                              real_double(at));
                }
                law_free(P), law_free(Q), law_free(p), law_free(q);
                scope_close(s);
            }
        }
    real_pool_close(pool);
    cr_expect_gt(met, 800, "%d closed forms were met", met);
}

Test(theta_metric, refuses_what_has_no_answer)
{
    static const char *const bad[][4] = {
        {"tv", "point(theta)", "point(1)", "come together near theta = 1"},
        {"kolmogorov", "point(2*theta)", "bernoulli(1/3)", "come together near theta"},
        {"js", "point(theta)", "poisson(1)", "beside a law on 0, 1, 2"},
        {"kl", "normal(0,1)", "normal2(theta,0,1,1,0)", "P is 1-dimensional and Q is 2-dimensional"},
        {"w1", "normal(0,theta)", "normal(0,1)", "sd = theta cannot be shown to be positive"},
        {"kl", "0.5*disk(theta,0,1)+0.5*disk(3,0,1)", "normal2(0,0,1,1,0)", "on the plane"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        real_pool *pool = real_pool_open();
        range_case c = {bad[i][0], bad[i][1], bad[i][2], "0", "2", 100, false};
        theta_request r = request_of(&c, pool);
        theta_range found;
        error e = {.message = ""};
        cr_expect(!theta_range_find(&r, &found, &e) && strstr(e.message, bad[i][3]), "case %zu: '%s'", i,
                  e.message);
        theta_range_clear(&found);
        real_pool_close(pool);
    }
}

/* The quantile half-way between two sets of parameters is half-way; parameters that are not in family.affine stay. */
Test(theta_metric, affine_quantiles_are_affine)
{
    int met = 0;
    for (size_t f = 0; f < family_count; f++) {
        const family *of = families[f];
        double a[MAX_PARAMETERS], b[MAX_PARAMETERS], m[MAX_PARAMETERS];
        if (!of->affine || !of->quantile_double)
            continue;
        for (int i = 0; i < MAX_PARAMETERS; i++) {
            a[i] = 1 + i, b[i] = of->affine >> i & 1 ? 2 + 3 * i : a[i];
            m[i] = (a[i] + b[i]) / 2;
        }
        for (double u = 0.05; u < 1; u += 0.1, met++) {
            double x = of->quantile_double(a, u), y = of->quantile_double(b, u),
                   z = of->quantile_double(m, u);
            cr_expect(fabs(z - (x + y) / 2) <= 1e-9 * (fabs(x) + fabs(y)), "%s at %g: %.15g, not %.15g",
                      of->name, u, z, (x + y) / 2);
        }
    }
    cr_expect(met >= 100);
}
