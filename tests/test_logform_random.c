/*
 * Laws of the symbolic normal form on hundreds of random expressions. A second evaluator of the same texts
 * (balls, recursive descent), which shares no code with the first, must agree with every form and see the
 * difference at every witness; derivatives are checked by the error slope of central differences.
 */
#include "calculus/logform.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = 200, RANDOM_CASES = 200 };

/* --- the second evaluator: single-letter symbols, valid texts only --- */

static const char symbols[] = "pqDab";
static fmpq point[5];

static void second_sum(const char **s, arb_t out);

static void second_primary(const char **s, arb_t out)
{
    const char *name = strchr(symbols, **s);
    bool log = strncmp(*s, "log", 3) == 0;
    if (log || **s == '(') {
        *s += log ? 4 : 1;
        second_sum(s, out);
        (*s)++;
        if (log)
            arb_log(out, out, BITS);
    } else if (name) {
        arb_set_fmpq(out, point + (name - symbols), BITS);
        (*s)++;
    } else {
        char *end;
        arb_set_si(out, strtol(*s, &end, 10));
        *s = end;
    }
    if (**s == '^') {
        char *end;
        slong n = strtol(*s + 1, &end, 10);
        arb_pow_ui(out, out, (ulong)labs(n), BITS);
        if (n < 0)
            arb_inv(out, out, BITS);
        *s = end;
    }
}

static void second_product(const char **s, arb_t out)
{
    bool negative = **s == '-';
    arb_t next;
    arb_init(next);
    *s += negative;
    second_primary(s, out);
    while (**s == '*' || **s == '/') {
        char sign = *(*s)++;
        second_primary(s, next);
        (sign == '*' ? arb_mul : arb_div)(out, out, next, BITS);
    }
    if (negative)
        arb_neg(out, out);
    arb_clear(next);
}

static void second_sum(const char **s, arb_t out)
{
    arb_t next;
    arb_init(next);
    second_product(s, out);
    while (**s == '+' || **s == '-') {
        char sign = *(*s)++;
        second_product(s, next);
        (sign == '+' ? arb_add : arb_sub)(out, out, next, BITS);
    }
    arb_clear(next);
}

static void second_value(arb_t out, const char *text)
{
    const char *at = text;
    second_sum(&at, out);
    cr_assert(*at == '\0', "the second evaluator stopped at '%s'", at);
}

/* --- random texts: sums of c log(f^i g^j h^k), and the same sums rearranged --- */

static unsigned below(unsigned n) { return (unsigned)rand() % n; }

static const char *const factor[] = {"p",         "q",         "D",         "a",       "(p+q)", "(1-D)",
                                     "(a+2*p)",   "(p^2+q^2)", "(p+3)",     "(p*q+b)", "6",     "35",
                                     "(p/2+q/3)", "(2*p+2*q)", "(p^3+b^3)", "(D-D^2)"};
static const char *const weight[] = {"p", "q",       "(p-q)", "(p+q)",       "D",      "1/2",
                                     "7", "p/(p+q)", "a^2",   "(a-1)/(a+1)", "b/(1-D)"};
#define PICK(table) table[below(sizeof table / sizeof *table)]

typedef struct texts {
    char plain[2000], rearranged[8000];
} texts;

enum { PIECES = 48, PIECE = 200 };

static void join_shuffled(char *out, size_t size, char piece[][PIECE], unsigned count)
{
    size_t used = 0;
    for (unsigned left = count; left; left--) {
        unsigned i = below(left);
        used += (size_t)snprintf(out + used, size - used, "%s%s", used ? "+" : "", piece[i]);
        memmove(piece[i], piece[left - 1], PIECE);
    }
}

