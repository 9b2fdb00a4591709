/*
 * TRIANGULAR(a, mode, b), a <= mode <= b, a < b
 *     density  2 (x-a)/((b-a)(mode-a)) on [a, mode],   2 (b-x)/((b-a)(b-mode)) on [mode, b]
 *     cdf      (x-a)^2/((b-a)(mode-a)) on [a, mode],   1 - (b-x)^2/((b-a)(b-mode)) on [mode, b]
 *     mean  (a + mode + b)/3,   variance  ((b-a)^2 - (mode-a)(b-mode))/18
 * With t = x brought into [a, mode], d the way from the mode to x brought into [mode, b], w = b - a, e = b - mode:
 *     P(X <= x) = (t-a)^2/(w (mode-a)) + d (2e - d)/(w e)
 *     E max(x - X, 0) = (t-a)^3/(3 w (mode-a)) + d (mode-a)/w + d^2 (1 - d/(3e))/w + max(x - b, 0)
 * where a side of length 0 contributes nothing. The mirror image X -> -X gives P(X > x) and E max(X - x, 0).
 */
#include "distributions/family.h"

#include <math.h>

enum { A, MODE, B };

static bool check(const component *c, error *e)
{
    int left = real_compare(c->par[A], c->par[MODE]), right = real_compare(c->par[MODE], c->par[B]);
    bool ordered = (left == -1 || left == 0) && (right == -1 || right == 0);
    if (!ordered || !is_left_of(c->par[A], c->par[B]))
        return error_set(e, ordered ? B : MODE, "triangular(a, mode, b) needs a <= mode <= b and a < b");
    return true;
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

static bool rises(const component *c) { return is_left_of(c->par[A], c->par[MODE]); }
static bool falls(const component *c) { return is_left_of(c->par[MODE], c->par[B]); }

static int kinks(real_pool *pool, const component *c, real out[2])
{
    (void)pool;
    out[0] = c->par[MODE];
    return rises(c) && falls(c);
}

static bool on_the_rise(const component *c, real inside)
{
    return !falls(c) || (rises(c) && is_left_of(inside, c->par[MODE]));
}

static form log_density(real_pool *pool, const component *c, real inside)
{
    form f = {0};
    bool left = on_the_rise(c, inside);
    real end = c->par[left ? A : B], one = real_int(pool, left ? 1 : -1);
    real side = real_mul(pool, one, real_sub(pool, c->par[MODE], end));
    real area = real_mul(pool, real_sub(pool, c->par[B], c->par[A]), side);
    form_add(pool, &f, BASIS_LOG, real_int(pool, 1), end, one);
    form_add_constant(pool, &f, real_log(pool, real_div(pool, real_int(pool, 2), area)));
    return f;
}

/* The law, or its mirror image, seen from x: has a rising, a falling side; t - a, d, and the lengths of both sides. */
typedef struct view {
    bool rises, falls;
    ball climbed, d, before, after, width, past;
} view;

static view view_of(scope *s, const component *c, ball x, bool mirrored)
{
    ball a = parameter_ball(s, c, A), mode = parameter_ball(s, c, MODE), b = parameter_ball(s, c, B);
    view v = {.rises = mirrored ? falls(c) : rises(c), .falls = mirrored ? rises(c) : falls(c)};
    if (mirrored) {
        ball swap = ball_neg(a);
        a = ball_neg(b), b = swap, mode = ball_neg(mode), x = ball_neg(x);
    }
    v.before = ball_sub(mode, a);
    v.after = ball_sub(b, mode);
    v.width = ball_sub(b, a);
    v.climbed = clamp_ball(ball_sub(x, a), ball_int(0), v.before);
    v.d = clamp_ball(ball_sub(x, mode), ball_int(0), v.after);
    v.past = positive_part(ball_sub(x, b));
    return v;
}

static ball mass_below(scope *s, const view *v)
{
    ball sum = ball_in(s, ball_int(0));
    if (v->rises)
        sum = ball_div(ball_sqr(v->climbed), ball_mul(v->width, v->before));
    if (v->falls) {
        ball both = ball_mul(v->d, ball_sub(ball_mul_int(v->after, 2), v->d));
        sum = ball_add(sum, ball_div(both, ball_mul(v->width, v->after)));
    }
    return sum;
}

static ball room_below(scope *s, const view *v)
{
    ball sum = ball_in(s, ball_int(0));
    if (v->rises) {
        ball cube = ball_mul(v->climbed, ball_sqr(v->climbed));
        sum = ball_div(ball_div(cube, ball_mul_int(v->before, 3)), v->width);
    }
    if (v->falls) {
        ball bend = ball_sub(ball_int(1), ball_div(v->d, ball_mul_int(v->after, 3)));
        ball rate = ball_div(ball_add(v->before, ball_mul(v->d, bend)), v->width);
        sum = ball_add(sum, ball_mul(v->d, rate));
    }
    return ball_add(sum, v->past);
}

static ball cdf(scope *s, const component *c, ball x)
{
    view v = view_of(s, c, x, false);
    return mass_below(s, &v);
}
static ball sf(scope *s, const component *c, ball x)
{
    view v = view_of(s, c, x, true);
    return mass_below(s, &v);
}
static ball lower_excess(scope *s, const component *c, ball x)
{
    view v = view_of(s, c, x, false);
    return room_below(s, &v);
}
static ball upper_excess(scope *s, const component *c, ball x)
{
    view v = view_of(s, c, x, true);
    return room_below(s, &v);
}

static ball mean(scope *s, const component *c)
{
    ball ends = ball_add(parameter_ball(s, c, A), parameter_ball(s, c, B));
    return ball_div_int(ball_add(ends, parameter_ball(s, c, MODE)), 3);
}

static ball variance(scope *s, const component *c)
{
    view v = view_of(s, c, ball_in(s, ball_int(0)), false);
    return ball_div_int(ball_sub(ball_sqr(v.width), ball_mul(v.before, v.after)), 18);
}

static cball cdf_analytic(scope *s, const component *c, cball x, real inside)
{
    if (is_left_of(inside, c->par[A]))
        return constant_cball(s, 0);
    if (is_left_of(c->par[B], inside))
        return constant_cball(s, 1);
    view v = view_of(s, c, ball_in(s, ball_int(0)), false);
    bool left = on_the_rise(c, inside);
    cball way = cball_sqr(cball_add_ball(x, ball_neg(parameter_ball(s, c, left ? A : B))));
    cball share = cball_mul_ball(way, ball_inv(ball_mul(v.width, left ? v.before : v.after)));
    return left ? share : cball_add_int(cball_neg(share), 1);
}

/*
 * On the rise F = (x - a)^2/((b - a)(m - a)), hence F/p = (x - a)/2 and x moves by -(F/p) d log F. On the fall the same holds with
 * a and b, x and -x exchanged.
 */
static cjet pathwise(const component *c, const cjet *par, int i, cball x, real inside)
{
    bool left = on_the_rise(c, inside);
    const cjet *end = &par[left ? A : B], *far = &par[left ? B : A];
    cjet half = cjet_constant(par->n, cball_from_ball(x.in, ball_ratio(1, 2)));
    cjet way = cjet_mul(half, cjet_sub(cjet_constant(par->n, x), *end));
    cjet by_width = cjet_mul(way, cjet_inv(cjet_sub(*far, *end))),
         by_mode = cjet_mul(way, cjet_inv(cjet_sub(par[MODE], *end)));
    if (i == MODE)
        return by_mode;
    if (i != (left ? A : B))
        return by_width;
    cjet one = cjet_constant(par->n, cball_from_ball(x.in, ball_int(1)));
    return cjet_sub(one, cjet_add(by_width, by_mode));
}

/* ---- Double precision ---- */

static void log_density_double(const double *par, size_t n, const double *x, double *out)
{
    double a = par[A], mode = par[MODE], b = par[B], constant = M_LN2 - log(b - a);
    for (size_t i = 0; i < n; i++) {
        bool left = x[i] < mode || mode == b;
        double share = left ? (x[i] - a) / (mode - a) : (b - x[i]) / (b - mode);
        out[i] = x[i] >= a && x[i] <= b ? constant + log(share) : -INFINITY;
    }
}

/* The mass between an end and a point on the same side of the mode. */
static double corner(double way, double side, double width) { return way / width * (way / side); }

static double cdf_double(const double *par, double x)
{
    double a = par[A], mode = par[MODE], b = par[B];
    if (x <= a || x >= b)
        return x >= b;
    return x < mode ? corner(x - a, mode - a, b - a) : 1 - corner(b - x, b - mode, b - a);
}

static double sf_double(const double *par, double x)
{
    double a = par[A], mode = par[MODE], b = par[B];
    if (x <= a || x >= b)
        return x <= a;
    return x < mode ? 1 - corner(x - a, mode - a, b - a) : corner(b - x, b - mode, b - a);
}

/* The way from an end that has mass u on it: up this side of the mode, and down the other one from the mode. */
static double way_of(double u, double side, double other, double width)
{
    double beyond = u * width - side; /* that mass times the width */
    if (beyond <= 0)
        return sqrt(u * width) * sqrt(side);
    return side + beyond / (1 + sqrt(fmax(0, 1 - beyond / other)));
}

/* From the nearer end, so that small distances keep their digits. */
static double quantile_double(const double *par, double u)
{
    double a = par[A], mode = par[MODE], b = par[B], rise = mode - a, fall = b - mode;
    return u <= 0.5 ? a + way_of(u, rise, fall, b - a) : b - way_of(1 - u, fall, rise, b - a);
}

static double draw(const double *par, random_stream *r) { return quantile_double(par, random_uniform(r)); }

static const char *const examples[] = {"0, 1, 2",
                                       "-1, 2, 2",
                                       "a = 0, mode = 0, b = 1/2",
                                       "0, 1e-8, 1",
                                       "-1e150, 0, 1e150",
                                       "0, 3e-150, 5e-150",
                                       "-pi, 1, pi",
                                       NULL};

const family family_triangular = {
    .name = "triangular",
    .summary = "density rising linearly from a to the mode, falling linearly to b",
    .kind = FAMILY_CONTINUOUS,
    .ordered = 7,
    .parameters = {{"a", ANY_REAL, NULL, NULL}, {"mode", ANY_REAL, NULL, NULL}, {"b", ANY_REAL, NULL, NULL}},
    .examples = examples,
    .check = check,
    .support = support,
    .kinks = kinks,
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
