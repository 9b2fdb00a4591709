/*
 * ganproof fit MODEL --to TARGET --by NAME: the parameters that minimise a divergence or maximise a
 * likelihood.
 */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/fit_certify.h"
#include "cli/fit_print.h"
#include "cli/input.h"
#include "cli/options.h"
#include "divergences/fit.h"

#include <string.h>

static bool is_known(const fit *f)
{
    for (int i = 0; i < f->n; i++)
        if (!ball_is_finite(f->parameter[i]))
            return false;
    return ball_is_finite(f->value) && !f->on_bound;
}

/* ---- The command ---- */

static bool compute(const fit_asked *a, const model *m, const law *target, unsigned long seed, fit *out)
{
    fit_request r = {a->digits, seed};
    divergence_list list;
    error e;
    bool done = false;
    if (a->likelihood) {
        done = fit_by_likelihood(m, target, &r, out, &e);
    } else if (input_divergences("--by", a->by, &list)) {
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
    const fit_asked *a;
    const fit *f;
} fit_report;

static void print_fit(const void *state)
{
    const fit_report *r = state;
    fit_print(r->a, r->f);
}

/* After the fit: is it the only one in a box? */
static int certify(const fit_asked *a, const model *m, const law *target, const fit *f, bool as_json)
{
    divergence_list list;
    if (!input_divergences("--by", a->by, &list))
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

static bool read_model(const fit_asked *a, const char *start, model *m)
{
    error e;
    bool read = model_read(m, a->model, &e);
    if (read && start && !model_start(m, start, &e))
        return complain_about("--start", start, &e), false;
    return (read && model_settle(m, &e)) || (complain_about("MODEL", a->model, &e), false);
}

/* The model's dimension is that at the values where the search starts. */
static bool same_dimension(const model *m, const law *target)
{
    double base[MODEL_PARAMETERS];
    for (int i = 0; i < m->n; i++)
        base[i] = m->free[i].base;
    law *start = model_at(m, base, NULL);
    bool same = !start || start->dim == target->dim;
    if (!same)
        complain("MODEL is %d-dimensional and TARGET is %d-dimensional", start->dim, target->dim);
    law_free(start);
    return same;
}

static int fit_to(const fit_asked *a, const char *start, unsigned long seed, bool as_json)
{
    law *target = NULL;
    model m = {0};
    fit f = {0};
    int status = BAD_INPUT;
    if (read_model(a, start, &m) && input_law("--to", a->target, NULL, &target) && same_dimension(&m, target)
        && compute(a, &m, target, seed, &f)) {
        status = is_known(&f) ? ALL_HOLDS : NOT_ALL;
        if (a->certify && !f.escapes)
            status = certify(a, &m, target, &f, as_json);
        else if (as_json)
            fit_print_json(a, &f);
        else
            fit_print(a, &f);
        fit_clear(&f);
    }
    model_clear(&m);
    law_free(target);
    return status;
}

int command_fit(int argc, char **argv)
{
    fit_asked a = {.digits = 15};
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