/* c log(f^i g^j ...) = sum of i (c-x) log f + i x log f; a rational part c x = c (x-1) + c */
static texts random_texts(void)
{
    texts t = {.plain = ""};
    char piece[PIECES][PIECE];
    unsigned count = 0, used = 0;
    for (unsigned k = 1 + below(3); k; k--) {
        const char *c = PICK(weight);
        used += (unsigned)snprintf(t.plain + used, sizeof t.plain - used, "%s%s*log(1", used ? "+" : "", c);
        for (unsigned j = 1 + below(4); j; j--) {
            const char *f = PICK(factor), *x = PICK(weight);
            unsigned power = 1 + below(3);
            bool below_bar = below(2);
            used += (unsigned)snprintf(t.plain + used, sizeof t.plain - used, "%c%s^%u",
                                       below_bar ? '/' : '*', f, power);
            snprintf(piece[count++], PIECE, "%s%u*(%s-%s)*log(%s)", below_bar ? "-" : "", power, c, x, f);
            snprintf(piece[count++], PIECE, "%s*log(%s^%u)*%s", x, f, power, below_bar ? "(-1)" : "1");
        }
        used += (unsigned)snprintf(t.plain + used, sizeof t.plain - used, ")");
    }
    const char *c = PICK(weight), *x = PICK(weight);
    snprintf(t.plain + used, sizeof t.plain - used, "+%s*%s", c, x);
    snprintf(piece[count++], PIECE, "%s*(%s-1)", c, x);
    snprintf(piece[count++], PIECE, "%s", c);
    join_shuffled(t.rearranged, sizeof t.rearranged, piece, count);
    return t;
}

/* Positive values, D below 1; the text that logform_value reads. */
static const char *random_point(void)
{
    static char text[200];
    size_t used = 0;
    for (int i = 0; i < 5; i++) {
        unsigned n = 1 + below(40), d = symbols[i] == 'D' ? n + 1 + below(9) : 1 + below(40);
        fmpq_set_si(point + i, n, d);
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "%s%c=%u/%u", i ? ", " : "", symbols[i], n, d);
    }
    return text;
}

static void read_witness(const char *witness)
{
    for (int i = 0; i < 5; i++)
        fmpq_one(point + i);
    for (const char *s = witness; s; s = strchr(s, ',') ? strchr(s, ',') + 2 : NULL) {
        char value[100] = "";
        sscanf(s + 2, "%99[0-9/]", value);
        fmpq_set_str(point + (strchr(symbols, *s) - symbols), value, 10);
    }
}

/* A point of all five symbols for a form that knows fewer: enter them first. */
static logform_field *field_of_five(void)
{
    logform_field *K = logform_field_open();
    logform_parse(K, "p+q+D+a+b", NULL);
    return K;
}

static const logform *parsed(logform_field *K, const char *text)
{
    error e = {.position = -1};
    const logform *f = logform_parse(K, text, &e);
    cr_assert(f != NULL, "'%s' was refused: %s at %d", text, e.message, e.position);
    return f;
}

static bool agree(const logform *f, const char *text, const char *where)
{
    arb_t first, second;
    error e = {.message = ""};
    arb_init(first);
    arb_init(second);
    bool fine = logform_value(first, f, where, BITS, &e);
    second_value(second, text);
    fine = fine && arb_overlaps(first, second) && arb_rel_accuracy_bits(first) > 50 && arb_is_finite(second);
    arb_clear(first);
    arb_clear(second);
    cr_assert(e.message[0] == '\0', "%s: %s", text, e.message);
    return fine;
}

static bool differ(const char *left, const char *right)
{
    arb_t a, b;
    arb_init(a);
    arb_init(b);
    second_value(a, left);
    second_value(b, right);
    bool disjoint = arb_is_finite(a) && arb_is_finite(b) && !arb_overlaps(a, b);
    arb_clear(a);
    arb_clear(b);
    return disjoint;
}

