/* Certificates are never given for what is false somewhere: random statements against many points. */
#include "statement_checks.h"

#include <criterion/criterion.h>
#include <stdio.h>

static const char *const places[] = {"1", "q", "2*q", "1/2", "q^2"};

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
                   *r = places[below(sizeof places / sizeof *places)];
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

Test(certificates, under_assumptions_are_sound)
{
    int certified = 0, refuted = 0;
    for (int i = 0; i < 60; i++) {
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
    cr_expect(certified > 15 && refuted > 10, "%d certified, %d refuted", certified, refuted);
}
