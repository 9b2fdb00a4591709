/* The sub-commands, and the exit statuses of all of them. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

/* ALL_HOLDS: everything that was asked holds. NOT_ALL: something fails, is undecided, or could not be written. */
enum { ALL_HOLDS = 0, NOT_ALL = 1, BAD_INPUT = 2 };

/* argv[0] is the sub-command's name. Returns the exit status. */
#define COMMAND(name, summary) int command_##name(int argc, char **argv);
#include "cli/commands.def"
#undef COMMAND

#endif
