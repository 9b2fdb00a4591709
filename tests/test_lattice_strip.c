/*
 * Long sums over {0, 1, 2, ...} that are not visited integer by integer: the contour formula against the sum term by term, closed
 * forms at sizes where nothing can be visited, and the limits that these laws have.
 */
#include "divergence_checks.h"

#include "divergences/dyadic.h"
#include "divergences/lattice.h"

TestSuite(lattice_strip, .init = quiet);

enum { BITS = 260 };

/* The same sum term by term: u, p and q from the log weights at each integer, the densities by their definitions. */
static ball term_by_term(scope *s, const functional *f, real order, const lattice_law *p,
                         const lattice_law *q, slong from, slong to)
{
    ball sum = ball_in(s, ball_int(0));
    for (slong n = from; n < to; n++) {
        scope *work = scope_open(BITS);
        ball P = lattice_weight(work, p, n), Q = q ? lattice_weight(work, q, n) : ball_in(work, ball_int(1));
        sum = ball_add(sum, ball_in(s, f->perspective(P, Q, order ? real_ball(work, order) : ball_int(0))));
        scope_close(work);
    }
    return sum;
}

static const struct {
    const char *p, *q; /* q NULL: counting measure */
    slong from, to;
} stretches[] = {
    {"geometric(1e-3)", "geometric(1/700)", 0, 1500},
    {"poisson(1e3)", "geometric(1e-3)", 0, 1500},
    {"poisson(2000)", "poisson(2010)", 1900, 2100}, /* both ends where the mass is */
    {"binomial(6000, 1/3)", "poisson(2000)", 1990, 2050},
    {"binomial(6000, 1/3)", "binomial(6100, 1/3)", 1800, 2200},
    {"0.3*poisson(2000) + 0.7*geometric(1e-3)", "0.5*geometric(1e-3) + 0.5*binomial(9000, 1/4)", 1900, 2400},
    {"poisson(2000)", NULL, 1900, 2300},
};

Test(lattice_strip, sums_term_by_term, .timeout = 120)
{
    real_pool *pool = real_pool_open();
    const struct {
        const functional *f;
        real order;
    } of[] = {{&functional_kl, NULL},
              {&functional_half_game, NULL},
              {&functional_power_below, real_ratio(pool, 1, 3)},
              {&functional_power_above, real_ratio(pool, 3, 2)}};
    for (size_t i = 0; i < sizeof stretches / sizeof *stretches; i++) {
        law *p = read_law(stretches[i].p), *q = stretches[i].q ? read_law(stretches[i].q) : NULL;
        lattice_law own = lattice_open(pool, p, 100), other = lattice_open(pool, q, 100);
        for (size_t k = 0; k < (q ? sizeof of / sizeof *of : 1); k++) {
            scope *s = scope_open(BITS);
            const lattice_law *second = q ? &other : NULL;
            slong from = stretches[i].from, to = stretches[i].to;
            ball truth = term_by_term(s, of[k].f, of[k].order, &own, second, from, to);
            for (slong goal = 40; goal <= (k == i % 4 ? 160 : 40); goal += 120) {
                ball found = lattice_strip_sum(s, pool, of[k].f, of[k].order, &own, second, from, to, goal);
                /* Four integrals and bounds, which together may pass 2^-goal by a little. */
                cr_expect(ball_overlaps(truth, found) && ball_log2_error(found) < 2 - (double)goal
                              && ball_log2_error(truth) < -(double)goal,
                          "%s, %s, functional %zu, goal %ld: %.17g +- %.3g but %.17g +- %.3g, apart %g",
                          stretches[i].p, q ? stretches[i].q : "counting", k, goal, ball_double(found),
                          ball_radius(found), ball_double(truth), ball_radius(truth),
                          ball_double(ball_sub(truth, found)));
            }
            scope_close(s);
        }
        lattice_close(&own);
        lattice_close(&other);
        law_free(p);
        law_free(q);
    }
    real_pool_close(pool);
}

/* Half the sum of |p - q|, by signs and distribution functions, where p - q changes its sign up to three times. */
Test(lattice_strip, total_variation_term_by_term, .timeout = 60)
{
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof stretches / sizeof *stretches; i++) {
        if (!stretches[i].q)
            continue;
        law *p = read_law(stretches[i].p), *q = read_law(stretches[i].q);
        lattice_law own = lattice_open(pool, p, 100), other = lattice_open(pool, q, 100);
        scope *s = scope_open(BITS);
        slong from = stretches[i].from, to = stretches[i].to;
        ball truth = term_by_term(s, &functional_tv, NULL, &own, &other, from, to);
        ball found = lattice_signs_sum(s, pool, &own, &other, from, to);
        cr_expect(ball_overlaps(truth, found) && ball_log2_error(found) < -160
                      && ball_log2_error(truth) < -160,
                  "%s, %s: %.17g +- %.3g but %.17g +- %.3g", stretches[i].p, stretches[i].q,
                  ball_double(found), ball_radius(found), ball_double(truth), ball_radius(truth));
        scope_close(s);
        lattice_close(&own);
        lattice_close(&other);
        law_free(p);
        law_free(q);
    }
    real_pool_close(pool);
}

