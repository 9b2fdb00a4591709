/*
 * The holomorphic continuation of distribution functions: right on the line, holomorphic off it, refused on
 * cuts.
 */
#include "laws_under_test.h"

TestSuite(continuation, .init = quiet);

/* ---- Analytic continuation ---- */

static ball squared_size(cball z, scope *s)
{
    ball real_part = cball_real(z), imaginary = ball_from_arb(s, acb_imagref(z.v));
    return ball_add(ball_sqr(real_part), ball_sqr(imaginary));
}

/*
 * The cdf on the line, and Gauss's mean over a circle: the average of 16 values differs from the centre's by
 * O(4^-16).
 */
static void check_analytic(const law *l)
{
    const component *c = &l->c[0];
    for (int i = 2; i < POINTS - 1 && continuous(l) && c->family->cdf_analytic; i += 4) {
        double x = law_quantile_double(l, levels[i]), radius = fmin(room_around(l, x) / 4, spread(l) / 16);
        if (!(radius > 1e-300))
            continue;
        scope *s = scope_open(64);
        scope_set_holomorphic(s, true);
        real inside = real_from_double(l->pool, x);
        cball centre = cball_from_ball(s, ball_exact_double(s, x)),
              sum = c->family->cdf_analytic(s, c, centre, inside);
        ball direct = law_cdf(s, l, ball_exact_double(s, x));
        cr_expect(ball_overlaps(cball_real(sum), direct), "%s: continuation at %g", l->text, x);
        cr_expect_lt(ball_log2_error(cball_real(sum)), -36, "%s: continuation at %g", l->text, x);
        sum = cball_mul_ball(sum, ball_int(-16));
        for (int k = 0; k < 16; k++) {
            cball turn = cball_from_ball(s, ball_exact_double(s, radius * cos(k * M_PI / 8)));
            arb_set_d(acb_imagref(turn.v), radius * sin(k * M_PI / 8));
            sum = cball_add(sum, c->family->cdf_analytic(s, c, cball_add(centre, turn), inside));
        }
        cr_expect_lt(sqrt(fabs(ball_double(squared_size(sum, s)))) / 16, 1e-7, "%s: mean over a circle at %g",
                     l->text, x);
        scope_close(s);
    }
}

Test(continuation, continuation_is_holomorphic) { for_each_family_example(check_analytic); }

/* The continuation on a square encloses its values at points of the square. */
static void check_squares(const law *l)
{
    const component *c = &l->c[0];
    for (int i = 2; i < POINTS - 1 && continuous(l) && c->family->cdf_analytic; i += 4) {
        double x = law_quantile_double(l, levels[i]), radius = fmin(room_around(l, x) / 4, spread(l) / 16);
        if (!(radius > 1e-300))
            continue;
        scope *s = scope_open(64);
        real inside = real_from_double(l->pool, x);
        cball centre = cball_from_ball(s, ball_exact_double(s, x)), square = cball_from_ball(s, ball_int(0));
        ball side = ball_within(ball_exact_double(s, radius));
        arb_set(acb_realref(square.v), side.v);
        arb_set(acb_imagref(square.v), side.v);
        cball wide = c->family->cdf_analytic(s, c, cball_add(centre, square), inside);
        for (int k = 0; k < 8; k++) {
            cball turn = cball_from_ball(s, ball_exact_double(s, radius * cos(k * M_PI / 4)));
            arb_set_d(acb_imagref(turn.v), radius * sin(k * M_PI / 4));
            cball value = c->family->cdf_analytic(s, c, cball_add(centre, turn), inside);
            cr_expect(acb_overlaps(wide.v, value.v), "%s: square at %g, point %d", l->text, x, k);
        }
        scope_close(s);
    }
}

Test(continuation, squares_enclose_their_points) { for_each_family_example(check_squares); }

/*
 * A box around the branch points 0 and 1 has no holomorphic value; outside the support the continuation is
 * constant.
 */
Test(continuation, continuation_refuses_cuts)
{
    const struct {
        const char *text;
        double at, inside;
    } cases[] = {{"gamma(1/2, 1)", 0, 1}, {"beta(1/2, 2)", 0, 0.5}, {"beta(1/2, 2)", 1, 0.5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scope *s = scope_open(64);
        scope_set_holomorphic(s, true);
        law *l = law_parse(cases[i].text, NULL, NULL);
        const component *c = &l->c[0];
        cball box = cball_from_ball(s, ball_widen(ball_exact_double(s, cases[i].at), ball_ratio(1, 8)));
        cball value = c->family->cdf_analytic(s, c, box, real_from_double(l->pool, cases[i].inside));
        cr_expect(!cball_is_finite(value), "%s around %g", cases[i].text, cases[i].at);
        value = c->family->cdf_analytic(s, c, box, real_int(l->pool, -3));
        cr_expect(ball_contains(cball_real(value), ball_int(0)) && cball_is_finite(value), "%s left of 0",
                  cases[i].text);
        law_free(l);
        scope_close(s);
    }
}
