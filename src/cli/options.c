/* Options from a table: see options.h. */
#include "cli/options.h"

#include "cli/command.h"
#include "cli/complaint.h"
#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { MOST_OPTIONS = 24 };

static void print_help(const usage *u, const char *command)
{
    printf("usage: ganproof %s [OPTIONS] %s\n\n%s\n\n", command, u->operands, u->summary);
    for (size_t i = 0; i < u->count; i++) {
        const option_row *o = &u->options[i];
        char form[64];
        bool optional = o->kind == OPTION_FILE_OR_OUTPUT;
        int used = o->letter ? snprintf(form, sizeof form, "-%c, ", o->letter) : 0;
        snprintf(form + used, sizeof form - (size_t)used, "--%s%s%s%s%s", o->name, o->argument ? " " : "",
                 optional ? "[" : "", o->argument ? o->argument : "", optional ? "]" : "");
        printf("  %-28s %s\n", form, o->help);
    }
    printf("  %-28s %s\n", "-h, --help", "this page");
}

/* The tables that getopt_long reads. An option's value is its index + 1, which is no letter's code. */
typedef struct translated {
    struct option rows[MOST_OPTIONS + 2];
    char letters[2 * MOST_OPTIONS + 4];
} translated;

static void translate(const usage *u, translated *t)
{
    char *next = t->letters;
    *next++ = ':'; /* tell a missing value from an unknown option */
    *next++ = 'h';
    for (size_t i = 0; i < u->count; i++) {
        const option_row *o = &u->options[i];
        int takes = o->kind == OPTION_FLAG             ? no_argument
                    : o->kind == OPTION_FILE_OR_OUTPUT ? optional_argument
                                                       : required_argument;
        t->rows[i] = (struct option){o->name, takes, NULL, (int)i + 1};
        if (o->letter)
            *next++ = o->letter;
        if (o->letter && takes == required_argument)
            *next++ = ':';
    }
    *next = '\0';
    t->rows[u->count] = (struct option){"help", no_argument, NULL, 'h'};
    t->rows[u->count + 1] = (struct option){NULL, 0, NULL, 0};
}

static const option_row *row_of(const usage *u, int code)
{
    for (size_t i = 0; i < u->count; i++)
        if (code == (int)i + 1 || (u->options[i].letter && code == u->options[i].letter))
            return &u->options[i];
    return NULL;
}

static bool looks_like_a_file(const char *word)
{
    return strcmp(word, "-") == 0 || (word[0] != '-' && strpbrk(word, "./"));
}

static void store(const option_row *o, int argc, char **argv)
{
    if (o->kind == OPTION_FLAG) {
        *(bool *)o->into = true;
        return;
    }
    const char *value = optarg;
    if (o->kind == OPTION_TEXTS) {
        option_texts *all = o->into;
        all->text[all->count < MOST_TEXTS ? all->count++ : MOST_TEXTS - 1] = value;
        return;
    }
    if (!value)
        value = optind < argc && looks_like_a_file(argv[optind]) ? argv[optind++] : "-";
    *(const char **)o->into = value;
}

/* The names of the command at hand as they are written, for suggestions; one command runs in a process. */
static char written[MOST_OPTIONS + 1][32];
static const char *written_name(size_t i) { return written[i]; }

static void write_names(const usage *u)
{
    for (size_t i = 0; i <= u->count; i++)
        snprintf(written[i], sizeof written[i], "--%s", i < u->count ? u->options[i].name : "help");
}

/* getopt_long moves operands behind options: an unknown letter is in the word it stands at, or in the one it has just left. */
static const char *culprit(int argc, char **argv, int before)
{
    bool letter = optopt > 0 && optind < argc && argv[optind][0] == '-' && argv[optind][1] == optopt;
    return letter || optind <= before ? argv[optind] : argv[optind - 1];
}

static int complain_option(const usage *u, int code, const char *word)
{
    const option_row *known = row_of(u, optopt);
    if (code == ':')
        return complain("option %s needs a value: %s", word, known ? known->argument : "");
    if (known)
        return complain("option --%s takes no value", known->name);
    if (word[1] != '-')
        return complain("unknown option '%.100s'; an operand that begins with - comes after --", word);
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
    write_names(u);
    return complain_unknown("option", name, written_name, u->count + 1);
}

static int complain_operands(const usage *u, int given)
{
    return complain("%s: %d given, expected %s (see --help)",
                    given < u->least ? "too few operands" : "too many operands", given, u->operands);
}

bool options_read(const usage *u, int argc, char **argv, char ***operands, int *count, int *status)
{
    translated t;
    translate(u, &t);
    opterr = 0;
    optind = 1;
    for (int code, before = 1; (code = getopt_long(argc, argv, t.letters, t.rows, NULL)) != -1;
         before = optind) {
        if (code == 'h') {
            print_help(u, argv[0]);
            *status = ALL_HOLDS;
            return false;
        }
        if (code == '?' || code == ':') {
            *status = complain_option(u, code, culprit(argc, argv, before));
            return false;
        }
        store(row_of(u, code), argc, argv);
    }
    *operands = argv + optind;
    *count = argc - optind;
    if (*count >= u->least && (u->most < 0 || *count <= u->most))
        return true;
    *status = complain_operands(u, *count);
    return false;
}
