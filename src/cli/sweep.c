/* ganproof sweep NAMES P Q --theta FROM:TO:COUNT: a table of divergences along theta, and its picture. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/options.h"
#include "cli/plot.h"
#include "cli/sweep_table.h"
#include "cli/value.h"

#include <stdlib.h>
#include <unistd.h>

typedef struct sweep_options {
    precision_options precision;
    const char *theta, *csv, *plot;
    bool certified;
} sweep_options;

/* gnuplot reads a file: the table itself, or a copy of it in the place for temporary files. */
static bool open_copy(char *path, size_t size, output *o)
{
    const char *folder = getenv("TMPDIR");
    error e;
    snprintf(path, size, "%s/ganproof-sweep-%ld.csv", folder && *folder ? folder : "/tmp", (long)getpid());
    return output_open(o, path, &e) || (complain("%s", e.message), false);
}

/* What is kept of an interrupted table, and where. */
static int tell_interrupted(const sweep_job *s, const char *csv)
{
    if (!csv)
        return complain_failure("interrupted; the %ld rows so far are written", s->rows);
    return complain_failure("interrupted; the %ld rows so far are kept in %.300s.partial", s->rows, csv);
}

static int finish(const sweep_job *s, table_end end, output *outputs, int count)
{
    error e;
    const char *csv = outputs[0].temporary && s->rows ? outputs[0].path : NULL;
    int status = end == WRITTEN ? ALL_HOLDS : end == IMPOSSIBLE ? BAD_INPUT : NOT_ALL;
    for (int o = 0; o < count; o++) {
        bool is_stdout = outputs[o].to == stdout;
        if (end != WRITTEN)
            output_abandon(&outputs[o], end == INTERRUPTED && o == 0 && s->rows);
        else if (!output_commit(&outputs[o], &e))
            status = is_stdout ? NOT_ALL : complain_failure("%s", e.message);
    }
    if (end == INTERRUPTED)
        status = tell_interrupted(s, csv);
    if (s->undecided && end == WRITTEN)
        status = complain_failure("%ld values are undecided within %g s each: empty cells", s->undecided,
                                  s->exact ? s->how.ask.budget : s->accuracy.budget);
    return status;
}

/* The units of the curves, and which curves have them: "kl, js (nats), w1 (units of x)". */
static void list_units(const sweep_job *s, bool names, char *out, size_t size)
{
    FILE *to = fmemopen(out, size, "w");
    for (size_t k = 0; to && k < s->list.n; k++) {
        const char *unit = value_unit(&s->list.d[k], s->how.base), *before = k ? ", " : "";
        bool seen = false;
        for (size_t i = 0; i < k; i++)
            seen = seen || strcmp(unit, value_unit(&s->list.d[i], s->how.base)) == 0;
        for (size_t i = k; names && !seen && i < s->list.n; i++)
            if (strcmp(unit, value_unit(&s->list.d[i], s->how.base)) == 0)
                fprintf(to, "%s%s", i > k ? ", " : before, s->list.name[i]);
        if (!seen)
            fprintf(to, names ? "%s(%s)" : "%s%s", names ? " " : before,
                    strcmp(unit, "1") ? unit : "no unit");
    }
    if (to)
        fclose(to);
    out[size - 1] = '\0';
}

/* Beside an axis there is room for so many letters; then the units have to do without the names. */
static void label_axis(const sweep_job *s, char *out, size_t size)
{
    enum { ROOM = 50 };
    list_units(s, true, out, size);
    if (strlen(out) > ROOM)
        list_units(s, false, out, size);
}

static int write_and_plot(sweep_job *s, const sweep_options *o)
{
    output outputs[2];
    int count = 0;
    error e;
    char copy[4096] = "", caption[512], ylabel[200] = "";
    if (o->csv || !o->plot) {
        if (!output_open(&outputs[count++], o->csv ? o->csv : "-", &e))
            return complain("%s", e.message);
    }
    bool needs_copy = o->plot && (!o->csv || !outputs[0].temporary);
    if (needs_copy && !open_copy(copy, sizeof copy, &outputs[count++]))
        return NOT_ALL;
    int status = finish(s, sweep_write(s, outputs, count), outputs, count);
    snprintf(caption, sizeof caption, "P = %.200s,  Q = %.200s", s->text[0], s->text[1] ? s->text[1] : "-");
    label_axis(s, ylabel, sizeof ylabel);
    if (o->plot && status != BAD_INPUT
        && !plot_sweep(needs_copy ? copy : o->csv, o->plot, caption, ylabel, s->bands, &e))
        status = complain_failure("%s", e.message);
    if (needs_copy)
        unlink(copy);
    return status;
}

static int run(sweep_job *s, const sweep_options *o, char **words, int count)
{
    s->text[0] = words[1];
    s->text[1] = count > 2 ? words[2] : NULL;
    if (!o->theta)
        return complain("--theta FROM:TO:COUNT is needed, such as --theta -2:2:81");
    if (o->plot && !plot_format_is_known(o->plot))
        return complain("--plot '%.200s': the name must end in .svg, .png or .pdf", o->plot);
    s->exact = o->certified || o->precision.digits || o->precision.by;
    s->bands = o->certified;
    if (!input_precision(&o->precision, &s->how) || !sweep_read_grid(o->theta, s)
        || !input_divergences("NAMES", words[0], &s->list))
        return BAD_INPUT;
    s->accuracy = sweep_accuracy_default;
    if (o->precision.budget)
        s->accuracy.budget = s->how.ask.budget;
    return sweep_check_laws(s) ? write_and_plot(s, o) : BAD_INPUT;
}

int command_sweep(int argc, char **argv)
{
    sweep_options o = {.theta = NULL};
    const option_row options[] = {
        {"theta", '\0', OPTION_TEXT, &o.theta, "FROM:TO:COUNT",
         "the grid, both ends included; exact expressions"},
        {"csv", '\0', OPTION_TEXT, &o.csv, "FILE", "the table; - is the standard output (and the default)"},
        {"plot", '\0', OPTION_TEXT, &o.plot, "FILE", "its picture, by gnuplot: .svg, .png or .pdf"},
        {"certified", '\0', OPTION_FLAG, &o.certified, NULL,
         "enclosures: columns NAME,NAME_lower,NAME_upper, and bands in the picture"},
        PRECISION_OPTIONS(o.precision),
    };
    const usage u = {
        "NAMES P Q --theta FROM:TO:COUNT",
        "A row for each theta: theta,NAME,NAME,... with `inf` for infinite values. P and Q may contain theta,\n"
        "as in 'normal(theta, 1)'. Values are within 1e-12 of the true ones, relative above 1, in double\n"
        "precision; --certified, --digits or --method ask for each value by the certified routes.",
        options,
        sizeof options / sizeof *options,
        2,
        3};
    char **words;
    int count, status;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    sweep_job s = {.pool = real_pool_open()};
    status = run(&s, &o, words, count);
    sweep_free(s.plan);
    if (s.list.pool)
        divergence_list_clear(&s.list);
    real_pool_close(s.pool);
    return status;
}
