/*
 * Closed forms, four ways:
 *     against reference values of data/closed_forms.tsv (quadrature of the definition elsewhere);
 *     against certified quadrature, which shares nothing with them, on random rational parameters of every pair of families;
 *     at two precisions: the enclosures overlap, also for nearly equal and for very different parameters;
 *     with a parameter that ranges over an interval: the enclosure contains the value at every point of it.
 */
#include "divergences/closed_form.h"
#include "drawn_laws.h"
#include "effort.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct question {
    real_pool *pool;
    law *p, *q;
    divergence d;
} question;

static question ask(const char *name, const char *p, const char *q, const real_names *names)
{
    error e = {.position = -1};
    question a = {.pool = real_pool_open()};
    cr_assert(divergence_parse(name, a.pool, &a.d, &e), "%s: %s", name, e.message);
    a.p = law_parse(p, names, &e);
    cr_assert(a.p, "%s: %s", p, e.message);
    a.q = a.d.row->needs_second_law ? law_parse(q, names, &e) : NULL;
    cr_assert(a.q || !a.d.row->needs_second_law, "%s: %s", q, e.message);
    return a;
}

static void forget(question *a)
{
    law_free(a->p);
    if (a->q)
        law_free(a->q);
    real_pool_close(a->pool);
}

/* ---- Reference values ---- */

/* The decimal as a ball: exact if it is short, else unsure of its last four digits. */
static ball decimal(scope *s, const char *text)
{
    size_t digits = 0;
    for (const char *c = text + strspn(text, "-0."); *c; c++)
        digits += *c != '.';
    ball value = {.v = scope_take(s, 1), .in = s}, unit = {.v = scope_take(s, 1), .in = s};
    cr_assert(!arb_set_str(value.v, text, 400), "%s", text);
    if (digits < 20)
        return value;
    arb_set_ui(unit.v, 10);
    arb_pow_ui(unit.v, unit.v, digits - 4, 400);
    return ball_widen(value, ball_div(value, unit));
}

static void check_reference(const char *name, const char *p, const char *q, const char *value)
{
    char plain[40];
    snprintf(plain, sizeof plain, "%s", name);
    bool squared = strlen(plain) > 2 && !strcmp(plain + strlen(plain) - 2, "^2");
    if (squared)
        plain[strlen(plain) - 2] = 0;
    question a = ask(plain, p, q, NULL);
    scope *s = scope_open(200);
    enclosure out;
    cr_expect(closed_form(s, a.d, a.p, a.q, &out), "%s %s %s: no closed form", name, p, q);
    if (!strncmp(value, "inf ", 4)) {
        infinity_reason why = !strcmp(value, "inf tail") ? INFINITE_TAIL : INFINITE_SUPPORT;
        cr_expect(out.why == why && !ball_is_finite(out.value), "%s %s %s: not %s", name, p, q, value);
    } else {
        ball found = squared ? ball_sqr(out.value) : out.value, wanted = decimal(s, value);
        char *text = ball_text(found, 40);
        cr_expect(out.why == FINITE && ball_overlaps(found, wanted), "%s %s %s: %s, not %s", name, p, q, text,
                  value);
        cr_expect(ball_is_exact_zero(found) || ball_digits(found) >= 35, "%s %s %s: wide, %s", name, p, q,
                  text);
        free(text);
    }
    scope_close(s);
    forget(&a);
}

Test(closed_form, reference_values)
{
    char path[1000], line[1000];
    const char *root = getenv("GANPROOF_SOURCE");
    snprintf(path, sizeof path, "%s/data/closed_forms.tsv", root ? root : ".");
    FILE *f = fopen(path, "r");
    cr_assert(f, "%s", path);
    int rows = 0;
    while (fgets(line, sizeof line, f)) {
        char *field[4], *rest = line;
        line[strcspn(line, "\n")] = 0;
        if (*line == '#')
            continue;
        for (int i = 0; i < 4; i++)
            field[i] = strsep(&rest, "\t");
        cr_assert(field[3], "%s", line);
        check_reference(field[0], field[1], field[2], field[3]);
        rows++;
    }
    fclose(f);
    cr_assert(rows >= 540, "%d rows only", rows);
}

