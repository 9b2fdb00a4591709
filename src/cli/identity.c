/* ganproof identity 'LEFT = RIGHT': a line of algebra, decided for all values of its symbols. */
#include "calculus/statement.h"
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/options.h"
#include "theorem/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char names_of_verdicts[][32] = {"false", "undecided", "true"};

static void print_text(const statement *s)
{
    printf("%s", names_of_verdicts[s->is]);
    if (s->is == FAILS)
        printf("%s%s: the left side is %s, the right side %s\n", *s->point ? " at " : "", s->point,
               s->left_there, s->right_there);
    else if (s->is == UNDECIDED)
        printf(": %s\n", s->why.message);
    else
        printf(": for all %s values where both sides are defined%s%s%s\n",
               *s->relation == '=' ? "real" : "positive", s->assuming ? " and the assumptions hold" : "",
               s->certificate ? "; " : "", s->certificate ? s->certificate : "");
    if (s->is == HOLDS && *s->relation == '=')
        printf("both sides    %s\n", s->left);
    else
        printf("left          %s\nright         %s\nleft - right  %s\n", s->left, s->right, s->difference);
}

static void print_json(const char *text, const char *where, const statement *s)
{
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    json_text(&j, "statement", text);
    json_text(&j, "where", where);
    json_text(&j, "verdict", verdict_name(s->is));
    json_text(&j, "evidence", s->is == UNDECIDED ? "undecided" : "exact");
    json_text(&j, "left", s->left);
    json_text(&j, "right", s->right);
    json_text(&j, "difference", s->difference);
    json_text(&j, "certificate", s->certificate);
    json_text(&j, "point", s->point);
    json_text(&j, "left_at_point", s->left_there);
    json_text(&j, "right_at_point", s->right_there);
    json_text(&j, "why", s->is == UNDECIDED ? s->why.message : NULL);
    json_end(&j);
    json_finish(&j);
}

static int answer(logform_field *K, const char *text, const char *where, bool as_json)
{
    error e = {.message = "", .position = -1};
    statement s;
    if (where && !logform_where(K, where, &e))
        return complain_about("--where", where, &e);
    if (!statement_decide(K, text, &s, &e))
        return complain_about("statement", text, &e);
    if (as_json)
        print_json(text, where, &s);
    else
        print_text(&s);
    return s.is == HOLDS ? ALL_HOLDS : NOT_ALL;
}

/* The words as one text. A blank in front of a word that begins with a minus keeps it from being read as options. */
static char *joined(char **words, int count)
{
    size_t size = 1;
    for (int i = 0; i < count; i++)
        size += strlen(words[i]) + 1;
    char *text = malloc(size), *end = text;
    for (int i = 0; i < count; i++)
        end = stpcpy(stpcpy(end, i ? " " : ""), words[i]);
    return text;
}

static bool is_negative_term(const char *word)
{
    return word[0] == '-' && word[1] && word[1] != '-' && strcmp(word, "-h") != 0;
}

static int run(int argc, char **argv)
{
    bool as_json = false;
    const char *where = NULL;
    const option_row options[] = {{"where", '\0', OPTION_TEXT, &where, "NAMES",
                                   "definitions and assumptions: 'm = (p+q)/2, 0 < p < 1, q < p'"},
                                  {"json", '\0', OPTION_FLAG, &as_json, NULL, "the same as JSON"}};
    const usage u = {
        "'LEFT = RIGHT'",
        "A line of algebra, decided exactly for all values of its symbols; or LEFT >= RIGHT, with > <= <, for all\n"
        "positive values. A side is made of numbers, symbols, + - * / ^ and log(...), linear in the logarithms;\n"
        "diff(f, D) is a derivative, diff(f, log(D/(1-D))) one by the logit of D, at(f, D = p/(p+q)) a value.\n"
        "What is false is shown at a point.",
        options,
        sizeof options / sizeof *options,
        1,
        -1};
    char **words;
    int count, status;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    char *text = joined(words, count);
    logform_field *K = logform_field_open();
    status = answer(K, text, where, as_json);
    logform_field_close(K);
    free(text);
    return status;
}

int command_identity(int argc, char **argv)
{
    char **words = calloc((size_t)argc + 1, sizeof *words), **made = calloc((size_t)argc + 1, sizeof *made);
    for (int i = 0; i < argc; i++) {
        made[i] = i && is_negative_term(argv[i]) ? joined((char *[]){"", argv[i]}, 2) : NULL;
        words[i] = made[i] ? made[i] : argv[i];
    }
    int status = run(argc, words);
    for (int i = 0; i < argc; i++)
        free(made[i]);
    free(made);
    free(words);
    return status;
}