Test(logform_random, random_rearrangements_are_equal_and_perturbations_are_refuted)
{
    srand(20);
    for (int i = 0; i < RANDOM_CASES; i++) {
        logform_field *K = field_of_five();
        texts t = random_texts();
        char wrong[9000];
        snprintf(wrong, sizeof wrong, "%s+1/1000*%s", t.rearranged, below(2) ? "log(p+2*q)" : PICK(weight));
        const logform *f = parsed(K, t.plain), *g = parsed(K, t.rearranged), *h = parsed(K, wrong);
        cr_assert(logform_equal(f, g, NULL) == HOLDS, "case %d: %s\nis not\n%s", i, t.plain, t.rearranged);
        cr_assert(logform_witness(f, g) == NULL, "case %d: a witness against an identity", i);
        cr_assert(logform_equal(f, parsed(K, logform_print(f)), NULL) == HOLDS, "case %d: printed %s", i,
                  logform_print(f));
        const char *where = random_point();
        cr_assert(agree(f, t.plain, where) && agree(g, t.plain, where) && agree(f, t.rearranged, where),
                  "case %d at %s: %s", i, where, t.plain);
        cr_assert(logform_equal(f, h, NULL) == FAILS, "case %d: %s\nwas not refuted against\n%s", i, t.plain,
                  wrong);
        const char *witness = logform_witness(f, h);
        cr_assert(witness != NULL, "case %d: refuted without a witness", i);
        read_witness(witness);
        cr_assert(differ(t.plain, wrong), "case %d: no difference at %s between %s\nand %s", i, witness,
                  t.plain, wrong);
        logform_field_close(K);
    }
}

/* (f(p+h) - f(p-h))/2h - f'(p) with h = 1/n: falls by 4 when h is halved. */
static double slope_error(const logform *f, const logform *slope, long n)
{
    char where[300];
    arb_t up, down, exact;
    arb_init(up);
    arb_init(down);
    arb_init(exact);
    const char rest[] = "q=3/7, D=2/5, a=5/3, b=7/11";
    snprintf(where, sizeof where, "p=4/3+1/%ld, %s", n, rest);
    cr_assert(logform_value(up, f, where, BITS, NULL), "no value at %s", where);
    snprintf(where, sizeof where, "p=4/3-1/%ld, %s", n, rest);
    cr_assert(logform_value(down, f, where, BITS, NULL), "no value at %s", where);
    snprintf(where, sizeof where, "p=4/3, %s", rest);
    cr_assert(logform_value(exact, slope, where, BITS, NULL), "no value at %s", where);
    arb_sub(up, up, down, BITS);
    arb_mul_si(up, up, n, BITS);
    arb_mul_2exp_si(up, up, -1);
    arb_sub(up, up, exact, BITS);
    double difference = arf_get_d(arb_midref(up), ARF_RND_NEAR);
    arb_clear(up);
    arb_clear(down);
    arb_clear(exact);
    return difference;
}

Test(logform_random, derivatives_and_substitutions_of_random_expressions)
{
    srand(21);
    for (int i = 0; i < RANDOM_CASES / 2; i++) {
        logform_field *K = field_of_five();
        texts t = random_texts();
        const logform *f = parsed(K, t.plain);
        const logform *slope = logform_derivative(f, "p", NULL);
        double coarse = slope_error(f, slope, 1000000), fine = slope_error(f, slope, 2000000);
        cr_assert(fabs(coarse) < 1e-30 || fabs(coarse / fine - 4) < 1e-3, "case %d: error %g then %g for %s",
                  i, coarse, fine, t.plain);
        const logform *pq = logform_derivative(slope, "q", NULL);
        const logform *qp = logform_derivative(logform_derivative(f, "q", NULL), "p", NULL);
        cr_assert(logform_equal(pq, qp, NULL) == HOLDS, "case %d: mixed derivatives of %s", i, t.plain);
        const logform *g = logform_substitute(f, "D", "p/(p+q)", NULL);
        const char *where = random_point();
        fmpq_add(point + 2, point, point + 1);
        fmpq_div(point + 2, point, point + 2);
        cr_assert(agree(g, t.plain, where), "case %d: D = p/(p+q) in %s at %s", i, t.plain, where);
        logform_field_close(K);
    }
}