/* ---- Random parameters ---- */

static const char *const names_asked[] = {
    "kl",   "reverse-kl", "jeffreys",   "js",         "js-distance",   "tv",       "hellinger2",
    "chi2", "neyman",     "renyi(1/3)", "renyi(1/2)", "renyi(3/2)",    "renyi(3)", "w1",
    "w2",   "wp(3)",      "kolmogorov", "entropy",    "cross-entropy",
};
enum { NAMES_ASKED = sizeof names_asked / sizeof *names_asked };

/* ---- Certified quadrature ---- */

/* 1 if compared, 0 if one of the routes has no narrow answer. */
static int compare_routes(const char *name, const char *p, const char *q)
{
    question a = ask(name, p, q, NULL);
    scope *s = scope_open(100);
    enclosure closed, other;
    int compared = 0;
    scope_set_deadline(s, scope_work() + 0.1); /* some quadratures are hopeless at scales this far apart */
    if (closed_form(s, a.d, a.p, a.q, &closed)
        && divergence_enclose(s, a.d, a.p, a.q, 50, METHOD_CERTIFIED, &other)) {
        bool narrow =
            other.why == FINITE && ball_is_finite(other.value) && ball_log2_error(other.value) < -20;
        if (other.why != FINITE || narrow) {
            char *one = ball_text(closed.value, 30), *two = ball_text(other.value, 30);
            cr_expect(closed.why == other.why, "%s %s %s: reasons %d, %d; %s, %s", name, p, q,
                      (int)closed.why, (int)other.why, one, two);
            cr_expect(other.why != FINITE || ball_overlaps(closed.value, other.value),
                      "%s %s %s: %s, quadrature %s", name, p, q, one, two);
            free(one);
            free(two);
            compared = 1;
        }
    }
    scope_close(s);
    forget(&a);
    return compared;
}

Test(closed_form, agrees_with_certified_quadrature, .timeout = 500)
{
    char p[80], q[80];
    int compared[NAMES_ASKED] = {0}, same_family[FAMILIES_DRAWN] = {0};
    for (size_t f = 0; f < FAMILIES_DRAWN; f++)
        for (size_t g = 0; g < FAMILIES_DRAWN; g++)
            for (int i = (f == g ? 8 : 1) * effort(); i-- > 0;) {
                draw_pair(f, g, p, q);
                for (size_t k = 0; k < NAMES_ASKED; k++) {
                    int one = compare_routes(names_asked[k], p, q);
                    compared[k] += one;
                    same_family[f] += f == g ? one : 0;
                }
            }
    for (size_t k = 0; k < NAMES_ASKED; k++)
        cr_expect(compared[k] >= 10, "%s: compared on %d pairs only", names_asked[k], compared[k]);
    for (size_t f = 0; f < FAMILIES_DRAWN; f++)
        cr_expect(same_family[f] >= 15, "%s: compared %d times only", families_drawn[f].name, same_family[f]);
}

/* ---- Two precisions ---- */

static int compare_precisions(const char *name, const char *p, const char *q)
{
    question a = ask(name, p, q, NULL);
    scope *low = scope_open(64), *high = scope_open(400);
    enclosure rough, fine;
    bool known = closed_form(low, a.d, a.p, a.q, &rough) && closed_form(high, a.d, a.p, a.q, &fine);
    if (known) {
        char *one = ball_text(rough.value, 20), *two = ball_text(fine.value, 20);
        cr_expect(rough.why == fine.why, "%s %s %s: %s, %s", name, p, q, one, two);
        cr_expect(rough.why != FINITE || ball_overlaps(rough.value, fine.value), "%s %s %s: %s, then %s",
                  name, p, q, one, two);
        free(one);
        free(two);
    }
    scope_close(low);
    scope_close(high);
    forget(&a);
    return known;
}

