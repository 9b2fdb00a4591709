/* Reports: the JSON is JSON whatever texts it carries, and the reports for machines count what they list. */
#include "proof.h"
#include "theorem/report.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- A recogniser of JSON (RFC 8259): moves past one value, or returns NULL. ---- */

static const char *value(const char *s);
static const char *blank(const char *s) { return s + strspn(s, " \t\r\n"); }

static const char *string(const char *s)
{
    if (*s != '"')
        return NULL;
    for (s++; *s != '"'; s++) {
        if ((unsigned char)*s < 0x20)
            return NULL;
        if (*s == '\\' && *++s == 'u') {
            if (strspn(s + 1, "0123456789abcdefABCDEF") < 4)
                return NULL;
            s += 4;
        } else if (s[-1] == '\\' && !strchr("\"\\/bfnrt", *s)) {
            return NULL;
        }
    }
    return s + 1;
}

static const char *members(const char *s, char close, bool keyed)
{
    s = blank(s + 1);
    if (*s == close)
        return s + 1;
    for (;;) {
        if (keyed) {
            s = string(s);
            s = s ? blank(s) : NULL;
            if (!s || *s++ != ':')
                return NULL;
        }
        s = value(blank(s));
        s = s ? blank(s) : NULL;
        if (!s || (*s != ',' && *s != close))
            return NULL;
        if (*s++ == close)
            return s;
        s = blank(s);
    }
}

static const char *value(const char *s)
{
    static const char *const words[] = {"true", "false", "null"};
    for (int i = 0; i < 3; i++)
        if (strncmp(s, words[i], strlen(words[i])) == 0)
            return s + strlen(words[i]);
    if (*s == '{' || *s == '[')
        return members(s, *s == '{' ? '}' : ']', *s == '{');
    if (*s == '"')
        return string(s);
    char *end;
    strtod(s, &end);
    return end > s && strchr("-0123456789", *s) ? end : NULL;
}

static bool is_json(const char *s)
{
    s = value(blank(s));
    return s && *blank(s) == '\0';
}

