/*
 * The rapid route: its error is a claim. Over ordered pairs of laws from every continuous family and every divergence that it
 * serves, the certified enclosure must meet value +- error, the error must be what was asked for, and most values must be
 * answered. Whatever is said to be infinite must be infinite.
 */
#include "effort.h"
#include "divergences/rapid.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"kl",       "reverse-kl",    "jeffreys", "js",     "js-distance",
                                    "tv",       "hellinger2",    "chi2",     "neyman", "renyi(1/2)",
                                    "renyi(2)", "cross-entropy", "entropy"};
enum { NAMES = sizeof names / sizeof *names };
static const double ABSOLUTE = 1e-12, RELATIVE = 1e-12;

/* Regimes of each family: the same scale, other scales, far apart. */
static const char *const laws[] = {"normal(0, 1)",
                                   "normal(1, 1)",
                                   "normal(0, 1.001)",
                                   "normal(-2, 1/2)",
                                   "0.3*normal(-1, 0.5) + 0.7*normal(2, 1.5)",
                                   "0.5*normal(-6, 1/4) + 0.5*normal(6, 1/4)",
                                   "laplace(0, 1)",
                                   "laplace(2, 1/2)",
                                   "logistic(0, 1)",
                                   "cauchy(0, 1)",
                                   "cauchy(3, 2)",
                                   "student(3, 0, 1)",
                                   "0.5*student(5, 1, 1) + 0.5*normal(0, 1)",
                                   "uniform(0, 1)",
                                   "uniform(-1, 1/2)",
                                   "beta(2, 3)",
                                   "exponential(1)",
                                   "exponential(3)",
                                   "gamma(1/2, 1)",
                                   "gamma(5, 1/2)",
                                   "rayleigh(1)",
                                   "halfnormal(2)"};
enum { LAWS = sizeof laws / sizeof *laws };

typedef struct tally {
    int known, infinite, open, uncertified;
    double widest;
} tally;

static void compare(tally *all, const char *name, const divergence *d, const law *p, const law *q,
                    const numerical *found)
{
    if (!found->known) {
        all->open++;
        return;
    }
    scope *s = scope_open(120);
    enclosure truth;
    scope_set_deadline(s, scope_work() + 0.2);
    bool known = divergence_enclose(s, *d, p, q, 48, METHOD_AUTO, &truth);
    if (!known || (truth.why == FINITE && !ball_is_finite(truth.value))) {
        all->uncertified++;
    } else if (found->why != FINITE || truth.why != FINITE) {
        all->infinite++;
        cr_expect(found->why == truth.why, "%s %s %s: reason %d, but %d", name, p->text, q->text, found->why,
                  truth.why);
    } else {
        ball claimed = ball_widen(ball_exact_double(s, found->value), ball_exact_double(s, found->error));
        all->known++;
        all->widest = fmax(all->widest, found->error / fmax(1, fabs(found->value)));
        cr_expect(ball_overlaps(claimed, truth.value), "%s %s %s: %.17g +- %.3g but %.17g +- %.3g", name,
                  p->text, q->text, found->value, found->error, ball_double(truth.value),
                  ball_radius(truth.value));
        cr_expect(found->error <= fmax(ABSOLUTE, RELATIVE * fabs(found->value)));
    }
    scope_close(s);
}

static law *read_law(const char *text)
{
    error e = {.position = -1};
    law *l = law_parse(text, NULL, &e);
    cr_assert(l, "%s: %s", text, e.message);
    return l;
}

static void check_pair(tally *all, const divergence *d, rapid *r, const law *p, const law *q)
{
    part p_part[RAPID_MOST_PARTS], q_part[RAPID_MOST_PARTS];
    numerical found[NAMES];
    if (!rapid_parts(p, p_part, q, q_part)) {
        all->open += NAMES;
        return;
    }
    rapid_divergences(r, p, p_part, q, q_part, ABSOLUTE, RELATIVE, found);
    for (size_t i = 0; i < NAMES; i++)
        compare(all, names[i], &d[i], p, q, &found[i]);
}