static const char *const hard_pairs[][2] = {
    {"exponential(1)", "exponential(1 + 1e-12)"},
    {"exponential(1)", "exponential(1000)"},
    {"normal(0, 1)", "normal(0, 1 + 1e-15)"},
    {"normal(0, 1)", "normal(1e300, 1)"},
    {"normal(0, 1e-200)", "normal(1, 1e200)"},
    {"laplace(0, 1)", "laplace(1e-20, 1 + 1e-20)"},
    {"laplace(0, 1)", "laplace(1e30, 2)"},
    {"logistic(0, 1)", "logistic(1e-15, 1)"},
    {"logistic(0, 1)", "logistic(1e30, 1)"},
    {"cauchy(0, 1)", "cauchy(1e40, 1e-40)"},
    {"gamma(1, 1)", "gamma(1 + 1e-15, 1)"},
    {"gamma(1/100, 1)", "gamma(100, 2)"},
    {"beta(1/100, 1)", "beta(100, 1)"},
    {"poisson(1e5)", "poisson(1e5 + 1)"},
    {"bernoulli(1e-300)", "bernoulli(1)"},
    {"uniform(0, 1)", "uniform(1 - 1e-40, 2)"},
    {"student(3, 0, 1)", "student(3, 1e-15, 1)"},
    {"student(3, 0, 1)", "student(3, 1e30, 1)"},
    {"student(0.01, 0, 1)", "student(0.01, 0, 2)"},
    {"student(1e6, 0, 1)", "student(1e6, 0, 1 + 1e-15)"},
    {"pareto(1, 3)", "pareto(1 + 1e-15, 3)"},
    {"pareto(1e-100, 2)", "pareto(1e100, 1/100)"},
    {"geometric(1e-9)", "geometric(2e-9)"},
    {"geometric(1/2)", "geometric(3/4)"},
    {"binomial(1e6, 1/2)", "binomial(1e6, 1/2 + 1e-12)"},
    {"binomial(10, 1e-200)", "binomial(10, 1 - 1e-20)"},
    {"halfnormal(1)", "halfnormal(1 + 1e-15)"},
    {"triangular(0, 1, 2)", "triangular(1e300, 1e300 + 1, 1e300 + 2)"},
};

Test(closed_form, precisions_overlap)
{
    char p[80], q[80];
    int known = 0, hard = 0;
    for (size_t i = 0; i < sizeof hard_pairs / sizeof *hard_pairs; i++)
        for (size_t k = 0; k < NAMES_ASKED; k++)
            hard += compare_precisions(names_asked[k], hard_pairs[i][0], hard_pairs[i][1]);
    for (size_t f = 0; f < FAMILIES_DRAWN; f++)
        for (size_t g = 0; g < FAMILIES_DRAWN; g++)
            for (int i = (f == g ? 6 : 1) * effort(); i-- > 0;) {
                draw_pair(f, g, p, q);
                for (size_t k = 0; k < NAMES_ASKED; k++)
                    known += compare_precisions(names_asked[k], p, q);
            }
    cr_assert(hard >= 150 && known >= 800, "only %d and %d closed forms", hard, known);
}

/* ---- Intervals of parameters ---- */

typedef struct theta {
    long lo, hi; /* in 24ths: [lo/24, hi/24] */
} theta;

static real theta_value(void *state, real_pool *pool, const char *name)
{
    const theta *t = state;
    if (strcmp(name, "theta"))
        return NULL;
    real lo = real_ratio(pool, t->lo, 24), hi = real_ratio(pool, t->hi, 24);
    return t->lo == t->hi ? lo : real_interval(pool, lo, hi);
}

