/* ganproof train PRESET: a GAN run that is seeded, measured, and can be taken up again. */
#include "cli/train.h"

#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/train_ideal.h"
#include "gan/ideal.h"
#include "gan/presets.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct train_options {
    const char *seed, *steps, *csv, *plot, *state, *resume, *ensemble;
    option_texts set;
    bool json;
} train_options;

/* ---- What is asked ---- */

static const char *preset_name(size_t i)
{
    return i < preset_count ? presets[i].name : ideal_presets[i - preset_count].name;
}

static const preset *find_preset(const char *name)
{
    const preset *p = preset_named(name);
    if (!p)
        complain_unknown("preset", name, preset_name, preset_count + ideal_preset_count);
    return p;
}

static bool read_settings(const preset *p, const train_options *o, train_settings *out)
{
    error e = {.message = ""};
    *out = preset_settings(p);
    for (int i = 0; i < o->set.count; i++)
        if (!settings_set_all(out, o->set.text[i], &e))
            return complain("--set %s", e.message), false;
    return true;
}

static training *start(const preset *p, const train_options *o)
{
    train_settings s;
    error e = {.message = ""};
    long seed = 1;
    if ((o->seed && !input_integer("--seed", o->seed, 0, LONG_MAX, &seed)) || !read_settings(p, o, &s))
        return NULL;
    target *of = train_target(&s, &e);
    training *t = of ? training_open(p->name, &s, of, (uint64_t)seed, &e) : NULL;
    if (!t)
        complain("%s", e.message);
    return t;
}

static training *restore(const char *text, const preset *p, const char *path)
{
    state_head head;
    error e = {.message = ""};
    training *t = NULL;
    if (training_read_head(text, &head, &e)) {
        if (strcmp(head.preset, p->name) != 0)
            error_set(&e, -1, "a state of the preset %s, not of %s", head.preset, p->name);
        else {
            target *of = train_target(&head.settings, &e);
            t = of ? training_restore(text, of, &e) : NULL;
        }
    }
    if (!t)
        complain("%.200s: %s", path, e.message);
    return t;
}

static training *resume(const preset *p, const train_options *o)
{
    error e = {.message = ""};
    if (o->seed || o->set.count)
        return complain("--resume goes on with the state's own seed and settings; --%s is for new runs",
                        o->seed ? "seed" : "set"),
               NULL;
    char *text = train_read_file(o->resume, &e);
    training *t = text ? restore(text, p, o->resume) : (complain("%s", e.message), NULL);
    free(text);
    return t;
}

/* ---- While it runs ---- */

typedef struct run {
    train_picture *picture;
    bool seen; /* a terminal looks on */
    long last; /* the step at which it ends */
    double began, told;
} run;

static void measured(void *state, const training *t, const measurement *m)
{
    run *r = state;
    if (r->picture)
        train_picture_add(r->picture, t, m, false);
    if (!r->seen || (scope_clock() - r->told < 0.1 && training_step(t) != r->last))
        return;
    char wrong[64];
    r->told = scope_clock();
    measurement_diagnosis(m->wrong, wrong);
    fprintf(stderr, "\r\033[Kstep %ld of %ld  V %.4f  D(x) %.3f  D(G(z)) %.3f  energy %.4f  %s",
            training_step(t), r->last, m->value, m->d_data, m->d_generated, m->energy, wrong);
    fflush(stderr);
}

/* ---- The whole ---- */

typedef struct outputs {
    output csv, state;
    train_picture *picture;
} outputs;

/* Everything that can be refused is refused before a step is made. */
static bool open_outputs(outputs *o, const train_options *given, const training *t, long steps)
{
    error e;
    *o = (outputs){0};
    bool well = (!given->csv || output_open(&o->csv, given->csv, &e))
                && (!given->state || output_open(&o->state, given->state, &e));
    if (well && given->plot) {
        o->picture =
            train_picture_open(given->plot, steps / training_settings(t)->every + 1, training_target(t), &e);
        well = o->picture;
    }
    if (!well) {
        complain("%s", e.message);
        output_abandon(&o->csv, false);
        output_abandon(&o->state, false);
    }
    return well;
}

static int write_outputs(outputs *o, const training *t)
{
    error e;
    int status = ALL_HOLDS;
    if (o->csv.to)
        fprintf(o->csv.to, "%s\n%s", measurement_header(), training_log(t));
    if (o->state.to) {
        char *text = training_save(t);
        fputs(text, o->state.to);
        free(text);
    }
    if (!output_commit(&o->csv, &e))
        status = complain_failure("%s", e.message);
    if (!output_commit(&o->state, &e))
        status = complain_failure("%s", e.message);
    if (o->picture && !train_picture_close(o->picture, true, &e))
        status = complain_failure("%s", e.message);
    return status;
}

