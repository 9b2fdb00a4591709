/* ganproof plot [NAME ...] -o DIR: the gallery. Each picture's table is written beside it. */
#include "cli/plot.h"

#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/gnuplot.h"
#include "cli/input.h"
#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

bool plot_format_is_known(const char *picture)
{
    const char *format = gnuplot_format(picture);
    return format && strcmp(format, "gif") != 0;
}

bool plot_sweep(const char *table, const char *picture, const char *caption, const char *ylabel, bool bands,
                error *e)
{
    gnuplot_variable more[] = {{"caption", caption}, {"ylabel", ylabel}, {"bands", "1"}};
    return gnuplot_draw("sweep", table, picture, more, bands ? 3 : 2, e);
}

static const char *figure_name(size_t i) { return figures[i].name; }

static const figure *figure_by_name(const char *name)
{
    for (size_t i = 0; i < figure_count; i++)
        if (strcmp(figures[i].name, name) == 0)
            return &figures[i];
    complain_unknown("plot", name, figure_name, figure_count);
    return NULL;
}

static bool make_folder(const char *folder)
{
    struct stat s;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return complain("cannot make the folder %.300s: %s", folder, strerror(errno)), false;
    if (stat(folder, &s) != 0 || !S_ISDIR(s.st_mode))
        return complain("%.300s is not a folder", folder), false;
    return true;
}

/* The names are all checked before anything is written. */
static int draw_all(char **names, int count, const char *folder, const char *format)
{
    for (int i = 0; i < count; i++)
        if (!figure_by_name(names[i]))
            return BAD_INPUT;
    if (!make_folder(folder))
        return BAD_INPUT;
    int status = ALL_HOLDS;
    for (size_t i = 0; i < (count ? (size_t)count : figure_count) && status == ALL_HOLDS; i++) {
        const figure *f = count ? figure_by_name(names[i]) : &figures[i];
        status = f->draw(f, folder, format);
        if (status == ALL_HOLDS)
            printf("%s/%s.%s\n", folder, f->name, format);
        fflush(stdout);
    }
    return status;
}

int command_plot(int argc, char **argv)
{
    static const char *const formats[] = {"svg", "png", "pdf", NULL};
    const char *folder = NULL, *format = "svg";
    int count, status, which;
    char **names;
    const option_row options[] = {
        {"output", 'o', OPTION_TEXT, &folder, "DIR",
         "the folder for pictures and tables; it is made if it is missing"},
        {"format", '\0', OPTION_TEXT, &format, "F", "svg, png or pdf (svg)"},
    };
    const usage u = {
        "[NAME ...] -o DIR",
        "Draws figures with gnuplot, all of them if none is named (ganproof list plots): DIR/NAME.svg, and\n"
        "beside it DIR/NAME.csv, the numbers that it shows.",
        options,
        sizeof options / sizeof *options,
        0,
        -1};
    if (!options_read(&u, argc, argv, &names, &count, &status))
        return status;
    if (!folder)
        return complain("-o DIR is needed: the folder for the pictures");
    if (!input_choice("--format", format, formats, &which))
        return BAD_INPUT;
    return draw_all(names, count, folder, format);
}
