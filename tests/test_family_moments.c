/*
 * Excesses, moments, reach and samplers of every family, held against its distribution function.
 */
#include "laws_under_test.h"

TestSuite(moments, .init = quiet);

/* ---- Excesses and moments ---- */

/* L(b) - L(a) = (b - a) F(between) and U(a) - U(b) = (b - a) (1 - F(between)); L - U = x - mean. */
static void check_excess(const law *l)
{
    scope *s = scope_open(256);
    double step = fmax(spread(l), DBL_MIN) * 0x1p-60;
    for (int i = 0; i < POINTS; i++) {
        ball a = ball_exact_double(s, law_quantile_double(l, levels[i])), h = ball_exact_double(s, step),
             b = ball_add(a, h);
        ball lower = law_lower_excess(s, l, a), upper = law_upper_excess(s, l, a), mean = law_mean(s, l);
        if (!ball_is_finite(mean)) {
            cr_expect(!ball_is_finite(lower) || !ball_is_finite(upper), "%s: excesses without a mean",
                      l->text);
            continue;
        }
        ball gain = ball_sub(law_lower_excess(s, l, b), lower),
             loss = ball_sub(upper, law_upper_excess(s, l, b));
        ball below = ball_hull(law_cdf(s, l, a), law_cdf(s, l, b)),
             above = ball_hull(law_sf(s, l, a), law_sf(s, l, b));
        cr_expect(ball_overlaps(gain, ball_mul(h, below)), "%s: slope of the lower excess at u = %g", l->text,
                  levels[i]);
        cr_expect(ball_overlaps(loss, ball_mul(h, above)), "%s: slope of the upper excess at u = %g", l->text,
                  levels[i]);
        ball gap = ball_sub(ball_sub(lower, upper), ball_sub(a, mean));
        cr_expect(ball_contains(gap, ball_int(0)), "%s: lower - upper = x - mean at u = %g", l->text,
                  levels[i]);
        cr_expect_geq(ball_digits(ball_add(lower, upper)), 30, "%s: excesses at u = %g", l->text, levels[i]);
    }
    scope_close(s);
}

Test(moments, excesses_integrate_the_cdf) { for_each_law(check_excess); }

/* Wide arguments: the enclosure over an interval contains the values at points of it. */
static void check_intervals(const law *l)
{
    scope *s = scope_open(128);
    ball (*const functions[])(scope *, const law *, ball) = {law_cdf, law_sf, law_lower_excess,
                                                             law_upper_excess};
    for (int i = 3; i < POINTS - 1; i += 2) {
        ball a = ball_exact_double(s, law_quantile_double(l, levels[i - 1])),
             b = ball_exact_double(s, law_quantile_double(l, levels[i]));
        ball c = ball_scale2(ball_add(a, b), -1), all = ball_hull(a, b);
        for (int k = 0; k < 4; k++) {
            ball wide = functions[k](s, l, all);
            bool holds = ball_overlaps(wide, functions[k](s, l, a))
                         && ball_overlaps(wide, functions[k](s, l, b))
                         && ball_overlaps(wide, functions[k](s, l, c));
            cr_expect(holds, "%s: function %d on an interval at u = %g", l->text, k, levels[i]);
        }
    }
    scope_close(s);
}

Test(moments, intervals_enclose_their_points) { for_each_law(check_intervals); }

/*
 * int (Q(u) - m)^2 du with u = 1/(1 + e^-t), by the trapezoidal rule; kinks leave an error of the step's
 * square.
 */
static double variance_by_quantiles(const law *l, double mean, double *mean_again)
{
    double sum = 0, step = 0.05;
    *mean_again = 0;
    for (double t = -36; t <= 36; t += step) {
        double e = exp(-fabs(t)), u = t < 0 ? e / (1 + e) : 1 / (1 + e),
               weight = step * e / ((1 + e) * (1 + e));
        double distance = law_quantile_double(l, u) - mean;
        sum += weight * distance * distance;
        *mean_again += weight * distance;
    }
    return sum;
}

static void check_variance(const law *l)
{
    scope *s = scope_open(128);
    ball mean = law_mean(s, l), variance = law_variance(s, l);
    const component *c = &l->c[0];
    real x, w;
    if (continuous(l) && ball_is_finite(variance)) {
        double offset, found = variance_by_quantiles(l, ball_double(mean), &offset), sd = sqrt(found);
        cr_expect_lt(fabs(found / ball_double(variance) - 1), 0.01, "%s: variance %g, by quantiles %g",
                     l->text, ball_double(variance), found);
        cr_expect_lt(fabs(offset), 0.01 * sd, "%s: mean %g off by %g", l->text, ball_double(mean), offset);
    }
    if (c->family->kind == FAMILY_ATOMS && l->n == 1) {
        ball sum = ball_in(s, ball_int(0));
        for (size_t i = 0; i < c->family->atoms(c); i++) {
            c->family->atom(l->pool, c, i, &x, &w);
            sum = ball_add(sum, ball_mul(real_ball(s, w), ball_sqr(ball_sub(real_ball(s, x), mean))));
        }
        cr_expect(ball_overlaps(sum, variance), "%s: variance %g, by atoms %g", l->text,
                  ball_double(variance), ball_double(sum));
    }
    scope_close(s);
}

