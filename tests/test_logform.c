/*
 * The symbolic normal form of log-linear expressions: identities of the theory hold, their false neighbours
 * are refuted at a witness, vacuous identities stay undecided, bad input is refused where it is bad.
 */
#include "calculus/logform.h"

#include <criterion/criterion.h>
#include <string.h>

enum { BITS = 200 };

static const logform *parsed(logform_field *K, const char *text)
{
    error e = {.position = -1};
    const logform *f = logform_parse(K, text, &e);
    cr_assert(f != NULL, "'%s' was refused: %s at %d", text, e.message, e.position);
    return f;
}

/* --- identities of the theory, each with its verdict --- */

#define FLIPPED_VALUE "p*log(p/(p+q)) + q*log(q/(p+q))"
#define JS "(p*log(p/((p+q)/2)) + q*log(q/((p+q)/2)))/2"

static const struct {
    const char *left, *right;
    verdict answer;
} identity[] = {
    {FLIPPED_VALUE, "-(p+q)*log(2) + p*log(p/((p+q)/2)) + q*log(q/((p+q)/2))", HOLDS},
    {FLIPPED_VALUE, "-(p+q)*log(2) + 2*" JS, HOLDS},
    {FLIPPED_VALUE, "-(p+q)*log(2) + " JS, FAILS}, /* the factor 2 dropped */
    {FLIPPED_VALUE, "-2*(p+q)*log(2) + 2*" JS, FAILS},
    {JS, "(q*log(q/((q+p)/2)) + p*log(p/((q+p)/2)))/2", HOLDS},
    {"p*log(p/q)", "q*log(q/p)", FAILS},
    {"(p-q)*log(p/q)", "p*log(p/q) + q*log(q/p)", HOLDS},
    {"log(6)", "log(2) + log(3)", HOLDS},
    {"log(6)", "log(5)", FAILS},
    {"log(0.1)", "-log(10)", HOLDS},
    {"3*log(2)-2*log(3)", "log(8/9)", HOLDS},
    {"1000000000*log(2)-1000000000*log(3)", "1000000000*log(2/3)+1/1000000000", FAILS},
    {"log(2)", "log(2) + 1/10^40", FAILS},
    {"log(2)", "log(2) + 1/2^1100", UNDECIDED}, /* beyond the precision of witnesses */
    {"log(p)", "0", FAILS},                     /* equal at p = 1 */
    {"p^2*q", "p*q", FAILS},
    {"-(-p) - -q", "p++q", HOLDS},
    {"--p", "-p", FAILS},
    {"log((p^2-q^2)/(p-q))", "log(p+q)", HOLDS},
    {"log((p-q)^2)", "2*log|p-q|", HOLDS},
    {"log((p-q)^2)", "2*log(p-q)", HOLDS}, /* on p > q, where both are defined */
    {"log(p^4)", "4*log(p)", HOLDS},
    {"log(-p)", "log(p)", UNDECIDED}, /* one normal form, nowhere defined together */
    {"log(p-q)", "log(q-p)", UNDECIDED},
    {"log(p-q) - log(p-q)", "log(q-p) - log(q-p)", UNDECIDED}, /* what cancels keeps its condition */
    {"log(p-q) + 1", "log(q-p)", UNDECIDED},
    {"log(-1-p)", "1", UNDECIDED},
    {"(p-q)/(p-q)", "1", HOLDS},
};

static bool apart(const logform *f, const logform *g, const char *witness)
{
    arb_t a, b;
    arb_init(a);
    arb_init(b);
    bool disjoint = logform_value(a, f, witness, BITS, NULL) && logform_value(b, g, witness, BITS, NULL)
                    && !arb_overlaps(a, b);
    arb_clear(a);
    arb_clear(b);
    return disjoint;
}

Test(logform, identities_hold_and_their_false_neighbours_fail)
{
    for (size_t i = 0; i < sizeof identity / sizeof *identity; i++) {
        logform_field *K = logform_field_open();
        const logform *f = parsed(K, identity[i].left), *g = parsed(K, identity[i].right);
        error why = {.message = ""};
        verdict answer = logform_equal(f, g, &why);
        cr_assert(answer == identity[i].answer, "%s = %s: %s", identity[i].left, identity[i].right,
                  verdict_name(answer));
        const char *witness = logform_witness(f, g);
        cr_assert((witness != NULL) == (answer == FAILS), "%s: %s", identity[i].left,
                  witness ? witness : "no witness");
        cr_assert(!witness || apart(f, g, witness), "%s = %s at %s", identity[i].left, identity[i].right,
                  witness);
        cr_assert((why.message[0] != '\0') == (answer == UNDECIDED), "the reason for %s", identity[i].left);
        logform_field_close(K);
    }
}

