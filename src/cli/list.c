/* ganproof list [theorems|families|divergences|presets|plots]: the lists that everything is made from. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/options.h"
#include "cli/plot.h"
#include "divergences/divergence.h"
#include "gan/ideal.h"
#include "gan/presets.h"
#include "theorem/catalogue.h"
#include "theorem/json.h"

#include <stdio.h>
#include <string.h>

typedef struct line {
    char name[100];
    const char *summary;
} line;

static line theorem_line(size_t i)
{
    line l = {.summary = catalogue[i]->text->statement};
    snprintf(l.name, sizeof l.name, "%s", catalogue[i]->name);
    return l;
}

/* A family is listed with the names of its parameters, as it is written. */
static line family_line(size_t i)
{
    const family *f = families[i];
    line l = {.summary = f->summary};
    size_t used = (size_t)snprintf(l.name, sizeof l.name, "%s(", f->name);
    for (int k = 0; k < MAX_PARAMETERS && f->parameters[k].name && used < sizeof l.name; k++)
        used += (size_t)snprintf(l.name + used, sizeof l.name - used, "%s%s", k ? ", " : "",
                                 f->parameters[k].name);
    if (used < sizeof l.name)
        snprintf(l.name + used, sizeof l.name - used, "%s)", f->parameters[0].name ? "" : "...");
    return l;
}

static line divergence_line(size_t i)
{
    line l = {.summary = divergence_rows[i].formula};
    snprintf(l.name, sizeof l.name, "%s%s", divergence_rows[i].name,
             divergence_rows[i].has_order ? "(order)" : "");
    return l;
}

static line figure_line(size_t i)
{
    line l = {.summary = figures[i].summary};
    snprintf(l.name, sizeof l.name, "%s", figures[i].name);
    return l;
}

/* Presets of networks, then those that play against the exact D*. */
static size_t all_presets;
static line preset_line(size_t i)
{
    bool is_ideal = i >= preset_count;
    line l = {.summary = is_ideal ? ideal_presets[i - preset_count].summary : presets[i].summary};
    snprintf(l.name, sizeof l.name, "%s", is_ideal ? ideal_presets[i - preset_count].name : presets[i].name);
    return l;
}

typedef struct list {
    const char *name;
    const size_t *count;
    line (*at)(size_t i);
} list;

static const list lists[] = {
    {"theorems", &catalogue_size, theorem_line},
    {"families", &family_count, family_line},
    {"divergences", &divergence_count, divergence_line},
    {"presets", &all_presets, preset_line},
    {"plots", &figure_count, figure_line},
};
enum { LISTS = sizeof lists / sizeof *lists };

static const char *list_name(size_t i) { return lists[i].name; }

static void print_list(const list *l, const char *indent)
{
    int width = 0;
    for (size_t i = 0; i < *l->count; i++) {
        int length = (int)strlen(l->at(i).name);
        width = length > width ? length : width;
    }
    for (size_t i = 0; i < *l->count; i++) {
        line row = l->at(i);
        printf("%s%-*s  %s\n", indent, width, row.name, row.summary);
    }
}

static void write_list(json *j, const list *l)
{
    json_array(j, l->name);
    for (size_t i = 0; i < *l->count; i++) {
        line row = l->at(i);
        json_row(j, NULL);
        json_text(j, "name", row.name);
        json_text(j, "summary", row.summary);
        json_end(j);
    }
    json_end(j);
}

static void write_json(const char *word)
{
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    for (size_t i = 0; i < LISTS; i++)
        if (!word || strcmp(word, lists[i].name) == 0)
            write_list(&j, &lists[i]);
    json_end(&j);
    json_finish(&j);
}

static void print_all(void)
{
    for (size_t i = 0; i < LISTS; i++) {
        printf("%s%s%s\n", i ? "\n" : "", lists[i].name, *lists[i].count ? "" : "\n    (none)");
        print_list(&lists[i], "    ");
    }
}

int command_list(int argc, char **argv)
{
    bool as_json = false;
    const option_row options[] = {{"json", '\0', OPTION_FLAG, &as_json, NULL, "the same as JSON"}};
    const usage u = {"[theorems|families|divergences|presets|plots]",
                     "Names, each with a line about it; all lists if none is named.",
                     options,
                     sizeof options / sizeof *options,
                     0,
                     1};
    char **words;
    int count, status;
    all_presets = preset_count + ideal_preset_count;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    const list *chosen = NULL;
    for (size_t i = 0; count && i < LISTS; i++)
        if (strcmp(words[0], lists[i].name) == 0)
            chosen = &lists[i];
    if (count && !chosen)
        return complain_unknown("list", words[0], list_name, LISTS);
    if (as_json)
        write_json(count ? chosen->name : NULL);
    else if (chosen)
        print_list(chosen, "");
    else
        print_all();
    return ALL_HOLDS;
}
