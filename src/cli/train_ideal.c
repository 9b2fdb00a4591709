/* ganproof train ideal-affine|ideal-spline|ideal-density: descent against the best discriminator. */
#include "cli/train_ideal.h"

#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/gnuplot.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/plot.h"
#include "cli/output.h"
#include "gan/ideal.h"
#include "theorem/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct ideal_options {
    const char *steps, *seed, *csv, *plot;
    option_texts set;
    bool json;
} ideal_options;

static const ideal_preset *preset_named(const char *name)
{
    for (size_t i = 0; i < ideal_preset_count; i++)
        if (strcmp(ideal_presets[i].name, name) == 0)
            return &ideal_presets[i];
    return NULL;
}

bool train_ideal_asked(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (preset_named(argv[i]))
            return true;
    return false;
}

/* ---- Tables ---- */

#define HEADER "step,value,excess,js,w1,slope,mean,sd\n"
static void write_state(FILE *to, long step, const ideal_state *s)
{
    fprintf(to, "%ld,%.15g,%.6g,%.6g,%.6g,%.6g,%.9g,%.9g\n", step, s->value, s->excess, s->js, s->w1,
            s->slope, s->mean, s->sd);
}

/* p, q and D* along the line; one empty line between two moments. */
static void write_curve(FILE *to, const ideal *g, long step)
{
    enum { POINTS = 401 };
    double lo, hi;
    ideal_range(g, &lo, &hi);
    for (int i = 0; i < POINTS; i++) {
        double x = lo + (hi - lo) * i / (POINTS - 1);
        ideal_point at = ideal_at(g, x);
        fprintf(to, "%ld,%.6g,%.6g,%.6g,", step, x, at.p, at.q);
        fprintf(to, at.p + at.q > 0 ? "%.6g\n" : "nan\n", at.best);
    }
    fputs("\n", to);
}

/* ---- The run ---- */

typedef struct run {
    const ideal_preset *preset;
    ideal_settings settings;
    ideal *game;
    long steps, step, rises;
    bool stopped, left; /* by the user; the next step would have left the densities */
    ideal_state now;
    FILE *table, *curves;
} run;

/* Drawn are the start, two early moments and the end. */
static bool is_drawn(const run *r)
{
    return r->step == 0 || r->step == r->steps / 20 || r->step == r->steps / 6;
}

static void look(run *r)
{
    double before = r->step ? r->now.excess : INFINITY;
    ideal_look(r->game, &r->now);
    r->rises += r->now.excess > before + 1e-13; /* rounding of V is below that */
    if (r->table)
        write_state(r->table, r->step, &r->now);
    if (r->curves && is_drawn(r))
        write_curve(r->curves, r->game, r->step);
}

static void play(run *r)
{
    const volatile sig_atomic_t *stop = interrupt_watch();
    for (look(r); r->step < r->steps && !(r->stopped = *stop); look(r)) {
        if (!ideal_step(r->game)) {
            r->left = true;
            break;
        }
        r->step++;
    }
    if (r->curves && !is_drawn(r))
        write_curve(r->curves, r->game, r->step);
}

/* ---- What is told ---- */

static void tell(const run *r)
{
    const struct {
        const char *name, *meaning;
        double value;
    } rows[] = {{"value", "V(G, D*), in nats; -log 4 = -1.38629436111989", r->now.value},
                {"excess", "V + log 4 = 2 JS(p, p_g)", r->now.excess},
                {"w1", "W1(p, p_g), in units of x", r->now.w1},
                {"slope", "norm of the generator's slope", r->now.slope},
                {"mean", "of p_g", r->now.mean},
                {"sd", "of p_g", r->now.sd}};
    printf("%s, data %s, rate %g: step %ld\n", r->preset->name, r->settings.data, r->settings.rate, r->step);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        printf("%-8s %-18.15g %s\n", rows[i].name, rows[i].value, rows[i].meaning);
    const char *why = !r->rises                  ? ""
                      : r->settings.momentum > 0 ? ": momentum carries over"
                                                 : ": they are too long";
    printf("V rose in %ld of %ld steps%s\n", r->rises, r->step, why);
}

static void tell_json(const run *r)
{
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    json_text(&j, "preset", r->preset->name);
    json_text(&j, "data", r->settings.data);
    json_count(&j, "step", r->step);
    json_number(&j, "value", r->now.value);
    json_number(&j, "excess", r->now.excess);
    json_number(&j, "js", r->now.js);
    json_number(&j, "w1", r->now.w1);
    json_number(&j, "slope", r->now.slope);
    json_number(&j, "mean", r->now.mean);
    json_number(&j, "sd", r->now.sd);
    json_count(&j, "rises", r->rises);
    json_end(&j);
    json_finish(&j);
}

/* ---- Files ---- */