static const char *const theta_pairs[][2] = {
    {"normal(0, 1)", "normal(theta, 1)"},
    {"normal(0, 1)", "normal(1, theta)"},
    {"laplace(0, 1)", "laplace(theta, 1)"},
    {"laplace(0, 1)", "laplace(0, theta)"},
    {"laplace(0, theta)", "laplace(1/2, 1)"},
    {"logistic(0, 1)", "logistic(theta, 1)"},
    {"logistic(0, 1)", "logistic(theta, theta)"},
    {"cauchy(0, 1)", "cauchy(theta, 1)"},
    {"cauchy(0, 1)", "cauchy(0, theta)"},
    {"exponential(1)", "exponential(theta)"},
    {"exponential(theta)", "exponential(1)"},
    {"gamma(2, 1)", "gamma(2, theta)"},
    {"gamma(2, 1)", "gamma(theta, 1)"},
    {"beta(2, 3)", "beta(theta, 3)"},
    {"beta(1, 1)", "beta(theta, 1)"},
    {"uniform(0, 1)", "uniform(theta, 4)"},
    {"uniform(0, theta)", "uniform(0, 1)"},
    {"uniform(-theta, theta)", "uniform(-1, 1)"},
    {"poisson(1)", "poisson(theta)"},
    {"bernoulli(1/3)", "bernoulli(theta/4)"},
    {"student(3, 0, 1)", "student(3, theta, 1)"},
    {"student(4, 0, 1)", "student(4, 0, theta)"},
    {"student(theta, 0, 1)", "normal(0, 2)"},
    {"pareto(1, 3)", "pareto(theta, 3)"},
    {"pareto(1, 3)", "pareto(1, theta)"},
    {"halfnormal(1)", "halfnormal(theta)"},
    {"chi2(3)", "chi2(theta)"},
    {"geometric(1/3)", "geometric(theta/4)"},
    {"binomial(7, 1/3)", "binomial(7, theta/4)"},
    {"triangular(0, 1, 3)", "triangular(0, theta/3, 4)"},
    {"point(0)", "point(theta)"},
    {"point(theta)", "normal(0, 1)"},
    {"uniform(0, theta)", "normal(0, 1)"},
    {"normal(0, theta)", "cauchy(0, 1)"},
    {"normal2(0, 0, 1, 1, 0)", "normal2(theta, 0, 1, 1, 1/2)"},
    {"normal2(0, 0, 1, 1, 0)", "normal2(0, 0, theta, 1, theta/4)"},
    {"segment(0, 0, 0, 1)", "segment(theta, 0, theta, 1)"},
    {"segment(0, 0, 1, 1)", "segment(0, 0, theta, theta)"},
    {"segment(0, 0, 1, 1)", "segment(theta, 1, 2, theta + 1)"},
};

/* The enclosure over the interval against one point of it. An infinite answer over the interval must hold at the point. */
static int compare_with_point(scope *s, const char *name, const char *const pair[2], const enclosure *whole,
                              long at)
{
    theta point = {at, at};
    real_names names = {theta_value, &point, "theta"};
    question a = ask(name, pair[0], pair[1], &names);
    enclosure here;
    bool known = closed_form(s, a.d, a.p, a.q, &here);
    if (known) {
        char *one = ball_text(here.value, 20);
        cr_expect(whole->why == here.why, "%s %s %s at %ld/24: infinite on one side only, %s", name, pair[0],
                  pair[1], at, one);
        cr_expect(here.why != FINITE || ball_overlaps(whole->value, here.value),
                  "%s %s %s at %ld/24: %s outside", name, pair[0], pair[1], at, one);
        free(one);
    }
    forget(&a);
    return known;
}

Test(closed_form, intervals_contain_their_points)
{
    static const theta intervals[] = {{13, 14}, {20, 28}, {40, 60}, {24, 24}, {12, 60}};
    int known = 0;
    for (size_t i = 0; i < sizeof theta_pairs / sizeof *theta_pairs; i++)
        for (size_t k = 0; k < NAMES_ASKED; k++)
            for (size_t j = 0; j < sizeof intervals / sizeof *intervals; j++) {
                theta over = intervals[j];
                real_names names = {theta_value, &over, "theta"};
                question a = ask(names_asked[k], theta_pairs[i][0], theta_pairs[i][1], &names);
                scope *s = scope_open(100);
                enclosure whole;
                if (closed_form(s, a.d, a.p, a.q, &whole))
                    for (long at = over.lo; at <= over.hi; at += 1 + (over.hi - over.lo) / 7)
                        known += compare_with_point(s, names_asked[k], theta_pairs[i], &whole, at);
                scope_close(s);
                forget(&a);
            }
    cr_assert(known >= 1000, "only %d points", known);
}
