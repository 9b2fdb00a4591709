/* Laws on the integers in a gap: tables of their distribution functions, many atoms at once, and the time that takes. */
#include "divergences/divergence.h"
#include "divergences/gap.h"

#include <criterion/criterion.h>
#include <math.h>

/* Sums of weights against incomplete gamma and beta functions. */
Test(gap_lattice, tables_agree_with_distribution_functions)
{
    static const char *const laws[] = {"poisson(7/2)",       "poisson(1000)",   "binomial(40,1/3)",
                                       "binomial(500,9/10)", "geometric(1/10)", "poisson(1/1000)"};
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++) {
        scope *s = scope_open(128);
        law *p = law_parse(laws[i], NULL, NULL);
        gap g;
        cr_assert(p && gap_open(&g, s, p, NULL, 60) && g.lattices == 1);
        const gap_part *part = &g.lattice[0];
        const family *f = part->c->family;
        cr_expect(part->table.n > 3, "%s: no table", laws[i]);
        for (slong n = part->table.first; n < part->table.first + (slong)part->table.n; n++) {
            ball below = gap_lattice_mass(s, part, n, false), above = gap_lattice_mass(s, part, n, true),
                 x = ball_in(s, ball_int(n));
            cr_expect(ball_overlaps(below, f->cdf(s, part->c, x)), "%s: P(X <= %ld)", laws[i], n);
            cr_expect(ball_overlaps(above, f->sf(s, part->c, x)), "%s: P(X > %ld)", laws[i], n);
            cr_expect(ball_radius(below) <= 1e-30 * ball_double(ball_upper(below)), "%s: %ld", laws[i], n);
        }
        gap_close(&g);
        law_free(p);
        scope_close(s);
    }
}

static result computed(const char *name, const char *first, const char *second, double budget)
{
    error e;
    real_pool *pool = real_pool_open();
    divergence d;
    law *p = law_parse(first, NULL, &e), *q = law_parse(second, NULL, &e);
    request r = request_default;
    r.by = METHOD_CERTIFIED;
    r.budget = budget;
    result out;
    cr_assert(p && q && divergence_parse(name, pool, &d, &e) && divergence_compute(d, p, q, &r, &out, &e),
              "%s", name);
    law_free(p);
    law_free(q);
    real_pool_close(pool);
    return out;
}

/*
 * Ordered laws: W_1 is the difference of the means. P(X < x) is 0 to 300 digits below x = 1000, so is sup|F - G| the survival function
 * of the other law at its end, up to that. By the closed forms of the means, and e^-1 for the exponential law.
 */
Test(gap_lattice, a_million_is_no_more_work_than_its_deviation)
{
    static const struct {
        const char *name, *p, *q;
        double value;
    } rows[] = {
        {"w1", "poisson(1660000)", "normal(2,1/2)", 1659998},
        {"w1", "poisson(1660000)", "exponential(2)", 1659999.5},
        {"w1", "binomial(100000,1/2)", "gamma(2,1)", 49998},
        {"kolmogorov", "poisson(1660000)", "normal(2,1/2)", 1},
        {"w1", "0.5*poisson(10000) + 0.5*uniform(0,1)", "uniform(0,1)", 5000 - 0.25},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        result r = computed(rows[i].name, rows[i].p, rows[i].q, 10);
        cr_expect(r.decided, "%s of %s, %s", rows[i].name, rows[i].p, rows[i].q);
        cr_expect(fabs(ball_double(r.value) - rows[i].value) <= ball_radius(r.value) + 1e-15 * rows[i].value,
                  "%s of %s, %s: %.17g, not %.17g", rows[i].name, rows[i].p, rows[i].q, ball_double(r.value),
                  rows[i].value);
        result_clear(&r);
    }
}

/* F - G changes its sign at each of thousands of atoms: what is said when time is up holds, W_1 <= W_2, and is said in time. */
Test(gap_lattice, what_is_known_when_time_is_up)
{
    static const char *const names[] = {"w1", "w2", "wp(3)", "kolmogorov", "energy"};
    result soon, later = computed("w1", "poisson(10000)", "normal(10000,100)", 10);
    cr_expect(later.decided);
    for (int k = 0; k < 5; k++) {
        soon = computed(names[k], "poisson(1000000)", "normal(1000000,1000)", 0.1);
        cr_expect(soon.seconds < 20, "%s took %g s", names[k], soon.seconds);
        if (k == 0)
            cr_expect(ball_less(soon.value, ball_ratio(1, 10)) != HOLDS);
        result_clear(&soon);
    }
    soon = computed("w1", "poisson(10000)", "normal(10000,100)", 0.02);
    cr_expect(ball_overlaps(soon.value, later.value) || !ball_is_finite(soon.value));
    result_clear(&soon);
    result_clear(&later);
}