Test(recogniser, tells_json_from_what_is_not)
{
    static const char *const good[] = {"{}", "[1, 2.5e-3, null, \"a\\u0001\\\"\"]",
                                       "{\"a\": {\"b\": [true]}}\n"};
    static const char *const bad[] = {"",         "{",     "{,}",          "[1,]",   "{\"a\" 1}",
                                      "\"a\nb\"", "[1] 2", "{\"a\": nan}", "\"\\x\""};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        cr_expect(is_json(good[i]), "accepts %s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(!is_json(bad[i]), "refuses %s", bad[i]);
}

/* ---- The writer ---- */

static char *written(void (*write)(json *j))
{
    char *text;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    json j;
    json_open(&j, to);
    write(&j);
    json_finish(&j);
    fclose(to);
    return text;
}

static void nasty(json *j)
{
    json_object(j, NULL);
    json_text(j, "quotes \" and \\", "tab\t, bell\a, line\n, KL(P‖Q), stray \xff\xc0 bytes, cut \xe2\x80");
    json_number(j, "tenth", 0.1);
    json_number(j, "infinite", INFINITY);
    json_number(j, "missing", NAN);
    json_text(j, "none", NULL);
    json_array(j, "empty");
    json_end(j);
    json_row(j, "row");
    json_count(j, "n", -3);
    json_array(j, "inner");
    json_flag(j, NULL, true);
    json_flag(j, NULL, false);
    json_end(j);
    json_end(j);
    json_end(j);
}

Test(json, nasty_texts_and_numbers)
{
    char *text = written(nasty);
    cr_expect(is_json(text), "%s", text);
    cr_expect(strstr(text, "\"tenth\": 0.1,") && strstr(text, "\"infinite\": null"), "%s", text);
    cr_expect(strstr(text, "KL(P‖Q), stray \\ufffd\\ufffd bytes, cut \\ufffd\\ufffd"), "%s", text);
    cr_expect(strstr(text, "\"row\": {\"n\": -3, \"inner\": [true, false]}"), "%s", text);
    free(text);
}

/* ---- The reports ---- */

typedef struct named {
    const char *name;
} named;

static verdict always(instance c) { return (void)c, HOLDS; }
static verdict never(instance c) { return (void)c, FAILS; }
static verdict agrees(instance c) { return agree(c, ball_pi(c.trial->at), number(c, "pi"), 10); }

static const named cases[] = {{"one <&\"> ‖"}, {"two"}};
static const check good[] = {CHECK_EACH("what <&\">", CERTIFIED, agrees, never, cases)};
static const check bad[] = {CHECK_EACH("unrefuted", EXACT, always, always, cases),
                            CHECK_BY_RUNS("runs", always, never, cases, 7, 5, 0.999)};
static const theorem_text text = {"tag", "A ≤ \"B\"", "h", "w", "s", "e", "n", "f"};
static const theorem theorems[] = {{"good", &text, good, 1}, {"bad", &text, bad, 2}};

static char *reported(void (*report)(FILE *to, const account *a))
{
    const theorem *const list[] = {&theorems[0], &theorems[1]};
    account *a = engine_run(list, 2, NULL);
    char *out;
    size_t size;
    FILE *to = open_memstream(&out, &size);
    report(to, a);
    fclose(to);
    account_free(a);
    return out;
}

static size_t occurrences(const char *in, const char *of)
{
    size_t n = 0;
    for (; (in = strstr(in, of)); in++)
        n++;
    return n;
}

Test(report, json_has_the_promised_keys)
{
    char *out = reported(report_json);
    cr_expect(is_json(out), "%s", out);
    static const char *const keys[] = {"\"name\": \"good\"",
                                       "\"verdict\": \"holds\"",
                                       "\"evidence\": \"certified\"",
                                       "\"cases\": 2",
                                       "\"undecided\": 0",
                                       "\"falsehood\": \"refuted\"",
                                       "\"falsehood\": \"not refuted\"",
                                       "\"verdict\": \"fails\"",
                                       "\"seed\": 7"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        cr_expect(strstr(out, keys[i]), "%s in %s", keys[i], out);
    cr_expect(
        strstr(out,
               "\"counts\": {\"theorems\": 2, \"holds\": 1, \"fails\": 1, \"undecided\": 0, \"vacuous\": 0}"),
        "%s", out);
    free(out);
}

/* ---- Notes: what was decided symbolically ---- */

static const line lines[] = {
    {"slope", "diff(V, D) = p/D - q/(1-D)", "diff(V, D) = p/D + q/(1-D)",
     "V = p*log(D) + q*log(1-D), m = (p+q)/2, mm = m"},
    {"used by what is used", "mm = p/2 + q/2", "mm = 1", "V = p*log(D) + q*log(1-D), m = (p+q)/2, mm = m"},
    {"unreadable", "diff(V) = 1", "1 = 2", NULL},
};
static const check algebra[] = {ALGEBRA("lines", lines)};
static const theorem with_lines = {"with_lines", &text, algebra, 1};

static char *noted(bool as_json)
{
    const theorem *const list[] = {&with_lines};
    account *a = engine_run(list, 1, NULL);
    char *out;
    size_t size;
    FILE *to = open_memstream(&out, &size);
    if (as_json)
        report_json(to, a);
    else
        report_theorem(to, &a->theorems[0], false);
    fclose(to);
    account_free(a);
    return out;
}

Test(report, notes_state_what_was_decided_and_where_it_is_false)
{
    char *shown = noted(false), *machine = noted(true);
    static const char *const said[] = {
        "claim      diff(V, D) = p/D - q/(1-D), where V = p*log(D) + q*log(1-D)\n",
        "falsehood  diff(V, D) = p/D + q/(1-D), where V = p*log(D) + q*log(1-D): false at p=1, D=1/2,",
        "claim      mm = p/2 + q/2, where m = (p+q)/2, mm = m\n",
        "falsehood  1 = 2: false, left 1, right 2",
        "[expected ',' and what the derivative is by, not ')']",
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        cr_expect(strstr(shown, said[i]), "'%s' in\n%s", said[i], shown);
    cr_expect(is_json(machine), "%s", machine);
    cr_expect(strstr(machine, "\"claim_note\": \"mm = p/2 + q/2, where m = (p+q)/2, mm = m\""), "%s",
              machine);
    cr_expect(strstr(machine, "\"claim_note\": null"), "%s", machine);
    free(shown);
    free(machine);
}

Test(report, tap_has_a_line_for_each_theorem)
{
    char *out = reported(report_tap);
    cr_expect(strstr(out, "1..2\n") && strstr(out, "\nok 1 - good\n") && strstr(out, "\nnot ok 2 - bad\n"),
              "%s", out);
    free(out);
}

Test(report, junit_has_a_case_for_each_check_and_escapes)
{
    char *out = reported(report_junit);
    cr_expect(occurrences(out, "<testcase") == 3, "%s", out);
    cr_expect(occurrences(out, "<failure") == 1 && occurrences(out, "</failure>") == 1, "%s", out);
    cr_expect(strstr(out, "what &lt;&amp;&quot;&gt;"), "%s", out);
    free(out);
}

static void in_black(FILE *to, const account *a) { report_text(to, a, false); }

Test(report, the_table_counts_and_explains)
{
    char *out = reported(in_black);
    cr_expect(strstr(out, "2 theorems: 1 holds, 1 fails, 0 undecided, 0 vacuous"), "%s", out);
    cr_expect(strstr(out, "unrefuted: falsehood not refuted"), "%s", out);
    cr_expect(strstr(out, "agree 1e-") && !strchr(out, '\033'), "%s", out);
    free(out);
}
