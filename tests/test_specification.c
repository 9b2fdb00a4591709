/*
 * The grammar of distributions: what is accepted and read as what, what is rejected where and with which
 * words.
 */
#include "distributions/distribution.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void quiet(void) { gsl_set_error_handler_off(); }
TestSuite(specification, .init = quiet);

static real theta(void *state, real_pool *pool, const char *name)
{
    (void)state;
    return strcmp(name, "theta") ? NULL : real_ratio(pool, 1, 4);
}

static const real_names names = {theta, NULL, "theta"};

static law *accepted(const char *text)
{
    error e = {.message = "", .position = -2};
    law *l = law_parse(text, &names, &e);
    cr_assert(l, "'%s': %s at %d", text, e.message, e.position);
    return l;
}

/* ---- Accepted, with the canonical text of the same law ---- */

static const struct {
    const char *text, *same;
} equivalent[] = {
    {"normal(0, 1)", "normal(mean=0, sd=1)"},
    {"normal(0,1)", "  normal ( sd = 1 , mean = 0 )  "},
    {"normal(0.1, 1/3)", "normal(1/10, sd = 2/6)"},
    {"exponential(2)", "exponential(rate = 2)"},
    {"exponential(2)", "exponential(scale = 1/2)"},
    {"gamma(2, 3)", "gamma(shape = 2, rate = 1/3)"},
    {"gamma(2, 3)", "gamma(2, scale = 3)"},
    {"poisson(sqrt(4))", "poisson(2)"},
    {"normal(theta, 1)", "normal(1/4, 1)"},
    {"theta*point(0) + (1-theta)*normal(0, 1)", "0.25*point(0)+0.75*normal(0,1)"},
    {"0.3*normal(-1,0.5) + 0.7*normal(2,1.5)", "3/10*normal(-1, 1/2)+7/10*normal(2, 3/2)"},
    {"2^-1*point(0) + 5e-1*point(1)", "1/2*point(0) + 1/2*point(1)"},
    {"sqrt(1/4)*point(0) + (2^(-1))*point(1)", "0.5*point(0) + 1/2*point(1)"},
    {"0*cauchy(0, 1) + 1*normal(0, 1)", "normal(0, 1)"},
    {"1*normal(0, 1) + 0*normal(5, 5)", "normal(0, 1)"},
    {"bernoulli(0)", "bernoulli(p = 0/3)"},
    {"\tuniform(\n0,\r\n1)\n", "uniform(0, 1)"},
    {"uniform(-1, -1/2)", "uniform(b = -0.5, a = -1)"},
    {"point(x = -(1 + 2)*3)", "point(-9)"},
    {"(1 - theta)*normal(0,1) + theta*normal(0,1)", "3/4*normal(0,1) + 1/4*normal(0,1)"},
};

static bool same_component(const component *a, const component *b)
{
    bool same = a->family == b->family && real_equal(a->weight, b->weight);
    for (int i = 0; i < MAX_PARAMETERS && same; i++)
        same = a->par[i] && b->par[i]
                   ? real_equal(a->par[i], b->par[i]) && a->par_double[i] == b->par_double[i]
                   : a->par[i] == b->par[i];
    return same;
}

Test(specification, equivalent_texts)
{
    for (size_t i = 0; i < sizeof equivalent / sizeof *equivalent; i++) {
        law *a = accepted(equivalent[i].text), *b = accepted(equivalent[i].same);
        bool same = a->n == b->n && a->dim == b->dim;
        for (int k = 0; k < a->n && same; k++)
            same = same_component(&a->c[k], &b->c[k]);
        cr_expect(same, "'%s' and '%s'", equivalent[i].text, equivalent[i].same);
        law_free(a);
        law_free(b);
    }
}

Test(specification, text_is_trimmed)
{
    law *l = accepted("  \n0.5*normal(0, 1)+ 0.5*point( 2 ) \t");
    cr_expect_str_eq(l->text, "0.5*normal(0, 1)+ 0.5*point( 2 )");
    law_free(l);
}

Test(specification, parameters_are_exact)
{
    law *l = accepted("normal(0.1, 1e-30)");
    fmpq_t q;
    fmpq_init(q);
    cr_expect(real_rational(l->c[0].par[0], q) && fmpq_cmp_si(q, 0) > 0 && fmpz_equal_si(fmpq_denref(q), 10));
    cr_expect(real_rational(l->c[0].par[1], q) && fmpz_is_one(fmpq_numref(q)));
    cr_expect_eq(l->c[0].par_double[0], 0.1);
    fmpq_clear(q);
    law_free(l);
}

