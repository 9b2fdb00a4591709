/*
 * Closed forms, certified routes, quadrature and samples answer one question: their values overlap within the errors that they
 * claim. Statistical ones claim 99.99 %, and the seed is fixed. Beside them, values that one route once got wrong.
 */
#include "divergence_checks.h"

TestSuite(methods, .init = quiet);

static const char *const names[] = {"kl",         "reverse-kl", "jeffreys", "js",     "js-distance",
                                    "tv",         "hellinger2", "chi2",     "neyman", "renyi(1/3)",
                                    "renyi(1/2)", "renyi(3/2)", "renyi(2)", "w1",     "w2",
                                    "energy",     "kolmogorov"};
enum { NAMES = sizeof names / sizeof *names };

Test(methods, agree_within_their_errors)
{
    static const char *const pairs[][2] = {{"normal(0,1)", "normal(1,2)"},
                                           {"laplace(0,1)", "logistic(0,1)"},
                                           {"beta(2,3)", "uniform(0,1)"},
                                           {"gamma(3,1)", "exponential(1)"},
                                           {"0.3*normal(-1,0.5) + 0.7*normal(2,1.5)", "normal(0,1)"},
                                           {"poisson(2)", "poisson(5)"},
                                           {"bernoulli(1/4)", "bernoulli(1/2)"}};
    int seen[4] = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (int k = 0; k < NAMES; k++) {
            static const method ways[] = {METHOD_AUTO, METHOD_CERTIFIED, METHOD_QUADRATURE, METHOD_SAMPLES};
            result first = {0}, next;
            for (int w = 0; w < 4; w++) {
                request r = {.digits = 12, .by = ways[w], .budget = 2, .seed = 1, .samples = 20000};
                if (!computed(names[k], pairs[i][0], pairs[i][1], &r, &next))
                    continue;
                cr_expect(!w || next.why == first.why, "%s of %s, %s: reasons %d, %d", names[k], pairs[i][0],
                          pairs[i][1], first.why, next.why);
                cr_expect(!w || next.why != FINITE || ball_overlaps(first.value, next.value),
                          "%s of %s, %s: %.15g, by method %d %.15g +- %.2g", names[k], pairs[i][0],
                          pairs[i][1], ball_double(first.value), ways[w], ball_double(next.value),
                          ball_radius(next.value));
                seen[w]++;
                if (w)
                    result_clear(&next);
                else
                    first = next;
            }
            result_clear(&first);
        }
    cr_expect(seen[0] == 7 * NAMES && seen[1] > 100 && seen[2] > 90 && seen[3] > 40,
              "methods met: %d %d %d %d", seen[0], seen[1], seen[2], seen[3]);
}

/*
 * Where a law on the integers meets one whose tail is longer, the pieces beyond the last integer that matters hold further
 * integers: there F - G is not smooth. The values are means, E|X - c|.
 */
Test(methods, integers_inside_long_pieces)
{
    static const char *const cases[][3] = {
        {"0.3*poisson(2) + 0.7*laplace(0,1)", "point(0)", "13/10"},
        {"0.2*finite(0: 1/2, 5/2: 1/2) + 0.3*poisson(2) + 0.5*laplace(0,1)", "point(0)", "27/20"},
        {"0.5*poisson(1) + 0.5*logistic(0,1)", "point(-1000)", "2001/2"},
        {"poisson(2)", "0.5*point(0) + 0.5*point(-1000000)", "500002"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (slong goal = 20; goal <= 120; goal += 20) {
            scope *s = scope_open(
                goal + 90); /* more bits than the goal needs: roundings must not hide what is left out */
            question one = ask("w1", cases[i][0], cases[i][1]);
            enclosure found;
            cr_assert(divergence_enclose(s, one.d, one.p, one.q, goal, METHOD_CERTIFIED, &found));
            cr_expect(ball_overlaps(found.value, reference(s, cases[i][2])),
                      "w1 of %s, %s, goal %ld: %.20g +- %.2g, not %s", cases[i][0], cases[i][1], goal,
                      ball_double(found.value), ball_radius(found.value), cases[i][2]);
            cr_expect(ball_log2_error(found.value) < 24 - (double)goal, "w1 of %s, %s, goal %ld: error 2^%g",
                      cases[i][0], cases[i][1], goal, ball_log2_error(found.value));
            forget(&one);
            scope_close(s);
        }
}

/* No value is known here, but a finer enclosure. */
Test(methods, energy_and_kolmogorov_at_two_precisions)
{
    static const char *const both[] = {"energy", "kolmogorov"};
    for (int k = 0; k < 2; k++) {
        question one = ask(both[k], "0.3*poisson(2) + 0.7*laplace(0,1)", "0.5*normal(0,3) + 0.5*poisson(1)");
        scope *keep = scope_open(300);
        enclosure found;
        divergence_enclose(keep, one.d, one.p, one.q, 140, METHOD_CERTIFIED, &found);
        ball fine = found.value;
        for (slong goal = 20; goal <= 100; goal += 20) {
            scope *s = scope_open(goal + 90);
            cr_assert(divergence_enclose(s, one.d, one.p, one.q, goal, METHOD_CERTIFIED, &found));
            cr_expect(ball_overlaps(found.value, fine), "%s, goal %ld: %.20g +- %.2g", both[k], goal,
                      ball_double(found.value), ball_radius(found.value));
            scope_close(s);
        }
        forget(&one);
        scope_close(keep);
    }
}

/* The same specification read twice is the same law, point by point. */
Test(methods, a_law_of_points_is_itself)
{
    static const char *const laws[] = {"finite(0: 1/2, 1: 1/3, 2: 1/6)",
                                       "0.5*finite(0.1: 1) + 0.5*normal(0,1)",
                                       "0.25*bernoulli(1/3) + 0.75*finite(1/3: 1/3, 2/3: 2/3)"};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        for (int k = 0; k < NAMES; k++) {
            request r = {.digits = 15, .budget = 1};
            result out;
            cr_assert(computed(names[k], laws[i], laws[i], &r, &out));
            cr_expect(ball_is_exact_zero(out.value) && out.decided, "%s of %s to itself: %g", names[k],
                      laws[i], ball_double(out.value));
            result_clear(&out);
        }
}
