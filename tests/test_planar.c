/*
 * Divergences of laws on the plane: JS from the affinity against V from its definition, both and TV against plain sums
 * on a grid, and the product rules.
 */
#include "planar_checks.h"

#include "divergences/planar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Normal laws ---- */

static const char pair_p[] = "normal2(0,0,1,1,0)", pair_q[] = "normal2(1,0,1,1,1/2)";

/* The values were computed with mpmath by the trapezoidal rule on the plane, to 36 digits. */
Test(planar, a_pair_with_known_values)
{
    static const struct {
        const char *name, *digits;
    } known[] = {{"kl", "0.856158963774109536280390497003086284"},
                 {"reverse-kl", "0.643841036225890463719609502996913716"},
                 {"js", "0.142945266217377200845570919073143229"},
                 {"hellinger2", "0.158849423862963579983366690969960863"}};
    law *p = parsed(pair_p), *q = parsed(pair_q);
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        divergence d;
        error e = {0};
        int at = 0;
        request r = request_default;
        r.digits = 33;
        result out;
        cr_assert(divergence_parse(known[i].name, pool, &d, &e) && divergence_compute(d, p, q, &r, &out, &e),
                  "%s", e.message);
        ball expected = real_ball(out.storage, real_parse(pool, known[i].digits, &at, NULL, &e));
        ball wrong = ball_abs(ball_sub(out.value, expected));
        cr_assert(out.decided && ball_less(wrong, ball_exact_double(out.storage, 1e-33)) == HOLDS, "%s",
                  known[i].name);
        result_clear(&out);
    }
    scope *s = scope_open(160);
    int at = 0;
    ball w2 = real_ball(s, real_parse(pool, "1.13629669484372685300102720108441053", &at, NULL, NULL));
    ball wrong = ball_abs(ball_sub(ball_sqr(enclosed(s, "w2", pair_p, pair_q, 130, METHOD_AUTO).value), w2));
    cr_assert(ball_less(wrong, ball_exact_double(s, 1e-33)) == HOLDS, "w2");
    scope_close(s);
    expect_infinite("chi2", pair_p, pair_q, INFINITE_TAIL);
    real_pool_close(pool);
    law_free(p);
    law_free(q);
}

/*
 * V = -2 log 2 + 2 JS, two routes that share nothing; and with the factor 2 dropped the enclosures are
 * disjoint.
 */
static void check_game(const char *p, const char *q, slong goal)
{
    scope *s = scope_open(goal + 40);
    law *a = parsed(p), *b = parsed(q);
    ball value = planar_game_value(s, a, b, goal), two_log2 = ball_scale2(ball_log2(s), 1);
    ball js = enclosed(s, "js", p, q, goal, METHOD_AUTO).value;
    cr_assert(ball_log2_error(value) < (double)-goal + 6, "%s, %s: V is off by 2^%g", p, q,
              ball_log2_error(value));
    ball predicted = ball_sub(ball_scale2(js, 1), two_log2);
    cr_assert(ball_agree(value, predicted) != FAILS, "%s, %s: V and JS disagree", p, q);
    cr_assert(ball_is_exact_zero(js) || ball_agree(value, ball_sub(js, two_log2)) == FAILS,
              "the falsehood survives");
    law_free(a);
    law_free(b);
    scope_close(s);
}

Test(planar, game_value_agrees_with_js)
{
    check_game(pair_p, pair_q, 100);
    check_game(pair_p, pair_p, 60);
    check_game(pair_p, "normal2(1,2,1,1,0)", 60);
    check_game(pair_p, "normal2(1,2,2,2,0)", 40);
    check_game("normal2(0,0,1,2,0)", "normal2(0,0,2,1,0)", 40);
    check_game("product(normal(0,1),normal(1,2))", "normal2(1/2,1,1,3/2,-0.3)", 50);
    random_stream *r = random_open(22, 0);
    for (int i = 0; i < 12; i++) {
        char p[128], q[128], *const both[] = {p, q};
        for (int k = 0; k < 2; k++)
            snprintf(both[k], sizeof p, "normal2(%d/4, %d/4, %d/8, %d/8, %d/10)",
                     (int)random_below(r, 17) - 8, (int)random_below(r, 17) - 8, 6 + (int)random_below(r, 6),
                     6 + (int)random_below(r, 6), (int)random_below(r, 13) - 6);
        check_game(p, q, 25);
    }
    random_close(r);
}