Test(specification, finite_laws)
{
    law *l = accepted("finite(3: 1/2, -1: 0.25, 7: 0, 3: theta)");
    const cloud *d = l->c[0].data;
    cr_assert_eq(d->n, 3, "the point without mass is dropped, equal points are kept");
    cr_expect(d->order[0] == 1 && d->order[1] == 0 && d->order[2] == 2, "order by x, then as given");
    cr_expect_float_eq(law_cdf_double(l, 0), 0.25, 0);
    cr_expect_float_eq(law_quantile_double(l, 0.25), -1, 0);
    cr_expect_float_eq(law_quantile_double(l, 0.26), 3, 0);
    law_free(l);
}

Test(specification, products)
{
    law *l = accepted(
        "0.5*product(normal(0, 1), 0.5*point(0) + 0.5*point(1)) + 0.5*product(point(0), point(theta))");
    cr_expect_eq(l->dim, 2);
    cr_expect_eq(l->c[0].factor[1]->n, 2);
    cr_expect_str_eq(l->c[0].factor[1]->text, "0.5*point(0) + 0.5*point(1)");
    cr_expect(real_equal(l->c[1].factor[1]->c[0].par[0], l->c[0].weight) == false);
    law_free(l);
}

/* ---- Rejected: a part of the message, and the position of the culprit ---- */

static const struct {
    const char *text, *message;
    int position;
} rejected[] = {
    {"", "expected a distribution", 0},
    {"   ", "expected a distribution", 3},
    {"normal", "'(' and the arguments of normal", 6},
    {"normal(", "expected a number", 7},
    {"normal(0", "',' or ')'", 8},
    {"normal(0,", "expected a number", 9},
    {"normal(0, 1", "',' or ')'", 11},
    {"normal(0, 1))", "found ')'", 12},
    {"normal(0, 1) x", "found 'x'", 13},
    {"normal(0 1)", "',' or ')'", 9},
    {"normal()", "mean is missing: normal(mean, sd)", 7},
    {"normal(0)", "sd is missing: normal(mean, sd)", 8},
    {"normal(0, 1, 2)", "too many arguments: normal(mean, sd)", 13},
    {"normal(0, 1,)", "too many arguments: normal(mean, sd)", 12},
    {"normal(0,)", "expected a number", 9},
    {"normal(0, -1)", "sd = -1 is not positive", 10},
    {"normal(0, sd = -1)", "sd = -1 is not positive", 15},
    {"normal(0, sd = 0 )", "sd = 0 is not positive", 15},
    {"normal(0, sqrt(2)-2)", "sd = sqrt(2)-2 is not positive", 10},
    {"normal(sigma = 2)", "no parameter 'sigma' (accepted: mean, sd)", 7},
    {"gamma(1, skale = 2)", "no parameter 'skale' (accepted: shape, scale, rate)", 9},
    {"normal(mean = 0, 1)", "without a name after", 17},
    {"normal(mean = 0, mean = 1, sd = 1)", "mean is given twice", 17},
    {"normal(0, mean = 1)", "mean is given twice", 10},
    {"exponential(rate = 1, scale = 1)", "rate is given twice", 22},
    {"exponential(scale = 0)", "scale = 0 is not positive", 20},
    {"exponential(scale = -2)", "scale = -2 is not positive", 20},
    {"norml(0, 1)", "unknown family 'norml'; did you mean 'normal'?", 0},
    {"0.5*expnential(1)", "did you mean 'exponential'?", 4},
    {"zzzzzzzzzz(1)", "unknown family 'zzzzzzzzzz'", 0},
    {"0.3*normal(0,1) + 0.6*normal(1,1)", "weights sum to 0.9, not 1", 0},
    {"normal(0,1) + normal(1,1)", "weights sum to 2, not 1", 0},
    {"0.3333333333333333*point(0) + 2/3*point(1)", "not 1", 0},
    {"1.5*normal(0,1) + -0.5*normal(1,1)", "weight -0.5 is negative", 18},
    {"-1*normal(0,1)", "weight -1 is negative", 0},
    {"2*normal(0,1) - 1*normal(1,1)", "'-' cannot join", 14},
    {"1/2+0.1*normal(0,1)", "a sum needs brackets", 3},
    {"1 - theta*point(0) + theta*point(1)", "a sum needs brackets", 2},
    {"0.5 normal(0,1)", "'*' and a distribution", 4},
    {"0.5", "'*' and a distribution", 3},
    {"0.5*", "expected a number", 4},
    {"normal(0,1)*0.5", "a weight stands before", 11},
    {"0.5*normal(0,1) +", "expected a distribution", 17},
    {"0.5*(normal(0,1))", "unknown function 'normal'", 5},
    {"mu*normal(0,1)", "unknown name 'mu' (known: theta)", 0},
    {"normal(mu, 1)", "unknown name 'mu' (known: theta)", 7},
    {"normal(1/0, 1)", "division by zero", 8},
    {"normal(1e400, 1)", "mean = 1e400 is beyond the range", 7},
    {"normal(0, 1e-400)", "sd = 1e-400 is beyond the range", 10},
    {"uniform(2, 1)", "needs a < b", 11},
    {"uniform(b = 1, a = 1)", "needs a < b", 12},
    {"bernoulli(1.5)", "p = 1.5 is not between 0 and 1", 10},
    {"bernoulli(-1e-9)", "p = -1e-9 is not between 0 and 1", 10},
    {"poisson(0)", "rate = 0 is not positive", 8},
    {"finite()", "expected a number", 7},
    {"finite(1)", "':' and a weight", 8},
    {"finite(1: 0.5)", "weights sum to 0.5, not 1", 7},
    {"finite(1: 1.5, 2: -0.5)", "weight -0.5 is negative", 18},
    {"finite(1: 1, )", "expected a number", 13},
    {"samples(data.csv)", "in quotes", 8},
    {"samples(\"data.csv)", "not closed", 8},
    {"samples(\"/no/such/file.csv\")", "cannot open /no/such/file.csv", 8},
    {"samples(\"/\")", "/: ", 8},
    {"samples(\"\")", "cannot open", 8},
    {"normal(0, 1) + \x01", "expected a number, but found the byte 1", 15},
    {"product(normal(0,1))", "',' and a second law", 19},
    {"product(normal(0,1), product(point(0), point(1)))", "laws on the line", 21},
    {"product(normal(0,1), 0.5*point(0))", "weights sum to 0.5, not 1", 21},
    {"0.5*normal(0,1) + 0.5*product(point(0), point(0))",
     "a law on the plane cannot be mixed with one on the line", 22},
    {"0.5*product(point(0), point(0)) + 0.5*point(0)",
     "a law on the line cannot be mixed with one on the plane", 38},
};

