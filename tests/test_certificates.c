/* Certificates are never given for what is false somewhere: random statements against many points. */
#include "statement_checks.h"

#include "calculus/logform_line.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const touching[] = {"1", "q", "2*q", "1/2", "q^2"};

static bool negative_somewhere(logform_field *K, const logform *f, char point[80])
{
    bool found = false;
    arb_t value;
    arb_init(value);
    logform_parse(K, "s+q", NULL);
    for (int i = 0; i < 150 && !found; i++) {
        snprintf(point, 80, "s=%u/%u, q=%u/%u", 1 + below(40), 1 + below(40), 1 + below(40), 1 + below(40));
        found = logform_value(value, f, point, BITS, NULL) && arb_is_negative(value);
    }
    arb_clear(value);
    return found;
}

Test(certificates, of_tangents_are_sound)
{
    int certified = 0, cases = 0;
    for (int i = 0; i < 250; i++) {
        char text[1000], point[80];
        const char *f = curves[below(sizeof curves / sizeof *curves)],
                   *g = curves[below(sizeof curves / sizeof *curves)],
                   *r = touching[below(sizeof touching / sizeof *touching)];
        unsigned a = below(4), b = below(4), slip = below(3);
        snprintf(text, sizeof text, "%u*(%s) + %u*(%s)", a, f, b, g);
        logform_field *K = logform_field_open();
        error e = {.message = ""};
        char where[1100], gap[200], whole[210];
        snprintf(where, sizeof where, "F = %s", text);
        snprintf(gap, sizeof gap, "F - at(F, s = %s) - (s-(%s))*at(diff(F + 0*s, s), s = %s) - %s", r, r, r,
                 slip ? "0" : "(s-q)^2*(s-1)/100");
        snprintf(whole, sizeof whole, "%s >= 0", gap);
        statement s;
        bool read = logform_where(K, where, &e) && statement_decide(K, whole, &s, &e);
        if (read && s.is == HOLDS) {
            certified++;
            cr_expect(!negative_somewhere(K, logform_parse(K, gap, &e), point),
                      "%s, where %s: %s, but it is negative at %s", whole, where, s.certificate, point);
        }
        cases += read;
        logform_field_close(K);
    }
    cr_expect(certified > 25 && certified < cases - 25, "%d certificates in %d cases show little", certified,
              cases);
}

/* k(x,y) = x log(x/y) - x + y ≥ (x-y)²/2 for masses x, y up to 1, so that the sums below are true or not. */
static const char *const masses[] = {"p", "q", "u", "(1-p)", "(1-u)", "(1-p-q)", "(p+q)", "(1-q)"};
static const char *const domains[] = {"p+q < 1, u < 1", "p < 1, q < p, u < 1",
                                      "p+q < 1, u < p", "p < 1, p < q, u < q",
                                      "p < u, q < 1",   "p/(1-p) > 0, (1-q)/(1-p) > 0, (1-u)/(1-q) > 0",
                                      "2*p > q+u"};

static bool negative_in_the_unit_cube(logform_field *K, const logform *f, char point[80])
{
    bool found = false;
    arb_t value;
    arb_init(value);
    logform_parse(K, "p+q+u", NULL);
    for (int i = 0; i < 1500 && !found; i++) {
        unsigned n = 2 + below(60);
        snprintf(point, 80, "p=%u/%u, q=%u/%u, u=%u/%u", 1 + below(n), n + 1, 1 + below(n), n + 1,
                 1 + below(n), n + 1);
        found = logform_value(value, f, point, BITS, NULL) && arb_is_negative(value);
    }
    arb_clear(value);
    return found;
}

/* Those that stay open take a second each: 16 times GANPROOF_EFFORT. */
Test(certificates, under_assumptions_are_sound)
{
    const char *effort = getenv("GANPROOF_EFFORT");
    int certified = 0, refuted = 0, cases = 16 * (effort && atoi(effort) > 0 ? atoi(effort) : 1);
    for (int i = 0; i < cases; i++) {
        char sum[400], text[420], point[80];
        const char *x = masses[below(8)], *y = masses[below(8)], *v = masses[below(8)], *w = masses[below(8)];
        snprintf(sum, sizeof sum, "%s*log(%s/%s)-%s+%s + %u*(%s*log(%s/%s)-%s+%s) - %u/8*(%s-%s)^2", x, x, y,
                 x, y, below(2) * below(2), v, v, w, v, w, below(9), below(2) ? x : v, below(2) ? y : w);
        snprintf(text, sizeof text, "%s >= 0", sum);
        const char *where = domains[below(sizeof domains / sizeof *domains)];
        logform_field *K = logform_field_open();
        error e = {.message = ""};
        statement s;
        cr_assert(logform_where(K, where, &e) && statement_decide(K, text, &s, &e), "%s, %s: %s", text, where,
                  e.message);
        if (s.is == HOLDS)
            cr_expect(!negative_in_the_unit_cube(K, logform_parse(K, sum, &e), point),
                      "%s, where %s: %s, but it is negative at %s", text, where, s.certificate, point);
        cr_expect(s.is != FAILS || refutes(K, &s), "%s, where %s, is not refuted at %s", text, where,
                  s.point);
        certified += s.is == HOLDS;
        refuted += s.is == FAILS;
        logform_field_close(K);
    }
    cr_expect(certified > cases / 8 && refuted > cases / 8, "%d certified, %d refuted", certified, refuted);
}