static int train(training *t, const train_options *given, long steps)
{
    outputs o;
    error e = {.message = ""};
    measurement m;
    if (!open_outputs(&o, given, t, steps))
        return BAD_INPUT;
    bool quiet = given->csv && strcmp(given->csv, "-") == 0;
    run r = {o.picture, isatty(STDERR_FILENO), training_step(t) + steps, scope_clock(), 0};
    training_watch watch = {measured, &r, interrupt_watch()};
    training_end end = training_advance(t, steps, &watch, &e);
    double seconds = scope_clock() - r.began;
    if (r.seen)
        fputs("\r\033[K", stderr);
    training_measure(t, &m);
    if (o.picture)
        train_picture_add(o.picture, t, &m, true);
    int status = write_outputs(&o, t);
    if (!quiet && given->json)
        train_report_json(t, &m, seconds);
    else if (!quiet)
        train_report_text(t, &m, seconds);
    if (end == STOPPED)
        return complain_failure("interrupted after step %ld; log and state are as of then", training_step(t));
    return end == NOT_FINITE ? complain_failure("%s", e.message) : status;
}

static int run_preset(const char *name, const train_options *o)
{
    const preset *p = find_preset(name);
    if (!p)
        return BAD_INPUT;
    if (o->ensemble) {
        train_settings s;
        long steps;
        if (o->resume || o->state || o->plot || o->seed)
            return complain("--ensemble goes with --set, --steps and --csv only");
        if (!read_settings(p, o, &s)
            || (o->steps && !input_integer("--steps", o->steps, 0, 100000000, &steps)))
            return BAD_INPUT;
        if (o->steps)
            s.steps = steps;
        return train_ensemble(p->name, &s, o->ensemble, o->csv);
    }
    training *t = o->resume ? resume(p, o) : start(p, o);
    if (!t)
        return BAD_INPUT;
    long steps = training_settings(t)->steps;
    int status = BAD_INPUT;
    if (!o->steps || input_integer("--steps", o->steps, 0, 100000000, &steps))
        status = train(t, o, steps);
    training_close(t);
    return status;
}

static void write_keys(char *out, size_t size)
{
    size_t used = 0;
    char value[SETTING_TEXT + 1];
    for (size_t i = 0; i < setting_count && used < size; i++) {
        setting_value(&train_settings_default, i, value, sizeof value);
        used += (size_t)snprintf(out + used, size - used, "\n    %-14s %s (%s)", setting_key(i),
                                 setting_help(i), value);
    }
}

int command_train(int argc, char **argv)
{
    static char summary[6000];
    train_options o = {0};
    if (train_ideal_asked(argc, argv))
        return train_ideal(argc, argv);
    const option_row options[] = {
        {"seed", '\0', OPTION_TEXT, &o.seed, "N",
         "the run is a function of its settings and this number (1)"},
        {"steps", '\0', OPTION_TEXT, &o.steps, "N", "steps of the generator; with --resume, further ones"},
        {"set", '\0', OPTION_TEXTS, &o.set, "KEY=VALUE",
         "changes a setting of the preset; may be repeated, or several with semicolons"},
        {"csv", '\0', OPTION_TEXT, &o.csv, "FILE", "the log: a row a measurement; - is the standard output"},
        {"plot", '\0', OPTION_TEXT, &o.plot, "FILE",
         "p_data, p_g, D and G at the end: .svg, .png, .pdf; .gif: all the way"},
        {"state", '\0', OPTION_TEXT, &o.state, "FILE", "where the run is written down at its end"},
        {"resume", '\0', OPTION_TEXT, &o.resume, "FILE",
         "goes on from such a state, as if it had never stopped"},
        {"ensemble", '\0', OPTION_TEXT, &o.ensemble, "SEEDS",
         "a run for each seed, FROM:TO, on all cores; one log"},
        {"json", '\0', OPTION_FLAG, &o.json, NULL, "the last measurement as JSON"},
    };
    int used = snprintf(
        summary, sizeof summary,
        "Trains a generator against a discriminator (Algorithm 1), measured against the exact theory where p_g is\n"
        "known. ganproof list presets names the presets; those that play against the exact D* have a --help of their own\n"
        "(ganproof train ideal-affine --help). Settings, with their defaults:");
    write_keys(summary + used, sizeof summary - (size_t)used);
    const usage u = {"PRESET", summary, options, sizeof options / sizeof *options, 1, 1};
    char **words;
    int count, status;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    return run_preset(words[0], &o);
}
