/*
 * ganproof fit MODEL --to TARGET --by NAME: the parameters that minimise a divergence or maximise a
 * likelihood.
 */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/fit_certify.h"
#include "cli/input.h"
#include "cli/options.h"
#include "divergences/fit.h"
#include "theorem/json.h"
#include "theorem/theorem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct asked {
    const char *model, *target, *by;
    long digits;
    bool likelihood, certify, all;
    const char *box; /* --certify: where; or NULL */
    long boxes;
} asked;

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

static bool is_known(const fit *f)
{
    for (int i = 0; i < f->n; i++)
        if (!ball_is_finite(f->parameter[i]))
            return false;
    return ball_is_finite(f->value) && !f->on_bound;
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

static void write_json(const asked *a, const fit *f)
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

static void print_escape(const asked *a, const fit *f)
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
static void print_evidence(const asked *a, const fit *f)
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

static void print_text(const asked *a, const fit *f)
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

/* ---- The command ---- */

static bool compute(const asked *a, const model *m, const law *target, unsigned long seed, fit *out)
{
    fit_request r = {a->digits, seed};
    divergence_list list;
    error e;
    bool done = false;
    if (a->likelihood) {
        done = fit_by_likelihood(m, target, &r, out, &e);
    } else if (input_divergences(a->by, &list)) {
        if (list.n != 1)
            error_set(&e, -1, "--by takes one divergence, or mle");
        else
            done = fit_by_divergence(m, target, list.d[0], &r, out, &e);
        divergence_list_clear(&list);
    } else {
        return false;
    }
    if (!done)
        complain("%s", e.message);
    return done;
}

typedef struct fit_report {
    const asked *a;
    const fit *f;
} fit_report;

static void print_fit(const void *state)
{
    const fit_report *r = state;
    print_text(r->a, r->f);
}

/* After the fit: is it the only one in a box? */
static int certify(const asked *a, const model *m, const law *target, const fit *f, bool as_json)
{
    divergence_list list;
    if (!input_divergences(a->by, &list))
        return BAD_INPUT;
    fit_report r = {a, f};
    certify_question c = {.report = print_fit,
                          .state = &r,
                          .m = m,
                          .target = target,
                          .d = list.d[0],
                          .found = f,
                          .box = a->box,
                          .cap = a->boxes,
                          .digits = a->digits,
                          .all = a->all,
                          .as_json = as_json};
    int status = fit_certify(&c);
    divergence_list_clear(&list);
    return status;
}

static bool read_model(const asked *a, const char *start, model *m)
{
    error e;
    bool read = model_read(m, a->model, &e);
    if (read && start && !model_start(m, start, &e))
        return complain_about("--start", start, &e), false;
    return (read && model_settle(m, &e)) || (complain_about("MODEL", a->model, &e), false);
}

static int fit_to(const asked *a, const char *start, unsigned long seed, bool as_json)
{
    law *target = NULL;
    model m = {0};
    fit f = {0};
    int status = BAD_INPUT;
    if (read_model(a, start, &m) && input_law("--to", a->target, NULL, &target)
        && compute(a, &m, target, seed, &f)) {
        status = is_known(&f) ? ALL_HOLDS : NOT_ALL;
        if (a->certify && !f.escapes)
            status = certify(a, &m, target, &f, as_json);
        else if (as_json)
            write_json(a, &f);
        else
            print_text(a, &f);
        fit_clear(&f);
    }
    model_clear(&m);
    law_free(target);
    return status;
}

int command_fit(int argc, char **argv)
{
    asked a = {.digits = 15};
    const char *start = NULL, *seed_text = NULL, *digits = NULL, *boxes = NULL;
    bool as_json = false;
    long seed = 1;
    int count, status;
    char **words;
    const option_row options[] = {
        {"to", '\0', OPTION_TEXT, &a.target, "TARGET", "a law such as 'samples(\"data/eruptions.csv\")'"},
        {"by", '\0', OPTION_TEXT, &a.by, "NAME", "mle, or a divergence D(TARGET || MODEL)"},
        {"start", '\0', OPTION_TEXT, &start, "VALUES",
         "where to start, such as 'mu=0,sigma=1'; all given: only there"},
        {"seed", '\0', OPTION_TEXT, &seed_text, "N", "seed of the starts (1)"},
        {"digits", '\0', OPTION_TEXT, &digits, "N",
         "significant digits, as far as they are known, 1 to 1000 (15)"},
        {"certify", '\0', OPTION_FLAG, &a.certify, NULL,
         "prove the minimiser the only one in a box, by interval arithmetic"},
        {"box", '\0', OPTION_TEXT, &a.box, "RANGES",
         "the box, such as 'mu=-3:3,sigma=1/2:4' (around the minimiser found)"},
        {"all", '\0', OPTION_FLAG, &a.all, NULL, "with --certify: every critical point in the box"},
        {"boxes", '\0', OPTION_TEXT, &boxes, "CAP", "with --certify: at most so many sub-boxes (20000)"},
        {"json", '\0', OPTION_FLAG, &as_json, NULL, "the same as JSON"},
    };
    const usage u = {"MODEL --to TARGET --by NAME",
                     "MODEL is a law with named free parameters, such as 'normal(mu, sigma)' or\n"
                     "'w*normal(m1,s1) + (1-w)*normal(m2,s2)'.",
                     options,
                     sizeof options / sizeof *options,
                     1,
                     1};
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    if (!a.target || !a.by)
        return complain("%s is needed", a.target ? "--by NAME" : "--to TARGET");
    if ((seed_text && !input_integer("--seed", seed_text, 0, 4294967295, &seed))
        || (digits && !input_integer("--digits", digits, 1, 1000, &a.digits)))
        return BAD_INPUT;
    a.boxes = 20000;
    if (boxes && !input_integer("--boxes", boxes, 1, 100000000, &a.boxes))
        return BAD_INPUT;
    a.model = words[0];
    a.likelihood = strcmp(a.by, "mle") == 0;
    if (a.likelihood && a.certify)
        return complain("--certify is for divergences; --by mle certifies by itself what it can");
    if (!a.certify && (a.box || a.all || boxes))
        return complain("--box, --all and --boxes go with --certify");
    return fit_to(&a, start, (unsigned long)seed, as_json);
}