Test(specification, errors_name_the_culprit)
{
    for (size_t i = 0; i < sizeof rejected / sizeof *rejected; i++) {
        error e = {.message = "", .position = -2};
        law *l = law_parse(rejected[i].text, &names, &e);
        cr_expect(!l, "'%s' is accepted", rejected[i].text);
        cr_expect(strstr(e.message, rejected[i].message), "'%s': '%s', expected '%s'", rejected[i].text,
                  e.message, rejected[i].message);
        cr_expect_eq(e.position, rejected[i].position, "'%s': %s at %d, expected at %d", rejected[i].text,
                     e.message, e.position, rejected[i].position);
        cr_expect(!strchr(e.message, '\n'), "'%s': one line", rejected[i].text);
        law_free(l);
        cr_expect(!law_parse(rejected[i].text, &names, NULL), "'%s' without an error to fill",
                  rejected[i].text);
    }
}

/* Irrational terms that cancel are seen to; a sum that is 1 but cannot be shown to be is refused, and so is one that is nearly 1. */
Test(specification, weights_that_cannot_be_verified)
{
    error e;
    cr_expect(!law_parse("sin(1)*point(0) + point(1)", NULL, &e));
    law *known = law_parse("(sqrt(2)-1)*point(0) + (sqrt(3)-sqrt(2)+2-sqrt(3))*point(1)", NULL, &e);
    cr_expect(known);
    law_free(known);
    cr_expect(!law_parse("(sqrt(6)-2)*point(0) + (3-sqrt(2)*sqrt(3))*point(1)", NULL, &e));
    cr_expect(strstr(e.message, "cannot be verified"), "%s", e.message);
    cr_expect(!law_parse("(1 - 1e-300)*point(0)", NULL, &e));
    cr_expect(strstr(e.message, "not 1"), "%s", e.message);
}

/* No text exhausts the stack. */
Test(specification, nesting_is_bounded)
{
    enum { DEEP = 100000 };
    const char *opening[] = {"product(", "(", "normal(", "-", "0.5*(", "finite(1:"};
    for (size_t k = 0; k < sizeof opening / sizeof *opening; k++) {
        size_t length = strlen(opening[k]);
        char *text = malloc(DEEP * length + 1);
        for (size_t i = 0; i < DEEP; i++)
            memcpy(text + i * length, opening[k], length + 1);
        error e = {.message = ""};
        cr_expect(!law_parse(text, NULL, &e) && *e.message, "%s repeated", opening[k]);
        free(text);
    }
}

/* Every prefix of a specification, and every one with a byte changed, is read or refused with a message. */
Test(specification, damaged_texts)
{
    const char *whole = "0.3*normal(-1, sd=0.5) + 0.2*finite(1: 1/2, -2: 1/2) + (1/2)*gamma(shape=2, rate=3)";
    const char bytes[] = "(),*+-=:.\"'0a\x80 ";
    char text[200];
    for (size_t i = 0; i < strlen(whole); i++)
        for (size_t k = 0; k < sizeof bytes; k++) {
            strcpy(text, whole);
            text[i] = bytes[k];
            error e = {.message = "", .position = -1};
            law *l = law_parse(text, NULL, &e);
            cr_expect(l || (*e.message && e.position >= 0 && e.position <= (int)strlen(text)),
                      "'%s': '%s' at %d", text, e.message, e.position);
            law_free(l);
        }
}