/* Sums over a fine grid in double precision: JS and TV. */
static void grid_values(const char *p, const char *q, double reach, int n, double *js, double *tv)
{
    law *a = parsed(p), *b = parsed(q);
    double h = 2 * reach / n, sum = 0, gap = 0;
    double *xy = malloc(sizeof *xy * 2 * (size_t)n), *u = malloc(sizeof *u * (size_t)n),
           *v = malloc(sizeof *v * (size_t)n);
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
            xy[2 * k] = -reach + (i + 0.5) * h;
            xy[2 * k + 1] = -reach + (k + 0.5) * h;
        }
        law_log_density2_double(a, (size_t)n, xy, u);
        law_log_density2_double(b, (size_t)n, xy, v);
        for (int k = 0; k < n; k++) {
            double f = exp(u[k]), g = exp(v[k]);
            sum += (f > 0 ? f * log(2 * f / (f + g)) : 0) + (g > 0 ? g * log(2 * g / (f + g)) : 0);
            gap += fabs(f - g);
        }
    }
    *js = sum * h * h / 2;
    *tv = gap * h * h / 2;
    free(xy), free(u), free(v);
    law_free(a);
    law_free(b);
}

Test(planar, certified_values_agree_with_sums_on_a_grid)
{
    static const char *const pairs[][2] = {{"normal2(0,0,1,1,0)", "normal2(1,0,1,1,1/2)"},
                                           {"normal2(0,0,1,2,0)", "normal2(0,0,2,1,0)"},
                                           {"normal2(0,0,1,1,0)", "normal2(1,1/2,1,3/2,0)"},
                                           {"normal2(0,0,1,1,0)", "normal2(1,1/2,3/2,3/2,0)"},
                                           {"normal2(0,1,1,2,0.6)", "normal2(-1,0,1,1,-0.3)"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        double js, tv;
        grid_values(pairs[i][0], pairs[i][1], 18, 700, &js, &tv);
        expect_near("js", pairs[i][0], pairs[i][1], js, 1e-11);
        expect_near("tv", pairs[i][0], pairs[i][1], tv, 5e-4);
    }
    double js, tv;
    grid_values("product(normal(0,1),logistic(0,1/2))", "product(normal(1,2),normal(0,1))", 16, 500, &js,
                &tv);
    expect_near("js", "product(normal(0,1),logistic(0,1/2))", "product(normal(1,2),normal(0,1))", js, 1e-9);
    (void)tv;
}

/*
 * Enclosures of every accuracy contain the value, also the coarse ones, where the error terms are all there
 * is.
 */
Test(planar, coarse_enclosures_contain_fine_ones)
{
    scope *s = scope_open(160);
    static const char *const names[] = {"js", "tv"};
    for (int k = 0; k < 2; k++) {
        ball fine = enclosed(s, names[k], pair_p, pair_q, 110, METHOD_AUTO).value;
        for (slong goal = 4; goal < 60; goal += 7) {
            ball coarse = enclosed(s, names[k], pair_p, pair_q, goal, METHOD_AUTO).value;
            cr_assert(ball_contains(coarse, fine), "%s at 2^-%ld", names[k], (long)goal);
            cr_assert(ball_log2_error(coarse) < (double)-goal + 6, "%s at 2^-%ld is too wide", names[k],
                      (long)goal);
        }
    }
    law *p = parsed(pair_p), *q = parsed(pair_q);
    ball fine = planar_game_value(s, p, q, 60);
    for (slong goal = 4; goal < 50; goal += 9)
        cr_assert(ball_contains(planar_game_value(s, p, q, goal), fine), "V at 2^-%ld", (long)goal);
    law_free(p);
    law_free(q);
    scope_close(s);
}

/* ---- Products ---- */

Test(planar, product_rules)
{
    static const char p1[] = "exponential(1)", q1[] = "exponential(3/2)", p2[] = "normal(0,1)",
                      q2[] = "normal(1,2)";
    static const char p[] = "product(exponential(1),normal(0,1))",
                      q[] = "product(exponential(3/2),normal(1,2))";
    static const struct {
        const char *name;
        enum { SUM, MORE, LESS, SQUARES } rule;
    } rules[] = {
        {"kl", SUM},    {"reverse-kl", SUM},  {"jeffreys", SUM}, {"renyi(1/2)", SUM},    {"renyi(3/2)", SUM},
        {"chi2", MORE}, {"hellinger2", LESS}, {"w2", SQUARES},   {"cross-entropy", SUM}, {"entropy", SUM}};
    scope *s = scope_open(120);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        bool alone = !strcmp(rules[i].name, "entropy");
        ball a = value_of(s, rules[i].name, p1, alone ? NULL : q1),
             b = value_of(s, rules[i].name, p2, alone ? NULL : q2);
        ball expected[] = {ball_add(a, b), ball_add_int(ball_mul(ball_add_int(a, 1), ball_add_int(b, 1)), -1),
                           ball_sub(ball_add(a, b), ball_mul(a, b)),
                           ball_sqrt(ball_add(ball_sqr(a), ball_sqr(b)))};
        ball whole = value_of(s, rules[i].name, p, alone ? NULL : q);
        cr_assert(ball_overlaps(whole, expected[rules[i].rule]), "%s", rules[i].name);
    }
    scope_close(s);
    expect_infinite("kl", "product(uniform(0,2),normal(0,1))", "product(uniform(0,1),normal(0,1))",
                    INFINITE_SUPPORT);
    expect_infinite("kl", "product(cauchy(0,1),normal(0,1))", "product(normal(0,1),normal(0,1))",
                    INFINITE_TAIL);
    expect_infinite("kl", "product(cauchy(0,1),uniform(0,2))", "product(normal(0,1),uniform(0,1))",
                    INFINITE_SUPPORT);
}

