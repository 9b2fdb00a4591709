/*
 * GEOMETRIC(p), 0 < p <= 1: the number of failures before the first success
 *     weight  p r^n  at n = 0, 1, 2, ...,  r = 1 - p;      P(X > n) = r^(n+1);      mean  r/p,   variance  r/p^2
 *     E max(X - x, 0) = r^(n+1) (n + 1 + r/p - x),   n = max(floor(x), -1)
 *     E max(x - X, 0) = x P(X <= n) - r/p P(X <= n) + (n + 1) r^(n+1)
 * Reach: r^k = exp(-k |log r|).
 */
#include "distributions/lattice.h"

#include <math.h>

enum { P };

static bool check(const component *c, error *e)
{
    return real_sign(c->par[P]) > 0 || error_set(e, P, "geometric(p) needs 0 < p <= 1");
}

static const family *within(real_pool *pool, component *c)
{
    return lattice_is_one(pool, c->par[P]) ? lattice_as_point(c, real_int(pool, 0)) : NULL;
}

/* ---- Certified ---- */

static real log_failure(real_pool *pool, const component *c)
{
    return real_log(pool, real_sub(pool, real_int(pool, 1), c->par[P]));
}

static form log_weight(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    form_add_x(pool, &f, log_failure(pool, c));
    form_add_constant(pool, &f, real_log(pool, c->par[P]));
    return f;
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    double fall = -real_double(log_failure(pool, c));
    return side < 0 ? real_int(pool, 0) : real_from_double(pool, ceil(M_LN2 * bits / fall));
}

static ball success(scope *s, const component *c) { return parameter_ball(s, c, P); }

/* (n + 1) log r. */
static ball log_mass_beyond(scope *s, const component *c, ball n)
{
    return ball_mul(positive_part(ball_add_int(n, 1)), ball_log1p(ball_neg(success(s, c))));
}

static ball mass_to(scope *s, const component *c, ball n, ball x)
{
    (void)x;
    return ball_neg(ball_expm1(log_mass_beyond(s, c, n)));
}

static ball mass_beyond(scope *s, const component *c, ball n, ball x)
{
    (void)x;
    return ball_exp(log_mass_beyond(s, c, n));
}

static ball mean(scope *s, const component *c) { return ball_add_int(ball_inv(success(s, c)), -1); }

static ball variance(scope *s, const component *c) { return ball_div(mean(s, c), success(s, c)); }

/* The differences cancel on the left: an absolute error of the working precision times the mean. */
static ball room_below(scope *s, const component *c, ball n, ball x)
{
    ball passed = ball_mul(ball_sub(x, mean(s, c)), mass_to(s, c, n, x));
    ball ahead = ball_mul(positive_part(ball_add_int(n, 1)), mass_beyond(s, c, n, x));
    return lattice_is_negative(n) ? ball_in(s, ball_int(0)) : positive_part(ball_add(passed, ahead));
}

static ball room_above(scope *s, const component *c, ball n, ball x)
{
    ball next = ball_sub(positive_part(ball_add_int(n, 1)), x);
    return ball_mul(mass_beyond(s, c, n, x), ball_add(next, mean(s, c)));
}

static ball cdf(scope *s, const component *c, ball x) { return lattice_between_ends(s, c, x, mass_to); }
static ball sf(scope *s, const component *c, ball x) { return lattice_between_ends(s, c, x, mass_beyond); }
static ball lower_excess(scope *s, const component *c, ball x)
{
    return lattice_between_ends(s, c, x, room_below);
}
static ball upper_excess(scope *s, const component *c, ball x)
{
    return lattice_between_ends(s, c, x, room_above);
}

/* ---- Double precision ---- */

static void log_weights_double(const double *par, size_t n, const double *x, double *out)
{
    double fall = log1p(-par[P]), constant = log(par[P]);
    for (size_t i = 0; i < n; i++)
        out[i] = x[i] >= 0 && x[i] == floor(x[i]) && x[i] < INFINITY ? constant + x[i] * fall : -INFINITY;
}

static double log_sf_double(const double *par, double x)
{
    return x < 0 ? 0 : (floor(x) + 1) * log1p(-par[P]);
}
static double cdf_double(const double *par, double x) { return -expm1(log_sf_double(par, x)); }
static double sf_double(const double *par, double x) { return exp(log_sf_double(par, x)); }

static double quantile_double(const double *par, double u)
{
    return least_quantile(cdf_double, sf_double, par, 0, INFINITY, u);
}

/* The integer part of an exponential variable of rate |log r|. */
static double draw(const double *par, random_stream *r)
{
    return floor(random_exponential(r) / -log1p(-par[P]));
}

static const char *const examples[] = {"1/2", "p = 0.3", "0.99", "1e-3", "1/pi", NULL};

const family family_geometric = {
    .name = "geometric",
    .summary = "weight p (1-p)^n at n = 0, 1, 2, ...",
    .kind = FAMILY_LATTICE,
    .ordered = 1,
    .parameters = {{"p", PROBABILITY, NULL, NULL}},
    .examples = examples,
    .check = check,
    .within = within,
    .support = positive_half_line,
    .log_density = log_weight,
    .reach = reach,
    .cdf = cdf,
    .sf = sf,
    .lower_excess = lower_excess,
    .upper_excess = upper_excess,
    .mean = mean,
    .variance = variance,
    .log_density_double = log_weights_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
