/*
 * POISSON(rate)
 *     weight  rate^n e^-rate / n!  at n = 0, 1, 2, ...
 *     P(X <= n) = Q(n+1, rate),      P(X > n) = P(n+1, rate)
 *     E[X; X <= n] = rate P(X <= n-1), so with n = floor(x)
 *     E max(x - X, 0) = x P(X <= n) - rate P(X <= n-1),      E max(X - x, 0) = rate P(X > n-1) - x P(X > n)
 * Reach: P(X >= y) for y >= rate, and P(X <= y) for y <= rate, are at most exp(-(y log(y/rate) - y + rate))
 * (Chernoff).
 */
#include "distributions/incomplete.h"
#include "distributions/lattice.h"

#include <math.h>

enum { RATE };

/* ---- Certified ---- */

static form log_weight(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    form_add_x(pool, &f, real_log(pool, c->par[RATE]));
    form_add_constant(pool, &f, real_neg(pool, c->par[RATE]));
    form_add(pool, &f, BASIS_LGAMMA, real_int(pool, -1), real_int(pool, 0), real_int(pool, 1));
    return f;
}

/* y log(y/rate) - y + rate. */
static double exponent(const double *par, double y) { return y * log(y / par[RATE]) - y + par[RATE]; }

/* The integer at which Chernoff's bound is 2^-bits. */
static real reach(real_pool *pool, const component *c, int side, int bits)
{
    double nats = M_LN2 * bits, rate = c->par_double[RATE], farthest = sqrt(2 * rate * nats) + nats;
    return real_from_double(pool,
                            lattice_reach(exponent, c->par_double, rate, INFINITY, side, bits, farthest));
}

/* P(X <= n) and P(X > n) for an integer n. */
static ball mass_to(scope *s, const component *c, ball n, ball x)
{
    (void)x;
    return lattice_is_negative(n) ? ball_in(s, ball_int(0))
                                  : ball_gamma_q(ball_add_int(n, 1), parameter_ball(s, c, RATE));
}

static ball mass_beyond(scope *s, const component *c, ball n, ball x)
{
    (void)x;
    return lattice_is_negative(n) ? ball_in(s, ball_int(1))
                                  : ball_gamma_p(ball_add_int(n, 1), parameter_ball(s, c, RATE));
}

static ball room_below(scope *s, const component *c, ball n, ball x)
{
    ball moment = ball_mul(parameter_ball(s, c, RATE), mass_to(s, c, ball_add_int(n, -1), x));
    return positive_part(ball_sub(ball_mul(x, mass_to(s, c, n, x)), moment));
}

static ball room_above(scope *s, const component *c, ball n, ball x)
{
    ball moment = ball_mul(parameter_ball(s, c, RATE), mass_beyond(s, c, ball_add_int(n, -1), x));
    return positive_part(ball_sub(moment, ball_mul(x, mass_beyond(s, c, n, x))));
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
static ball mean_and_variance(scope *s, const component *c) { return parameter_ball(s, c, RATE); }

/* ---- Double precision ---- */

/*
 * n log(rate) - rate - log n! without cancellation: n (log r - (r - 1)) - log(2 pi n)/2 - remainder, r =
 * rate/n.
 */
static double log_weight_double(double rate, double n)
{
    if (!(n >= 0) || n != floor(n) || isinf(n))
        return -INFINITY;
    if (n == 0)
        return -rate;
    return n * log_deviation(rate / n, (rate - n) / n) - 0.5 * log(2 * M_PI * n) - stirling_remainder(n);
}

static void log_weights_double(const double *par, size_t n, const double *x, double *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = log_weight_double(par[RATE], x[i]);
}

static double cdf_double(const double *par, double x)
{
    return x < 0 ? 0 : incomplete_gamma_q(floor(x) + 1, par[RATE]);
}
static double sf_double(const double *par, double x)
{
    return x < 0 ? 1 : incomplete_gamma_p(floor(x) + 1, par[RATE]);
}

static double quantile_double(const double *par, double u)
{
    return least_quantile(cdf_double, sf_double, par, 0, INFINITY, u);
}

/* The number of arrivals of a Poisson process of rate 1 up to time `rate`. */
static double draw_small(double rate, random_stream *r)
{
    double n = 0;
    for (double t = random_exponential(r); t < rate; t += random_exponential(r))
        n++;
    return n;
}

/*
 * Transformed rejection with squeeze, PTRS of Hoermann 1993, Insurance: Mathematics and Economics 12, for
 * rate >= 10.
 */
static double draw_large(double rate, random_stream *r)
{
    double b = 0.931 + 2.53 * sqrt(rate), a = -0.059 + 0.02483 * b;
    double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4), squeeze = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        double u = random_uniform(r) - 0.5, v = random_uniform(r), room = 0.5 - fabs(u);
        double n = floor((2 * a / room + b) * u + rate + 0.43);
        if (room >= 0.07 && v <= squeeze)
            return n;
        if (n < 0 || (room < 0.013 && v > room))
            continue;
        if (log(v * inverse_alpha / (a / (room * room) + b)) <= log_weight_double(rate, n))
            return n;
    }
}

static double draw(const double *par, random_stream *r)
{
    return par[RATE] < 10 ? draw_small(par[RATE], r) : draw_large(par[RATE], r);
}

static const char *const examples[] = {"1", "rate = 7/2", "0.01", "25", "1e4", "1e-150", "exp(3)", NULL};

const family family_poisson = {
    .name = "poisson",
    .summary = "weight rate^n exp(-rate)/n! at n = 0, 1, 2, ...",
    .kind = FAMILY_LATTICE,
    .ordered = 1,
    .parameters = {{"rate", POSITIVE, NULL, NULL}},
    .examples = examples,
    .support = positive_half_line,
    .log_density = log_weight,
    .reach = reach,
    .cdf = cdf,
    .sf = sf,
    .lower_excess = lower_excess,
    .upper_excess = upper_excess,
    .mean = mean_and_variance,
    .variance = mean_and_variance,
    .log_density_double = log_weights_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
