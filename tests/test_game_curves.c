/* The slope of V(G, D*) by the envelope theorem against differences of 2 JS - log 4. */
#include "divergences/divergence.h"
#include "divergences/game_curves.h"
#include <criterion/criterion.h>
#include <math.h>

static double js_value(double theta)
{
    error e;
    char text[64];
    divergence d;
    result r;
    snprintf(text, sizeof text, "normal(%.17g, 1)", theta);
    law *p = law_parse("normal(0, 1)", NULL, &e), *q = law_parse(text, NULL, &e);
    cr_assert(p && q && divergence_parse("js", NULL, &d, &e)
                  && divergence_compute(d, p, q, &request_default, &r, &e),
              "js");
    double value = ball_double(game_value_from_js(r.value));
    result_clear(&r);
    law_free(p);
    law_free(q);
    return value;
}

Test(game_curves, slope_of_the_game)
{
    for (double theta = -4; theta <= 4; theta += 1.25) {
        double h = 0.01, chord = (js_value(theta + h) - js_value(theta - h)) / (2 * h);
        cr_assert_float_eq(game_slope(theta), chord, 2e-5, "theta = %g: %g, %g", theta, game_slope(theta),
                           chord);
    }
    double path[2]; /* one step of size 1 from theta = 1 */
    game_descent(1, 1, 2, path);
    cr_assert_float_eq(path[1], 0.6020271328167501563814, 1e-13, "%.16g", path[1]);
}
