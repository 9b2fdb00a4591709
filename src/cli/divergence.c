/* ganproof divergence NAMES P Q: values between two laws, each with its evidence. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/value.h"
#include "theorem/json.h"
#include "theorem/theorem.h"

#include <stdlib.h>
#include <string.h>

/* Digits of the enclosure's ends beyond those of the value. */
enum { END_DIGITS = 3 };

typedef struct answer {
    const divergence *asked;
    const char *name, *route;
    result r;
    ball value;
    char *digits;
} answer;

static const char *grade_of(const answer *a)
{
    return a->r.decided ? evidence_name(a->r.grade) : "undecided";
}

/* ---- Computing ---- */

static bool compute_all(const divergence_list *list, const law *p, const law *q, const precision *how,
                        answer *out)
{
    error e;
    for (size_t i = 0; i < list->n; i++) {
        answer *a = &out[i];
        *a = (answer){.asked = &list->d[i], .name = list->name[i]};
        if (!divergence_compute(list->d[i], p, q, &how->ask, &a->r, &e)) {
            complain("%s: %s", list->name[i], e.message);
            return false;
        }
        a->route = route_name(&a->r, p);
        a->value = value_in_base(a->asked, &a->r, how->base);
        a->digits = value_text(&a->r, a->value, how->digits);
    }
    return true;
}

static void clear_all(answer *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (a[i].r.storage)
            result_clear(&a[i].r);
        free(a[i].digits);
    }
    free(a);
}

/* ---- JSON ---- */

static void write_end(json *j, const char *key, const answer *a, int side, long digits)
{
    char *end = a->r.why != FINITE         ? strdup("inf")
                : ball_is_finite(a->value) ? ball_bound(a->value, side, digits)
                                           : NULL;
    json_text(j, key, end);
    free(end);
}

static void write_answer(json *j, const answer *a, const precision *how)
{
    bool known = a->r.why == FINITE && ball_is_finite(a->value);
    json_row(j, NULL);
    json_text(j, "name", a->name);
    if (known)
        json_number(j, "value", ball_double(a->value));
    else
        json_null(j, "value");
    json_text(j, "digits", a->digits[0] ? a->digits : NULL);
    write_end(j, "lower", a, -1, how->digits + END_DIGITS);
    write_end(j, "upper", a, 1, how->digits + END_DIGITS);
    json_text(j, "unit", value_unit(a->asked, how->base));
    json_text(j, "evidence", grade_of(a));
    json_text(j, "method", a->route);
    json_text(j, "infinite", infinity_name(a->r.why));
    json_seconds(j, "seconds", a->r.seconds);
    json_end(j);
}

static void write_json(const law *p, const law *q, const answer *a, size_t n, const precision *how)
{
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    json_text(&j, "p", p->text);
    json_text(&j, "q", q ? q->text : NULL);
    json_array(&j, "results");
    for (size_t i = 0; i < n; i++)
        write_answer(&j, &a[i], how);
    json_end(&j);
    json_end(&j);
    json_finish(&j);
}

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
    char *lower = ball_bound(a->value, -1, how->digits + END_DIGITS),
         *upper = ball_bound(a->value, 1, how->digits + END_DIGITS);
    printf(", between %s and %s", lower, upper);
    free(lower);
    free(upper);
}

static void print_text(const answer *a, size_t n, const precision *how)
{
    size_t name = 0, digits = 0, unit = 0;
    for (size_t i = 0; i < n; i++) {
        size_t lengths[] = {strlen(a[i].name), strlen(a[i].digits),
                            strlen(value_unit(a[i].asked, how->base))};
        name = lengths[0] > name ? lengths[0] : name;
        digits = lengths[1] > digits ? lengths[1] : digits;
        unit = lengths[2] > unit ? lengths[2] : unit;
    }
    for (size_t i = 0; i < n; i++) {
        const char *shown = value_unit(a[i].asked, how->base);
        printf("%-*s  %-*s  %-*s  %s, %s%s", (int)name, a[i].name, (int)digits, a[i].digits, (int)unit,
               strcmp(shown, "1") == 0 ? "" : shown, grade_of(&a[i]), a[i].route, reason(a[i].r.why));
        if (!a[i].r.decided || a[i].r.grade > EVIDENCE_CERTIFIED)
            print_enclosure(&a[i], how);
        putchar('\n');
    }
}

/* ---- The command ---- */

static int answer_all(const divergence_list *list, const law *p, const law *q, const precision *how,
                      bool as_json)
{
    answer *a = calloc(list->n, sizeof *a);
    int status = ALL_HOLDS;
    if (!compute_all(list, p, q ? q : p, how, a))
        status = BAD_INPUT;
    else if (as_json)
        write_json(p, q, a, list->n, how);
    else
        print_text(a, list->n, how);
    for (size_t i = 0; i < list->n && status == ALL_HOLDS; i++)
        status = a[i].r.decided ? ALL_HOLDS : NOT_ALL;
    clear_all(a, list->n);
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

int command_divergence(int argc, char **argv)
{
    bool as_json = false;
    precision_options given = {NULL, NULL, NULL, NULL, NULL};
    const option_row options[] = {
        PRECISION_OPTIONS(given),
        {"json", '\0', OPTION_FLAG, &as_json, NULL, "values, enclosures and evidence as JSON"}};
    const usage u = {
        "NAMES P Q",
        "NAMES is a comma list such as 'kl,js,renyi(2)' (ganproof list divergences); P and Q are laws such as\n"
        "'normal(0, 1)' or '0.3*normal(-1,0.5) + 0.7*laplace(2,1)' (ganproof list families). Entropy needs no Q.",
        options,
        sizeof options / sizeof *options,
        2,
        3};
    char **words;
    int count, status;
    precision how;
    divergence_list list;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    if (!input_precision(&given, &how) || !input_divergences(words[0], &list))
        return BAD_INPUT;
    status = with_laws(&list, words, count, &how, as_json);
    divergence_list_clear(&list);
    return status;
}
