/*
 * The grammar of exact reals: where it stops, where and why it fails, texts that read back, and damaged
 * texts.
 */
#include "number/random.h"
#include "number/real.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static real theta(void *state, real_pool *pool, const char *name)
{
    (void)state;
    return strcmp(name, "theta") ? NULL : real_sqrt(pool, real_int(pool, 7));
}

static const real_names names = {theta, NULL, "theta"};

static const struct {
    const char *text, *rest;
} stops[] = {
    {"0.3*normal(0,1)", "*normal(0,1)"},
    {"0.3 * normal (0,1)", "* normal (0,1)"},
    {"1/2*3*beta(1,2)", "*beta(1,2)"},
    {"2*sqrt(4)", ""},
    {"1, 2", ", 2"},
    {"1)", ")"},
    {"2 3", "3"},
    {"1 + 2*normal(0,1)", "+ 2*normal(0,1)"},
    {"1.", "."},
    {"1e", "e"},
    {"1e+", "e+"},
    {"0x10", "x10"},
    {"1.2.3", ".3"},
    {"2*theta", ""},
    {"(1)*(2)(3)", "(3)"},
    {"3 ; x", "; x"},
    {"exp(1)*law(", "*law("},
    {"2^2*g(1)", "*g(1)"},
};

Test(real_parse, stops)
{
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        char text[100];
        int at = 2;
        error e = {.position = -2};
        snprintf(text, sizeof text, "((%s", stops[i].text);
        real a = real_parse(pool, text, &at, &names, &e);
        cr_assert(a, "'%s': %s", stops[i].text, e.message);
        cr_expect_str_eq(text + at, stops[i].rest);
    }
    real_pool_close(pool);
}

static const struct {
    const char *text;
    int position;
    const char *culprit; /* a part of the message */
} failures[] = {
    {"", 0, "ends"},
    {"1 + ", 4, "ends"},
    {"1 + )", 4, "')'"},
    {"*2", 0, "'*'"},
    {"thta", 0, "'thta' (known: theta)"},
    {"2*thta + 1", 2, "'thta'"},
    {"normal(0,1)", 0, "'normal'"},
    {"1 + foo(2)", 4, "'foo'"},
    {"1/0", 1, "zero"},
    {"1 + 2/(3-3)", 5, "zero"},
    {"0^-1", 1, "zero"},
    {"sqrt(-1)", 0, "sqrt"},
    {"2 + log(0)", 4, "log"},
    {"lgamma(-2)", 0, "lgamma"},
    {"(-8)^(1/3)", 4, "fraction"},
    {"log(2 - pi)", 0, "positive"},
    {"(1 + 2", 6, "')' for the '(' at 0"},
    {"sqrt 2", 5, "'('"},
    {"sqrt(2", 6, "')'"},
    {"1e999999999999", 0, "exponent"},
    {"1e-5001", 0, "exponent"},
    {"inf", 0, "'inf'"},
    {"nan", 0, "'nan'"},
    {"-", 1, "ends"},
    {"\x80", 0, "byte 128"},
    {"2 * \n@", 5, "'@'"},
    {"(0.3*normal(0,1))", 4, "')'"},
    {"1/sqrt(0)", 1, "zero"},
    {".", 0, "'.'"},
    {"5/(pi - pi)", 1, "zero"},
};

Test(real_parse, failures)
{
    real_pool *pool = real_pool_open();
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        int at = 0;
        error e = {.position = -2};
        real a = real_parse(pool, failures[i].text, &at, &names, &e);
        cr_expect(!a && e.position == failures[i].position && strstr(e.message, failures[i].culprit),
                  "'%s' gives '%s' at %d", failures[i].text, a ? "a value" : e.message, e.position);
        at = 0;
        cr_expect(!real_parse(pool, failures[i].text, &at, NULL, NULL),
                  "also without names and without an error");
    }
    real_pool_close(pool);
}

/* ---- Bounds ---- */

static bool parses(const char *text)
{
    real_pool *pool = real_pool_open();
    int at = 0;
    real a = real_parse(pool, text, &at, NULL, NULL);
    if (a && !text[at]) {
        scope *s = scope_open(64);
        real_ball(s, a);
        free(real_text(a));
        scope_close(s);
    }
    real_pool_close(pool);
    return a != NULL;
}

static char *repeated(const char *unit, size_t count, const char *end)
{
    char *text = malloc(strlen(unit) * count + strlen(end) + 1), *at = text;
    for (size_t i = 0; i < count; i++)
        at = stpcpy(at, unit);
    strcpy(at, end);
    return text;
}

