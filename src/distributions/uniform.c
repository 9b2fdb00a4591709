/*
 * UNIFORM(a, b), a < b
 *     density  1/(b - a) on [a, b];      cdf  (x - a)/(b - a), 0 before a, 1 beyond b
 *     E max(x - X, 0) = (t - a)^2 / (2 (b - a)) + max(x - b, 0),  t = x brought into [a, b]
 */
#include "distributions/family.h"

#include <math.h>

enum { A, B };

static bool check(const component *c, error *e)
{
    return is_left_of(c->par[A], c->par[B]) || error_set(e, B, "uniform(a, b) needs a < b");
}

/* ---- Certified ---- */

static void support(real_pool *pool, const component *c, real *lo, real *hi)
{
    (void)pool;
    *lo = c->par[A];
    *hi = c->par[B];
}

static real reach(real_pool *pool, const component *c, int side, int bits)
{
    (void)pool, (void)bits;
    return c->par[side < 0 ? A : B];
}

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    form_add_constant(pool, &f, real_neg(pool, real_log(pool, real_sub(pool, c->par[B], c->par[A]))));
    return f;
}

static ball length(scope *s, const component *c)
{
    return ball_sub(parameter_ball(s, c, B), parameter_ball(s, c, A));
}

/* The share of [a, b] on one side of x. */
static ball share(scope *s, const component *c, ball distance)
{
    return clamp_ball(ball_div(distance, length(s, c)), ball_int(0), ball_int(1));
}

static ball cdf(scope *s, const component *c, ball x)
{
    return share(s, c, ball_sub(x, parameter_ball(s, c, A)));
}
static ball sf(scope *s, const component *c, ball x)
{
    return share(s, c, ball_sub(parameter_ball(s, c, B), x));
}

/* With p the share of the interval passed and `beyond` the way past its far end: p^2 (b - a)/2 + beyond. */
static ball excess(scope *s, const component *c, ball p, ball beyond)
{
    return ball_add(ball_div_int(ball_mul(ball_sqr(p), length(s, c)), 2), positive_part(beyond));
}

static ball lower_excess(scope *s, const component *c, ball x)
{
    return excess(s, c, cdf(s, c, x), ball_sub(x, parameter_ball(s, c, B)));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    return excess(s, c, sf(s, c, x), ball_sub(parameter_ball(s, c, A), x));
}

static ball mean(scope *s, const component *c)
{
    return ball_div_int(ball_add(parameter_ball(s, c, A), parameter_ball(s, c, B)), 2);
}

static ball variance(scope *s, const component *c) { return ball_div_int(ball_sqr(length(s, c)), 12); }

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (is_left_of(inside, c->par[A]))
        return constant_cball(s, 0);
    if (is_left_of(c->par[B], inside))
        return constant_cball(s, 1);
    return cball_mul_ball(cball_add_ball(x, ball_neg(parameter_ball(s, c, A))), ball_inv(length(s, c)));
}

/* x = a + (b - a) u */
static cjet pathwise(const component *c, const cjet *par, int i, cball x, real inside)
{
    cjet at = cjet_constant(par->n, x), part = i == A ? cjet_sub(par[B], at) : cjet_sub(at, par[A]);
    (void)c, (void)inside;
    return cjet_mul(part, cjet_inv(cjet_sub(par[B], par[A])));
}

/* ---- Double precision: half lengths, because b - a may overflow ---- */

static double share_double(double from, double to, double a, double b)
{
    double p = (0.5 * to - 0.5 * from) / (0.5 * b - 0.5 * a);
    return to <= from ? 0 : p < 1 ? p : 1;
}

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double a = par[A], b = par[B], constant = -M_LN2 - log(0.5 * b - 0.5 * a);
    for (size_t i = 0; i < n; i++)
        out[i] = x[i] >= a && x[i] <= b ? constant : -INFINITY;
}

static double cdf_double(const double *par, double x)
{
    return x >= par[B] ? 1 : share_double(par[A], x, par[A], par[B]);
}
static double sf_double(const double *par, double x)
{
    return x <= par[A] ? 1 : share_double(x, par[B], par[A], par[B]);
}
static double quantile_double(const double *par, double u) { return par[A] * (1 - u) + par[B] * u; }
static double draw(const double *par, random_stream *r) { return quantile_double(par, random_uniform(r)); }

static const char *const examples[] = {"0, 1",        "-1/2, 3", "0, 1e-150", "-1e150, 1e150",
                                       "1, 1.000001", "-pi, pi", NULL};

const family family_uniform = {
    .name = "uniform",
    .summary = "density 1/(b - a) on [a, b]",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 3,
    .affine = 3,
    .parameters = {{"a", ANY_REAL, NULL, NULL}, {"b", ANY_REAL, NULL, NULL}},
    .examples = examples,
    .check = check,
    .support = support,
    .log_density = log_density,
    .reach = reach,
    .cdf = cdf,
    .sf = sf,
    .lower_excess = lower_excess,
    .upper_excess = upper_excess,
    .mean = mean,
    .variance = variance,
    .cdf_analytic = cdf_analytic,
    .pathwise = pathwise,
    .log_density_double = log_density_double,
    .cdf_double = cdf_double,
    .sf_double = sf_double,
    .quantile_double = quantile_double,
    .draw = draw,
};
