/*
 * Nearly equal laws: the integrands without cancellation at the ordinary precision against the plain ones at four times the
 * precision, on random pairs of all families; and how many digits are kept. Equal laws, and values that are infinite.
 */
#include "divergences/near.h"

#include "divergence_checks.h"
#include "divergences/fdivergence.h"
#include "random_pairs.h"

TestSuite(near, .init = quiet);

typedef struct form_pair {
    const char *name;
    const functional *near, *plain;
    slong num, den; /* the order */
    double shift;   /* plain - near, for laws of mass one; JS: log 2 less */
} form_pair;
static const form_pair forms[] = {
    {"kl", &functional_near_kl, &functional_kl, 1, 1, 0},
    {"js", &functional_near_js, &functional_half_game, 1, 1, 0},
    {"power 1/2", &functional_near_power_below, &functional_power_below, 1, 2, 1},
    {"power 1/5", &functional_near_power_below, &functional_power_below, 1, 5, 1},
    {"power 2", &functional_near_power_above, &functional_power_above, 2, 1, 1},
    {"power 3/2", &functional_near_power_above, &functional_power_above, 3, 2, 1},
};

static void compare(const form_pair *f, const law *p, const law *q, slong nearness, int *kept)
{
    enum { GOAL = 58, BITS = 96, DEEP = 150 };
    scope *s = scope_open(BITS), *deep = scope_open(DEEP + 60);
    real_pool *pool = real_pool_open();
    real order = real_ratio(pool, f->num, f->den);
    enclosure a, b;
    functional_integral(s, f->near, order, p, q, GOAL + 2 * nearness, &a);
    scope_set_deadline(deep, scope_work() + 5);
    functional_integral(deep, f->plain, order, p, q, DEEP, &b);
    cr_expect(a.why == b.why, "%s of %s, %s: infinite for the reasons %d and %d", f->name, p->text, q->text,
              a.why, b.why);
    ball plain = f->plain == &functional_half_game ? ball_add(b.value, ball_log2(deep))
                                                   : ball_sub(b.value, ball_exact_double(deep, f->shift));
    if (a.why == FINITE) {
        cr_expect(ball_overlaps(a.value, plain), "%s of %s, %s: %.17g +- %.2g, not %.17g +- %.2g", f->name,
                  p->text, q->text, ball_double(a.value), ball_radius(a.value), ball_double(plain),
                  ball_radius(plain));
        *kept += ball_digits(a.value) >= 12 && ball_digits(plain) >= 12;
    }
    real_pool_close(pool);
    scope_close(s);
    scope_close(deep);
}

Test(near, two_integrands_agree, .timeout = 120)
{
    int kept = 0, asked = 0;
    for (int i = 0; asked < 10 * effort(); i++) {
        random_pair pair = draw_pair(11, NEAR, (uint64_t)i);
        law *p = read_law(pair.p), *q = read_law(pair.q);
        slong nearness = law_nearness(p, q);
        if (!law_has_atoms(p)) {
            asked++;
            cr_expect(nearness > 20, "%s, %s: nearness %ld", pair.p, pair.q, nearness);
            for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
                compare(&forms[k], p, q, nearness, &kept);
        }
        law_free(p);
        law_free(q);
    }
    cr_expect(kept > 4 * asked, "12 digits were kept in %d cases of %d", kept, 6 * asked);
}

/* At larger distances, where the series of the integrand gives way to the exponential. */
Test(near, the_forms_hold_at_any_distance)
{
    static const char *const pairs[][2] = {{"normal(0,1)", "normal(1/8,1)"},
                                           {"normal(0,1)", "normal(1,2)"},
                                           {"gamma(2,1)", "gamma(3,1)"},
                                           {"exponential(2)", "exponential(3)"},
                                           {"beta(2,3)", "beta(3,3)"},
                                           {"laplace(0,1)", "laplace(1,1)"},
                                           {"uniform(0,1)", "uniform(-1,2)"},
                                           {"cauchy(0,1)", "cauchy(1,1)"},
                                           {"0.5*normal(0,1)+0.5*normal(1,1)", "normal(1/2,1)"}};
    int kept = 0, n = sizeof pairs / sizeof *pairs;
    for (int i = 0; i < n; i++) {
        law *p = read_law(pairs[i][0]), *q = read_law(pairs[i][1]);
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
            compare(&forms[k], p, q, 0, &kept);
        law_free(p);
        law_free(q);
    }
    cr_expect(kept >= 5 * n, "%d cases of %d", kept, 6 * n);
}

/* Fifteen digits of values about 1e-20 and 1e-40, by the closed forms of the normal. */
Test(near, tiny_values_keep_their_digits)
{
    static const char *const names[] = {"kl",         "js",         "chi2",      "neyman",
                                        "hellinger2", "renyi(1/2)", "renyi(3/2)"};
    static const char *const q[] = {"normal(1e-10, 1+2e-10)", "normal(3e-20, 1)", "normal(1e-3, 1)"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t k = 0; k < 3; k++) {
            result certified, closed;
            request r = request_default;
            r.by = METHOD_CERTIFIED;
            cr_assert(computed(names[i], "normal(0,1)", q[k], &r, &certified));
            cr_expect(certified.decided, "%s of %s: %.17g +- %.2g", names[i], q[k],
                      ball_double(certified.value), ball_radius(certified.value));
            r.by = METHOD_CLOSED_FORM;
            if (computed(names[i], "normal(0,1)", q[k], &r, &closed)) {
                cr_expect(ball_overlaps(certified.value, closed.value), "%s of %s: %.17g, not %.17g",
                          names[i], q[k], ball_double(certified.value), ball_double(closed.value));
                result_clear(&closed);
            }
            result_clear(&certified);
        }
}
