/*
 * CHI2(df): the sum of the squares of df independent standard normals, for any real df > 0; GAMMA(df/2, 2), and read as
 * that law.
 */
#include "distributions/family.h"

enum { DF };

static const family *within(real_pool *pool, component *c)
{
    real df = c->par[DF];
    c->par[0] = real_div(pool, df, real_int(pool, 2));
    c->par[1] = real_int(pool, 2);
    return family_by_name("gamma");
}

static const char *const examples[] = {"1", "df = 2", "3", "7/2", "0.1", "1e3", "pi", NULL};

const family family_chi2 = {
    .name = "chi2",
    .summary = "density x^(df/2-1) exp(-x/2) / (Gamma(df/2) 2^(df/2)) on x > 0: gamma(df/2, 2)",
    .kind = FAMILY_CONTINUOUS,
    .parameters = {{"df", POSITIVE, NULL, NULL}},
    .examples = examples,
    .within = within,
};