Test(logform, optimal_discriminator)
{
    logform_field *K = logform_field_open();
    error e = {.message = ""};
    const logform *f = parsed(K, "p*log(D) + q*log(1-D)"), *zero = parsed(K, "0");
    const logform *slope = logform_derivative(f, "D", &e), *bend = logform_derivative(slope, "D", &e);
    cr_assert(logform_equal(slope, parsed(K, "p/D - q/(1-D)"), &e) == HOLDS, "the slope is %s",
              logform_print(slope));
    cr_assert(logform_equal(logform_substitute(slope, "D", "p/(p+q)", &e), zero, &e) == HOLDS,
              "D* is not stationary");
    cr_assert(logform_equal(logform_substitute(slope, "D", "q/(p+q)", &e), zero, &e) == FAILS,
              "1 - D* is stationary");
    cr_assert(logform_equal(bend, parsed(K, "-p/D^2 - q/(1-D)^2"), &e) == HOLDS, "the bend is %s",
              logform_print(bend));
    const logform *fall = logform_substitute(logform_difference(zero, bend, &e), "D", "s/(s+t)", &e);
    cr_assert(logform_positive(fall, NULL, &e) == HOLDS, "not concave on 0 < D < 1: %s", logform_print(fall));
    cr_assert(logform_positive(logform_difference(zero, fall, &e), NULL, &e) == FAILS, "convex");
    cr_assert(logform_positive(slope, NULL, &e) == FAILS, "increasing");
    const logform *gap = logform_difference(logform_substitute(f, "D", "p/(p+q)", &e), f, &e);
    const char *stated = "p*log(p/((p+q)*D)) + q*log(q/((p+q)*(1-D)))";
    cr_assert(logform_equal(gap, parsed(K, stated), &e) == HOLDS, "the gap is %s", logform_print(gap));
    cr_assert(strcmp(e.message, "") == 0, "%s", e.message);
    logform_field_close(K);
}

/* --- refusals --- */

static const struct {
    const char *text;
    int position;
} refused[] = {
    {"", 0},           {"p+", 2},          {"p $ q", 2},    {"(p+q", 0},      {"p+q)", 3},
    {"log p", 4},      {"log|p", 3},       {"p/0", 1},      {"1+p/(q-q)", 3}, {"log(0)", 0},
    {"2*log(p-p)", 2}, {"log(-3)", 0},     {"p^q", 2},      {"p^1.5", 3},     {"p^(2", 4},
    {"p^99999", 2},    {"(p-p)^-1", 5},    {"0^0", 1},      {"exp(p)", 0},    {"2*pi", 2},
    {"2p", 1},         {"1..2", 2},        {".", 0},        {"p\xc3\xa9", 1}, {"log(2)*log(3)", 6},
    {"1/log(p)", 1},   {"log(log(p))", 0}, {"log(p)^2", 6}, {"p*", 2},        {"(a+b+c+d+e+f)^30", 13},
};

Test(logform, bad_texts_are_refused_at_their_position)
{
    logform_field *K = logform_field_open();
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        error e = {.message = "", .position = -7};
        const logform *f = logform_parse(K, refused[i].text, &e);
        cr_assert(f == NULL && e.message[0], "'%s' was read as %s", refused[i].text,
                  f ? logform_print(f) : "nothing");
        cr_assert(e.position == refused[i].position, "'%s': %s at %d", refused[i].text, e.message,
                  e.position);
        cr_assert(logform_parse(K, refused[i].text, NULL) == NULL, "'%s' without an error", refused[i].text);
    }
    logform_field_close(K);
}

Test(logform, bad_operations_are_refused)
{
    logform_field *K = logform_field_open(), *other = logform_field_open();
    error e = {.message = ""};
    arb_t value;
    arb_init(value);
    const logform *f = parsed(K, "p*log(1-D)/(p-q)");
    cr_assert(logform_derivative(f, "d", &e) == NULL && strstr(e.message, "'d'"), "%s", e.message);
    cr_assert(logform_substitute(f, "D", "1", &e) == NULL, "log(0) by substitution");
    cr_assert(logform_substitute(f, "D", "2", &e) == NULL, "log(-1) by substitution");
    cr_assert(logform_substitute(f, "p", "q", &e) == NULL, "1/0 by substitution");
    cr_assert(logform_substitute(f, "D", "log(p)", &e) == NULL, "log(1 - log p) by substitution");
    cr_assert(logform_substitute(f, "D", "p+)", &e) == NULL && e.position == 2, "%s at %d", e.message,
              e.position);
    cr_assert(logform_sum(f, parsed(other, "p"), &e) == NULL, "two fields in one sum");
    cr_assert(logform_equal(f, parsed(other, "p"), &e) == UNDECIDED, "two fields compared");
    cr_assert(!logform_value(value, f, "p=1, q=2, D=3", BITS, &e), "a value outside the domain");
    cr_assert(!logform_value(value, f, "p=1, q=2", BITS, &e) && strstr(e.message, "'D'"), "%s", e.message);
    const logform *slope = logform_derivative(parsed(K, "log(p-q)"), "p", &e);
    cr_assert(!logform_value(value, slope, "p=1, q=2", BITS, &e),
              "the slope outside the domain of the function");
    const logform *one = logform_substitute(parsed(K, "(D-q)/(p-q)"), "D", "p", &e);
    cr_assert(!logform_value(value, one, "p=2, q=2", BITS, &e), "0/0 has a value");
    cr_assert(logform_equal(logform_derivative(NULL, "D", &e), f, &e) == UNDECIDED, "NULL is passed on");
    arb_clear(value);
    logform_field_close(other);
    logform_field_close(K);
}
