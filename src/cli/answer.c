/* Answers: see answer.h. */
#include "cli/answer.h"

#include "cli/value.h"
#include "theorem/theorem.h"

#include <stdlib.h>
#include <string.h>

static void name_culprit(error *e, const divergence_list *list, size_t i, const error *why)
{
    error_set(e, -1, "%.60s: %.330s", list->name[i], why->message);
}

/* A long computation shall not end with the news that a later name has no method. */
static bool have_methods(const divergence_list *list, const law *p, const law *q, const request *ask,
                         error *e)
{
    error why;
    for (size_t i = 0; list->n > 1 && i < list->n; i++)
        if (!divergence_has_method(list->d[i], p, q, ask, &why)) {
            name_culprit(e, list, i, &why);
            return false;
        }
    return true;
}

answer *answers_compute(const divergence_list *list, const law *p, const law *q, const precision *how,
                        error *e)
{
    const law *second = q ? q : p;
    error why;
    if (!have_methods(list, p, second, &how->ask, e))
        return NULL;
    answer *all = calloc(list->n, sizeof *all);
    for (size_t i = 0; i < list->n; i++) {
        answer *a = &all[i];
        *a = (answer){.asked = &list->d[i], .name = list->name[i]};
        if (!divergence_compute(list->d[i], p, second, &how->ask, &a->r, &why)) {
            name_culprit(e, list, i, &why);
            answers_clear(all, i);
            return NULL;
        }
        a->route = route_name(&a->r, p);
        a->value = value_in_base(a->asked, &a->r, how->base);
        a->digits = value_text(&a->r, a->value, how->digits);
    }
    return all;
}

void answers_clear(answer *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        result_clear(&a[i].r);
        free(a[i].digits);
    }
    free(a);
}

bool answers_are_decided(const answer *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!a[i].r.decided)
            return false;
    return true;
}

const char *answer_grade(const answer *a) { return a->r.decided ? evidence_name(a->r.grade) : "undecided"; }

static void write_end(json *j, const char *key, const answer *a, int side, long digits)
{
    char *end = a->r.why != FINITE         ? strdup("inf")
                : ball_is_finite(a->value) ? ball_bound(a->value, side, digits)
                                           : NULL;
    json_text(j, key, end);
    free(end);
}

static void write_one(json *j, const answer *a, const precision *how)
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
    json_text(j, "evidence", answer_grade(a));
    json_text(j, "method", a->route);
    json_text(j, "infinite", infinity_name(a->r.why));
    json_seconds(j, "seconds", a->r.seconds);
    json_end(j);
}

void answers_write(json *j, const law *p, const law *q, const answer *a, size_t n, const precision *how)
{
    json_text(j, "p", p->text);
    json_text(j, "q", q ? q->text : NULL);
    json_array(j, "results");
    for (size_t i = 0; i < n; i++)
        write_one(j, &a[i], how);
    json_end(j);
}
