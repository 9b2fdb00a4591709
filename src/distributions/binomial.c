/*
 * BINOMIAL(n, p), n = 0, 1, 2, ..., 0 <= p <= 1: the number of successes in n trials
 *     weight  n!/(k! (n-k)!) p^k (1-p)^(n-k)  at k = 0, ..., n;      mean  n p,   variance  n p (1-p)
 *     P(X <= k) = I_{1-p}(n-k, k+1),      P(X > k) = I_p(k+1, n-k)                          DLMF 8.17.5
 *     E[X; X <= k] = n p P(X' <= k-1) with X' of n-1 trials, so with k = floor(x)
 *     E max(x - X, 0) = x P(X <= k) - n p P(X' <= k-1),      E max(X - x, 0) = n p P(X' > k-1) - x P(X > k)
 * Reach: P(X >= y) for y >= n p, and P(X <= y) for y <= n p, are at most
 * exp(-y log(y/(n p)) - (n-y) log((n-y)/(n (1-p)))) (Chernoff).
 */
#include "distributions/incomplete.h"
#include "distributions/lattice.h"

#include <gsl/gsl_randist.h>
#include <limits.h>
#include <math.h>

enum { N, P };

/* The largest count for which the double-precision part keeps its digits. */
static const double MOST_TRIALS = 0x1p53;

static bool check(const component *c, error *e)
{
    slong n;
    bool whole = real_is_integer(c->par[N], &n) && n >= 0 && (double)n < MOST_TRIALS;
    return whole || error_set(e, N, "binomial(n, p) needs a whole number n >= 0, below 2^53");
}

/* Without randomness a point; one trial is no lattice either: bernoulli(p). */
static const family *within(real_pool *pool, component *c)
{
    if (real_sign(c->par[N]) == 0 || lattice_is_zero(c->par[P]))
        return lattice_as_point(c, real_int(pool, 0));
    if (lattice_is_one(pool, c->par[P]))
        return lattice_as_point(c, c->par[N]);
    if (!lattice_is_one(pool, c->par[N]))
        return NULL;
    c->par[0] = c->par[P];
    c->par[1] = NULL;
    return family_by_name("bernoulli");
}

/* ---- Certified ---- */

static void support(real_pool *pool, const component *c, real *lo, real *hi)
{
    *lo = real_int(pool, 0);
    *hi = c->par[N];
}

static form log_weight(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real n = c->par[N], p = c->par[P], one = real_int(pool, 1), minus = real_int(pool, -1);
    real log_failure = real_log(pool, real_sub(pool, one, p));
    form_add(pool, &f, BASIS_LGAMMA, minus, real_int(pool, 0), one);
    form_add(pool, &f, BASIS_LGAMMA, minus, n, minus);
    form_add_x(pool, &f, real_sub(pool, real_log(pool, p), log_failure));
    form_add_constant(pool, &f, real_unary(pool, REAL_LGAMMA, real_add(pool, n, one)));
    form_add_constant(pool, &f, real_mul(pool, n, log_failure));
    return f;
}

/* The logarithms of ratios near 1 from the way y - n p, so that nothing cancels. */
static double exponent(const double *par, double y)
{
    double n = par[N], p = par[P], way = y - n * p;
    return y * log1p(way / (n * p)) + (n - y) * log1p(-way / (n * (1 - p)));
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    const double *par = c->par_double;
    double y = lattice_reach(exponent, par, par[N] * par[P], par[N], side, bits, par[N]);
    return real_from_double(pool, y);
}

static ball trials(scope *s, const component *c) { return parameter_ball(s, c, N); }
static ball success(scope *s, const component *c) { return parameter_ball(s, c, P); }
static ball complement(ball p) { return ball_add_int(ball_neg(p), 1); }

/* P(X > k) for k = -1, ..., n, of n trials. */
static ball beyond(scope *s, const component *c, ball n, ball k)
{
    if (ball_less(k, n) != HOLDS || lattice_is_negative(k))
        return ball_in(s, ball_int(lattice_is_negative(k)));
    return ball_beta_i(ball_add_int(k, 1), ball_sub(n, k), success(s, c));
}