Test(real_parse, long_texts)
{
    const struct {
        const char *unit;
        size_t count;
        const char *end;
        bool accepted;
    } cases[] = {
        {"(", 100000, "1", false},
        {"-", 100000, "1", false},
        {"2^", 100000, "1", false},
        {"exp(", 100000, "1", false},
        {"1+", 100000, "1", true},
        {"pi+", 100000, "1", false},
        {"pi+", 500, "1", true},
        {"-", 100, "1", true},
        {"9", 100000, "", false},
        {"9", 2000, "", true},
        {"0.", 1, "00000001", true},
        {"a", 100000, "", false},
        {"exp(", 20, "1))))))))))))))))))))", true},
        {"9^", 150, "9", true},
        {"exp(", 60, "1", false},
        {"1e5000*", 200, "1", true},
        {"1e", 1, "00000000000000000003", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = repeated(cases[i].unit, cases[i].count, cases[i].end);
        cr_expect_eq(parses(text), cases[i].accepted, "%zu times '%s'", cases[i].count, cases[i].unit);
        free(text);
    }
}

/* ---- Random expressions ---- */

static real grown(real_pool *pool, random_stream *r, int depth)
{
    static const real_op unary[] = {REAL_NEG, REAL_SQRT, REAL_EXP, REAL_LOG, REAL_ABS, REAL_LGAMMA};
    static const real_op binary[] = {REAL_ADD, REAL_SUB, REAL_MUL, REAL_DIV, REAL_POW};
    if (depth == 0 || random_below(r, 5) == 0)
        return random_below(r, 6) == 0
                   ? real_pi(pool)
                   : real_ratio(pool, (slong)random_below(r, 41) - 20, 1 + (slong)random_below(r, 12));
    if (random_below(r, 3) == 0)
        return real_unary(pool, unary[random_below(r, 6)], grown(pool, r, depth - 1));
    real a = grown(pool, r, depth - 1);
    return real_binary(pool, binary[random_below(r, 5)], a, grown(pool, r, depth - 1));
}

/* The text of every expression with a value reads back as that value, and 64 bits contain 512 bits. */
Test(real_parse, texts_read_back)
{
    random_stream *r = random_open(31, 0);
    int with_value = 0;
    for (int i = 0; i < 3000; i++) {
        real_pool *pool = real_pool_open();
        scope *s = scope_open(64);
        real a = grown(pool, r, 5);
        ball low = real_ball(s, a);
        scope_set_bits(s, 512);
        ball high = real_ball(s, a);
        if (ball_is_finite(low) && ball_is_finite(high)) {
            with_value++;
            int at = 0;
            error e = {.position = -2};
            char *text = real_text(a);
            cr_expect(ball_contains(low, high), "%s: 64 bits miss 512", text);
            real b = real_parse(pool, text, &at, NULL, &e);
            cr_expect(b && !text[at], "'%s' is not read back: %s at %d", text, b ? "rest" : e.message,
                      e.position);
            cr_expect(!b || ball_overlaps(real_ball(s, b), high), "'%s' reads back as something else", text);
            fmpq_t p, q;
            fmpq_init(p);
            fmpq_init(q);
            cr_expect(!b || !real_rational(a, p) || (real_rational(b, q) && fmpq_equal(p, q)), "'%s' changes",
                      text);
            fmpq_clear(p);
            fmpq_clear(q);
            free(text);
        }
        scope_close(s);
        real_pool_close(pool);
    }
    cr_expect_gt(with_value, 1000);
    random_close(r);
}

/* Random strings of plausible characters: no crash, and every error has a position inside the text. */
Test(real_parse, damaged_texts)
{
    static const char *pieces[] = {"(", ")", "+",     "-",       "*",   "/",       "^",    "1",    "0",
                                   ".", "e", "2",     "9",       "pi",  "sqrt(",   "log(", "exp(", "x",
                                   " ", ",", "1e300", "normal(", "0.5", "lgamma(", "abs(", "\xff"};
    random_stream *r = random_open(32, 0);
    for (int i = 0; i < 20000; i++) {
        char text[200] = "";
        for (int k = (int)random_below(r, 16); k >= 0; k--)
            strcat(text, pieces[random_below(r, sizeof pieces / sizeof *pieces)]);
        real_pool *pool = real_pool_open();
        int at = 0;
        error e = {.position = -2};
        if (real_parse(pool, text, &at, &names, &e))
            cr_expect(at > 0 && at <= (int)strlen(text), "'%s'", text);
        else
            cr_expect(e.position >= 0 && e.position <= (int)strlen(text) && e.message[0], "'%s'", text);
        real_pool_close(pool);
    }
    random_close(r);
}
