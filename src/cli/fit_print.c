/* The report of `ganproof fit`, as text and as JSON. */
#include "cli/fit_print.h"

#include "theorem/json.h"
#include "theorem/theorem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *route_text(const fit *f)
{
    static const char *const names[] = {"closed form", "EM", "descent"};
    return names[f->route];
}

/* The decimals that are right; an estimate of 0 +- error has none. NULL: unknown. Free with free(). */
static char *digits_of(ball value, long digits)
{
    if (!ball_is_finite(value))
        return NULL;
    return ball_digits(value) > 0 || ball_is_exact_zero(value) ? ball_text(value, digits) : NULL;
}

static ball total(const fit *f) { return ball_mul_int(f->value, (slong)f->sample_size); }

/* "nu -> infinity, s -> 0" */
static void write_escape(char *text, size_t size, const fit *f)
{
    size_t used = 0;
    for (int i = 0; i < f->n && used < size; i++)
        if (f->escape[i])
            used += (size_t)snprintf(text + used, size - used, "%s%s -> %s", used ? ", " : "", f->name[i],
                                     f->escape[i] > 0 ? "infinity"
                                     : f->positive[i] ? "0"
                                                      : "-infinity");
}

/* ---- JSON ---- */

static void write_ball(json *j, ball value, long digits)
{
    bool known = ball_is_finite(value);
    char *right = digits_of(value, digits), *lower = known ? ball_bound(value, -1, digits + 3) : NULL,
         *upper = known ? ball_bound(value, 1, digits + 3) : NULL;
    json_number(j, "value", known ? ball_double(value) : NAN);
    json_text(j, "digits", right);
    json_text(j, "lower", lower);
    json_text(j, "upper", upper);
    free(right);
    free(lower);
    free(upper);
}

static void write_quantity(json *j, const char *key, ball value, evidence grade, long digits)
{
    json_row(j, key);
    write_ball(j, value, digits);
    json_text(j, "evidence", evidence_name(grade));
    json_end(j);
}

static void write_em(json *j, const fit *f)
{
    json_count(j, "steps", f->steps);
    json_flag(j, "never_decreased", f->increased);
    json_flag(j, "strict_local_maximum", f->local_maximum);
    json_number(j, "sd_bound", f->sd_bound > 0 ? f->sd_bound : NAN);
    json_flag(j, "sd_at_bound", f->on_bound);
}

void fit_print_json(const fit_asked *a, const fit *f)
{
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    json_text(&j, "model", a->model);
    json_text(&j, "target", a->target);
    json_text(&j, "by", a->by);
    json_array(&j, "parameters");
    for (int i = 0; i < f->n; i++) {
        json_row(&j, NULL);
        json_text(&j, "name", f->name[i]);
        write_ball(&j, f->parameter[i], a->digits);
        json_end(&j);
    }
    json_end(&j);
    json_text(&j, "evidence", evidence_name(f->grade));
    json_text(&j, "method", route_text(f));
    write_quantity(&j, a->likelihood ? "mean_log_likelihood" : "divergence", f->value, f->value_grade,
                   a->digits);
    if (a->likelihood) {
        write_quantity(&j, "log_likelihood", total(f), f->value_grade, a->digits);
        json_count(&j, "points", (long)f->sample_size);
    }
    json_flag(&j, "attained", !f->escapes);
    if (f->escapes) {
        char text[400] = "";
        write_escape(text, sizeof text, f);
        json_text(&j, "approached_as", text);
        json_number(&j, "infimum_at_most", f->reached);
    }
    json_number(&j, "gradient_norm", f->gradient);
    if (f->route == FIT_EM)
        write_em(&j, f);
    else
        json_count(&j, "evaluations", f->steps);
    json_count(&j, "starts", f->starts);
    json_count(&j, "agreeing", f->agreeing);
    json_seconds(&j, "seconds", f->seconds);
    json_end(&j);
    json_finish(&j);
}

/* ---- Text ---- */

static void print_ball(const char *name, int width, ball value, long digits)
{
    char *right = digits_of(value, digits);
    if (right)
        printf("%-*s  %s\n", width, name, right);
    else if (ball_is_finite(value))
        printf("%-*s  %.3g +- %.2g\n", width, name, ball_double(value), ball_radius(value));
    else
        printf("%-*s  unknown\n", width, name);
    free(right);
}

static void print_starts(const fit *f)
{
    if (f->starts > 1)
        printf(", from the best of %d starts, of which %d end there", f->starts, f->agreeing);
    putchar('\n');
}

static void print_escape(const fit_asked *a, const fit *f)
{
    char text[400] = "";
    write_escape(text, sizeof text, f);
    printf("%s falls on and on as %s: its infimum is approached there and not attained\n",
           a->likelihood ? "minus the log-likelihood" : a->by, text);
    printf("it is at most %.6g, which it has at", f->reached);
    for (int i = 0; i < f->n; i++)
        printf("%s %s = %.6g", i ? "," : "", f->name[i], f->reached_at[i]);
    printf("\nnumerical; %ld evaluations", f->steps);
    print_starts(f);
}

/* What the digits mean, and what they do not. */
static void print_evidence(const fit_asked *a, const fit *f)
{
    static const char *const closed = "certified: the maximum, by its formula, on the exact sample";
    static const char *const estimate =
        "numerical: the digits are estimates, the minimum is the least one found";
    const char *text =
        f->route == FIT_CLOSED_FORM      ? closed
        : f->grade != EVIDENCE_CERTIFIED ? estimate
        : f->local_maximum
            ? "certified: the only zero of the score nearby, on the exact sample; a strict local maximum"
            : "certified: the only zero of the score nearby, on the exact sample";
    printf("\n%s%s\n", text,
           a->likelihood && f->route == FIT_EM && f->starts > 1 ? ", the best one found" : "");
}

/* A single normal needs no EM: its first step is the answer. */
static void print_em(const fit *f)
{
    if (!(f->sd_bound > 0))
        return;
    printf("EM: %ld steps%s", f->steps, f->increased ? ", none of which lowers the likelihood" : "");
    print_starts(f);
    printf("every sd is kept at or above %.6g, for otherwise the likelihood is unbounded: %s\n", f->sd_bound,
           f->on_bound ? "REACHED, so this is no stationary point" : "not reached");
}

void fit_print(const fit_asked *a, const fit *f)
{
    if (f->escapes) {
        print_escape(a, f);
        return;
    }
    const char *value = a->likelihood ? "mean log-likelihood" : a->by;
    int width = (int)strlen(value);
    for (int i = 0; i < f->n; i++)
        width = (int)strlen(f->name[i]) > width ? (int)strlen(f->name[i]) : width;
    width = width < 13 ? 13 : width;
    for (int i = 0; i < f->n; i++)
        print_ball(f->name[i], width, f->parameter[i], a->digits);
    print_ball(value, width, f->value, a->digits);
    if (a->likelihood) {
        print_ball("log-likelihood", width, total(f), a->digits);
        printf("%-*s  %zu\n", width, "points", f->sample_size);
    }
    if (isfinite(f->gradient))
        printf("%-*s  %.2g (norm, at the nearest doubles)\n", width, a->likelihood ? "score" : "gradient",
               f->gradient);
    print_evidence(a, f);
    if (f->route == FIT_EM)
        print_em(f);
    else if (f->route == FIT_DESCENT) {
        printf("%ld evaluations", f->steps);
        print_starts(f);
    }
}
