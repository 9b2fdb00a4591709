/*
 * BERNOULLI(p), 0 <= p <= 1
 *     mass 1 - p at 0 and p at 1;      variance p (1-p)
 *     E max(x - X, 0) = (1-p) max(x, 0) + p max(x - 1, 0)
 * An atom without mass is none: bernoulli(0) is the point 0.
 */
#include "distributions/family.h"

#include <math.h>

enum { P };

/* ---- Certified ---- */

static bool always_zero(const component *c) { return real_sign(c->par[P]) == 0; }

static bool always_one(const component *c)
{
    fmpq_t p;
    fmpq_init(p);
    bool one = real_rational(c->par[P], p) && fmpq_is_one(p);
    fmpq_clear(p);
    return one;
}

static size_t atoms(const component *c) { return always_zero(c) || always_one(c) ? 1 : 2; }

static void atom(real_pool *pool, const component *c, size_t i, real *x, real *weight)
{
    bool one = i == 1 || always_one(c);
    *x = real_int(pool, one);
    *weight = one ? c->par[P] : real_sub(pool, real_int(pool, 1), c->par[P]);
}

static ball failure(scope *s, const component *c)
{
    return ball_add_int(ball_neg(parameter_ball(s, c, P)), 1);
}

/* (1-p) at_zero + p at_one. */
static ball mixed(scope *s, const component *c, ball at_zero, ball at_one)
{
    return ball_add(ball_mul(failure(s, c), at_zero), ball_mul(parameter_ball(s, c, P), at_one));
}

static ball cdf(scope *s, const component *c, ball x)
{
    return mixed(s, c, step_ball(s, ball_int(0), x), step_ball(s, ball_int(1), x));
}

static ball beyond(scope *s, slong at, ball x)
{
    return ball_add_int(ball_neg(step_ball(s, ball_int(at), x)), 1);
}
static ball sf(scope *s, const component *c, ball x) { return mixed(s, c, beyond(s, 0, x), beyond(s, 1, x)); }

static ball lower_excess(scope *s, const component *c, ball x)
{
    return mixed(s, c, positive_part(x), positive_part(ball_add_int(x, -1)));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    return mixed(s, c, negative_part(x), negative_part(ball_add_int(x, -1)));
}

static ball mean(scope *s, const component *c) { return parameter_ball(s, c, P); }
static ball variance(scope *s, const component *c)
{
    return ball_mul(parameter_ball(s, c, P), failure(s, c));
}

/* ---- Double precision ---- */

static double cdf_double(const double *par, double x) { return x < 0 ? 0 : x < 1 ? 1 - par[P] : 1; }
static double sf_double(const double *par, double x) { return x < 0 ? 1 : x < 1 ? par[P] : 0; }
static double quantile_double(const double *par, double u) { return par[P] < 1 && u <= 1 - par[P] ? 0 : 1; }
static double draw(const double *par, random_stream *r) { return random_uniform(r) < par[P]; }

static const char *const examples[] = {"1/2", "p = 0.3", "0", "1", "1e-20", "1/pi", NULL};

const family family_bernoulli = {
    .name = "bernoulli",
    .summary = "mass p at 1 and 1 - p at 0",
    .kind = FAMILY_ATOMS,
    .ordered = 1,
    .parameters = {{"p", PROBABILITY, NULL, NULL}},
    .examples = examples,
    .cdf = cdf,
    .sf = sf,
    .lower_excess = lower_excess,
    .upper_excess = upper_excess,
    .mean = mean,
    .variance = variance,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
    .atoms = atoms,
    .atom = atom,
};
