/*
 * PARETO(minimum, shape), m = minimum, a = shape
 *     density  a m^a x^(-a-1) on x >= m;      P(X > x) = (m/x)^a
 *     mean  a m/(a-1) for a > 1, else infinite;       variance  m^2 a/((a-1)^2 (a-2)) for a > 2, infinite for 1 < a <= 2
 *     E max(X - x, 0) = x (m/x)^a / (a-1) for a > 1, x >= m
 *     E max(x - X, 0) = x - m - m (1 - (m/x)^(a-1))/(a-1),   x - m - m log(x/m) for a = 1,   x >= m
 * Reach: (m/x)^a = 2^-bits.
 */
#include "distributions/family.h"

#include <math.h>

enum { MINIMUM, SHAPE };

/* ---- Certified ---- */

static void support(real_pool *pool, const component *c, real *lo, real *hi)
{
    (void)pool;
    *lo = c->par[MINIMUM];
    *hi = NULL;
}

static form log_density(real_pool *pool, const component *c, real inside)
{
    (void)inside;
    form f = {0};
    real a = c->par[SHAPE], one = real_int(pool, 1);
    form_add(pool, &f, BASIS_LOG, real_neg(pool, real_add(pool, a, one)), real_int(pool, 0), one);
    form_add_constant(pool, &f, real_log(pool, a));
    form_add_constant(pool, &f, real_mul(pool, a, real_log(pool, c->par[MINIMUM])));
    return f;
}

/* m 2^(bits/a), its factor rounded up to a dyadic number. */
static real reach(real_pool *pool, const component *c, int side, int bits)
{
    if (side < 0)
        return c->par[MINIMUM];
    double octaves = bits / c->par_double[SHAPE], whole = floor(octaves);
    real power = real_pow(pool, real_int(pool, 2), real_from_double(pool, whole));
    real factor = real_mul(pool, real_from_double(pool, nextafter(exp2(octaves - whole), 3)), power);
    return real_mul(pool, c->par[MINIMUM], factor);
}

static ball minimum(scope *s, const component *c) { return parameter_ball(s, c, MINIMUM); }
static ball shape(scope *s, const component *c) { return parameter_ball(s, c, SHAPE); }
static ball way(scope *s, const component *c, ball x) { return positive_part(ball_sub(x, minimum(s, c))); }

/* log(max(x, m)/m). */
static ball logarithm(scope *s, const component *c, ball x)
{
    return ball_log1p(ball_div(way(s, c, x), minimum(s, c)));
}

static ball exponent(scope *s, const component *c, ball x)
{
    return ball_neg(ball_mul(shape(s, c), logarithm(s, c, x)));
}

static ball cdf(scope *s, const component *c, ball x) { return ball_neg(ball_expm1(exponent(s, c, x))); }
static ball sf(scope *s, const component *c, ball x) { return ball_exp(exponent(s, c, x)); }

/* shape against a bound: -1, 0, 1, REAL_UNDECIDED. */
static int shape_against(const component *c, slong bound)
{
    real_pool *pool = real_pool_open();
    int order = real_compare(c->par[SHAPE], real_int(pool, bound));
    real_pool_close(pool);
    return order;
}

/* If a moment is finite: value; infinity if not; indeterminate if that is open. */
static ball if_above(scope *s, const component *c, slong bound, ball value)
{
    int order = shape_against(c, bound);
    return order == 1 ? value : order == REAL_UNDECIDED ? ball_nothing(s) : ball_infinity(s);
}

static ball less_one(scope *s, const component *c) { return ball_add_int(shape(s, c), -1); }

static ball mean(scope *s, const component *c)
{
    return if_above(s, c, 1, ball_div(ball_mul(shape(s, c), minimum(s, c)), less_one(s, c)));
}

static ball variance(scope *s, const component *c)
{
    if (shape_against(c, 1) != 1)
        return ball_nothing(s);
    ball spread = ball_mul(ball_sqr(less_one(s, c)), ball_add_int(shape(s, c), -2));
    return if_above(s, c, 2, ball_div(ball_mul(shape(s, c), ball_sqr(minimum(s, c))), spread));
}

static ball upper_excess(scope *s, const component *c, ball x)
{
    ball reached = ball_add(minimum(s, c), way(s, c, x));
    ball beyond = ball_div(ball_mul(reached, sf(s, c, x)), less_one(s, c));
    return if_above(s, c, 1, ball_add(beyond, positive_part(ball_sub(minimum(s, c), x))));
}

/* The differences cancel near m: an absolute error of the working precision times m. */
static ball lower_excess(scope *s, const component *c, ball x)
{
    ball log_ratio = logarithm(s, c, x), loss = log_ratio;
    if (shape_against(c, 1) != 0)
        loss = ball_div(ball_neg(ball_expm1(ball_neg(ball_mul(less_one(s, c), log_ratio)))), less_one(s, c));
    return positive_part(ball_sub(way(s, c, x), ball_mul(minimum(s, c), loss)));
}

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (is_left_of(inside, c->par[MINIMUM]))
        return constant_cball(s, 0);
    cball logarithm = cball_log(cball_mul_ball(x, ball_inv(minimum(s, c))));
    return cball_neg(cball_expm1(cball_mul_ball(logarithm, ball_neg(shape(s, c)))));
}

/* x = minimum e^(E/shape), so that E = shape log(x/minimum) */
static cjet pathwise(const component *c, const cjet *par, int i, cball x, real inside)
{
    return i == MINIMUM ? pathwise_scale(c, par, i, x, inside) : pathwise_power(par[MINIMUM], par[SHAPE], x);
}

/* ---- Double precision ---- */

/* log(x/m) for x >= m; the ratio may overflow. */
static double log_ratio(double m, double x)
{
    double d = (x - m) / m;
    return d < 0.5 ? log1p(d) : d < 1e300 ? log(x / m) : log(x) - log(m);
}

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double m = par[MINIMUM], a = par[SHAPE], constant = log(a) - log(m);
    for (size_t i = 0; i < n; i++)
        out[i] = x[i] >= m && x[i] < INFINITY ? constant - (a + 1) * log_ratio(m, x[i]) : -INFINITY;
}

static double log_sf_double(const double *par, double x)
{
    return x > par[MINIMUM] ? -par[SHAPE] * log_ratio(par[MINIMUM], x) : 0;
}
static double cdf_double(const double *par, double x) { return -expm1(log_sf_double(par, x)); }
static double sf_double(const double *par, double x) { return exp(log_sf_double(par, x)); }

static double quantile_double(const double *par, double u)
{
    double size = u <= 0.5 ? -log1p(-u) : -log(1 - u);
    return par[MINIMUM] * exp(size / par[SHAPE]);
}

static double draw(const double *par, random_stream *r)
{
    return par[MINIMUM] * exp(random_exponential(r) / par[SHAPE]);
}

static const char *const examples[] = {
    "1, 3", "minimum = 2, shape = 5/2", "1, 1", "3, 0.3", "1e-100, 2", "1e100, 7", "5, 1e5", "pi, sqrt(2)",
    NULL};

const family family_pareto = {
    .name = "pareto",
    .summary = "density shape minimum^shape x^(-shape-1) on x >= minimum",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 3,
    .parameters = {{"minimum", POSITIVE, NULL, NULL}, {"shape", POSITIVE, NULL, NULL}},
    .examples = examples,
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