Test(moments, variance_is_the_mean_square_distance) { for_each_law(check_variance); }

Test(moments, variance_of_mixtures)
{
    scope *s = scope_open(128);
    law *l = law_parse("1/4*normal(-1, 2) + 3/4*uniform(0, 6)", NULL, NULL);
    /* mean 2; 1/4 (4 + 9) + 3/4 (3 + 1) */
    cr_expect(ball_contains(law_mean(s, l), ball_int(2)));
    cr_expect(ball_contains(law_variance(s, l), ball_ratio(25, 4)));
    law_free(l);
    scope_close(s);
}

/* ---- Reach ---- */

/* Reach leaves little, at most 2^-(bits-8), and goes no further than about twice as far as it must. */
static void check_reach(const law *l)
{
    const component *c = &l->c[0];
    const int bits[] = {20, 53, 200};
    for (int i = 0; i < 6 && c->family->reach; i++) {
        int wanted = bits[i / 2], side = i % 2 ? 1 : -1;
        scope *s = scope_open(400);
        ball (*tail)(scope *, const law *, ball) = side < 0 ? law_cdf : law_sf;
        ball far = real_ball(s, c->family->reach(l->pool, c, side, wanted)),
             most = ball_scale2(ball_in(s, ball_int(1)), 8 - wanted);
        ball left_open =
            lattice(l) && side < 0 ? ball_sub(far, ball_ratio(1, 2)) : far; /* P(X < far) on the left */
        cr_expect_eq(ball_less(tail(s, l, left_open), most), HOLDS, "%s: %d bits on side %d", l->text, wanted,
                     side);
        ball mean = law_mean(s, l), way = ball_sub(far, mean);
        ball half = ball_add(mean, ball_scale2(way, -1)),
             least = ball_scale2(ball_in(s, ball_int(1)), -wanted);
        real lo, hi;
        c->family->support(l->pool, c, &lo, &hi);
        bool at_end = (side < 0 ? lo : hi) && ball_overlaps(far, real_ball(s, side < 0 ? lo : hi));
        if (ball_is_finite(mean) && !at_end && !(lattice(l) && ball_double(way) < 3))
            cr_expect_eq(ball_less(least, tail(s, l, half)), HOLDS,
                         "%s: %d bits are reached too far out on side %d: %g", l->text, wanted, side,
                         ball_double(far));
        scope_close(s);
    }
}

Test(moments, reach_leaves_little) { for_each_family_example(check_reach); }

/* ---- Sampling: Kolmogorov and Smirnov, with the constant of Massart (1990) ---- */

enum { DRAWS = 40000 };

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* sup |F_n - F|; a draw is a rounded number, so F is taken a little beyond it. */
static double kolmogorov_distance(const law *l, const double *sorted, int n)
{
    double distance = 0, middle = median(l);
    for (int i = 0; i < n; i++) {
        double by = slack(middle, sorted[i]) + DBL_MIN;
        if (i + 1 == n || sorted[i + 1] > sorted[i])
            distance = fmax(distance, (i + 1.0) / n - law_cdf_double(l, sorted[i] + by));
        if (i == 0 || sorted[i] > sorted[i - 1])
            distance = fmax(distance, law_cdf_double(l, sorted[i] - by) - (double)i / n);
    }
    return distance;
}

static void check_sampler(const law *l)
{
    static double x[DRAWS];
    random_stream *r = random_open(20240607, 1);
    double allowed = sqrt(log(2 / 1e-6) / (2.0 * DRAWS)); /* P(D > allowed) <= 1e-6 */
    for (int i = 0; i < DRAWS; i++)
        x[i] = law_draw(l, r);
    random_close(r);
    qsort(x, DRAWS, sizeof *x, by_value);
    double distance = kolmogorov_distance(l, x, DRAWS);
    cr_expect_leq(distance, allowed, "%s: Kolmogorov distance %g of %d draws (level 1e-6, seed 20240607)",
                  l->text, distance, DRAWS);
}

Test(moments, sampler_fits_the_cdf) { for_each_law(check_sampler); }

/* The test itself: a law that is off by a twentieth of its spread is noticed. */
Test(moments, sampler_test_notices_a_shift)
{
    static double x[DRAWS];
    random_stream *r = random_open(20240607, 2);
    law *l = law_parse("normal(0, 1)", NULL, NULL), *shifted = law_parse("normal(0.05, 1)", NULL, NULL);
    for (int i = 0; i < DRAWS; i++)
        x[i] = law_draw(l, r);
    random_close(r);
    qsort(x, DRAWS, sizeof *x, by_value);
    cr_expect_gt(kolmogorov_distance(shifted, x, DRAWS), sqrt(log(2 / 1e-6) / (2.0 * DRAWS)));
    law_free(l);
    law_free(shifted);
}

/* The same for an empirical law. */
Test(moments, empirical_law)
{
    void (*const checks[])(const law *) = {check_excess, check_variance, check_intervals, check_sampler};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        on_samples(checks[i]);
}
