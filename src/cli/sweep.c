/* ganproof sweep NAMES P Q --theta FROM:TO:COUNT: a table of divergences along theta, and its picture. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/options.h"
#include "cli/plot.h"
#include "cli/sweep_table.h"

#include <stdlib.h>
#include <unistd.h>

typedef struct sweep_options {
    precision_options precision;
    const char *theta, *csv, *plot;
} sweep_options;

/* gnuplot reads a file: the table itself, or a copy of it in the place for temporary files. */
static bool open_copy(char *path, size_t size, output *o)
{
    const char *folder = getenv("TMPDIR");
    error e;
    snprintf(path, size, "%s/ganproof-sweep-%ld.csv", folder && *folder ? folder : "/tmp", (long)getpid());
    return output_open(o, path, &e) || (complain("%s", e.message), false);
}

static int finish(const sweep *s, table_end end, output *outputs, int count)
{
    error e;
    int status = end == WRITTEN ? ALL_HOLDS : end == IMPOSSIBLE ? BAD_INPUT : NOT_ALL;
    for (int o = 0; o < count; o++) {
        bool is_stdout = outputs[o].to == stdout;
        if (end != WRITTEN)
            output_abandon(&outputs[o], end == INTERRUPTED && o == 0);
        else if (!output_commit(&outputs[o], &e))
            status = is_stdout ? NOT_ALL : complain_failure("%s", e.message);
    }
    if (end == INTERRUPTED)
        complain_failure("interrupted; the rows so far are kept");
    if (s->undecided && end == WRITTEN)
        status = complain_failure("%ld values are undecided within %g s each: empty cells", s->undecided,
                                  s->how.ask.budget);
    return status;
}

static int write_and_plot(sweep *s, const sweep_options *o)
{
    output outputs[2];
    int count = 0;
    error e;
    char copy[4096] = "", caption[512];
    if (o->csv || !o->plot) {
        if (!output_open(&outputs[count++], o->csv ? o->csv : "-", &e))
            return complain("%s", e.message);
    }
    bool needs_copy = o->plot && (!o->csv || !outputs[0].temporary);
    if (needs_copy && !open_copy(copy, sizeof copy, &outputs[count++]))
        return NOT_ALL;
    int status = finish(s, sweep_write(s, outputs, count), outputs, count);
    snprintf(caption, sizeof caption, "P = %.200s,  Q = %.200s", s->text[0], s->text[1] ? s->text[1] : "-");
    if (o->plot && status != BAD_INPUT && !plot_sweep(needs_copy ? copy : o->csv, o->plot, caption, &e))
        status = complain_failure("%s", e.message);
    if (needs_copy)
        unlink(copy);
    return status;
}

static int run(sweep *s, const sweep_options *o, char **words, int count)
{
    s->text[0] = words[1];
    s->text[1] = count > 2 ? words[2] : NULL;
    if (!o->theta)
        return complain("--theta FROM:TO:COUNT is needed, such as --theta -2:2:81");
    if (o->plot && !plot_format_is_known(o->plot))
        return complain("--plot '%.200s': the name must end in .svg, .png or .pdf", o->plot);
    if (!input_precision(&o->precision, &s->how) || !sweep_read_grid(o->theta, &s->theta)
        || !input_divergences(words[0], &s->list))
        return BAD_INPUT;
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
        PRECISION_OPTIONS(o.precision),
    };
    const usage u = {
        "NAMES P Q --theta FROM:TO:COUNT",
        "A row for each theta: theta,NAME,NAME,... with `inf` for infinite values. P and Q may contain theta,\n"
        "as in 'normal(theta, 1)'.",
        options,
        sizeof options / sizeof *options,
        2,
        3};
    char **words;
    int count, status;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    sweep s = {.theta.pool = real_pool_open()};
    status = run(&s, &o, words, count);
    law_free(s.fixed[0]);
    law_free(s.fixed[1]);
    if (s.list.pool)
        divergence_list_clear(&s.list);
    real_pool_close(s.theta.pool);
    return status;
}
