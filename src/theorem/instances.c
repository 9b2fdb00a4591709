/* The standard pairs: see instances.h. */
#include "theorem/instances.h"

/* clang-format off */
const pair_case standard_pairs[STANDARD_PAIRS] = {
    {"I0",  "beta(1,2)",                    "beta(2,1)",                    "D*(x) = 1-x; everything is elementary"},
    {"I1",  "normal(0,1)",                  "normal(1,1)",                  "a location pair"},
    {"I2",  "normal(0,1)",                  "normal(0,2)",                  "a scale pair: KL is not symmetric"},
    {"I3",  "normal(0,1)",                  "normal(2,1/2)",                "location and scale; chi2 is infinite"},
    {"I4",  "exponential(1)",               "exponential(2)",               "a half line"},
    {"I5",  "uniform(0,1)",                 "uniform(1/2,3/2)",             "supports that only overlap: KL is infinite"},
    {"I6",  "laplace(0,1)",                 "laplace(2,1)",                 "kinks"},
    {"I7",  "logistic(0,1)",                "logistic(2,1)",                "exponential tails, analytic"},
    {"I8",  "cauchy(0,1)",                  "cauchy(1,2)",                  "no mean; every f-divergence is symmetric"},
    {"I9",  "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "rational"},
    {"I10", "bernoulli(3/4)",               "bernoulli(1/4)",               "rational, extremal for bounds by TV"},
    {"I11", "poisson(2)",                   "poisson(3)",                   "countable support"},
    {"I12", "gamma(2,1)",                   "gamma(3,1)",                   "D*(x) = 2/(2+x)"},
    {"I13", "beta(2,3)",                    "beta(3,2)",                    "D*(x) = 1-x, max V = -7/6"},
    {"I15", "normal2(0,0,1,1,0)",           "normal2(1,0,1,1,1/2)",         "the plane, correlated"},
};
/* clang-format on */