/* P(X <= k): for tiny p by the complement, because 1 - p forgets it. */
static ball up_to(scope *s, const component *c, ball n, ball k)
{
    ball p = success(s, c);
    if (ball_less(k, n) != HOLDS || lattice_is_negative(k) || ball_less(p, ball_ratio(1, 1 << 20)) == HOLDS)
        return complement(beyond(s, c, n, k));
    return ball_beta_i(ball_sub(n, k), ball_add_int(k, 1), complement(p));
}

static ball mass_to(scope *s, const component *c, ball k, ball x)
{
    (void)x;
    return up_to(s, c, trials(s, c), k);
}
static ball mass_beyond(scope *s, const component *c, ball k, ball x)
{
    (void)x;
    return beyond(s, c, trials(s, c), k);
}

static ball mean(scope *s, const component *c) { return ball_mul(trials(s, c), success(s, c)); }
static ball variance(scope *s, const component *c) { return ball_mul(mean(s, c), complement(success(s, c))); }

static ball room_below(scope *s, const component *c, ball k, ball x)
{
    ball fewer = ball_add_int(trials(s, c), -1);
    ball moment = ball_mul(mean(s, c), up_to(s, c, fewer, ball_add_int(k, -1)));
    return positive_part(ball_sub(ball_mul(x, mass_to(s, c, k, x)), moment));
}

static ball room_above(scope *s, const component *c, ball k, ball x)
{
    ball fewer = ball_add_int(trials(s, c), -1);
    ball moment = ball_mul(mean(s, c), beyond(s, c, fewer, ball_add_int(k, -1)));
    return positive_part(ball_sub(moment, ball_mul(x, mass_beyond(s, c, k, x))));
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

/* Stirling's formula and deviations, as for the incomplete beta function (Loader 2000): nothing cancels. */
static double log_weight_double(double n, double p, double k)
{
    double q = 1 - p, rest = n - k;
    if (!(k >= 0) || k > n || k != floor(k))
        return -INFINITY;
    if (k == 0)
        return n * log1p(-p);
    if (rest == 0)
        return n * log(p);
    double remainder = stirling_remainder(n) - stirling_remainder(k) - stirling_remainder(rest);
    double up = log_deviation(n / k * p, fma(n, p, -k) / k);
    double down = log_deviation(n / rest * q, fma(n, q, -rest) / rest);
    return k * up + rest * down + remainder - 0.5 * log(2 * M_PI * k / n * rest);
}

static void log_weights_double(const double *par, size_t n, const double *x, double *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = log_weight_double(par[N], par[P], x[i]);
}

static double cdf_double(const double *par, double x)
{
    double k = floor(x);
    return x < 0 ? 0 : k >= par[N] ? 1 : incomplete_beta(par[N] - k, k + 1, 1 - par[P], par[P]);
}
static double sf_double(const double *par, double x)
{
    double k = floor(x);
    return x < 0 ? 1 : k >= par[N] ? 0 : incomplete_beta(k + 1, par[N] - k, par[P], 1 - par[P]);
}

static double quantile_double(const double *par, double u)
{
    return least_quantile(cdf_double, sf_double, par, 0, par[N], u);
}

/* GSL counts in 32 bits; beyond, a quantile at a uniform level. */
static double draw(const double *par, random_stream *r)
{
    if (par[N] <= UINT_MAX)
        return gsl_ran_binomial(random_gsl(r), par[P], (unsigned)par[N]);
    return quantile_double(par, random_uniform(r));
}

static const char *const examples[] = {"10, 1/2",    "n = 7, p = 0.3", "2, 0.9",  "25, 1e-20",
                                       "1000, 0.99", "1e4, 0.2",       "3, 1/pi", NULL};

const family family_binomial = {
    .name = "binomial",
    .summary = "weight n!/(k! (n-k)!) p^k (1-p)^(n-k) at k = 0, ..., n",
    .kind = FAMILY_LATTICE,
    .ordered = 3,
    .parameters = {{"n", ANY_REAL, NULL, NULL}, {"p", PROBABILITY, NULL, NULL}},
    .examples = examples,
    .check = check,
    .within = within,
    .support = support,
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
