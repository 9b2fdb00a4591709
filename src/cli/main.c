/*
 * The command: finds the sub-command, and answers for the process as a whole. A closed pipe or a full disk at the
 * standard output ends it quietly with status 1.
 */
#include "cli/command.h"

#include "cli/complaint.h"
#include "cli/output.h"
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#ifndef GANPROOF_VERSION
#define GANPROOF_VERSION "(unversioned build)"
#endif

typedef struct command {
    const char *name, *summary;
    int (*run)(int argc, char **argv);
} command;

static const command commands[] = {
#define COMMAND(name, summary) {#name, summary, command_##name},
#include "cli/commands.def"
#undef COMMAND
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const char *command_at(size_t i) { return commands[i].name; }

static int help(void)
{
    puts("usage: ganproof COMMAND [OPTIONS] [OPERANDS]\n\n"
         "The theory of generative adversarial networks, checking itself.\n");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-12s %s\n", commands[i].name, commands[i].summary);
    puts(
        "\nganproof COMMAND --help says more; ganproof --version.\n"
        "Exit status: 0 all that was asked holds; 1 something fails or is undecided; 2 bad usage or bad input.");
    return ALL_HOLDS;
}

static int version(void)
{
    puts("ganproof " GANPROOF_VERSION);
    return ALL_HOLDS;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2)
        return complain("no command given; try 'ganproof prove' or 'ganproof --help'");
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0)
        return help();
    if (strcmp(word, "--version") == 0)
        return version();
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, word) == 0) {
            complain_as(word);
            return commands[i].run(argc - 1, argv + 1);
        }
    if (word[0] == '-')
        return complain("unknown option '%.100s'; a command comes first, or --help, or --version", word);
    return complain_unknown("command", word, command_at, COMMANDS);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    gsl_set_error_handler_off();
    int status = dispatch(argc, argv);
    return output_is_well() || status == BAD_INPUT ? status : NOT_ALL;
}