/* By signs, against running sums over every atom. */
Test(lattice_strip, distances_against_running_sums, .timeout = 120)
{
    static const char *const pair[][2] = {
        {"0.5*poisson(2e4) + 0.5*geometric(1e-4)", "0.3*geometric(1/8000) + 0.7*geometric(1/15000)"}};
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        law *p = read_law(pair[i][0]), *q = read_law(pair[i][1]);
        scope *s = scope_open(120);
        enclosure by_signs, by_sums;
        cr_assert(lattice_kolmogorov(s, p, q, 40, &by_signs) && dyadic_kolmogorov(s, p, q, 40, &by_sums));
        cr_expect(ball_overlaps(by_signs.value, by_sums.value) && ball_radius(by_signs.value) < 1e-12
                      && ball_radius(by_sums.value) < 1e-12,
                  "sup|F - G| of %s, %s: %.17g but %.17g", pair[i][0], pair[i][1],
                  ball_double(by_signs.value), ball_double(by_sums.value));
        cr_assert(lattice_w1(s, p, q, 40, &by_signs)
                  && dyadic_wasserstein(s, real_int(pool, 1), p, q, 40, &by_sums));
        cr_expect(ball_overlaps(by_signs.value, by_sums.value) && ball_radius(by_signs.value) < 1e-10
                      && ball_radius(by_sums.value) < 1e-10,
                  "W1 of %s, %s: %.17g but %.17g", pair[i][0], pair[i][1], ball_double(by_signs.value),
                  ball_double(by_sums.value));
        scope_close(s);
        law_free(p);
        law_free(q);
    }
    real_pool_close(pool);
}

static ball certified(scope *s, const char *name, const char *p, const char *q, method by)
{
    request r = request_default;
    r.by = by;
    r.digits = 20;
    result one;
    cr_assert(computed(name, p, q, &r, &one), "%s of %s, %s", name, p, q);
    cr_expect(one.decided, "%s of %s, %s: undecided", name, p, q);
    ball value = ball_in(s, one.value);
    result_clear(&one);
    return value;
}

/* Pairs whose masses no sum can visit: by closed form, and from the definition. */
Test(lattice_strip, closed_forms_at_any_size, .timeout = 60)
{
    static const char *const pair[][2] = {{"poisson(1e12)", "poisson(1.000002e12)"},
                                          {"geometric(1e-9)", "geometric(1.7e-9)"},
                                          {"binomial(1e12, 1/3)", "binomial(1e12, 0.333334)"}};
    static const char *const names[] = {"kl", "hellinger2", "renyi(3/2)"};
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            scope *s = scope_open(BITS);
            ball closed = certified(s, names[k], pair[i][0], pair[i][1], METHOD_CLOSED_FORM),
                 sum = certified(s, names[k], pair[i][0], pair[i][1], METHOD_CERTIFIED);
            cr_expect(ball_overlaps(closed, sum), "%s of %s, %s: %.17g but %.17g", names[k], pair[i][0],
                      pair[i][1], ball_double(sum), ball_double(closed));
            scope_close(s);
        }
}

/*
 * Laws on integers against their limits, which they approach like the spacing: geometric(a h), h -> 0, is exponential(a) in
 * units of 1/h, and poisson laws are normal up to terms of the order of 1/sd.
 */
Test(lattice_strip, limits, .timeout = 60)
{
    scope *s = scope_open(BITS);
    ball geometric = certified(s, "js", "geometric(1e-9)", "geometric(2e-9)", METHOD_CERTIFIED),
         exponential = certified(s, "js", "exponential(1)", "exponential(2)", METHOD_CERTIFIED);
    cr_expect(fabs(ball_double(geometric) - ball_double(exponential)) < 1e-8);
    ball poisson = certified(s, "js", "poisson(1e12)", "poisson(1.000001e12)", METHOD_CERTIFIED),
         normal = certified(s, "js", "normal(0,1)", "normal(1,1)", METHOD_CERTIFIED);
    cr_expect(fabs(ball_double(poisson) - ball_double(normal)) < 1e-5);
    scope_close(s);
}

/* Atoms on the integers of a long run count once, with what the lattice has there. */
Test(lattice_strip, with_atoms_inside, .timeout = 60)
{
    scope *s = scope_open(BITS);
    ball apart = certified(s, "kl", "0.5*geometric(1e-4) + 0.5*point(-1)",
                           "0.5*geometric(2e-4) + 0.5*point(-1)", METHOD_CERTIFIED),
         whole = certified(s, "kl", "geometric(1e-4)", "geometric(2e-4)", METHOD_CERTIFIED);
    cr_expect(ball_overlaps(apart, ball_scale2(whole, -1)));
    /* P = (geometric(h) + point at 7)/2 against Q = geometric(h): at 7 the ratio is 1/2 + 1/(2 w), elsewhere 1/2. */
    ball w = ball_in(s, ball_ratio(1, 10000));
    w = ball_mul(w, ball_pow(ball_in(s, ball_ratio(9999, 10000)), ball_int(7)));
    ball at = ball_scale2(ball_add_int(w, 1), -1), rest = ball_scale2(ball_sub(ball_int(1), w), -1);
    ball expected = ball_sub(ball_mul(at, ball_log(ball_div(at, w))), ball_mul(rest, ball_log2(s)));
    ball found =
        certified(s, "kl", "0.5*geometric(1e-4) + 0.5*point(7)", "geometric(1e-4)", METHOD_CERTIFIED);
    cr_expect(ball_overlaps(found, expected), "%.17g but %.17g", ball_double(found), ball_double(expected));
    scope_close(s);
}
