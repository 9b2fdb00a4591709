/*
 * Symbols, jets and minima over boxes, and the slopes of the two games of normals: against central differences, known values,
 * and each other.
 */
#include "calculus/only_minimum.h"
#include "divergences/location_game.h"
#include "divergences/normal_game.h"
#include "number/real_jet.h"
#include <criterion/criterion.h>
#include <math.h>

typedef struct setting {
    scope *s;
    real_pool *pool;
    symbols of;
} setting;

static setting open_setting(const char *where)
{
    setting t = {.s = scope_open(128), .pool = real_pool_open()};
    error e = {.message = ""};
    cr_assert(symbols_read(&t.of, t.pool, where, &e), "%s: %s", where, e.message);
    return t;
}

static void close_setting(setting *t)
{
    real_pool_close(t->pool);
    scope_close(t->s);
}

static real expression(setting *t, const char *text)
{
    error e = {.message = ""};
    real f = symbols_expression(&t->of, t->pool, text, &e);
    cr_assert(f, "%s: %s", text, e.message);
    return f;
}

static real_jet jet(setting *t, real f, double x, double y)
{
    ball at[] = {ball_exact_double(t->s, x), ball_exact_double(t->s, y)};
    return real_jet_at(t->s, f, 2, t->of.node, at);
}

static const char *const smooth[] = {
    "x*y - y/x",   "log(x*y)*x",      "sqrt(x + y^2)", "exp(x - y)/(1 + x^2)",
    "x^3*y^(1/3)", "abs(x - 5)*y^-2", "(x - y)^4",     "2^(1/2)*x + pi*y"};

Test(jets, agree_with_differences)
{
    setting t = open_setting("x in [1/2, 3], y in [1/2, 3]");
    const double h = 0x1p-20, x = 1.25, y = 0.875;
    for (size_t k = 0; k < sizeof smooth / sizeof *smooth; k++) {
        real f = expression(&t, smooth[k]);
        real_jet here = jet(&t, f, x, y), right = jet(&t, f, x + h, y), left = jet(&t, f, x - h, y);
        ball width = ball_exact_double(t.s, 2 * h);
        double slope = ball_double(ball_div(ball_sub(right.value, left.value), width));
        cr_expect(fabs(slope - ball_double(here.slope[0])) < 1e-9, "d/dx %s: %g", smooth[k], slope);
        for (int b = 0; b < 2; b++) {
            double bend = ball_double(ball_div(ball_sub(right.slope[b], left.slope[b]), width));
            cr_expect(fabs(bend - ball_double(here.bend[0][b])) < 1e-9, "second of %s: %g", smooth[k], bend);
            cr_expect(ball_agree(here.bend[0][b], here.bend[b][0]) != FAILS, "%s: symmetric", smooth[k]);
        }
    }
    close_setting(&t);
}

static verdict minimum(const char *text, double near)
{
    setting t = open_setting("x in [-2, 2]");
    ball point[] = {ball_exact_double(t.s, near)};
    verdict v = only_minimum(t.s, &t.of, expression(&t, text), 60, point);
    close_setting(&t);
    return v;
}

Test(minimum, is_found_where_it_is_and_nowhere_else)
{
    cr_expect(minimum("x^2", 0.01) == HOLDS, "a parabola");
    cr_expect(minimum("x^2", 1) == FAILS, "away from its minimum");
    cr_expect(minimum("-x^2", 0) != HOLDS, "a maximum");
    cr_expect(minimum("x^4 - 2*x^2", 1) != HOLDS, "one of two minima");
    cr_expect(minimum("x^2*(x - 1)^2*(x + 3)", 0) != HOLDS, "one of several critical points");
    cr_expect(minimum("abs(x)", 0) != HOLDS, "a kink");
}

Test(symbols, refuse_what_they_cannot_read)
{
    static const char *const wrong[] = {"",     "x",      "x in [1, 0]", "x in [0, 1",
                                        "x = ", "x = 1,", "x = 1 y = 2", "3 = 1"};
    real_pool *pool = real_pool_open();
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        symbols of;
        error e = {.message = ""};
        cr_expect(!symbols_read(&of, pool, wrong[k], &e) && e.message[0], "'%s'", wrong[k]);
    }
    real_pool_close(pool);
}

/* E N(1,1) of D*, by mpmath at 40 digits: 0.39797286718324984371860508028800 */
Test(games, have_known_slopes)
{
    scope *s = scope_open(128);
    ball h = location_game_slope(s, ball_int(1), 80), zero = location_game_slope(s, ball_int(0), 80);
    cr_expect(fabs(ball_double(h) - 0.39797286718324984) < 1e-16 && ball_radius(h) < 1e-22, "h(1)");
    cr_expect(ball_contains(zero, ball_in(s, ball_ratio(1, 2))), "h(0) = 1/2");
    ball wide = location_game_slope(s, ball_widen(ball_int(1), ball_in(s, ball_ratio(1, 100))), 24);
    cr_expect(ball_contains(wide, h), "a wide theta contains the narrow one");
    ball ray = normal_game_rise(s, ball_int(1), ball_int(1), ball_int(0), 80);
    cr_expect(ball_overlaps(ray, h) && ball_radius(ray) < 1e-20, "along theta both games have one slope");
    ball centre = normal_game_rise(s, ball_int(0), ball_int(1), ball_int(2), 80);
    cr_expect(ball_contains(centre, ball_in(s, ball_ratio(9, 2))), "H(0, c, e) = (c^2 + 2 e^2)/2");
    scope_close(s);
}