/* ---- The steps of the search by themselves ---- */

static const logform *read_under(logform_field *K, const char *where, const char *text)
{
    error e = {.message = ""};
    cr_assert(logform_where(K, where, &e), "%s: %s", where, e.message);
    const logform *f = logform_parse(K, text, &e);
    cr_assert(f, "%s: %s", text, e.message);
    return f;
}

static bool is_inside(const logform *f, const char *point)
{
    arb_t value;
    arb_init(value);
    bool inside = f && logform_value(value, f, point, BITS, NULL);
    arb_clear(value);
    return inside;
}

/* Conditions that nothing needs are dropped, and what follows from them stays. */
Test(certificates, a_larger_domain_is_one_where_all_is_defined)
{
    logform_field *K = logform_field_open();
    const logform *f = read_under(K, "u < p, p+q < 1", "(1-q)*log((1-q)/(1-p))"),
                  *larger = logform_on_larger_domain(f);
    cr_expect(!is_inside(f, "p=1/4, q=1/2, u=3/4") && is_inside(larger, "p=1/4, q=1/2, u=3/4"),
              "u < p is not needed");
    cr_expect(is_inside(larger, "p=3/4, q=1/2, u=1/2"), "nor is p + q < 1, but for p < 1 and q < 1");
    cr_expect(!is_inside(larger, "p=3/2, q=1/2, u=1/2") && !is_inside(larger, "p=3/2, q=3/2, u=1/2"),
              "p < 1 is");
    logform_field_close(K);
    K = logform_field_open();
    f = read_under(K, "p < q", "log(q-p) + p");
    cr_expect(!logform_on_larger_domain(f), "p < q is needed");
    logform_field_close(K);
}

static bool follows(const char *where, const char *text)
{
    logform_field *K = logform_field_open();
    const logform *f = logform_with_consequences(read_under(K, where, "p+q+u")),
                  *asked = read_under(K, "", text);
    const knowledge of = {K, f->conditions};
    bool so = logform_surely_positive(&of, asked->rational);
    logform_field_close(K);
    return so;
}

Test(certificates, what_follows_from_a_domain)
{
    cr_expect(follows("p+q < 1", "1-p") && follows("p+q < 1", "1-q") && follows("p+q+u < 1", "1-u"),
              "parts are below the whole");
    cr_expect(!follows("p+q > 1", "q-1") && !follows("p+q > 1", "1-p"), "nothing follows from a sum above 1");
    cr_expect(!follows("p < 1+q", "1-p") && !follows("p+q < 1", "p-q"), "nor these");
    cr_expect(follows("(1-p)/(1-q) > 0, p < 1", "1-q") && !follows("(1-p)/(1-q) > 0", "1-q"),
              "a quotient's other half");
    cr_expect(follows("p > q", "p-q") && !follows("p > q", "q-p"), "itself");
}

Test(certificates, zeros_at_roots_of_an_irreducible_polynomial)
{
    static const struct {
        const char *form, *polynomial;
        bool zero;
    } cases[] = {
        {"log(x) + log(x+1)", "x^2+x-1", true},    {"log(x) - log(x+1)", "x^2+x-1", false},
        {"log(x) + log(x+1)", "x^2+x-2/1", false}, {"log(x^2-2) - x^2 + 3", "x^2-3", true},
        {"log(x^2-2) - x^2 + 4", "x^2-3", false},  {"2*log(x) - log(3)", "x^2-3", true},
        {"4*log(x) - log(3)", "x^2-3", false},     {"log(x)", "x^2-3", false},
        {"(x^2-3)*log(x) + x^2-3", "x^2-3", true}, {"x*log(x)", "x^2-3", false},
        {"3*log(x) - log(2)", "x^3-2", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        logform_field *K = logform_field_open();
        const logform *F = read_under(K, "", cases[i].form), *B = read_under(K, "", cases[i].polynomial);
        cr_expect(line_vanishes_at_root(&(line){K, 0}, F, B->rational.numerator) == cases[i].zero, "%s at %s",
                  cases[i].form, cases[i].polynomial);
        logform_field_close(K);
    }
}

static bool merges(const char *where, const char *text)
{
    logform_field *K = logform_field_open();
    int symbol;
    ratio by;
    bool merged = logform_merge(read_under(K, where, text), &symbol, &by);
    logform_field_close(K);
    return merged;
}

Test(certificates, one_symbol_for_another)
{
    cr_expect(merges("", "log(x+y) - x - y") && merges("", "log(2*x+3*y) - 4*x - 6*y"), "one sum");
    cr_expect(!merges("", "log(x+y) - x - 2*y") && !merges("", "log(x-y)"),
              "not one sum of positive multiples");
    cr_expect(!merges("x < 1/2", "log(x+y) - x - y") && merges("x + y < 1/2", "log(x+y) - x - y"),
              "nor by its domain");
}