static void parse_names(real_pool *pool, divergence *d)
{
    for (size_t i = 0; i < NAMES; i++)
        cr_assert(divergence_parse(names[i], pool, &d[i], NULL));
}

Test(rapid, the_error_is_an_error_over_all_pairs)
{
    gsl_set_error_handler_off();
    real_pool *pool = real_pool_open();
    divergence d[NAMES];
    tally all = {0};
    size_t every = effort() >= 5 ? 1 : 5;
    law *l[LAWS];
    parse_names(pool, d);
    rapid *r = rapid_open(d, NAMES);
    for (size_t i = 0; i < LAWS; i++)
        l[i] = read_law(laws[i]);
    for (size_t i = 0; i < LAWS; i++)
        for (size_t j = 0; j < LAWS; j++)
            if ((3 * i + j) % every == 0)
                check_pair(&all, d, r, l[i], l[j]);
    cr_log_info("%d finite, %d infinite, %d open, %d without a certified value; widest error %.2g", all.known,
                all.infinite, all.open, all.uncertified, all.widest);
    cr_expect((size_t)all.known > 3500 / every && (size_t)all.infinite > 800 / every,
              "%d finite and %d infinite values", all.known, all.infinite);
    for (size_t i = 0; i < LAWS; i++)
        law_free(l[i]);
    rapid_close(r);
    real_pool_close(pool);
}

/*
 * The examples of every continuous family, the tiny and the huge among them: a sample of all ordered pairs, each family at
 * least once on either side. What is known must be right; what the certified routes do not reach in time is not compared.
 */
Test(rapid, examples_of_every_family)
{
    enum { MOST = 400 };
    gsl_set_error_handler_off();
    real_pool *pool = real_pool_open();
    divergence d[NAMES];
    tally all = {0};
    law *l[MOST];
    size_t n = 0, start[MOST], kinds = 0;
    size_t rounds = (size_t)effort();
    parse_names(pool, d);
    for (size_t i = 0; i < family_count; i++) {
        start[kinds] = n;
        for (const char *const *e = families[i]->examples;
             families[i]->kind == FAMILY_CONTINUOUS && e && *e && n < MOST; e++) {
            char text[300];
            snprintf(text, sizeof text, "%s(%s)", families[i]->name, *e);
            l[n++] = read_law(text);
        }
        kinds += n > start[kinds];
    }
    start[kinds] = n;
    rapid *r = rapid_open(d, NAMES);
    for (size_t round = 0; round < rounds; round++)
        for (size_t a = 0; a < kinds; a++)
            for (size_t b = 0; b < kinds; b++) {
                size_t i = start[a] + (round + 2 * b) % (start[a + 1] - start[a]),
                       j = start[b] + (round + a + b) % (start[b + 1] - start[b]);
                check_pair(&all, d, r, l[i], l[j]);
            }
    cr_log_info(
        "%zu families: %d finite, %d infinite, %d open, %d without a certified value; widest error %.2g",
        kinds, all.known, all.infinite, all.open, all.uncertified, all.widest);
    cr_expect(all.known > 0 && all.infinite > 0);
    for (size_t i = 0; i < n; i++)
        law_free(l[i]);
    rapid_close(r);
    real_pool_close(pool);
}

/* Doubles that cannot tell are not asked: ends equal up to rounding, locations without digits, gaps between components. */
Test(rapid, what_it_cannot_vouch_for_stays_open)
{
    static const char *const pairs[][2] = {
        {"uniform(0, 1)", "uniform(1e-12, 2)"},
        {"uniform(0, 1/3)", "uniform(0, 0.33333333333333333333)"},
        {"normal(1e9, 1e-6)", "normal(1e9, 2e-6)"},
        {"normal(0, 1)", "0.5*normal(0, 1) + 0.5*normal(3, 1e-6)"},
        {"cauchy(0, 1)", "normal(0, 1)"}, /* KL is infinite by its tail */
        {"0.5*point(0) + 0.5*normal(0, 1)", "normal(0, 1)"},
        {"normal2(0, 0, 1, 1, 0)", "normal2(1, 0, 1, 1, 0)"},
    };
    gsl_set_error_handler_off();
    real_pool *pool = real_pool_open();
    divergence d[NAMES];
    parse_names(pool, d);
    rapid *r = rapid_open(d, NAMES);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        law *p = read_law(pairs[i][0]), *q = read_law(pairs[i][1]);
        part p_part[RAPID_MOST_PARTS], q_part[RAPID_MOST_PARTS];
        numerical found[NAMES] = {0};
        if (rapid_parts(p, p_part, q, q_part))
            rapid_divergences(r, p, p_part, q, q_part, ABSOLUTE, RELATIVE, found);
        cr_expect(!found[0].known, "KL from %s to %s: %g +- %g", pairs[i][0], pairs[i][1], found[0].value,
                  found[0].error);
        law_free(p);
        law_free(q);
    }
    rapid_close(r);
    real_pool_close(pool);
}

