/*
 * The gap F - G: cuts far beyond the bulk, singular ends, and what is reported of enclosures that leave the range of a divergence.
 */
#include "divergences/divergence.h"
#include "divergences/gap.h"

#include <criterion/criterion.h>

/* Each cut is built from those before it: as an expression used twice its value would take 2^60 steps. */
Test(gap, many_extensions_stay_short, .timeout = 60)
{
    static const char *const pairs[][2] = {{"lognormal(-2,5710)", "bernoulli(0.758)"},
                                           {"student(3,0,1)", "gamma(2,1)"},
                                           {"normal(1e300,1)", "normal(1e300,2)"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        error e;
        scope *s = scope_open(80);
        law *p = law_parse(pairs[i][0], NULL, &e), *q = law_parse(pairs[i][1], NULL, &e);
        cr_assert(p && q);
        gap g;
        cr_assert(gap_open(&g, s, p, q, 40));
        for (int k = 0; k < 60; k++)
            cr_assert(gap_extend(&g, k % 2 ? 1 : -1), "%s: extension %d", pairs[i][0], k);
        for (size_t k = 0; k + 1 < g.n; k++)
            cr_expect(real_compare(g.cut[k].x, g.cut[k + 1].x) == -1, "%s: cuts %zu", pairs[i][0], k);
        gap_close(&g);
        law_free(p);
        law_free(q);
        scope_close(s);
    }
}

static result computed(const char *name, const char *first, const char *second)
{
    error e;
    real_pool *pool = real_pool_open();
    divergence d;
    law *p = law_parse(first, NULL, &e), *q = law_parse(second, NULL, &e);
    request r = request_default;
    r.by = METHOD_CERTIFIED;
    r.budget = 0.2;
    result out;
    cr_assert(p && q && divergence_parse(name, pool, &d, &e) && divergence_compute(d, p, q, &r, &out, &e),
              "%s", name);
    law_free(p);
    law_free(q);
    real_pool_close(pool);
    return out;
}

/* Densities like h^(-0.94) and h^(-0.37): a search 17 times as deep as the digits never ends. The value by mpmath's gammainc. */
Test(gap, nearly_unbounded_mass_at_an_end)
{
    result r = computed("kolmogorov", "gamma(.626,.379)", "gamma(.0585,.143)");
    cr_expect(r.decided);
    cr_expect_float_eq(ball_double(r.value), 0.772350828834635287, 1e-12);
    result_clear(&r);
}

/* What is reported stays in [0, most] and holds the value: 0 of one law in two ways, 1 or log 2 up to 10^-1000 of laws far apart. */
Test(gap, reported_enclosures_stay_in_range)
{
    static const char *const same[2] = {"0.7*normal(2,1.5) + 0.3*normal(-1,0.5)",
                                        "0.3*normal(-1,0.5) + 0.35*normal(2,1.5) + 0.35*normal(2,1.5)"};
    static const char *const apart[2] = {"0.5*normal(0,1/1000) + 0.5*normal(1,1/1000)",
                                         "0.5*normal(2,1/1000) + 0.5*normal(3,1/1000)"};
    static const char *const split[2] = {"uniform(0,1)", "0.5*uniform(0,1/2) + 0.5*uniform(1/2,1)"};
    static const char *const names[] = {"tv",         "hellinger2", "js", "js-distance",
                                        "kolmogorov", "kl",         "w1", "energy"};
    for (int k = 0; k < 8; k++) {
        const char *const *pair[] = {same, split, apart};
        for (int i = 0; i < (k < 5 ? 3 : 2); i++) {
            result r = computed(names[k], pair[i][0], pair[i][1]);
            ball zero = ball_in(r.storage, ball_int(0)), top = ball_in(r.storage, ball_int(1));
            ball rounding = ball_scale2(top, -64); /* of at least 70 bits */
            top = k == 2 ? ball_log2(r.storage) : k == 3 ? ball_sqrt(ball_log2(r.storage)) : top;
            cr_expect(ball_overlaps(r.value, i < 2 ? zero : top), "%s of pair %d", names[k], i);
            if (ball_is_finite(r.value)) {
                cr_expect(ball_at_most(zero, ball_lower(r.value)) == HOLDS, "%s of pair %d: below 0",
                          names[k], i);
                cr_expect(k >= 5 || ball_less(ball_add(top, rounding), ball_upper(r.value)) != HOLDS,
                          "%s of pair %d: above", names[k], i);
            }
            result_clear(&r);
        }
    }
}

/* Where nothing but the range is known, both of its ends are: none may move while the other is clipped. */
Test(gap, an_enclosure_of_the_whole_range_stays_in_it)
{
    result r = computed("js", "normal(0,1)", "student(1e4,0,1)");
    cr_expect(ball_at_most(ball_in(r.storage, ball_int(0)), ball_lower(r.value)) == HOLDS);
    result_clear(&r);
}