/* A table that only gnuplot reads, in the place for temporary files. */
static bool open_passing(char *path, size_t size, const char *what, output *o, error *e)
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, size, "%s/ganproof-%s-%ld.csv", folder && *folder ? folder : "/tmp", what, (long)getpid());
    return output_open(o, path, e);
}

static bool draw(const run *r, const char *table, const char *curves, const char *picture, error *e)
{
    char caption[512];
    snprintf(caption, sizeof caption, "%s: data %.200s, rate %g", r->preset->name, r->settings.data,
             r->settings.rate);
    gnuplot_variable more[] = {{"table2", curves}, {"caption", caption}};
    return gnuplot_draw("train_ideal", table, picture, more, 2, e);
}

static int run_with_picture(run *r, const char *picture)
{
    char table[4096], curves[4096];
    output states, lines = {0};
    error e;
    bool well = open_passing(table, sizeof table, "ideal", &states, &e);
    well = well
           && (open_passing(curves, sizeof curves, "curves", &lines, &e)
               || (output_abandon(&states, false), false));
    if (!well)
        return complain_failure("%s", e.message);
    FILE *csv = r->table;
    r->table = states.to;
    r->curves = lines.to;
    fputs(HEADER, r->table);
    play(r);
    r->table = csv;
    well = output_commit(&states, &e) && output_commit(&lines, &e) && draw(r, table, curves, picture, &e);
    /* the same rows for the user's own table */
    FILE *copy = csv ? fopen(table, "r") : NULL;
    for (int c; copy && (c = getc(copy)) != EOF;)
        putc(c, csv);
    if (copy)
        fclose(copy);
    unlink(table);
    unlink(curves);
    return well ? ALL_HOLDS : complain_failure("%s", e.message);
}

static int finish(run *r, output *csv, const ideal_options *o, int status)
{
    error e;
    if (r->stopped)
        status = complain_failure("interrupted after step %ld", r->step);
    if (r->left)
        status = complain_failure(
            "after step %ld the next step leaves the generators with a density: too long", r->step);
    if (o->csv && !output_commit(csv, &e))
        status = complain_failure("%s", e.message);
    if (o->json)
        tell_json(r);
    else if (!o->csv || strcmp(o->csv, "-") != 0)
        tell(r);
    return status;
}

static int start(run *r, const ideal_options *o)
{
    error e = {.message = ""};
    output csv;
    long seed;
    if (o->seed && !input_integer("--seed", o->seed, 0, 1L << 62, &seed))
        return BAD_INPUT;
    r->settings = r->preset->settings;
    for (int i = 0; i < o->set.count; i++)
        if (!ideal_set(&r->settings, o->set.text[i], &e))
            return complain("--set: %s", e.message);
    r->steps = (long)r->settings.steps;
    if (o->steps && !input_integer("--steps", o->steps, 0, 1000000000, &r->steps))
        return BAD_INPUT;
    if (o->plot && !plot_format_is_known(o->plot))
        return complain("--plot '%.200s': the name must end in .svg, .png or .pdf", o->plot);
    if (!(r->game = ideal_open(r->preset, &r->settings, &e)))
        return complain("--set: %s", e.message);
    if (o->csv && !output_open(&csv, o->csv, &e))
        return complain("%s", e.message);
    r->table = o->csv ? csv.to : NULL;
    if (r->table && !o->plot)
        fputs(HEADER, r->table);
    int status = ALL_HOLDS;
    if (o->plot)
        status = run_with_picture(r, o->plot);
    else
        play(r);
    return finish(r, &csv, o, status);
}

int train_ideal(int argc, char **argv)
{
    ideal_options o = {.steps = NULL};
    const option_row options[] = {
        {"steps", '\0', OPTION_TEXT, &o.steps, "N", "steps of the generator"},
        {"set", '\0', OPTION_TEXTS, &o.set, "KEY=VALUE",
         "may be given several times; keys: data, loss, rate, momentum, mean, sd, knots, cells, lo, hi"},
        {"csv", '\0', OPTION_TEXT, &o.csv, "FILE", "a row for each step; - is the standard output"},
        {"plot", '\0', OPTION_TEXT, &o.plot, "FILE",
         "V + log 4 and W1 by step, densities and D*: .svg, .png or .pdf"},
        {"json", '\0', OPTION_FLAG, &o.json, NULL, "the last state as JSON"},
        {"seed", '\0', OPTION_TEXT, &o.seed, "N", "without effect: nothing is drawn at random"},
    };
    const usage u = {
        "ideal-affine|ideal-spline|ideal-density",
        "The generator against the best discriminator D* = p/(p + p_g), in full expectations: its steps descend\n"
        "V(G, D*) = -log 4 + 2 JS.",
        options,
        sizeof options / sizeof *options,
        1,
        1};
    int count, status;
    char **words;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    run r = {.preset = preset_named(words[0])};
    if (!r.preset)
        return complain("unknown preset '%.100s' beside an ideal one", words[0]);
    status = start(&r, &o);
    ideal_close(r.game);
    return status;
}
