/*
 * Pairs of laws with one moving parameter: every family, against a law of its own and one of another family.
 */
#ifndef TESTS_MOVING_LAWS_H
#define TESTS_MOVING_LAWS_H

#include "divergences/theta_range.h"

typedef struct moving {
    const char *p, *q, *from, *to;
} moving;

static const moving moving_laws[] = {
    {"normal(theta,1)", "normal(0,1)", "-1", "2"},
    {"normal(0,theta)", "normal(0,1)", "1/2", "2"},
    {"normal(0,theta)", "laplace(1,1)", "1/2", "2"},
    {"uniform(theta,4)", "uniform(1,4)", "0", "2"},
    {"uniform(0,theta)", "normal(0,1)", "1", "2"},
    {"exponential(theta)", "exponential(1)", "1/2", "2"},
    {"exponential(theta)", "uniform(0,2)", "1/2", "2"},
    {"laplace(theta,1)", "laplace(0,1)", "-1", "2"},
    {"laplace(0,theta)", "normal(1,1)", "1/2", "2"},
    {"logistic(theta,1)", "logistic(0,1)", "-1", "2"},
    {"logistic(0,theta)", "normal(0,2)", "1/2", "2"},
    {"cauchy(theta,1)", "cauchy(0,1)", "-1", "2"},
    {"cauchy(0,theta)", "normal(0,1)", "1/2", "2"},
    {"gamma(theta,1)", "gamma(2,1)", "1", "3"},
    {"gamma(2,theta)", "gamma(2,1)", "1/2", "2"},
    {"gamma(theta,1)", "exponential(1/2)", "1", "3"},
    {"beta(theta,2)", "beta(2,2)", "1", "3"},
    {"beta(2,theta)", "uniform(0,1)", "1", "3"},
    {"rayleigh(theta)", "rayleigh(1)", "1/2", "2"},
    {"rayleigh(theta)", "halfnormal(1)", "1/2", "2"},
    {"lognormal(theta,1/2)", "lognormal(0,1/2)", "-1", "1"},
    {"lognormal(0,theta)", "gamma(2,1)", "1/4", "1"},
    {"weibull(theta,1)", "weibull(2,1)", "1", "3"},
    {"weibull(2,theta)", "gamma(2,1)", "1/2", "2"},
    {"gumbel(theta,1)", "gumbel(0,1)", "-1", "2"},
    {"gumbel(0,theta)", "normal(0,1)", "1/2", "2"},
    {"inversegaussian(theta,1)", "inversegaussian(1,1)", "1/2", "2"},
    {"inversegaussian(1,theta)", "inversegaussian(1,1)", "1/2", "2"},
    {"inversegaussian(1,theta)", "gamma(2,1)", "1/2", "2"},
    {"student(theta,0,1)", "student(4,0,1)", "3", "6"},
    {"student(3,theta,1)", "student(3,0,1)", "-1", "2"},
    {"student(theta,0,1)", "normal(0,1)", "3", "6"},
    {"halfnormal(theta)", "halfnormal(1)", "1/2", "2"},
    {"halfnormal(theta)", "exponential(1)", "1/2", "2"},
    {"pareto(theta,3)", "pareto(1,3)", "1/2", "2"},
    {"pareto(1,theta)", "pareto(1,4)", "3", "5"},
    {"chi2(theta)", "chi2(3)", "2", "4"},
    {"triangular(0,theta,3)", "triangular(0,1,3)", "1/2", "2"},
    {"triangular(theta,1,3)", "uniform(0,3)", "-1", "1/2"},
    {"theta*normal(-1,1)+(1-theta)*normal(2,1)", "normal(0,1)", "1/4", "3/4"},
    {"1/2*normal(-theta,1)+1/2*normal(theta,1)", "normal(0,2)", "1", "3"},
    {"poisson(theta)", "poisson(3)", "2", "5"},
    {"poisson(theta)", "geometric(1/4)", "2", "5"},
    {"geometric(theta)", "geometric(1/2)", "1/4", "3/4"},
    {"binomial(8,theta)", "binomial(8,1/2)", "1/4", "3/4"},
    {"binomial(8,theta)", "poisson(4)", "1/4", "3/4"},
    {"bernoulli(theta)", "bernoulli(1/2)", "1/4", "7/8"},
    {"point(theta)", "point(0)", "-1", "2"},
    {"point(theta)", "normal(0,1)", "-1", "2"},
    {"finite(0:theta,1:1-theta)", "finite(0:1/3,1:2/3)", "1/4", "3/4"},
    {"finite(theta:1/2,3:1/2)", "uniform(0,3)", "1", "2"},
    {"poisson(theta)", "gamma(3,1)", "2", "4"},
};
static const char *const moving_names[] = {
    "kl",         "reverse-kl", "jeffreys", "js",    "tv",     "hellinger2", "chi2",    "neyman",
    "renyi(1/2)", "w1",         "w2",       "wp(3)", "energy", "kolmogorov", "entropy", "cross-entropy"};
enum {
    MOVING_LAWS = sizeof moving_laws / sizeof *moving_laws,
    MOVING_NAMES = sizeof moving_names / sizeof *moving_names
};

static inline real moving_number(real_pool *pool, const char *text)
{
    int at = 0;
    return real_parse(pool, text, &at, NULL, NULL);
}

#endif