/* A shared factor changes nothing; with atoms the affinity is a sum, and JS that of the four points. */
Test(planar, js_of_products)
{
    scope *s = scope_open(120);
    ball line = value_of(s, "js", "laplace(0,1)", "normal(1,2)");
    cr_assert(ball_overlaps(
        line, value_of(s, "js", "product(laplace(0,1),beta(2,3))", "product(normal(1,2),beta(2,3))")));
    cr_assert(ball_overlaps(
        line, value_of(s, "js", "product(point(0),laplace(0,1))", "product(point(0),normal(1,2))")));
    ball four =
        value_of(s, "js", "finite(0: 1/6, 1: 1/6, 2: 1/3, 3: 1/3)", "finite(0: 3/8, 1: 1/8, 2: 3/8, 3: 1/8)");
    ball product =
        value_of(s, "js", "product(bernoulli(2/3),bernoulli(1/2))", "product(bernoulli(1/2),bernoulli(1/4))");
    cr_assert(ball_overlaps(four, product), "JS of products of coins");
    /*
     * exp(1) x U(0,1) against exp(2) x U(0,2): p = e^-x, q = e^-2x on the strip where both live, half of Q is
     * apart
     */
    ball apart =
        value_of(s, "js", "product(exponential(1),uniform(0,1))", "product(exponential(2),uniform(0,2))");
    cr_assert(ball_overlaps(apart, ball_ratio(1, 4)), "JS of half-overlapping products");
    scope_close(s);
}
