/* ganproof divergence NAMES P Q: values between two laws, each with its evidence. */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/options.h"
#include "cli/pairs.h"
#include "cli/value.h"

#include <stdlib.h>
#include <string.h>

/* ---- Text ---- */

static const char *reason(infinity_reason why)
{
    static const char *const words[] = {"", ": the supports differ (no absolute continuity)",
                                        ": the integral diverges"};
    return words[why];
}

static void print_enclosure(const answer *a, const precision *how)
{
    if (!ball_is_finite(a->value)) {
        fputs(", no enclosure was reached", stdout);
        return;
    }
    slong known = ball_digits(a->value), digits = (known < how->digits ? known : how->digits) + END_DIGITS;
    char *lower = ball_bound(a->value, -1, digits), *upper = ball_bound(a->value, 1, digits);
    printf(", between %s and %s", lower, upper);
    free(lower);
    free(upper);
}

/* The digits that are right; where none is, the ends of what is known. Free with free(). */
static char *shown_text(const answer *a)
{
    enum { FEW = 3 };
    bool finite = ball_is_finite(a->value);
    if (a->r.decided || a->r.why != FINITE || (finite && ball_digits(a->value) > 0))
        return strdup(a->digits);
    if (!finite)
        return strdup("?");
    char *lower = ball_bound(a->value, -1, FEW), *upper = ball_bound(a->value, 1, FEW);
    size_t room = strlen(lower) + strlen(upper) + sizeof " to ";
    char *text = malloc(room);
    snprintf(text, room, "%s to %s", lower, upper);
    free(lower);
    free(upper);
    return text;
}

static void print_text(const answer *a, size_t n, const precision *how)
{
    size_t name = 0, digits = 0, unit = 0;
    char **text = malloc(n * sizeof *text);
    for (size_t i = 0; i < n; i++) {
        text[i] = shown_text(&a[i]);
        size_t lengths[] = {strlen(a[i].name), strlen(text[i]), strlen(value_unit(a[i].asked, how->base))};
        name = lengths[0] > name ? lengths[0] : name;
        digits = lengths[1] > digits ? lengths[1] : digits;
        unit = lengths[2] > unit ? lengths[2] : unit;
    }
    for (size_t i = 0; i < n; i++) {
        const char *shown = value_unit(a[i].asked, how->base);
        printf("%-*s  %-*s  %-*s  %s, %s%s", (int)name, a[i].name, (int)digits, text[i], (int)unit,
               strcmp(shown, "1") == 0 ? "" : shown, answer_grade(&a[i]), a[i].route, reason(a[i].r.why));
        if (!a[i].r.decided || a[i].r.grade > EVIDENCE_CERTIFIED)
            print_enclosure(&a[i], how);
        putchar('\n');
        free(text[i]);
    }
    free(text);
}

static void print_json(const law *p, const law *q, const answer *a, size_t n, const precision *how)
{
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    answers_write(&j, p, q, a, n, how);
    json_end(&j);
    json_finish(&j);
}

/* ---- The command ---- */

static int answer_all(const divergence_list *list, const law *p, const law *q, const precision *how,
                      bool as_json)
{
    error e;
    answer *a = answers_compute(list, p, q, how, &e);
    if (!a)
        return complain("%s", e.message);
    if (as_json)
        print_json(p, q, a, list->n, how);
    else
        print_text(a, list->n, how);
    int status = answers_are_decided(a, list->n) ? ALL_HOLDS : NOT_ALL;
    answers_clear(a, list->n);
    return status;
}

static int with_laws(const divergence_list *list, char **words, int count, const precision *how, bool as_json)
{
    law *p = NULL, *q = NULL;
    int status = BAD_INPUT;
    if (count < 3 && needs_second_law(list))
        complain("too few operands: %s needs a second law Q", words[0]);
    else if (input_law("P", words[1], NULL, &p) && (count < 3 || input_law("Q", words[2], NULL, &q)))
        status = answer_all(list, p, q, how, as_json);
    law_free(p);
    law_free(q);
    return status;
}

static bool operands_suit(int count, const char *pairs)
{
    if (pairs && count > 1)
        return complain("either P and Q, or --pairs %.200s", pairs), false;
    if (!pairs && count < 2)
        return complain("too few operands: expected NAMES P Q, or NAMES --pairs FILE"), false;
    return true;
}

int command_divergence(int argc, char **argv)
{
    bool as_json = false;
    const char *pairs = NULL;
    precision_options given = {NULL};
    const option_row options[] = {
        PRECISION_OPTIONS(given),
        {"pairs", '\0', OPTION_TEXT, &pairs, "FILE",
         "many pairs, a line each: P ; Q (- is standard input); a line of JSON each"},
        {"json", '\0', OPTION_FLAG, &as_json, NULL, "values, enclosures and evidence as JSON"}};
    const usage u = {
        "NAMES P Q",
        "NAMES is a comma list such as 'kl,js,renyi(2)' (ganproof list divergences); P and Q are laws such as\n"
        "'normal(0, 1)' or '0.3*normal(-1,0.5) + 0.7*laplace(2,1)' (ganproof list families). Entropy needs no Q.\n\n"
        "With --pairs FILE in place of P and Q, each line `P ; Q` (or P, a tab, Q; # starts a comment) is answered\n"
        "by one line of JSON, in order and at once: a program may ask over a pipe and wait for each answer. A line\n"
        "that cannot be read gives {\"line\": N, \"error\": \"...\"}, and in the end exit status 2.",
        options,
        sizeof options / sizeof *options,
        1,
        3};
    char **words;
    int count, status;
    precision how;
    divergence_list list;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    if (!operands_suit(count, pairs) || !input_precision(&given, &how)
        || !input_divergences("NAMES", words[0], &list))
        return BAD_INPUT;
    status = pairs ? pairs_answer(pairs, &list, &how) : with_laws(&list, words, count, &how, as_json);
    divergence_list_clear(&list);
    return status;
}