/* Where the densities cross an integrand touches 0 and rises again: wherever the crossing lies, be it where the sums end. */
Test(rapid, a_crossing_in_the_tail)
{
    gsl_set_error_handler_off();
    real_pool *pool = real_pool_open();
    divergence d[NAMES];
    parse_names(pool, d);
    rapid *r = rapid_open(d, 6);
    law *p = read_law("normal(0, 1)");
    for (int i = -400; i <= 400; i++) {
        char text[200];
        snprintf(text, sizeof text, "0.3*normal(%g, 0.5) + 0.7*normal(%g, 1.5)", i / 100. - 1, i / 100. + 2);
        law *q = read_law(text);
        part p_part[1], q_part[2];
        numerical found[NAMES];
        cr_assert(rapid_parts(p, p_part, q, q_part));
        rapid_divergences(r, p, p_part, q, q_part, ABSOLUTE, RELATIVE, found);
        for (size_t j = 0; j < 6; j++)
            cr_expect(found[j].known, "%s of %s, %s: %g +- %g", names[j], p->text, text, found[j].value,
                      found[j].error);
        law_free(q);
    }
    law_free(p);
    rapid_close(r);
    real_pool_close(pool);
}

/*
 * P = n(0,1), Q = (n(-m,s) + n(m,s))/2 with e^(-m^2/2s^2) = s (1 - gap): at 0, p - q is nearly 0 and nearly flat, with two
 * roots beside it for one sign of the gap and none for the other. A component that both share moves the nodes off the middle.
 */
static void check_touching(rapid *r, const divergence *d, double gap, int *known)
{
    char text[300];
    double s = 0.8, m = s * sqrt(-2 * log(s * (1 - gap)));
    snprintf(text, sizeof text, "0.4*normal(%.17g, %.17g) + 0.4*normal(%.17g, %.17g) + 0.2*normal(2.9, 1)",
             -m, s, m, s);
    law *p = read_law("0.8*normal(0, 1) + 0.2*normal(2.9, 1)"), *q = read_law(text);
    part p_part[2], q_part[3];
    numerical found;
    cr_assert(rapid_parts(p, p_part, q, q_part));
    rapid_divergences(r, p, p_part, q, q_part, ABSOLUTE, RELATIVE, &found);
    scope *scratch = scope_open(120);
    enclosure truth;
    cr_assert(divergence_enclose(scratch, *d, p, q, 48, METHOD_AUTO, &truth));
    double off = ball_double(ball_abs(ball_sub(truth.value, ball_exact_double(scratch, found.value))));
    *known += found.known;
    cr_expect(!found.known || off <= found.error + 1e-14, "gap %g: off by %g +- %g", gap, off, found.error);
    scope_close(scratch);
    law_free(p);
    law_free(q);
}

Test(rapid, total_variation_at_tangential_crossings)
{
    gsl_set_error_handler_off();
    real_pool *pool = real_pool_open();
    divergence d;
    cr_assert(divergence_parse("tv", pool, &d, NULL));
    rapid *r = rapid_open(&d, 1);
    int known = 0;
    for (int i = 2; i <= 14; i++) {
        check_touching(r, &d, pow(10, -i / 1.5), &known);
        check_touching(r, &d, -pow(10, -i / 1.5), &known);
    }
    cr_expect(known >= 24, "%d of 26 known", known);
    rapid_close(r);
    real_pool_close(pool);
}
